"""TOML is 1.0 everywhere: the pinned parser, the scanner and Taplo take and refuse the same."""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest

from timeline.errors import InvalidTimeline
from timeline.text.reader import parse
from timeline.text.scanner import locate
from timeline.text.toml import Complaint, NoToml, complaint_of, read_toml

NEWER: dict[str, tuple[str, str]] = {
    "a table of two lines": (
        "x = { a = 1,\nb = 2 }",
        "1:5: only TOML 1.1 allows a table in { } several lines; put it on one line; "
        "the array around it may have many.",
    ),
    "a brace on a line of its own": (
        "x = [{ a = 1\n}]",
        "1:6: only TOML 1.1 allows a table in { } several lines; put it on one line; "
        "the array around it may have many.",
    ),
    "a comment in a table": (
        "x = { # one\na = 1 }",
        "1:5: only TOML 1.1 allows a table in { } several lines; put it on one line; "
        "the array around it may have many.",
    ),
    "a comma before }": (
        "x = { a = 1, }",
        "1:12: only TOML 1.1 allows a comma before }; delete it.",
    ),
    "an escape of two digits": (
        r'x = "a\x41"',
        r"1:7: only TOML 1.1 allows \x; write \\ for a backslash, or put the text in single "
        "quotes '...'.",
    ),
    "the escape of escape": (
        r'x = """a\e"""',
        r"1:9: only TOML 1.1 allows \e; write \\ for a backslash, or put the text in single "
        "quotes '...'.",
    ),
    "a time": ("x = 07:32", '1:5: only TOML 1.1 allows 07:32, without seconds; write x = "07:32".'),
    "a time in a table": (
        "x = { a = 1979-05-27T07:32Z, b = 1 }",
        "1:11: only TOML 1.1 allows 1979-05-27T07:32Z, without seconds; "
        'write a = "1979-05-27T07:32Z".',
    ),
    "a day and a time": (
        "x = 1979-05-27 07:32",
        "1:5: only TOML 1.1 allows 1979-05-27 07:32, without seconds; "
        'write x = "1979-05-27 07:32".',
    ),
    "a day and a time in a list": (
        "x = [1979-05-27 07:32-07:00]",
        "1:6: only TOML 1.1 allows 1979-05-27 07:32-07:00, without seconds; "
        'write "1979-05-27 07:32-07:00".',
    ),
}


@pytest.mark.parametrize(("text", "message"), NEWER.values(), ids=NEWER.keys())
def test_what_only_a_newer_version_allows(text: str, message: str) -> None:
    """What TOML 1.1 alone allows is a fault that says so."""
    with pytest.raises(InvalidTimeline) as caught:
        parse(text + "\n", "e.toml")

    assert f"e.toml:{message}" == str(caught.value)


@pytest.mark.parametrize("text", [text for text, _ in NEWER.values()], ids=NEWER.keys())
def test_taplo_refuses_it_too(text: str, tmp_path: Path) -> None:
    """An editor with Taplo marks what is refused here."""
    beside = Path(sys.executable).with_name("taplo")
    taplo = str(beside) if beside.exists() else shutil.which("taplo")
    if not taplo:
        pytest.skip("no taplo: pip install taplo")
    (tmp_path / "e.toml").write_text(text + "\n", "utf-8")
    done = subprocess.run([taplo, "check", "--no-auto-config", "e.toml"], cwd=tmp_path)

    assert done.returncode


def test_every_message_is_known() -> None:
    """Whatever the pinned parser may say, it is known what it complains of."""
    source = files("tomli").joinpath("_parser.py").read_text("utf-8")
    messages = [
        _message(node.args[0])
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "TOMLDecodeError"
    ]

    assert len(messages) > 25
    assert all(isinstance(complaint_of(message), Complaint) for message in messages)


def _message(written: ast.expr) -> str:
    """A message as it is in the parser; a quote stands for any value in it."""
    if isinstance(written, ast.Constant):
        return str(written.value)
    assert isinstance(written, ast.JoinedStr)
    return "".join(
        str(part.value) if isinstance(part, ast.Constant) else repr("'") for part in written.values
    )


def test_depth_does_not_hang_on_how_the_parser_is_built() -> None:
    """Brackets may be 200 deep, for the parser's binaries as for its Python."""
    assert read_toml(f"x = {'[' * 200}{']' * 200}")
    assert read_toml("".join(f"[{'.'.join('a' * deep)}]\n" for deep in range(1, 110)))
    with pytest.raises(NoToml) as caught:
        read_toml(f"x = {'[' * 201}{']' * 201}")

    assert caught.value.complaint is Complaint.TOO_DEEP


def test_the_scanner_reads_no_more_than_the_parser() -> None:
    """An escape that TOML 1.0 lacks names no key."""
    assert ("a\x1b",) not in dict(locate(r'"a\e" = 1'))
