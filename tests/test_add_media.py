"""`timeline add --media`: an event with its picture."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from support.pictured import PICTURES

from timeline.commands import add as add_module
from timeline.commands import main

FILE = '[timeline]\ntitle = "T"\n\n[[sources]]\nid = "s"\ntitle = "S"\n'


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "book" / "pictures").mkdir(parents=True)
    (tmp_path / "book" / "pictures" / "mill.jpg").write_bytes(PICTURES["small.jpg"]())
    (tmp_path / "book" / "pictures" / "text.jpg").write_text("text")
    (tmp_path / "outside.jpg").write_bytes(PICTURES["small.jpg"]())
    (tmp_path / "book" / "events.toml").write_text(FILE, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "book" / "events.toml"


def run(file: Path, *arguments: str, typed: str | None = None) -> Any:
    asked = ["add", str(file), "--title", "The mill burns", "--date", "1965", "--source", "s"]
    return CliRunner().invoke(main, [*asked, *arguments], input=typed)


def media(file: Path) -> list[dict[str, Any]]:
    (event,) = tomllib.loads(file.read_text("utf-8"))["events"]
    return list(event.get("media", []))


@pytest.mark.parametrize("named", ["book/pictures/mill.jpg", "pictures/mill.jpg"])
def test_a_picture_is_named_from_the_files_folder(file: Path, named: str) -> None:
    """However the shell has its path; all that is said of it stands beside it."""
    result = run(
        file, "--media", named, "--alt", "A mill", "--caption", "It burns", "--credit", "J. Doe",
        "--licence", "CC0", "-y",
    )  # fmt: skip

    assert 0 == result.exit_code, result.output
    assert [
        {
            "file": "pictures/mill.jpg",
            "alt": "A mill",
            "caption": "It burns",
            "credit": "J. Doe",
            "licence": "CC0",
        }
    ] == media(file)


def test_an_address_is_a_link(file: Path) -> None:
    result = run(file, "--media", "https://example.org/a.mp4", "--caption", "A film", "-y")

    assert 0 == result.exit_code, result.output
    assert [{"url": "https://example.org/a.mp4", "caption": "A film"}] == media(file)


def test_one_that_says_nothing(file: Path) -> None:
    run(file, "--media", "pictures/mill.jpg", "--decorative", "-y")

    assert [{"file": "pictures/mill.jpg", "decorative": True}] == media(file)


REFUSED = {
    "not there": (["--media", "none.jpg", "--alt", "A"], 1, "there is no picture none.jpg"),
    "outside": (["--media", "outside.jpg", "--alt", "A"], 1, "copy it there"),
    "no picture": (["--media", "pictures/text.jpg", "--alt", "A"], 1, "this is text"),
    "not described": (["--media", "pictures/mill.jpg"], 2, "say with --alt"),
    "described and decorative": (
        ["--media", "pictures/mill.jpg", "--alt", "A", "--decorative"],
        2,
        "not both",
    ),
    "of no picture": (["--credit", "J. Doe"], 2, "give --media"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused(file: Path, name: str) -> None:
    """Nothing is written, and what to do is told."""
    arguments, code, words = REFUSED[name]
    result = run(file, *arguments, "-y")

    assert code == result.exit_code
    assert words in result.output
    assert FILE == file.read_text("utf-8")


def test_what_is_missing_is_asked_for(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is to be seen, who made it and by what right; Enter leaves out."""
    monkeypatch.setattr(add_module, "is_terminal", lambda: True)
    result = run(file, "--media", "pictures/mill.jpg", typed="A mill in flames\n\nCC0\n")

    assert 0 == result.exit_code, result.output
    assert [{"file": "pictures/mill.jpg", "alt": "A mill in flames", "licence": "CC0"}] == media(
        file
    )
