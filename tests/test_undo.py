"""`timeline undo`: the last changes by commands taken back, to the byte."""

from __future__ import annotations

import json
import os
import pty
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

from timeline.commands import history, main, rewriting
from timeline.commands.history import History, Way
from timeline.commands.rewriting import rewrite

ROOT = Path(__file__).parent.parent
# As Notepad writes it, and not tidy.
TEXT = b'\xef\xbb\xbf[timeline]\r\ntitle   = "Our club"\r\n\r\n# kept\r\n[[events]]\r\nid = "start"\r\ntitle = "Start"\r\ndate = "1950"\r\nnote="x"\r\n'
TABLE = "title,date\nFirst match,1951\n"
LATER = "title,date\nFirst match,1952\nSecond match,1960\n"


@pytest.fixture
def club(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a timeline in it, where commands run; what they keep is in another."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    folder = tmp_path / "club"
    folder.mkdir()
    monkeypatch.chdir(folder)
    Path("events.toml").write_bytes(TEXT)
    return folder


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(main, list(arguments))
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def add(title: str = "Match") -> Result:
    return run("add", "--title", title, "--date", "1960", "-y")


def there() -> dict[str, bytes]:
    """All that is in the folder."""
    return {path.name: path.read_bytes() for path in Path().iterdir()}


def kept(folder: Path, ending: str = "*") -> list[Path]:
    """The files of what is kept."""
    return sorted((folder.parent / "state").glob(f"timeline/undo/*/{ending}"))


@pytest.mark.parametrize(
    "arguments",
    [("add", "--title", "Match", "--date", "1960", "-y"), ("fmt",)],
    ids=["add", "fmt"],
)
def test_takes_back(club: Path, arguments: tuple[str, ...]) -> None:
    """What a command wrote is gone: every byte is as it was, and nothing is left in the folder."""
    run(*arguments)
    changed = there()
    done = run("undo")

    assert {"events.toml": TEXT} != changed
    assert {"events.toml": TEXT} == there()
    assert 0 == done.exit_code
    assert f"events.toml: took back what timeline {arguments[0]} wrote" in done.stdout


@pytest.mark.parametrize("table", ["first", "second"])
def test_takes_back_the_record_of_an_import(club: Path, table: str) -> None:
    """With the file its record is as it was, and gone if there was none."""
    Path("table.csv").write_text(TABLE)
    if table == "second":
        run("import", "table.csv", "--merge", "events.toml")
        Path("table.csv").write_text(LATER)
    before = there()
    run("import", "table.csv", "--merge", "events.toml")
    imported = there()
    done = run("undo")

    assert ("events.imported.json" in before) == (table == "second")
    assert before["events.toml"] != imported["events.toml"]
    assert before.get("events.imported.json") != imported["events.imported.json"]
    assert before == there()
    assert "what timeline import wrote" in done.stdout


def test_takes_back_what_import_replaced(club: Path) -> None:
    """A file that an import was told to replace is had again."""
    Path("table.csv").write_text(TABLE)
    before = there()
    run("import", "table.csv", "--force")
    replaced = there()
    run("undo")

    assert before != replaced
    assert before == there()


def test_a_new_file_stays(club: Path) -> None:
    """Undo takes no file away that was not there: there is no text to give back."""
    Path("table.csv").write_text(TABLE)
    run("import", "table.csv", "-o", "new.toml")
    before = there()

    assert 1 == run("undo", "new.toml").exit_code
    assert before == there()


def test_goes_further_back(club: Path) -> None:
    """Each undo goes one command back, and --redo forward, until there is none."""
    states = [there()]
    for title in ("One", "Two", "Three"):
        add(title)
        states.append(there())
    back = []
    while run("undo").exit_code == 0:
        back.append(there())
    again = []
    while run("undo", "--redo").exit_code == 0:
        again.append(there())

    assert states[-2::-1] == back
    assert states[1:] == again


def test_a_new_change_ends_the_way_forward(club: Path) -> None:
    """What was taken back cannot come over what was written since."""
    add("One")
    run("undo")
    add("Two")
    before = there()
    done = run("undo", "--redo")

    assert 1 == done.exit_code
    assert "there is nothing to write again" in done.stderr
    assert before == there()
    assert [] == kept(club, "*.redo")


@pytest.mark.parametrize("options", [(), ("--diff",), ("--dry-run",), ("--redo",)])
def test_refused_if_the_file_changed_since(club: Path, options: tuple[str, ...]) -> None:
    """What was written by hand since is never lost; what can be done is said."""
    add()
    if "--redo" in options:
        run("undo")
    with Path("events.toml").open("ab") as file:
        file.write(b"# by hand\n")
    before = there()
    done = run("undo", *options)

    assert 1 == done.exit_code
    assert before == there()
    assert "events.toml was changed since timeline add" in done.stderr
    assert (
        "Take back what was changed since, by whatever program did it, then: timeline undo"
        in done.stderr
    )
    assert ("--diff" in options) == ("-# by hand" in done.stdout)


def test_changed_and_changed_back(club: Path) -> None:
    """Bytes decide, not times: once the file is again as it was left, it can be taken back."""
    add()
    added = Path("events.toml").read_bytes()
    Path("events.toml").write_bytes(added + b"# by hand\n")
    Path("events.toml").write_bytes(added)

    assert 0 == run("undo").exit_code
    assert {"events.toml": TEXT} == there()


def test_taken_back_by_hand(club: Path) -> None:
    """Where somebody took the last change back in an editor, undo goes on to the one before."""
    add("One")
    first = there()
    add("Two")
    Path("events.toml").write_bytes(first["events.toml"])

    assert 0 == run("undo").exit_code
    assert {"events.toml": TEXT} == there()
    assert 1 == run("undo").exit_code


def test_refused_if_the_record_changed_since(club: Path) -> None:
    """Neither the file nor its record is written if either is another."""
    Path("table.csv").write_text(TABLE)
    run("import", "table.csv", "--merge", "events.toml")
    Path("events.imported.json").write_text("{}")
    before = there()
    done = run("undo")

    assert 1 == done.exit_code
    assert "events.imported.json was changed since timeline import wrote it" in done.stderr
    assert before == there()


def test_looks_first(club: Path) -> None:
    """--diff and --dry-run tell what would change and write nothing."""
    add()
    before, steps = there(), [file.read_bytes() for file in kept(club)]
    diff, dry = run("undo", "--diff"), run("undo", "--dry-run")

    assert '-title = "Match"' in diff.stdout
    assert "+title" not in diff.stdout
    assert "would take back what timeline add wrote: 5 lines gone" in dry.stdout
    assert before == there()
    assert steps == [file.read_bytes() for file in kept(club)]


def test_nothing_to_take_back(club: Path) -> None:
    """A file that no command changed, and one that is not there, are told."""
    nothing, absent = run("undo"), run("undo", "absent.toml")

    assert (1, 2) == (nothing.exit_code, absent.exit_code)
    assert "there is nothing to take back" in nothing.stderr
    assert "there is no such file" in absent.stderr


def test_a_link_is_followed(club: Path) -> None:
    """By whichever name: the file itself is written, and keeps its mode."""
    Path("events.toml").chmod(0o640)
    Path("link.toml").symlink_to("events.toml")
    run("fmt", "link.toml")
    run("undo", "events.toml")
    back = Path("events.toml").read_bytes()
    run("undo", "--redo", "link.toml")

    assert TEXT == back
    assert TEXT != Path("events.toml").read_bytes()
    assert Path("link.toml").is_symlink()
    assert 0o640 == stat.S_IMODE(Path("events.toml").stat().st_mode)


# What is cut off


def test_cut_off_before_the_file_is_written(club: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A change that was kept and never made is not in the way of the one before."""
    add("One")
    with monkeypatch.context() as patched:
        patched.setattr(rewriting, "write_all", _stopped)
        run("add", "--title", "Two", "--date", "1960", "-y")

    assert 2 == len(kept(club, "*.undo"))
    assert 0 == run("undo").exit_code
    assert {"events.toml": TEXT} == there()


def _stopped(files: Any) -> None:
    raise click.UsageError("the disk is full")


def test_cut_off_between_file_and_record(club: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An undo that was cut off between two files is ended by the next."""
    Path("table.csv").write_text(TABLE)
    before = there()
    run("import", "table.csv", "--merge", "events.toml")
    with monkeypatch.context() as patched:
        unlink = Path.unlink
        patched.setattr(
            Path,
            "unlink",
            lambda path, **more: _stopped({}) if path.suffix == ".json" else unlink(path, **more),
        )
        run("undo")
    half = there()
    done = run("undo")

    assert TEXT == half["events.toml"]
    assert "events.imported.json" in half
    assert 0 == done.exit_code
    assert before == there()


# What is kept


def test_for_this_user_alone(club: Path) -> None:
    """Nobody else may read what somebody took out of a text."""
    before = os.umask(0)
    try:
        add()
    finally:
        os.umask(before)
    (file,) = kept(club)
    folders = [file.parent, file.parent.parent, file.parent.parent.parent, club.parent / "state"]

    assert 0o600 == stat.S_IMODE(file.stat().st_mode)
    assert {0o700} == {stat.S_IMODE(folder.stat().st_mode) for folder in folders}


@pytest.mark.parametrize("limit", ["MOST_STEPS", "MOST_BYTES"])
def test_of_a_file_is_bounded(club: Path, monkeypatch: pytest.MonkeyPatch, limit: str) -> None:
    """The oldest changes are let go of."""
    rewrite(Path("events.toml"), lambda data: data + b"# 0\n")
    size = kept(club)[0].stat().st_size
    monkeypatch.setattr(history, limit, 3 if limit == "MOST_STEPS" else 3 * size + size // 2)
    for number in range(1, 8):
        rewrite(Path("events.toml"), lambda data, number=number: data + b"# %d\n" % number)

    assert ["000006.undo", "000007.undo", "000008.undo"] == [file.name for file in kept(club)]
    assert [0, 0, 0, 1] == [run("undo").exit_code for _ in range(4)]
    assert Path("events.toml").read_bytes().endswith(b"# 4\n")


def test_of_files_is_bounded(club: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of files that nobody changed for longest nothing is kept; what is not ours stays."""
    monkeypatch.setattr(history, "MOST_FILES", 2)
    stranger = club.parent / "state" / "timeline" / "undo" / "notes"
    stranger.mkdir(parents=True)
    for number in range(4):
        file = Path(f"{number}.toml")
        file.write_bytes(TEXT)
        run("fmt", str(file))
        os.utime(kept(club)[-1].parent, (number, number))
        for other in range(number + 1):
            if folder := next(iter(History(Path(f"{other}.toml"))._kept(Way.BACK)), None):
                os.utime(folder[1].parent, (other, other))

    assert [1, 1, 0, 0] == [run("undo", f"{number}.toml").exit_code for number in range(4)]
    assert stranger.is_dir()


def test_too_large_to_be_kept(club: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The command does its work, and says that it cannot be taken back."""
    monkeypatch.setattr(history, "MOST_BYTES", 10)
    done = run("fmt")

    assert 0 == done.exit_code
    assert "note: events.toml: this cannot be taken back: it is too large" in done.stderr
    assert {"events.toml": TEXT} != there()


@pytest.mark.parametrize("state", ["file", "dangling"])
def test_where_nothing_can_be_kept(club: Path, monkeypatch: pytest.MonkeyPatch, state: str) -> None:
    """In a home that cannot be written a command does its work and says so once."""
    place = club.parent / "no-state"
    place.write_bytes(b"") if state == "file" else place.symlink_to("/proc/nowhere")
    monkeypatch.setenv("XDG_STATE_HOME", str(place))
    done, undone = run("fmt"), run("undo")

    assert (0, 1) == (done.exit_code, undone.exit_code)
    assert 1 == done.stderr.count("this cannot be taken back")
    assert "there is nothing to take back" in undone.stderr
    assert {"events.toml": TEXT} != there()


def test_without_a_home(club: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A user who has no home folder has commands all the same."""

    def no_home() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.delenv("XDG_STATE_HOME")
    monkeypatch.setattr(Path, "home", no_home)
    done = run("fmt")

    assert 0 == done.exit_code
    assert "this cannot be taken back: this user has no home folder" in done.stderr
    assert {"events.toml": TEXT} != there()


DAMAGES: dict[str, Callable[[dict[str, Any]], Any]] = {
    "nothing": lambda record: "",
    "no-json": lambda record: "{",
    "list": lambda record: [],
    "version": lambda record: {**record, "version": 2},
    "another-file": lambda record: {**record, "path": "/etc/passwd"},
    "no-parts": lambda record: {**record, "parts": []},
    "part-is-text": lambda record: {**record, "parts": ["events.toml"]},
    "elsewhere": lambda record: {
        **record,
        "parts": [record["parts"][0], {**record["parts"][0], "name": "../outside"}],
    },
    "no-base64": lambda record: {**record, "parts": [{**record["parts"][0], "wanted": "%"}]},
    "cut-off": lambda record: {
        **record,
        "parts": [{**record["parts"][0], "wanted": record["parts"][0]["wanted"][:12]}],
    },
    "no-file": lambda record: {**record, "parts": [{**record["parts"][0], "wanted": None}]},
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_damaged_and_foreign_records(club: Path, damage: Callable[[dict[str, Any]], Any]) -> None:
    """What is no record of this file does nothing, and the next command keeps its own."""
    run("fmt")
    (file,) = kept(club)
    damaged = damage(json.loads(file.read_bytes()))
    file.write_text(damaged if isinstance(damaged, str) else json.dumps(damaged), "utf-8")
    (club.parent / "outside").write_bytes(Path("events.toml").read_bytes())
    before = there()
    done = run("undo")

    assert 1 == done.exit_code
    assert before == there()
    assert before["events.toml"] == (club.parent / "outside").read_bytes()
    add()
    run("undo")
    assert before == there()


@pytest.mark.parametrize(
    ("platform", "variables", "folder"),
    [
        ("linux", {}, "/home/a/.local/state"),
        ("linux", {"XDG_STATE_HOME": "/s"}, "/s"),
        ("linux", {"XDG_STATE_HOME": "relative"}, "/home/a/.local/state"),
        ("darwin", {}, "/home/a/Library/Application Support"),
        ("win32", {"LOCALAPPDATA": "/local"}, "/local"),
        ("win32", {}, "/home/a/AppData/Local"),
    ],
)
def test_where_it_is_kept(
    monkeypatch: pytest.MonkeyPatch, platform: str, variables: dict[str, str], folder: str
) -> None:
    """In the folder that each system has for what programs remember."""
    for name in ("XDG_STATE_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(history.sys, "platform", platform)
    monkeypatch.setattr(Path, "home", lambda: Path("/home/a"))

    assert Path(folder) == history.state_folder()


def test_tests_keep_nothing_at_home() -> None:
    """What these tests change is not kept where the user has his own."""
    try:
        home = Path.home()
    except RuntimeError:
        return
    assert not history.state_folder().is_relative_to(home / ".local")


def test_who_sits_there_is_told(club: Path) -> None:
    """On a terminal the way back is the last line; elsewhere nothing is said of it."""
    words = [sys.executable, "-m", "timeline", "fmt", "events.toml"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    ours, theirs = pty.openpty()
    subprocess.run(words, stderr=theirs, stdout=theirs, check=True, env=environment)
    os.close(theirs)
    said = os.read(ours, 10_000).decode().splitlines()
    os.close(ours)
    run("undo")

    assert ["events.toml: tidied", "take it back with: timeline undo"] == said
    assert "" == run("fmt").stderr


def test_a_text_in_another_encoding(club: Path) -> None:
    """What was no UTF-8 before is shown, and had again to the byte."""
    Path("events.toml").write_bytes(b"caf\xe9\n")
    Path("table.csv").write_text(TABLE)
    run("import", "table.csv", "--force")
    diff = run("undo", "--diff")
    run("undo")

    assert "+caf\\xe9" in diff.stdout
    assert b"caf\xe9\n" == Path("events.toml").read_bytes()
