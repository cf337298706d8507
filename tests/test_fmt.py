"""`timeline fmt`: one form for every file, and nothing of it lost."""

from __future__ import annotations

import errno
import os
import re
import sys
import threading
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import tomli
from click.testing import CliRunner, Result
from hypothesis import example, given, settings
from hypothesis import strategies as st
from support.documents import WHOLE, documents, files

from timeline.commands import main, rewriting
from timeline.errors import InvalidTimeline
from timeline.model.order import chronological
from timeline.text.formatting import NotTheSame, canonical, check_same
from timeline.text.reader import parse, read_text
from timeline.text.scanner import comments
from timeline.text.values import quoted

ROOT = Path(__file__).parent.parent
FUZZ = int(os.environ.get("TIMELINE_FUZZ", "0"))
laws = settings(max_examples=FUZZ or 100, deadline=None)


def formatted(text: str) -> str:
    """A text in canonical form, which is the same when it is formatted again."""
    once = canonical(text.encode())

    assert once == canonical(once)
    return once.decode()


# The form. Under each name: a text, and the same in canonical form.
FORMS: dict[str, tuple[str, str]] = {
    "nothing": ("", ""),
    "blank lines alone": ("\n\n \n", ""),
    "comments alone": ("\n# a\n\n\n#b  \n\n", "# a\n\n#b\n"),
    "tables in order": (
        "[[events]]\n[[sources]]\n[[periods]]\n[[tags]]\n[[lanes]]\n[timeline]\n",
        "[timeline]\n\n[[lanes]]\n\n[[tags]]\n\n[[periods]]\n\n[[sources]]\n\n[[events]]\n",
    ),
    "format comes first": ("format = 1\n[timeline]\n", "format = 1\n\n[timeline]\n"),
    "unknown tables last, in their order": (
        "[[zebras]]\n[ants]\n[[zebras]]\n[[events]]\n",
        "[[events]]\n\n[[zebras]]\n\n[[zebras]]\n\n[ants]\n",
    ),
    "lanes keep their order": (
        '[[lanes]]\nid = "z"\n[[lanes]]\nid = "a"\n',
        '[[lanes]]\nid = "z"\n\n[[lanes]]\nid = "a"\n',
    ),
    "keys of every table in order": (
        "[timeline]\nheight = 1\nurl = 2\nupdated = 3\nlicence = 4\nauthor = 5\nlang = 6\n"
        "span = 7\ndescription = 8\ntitle = 9\n"
        "[[lanes]]\ndescription = 1\ntitle = 2\nid = 3\n"
        "[[tags]]\ntitle = 1\nid = 2\n"
        "[[periods]]\ndate = 1\ntitle = 2\nid = 3\n"
        "[[sources]]\nlicence = 1\naccessed = 2\narchived = 3\nurl = 4\ndate = 5\n"
        "publisher = 6\nauthor = 7\ntitle = 8\nid = 9\n",
        "[timeline]\ntitle = 9\ndescription = 8\nspan = 7\nlang = 6\nauthor = 5\nlicence = 4\n"
        "updated = 3\nurl = 2\nheight = 1\n\n"
        "[[lanes]]\nid = 3\ntitle = 2\ndescription = 1\n\n"
        "[[tags]]\nid = 2\ntitle = 1\n\n"
        "[[periods]]\nid = 3\ntitle = 2\ndate = 1\n\n"
        "[[sources]]\nid = 9\ntitle = 8\nauthor = 7\npublisher = 6\ndate = 5\nurl = 4\n"
        "archived = 3\naccessed = 2\nlicence = 1\n",
    ),
    "keys of an event in order": (
        "[[events]]\nextra = 1\nnote = 1\nsee = 1\nlinks = 1\nsources = 1\nfigures = 1\n"
        "importance = 1\ntags = 1\nlane = 1\ntext = 1\naccounts = 1\ndate_note = 1\n"
        "date_text = 1\nattested = 1\ndate = 1\nlabel = 1\nwas = 1\ntitle = 1\nid = 1\n",
        "[[events]]\nid = 1\ntitle = 1\nwas = 1\nlabel = 1\ndate = 1\nattested = 1\n"
        "date_text = 1\ndate_note = 1\naccounts = 1\ntext = 1\nlane = 1\ntags = 1\n"
        "importance = 1\nfigures = 1\nsources = 1\nlinks = 1\nsee = 1\nnote = 1\nextra = 1\n",
    ),
    "keys of the pieces of an event in order": (
        "[[events]]\n"
        'figures = [{sources=[{quote="q",locator="l",id="s"}],who="w",high=1,low=0,what="x"}]\n'
        'links = [{title = "t", url = "u"}]\n'
        'accounts = [{note = "n", sources = ["s"], date = "1950"}]\n',
        "[[events]]\n"
        'accounts = [{ date = "1950", sources = ["s"], note = "n" }]\n'
        "figures = [\n"
        '  { what = "x", low = 0, high = 1, who = "w",'
        ' sources = [{ id = "s", locator = "l", quote = "q" }] },\n'
        "]\n"
        'links = [{ url = "u", title = "t" }]\n',
    ),
    "unknown keys last, in their order": (
        '[[events]]\nzoo = 1\nart = 2\ntitle = "x"\n',
        '[[events]]\ntitle = "x"\nzoo = 1\nart = 2\n',
    ),
    "extra is left in its order": (
        "[[events]]\nextra = { z = 1, title = 2, id = { b = 1, a = 2 } }\n",
        "[[events]]\nextra = { z = 1, title = 2, id = { b = 1, a = 2 } }\n",
    ),
    "extra as a table is left in its order": (
        "[[events]]\n[events.extra]\nz.y = 1\ntitle = 2\nid = 3\n[events.extra.b]\n[events.extra.a]",
        "[[events]]\n\n[events.extra]\nz.y = 1\ntitle = 2\nid = 3\n\n[events.extra.b]\n\n"
        "[events.extra.a]\n",
    ),
    "dotted keys by their parts": (
        'timeline.lang = "en"\nextra.b.x = 1\nextra.a = 2\ntimeline.title = "x"\nformat = 1\n',
        'format = 1\ntimeline.title = "x"\ntimeline.lang = "en"\nextra.b.x = 1\nextra.a = 2\n',
    ),
    "tables in an event stay tables": (
        '[[events]]\n[[events.figures]]\nvalue=1\nwhat="a"\n[[events.accounts]]\ndate="1950"\n'
        '[[events.figures]]\nwhat="b"\n[[events.figures.sources]]\nid="s"\n',
        '[[events]]\n\n[[events.accounts]]\ndate = "1950"\n\n[[events.figures]]\nwhat = "a"\n'
        'value = 1\n\n[[events.figures]]\nwhat = "b"\n\n[[events.figures.sources]]\nid = "s"\n',
    ),
    "a table goes to the one it is in": (
        '[[events]]\ntitle = "x"\n[timeline]\ntitle = "T"\n[[events.figures]]\nwhat = "w"\n',
        '[timeline]\ntitle = "T"\n\n[[events]]\ntitle = "x"\n\n[[events.figures]]\nwhat = "w"\n',
    ),
    "a table above the one it is in": (
        "[timeline.x]\n[timeline]\n",
        "[timeline]\n\n[timeline.x]\n",
    ),
    "events in order of time": (
        '[[events]]\ntitle = "b"\ndate = 1950\n[[events]]\ntitle = "a"\nattested = "1940"\n',
        '[[events]]\ntitle = "a"\nattested = "1940"\n\n[[events]]\ntitle = "b"\ndate = 1950\n',
    ),
    "by start, then end, then as they stood": (
        "".join(
            f'[[events]]\nid = "{name}"\ndate = "{date}"\n'
            for name, date in [("b", "1950"), ("a", "1950"), ("z", "1950-01-01"), ("c", "/1949")]
        ),
        "\n".join(
            f'[[events]]\nid = "{name}"\ndate = "{date}"\n'
            for name, date in [("c", "/1949"), ("z", "1950-01-01"), ("b", "1950"), ("a", "1950")]
        ),
    ),
    "an event without a date that reads stays where it stands": (
        "".join(
            f'[[events]]\nid = "{name}"\n{date}\n'
            for name, date in [("x", ""), ("c", "date = 3"), ("y", 'date = "?"'), ("b", "date = 2")]
        ),
        "\n".join(
            f'[[events]]\nid = "{name}"{date}\n'
            for name, date in [
                ("x", ""),
                ("b", "\ndate = 2"),
                ("c", "\ndate = 3"),
                ("y", '\ndate = "?"'),
            ]
        ),
    ),
    "events in one array": (
        'events = [{date=1950, title="b"}, # B\n {date=1940, title="a"} # A\n]\n[timeline]\n',
        'events = [\n  { title = "a", date = 1940 },  # A\n  { title = "b", date = 1950 },  # B\n]'
        "\n\n[timeline]\n",
    ),
    "blanks and blank lines": (
        '\n\n  [ timeline ]\n\n\n\ttitle   =\t"x"  \n\n   lang="en"\n\n\n[[ "events" ]]',
        '[timeline]\ntitle = "x"\nlang = "en"\n\n[[events]]\n',
    ),
    "short arrays on one line": (
        '[[events]]\ntags = [\n  "a",\n\n  "b",\n]\nsee = [ ]\nwas=["a",]\nextra={}\n',
        '[[events]]\nwas = ["a"]\ntags = ["a", "b"]\nsee = []\nextra = {}\n',
    ),
    "88 columns fit": (
        f'[[events]]\ntags = ["{"x" * 77}"]\n',
        f'[[events]]\ntags = ["{"x" * 77}"]\n',
    ),
    "89 do not": (
        f'[[events]]\ntags = ["{"x" * 78}"]\n',
        f'[[events]]\ntags = [\n  "{"x" * 78}",\n]\n',
    ),
    "wide letters take two columns": (
        f'[[events]]\ntags = ["{"日" * 39}"]\n',
        f'[[events]]\ntags = [\n  "{"日" * 39}",\n]\n',
    ),
    "accents take none": (
        '[[events]]\ntags = ["' + "e\u0301" * 77 + '"]\n',
        '[[events]]\ntags = ["' + "e\u0301" * 77 + '"]\n',
    ),
    "a comment beside is not counted": (
        f'[[events]]\ntags = ["{"x" * 77}"] # c\n',
        f'[[events]]\ntags = ["{"x" * 77}"]  # c\n',
    ),
    "arrays in arrays": (
        f"x = [[1,2],[{'100000,' * 12}]]\n",
        "x = [\n  [1, 2],\n  [\n" + "    100000,\n" * 12 + "  ],\n]\n",
    ),
    "literal strings become basic": (
        "a = 'x'\nb = 'C:\\dir \"q\"'\nc = 'tab\there'\nd = ''\ne = '\u202e'\n",
        'a = "x"\nb = "C:\\\\dir \\"q\\""\nc = "tab\\there"\nd = ""\ne = "\\u202E"\n',
    ),
    "escapes stay": ('a = "caf\\u00e9 \\n"\n', 'a = "caf\\u00e9 \\n"\n'),
    "three quotation marks on one line": (
        'a = """x "y" \\""" \\\\"""\nb = \'\'\'it\'s "\'\'\'\nc = """\nx"""\n',
        'a = "x \\"y\\" \\"\\"\\" \\\\"\nb = "it\'s \\""\nc = "x"\n',
    ),
    "three quotation marks on several": (
        'a = """\n  one\n\n# no comment\n two\\\n   three"""\nb = \'\'\'x\n\\ """" \'\'\'\n',
        'a = """\n  one\n\n# no comment\n two\\\n   three"""\nb = """x\n\\\\ ""\\"" """\n',
    ),
    "a literal string that ends in quotation marks": (
        "b = '''\nx\"\"\"'''\n",
        'b = "x\\"\\"\\""\n',
    ),
    "a literal string on lines that ends in quotation marks": (
        "b = '''x\n\"\"\"\"'''\n",
        'b = """x\n""\\"\\""""\n',
    ),
    "a string on several lines in an array": (
        '[[events]]\nfigures = [{ what = """a\n  b""", value = 1 }]\n',
        '[[events]]\nfigures = [\n  { what = """a\n  b""", value = 1 },\n]\n',
    ),
    "keys are bare where they can be": (
        "\"a\" = 1\n'b' = 2\n'c d' = 3\n\"\\u0065\" . 'f.g'.h = 4\n\"é\\t\" = 5\n'' = 6\n",
        'a = 1\nb = 2\n"c d" = 3\ne."f.g".h = 4\n"é\\t" = 5\n"" = 6\n',
    ),
    "numbers and dates as written": (
        "a=0xDEAD_beef\nb=+1_000\nc=1E+06\nd=-0.0\ne=1979-05-27 07:32:00Z\nf=inf\ng=1.50\nh=0o17\n",
        "a = 0xDEAD_beef\nb = +1_000\nc = 1E+06\nd = -0.0\ne = 1979-05-27 07:32:00Z\nf = inf\n"
        "g = 1.50\nh = 0o17\n",
    ),
}


@pytest.mark.parametrize(("before", "after"), FORMS.values(), ids=FORMS.keys())
def test_form(before: str, after: str) -> None:
    """Each text has one form, which stays as it is."""
    assert after == formatted(before)
    assert after == formatted(after)


# Where comments go. Under each name: a text, and the same in canonical form.
COMMENTS: dict[str, tuple[str, str]] = {
    "above a table": (
        "[[events]]\n# b\n[timeline]\n",
        "# b\n[timeline]\n\n[[events]]\n",
    ),
    "above a key": (
        "[timeline]\nlang = 1\n# t\n# t2\ntitle = 2\n",
        "[timeline]\n# t\n# t2\ntitle = 2\nlang = 1\n",
    ),
    "beside a header and a key": (
        "[[events]]#e\n[timeline] \t # t\nlang = 1 #l\ntitle=2# t  \n",
        "[timeline]  # t\ntitle = 2  # t\nlang = 1  #l\n\n[[events]]  #e\n",
    ),
    "indented": ("[timeline]\n   # x\n  title = 1\n\t# y", "[timeline]\n# x\ntitle = 1\n# y\n"),
    "the head of the file": (
        "# head\n\n# more\n\n# e\n[[events]]\n[timeline]\n",
        "# head\n\n# more\n\n[timeline]\n\n# e\n[[events]]\n",
    ),
    "a directive is the head": (
        "#:schema x\n[[events]]\n[timeline]\n",
        "#:schema x\n[timeline]\n\n[[events]]\n",
    ),
    "the tail of the file": (
        "[[events]]\n\n# tail\n\n# more",
        "[[events]]\n\n# tail\n\n# more\n",
    ),
    "the tail stays when the last table goes": (
        "[[events]]\n[timeline]\n# t\n\n# tail\n",
        "[timeline]\n# t\n\n[[events]]\n\n# tail\n",
    ),
    "below a table, with a blank line after": (
        "[[events]]\ntitle = 1\nid = 2\n# below\n\n[timeline]\n",
        "[timeline]\n\n[[events]]\nid = 2\ntitle = 1\n# below\n",
    ),
    "below a key, with a blank line after": (
        "[timeline]\nlang = 1\n# l\n\ntitle = 2\n",
        "[timeline]\ntitle = 2\nlang = 1\n# l\n",
    ),
    "below a header, with a blank line after": (
        "[timeline]\n# t\n\nlang = 1\ntitle = 2\n",
        "[timeline]\n# t\ntitle = 2\nlang = 1\n",
    ),
    "between blank lines": (
        "[[events]]\n\n# [[events]]\n# title = 1\n\n[timeline]\n",
        "# [[events]]\n# title = 1\n\n[timeline]\n\n[[events]]\n",
    ),
    "an event commented out goes with the next": (
        '[[events]]\ndate = 3\n\n# [[events]]\n# date = 1\n\n[[events]]\ndate = 2\ntitle = "b"\n',
        '# [[events]]\n# date = 1\n\n[[events]]\ntitle = "b"\ndate = 2\n\n[[events]]\ndate = 3\n',
    ),
    "a heading and a note": (
        "[[events]]\ndate = 3\n# end of 3\n\n# The fifties\n\n# note\n[[events]]\ntitle = 1\ndate = 2\n",
        "# The fifties\n\n# note\n[[events]]\ntitle = 1\ndate = 2\n\n[[events]]\ndate = 3\n# end of 3\n",
    ),
    "with a table in an event": (
        "[[events]]\ndate = 2\n\n# f\n[[events.figures]]\n# w\nwhat = 1 # x\n[[events]]\ntitle=1\ndate = 1\n",
        "[[events]]\ntitle = 1\ndate = 1\n\n[[events]]\ndate = 2\n\n# f\n[[events.figures]]\n# w\nwhat = 1  # x\n",
    ),
    "in an array": (
        "[[events]]\ntags = [ # tags\n  # above a\n  'a' # a\n  , 'b', # b\n\n # above c\n'c' # c\n# last\n] # end\n",
        '[[events]]\ntags = [  # tags\n  # above a\n  "a",  # a\n  "b",  # b\n  # above c\n  "c",  # c\n'
        "  # last\n]  # end\n",
    ),
    "two beside one item": (
        "x = [1 # a\n, # b\n2]\n",
        "x = [\n  1,  # a\n  # b\n  2,\n]\n",
    ),
    "in an empty array": ("x = [ # a\n# b\n]\n", "x = [  # a\n  # b\n]\n"),
    "in an array in an inline table": (
        '[[events]]\nfigures = [{ value = 1, sources = [ # s\n"s" ], what = "w" }]\n',
        '[[events]]\nfigures = [\n  { what = "w", value = 1, sources = [  # s\n    "s",\n  ] },\n]\n',
    ),
    "like strings, and strings like comments": (
        'a = \'# no\' # "yes\nb = """\n# no\n""" # \'yes\n',
        'a = "# no"  # "yes\nb = """\n# no\n"""  # \'yes\n',
    ),
}


@pytest.mark.parametrize(("before", "after"), COMMENTS.values(), ids=COMMENTS.keys())
def test_comments(before: str, after: str) -> None:
    """A comment stays with what it stands above, beside or below."""
    assert after == formatted(before)
    assert after == formatted(after)


def test_line_ends_and_mark_stay() -> None:
    """A file of Windows stays one, as does one with a byte order mark; a mixed one takes sides."""
    text = '[[events]]\ntext = """a\nb"""\n# c\n[timeline]\n'
    after = formatted(text).encode()
    windows = after.replace(b"\n", b"\r\n")

    assert windows == canonical(text.replace("\n", "\r\n").encode())
    assert b"\xef\xbb\xbf" + windows == canonical(b"\xef\xbb\xbf" + windows)
    assert windows == canonical(text.replace("\n", "\r\n", 4).encode())
    assert after == canonical(text.replace("\n", "\r\n", 1).encode())


def test_the_sample() -> None:
    """The sample timeline is in canonical form."""
    data = (ROOT / "events.toml").read_bytes()

    assert data.decode() == canonical(data).decode()


def test_faults_of_the_timeline_do_not_matter() -> None:
    """A file that cannot be built can be formatted: what is no timeline is TOML all the same."""
    assert 'events = 5\n\n[timeline]\ntitle = ["x"]\nnope = 1\n' == formatted(
        "events = 5\n[timeline]\nnope = 1\ntitle = ['x']\n"
    )
    assert "[events]\nb = 1\n" == formatted("[events]\nb = 1\n")
    assert "[[events.x]]\n" == formatted("[[events.x]]\n")


REFUSED = {
    "no TOML": ("x = 1\ny = \n", "e.toml:2:5: "),
    "no text": (b"x = '\xff'\n", "e.toml:1:6: byte 0xFF at offset 5 is not UTF-8"),
    "a newer format": ("a = 1\nformat = 2\n", "e.toml:2:10: format 2: this version of timeline"),
    "ids that would change": (
        '[[events]]\ntitle = "Treaty"\ndate = 1950\n[[events]]\ntitle = "Treaty"\ndate = 1940\n',
        'e.toml:1:1: event "Treaty": this event has no id, and the one made from its title changes'
        ' with the order; write id = "treaty".\n'
        'e.toml:4:1: event "Treaty": this event has no id, and the one made from its title changes'
        ' with the order; write id = "treaty-2".',
    ),
}


@pytest.mark.parametrize(("text", "message"), REFUSED.values(), ids=REFUSED.keys())
def test_refused(text: str | bytes, message: str) -> None:
    """What cannot be put in form is told at its place."""
    with pytest.raises(InvalidTimeline) as caught:
        canonical(text if isinstance(text, bytes) else text.encode(), "e.toml")

    assert str(caught.value).startswith(message)


@pytest.mark.parametrize("depth", [90, 200, 300, 400, 450])
def test_nested_deeply(depth: int) -> None:
    """Brackets deeper than any file has them are formatted, or told; there is no traceback."""
    text = f"x = {'[' * depth}{']' * depth}\n"
    try:
        told = canonical(text.encode()).decode()
    except InvalidTimeline as error:
        told = str(error)

    assert "nested too deeply" in told or parse(text)[1] == parse(told)[1]


# What keeps a new text from taking the place of the old


def test_another_text_is_refused() -> None:
    """A text whose values or comments are others than those before is never written."""
    text = "# c\nx = 1.50\n[[events]]\na = 1\n[[events]]\na = 2\n"

    def check(new: str, order: list[int]) -> None:
        check_same(text, parse(text)[1], new, parse(new)[1], order)

    check(text, [0, 1])
    for new, order in [
        (text, [1, 0]),
        (text.replace("# c", "# d"), [0, 1]),
        (text.replace("# c\n", ""), [0, 1]),
        (text.replace("1.50", "1.5"), [0, 1]),
        (text.replace("a = 1", "a = true"), [0, 1]),
        (text.replace("a = 2", "b = 2"), [0, 1]),
        (text.replace("[[events]]\na = 2\n", ""), [0, 1]),
    ]:
        with pytest.raises(NotTheSame):
            check(new, order)


# Laws


def plain(value: Any) -> str:
    """A value with nothing left out: its types, its numbers as they read, its keys sorted."""
    if isinstance(value, dict):
        return f"{{{','.join(f'{key!r}:{plain(value[key])}' for key in sorted(value))}}}"
    if isinstance(value, list):
        return f"[{','.join(map(plain, value))}]"
    return f"{type(value).__name__} {value!r}"


def tables(text: str) -> dict[str, Any]:
    return tomli.loads(text, parse_float=str)


def scalars(text: str) -> Counter[str]:
    """Every number, date and boolean of a text as written."""
    values = re.findall(r"(?<=[=\[,\s])[+-]?(?:\d[\w:.+-]*|inf|nan)(?=[\s,\]}#]|$)", text)
    return Counter(values)


def holds(text: str) -> str:
    """Hold what comes to the laws of any file; gives its form."""
    after = formatted(text)
    before, now = tables(text), tables(after)
    if isinstance(before.get("events"), list):
        assert Counter(map(plain, before.pop("events"))) == Counter(map(plain, now.pop("events")))
    assert plain(before) == plain(now)
    assert comments(text) == comments(after)
    assert after == "" or after.endswith("\n")
    assert "\n\n\n" not in re.sub(r'"""(?:[^"\\]|\\.|"(?!""))*"""', "", after, flags=re.DOTALL)
    return after


@laws
@given(documents())
def test_law_in_any_document(text: str) -> None:
    """Whatever forms a file has, it says the same in canonical form, which is one form."""
    holds(text.replace("\r\n", "\n"))


NAMED = ["timeline", "lanes", "events", "events.figures", "events.extra", "events.extra.a", "x"]
LINES = [
    *(f"[[{name}]]" for name in NAMED),
    *(f"[{name}]" for name in NAMED),
    *WHOLE.splitlines(),
    *("# a", "# b", "#:c", "", "", "x = 1", "a.b = 1", 'extra.z = """\n# no\n"""', "t = ['x'] # d"),
    *("tags = [ # e\n'a', # f\n# g\n]", "events = [{date=2},\n# h\n{date=1}]"),
]


@laws
@given(st.lists(st.sampled_from(LINES), max_size=12))
def test_law_in_any_lines(lines: list[str]) -> None:
    """The same of any heap of lines that happens to be TOML."""
    text = "\n".join(lines)
    try:
        tables(text)
    except tomli.TOMLDecodeError:
        return
    try:
        holds(text)
    except InvalidTimeline as error:
        if {"no-id"} != {fault.code for fault in error.faults}:
            raise


@laws
@given(st.text())
@example('"')
@example('a\n"""')
@example('a\n""""')
@example("\\\n\\")
@example("\n")
@example("\u202e\r\n\x7f")
def test_any_text_can_be_quoted(text: str) -> None:
    """A basic string holds any text, to the letter."""
    written = quoted(text.encode("utf-8", "replace").decode())

    assert text.encode("utf-8", "replace").decode() == tomli.loads(f"x = {written}")["x"]


@laws
@given(files())
def test_law_of_comments(text: str) -> None:
    """A comment goes where what it belongs to goes, and the events into order of time."""
    after = holds(text)
    blocks = [block.split("\n") for block in after.rstrip("\n").split("\n\n")]

    assert ["# head"] == blocks[0]
    assert ["# tail"] == blocks[-1]
    for number, lines in enumerate(blocks):
        name = next((tables(line)["x"] for line in _titles(lines)), "")
        for at, line in enumerate(lines):
            for mark, owner, key in re.findall(r"# ([ABDL]) (\w+) ?([\w\[\].]*)", line):
                if mark == "D":
                    assert owner == _next_name(blocks[number + 1 :])
                    continue
                assert owner == name
                if mark == "A":
                    below = next(each for each in lines[at:] if not each.startswith("#"))
                    assert below.startswith(key)
                elif mark == "B":
                    assert line.startswith(key)
                else:
                    assert not [each for each in lines[at:] if not each.startswith("#")]
    timeline = read_text(text.replace('id = "e', 'lane = "l0"\nid = "e'))[0]
    events = [event["id"] for event in tables(after)["events"]]
    assert [event.id for event in chronological(timeline.events)] == events


def _titles(lines: list[str]) -> list[str]:
    """The line of a table that names it, as a pair of its own."""
    found = [re.sub(r"^(?:title|what) =", "x =", line) for line in lines]
    return [line for line in found if line.startswith("x =")]


def _next_name(blocks: list[list[str]]) -> str:
    return next(tables(line)["x"] for lines in blocks for line in _titles(lines))


# The command

WILD = '[[events]]\ntitle="E" # e\n[timeline]\ntitle="T"\n'
TAME = '[timeline]\ntitle = "T"\n\n[[events]]\ntitle = "E"  # e\n'
Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs `timeline fmt` in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def invoke(*arguments: str, stdin: bytes = b"") -> Result:
        return CliRunner().invoke(main, ["fmt", *arguments], input=stdin)

    return invoke


def test_fmt_of_several_files(run: Run, tmp_path: Path) -> None:
    """Each file is tidied once, whatever the others are, and the exit code is the highest."""
    for name in ("a.toml", "b.toml"):
        (tmp_path / name).write_text('[timeline]\ntitle  = "T"\n', "utf-8")
    result = run("none.toml", "a.toml", "b.toml", "a.toml")

    assert (2, "a.toml: tidied\nb.toml: tidied\n") == (result.exit_code, result.stdout)
    assert result.stderr.startswith("none.toml: there is no such file")
    assert (0, "") == (run("a.toml", "b.toml").exit_code, run("a.toml").stderr)


def test_fmt_writes_in_place(run: Run) -> None:
    """`fmt` writes a file in canonical form and says so, or that it was so already."""
    file = Path("events.toml")
    file.write_text(WILD, "utf-8")
    file.chmod(0o640)
    result = run()

    assert (0, "events.toml: tidied\n") == (result.exit_code, result.stdout)
    assert TAME == file.read_text("utf-8")
    assert 0o640 == file.stat().st_mode & 0o777

    before = file.stat().st_mtime_ns
    result = run()

    assert (0, "events.toml: tidy already\n") == (result.exit_code, result.stdout)
    assert before == file.stat().st_mtime_ns
    assert ["events.toml"] == os.listdir()  # noqa: PTH208


def test_fmt_follows_a_link(run: Run) -> None:
    """A symbolic link stays one; what it leads to is written."""
    Path("real.toml").write_text(WILD, "utf-8")
    Path("events.toml").symlink_to("real.toml")

    assert 0 == run().exit_code
    assert Path("events.toml").is_symlink()
    assert TAME == Path("real.toml").read_text("utf-8")


def test_fmt_check(run: Run) -> None:
    """--check writes nothing and exits with 1 if a file is not canonical."""
    Path("a b.toml").write_text(WILD, "utf-8")
    Path("good.toml").write_text(TAME, "utf-8")
    result = run("--check", "a b.toml", "good.toml")

    assert 1 == result.exit_code
    told = "a b.toml: not canonical; write it with: timeline fmt 'a b.toml'\ngood.toml: canonical\n"
    assert told == result.stdout
    assert WILD == Path("a b.toml").read_text("utf-8")
    assert 0 == run("--check", "good.toml").exit_code


def test_fmt_diff(run: Run) -> None:
    """--diff writes nothing and prints a diff that `patch` can use; with --check it exits with 1."""
    Path("events.toml").write_text(WILD, "utf-8")
    result = run("--diff")

    assert (0, "") == (result.exit_code, result.stderr)
    assert result.stdout.startswith(
        "--- events.toml\n+++ events.toml (canonical)\n@@ -1,5 +1,6 @@\n"
    )
    assert '\n-title="E" # e\n' in result.stdout
    assert WILD == Path("events.toml").read_text("utf-8")
    assert 1 == run("--diff", "--check").exit_code

    Path("events.toml").write_text(TAME, "utf-8")
    assert (0, "") == (run("--diff").exit_code, run("--diff").stdout)

    Path("events.toml").write_bytes(TAME.replace("\n", "\r\n", 2).encode())
    assert "events.toml: only its line ends differ\n" == run("--diff").stdout


def test_fmt_from_stdin_to_stdout(run: Run) -> None:
    """`fmt -` gives the text, byte for byte, and writes no file."""
    windows = WILD.replace("\n", "\r\n").encode()
    result = run("-", stdin=windows)

    assert (0, TAME.replace("\n", "\r\n").encode()) == (result.exit_code, result.stdout_bytes)
    assert (1, "<stdin>: not canonical\n") == (
        run("-", "--check", stdin=windows).exit_code,
        run("-", "--check", stdin=windows).stdout,
    )
    faulty = run("-", stdin=b"x = \n")
    assert (1, b"") == (faulty.exit_code, faulty.stdout_bytes)
    assert faulty.stderr.startswith("<stdin>:1:5: error: ")
    assert [] == os.listdir()  # noqa: PTH208


def test_fmt_of_what_is_no_toml(run: Run) -> None:
    """A syntax error is told at its place, nothing is written; other files are formatted."""
    bad = WILD + "[[lanes]\n"
    Path("bad.toml").write_text(bad, "utf-8")
    Path("good.toml").write_text(WILD, "utf-8")
    result = run("bad.toml", "good.toml")

    assert 1 == result.exit_code
    assert result.stderr.startswith("bad.toml:5:8: error: ")
    assert bad == Path("bad.toml").read_text("utf-8")
    assert TAME == Path("good.toml").read_text("utf-8")


@pytest.mark.parametrize("name", ["absent.toml", "."])
def test_fmt_of_no_file(run: Run, name: str) -> None:
    """What is no file is misuse."""
    assert 2 == run(name).exit_code
    assert 2 == run("--check", name).exit_code


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_fmt_of_a_pipe(run: Run) -> None:
    """What cannot be changed in its place is not waited for."""
    os.mkfifo("pipe.toml")
    result = run("pipe.toml")

    assert 2 == result.exit_code
    assert "this is no file that can be changed in its place" in result.stderr


def test_fmt_that_would_lose_something(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """If the new text said anything else, it would not be written."""
    Path("events.toml").write_text(WILD, "utf-8")
    monkeypatch.setattr("timeline.text.formatting._written", lambda *_: TAME.replace("# e", "# f"))
    result = run()

    assert (1, WILD) == (result.exit_code, Path("events.toml").read_text("utf-8"))
    assert "the comments would not be the same" in result.stderr


# One writer at a time


def test_rewrite_begins_again_if_the_file_changes(tmp_path: Path) -> None:
    """What an editor saves meanwhile is not lost: the change is made to that."""
    file = tmp_path / "x"
    file.write_bytes(b"a")
    seen: list[bytes] = []

    def change(data: bytes) -> bytes:
        seen.append(data)
        if len(seen) == 1:
            file.write_bytes(b"b")
        return data + b"!"

    assert rewriting.rewrite(file, change)
    assert ([b"a", b"b"], b"b!") == (seen, file.read_bytes())


def test_rewrite_gives_up_on_a_file_that_never_rests(tmp_path: Path) -> None:
    """A file that changes each time is left alone, and said to be busy."""
    file = tmp_path / "x"
    file.write_bytes(b"")

    def change(data: bytes) -> bytes:
        file.write_bytes(data + b".")
        return data + b"!"

    with pytest.raises(rewriting.Busy, match="another program is writing this file; try again"):
        rewriting.rewrite(file, change)
    assert b"!" not in file.read_bytes()


def test_a_lock_is_waited_for(tmp_path: Path) -> None:
    """While one holds the lock another waits, and then sees what the first wrote."""
    file = tmp_path / "x"
    file.write_bytes(b"")
    there = threading.Event()

    def change(data: bytes) -> bytes:
        there.set()
        threading.Event().wait(0.1)
        return data + b"1"

    first = threading.Thread(target=rewriting.rewrite, args=(file, change))
    first.start()
    there.wait()
    with pytest.raises(rewriting.Busy), rewriting.locked(file, patience=0):
        pass
    rewriting.rewrite(file, lambda data: data + b"2")
    first.join()

    assert b"12" == file.read_bytes()


def test_a_lock_leaves_nothing_behind(tmp_path: Path) -> None:
    """What is locked beside the file is gone afterwards; what a crash left there is no lock."""
    file = tmp_path / "x"
    file.write_bytes(b"")
    beside = tmp_path / ".x.lock"
    with rewriting.locked(file):
        assert beside.exists()
    assert [file] == list(tmp_path.iterdir())

    beside.touch()
    assert rewriting.rewrite(file, lambda data: data + b"1")
    assert [file] == list(tmp_path.iterdir())


@pytest.mark.skipif(sys.platform == "win32", reason="locks another way")
def test_without_locks_there_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a drive that has no locks a file is changed all the same, and nothing left beside it."""

    def refused(*_: object) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr("fcntl.flock", refused)
    file = tmp_path / "x"
    file.write_bytes(b"")

    assert rewriting.rewrite(file, lambda data: data + b"1")
    assert ([file], b"1") == (list(tmp_path.iterdir()), file.read_bytes())
