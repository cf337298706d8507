"""The command line: one module a command, imported when it runs."""

from __future__ import annotations

import atexit
import gc
import importlib
import keyword
import os
from collections.abc import Sequence
from typing import Any

import click

# Plug-ins that happen to be installed must not change what a file means, and
# looking for them costs a tenth of the time `timeline validate` takes.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")

# A command makes much and keeps most of it: Python need seldom look for rings in
# what is being made, nor take all of it apart at the end. This is worth a seventh
# of a build's time.
gc.set_threshold(200_000, 20, 20)
atexit.register(gc.freeze)

COMMANDS = (
    "add",
    "build",
    "diff",
    "embed",
    "export",
    "fmt",
    "import",
    "media",
    "new",
    "schema",
    "serve",
    "undo",
    "validate",
    "why",
)

_MOST_PARTS = 12  # words of a file's name

_START = """\
A timeline is a text file of events, events.toml. To begin:

  timeline new               write a small events.toml to begin with
  timeline import            bring a spreadsheet or another tool's timeline
  timeline add               add an event in its place in time
  timeline undo              take back what a command wrote last
  timeline media pull        fetch the pictures that are named by address
  timeline serve             see the page while you write
  timeline validate          check the file, all faults at once
  timeline build             write the page, the SVG and the PNG to output/
  timeline why EVENT         say what an event's date rests on
  timeline export -f png     write one picture
  timeline embed             what to paste into another site

`timeline COMMAND --help` explains a command.
"""


class _Commands(click.Group):
    """A group that imports a command's module only to run or explain it."""

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> Any:
        """Run the command that is asked for, on streams of any kind, to an end that is told."""

        def run() -> Any:
            return click.Group.main(
                self, args, prog_name, complete_var, standalone_mode=False, **extra
            )

        if not standalone_mode:
            return run()
        from timeline.commands import streams
        from timeline.commands.ending import ended_well

        streams.ready()
        with ended_well():
            # Of a command that exits this is the code.
            raise SystemExit(run())

    def make_context(self, *args: Any, **extra: Any) -> click.Context:
        """Read the words before the command, which may ask for help."""
        from timeline.commands.streams import printing

        with printing():
            return super().make_context(*args, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command, which may be asked for help."""
        from timeline.commands.streams import printing

        with printing():
            return super().invoke(ctx)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        name = f"{cmd_name}_" if keyword.iskeyword(cmd_name) else cmd_name
        module = importlib.import_module(f"timeline.commands.{name}")
        command: click.Command = getattr(module, name)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the first word names; a misspelt one is told the nearest."""
        name = click.utils.make_str(args[0])
        if name not in COMMANDS and not name.startswith("-"):
            from difflib import get_close_matches  # for a slip alone

            from timeline.commands.telling import visible

            near = get_close_matches(name.lower(), COMMANDS, n=1)
            hint = (
                f"Did you mean {near[0]}?" if near else f"The commands are {', '.join(COMMANDS)}."
            )
            ctx.fail(visible(f"No such command '{name}'. {hint}"))
        if whole := _with_spaces(args[1:]):
            from timeline.commands.telling import visible

            ctx.fail(visible(f'there are spaces in this name: write it in quotes, "{whole}".'))
        return super().resolve_command(ctx, args)


def _with_spaces(words: Sequence[str]) -> str:
    """The name of a file that is there, of which several words are the parts; empty if none is."""
    for at, word in enumerate(words):
        if word.startswith("-") or os.path.lexists(word):
            continue
        for end in range(at + 2, min(at + _MOST_PARTS, len(words)) + 1):
            if os.path.isfile(whole := " ".join(words[at:end])):  # noqa: PTH113 (of any length)
                return whole
    return ""


@click.group(
    cls=_Commands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 88},
)
@click.version_option(package_name="honest-timeline", message="timeline %(version)s")
@click.pass_context
def main(ctx: click.Context) -> None:
    """Honest timelines from a list of events: a page, an SVG and a PNG.

    Where standard output is what is asked for and cannot be written, the exit code
    is 2, or 141 if whoever reads it has gone.

    \b
    Examples:
      timeline build                    events.toml to output/
      timeline build my.toml -o site    another file, another folder
      timeline export -f svg -o -       the SVG to standard output
    """
    if ctx.invoked_subcommand is None:
        click.echo(_START, nl=False)
