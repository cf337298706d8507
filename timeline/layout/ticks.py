"""Round instants for an axis: which unit, which steps, which words."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from typing import NamedTuple

from timeline import wording
from timeline.edtf import civil, day_number

_YEAR = 365.2425
# The days of a unit, and how many of it there may be between two ticks, from fine to coarse;
# of years ten times, a hundred times as many too. The page's script is given these rules, and
# finds the ticks of any window by them.
DAYS = {"day": 1.0, "month": _YEAR / 12, "year": _YEAR}
ROUND = {"day": (1, 2, 5, 10), "month": (1, 3, 6), "year": (1, 2, 5)}
# What a step is cut into by fainter lines, where the parts are round: as a number of which unit.
# Of years it is two halves as well where these are whole. What has none, as 5 years, needs more
# room: 10 with a line at each fifth are read faster.
HALVES = {
    "day": {2: (1, "day"), 10: (5, "day")},
    "month": {3: (1, "month"), 6: (3, "month")},
    "year": {1: (6, "month")},
}
LEAST_GAP = 24  # px between two labels
LEAST_STEP = 64  # px between two ticks: closer ones make the grid a hatch
LEAST_UNCUT = 96  # px between two ticks without a line between them


class TickAt(NamedTuple):
    """An instant (day number) and its words, which a `half` of a step mostly has none of."""

    day: int
    label: str
    half: bool = False


def ticks(
    span: tuple[int, int], per_day: float, lang: str, measure: Callable[[str], float]
) -> list[TickAt]:
    """Ticks inside a half-open span, as many as fit at `per_day` px a day, and halves between."""
    for step, unit in _steps():
        half = _half(step, unit)
        if step * DAYS[unit] * per_day < (LEAST_STEP if half else LEAST_UNCUT):
            continue
        found = [TickAt(day, _label(day, unit, lang)) for day in _instants(span, step, unit)]
        widest = max((measure(tick.label) for tick in found), default=0.0)
        nearest = min(
            (b.day - a.day for a, b in itertools.pairwise(found)), default=span[1] - span[0]
        )
        if nearest * per_day >= widest + LEAST_GAP:
            return _cut(found, span, half, unit, lang, (widest + LEAST_GAP) / per_day)
    raise AssertionError("steps never end")


def _half(step: int, unit: str) -> tuple[int, str] | None:
    """What a step is cut into, as a number of which unit; None if its parts are not round."""
    if unit == "year" and step % 2 == 0:
        return step // 2, unit
    return HALVES[unit].get(step)


def _cut(
    found: list[TickAt],
    span: tuple[int, int],
    half: tuple[int, str] | None,
    unit: str,
    lang: str,
    apart: float,
) -> list[TickAt]:
    """Ticks with the halves between them; one beyond the last tick, `apart` days off, has words."""
    if half is None:
        return found
    step, of = half
    round_days = {tick.day for tick in found}
    halves = [day for day in _instants(span, step, of) if day not in round_days]

    def words(day: int) -> str:
        is_last = of == unit and bool(found) and day in (halves[0], halves[-1])
        is_last = is_last and not found[0].day - apart < day < found[-1].day + apart
        return _label(day, of, lang) if is_last else ""

    return sorted([*found, *(TickAt(day, words(day), half=True) for day in halves)])


def round_out(first: int, after: int) -> tuple[int, int]:
    """A span widened to whole days, months or years, whichever suits its length."""
    length = after - first
    year, month, _ = civil(first)
    last_year, last_month, _ = civil(after - 1)
    if length > 3 * _YEAR:
        return day_number(year), day_number(last_year + 1)
    if length > 2 * DAYS["month"]:
        return day_number(year, month), _month_start(last_year, last_month + 1)
    return first, after


def _steps() -> Iterator[tuple[int, str]]:
    yield from ((step, "day") for step in ROUND["day"])
    yield from ((step, "month") for step in ROUND["month"])
    power = 1
    while True:
        yield from ((step * power, "year") for step in ROUND["year"])
        power *= 10


def _instants(span: tuple[int, int], step: int, unit: str) -> list[int]:
    """The starts of round units in [first, after], the axis's last instant included."""
    first, after = span
    finder = {"day": _days, "month": _months, "year": _years}[unit]
    return [day for day in finder(first, after, step) if first <= day <= after]


def _days(first: int, after: int, step: int) -> Iterator[int]:
    """Days of the month 1, 1 + step, ...; not the last few, which crowd the next first."""
    for day in range(first, after + 1):
        _, _, date = civil(day)
        if (date - 1) % step == 0 and (step == 1 or date + step // 2 <= 31):
            yield day


def _months(first: int, after: int, step: int) -> Iterator[int]:
    year, month, _ = civil(first)
    count = year * 12 + (month - 1) // step * step
    while (day := _month_start(count // 12, count % 12 + 1)) <= after:
        yield day
        count += step


def _years(first: int, after: int, step: int) -> Iterator[int]:
    """Years round in the reader's count: 500 BCE is the year -499; 1 CE stands for 0."""
    year = civil(first)[0] // step * step - step
    while True:
        # There is no year 0 in the reader's count: its place is taken by 1 CE.
        if year or step > 1:
            day = day_number(year if year > 0 else year + 1)
            if day > after:
                return
            yield day
        year += step


def _month_start(year: int, month: int) -> int:
    return day_number(year + (month - 1) // 12, (month - 1) % 12 + 1)


def _label(day: int, unit: str, lang: str) -> str:
    year, month, date = civil(day)
    if unit == "year":
        return wording.tick_words(year, None, None, lang)
    if unit == "month":
        return wording.tick_words(year, month, None, lang)
    return wording.tick_words(year, month, date, lang)
