"""Which column of a table is what, and what becomes of its cells."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from support.typed import lost as lost_of
from support.typed import typed

from timeline.edtf import parse
from timeline.importing.drafting.settling import EITHER_FIRST
from timeline.importing.formats import records, table
from timeline.importing.input import Given
from timeline.importing.rows import Choices, Cited, Imported, Row, Unreadable
from timeline.importing.sheets.headings import KEYS, RANKS, plain

laws = settings(max_examples=100, deadline=None)


def read(text: str, **choices: Any) -> Imported:
    return table.read(Given("file", text.encode(), Choices(**choices)))


def guessed(header: str, *rows: str, **choices: Any) -> dict[str, str]:
    """The key of each column that has one."""
    imported = read("\n".join((header, *rows)) + "\n", **choices)
    pairs = (typed(said).removeprefix('column "').split('" as ') for said in imported.taken_as)
    return {pair[0]: pair[1] for pair in pairs if len(pair) == 2}


def dated(cell: str, **choices: Any) -> Row:
    """The one row of a table with a cell as its date."""
    quoted = '"' + cell.replace('"', '""') + '"'
    return read(f"Title,Date\nA,{quoted}\n", **choices).rows[0]


def lost(imported: Imported) -> dict[str, dict[str, int]]:
    return lost_of(imported.tally.fields.values())


# Columns by their names

HEADERS = {
    "English": (
        "Title,Start Date,End Date,Description,Category,Source URL",
        {"Title": "title", "Start Date": "date", "End Date": "end", "Description": "text", "Category": "lane"},
    ),
    "German": (
        "Überschrift,Beginn,Ende,Beschreibung,Gruppe,Quelle",
        {"Überschrift": "title", "Beginn": "date", "Ende": "end", "Beschreibung": "text", "Gruppe": "lane", "Quelle": "sources"},
    ),
    "French": (
        "Événement,Date de début,Date de fin,Texte,Catégorie,Mots-clés",
        {"Événement": "title", "Date de début": "date", "Date de fin": "end", "Texte": "text", "Catégorie": "lane", "Mots-clés": "tags"},
    ),
    "Spanish": (
        "Título,Fecha de inicio,Fecha de fin,Descripción,Categoría,Enlaces",
        {"Título": "title", "Fecha de inicio": "date", "Fecha de fin": "end", "Descripción": "text", "Categoría": "lane", "Enlaces": "links"},
    ),
    "Portuguese": (
        "Título,Data de início,Data de fim,Descrição,Categoria,Notas",
        {"Título": "title", "Data de início": "date", "Data de fim": "end", "Descrição": "text", "Categoria": "lane", "Notas": "note"},
    ),
    "Italian": (
        "Titolo,Data di inizio,Data di fine,Descrizione,Gruppo,Fonte",
        {"Titolo": "title", "Data di inizio": "date", "Data di fine": "end", "Descrizione": "text", "Gruppo": "lane", "Fonte": "sources"},
    ),
    "Japanese": (
        "出来事,開始日,終了日,説明,グループ,出典",
        {"出来事": "title", "開始日": "date", "終了日": "end", "説明": "text", "グループ": "lane", "出典": "sources"},
    ),
    "case, underscores and words run together": (
        "EVENT_NAME,startDate,END-DATE,Details:,x,y",
        {"EVENT_NAME": "title", "startDate": "date", "END-DATE": "end", "Details:": "text"},
    ),
    "remarks in brackets": (
        "Title (short),Date (from),Date (until),Text [Markdown],a,b",
        {"Title (short)": "title", "Date (from)": "date", "Date (until)": "end", "Text [Markdown]": "text"},
    ),
}  # fmt: skip


@pytest.mark.parametrize(("header", "expected"), HEADERS.values(), ids=HEADERS)
def test_names(header: str, expected: dict[str, str]) -> None:
    """Columns are known by their names in several languages, however they are spelt."""
    assert expected == guessed(header, "A,1945,1946,words,one,z", "B,1950,1951,more words,one,z")


def test_every_key_has_a_name_of_its_own() -> None:
    """Every key but the JSON ones can be guessed by its own name, and names are in plain form."""
    for key in set(KEYS) - {"figures", "accounts", "extra", "type", "was"}:
        assert key.replace("_", " ") in RANKS[key]
    assert all(name == plain(name) for names in RANKS.values() for name in names)


CONTENTS = {
    "a type that is a category": (
        ("Title,Date,Type", "A,1945,Battle", "B,1946,Treaty"),
        {"Title": "title", "Date": "date"},
    ),
    "a type of rows": (
        ("Title,Date,Type", "A,1945/1950,Period", "B,1946,event"),
        {"Title": "title", "Date": "date", "Type": "type"},
    ),
    "tags in German are days": (
        ("Titel,Jahr,Monat,Tag", "A,1945,3,31", "B,1946,4,1"),
        {"Titel": "title", "Jahr": "year", "Monat": "month", "Tag": "day"},
    ),
    "tags in English are not": (
        ("Title,Date,Tag", "A,1945,x", "B,1946,y"),
        {"Title": "title", "Date": "date", "Tag": "tags"},
    ),
    "categories with several in a cell": (
        ("Title,Date,Category", "A,1945,x; y", "B,1946,y"),
        {"Title": "title", "Date": "date", "Category": "tags"},
    ),
    "places that something goes from and to": (
        ("Title,Date,From,To", "A,1945,London,Paris", "B,1946,Rome,Oslo"),
        {"Title": "title", "Date": "date"},
    ),
    "data that are no dates": (
        ("Title,When,Data", "A,1945,some", "B,1946,more"),
        {"Title": "title", "When": "date"},
    ),
    "historical figures": (
        ("Title,Date,Figures", "A,1945,Ada Lovelace", "B,1946,Alan Turing"),
        {"Title": "title", "Date": "date"},
    ),
    "figures as JSON": (
        ("Title,Date,Figures", 'A,1945,"[{""what"": ""x"", ""value"": 1}]"'),
        {"Title": "title", "Date": "date", "Figures": "figures"},
    ),
    "a year beside the day and month": (
        ("Title,Date,Year", "A,4 July,1776", "B,14 July,1789"),
        {"Title": "title", "Date": "date_words", "Year": "year"},
    ),
    "a date that is a day": (
        ("Name of Incident,Date,Month,Year", "A,4,July,1776", "B,14,July,1789"),
        {"Name of Incident": "title", "Date": "day", "Month": "month", "Year": "year"},
    ),
    "a year beside the date": (
        ("Title,Date,Year", "A,4 July 1776,1776", "B,14 July 1789,1789"),
        {"Title": "title", "Date": "date"},
    ),
    "names that say nothing": (
        ("a,b,c,d", "First,1945-03-01,12,https://a.org", "Second,c. 1946,13,https://b.org"),
        {"a": "title", "b": "date", "d": "links"},
    ),
    "years and other numbers": (
        ("a,b,c", "First,70000,1945", "Second,80000,1946"),
        {"a": "title", "c": "date"},
    ),
    "a summary beside a title": (
        ("Summary,Title,Date", "words,A,1945"),
        {"Summary": "text", "Title": "title", "Date": "date"},
    ),
    "a summary alone": (("Summary,Date", "A,1945"), {"Summary": "title", "Date": "date"}),
}


@pytest.mark.parametrize(("rows", "expected"), CONTENTS.values(), ids=CONTENTS)
def test_contents(rows: tuple[str, ...], expected: dict[str, str]) -> None:
    """What stands in a column settles what its name may mean, or what no name says."""
    assert expected == guessed(*rows)


def test_what_is_said_wins() -> None:
    """Columns go where they are told, by their names in any case; "" drops one."""
    rows = ("Name,Title,Date,Ort", "A,B,1945,Wien")

    assert {"Name": "title", "Title": "label", "Date": "date"} == guessed(
        *rows, columns={"name": "title", "Title": "label", "Ort": ""}
    )
    imported = read("\n".join(rows), columns={"Ort": "extra", "Name": ""})
    assert {"extra": {"Ort": "Wien"}} == imported.rows[0].more
    assert {"Name": {"dropped, as was asked": 1}} == lost(imported)


def test_a_date_column_without_dates() -> None:
    """A column called Date is that of the dates, even if every row lacks one."""
    rows = read("Title,Date\nA,\n").rows

    assert ["there is no date; write one, as in 1965, 1965-03-31 or c. 1965"] == [
        row.problem for row in rows
    ]


def test_sources_that_are_addresses() -> None:
    """An address given as a source is a link; both are told."""
    imported = read("Title,Date,Source\nA,1945,https://a.org\nB,1946,Chronicle\n")

    assert "links and sources" == imported.tally.fields["Source"].into


UNREADABLE = {
    "a column that is not there": (
        "Titel,Datum\nA,1945\n",
        {"Titl": "title"},
        'no column is called "Titl"; did you mean "Titel"?',
    ),
    "nothing like a column": (
        "Titel,Datum\nA,1945\n",
        {"xyz": "title"},
        'no column is called "xyz"; the columns are "Titel", "Datum"',
    ),
    "a key that is none": (
        "Titel,Datum\nA,1945\n",
        {"Titel": "titel"},
        '"titel" is no key that a column can go into; did you mean "title"?',
    ),
    "nothing like a key": (
        "Titel,Datum\nA,1945\n",
        {"Titel": "xyz"},
        f'"xyz" is no key that a column can go into; the keys are {", ".join(KEYS)}',
    ),
    "two columns for one key": (
        "Titel,Datum\nA,1945\n",
        {"Titel": "date", "Datum": "date"},
        '"Titel" and "Datum" cannot both be date; keep one of them as it is with --map "COLUMN=extra"',
    ),
    "no date": (
        "Title,Place\nA,Rome\n",
        {},
        'no column says when: the columns are "Title", "Place"; name it: --map "COLUMN=date"',
    ),
    "no title": (
        "Date,Count\n1945,12\n",
        {},
        'no column says what happened: the columns are "Date", "Count"; name it: --map "COLUMN=title"',
    ),
    "no header": (
        "1945-07-16,Trinity test\n1945-08-06,Hiroshima\n1945-08-09,Nagasaki\n",
        {},
        'the first row looks like an event: "1945-07-16" stands where a column has its name; put a row above it with names such as Date and Title',
    ),
}


@pytest.mark.parametrize(("text", "columns", "message"), UNREADABLE.values(), ids=UNREADABLE)
def test_unreadable(text: str, columns: dict[str, str], message: str) -> None:
    """What cannot be told of columns is said, with the columns or keys that there are."""
    with pytest.raises(Unreadable) as caught:
        read(text, columns=columns)

    assert message == typed(caught.value)


# Dates

ONE_DATE = {
    "words": ("c. 1965", "c. 1965"),
    "EDTF": ("-0499", "-0499"),
    "a year": ("1945", "1945"),
    "a year that a program made a decimal": ("1945.0", "1945"),
    "a year with a plus": ("+1945", "1945"),
    "midnight": ("1970-03-31 00:00:00", "1970-03-31"),
    "midnight in Greenwich": ("1970-03-31T00:00:00.000Z", "1970-03-31"),
    "midnight elsewhere": ("1970-03-31T00:00:00+02:00", "1970-03-31T00:00:00+02:00"),
    "a time of day": ("1970-03-31T20:17", "1970-03-31T20:17"),
    "words in lines": ("31 March\n1970", "31 March 1970"),
}


@pytest.mark.parametrize(("cell", "words"), ONE_DATE.values(), ids=ONE_DATE)
def test_one_date(cell: str, words: str) -> None:
    """A cell is left to be read as words, without the midnight or ".0" of a program."""
    row = dated(cell)

    assert (words, "", "") == (row.words, row.edtf, row.problem)


NO_DATE = {
    "a number of days": (
        "16072",
        'this may be a year, or the number that Excel has for 1944-01-01; format the column as dates and export again, or write "1944-01-01" or "Y16072"',
    ),
    "a number of days and hours": (
        "16072.5",
        'this may be a year, or the number that Excel has for 1944-01-01; format the column as dates and export again, or write "1944-01-01" or "Y16072"',
    ),
    "a year before Christ, with a year zero or without": (
        "-500",
        'a negative year counts with a year zero or without one; write "500 BCE" or, if there is a year zero, "501 BCE"',
    ),
    "four digits of it": (
        "-1200",
        'a negative year counts with a year zero or without one; write "1200 BCE" or, if there is a year zero, "1201 BCE"',
    ),
    "with a sign of typesetters": (
        "\u2212500",
        'a negative year counts with a year zero or without one; write "500 BCE" or, if there is a year zero, "501 BCE"',
    ),
    "twice before Christ": ("-44 BC", "a minus sign beside BC says it twice; write one of them"),
    "eight digits that are no day": (
        "19700000",
        'this may be a year of more than four digits, or something else; write the date, as in 1970-03-31, or "Y19700000"',
    ),
    "nine digits": (
        "123456789",
        "this may count seconds from 1970; write the date, as in 1970-03-31",
    ),
    "a year and a fraction": (
        "1970.5",
        "this may be a month, or a part of a year; write the month as in 1970-05",
    ),
    "a year zero": ("0", 'this is no year; write "1 BCE" if it is the year before 1'),
    "seconds": ("1366473600", "this may count seconds from 1970; write the date, as in 1970-03-31"),
    "milliseconds": (
        "1366473600000",
        "this may count milliseconds from 1970; write the date, as in 1970-03-31",
    ),
}


@pytest.mark.parametrize(("cell", "problem"), NO_DATE.values(), ids=NO_DATE)
def test_no_date(cell: str, problem: str) -> None:
    """A number that may be a year or something else is no date; it is said what to write."""
    assert f'column "Date": "{cell}": {problem}' == dated(cell).problem


TWO_DATES = {
    "years": ("1945", "1950", "1945/1950"),
    "the same": ("1945", "1945", "1945"),
    "of different precision": ("March 1945", "1950", "1945-03/1950"),
    "doubtful": ("c. 1945", "1950?", "1945~/1950?"),
    "before Christ": ("490 BC", "479 BC", "-0489/-0478"),
    "still going on": ("1945", "..", "1945/.."),
    "an interval in one cell": ("1945 to 1950", "", ""),
}


@pytest.mark.parametrize(("start", "end", "edtf"), TWO_DATES.values(), ids=TWO_DATES)
def test_two_dates(start: str, end: str, edtf: str) -> None:
    """A start and an end are an interval, its end included."""
    row = read(f"Title,Start,End\nA,{start},{end}\nB,1945,1946\n").rows[0]

    assert (edtf, "") == (row.edtf, row.problem)
    assert "" == edtf or parse(edtf)


TWO_PROBLEMS = {
    "backwards": ("1950", "1945", '"1950" to "1945": the interval ends before it starts'),
    "an end alone": ("", "1945", '"1945" is an end without a start; write the start, or ".."'),
    "nothing": (
        "",
        "",
        "there is no date; write one, as in 1965, 1965-03-31 or c. 1965",
    ),
    "two ways to read the end": (
        "1945",
        "03/04/1970",
        'column "End": "03/04/1970": this can be read in more than one way; write 1970-04-03 or 1970-03-04',
    ),
    "an interval and an end": (
        "1940 to 1945",
        "1950",
        'column "Start": "1940 to 1945": this is no single date, but stands beside a start or an end',
    ),
    "a word for today": (
        "1945",
        "today",
        'column "End": "today": this depends on the day on which it is read; write the date itself, as in 1970-03-31',
    ),
}


@pytest.mark.parametrize(("start", "end", "problem"), TWO_PROBLEMS.values(), ids=TWO_PROBLEMS)
def test_two_problems(start: str, end: str, problem: str) -> None:
    """Where a start and an end are no interval, the cell that is to blame is shown."""
    row = read(f"Title,Start,End\nA,{start},{end}\nB,1945,1946\n").rows[0]

    assert problem == row.problem
    assert ("in more than one way" in problem) == (row.settled_by == (EITHER_FIRST,))


def test_words_around_two_dates_stay() -> None:
    """What the words of a start or an end say beyond a date is kept as its text."""
    row = read("Title,Start,End\nA,early 1960s,1970\nB,1945,1946\n").rows[0]

    assert ("196X/1970", "early 1960s – 1970") == (row.edtf, row.date_text)


def test_the_order_of_day_and_month() -> None:
    """It is said what would settle dates that can be read in two ways, and settled if asked."""
    text = "Title,Date,End\nA,25/12/1970,\nB,03/04/1971,05/06/1971\nC,01/02/1972,\n"

    told = [said for said in map(typed, read(text).taken_as) if said.startswith("of the dates")]
    assert [
        'of the dates in column "Date" 2 can be read with the day first or the month first; 1 others have the day first, as "25/12/1970": if all do, add --day-first',
        'of the dates in column "End" 1 can be read with the day first or the month first; add --day-first or --month-first',
    ] == told
    assert "1971-04-03/1971-06-05" == read(text, day_first=True).rows[1].edtf
    assert "1971-03-04/1971-05-06" == read(text, day_first=False).rows[1].edtf
    assert (
        'of the dates in column "Date" 1 have the day first, as "25/12/1970", against --month-first'
        in map(typed, read(text, day_first=False).taken_as)
    )


PARTS = {
    "a year": (",,", "", 'there is no date; write one, as in 1965, 1965-03-31 or c. 1965'),
    "a day": ("1970,3,31", "1970-03-31", ""),
    "a month in words": ("1970,March,", "1970-03", ""),
    "decimals": ("1970.0,3.0,31.0", "1970-03-31", ""),
    "a year of three digits": ("800,,", "0800", ""),
    "a year in words": ("c. 1970,,", "1970~", ""),
    "a month before Christ": ("44 BC,3,15", "-0043-03-15", ""),
    "no month": ("1970,,31", "", '"1970-31": there is a day but no month'),
    "no year": (",3,31", "", '"3-31": the year is missing'),
    "no such month": (
        "1970,13,",
        "",
        'column "Month": "13": there is no month 13; months run from 1 to 12',
    ),
    "no such day": (
        "1970,2,30",
        "",
        'column "Year" and those beside it: "30 February 1970": February 1970 has 28 days; write a day from 01 to 28, or 1970-02',
    ),
    "no day": ("1970,2,3?", "", 'column "Day": "3?": this is no day of a month; days run from 1 to 31'),
    "two digits": (
        "45,,",
        "",
        'column "Year": "45": this year has fewer than three digits; write it in full, or "AD 45"',
    ),
}  # fmt: skip


@pytest.mark.parametrize(("cells", "edtf", "problem"), PARTS.values(), ids=PARTS)
def test_parts(cells: str, edtf: str, problem: str) -> None:
    """Year, month and day in columns of their own are one date; only what stands there counts."""
    rows = "B,1970,1,1\nC,1970,1,1\nD,1970,1,1\n"
    row = read(f"Title,Year,Month,Day\nA,{cells}\n{rows}").rows[0]

    assert (edtf, problem) == (row.edtf, row.problem)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=30).filter(str.strip))
@example("-")
@example("9" * 25)
@example("2958466")
@example("1970-03-31T00:00Z")
@laws
def test_any_cell_has_a_date_words_or_a_problem(cell: str) -> None:
    """Whatever stands in a cell, it is read, left to be read, or told; it is never dropped."""
    row = dated(cell.replace("\0", ""))

    assert row.words or row.problem


@given(st.dates(), st.dates())
@laws
def test_days_come_back(start: Any, end: Any) -> None:
    """Two days are the interval between them, or the later one cannot come first."""
    row = read(f"Title,Start,End\nA,{start},{end}\n").rows[0]

    if start < end:
        assert f"{start}/{end}" == row.edtf
    else:
        assert (str(start) if start == end else "") == row.edtf
        assert (start == end) == (not row.problem)


# Pictures


def test_pictures_of_a_table() -> None:
    """A column of pictures is media, what stands beside them is said of the first; all of it is told."""
    imported = read(
        "Title,Date,Image,Image credit,Caption,Alt text,Licence\n"
        "A,1970,https://e.org/a.jpg,Ann Lee,The mill,Carts wait,CC BY 4.0\n"
        "B,1971,https://e.org/the_mill.jpg https://e.org/c.jpg,,,,\n"
        "C,1972,c.jpg,Me,,,\n"
        "D,1973,,,Nothing,,\n"
    )

    assert [
        [
            {
                "url": "https://e.org/a.jpg",
                "alt": "Carts wait",
                "caption": "The mill",
                "credit": "Ann Lee",
                "licence": "CC BY 4.0",
            }
        ],
        [
            {"url": "https://e.org/the_mill.jpg", "caption": "the mill"},
            {"url": "https://e.org/c.jpg", "caption": "c"},
        ],
        [],
        [],
    ] == [row.more.get("media", []) for row in imported.rows]
    assert {
        "Image": ("media", 2, {"this is no web address": 1}),
        "Image credit": ("media", 1, {"there is no picture beside it": 1}),
        "Caption": ("media", 1, {"there is no picture beside it": 1}),
        "Alt text": ("media", 1, {}),
        "Licence": ("media", 1, {}),
    } == {
        name: (field.into, field.kept, field.why)
        for name, field in imported.tally.fields.items()
        if name not in ("Title", "Date")
    }
    told = "2 pictures without words captioned by the name of their files or sites"
    assert told in imported.taken_as


@pytest.mark.parametrize("header", ["Bild", "photo", "Picture URL", "mediaUrl", "imagen", "写真"])
def test_what_a_column_of_pictures_is_called(header: str) -> None:
    """In any of the languages, in one word or two; what stands beside it is of the picture."""
    found = guessed(f"Title,Date,{header},Caption", "A,1970,https://e.org/a.jpg,b")

    assert ("media", "media_caption") == (found[header], found["Caption"])


def test_columns_beside_no_picture_are_none_of_its() -> None:
    """Without a column of pictures a caption or licence says something else."""
    found = guessed("Title,Date,Caption,Licence,Image", "A,1970,x,y,a.jpg")

    assert {"Title", "Date"} == set(found)


def test_pictures_as_objects() -> None:
    """Records say more of a picture, by our keys or by others."""
    data = [
        {"title": "A", "date": "1970", "media": [
            {"url": "https://e.org/a.jpg", "alt": "x", "caption": "A & B", "credit": "Me",
             "licence": "CC0", "source": "https://e.org/a"},
            "https://e.org/b.jpg",
        ]},
        {"title": "B", "date": "1971", "media":
            {"src": "https://e.org/c.jpg", "title": "C", "author": "You", "width": 500}},
        {"title": "C", "date": "1972", "media": {"title": "D"}},
    ]  # fmt: skip
    imported = records.read(Given("x.json", json.dumps(data).encode()))

    assert [
        [
            {
                "url": "https://e.org/a.jpg",
                "alt": "x",
                "caption": "A & B",
                "credit": "Me",
                "licence": "CC0",
                "source": "https://e.org/a",
            },
            {"url": "https://e.org/b.jpg", "caption": "b"},
        ],
        [{"url": "https://e.org/c.jpg", "caption": "C", "credit": "You"}],
        [],
    ] == [row.more.get("media", []) for row in imported.rows]
    assert {'no place in a picture for "width"': 1, "this is no web address": 1} == (
        imported.tally.fields["media"].why
    )


# Other cells


def test_cells_go_where_they_belong() -> None:
    """Text and HTML, tags, links and sources each come to what they are with us."""
    imported = read(
        "Title,Date,Text,Lane,Tags,Link,Sources,Importance,Note,Label,See,ID,Attested by,Date text\n"
        'A & B,1970,"<p>One <b>two</b></p><script>x</script>",L,"a, b, a",'
        'See https://a.org/x_(y).,"Chronicle; https://b.org/",5,*n*,lab,"b, c",first,,Easter\n'
        "B,1971,5 < 6,,z,ftp://a.org,,6,,,,second,,\n"
        "C,,,,,https://a.org/ and https://b.org/,,,,,,third,1997,\n"
    )

    first, second, third = imported.rows
    assert (
        Row(
            place="row 2",
            title="A & B",
            words="1970",
            date_text="Easter",
            id="first",
            label="lab",
            text="One **two**",
            lane="L",
            tags=("a", "b"),
            importance=5,
            links=(("https://a.org/x_(y)", "See"), ("https://b.org/", "")),
            cites=(Cited(source="Chronicle"),),
            see=("b", "c"),
            note="\\*n\\*",
        )
        == first
    )
    assert ("5 < 6", None, ()) == (second.text, second.importance, second.links)
    assert (True, "1997") == (third.attested, third.words)
    assert (("https://a.org/", ""), ("https://b.org/", "")) == third.links
    assert {
        "Text": {"scripts are not kept": 1},
        "Link": {"no web or mail address in it": 1, "words between addresses": 1},
        "Importance": {"it is not 1 to 5": 1},
    } == lost(imported)


def test_tags_with_commas_in_them() -> None:
    """Where a column has semicolons, they alone part its tags."""
    rows = read('Title,Date,Tags\nA,1970,"x; y, z"\nB,1971,"v, w"\n').rows

    assert [("x", "y, z"), ("v, w",)] == [row.tags for row in rows]


def test_ids_that_are_numbers() -> None:
    """Bare numbers are ids only if something refers to them, or if it is said."""
    text = "ID,Title,Date\n1,A,1970\n2,B,1971\n"

    assert ["", ""] == [row.id for row in read(text).rows]
    assert 'the numbers of column "ID" are not used as ids (--map "ID=id" uses them)' == typed(
        read(text).taken_as[-1]
    )
    assert ["1", "2"] == [row.id for row in read(text, columns={"ID": "id"}).rows]
    assert ["1", "2"] == [row.id for row in read("ID,Title,Date,See\n1,A,1970,2\n2,B,1971,\n").rows]


def test_a_row_without_a_title_or_with_two_dates() -> None:
    """Such a row is a problem, and its cells are shown."""
    rows = read("Title,Date,Attested\n,1970,\nB,1970,1971\n").rows

    assert [
        "there is no title; write a few words",
        'column "Attested": "1971": a date stands beside it; an event has one of them',
    ] == [row.problem for row in rows]


def test_a_text_too_long_to_read() -> None:
    """A cell of 10 MB is the problem of its row; the others are read."""
    rows = read(f"Title,Date,Text\nA,1970,{'x y ' * 2_500_000}\nB,1971,short\n").rows

    assert (
        'column "Text": a text of 9,999,999 characters, and 1,000,000 can be read'
        == rows[0].problem
    )
    assert ("short", "") == (rows[1].text, rows[1].problem)


def test_the_same_twice() -> None:
    """The same table comes to the same rows, sentences and counts."""
    text = "Title,Date,Ort,Tags\nA,1970,Wien,x\nB,?,Rom,y\n"

    first, second = read(text), read(text)
    assert (first.rows, first.taken_as, lost(first)) == (second.rows, second.taken_as, lost(second))


def test_a_display_date_that_says_less() -> None:
    """As in slides: the words are the date, and what the cell beside them has more is lost."""
    made = read(
        "Date,Event,Display date\n1945,A,c. 1945\n1940-01-01,B,1940s\nc. 1950,C,1950\n1960,D,May 1960\n"
    )

    assert [
        ("", "c. 1945", "c. 1945"),
        ("", "1940s", "1940s"),
        ("", "c. 1950", "1950"),
        ("", "1960", "May 1960"),
    ] == [(row.edtf, row.words, row.date_text) for row in made.rows]
    assert "in 2 rows the display date says less than the date; it is taken for the date" in (
        made.taken_as
    )
    assert {"Date": {"the display date says less, and is taken for the date": 1}} == lost(made)


def test_both_times_of_a_day_stay() -> None:
    """The times of a start and an end on one day are both kept in words."""
    made = read("Start,End,Event\n1970-01-01 09:00,1970-01-01 17:00,A\n1970-01-01,1970-01-01,B\n")

    assert [
        ("1970-01-01", "1970-01-01 09:00 – 1970-01-01 17:00"),
        ("1970-01-01", ""),
    ] == [(row.edtf, row.date_text) for row in made.rows]


def test_what_is_in_no_event_is_not_counted() -> None:
    """Values of a row that is reported are neither kept nor lost: the row itself is told."""
    made = read("Date,Event,Colour\n1970,A,red\n?,B,blue\n03/04/1970,C,green\n,D,\n")

    assert {"Date": 1, "Event": 1, "Colour": 0} == {
        name: field.kept for name, field in made.tally.fields.items()
    }
    assert {"Colour": 1} == {n: f.lost for n, f in made.tally.fields.items() if f.lost}
    assert 2 == read("Date,Event\n1970,A\n03/04/1970,C\n", day_first=True).tally.fields["Date"].kept


def test_an_extra_that_is_an_object() -> None:
    """A column "extra" holds what an event's extra holds; in another it is a text."""
    made = read('Date,Event,extra\n1970,A,"{""x"": 1}"\n1971,B,"{""y"": 2}"\n')

    assert [{"extra": {"x": 1}}, {"extra": {"y": 2}}] == [dict(row.more) for row in made.rows]
