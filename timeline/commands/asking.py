"""Questions on a terminal: what is asked until it can be read, and choices by number."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Callable, Sequence
from typing import TypeVar

import click

from timeline.commands.telling import say, visible

# Who answers has the question in English, and may answer in a language of their own.
_YES = frozenset(["y", "yes", "j", "ja", "o", "oui", "s", "si", "sí", "sì", "sim"])
_NO = frozenset(["n", "no", "nein", "nee", "non", "não"])
MOST_LISTED = 20  # before a question
_T = TypeVar("_T")


def asked(question: str, check: Callable[[str], _T], default: str | None = None) -> _T:
    """Ask until the answer is one that `check` does not refuse; Enter gives the default."""

    def checked(answer: str) -> _T:
        _refuse_unwritable(answer)
        return check(answer)

    answer: _T = click.prompt(
        visible(question), default=default, show_default=False, value_proc=checked, err=True
    )
    return answer


def _refuse_unwritable(answer: str) -> None:
    """Refuse what no file can hold, such as the keys that move a cursor, while it can be mended."""
    for char in answer:
        if unicodedata.category(char) in ("Cc", "Cs") and char != "\t":
            code = f"U+{ord(char):04X}"
            raise click.UsageError(f"the character {code} cannot be written; answer again")


def said_yes(question: str, *, default: bool) -> bool:
    """Whether the answer is yes; Enter is the default."""
    answers = {**dict.fromkeys(_YES, True), **dict.fromkeys(_NO, False), "": default}

    def check(answer: str) -> bool:
        word = unicodedata.normalize("NFC", answer.strip().lower())
        if word not in answers:
            raise click.UsageError("answer y for yes or n for no")
        return answers[word]

    return asked(f"{question} [{'Y/n' if default else 'y/N'}]", check, default="")


def said_none(answer: str) -> bool:
    """Whether an answer names nothing, as Enter does."""
    return answer.strip().lower() in ("", "-", "n", "no", "none")


def words(answer: str) -> str:
    """An answer that says something."""
    if not answer.strip():
        raise click.UsageError("write a few words")
    return answer.strip()


def listed(items: Sequence[str], first: int = 1) -> None:
    """Tell items under their numbers; of many the first."""
    width = len(str(min(len(items), MOST_LISTED)))
    for number, item in enumerate(items[:MOST_LISTED], first):
        say(visible(f"  {number:>{width}}  {item}"), sys.stderr)
    if len(items) > MOST_LISTED:
        say(f"  {'':>{width}}  and {len(items) - MOST_LISTED} more", sys.stderr)


def numbered(answer: str, count: int) -> int | None:
    """The index of what an answer chooses by its number, of so many; None if it is no such number."""
    number = answer.strip().rstrip(".)")
    is_one = number.isascii() and number.isdecimal() and 1 <= int(number[:9]) <= count
    return int(number) - 1 if is_one else None


def chosen(items: Sequence[_T], name: Callable[[_T], str], question: str) -> _T | None:
    """The item that is chosen by its number; None for Enter."""
    listed([name(item) for item in items])

    def check(answer: str) -> _T | None:
        if not answer.strip():
            return None
        at = numbered(answer, len(items))
        if at is None:
            raise click.UsageError(f"write a number from 1 to {len(items)}")
        return items[at]

    return asked(question, check, default="")
