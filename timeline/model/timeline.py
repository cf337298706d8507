"""The timeline as frozen values: what a file says, once it is known to be right.

The models hold what is true of a value on its own: its type, and that a date
is one. What a value means beside others (ids, references, presence) is for
`timeline.text.reader.checks`, which reads a file's tables.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, StrEnum, auto
from functools import lru_cache
from typing import Annotated, Any, ClassVar, NoReturn, TypeVar

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    PlainSerializer,
    PlainValidator,
    PrivateAttr,
    ValidationError,
    model_validator,
)
from pydantic_core import ErrorDetails, PydanticCustomError

from timeline.colours.reading import as_hex, meant_colour
from timeline.edtf import (
    Duration,
    EdtfDate,
    EdtfError,
    Instead,
    Kind,
    Point,
    duration,
    parse,
    year_text,
)
from timeline.errors import NoDate
from timeline.messages import counted, events_counted
from timeline.model.derived import Derived
from timeline.model.files import NO_FILES, Files

_cached_parse = lru_cache(maxsize=4096)(parse)
_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_FIGURE_DIGITS = 30


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a value is none of its kind; `offset` is a character of the value.

    `meant` are the texts to write, to choose from, where they are known.
    """

    code: str
    problem: str
    remedy: str
    offset: int = 0
    meant: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.problem}; {self.remedy}"


def _refuse(
    code: str, problem: str, remedy: str, offset: int = 0, meant: tuple[str, ...] = ()
) -> NoReturn:
    """Fail validation in our own words, those of a `Refusal`."""
    told = {"refusal": Refusal(code, problem, remedy, offset, meant)}
    raise PydanticCustomError("refused", "{refusal}", told)


def to_edtf(value: Any) -> EdtfDate:
    """Read an EDTF text, a bare year or a TOML date as a date.

    The year 1945 becomes `1945`, 45 `0045`, 12000 `Y12000`, and the TOML
    date 1970-03-31 the same text; -44 is as open as the text "-44". Raises EdtfError.
    """
    if isinstance(value, EdtfDate):
        return value
    if isinstance(value, str):
        return _cached_parse(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return _cached_parse(_year_text(value))
    if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        return _cached_parse(value.isoformat())
    raise EdtfError("date-type", *_no_date(value))


def _year_text(year: int) -> str:
    """A bare year as EDTF, which wants four digits, or a Y before more."""
    if year.bit_length() > 64:
        instead = Instead("a year of a few digits")
        raise EdtfError("date-year", "this year is out of reach", instead)
    digits = str(year)
    # 19590313 is a day without its hyphens far sooner than a year to come.
    if re.fullmatch(r"[12]\d{3}(0[1-9]|1[0-2])((0[1-9]|[12]\d|3[01]))?", digits):
        day = "-".join(filter(None, (digits[:4], digits[4:6], digits[6:])))
        instead = Instead(f'"{day}"', meant=(day,))
        raise EdtfError("date-hyphens", "this is read as a year, of many digits", instead)
    # -44 may be 44 BCE or, counted with a year zero, 45 BCE; as a text it is refused.
    return digits if -1000 < year < 0 else year_text(year)


def _no_date(value: Any) -> tuple[str, Instead]:
    """What is wrong with a value of a type that no date has, and what to write instead."""
    if isinstance(value, datetime.datetime):
        day = value.date().isoformat()
        instead = Instead(f'"{day}"', meant=(day,), less=True)
        return "a date here has no time of day", instead
    if isinstance(value, datetime.time):
        return "a time of day is no date", Instead('the day, such as "1970-03-31"')
    if isinstance(value, Decimal | float):
        instead = Instead('the year, "1945", or the month, "1945-03"')
        return "a decimal number is no date", instead
    if isinstance(value, list) and value:
        return "a date is one text", Instead('a set of dates in quotes, such as "[1945,1946]"')
    return "a date is a text in quotes", Instead('a date such as "1945" or "1970-03-31"')


def _read_date(value: Any) -> EdtfDate:
    try:
        return to_edtf(value)
    except EdtfError as error:
        _refuse(error.code, error.problem, error.remedy, error.offset, error.meant)


def _read_span(value: Any) -> EdtfDate:
    date = _read_date(value)
    if not (isinstance(date.start, Point) and isinstance(date.end, Point)) or (
        date.kind is not Kind.INTERVAL
    ):
        _refuse(
            "span-interval",
            "a span runs from one date to another",
            'write both, such as "1945/2004"',
        )
    return date


def _read_interval(value: Any) -> EdtfDate:
    date = _read_date(value)
    if date.kind is not Kind.INTERVAL:
        _refuse(
            "period-interval",
            "a period is an interval",
            f'write its start and end, such as "{_as_interval(date)}"',
        )
    return date


def _as_interval(date: EdtfDate) -> str:
    """The nearest interval to another kind of date, as an example of one."""
    if date.kind is Kind.DATE and isinstance(date.start, Point) and date.start.year < 9999:
        return f"{date.text}/{date.start.year + 1:04d}" if date.start.year >= 0 else "1945/1950"
    return "1945/1950"


def _read_attested(value: Any) -> EdtfDate:
    date = _read_date(value)
    if date.kind is not Kind.DATE:
        _refuse(
            "attested-date",
            "attested takes one date, by which it was true",
            f'write that date, such as "1997", or date = "{date.text}" for when it happened',
        )
    return date


def _read_day(value: Any) -> datetime.date:
    """A TOML date, or the same as text; never a date with a time of day."""
    if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        return value
    if isinstance(value, datetime.datetime):
        _refuse("day", "a day has no time", f"write {value.date().isoformat()}")
    if isinstance(value, str) and _ISO_DAY.fullmatch(value):
        try:
            return datetime.date.fromisoformat(value)
        except ValueError:
            _refuse("day", "there is no such day", "write a day such as 2024-05-31")
    _refuse("day", "this must be a day, in full", "write a day such as 2024-05-31")


def _read_number(value: Any) -> int | Decimal:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        remedy = "write one such as 70 or 1.5"
        if isinstance(value, str):
            remedy += ' without quotes; words go into "what" or "unit"'
        _refuse("wrong-type", "this must be a number", remedy)
    if isinstance(value, Decimal) and not value.is_finite():
        _refuse("figure-finite", "this is no number", "write a number such as 70 or 1.5")
    # Past this, a number cannot be written out, only computed with.
    if isinstance(value, int):
        fits = value.bit_length() <= 100
    else:
        fits = abs(value.adjusted()) <= _FIGURE_DIGITS and len(value.as_tuple().digits) <= (
            _FIGURE_DIGITS
        )
    if not fits:
        remedy = 'write it in a larger unit, such as value = 1.5 and unit = "million"'
        _refuse("figure-size", f"this has more than {_FIGURE_DIGITS} digits", remedy)
    return value


def _read_length(value: Any) -> Duration:
    if isinstance(value, Duration):
        return value
    if not isinstance(value, str):
        _refuse("wrong-type", "this must be text", 'write a length such as "10 weeks"')
    try:
        return duration(value)
    except EdtfError as error:
        _refuse(error.code, error.problem, error.remedy, error.offset, error.meant)


def _read_kin(value: Any) -> Kin:
    if isinstance(value, str) and value in tuple(Kin):
        return Kin(value)
    kinds = ", ".join(f'"{kind}"' for kind in Kin)
    _refuse("relation-kind", "there is no such kind of relation", f"write one of {kinds}")


def _read_colour(value: Any) -> str:
    """A colour as `#rrggbb`, in small letters."""
    if isinstance(value, str) and (found := as_hex(value)):
        return found
    meant = meant_colour(value) if isinstance(value, str) else ""
    _refuse(
        "colour",
        "a colour is # and six digits, two each of red, green and blue",
        f'write "{meant}"' if meant else 'write one such as "#8a3b12"',
        meant=(meant,) if meant else (),
    )


_AS_TEXT = PlainSerializer(lambda date: date.text, return_type=str)
Date = Annotated[EdtfDate, PlainValidator(_read_date), _AS_TEXT]
Span = Annotated[EdtfDate, PlainValidator(_read_span), _AS_TEXT]
Interval = Annotated[EdtfDate, PlainValidator(_read_interval), _AS_TEXT]
Attested = Annotated[EdtfDate, PlainValidator(_read_attested), _AS_TEXT]
Day = Annotated[datetime.date, PlainValidator(_read_day)]
Number = Annotated[int | Decimal, PlainValidator(_read_number)]
Colour = Annotated[str, PlainValidator(_read_colour)]
Length = Annotated[Duration, PlainValidator(_read_length), PlainSerializer(str, return_type=str)]


class Kin(StrEnum):
    """What one event is to another."""

    LED_TO = "led-to"
    FOLLOWED_BY = "followed-by"
    PART_OF = "part-of"
    CONTRADICTS = "contradicts"


Kinship = Annotated[Kin, PlainValidator(_read_kin)]


class Shown(Enum):
    """How a page shows a text."""

    ASIDE = auto()  # below what an event tells, after the name that the language has for it
    MARKDOWN = auto()


Aside = Annotated[str, Shown.ASIDE]
Markdown = Annotated[str, Shown.MARKDOWN]

_Item = TypeVar("_Item")
# TOML has arrays, the models tuples; a lone string stays a fault.
Several = Annotated[tuple[_Item, ...], Field(strict=False)]


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


class Header(Model):
    """The `[timeline]` table."""

    title: str
    description: Markdown = ""
    headline: str = ""  # what the picture says, in a sentence
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


# What does not fit


class Cause(Enum):
    """How a value, or the lack of one, does not fit the shape of a document."""

    REFUSED = auto()
    MISSING = auto()
    UNKNOWN_KEY = auto()
    NO_TEXT = auto()
    NO_INTEGER = auto()
    NO_BOOLEAN = auto()
    NO_TABLE = auto()
    NO_LIST = auto()
    OUT_OF_RANGE = auto()


@dataclass(frozen=True, slots=True)
class Misfit:
    """One place where tables do not fit the shape of a document.

    `path` leads to the value, or to the key that is missing or unknown;
    `refusal` is there if the value is refused.
    """

    cause: Cause
    path: tuple[str | int, ...]
    value: Any
    refusal: Refusal | None = None


class Misfits(Exception):
    """Tables that are no document; `found` holds all that does not fit, table by table."""

    def __init__(self, found: tuple[Misfit, ...]) -> None:
        self.found = found
        super().__init__(found)


_CAUSES = {
    "refused": Cause.REFUSED,
    "missing": Cause.MISSING,
    "extra_forbidden": Cause.UNKNOWN_KEY,
    "string_type": Cause.NO_TEXT,
    "int_type": Cause.NO_INTEGER,
    "bool_type": Cause.NO_BOOLEAN,
    "dict_type": Cause.NO_TABLE,
    "model_type": Cause.NO_TABLE,
    "tuple_type": Cause.NO_LIST,
    "greater_than": Cause.OUT_OF_RANGE,
    "greater_than_equal": Cause.OUT_OF_RANGE,
    "less_than_equal": Cause.OUT_OF_RANGE,
}


def to_document(tables: dict[str, Any]) -> Document:
    """Tables as TOML gives them as a document; raises Misfits."""
    try:
        return Document.model_validate(tables)
    except ValidationError as error:
        raise Misfits(tuple(_misfits(error.errors(include_url=False)))) from None


def _misfits(details: list[ErrorDetails]) -> Iterator[Misfit]:
    for detail in details:
        refusal = detail.get("ctx", {}).get("refusal")
        yield Misfit(_CAUSES[detail["type"]], detail["loc"], detail["input"], refusal)
