"""`timeline validate`: tell everything that is wrong with a file."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from timeline.commands.telling import (
    FaultFormat,
    exit_unreadable,
    in_colour,
    say,
    tell,
    visible,
)
from timeline.errors import InvalidTimeline, UnreadableFile
from timeline.messages import counted


@click.command(short_help="Tell every fault of the file.")
@click.argument("file", default="events.toml", type=click.Path(path_type=Path))
@click.option("--strict", is_flag=True, help="Take warnings for errors.")
@click.option(
    "--format",
    "format_",
    type=click.Choice([each.value for each in FaultFormat]),
    default=FaultFormat.TEXT.value,
    show_default=True,
    help="Tell faults as text, as JSON for programs, or as GitHub workflow commands.",
)
def validate(file: Path, strict: bool, format_: str) -> None:
    """Tell every fault of FILE (events.toml), each at its place, and build nothing.

    Exit codes: 0 no errors, 1 errors in FILE, 2 misuse or no such file.

    \b
    Examples:
      timeline validate
      timeline validate my.toml --strict
      timeline validate --format github   in CI: beside the lines of a pull request
    """
    from timeline.text.reader import read  # brings pydantic, which --help needs not

    size = ""
    try:
        timeline, faults = read(file)
        events, lanes = len(timeline.events), len(timeline.lanes)
        size = f"{counted(events, 'event')} in {counted(lanes, 'lane')}"
    except UnreadableFile as error:
        exit_unreadable(error)
    except InvalidTimeline as error:
        faults = error.faults
    if strict:
        faults = faults.as_errors()
    if len(faults) or format_ == FaultFormat.JSON:
        said = tell(faults, str(file), format_, colour=in_colour(sys.stdout))
        say(said, asked=True)
    else:
        say(f"{visible(str(file))}: {size}, no faults")
    if faults.errors:
        raise click.exceptions.Exit(1)
