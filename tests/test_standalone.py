"""The SVG file for what is no browser: its fonts by name, its language, what wikis let in."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest
from support import made
from support.mediawiki import refusals

from timeline.drawing import svg
from timeline.drawing.pictures import draw
from timeline.layout import metrics
from timeline.layout.layout import layout
from timeline.layout.theme import USUAL
from timeline.model import Timeline

LINKED = 'url = "https://example.org/a?b=1&c=2"'
HOSTILE = made.quoted(
    "</title><script>alert(1)</script> url(javascript:1) @import 'x' expression(1)"
)
AROUND = "<svg xmlns='http://www.w3.org/2000/svg' xmlns:x='http://www.w3.org/1999/xlink'>{}</svg>"


def file(timeline: Timeline) -> bytes:
    return draw(timeline, layout(timeline)).svg()


def titled(title: str, *, head: str = "", date: str = "1950") -> ET.Element:
    """The file of a timeline of one event."""
    event = {"date": made.quoted(date), "title": made.quoted(title)}
    return ET.fromstring(file(made.timeline([event], head=head)))


def label(root: ET.Element, text: str) -> ET.Element:
    """The text that says it, which is there."""
    return next(line for line in root.iter(svg.tag("text")) if line.text == text)


@pytest.mark.parametrize("head", ["", LINKED])
def test_mediawiki_lets_the_sample_in(sample: Timeline, head: str) -> None:
    """Font, links and all: its filter of uploads finds nothing to refuse."""
    url = "https://example.org/a?b=1&c=2" if head else ""
    header = sample.header.model_copy(update={"url": url})
    data = file(sample.model_copy(update={"header": header}))

    assert [] == refusals(data)
    assert (b'<a href="https://example.org/' in data) == bool(head)
    assert b"@font-face" in data


def test_mediawiki_lets_every_mark_and_hostile_words_in() -> None:
    """Fades, dashes, clusters of a low chart; and words are only words, whatever they say."""
    events = [{"date": f'"19{year:02}~"', "title": HOSTILE} for year in range(100)]
    timeline = made.timeline(events, head=f'{LINKED}\nheight = 200\nlang = "he"', lanes=["a"])

    assert [] == refusals(file(timeline))


@pytest.mark.parametrize(
    ("inner", "why"),
    [
        ("<style>@font-face{font-family:a;src:url(data:font/woff2;base64,AA)}</style>", "style sheet"),
        ("<style>@font-face{font-family:a;src: url(\"data:;base64,AA\")}</style>", "style sheet"),
        ("<style>@font-face{font-family:a;src:url('data:;base64,AA')}</style>", "style sheet"),
        ("<style>@import '//a'</style>", "style sheet"),
        ("<style>a{fill:url(//a)}</style>", "style sheet"),
        ("<script/>", "<script>"),
        ("<a href='a.html'/>", "<a href=a.html>"),
        ("<a x:href='javascript:1'/>", "<a href=javascript:1>"),
        ("<use href='https://a'/>", "<use href=https://a>"),
        ("<g onclick='1'/>", "<g onclick=1>"),
        ("<g style='fill:url(//a)'/>", "<g style=fill:url(//a)>"),
        ("<set attributeName='href'/>", "<set attributename=href>"),
        ("<b xmlns='http://www.w3.org/1999/xhtml'/>", "namespace http://www.w3.org/1999/xhtml"),
        ("<?xml-stylesheet href='a'?>", "<?xml-stylesheet"),
    ],
)  # fmt: skip
def test_the_rule_refuses(inner: str, why: str) -> None:
    """The rule as it stands here is none that lets everything in."""
    assert why in refusals(AROUND.format(inner).encode())


def test_the_rule_lets_in_what_draws() -> None:
    """Nor does it refuse what a drawing is made of."""
    inner = "<a href='https://a.example/'><path fill='url(#g0)' style='fill:url(#g0)'/></a>"

    assert [] == refusals(AROUND.format(inner).encode())


def test_a_font_that_programs_have_comes_first() -> None:
    """Where the first name alone is heeded it is one of the same widths; a browser has ours."""
    root = titled("One")
    style = svg.child(root, "style").text or ""

    assert root.attrib["font-family"].startswith("Arial,")
    assert f"svg:root{{font-family:'{metrics.FAMILY}'," in style
    assert style.count("@font-face{font-display:swap;") == style.count("@font-face")


@pytest.mark.parametrize("lang", ["en", "zh-Hans", "ar"])
def test_the_file_says_its_language(lang: str) -> None:
    """By it Chinese is not drawn with Japanese letters; programs know one name or the other."""
    root = titled("直", head=f'lang = "{lang}"')

    assert lang == root.get("lang")
    assert all(each.get("lang") == each.get(svg.XML_LANG) for each in root.iter())


@pytest.mark.parametrize(
    ("title", "direction"),
    [
        ("קו הרכבת (1892)", "rtl"),
        ("1892: קו הרכבת", "rtl"),
        ("سكة حديد 1856", "rtl"),
        ("Hejaz الحجاز", None),
        ("1892 (rail)", None),
    ],
)
def test_programs_are_told_of_direction(title: str, direction: str | None) -> None:
    """Not by marks among the letters, which some count as wide and others take no heed of."""
    line = label(titled(title), title)

    assert direction == line.get("direction")
    assert not re.search("[\u2066-\u2069]", line.text or "")


def test_texts_of_known_widths_stand_at_their_start() -> None:
    """So a program that measures badly sets them right; those of other fonts keep their anchor."""
    words = "A long label that ends where its mark ends"
    timeline = made.timeline([{"date": '"1900"'}, {"date": '"1999"', "title": made.quoted(words)}])
    picture = draw(timeline, layout(timeline))
    line = label(ET.fromstring(picture.svg()), words)
    before = label(picture.tree, words)
    left, right = (
        float(re.findall(r"-?[\d.]+", each.attrib["transform"])[0]) for each in (line, before)
    )

    assert "end" == before.get("text-anchor")
    assert line.get("text-anchor") is None
    assert right - left == pytest.approx(
        metrics.text_width(words, USUAL.label) / metrics.SLACK, abs=1
    )
    assert right - left == pytest.approx(float(line.attrib["textLength"]), abs=0.02)


def test_texts_of_other_fonts_are_as_wide_as_these_set_them() -> None:
    """Stretched or pressed, letters that join would come apart."""
    assert "textLength" not in label(titled("سكة حديد"), "سكة حديد").attrib
    assert "textLength" in label(titled("Ελλάδα, Москва"), "Ελλάδα, Москва").attrib


def test_fades_have_many_steps(sample: Timeline) -> None:
    """A program that draws a fade in few steps draws as many between two of these."""
    for gradient in ET.fromstring(file(sample)).iter(svg.tag("linearGradient")):
        offsets = [float(stop.attrib["offset"]) for stop in gradient]
        clear = [float(stop.get("stop-opacity", 1)) for stop in gradient]

        assert offsets == sorted(offsets)
        assert len(offsets) > 8
        assert clear in (sorted(clear), sorted(clear, reverse=True))


def test_colours_are_as_they_look() -> None:
    """Opacity is for periods alone, over what is under them: bands are opaque, below the grid."""
    tail = '[[periods]]\nid = "p"\ntitle = "A period"\ndate = "1950/1960"'
    events = [{"date": '"1950"', "lane": '"a"'}, {"date": '"1960"', "lane": '"b"'}]
    root = ET.fromstring(file(made.timeline(events, lanes="ab", tail=tail)))
    parents = {child: parent for parent in root.iter() for child in parent}
    pale = {parents[each].get("class") for each in root.iter() if "fill-opacity" in each.attrib}
    layers = [layer.get("class") for layer in svg.child(root, "g")]

    assert {"periods"} == pale
    assert ["bands", "grid", "periods"] == layers[:3]
    assert all(
        (each.get("fill"), each.get("pointer-events")) != ("none", None)
        for event in root.iter(svg.tag("g"))
        if event.get("class") == "event"
        for each in event.iter(svg.tag("path"))
    )
