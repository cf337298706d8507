"""What the documents say is so: commands, examples, committed output."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner
from support import made
from support.keys import pictures

from timeline.commands import main

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


@pytest.mark.usefixtures("here")
def test_readme_example_builds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The README's ten lines of TOML build with its one command, into the files it names."""
    monkeypatch.chdir(tmp_path)
    text = blocks("toml")[0]
    Path("beagle.toml").write_text(text, "utf-8")
    command = re.search(r"\$ timeline (build beagle.*)", README)
    result = CliRunner().invoke(main, shlex.split(command[1]))  # type: ignore[index]

    assert 10 == len([line for line in text.splitlines() if line])
    assert 0 == result.exit_code, result.output
    assert "" == result.stderr
    assert {"index.html", "timeline.svg", "timeline.png", "embed.html", "card.png"} == {
        path.name for path in Path("site").iterdir()
    }


@pytest.mark.usefixtures("here")
def test_readme_commands_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every `timeline` command the README shows runs on the sample."""
    monkeypatch.chdir(tmp_path)
    Path("events.toml").write_bytes((ROOT / "events.toml").read_bytes())
    commands = re.findall(r"\$ timeline ((?:validate|export|build|embed) ?[^\n#]*)", README)

    assert len(commands) > 3
    for command in commands:
        if "beagle" not in command:
            result = CliRunner().invoke(main, shlex.split(command))
            assert 0 == result.exit_code, result.output


def test_make_has_the_readme_targets() -> None:
    """The README's `make` lines are targets of the Makefile."""
    makefile = (ROOT / "Makefile").read_text("utf-8")

    for line in re.findall(r"\$ make ?(\w*)", README):
        assert f"\n{line or 'build'}:" in makefile


def test_readme_notebook_lines_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """The README's Python gives an Altair chart whose specification is valid."""
    monkeypatch.chdir(ROOT)
    names: dict[str, object] = {}
    *body, last = blocks("python")[0].strip().splitlines()
    exec("\n".join(body), names)
    chart = eval(last, names)

    assert "LayerChart" == type(chart).__name__
    assert chart.to_dict()["datasets"]["labels"]


DOCUMENTS = [
    path.relative_to(ROOT).as_posix()
    for path in [
        *ROOT.glob("*.md"),
        *(ROOT / "docs").rglob("*.md"),
        *(ROOT / "benchmarks").glob("*.md"),
        *(ROOT / "tests" / "data").rglob("*.md"),
    ]
]


@pytest.mark.parametrize("path", sorted(DOCUMENTS))
def test_links_lead_to_files(path: str) -> None:
    """Relative links in the documents have their targets."""
    text = (ROOT / path).read_text("utf-8")
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", text)

    assert [] == [link for link in links if not ((ROOT / path).parent / link).exists()]


@pytest.mark.parametrize(
    ("file", "arguments"),
    [
        ("docs/marks.svg", ["docs/marks.toml", "--bare", "-f", "svg"]),
        ("docs/marks.png", ["docs/marks.toml", "--bare", "-f", "png"]),
        ("docs/marks-grey.png", ["docs/marks.toml", "--bare", "-f", "png", "--grey"]),
    ],
)
def test_sheet_of_marks_is_current(
    file: str, arguments: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The pictures in docs/ are what the code draws; `make docs` writes them."""
    monkeypatch.chdir(ROOT)
    result = CliRunner().invoke(main, ["export", *arguments, "-o", "-"])

    assert [] == made.differing({file: (ROOT / file).read_bytes()}, {file: result.stdout_bytes})


def test_pictures_of_keys_are_current() -> None:
    """Each example of docs/picture.md is drawn as its picture shows; `make docs` writes them."""
    drawn = {file.name: content for file, content in pictures()}
    kept = {file.name: file.read_bytes() for file in (ROOT / "docs" / "keys").iterdir()}

    assert len(drawn) >= 8
    assert [] == made.differing(kept, drawn)


def test_output_is_current(monkeypatch: pytest.MonkeyPatch) -> None:
    """output/ is what `timeline build` writes; `make` writes it."""
    monkeypatch.chdir(ROOT)
    result = CliRunner().invoke(main, ["build", "--check"])

    assert 0 == result.exit_code, result.output


def _said(pattern: str) -> re.Pattern[str]:
    """An answer of the tutorial, in which `...` stands for anything."""
    parts = [re.escape(part) for part in pattern.strip().split("...")]
    return re.compile(r"[\s\S]*".join(parts))


def test_python_runs(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """The Python of docs/python.md runs, block after block, and prints what it says."""
    told = (ROOT / "docs" / "python.md").read_text("utf-8")
    monkeypatch.chdir(ROOT)
    names: dict[str, object] = {}
    for language, block in re.findall(r"```(\w+)\n(.*?)```", told, re.DOTALL):
        if language == "python":
            capsys.readouterr()
            exec(block, names)
        else:
            assert block == capsys.readouterr().out


def _write_into(file: Path, block: str) -> None:
    """Tables at the end of a file, and other lines in place of the first of them, which is there."""
    text = file.read_text("utf-8")
    first = block.splitlines()[0]
    if block.startswith("["):
        text = f"{text.rstrip()}\n\n{block}"
    else:
        assert 1 == text.splitlines().count(first)
        text = text.replace(first, block.rstrip())
    file.write_text(text, "utf-8")


def test_tutorial_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each command of the tutorial, one after the other, answers as it says."""
    monkeypatch.chdir(tmp_path)
    tutorial = (ROOT / "docs" / "tutorial.md").read_text("utf-8")
    ran = 0
    for language, block in re.findall(r"```(console|toml)\n(.*?)```", tutorial, re.DOTALL):
        if language == "toml":
            _write_into(Path("events.toml"), block)
            continue
        for step in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, answer = step.partition("\n")
            program, *arguments = shlex.split(command)
            if program == "cd":
                monkeypatch.chdir(arguments[0])
                continue
            result = CliRunner().invoke(main, arguments)
            assert result.exception is None or isinstance(result.exception, SystemExit)
            assert _said(answer).fullmatch(result.output.strip()), (command, result.output)
            ran += 1

    assert 13 == ran
    assert Path("output/index.html").exists()


WORDS = ("EDTF", "attested", "locator", "canonical form")
# Generated from what the program says, where links have no place, and what is not for authors.
WITHOUT = ("commands", "words", "house", "accessibility")


@pytest.mark.parametrize("word", WORDS)
@pytest.mark.parametrize(
    "document",
    [
        ROOT / "README.md",
        *(one for one in sorted((ROOT / "docs").glob("[a-z]*.md")) if one.stem not in WITHOUT),
    ],
    ids=lambda path: path.stem,
)
def test_words_are_explained(document: Path, word: str) -> None:
    """Where a word of the trade first stands in a document, that leads to what it means."""
    prose = re.sub(r"```.*?```", "", document.read_text("utf-8"), flags=re.DOTALL)
    first = re.search(rf"(?<!#)\b{word}\b(?!-)", prose, re.IGNORECASE)
    if first is None:
        return
    in_heading = prose[prose.rfind("\n", 0, first.start()) + 1] == "#"
    until = prose[: prose.find("\n\n", first.end() + 3 * in_heading)]
    assert f"words.md#{word.lower().replace(' ', '-')}" in until
