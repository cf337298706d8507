"""The commands: what they write, say and exit with."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from support import made
from support.commands import help_texts

from timeline.commands import COMMANDS, main

pytestmark = pytest.mark.usefixtures("here")

ROOT = Path(__file__).parent.parent
FILES = ["card.png", "embed.html", "index.html", "timeline.png", "timeline.svg"]
GOOD = made.toml([{"date": '"1950"'}, {"date": '"[1952..1959]"'}])


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Runs a command in an empty folder that has a good events.toml."""
    monkeypatch.chdir(tmp_path)
    Path("events.toml").write_text(GOOD, "utf-8")

    def invoke(*arguments: str) -> Result:
        return CliRunner().invoke(main, list(arguments))

    return invoke


def written(folder: str = ".") -> list[str]:
    return sorted(
        str(p) for p in Path(folder).rglob("*") if p.is_file() and p.name != "events.toml"
    )


def test_build_writes_its_files(run) -> None:
    """`build` writes the page, the pictures and the embed, and says what, how big, how long."""
    result = run("build")

    assert 0 == result.exit_code
    assert [f"output/{name}" for name in FILES] == written()
    lines = result.stdout.splitlines()
    assert all(re.fullmatch(r" +\d+ KB  output/\S+", line) for line in lines[:5])
    assert re.fullmatch(r"2 events in 1 lane, built in \d+\.\d s", lines[5])


def test_build_other_file_other_folder(run) -> None:
    """FILE and -o name what is read and where it goes."""
    Path("events.toml").rename("mine.toml")

    assert 0 == run("build", "mine.toml", "-o", "a/b").exit_code
    assert [f"a/b/{name}" for name in FILES] == written("a")


def test_faults_leave_the_old_files(run) -> None:
    """A file with faults builds nothing: exit 1, the faults on stderr, outputs untouched."""
    run("build")
    before = {name: Path(name).read_bytes() for name in written()}
    Path("events.toml").write_text(GOOD.replace("1950", "1950-13"), "utf-8")
    result = run("build")

    assert 1 == result.exit_code
    assert "events.toml:" in result.stderr
    assert "there is no month 13" in result.stderr
    assert [] == made.differing(before, {name: Path(name).read_bytes() for name in written()})


def test_check(run) -> None:
    """`build --check` tells current from stale and missing, and never writes."""
    missing = run("build", "--check")
    assert (1, []) == (missing.exit_code, written())
    assert (
        "output/index.html: missing; write it with: timeline build events.toml -o output"
        in missing.stdout
    )

    run("build")
    assert 0 == run("build", "--check").exit_code

    Path("events.toml").write_text(GOOD.replace("1950", "1951"), "utf-8")
    stale = run("build", "--check")
    assert 1 == stale.exit_code
    assert "output/index.html: not current" in stale.stdout


@pytest.mark.parametrize("start", [b"", b"\xef\xbb\xbf"], ids=["plain", "byte order mark"])
def test_check_of_other_line_ends(run, start: bytes) -> None:
    """A checkout with CRLF makes nothing stale, neither that of the file nor that of what is built."""
    run("build")
    page = Path("output/index.html")
    before = page.read_bytes()
    Path("events.toml").write_bytes(start + GOOD.encode().replace(b"\n", b"\r\n"))

    assert 0 == run("build", "--check").exit_code
    run("build")
    assert before == page.read_bytes()
    page.write_bytes(before.replace(b"\n", b"\r\n"))
    assert 0 == run("build", "--check").exit_code
    page.write_bytes(before.replace(b"\n", b"\r\n") + b"x")
    assert 1 == run("build", "--check").exit_code


@pytest.mark.parametrize(
    ("arguments", "start"),
    [
        (["-f", "svg", "-o", "-"], b"<svg"),
        (["-f", "png", "-o", "-", "--scale", "1"], b"\x89PNG"),
        (["-f", "pdf", "-o", "-"], b"%PDF"),
        (["-o", "-"], b"<svg"),
    ],
    ids=["svg", "png", "pdf", "by default svg"],
)
def test_export_to_standard_output(run, arguments: list[str], start: bytes) -> None:
    """`export -o -` gives the picture's bytes alone."""
    result = run("export", *arguments)

    assert 0 == result.exit_code
    assert result.stdout_bytes.startswith(start)
    assert [] == written()


def test_export_by_ending(run) -> None:
    """The ending of the output's name is the format; the file's size is told."""
    result = run("export", "-o", "figures/one.png", "--width", "600")

    assert ["figures/one.png"] == written()
    assert re.fullmatch(r" +\d+ KB  figures/one.png\n", result.stdout)


def test_export_default_place(run) -> None:
    """Without -o the picture goes to output/."""
    run("export", "-f", "svg")

    assert ["output/timeline.svg"] == written()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["export", "-o", "x.gif"], "cannot write .gif: name a format with -f svg|png|pdf"),
        (["export", "-f", "svg", "--grey"], "for PNG alone: --grey; add -f png"),
        (["export", "-f", "pdf", "-o", "x.png"], "-f pdf and the ending .png do not agree"),
        (["export", "--width", "10"], "10 is not in the range 240<=x<=8000"),
        (["build", "absent.toml"], "absent.toml"),
        (["build", "."], "folder"),
        (["build", "--templates", "absent"], "'absent' does not exist"),
        (["bild"], "No such command 'bild'. Did you mean build?"),
        (["x\x1b"], "No such command 'x␛'. The commands are add, build, "),
    ],
    ids=[
        "gif",
        "grey svg",
        "ending",
        "width",
        "absent",
        "folder",
        "templates",
        "command",
        "no command",
    ],
)
def test_misuse(run, arguments: list[str], message: str) -> None:
    """What cannot be done is said on stderr, with exit code 2 and nothing written."""
    result = run(*arguments)

    assert 2 == result.exit_code
    assert message in result.stderr
    assert [] == written()


def test_no_event(run) -> None:
    """A file without an event and span is told what to write; with a span it builds."""
    Path("events.toml").write_text('[timeline]\ntitle = "Our club"\n', "utf-8")
    empty = run("build")
    Path("events.toml").write_text('[timeline]\ntitle = "T"\nspan = "1900/2000"\n', "utf-8")

    assert 1 == empty.exit_code
    assert (
        "events.toml: there is no event yet, so there is nothing to draw; "
        'write [[events]] and under it title = "..." and date = "1945"'
    ) == empty.stderr.splitlines()[-1]
    assert 0 == run("build").exit_code


def test_unwritable_output(run) -> None:
    """A file where a folder is wanted is misuse, told in a line."""
    Path("taken").write_text("", "utf-8")
    result = run("build", "-o", "taken/site")

    assert 2 == result.exit_code
    assert "cannot write" in result.stderr


def test_bare_command_says_where_to_start(run) -> None:
    """`timeline` alone names the first steps."""
    result = run()

    assert 0 == result.exit_code
    assert "timeline build" in result.stdout


def test_version(run) -> None:
    """--version gives name and number."""
    assert re.fullmatch(r"timeline \d+\.\d+\.\d+\n", run("--version").stdout)


def test_documented_help_is_true() -> None:
    """docs/commands.md holds the help texts as they are; `make docs` writes them."""
    assert help_texts() == (ROOT / "docs" / "commands.md").read_text("utf-8")


@pytest.mark.parametrize("name", COMMANDS)
def test_help_has_examples(name: str) -> None:
    """Every command's help shows how it is used, and explains each option."""
    command = main.get_command(None, name)  # type: ignore[arg-type]

    assert "Examples:" in (command.help or "")
    assert all(param.help for param in command.params if param.param_type_name == "option")


def test_all_files_or_none(run) -> None:
    """If one of the files cannot be written, none is."""
    Path("output/timeline.png").mkdir(parents=True)
    result = run("build")

    assert 2 == result.exit_code
    assert "cannot write output/timeline.png: it is a folder" in result.stderr
    assert [] == written()


def test_a_link_is_followed(run) -> None:
    """Writing to a symbolic link writes its target and keeps the link."""
    Path("real.svg").write_text("old", "utf-8")
    Path("link.svg").symlink_to("real.svg")
    run("export", "-o", "link.svg")

    assert Path("link.svg").is_symlink()
    assert Path("real.svg").read_text("utf-8").startswith("<svg")


def test_too_large_a_png(run) -> None:
    """A PNG no program would open is refused before it is drawn, with what to write."""
    file = str(ROOT / "events.toml")
    result = run("export", file, "-f", "png", "--width", "8000", "--scale", "8")

    assert 1 == result.exit_code
    assert "this PNG would be 64000 x" in result.stderr
    assert "write --scale" in result.stderr


def test_letters_of_other_fonts_are_told(run) -> None:
    """`build` and `export` say when a picture needs a font of the machine."""
    text = GOOD.replace('"Event 0"', '"日本"')
    Path("events.toml").write_text(text, "utf-8")

    assert "2 letters or signs (日本)" in run("build").stderr
    assert "2 letters or signs (日本)" in run("export", "-f", "png").stderr
    assert "" == run("export", "-f", "svg").stderr


def test_a_terminal_sees_progress(tmp_path: Path) -> None:
    """On a terminal each step of a build is told as it begins, up to the whole; results are not."""
    pty = pytest.importorskip("pty")
    (tmp_path / "events.toml").write_text(GOOD, "utf-8")
    terminal, stderr = pty.openpty()
    done = subprocess.run(
        [sys.executable, "-m", "timeline", "build"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm"},
        stdout=subprocess.PIPE,
        stderr=stderr,
        check=True,
    )
    os.close(stderr)
    seen = os.read(terminal, 65536).decode()
    os.close(terminal)

    steps = [
        "wide chart",
        "medium chart",
        "the card",
        "the PNG",
        "the page",
        "the embed",
        "the SVG",
    ]
    assert sorted(steps, key=seen.index) == steps
    assert "100%" in seen
    assert b"%" not in done.stdout


@pytest.mark.parametrize("command", ["validate", "build", "add", "fmt", "diff"])
def test_a_name_with_spaces(command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where words together are a file that is there, it is told to put them in quotes."""
    monkeypatch.chdir(tmp_path)
    Path("My class 10b").mkdir()
    Path("My class 10b/events.toml").write_text("", "utf-8")
    result = CliRunner().invoke(main, [command, "My", "class", "10b/events.toml"])

    assert 2 == result.exit_code
    assert 'write it in quotes, "My class 10b/events.toml".' in result.stderr
