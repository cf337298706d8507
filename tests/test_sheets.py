"""Pictures that stand alone: what stands around a chart, and in which colours."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner
from PIL import Image
from pypdf import PdfReader
from support import made

from timeline.colours.contrast import contrast
from timeline.commands import main
from timeline.drawing import svg
from timeline.drawing.notices import Clustered, LeftOut, sized_notices
from timeline.drawing.pictures import book, draw
from timeline.layout import areas, metrics, paging
from timeline.layout.filling import filled
from timeline.layout.layout import layout
from timeline.layout.sheet import Line, Sheet, sheet
from timeline.layout.theme import DARK, LIGHT, SIZES
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


# Areas

SIZES_PX = {
    "social": (1200, 630),
    "square": (1080, 1080),
    "portrait": (1080, 1350),
    "slide": (1920, 1080),
    "900x700": (900, 700),
}


def shapes(sheet: Sheet) -> Iterator[tuple[float, float]]:
    """How far up and down each thing of a sheet's chart goes, in px of the sheet."""
    plan = sheet.plan
    for top, bottom in [(band.top, band.bottom) for band in plan.bands]:
        yield sheet.top + top * sheet.unit, sheet.top + bottom * sheet.unit
    for item in plan.items:
        yield sheet.top + item.box[1] * sheet.unit, sheet.top + item.box[3] * sheet.unit


@pytest.mark.parametrize("name", SIZES_PX)
def test_area_is_filled(sample: Timeline, name: str) -> None:
    """The sheet has the size asked for; the chart ends where the foot begins; all events are named."""
    width, height = SIZES_PX[name]
    found = areas.fitted(sample, areas.Area(width=width, height=height)).sheet
    plan = found.plan

    assert (width, height) == (found.width, found.height)
    assert plan.labelled == plan.count == len(sample.events)
    below = found.top + (plan.height - SIZES.margin) * found.unit
    assert below == pytest.approx(min(box(line)[1] for line in found.foot), abs=24)
    right = found.left + (plan.width - SIZES.margin) * found.unit
    assert right == pytest.approx(width - min(box(line)[0] for line in found.foot), abs=1)
    assert all(0 <= top < bottom <= height for top, bottom in shapes(found))


@pytest.mark.parametrize("name", SIZES_PX)
def test_letters_can_be_read(sample: Timeline, name: str) -> None:
    """No letter of a picture is smaller than 11.5 px; on a slide none is smaller than 18."""
    svg_file = ET.fromstring(exported("-f", "svg", "--size", name))
    width, height = SIZES_PX[name]
    assert (str(width), str(height)) == (svg_file.attrib["width"], svg_file.attrib["height"])

    found = areas.fitted(sample, areas.Area(width=width, height=height)).sheet
    labels = [item.label_size * found.unit for item in found.plan.items]
    least = min([*labels, SIZES.key * found.unit, *(line.size for line in found.foot)])
    assert least >= 11.5
    if name == "slide":
        assert least >= 18


def test_rows_grow_and_labels_stay_at_their_marks(sample: Timeline) -> None:
    """What is left of the height goes between rows: letters and marks keep size and distance."""
    plan = layout(sample, 720)
    high = filled(sample, plan, plan.height + 300)

    assert plan.height + 300 == high.height
    assert plan.bottom + 300 == pytest.approx(high.bottom)
    for before, after in zip(plan.items, high.items, strict=True):
        down = after.box[1] - before.box[1]
        assert after.label[0].y - before.label[0].y == pytest.approx(down)
        assert after.mark[0].y - before.mark[0].y == pytest.approx(down)
        assert before.label_size == after.label_size
    for band, (title, before) in zip(high.bands, ((b.title, b) for b in plan.bands), strict=True):
        assert band.bottom - band.top > before.bottom - before.top
        assert band.title[0].y - band.top == pytest.approx(title[0].y - before.top)
        inside = [item.box for item in high.items if item.lane == band.lane]
        assert all(band.top <= one[1] and one[3] <= band.bottom + 0.01 for one in inside)
    assert filled(sample, plan, plan.height - 10) == plan


def test_what_has_no_room_is_said() -> None:
    """A crowd is gathered, and the picture and stderr say so; text is as large as it can be read."""
    crowd = made.timeline(
        [
            {"date": f'"{1900 + n // 24}/{1905 + n // 24}"', "lane": f'"{"abc"[n % 3]}"'}
            for n in range(2400)
        ],
        lanes=["a", "b", "c"],
    )
    found = areas.fitted(crowd, areas.Area(width=1200, height=630))
    plan = found.sheet.plan

    assert plan.clusters
    assert not plan.note
    gathered = sum(len(cluster.events) for cluster in plan.clusters)
    said = words(found.sheet.foot)
    assert f"{plan.labelled} of 2,400 events are labelled. {gathered:,} are gathered" in said

    picture = draw(crowd, plan).on(found.sheet)
    assert {Clustered(gathered, 2400)} < set(sized_notices([picture], 2400))


def test_specks_give_way_to_what_weighs_more() -> None:
    """Where most events would have no label, those of more importance are drawn, all of them named."""
    month = made.timeline(
        [
            {
                "date": f'"2026-11-{n % 28 + 1:02}"',
                "lane": f'"{"abc"[n % 3]}"',
                "importance": "4" if n % 17 == 0 else "3",
                "title": f'"What the inquiry heard as number {n}"',
            }
            for n in range(120)
        ],
        lanes=["a", "b", "c"],
    )
    found = areas.fitted(month, areas.Area(width=1200, height=630))

    assert {4} == {event.importance for event in found.timeline.events}
    assert 8 == len(found.timeline.events) == found.sheet.plan.labelled
    assert "8 of 120 events are shown." in words(found.sheet.foot)
    picture = draw(found.timeline, found.sheet.plan).on(found.sheet)
    assert LeftOut(112, 120) in sized_notices([picture], 120)


def test_lanes_without_room() -> None:
    """Of more lanes than there is room for, those that weigh most are shown, and the rest is told."""
    many = made.timeline(
        [
            {"date": f'"{1900 + n}"', "lane": f'"l{n}"', "importance": str(n % 5 + 1)}
            for n in range(80)
        ],
        lanes=[f"l{n}" for n in range(80)],
    )
    found = areas.fitted(many, areas.Area(width=1200, height=630))
    shown = found.timeline.events

    assert 2 < len(shown) < 80
    assert min(event.importance for event in shown) >= 4
    assert f"{len(shown)} of 80 events are shown." in words(found.sheet.foot)
    picture = draw(found.timeline, found.sheet.plan).on(found.sheet)
    assert LeftOut(80 - len(shown), 80) in sized_notices([picture], 80)


def test_a_part_says_that_it_is_one() -> None:
    """Where a selection left events out, the picture says how many are shown."""
    assert "6 of 19 events are shown." in texts(exported("-f", "svg", "--from", "1990"))
    assert "events are shown" not in texts(exported("-f", "svg"))


def test_a_headline_is_read_in_lines_of_a_length(sample: Timeline) -> None:
    """A headline's lines are 50 em long at most, and about the same length."""
    head = sheet(sample, layout(sample)).head
    widths = [metrics.text_width(line.text.text, line.size) for line in head if not line.bold]

    assert len(widths) > 1
    assert max(widths) <= 50 * head[-1].size
    assert min(widths) > 0.7 * max(widths)


def test_few_events_have_larger_letters() -> None:
    """Where there is room, letters grow: of three events they are larger than of nineteen."""
    few = made.dated("1950", "1960", "1970")
    area = areas.Area(width=1080, height=1350)
    sample = reader.read_text((ROOT / "events.toml").read_text("utf-8"))[0]

    assert areas.fitted(few, area).sheet.unit > 1.3 * areas.fitted(sample, area).sheet.unit


@pytest.mark.parametrize(("scale", "size"), [(None, (1200, 630)), ("2", (2400, 1260))])
def test_pixels(scale: str | None, size: tuple[int, int]) -> None:
    """A PNG of a size has as many pixels, times `--scale`."""
    more = ["--scale", scale] if scale else []
    assert size == Image.open(BytesIO(exported("-f", "png", "--size", "social", *more))).size


@pytest.mark.parametrize(
    ("name", "dpi", "size"),
    [("a4-portrait", "300", (2480, 3508)), ("a4-landscape", "96", (1123, 794))],
)
def test_paper_in_pixels(name: str, dpi: str, size: tuple[int, int]) -> None:
    """Of a sheet of paper `--dpi` says how many pixels it has."""
    png = Image.open(BytesIO(exported("-f", "png", "--size", name, "--dpi", dpi)))

    assert size == png.size
    assert int(dpi) == round(png.info["dpi"][0])


def test_pdf_is_paper(sample: Timeline) -> None:
    """A PDF is a page of A4, of another `--size` as large as that, and bare the chart alone."""
    sizes = [
        PdfReader(BytesIO(exported("-f", "pdf", *more))).pages[0].mediabox
        for more in ((), ("--size", "800x600"), ("--bare",))
    ]
    chart = layout(sample)
    wanted = [(595, 842), (450, 600), sorted((round(chart.width), round(chart.height)))]
    found = [sorted((round(box.width), round(box.height))) for box in sizes]
    assert [list(each) for each in wanted] == found


def test_copied_words_stand_where_they_are_drawn() -> None:
    """On paper the words of a PDF, and its links, are as far in as what is drawn."""
    reader_of = PdfReader(BytesIO(exported("-f", "pdf")))
    places: list[tuple[str, float]] = []

    def note(text: str, cm: list[float], tm: list[float], *_: object) -> None:
        places.append((text.strip(), tm[4] * cm[0] + cm[4]))

    reader_of.pages[0].extract_text(visitor_text=note)
    assert all(0 < x < 842 for text, x in places if text)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ["--size", "100x100"],
            "has no room for title, axis and a lane with a label: write --size",
        ),
        (["--size", "tiny"], '"tiny": write one of social, square'),
        (["--size", "0x100"], '"0x100": write one of'),
        (["--size", "9000x100"], "a side has 8000 px at most"),
        (["--size", "social", "--width", "800"], "--size says both: leave out --width"),
        (["--size", "a4", "--scale", "2"], "paper has pixels by --dpi"),
        (["--size", "a4", "--dpi", "2400"], "write --dpi 909 or less"),
    ],
)
def test_sizes_that_cannot_be(arguments: list[str], message: str) -> None:
    """A size that is none, that has no room or is said twice is misuse, with what to write."""
    file = str(ROOT / "events.toml")
    result = CliRunner().invoke(main, ["export", file, "-f", "png", *arguments, "-o", "-"])

    assert 2 == result.exit_code
    assert message in " ".join(result.stderr.split())


# Pages


def crowded(count: int) -> Timeline:
    """Events of three lanes, too many for a page."""
    return made.timeline(
        [
            {
                "date": f'"{1900 + n * 100 // count}/{1903 + n * 100 // count}"',
                "lane": f'"{"abc"[n % 3]}"',
                "title": f'"What happened as number {n}"',
            }
            for n in range(count)
        ],
        lanes=["a", "b", "c"],
    )


def test_a_long_timeline_has_several_pages() -> None:
    """Each event stands on one of the pages, named; each page has axis, key, sources, its lanes' titles."""
    timeline = crowded(240)
    sheets = [one.sheet for one in paging.paper(timeline)]

    assert 2 <= len(sheets) < 10
    shown = [item.event for page in sheets for item in page.plan.items]
    assert list(range(240)) == sorted(shown)
    assert all(item.named for page in sheets for item in page.plan.items)
    for number, page in enumerate(sheets, 1):
        plan = page.plan
        assert sheets[0].plan.ticks == plan.ticks
        assert plan.key
        assert page.foot == sheets[0].foot
        below = page.top + plan.height * page.unit
        assert below <= min(box(line)[1] for line in page.foot) + SIZES.margin
        if number > 1:
            assert f"Made for a test, page {number} of {len(sheets)}" == words(page.head)
        for band in plan.bands:
            assert [timeline.lanes[band.lane].title] == [line.text for line in band.title]
            inside = [item for item in plan.items if item.lane == band.lane]
            assert all(band.top <= i.box[1] and i.box[3] <= band.bottom for i in inside)
        boxes = [item.box for item in plan.items]
        assert not [1 for one, other in combinations(boxes, 2) if meet(one, other)]


def test_pages_of_a_pdf() -> None:
    """A PDF has all pages, their words to be copied, and says once what it is about."""
    timeline = crowded(240)
    sheets = paging.paper(timeline)
    pages = [draw(timeline, one.sheet.plan).on(one.sheet) for one in sheets]
    pdf = PdfReader(BytesIO(book(pages, 0.75)))

    assert len(sheets) == len(pdf.pages)
    assert "Made for a test: timeline of 240 events, 1900 to 2002." == pdf.metadata["/Subject"]
    copied = " ".join(page.extract_text() for page in pdf.pages)
    assert all(copied.count(f"number {n} ") + copied.count(f"number {n}\n") for n in range(240))
    assert book(pages, 0.75) == book(pages, 0.75)


def test_more_than_can_be_printed_is_gathered() -> None:
    """A timeline of more pages than anybody prints is gathered on one, as in any area."""
    (one,) = paging.paper(crowded(9000))

    assert one.sheet.plan.clusters
    assert "gathered" in words(one.sheet.foot)


def test_a_bare_area_says_what_it_leaves_out() -> None:
    """Without a foot, a chart that fills an area says itself what is not named, and of no list."""
    found = areas.fitted(crowded(900), areas.Area(width=900, height=500), bare=True).sheet
    said = " ".join(line.text for line in found.plan.note)

    assert () == found.head == found.foot
    assert f"{found.plan.labelled} of 900 events are labelled." in said
    assert "list" not in said
    assert found.plan.note[-1].y < found.plan.height
