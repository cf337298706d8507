"""Rows: as few as there can be, and nothing in a row meets anything else."""

from __future__ import annotations

from itertools import combinations, product

from hypothesis import given
from hypothesis import strategies as st

from timeline.layout.packing import depth, heaviest_first, pack, pack_turning

extents = st.tuples(st.integers(0, 40), st.integers(0, 15)).map(lambda pair: (pair[0], sum(pair)))


def is_packed(spans: list[tuple[int, int]], rows: tuple[int, ...] | list[int], gap: int) -> bool:
    return all(
        rows[i] != rows[j] or spans[i][1] + gap <= spans[j][0] or spans[j][1] + gap <= spans[i][0]
        for i, j in combinations(range(len(spans)), 2)
    )


def fewest(spans: list[tuple[int, int]], gap: int) -> int:
    """The least number of rows, by trying every way to give rows."""
    for count in range(len(spans) + 1):
        if any(is_packed(spans, rows, gap) for rows in product(range(count), repeat=len(spans))):
            return count
    raise AssertionError


@given(st.lists(extents.filter(lambda e: e[0] < e[1]), max_size=5), st.integers(0, 4))
def test_takes_as_few_rows_as_brute_force(spans: list[tuple[int, int]], gap: int) -> None:
    """No way of giving rows to a handful of extents needs fewer than ours."""
    rows = pack(spans, gap)

    assert fewest(spans, gap) == max(rows, default=-1) + 1


@given(st.lists(extents.filter(lambda e: e[0] < e[1]), max_size=60), st.integers(0, 6))
def test_nothing_meets_in_a_row(spans: list[tuple[int, int]], gap: int) -> None:
    """Two extents in one row are always a gap apart."""
    assert is_packed(spans, pack(spans, gap), gap)


@given(st.lists(extents.filter(lambda e: e[0] < e[1]), max_size=60))
def test_rows_are_the_depth(spans: list[tuple[int, int]]) -> None:
    """The rows are as many as extents cover one place: the bound no packing can beat."""
    covered = max((sum(a <= place < b for a, b in spans) for place, _ in spans), default=0)

    assert covered == max(pack(spans), default=-1) + 1


@given(st.lists(extents.filter(lambda e: e[0] < e[1]), max_size=60), st.integers(0, 6))
def test_depth_is_the_number_of_rows(spans: list[tuple[int, int]], gap: int) -> None:
    """How many rows there will be is known without giving them."""
    assert depth(spans, gap) == max(pack(spans, gap), default=-1) + 1


labels = st.tuples(st.integers(0, 40), st.integers(1, 6), st.integers(0, 15))


@given(st.lists(labels, max_size=40), st.integers(0, 4))
def test_turned_labels_save_rows_and_meet_nothing(
    events: list[tuple[int, int, int]], gap: int
) -> None:
    """With labels turned to end with their marks there are no more rows, and still nothing meets."""
    begins = [(at, at + mark + more) for at, mark, more in events]
    ends = [(at - more, at + mark) for at, mark, more in events]
    rows, turned = pack_turning(begins, ends, gap)
    taken = [ends[at] if at in turned else one for at, one in enumerate(begins)]

    assert is_packed(taken, rows, gap)
    assert max(rows, default=-1) <= max(pack(begins, gap), default=-1)
    if turned:
        assert max(rows) < max(pack(begins, gap))


def test_what_cannot_turn_stays() -> None:
    """A label turns only where it may, and another one that stands in its way turns for it."""
    begins = [(10, 40), (30, 60)]

    assert ([0, 1], set()) == pack_turning(begins, [None, None], 0)
    assert ([0, 0], {0}) == pack_turning(begins, [(-15, 15), None], 0)
    assert ([0, 0], {1}) == pack_turning([(10, 12), (11, 40)], [None, (12, 20)], 0)


def test_heaviest_rows_come_first() -> None:
    """Rows are ordered by their heaviest event, those alike as they were."""
    assert [1, 2, 0, 1] == heaviest_first([0, 1, 2, 0], [6, 6, 9, 7])
    assert [0, 1, 2] == heaviest_first([0, 1, 2], [6, 6, 6])
    assert [] == heaviest_first([], [])


def test_a_day_is_told_in_order() -> None:
    """Events of one day that are dots stand in their order, in the rows that their weights gave."""
    day = 4.5
    assert [0, 1, 2] == heaviest_first([0, 1, 2], [5, 6, 9], [day, day, day])
    assert [1, 2, 0] == heaviest_first([0, 1, 2], [5, 6, 9], [day, day, None])
    assert [1, 0, 2] == heaviest_first([0, 1, 2], [6, 9, 5], [day, None, day])
    assert [0, 1, 0, 1] == heaviest_first([0, 1, 0, 1], [5, 9, 5, 5], [day, day, 9.5, 9.5])


def test_same_input_same_rows() -> None:
    """Extents that are alike get rows in the order they come."""
    assert [0, 1, 2] == pack([(0, 5), (0, 5), (0, 5)])


def test_longest_first_at_one_place() -> None:
    """Of two that begin together the longer one lies above."""
    assert [1, 0] == pack([(0, 5), (0, 9)])
