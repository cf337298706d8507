"""A file and its record are one step: wherever an import is cut off, the next one goes on."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from timeline.commands import main, writing
from timeline.importing.merging.halves import announced, settled
from timeline.importing.merging.records import Record, read_record

ONE = "id,title,date,text\na,One,1950,Old\nb,Two,1960,\n"
TWO = "id,title,date,text\na,One v2,1951,\nb,Two,1960,Told\nc,New,1970,\n"
THREE = "id,title,date,text\na,One v3,1952,Again\nb,Two,1960,Told\nc,Newer,1971,\n"
KILLED = """
import os, sys
from timeline.commands import main, writing
left, move = int(sys.argv[1]), writing._move
def cut(*place):
    global left
    if not left:
        os.kill(os.getpid(), 9)
    left -= 1
    move(*place)
writing._move = cut
main(sys.argv[2:])
"""


class CutError(BaseException):
    """The end of a process, at any moment."""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for number, text in enumerate((ONE, TWO, THREE), 1):
        Path(f"s{number}.csv").write_text(text, "utf-8")


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(main, ["import", *arguments])
    assert result.exception is None, result.output
    return result


def cut_off(monkeypatch: pytest.MonkeyPatch, moves: int, *arguments: str) -> None:
    """An import that ends after so many files are in their places."""
    left = [moves]
    move = writing._move

    def cut(*place: Path) -> None:
        if not left[0]:
            raise CutError
        left[0] -= 1
        move(*place)

    with monkeypatch.context() as patched, contextlib.suppress(CutError):
        patched.setattr(writing, "_move", cut)
        CliRunner().invoke(main, ["import", *arguments])


def wanted(last: str) -> bytes:
    """The file that nothing was cut off of."""
    run("s1.csv", "-o", "whole.toml", "--title", "T")
    run("s2.csv", "--merge", "whole.toml")
    run(last, "--merge", "whole.toml")
    return Path("whole.toml").read_bytes()


@pytest.mark.parametrize("last", ["s2.csv", "s3.csv"])
@pytest.mark.parametrize("moves", range(4))
def test_a_merge_that_was_cut_off_is_gone_on_with(
    monkeypatch: pytest.MonkeyPatch, moves: int, last: str
) -> None:
    """After any of its writes the next merge takes nothing of the import's for a hand's."""
    whole = wanted(last)
    run("s1.csv", "-o", "e.toml", "--title", "T")
    cut_off(monkeypatch, moves, "s2.csv", "--merge", "e.toml")
    told = run(last, "--merge", "e.toml")

    assert "by hand" not in told.stderr
    assert whole == Path("e.toml").read_bytes()
    assert Path("whole.imported.json").read_bytes() == Path("e.imported.json").read_bytes()


@pytest.mark.parametrize("first", range(3))
@pytest.mark.parametrize("second", range(3))
def test_two_merges_that_were_cut_off(
    monkeypatch: pytest.MonkeyPatch, first: int, second: int
) -> None:
    """One half-done merge after the other is gone on with too."""
    whole = wanted("s3.csv")
    run("s1.csv", "-o", "e.toml", "--title", "T")
    cut_off(monkeypatch, first, "s2.csv", "--merge", "e.toml")
    cut_off(monkeypatch, second, "s3.csv", "--merge", "e.toml")
    told = run("s3.csv", "--merge", "e.toml")

    assert "by hand" not in told.stderr
    assert whole == Path("e.toml").read_bytes()


@pytest.mark.parametrize("moves", range(3))
def test_what_a_hand_changes_after_the_cut_stays(
    monkeypatch: pytest.MonkeyPatch, moves: int
) -> None:
    """Edits before and after an import that was cut off are the hand's still."""
    run("s1.csv", "-o", "e.toml", "--title", "T")
    text = Path("e.toml").read_text("utf-8").replace('"1950"', '"1949"')
    Path("e.toml").write_text(text, "utf-8")
    cut_off(monkeypatch, moves, "s2.csv", "--merge", "e.toml")
    text = Path("e.toml").read_text("utf-8").replace('"Two"', '"Second"')
    Path("e.toml").write_text(text, "utf-8")
    told = run("s3.csv", "--merge", "e.toml")
    text = Path("e.toml").read_text("utf-8")

    assert 'date = "1949" stays (changed by hand)' in told.stderr
    assert all(each in text for each in ('"1949"', '"Second"', '"One v3"', '"Newer"', '"Again"'))


@pytest.mark.parametrize("moves", range(4))
def test_a_new_file_that_was_cut_off(monkeypatch: pytest.MonkeyPatch, moves: int) -> None:
    """A first import, or one that replaces another, leaves a pair that goes on."""
    run("s2.csv", "-o", "whole.toml", "--title", "T")
    for old in ("", "s1.csv"):
        if old:
            run(old, "-o", "e.toml", "--title", "T", "--force")
        cut_off(monkeypatch, moves, "s2.csv", "-o", "e.toml", "--title", "T", "--force")
        told = run("s2.csv", "--merge", "e.toml", "--title", "T")

        assert "by hand" not in told.stderr
        assert Path("whole.toml").read_bytes() == Path("e.toml").read_bytes()
        Path("e.toml").unlink()
        Path("e.imported.json").unlink()


@pytest.mark.skipif(os.name == "nt", reason="there is no SIGKILL")
@pytest.mark.parametrize("moves", range(3))
def test_a_merge_that_is_killed(moves: int) -> None:
    """The same holds for a process that is killed with no last word."""
    whole = wanted("s3.csv")
    run("s1.csv", "-o", "e.toml", "--title", "T")
    words = [str(moves), "import", "s2.csv", "--merge", "e.toml"]
    killed = subprocess.run([sys.executable, "-c", KILLED, *words], capture_output=True)
    run("s3.csv", "--merge", "e.toml")

    assert -9 == killed.returncode
    assert whole == Path("e.toml").read_bytes()
    assert not [path for path in Path().iterdir() if path.name.startswith(".timeline-")]


def test_a_record_of_a_merge_that_is_under_way_reads_as_it_was_written() -> None:
    """What is announced stays in the record until the file is there."""
    before, after = Record(), Record()
    before.note("a", {"title": "A", "date": "1950"}, "id:a")
    after.note("a", {"title": "B", "date": "1950"}, "id:a")
    both = announced(before, after)

    assert both.text() == read_record(both.text().encode(), "r").text()
    for title, record in (("A", before), ("B", after)):
        tables = {"events": [{"title": title, "date": "1950"}]}
        assert record.events == settled(both, tables, ["a"]).events
