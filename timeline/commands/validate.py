"""`timeline validate`: tell everything that is wrong with a file, or with several."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from timeline.commands.streams import STDIN, STDIN_FILE, standard_input
from timeline.commands.telling import (
    FaultFormat,
    in_colour,
    say,
    say_unreadable,
    tell,
    tell_all,
    visible,
)
from timeline.errors import Faults, InvalidTimeline, UnreadableFile
from timeline.messages import counted, events_counted


@click.command(short_help="Tell every fault of the file.")
@click.argument(
    "files", metavar="[FILE]...", nargs=-1, type=click.Path(path_type=Path, allow_dash=True)
)
@click.option("--strict", is_flag=True, help="Take warnings for errors.")
@click.option(
    "--format",
    "format_",
    type=click.Choice([each.value for each in FaultFormat]),
    default=FaultFormat.TEXT.value,
    show_default=True,
    help="Tell faults as text, as JSON for programs, or as GitHub workflow commands.",
)
def validate(files: tuple[Path, ...], strict: bool, format_: str) -> None:
    """Tell every fault of FILE (events.toml; - is standard input), each at its place.

    Nothing is built. Several files are told one after the other, each fault under the
    name of its own. The font and the logo that standard input names are looked for in
    the current folder.

    Exit codes: 0 no errors, 1 errors in FILE, 2 misuse or no such file; of several
    files the highest.

    \b
    Examples:
      timeline validate
      timeline validate my.toml --strict
      timeline validate timelines/*/events.toml
      timeline validate --format github   in CI: beside the lines of a pull request
      git show :events.toml | timeline validate -   what is staged in git
    """
    found: dict[str, Faults] = {}
    codes = [
        _validate(file, found, format_, strict=strict)
        for file in dict.fromkeys(files or (Path("events.toml"),))
    ]
    if format_ == FaultFormat.JSON and found:
        say(tell_all(found, format_), asked=True)
    if worst := max(codes):
        raise click.exceptions.Exit(worst)


def _validate(file: Path, found: dict[str, Faults], format_: str, *, strict: bool) -> int:
    """Read a file and tell its faults, but for JSON, which has those of all; gives the exit code."""
    from timeline.text.reader import read, read_text  # brings pydantic, which --help needs not

    size, name = "", STDIN if file == STDIN_FILE else str(file)
    try:
        timeline, faults = (
            read_text(standard_input(), name, Path()) if file == STDIN_FILE else read(file)
        )
        size = f"{events_counted(len(timeline.events), len(timeline.undated))} in {counted(len(timeline.lanes), 'lane')}"
    except UnreadableFile as error:
        return say_unreadable(error)
    except InvalidTimeline as error:
        faults = error.faults
    found[name] = faults = faults.as_errors() if strict else faults
    if len(faults) and format_ != FaultFormat.JSON:
        say(tell(faults, name, format_, colour=in_colour(sys.stdout)), asked=True)
    if not faults.errors and not faults.warnings and format_ != FaultFormat.JSON:
        say(f"{visible(name)}: {size}, no faults")
    return int(bool(faults.errors))
