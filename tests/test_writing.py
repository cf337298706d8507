"""Files written whole: nothing is left beside them, and a file that is rewritten stays itself."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import click
import pytest

from timeline.commands import writing
from timeline.commands.rewriting import rewrite
from timeline.commands.writing import write_all

_KILLED_WRITING = """
import os, signal, sys
from pathlib import Path
from timeline.commands import writing
writing._move = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
writing.write_all({Path(name): b"new" for name in sys.argv[1:]})
"""


def names(folder: Path) -> list[str]:
    """What is in a folder."""
    return sorted(path.name for path in folder.iterdir())


def test_left_by_the_killed(tmp_path: Path) -> None:
    """What a writer that was killed leaves is gone after the next write, whatever that writes."""
    files = [str(tmp_path / name) for name in ("a", "b")]
    done = subprocess.run([sys.executable, "-c", _KILLED_WRITING, *files])
    left = names(tmp_path)
    write_all({tmp_path / "c": b"whole"})

    assert -signal.SIGKILL == done.returncode
    assert 2 == len(left)
    assert ["c"] == names(tmp_path)


def test_writers_at_work_are_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another writer's file is not taken for one that was left, nor is a file of that name by hand."""
    other: list[int] = []

    def meanwhile(temporary: Path, place: Path, target: Path) -> None:
        if not other:
            other.append(os.fork())
            if not other[0]:
                write_all({tmp_path / "theirs": b"2"})
                os._exit(0)
            os.waitpid(other[0], 0)
        temporary.replace(place)

    monkeypatch.setattr(writing, "_move", meanwhile)
    (tmp_path / ".timeline-notes.txt").touch()
    write_all({tmp_path / "ours": b"1", tmp_path / "more": b"1"})

    assert [".timeline-notes.txt", "more", "ours", "theirs"] == names(tmp_path)


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_interrupted(tmp_path: Path, how: signal.Signals) -> None:
    """A writer that is told to end leaves nothing beside."""
    code = _KILLED_WRITING.replace("signal.SIGKILL", str(int(how))).replace(
        "writing.write_all",
        "from timeline.commands.ending import ended_well\nwith ended_well():\n writing.write_all",
    )
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path / "a")], capture_output=True)

    assert 0 != done.returncode
    assert [] == names(tmp_path)


def test_attributes_are_kept(tmp_path: Path) -> None:
    """A file that is rewritten keeps its mode and owner; its time is that of the writing."""
    file = tmp_path / "events.toml"
    file.write_bytes(b"old")
    file.chmod(0o2640)
    if os.getuid() == 0:
        os.chown(file, 1234, 4321)
        file.chmod(0o2640)
    os.utime(file, (1, 1))
    before = file.stat()

    rewrite(file, lambda data: b"new, and longer")

    after = file.stat()
    assert b"new, and longer" == file.read_bytes()
    assert (before.st_uid, before.st_gid) == (after.st_uid, after.st_gid)
    assert stat.S_IMODE(before.st_mode) == stat.S_IMODE(after.st_mode)
    assert after.st_mtime > time.time() - 1000


@pytest.mark.skipif(not hasattr(os, "setxattr"), reason="this system has no extended attributes")
def test_extended_attributes_are_kept(tmp_path: Path) -> None:
    """So it does with what the desktop has noted of it."""
    file = tmp_path / "events.toml"
    file.write_bytes(b"old")
    try:
        os.setxattr(file, "user.note", b"mine")
    except OSError:
        pytest.skip("this file system has no extended attributes")

    write_all({file: b"new"})

    assert b"mine" == os.getxattr(file, "user.note")


@pytest.mark.parametrize("new", [b"a longer text than it was", b"", b"short"])
def test_other_names_are_kept(tmp_path: Path, new: bytes) -> None:
    """A file with two names is one file still, with the new text under both."""
    file, other = tmp_path / "events.toml", tmp_path / "other.toml"
    file.write_bytes(b"the old text")
    other.hardlink_to(file)

    write_all({file: new})

    assert (new, new) == (file.read_bytes(), other.read_bytes())
    assert file.samefile(other)
    assert ["events.toml", "other.toml"] == names(tmp_path)


def test_what_is_lost_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where the file cannot be written into it is replaced, and what that changes is told."""
    file, other = tmp_path / "events.toml", tmp_path / "other.toml"
    file.write_bytes(b"old")
    other.hardlink_to(file)
    monkeypatch.setattr(writing, "_overwritten", lambda *_: False)

    write_all({file: b"new"})

    assert (b"new", b"old") == (file.read_bytes(), other.read_bytes())
    told = f"note: {file} is a new file now: the old text keeps its other names (1)\n"
    assert told == capsys.readouterr().err


def test_long_names(tmp_path: Path) -> None:
    """A name as long as a system allows leaves room for the file beside."""
    write_all({tmp_path / ("n" * 255): b"text"})

    assert ["n" * 255] == names(tmp_path)


def test_folder_that_is_none(tmp_path: Path) -> None:
    """A folder that cannot be made is named, and nothing is written."""
    (tmp_path / "file").touch()
    with pytest.raises(click.UsageError, match=r"cannot write .*file/a: "):
        write_all({tmp_path / "file" / "a": b"text"})

    assert ["file"] == names(tmp_path)
