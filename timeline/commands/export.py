"""`timeline export`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from timeline.commands.picturing import PICTURES, Look, picturing
from timeline.commands.selecting import Selection, selecting
from timeline.commands.streams import give
from timeline.commands.telling import say, tell_lost, tell_notices, visible
from timeline.commands.writing import size, write_all
from timeline.errors import TimelineError
from timeline.exporting import EXPORTERS, USUAL, Size

if TYPE_CHECKING:
    from timeline.model import Timeline

FORMATS = (*PICTURES, *EXPORTERS)
ENDINGS = {kind: kind for kind in PICTURES} | {
    name: exporter.ending for name, exporter in EXPORTERS.items()
}


@click.command(short_help="Write one picture, or the data for another tool.")
@click.argument("file", default="events.toml", type=click.Path(path_type=Path))
@click.option(
    "-f",
    "--format",
    "kind",
    type=click.Choice(FORMATS),
    help="What to write; by default what the ending of --output says, or svg. A file that ends "
    "in .json may be of three formats, so they are named here.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False, allow_dash=True),
    help="File to write, - for standard output.  [default: output/timeline.FORMAT, with "
    "its ending]",
)
@click.option(
    "--width",
    type=click.IntRange(240, 8000),
    help="Width of what is drawn in px; labels are laid out for it.  [default: 1160]",
)
@click.option(
    "--height",
    type=click.IntRange(200, 100_000),
    help="Most px a chart may be high.  [default: what FILE says, or 1600]",
)
@picturing
@selecting
@click.option("--strict", is_flag=True, help="Take warnings for errors.")
def export(
    file: Path,
    kind: str | None,
    output: Path | None,
    width: int | None,
    height: int | None,
    look: Look,
    selection: Selection,
    strict: bool,
) -> None:
    """Draw FILE (events.toml) as one picture, or give its data to another tool.

    svg, png and pdf are the chart as a picture. timelinejs is the JSON that
    TimelineJS shows, csv a table that `timeline import` takes back, json the
    whole timeline with its dates in words and bounds (docs/json.md), vega-lite
    the specification of the chart, for the Vega editor. All take a selection.

    \b
    Examples:
      timeline export -f png
      timeline export -o figure-2.pdf --width 720
      timeline export my.toml -f svg -o - > my.svg
      timeline export -f png --from 1959 --to 1984 --lane people
      timeline export -o events.csv
      timeline export -f timelinejs -o timelinejs.json
      timeline export -f vega-lite -o chart.vl.json --width 800
    """
    from timeline.commands.telling import exit_failed, read_or_exit

    kind = _kind(kind, output)
    look.check(kind, width, height)
    _check_room(kind, width=width, height=height)
    to_stdout = output is not None and str(output) == "-"
    if to_stdout and kind in ("png", "pdf") and sys.stdout.isatty():
        raise click.UsageError(f"a {kind.upper()} is not text: send it to a file with -o FILE")
    whole, data = read_or_exit(file, strict=strict)
    timeline = selection.of(whole, file)
    try:
        room = Size(width=width or USUAL.width, height=height)
        if kind in PICTURES:
            content = _drawn(
                timeline, kind, room, look.of(kind, width, height), len(whole.all_events)
            )
        else:
            content = _written(timeline, kind, room)
    except TimelineError as error:
        exit_failed(file, error, whole, data)
    if to_stdout:
        give(content)
        return
    path = output or Path("output") / _name(kind)
    write_all({path: content})
    say(visible(f"{size(len(content)):>8}  {path}"))


def _kind(kind: str | None, output: Path | None) -> str:
    """The format asked for, by -f or by the ending of the output's name."""
    ending = output.suffix.removeprefix(".").lower() if output else ""
    if kind and ending in ENDINGS.values() and ending != ENDINGS[kind]:
        raise click.UsageError(f"-f {kind} and the ending .{ending} do not agree")
    if kind or not ending:
        return kind or "svg"
    named = [name for name in FORMATS if ENDINGS[name] == ending]
    if len(named) == 1:
        return named[0]
    problem = f".{ending} may be of several formats" if named else f"cannot write .{ending}"
    raise click.UsageError(f"{problem}: name a format with -f {'|'.join(named or FORMATS)}")


def _check_room(kind: str, *, width: int | None, height: int | None) -> None:
    """Refuse sizes for what is not drawn."""
    drawn = (*PICTURES, *(name for name, exporter in EXPORTERS.items() if exporter.draws))
    if (width or height) and kind not in drawn:
        raise click.UsageError(
            f"--width and --height are for what is drawn, which {kind} is not: "
            f"leave them out, or add -f {'|'.join(drawn)}"
        )


def _name(kind: str) -> str:
    """The name of a file of ours: two formats that end alike do not overwrite each other."""
    if kind == ENDINGS[kind]:
        return f"timeline.{kind}"
    return f"timeline.{kind}.{ENDINGS[kind]}"


def _written(timeline: Timeline, kind: str, size: Size) -> bytes:
    """The data in another tool's format; what that has no place for is told."""
    from timeline import exporting

    tell_lost(kind, exporting.lost(timeline, kind))
    return exporting.write(timeline, kind, size)


def _drawn(timeline: Timeline, kind: str, room: Size, look: Look, total: int) -> bytes:
    """The picture, with what the author should know of it told."""
    from timeline.drawing.notices import notices, sized_notices
    from timeline.errors import TooSmall

    try:
        pictures = look.drawn(timeline, room.width, room.height, total)
    except TooSmall as error:
        asked, least = (
            "x".join(f"{side:g}" for side in size) for size in (error.size, error.least)
        )
        problem = f"--size {asked} has no room for title, axis and a lane with a label"
        raise click.UsageError(f"{problem}: write --size {least} or more") from error
    if look.size or look.paged:
        tell_notices(sized_notices(pictures, len(timeline.events), raster=kind != "svg"))
    else:
        tell_notices(notices(pictures[0], room.height, raster=kind != "svg"))
    return look.written(pictures, kind)
