"""An author's own look: colours that hold in both schemes, and what is drawn of those that do not."""

from __future__ import annotations

import re
from itertools import combinations

import pytest
from colorspacious import cspace_convert, deltaE
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline import site
from timeline.colours import choosing, hues, sight
from timeline.colours.choosing import APART, DARK, LIGHT, WORDS, Rule, drawn
from timeline.colours.contrast import channels, contrast
from timeline.drawing.pictures import draw
from timeline.layout import theme
from timeline.layout.layout import layout
from timeline.layout.theme import EDGES, FADING, Themes, themes
from timeline.model import Timeline
from timeline.pages import embed
from timeline.pages.edition import Edition
from timeline.text.reader import read_text

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")
RULES = st.sampled_from(
    [Rule(is_lane=False), Rule.of_lanes(periods=False), Rule.of_lanes(periods=True)]
)


def of_lanes(*colours: str, periods: bool = False) -> Timeline:
    """A timeline with a lane a colour; "" for a lane that names none."""
    lanes = "".join(
        f'[[lanes]]\nid = "l{n}"\ntitle = "Lane {n}"\n'
        + (f'colour = "{colour}"\n' if colour else "")
        for n, colour in enumerate(colours)
    )
    events = "".join(
        f'[[events]]\nid = "e{n}"\ntitle = "Event {n}"\ndate = "19{n + 10}"\nlane = "l{n}"\n'
        f'[[events]]\nid = "f{n}"\ntitle = "Further {n}"\ndate = "19{n + 20}~/19{n + 30}"\nlane = "l{n}"\n'
        for n in range(len(colours))
    )
    more = '[[periods]]\nid = "p"\ntitle = "P"\ndate = "1910/1915"\n' if periods else ""
    return read_text(f'[timeline]\ntitle = "T"\n{lanes}{more}{events}')[0]


# The measure


def _seen(colour: str, sight_: str, severity: int) -> list[float]:
    shares = [value / 255 for value in channels(colour)]
    if not sight_:
        return shares
    space = {"name": "sRGB1+CVD", "cvd_type": sight_, "severity": severity}
    return [min(max(one, 0), 1) for one in cspace_convert(shares, space, "sRGB1")]


@given(one=COLOURS, other=COLOURS)
def test_the_measure_is_that_of_the_literature(one: str, other: str) -> None:
    """Colours are as far apart as colorspacious has it, to the reader who tells them apart least."""
    views = [("", 0)] + [
        (name, severity)
        for name in ("protanomaly", "deuteranomaly", "tritanomaly")
        for severity in (50, 100)
    ]
    wanted = [deltaE(_seen(one, *view), _seen(other, *view), input_space="sRGB1") for view in views]

    assert sight.difference(one, other) == pytest.approx(wanted[0], abs=0.02)
    assert sight.apart(one, other) == pytest.approx(min(wanted), abs=0.02)


@given(colour=COLOURS)
def test_a_hue_comes_back(colour: str) -> None:
    """A colour at its own lightness is the colour."""
    assert colour == hues.lit(colour, hues.lightness(colour))


# What is drawn


@given(colour=COLOURS, rule=RULES)
def test_whatever_is_drawn_can_be_read(colour: str, rule: Rule) -> None:
    """A colour is drawn as it is given if words in it can be read; and its twin always can."""
    pair = drawn(colour, rule)

    assert (pair.light == colour) == rule.holds(colour)
    assert rule.contrast(pair.light, LIGHT) >= WORDS
    assert rule.contrast(pair.dark, DARK) >= WORDS


@settings(max_examples=25)
@given(colours=st.lists(COLOURS, min_size=1, max_size=6), periods=st.booleans())
def test_every_tone_of_a_lane_holds(colours: list[str], periods: bool) -> None:
    """Marks of an author's colour have 3:1 with their band, titles 4.5:1, as those of ours have."""
    found = themes(of_lanes(*colours, periods=periods))
    shades = choosing.MOST_SHADES if periods else 0

    for scheme, ground in zip(found, (LIGHT, DARK), strict=True):
        for lane, colour in enumerate(scheme.lanes):
            under = ground.band(colour, shades)
            assert contrast(scheme.colour(lane, "solid"), under) >= 4.45
            for tone in FADING:
                assert contrast(scheme.colour(lane, EDGES.get(tone, tone)), under) >= 3


@settings(max_examples=25)
@given(
    colours=st.lists(
        st.sampled_from(["", "#1b1f24", "#57606a", "#ffffff", "#c00"]), min_size=1, max_size=10
    )
)
def test_no_two_names_have_one_colour(colours: list[str]) -> None:
    """A drawn picture is known by its colours, even if lanes are alike or one is that of words."""
    named = themes(of_lanes(*colours)).light.named()

    assert len(set(named.values())) == len(named)


def test_without_colours_of_their_own_lanes_have_ours() -> None:
    """A file without colours has the palette, in order."""
    assert Themes(theme.LIGHT, theme.DARK) == themes(of_lanes("", "", ""))


@pytest.mark.parametrize("own", [*theme.LIGHT.lanes, "#cc0000", "#00aa00", "#777777"])
def test_other_lanes_keep_apart(own: str) -> None:
    """A lane without a colour has that of its place, or where it is too like another's own the next."""
    found = themes(of_lanes("", own, "", "")).light.lanes

    assert own.lower() == found[1] or not Rule.of_lanes(periods=False).holds(own)
    assert all(sight.apart(*pair) >= APART for pair in combinations(found, 2))
    for lane in (0, 2, 3):
        kept = found[lane] == theme.LIGHT.lanes[lane]
        assert kept == (sight.apart(found[1], theme.LIGHT.lanes[lane]) >= APART) or not kept


def test_more_lanes_than_there_are_colours() -> None:
    """Colours are used again where there are no others."""
    found = themes(of_lanes("#c00", *[""] * 20)).light.lanes

    assert 21 == len(found)
    assert "#cc0000" == found[0]


# What is told


def _warnings(timeline: str) -> list[tuple[str, str]]:
    faults = read_text(timeline)[1]
    return [(each.code, each.meant[0]) for each in faults if each.code.startswith("colour")]


def _of(*colours: str) -> str:
    return '[timeline]\ntitle = "T"\nspan = "1900/1910"\n' + "".join(
        f'[[lanes]]\nid = "l{n}"\ntitle = "L"\ncolour = "{each}"\n'
        for n, each in enumerate(colours)
    )


@settings(max_examples=15)
@given(colours=st.lists(COLOURS, min_size=1, max_size=4))
def test_the_colour_that_is_named_holds(colours: list[str]) -> None:
    """Written instead, lane by lane, the colours that warnings name leave none to be told."""
    for _ in colours:
        faults = [each for each in read_text(_of(*colours))[1] if each.code.startswith("colour")]
        if not faults:
            break
        colours[int(faults[0].path[1])] = faults[0].meant[0]

    assert [] == _warnings(_of(*colours))


def test_a_colour_of_its_own_is_in_every_file() -> None:
    """The light scheme has the colour as it is given, the page and the embed its twin as well."""
    built = site.build(Edition(of_lanes("#c8102e", "")))
    twin = drawn("#c8102e", Rule.of_lanes(periods=False)).dark.encode()

    for name in ("timeline.svg", "index.html", "embed.html"):
        assert b"#c8102e" in built.files[name], name
    for name in ("index.html", "embed.html"):
        assert twin in built.files[name], name


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_picture_of_either_scheme(scheme: str) -> None:
    """Drawn in a scheme, a picture has the lane's colour of that."""
    timeline = of_lanes("#c8102e", "")
    theme_ = getattr(themes(timeline), scheme)
    own = {"light": "#c8102e", "dark": drawn("#c8102e", Rule.of_lanes(periods=False)).dark}

    assert own[scheme].encode() in draw(timeline, layout(timeline), theme_).svg()


# The accent


def test_links_have_the_accent() -> None:
    """Links of the page, the embed and the fragment are of the author's colour and its twin."""
    timeline = read_text(
        '[timeline]\ntitle = "T"\nspan = "1900/1910"\n[theme]\naccent = "#b00020"\n'
    )[0]
    pair = drawn("#b00020", Rule(is_lane=False))
    built = site.build(Edition(timeline)).files
    fragment = embed.inline(timeline, embed.start_chart(Edition(timeline)).picture.result())

    assert "#b00020" == pair.light
    for text in (built["index.html"].decode(), built["embed.html"].decode(), fragment):
        assert re.findall(r"link: (#\w+);", text)[:2] == [pair.light, pair.dark]
