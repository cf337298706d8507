"""What follows of when an event was from reasons: values, without what makes them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from timeline.edtf import EdtfDate, Kind

End = Literal["start", "end"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of a chain of reasons: what bounds an end of `event`.

    `reason` is the index of one in the `reasons` of `by`, which is `event` or `other`;
    without one the end is bounded by the event's own other end, or by what its file
    states, where `other` is empty: the last step of a chain.
    """

    event: str
    end: End
    other: str = ""
    other_end: End = "start"
    by: str = ""
    reason: int | None = None


# From what is bounded to what is stated; one that is looked for when somebody asks for its steps.
Chain = Sequence[Step]


class Why(NamedTuple):
    """The shortest chain that each of the four bounds follows from, as in `Bounds`.

    Empty for one that is as stated, and where there is none. What happened once may be bounded
    in all four: it is dated by the earliest start and the latest end.
    """

    earliest_start: Chain = ()
    latest_start: Chain = ()
    earliest_end: Chain = ()
    latest_end: Chain = ()


@dataclass(frozen=True, slots=True)
class Derived:
    """What is known of when an event was, where reasons say more than its file's own date.

    `date` has the narrowed bounds. For what happened once it is the date, members of a set
    that remain, or the window ("[1959..1979]", "[..1979]") that follows, and its text is
    EDTF. For what lasted it is the stated interval with narrowed ends: its text and the
    texts of its ends are as stated, its bounds and those of its ends what follows.
    """

    date: EdtfDate
    why: Why

    @property
    def first(self) -> bool:
        """Whether its beginning follows from reasons: of what lasted, in either bound."""
        return bool(self.why.earliest_start or (self._lasted and self.why.latest_start))

    @property
    def last(self) -> bool:
        """Whether its end follows from reasons: of what lasted, in either bound."""
        return bool(self.why.latest_end or (self._lasted and self.why.earliest_end))

    @property
    def _lasted(self) -> bool:
        return self.date.kind in (Kind.INTERVAL, Kind.ALL_OF)
