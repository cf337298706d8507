"""Excel workbooks: values as their format shows them, dates no sharper, bad ones in bounded memory."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from collections.abc import Callable
from typing import Any

import openpyxl  # type: ignore[import-untyped]
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.comments import Comment  # type: ignore[import-untyped]
from openpyxl.utils.datetime import CALENDAR_MAC_1904  # type: ignore[import-untyped]
from support.typed import typed

from timeline.importing.formats import excel, table
from timeline.importing.input import Given
from timeline.importing.rows import Choices, Imported, Unreadable
from timeline.importing.sheets import tables, workbooks
from timeline.importing.sheets.excel import units_shown

Sheet = Any  # openpyxl has no types
DAY = datetime.date(1970, 3, 31)


def book(fill: Callable[[Any, Sheet], None]) -> bytes:
    """A workbook's bytes; `fill` has the workbook and its first sheet."""
    made = openpyxl.Workbook()
    fill(made, made.active)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def of_rows(*rows: tuple[Any, ...]) -> bytes:
    def fill(_: Any, sheet: Sheet) -> None:
        for row in rows:
            sheet.append(row)

    return book(fill)


def file(data: bytes, **choices: Any) -> Given:
    return Given("file.xlsx", data, Choices(**choices))


def read(data: bytes, **choices: Any) -> Imported:
    assert excel.recognises(file(data))
    assert not table.recognises(file(data))
    return excel.read(file(data, **choices))


def problem_of(data: bytes, **choices: Any) -> str:
    with pytest.raises(Unreadable) as caught:
        read(data, **choices)
    return typed(caught.value)


def one_cell(value: Any, number_format: str = "General") -> tuple[str, str]:
    """How a cell reads as a date: its words, and the problem with it."""

    def fill(_: Any, sheet: Sheet) -> None:
        sheet.append(("Title", "Date"))
        sheet.append(("A", value))
        sheet["B2"].number_format = number_format

    row = read(book(fill)).rows[0]
    return row.words, row.problem.removeprefix('column "Date": ')


def repacked(data: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """A workbook with its parts changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", 8) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return out.getvalue()


def with_sheet(data: bytes, old: bytes, new: bytes) -> bytes:
    """A workbook with some text of its first sheet replaced."""
    return repacked(
        data, lambda name, part: part.replace(old, new) if name.endswith("sheet1.xml") else part
    )


def packed(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), part)
    return out.getvalue()


def with_strings(strings: bytes) -> bytes:
    """A workbook with shared strings, in a part whose name does not say that it is XML."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    override = f'<Override PartName="/xl/strings.dat" ContentType="{kind}"/></Types>'.encode()
    data = repacked(SMALL, lambda _, part: part.replace(b"</Types>", override))
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("xl/strings.dat", strings)
    return out.getvalue()


SMALL = of_rows(("Title", "Date"), ("A", 1945), ("B", DAY))

# Values as their format shows them

VALUES = {
    "a year": (1945, "General", "1945"),
    "a year with decimals": (1945.0, "0.00", "1945"),
    "text": ("c. 1965", "General", "c. 1965"),
    "a year as text": ("1945", "@", "1945"),
    "a day": (DAY, "dd.mm.yyyy", "1970-03-31"),
    "a day, Excel's own format": (DAY, "mm-dd-yy", "1970-03-31"),
    "a day with its weekday, in German": (DAY, "[$-407]dddd, d/ mmmm yyyy;@", "1970-03-31"),
    "a day in Japanese": (DAY, 'yyyy"年"m"月"d"日"', "1970-03-31"),
    "a month": (DAY, "mmm yyyy", "1970-03"),
    "a month and two digits": (DAY, "mmm\\-yy", "1970-03"),
    "a year alone": (DAY, "yyyy", "1970"),
    "no year": (DAY, "d-mmm", "31 March"),
    "a month alone": (DAY, "mmmm", "March"),
    "a weekday": (DAY, "dddd", "Tuesday"),
    "midnight": (datetime.datetime(1970, 3, 31), "yyyy-mm-dd hh:mm:ss", "1970-03-31"),
    "a time": (
        datetime.datetime(1970, 3, 31, 20, 17),
        "yyyy-mm-dd hh:mm",
        "1970-03-31 20:17:00",
    ),
    "a time that is not shown": (
        datetime.datetime(1970, 3, 31, 20, 17),
        "yyyy-mm-dd",
        "1970-03-31",
    ),
    "minutes": (datetime.datetime(1970, 3, 31, 5, 6), "mm:ss", "05:06:00"),
    "words around a number": (44, '0" BC"', "44 BC"),
    "words before it": (44, '"AD "0', "AD 44"),
}


@pytest.mark.parametrize(("value", "shown", "words"), VALUES.values(), ids=VALUES)
def test_values(value: Any, shown: str, words: str) -> None:
    """A cell says what its format shows: a date shown as a year is a year, never a day."""
    assert (words, "") == one_cell(value, shown)


NO_DATES = {
    "a number of days": (
        16072,
        "General",
        '"16072": this may be a year, or the number that Excel has for 1944-01-01; format the column as dates and export again, or write "1944-01-01" or "Y16072"',
    ),
    "a day before March 1900": (
        datetime.date(1900, 2, 28),
        "yyyy-mm-dd",
        '"1900-02-28": Excel and LibreOffice count the days before March 1900 differently; type the day that is meant as text, such as \'1900-02-28: the apostrophe at its start makes Excel keep it as text',
    ),
    "Excel's 29 February 1900": (
        60,
        "yyyy-mm-dd",
        '"1900-02-28": Excel and LibreOffice count the days before March 1900 differently; type the day that is meant as text, such as \'1900-02-28: the apostrophe at its start makes Excel keep it as text',
    ),
    "a number with more in its format": (
        44,
        '[Red]0" v. Chr."',
        '"44": the cell shows this number in words of its own; write them as text',
    ),
    "a formula without a value": (
        "=DATE(1970,3,31)",
        "yyyy-mm-dd",
        '"(formula)": this formula has no stored value; open the file in Excel, save it, and import it again',
    ),
    "an error": ("#REF!", "General", '"#REF!": the cell holds an error, #REF!'),
    "a negative year": (
        -500,
        "General",
        '"-500": a negative year counts with a year zero or without one; write "500 BCE" or, if there is a year zero, "501 BCE"',
    ),
}


@pytest.mark.parametrize(("value", "shown", "problem"), NO_DATES.values(), ids=NO_DATES)
def test_no_dates(value: Any, shown: str, problem: str) -> None:
    """What may be another day, or none, is the problem of its row, with what to do."""
    assert ("", problem) == one_cell(value, shown)


def test_the_first_of_march_1900_is_plain() -> None:
    """From March 1900 all programs count alike."""
    assert ("1900-03-01", "") == one_cell(datetime.date(1900, 3, 1), "yyyy-mm-dd")


def test_the_years_of_macs() -> None:
    """Days may be counted from 1904; these have no doubt in them."""

    def fill(made: Any, sheet: Sheet) -> None:
        made.epoch = CALENDAR_MAC_1904
        sheet.append(("Title", "Date"))
        sheet.append(("A", datetime.date(1904, 1, 5)))
        sheet.append(("B", DAY))

    assert ["1904-01-05", "1970-03-31"] == [row.words for row in read(book(fill)).rows]


def test_dates_that_are_text_inside() -> None:
    """A date stored as ISO 8601 is no number of days, so any year is plain."""
    data = with_sheet(
        of_rows(("Title", "Date"), ("A", DAY)),
        b't="n"><v>25658</v>',
        b't="d"><v>1850-03-31</v>',
    )

    assert "1850-03-31" == read(data).rows[0].words


def test_a_formula_with_a_value() -> None:
    """The value that was stored with a formula counts; an empty text is a blank cell."""
    data = of_rows(("Title", "Date", "Text"), ("A", "=1900+45", '=""'))
    data = with_sheet(data, b"<f>1900+45</f><v></v>", b"<f>1900+45</f><v>1945</v>")
    data = with_sheet(data, b"<f>1900+45</f><v />", b"<f>1900+45</f><v>1945</v>")
    data = repacked(
        data,
        lambda name, part: (
            re.sub(rb'<c r="C2"[^>]*>', b'<c r="C2" t="str">', part)
            if name.endswith("sheet1.xml")
            else part
        ),
    )
    row = read(data).rows[0]

    assert ("1945", "", "") == (row.words, row.text, row.problem)


FORMATS = {
    "General": "",
    "0.00": "",
    "yyyy": "y",
    "mmm yy": "ym",
    "d-mmm-yy": "ymd",
    "m/d/yy h:mm": "ymdt",
    "h:mm AM/PM": "t",
    "[h]:mm:ss": "t",
    "mm:ss.0": "t",
    'yyyy;"d"': "y",
    '"day" yyyy': "y",
    "yyyy\\d": "y",
    "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy": "ymd",
    "ge.m.d": "ymd",
    "dddd": "",
    "yyyy_)": "y",
}


@pytest.mark.parametrize(("number_format", "units"), FORMATS.items(), ids=FORMATS)
def test_units_shown(number_format: str, units: str) -> None:
    """The units of time that a format shows; what is quoted, escaped or in brackets is none."""
    assert units == units_shown(number_format)


@given(st.text("ymdhs:/-;\"\\[]_* .Aa'", max_size=20))
@settings(max_examples=200, deadline=None)
def test_any_format(number_format: str) -> None:
    """Any format shows some units, in their order."""
    units = units_shown(number_format)
    assert units == "".join(unit for unit in "ymdt" if unit in units)


# Sheets


def test_the_sheet() -> None:
    """The first visible sheet with a header is read, and which; another if it is said."""

    def fill(made: Any, sheet: Sheet) -> None:
        sheet.append(("Read me",))
        for name, title in (("Hidden", "H"), ("Events", "E"), ("More", "M")):
            made.create_sheet(name).append(("Title", "Date"))
            made[name].append((title, 1945))
        made["Hidden"].sheet_state = "hidden"

    data = book(fill)

    assert ["E"] == [row.title for row in read(data).rows]
    assert (
        'sheet "Events" is read, not "Sheet", "Hidden", "More" (--sheet NAME for another)'
        == typed(read(data).taken_as[0])
    )
    assert ["M"] == [row.title for row in read(data, sheet="more").rows]
    assert 'no sheet is called "Foo"; there are "Sheet", "Hidden", "Events", "More"' == problem_of(
        data, sheet="Foo"
    )


def test_titles_blanks_and_merged_cells() -> None:
    """Rows keep their numbers; what cells merged down a column say holds for each row."""

    def fill(_: Any, sheet: Sheet) -> None:
        sheet["A1"] = "Our history"
        sheet.merge_cells("A1:C1")
        for at, row in {
            3: ("Lane", "Title", "Date"),
            4: ("First", "A", 1945),
            5: (None, "B", 1946),
            7: (None, "C", 1947),
            8: ("Second", "D", 1948),
        }.items():
            for column, value in enumerate(row, 1):
                sheet.cell(at, column, value)
        sheet.merge_cells("A4:A7")
        sheet.row_dimensions[5].hidden = True

    imported = read(book(fill))

    assert [
        ("row 4", "A", "First"),
        ("row 5", "B", "First"),
        ("row 7", "C", "First"),
        ("row 8", "D", "Second"),
    ] == [(row.place, row.title, row.lane) for row in imported.rows]
    assert (
        'row 1 stands above the header and is no event: "Our history"',
        'column "Lane": what merged cells say holds for each of their rows',
        'column "Lane" as lane',
        'column "Title" as title',
        'column "Date" as date',
    ) == imported.taken_as


def test_links_comments_and_line_ends() -> None:
    """Links behind cells are links; comments are counted as lost."""

    def fill(_: Any, sheet: Sheet) -> None:
        sheet.append(("Title", "Date", "Text"))
        sheet.append(("A", 1945, "one_x000D_\ntwo"))
        sheet.append(("https://b.org", 1946))
        sheet["A2"].hyperlink = "https://a.org/x"
        sheet["A3"].hyperlink = "https://b.org/"
        sheet["A2"].comment = Comment("Is this so?", "me")

    imported = read(book(fill))

    assert [(("https://a.org/x", ""),), ()] == [row.links for row in imported.rows]
    assert 'the links behind the cells of column "Title" are called "Title (link)"' in (
        imported.taken_as
    )
    assert "one\ntwo" == imported.rows[0].text
    assert {"no place for it": 1} == imported.tally.fields["comments on cells"].why


def test_merges_and_links_as_large_as_a_sheet() -> None:
    """What holds for a range of cells takes no room by the size of the range."""

    def fill(_: Any, sheet: Sheet) -> None:
        sheet.append(("Title", "Date"))
        sheet.append(("A", 1945))
        sheet.merge_cells("A5:A6")
        sheet["A2"].hyperlink = "https://a.org/x"

    data = with_sheet(book(fill), b'"A5:A6"', b'"A5:XFD1048576"')
    row = read(with_sheet(data, b'ref="A2"', b'ref="A2:XFD1048576"')).rows[0]

    assert (("https://a.org/x", ""),) == row.links


def test_duplicate_and_missing_names() -> None:
    """Columns without a name of their own get one, by their number in the sheet."""
    sheet = file(of_rows(("Title", "Date", None, "Date"), ("A", 1945, "x", 1946))).table

    assert ("Title", "Date", "column 3", "Date (2)") == sheet.header
    assert (1, 2, 3, 4) == sheet.columns


# Workbooks that are none, or bad

_USUAL = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"

NO_BOOKS = {
    "cut off": (SMALL[: len(SMALL) // 2], "this workbook is broken: File is not a zip file; save it again"),
    "an old workbook": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100),
        "this is an old Excel workbook (.xls), or one with a password; save it without a password as .xlsx, or as CSV",
    ),
    "LibreOffice": (
        packed(mimetype=b"application/vnd.oasis.opendocument.spreadsheet", content_xml=b"<a/>"),
        "this is an OpenDocument file (.ods); save it as .xlsx or as CSV",
    ),
    "Word": (packed(word__document_xml=b"<a/>"), "this is a Word document; save its table as CSV"),
    "any archive": (packed(a=b"b"), "this is a ZIP archive, and no Excel workbook; unpack it first"),
    "a bomb": (
        packed(xl__workbook_xml=bytes(65 << 20)),
        "this workbook unpacks to 65 MB in 1 parts, over the limit of 64 MB; save its sheet as CSV",
    ),
    "entities": (
        with_sheet(SMALL, b"<worksheet", b'<!DOCTYPE a [<!ENTITY b "c">]><worksheet'),
        "part xl/worksheets/sheet1.xml declares a document type; save it as .xlsx or as CSV",
    ),
    "entities in a part of another name": (
        with_strings(b'<!DOCTYPE sst [<!ENTITY a "b">]><sst><si><t>&a;</t></si></sst>'),
        "a part of this workbook declares entities; save it as .xlsx or as CSV",
    ),
    "the strict form": (
        repacked(SMALL, lambda _, part: part.replace(_USUAL, b"http://purl.oclc.org/ooxml/main")),
        'this is a strict Open XML workbook; save it as "Excel Workbook"',
    ),
    "tags deep in each other": (
        with_sheet(SMALL, b"<is><t>A</t>", b"<is>" + b"<r>" * 50_000 + b"</r>" * 50_000),
        "this workbook is broken: tags stand more than 100 deep in part xl/worksheets/sheet1.xml",
    ),
    "a row past all sheets": (
        with_sheet(SMALL, b'<row r="2"', b'<row r="99999999999"'),
        'this workbook is broken: there is no row "99999999999"',
    ),
    "a column past all sheets": (
        with_sheet(SMALL, b'r="B2"', b'r="ZZZ2"'),
        "this sheet is too large; save what belongs in the timeline as CSV",
    ),
    "a text that is not there": (
        with_sheet(SMALL, b't="n"><v>1945<', b't="s"><v>1945<'),
        "this workbook is broken: list index out of range; save it again",
    ),
    "no sheet with a header": (
        of_rows(("only",), ("a",)),
        "no sheet of this workbook has a row of column names",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("data", "message"), NO_BOOKS.values(), ids=NO_BOOKS)
def test_no_books(data: bytes, message: str) -> None:
    """What is no workbook, or a dangerous one, is named before it is opened."""
    assert message == problem_of(data)


def test_no_book_but_said_to_be_one() -> None:
    """A table as text is no workbook."""
    with pytest.raises(Unreadable, match=r"^this is no Excel workbook;") as caught:
        excel.read(file(b"a,b\n1,2\n"))

    assert typed(caught.value).endswith("; leave --from out, or give --from csv")


def test_a_workbook_has_no_encoding() -> None:
    """An option for text is refused where there is none."""
    assert (
        "a workbook has neither encodings nor delimiters; leave --encoding and --delimiter out"
        == problem_of(SMALL, encoding="utf-8")
    )


def test_limits_of_sheets(monkeypatch: pytest.MonkeyPatch) -> None:
    """A cell, cells and what merged cells come to are all bounded."""
    rows = [("Title", "Date"), *((f"t{at}", 1945) for at in range(30))]
    long = of_rows(("Title", "Date", "Text"), ("A", 1945, "x" * 30_000))

    monkeypatch.setattr(tables, "MOST_CHARACTERS", 20_000)
    assert "row 2, column 3: this cell has more than 0 million characters" in problem_of(long)
    monkeypatch.undo()
    monkeypatch.setattr(tables, "MOST_TEXT", 20_000)
    assert "row 2: the table has more than 0 million characters" in problem_of(long)
    monkeypatch.setattr(tables, "MOST_CELLS", 50)
    assert "row 31: the table has more than 50 cells; import it in parts" == problem_of(
        of_rows(*rows)
    )
    monkeypatch.setattr(workbooks, "_MOST_PLACES", 50)
    assert "this sheet is too large" in problem_of(of_rows(*rows))


@given(st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_damage(data: st.DataObject) -> None:
    """A workbook with any part of it damaged is read, or said to be broken."""
    names = zipfile.ZipFile(io.BytesIO(SMALL)).namelist()
    damaged = data.draw(st.sampled_from(names))
    at = data.draw(st.integers(0, 2000))
    put = data.draw(st.sampled_from([b"", b"<", b'"', b"9", b"-", b"</row>", b"<c>", b"\xff"]))
    length = data.draw(st.integers(0, 30))

    def change(name: str, part: bytes) -> bytes:
        place = at % len(part)
        return part[:place] + put + part[place + length :] if name == damaged else part

    taken = file(repacked(SMALL, change))
    assert taken.has_table in (True, False)


def test_the_same_twice() -> None:
    """The same workbook comes to the same rows."""
    assert read(SMALL).rows == read(SMALL).rows
