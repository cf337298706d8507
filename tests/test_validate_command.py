"""`timeline validate`, and how faults are told to people, programs and GitHub."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from timeline.commands import main
from timeline.commands.telling import FaultFormat, in_colour, read_or_exit, say, tell
from timeline.errors import Fault, Faults, Place, Severity

GOOD = """\
[timeline]
title = "T"
[[sources]]
id = "s"
title = "S"
[[events]]
id = "campaign"
title = "Campaign"
date = "1959-12"
sources = ["s"]
"""
BAD = GOOD.replace("1959-12", "1959-13") + 'lane = "x"\n'
WARNED = GOOD.replace('id = "campaign"\n', "")

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs `validate` in a folder whose events.toml has a text."""
    monkeypatch.chdir(tmp_path)

    def invoke(text: str | bytes, *arguments: str) -> Result:
        data = text.encode() if isinstance(text, str) else text
        (tmp_path / "events.toml").write_bytes(data)
        return CliRunner().invoke(main, ["validate", *arguments])

    return invoke


def test_standard_input_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """- is standard input, as what is staged in git; files that it names are beside who asks."""
    monkeypatch.chdir(tmp_path)
    good = CliRunner().invoke(main, ["validate", "-"], input=GOOD)
    logo = '[theme]\nlogo = { file = "l.svg", alt = "L" }\n'
    bad = CliRunner().invoke(main, ["validate", "--strict", "-"], input=GOOD + logo)

    assert (0, "<stdin>: ") == (good.exit_code, good.stdout[:9])
    assert bad.exit_code == 1
    assert 'file "l.svg": there is no such file' in bad.stdout


def test_a_good_file(run: Run) -> None:
    """A good file is told in a line on stdout, with its size, and exits with 0."""
    result = run(GOOD)

    assert (0, "events.toml: 1 event in 1 lane, no faults\n", "") == (
        result.exit_code,
        result.stdout,
        result.stderr,
    )


def test_a_bad_file(run: Run) -> None:
    """Every fault is told on stdout with its line and a caret, then their sum; exit 1."""
    result = run(BAD)

    assert 1 == result.exit_code
    assert (
        'events.toml:9:14: error: event "campaign": date "1959-13": there is no month 13;'
        " months run from 01 to 12.\n"
        '    9 | date = "1959-13"\n'
        "      |              ^\n"
        'events.toml:11:8: error: event "campaign": lane "x": there is no such lane;'
        ' declare it under [[lanes]] with id = "x" and a title.\n'
        '   11 | lane = "x"\n'
        "      |        ^\n"
        "2 errors in events.toml\n"
    ) == result.stdout


def test_warnings_do_not_fail(run: Run) -> None:
    """Warnings are told, and the exit code is 0."""
    result = run(WARNED)

    assert 0 == result.exit_code
    assert result.stdout.startswith("events.toml:6:1: warning: event ")
    assert result.stdout.endswith("1 warning in events.toml\n")


def test_strict_takes_warnings_for_errors(run: Run) -> None:
    """With --strict a warning is an error; exit 1."""
    result = run(WARNED, "--strict")

    assert 1 == result.exit_code
    assert result.stdout.startswith("events.toml:6:1: error: event ")
    assert result.stdout.endswith("1 error in events.toml\n")


def test_errors_and_warnings_are_summed(run: Run) -> None:
    """The last line counts errors and warnings apart."""
    result = run(BAD.replace('id = "campaign"\n', ""))

    assert "2 errors, 1 warning in events.toml" == result.stdout.splitlines()[-1]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        (
            "none.toml",
            "none.toml: there is no such file; name a timeline's file, such as events.toml.\n",
        ),
        ("folder", "folder: this is a folder; name the file in it, such as folder/events.toml.\n"),
    ],
)
def test_files_that_cannot_be_opened(run: Run, tmp_path: Path, name: str, message: str) -> None:
    """A missing file or a folder is misuse: told on stderr, exit 2."""
    (tmp_path / "folder").mkdir()
    result = run(GOOD, name)

    assert (2, "", message) == (result.exit_code, result.stdout, result.stderr)


def test_unknown_formats_are_misuse(run: Run) -> None:
    """A format that there is not exits with 2."""
    assert 2 == run(GOOD, "--format", "xml").exit_code


# Text


def fault(line: str, column: int, problem: str = "wrong") -> Faults:
    place = Place(line=1, column=column)
    return Faults([Fault(code="c", problem=problem, place=place, source_line=line)])


def excerpt(line: str, column: int) -> tuple[str, str]:
    """The source line and the caret line that are shown."""
    _, source, caret, _ = tell(fault(line, column), "f").split("\n")
    return source.removeprefix("    1 | "), caret.removeprefix("      | ")


def width(text: str) -> int:
    """Columns of a terminal that a text takes (no combining characters in it)."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


@pytest.mark.parametrize(
    ("line", "column", "shown", "under"),
    [
        ("x = 5", 5, "x = 5", "5"),
        ("\tx = 5", 6, "    x = 5", "5"),
        ("x\t=\t5", 5, "x   =   5", "5"),
        ('x = "拉致", 5', 11, 'x = "拉致", 5', "5"),
        ('x = "ｆｕ", 5', 11, 'x = "ｆｕ", 5', "5"),
        ('x = "\x1b[31m", 5', 14, 'x = "␛[31m", 5', "5"),
        ('x = "\x9b31m", 5', 13, 'x = "<U+009B>31m", 5', "5"),
        ('x = "\u202eab", 5', 12, 'x = "<U+202E>ab", 5', "5"),
        ("a = 1\rb = 2", 6, "a = 1␍b = 2", "␍"),
        ("x = \x7f", 5, "x = ␡", "␡"),
        ("x = ", 5, "x =", ""),
    ],
)
def test_the_caret_is_under_the_place(line: str, column: int, shown: str, under: str) -> None:
    """Tabs, wide characters and what is made visible keep the caret under its place."""
    source, caret = excerpt(line, column)
    cells = shown + "  "
    at = next(n for n in range(len(cells)) if width(cells[:n]) >= len(caret) - 1)

    assert shown == source
    assert under == shown[at : at + 1]


def test_characters_without_width_do_not_move_the_caret() -> None:
    """An accent of its own and a joiner take no column."""
    assert " " * 10 + "^" == excerpt('x = "e\u0301a\u200db" 5', 13)[1]


def test_a_long_line_is_cut_around_the_place() -> None:
    """Of a line of 100,000 characters some 100 are shown, the place among them."""
    line = "a" * 50_000 + "!" + "b" * 50_000
    source, caret = excerpt(line, 50_001)

    assert 102 == len(source)
    assert ("…", "…") == (source[0], source[-1])
    assert "!" == source[len(caret) - 1]


def test_a_long_line_is_cut_at_its_end_alone() -> None:
    """A place at the start of a long line needs no cut before it."""
    source, caret = excerpt("!" + "b" * 500, 1)

    assert ("!" + "b" * 99 + "…", "^") == (source, caret)


def test_nothing_steers_the_terminal() -> None:
    """Control characters in messages and file names are made visible too."""
    text = tell(fault("x", 1, 'title "\x1b]0;pwned\x07\u2066"'), "a\x1bb\n.toml")

    assert text.startswith('a␛b␊.toml:1:1: error: title "␛]0;pwned␇<U+2066>".\n')


def test_a_fault_without_a_place() -> None:
    """Where no place can be told, none is."""
    assert "f: error: wrong.\n1 error in f" == tell(Faults([Fault(code="c", problem="wrong")]), "f")


def test_no_faults_are_no_text() -> None:
    """Without faults there is nothing to tell."""
    assert "" == tell(Faults(), "f")


def test_colour_marks_severity_and_caret() -> None:
    """With colour the same text is styled, and nothing else changes."""
    faults = Faults([*fault("x", 1), Fault(code="c", problem="p", severity=Severity.WARNING)])
    text = tell(faults, "f", colour=True)

    assert "\x1b[31m\x1b[1merror\x1b[0m" in text
    assert "\x1b[33m\x1b[1mwarning\x1b[0m" in text
    assert "\x1b[32m\x1b[1m^\x1b[0m" in text
    assert tell(faults, "f") == click.unstyle(text)


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("stream", "no_color", "expected"),
    [
        (Terminal(), None, True),
        (Terminal(), "", True),
        (Terminal(), "1", False),
        (io.StringIO(), None, False),
    ],
    ids=["terminal", "NO_COLOR empty", "NO_COLOR", "pipe"],
)
def test_when_to_colour(
    monkeypatch: pytest.MonkeyPatch, stream: io.StringIO, no_color: str | None, expected: bool
) -> None:
    """Only a terminal gets colour, and only if NO_COLOR is not set (no-color.org)."""
    monkeypatch.delenv("NO_COLOR", raising=False)
    if no_color is not None:
        monkeypatch.setenv("NO_COLOR", no_color)

    assert expected == in_colour(stream)


def test_text_beyond_the_encoding_is_escaped() -> None:
    """A terminal that cannot show a character gets its escape, not a traceback."""
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="ascii")
    say("拉致 \ud800", stream)
    stream.flush()

    assert b"\\u62c9\\u81f4 \\ud800\n" == raw.getvalue()


# JSON and GitHub


def test_json(run: Run) -> None:
    """JSON holds every fault with its place, code, path, problem and remedy; exit codes as ever."""
    result = run(BAD, "--format", "json")
    document = json.loads(result.stdout)

    assert 1 == result.exit_code
    assert {
        "file": "events.toml",
        "line": 9,
        "column": 14,
        "severity": "error",
        "code": "date-month",
        "path": ["events", 0, "date"],
        "subject": 'event "campaign"',
        "problem": 'date "1959-13": there is no month 13',
        "remedy": "months run from 01 to 12",
        "edits": [],
    } == document["faults"].pop(0)
    assert ["unknown-lane"] == [each["code"] for each in document.pop("faults")]
    assert {
        "version": 1,
        "file": "events.toml",
        "files": ["events.toml"],
        "errors": 2,
        "warnings": 0,
    } == document


def test_json_of_a_good_file(run: Run) -> None:
    """A good file is JSON as well, with no faults."""
    result = run(GOOD, "--format", "json")

    assert 0 == result.exit_code
    assert {
        "version": 1,
        "file": "events.toml",
        "files": ["events.toml"],
        "faults": [],
        "errors": 0,
        "warnings": 0,
    } == json.loads(result.stdout)


@pytest.fixture
def two(tmp_path: Path) -> tuple[str, str]:
    """The paths of two files, of which the second has faults."""
    for folder, text in (("athens", GOOD), ("rome", BAD)):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "events.toml").write_text(text, "utf-8")
    return str(Path("athens", "events.toml")), str(Path("rome", "events.toml"))


def test_several_files(run: Run, two: tuple[str, str]) -> None:
    """Each fault is told under the name of its own file; one that is named twice is told once."""
    good, bad = two
    result = run(GOOD, good, bad, good)

    assert (1, "") == (result.exit_code, result.stderr)
    lines = [line for line in result.stdout.splitlines() if " | " not in line]
    assert [
        f"{good}: 1 event in 1 lane, no faults",
        *(f"{bad}:9:14: error", f"{bad}:11:8: error"),
        f"2 errors in {bad}",
    ] == [re.sub("error:.*", "error", line) for line in lines]


def test_the_exit_code_of_several_files(run: Run, two: tuple[str, str]) -> None:
    """The highest counts, and what can be read is told whatever the others are."""
    result = run(GOOD, *two, "none.toml", "events.toml")

    assert 2 == result.exit_code
    assert result.stderr.startswith("none.toml: there is no such file")
    assert result.stdout.endswith("events.toml: 1 event in 1 lane, no faults\n")
    assert 0 == run(GOOD, two[0], "events.toml").exit_code


def test_several_files_for_programs(run: Run, two: tuple[str, str]) -> None:
    """JSON is one object with the faults of all; GitHub has a command for each."""
    good, bad = two
    document = json.loads(run(GOOD, good, bad, "--format", "json").stdout)
    faults = document.pop("faults")

    assert [bad, bad] == [each["file"] for each in faults]
    assert {
        "version": 1,
        "file": None,
        "files": [good, bad],
        "errors": 2,
        "warnings": 0,
    } == document
    commands = run(GOOD, bad, good, "--format", "github").stdout.splitlines()
    assert [f"::error file={bad},line={line}" for line in (9, 11)] == [
        command.partition(",col")[0] for command in commands[:2]
    ]


def test_json_without_a_place() -> None:
    """A fault without a place has null for its line and column."""
    document = json.loads(tell(Faults([Fault(code="c", problem="p")]), "f", FaultFormat.JSON))

    assert (None, None) == (document["faults"][0]["line"], document["faults"][0]["column"])


def test_github(run: Run) -> None:
    """GitHub gets a workflow command a fault, with the place and the message."""
    result = run(BAD, "--format", "github")

    assert 1 == result.exit_code
    assert (
        '::error file=events.toml,line=9,col=14::event "campaign": date "1959-13":'
        " there is no month 13; months run from 01 to 12."
    ) == result.stdout.splitlines()[0]
    assert 2 == len(result.stdout.splitlines())


def test_github_warnings(run: Run) -> None:
    """A warning is a warning on GitHub."""
    assert run(WARNED, "--format", "github").stdout.startswith("::warning file=events.toml,line=6,")


def test_github_escapes() -> None:
    """What GitHub would take for its own syntax is escaped, in names more than in messages."""
    faults = Faults([Fault(code="c", problem="50%, a:b\n::set-output::")])

    assert "::error file=a%3Ab%2Cc%25.toml::50%25, a:b␊::set-output::." == tell(
        faults, "a:b,c%.toml", FaultFormat.GITHUB
    )


# For other commands


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--strict", is_flag=True)
def build(file: Path, strict: bool) -> None:
    """A command that reads a timeline."""
    timeline, _ = read_or_exit(file, strict=strict)
    click.echo(f"{len(timeline.events)} events")


@pytest.mark.parametrize(
    ("text", "arguments", "code", "stdout", "stderr"),
    [
        (GOOD, [], 0, "1 events\n", ""),
        (WARNED, [], 0, "1 events\n", "1 warning in events.toml"),
        (WARNED, ["--strict"], 1, "", "1 error in events.toml"),
        (BAD, [], 1, "", "2 errors in events.toml"),
    ],
    ids=["good", "warned", "strict", "bad"],
)
def test_reading_for_a_command(
    run: Run, text: str, arguments: list[str], code: int, stdout: str, stderr: str
) -> None:
    """Another command's faults are told on stderr; errors, or with strict warnings, end it."""
    run(text)
    result = CliRunner().invoke(build, ["events.toml", *arguments])

    assert (code, stdout) == (result.exit_code, result.stdout)
    assert stderr == (result.stderr.splitlines() or [""])[-1]


def test_reading_what_is_not_there(run: Run) -> None:
    """A file that cannot be opened ends another command with 2."""
    result = CliRunner().invoke(build, ["none.toml"])

    assert (2, "") == (result.exit_code, result.stdout)
    assert result.stderr.startswith("none.toml: there is no such file; ")


# Costs


def test_a_good_file_loads_little(tmp_path: Path) -> None:
    """Neither what only faults need nor what only drawing needs is loaded for a good file."""
    (tmp_path / "events.toml").write_text(GOOD, "utf-8")
    script = (
        "import sys\nfrom timeline.commands.validate import validate\n"
        "validate([sys.argv[1]], standalone_mode=False)\nprint(*sys.modules, sep='\\n')"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "events.toml")],
        cwd=Path(__file__).parent.parent,
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = set(done.stdout.split("\n"))

    assert "timeline.text.reader" in loaded
    assert set() == loaded & {
        "altair",
        "babel",
        "difflib",
        "jinja2",
        "timeline.edtf.english.habits",
        "timeline.edtf.english.refusals",
        "timeline.edtf.english.words",
        "timeline.text.positions",
        "timeline.text.scanner",
        "timeline.text.reader.shapes",
        "timeline.text.syntax.complaints",
        "tree_sitter",
    }
