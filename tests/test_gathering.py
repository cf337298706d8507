"""What no row has room for is gathered in counts of two or more; what is lone is drawn and named."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import made

from timeline.layout.gathering import Gathering, gather
from timeline.layout.layout import layout
from timeline.layout.packing import Candidate, Extent
from timeline.layout.parts import Layout, Scale
from timeline.layout.theme import SIZES
from timeline.model import Timeline

SCALE = Scale(span=(0, 1000), left=23.0, right=337.0)
LONE = 12


@st.composite
def candidates(draw: st.DrawFn) -> Candidate:
    """An event with a mark, short or long, and a label on either side of it."""
    start = draw(st.floats(SCALE.left - 5, SCALE.right))
    end = start + draw(st.sampled_from([3, 8, 8, 20, 150]))
    label = draw(st.floats(10, 120))
    before = draw(st.booleans())
    return Candidate(
        event=0,
        mark=(start, end),
        block=(start - 5 - label, end) if before else (start, end + 5 + label),
        height=draw(st.sampled_from([SIZES.compact_row, SIZES.compact_row, 2 * SIZES.compact_row])),
        mark_lines=1,
        rank=draw(st.integers(0, 30)),
        keep=0,
    )


def numbered(members: list[Candidate]) -> list[Candidate]:
    """The same, each with a number of its own."""
    return [replace(one, event=number) for number, one in enumerate(members)]


def covered(row: Gathering, members: list[Candidate]) -> list[Extent]:
    """What is drawn in the row: counts, marks, and marks with their labels."""
    alone = [members[event] for event in row.alone]
    return [one.extent for one in row.gathered] + [
        one.block if one.event in row.labelled else one.mark for one in alone
    ]


@given(st.lists(candidates(), min_size=1, max_size=12).map(numbered))
def test_a_count_is_of_two_or_more_and_nothing_meets(members: list[Candidate]) -> None:
    """Each event is there once, no count is of one, and nothing in the row is on anything else."""
    row = gather(members, SCALE)
    gathered = [event for one in row.gathered for event in one.events]

    assert list(range(len(members))) == sorted([*gathered, *row.alone])
    assert all(len(one.events) > 1 for one in row.gathered)
    assert row.labelled <= {*row.alone}
    for one, other in combinations(covered(row, members), 2):
        assert one[1] <= other[0] + 0.001 or other[1] <= one[0] + 0.001


@given(st.lists(candidates(), min_size=1, max_size=12).map(numbered))
def test_a_count_stands_where_its_events_are(members: list[Candidate]) -> None:
    """The middles of what a mark counts are in it, and it is as wide as a count needs."""
    for one in gather(members, SCALE).gathered:
        left, right = one.extent
        assert right - left >= SIZES.cluster - 0.001
        for event in one.events:
            middle = sum(members[event].mark) / 2
            assert left - 0.001 <= min(max(middle, SCALE.left), SCALE.right) <= right + 0.001


@given(st.lists(candidates(), max_size=12).map(numbered), candidates())
def test_one_with_room_for_its_label_has_it(crowd: list[Candidate], one: Candidate) -> None:
    """Where nothing else is, one event is labelled, unless its label needs a higher row."""
    row = gather(numbered([one]), SCALE)

    assert not row.gathered
    assert row.labelled == ({0} if one.height <= SIZES.cluster_row else set())


def test_two_stand_in_one_place_with_both_labels() -> None:
    """Two events in one place are drawn and named if both labels have room, else counted."""
    first = Candidate(
        event=0, mark=(105, 108), block=(40, 108), height=15, mark_lines=1, rank=0, keep=0
    )
    second = Candidate(
        event=1, mark=(115, 118), block=(115, 190), height=15, mark_lines=1, rank=1, keep=1
    )
    third = Candidate(
        event=2, mark=(150, 158), block=(150, 158), height=15, mark_lines=1, rank=2, keep=2
    )

    assert {0, 1} == gather([first, second], SCALE).labelled
    assert [(0, 1)] == [one.events for one in gather([first, second, third], SCALE).gathered]


@cache
def far_apart(crowd: int, lanes: str) -> Timeline:
    """So many events in the 20th century, and twelve in the nineteen before it."""
    events = [
        {
            "date": f'"{1900 + n * 100 // crowd}-{n % 12 + 1:02}"'
            if n % 2
            else f'"19{n % 100:02}"',
            "title": f'"The event of number {n}"',
            "lane": f'"{lanes[n % len(lanes)]}"',
            "importance": str(n % 5 + 1),
        }
        for n in range(crowd)
    ]
    events += [
        {
            "date": f'"{10 + n * 154:04}"',
            "title": f'"Lone number {n}, of little weight"',
            "lane": f'"{lanes[n % len(lanes)]}"',
            "importance": "1",
        }
        for n in range(LONE)
    ]
    return made.timeline(events, lanes=[*lanes])


def boxes(plan: Layout) -> list[tuple[int, tuple[float, float, float, float]]]:
    return [(one.lane, one.box) for one in (*plan.items, *plan.clusters)]


@pytest.mark.parametrize("width", [360, 720, 1160])
@pytest.mark.parametrize(("crowd", "lanes"), [(3_000, "a"), (3_000, "abc"), (500, "abc")])
def test_lone_events_are_drawn_and_named(crowd: int, lanes: str, width: int) -> None:
    """Beside thousands in one century, twelve in nineteen others have marks and labels."""
    plan = layout(far_apart(crowd, lanes), width)
    named = {item.event for item in plan.items if item.named}

    assert set(range(crowd, crowd + LONE)) <= named
    assert all(len(cluster.events) > 1 for cluster in plan.clusters)
    assert plan.height <= SIZES.most_height
    for lane, (left, top, right, bottom) in (rows := boxes(plan)):
        assert not any(
            left < b[2] - 0.01
            and b[0] < right - 0.01
            and top < b[3] - 0.01
            and b[1] < bottom - 0.01
            for other, b in rows
            if other == lane and b != (left, top, right, bottom)
        )
