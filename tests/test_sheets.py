"""Pictures that stand alone: what stands around a chart, and in which colours."""

from __future__ import annotations

from io import BytesIO
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner
from PIL import Image
from support import made

from timeline.colours.contrast import contrast
from timeline.commands import main
from timeline.drawing import svg
from timeline.drawing.pictures import draw
from timeline.layout import metrics
from timeline.layout.layout import layout
from timeline.layout.sheet import Line, sheet
from timeline.layout.theme import DARK, LIGHT
from timeline.model import Timeline
from timeline.text import reader

ROOT = Path(__file__).parent.parent


def cited(count: int, *, title: str = "A work with a name of its own") -> Timeline:
    """A timeline whose last event cites all of its works, each event one, and the rest once."""
    works = "".join(
        f'[[sources]]\nid = "w{n}"\ntitle = "{title} {n}"\npublisher = "House {n}"\n'
        for n in range(count)
    )
    every = ", ".join(f'"w{n}"' for n in range(count))
    events = "".join(
        f'[[events]]\nid = "e{n}"\ntitle = "Event {n}"\ndate = "19{n:02}"\nsources = [{sources}]\n'
        for n, sources in enumerate((every, f'"w{count - 1}"'))
    )
    return reader.read_text(f'[timeline]\ntitle = "Cited"\nauthor = "Ada"\n{works}{events}')[0]


def words(lines: tuple[Line, ...]) -> str:
    return " ".join(line.text.text for line in lines)


def box(line: Line) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of a line's ink."""
    width = metrics.text_width(line.text.text, line.size, bold=line.bold)
    left = line.text.x_px - (width if line.text.anchor == "end" else 0)
    ink = metrics.heights([line.text.text], line.size)
    return left, line.text.y - ink.ascent, left + width, line.text.y + ink.descent


def meet(a: tuple[float, ...], b: tuple[float, ...]) -> bool:
    return a[0] < b[2] - 0.01 and b[0] < a[2] - 0.01 and a[1] < b[3] - 0.01 and b[1] < a[3] - 0.01


def texts(file: bytes) -> str:
    return " ".join(text.text or "" for text in ET.fromstring(file).iter(svg.tag("text")))


def exported(*arguments: str) -> bytes:
    result = CliRunner().invoke(main, ["export", str(ROOT / "events.toml"), *arguments, "-o", "-"])
    assert 0 == result.exit_code, result.output
    return result.stdout_bytes


def test_says_whose_it_is(sample: Timeline) -> None:
    """Around the chart stand its title, the work it cites with its licence, and its own licence."""
    said = texts(draw(sample, layout(sample)).standing().svg())

    assert sample.header.title in said
    assert "Source: Wikipedia, “Japanese people in North Korea” (CC BY-SA 4.0)" in said
    assert f"Licence: {sample.header.licence}" in said


def test_bare_is_the_chart(sample: Timeline) -> None:
    """`--bare` leaves all of that out: the chart is as it is in the page."""
    assert draw(sample, layout(sample)).svg() == exported("-f", "svg", "--bare")
    assert draw(sample, layout(sample)).standing().svg() == exported("-f", "svg")


def test_most_cited_first() -> None:
    """Works are named by how often they are cited; those without room in two lines are counted."""
    foot = sheet(cited(30), layout(cited(30))).foot
    said = words(foot)

    assert said.startswith("Sources: House 29, “A work with a name of its own 29”; House 0,")
    named = said.count("House")
    assert 3 < named < 30
    assert f"; and {30 - named} more" in said
    assert 3 == len({line.text.y for line in foot})  # two lines, and one of the author


def test_a_work_is_said_once() -> None:
    """What nothing cites is no source, and a publisher that gave a work its name is said once."""
    text = (
        '[timeline]\ntitle = "T"\n'
        '[[sources]]\nid = "a"\ntitle = "Wikipedia"\npublisher = "Wikipedia"\n'
        '[[sources]]\nid = "b"\ntitle = "Unread"\n'
        '[[events]]\nid = "e"\ntitle = "E"\ndate = "1950"\nsources = ["a"]\n'
    )
    timeline = reader.read_text(text)[0]

    assert "Source: “Wikipedia”" == words(sheet(timeline, layout(timeline)).foot)


@pytest.mark.parametrize("width", [240, 720, 1160])
@pytest.mark.parametrize("script", ["he", "ar", "ja", "th"])
def test_lines_have_room(script: str, width: float) -> None:
    """No line is wider than the sheet or meets another, in any script; Hebrew begins at the right."""
    timeline = reader.read_text((ROOT / f"tests/data/scripts/{script}.toml").read_text("utf-8"))[0]
    long = timeline.header.model_copy(update={"title": f"{timeline.header.title} " * 4})
    around = sheet(timeline.model_copy(update={"header": long}), layout(timeline, width))
    ends = {"end"} if script in ("he", "ar") else {"start"}

    assert ends == {line.text.anchor for line in around.head}
    boxes = [box(line) for line in (*around.head, *around.foot)]
    assert not [(one, other) for one, other in combinations(boxes, 2) if meet(one, other)]
    assert all(7.99 <= left and right <= width - 7.99 for left, _, right, _ in boxes)
    assert max(bottom for *_, bottom in boxes) <= around.height


def test_dark_and_clear() -> None:
    """A scheme has its own colours; without paper, what is behind a picture is seen."""
    dark = exported("-f", "svg", "--scheme", "dark").decode()
    assert DARK.paper in dark
    assert LIGHT.ink not in dark

    clear = ET.fromstring(exported("-f", "svg", "--scheme", "dark", "--transparent"))
    assert clear.find(svg.tag("rect")) is None
    inks = {text.attrib["fill"] for text in clear.iter(svg.tag("text"))}
    assert all(contrast(ink, DARK.paper) >= 4.5 for ink in inks)

    png = Image.open(BytesIO(exported("-f", "png", "--transparent", "--scale", "1")))
    assert "RGBA" == png.mode
    assert 0 == png.getpixel((1, 1))[3]
    assert "RGB" == Image.open(BytesIO(exported("-f", "png", "--scale", "1"))).mode


def test_dpi() -> None:
    """`--dpi` is written into a PNG, and changes none of its pixels."""
    usual = Image.open(BytesIO(exported("-f", "png")))
    fine = Image.open(BytesIO(exported("-f", "png", "--dpi", "300")))

    assert 192 == round(usual.info["dpi"][0])
    assert 300 == round(fine.info["dpi"][0])
    assert usual.tobytes() == fine.tobytes()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["-f", "svg", "--dpi", "300"], "for PNG alone: --dpi; add -f png"),
        (["-f", "pdf", "--scale", "2", "--grey"], "for PNG alone: --scale, --grey; add -f png"),
        (["-f", "csv", "--bare"], "for pictures alone: --bare; add -f svg|png|pdf"),
        (["-f", "vega-lite", "--scheme", "dark"], "for pictures alone: --scheme"),
        (["-f", "json", "--transparent"], "for pictures alone: --transparent"),
    ],
)
def test_misuse(arguments: list[str], message: str) -> None:
    """What has no meaning for a format is refused, with what to write instead."""
    file = str(ROOT / "events.toml")
    result = CliRunner().invoke(main, ["export", file, *arguments, "-o", "-"])

    assert 2 == result.exit_code
    assert message in result.stderr


def test_words_are_escaped() -> None:
    """What a file says is text in the picture, whatever it looks like."""
    timeline = made.timeline(
        [{"date": '"1950"'}], head=f"author = {made.quoted('<script>&amp;</script>')}"
    )
    said = draw(timeline, layout(timeline)).standing().svg()

    assert b"<script" not in said
    assert "Timeline: <script>&amp;</script>" in texts(said)
