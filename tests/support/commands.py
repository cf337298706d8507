"""What the documents say of the commands."""

from __future__ import annotations

from collections.abc import Iterator

import click
from click.testing import CliRunner

from timeline.commands import COMMANDS, main


def help_texts() -> str:
    """docs/commands.md as it has to be."""
    runner = CliRunner()
    parts = ["# Commands\n\nWhat `timeline COMMAND --help` prints.\n"]
    for command in ((), *all_commands()):
        text = runner.invoke(main, [*command, "--help"], prog_name="timeline").stdout
        parts.append(f"## {' '.join(('timeline', *command))}\n\n```text\n{text}```\n")
    return "\n".join(parts)


def all_commands() -> Iterator[tuple[str, ...]]:
    """The words by which each command is called, those of groups behind their group."""
    for name in COMMANDS:
        yield (name,)
        command = main.get_command(click.Context(main), name)
        if isinstance(command, click.Group):
            yield from ((name, each) for each in command.commands)
