"""What may be the value of a key: what is true of it on its own, and why one is refused."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, StrEnum, auto
from functools import lru_cache
from typing import Annotated, Any, NoReturn, TypeVar

from pydantic import Field, PlainSerializer, PlainValidator
from pydantic_core import PydanticCustomError

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
    problem, kinds = "there is no such kind of relation", ", ".join(f'"{kind}"' for kind in Kin)
    word = (
        "-".join(value.lower().replace("_", " ").replace("-", " ").split())
        if isinstance(value, str)
        else ""
    )
    for kind, words in _KIN_WORDS.items():
        if word in words.split():
            _refuse("relation-kind", problem, f'write "{kind}"', meant=(kind,))
    if word in _BACKWARD.split():
        remedy = f"write the relation at the other event, to this one, of kind {kinds}"
        _refuse("relation-kind", problem, remedy)
    if word in _SEEN.split():
        _refuse("relation-kind", problem, 'name the event in see = ["..."] instead')
    _refuse("relation-kind", problem, f"write one of {kinds}")


# What else people call a kind of relation, in small letters with hyphens.
_KIN_WORDS = {
    "led-to": "led-to ledto leads-to lead-to caused causes cause results-in resulted-in result effect "
    "has-effect prompted prompts triggered triggers brought-about",
    "followed-by": "followed-by followedby is-followed-by then next precedes preceded successor",
    "part-of": "part-of partof is-part-of belongs-to belongs within member-of subevent-of during",
    "contradicts": "contradicts contradict contradiction conflicts-with disputes against denies",
}
_BACKWARD = (
    "follows follows-from caused-by cause-of result-of because because-of preceded-by predecessor "
    "has-part has-parts includes contains contradicted-by led-from"
)
_SEEN = "see see-also related related-to relation link other"


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


Kinship = Annotated[Kin, PlainValidator(_read_kin), PlainSerializer(str, return_type=str)]


class Shown(Enum):
    """How a page shows a text."""

    ASIDE = auto()  # below what an event tells, after the name that the language has for it
    MARKDOWN = auto()


Aside = Annotated[str, Shown.ASIDE]
Markdown = Annotated[str, Shown.MARKDOWN]

_Item = TypeVar("_Item")
# TOML has arrays, the models tuples; a lone string stays a fault.
Several = Annotated[tuple[_Item, ...], Field(strict=False)]
