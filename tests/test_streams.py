"""Streams and places of any kind: a sentence and the right exit code, and never a traceback."""

from __future__ import annotations

import os
import resource
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from support import made

from timeline.commands import main

pytestmark = pytest.mark.slow  # processes are started, or much is counted

GOOD = made.toml([{"date": '"1950"', "title": '"Zuerst"'}])
TABLE = "title,date\nFirst,1950\n"
TIMELINE = f"{shlex.quote(sys.executable)} -m timeline"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a timeline and a table."""
    (tmp_path / "events.toml").write_text(GOOD, "utf-8")
    (tmp_path / "table.csv").write_text(TABLE, "utf-8")
    return tmp_path


def run(folder: Path, words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """What a shell does with `timeline` and these words."""
    return subprocess.run(
        ["sh", "-c", f"{TIMELINE} {words}"],
        cwd=folder,
        capture_output=True,
        text=True,
        errors="surrogateescape",
        timeout=120,
        env={**os.environ, **environment},
    )


FULL = "Error: cannot write to standard output: no space left on device"
CLOSED = "Error: cannot write to standard output: it is closed"
NOTE = "note: cannot write to standard output: no space left on device"


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        pytest.param("validate --format json >/dev/full", 2, FULL, id="json, full"),
        pytest.param("validate >/dev/full", 0, NOTE, id="nothing to tell, full"),
        pytest.param("schema >/dev/full", 2, FULL, id="schema, full"),
        pytest.param("export -f csv -o - >/dev/full", 2, FULL, id="export, full"),
        pytest.param("fmt - <events.toml >/dev/full", 2, FULL, id="fmt, full"),
        pytest.param("embed --kind wikitext >/dev/full", 2, FULL, id="embed, full"),
        pytest.param("import table.csv -o - >/dev/full", 2, FULL, id="import, full"),
        pytest.param("diff events.toml events.toml >/dev/full", 2, FULL, id="diff, full"),
        pytest.param("fmt --check >/dev/full", 1, NOTE, id="check, full"),
        pytest.param("export -f csv >/dev/full", 0, NOTE, id="written, told to a full stream"),
        pytest.param("export -f csv >&-", 0, "", id="written, told to a closed stream"),
        pytest.param("export -f csv 2>&-", 0, "", id="nowhere to tell faults"),
        pytest.param("export -f csv 2>/dev/full", 0, "", id="faults to a full stream"),
        pytest.param("validate none.toml 2>/dev/full", 2, "", id="what is wrong to a full stream"),
        pytest.param("nothing 2>/dev/full", 2, "", id="misuse told to a full stream"),
        pytest.param("export -f csv -o - >&-", 2, CLOSED, id="export, closed"),
        pytest.param("--help >/dev/full", 2, FULL, id="help, full"),
        pytest.param("build --help >/dev/full", 2, FULL, id="help of a command, full"),
        pytest.param(">&-", 2, CLOSED, id="no command, closed"),
        pytest.param("export -f csv -o /dev/stdout | grep -q Zuerst", 0, "", id="a pipe by name"),
        pytest.param("fmt - <&-", 2, "<stdin>: it is closed.", id="no input"),
        pytest.param("import - -o x.toml <&-", 2, "<stdin>: it is closed.", id="import of none"),
        pytest.param("add --title x <&-", 2, "also give --date", id="nobody to ask"),
        pytest.param("import table.csv -o x.toml <&- >&- 2>&-", 0, "", id="no streams at all"),
    ],
)
def test_streams(folder: Path, words: str, code: int, told: str) -> None:
    """What was asked for and cannot be given is a failure; a report that cannot be, is none."""
    done = run(folder, words)

    lines = [line for line in done.stderr.splitlines() if "warning" not in line]
    assert (code, "") == (done.returncode, "".join(line for line in lines if "Traceback" in line))
    assert told in done.stderr
    assert 0 == len([line for line in lines if line.startswith("Exception ignored")])


def test_closed_streams_take_no_file(folder: Path) -> None:
    """Under the number of a closed stream no file is opened that messages would go into."""
    done = run(folder, "export -f csv -o t.csv >&- 2>&- <&-")

    assert 0 == done.returncode
    assert "Zuerst" in (folder / "t.csv").read_text("utf-8")
    assert "events.toml" not in (folder / "t.csv").read_text("utf-8")


def test_build_without_stderr(folder: Path) -> None:
    """With standard error closed a build is a build: the process beside has streams too."""
    done = run(folder, "build -o o 2>&-")

    assert (0, 5) == (done.returncode, len(list((folder / "o").iterdir())))


@pytest.mark.parametrize(
    "words", ["schema", "export -f csv -o -", "diff events.toml events.toml", "", "fmt --help"]
)
def test_reader_gone(folder: Path, words: str) -> None:
    """Who has read enough is told nothing more; the exit code is that of a closed pipe."""
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [sys.executable, "-m", "timeline", *words.split()],
        cwd=folder,
        stdout=writer,
        stderr=subprocess.PIPE,
        text=True,
    )
    os.close(writer)

    assert 141 == done.returncode
    assert "" == "".join(line for line in done.stderr.splitlines() if "rror" in line)


@pytest.mark.parametrize("encoding", ["cp1252", "ascii", "latin-1", "utf-8:strict"])
def test_encodings(folder: Path, encoding: str) -> None:
    """A letter that the output's encoding lacks is escaped; what is done is done."""
    done = run(folder, "export -f csv -o 出力/é.csv", PYTHONIOENCODING=encoding)

    assert (0, True) == (done.returncode, (folder / "出力" / "é.csv").is_file())
    assert "Traceback" not in done.stderr


LOOPS = [
    "validate loop",
    "fmt loop",
    "build loop",
    "build -o loop",
    "export -o loop/x.svg",
    "export -f csv -o loop",
    "add loop --title x --date 1950",
    "import loop -o x.toml",
    "import table.csv -o loop",
    "import table.csv --merge loop",
    "import table.csv -o x.toml --report loop",
    "new loop",
    "serve loop --no-open",
    "diff loop events.toml",
    "schema -o loop",
]


@pytest.mark.parametrize("words", LOOPS)
def test_loops(folder: Path, words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Links that lead in a circle are a sentence, and exit code 2."""
    monkeypatch.chdir(folder)
    (folder / "loop").symlink_to("pool")
    (folder / "pool").symlink_to("loop")

    done = CliRunner().invoke(main, words.split())

    assert 2 == done.exit_code
    assert isinstance(done.exception, SystemExit)
    assert "loop" in done.output.splitlines()[-1]
    assert (folder / "loop").is_symlink()


@pytest.mark.parametrize("name", [b"bell\x07", b"f\xfcr", b"\x1b[31mred", b"two\nlines", b"\x07"])
def test_names(folder: Path, name: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name may hold any byte: it is escaped where it is told, and is a title as far as it can."""
    monkeypatch.chdir(folder)
    table, file = (os.fsdecode(name + ending) for ending in (b".csv", b".toml"))
    (folder / table).write_text(TABLE, "utf-8")
    told = ""
    for words in (
        ["import", table, "-o", file],
        ["validate", file],
        ["validate", file, "--format", "github"],
        ["validate", f"{file}.none"],
        ["fmt", file, "--diff", "--check"],
        ["fmt", file, "--diff"],
        ["export", file, "-f", "csv", "-o", f"{table}.csv"],
        ["add", file, "--title", "x", "--date", "1950-13"],
        ["diff", file, "events.toml"],
        ["build", file, "--height", table],
        ["build", file, "--lane", table],
        ["export", file, "-o", f"x.{table}"],
        ["embed", file, "--kind", table],
        ["embed", file, "--url", f"https://example.org/{table}"],
        ["serve", f"{file}.none", "--no-open"],
        [table],
        ["build", f"--{table}"],
    ):
        done = CliRunner().invoke(main, words)
        told += done.output
        assert done.exit_code in (0, 1, 2)
        assert done.exception is None or isinstance(done.exception, SystemExit)

    assert "" == "".join(c for c in told if not c.isprintable() and c != "\n")


@pytest.mark.parametrize(("words", "most"), [("build -o o", 16), ("export -f png", 8)])
def test_few_files(folder: Path, words: str, most: int) -> None:
    """Where the system lets too few files be opened a sentence says so, and how to have more."""
    done = subprocess.run(
        [sys.executable, "-m", "timeline", *words.split()],
        cwd=folder,
        capture_output=True,
        text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (most, most)),
    )

    assert 2 == done.returncode
    last = done.stderr.splitlines()[-1]
    assert "Error: too many open files; let programs open more, as with ulimit -n 256." == last
    assert "panicked" not in done.stderr
    assert "Traceback" not in done.stderr
