"""Rows: as few as there can be, and nothing in a row meets anything else."""

from __future__ import annotations

from itertools import combinations, product

from hypothesis import given
from hypothesis import strategies as st

from timeline.layout.packing import depth, pack

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


def test_same_input_same_rows() -> None:
    """Extents that are alike get rows in the order they come."""
    assert [0, 1, 2] == pack([(0, 5), (0, 5), (0, 5)])


def test_longest_first_at_one_place() -> None:
    """Of two that begin together the longer one lies above."""
    assert [1, 0] == pack([(0, 5), (0, 9)])
