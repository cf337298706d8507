"""`timeline new`: a small file that is right, whatever its author answers."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
import tomllib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import example, given
from hypothesis import strategies as st

from timeline.commands import main
from timeline.text.formatting import canonical
from timeline.text.reader import read_text
from timeline.text.reader.checks import is_id
from timeline.text.schema import schema_text
from timeline.text.starting import EXAMPLE, SCHEMA, Start, fault_in, text_of

pytestmark = pytest.mark.usefixtures("here")

ROOT = Path(__file__).parent.parent

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs `timeline new` in an empty folder, with answers as on a terminal if there are any."""
    monkeypatch.chdir(tmp_path)

    def invoke(*arguments: str, answers: list[str] | None = None) -> Result:
        if answers is None:
            return CliRunner().invoke(main, ["new", *arguments])
        monkeypatch.setattr("timeline.commands.new.is_terminal", lambda: True)
        return CliRunner().invoke(main, ["new", *arguments], input="\n".join([*answers, ""]))

    return invoke


def files() -> list[str]:
    return sorted(str(path) for path in Path().rglob("*") if path.is_file())


def test_the_example() -> None:
    """With --yes the file is this; it is short, and every line of it is meant to be read."""
    expected = """\
#:schema ./.timeline/events.schema.json
# The line above is for editors with Taplo, which then complete keys and mark faults.

format = 1

[timeline]
title = "Voyages of the Beagle"
lang = "en"

# The works that events cite, each by its id. More keys: author, publisher, date, url.
[[sources]]
id = "narrative-of-the-surveying-voyages"
title = "Narrative of the Surveying Voyages"

# An example: put an event of your own in its place, and its source above.
# A date is EDTF (a way to write what is known of it). Write what the source supports, no more:
#   "1970-03-31", "1970-03", "1970"   on that day, some time in that month, that year
#   "196X", "1965~", "1965?"          some time in the 1960s, about 1965, perhaps 1965
#   "1977/1983", "1948/..", "/1984"   from then to then, still going on, until then
#   "[2012,2013]", "[1952..1959]"     one of these, once in between
[[events]]
id = "second-voyage-with-darwin-aboard"
title = "Second voyage, with Darwin aboard"
date = "1831-12-27/1836-10-02"
sources = ["narrative-of-the-surveying-voyages"]

# The next event: delete the "# " before its lines. More keys: label, lane, tags, importance,
# figures, accounts, links, relations, see, note; in place of date, attested: a date by which it was
# so, or reasons: after which other event it was, and before which.
#
# [[events]]
# id = "short-name"
# title = "What happened"
# date = "1970"
# text = "What there is to tell, in *Markdown*."
# sources = [{ id = "narrative-of-the-surveying-voyages", locator = "p. 17" }]
"""

    assert expected == text_of(EXAMPLE)


def test_the_next_event_is_right_too() -> None:
    """The lines that wait at the end of the file are an event, once they are no comment."""
    head, _, rest = text_of(EXAMPLE).rpartition("# [[events]]\n")
    timeline, faults = read_text(head + "[[events]]\n" + rest.replace("# ", ""))

    assert [] == list(faults)
    assert ["second-voyage-with-darwin-aboard", "short-name"] == [
        event.id for event in timeline.events
    ]


def test_it_builds_at_once(run: Run) -> None:
    """The two commands that it names work, without a warning, with nothing to do in between."""
    result = run("trip", "--yes")

    assert (0, "") == (result.exit_code, result.stderr)
    assert ["trip/.timeline/events.schema.json", "trip/events.toml"] == files()
    schema = round(len(schema_text()) / 1000)
    assert (
        "    2 KB  trip/events.toml\n"
        f"   {schema} KB  trip/.timeline/events.schema.json\n"
        "Next:\n"
        "  timeline validate trip/events.toml\n"
        "  timeline build trip/events.toml -o trip/output\n"
    ) == result.stdout

    validated = CliRunner().invoke(main, ["validate", "trip/events.toml", "--strict"])
    assert "trip/events.toml: 1 event in 1 lane, no faults\n" == validated.stdout

    built = CliRunner().invoke(main, ["build", "trip/events.toml", "-o", "trip/output"])
    assert (0, "") == (built.exit_code, built.stderr)
    assert "trip/output/index.html" in files()


def test_it_points_to_the_schema_beside_it(run: Run) -> None:
    """The file's first line leads to the schema that is written with it."""
    run("--yes")
    first = Path("events.toml").read_text("utf-8").splitlines()[0]

    assert f"#:schema ./{SCHEMA}" == first
    assert schema_text() == Path(SCHEMA).read_text("utf-8")


def test_here(run: Run) -> None:
    """Without a folder it writes into this one, and the commands need no name."""
    result = run("--title", "Ours")

    assert result.stdout.endswith("Next:\n  timeline validate\n  timeline build\n")
    assert 'title = "Ours"' in Path("events.toml").read_text("utf-8")


def test_a_folder_with_a_blank(run: Run) -> None:
    """The commands are written as a shell takes them."""
    result = run("our trip", "--yes")

    assert "  timeline validate 'our trip/events.toml'\n" in result.stdout


def test_options_are_all_it_needs(run: Run) -> None:
    """With options nothing is asked, and they are what the file says."""
    result = run(
        *("--title", "Klub", "--lang", "cs", "--event", "Založen", "--date", "c. May 1903"),
        *("--source", "https://example.org/klub?a=b"),
    )
    timeline, faults = read_text(Path("events.toml").read_bytes())
    (event,), (source,) = timeline.events, timeline.sources

    told = (
        "understood as 1903-05~: about May 1903\n"
        "note: cs: dates and buttons will be in English for now; your own words stay as they are\n"
    )
    assert (0, told) == (result.exit_code, result.stderr)
    assert ["language-unspoken"] == [fault.code for fault in faults]
    assert ("Klub", "cs") == (timeline.header.title, timeline.header.lang)
    assert ("založen", "Založen", "1903-05~") == (event.id, event.title, event.date.text)
    assert "example-org-klub-a-b" == source.id == event.sources[0].id
    assert "https://example.org/klub?a=b" == source.title == source.url
    assert "An example" not in Path("events.toml").read_text("utf-8")


# Questions


def test_questions(run: Run) -> None:
    """On a terminal five things are asked, on stderr."""
    result = run(answers=["Our club", "", "Founded", "in May 1903", "Minutes"])

    assert 0 == result.exit_code
    assert (Start(title="Our club", event="Founded", date="1903-05", source="Minutes")) == start_in(
        Path("events.toml")
    )
    assert (
        "Title of the timeline [Voyages of the Beagle]: Our club\n"
        "Language of its texts, as a code such as en, de or pt-BR [en]: \n"
        "First event, in a line [Second voyage, with Darwin aboard]: Founded\n"
        "When (31 March 1970, 1960s, c. 1965, 1977 to 1983, or EDTF): in May 1903\n"
        "understood as 1903-05: May 1903\n"
        "Source that says so: a work's title, or an address: Minutes\n"
    ) == result.stderr
    assert result.stdout.startswith("    1 KB  events.toml\n")


def start_in(path: Path) -> Start:
    """What a file begins with."""
    timeline, _ = read_text(path.read_bytes())
    event = timeline.events[0]
    return Start(
        title=timeline.header.title,
        lang=timeline.header.lang,
        event=event.title,
        date=event.when.text,
        source=timeline.sources[0].title,
    )


def test_enter_takes_the_example(run: Run) -> None:
    """Whoever takes the example's event is not asked for its date and source."""
    result = run(answers=["", "", ""])

    assert 0 == result.exit_code
    assert text_of(EXAMPLE) == Path("events.toml").read_text("utf-8")


def test_only_the_rest_is_asked(run: Run) -> None:
    """What an option says is not asked; an event given by one has no example's date."""
    result = run("--event", "Founded", "--lang", "de", answers=["Club", "1903", "Minutes"])

    assert 0 == result.exit_code
    assert start_in(Path("events.toml")) == Start(
        title="Club", lang="de", event="Founded", date="1903", source="Minutes"
    )


def test_a_wrong_answer_is_asked_again(run: Run) -> None:
    """An answer that is no good is told with what to write, and asked for again."""
    dates = ["the war", "1903–05", "1903-05"]
    result = run(answers=["", "English", "en", "Founded", *dates, " ", "Minutes"])

    assert 0 == result.exit_code
    assert "1903-05" == start_in(Path("events.toml")).date
    errors = [line for line in result.stderr.split("\n") if "Error: " in line]
    assert [
        'Error: timeline: lang "English": this is no language code;'
        ' write a language code such as "en", "de" or "pt-BR".',
        "Error: this is no date that can be read; write a date such as 1965, 1965-03, "
        "1965-03-31, 196X, 1965~ or 1960/1969.",
        "Error: this can be read in more than one way; write 1903/1905 or 1903-05 (05 is May).",
        'Error: source "source": title " ": this is empty; write a few words.',
    ] == [line[line.index("Error: ") :] for line in errors]


def test_an_end_of_input_writes_nothing(run: Run) -> None:
    """Whoever leaves in the middle leaves no file behind."""
    result = run(answers=["Club", "en"])

    assert 1 == result.exit_code
    assert [] == files()


def test_on_a_real_terminal(tmp_path: Path) -> None:
    """A terminal is seen to be one; without one nothing is asked, and what to give is said."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    words = [sys.executable, "-m", "timeline", "new", str(tmp_path / "trip")]
    here, there = pty.openpty()
    with subprocess.Popen(
        words, stdin=there, stdout=subprocess.PIPE, stderr=there, env=environment, cwd=ROOT
    ) as process:
        os.close(there)
        os.write(here, b"Our club\n\n\n")
        out, _ = process.communicate(timeout=60)
    os.close(here)

    assert 0 == process.returncode
    assert b"Next:" in out
    assert "Our club" == start_in(tmp_path / "trip" / "events.toml").title


# What is refused


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], 'there is no terminal to ask on: give --title "..." and the other options, or --yes'),
        (["--event", "E"], "an event has a date and a source: also give --date and --source"),
        (["--date", "1970", "--yes"], "also give --event and --source"),
        (["--event", "E", "--date", "1970"], "also give --source"),
        (["--title", " "], 'timeline: title " ": this is empty; write a few words.'),
        (["--title", "a\x01b"], "the character U+0001 cannot be shown; delete it."),
        (["--lang", "en_GB"], 'write "en-GB".'),
        (
            ["--event", "E", "--date", "3/4/1965", "--source", "S"],
            "--date 3/4/1965: this can be read in more than one way; "
            "write 1965-04-03 or 1965-03-04.",
        ),
        (["--title", "T", "there.toml"], "there.toml is no folder; name one: timeline new DIR"),
        (["--title", "T", "there.toml/inner"], "cannot write there.toml/inner/events.toml"),
        (["--title", "T", "x" * 5000], "cannot write xxx"),
    ],
    ids=[
        "nothing given", "event alone", "date alone", "no source", "blank title", "control",
        "language", "date", "a file", "in a file", "a long name",
    ],
)  # fmt: skip
def test_what_is_refused(run: Run, arguments: list[str], message: str) -> None:
    """What cannot be done is said with what to do instead; exit code 2, nothing written."""
    Path("there.toml").write_text("", "utf-8")
    result = run(*arguments)

    assert 2 == result.exit_code
    assert message in " ".join(result.stderr.split())
    assert ["there.toml"] == files()


@pytest.mark.parametrize("kind", ["file", "folder", "link to nowhere"])
def test_nothing_is_overwritten(run: Run, kind: str) -> None:
    """Whatever is called events.toml stays, and another folder is asked for."""
    Path("trip").mkdir()
    there = Path("trip/events.toml")
    if kind == "file":
        there.write_text("mine", "utf-8")
    elif kind == "folder":
        there.mkdir()
    else:
        there.symlink_to("nowhere")
    result = run("trip", "--yes")

    assert 2 == result.exit_code
    assert (
        "trip/events.toml is there already; name another folder: timeline new DIR" in result.stderr
    )
    assert not Path("trip/.timeline").exists()
    if kind == "file":
        assert "mine" == there.read_text("utf-8")


def test_all_or_nothing(run: Run) -> None:
    """Where the schema cannot be written, the file is not written either."""
    Path(".timeline").write_text("taken", "utf-8")
    result = run("--yes")

    assert 2 == result.exit_code
    assert [".timeline"] == files()


# Laws

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


@given(TEXTS, TEXTS, TEXTS)
@example('"', "\\", "'''")
@example('a"""b', "\x7f\x00\x1f", "\r\n\t")
@example("\u2028\x85", "\ufeff", "😀" * 60)
@example("{title}", "%s", "#:schema")
def test_any_text_reads_back_the_same(title: str, event: str, source: str) -> None:
    """Whatever is typed is what the file holds, quotes, backslashes and controls and all."""
    tables = tomllib.loads(text_of(replace(EXAMPLE, title=title, event=event, source=source)))

    assert title == tables["timeline"]["title"]
    assert event == tables["events"][0]["title"]
    assert source == tables["sources"][0]["title"]
    assert [tables["sources"][0]["id"]] == tables["events"][0]["sources"]
    assert is_id(tables["events"][0]["id"])
    assert is_id(tables["sources"][0]["id"])


@given(TEXTS, TEXTS, TEXTS)
def test_any_file_is_canonical(title: str, event: str, source: str) -> None:
    """The file is as `timeline fmt` writes it."""
    data = text_of(replace(EXAMPLE, title=title, event=event, source=source)).encode()

    assert data == canonical(data)


@given(TEXTS, TEXTS, TEXTS)
def test_any_file_without_a_fault_has_no_warning(title: str, event: str, source: str) -> None:
    """A file is either told to be faulty before it is written, or good for --strict."""
    start = replace(EXAMPLE, title=title, event=event, source=source)
    if not fault_in(start):
        assert [] == list(read_text(text_of(start))[1])


def test_a_page_is_parted_from_its_work(run: Run) -> None:
    """As `add` parts it; the work has its title alone."""
    run("--event", "E", "--date", "1817", "--source", "Geschichte, Klett, S. 112")
    table = tomllib.loads(Path("events.toml").read_text("utf-8"))

    assert "Geschichte, Klett" == table["sources"][0]["title"]
    assert [{"id": "geschichte-klett", "locator": "S. 112"}] == table["events"][0]["sources"]


@pytest.mark.parametrize(("lang", "is_told"), [("de", True), ("en", False), ("en-GB", False)])
def test_a_language_without_words_is_told(run: Run, lang: str, is_told: bool) -> None:
    """Asked or given, before anything is written."""
    told = "dates and buttons will be in English for now"
    asked = run(answers=["T", lang, "E", "1817", "S"])
    Path("events.toml").unlink()

    assert is_told == (told in asked.stderr)
    assert is_told == (told in run("--title", "T", "--lang", lang).stderr)
