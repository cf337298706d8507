"""What an EDTF text says: kinds, precisions, bounds."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import inf
from typing import NamedTuple


class Kind(StrEnum):
    """What a whole EDTF text says."""

    DATE = "date"  # 1959: once, within the unit
    INTERVAL = "interval"  # 1977/1983: lasted
    ONE_OF = "one of"  # [2012,2013], [1952..2004]: once, at one of these
    ALL_OF = "all of"  # {1960,1962}: at each of these


class Precision(StrEnum):
    """The unit of time a date is written in."""

    DAY = "day"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"


class Limit(StrEnum):
    """An end that is not a date: open (`..`) or unknown (nothing written)."""

    OPEN = "open"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One written date: a unit of time, as wide as its precision.

    `first` and `after` are day numbers (0 is 1970-01-01, proleptic Gregorian),
    half-open: `after` is the day after the unit's last day. `year` is
    astronomical (0 is 1 BCE) and the first year of a decade or century;
    `month` is 1-12, or 21-24 for a season, or None; `day` is 1-31 or None.
    `uncertain` (`?` or `%`) and `approximate` (`~` or `%`) name the components
    so marked, of "year", "month", "day"; all that are written if the mark
    stands after the whole date; empty if none. A season, and `XX`, count as
    the component in whose place they are written. `masked` is the unit that X
    leaves open: the year in 196X, the month in 1965-XX, the day in 1965-03-XX
    and 1965-XX-XX.
    """

    text: str
    precision: Precision
    first: int
    after: int
    year: int
    month: int | None = None
    day: int | None = None
    uncertain: frozenset[str] = frozenset()
    approximate: frozenset[str] = frozenset()
    masked: Precision | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """A run of dates inside a set: `1670..1672`; None where the run is open."""

    start: Point | None
    end: Point | None


class Bounds(NamedTuple):
    """Between which instants an event starts and ends, as day numbers.

    Each is an instant on the line of days: the start of that day. An event
    dated by one unit [a, b) has the bounds (a, b, a, b); `1977/1983` has
    (1977-01-01, 1978-01-01, 1983-01-01, 1984-01-01). None: no bound is known,
    because that end is open or unknown. Nothing ends before it starts, so
    `1999/199X` ends in 1999 at the earliest.
    """

    earliest_start: int | None
    latest_start: int | None
    earliest_end: int | None
    latest_end: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EdtfDate:
    """An EDTF text and what it says.

    `start` and `end` are the written ends of an interval; for a date both are
    the date; for a set they are its earliest and latest written dates (Limit
    OPEN for `[..1949]`, `[1949..]`). `members` are the members of a set as
    written, in order; empty for other kinds.
    """

    text: str
    kind: Kind
    start: Point | Limit
    end: Point | Limit
    members: tuple[Point | Range, ...]
    bounds: Bounds

    def __hash__(self) -> int:
        return hash(self.text)  # which says all the rest

    @property
    def points(self) -> tuple[Point, ...]:
        """Every date written in the text, in the order written."""
        if self.members:
            return points_of(self.members)
        ends = (self.start,) if self.kind is Kind.DATE else (self.start, self.end)
        return tuple(end for end in ends if isinstance(end, Point))

    @property
    def uncertain(self) -> bool:
        """Whether any part is marked `?` or `%`."""
        return any(point.uncertain for point in self.points)

    @property
    def approximate(self) -> bool:
        """Whether any part is marked `~` or `%`."""
        return any(point.approximate for point in self.points)

    @property
    def reading_order(self) -> tuple[float, float]:
        """What puts dates in order: the earliest start, then the latest end, as day numbers.

        An open start comes before all others and an open end after them; where
        an end is not known, the bounds of the other stand in for it.
        """
        start, start_after, end, after = self.bounds
        if self.start is Limit.UNKNOWN:
            start = end
        if self.end is Limit.UNKNOWN:
            after = start_after
        return -inf if start is None else start, inf if after is None else after

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Instead:
    """What to do about a text that is no date: write something or, without that, do something.

    `meant` are the EDTF texts that may stand in place of the whole, or of the
    part that is wrong; `less` says that they leave out some of what was written,
    which is then to be kept elsewhere. What a program does depends on these two
    alone: the words, which follow "write", are for people.
    """

    write: str = ""
    do: str = ""
    meant: tuple[str, ...] = ()
    less: bool = False

    @classmethod
    def one(cls, text: str) -> Instead:
        """One text, which says all that was meant."""
        return cls(text, meant=(text,))

    @property
    def plain(self) -> str:
        """The only text that may stand instead and says as much; empty if there is none."""
        return self.meant[0] if len(self.meant) == 1 and not self.less else ""

    def __str__(self) -> str:
        return f"write {self.write}" if self.write else self.do


class Refusal(NamedTuple):
    """Why a text is not one date.

    `code` is a stable short name; `problem` says what is wrong; `instead` is
    what to do about it; `offset` is the index of the first bad character.
    """

    code: str
    problem: str
    instead: Instead
    offset: int = 0


class EdtfError(ValueError):
    """A text outside the supported subset of EDTF, with the parts of its refusal."""

    def __init__(self, code: str, problem: str, instead: Instead, offset: int = 0) -> None:
        self.refusal = Refusal(code, problem, instead, offset)
        self.code, self.problem, self.instead, self.offset = self.refusal
        super().__init__(f"{self.problem}; {instead}")

    @property
    def remedy(self) -> str:
        """What to write instead, or to do, as a sentence without a stop."""
        return str(self.instead)

    @property
    def meant(self) -> tuple[str, ...]:
        """The EDTF texts that may be meant, to choose from."""
        return self.instead.meant


def points_of(members: tuple[Point | Range, ...]) -> tuple[Point, ...]:
    """The dates that are members of a set or ends of its runs."""
    ends = ((one,) if isinstance(one, Point) else (one.start, one.end) for one in members)
    return tuple(point for pair in ends for point in pair if point)
