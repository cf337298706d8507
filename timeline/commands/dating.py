"""Dates as people type them, for commands: read, and told how they are understood."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from timeline.commands.telling import say, visible

if TYPE_CHECKING:
    from timeline.edtf.english.words import Understood

DATES = "31 March 1970, 1960s, c. 1965, 1977 to 1983, or EDTF"


def plain(answer: str, lang: str) -> str:
    """An answer that is one date, as it stands; any other is refused."""
    from timeline.edtf.english.words import read_words

    understood = read_words(answer, lang)
    if not understood.date:
        raise click.UsageError(visible(why_not(understood)))
    return answer


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
