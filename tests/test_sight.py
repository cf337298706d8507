"""For every eye: colours told apart, marks over what shades them, words as large as the reader asks."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations, pairwise
from typing import Any

import pytest
from colorspacious import cspace_convert, deltaE
from hypothesis import given
from hypothesis import strategies as st
from support import crowds
from support.browser import REST, rest
from support.everything import EVERYTHING

from timeline import site
from timeline.colours.choosing import PERIOD_OPACITY
from timeline.colours.contrast import contrast, mix
from timeline.drawing.rows import rows, shades
from timeline.layout.begin import SHOWN_FROM
from timeline.layout.layout import layout
from timeline.layout.theme import DARK, EDGES, FACETS, FADING, LIGHT, Theme
from timeline.pages.edition import Edition
from timeline.text import reader

THEMES = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])

# Colours

APART = 10  # in CAM02-UCS
SIGHTS = ["", "deuteranomaly", "protanomaly", "tritanomaly"]


def seen(colour: str, sight: str, severity: int) -> list[float]:
    """A colour as sRGB from 0 to 1, by who sees it so; all is seen as it is by no anomaly."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    if not sight:
        return channels
    space = {"name": "sRGB1+CVD", "cvd_type": sight, "severity": severity}
    return [min(max(one, 0), 1) for one in cspace_convert(channels, space, "sRGB1")]


@THEMES
@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize("severity", [50, 100])
def test_lanes_are_told_apart(theme: Theme, sight: str, severity: int) -> None:
    """Any two lanes differ by 10, in either scheme, for readers of every sight of colours."""
    views = [seen(colour, sight, severity) for colour in theme.lanes]
    least = min(deltaE(*pair, input_space="sRGB1") for pair in combinations(views, 2))

    assert 8 == len(theme.lanes)
    assert least >= APART


def test_the_strip_has_the_colours_of_lanes() -> None:
    """Where lanes meet, in the density strip, they are as far apart: no tone of theirs is."""
    plan = layout(reader.read_text(crowds.toml(120))[0])
    fills = {row["fill"] for row in rows(plan, LIGHT).strip}

    assert len(fills) > 1
    assert fills <= set(LIGHT.lanes)


@THEMES
def test_vague_is_nearer_to_the_paper(theme: Theme) -> None:
    """A decade is paler than a year and a year than what lasted, clearly, in shades of grey too."""
    for lane in range(-1, len(theme.lanes)):
        seen = [contrast(theme.colour(lane, tone), theme.band(lane)) for tone in FACETS]

        assert seen == sorted(seen, reverse=True)
        assert all(one / other >= 1.6 for one, other in pairwise(seen))


@st.composite
def stretches(draw: st.DrawFn) -> list[tuple[float, float]]:
    """The stretches of up to 12 periods, by day."""
    days = st.integers(0, 100)
    pairs = draw(st.lists(st.tuples(days, days), max_size=12))
    return [(min(pair), max(pair)) for pair in pairs]


@THEMES
@given(periods=stretches(), day=st.integers(0, 100))
def test_marks_stand_out_over_periods(
    theme: Theme, periods: list[tuple[float, float]], day: int
) -> None:
    """However many periods lie over each other, a mark has 3:1 with them, and a title 4.5:1."""
    depth = sum(start <= day + 0.5 < end for start, end in shades(periods))
    for lane in range(-1, len(theme.lanes)):
        ground = theme.band(lane)
        for _ in range(depth):
            ground = mix(theme.period, ground, PERIOD_OPACITY)
        for tone in FADING:
            assert contrast(theme.colour(lane, EDGES.get(tone, tone)), ground) >= 3
        assert contrast(theme.colour(lane, "solid"), ground) >= 4.5
        assert contrast(theme.ink, ground) >= 4.5


# Letters

LETTERS = (16, 20, 24, 32)  # px that a reader's letters may be


@pytest.fixture(scope="module")
def addresses(
    built: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], str]:
    """The address of a file of the sample's site, or of that of another timeline."""
    places = {"sample": built}
    texts = {"many": crowds.toml(120), "everything": EVERYTHING}

    def address(name: str, file: str) -> str:
        folder = tmp_path_factory.getbasetemp() / f"sight-{name}"
        if not folder.exists():
            folder.mkdir()
            if name not in places:
                timeline = reader.read_text(texts[name])[0]
                places[name] = site.build(Edition(timeline, data=b"x = 1")).files
            for each, content in places[name].items():
                (folder / each).write_bytes(content)
        return (folder / file).as_uri()

    return address


@pytest.fixture
def visit(tabs: Any, addresses: Callable[[str, str], str]) -> Callable[..., Any]:
    """Opens a file of a site, `letters` px high."""

    def open_(
        name: str = "sample",
        file: str = "index.html",
        *,
        width: int = 1280,
        letters: int = 16,
        anchor: str = "",
        init: str = "",
        **options: Any,
    ) -> Any:
        page = tabs.lend(width, init=REST + init, **options)
        page.goto(addresses(name, file) + anchor)
        page.evaluate("size => { document.documentElement.style.fontSize = size; }", f"{letters}px")
        rest(page)
        return page

    return open_


# The chart that is shown: how wide, what its layout is wide, and how far right anything goes.
_SHOWN = """() => {
  const svg = [...document.querySelectorAll('figure svg')].find(e => e.checkVisibility());
  const page = document.documentElement.scrollWidth;
  return svg ? [svg.getBoundingClientRect().width, svg.viewBox.baseVal.width, page] : [0, 0, page];
}"""


def explored(page: Any) -> Any:
    page.click("#_explore")
    page.wait_for_selector(".chart.exploring .live svg")
    rest(page)
    return page


@pytest.mark.browser
@pytest.mark.parametrize("letters", LETTERS)
@pytest.mark.parametrize("width", [1280, 1920])
@pytest.mark.parametrize("file", ["index.html", "embed.html"])
def test_the_chart_grows_with_the_readers_letters(
    visit: Callable[..., Any], file: str, width: int, letters: int
) -> None:
    """A chart's words are as much larger as the reader's letters at least, and nothing leaves the page."""
    shown, layout_width, page = visit(file=file, width=width, letters=letters).evaluate(_SHOWN)

    widths = sorted(least * 16 for least in SHOWN_FROM.values())
    assert layout_width in widths
    assert layout_width == max(one for one in widths if one <= shown * 16 / letters + 0.01)
    assert width == page


@pytest.mark.browser
@pytest.mark.parametrize("zoom", [1.25, 1.5, 2])
@pytest.mark.parametrize("file", ["index.html", "embed.html"])
def test_the_chart_grows_with_the_page(visit: Callable[..., Any], file: str, zoom: float) -> None:
    """A page zoomed in has fewer px, and the chart then shown is not shrunk into them."""
    width = round(1280 / zoom)
    shown, layout_width, page = visit(file=file, width=width).evaluate(_SHOWN)

    assert shown >= layout_width > 0
    assert width == page


@pytest.mark.browser
@pytest.mark.parametrize("letters", [16, 32])
@pytest.mark.parametrize("width", [640, 1280, 1920])
def test_the_live_chart_grows_too(visit: Callable[..., Any], width: int, letters: int) -> None:
    """So does the chart to explore, in the still one's place, its marks where pointers meet them."""
    page = visit(width=width, letters=letters)
    still = page.evaluate(_SHOWN)
    live = explored(page).evaluate(_SHOWN)

    assert width == live[2]
    if still[0]:
        assert still == live
        label = page.locator(".live .labels_marks text", has_text="Migrants")
        label.scroll_into_view_if_needed()
        box = label.bounding_box()
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        assert "Migrants" in page.inner_text("#_tip")


@pytest.mark.browser
def test_letters_that_grow_while_the_chart_is_explored(visit: Callable[..., Any]) -> None:
    """The live chart changes to the layout that there is room for then."""
    page = explored(visit(width=1280))
    page.evaluate("document.documentElement.style.fontSize = '32px'")
    page.wait_for_selector(".live svg[viewBox^='8 8 496 ']")

    assert 1184 == page.evaluate(_SHOWN)[0]


@pytest.mark.browser
@pytest.mark.parametrize("letters", [16, 32])
def test_the_fragment_grows_with_the_readers_letters(tabs: Any, letters: int, sample: Any) -> None:
    """The chart in another site goes by the reader's letters, whatever that site sets."""
    from timeline.pages import embed

    chart = embed.start_chart(Edition(sample)).picture.result()
    page = tabs.lend(1280, init=REST)
    page.goto("about:blank")  # a page that nothing was opened in has not run the script
    page.set_content(f"<style>html {{ font-size: 62.5% }}</style>{embed.inline(sample, chart)}")
    page.evaluate(
        "size => { document.querySelector('figure').style.setProperty('font-size', size, 'important'); }",
        f"{letters}px",
    )
    rest(page)

    shown, own, width = page.evaluate(_SHOWN)
    assert own * letters / 16 <= shown <= 1.41 * own * letters / 16
    assert (496, 1280) == (own, width)


# Spacing

# As readers set it (WCAG 2.2, 1.4.12); the page's policy lets in no style sheet but by script.
_ADOPT = """css => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets.push(sheet);
}"""
# Browsers guess at where things are in what is far from the window, until it comes near.
ALL = ".long { content-visibility: visible !important; }"
SPACED = "letter-spacing: .12em !important; word-spacing: .16em !important;"
SPACING = f"* {{ line-height: 1.5 !important; {SPACED} }} p {{ margin-bottom: 2em !important; }}"

# Words of the page that are cut, beyond its edge, or over each other.
_LOST = """() => {
  const lost = [], words = [], seen = (e) => e.checkVisibility({ visibilityProperty: true });
  for (const e of document.querySelectorAll('body *')) {
    const { clipPath, overflowX, overflowY } = getComputedStyle(e);
    if (!seen(e) || clipPath !== 'none' || e.closest('svg, .skip, .unseen, .plain, [role=status]')) continue;
    const across = overflowX !== 'visible' && e.scrollWidth > e.clientWidth + 1;
    if (across || (overflowY !== 'visible' && e.scrollHeight > e.clientHeight + 1)) lost.push(['cut', e.className]);
  }
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const { data, parentElement: e } = texts.currentNode;
    if (!data.trim() || !seen(e) || e.closest('script, style, svg, .skip, .unseen, .plain, [role=status]')) continue;
    const range = document.createRange();
    range.selectNodeContents(texts.currentNode);
    for (const box of range.getClientRects()) if (box.width > 1) words.push([data.trim(), box]);
  }
  const right = document.documentElement.clientWidth + 1;
  words.forEach(([one, a], at) => {
    if (a.right > right || a.left < -1) lost.push(['beyond', one]);
    for (const [other, b] of words.slice(at + 1, at + 60)) {
      const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (across > 1 && down > 6) lost.push([one, other]);
    }
  });
  return [words.length, lost];
}"""

# The same of the chart that is shown; the height of a text's box has air in it.
_LOST_IN_THE_CHART = """() => {
  const svg = [...document.querySelectorAll('figure svg')].find(e => e.checkVisibility());
  if (!svg) return [0, []];
  const frame = svg.getBoundingClientRect(), lost = [];
  const words = [...svg.querySelectorAll('text')].filter(e => e.textContent.trim()).map(e => [e.textContent, e.getBoundingClientRect()]);
  words.forEach(([one, a], at) => {
    if (a.left < frame.left - .5 || a.right > frame.right + .5) lost.push(['cut', one]);
    for (const [other, b] of words.slice(0, at)) {
      const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (across > .5 && down > 3) lost.push([one, other]);
    }
  });
  return [words.length, lost];
}"""


def unfold(page: Any) -> None:
    """Open what can be opened."""
    page.evaluate("""() => {
      document.querySelectorAll('details').forEach((e) => { e.open = true; });
      document.querySelectorAll('.unfold, .menu, .citing, .lead .on a').forEach((e) => e.checkVisibility() && e.click());
    }""")
    rest(page)


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 768, 1280])
@pytest.mark.parametrize("name", ["sample", "everything", "many"])
def test_other_spacing_takes_no_words(visit: Callable[..., Any], name: str, width: int) -> None:
    """With the spacing a reader sets no words of the page are cut, covered or out of reach."""
    page = visit(name, width=width)
    page.evaluate(_ADOPT, SPACING + ALL)
    unfold(page)
    spaced = page.evaluate("getComputedStyle(document.querySelector('.when')).letterSpacing")
    still = page.evaluate(_LOST_IN_THE_CHART)
    explored(page)

    assert "1.92px" == spaced
    assert [] == still[1]
    assert [] == page.evaluate(_LOST_IN_THE_CHART)[1]
    count, lost = page.evaluate(_LOST)
    assert count > 30
    assert [] == lost
    assert width == page.evaluate("document.documentElement.scrollWidth")


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 768, 1280])
def test_other_spacing_takes_no_words_of_an_embed(visit: Callable[..., Any], width: int) -> None:
    """Nor of the embed."""
    page = visit(file="embed.html", width=width)
    page.evaluate(_ADOPT, SPACING)

    assert [] == page.evaluate(_LOST)[1]
    assert [] == page.evaluate(_LOST_IN_THE_CHART)[1]


@pytest.mark.browser
def test_a_tip_with_other_spacing(visit: Callable[..., Any]) -> None:
    """What stands beside the pointer takes the spacing, within the window."""
    page = visit()
    page.evaluate("location.hash = '_lead'")  # which unfolds all of it, where it is folded
    explored(page)
    page.evaluate(_ADOPT, SPACING)
    box = page.locator(".live .labels_marks text", has_text="Four hijackers").bounding_box()
    page.mouse.move(box["x"] + box["width"] - 4, box["y"] + 4)
    tip = page.locator("#_tip").bounding_box()

    assert tip["x"] + tip["width"] <= 1280
    assert [] == [pair for pair in page.evaluate(_LOST)[1] if "cut" in pair]


@pytest.mark.browser
@pytest.mark.parametrize("file", ["index.html", "embed.html"])
def test_spacing_that_no_page_can_take_back(visit: Callable[..., Any], file: str) -> None:
    """A reader's own style sheet outweighs the page's: then the letters of a chart get narrower."""
    css = f"svg text:not(#a#b#c#d) {{ {SPACED} }}"
    page = visit(file=file, init=f"\n({_ADOPT})({css!r});")
    style = "getComputedStyle(document.querySelector('figure svg text'))"
    spacing, letters = page.evaluate(f"[{style}.letterSpacing, {style}.fontSize].map(parseFloat)")
    assert spacing == pytest.approx(0.12 * letters)
    assert [] == page.evaluate(_LOST_IN_THE_CHART)[1]
    if file == "index.html":
        explored(page)
        whole = page.evaluate(_LOST_IN_THE_CHART)
        page.click("[data-do=in]")
        rest(page)
        assert [] == whole[1]
        assert [] == page.evaluate(_LOST_IN_THE_CHART)[1]


# Targets

# What is clicked: how many, those under 24 px, and those that lie over each other. Links in a
# sentence are as high as it lets them, and the chart's have equals in the list.
_TARGETS = """() => {
  const all = [...document.querySelectorAll('a[href], button, input, summary, [role=slider]')].filter(e =>
    !e.closest('svg, .skip, .lead p, .text p, .text li') && e.checkVisibility({ visibilityProperty: true }));
  const name = (e) => [e.className || e.localName, e.textContent].join(': ');
  const areas = all.map(e => [e, [...e.getClientRects()].filter(b => b.width)]);
  const small = areas.filter(([, boxes]) => !boxes.some(b => b.width >= 24 && b.height >= 24)).map(([e]) => name(e));
  const over = [];
  areas.forEach(([one, a], at) => {
    for (const [other, b] of areas.slice(at + 1)) {
      if (one.contains(other) || other.contains(one)) continue;
      const meet = (p, q) => Math.min(p.right, q.right) - Math.max(p.left, q.left) > .1 && Math.min(p.bottom, q.bottom) - Math.max(p.top, q.top) > .1;
      if (a.some(p => b.some(q => meet(p, q)))) over.push([name(one), name(other)]);
    }
  });
  return [all.length, small, over];
}"""


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 360, 768, 1280])
@pytest.mark.parametrize("name", ["sample", "everything", "many"])
def test_targets_for_fingers(visit: Callable[..., Any], name: str, width: int) -> None:
    """Where nothing hovers all that is clicked has 24 px each way, and no area lies over another."""
    page = visit(name, width=width, has_touch=True, is_mobile=True)
    page.evaluate(_ADOPT, ALL)
    unfold(page)
    explored(page)

    count, small, over = page.evaluate(_TARGETS)

    assert count > 20
    assert ([], []) == (small, over)


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 768])
def test_targets_of_an_embed(visit: Callable[..., Any], width: int) -> None:
    """So it is in an embed."""
    count, *rest_ = visit(file="embed.html", width=width, has_touch=True).evaluate(_TARGETS)

    assert count >= 2
    assert [[], []] == rest_


# Forced colours


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_forced_colours_leave_every_sign(visit: Callable[..., Any], scheme: str) -> None:
    """Where the system chooses the colours, what is chosen, pressed or shown can still be seen."""
    page = explored(visit("many", forced_colors="active", color_scheme=scheme))
    page.locator(".chip").first.click()
    page.click("[data-do=in]")
    rest(page)
    page.evaluate("scrollTo(0, 0)")
    label = page.locator(".live .labels_marks text").nth(5).bounding_box()
    page.mouse.move(label["x"] + 4, label["y"] + 4)
    looks = page.evaluate("""() => {
      const style = (s, part) => getComputedStyle(document.querySelector(s), part);
      const paper = style('body').backgroundColor;
      return {
        tip: style('.tip').borderTopStyle === 'solid' && style('.tip').borderTopColor !== paper,
        track: style('.track', '::before').backgroundColor !== paper,
        thumb: style('.thumb', '::before').backgroundColor !== style('.track', '::before').backgroundColor,
        lens: style('.lens').borderTopColor !== paper && style('.lens').display !== 'none',
        chip: style('.chip[aria-pressed=true]').outlineStyle === 'solid',
        tick: style('.chip[aria-pressed=true] .tick').backgroundColor !== paper,
        swatch: style('.swatch').backgroundColor !== paper,
        strip: new Set([...document.querySelectorAll('.live .strip_marks path')].map(e => getComputedStyle(e).fill)).size > 1,
      };
    }""")

    assert {} == {sign: seen for sign, seen in looks.items() if not seen}


@pytest.mark.browser
def test_forced_colours_show_where_a_link_led(visit: Callable[..., Any]) -> None:
    """An entry that the address names has an outline, in the page and in an embed."""
    for file in ("index.html", "embed.html"):
        page = visit(file=file, anchor="#abductions", forced_colors="active")
        style = "getComputedStyle(document.getElementById('abductions')).outlineStyle"

        assert "solid" == page.evaluate(style)


@pytest.mark.browser
def test_more_contrast(visit: Callable[..., Any]) -> None:
    """Who asks for more contrast has no words or lines in grey."""
    page = visit(contrast="more")
    ink, grey = page.evaluate(
        "['.timeline', '.when'].map(s => getComputedStyle(document.querySelector(s)).color)"
    )

    assert ink == grey
