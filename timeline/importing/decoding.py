"""A file's bytes to text: in the encoding that is named, or by its mark, or UTF-8."""

from __future__ import annotations

import codecs
import contextlib

from timeline.importing.hints import Choose, Hint, hint
from timeline.importing.rows import Unreadable

_MARKS = (  # UTF-32's little-endian mark begins with UTF-16's
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_NO_TEXT = (
    (b"PK\x03\x04", "a ZIP archive, such as an Excel workbook"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Excel workbook (.xls), or one with a password"),
    (b"%PDF-", "a PDF"),
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"SQLite format 3\x00", "a database (SQLite)"),
    (b"PAR1", "a Parquet file"),
)
_READ_AS = hint("save it as UTF-8, or say what it is: ", Choose("encoding", free=True))
_ENCODINGS = "write one such as utf-8, utf-16, cp1252 (Western Windows), mac_roman or shift_jis"


def text_of(data: bytes, encoding: str) -> str:
    """The text of a file, each line ended as on Unix.

    Raises Unreadable with the byte that is none of the text's, or if there is no such encoding.
    """
    text = _decoded(data, encoding).removeprefix("\ufeff")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in text:
        _refuse_nul(data, text, named=bool(encoding))
    return text


def where(text: str, offset: int) -> str:
    """Where a character stands, as its author counts: line and column from 1."""
    line = text.count("\n", 0, offset) + 1
    return f"line {line}, column {offset - text.rfind(chr(10), 0, offset)}"


def _decoded(data: bytes, encoding: str) -> str:
    """The text of a file in the encoding that is named, or by its mark, or UTF-8."""
    if encoding:
        return _decoded_as(data, _known(encoding), encoding)
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _decoded_as(data, name, name.upper())
    for mark, what in _NO_TEXT:
        if data.startswith(mark):
            raise Unreadable(f"this is no text but {what}", "save it as CSV")
    return _decoded_as(data, "utf-8", "UTF-8")


def _known(encoding: str) -> str:
    """The name of an encoding of text; raises Unreadable if there is none of that name."""
    problem = f'no encoding is called "{encoding}"'
    try:
        name = codecs.lookup(encoding).name
        _is_of_text(name)
    except (LookupError, ValueError):
        raise Unreadable(problem, _ENCODINGS) from None
    if "escape" in name or name in ("idna", "punycode", "undefined"):
        raise Unreadable(problem, _ENCODINGS)
    return name


def _is_of_text(name: str) -> None:
    """Raise LookupError for what changes bytes to bytes, such as hex."""
    with contextlib.suppress(UnicodeError):
        b" ".decode(name)


def _decoded_as(data: bytes, encoding: str, shown: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _no_character(data, error.start, encoding, shown) from None


def _no_character(data: bytes, at: int, encoding: str, shown: str) -> Unreadable:
    """What is said of a byte that an encoding has no character for."""
    place = where(text := data[:at].decode(encoding, "replace"), len(text))
    problem = f"byte 0x{data[at]:02X} at offset {at} ({place}) is not {shown}"
    if (name := _utf_16(data)) and encoding == "utf-8":
        return Unreadable(problem, _add("it looks like UTF-16", name))
    meant = data[at : at + 1].decode("cp1252", "replace")
    if encoding != "utf-8" or not meant.isprintable() or meant == "\ufffd":
        return Unreadable(problem, _READ_AS)
    return Unreadable(problem, _add(f'if it is Windows-1252 it is "{meant}"', "cp1252"))


def _add(why: str, encoding: str) -> Hint:
    return hint(f"{why}: add ", Choose("encoding", (encoding,)))


def _utf_16(data: bytes) -> str:
    """The encoding of which every other byte of a Western text is 0; empty if that is not so."""
    pairs = data[: len(data) // 2 * 2][:2000]
    if 2 * pairs[1::2].count(0) > len(pairs[1::2]):
        return "utf-16-le"
    return "utf-16-be" if 2 * pairs[0::2].count(0) > len(pairs[0::2]) else ""


def _refuse_nul(data: bytes, text: str, *, named: bool) -> None:
    """Say of a text with NUL characters what it may be instead."""
    at = data.find(b"\0")
    problem = f"byte 0x00 at offset {at} ({where(text, text.find(chr(0)))}) is in no text"
    if not named and (name := _utf_16(data)):
        raise Unreadable(problem, hint("if it is UTF-16, add ", Choose("encoding", (name,))))
    raise Unreadable(problem, "save it as text in UTF-8, or as CSV")
