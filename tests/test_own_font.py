"""A font of the author's own: whether it may be embedded, measured as it is drawn, in every file."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables.TupleVariation import TupleVariation
from support.browser import REST, rest

from timeline import load, site
from timeline.drawing.pictures import draw
from timeline.errors import Fault, InvalidTimeline
from timeline.faces import own, setting, shipped
from timeline.faces.shipped import Style
from timeline.layout import areas, metrics, paging
from timeline.layout.layout import layout
from timeline.model import Timeline
from timeline.model.addresses import BESIDE
from timeline.model.files import Files, Font
from timeline.pages import embed
from timeline.pages.edition import Edition
from timeline.text.reader import read, read_text

ROOT = Path(__file__).parent.parent
HEBREW = "".join(map(chr, range(0x5D0, 0x5EB)))


def saved(font: TTFont) -> bytes:
    out = BytesIO()
    font.save(out, reorderTables=False)
    return out.getvalue()


@cache
def wide(rights: int = 0, without: str = "") -> bytes:
    """The shipped font with letters further apart, with other rights, or without some letters."""
    font = TTFont(BytesIO((shipped.FONTS / "TimelineSans-Regular.ttf").read_bytes()))
    font["OS/2"].fsType = rights
    metrics_ = font["hmtx"].metrics
    for name, (advance, bearing) in metrics_.items():
        metrics_[name] = (round(advance * 1.4), bearing)
    for table in font["cmap"].tables:
        for letter in without:
            table.cmap.pop(ord(letter), None)
    return saved(font)


@cache
def varying() -> bytes:
    """A font of one letter, which is 500 units wide and 900 where it is bold."""
    builder = FontBuilder(1000)
    builder.setupGlyphOrder([".notdef", "a"])
    builder.setupCharacterMap({ord("a"): "a"})
    pen = TTGlyphPen(None)
    for corner in ((0, 0), (0, 500), (400, 500), (400, 0)):
        (pen.lineTo if corner != (0, 0) else pen.moveTo)(corner)
    pen.closePath()
    empty = TTGlyphPen(None).glyph()
    builder.setupGlyf({".notdef": empty, "a": pen.glyph()})
    builder.setupHorizontalMetrics({".notdef": (500, 0), "a": (500, 0)})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Varying", "styleName": "Regular"})
    builder.setupOS2()
    builder.setupPost()
    builder.setupFvar([("wght", 100, 400, 900, "Weight")], [])
    points = [(0, 0)] * 4
    bolder = TupleVariation({"wght": (0, 1, 1)}, [*points, (0, 0), (667, 0), (0, 0), (0, 0)])
    builder.setupGvar({"a": [bolder], ".notdef": []})
    return saved(builder.font)


def told(folder: Path, data: bytes, name: str = "own.ttf") -> list[Fault]:
    """What is told of a timeline whose font this is."""
    (folder / name).write_bytes(data)
    file = folder / "events.toml"
    file.write_text(
        f'[timeline]\ntitle = "T"\nspan = "1900/1910"\n[theme]\nfont = "{name}"\n', "utf-8"
    )
    try:
        return [each for each in read(file)[1] if each.code.startswith("font")]
    except InvalidTimeline as error:
        return [each for each in error.faults if each.code.startswith("font")]


@pytest.mark.parametrize("rights", [0, 4, 8, 2 | 8])
def test_fonts_that_may_be_embedded(tmp_path: Path, rights: int) -> None:
    """One that is installable, editable or for preview is taken; of several rights the mildest counts."""
    assert [] == told(tmp_path, wide(rights))


@pytest.mark.parametrize("rights", [2, 0x100, 0x104, 0x200])
def test_fonts_that_may_not(tmp_path: Path, rights: int) -> None:
    """One that is restricted, may not be cut into subsets, or only as bitmaps, is refused."""
    [fault] = told(tmp_path, wide(rights))

    assert "font-rights" == fault.code
    assert f"fsType {rights}" in fault.problem
    assert (5, 8) == (fault.place.line, fault.place.column)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "font-kind"),
        (b"GIF89a", "font-kind"),
        (shipped.subset("a"), "font-kind"),
        (b"\0\1\0\0" + b"\xff" * 60, "font-broken"),
        (b"OTTO", "font-broken"),
    ],
    ids=["empty", "gif", "woff2", "noise", "head alone"],
)
def test_what_is_no_font(tmp_path: Path, data: bytes, code: str) -> None:
    """A file that is no font, or one in another form, is told where it is named."""
    assert [code] == [fault.code for fault in told(tmp_path, data)]


# Measured


@cache
def story(data: bytes | None = None, file: str = "events.toml") -> Timeline:
    """A timeline, in its own letters or in those of a font."""
    timeline = read_text((ROOT / file).read_text("utf-8"))[0]
    return timeline.model_copy(update={"files": Files(font=Font(data) if data else None)})


@metrics.lettered
def measured(timeline: Timeline, text: str, **style: bool) -> float:
    assert timeline
    return metrics.text_width(text, 10, **style)


def test_its_letters_are_measured() -> None:
    """A text is as wide as it is set in the font; what that lacks, as in the shipped one."""
    lacking = wide(without="xyz")

    assert measured(story(wide()), "notions") == pytest.approx(
        1.4 * measured(story(), "notions"), rel=0.02
    )
    assert measured(story(lacking), "xyz") == pytest.approx(measured(story(), "xyz"))
    assert measured(story(lacking), "nozen") == pytest.approx(
        sum(measured(story(lacking), part) for part in ("no", "z", "en")), rel=0.02
    )


def test_letters_that_no_font_has() -> None:
    """Hebrew in a font of Latin letters is as wide as without it, and so are Chinese characters."""
    for text in ("שלום", "中文", "ภาษาไทย"):
        assert measured(story(wide(without=HEBREW)), text) == measured(story(), text)


def test_it_is_for_its_timeline_alone() -> None:
    """What is measured for another timeline, or for none, is in the shipped letters."""
    before = metrics.text_width("notions", 10)
    with pytest.raises(AttributeError):
        metrics.lettered(layout)(None)  # type: ignore[arg-type]
    layout(story(wide()))

    assert before == metrics.text_width("notions", 10)
    assert metrics.own_font() is None


def test_bold_is_never_made_up() -> None:
    """A font of one weight is that weight where letters are bold, and one that varies is bold there."""
    assert own.width(wide(), "notions", Style.BOLD) == own.width(wide(), "notions", Style.REGULAR)
    assert pytest.approx(0.5) == own.width(varying(), "a", Style.REGULAR)
    assert pytest.approx(0.9, abs=0.01) == own.width(varying(), "a", Style.BOLD)
    bold = setting.line("a", bold=True, rtl=False, lang="en", font=varying())
    assert pytest.approx(0.9, abs=0.01) == bold.width
    plain, strong = (
        setting.line("nn", bold=bold, rtl=False, lang="en", font=wide()) for bold in (False, True)
    )
    assert plain.drawn == strong.drawn


# In every file


def faces(text: str) -> dict[str, set[str]]:
    """The letters of each embedded face, by its family."""
    found: dict[str, set[str]] = {}
    for family, data in re.findall(
        r"@font-face\{(?:font-display:swap;)?font-family:'([^']+)'[^}]*base64,([^\"]+)\"", text
    ):
        font = TTFont(BytesIO(base64.b64decode(data)))
        found.setdefault(family, set()).update(map(chr, font.getBestCmap()))
    return found


def test_it_is_in_every_file() -> None:
    """Page, embed, fragment and SVG carry what they draw of it, and of the shipped one what it lacks."""
    timeline = story(wide(without="K"))
    built = site.build(Edition(timeline)).files
    fragment = embed.inline(timeline, embed.start_chart(Edition(timeline)).picture.result())
    texts = [built[name].decode() for name in ("index.html", "embed.html", "timeline.svg")]

    for text in (*texts, fragment):
        held = {
            name.rpartition(" timeline-")[0] or name: each for name, each in faces(text).items()
        }
        assert {"Timeline Own", "Timeline Sans"} == set(held)
        assert {"a", "e", "1"} <= held["Timeline Own"]
        assert "K" not in held["Timeline Own"]
        assert {"K", " "} == held["Timeline Sans"]
    for text in texts:
        assert re.search("font-family: ?['\"]Timeline Own['\"], ['\"]Timeline Sans['\"]", text)


def test_it_has_the_letters_of_all_that_an_embed_says() -> None:
    """Dates, titles and starts of texts that no chart draws: a word is never of two fonts."""
    chosen = story(wide())
    events = list(chosen.events)
    events[0] = events[0].model_copy(update={"title": "Qüzßj", "label": "War", "text": "Ŵhÿ ŷ."})
    timeline = chosen.model_copy(update={"events": tuple(events)})
    built = site.build(Edition(timeline, rasters=False)).files["embed.html"].decode()
    found: dict[str, set[str]] = {}
    for weight, data in re.findall(
        r"font-family:'Timeline (?:Own|Sans)';font-weight:(\w+);src[^}]*base64,([^\"]+)\"", built
    ):
        font = TTFont(BytesIO(base64.b64decode(data)))
        found.setdefault(weight, set()).update(map(chr, font.getBestCmap()))

    assert {"normal", "bold"} == set(found)
    for letters in found.values():
        assert set("QüzßjŴhÿŷ") <= letters
        for event in timeline.events:
            assert set(event.title) <= letters
    for item in embed.items(timeline, str):
        assert set(item.when.words) <= found["bold"]


def test_pixels_have_it() -> None:
    """In a PNG and a PDF its letters are outlines, as wide as they were measured."""
    timeline = story(wide())
    picture = draw(timeline, layout(timeline))
    raster = picture.raster()

    assert "<text" not in raster.svg
    assert 1 == raster.fit
    assert {"".join(sign.text for sign in line.signs) for line in raster.lines} >= {"1960", "1970"}
    assert picture.pdf().startswith(b"%PDF")


def test_the_same_font_gives_the_same_bytes() -> None:
    """What is embedded of it is the same every time."""
    again = bytes(bytearray(wide()))

    assert own.subset(wide(), "notions", Style.BOLD) == own.subset(again, "notions", Style.BOLD)


def test_a_file_is_found(tmp_path: Path) -> None:
    """The font is read from beside the timeline's file."""
    assert [] == told(tmp_path, wide())
    found = load(tmp_path / "events.toml").files.font

    assert found == Font(wide())


# The same as browsers have it
_WIDTHS = """() => [...document.querySelectorAll('figure svg text')].filter(e => e.checkVisibility())
  .map(e => [e.textContent, e.getComputedTextLength(), parseFloat(e.getAttribute('font-size')),
             e.getAttribute('font-weight') === 'bold', e.getAttribute('font-style') === 'italic'])"""


@pytest.mark.browser
@pytest.mark.parametrize("file", ["events.toml", "tests/data/scripts/he.toml"])
@pytest.mark.parametrize("name", ["index.html", "embed.html"])
def test_browsers_draw_it_as_it_is_measured(
    tabs: Any, tmp_path: Path, file: str, name: str
) -> None:
    """No line of a chart is wider than it was measured, in letters of the font or of others."""
    timeline = story(wide(without="aK" + HEBREW), file)
    (tmp_path / name).write_bytes(site.build(Edition(timeline, rasters=False)).files[name])
    page = tabs.lend(1280, init=REST)
    page.goto((tmp_path / name).as_uri())
    rest(page)
    measure: Callable[..., float] = metrics.lettered(
        lambda timeline, text, size, bold, italic: metrics.text_width(
            text, size, bold=bold, italic=italic
        )
    )
    drawn = page.evaluate(_WIDTHS)

    assert len(drawn) > 10
    for text, length, *look in drawn:
        assert length <= measure(timeline, text, *look) + 0.5, text
    latin = [one for one in drawn if one[0].isascii() and len(one[0]) > 8]
    assert all(1.2 * metrics.text_width(one[0], one[2]) < one[1] for one in latin)


def test_nothing_is_measured_without_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wherever a width or a height is asked for on the way to any file, the font is at hand."""
    asked = []
    for name in ("text_width", "heights"):
        real = getattr(metrics, name)

        def watched(*args: Any, real: Any = real, **kwargs: Any) -> Any:
            asked.append(metrics.own_font())
            return real(*args, **kwargs)

        monkeypatch.setattr(metrics, name, watched)
    timeline = story(wide())
    site.build(Edition(timeline, rasters=False))
    embed.inline(timeline, embed.start_chart(Edition(timeline)).picture.result())
    embed.iframe(timeline, BESIDE)
    for area in areas.NAMED["social"]:
        areas.fitted(timeline, area)
    paging.paper(timeline)
    draw(timeline, layout(timeline)).standing().svg()
    draw(timeline, layout(timeline)).raster()

    assert len(asked) > 1000
    assert {Font(wide())} == set(asked)
