"""TOML 1.0 to tables, by one pinned parser: so every Python reads and refuses the same."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from enum import Enum, auto
from typing import Any

import tomli

from timeline.text.tables import MOST_PARTS

_DEEPEST = 200  # brackets inside one another; tomli without its binaries gives up above 300


class Complaint(Enum):
    """What the parser refuses a text for."""

    TABLE_TWICE = auto()
    TAKEN = auto()  # a name that is a value or another kind of table already
    INLINE_KEY_TWICE = auto()
    NO_DATE = auto()
    ESCAPE = auto()
    OPEN_STRING = auto()
    CHARACTER = auto()  # one that no text may have
    OPEN_HEADER = auto()
    NO_EQUALS = auto()
    OPEN_BRACKET = auto()
    NO_KEY = auto()
    NO_STATEMENT = auto()
    NO_VALUE = auto()
    MORE_ON_LINE = auto()
    TOO_DEEP = auto()
    LONG_INTEGER = auto()
    LONG_KEY = auto()


# How the messages of tomli 2.3.0 begin; the first that fits tells what is meant.
MESSAGES = (
    ("Cannot declare ", Complaint.TABLE_TWICE),
    ("Cannot ", Complaint.TAKEN),
    ("Duplicate inline table key ", Complaint.INLINE_KEY_TWICE),
    ("Invalid date or datetime", Complaint.NO_DATE),
    ("Unescaped '\\' in a string", Complaint.ESCAPE),
    ("Invalid hex value", Complaint.ESCAPE),
    ("Escaped character is not a Unicode scalar value", Complaint.ESCAPE),
    ("Illegal character '\\n'", Complaint.OPEN_STRING),
    ("Illegal character ", Complaint.CHARACTER),
    ("Unterminated string", Complaint.OPEN_STRING),
    ("Expected \"'", Complaint.OPEN_STRING),
    ("Found invalid character ", Complaint.OPEN_STRING),
    ("Expected ']", Complaint.OPEN_HEADER),
    ("Expected '=' after a key", Complaint.NO_EQUALS),
    ("Expected newline", Complaint.MORE_ON_LINE),
    ("Unclosed ", Complaint.OPEN_BRACKET),
    ("Invalid initial character for a key part", Complaint.NO_KEY),
    ("Invalid statement", Complaint.NO_STATEMENT),
    ("Invalid value", Complaint.NO_VALUE),
)


class NoToml(Exception):
    """A text that is no TOML 1.0; `offset` is where the parser stopped, if it tells that."""

    def __init__(self, complaint: Complaint, offset: int = 0) -> None:
        self.complaint = complaint
        self.offset = offset
        super().__init__(complaint, offset)


def read_toml(text: str) -> dict[str, Any]:
    """The tables of a text whose lines end as on Unix, decimals with all their digits.

    Raises NoToml for the first thing that is wrong.
    """
    at = _long_key(text)
    if at is not None:
        raise NoToml(Complaint.LONG_KEY, at)
    try:
        tables = tomli.loads(text, parse_float=_decimal)
    except tomli.TOMLDecodeError as error:
        raise NoToml(complaint_of(error.msg), min(error.pos, len(text))) from None
    except RecursionError:
        raise NoToml(Complaint.TOO_DEEP) from None
    except ValueError:  # Python's limit on the digits of an integer
        raise NoToml(Complaint.LONG_INTEGER) from None
    if _depth(tables) > _DEEPEST and _has_deep_brackets(text):
        raise NoToml(Complaint.TOO_DEEP)
    return tables


def stop(text: str) -> NoToml | None:
    """What the parser refuses a part of a text for, if it does; of its depth nothing is said."""
    try:
        tomli.loads(text, parse_float=_decimal)
    except tomli.TOMLDecodeError as error:
        return NoToml(complaint_of(error.msg), min(error.pos, len(text)))
    except RecursionError:
        return NoToml(Complaint.TOO_DEEP)
    except ValueError:
        return NoToml(Complaint.LONG_INTEGER)
    return None


def complaint_of(message: str) -> Complaint:
    """What a message of the parser means."""
    return next(complaint for start, complaint in MESSAGES if message.startswith(start))


def _decimal(written: str) -> Decimal:
    """A decimal number with all its digits; one of unheard-of size is infinite."""
    try:
        return Decimal(written)
    except InvalidOperation:
        return Decimal("-Infinity" if written.startswith("-") else "Infinity")


def _long_key(text: str) -> int | None:
    """Where a dotted key begins that is so long that a parser would run out of memory."""
    lines = (line for line in text.split("\n") if len(line) > 2 * MOST_PARTS)
    if not any(line.count(".") >= MOST_PARTS for line in lines):
        return None
    from timeline.text.scanner import long_key  # for lines of many dots alone

    return long_key(text)


def _depth(tables: dict[str, Any]) -> int:
    """How many tables and arrays of a document stand inside one another."""
    level: list[Any] = [tables]
    depth = 0
    while level:
        depth += 1
        inner: list[Any] = []
        for each in level:
            inner += each.values() if type(each) is dict else each
        level = [each for each in inner if type(each) is dict or type(each) is list]
    return depth


def _has_deep_brackets(text: str) -> bool:
    """Whether it is by brackets that a document is deep, not by dots or headers."""
    from timeline.text.scanner import brackets  # for faults alone

    return any(len(opened) > _DEEPEST for opened in brackets(text, 0, len(text)))
