"""`--rejected`: rows that did not come in, as a file that is mended and brought in again."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import openpyxl  # type: ignore[import-untyped]
import pytest
from click.testing import CliRunner, Result

from timeline.commands import main
from timeline.importing.sheets.tables import sheet_of
from timeline.text.reader import read

DATA = Path(__file__).parent / "data" / "imports"
WHY = "why not imported"
STAFF = """\
Title,When,Group,Note
A,1950,T,x
=SUM(A1),03/04/1970,T,"two
lines, ""q"", 'x"
'-B,soon,T,;=x
"""

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs `timeline import` in a folder that has staff.csv."""
    monkeypatch.chdir(tmp_path)
    Path("staff.csv").write_text(STAFF, "utf-8")

    def invoke(*arguments: str, stdin: str | bytes = "") -> Result:
        result = CliRunner().invoke(main, ["import", *arguments], input=stdin)
        assert result.exception is None or isinstance(result.exception, SystemExit), result.output
        return result

    return invoke


def rows_of(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def titles() -> list[str]:
    return [event.title for event in read(Path("events.toml"))[0].events]


def test_rows_of_a_table(run: Run) -> None:
    """They have the columns of the source and one that says why; no spreadsheet computes a cell."""
    result = run("staff.csv", "--rejected", "rest.csv")
    header, *rows = rows_of(Path("rest.csv").read_bytes())

    assert 1 == result.exit_code
    assert ["Title", "When", "Group", "Note", WHY] == header
    assert [
        ["'=SUM(A1)", "03/04/1970", "T", 'two\nlines, "q", \'x'],
        ["''-B", "soon", "T", ";'=x"],
    ] == [row[:4] for row in rows]
    assert rows[0][4].endswith("or settle it for all rows with --day-first or --month-first")
    assert rows[1][4].startswith('"soon": this is no date that can be read; write a date')


def test_mended_rows_come_in(run: Run) -> None:
    """Once mended they merge, each cell as it was in the source, and that adds nothing then."""
    run("staff.csv", "--rejected", "rest.csv")
    for name in ("rest.csv", "staff.csv"):
        text = Path(name).read_bytes().decode()
        text = text.replace("soon", "1975").replace("03/04/1970", "1970-04-03")
        Path(name).write_bytes(text.encode())
    result = run("rest.csv", "--merge", "events.toml")

    assert 0 == result.exit_code
    assert f'column "{WHY}" is left out, as an import wrote it' in result.stderr
    assert ["A", "=SUM(A1)", "'-B"] == titles()
    events = read(Path("events.toml"))[0].events
    assert ('two\nlines, "q", \'x', ";=x") == (events[1].note, events[2].note)
    before = Path("events.toml").read_bytes()
    assert "nothing to change" in run("staff.csv", "--merge", "events.toml").stderr
    assert before == Path("events.toml").read_bytes()


def test_what_is_still_rejected(run: Run) -> None:
    """A merge writes what it does not bring in as well; all in order, and only the header is left."""
    run("staff.csv", "--rejected", "rest.csv")
    rest = Path("rest.csv").read_bytes().replace(b"soon", b"1975")
    Path("rest.csv").write_bytes(rest)
    run("rest.csv", "--merge", "events.toml", "--rejected", "more.csv")

    assert ["'=SUM(A1)"] == [row[0] for row in rows_of(Path("more.csv").read_bytes())[1:]]
    run("rest.csv", "--merge", "events.toml", "--day-first", "--rejected", "none.csv")
    assert [["Title", "When", "Group", "Note", WHY]] == rows_of(Path("none.csv").read_bytes())


def test_rows_of_a_workbook(run: Run) -> None:
    """The rows of a workbook are CSV too, and come back where a spreadsheet saved them as one."""
    book = openpyxl.Workbook()
    for row in (("Title", "When"), ("A", "1950"), ("B", "soon")):
        book.active.append(row)
    book.save("staff.xlsx")
    run("staff.xlsx", "--rejected", "rest.csv")
    header, row = rows_of(Path("rest.csv").read_bytes())

    assert (["Title", "When", WHY], ["B", "soon"]) == (header, row[:2])
    mended = openpyxl.Workbook()
    for cells in ((WHY, "Title", "When"), (row[2], "B", "1975")):
        mended.active.append(cells)
    mended.save("rest.xlsx")
    assert 0 == run("rest.xlsx", "--merge", "events.toml").exit_code
    assert ["A", "B"] == titles()


JSON = [
    "records-vis-timeline.json",
    "simile-documented.json",
    "timelinejs-documented.json",
    "wikidata-no-precision.json",
    "wikidata-simple.json",
    "wikidata-sparql.json",
]


def rejected_in(stderr: str) -> int:
    found = re.search(r"(\d+) not imported", stderr)
    return int(found[1]) if found else 0


@pytest.mark.parametrize("name", JSON)
def test_rows_of_json(run: Run, name: str) -> None:
    """They are JSON of the same format, and all of them are rejected for the same reasons again."""
    first = run(str(DATA / name), "--rejected", "rest.json", "--report", "first.json")
    again = run("rest.json", "-o", "again.toml", "--report", "again.json")
    one, other = (
        json.loads(Path(each).read_text("utf-8")) for each in ("first.json", "again.json")
    )

    assert rejected_in(first.stderr) == rejected_in(again.stderr) == len(other["rejected"])
    assert one["kind"] == other["kind"]
    assert (0, [each["code"] for each in one["rejected"]]) == (
        other["events"],
        [each["code"] for each in other["rejected"]],
    )
    assert WHY not in [each["name"] for each in other["fields"]]


def test_what_stands_beside_lists_stays(run: Run) -> None:
    """JSON of rejected rows has the head of its source, and in each object why it is there."""
    run(str(DATA / "wikidata-sparql.json"), "--rejected", "rest.json")
    source, rest = (
        json.loads(path.read_text("utf-8"))
        for path in (DATA / "wikidata-sparql.json", Path("rest.json"))
    )

    assert source["head"] == rest["head"]
    assert all(each.pop(WHY) for each in rest["results"]["bindings"])
    assert all(each in source["results"]["bindings"] for each in rest["results"]["bindings"])


def test_a_script(run: Run) -> None:
    """What a script hands over is written as JSON alone."""
    script = (DATA / "timelinejs-version-2.jsonp").read_text("utf-8")
    Path("s.jsonp").write_text(script.replace("2011-12-10", "2011-12-36"), "utf-8")
    result = run("s.jsonp", "--rejected", "rest.json")
    rest = json.loads(Path("rest.json").read_text("utf-8"))["timeline"]

    assert 1 == rejected_in(result.stderr)
    assert ("The main headline", ["2011-12-36"], []) == (
        rest["headline"],
        [each["startDate"] for each in rest["date"]],
        rest["era"],
    )


def test_json_lines(run: Run) -> None:
    """What stands on lines of their own is a list then."""
    Path("l.jsonl").write_text(
        '{"title":"A","date":"1950"}\n{"title":"B","date":"soon"}\n', "utf-8"
    )
    run("l.jsonl", "--rejected", "rest.json")
    (rest,) = json.loads(Path("rest.json").read_text("utf-8"))

    assert ("B", "soon") == (rest["title"], rest["date"])


def test_to_standard_output(run: Run) -> None:
    """- is standard output, and nothing else is said there then."""
    result = run("staff.csv", "--rejected", "-")

    assert ["Title", "'=SUM(A1)", "''-B"] == [row[0] for row in rows_of(result.stdout_bytes)]
    assert "  events.toml\n" in result.stderr
    assert 1 == run("-", "-o", "o.toml", "--rejected", "-", stdin=STAFF).exit_code


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ["-o", "-", "--rejected", "-"],
            "- is where the import goes: name another with --rejected",
        ),
        (["--rejected", "./staff.csv"], "staff.csv is the file that is imported: name another"),
        (["--rejected", "events.toml"], "events.toml is where the import goes: name another"),
        (["--report", "r", "--rejected", "r"], "r is where the report goes: name another"),
    ],
    ids=["two to standard output", "the source", "the output", "the report"],
)
def test_a_place_that_is_taken(run: Run, arguments: list[str], message: str) -> None:
    """Rejected rows are not written where something else is read or written; nothing is, then."""
    result = run("staff.csv", *arguments)

    assert (2, "") == (result.exit_code, result.stdout)
    assert message in " ".join(result.stderr.split())
    assert ["staff.csv"] == [str(path) for path in Path().iterdir()]
    assert STAFF == Path("staff.csv").read_text("utf-8")


def test_nothing_is_written_where_rows_cannot_be(run: Run) -> None:
    """A file of rejected rows that cannot be written leaves the others unwritten."""
    Path("taken").write_text("", "utf-8")
    result = run("staff.csv", "--rejected", "taken/rest.csv")

    assert 2 == result.exit_code
    assert not Path("events.toml").exists()


@pytest.mark.parametrize("mark", [";", ",", "\t"])
def test_cells_are_parted_as_they_were(tmp_path: Path, mark: str) -> None:
    """The rest of a file opens in the spreadsheet that wrote the file, and is read again."""
    (tmp_path / "a.csv").write_text(f"Date{mark}Title\n1815{mark}A\nsoon{mark}B\n", "utf-8")
    rest = tmp_path / "rest.csv"
    paths = [str(tmp_path / "a.csv"), "-o", str(tmp_path / "a.toml"), "--rejected", str(rest)]
    CliRunner().invoke(main, ["import", *paths])

    assert rest.read_bytes().startswith(f"\ufeffDate{mark}Title{mark}why not imported\r\n".encode())
    sheet = sheet_of(rest.read_text("utf-8-sig"))
    assert ("Date", "Title", WHY) == sheet.header
    assert [("soon", "B")] == [row.cells[:2] for row in sheet.rows]
