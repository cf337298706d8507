"""Bytes to text, text to cells and JSON, and what is said of those that are none."""

from __future__ import annotations

import contextlib
import csv
import io
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.typed import lost as lost_of
from support.typed import typed

from timeline.importing import input as givens
from timeline.importing import json_text
from timeline.importing.drafting.drafting import draft as draft_of
from timeline.importing.formats import own_csv, records, table
from timeline.importing.input import Given
from timeline.importing.rows import Choices, Cited, Imported, Row, Unreadable, Work
from timeline.importing.sheets import tables

DATA = Path(__file__).parent / "data" / "imports"
OURS = (
    "type,id,title,label,date,attested,date_text,date_note,accounts,text,lane,lane_title,tags,"
    "importance,figures,sources,links,see,was,note,extra"
)

laws = settings(max_examples=100, deadline=None)


def file(data: bytes | str, **choices: Any) -> Given:
    data = data if isinstance(data, bytes) else data.encode()
    return Given("file", data, Choices(**choices))


def problem_of(data: bytes | str, **choices: Any) -> str:
    """What is said of a file of which no table can be made."""
    with pytest.raises(Unreadable) as caught:
        _ = file(data, **choices).table
    return typed(caught.value)


def cells(data: bytes | str, **choices: Any) -> list[tuple[str, ...]]:
    """Header and rows."""
    sheet = file(data, **choices).table
    return [sheet.header, *(row.cells for row in sheet.rows)]


def lost(imported: Imported) -> dict[str, dict[str, int]]:
    return lost_of(imported.tally.fields.values())


# Text

ENCODED = {
    "UTF-8": ("é\n".encode(), "", "é\n"),
    "UTF-8 with a mark": (b"\xef\xbb\xbf\xc3\xa9", "", "é"),
    "UTF-16 with a mark": ("é".encode("utf-16"), "", "é"),
    "UTF-16, the other way round": (b"\xfe\xff\x00\xe9", "", "é"),
    "UTF-32 with a mark": ("é".encode("utf-32"), "", "é"),
    "line ends of Windows": (b"a\r\nb\r\n", "", "a\nb\n"),
    "line ends of old Macs": (b"a\rb", "", "a\nb"),
    "named": (b"\xe9", "cp1252", "é"),
    "named, with a mark": (b"\xef\xbb\xbfa", "utf8", "a"),
    "of Japan": ("年".encode("shift_jis"), "Shift-JIS", "年"),
}


@pytest.mark.parametrize(("data", "encoding", "text"), ENCODED.values(), ids=ENCODED)
def test_text(data: bytes, encoding: str, text: str) -> None:
    """Text is UTF-8, what its mark says, or what is said; each line ends as on Unix."""
    assert text == file(data, encoding=encoding).text


NO_TEXT = {
    "a byte of Windows-1252": (
        b"a,b\ncaf\xe9,1",
        "",
        'byte 0xE9 at offset 7 (line 2, column 4) is not UTF-8; if it is Windows-1252 it is "é": add --encoding cp1252',
    ),
    "a byte of no other encoding that is likely": (
        b"a,b\n\x81",
        "",
        "byte 0x81 at offset 4 (line 2, column 1) is not UTF-8; save it as UTF-8, or say what it is: --encoding NAME",
    ),
    "a character cut off at the end": (
        b"a,b\n\xe5\xb9",
        "",
        'byte 0xE5 at offset 4 (line 2, column 1) is not UTF-8; if it is Windows-1252 it is "å": add --encoding cp1252',
    ),
    "not the encoding that is named": (
        b"a\xff",
        "ascii",
        "byte 0xFF at offset 1 (line 1, column 2) is not ascii; save it as UTF-8, or say what it is: --encoding NAME",
    ),
    "half of a character in UTF-16": (
        b"\xff\xfea\x00b",
        "",
        "byte 0x62 at offset 4 (line 1, column 2) is not UTF-16; save it as UTF-8, or say what it is: --encoding NAME",
    ),
    "an encoding that is none": (
        b"a",
        "utf-9",
        'no encoding is called "utf-9"; write one such as utf-8, utf-16, cp1252 (Western Windows), mac_roman or shift_jis',
    ),
    "an encoding of bytes": (
        b"a",
        "hex",
        'no encoding is called "hex"; write one such as utf-8, utf-16, cp1252 (Western Windows), mac_roman or shift_jis',
    ),
    "UTF-16 without a mark, and no ASCII": (
        "a,b\n1,M\xfcller".encode("utf-16-le"),
        "",
        "byte 0xFC at offset 14 (line 2, column 8) is not UTF-8; it looks like UTF-16: add --encoding utf-16-le",
    ),
    "UTF-16 without a mark": (
        "a,b\n1,2".encode("utf-16-le"),
        "",
        "byte 0x00 at offset 1 (line 1, column 2) is in no text; if it is UTF-16, add --encoding utf-16-le",
    ),
    "a NUL": (
        b"a,b\nabc\x00,1",
        "",
        "byte 0x00 at offset 7 (line 2, column 4) is in no text; save it as text in UTF-8, or as CSV",
    ),
    "a PDF": (b"%PDF-1.7", "", "this is no text but a PDF; save it as CSV"),
    "a picture": (b"\x89PNG\r\n", "", "this is no text but a picture (PNG); save it as CSV"),
    "a database": (
        b"SQLite format 3\x00",
        "",
        "this is no text but a database (SQLite); save it as CSV",
    ),
}


@pytest.mark.parametrize(("data", "encoding", "message"), NO_TEXT.values(), ids=NO_TEXT)
def test_no_text(data: bytes, encoding: str, message: str) -> None:
    """What is no text is named, with the byte that is none and what to do."""
    with pytest.raises(Unreadable) as caught:
        _ = file(data, encoding=encoding).text

    assert message == typed(caught.value)


def test_a_file_has_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """A larger file is refused, and no more of a stream is read than the limit."""
    monkeypatch.setattr(givens, "MOST_BYTES", 1 << 20)
    stream = io.BytesIO(b"a" * (3 << 20))

    with pytest.raises(Unreadable, match=r"^this file is over 1 MB; import it in parts$"):
        Given.from_stream("file", stream)

    assert stream.tell() == (1 << 20) + 1


@given(st.binary(max_size=300))
@laws
def test_any_bytes(data: bytes) -> None:
    """Of any bytes text, JSON and a table are made, or it is said why not."""
    taken = file(data)
    for attribute in ("text", "must_be_json", "table"):
        with contextlib.suppress(Unreadable):
            getattr(taken, attribute)

    assert taken.has_table in (True, False)
    assert taken.opens_as_json or taken.json is None or not isinstance(taken.json, dict | list)


# JSON

NO_JSON = {
    "cut off": (
        '[{"a": 1',
        "line 1, column 9: this is no JSON: expecting ',' delimiter: the file ends too early; fetch or export it again",
    ),
    "a comma too many": (
        "[1,\n 2,]",
        "line 2, column 3: this comma is one too many",
    ),
    "a comma too many in an object": (
        '{"a": [1],\n "b": 2, }',
        "line 2, column 8: this comma is one too many",
    ),
    "a key twice": (
        '[{"a": 1,\n  "b": 2, "a": 3}]',
        'line 2, column 11: the key "a" stands twice in an object; leave one of them out',
    ),
    "no number": ("[1, NaN]", "line 1, column 5: NaN is no number; write null, or the number"),
    "a number past all bounds": (
        "[-1e999]",
        "line 1, column 2: -1e999 is no number; write null, or the number",
    ),
    "an integer of too many digits": (
        "[" + "1" * 5000 + "]",
        "a number has more than 4,300 digits; write it as text",
    ),
    "too deep": (
        "[" * 65 + "]" * 65,
        "line 1, column 65: this is more than 64 levels deep; export it flatter",
    ),
    "deeper than the parser goes": (
        "[" * 100_000,
        "line 1, column 65: this is more than 64 levels deep; export it flatter",
    ),
    "half of a character": (
        '["\\ud83d"]',
        "line 1, column 3: \\ud83d is half of a character; take it out, or export the file again",
    ),
    "nothing": (
        "",
        "line 1, column 1: this is no JSON: expecting value: the file ends too early; fetch or export it again",
    ),
}


@pytest.mark.parametrize(("text", "message"), NO_JSON.values(), ids=NO_JSON)
def test_no_json(text: str, message: str) -> None:
    """What is no JSON, or has no single meaning, is said with its line and column."""
    with pytest.raises(Unreadable) as caught:
        json_text.loaded(text)

    assert message == str(caught.value)
    assert file(text).json is None


def test_json_has_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """A JSON text of more values than the limit is not even parsed."""
    monkeypatch.setattr(json_text, "MOST_VALUES", 1000)

    with pytest.raises(Unreadable, match=r"^this has 1,002 values, which is more than 1,000;"):
        json_text.loaded("[" + "[]," * 500 + "[]]")


def test_json_at_its_deepest() -> None:
    """64 levels are read, and pairs of halves are characters."""
    assert json_text.loaded("[" * 64 + "]" * 64)
    assert ["\U0001f600"] == json_text.loaded('["\\ud83d\\ude00"]')


# Cells

SHEETS = {
    "commas": ("a,b\n1,2\n", [("a", "b"), ("1", "2")]),
    "semicolons, with commas in the text": (
        "Titel;Datum\nBrot, Wein;1945\nA, b, c;1946",
        [("Titel", "Datum"), ("Brot, Wein", "1945"), ("A, b, c", "1946")],
    ),
    "tabs": ("a\tb\n1, 2\t3; 4\n", [("a", "b"), ("1, 2", "3; 4")]),
    "bars": ("a|b\n1|2\n", [("a", "b"), ("1", "2")]),
    "decimal commas": ("a;b\n1,5;2,5\n3,5;4,5\n", [("a", "b"), ("1,5", "2,5"), ("3,5", "4,5")]),
    "the delimiter said": ("sep=;\na;b,c\n1;2\n", [("a", "b,c"), ("1", "2")]),
    "quotes": (
        'a,b\n"say ""hi""","x\r\ny, z"\r\n',
        [("a", "b"), ('say "hi"', "x\ny, z")],
    ),
    "quotes that are text, between tabs": (
        'a\tb\n"Foo" bar\t2\n',
        [("a", "b"), ('"Foo" bar', "2")],
    ),
    "short and long rows": ("a,b\n1\n1,2,3\n", [("a", "b", "column 3"), ("1", "", ""), ("1", "2", "3")]),
    "empty columns": ("a,,b,\n1,,2,\n", [("a", "b"), ("1", "2")]),
    "a second name": ("Date,Date,x\n1,2,3\n", [("Date", "Date (2)", "x"), ("1", "2", "3")]),
    "names already so called": (
        "Date,Date,Date (2)\n1,2,3\n",
        [("Date", "Date (3)", "Date (2)"), ("1", "2", "3")],
    ),
    "a header in two lines": ('"Start\ndate",b\n1,2\n', [("Start date", "b"), ("1", "2")]),
    "a single column": ("title\none\ntwo\n", [("title",), ("one",), ("two",)]),
    "a header alone": ("a,b\n", [("a", "b")]),
    "nothing": ("", [()]),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), SHEETS.values(), ids=SHEETS)
def test_cells(text: str, expected: list[tuple[str, ...]]) -> None:
    """A text comes to these names and cells."""
    assert expected == cells(text)


def test_rows_have_the_numbers_of_the_sheet() -> None:
    """Blank rows and titles count, lines within quotes do not, nor one that names the delimiter."""
    text = 'sep=,\nMy list,,\n,,\nTitle,Date,\n"a\nb",1945,\n\n ,,\nc,1946,\n'

    sheet = file(text).table

    assert ("Title", "Date") == sheet.header
    assert [(4, ("a\nb", "1945")), (7, ("c", "1946"))] == [
        (row.number, row.cells) for row in sheet.rows
    ]
    assert ('row 1 stands above the header and is no event: "My list"',) == sheet.taken_as


def test_what_could_be_read_otherwise_is_told() -> None:
    """The delimiter, quotes that stay and names that are made are told."""
    sheet = file('Date\tDate\t\tTitle\n1\t2\tx\t"Foo" bar\n').table

    assert (
        "a tab parts the cells",
        "quotation marks are part of the text",
        'column 2 is another "Date" and is called "Date (2)"',
        'column 3 has no name and is called "column 3"',
    ) == sheet.taken_as


def test_the_delimiter_can_be_said() -> None:
    """What is said wins; a word for the tab will do."""
    assert [("a,b", "c"), ("1,2", "3")] == cells("a,b/c\n1,2/3\n", delimiter="/")
    assert [("a", "b,c"), ("1", "2,3")] == cells("a\tb,c\n1\t2,3\n", delimiter="tab")
    assert '"ab" cannot part cells; write one character, or "tab": --delimiter ";"' == problem_of(
        "a,b", delimiter="ab"
    )


NO_TABLES = {
    "a quote without an end": (
        'a,b\n1,2\n3,"4\n5,6\n',
        "row 3: a quotation mark opens a cell and no other closes it; close the cell with a quotation mark; write one inside a quoted cell twice",
    ),
    "text after a quote": (
        'a,b\n"Foo" bar,2\n',
        "row 2: after a quotation mark that closes a cell there is more text; write a quotation mark inside a quoted cell twice",
    ),
}


@pytest.mark.parametrize(("text", "message"), NO_TABLES.values(), ids=NO_TABLES)
def test_no_tables(text: str, message: str) -> None:
    """Where cells cannot be told from each other, the row is named."""
    assert message == problem_of(text)


def test_a_cell_of_ten_megabytes() -> None:
    """A cell of 10 MB is a cell; csv's own limit is as it was before."""
    before = csv.field_size_limit()
    long = "x y " * 2_500_000

    assert long == cells(f"a,b\n1,{long}\n")[1][1]
    assert before == csv.field_size_limit()


def test_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    """A cell, and a table of too many or too much padded cells, are refused with their place."""
    monkeypatch.setattr(tables, "MOST_CHARACTERS", 1 << 20)
    monkeypatch.setattr(tables, "MOST_CELLS", 1000)

    long = "x" * ((1 << 20) + 1)
    assert (
        "row 2, column 2: this cell has more than 1 million characters; take it out of the table"
        == problem_of(f"a,b\n1,{long}\n")
    )
    assert "row 501: the table has more than 1,000 cells; import it in parts" == problem_of(
        "a,b\n" * 600
    )
    wide = "a" + "," * 100 + "x\n"
    assert "row 21: the table has more than 1,000 cells; import it in parts" == problem_of(
        wide + "a,b\n" * 20
    )


written = st.text(
    st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from('\n",;\t|'), max_size=8
)


@given(st.lists(st.tuples(written, written, written), max_size=6), st.sampled_from(",;\t|"))
@laws
def test_what_csv_writes_is_read(rows: list[tuple[str, ...]], delimiter: str) -> None:
    """Whatever csv writes comes back cell by cell, with the row's number."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows(
        [("first", "second", "third"), *rows]
    )
    sheet = file(out.getvalue(), delimiter=delimiter).table

    kept = [(at, row) for at, row in enumerate(rows, 2) if any(map(str.strip, row))]
    assert kept == [(row.number, row.cells) for row in sheet.rows]


# Kinds


def test_a_german_table() -> None:
    """A table of Excel in German: semicolons, Windows-1252, a title above, dates by day."""
    data = (DATA / "table-german-cp1252.csv").read_bytes()
    assert not table.recognises(file(data))

    taken = Given("table", data, Choices(encoding="cp1252", day_first=True))
    imported = table.read(taken)

    assert table.recognises(taken)
    assert (
        "a semicolon parts the cells",
        'row 1 stands above the header and is no event: "Ereignisse des Vereins"',
        'column "Titel" as title',
        'column "Datum von" as date',
        'column "Datum bis" as end',
        'column "Kategorie" as lane',
        'column "Beschreibung" as text',
        'column "Quelle" as sources',
    ) == imported.taken_as
    founding = Row(
        place="row 4",
        title="Gründung",
        words="25.12.1970",
        lane="Verein",
        text='Im "Goldenen Löwen",\nbei Kerzenlicht',
        cites=(Cited(source="Chronik", locator="S. 4"),),
    )
    assert founding == imported.rows[0]
    assert [("row 4", ""), ("row 5", ""), ("row 7", "1972/1974"), ("row 8", "")] == [
        (row.place, row.edtf) for row in imported.rows
    ]
    assert {} == lost(imported)


def test_a_table_of_battles() -> None:
    """Years, months and days in columns of their own, centuries before and after Christ."""
    imported = table.read(file((DATA / "table-battles.tsv").read_bytes()))

    assert [
        ("Marathon", "-0489-09"),
        ("Ides of March", "-0043-03-15"),
        ("Coronation of Charlemagne", "0800-12-25"),
        ("Hastings", "1066-10-14"),
        ("Verdun", "1916-02-21/1916-12-18"),
    ] == [(row.title, row.edtf) for row in imported.rows if not row.problem]
    assert [
        'column "Month": "13": there is no month 13; months run from 1 to 12',
        'column "Year": "45": this year has fewer than three digits; write it in full, or "AD 45"',
        'column "Year": "-500": a negative year counts with a year zero or without one; write "500 BCE" or, if there is a year zero, "501 BCE"',
    ] == [row.problem for row in imported.rows if row.problem]
    assert {
        "Kind of troops": {'no place for it (use --map "Kind of troops=extra" to keep it)': 2},
        "ID": {"a bare number makes no readable id": 5},
    } == lost(imported)


def test_prose_is_no_table() -> None:
    """Text that nothing parts, JSON and a file of ours are no table; --from takes the first."""
    assert not table.recognises(file("Once upon a time\nthere was\n"))
    assert not table.recognises(file('[{"title": "a, b"}]'))
    assert not table.recognises(file('[[events]]\ntitle = "a, b"\n'))
    with pytest.raises(Unreadable, match=r"^no column says when"):
        table.read(file("Once upon a time\nthere was\n"))
    with pytest.raises(Unreadable, match=r"^this table is empty$"):
        table.read(file("\n \n"))


def test_text_has_no_sheets() -> None:
    """An option for workbooks is refused where there is none."""
    with pytest.raises(Unreadable, match=r"^a table as text has no sheets;") as caught:
        table.read(file("a,b\n1,2\n", sheet="x"))

    assert typed(caught.value).endswith("; leave --sheet out")


def test_vis_timeline() -> None:
    """The items and groups of vis-timeline, all their documented keys counted."""
    imported = records.read(file((DATA / "records-vis-timeline.json").read_bytes()))

    assert [
        ("items[0]", "item 1", "2013-04-20", "", ""),
        ("items[1]", "item 2", "2013-04-14", "", "g1"),
        ("items[2]", "item 3", "2013-04-18", "", "g2"),
        ("items[3]", "item 4", "", "2013-04-16/2013-04-19", ""),
        ("items[4]", "item 5", "2013-04-25", "", ""),
        ("items[5]", "item 6", "", "", ""),
        ("items[6]", "Period A", "", "2013-04-16/2013-04-19", ""),
        ("items[7]", "item 8", "2013-04-27", "", ""),
    ] == [(row.place, row.title, row.words, row.edtf, row.lane) for row in imported.rows]
    assert {"g2": "Second group", "g1": "First group"} == imported.lanes
    assert "A *tooltip*" == imported.rows[4].text
    assert [imported.rows[6]] == [row for row in imported.rows if row.is_period]
    assert (
        'column "end": "1367107200001": these milliseconds from 1970 fall on 2013-04-28, or beside it in another time zone; write the date, as in "2013-04-28"'
        == imported.rows[5].problem
    )
    assert {
        *("id", "className", "align", "editable", "limitSize", "selectable", "style", "subgroup"),
        *("options", "groups", "groups.order", "groups.className"),
    } == set(lost(imported))


def test_what_is_said_of_vis_timeline_wins() -> None:
    """What vis-timeline calls a title is one, if that is said."""
    text = '[{"content": "shown", "title": "A", "start": "1945"}]'

    assert "A" == records.read(file(text, columns={"title": "title"})).rows[0].title


def test_records() -> None:
    """A list of objects with keys of any name, lists in them, wherever the list stands."""
    events = '[{"Titel": "A", "Jahr": 1945, "Schlagworte": ["x, y", "z"]}, {"Titel": "B"}]'

    for text, place in ((events, "[0]"), (f'{{"count": 2, "events": {events}}}', "events[0]")):
        imported = records.read(file(text))
        assert (
            Row(place=place, title="A", words="", edtf="1945", tags=("x", "y", "z"))
            == imported.rows[0]
        )
        assert (
            "there is no date; write one, as in 1965, 1965-03-31 or c. 1965"
            == imported.rows[1].problem
        )


def test_objects_on_lines() -> None:
    """Objects that stand on a line each, in no list, are read too."""
    imported = records.read(
        file('{"title": "A", "date": "1945"}\n\n{"title": "B", "date": 1946}\n')
    )

    assert [("A", "1945"), ("B", "1946")] == [(row.title, row.words) for row in imported.rows]


NO_RECORDS = {
    "numbers": ("[1, 2]", 'this JSON is no list of objects; it has to be as [{"title": …}, …]'),
    "no list": ('{"a": {"b": 1}}', 'this JSON has no list of objects: its keys are "a"'),
    "broken": ('{"a": tru}', "line 1, column 7: this is no JSON: expecting value"),
}


@pytest.mark.parametrize(("text", "message"), NO_RECORDS.values(), ids=NO_RECORDS)
def test_no_records(text: str, message: str) -> None:
    """JSON that is no list of objects is recognised as JSON, and said to be none."""
    assert records.recognises(file(text))
    with pytest.raises(Unreadable) as caught:
        records.read(file(text))
    assert message == str(caught.value)


# Our own CSV


def own(*lines: str) -> Imported:
    taken = file("\ufeff" + "\r\n".join([OURS, *lines]))
    assert own_csv.recognises(taken)
    return own_csv.read(taken)


def test_own_csv() -> None:
    """Every kind of row, cells exactly as they stand, apostrophes before formulas taken off."""
    imported = own(
        'timeline,,T,,,,,,,Desc,,,,,,,,,,,"{""lang"": ""de"", ""height"": 300, ""x"": 1}"',
        "lane,a,Lane A,,,,,,,About A",
        "tag,x,X",
        'source,s,S,,1970,,,,,,,,,,,,,,,,"{""author"": ""N"", ""url"": ""https://a.org""}"',
        "period,p,P,,1940/1945",
        'event,e,E,,-0499,,,,,"\'=1+1 *bold*",a,Lane A,"x\ny",5,"[{""what"": ""w"", ""value"": 1.50}]",'
        '"s: p. 1\n{""id"": ""s"", ""quote"": ""q""}",https://a.org foo bar,f,old,\'\'@n,"{""k"": {""a"": 1}}"',
        "event,f,F,,,1997~",
    )

    assert {"title": "T", "description": "Desc", "lang": "de", "height": "300"} == imported.header
    assert ({"a": "Lane A"}, {"a": {"description": "About A"}}) == (
        imported.lanes,
        imported.lane_more,
    )
    assert {"x": "X"} == imported.tags
    assert (
        Work(id="s", title="S", date="1970", author="N", url="https://a.org"),
    ) == imported.works
    period, event, attested = imported.rows
    assert (
        Row(place="row 6", id="p", title="P", edtf="1940/1945", is_period=True, stands=True)
        == period
    )
    assert (
        Row(place="row 8", id="f", title="F", edtf="1997~", attested=True, stands=True) == attested
    )
    assert ("row 7", "-0499", "=1+1 *bold*", "'@n") == (
        event.place, event.edtf, event.text, event.note,
    )  # fmt: skip
    assert ("a", ("x", "y"), 5, ("f",), ("old",)) == (
        event.lane, event.tags, event.importance, event.see, event.was,
    )  # fmt: skip
    assert (Cited(source="s", locator="p. 1"), Cited(source="s", quote="q")) == event.cites
    assert (("https://a.org", "foo bar"),) == event.links
    assert "[{'what': 'w', 'value': Decimal('1.50')}]" == repr(event.more["figures"])
    assert {"k": {"a": 1}} == event.more["extra"]
    assert {"extra.x": {"no place for it": 1}} == lost(imported)


OWN_ODD = {
    "a type that is none": (
        "foo,e,E,,1970",
        'type "foo" is none of timeline, theme, lane, tag, source, period, event',
    ),
    "no date": ("event,e,E", "there is no date; write one"),
    "two dates": (
        "event,e,E,,1970,1971",
        "there is both date and attested; an event has one of them",
    ),
    "importance": ("event,e,E,,1970,,,,,,,,,high", 'importance "high" is not 1 to 5'),
    "figures that are no JSON": (
        "event,e,E,,1970,,,,,,,,,,70 people",
        "figures: this is not a list as JSON",
    ),
    "extra that is a list": (
        "event,e,E,,1970,,,,,,,,,,,,,,,,[]",
        "extra: this is not an object as JSON",
    ),
    "a source that is broken JSON": (
        'event,e,E,,1970,,,,,,,,,,,"{""id"": 1}"',
        "sources: this JSON is no citation",
    ),
}


@pytest.mark.parametrize(("line", "problem"), OWN_ODD.values(), ids=OWN_ODD)
def test_own_csv_is_exact(line: str, problem: str) -> None:
    """A cell that is not as it was written is the problem of its row, and of no other."""
    imported = own(line, "event,f,F,,1970")

    assert [problem, ""] == [row.problem for row in imported.rows]


@pytest.mark.parametrize("line", OWN_ODD.values(), ids=OWN_ODD)
def test_own_csv_counts_what_came_in(line: tuple[str, str]) -> None:
    """What stands in a row that is reported is neither kept nor lost."""
    imported = own(line[0], "event,f,F,,1970")

    kept = {name: each.kept for name, each in imported.tally.fields.items()}
    assert {"id": 1, "title": 1, "date": 1} == kept
    assert {} == lost(imported)


def test_own_csv_after_a_spreadsheet() -> None:
    """Dates that a spreadsheet has rewritten are kept as they stand, for the date to be refused."""
    text = OURS.replace(",", ";") + "\nevent;e;E;;31.03.1970\n"

    assert "31.03.1970" == own_csv.read(file(text)).rows[0].edtf
    with pytest.raises(Unreadable, match=r"it has no column lane_title, type$"):
        own_csv.read(file("id,title,date\na,b,c\n"))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[]", "this JSON is an empty list: there is no event in it"),
        ("{}", "this JSON has no list of objects: it is empty"),
        ('{"events": []}', 'this JSON has no list of objects: its list "events" is empty'),
        ('{"a": {}}', 'this JSON has no list of objects: its keys are "a"'),
    ],
)
def test_json_without_records(text: str, message: str) -> None:
    """What is there is told."""
    with pytest.raises(Unreadable) as caught:
        records.read(file(text))

    assert message == str(caught.value)


def test_what_is_no_record_is_a_row_that_is_told() -> None:
    """Something between the objects stops none of them."""
    imported = records.read(file('[{"date": "1970", "title": "A"}, "B", null]'))

    assert [("[0]", False), ("[1]", True), ("[2]", True)] == [
        (row.place, bool(row.problem)) for row in imported.rows
    ]


def test_columns_of_relations() -> None:
    """Ids or titles of other rows, several parted as tags are; what leads nowhere is kept and told."""
    text = (
        "id,title,date,led to,part of,contradicts\n"
        "a,Start of war,1914,Peace treaty; Nobody here,,\n"
        "b,Peace treaty,1919,,a,\n"
        "c,Battle,1916,,start of war,b\n"
    )
    draft = draft_of(table.read(Given("x.csv", text.encode())))

    by_id = {each.values["id"]: each.values for each in draft.events}
    assert [{"to": "b", "kind": "led-to"}] == by_id["a"]["relations"]
    assert {"led-to": ["Nobody here"]} == by_id["a"]["extra"]
    assert [{"to": "a", "kind": "part-of"}] == by_id["b"]["relations"]
    assert [("a", "part-of"), ("b", "contradicts")] == [
        (each["to"], each["kind"]) for each in by_id["c"]["relations"]
    ]
    assert any("Nobody here" in str(note) for note in draft.told)
