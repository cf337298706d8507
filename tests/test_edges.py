"""What goes on beyond the days shown says so at their edge, and nothing else does."""

from __future__ import annotations

from itertools import product
from math import inf

import pytest
from support import made

from timeline.drawing.charts import live_spec
from timeline.edtf import EdtfDate, Limit, Point, Range, parse
from timeline.layout.layout import layout
from timeline.layout.marks import Mark, Shape, mark
from timeline.layout.selection import select
from timeline.layout.theme import LIGHT, SIZES

FIRST, LAST = "1900", "1999"
SPAN = (parse(FIRST).bounds.earliest_start, parse(LAST).bounds.latest_end)

# A unit before, at and after each edge of the span: the last inside, the first outside.
AROUND = {
    "day": ("1899-12-30", "1899-12-31", "1900-01-01", "1999-12-30", "1999-12-31", "2000-01-01"),
    "month": ("1899-11", "1899-12", "1900-01", "1999-11", "1999-12", "2000-01"),
    "days of a month": ("1899-12-XX", "1900-01-XX", "1999-12-XX", "2000-01-XX"),
    "season": ("1899-23", "1899-24", "1900-21", "1999-23", "1999-24", "2000-21"),
    "year": ("1898", "1899", "1900", "1998", "1999", "2000", "2001"),
    "decade": ("188X", "189X", "190X", "198X", "199X", "200X", "201X"),
    "century": ("17XX", "18XX", "19XX", "20XX", "21XX"),
}
KINDS = (
    "{}", "{}~", "{}?", "{}%",
    "{}/1950", "1950/{}", "{}~/1950", "1950/{}~", "{}?/1950", "1950/{}?", "{}%/1950", "1950/{}%",
    "{}/..", "../{}", "{}/", "/{}",
    "[{},1950]", "[1950,{}]", "[{}~,1950]", "[1950,{}~]", "[{}..1950]", "[1950..{}]",
    "[..{}]", "[{}..]", "[1950?,{}]", "[1899,{}]", "[{},2000]", "[1998,{}]", "[{},1901]",
    "{{{},1950}}", "{{1950,{}}}", "{{{}..1950}}", "{{1950..{}}}", "{{..{}}}", "{{{}..}}",
    "{{1998,{}}}", "{{{},1901}}",
)  # fmt: skip


def dates(template: str) -> list[EdtfDate]:
    """The kind of date with each unit around the edges, where that is EDTF."""
    found = []
    for unit in (unit for units in AROUND.values() for unit in units):
        try:
            found.append(parse(template.format(unit)))
        except ValueError:
            continue  # the later first, or runs of what EDTF has no runs of
    return found


def reach(date: EdtfDate) -> tuple[float, float]:
    """How far a date is known to go; an open end goes on for ever, an unknown one is not known."""
    starts: list[float] = []
    ends: list[float] = []
    members = date.members or (date,)
    for member in members:
        if isinstance(member, Point):
            starts.append(member.first)
            ends.append(member.after)
            continue
        start, end = member.start, member.end
        opened = isinstance(member, Range)
        if isinstance(start, Point):
            starts.append(start.first)
            ends.append(start.after)
        elif opened or start is Limit.OPEN:
            starts.append(-inf)
        if isinstance(end, Point):
            starts.append(end.first)
            ends.append(end.after)
        elif opened or end is Limit.OPEN:
            ends.append(inf)
    return min(starts), max(ends)


def signs(found: Mark) -> tuple[bool, bool]:
    """Whether a mark says, on the left and on the right, that it goes on there."""
    heads = [part for part in found.parts if part.shape in {Shape.CHEVRON, Shape.ARROW}]
    return any(part.leftward for part in heads), any(not part.leftward for part in heads)


@pytest.mark.parametrize(
    ("template", "attested"),
    [*((kind, False) for kind in KINDS), *((kind, True) for kind in KINDS[:4])],
)
def test_a_sign_where_it_goes_on(template: str, attested: bool) -> None:
    """A mark has a head at an edge exactly if the date reaches beyond it: by a unit or by ten."""
    seen = 0
    for date in dates(template):
        start, end = reach(date)
        found = mark(date, SPAN, attested=attested)

        assert found.parts or end <= SPAN[0] or start >= SPAN[1], date.text
        if found.parts:
            seen += 1
            assert (start < SPAN[0], end > SPAN[1]) == signs(found), date.text
    assert seen


@pytest.mark.parametrize(
    ("date", "shapes"),
    [
        pytest.param("1950/2000", ["bar", "bar", "chevron"], id="the pale year alone is outside"),
        pytest.param("1899/1950", ["bar", "bar", "chevron"], id="at the other edge"),
        pytest.param("1950/1999", ["bar", "bar", "bar"], id="ends with the span"),
        pytest.param("[1990,2000]", ["dashes", "hollow", "chevron"], id="the other is outside"),
        pytest.param("[1999,2000]", ["hollow", "chevron"], id="no link between neighbours"),
        pytest.param("[1999-12-31,2000-01-01]", ["ring", "chevron"], id="days"),
        pytest.param("{1999-12-31,2000-01-01}", ["dot", "chevron"], id="both days"),
        pytest.param("{1999..2001}", ["bar", "chevron"], id="a run, year by year"),
        pytest.param("2000", [], id="wholly outside"),
        pytest.param("2000?/2005", [], id="outside, though its question mark is at the edge"),
        pytest.param("2000~", ["fade", "chevron"], id="perhaps in the span's last year"),
        pytest.param("1950/1999~", ["bar", "bar", "bar", "fade"], id="a soft edge at the edge"),
        pytest.param("1900~", ["bar", "fade", "fade"], id="soft on both sides"),
        pytest.param("[1999~,2001]", ["hollow", "fade", "chevron"], id="head or fade"),
    ],
)
def test_what_is_drawn_at_an_edge(date: str, shapes: list[str]) -> None:
    """Parts wholly outside leave a chevron; a soft edge keeps its least width."""
    assert shapes == [part.shape for part in mark(parse(date), SPAN).parts]


@pytest.mark.parametrize(("start", "end"), [(FIRST, LAST), (FIRST, None), (None, LAST)])
def test_the_same_in_a_window(start: str | None, end: str | None) -> None:
    """What `--from` and `--to` cut off is told as what the span does."""
    both = ("1950/2000", "1950/1999", "1899/1950", "1900/1950", "[1990,2000]", "[1899,1910]")
    part = select(
        made.dated(*both),
        start=parse(start) if start else None,
        end=parse(end) if end else None,
    )
    items = layout(part).items

    found = {
        both[int(event.id.removeprefix("e"))]: signs(Mark(parts=tuple(d.part for d in item.mark)))
        for event, item in zip(part.events, items, strict=True)
    }

    expected = {text: (start is not None and "1899" in text, False) for text in both}
    if end:
        expected |= {text: (expected[text][0], "2000" in text) for text in both}
    assert expected == found


def within(*events: dict[str, str]) -> list[Mark]:
    """The marks of what is selected of these events by the span's days."""
    part = select(made.timeline(events), start=parse(FIRST), end=parse(LAST))
    return [Mark(parts=tuple(d.part for d in item.mark)) for item in layout(part).items]


@pytest.mark.parametrize(("own", "rival"), [("1990", "2000"), ("2000", "1990"), ("1950", "1899")])
def test_an_account_outside_is_told(own: str, rival: str) -> None:
    """Of two accounts of an event the one in the span is joined to a head at the edge."""
    (found,) = within({"date": f'"{own}"', "accounts": f'[{{date = "{rival}"}}]'})
    left = rival == "1899"

    assert (left, not left) == signs(found)
    assert Shape.LINE in [part.shape for part in found.parts]


def test_no_mark_for_the_sake_of_a_sign() -> None:
    """An event none of whose accounts is in the span has no mark."""
    timeline = made.timeline([{"date": '"2003"', "accounts": '[{date = "2005"}]'}])
    span = timeline.header.model_copy(update={"span": parse("1900/1999")})

    assert () == layout(timeline.model_copy(update={"header": span})).items


@pytest.mark.parametrize("date", ["1899/1999", "1900/2000", "1899/2000", "1900/1999", "1880/2050"])
def test_periods(date: str) -> None:
    """A period is shaded to the edge of the bands where it goes on, and to that of the axis else."""
    tail = f'[[periods]]\nid = "p"\ntitle = "A period"\ndate = "{date}"'
    plan = layout(made.timeline([{"date": '"1950"'}], head='span = "1900/1999"', tail=tail))
    start, end = plan.periods[0].stretches[0]
    left, right = plan.scale(start), plan.scale(end)
    known = parse(date).bounds

    beyond = SIZES.inset if known.earliest_start < SPAN[0] else 0  # type: ignore[operator]
    assert plan.scale.left - beyond == pytest.approx(left)
    beyond = SIZES.inset if known.latest_end > SPAN[1] else 0  # type: ignore[operator]
    assert plan.scale.right + beyond == pytest.approx(right)


def test_a_window_leaves_out_nothing_that_can_be_seen() -> None:
    """Rows of a live chart are kept as far beyond its window as the picture shows."""
    timeline = made.dated("1950/2000")
    spec = live_spec(timeline, layout(timeline), LIGHT)
    tests = [
        step["filter"]
        for layer in spec["layer"]
        for step in layer.get("transform", [])
        if "filter" in step and "datum.moved" not in step["filter"]
    ]

    assert tests
    for test, (edge, sign) in product(tests, [("win[1]", "+"), ("win[0]", "-")]):
        assert f"{edge} {sign} {SIZES.inset + SIZES.margin:g} / kx" in test
