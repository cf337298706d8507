"""Where things stand: every form that TOML has for a key or value, and a law over all of them."""

from __future__ import annotations

import os
from typing import Any

import pytest
import tomli
from hypothesis import given, settings
from hypothesis import strategies as st
from support.documents import documents

from timeline.errors import InvalidTimeline
from timeline.text.decoding import normal
from timeline.text.positions import Lines, Places
from timeline.text.reader import read_text
from timeline.text.scanner import Spot, locate, scan, statement_at
from timeline.text.tables import Path

FUZZ = int(os.environ.get("TIMELINE_FUZZ", "0"))
MARK = "▶"


def marked(text: str) -> tuple[str, tuple[int, int]]:
    """A text without its mark, and the line and column where the mark stood."""
    before, after = text.split(MARK)
    line = before.count("\n") + 1
    return before + after, (line, len(before) - before.rfind("\n"))


# The mark stands where the value at the path is told.
VALUES: dict[str, tuple[str, Path]] = {
    "pair": ("x = ▶5", ("x",)),
    "pair without blanks": ("x=▶5", ("x",)),
    "pair behind blanks": (" \t x \t = \t ▶5 # five", ("x",)),
    "pair behind comments": ("# x = 1\n\n  # x = 2\nx = ▶5", ("x",)),
    "quoted key": ('"a b" = ▶5', ("a b",)),
    "key in single quotes": ("'a \"b' = ▶5", ('a "b',)),
    "key with escapes": (r'"\u00e9\"\U0001F600\t" = ▶5', ('é"😀\t',)),
    "key of signs": ('"a = [b]#" = ▶5', ("a = [b]#",)),
    "empty key": ('"" = ▶5', ("",)),
    "key like a number": ("1 = 0\n3.14 = ▶5", ("3", "14")),
    "key like a date": ("1970-01-01 = ▶5", ("1970-01-01",)),
    "key like a value": ("true = 1\ninf = ▶5", ("inf",)),
    "dotted key": ("a.b.c = ▶5", ("a", "b", "c")),
    "dotted key with blanks": ("a . 'b' .\t\"c\" = ▶5", ("a", "b", "c")),
    "table of a dotted key": ("a.▶b.c = 5", ("a", "b")),
    "table of two dotted keys": ("▶a.b = 5\na.c = 6", ("a",)),
    "header": ("x = 1\n▶[a]\n", ("a",)),
    "header with blanks": ("  ▶[ a . b ] # c\n", ("a", "b")),
    "header of one and its parent": ("▶[a.b]\nc = 1", ("a",)),
    "header below its child": ("[a.b]\n▶[a]\nc = 1", ("a",)),
    "key under a header": ("[a]\n[b]\nx = ▶5", ("b", "x")),
    "dotted key under a header": ("[a]\nb.c = ▶5", ("a", "b", "c")),
    "array of tables": ("▶[[a]]\nx = 1\n[[a]]\nx = 2", ("a",)),
    "second table of an array": ("[[a]]\nx = 1\n▶[[a]]\nx = 2", ("a", 1)),
    "key of the second table": ("[[a]]\nx = 1\n[[a]]\nx = ▶2", ("a", 1, "x")),
    "table under the second table": ("[[a]]\n[[a]]\n▶[a.b]\nx = 2", ("a", 1, "b")),
    "array under the second table": ("[[a]]\n[[a.b]]\n[[a]]\n▶[[a.b]]\n", ("a", 1, "b", 0)),
    "array under each table": ("[[a]]\n[[a.b]]\n[[a.b]]\nx = ▶1\n[[a]]", ("a", 0, "b", 1, "x")),
    "table under an array under a table": (
        "[[a]]\n[[a.b]]\n[a.b.c]\nx = ▶1",
        ("a", 0, "b", 0, "c", "x"),
    ),
    "array of tables under a table": ("[t]\n[[t.a]]\nx = ▶1", ("t", "a", 0, "x")),
    "array": ("x = ▶[1, 2]", ("x",)),
    "item of an array": ("x = [1, ▶2]", ("x", 1)),
    "item after a comma alone": ("x = [1,▶2,]", ("x", 1)),
    "item on a line of its own": ("x = [\n  1,\n  ▶2,\n]", ("x", 1)),
    "item behind comments": ("x = [ # ], [\n  1, # 'one'\n\n  # \"\n  ▶2\n]", ("x", 1)),
    "item of an array in an array": ("x = [[1], [2, [▶3]]]", ("x", 1, 1, 0)),
    "item behind empty ones": ("x = [[], {}, ▶1]", ("x", 2)),
    "key behind an array": ("x = [\n1,\n]\ny = ▶2", ("y",)),
    "inline table": ("x = ▶{ a = 1 }", ("x",)),
    "key of an inline table": ("x = { a = 1, b = ▶2 }", ("x", "b")),
    "key of an inline table without blanks": ("x={a=1,b=▶2}", ("x", "b")),
    "dotted key of an inline table": ("x = { a.b = 1, a.c = ▶2 }", ("x", "a", "c")),
    "inline table in an inline table": ("x = { a = { b = ▶1 } }", ("x", "a", "b")),
    "array in an inline table": ("x = { a = [\n  1,\n  ▶2\n] }", ("x", "a", 1)),
    "inline table in an array": ("x = [\n  { a = 1 },\n  { a = ▶2 }, # b\n]", ("x", 1, "a")),
    "brackets in a text": ("x = [\"]\", ']', ▶1]", ("x", 2)),
    "braces in a text": ('x = { a = "}", b = ▶1 }', ("x", "b")),
    "quote in a text": (r'x = ["\"", "\\", ▶1]', ("x", 2)),
    "backslash in single quotes": (r"x = ['\', ▶1]", ("x", 1)),
    "hash in a text": ("x = ['#', ▶1] # '", ("x", 1)),
    "text of several lines": ('x = ▶"""\na\n"""', ("x",)),
    "key behind a text of several lines": ('x = """\na = 1\n[b]\n"""\ny = ▶1', ("y",)),
    "key behind quotes in quotes": ('x = """a""b"""""\ny = ▶1', ("y",)),
    "key behind an escaped quote": ('x = """a\\""""\ny = ▶1', ("y",)),
    "key behind apostrophes": ("x = '''a''b'''''\ny = ▶1", ("y",)),
    "key behind a backslash in '''": ("x = '''\\'''\ny = ▶1", ("y",)),
    "key behind a broken line": ('x = """a \\  \n\n   b"""\ny = ▶1', ("y",)),
    "key behind an empty text": ("x = \"\"\ny = ''\nz = ▶1", ("z",)),
    "key behind an empty text of lines": ('x = """"""\ny = ▶1', ("y",)),
    "date-time with a blank": ("x = [1979-05-27 07:32:00.5Z, ▶1]", ("x", 1)),
    "date": ("x = { a = 1979-05-27, b = ▶07:32:00 }", ("x", "b")),
    "numbers": ("x = [0xdead_beef, 1e+5, -inf, +1.5, ▶0b1]", ("x", 4)),
    "a byte order mark": ("\ufeffx = 1\ny = ▶2", ("y",)),
    "CRLF": ('x = """\r\na\r\n"""\r\n# c\r\n[t]\r\n  y = ▶2\r\n', ("t", "y")),
    "CRLF in an array": ("x = [\r\n  1,\r\n  ▶2\r\n]\r\n", ("x", 1)),
    "characters beyond the BMP": ('x = ["😀𝒳", "日本", ▶1]', ("x", 2)),
    "accents of their own": ('x = ["e\u0301", ▶1]', ("x", 1)),
    "line separators that TOML has not": ('x = ["\u2028\u0085", ▶1]', ("x", 1)),
    "a missing key of a table": ("[a]\n▶[[b]]\nx = 1", ("b", 0, "y")),
    "a missing key of an inline table": ("x = [{}, ▶{ a = 1 }]", ("x", 1, "b")),
    "a missing key of a dotted table": ("x = 1\n▶a.b = 1", ("a", "c")),
    "a missing table": ("▶x = 1", ("a", "b")),
    "a key that a text stands for": ("x = [▶'a']", ("x", 0, "id")),
}


@pytest.mark.parametrize(("text", "path"), VALUES.values(), ids=VALUES.keys())
def test_place_of_a_value(text: str, path: Path) -> None:
    """The place of a value is its first character, of a missing one the table's."""
    text, expected = marked(text.removeprefix("\ufeff"))
    text = normal(text)
    tomli.loads(text)
    place = Places(text).of(path)

    assert expected == (place.line, place.column)


KEYS: dict[str, tuple[str, Path]] = {
    "pair": ("\n  ▶x = 5", ("x",)),
    "quoted key": ('  ▶"a b" = 5', ("a b",)),
    "dotted key": ("a . ▶b = 5", ("a", "b")),
    "first part of a dotted key": ("x = 1\n▶a.b = 5", ("a",)),
    "header": ("[▶a]", ("a",)),
    "last part of a header": ("[a]\n[a. ▶b]", ("a", "b")),
    "first part of a header": ("[ ▶a.b]", ("a",)),
    "array of tables": ("[[▶a]]\n[[a]]", ("a",)),
    "inline table": ("x = { a = 1, ▶b = 2 }", ("x", "b")),
    "inline table in an array": ("x = [\n{ a = 1 },\n{ ▶a = 2 }]", ("x", 1, "a")),
    "item of an array": ("x = [1, ▶2]", ("x", 1)),
}


@pytest.mark.parametrize(("text", "path"), KEYS.values(), ids=KEYS.keys())
def test_place_of_a_key(text: str, path: Path) -> None:
    """The place of a key is its first character, a quote if it has one."""
    text, expected = marked(text)
    tomli.loads(text)
    place = Places(text).of(path, at_key=True)

    assert expected == (place.line, place.column)


@pytest.mark.parametrize(
    "text",
    [
        'x = "1959-▶13"',
        "x = '1959-▶13'",
        'x = ["a", "1959-▶13"]',
        'x = "😀日本éé▶13"',
        'x = "1959\\u002d▶13"',
        'x = "\\u00319\\U000000359-▶13"',
        'x = "\\t\\\\\\"9-▶13"',
        'x = """1959-▶13"""',
        'x = """\n1959-▶13"""',
        'x = """\n19\n5-▶13"""',
        'x = """19\\\n   59-▶13"""',
        'x = """19\\  \n\n 59-▶13"""',
        "x = '''1959-▶13'''",
        "x = '''\n19\n\\u▶13'''",
        "x = ▶1959",
    ],
)
def test_place_inside_a_text(text: str) -> None:
    """A character of a text has a place of its own, behind escapes and on later lines too."""
    text, expected = marked(text)
    path: Path = ("x", 1) if "[" in text else ("x",)
    place = Places(text).of(path, offset=5)

    assert expected == (place.line, place.column)


def test_place_past_the_end_of_a_text() -> None:
    """What is missing at the end of a text is told at its closing quote."""
    text, (_, column) = marked('x = "1945-▶"')

    assert column == Places(text).of(("x",), offset=5).column
    assert column == Places(text).of(("x",), offset=99).column


def test_source_lines() -> None:
    """A line is shown without its end; a lone carriage return is no end."""
    lines = Lines("one\ntw\ro\n\nfour")

    assert ["one", "tw\ro", "", "four"] == [lines.line(number) for number in (1, 2, 3, 4)]


def test_faults_in_every_form_of_table() -> None:
    """The reader tells places through headers, sub-tables, inline tables, dots and CRLF alike."""
    text = (
        '\ufefftimeline = { title = "T", lan = "en" }\r\n'
        '[[events]]\r\n"id" = "a"\r\ntitle = """\r\nOne"""\r\ndate = "1959-13"\r\n'
        '[[events.sources]]\r\nid = "s"\r\nloc = "x"\r\n'
        '[[events]]\r\nid = "b"\r\ntitle = "😀" \r\ndate = 1945\r\nextra.note = 1\r\n'
        "figures = [\r\n  { what = '😀', value = 1 }, # one\r\n  { what = '😀', value = true },\r\n]\r\n"
        '[[sources]]\r\nid = "s"\r\ntitle = "S"\r\n'
    )
    with pytest.raises(InvalidTimeline) as caught:
        read_text(text)

    assert [(1, 27), (6, 14), (9, 1), (17, 25)] == [
        (fault.place.line, fault.place.column)
        for fault in caught.value.faults.errors
        if fault.place
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a = 1\nb = 2 ▶c", "b = 2 c"),
        ("a = [\n1,\n▶!", "a = [\n1,\n!"),
        ("[a]\n[[b]] ▶c", "[[b]] c"),
        ('a = """\nb = 1\n""" ▶c', 'a = """\nb = 1\n""" c'),
        ("# a\n▶!", "# a\n!"),
    ],
)
def test_statement_around_a_place(text: str, expected: str) -> None:
    """The statement that a syntax error is in, or right after, begins where it begins."""
    before, after = text.split(MARK)

    assert expected == (before + after)[statement_at(scan(before + after), len(before)) :]


# The law: for all that tomli reads, each path has a spot, whose text is its value.


def paths(value: Any, path: Path = ()) -> dict[Path, Any]:
    """Every path in a document, with its value."""
    found = {path: value} if path else {}
    items: Any = ()
    if isinstance(value, dict):
        items = value.items()
    elif isinstance(value, list):
        items = enumerate(value)
    for key, item in items:
        found |= paths(item, (*path, key))
    return found


def holds(text: str) -> None:
    """The law, for one text."""
    document = paths(tomli.loads(text))
    text = text.replace("\r\n", "\n")
    spots = dict(locate(text))

    assert document.keys() == spots.keys()
    for path, value in document.items():
        written = text[spots[path].start : spots[path].end]
        if is_header(text, spots[path]) or (
            isinstance(value, dict) and not written.startswith("{")
        ):
            continue
        assert repr(value) == repr(tomli.loads(f"x = {written}")["x"]), (path, written)


def is_header(text: str, spot: Spot) -> bool:
    """Whether a spot is a table's header: then its key stands inside it."""
    return spot.start < spot.key < spot.end


@pytest.mark.parametrize("text", [text for text, _ in VALUES.values()], ids=VALUES.keys())
def test_law_in_every_form(text: str) -> None:
    """The law holds for the table above."""
    holds(text.replace(MARK, "").removeprefix("\ufeff"))


@settings(max_examples=FUZZ or 150, deadline=None)
@given(documents())
def test_law_in_any_document(text: str) -> None:
    """The law holds whatever forms are mixed."""
    holds(text)


@settings(max_examples=FUZZ or 150, deadline=None)
@given(st.lists(st.sampled_from(list("ab.=[]{}\"'\\#,1 \n")), max_size=24).map("".join))
def test_scanner_ends_on_any_text(text: str) -> None:
    """On text that is no TOML the scanner stops, wherever it gets to."""
    spots = dict(locate(text))

    assert all(0 <= spot.start <= spot.end <= len(text) for spot in spots.values())
    try:
        tomli.loads(text)
    except tomli.TOMLDecodeError:
        return
    holds(text)
