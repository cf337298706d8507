"""A file's bytes to text, and what makes them no text that TOML can be read from."""

from __future__ import annotations

import re
from typing import NamedTuple

from timeline.text.edits import Change

BYTE_ORDER_MARKS = (  # UTF-32's little-endian mark begins with UTF-16's
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)
_MARK = "\ufeff".encode()  # UTF-8's byte order mark
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_HIGH_CONTROL = re.compile(r"[\x80-\x9f\ufffe\uffff]")


class Mistake(NamedTuple):
    """What is wrong with a text in plain words; `offset` is where it is shown.

    `meant` are the texts to write instead, to choose from, where they are known.
    `edits` make of the text what the remedy says, where that is the one thing that can be
    meant; `aside` are for who only wants to read on, where it is not.
    """

    code: str
    problem: str
    remedy: str
    offset: int
    meant: tuple[str, ...] = ()
    edits: tuple[Change, ...] = ()
    aside: tuple[Change, ...] = ()


def decode(data: bytes) -> tuple[str, Mistake | None]:
    """The text of a file, without a byte order mark, each line ended as on Unix.

    A mistake comes with as much of the text as can be read, to show its line.
    """
    for mark, name in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            problem = f"this file is {name}: it begins with the byte order mark {mark.hex(' ')}"
            return "", Mistake("encoding", problem, "save it as UTF-8", 0)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _not_utf8(data, error.start)
    return normal(text), None


def normal(text: str) -> str:
    """A text without a byte order mark, each line ended as on Unix; so TOML reads it."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n")


def unix(data: bytes) -> bytes:
    """A text's bytes in UTF-8 as `normal` has them: the same, however the file was checked out."""
    return normal(data.decode()).encode()


def line_end(data: bytes) -> str:
    """How most lines of a file end."""
    return "\r\n" if data.count(b"\r\n") * 2 > data.count(b"\n") else "\n"


def encoded_as(text: str, like: bytes) -> bytes:
    """A text as the bytes of a file, with the line ends and byte order mark of other bytes."""
    mark = _MARK if like.startswith(_MARK) else b""
    return mark + text.replace("\n", line_end(like)).encode()


def half_character(text: str) -> Mistake | None:
    """A half of a character (a surrogate), as text from elsewhere may have; UTF-8 has none."""
    if surrogate := _SURROGATE.search(text):
        problem = f"U+{ord(surrogate[0]):04X} is half of a character"
        return Mistake("encoding", problem, "save the file as UTF-8", surrogate.start())
    return None


def may_control(text: str) -> bool:
    """Whether a TOML text can hold a control character, raw or by an escape."""
    escaped = any(escape in text for escape in ("\\u", "\\U", "\\b", "\\f"))
    return escaped or not (text.isascii() or _HIGH_CONTROL.search(text) is None)


def _not_utf8(data: bytes, at: int) -> tuple[str, Mistake]:
    good = normal(data[:at].decode("utf-8"))
    text = good + data[at : at + 200].decode("utf-8", "replace").split("\n", 1)[0]
    problem = f"byte 0x{data[at]:02X} at offset {at} is not UTF-8"
    remedy = "save the file as UTF-8"
    meant = data[at : at + 1].decode("cp1252", "replace")
    if meant.isprintable() and meant != "\ufffd":
        remedy += f' (in Windows-1252 this byte is "{meant}")'
    return text, Mistake("encoding", problem, remedy, len(good))
