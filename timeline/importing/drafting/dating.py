"""When a row happened: its EDTF or its words to the keys of an event's date. Nothing is guessed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from timeline.edtf import EdtfDate, EdtfError, Kind, Point, parse
from timeline.edtf.english.words import Understood
from timeline.importing.drafting.settling import meaning, ordered, settled, settled_by
from timeline.importing.hints import Choose
from timeline.importing.rows import NOTHING_SAID, Choices, Dated, NoEvent, Row
from timeline.messages import counted
from timeline.text.tables import shown

# Why there is no date, where that is all there is to know: the row is one of an undated event.
_UNDATED = ("no-date", "unknown")
_AS_UNDATED = Choose("undated", (True,))

SAYS_LESS = "the display date says less, and is taken for the date"


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """A row's date; `words` are those that say more than it, `note` what to know of it."""

    date: EdtfDate
    attested: bool = False
    words: str = ""
    note: str = ""


def when(
    dated: Dated, lang: str = "en", choices: Choices = NOTHING_SAID, *, is_period: bool = False
) -> When:
    """What an entry says of when; raises NoEvent unless it says one thing plainly.

    `lang` is the language that its words may be in; of the choices those count
    that say how 03/04/70 and -44 are to be read.
    """
    found = _written(dated.edtf) if dated.edtf else _read(dated.words, lang, choices)
    if not dated.stands:
        found = _in_our_calendar(found, dated.date_text, lang)
    found = replace(found, attested=found.attested or dated.attested)
    if is_period:
        return _interval(found)
    if found.attested and found.date.kind is not Kind.DATE:
        problem = f"{shown(found.date.text)}: what was so by a date has one date"
        raise NoEvent(problem, "write that date, as in 1997", code="date-attested")
    return found


def when_of(row: Row, lang: str = "en", choices: Choices = NOTHING_SAID) -> When | None:
    """When a row's event was, None if it is undated or has reasons alone; raises NoEvent.

    A row without a date, or with words that say only that there is none, is undated if that was
    chosen; else that choice would settle it.
    """
    if row.undated or row.is_reasoned:
        return None
    try:
        if row.problem:
            raise NoEvent(row.problem, code=row.code, settled_by=row.settled_by)
        return when(row, lang, choices, is_period=row.is_period)
    except NoEvent as error:
        if error.code not in _UNDATED or row.is_period:
            raise
        if choices.undated:
            return None
        ways = (*error.settled_by, _AS_UNDATED)
        raise NoEvent(error.reason, code=error.code, settled_by=ways) from None


def comes_in(row: Row, choices: Choices = NOTHING_SAID) -> bool:
    """Whether a row is one of an event or period that can be written, as far as its date says."""
    try:
        when_of(row, choices=choices)
    except NoEvent:
        return False
    return True


def told_of_less(rows: Iterable[Row], name: str) -> str:
    """In how many rows words of a column were taken for the date; see `says_less`."""
    count = sum(bool(row.words) and row.words == row.date_text for row in rows)
    if not count:
        return ""
    return (
        f"in {counted(count, 'row')} the {name} says less than the date; it is taken for the date"
    )


def says_less(words: str, edtf: str) -> bool:
    """Whether words are a date that leaves more open than another: wider, or about, or perhaps.

    Words that say something else, such as an end that the other has not, do not.
    """
    try:
        said, given = when(Dated(words=words)), parse(edtf)
    except (NoEvent, EdtfError):
        return False
    wide, sharp = said.date.bounds, given.bounds
    if said.attested or said.date.kind is Kind.ALL_OF or not holds(said.date, given):
        return False
    signs = [(each.uncertain, each.approximate) for each in (said.date, given)]
    return all(a >= b for a, b in zip(*signs, strict=True)) and (
        wide != sharp or signs[0] != signs[1]
    )


def is_as_wide(words: str, edtf: str) -> bool:
    """Whether words that say less of when do so by about or perhaps alone."""
    return when(Dated(words=words)).date.bounds == parse(edtf).bounds


def holds(wide: EdtfDate, sharp: EdtfDate) -> bool:
    """Whether each end of a date is within that of another."""
    pairs = list(zip(wide.bounds, sharp.bounds, strict=True))
    is_open = wide.kind is Kind.INTERVAL and None in wide.bounds
    if is_open or None in sharp.bounds or (Kind.INTERVAL is wide.kind is not sharp.kind):
        return False
    later = (None if low is None else low <= at for low, at in pairs[::2] if at is not None)
    sooner = (None if high is None else at <= high for high, at in pairs[1::2] if at is not None)
    return False not in (*later, *sooner)


def _written(edtf: str) -> When:
    """The date that a format gives in parts or codes."""
    try:
        return When(date=parse(edtf))
    except EdtfError as error:
        raise NoEvent(f"{shown(edtf)}: {error.problem}", error.remedy, code=error.code) from None


def _in_our_calendar(found: When, words: str, lang: str) -> When:
    """A date as it stands, unless words beside it say that it is of the Julian calendar."""
    readings = meaning(words, lang).readings if words else ()
    meant = (each.date for each in readings if each.julian == found.date.text != each.date.text)
    return next((replace(found, date=date) for date in meant), found)


def _interval(found: When) -> When:
    """A period's date: one that is not an interval begins and ends in itself."""
    text = found.date.text
    if found.date.kind is Kind.INTERVAL:
        return found
    if found.date.kind is Kind.DATE and not found.attested:
        try:
            return replace(found, date=parse(f"{text}/{text}"))
        except EdtfError as error:
            raise NoEvent(
                f"{shown(text)}: {error.problem}", error.remedy, code=error.code
            ) from None
    raise NoEvent(
        f"{shown(text)}: a period is an interval", "write its start and end", code="period-interval"
    )


def _read(words: str, lang: str, choices: Choices) -> When:
    """The date that words say."""
    if not words.strip():
        raise NoEvent(
            "there is no date", "write one, as in 1965, 1965-03-31 or c. 1965", code="no-date"
        )
    understood, found = taken(words, lang, choices)
    if found:
        return found
    problem = f"{shown(words)}: {understood.problem}"
    raise NoEvent(
        problem,
        understood.remedy,
        settled_by=settled_by(understood, choices),
        code=understood.refusal.code if understood.refusal else "date-unread",
    )


def taken(
    words: str, lang: str = "en", choices: Choices = NOTHING_SAID
) -> tuple[Understood, When | None]:
    """What words may say of when, and the date that is taken for them, if they say one plainly.

    It is the rule for what is imported and for what is typed: a date may say less than the
    words, which then stay beside it.
    """
    understood = meaning(settled(words, choices), lang)
    if len(understood.readings) > 1 and choices.day_first is not None:
        understood = ordered(understood, lang, choices.day_first)
    if understood.date and (supplied := _supplied(understood.date)):
        found = When(date=supplied, words=" ".join(words.split()))
    elif understood.date:
        found = When(date=understood.date, note=understood.readings[0].note)
    elif understood.attested:
        found = When(date=understood.attested, attested=True)
    elif len(understood.readings) == 1 and _is_part(understood.readings[0].lost, words):
        found = When(date=understood.readings[0].date, words=" ".join(words.split()))
    else:
        return understood, None
    return understood, found


def _supplied(date: EdtfDate) -> EdtfDate | None:
    """The one date that stands in square brackets, as a catalogue has what it supplied."""
    is_one = date.kind is Kind.ONE_OF and len(date.members) == 1
    return parse(date.text[1:-1]) if is_one and isinstance(date.members[0], Point) else None


def _is_part(lost: str, words: str) -> bool:
    """Whether what a date cannot say is only a part of the words: "early" of "early 1960s"."""
    return bool(lost) and lost.casefold() != " ".join(words.split()).casefold()
