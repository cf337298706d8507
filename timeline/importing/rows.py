"""What every file that can be imported comes down to: rows, and a tally of its fields.

A reader of a format turns a file into `Imported` and judges nothing that is not
its format's own: how titles become ids, groups lanes and words dates is the
same for all, and is done after it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from timeline.errors import TimelineError
from timeline.importing.hints import Choose, Hint, Spell, spelled

NO_PLACE = "no place for it"  # why most that is lost is lost
WHY = "why not imported"  # the column or key with the reason, in a file of rejected rows


class Unreadable(TimelineError):
    """A file, or a choice, from which nothing can be imported.

    `problem` says what is wrong and where in the file, `remedy` what to do.
    """

    def __init__(self, problem: str | Hint, remedy: str | Hint = "") -> None:
        self.problem = problem
        self.remedy = remedy
        super().__init__(self.message(str))

    def message(self, spell: Spell) -> str:
        """Problem and remedy as one sentence, with each choice as it is made."""
        problem, remedy = (spelled(each, spell) for each in (self.problem, self.remedy))
        return f"{problem}; {remedy}" if remedy else problem


class NoEvent(TimelineError):
    """An entry of a file that can be no event; `reason` says why, with what stands there.

    `code` is a short name for the kind of reason, `settled_by` what could be chosen to
    have it and all like it read.
    """

    def __init__(
        self, problem: str, remedy: str = "", *, code: str, settled_by: tuple[Choose, ...] = ()
    ) -> None:
        self.reason = f"{problem}; {remedy}" if remedy else problem
        self.code = code
        self.settled_by = settled_by
        super().__init__(self.reason)

    def within(self, what: str) -> NoEvent:
        """The same, said of a part of the entry."""
        return NoEvent(f"{what}: {self.reason}", code=self.code, settled_by=self.settled_by)


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence on a row that came in; `code` is a short name for what it says."""

    code: str
    text: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """A place in a work: `source` is the work's title or, if it is one of `Imported.works`, its id."""

    source: str
    locator: str = ""
    quote: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """A work that rows cite, with the keys of a `[[sources]]` table; `id` may be empty.

    `more` holds values of further keys of it, as TOML would hold them.
    """

    title: str
    id: str = ""
    author: str = ""
    publisher: str = ""
    date: str = ""  # EDTF
    url: str = ""
    archived: str = ""
    accessed: str = ""  # YYYY-MM-DD
    licence: str = ""
    more: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """When an entry of a file happened, as far as its format says.

    `edtf` is its date where the format says it in parts or by a code of precision;
    else `words` is what stands there, as it stands, to be read as `timeline add`
    reads what is typed. `attested` makes the date one by which something was so.
    `date_text` are words beside it, `date_note` is Markdown on what it cannot say.
    `stands`: the date is as it was written here, whatever the words beside it say.
    `undated` is an event of which the file says that nobody knows when it was.
    """

    edtf: str = ""
    words: str = ""
    attested: bool = False
    date_text: str = ""
    date_note: str = ""
    stands: bool = False
    undated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Row(Dated):
    """One entry of a file: an event or, with `is_period`, a period.

    `place` is how its author finds it: "row 12" of a sheet, its header being
    row 1, or "events[3]". `problem` says why the row can be no event, with what
    stands there; such a row is told and not written. `code` is the kind of problem,
    `settled_by` what could be chosen to have the row read.

    `entries` are the indices of the entries of a list that it was made of, if it may be
    of several.

    `key` is what else than its id the source knows the row by, with the kind of it: an
    item as "wikidata:Q42", a bare number as "number:7".

    `text` and `note` are Markdown or plain text that is safe to write; links are pairs of an address and a title, which may be empty.
    `more` holds values of further keys of an event or period, as TOML would hold
    them, but for days, which may be texts; see `timeline.importing.keys`.
    """

    place: str
    title: str = ""
    id: str = ""  # in any form; the one written is made from it
    key: str = ""
    was: tuple[str, ...] = ()
    label: str = ""
    text: str = ""
    lane: str = ""  # the lane's title or, if it is a key of `Imported.lanes`, its id
    tags: tuple[str, ...] = ()  # titles, or keys of `Imported.tags`
    importance: int | None = None
    links: tuple[tuple[str, str], ...] = ()
    cites: tuple[Cited, ...] = ()
    see: tuple[str, ...] = ()  # ids of rows
    related: tuple[tuple[str, str], ...] = ()  # what it is to rows: the kind, and an id or a title
    note: str = ""
    more: Mapping[str, Any] = field(default_factory=dict)
    is_period: bool = False
    problem: str = ""
    code: str = ""
    settled_by: tuple[Choose, ...] = ()
    entries: tuple[int, ...] = ()

    @property
    def is_reasoned(self) -> bool:
        """Whether other events alone say when it was."""
        return bool(self.more.get("reasons")) and not (self.edtf or self.words or self.problem)


@dataclass(slots=True)
class Field:
    """What became of a column or key: how many of its values were kept and how many not.

    `into` is where they went, such as "title" or "date"; `why` says what was
    lost and for what reason, each reason with how often.
    """

    name: str
    into: str = ""
    kept: int = 0
    why: dict[str | Hint, int] = field(default_factory=dict)

    @property
    def lost(self) -> int:
        """How many values, or parts of values, were not kept."""
        return sum(self.why.values())


class Tally:
    """Counts, by the file's own names, of what was kept and what was lost of the rows that come in.

    Empty values count not, nor does what is in a row that is reported.
    """

    def __init__(self) -> None:
        self.fields: dict[str, Field] = {}

    def keep(self, name: str, into: str) -> None:
        """Count a value that goes into a key of ours."""
        found = self._field(name)
        found.into = found.into or into
        found.kept += 1

    def lose(self, name: str, why: str | Hint = NO_PLACE, times: int = 1) -> None:
        """Count a value, or a part of one, that is dropped."""
        reasons = self._field(name).why
        reasons[why] = reasons.get(why, 0) + times

    def take_back(self, into: str, why: str) -> None:
        """Count as lost a value that has been counted as kept in a key of ours."""
        found = next(
            (each for each in self.fields.values() if each.into == into and each.kept), None
        )
        if found:
            found.kept -= 1
        self.lose(found.name if found else into, why)

    def add(self, other: Tally) -> None:
        """Count what another tally has counted."""
        for name, each in other.fields.items():
            found = self._field(name)
            found.into = found.into or each.into
            found.kept += each.kept
            for why, times in each.why.items():
                self.lose(name, why, times)

    def _field(self, name: str) -> Field:
        return self.fields.setdefault(name, Field(name))


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """All that a file says, in its own order.

    `header` has values of `[timeline]` keys, `theme` of those of `[theme]`, numbers and days as texts. `lanes` and `tags` are those the file
    itself declares, id to title, in its order; rows may name others.
    `lane_more` and `tag_more` are further keys of those, by id, such as
    {"arts": {"description": "..."}}. `aside` counts entries of the file that are
    no rows, such as {"title": 1}, so that all of them are told.
    `kind` is what the file is, in words for people. `taken_as` are sentences on
    how the file was read where it could have been read otherwise, such as which
    column is the date. `as_written` says that texts are as their author wrote them, with
    the newline that ends them.
    """

    kind: str
    rows: tuple[Row, ...]
    tally: Tally
    header: Mapping[str, Any] = field(default_factory=dict)
    theme: Mapping[str, Any] = field(default_factory=dict)
    lanes: Mapping[str, str] = field(default_factory=dict)
    lane_more: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    tags: Mapping[str, str] = field(default_factory=dict)
    tag_more: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    works: tuple[Work, ...] = ()
    taken_as: tuple[str | Hint, ...] = ()
    aside: Mapping[str, int] = field(default_factory=dict)
    as_written: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What the person who imports has said of what the file leaves open.

    `title` and `lang` are the timeline's. `columns` has a key of ours, such as "date", by a column's name; "" drops the
    column. The others say how dates are to be read; None or "" if nobody has said:
    `day_first` 03/04/1970, `century` the first of the hundred years in which 70 is,
    `year_zero` whether -44 is 45 BCE or 44 BCE, `since_1970` the seconds or
    milliseconds that numbers count from 1970. With `undated` rows without a date come in, as
    undated events.
    """

    encoding: str = ""
    sheet: str = ""
    delimiter: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    day_first: bool | None = None
    century: int | None = None
    year_zero: bool | None = None
    since_1970: str = ""
    undated: bool = False
    title: str = ""
    lang: str = ""


NOTHING_SAID = Choices()
