"""The files: structure, escaping, sameness."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from fontTools.ttLib import TTFont
from PIL import Image
from support import made

from timeline.colours.contrast import contrast
from timeline.drawing import svg
from timeline.drawing.pictures import Picture, draw
from timeline.faces import shipped
from timeline.faces.shipped import Style
from timeline.layout.layout import layout
from timeline.layout.theme import DARK, EDGES, LIGHT
from timeline.model import Timeline

SVG = "{http://www.w3.org/2000/svg}"
ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wide(sample: Timeline) -> Picture:
    return draw(sample, layout(sample, 1160))


def groups(root: ET.Element) -> dict[str, ET.Element]:
    return {g.get("id", ""): g for g in root.iter(f"{SVG}g") if g.get("class") == "event"}


def test_every_event_is_a_group(sample: Timeline, wide: Picture) -> None:
    """Each event is one group with its id, its title and date in words, and its lane."""
    found = groups(ET.fromstring(wide.svg()))
    group = found["event-abductions"]

    assert [f"event-{event.id}" for event in sample.events] == list(found)
    assert [
        "70 to 80 Japanese believed kidnapped to teach agents Japanese: 1977 to 1983",
        "North Korea admits to 16",
    ] == (group.findtext(f"{SVG}title") or "").split("\n")
    assert "Defections and kidnappings" == group.findtext(f"{SVG}desc")
    assert "70–80 believed kidnapped" in [text.text for text in group.iter(f"{SVG}text")]


def test_attested_is_said(wide: Picture) -> None:
    """The words of a group say "by" where the date is not when it happened."""
    group = groups(ET.fromstring(wide.svg()))["event-no-survivor-list"]

    assert "by 1997" in (group.findtext(f"{SVG}title") or "")


def test_links(sample: Timeline, wide: Picture) -> None:
    """In a page marks link to their entries; in a file to the page, if its address is known."""
    header = sample.header.model_copy(update={"url": "https://example.org/t.html"})
    known = replace(wide, timeline=sample.model_copy(update={"header": header}))

    def links(svg: str | bytes) -> list[str]:
        return [link.get("href", "") for link in ET.fromstring(svg).iter(f"{SVG}a")]

    assert [f"#{event.id}" for event in sample.events] == links(wide.inline("w-"))
    assert [] == links(wide.svg())
    assert "https://example.org/t.html#abductions" in links(known.svg())


def test_ids_are_prefixed_and_resolve(wide: Picture) -> None:
    """Two pictures in one page share no id, and every reference has its target."""
    one, two = wide.inline("a-"), wide.inline("b-")
    ids = [
        [element.get("id") for element in ET.fromstring(svg).iter() if element.get("id")]
        for svg in (one, two)
    ]
    fills = {
        element.get("fill", "")[5:-1]
        for element in ET.fromstring(one).iter()
        if element.get("fill", "").startswith("url(#")
    }

    assert not set(ids[0]) & set(ids[1])
    assert len(ids[0]) == len(set(ids[0]))
    assert fills
    assert fills <= set(ids[0])


def test_page_colours_are_names(wide: Picture) -> None:
    """A picture in a page has no colour of its own, so that a dark page darkens it."""
    used = {
        element.get(name)
        for element in ET.fromstring(wide.inline("w-")).iter()
        for name in ("fill", "stroke", "stop-color")
    } - {None, "none"}

    assert {
        colour for colour in used if colour and not colour.startswith(("var(--tl-", "url(#"))
    } <= {"#ffffff"}


def test_the_file_carries_its_font(wide: Picture) -> None:
    """A standalone SVG embeds the glyphs it uses and fetches nothing."""
    svg = wide.svg().decode()

    assert "@font-face" in svg
    assert 'src:url("data:;base64,' in svg
    assert "http" not in svg.replace("http://www.w3.org/", "")


def test_hostile_titles_are_text() -> None:
    """Markup, quotes and control characters in a title stay text."""
    title = made.quoted("</title><script>alert(1)</script>\"&' javascript: ${x}")
    timeline = made.timeline([{"date": '"1950"', "title": title}])
    root = ET.fromstring(draw(timeline, layout(timeline)).svg())

    assert not list(root.iter(f"{SVG}script"))
    assert any("<script>" in (text.text or "") for text in root.iter(f"{SVG}title"))


def test_png(sample: Timeline, wide: Picture) -> None:
    """A PNG has the scaled size, its title, licence and resolution, and is under 300 KB."""
    data = wide.png(2)
    image = Image.open(BytesIO(data))

    assert (2320, round(2 * wide.layout.height)) == image.size
    assert sample.header.title == image.info["Title"]
    assert sample.header.licence == image.info["Copyright"]
    assert 192 == round(image.info["dpi"][0])
    assert len(data) <= 300_000


def test_grey_png(wide: Picture) -> None:
    """A grey PNG has one channel."""
    assert Image.open(BytesIO(wide.png(1, grey=True))).mode == "L"


def test_pdf(wide: Picture) -> None:
    """A PDF is a PDF, one page, with text in it."""
    pdf = wide.pdf()

    assert pdf.startswith(b"%PDF-")
    assert b"/Font" in pdf


_DIGESTS = """
import hashlib, json
from timeline import site
from timeline.drawing import pictures
from timeline.layout import layout
from timeline.pages.edition import Edition
from timeline.text import reader
from pathlib import Path
timeline = reader.read(Path("events.toml"))[0]
for _ in range(2):
    pictures.draw(timeline, layout.layout(timeline, 480))
files = site.build(Edition(timeline, data=Path("events.toml").read_bytes())).files
print(json.dumps({name: hashlib.sha256(content).hexdigest() for name, content in files.items()}))
"""


@pytest.mark.slow
def test_same_bytes_everywhere(built: dict[str, bytes]) -> None:
    """Time zone, language, hash seed and earlier charts of the process change no byte."""
    seed = "2" if os.environ.get("PYTHONHASHSEED") == "1" else "1"
    elsewhere = {"TZ": "Pacific/Apia", "LANG": "de_DE.UTF-8", "LC_ALL": "tr_TR.UTF-8"}
    done = subprocess.run(
        [sys.executable, "-c", _DIGESTS],
        env={**os.environ, **elsewhere, "PYTHONHASHSEED": seed},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )

    assert json.loads(done.stdout) == {
        name: hashlib.sha256(content).hexdigest() for name, content in built.items()
    }


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_contrast(theme: object) -> None:
    """Text has at least 4.5:1, marks at least 3:1 with their band, in both schemes."""
    for lane in range(-1, len(theme.lanes)):  # type: ignore[attr-defined]
        band = theme.band(lane)  # type: ignore[attr-defined]
        assert contrast(theme.colour(lane, "solid"), band) >= 4.5  # type: ignore[attr-defined]
        assert contrast(theme.ink, band) >= 4.5  # type: ignore[attr-defined]
        assert contrast(theme.secondary, band) >= 4.5  # type: ignore[attr-defined]
        for tone in ("unit", "wide"):
            edge = EDGES.get(tone, tone)
            assert contrast(theme.colour(lane, edge), band) >= 3  # type: ignore[attr-defined]


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_every_colour_has_one_name(theme: object) -> None:
    """No two names share a colour, so that a colour can be exchanged for its name."""
    named = theme.named()  # type: ignore[attr-defined]

    assert len(named) == len(set(named.values()))


def test_shortened() -> None:
    """Numbers keep hundredths; whole numbers and letters stay."""
    assert "M0,10h458.32v6h-458.32Z" == svg.shortened("M0,10h458.3207v6h-458.3207Z")


def test_labels_have_their_own_direction() -> None:
    """A label written from right to left is isolated: a bracket at its beginning stays there."""
    timeline = made.timeline([{"date": '"1952"', "title": '"(\u05d0\u05d1) \u05d2"'}])
    picture = draw(timeline, layout(timeline))
    drawn = {line.text for line in picture.tree.iter(f"{SVG}text")}

    assert "\u2068(\u05d0\u05d1) \u05d2\u2069" in drawn
    assert "Jan 1953" in drawn
    assert "<title>\u2068(\u05d0\u05d1) \u05d2\u2069: 1952</title>" in picture.inline("")


@pytest.mark.parametrize("style", Style)
def test_embedded_letters_are_not_hinted(style: Style) -> None:
    """A face says that it is to be drawn as it is: FreeType would make its letters wider."""
    face = TTFont(BytesIO(shipped.subset("Letters", style)))

    assert 7 < len(face["prep"].program.getBytecode())
    assert not any(getattr(face["glyf"][name], "program", None) for name in face.getGlyphOrder())


def test_letters_are_as_wide_as_measured(wide: Picture) -> None:
    """A picture asks for its letters' own widths, not for those that suit the screen's pixels."""
    for text in (wide.svg().decode(), wide.inline("w-")):
        assert 1 == text.count('text-rendering="geometricPrecision"')
