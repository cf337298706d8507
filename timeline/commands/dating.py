"""Dates as people type them, for commands: read, and told how they are understood."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from timeline.commands import asking
from timeline.commands.telling import say, visible

if TYPE_CHECKING:
    from timeline.edtf.english.words import Understood
    from timeline.importing.drafting.dating import When

_NO_ANSWER = "write a date or a part of one, or unknown if no source says when; Ctrl-C leaves"
DATES = "31 March 1970, 1960s, c. 1965, 1977 to 1983, or EDTF"


def plain(answer: str, lang: str) -> str:
    """An answer that is one date, as it stands; any other is refused."""
    from timeline.edtf.english.words import read_words

    understood = read_words(answer, lang)
    if not understood.date:
        raise click.UsageError(visible(why_not(understood)))
    return answer


def source_date(answer: str) -> str:
    """The EDTF of a work's date; empty for an answer that is empty."""
    from timeline.edtf.english.words import read_words

    return str(read_words(plain(answer, "en")).date) if answer.strip() else ""


def why_not(understood: Understood) -> str:
    """What is wrong with words that are not one date, and what to write."""
    return f"{understood.problem}; {understood.remedy}."


def tell_understood(understood: Understood, *, attested: bool = False) -> str:
    """The EDTF of words that are one date; how they are understood is told on stderr."""
    from timeline.wording import date_words

    assert understood.date
    words = date_words(understood.date, attested=attested)
    say(visible(f"understood as {understood.date}: {words}"), sys.stderr)
    if note := understood.readings[0].note:
        say(visible(f"note: {note}"), sys.stderr)
    return understood.date.text


# Dates of events, which may say less than the words


def taken(words: str, lang: str, *, attested: bool = False) -> tuple[Understood, When | None]:
    """What words say of when, by the rule of imports; see `importing.drafting.dating.taken`."""
    from timeline.importing.drafting import dating
    from timeline.text.editing.naming import unquoted

    understood, when = dating.taken(unquoted(words), lang)
    return understood, replace(when, attested=True) if when and attested else when


def tell_taken(understood: Understood, when: When, *, kept: bool) -> None:
    """Tell how words are understood, and what they say that the date does not.

    `kept` says whether the words stay beside the date.
    """
    from timeline.wording import date_words

    words = date_words(when.date, attested=when.attested)
    say(visible(f"understood as {when.date}: {words}"), sys.stderr)
    if when.words:
        say(visible(f"note: {_unsaid(understood.readings[0].lost, kept=kept)}"), sys.stderr)
    for reading in understood.readings if understood.attested else ():
        earlier = date_words(reading.date)
        note = f"note: this is so by then; for {earlier}, write {reading.date}"
        say(visible(note), sys.stderr)
    if when.note:
        say(visible(f"note: {when.note}"), sys.stderr)


def _unsaid(lost: str, *, kept: bool) -> str:
    """What a date does not say of its words, and whether they stay beside it."""
    from timeline.edtf.english.catalogued import SUPPLIED

    if lost and lost != SUPPLIED:
        return f'this does not say "{lost}"{"; the words are kept in date_text" if kept else ""}'
    say_what = "the brackets, which say that the date was supplied by a cataloguer,"
    return f"{say_what} are {'kept in date_text' if kept else 'not in the date'}"


def is_unknown(words: str) -> bool:
    """Whether words for a date say only that there is none."""
    from timeline.edtf.english.words import says_no_date

    return says_no_date(words)


def ask_when(
    lang: str, words: str = "", *, attested: bool = False
) -> tuple[Understood, When] | str:
    """Ask for a date until there is one, or one of several readings is chosen.

    `words` are those that are given; they are asked of first. Words that say only that there is
    no date are an answer too, and given back.
    """
    question = f"When ({DATES})"
    while True:
        if is_unknown(words):
            return words
        if words:
            understood, when = taken(words, lang, attested=attested)
            if when:
                return understood, when
            if chosen := _choice(understood, attested=attested):
                return understood, chosen
        words = asking.asked(question, lambda answer: _readable(answer, lang), default="")


def _readable(answer: str, lang: str) -> str:
    """An answer that has a reading or several; any other is refused."""
    if not answer.strip():
        raise click.UsageError(_NO_ANSWER)
    understood, when = taken(answer, lang)
    if when or understood.readings or is_unknown(answer):
        return answer
    raise click.UsageError(visible(why_not(understood)))


def _choice(understood: Understood, *, attested: bool) -> When | None:
    """One of the readings of words, chosen by its number; None if another date is to be written."""
    from timeline.wording import date_words

    options = readings(understood, attested=attested)
    say(visible(f"{understood.text}: {why_not(understood)}"), sys.stderr)
    if not options:
        return None
    return asking.chosen(
        options,
        lambda each: f"{date_words(each.date, attested=each.attested)} ({each.date})",
        "Which (Enter to write another date)",
    )


def readings(understood: Understood, *, attested: bool) -> list[When]:
    """The dates that words may say; where one says less than they do, they stay beside it."""
    from timeline.importing.drafting.dating import When

    return [
        When(date=each.date, attested=attested, words=understood.text if each.lost else "")
        for each in understood.readings
    ]
