"""When something happened, in keys that other tools have for it, to the one date that is meant."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from timeline.edtf import EdtfError
from timeline.model import to_edtf
from timeline.text.tables import shown

_PARTS = ("year", "month", "day")
STARTS = (
    "start",
    "start_date",
    "start_year",
    "startdate",
    "begin",
    "from",
    "since",
    "when",
    "year",
)
ENDS = ("end", "end_date", "end_year", "enddate", "until", "till", "to")
_OF_DATES = frozenset((*STARTS, *ENDS, *_PARTS))
_BOTH = 'write both in one date, such as date = "1945/1950"'


class Joined(NamedTuple):
    """The unknown keys that are told together, at the first of them, and the remedy.

    `date` is the date they come to, in EDTF; empty if it is not plain.
    """

    keys: tuple[str, ...]
    remedy: str
    date: str = ""


def joined(key: str, table: dict[str, Any], into: str = "date") -> Joined | None:
    """What an unknown key says of when, with the others of its table; None if nothing.

    `into` is the key that an interval goes into.
    """
    if key.lower() not in _OF_DATES:  # before all the keys of a long table are looked at
        return None
    starts = [each for each in table if each.lower() in STARTS]
    ends = [each for each in table if each.lower() in ENDS]
    if into != "date" or into in table:
        return _beside(key, table, into, starts, ends)
    parts = tuple(each for each in table if each.lower() in _PARTS)
    if key in parts and len(parts) > 1:
        return _of_parts(parts, table)
    if len(starts) == 1 and len(ends) == 1 and key in (*starts, *ends):
        keys = _in_order(table, starts[0], ends[0])
        interval = _interval(table[starts[0]], table[ends[0]])
        return Joined(keys, f"write date = {shown(interval)}" if interval else _BOTH, interval)
    if not starts and ends == [key] and (interval := _interval("", table[key])):
        return Joined((key,), f"write date = {shown(interval)}", interval)
    return None


def _beside(
    key: str, table: dict[str, Any], into: str, starts: list[str], ends: list[str]
) -> Joined | None:
    """What is meant by keys beside a date, or in a table with a span."""
    if key not in (*starts, *ends):
        return None
    if len(starts) == 1 and len(ends) == 1:
        keys = _in_order(table, starts[0], ends[0])
        if interval := _interval(table[starts[0]], table[ends[0]]):
            instead = " in place of all three" if into in table else ""
            return Joined(keys, f"write {into} = {shown(interval)}{instead}", interval)
    if into not in table:
        return None
    if not starts and ends == [key] and (interval := _interval(table[into], table[key])):
        return Joined((key,), f"write {into} = {shown(interval)} in place of both", interval)
    if into != "date":
        return None
    if key in ends:
        return Joined((key,), _BOTH)
    return Joined((key,), '"date" is there already: keep one of them')


def _in_order(table: dict[str, Any], *keys: str) -> tuple[str, ...]:
    return tuple(key for key in table if key in keys)


def _interval(start: Any, end: Any) -> str:
    """The interval from one date to another, or from an unknown one; empty if there is none."""
    try:
        first, last = (_text(start) if start != "" else ""), _text(end)
        return to_edtf(f"{first}/{last}").text
    except EdtfError:
        return ""


def _text(value: Any) -> str:
    """A date as EDTF, also one in words that say it plainly; raises EdtfError."""
    try:
        return to_edtf(value).text
    except EdtfError as error:
        if error.instead.plain:
            return error.instead.plain
        raise


def _of_parts(parts: tuple[str, ...], table: dict[str, Any]) -> Joined | None:
    """What is meant by year, month and day apart."""
    values = {each.lower(): table[each] for each in parts}
    numbers = [values[part] for part in _PARTS[: len(parts)] if part in values]
    if len(numbers) < len(parts) or not all(_is_number(each) for each in numbers):
        return None
    year, *rest = (int(each) for each in numbers)
    try:
        date = to_edtf("-".join([f"{year:04}", *(f"{each:02}" for each in rest)])).text
    except EdtfError:
        return None
    return Joined(parts, f"write date = {shown(date)}", date)


def _is_number(value: Any) -> bool:
    """Whether a value is a number of few digits, maybe in quotes."""
    if isinstance(value, str):
        return bool(re.fullmatch(r"[0-9]{1,4}", value))
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10_000
