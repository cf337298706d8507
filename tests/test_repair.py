"""`timeline fmt --repair`: what has one meaning is mended and shown, all else stays as it is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st
from support.bad_input import EVENT, HEADER, IN_EVENT, IN_HEADER, IN_TOML, faults_of

from timeline.commands import main
from timeline.edtf import EdtfError, parse
from timeline.errors import InvalidTimeline
from timeline.text.repairing import repair

GOOD = '[timeline]\ntitle = "T"\n\n[[sources]]\nid = "s"\ntitle = "S"\n\n[[events]]\nid = "e"\ntitle = "E"\nsources = ["s"]\n'


def mended(lines: str) -> str:
    """The last lines of an event, which begin at line 12, after they are mended."""
    return repair(f"{GOOD}{lines}\n".encode()).data.decode().removeprefix(GOOD).removesuffix("\n")


# What is written, and what becomes of it.
MENDED = {
    "curly quotes": ("text = “It was ‘so’”", 'text = "It was ‘so’"'),
    "curly quotes inside a text": ("text = “The “big” house”", 'text = "The “big” house"'),
    "German quotes": ("text = „Haus“", 'text = "Haus"'),
    "French quotes": ("text = «\u00a0la maison\u00a0»", 'text = "la maison"'),
    "Japanese quotes": ("text = 「家」", 'text = "家"'),
    "full-width quotes and sign": ("text ＝ ＂家＂", 'text = "家"'),
    "single curly quotes": ("text = ‘It’s so’", "text = 'It’s so'"),
    "single curly quotes round an apostrophe": ("text = ‘It's so’", 'text = "It\'s so"'),
    "three curly quotes": ("text = “““\nOne\ntwo\n”””", 'text = """\nOne\ntwo\n"""'),
    "words that begin with a quotation": ("text = “No warning,” says minister", 'text = "“No warning,” says minister"'),
    "words that begin with a single quotation": ("text = ‘No warning’ for the valleys’ people", 'text = "‘No warning’ for the valleys’ people"'),
    "a quotation with an apostrophe": ("text = ‘It’s so’ – he said", 'text = "‘It’s so’ – he said"'),
    "a quotation and a dash": ("text = “Rescue works” — day and night # so", 'text = "“Rescue works” — day and night" # so'),
    "a German quotation": ("text = „Haus“ und mehr", 'text = "„Haus“ und mehr"'),
    "a Danish quotation": ("text = »Ja«, sagte er", 'text = "»Ja«, sagte er"'),
    "a Swedish quotation": ("text = ”Ja, ”nej” och” ja", 'text = "”Ja, ”nej” och” ja"'),
    "a French quotation": ("text = « la maison » suivi", 'text = "« la maison » suivi"'),
    "a Japanese quotation": ("text = 「家」と", 'text = "「家」と"'),
    "two quotations": ("text = “A” and “B”", 'text = "“A” and “B”"'),
    "two quotations with a comma": ("text = “A,” “B”", 'text = "“A,” “B”"'),
    "a quotation with a straight quote": ('text = “5" pipe” laid', 'text = "“5\\" pipe” laid"'),
    "a quotation with a number": ("text = “The #1 song” is best", 'text = "“The #1 song” is best"'),
    "a quotation in a list": ("tags = [“a” b, “c “d”, e”]", 'tags = ["“a” b", "c “d”, e"]'),
    "a quotation in a table": ("extra = { a = “No,” he said, b = “so” }", 'extra = { a = "“No,” he said", b = "so" }'),
    "a quotation in a table, and commas": ("extra = { a = “No,” he said, “none” }", None),
    "a quotation on several lines": ("text = “No,” he said.\n\n“Yes,” said she.", 'text = """“No,” he said.\n\n“Yes,” said she."""'),
    "a quotation that ends twice": ("text = “No warning,” says minister”", None),
    "a quotation behind a straight quote": ('text = "No warning,” says minister', None),
    "a quotation that ends an open text": ('text = "So “big”\ndate = 1945', 'text = "So “big”"\ndate = 1945'),
    "a quotation on each of several lines": ("text = “One.\n\n“Two.”", None),
    "an apostrophe that begins a text": ("text = ‘90s revival", None),
    "an apostrophe that may end a quotation": ("text = ‘the boys’ school’", None),
    "one word and a stop": ("text = “So”.", None),
    "curly quotes and a comma": ("text = “So”,", 'text = "So"'),
    "curly quotes without a comma": ("tags = [“a” “b”]", 'tags = ["a", "b"]'),
    "the same curly quote twice": ("tags = [“a“, „b„]", 'tags = ["a", "b"]'),
    "a straight quote in curly ones": ('text = “a 5" pipe”', 'text = "a 5\\" pipe"'),
    "a straight quote at one end": ('text = "So”', 'text = "So"'),
    "curly quotes in a list": ("tags = [“a”, “b, c”]", 'tags = ["a", "b, c"]'),
    "a list of curly quotes without brackets": ("tags = “a”, “b”", 'tags = ["a", "b"]'),
    "words before a comment": ("text = It was so # said", 'text = "It was so" # said'),
    "words with what may be a comment": ("text = The #1 song", None),
    "words without quotes, alone": ("text = It was so", 'text = "It was so"'),
    "a list of words": ("tags = a, b c", 'tags = ["a", "b c"]'),
    "a list of words in brackets": ("tags = [a, b c]", 'tags = ["a", "b c"]'),
    "no closing quote": ('text = "So\ndate = "1945"', 'text = "So"\ndate = "1945"'),
    "a text of several lines": ('text = "One\n\ntwo."', 'text = """One\n\ntwo."""'),
    "a text that is never closed": ('text = """\nOne\n\n[[events]]', 'text = """\nOne"""\n\n[[events]]'),
    "quotes inside quotes": ('text = "The "big" house"', 'text = "The \\"big\\" house"'),
    "an apostrophe in single quotes": ("text = 'O'Hara'", 'text = "O\'Hara"'),
    "no comma in a list": ('tags = ["a" "b"]', 'tags = ["a", "b"]'),
    "no comma in a list of lines": ('tags = [\n  "a"  # one\n  "b"\n]', 'tags = [\n  "a",  # one\n  "b"\n]'),
    "no comma in a table": ("extra = { a = 1 b = 2 }", "extra = { a = 1, b = 2 }"),
    "a table of several lines": ("extra = {\n  a = 1,\n  b = 2,\n}", "extra = { a = 1, b = 2 }"),
    "a bracket that lacks": ('tags = ["a"\nlabel = "x"', 'tags = ["a"]\nlabel = "x"'),
    "a colon": ('text: "so"', 'text = "so"'),
    "a colon and no quotes": ("text: It was so", 'text = "It was so"'),
    "no =": ('text "so"', 'text = "so"'),
    "a comma behind a value": ('text = "so",', 'text = "so"'),
    "a semicolon behind a date": ("date = 1945;", "date = 1945"),
    "a stop behind a year": ("date = 1945.", "date = 1945"),
    "a header without brackets": ('text = "so"\n\nEvents\ntitle = "F"', 'text = "so"\n\n[[events]]\ntitle = "F"'),
    "a quote that none ends, in a list": ("tags = ['a', \"b']", None),
    "two quoted words in a line": ('text = "one" and "two"', None),
    "a key in capitals": ('Text = "so"', 'text = "so"'),
    "a key of TimelineJS": ('body = "so"', 'text = "so"'),
    "a key that is only like one": ('txt = "so"', None),
    "a list that is a text": ('tags = "a, b"', 'tags = ["a", "b"]'),
    "a number that is a text": ('importance = "4"', "importance = 4"),
    "a text that is a number": ("label = 1984", 'label = "1984"'),
    "a list of YAML": ("tags:\n  - a\n  - b c\ndate = 1945", 'tags = ["a", "b c"]\ndate = 1945'),
    "a line separator": ('\u2028text = "a\u2028b"', ' text = "a\u2028b"'),
    "a year for a date": ("year = 1945", "date = 1945"),
    "a bullet": ('• text = "so"', 'text = "so"'),
    "a key of two words": ('date text = "so"', 'date_text = "so"'),
    "a no-break space": ('text\u00a0=\u00a0"a\u00a0b"', 'text = "a\u00a0b"'),
    "a zero-width space": ('\u200btext = "a\u200bb"', 'text = "a\u200bb"'),
    "a byte order mark": ('\ufefftext = "so"', 'text = "so"'),
    "Word's line break": ('text = "a\x0bb"', 'text = "a b"'),
    "a lone carriage return": ('text = "a"\rlabel = "b"', 'text = "a"\nlabel = "b"'),
    "a backslash": ('text = "C:\\data"', 'text = "C:\\\\data"'),
    "a backslash that may be meant": ('text = "C:\\data\\new"', None),
    "True": ("figures = [{ what = \"a\", value = 1, about = True }]", 'figures = [{ what = "a", value = 1, about = true }]'),
    "a date without quotes": ("date = 1945-1950", 'date = "1945/1950"'),
    "a date with a dash": ('date = "1945–1950"', 'date = "1945/1950"'),
    "a date with dashes, without quotes": ("date = 1970—03—31", 'date = "1970-03-31"'),
    "a month of one digit": ('date = "1970-3-31"', 'date = "1970-03-31"'),
    "a day of one digit, with dashes": ('date = "1970–3–31"', 'date = "1970-03-31"'),
    "the same without quotes": ("date = 1970–3–31", 'date = "1970-03-31"'),
    "a decade in words": ('date = "1850s"', 'date = "185X"'),
    "about a decade": ('date = "c. 1850s"', 'date = "185X~"'),
    "a decade or a century": ('date = "1900s"', None),
    "an address in a wiki's brackets": ('links = ["[https://example.org]"]', 'links = ["https://example.org"]'),
    "an address as in a mail": ('links = ["<https://example.org>"]', 'links = ["https://example.org"]'),
    "an address with words beside it": ('links = ["[https://example.org its site]"]', None),
    "a date in words": ('date = "31 March 1970"', 'date = "1970-03-31"'),
    "a date with two meanings": ('date = "03/04/1970"', None),
    "years or a month": ('date = "1903–05"', None),
    "a date that would lose its words": ('date = "1945 (Easter)"', None),
    "a year that is not written in full": ('date = "c. 70"', None),
    "a date the wrong way round": ('date = "1950/1945"', None),
    "a number with an end that may be thousands": ("height = 1,500", None),
    "an item too many": ('tags = ["a",,"b"]', None),
    "words behind a text": ('text = "a" b', None),
    "a key twice": ('title = "F"', None),
}  # fmt: skip


@pytest.mark.parametrize(("lines", "expected"), MENDED.values(), ids=MENDED.keys())
def test_what_is_mended(lines: str, expected: str | None) -> None:
    """What can be meant in one way alone is mended; of what cannot, no byte changes."""
    assert (lines if expected is None else expected) == mended(lines)


@pytest.mark.parametrize("text", [
    *(f"{HEADER}{row[0]}\n" for row in IN_TOML.values()),
    *(f"{HEADER}{row[0]}\n" for row in IN_HEADER.values()),
    *(f"{EVENT}{row[0]}\n" for row in IN_EVENT.values()),
])  # fmt: skip
def test_it_says_what_it_does(text: str) -> None:
    """Whatever fault has an edit is mended by it, once and for all, and no fault comes by it."""
    before = faults_of(text)
    done = repair(text.encode())
    after = faults_of(done.data.decode())

    assert (done.data != text.encode()) == any(each.edits for each in before)
    assert not any(each.edits for each in after)
    assert len([each for each in after if not each.path]) <= len(
        [each for each in before if not each.path]
    )
    assert done.data == repair(done.data).data


PIECES = st.sampled_from(
    ['"', "“", "”", "'", "=", " ", "\n", "[", "]", "{", "}", ",", ":", "#", "a", "date", "title = ", "1945", "–", "\\", "\u00a0", "[[events]]\n", '"""', "\r\n"]
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(PIECES, max_size=25).map("".join))
def test_whatever_is_written_is_mended_or_left(text: str) -> None:
    """No text is refused a reading; what is mended reads no worse, and the rest of it stays."""
    data = (GOOD + text).encode()
    try:
        done = repair(data)
    except InvalidTimeline:
        return

    assert done.data == repair(done.data).data
    assert done.data.startswith(b'[timeline]\ntitle = "T"\n')


def test_sources_are_cited_as_they_are_declared() -> None:
    """A work and its page in one text are an id and a locator, where it can be no other work."""
    text = GOOD.replace('["s"]', '["s, p. 17", "S: 3", "T"]') + 'date = "1945"\n'

    assert (
        'sources = [{ id = "s", locator = "p. 17" }, { id = "s", locator = "3" }, "T"]'
        in repair(text.encode()).data.decode()
    )


CITED = {
    "a comma of another script": ('["s、12頁"]', '[{ id = "s", locator = "12頁" }]'),
    "a wide comma and brackets": ('["s，（第3章）"]', '[{ id = "s", locator = "第3章" }]'),
    "an Arabic comma": ('["s، ص 12"]', '[{ id = "s", locator = "ص 12" }]'),
    "no separator": ('["王明12頁"]', '[{ id = "s", locator = "12頁" }]'),
    "a page, as an abbreviation ends it": ('["s, p. 3 f."]', '[{ id = "s", locator = "p. 3 f." }]'),
    "a paragraph": ('["s, §4"]', '[{ id = "s", locator = "§4" }]'),
    "a page by its key": ('[{ id = "s", page = "331" }]', '[{ id = "s", locator = "p. 331" }]'),
    "a page that is a number": ('[{ id = "s", page = 331 }]', '[{ id = "s", locator = "p. 331" }]'),
    "pages": ('[{ id = "s", pages = "14–19" }]', '[{ id = "s", locator = "pp. 14–19" }]'),
    "a page that says so": ('[{ id = "s", page = "p. 3" }]', '[{ id = "s", locator = "p. 3" }]'),
    "a page with a note": ('[{ id = "s", page = "3, n. 4" }]', '[{ id = "s", locator = "p. 3, n. 4" }]'),
    "a page without number": ('[{ id = "s", page = "cover" }]', '[{ id = "s", locator = "cover" }]'),
    "a folio": ('[{ id = "s", fol = "12r" }]', '[{ id = "s", locator = "fol. 12r" }]'),
    "a volume": ('[{ id = "s", volume = "II" }]', '[{ id = "s", locator = "vol. II" }]'),
    "a chapter": ('[{ id = "s", chapter = "The Flood" }]', '[{ id = "s", locator = "chapter The Flood" }]'),
    "a volume and a page": ('[{ id = "s", page = 7, volume = 2 }]', None),
    "a place of its own": ('["s", "p. 2"]', '[{ id = "s", locator = "p. 2" }]'),
    "two places": ('["s", "fol. 12r", "p. 2"]', '[{ id = "s", locator = "fol. 12r" }, { id = "s", locator = "p. 2" }]'),
    "a place behind a table": ('[{ id = "s" }, "12頁"]', '[{ id = "s", locator = "12頁" }]'),
    "a place behind a quotation": ('[{ id = "s", quote = "q" }, "p. 17"]', None),
    "a place behind a comment": ('["s", # so\n "p. 2"]', None),
    "a place alone": ('["p. 2"]', None),
    "a work that is called like a place": ('["s", "Part 2 of it"]', None),
}  # fmt: skip


@pytest.mark.parametrize(("written", "expected"), CITED.values(), ids=CITED.keys())
def test_what_is_cited_is_mended(written: str, expected: str | None) -> None:
    """A place in a work keeps what it is a number of, and loses what parts it from the work."""
    text = GOOD.replace('title = "S"', 'title = "S"\nauthor = "王明"')
    made = repair(text.replace('["s"]', written).encode()).data.decode()

    assert text.replace('["s"]', expected or written) == made


def test_a_table_in_single_brackets_declares() -> None:
    """What [lanes] declares in single brackets is not told as missing, where it is named."""
    text = (
        GOOD.replace("[[events]]", '[lanes]\nid = "l"\ntitle = "L"\n\n[[events]]') + 'lane = "l"\n'
    )

    assert ["wrong-type"] == [
        each.code for each in faults_of(f'{text}date = "1945"\n') if each.code != "no-date"
    ]


def test_tables_in_single_brackets_are_all_mended() -> None:
    """[event] is [[events]], wherever it stands, and so is the only [events]."""
    one, two = '[event]\ntitle = "F"\ndate = "1945"\n', '[events]\ntitle = "F"\ndate = "1945"\n'
    made = two.replace("[events]", "[[events]]")
    head = GOOD.partition("[[events]]")[0]

    assert f"{head}{made}" == repair(f"{head}{one}".encode()).data.decode()
    assert f"{head}{made}" == repair(f"{head}{two}".encode()).data.decode()
    assert f"{head}{made}{made}" == repair(f"{head}{two}{two}".encode()).data.decode()
    assert f"{GOOD}{made}" == repair(f"{GOOD}[{one[:7]}]{one[7:]}".encode()).data.decode()


# The command

BROKEN = GOOD + "date = “1945”\nlane = x y\n"
MADE = GOOD + 'date = "1945"\nlane = "x y"\n'


def run(*arguments: str, given: bytes | None = None) -> Result:
    return CliRunner().invoke(main, ["fmt", "--repair", *arguments], input=given)


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file with two faults that are mended and one that is left."""
    monkeypatch.chdir(tmp_path)
    Path("events.toml").write_text(BROKEN, "utf-8")
    return Path("events.toml")


def test_it_is_shown_line_by_line(file: Path) -> None:
    """Each line is shown as it was and as it is; what is left is told; the exit code says so."""
    done = run()

    assert 1 == done.exit_code
    assert MADE == file.read_text("utf-8")
    assert [
        "events.toml:12:8: mended: “ is a curly quote, as word processors make them.",
        "   12 - date = “1945”",
        '      + date = "1945"',
        "events.toml:13:8: mended: x y has no quotes.",
        "   13 - lane = x y",
        '      + lane = "x y"',
        "events.toml: 2 faults mended",
    ] == done.stdout.splitlines()
    assert done.stderr.startswith('events.toml:13:8: error: event "e": lane "x y"')


def test_nothing_is_written_where_it_is_only_asked(file: Path) -> None:
    """--check and --diff say what would be mended, and write nothing."""
    check, diff = run("--check"), run("--diff")

    assert (1, "events.toml: 2 faults can be mended: timeline fmt --repair events.toml\n") == (
        check.exit_code,
        check.stdout,
    )
    assert {"-date = “1945”", '+date = "1945"'} <= {*diff.stdout.splitlines()}
    assert BROKEN == file.read_text("utf-8")


def test_a_good_file_has_nothing_to_mend(file: Path) -> None:
    """A file without faults stays, in whatever form it is."""
    file.write_text(GOOD + 'date  = "1945"\n', "utf-8")
    done = run()

    assert (0, "events.toml: nothing to mend\n") == (done.exit_code, done.stdout)
    assert GOOD + 'date  = "1945"\n' == file.read_text("utf-8")


def test_standard_input_comes_out_mended() -> None:
    """From standard input the file goes to standard output, and what is said of it beside."""
    done = run("-", given=(GOOD + "date = “1945”\n").encode())

    assert (0, GOOD + 'date = "1945"\n') == (done.exit_code, done.stdout)
    assert "-:12:8: mended:" in done.stderr or "12:8: mended:" in done.stderr


def test_other_bytes_stay(file: Path) -> None:
    """Line ends, even where they differ, a byte order mark, comments and blanks are as they were."""
    data = ("\ufeff# a “comment”\r\n" + GOOD + "date  =  “1945” # c\r\n\r\n  \n").encode()
    file.write_bytes(data)
    done = run()

    assert 0 == done.exit_code
    assert data.replace("“1945”".encode(), b'"1945"') == file.read_bytes()


def test_other_files_are_left(file: Path) -> None:
    """What is no timeline's file is named, and left."""
    file.write_text("id,title,date\n1,a,b\n2,c,d\n", "utf-8")
    done = run()

    assert (1, "") == (done.exit_code, done.stdout)
    assert "table (CSV)" in done.stderr


def test_faults_say_how_they_are_mended(file: Path) -> None:
    """`validate` names the command, and gives programs the edits."""
    told = CliRunner().invoke(main, ["validate"]).stdout
    found = json.loads(CliRunner().invoke(main, ["validate", "--format", "json"]).stdout)

    assert told.endswith("3 errors in events.toml; timeline fmt --repair events.toml mends 2\n")
    assert [
        {"line": 12, "column": 8, "end_line": 12, "end_column": 9, "text": '"'},
        {"line": 12, "column": 13, "end_line": 12, "end_column": 14, "text": '"'},
    ] == found["faults"][0]["edits"]


@pytest.mark.parametrize("typed", ["by 1841", "c1969", "03/04/1970"])
def test_a_date_of_two_meanings_is_left(typed: str) -> None:
    """What a date may mean in two ways is told, and nobody chooses for its author."""
    from timeline.edtf.english.refusals import unmistaken

    assert "" == unmistaken(typed)


def test_dashes_of_a_word_processor_are_told_as_such() -> None:
    """A day with long dashes is that day, not the year 31."""
    with pytest.raises(EdtfError) as caught:
        parse("1970\u20133\u201331")

    assert ("1970-03-31",) == caught.value.meant
