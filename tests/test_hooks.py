"""What git and CI run: the hooks and the documented workflow do what they say."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from timeline.commands import COMMANDS, main

ROOT = Path(__file__).parent.parent
DOCUMENT = (ROOT / "docs" / "ci.md").read_text("utf-8")
HOOKS = (ROOT / ".pre-commit-hooks.yaml").read_text("utf-8")
GOOD = """\
format = 1

[timeline]
title = "T"

[[sources]]
id = "s"
title = "S"

[[events]]
id = "e"
title = "Arrival of @octocat"
date = "1950"
sources = ["s"]
"""


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", DOCUMENT, re.DOTALL)


WORKFLOW = next(block for block in blocks("yaml") if block.startswith("name: timeline"))


def runs() -> dict[str, str]:
    """The commands of each step of the workflow, by its name."""
    found: dict[str, str] = {}
    lines = iter(WORKFLOW.splitlines())
    name = ""
    for line in lines:
        if named := re.match(r"\s*- name: (.*)", line):
            name = named[1]
        elif run := re.match(r"( *)run: (.*)", line):
            found[f"{name} {len(found)}"] = run[2]
            if run[2] == "|":
                depth = len(run[1]) + 2
                body = re.search(
                    rf"{re.escape(line)}\n((?: {{{depth}}}.*\n|\n)+)", found_after(name)
                )
                assert body
                text = re.sub(rf"^ {{{depth}}}", "", body[1], flags=re.MULTILINE)
                found[f"{name} {len(found) - 1}"] = text
    return found


def found_after(name: str) -> str:
    return WORKFLOW[WORKFLOW.index(f"- name: {name}") :]


def commands(text: str) -> list[list[str]]:
    """Every `timeline` command in some lines of a shell, as words up to the first operator."""
    found = re.findall(r"(?:^|\$ |; |then )\s*timeline ([^\n>|;]*)", text, re.MULTILINE)
    return [shlex.split(line, comments=True) for line in found]


def check(words: list[str]) -> None:
    """Fails unless a command exists with these options and arguments."""
    name, *arguments = words
    assert name in COMMANDS
    group = click.Context(main, **main.context_settings)
    command = main.get_command(group, name)
    assert command
    command.make_parser(click.Context(command, parent=group)).parse_args(list(arguments))


# The document


def test_documented_commands_exist() -> None:
    """Every `timeline` command of docs/ci.md and docs/diff.md is one, with these options."""
    texts = [DOCUMENT, *runs().values(), (ROOT / "docs" / "diff.md").read_text("utf-8")]
    inline = re.findall(r"`timeline ([a-z][^`]*)`", "\n".join(texts))
    found = [words for text in texts for words in commands(text)]
    found += [shlex.split(words) for words in inline]

    assert {"validate", "fmt", "build", "diff", "schema", "new"} <= {words[0] for words in found}
    for words in found:
        check(words)


def test_an_option_that_is_none_is_seen() -> None:
    """The check above fails for an option that a command does not have."""
    with pytest.raises(click.NoSuchOption):
        check(["validate", "--colour"])


def test_the_editor_is_told_as_the_repository_is() -> None:
    """The documented .taplo.toml is the repository's own, without its comment."""
    documented = next(text for text in blocks("toml") if "formatting" in text)

    assert tomllib.loads((ROOT / ".taplo.toml").read_text("utf-8")) == tomllib.loads(documented)


def test_nothing_of_a_pull_request_is_a_command() -> None:
    """No expression stands in what a shell runs, and no event gives strangers a token."""
    assert 7 == len(runs())
    assert [] == [text for text in runs().values() if "${{" in text]
    assert not re.search(r"^\s+pull_request_target:", WORKFLOW, re.MULTILINE)
    assert ["contents: read", "pull-requests: write"] == re.findall(
        r"^\s+((?:contents|pull-requests|issues|actions): \w+)", WORKFLOW, re.MULTILINE
    )
    writing = WORKFLOW[WORKFLOW.index("  comment:\n    needs") :]
    assert not re.search(
        r"checkout|pip|timeline (?:diff|build|validate) ",
        writing.replace("<!-- timeline diff -->", ""),
    )


def test_the_workflow_is_regular() -> None:
    """The workflow is YAML of the plainest kind: two blanks a level, no tabs, no odd indents."""
    assert "\t" not in WORKFLOW
    inside = 0
    for line in WORKFLOW.splitlines():
        depth = len(line) - len(line.lstrip())
        if inside and (not line or depth >= inside):
            continue
        inside = depth + 2 if line.endswith("|") else 0
        assert depth % 2 == 0, line
        assert not line or re.match(r"\s*(?:- )?[\w-]+:(?: \S.*)?$", line), line


# What it runs

Shell = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """Runs lines as GitHub does, in a repository that stands as it does for a pull request."""
    tools = tmp_path / "tools"
    tools.mkdir()
    program(tools / "timeline", f'exec "{sys.executable}" -m timeline "$@"')
    # Keeps what it is told, and lists one comment by each of two authors if there are any.
    program(
        tools / "gh",
        'printf "%s\\n" "$*" >> "$TOLD"\n'
        'case "$*" in *comments*--jq*) cat "$COMMENTS" 2>/dev/null || true;; esac',
    )
    repository = tmp_path / "repository"
    repository.mkdir()
    environment = {
        **{key: value for key, value in os.environ.items() if not key.startswith("GIT_")},
        "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "TOLD": str(tmp_path / "told"),
        "COMMENTS": str(tmp_path / "comments"),
        "GITHUB_STEP_SUMMARY": str(tmp_path / "summary.md"),
        "GH_REPO": "o/r",
        "NUMBER": "7",
        "GIT_CONFIG_GLOBAL": "/dev/null",
        **dict.fromkeys(("GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME"), "A"),
        **dict.fromkeys(("GIT_AUTHOR_EMAIL", "GIT_COMMITTER_EMAIL"), "a@example.org"),
    }

    def run(text: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", text],
            cwd=repository,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )

    return run


def program(path: Path, text: str) -> None:
    path.write_text(f"#!/bin/sh\n{text}\n", "utf-8")
    path.chmod(0o755)


def merge(shell: Shell, tmp_path: Path, before: str | None, after: str) -> None:
    """The merge of a branch, as a pull request is checked out."""
    file = tmp_path / "repository" / "events.toml"
    assert 0 == shell("git init -q -b main && git commit -q --allow-empty -m one").returncode
    if before is not None:
        file.write_text(before, "utf-8")
        assert 0 == shell("git add . && git commit -q -m two").returncode
    assert 0 == shell("git checkout -q -b change").returncode
    file.write_text(after, "utf-8")
    done = shell(
        "git add . && git commit -q -m three && git checkout -q main"
        " && git commit -q --allow-empty -m four && git merge -q --no-ff --no-edit change"
    )
    assert 0 == done.returncode, done.stderr


def step(start: str) -> str:
    return next(text for name, text in runs().items() if name.startswith(start))


def test_what_changed_is_told(shell: Shell, tmp_path: Path) -> None:
    """The diff of a pull request goes into the summary and the comment, its mentions defused."""
    merge(shell, tmp_path, GOOD, GOOD.replace('"1950"', '"1951~"'))
    done = shell(step("Tell what changed"))
    comment = (tmp_path / "repository" / "comment.md").read_text("utf-8")

    assert (0, "") == (done.returncode, done.stderr)
    assert (
        "<!-- timeline diff -->\n"
        "`events.toml` since `HEAD^1:events.toml`: 1 event changed\n"
        "\n"
        "- **Changed:** about 1951: <b>Arrival of @&#8203;octocat</b>\n"
        "  - date: 1950 became about 1951: later, less precise\n"
    ) == comment
    assert comment == (tmp_path / "summary.md").read_text("utf-8")


def test_a_new_file_is_told(shell: Shell, tmp_path: Path) -> None:
    """Where there was no file, that is said, and all of its events are added."""
    merge(shell, tmp_path, None, GOOD)
    done = shell(step("Tell what changed"))

    assert 0 == done.returncode
    assert (
        (tmp_path / "repository" / "comment.md")
        .read_text("utf-8")
        .startswith(
            "<!-- timeline diff -->\n"
            "`events.toml` is new since `HEAD^1`: 1 event added; 1 source added\n"
        )
    )


def test_one_comment_is_kept(shell: Shell, tmp_path: Path) -> None:
    """Without a comment of its own one is made; with one that one is brought up to date."""
    told = tmp_path / "told"
    shell(step("Comment"))

    assert "pr comment 7 --body-file comment.md" == told.read_text("utf-8").splitlines()[-1]

    (tmp_path / "comments").write_text("5\n6\n", "utf-8")
    shell(step("Comment"))

    assert (
        "api --method PATCH repos/o/r/issues/comments/5 --field body=@comment.md"
        == told.read_text("utf-8").splitlines()[-1]
    )


@pytest.mark.slow
def test_checks(shell: Shell, tmp_path: Path) -> None:
    """Each check passes for a good repository and fails for one that is not."""
    merge(shell, tmp_path, GOOD, GOOD.replace('"1950"', '"1951"'))
    file = tmp_path / "repository" / "events.toml"
    assert 1 == shell(step("Is output")).returncode
    assert 0 == shell("timeline build").returncode
    for name in ("Faults", "Canonical form", "Is output"):
        done = shell(step(name))
        assert 0 == done.returncode, done.stdout + done.stderr

    file.write_text(GOOD.replace('date = "1950"', '  date = "1950-13"'), "utf-8")
    done = shell(step("Faults"))

    assert 1 == done.returncode
    assert done.stdout.startswith('::error file=events.toml,line=13,col=16::event "e": date')
    assert 1 == shell(step("Canonical form")).returncode


# Hooks


def hooks() -> dict[str, dict[str, str]]:
    """The hooks by their ids, each with its keys."""
    found = {}
    for item in re.split(r"^- ", HOOKS, flags=re.MULTILINE)[1:]:
        pairs = dict(line.strip().split(": ", 1) for line in item.strip().splitlines())
        found[pairs.pop("id")] = pairs
    return found


def test_the_hooks_there_are() -> None:
    """The hooks are those that the document names, for events.toml in any folder."""
    assert ["timeline-validate", "timeline-fmt"] == list(hooks())
    assert set(re.findall(r"- id: (\S+)", DOCUMENT)) == set(hooks())
    for hook in hooks().values():
        assert {"name", "description", "entry", "language", "files"} <= hook.keys()
        assert "python" == hook["language"]
        assert [True, True, False, False] == [
            bool(re.search(hook["files"], path))
            for path in ("events.toml", "a/b/events.toml", "my-events.toml", "events.toml.bak")
        ]


@pytest.mark.parametrize(
    ("hook", "text", "expected"),
    [
        ("timeline-validate", GOOD, 0),
        ("timeline-validate", GOOD.replace("1950", "1950-13"), 1),
        ("timeline-fmt", GOOD, 0),
        ("timeline-fmt", GOOD.replace("date = ", "date   = "), 0),
    ],
    ids=["valid", "faulty", "formatted", "unformatted"],
)
def test_what_hooks_run(
    hook: str, text: str, expected: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A hook runs as pre-commit would run it: with the files, those in folders as well."""
    monkeypatch.chdir(tmp_path)
    pairs = hooks()[hook]
    program, *words = shlex.split(pairs["entry"])
    rome = Path("timelines", "rome", "events.toml")
    rome.parent.mkdir(parents=True)
    rome.write_text(text, "utf-8")
    Path("events.toml").write_text(GOOD, "utf-8")
    result = CliRunner().invoke(main, [*words, "events.toml", str(rome)])

    assert "timeline" == program
    assert "pass_filenames" not in pairs
    assert expected == result.exit_code, result.output
    if hook == "timeline-fmt":
        assert GOOD == rome.read_text("utf-8")


# Annotations


def test_annotations_are_escaped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What would end a message, or its properties, is escaped in names and in texts."""
    monkeypatch.chdir(tmp_path)
    Path("a:b,c%.toml").write_text(GOOD.replace("1950", "50% off\\r\\n::error::x"), "utf-8")
    result = CliRunner().invoke(main, ["validate", "a:b,c%.toml", "--format", "github"])

    assert 1 == result.exit_code
    (line,) = result.stdout.splitlines()
    assert line.startswith(
        '::error file=a%3Ab%2Cc%25.toml,line=13,col=29::event "e": date "50%25 off\\r\\n::error::x": '
    )
