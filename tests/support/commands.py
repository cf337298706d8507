"""What the documents say of the commands."""

from __future__ import annotations

from click.testing import CliRunner

from timeline.commands import COMMANDS, main


def help_texts() -> str:
    """docs/commands.md as it has to be."""
    runner = CliRunner()
    parts = ["# Commands\n\nWhat `timeline COMMAND --help` prints.\n"]
    for command in ((), *((name,) for name in COMMANDS)):
        text = runner.invoke(main, [*command, "--help"], prog_name="timeline").stdout
        parts.append(f"## {' '.join(('timeline', *command))}\n\n```text\n{text}```\n")
    return "\n".join(parts)
