"""`timeline import`: what it writes, says and exits with."""

from __future__ import annotations

import dataclasses
import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from timeline.commands import main
from timeline.importing import formats, read, recognised
from timeline.importing.input import Given
from timeline.importing.rows import Choices, Unreadable

Run = Callable[..., Result]

MILLS = """\
Title,When,Group,Colour
The mill is built,1943-05,Town,red
The mill burns,c. 1965,Town,
"""
WITH_A_DOUBT = MILLS + "Election,03/04/1970,Town,\n"


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs `timeline import` in a folder that has mills.csv."""
    monkeypatch.chdir(tmp_path)
    Path("mills.csv").write_text(MILLS, "utf-8")

    def invoke(*arguments: str, stdin: str | bytes = "") -> Result:
        result = CliRunner().invoke(main, ["import", *arguments], input=stdin)
        assert result.exception is None or isinstance(result.exception, SystemExit), result.output
        return result

    return invoke


def there() -> list[str]:
    return sorted(str(path) for path in Path().iterdir())


def of_dates(*dates: str) -> str:
    """A table with a row for each date, and one before them that is in order."""
    lines = [f"Event {number},{date}" for number, date in enumerate(dates, 1)]
    return "\n".join(["Title,When", "In order,1950", *lines]) + "\n"


def test_equal_reasons_are_told_together(run: Run) -> None:
    """Of many rows rejected for one kind of reason the first are told, and what reads them all."""
    dates = ["03/04/1970", "soon", "12/06/1980", "lunch", "1/2/1971", "2/1/1971", "some day"]
    Path("mills.csv").write_text(of_dates(*dates), "utf-8")
    result = run("mills.csv", "--report", "report.json")

    assert 1 == result.exit_code
    told = result.stderr.partition("Not imported:\n")[2].partition("What became")[0]
    assert (
        """\
  4 rows for one reason, of which the first are told; all 4 can be read with --day-first
    or --month-first:
    row 3 "Event 1": "03/04/1970": this can be read in more than one way; write
      1970-04-03 or 1970-03-04.
    row 5 "Event 3": "12/06/1980": this can be read in more than one way; write
      1980-06-12 or 1980-12-06.
    row 7 "Event 5": "1/2/1971": this can be read in more than one way; write 1971-02-01
      or 1971-01-02.
    and row 8
  row 4 "Event 2": "soon": this is no date that can be read; write a date such as 1965,
    1965-03, 1965-03-31, 196X, 1965~ or 1960/1969.
  row 6 "Event 4": "lunch": this is no date that can be read; write a date such as 1965,
    1965-03, 1965-03-31, 196X, 1965~ or 1960/1969.
  row 9 "Event 7": "some day": this is no date that can be read; write a date such as
    1965, 1965-03, 1965-03-31, 196X, 1965~ or 1960/1969.
"""
        == told
    )
    document = json.loads(Path("report.json").read_text("utf-8"))
    assert 7 == len(document["rejected"])
    either = [{"choice": f"--{first}-first", "rows": 4} for first in ("day", "month")]
    assert [(4, either), (3, [])] == [
        (each["rows"], each["settled_by"]) for each in document["reasons"]
    ]
    codes = [each["code"] for each in document["reasons"]]
    assert 2 == len(set(codes))
    assert set(codes) == {each["code"] for each in document["rejected"]}
    assert 0 == run("mills.csv", "--day-first", "--force", "-o", "o.toml").stderr.count("all 4")


@pytest.mark.parametrize(
    ("dates", "told"),
    [
        (["1/13/70"] * 4, "all 4 can be read with --century 1900:"),
        (["1/13/70", "1/2/70"] * 3, "3 of them can be read with --century 1900:"),
        (["1/2/70"] * 4, "--century 1900 does not settle it alone:"),
        (["-44"] * 4, "all 4 can be read with --no-year-zero or --year-zero:"),
        (["1367107200001"] * 4, "all 4 can be read with --since-1970 milliseconds:"),
        (["45000"] * 4, "of which the first are told:"),
    ],
    ids=["century", "century of some", "century and order", "year 0", "count", "nothing"],
)
def test_what_would_read_more_rows(run: Run, dates: list[str], told: str) -> None:
    """A group says how many of its rows a choice would have read, as was tried with each."""
    Path("mills.csv").write_text(of_dates(*dates), "utf-8")
    result = run("mills.csv")

    assert told in " ".join(result.stderr.split())
    assert 2 == len(there()[:-1])


def test_many_notes_and_changes_are_told_by_the_first(run: Run) -> None:
    """Of many notes of one kind three are told, of many changes of one key ten; the JSON has all."""
    lines = [f"Event {number},{number + 1900},{number % 2}" for number in range(30)]
    Path("mills.csv").write_text("\n".join(["Title,When,ID", *lines]), "utf-8")
    first = run("mills.csv", "--map", "ID=id", "--report", "first.json")

    assert 3 == first.stderr.count(" is taken; it is ")
    assert "\n  and 25 more of this kind\n" in first.stderr
    assert 28 == len(json.loads(Path("first.json").read_text("utf-8"))["notes"])

    Path("mills.csv").write_text("\n".join(["Title,When,Note", *lines]), "utf-8")
    run("mills.csv", "--force")
    Path("mills.csv").write_text("\n".join(["Title,When,Note", *map("{}9".format, lines)]), "utf-8")
    again = run("mills.csv", "--merge", "events.toml", "--report", "again.json")

    assert 10 == again.stderr.count(": note = ")
    assert "\n  and 20 more of note\n" in again.stderr
    assert 30 == len(json.loads(Path("again.json").read_text("utf-8"))["merged"]["changed"])


def test_a_long_report_is_short(run: Run) -> None:
    """Thousands of rows that are rejected are told in a few lines, and all are in the JSON."""
    Path("mills.csv").write_text(of_dates(*["soon", "3/4/1970", ""] * 1000), "utf-8")
    result = run("mills.csv", "--report", "report.json")

    assert 40 > len(result.stderr.splitlines())
    assert "and row 12, row 15," in result.stderr
    assert " and 987 more\n" in result.stderr
    assert 3000 == len(json.loads(Path("report.json").read_text("utf-8"))["rejected"])


def test_a_choice_that_leaves_a_problem_is_not_named(run: Run) -> None:
    """What would settle one of two problems of a row does not have it read."""
    rows = "".join(f",0{number}/04/1970\n" for number in range(1, 6))
    Path("mills.csv").write_text(f"Title,Date,End\nA,1950,1951\n{rows}", "utf-8")
    result = run("mills.csv")

    assert "5 rows for one reason, of which the first are told:\n" in result.stderr


def test_import_writes_a_file_and_its_record(run: Run) -> None:
    """The file builds, says what is in it and how big it is; the report is on stderr."""
    result = run("mills.csv")

    assert 0 == result.exit_code
    assert ["events.imported.json", "events.toml", "mills.csv"] == there()
    assert "   261 B  events.toml\n" == result.stdout
    assert (
        """\
mills.csv: 2 rows of table: 2 events
Read so:
  column "Title" as title
  column "When" as date
  column "Group" as lane
  the timeline's title is made of the file's name: "Mills"
What became of each field, in the rows that came in:
  Title: 2 into title
  When: 2 into date
  Group: 2 into lane
  Colour: 1 lost (no place for it (use --map "Colour=extra" to keep it))
Next: timeline validate events.toml
"""
        == result.stderr
    )
    assert 0 == CliRunner().invoke(main, ["validate"]).exit_code
    assert 0 == CliRunner().invoke(main, ["fmt", "--check"]).exit_code


def test_a_row_that_does_not_come_in_exits_with_1(run: Run) -> None:
    """The rest is written; the row is told with its number, what stands there and the remedy."""
    Path("mills.csv").write_text(WITH_A_DOUBT, "utf-8")
    result = run("mills.csv")

    assert 1 == result.exit_code
    assert 2 == Path("events.toml").read_text("utf-8").count("[[events]]")
    said = " ".join(result.stderr.split())
    assert (
        'row 4 "Election": "03/04/1970": this can be read in more than one way; '
        "write 1970-04-03 or 1970-03-04" in said
    )
    assert 0 == run("mills.csv", "--force", "--day-first").exit_code
    assert 'date = "1970-04-03"' in Path("events.toml").read_text("utf-8")


def test_the_same_import_twice_gives_the_same_bytes(run: Run) -> None:
    """File, record and report depend on nothing but the source."""
    run("mills.csv", "--report", "report.json")
    before = {name: Path(name).read_bytes() for name in there()}
    again = run("mills.csv", "--report", "report.json", "--force")

    assert 0 == again.exit_code
    assert before == {name: Path(name).read_bytes() for name in there()}


def test_what_is_there_is_not_overwritten(run: Run) -> None:
    """An output that is there is named, with what to do; nothing is read or written."""
    Path("events.toml").write_text("mine", "utf-8")
    result = run("mills.csv")

    assert 2 == result.exit_code
    assert (
        "events.toml is there already: update it with --merge events.toml, "
        "name another file with -o, or replace it with --force\n" in result.stderr
    )
    assert "mine" == Path("events.toml").read_text("utf-8")


def test_the_source_is_not_overwritten(run: Run) -> None:
    """Not even --force writes over the file that is imported."""
    result = run("mills.csv", "-o", "./mills.csv", "--force")

    assert 2 == result.exit_code
    assert "mills.csv is the file that is imported: name another with -o" in result.stderr
    assert MILLS == Path("mills.csv").read_text("utf-8")


def test_merge_updates_the_file(run: Run) -> None:
    """What the source changed comes in; what a hand wrote stays, and its comment."""
    run("mills.csv")
    mine = Path("events.toml").read_text("utf-8").replace('"1965~"', '"1964" # the mayor says')
    Path("events.toml").write_text(mine, "utf-8")
    changed = MILLS.replace("1943-05", "1943-06").replace("c. 1965", "1966") + "Club,1903,Town,\n"
    Path("mills.csv").write_text(changed, "utf-8")
    result = run("mills.csv", "--merge", "events.toml")
    text = Path("events.toml").read_text("utf-8")

    assert 0 == result.exit_code
    assert 'date = "1964" # the mayor says' in text
    assert text.index('id = "club"') < text.index('id = "the-mill-is-built"')
    assert (
        """\
Merged:
  1 event new: club
  1 event changed: the-mill-is-built
Changed:
  the-mill-is-built: date = "1943-05" is now "1943-06"
Left as it is:
  the-mill-burns: date = "1964" stays (changed by hand); the source has "1966"
"""
        in result.stderr
    )

    before = {name: Path(name).read_bytes() for name in there()}
    again = run("mills.csv", "--merge", "events.toml")
    assert "events.toml: as it was\n" in again.stdout
    assert "Merged:\n  nothing to change\n" in again.stderr
    assert before == {name: Path(name).read_bytes() for name in there()}


@pytest.mark.parametrize("content", [None, "", "\ufeff\n"], ids=["none", "empty", "blank"])
def test_merging_into_nothing_is_importing(run: Run, content: str | None) -> None:
    """A file that is missing or empty becomes what the import writes."""
    run("mills.csv", "-o", "a.toml")
    if content is not None:
        Path("b.toml").write_text(content, "utf-8")
    result = run("mills.csv", "--merge", "b.toml")

    assert 0 == result.exit_code
    assert Path("a.toml").read_bytes() == Path("b.toml").read_bytes()
    assert Path("a.imported.json").read_bytes() == Path("b.imported.json").read_bytes()


def test_a_dry_run_writes_nothing(run: Run) -> None:
    """The report is all there is, for a new file and for a merge."""
    assert "2 events" in run("mills.csv", "--dry-run").stderr
    assert ["mills.csv"] == there()

    run("mills.csv")
    before = {name: Path(name).read_bytes() for name in there()}
    Path("new.csv").write_text(MILLS.replace("1943-05", "1944"), "utf-8")
    result = run("new.csv", "--merge", "events.toml", "--dry-run")
    Path("new.csv").unlink()
    assert "1 event changed" in result.stderr
    assert before == {name: Path(name).read_bytes() for name in there()}


def test_standard_input_and_output(run: Run) -> None:
    """- is both, and what comes out is the file alone."""
    result = run("-", "-o", "-", stdin=MILLS)

    assert 0 == result.exit_code
    assert result.stdout.startswith('format = 1\n\n[timeline]\ntitle = "Timeline"\n')
    assert result.stderr.startswith("<stdin>: 2 rows of table: 2 events\n")
    assert ["mills.csv"] == there()


def test_the_report_as_json(run: Run) -> None:
    """Each row and field in numbers and reasons."""
    Path("mills.csv").write_text(WITH_A_DOUBT, "utf-8")
    run("mills.csv", "--report", "report.json")
    report = json.loads(Path("report.json").read_bytes())

    assert (1, "table", 3, 2, 0) == tuple(
        report[key] for key in ("version", "kind", "rows", "events", "periods")
    )
    assert [("row 4", "Election")] == [
        (each["place"], each["title"]) for each in report["rejected"]
    ]
    colour = report["fields"][-1]
    assert ("Colour", "", 0, 1) == tuple(colour[key] for key in ("name", "into", "kept", "lost"))
    assert report["merged"] is None


def test_columns_are_mapped_by_hand(run: Run) -> None:
    """--map says where a column goes; --title and --lang what the source does not."""
    result = run(
        "mills.csv", "--map", "Colour=note", "--map", "Group=", "--title", "X", "--lang", "de"
    )
    text = Path("events.toml").read_text("utf-8")

    assert 0 == result.exit_code
    assert 'note = "red"' in text
    assert "lane" not in text
    assert 'title = "X"\nlang = "de"' in text


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["none.csv"], 2, "none.csv: there is no such file."),
        (["."], 2, ".: this is a folder; name a file in it."),
        (["mills.csv", "--map", "Colour"], 2, "--map Colour: write COLUMN=KEY, as in Titel=title"),
        (
            ["mills.csv", "--map", "Colour=titel"],
            2,
            '--map Colour=titel: "titel" is no key that a column can go into; did you mean "title"?',
        ),
        (
            ["mills.csv", "--map", "Kolour=note"],
            1,
            'no column is called "Kolour"; did you mean "Colour"?',
        ),
        (
            ["page.html"],
            1,
            "page.html: this is a web page or another text of tags (HTML, XML), and no table; download the data itself, in Google Sheets with File > Download > CSV.",
        ),
        (
            ["mills.csv", "--merge", "a.toml", "-o", "b.toml"],
            2,
            "--merge says where it goes: leave out --output and --force",
        ),
        (["empty.csv"], 1, "empty.csv: this file is empty."),
        (["prose.txt"], 1, "prose.txt: this file is in no format that is known here;"),
        (
            ["events.toml"],
            1,
            "events.toml: this is a timeline's own file already; what `timeline build` reads needs no import.",
        ),
        (["about.md"], 1, "about.md: this file is in no format that is known here;"),
        (["none.csv", "-o", "events.toml"], 2, "none.csv: there is no such file."),
        (["broken.json"], 1, "broken.json: "),
        (["latin.csv"], 1, "latin.csv: byte 0xE9 at offset 24 (line 2, column 14)"),
        (
            ["mills.csv", "--sheet", "A"],
            1,
            "mills.csv: --sheet is for timeline-csv, timelinejs-sheet, xlsx, and this file is csv; leave it out, or name another format with --from.",
        ),
        (["undated.csv"], 1, "nothing is written, as no row is an event."),
    ],
    ids=[
        *(
            "missing",
            "folder",
            "a map",
            "a key of a map",
            "a column of a map",
            "a web page",
            "merge and output",
            "empty",
            "prose",
            "ours",
            "a text about ours",
            "missing, and the output is there",
            "broken JSON",
        ),
        *("encoding", "another's option", "no event"),
    ],
)
def test_what_cannot_be_imported(run: Run, arguments: list[str], code: int, message: str) -> None:
    """Misuse exits with 2, what cannot be read with 1; each says why, and nothing is written."""
    for name, content in {
        "empty.csv": b" \n",
        "prose.txt": b"Once upon a time there was a mill.",
        "about.md": b"# Club\n\nWrite `events.toml`:\n\n[timeline]\n\n[[events]]\n",
        "events.toml": b'# Ours\n\n[timeline]\ntitle = "T"\n\n[[events]]\ntitle = "A"\ndate = "1970"\n',
        "page.html": b"\n<!DOCTYPE html><html><body><p>a, b</p></body></html>",
        "broken.json": b'{"events": [',
        "latin.csv": "Title,When\nThe mill in M\xe9rida,1970\n".encode("latin-1"),
        "undated.csv": b"Title,Date\nA,?\nB,?\n",
    }.items():
        Path(name).write_bytes(content)
    before = there()
    result = run(*arguments, *([] if {"--merge", "-o"} & {*arguments} else ["-o", "out.toml"]))

    assert code == result.exit_code
    assert message in result.stderr
    assert "" == result.stdout
    assert before == there()


def test_a_file_with_faults_is_not_merged_into(run: Run) -> None:
    """The faults are told at their places, and the file stays."""
    Path("mine.toml").write_text('[timeline]\ntitle = "T"\n[[events]]\ntitle = "A"\n', "utf-8")
    result = run("mills.csv", "--merge", "mine.toml")

    assert 1 == result.exit_code
    assert 'mine.toml:3:1: error: event "A": date is missing;' in result.stderr
    assert "nothing is imported into a file with faults.\n" in result.stderr


def test_a_broken_record_stops_a_merge(run: Run) -> None:
    """A record that cannot be read is named, with what deleting it means."""
    run("mills.csv")
    Path("events.imported.json").write_text("{", "utf-8")
    result = run("mills.csv", "--merge", "events.toml")

    assert 1 == result.exit_code
    assert (
        "events.imported.json is no record of an import that can be read; delete it"
        in result.stderr
    )


def test_text_of_a_file_cannot_steer_the_terminal(run: Run) -> None:
    """What a file says is told with its control characters written out."""
    Path("bad.csv").write_text("Title,When\n\x1b[31mRed,?\n", "utf-8")
    result = run("bad.csv", "-o", "bad.toml")

    assert "\x1b" not in result.stderr + result.stdout


def test_help_and_start_are_light() -> None:
    """`timeline import --help` loads neither the models nor any reader's library."""
    script = (
        "import sys\nfrom timeline.commands import main\n"
        "main(['import', '--help'], standalone_mode=False)\n"
        "print(*sorted(sys.modules), sep=chr(10), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )

    heavy = {"pydantic", "openpyxl", "nh3", "bs4", "babel", "json", "csv"}
    assert set() == heavy & set(done.stderr.split())


# The registry


@pytest.mark.parametrize("name", list(formats.MODULES))
def test_formats_look_at_anything(name: str) -> None:
    """Each module says what it reads and which choices it heeds, and looks at any bytes without failing."""
    module = formats.load(name)

    assert module.__doc__
    assert {field.name for field in dataclasses.fields(Choices)} >= set(formats.choices_of(name))
    for data in (b"", b"\x00\xff\xfe", b"{", b"[" * 100_000, b"Once upon a time", b"PK\x03\x04"):
        assert module.recognises(Given("a", data)) in (True, False)


def test_a_format_that_is_named_is_not_guessed() -> None:
    """--from reads a file as what it is said to be."""
    given = Given("a.csv", MILLS.encode())

    assert "csv" == recognised(given)
    with pytest.raises(Unreadable):
        read(given, "wikidata")


def test_no_more_is_read_than_a_file_may_have(monkeypatch: pytest.MonkeyPatch) -> None:
    """A stream without an end is refused after its limit."""
    monkeypatch.setattr("timeline.importing.input.MOST_BYTES", 1000)
    with pytest.raises(Unreadable):
        Given.from_stream("a", io.BytesIO(b"x" * 5000))
