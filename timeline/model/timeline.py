"""The timeline as frozen values: what a file says, once it is known to be right.

The models hold what is true of a table on its own, `values.py` what is true of a value:
its type, and that a date is one. What a value means beside others (ids, references, presence) is for
`timeline.text.reader.checks`, which reads a file's tables.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr, model_validator

from timeline.edtf import EdtfDate
from timeline.errors import NoDate
from timeline.messages import counted, events_counted
from timeline.model.derived import Derived
from timeline.model.files import NO_FILES, Files
from timeline.model.values import (
    Aside,
    Attested,
    Colour,
    Date,
    Day,
    Interval,
    Kinship,
    Length,
    Markdown,
    Number,
    Several,
    Span,
)


class Model(BaseModel):
    """Frozen, strict, and closed to unknown keys."""

    model_config = ConfigDict(
        frozen=True,
        strict=True,
        extra="forbid",
        arbitrary_types_allowed=True,
        # Only `Document` is built at the start; the rest on first use alone.
        defer_build=True,
    )

    # The key that a lone text stands for, in place of the table; empty if none may.
    alone: ClassVar[str] = ""

    def __str__(self) -> str:
        return repr(self)

    def __repr_args__(self) -> Iterator[tuple[str | None, Any]]:
        """What is said of it; a date by its text, which is all that it says."""
        for name, field in type(self).model_fields.items():
            if (value := getattr(self, name)) != field.default:
                yield name, value.text if isinstance(value, EdtfDate) else value


class Medium(Model):
    """A picture in a file beside the timeline's own, or what is at an address, as a link."""

    file: str = ""
    url: str = ""
    alt: str = ""  # what is to be seen, for who does not see it
    decorative: bool = False  # it says nothing
    caption: str = ""
    credit: str = ""
    licence: str = ""
    source: str = ""  # the page where it is told of


class Header(Model):
    """The `[timeline]` table."""

    title: str
    description: Markdown = ""
    headline: str = ""  # what the picture says, in a sentence
    media: Several[Medium] = ()  # one
    span: Span | None = None
    lang: str = "en"
    author: str = ""
    licence: str = ""
    updated: Day | None = None
    url: str = ""
    height: int | None = Field(default=None, gt=0, le=100_000)  # px


class Logo(Model):
    """An image of whose the timeline is, in a file beside its own."""

    file: str
    alt: str


class Brand(Model):
    """The `[theme]` table: what is the author's own in how all of it looks."""

    accent: Colour | None = None  # of the light scheme; the dark one has its twin
    font: str = ""  # a file
    logo: Logo | None = None


class Lane(Model):
    """A named horizontal band."""

    id: str
    title: str
    description: str = ""
    colour: Colour | None = None  # of the light scheme; the dark one has its twin


class Tag(Model):
    """A label shared by events of any lane."""

    id: str
    title: str


class Period(Model):
    """A labelled background span."""

    id: str
    title: str
    date: Interval


class Source(Model):
    """A work that events cite."""

    id: str
    title: str
    author: str = ""
    publisher: str = ""
    date: Date | None = None
    url: str = ""
    archived: str = ""
    accessed: Day | None = None
    licence: str = ""


class _OrText(Model):
    """A table for which a text may stand, as its key `alone`."""

    @model_validator(mode="before")
    @classmethod
    def _from_lone_text(cls, value: Any) -> Any:
        return {cls.alone: value} if isinstance(value, str) else value


class Citation(_OrText):
    """A place in a source: `{ id, locator, quote }`; a lone id is read as one."""

    alone = "id"

    id: str
    locator: str = ""
    quote: str = ""


class Link(_OrText):
    """A further page; `title` is empty where only the address was given."""

    alone = "url"

    url: str
    title: str = ""


class Figure(Model):
    """A number and who says so: `value`, or `low` and/or `high`."""

    what: str
    value: Number | None = None
    low: Number | None = None
    high: Number | None = None
    unit: str = ""
    about: bool = False
    who: str = ""
    sources: Several[Citation] = ()


class Account(Model):
    """What another source says of when."""

    date: Date
    sources: Several[Citation] = ()
    note: str = ""


class Order(StrEnum):
    """How an event stands to another in time, by a reason; the keys of a `Reason`."""

    AFTER = "after"
    BEFORE = "before"
    DURING = "during"


class Reason(Model):
    """Why an event was when it was: how it stands in time to another.

    One of `after`, `before` and `during` names the other, as its id or, for one of its
    ends, "id.start" or "id.end"; `within` is the most and `at_least` the least time between.
    """

    after: str = ""
    before: str = ""
    during: str = ""
    within: Length | None = None
    at_least: Length | None = None
    sources: Several[Citation] = ()
    who: str = ""
    note: Aside = ""

    @property
    def order(self) -> Order:
        """How the event stands to the other."""
        return next(each for each in Order if getattr(self, each))

    @property
    def to(self) -> str:
        """The id of the other event."""
        return str(getattr(self, self.order)).partition(".")[0]

    @property
    def end(self) -> str:
        """Which end of the other is meant: "start" or "end"; empty for what people mean by it.

        That is its end for what is after it, and its start for what is before.
        """
        return str(getattr(self, self.order)).partition(".")[2]


class Relation(Model):
    """What an event is to another, by whom it is said."""

    to: str
    kind: Kinship
    words: str = ""
    who: str = ""
    sources: Several[Citation] = ()
    note: Aside = ""


class Event(Model):
    """One thing that happened, or was so by a date.

    `derived` is what follows of its `reasons`, where anything does; no key of the file.
    """

    id: str
    title: str
    was: Several[str] = ()
    label: str = ""
    annotation: str = ""  # drawn beside its mark
    date: Date | None = None
    attested: Attested | None = None
    undated: bool = False  # no source says when
    date_text: str = ""
    date_note: Aside = ""
    reasons: Several[Reason] = ()
    accounts: Several[Account] = ()
    text: Markdown = ""
    media: Several[Medium] = ()
    lane: str = ""  # the id of a lane; the untitled lane's id is ""
    tags: Several[str] = ()
    importance: int = Field(default=3, ge=1, le=5)
    figures: Several[Figure] = ()
    sources: Several[Citation] = ()
    links: Several[Link] = ()
    relations: Several[Relation] = ()
    see: Several[str] = ()
    note: Aside = ""
    extra: dict[str, Any] = {}

    _derived: Derived | None = PrivateAttr(default=None)

    def __repr__(self) -> str:
        """Which it is, on a line."""
        when = f"by {self.attested}" if self.is_attested else str(self.known or "undated")
        return f'<Event {self.id} "{self.title}" {when}>'

    @property
    def derived(self) -> Derived | None:
        """What follows of when it was from its reasons and those of others; None if nothing does."""
        return self._derived

    def reasoned(self, derived: Derived | None) -> Event:
        """The same event with what follows of when it was."""
        event = self.model_copy()
        event._derived = derived
        return event

    @property
    def known(self) -> EdtfDate | None:
        """What is known of when: what follows from reasons, its date, or by when it is attested."""
        return self._derived.date if self._derived else self.date or self.attested

    @property
    def is_attested(self) -> bool:
        """Whether all that is known is by when it was so, not when it happened."""
        return self.attested is not None and self._derived is None

    @property
    def when(self) -> EdtfDate:
        """What is known of when, as `known`. Raises NoDate where nothing is."""
        if self.known is None:
            raise NoDate(f'event "{self.id}" is undated; its date and attested are None')
        return self.known


class Timeline(Model):
    """A whole timeline, as its file says, and the `files` that it names.

    `events` are those that have a place in time, which is all that layouts and
    drawings know: so nothing there can draw an event that has none, or ask when
    it was. Those are `undated`, also where reasons lead to no date. What speaks of all has `all_events`.
    `outside` are those that a selection left out and that reasons and relations of the rest
    name: they are spoken of, and are neither drawn nor listed.
    """

    header: Header
    theme: Brand | None = None
    lanes: Several[Lane] = ()
    tags: Several[Tag] = ()
    periods: Several[Period] = ()
    sources: Several[Source] = ()
    events: Several[Event] = ()
    undated: Several[Event] = ()
    outside: Several[Event] = Field(default=(), exclude=True)
    files: Files = Field(default=NO_FILES, exclude=True)  # what they hold is in no file of ours

    @property
    def all_events(self) -> tuple[Event, ...]:
        """The events, those without a date last."""
        return (*self.events, *self.undated)

    def __repr__(self) -> str:
        """What it is of and how much there is of it, on a line; its tables are a long read."""
        events = events_counted(len(self.events), len(self.undated))
        lanes = counted(sum(bool(lane.id) for lane in self.lanes), "lane")
        return f'<Timeline "{self.header.title}": {events} in {lanes}>'


class Document(Model):
    """A file's own shape; `Timeline` is what it holds."""

    format: int = 1
    timeline: Header
    theme: Brand | None = None
    lanes: Several[Lane] = ()
    tags: Several[Tag] = ()
    periods: Several[Period] = ()
    sources: Several[Source] = ()
    events: Several[Event] = ()
