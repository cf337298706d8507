"""`timeline export`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from timeline.commands.selecting import Selection, selecting
from timeline.commands.writing import size, write_all
from timeline.errors import TimelineError

if TYPE_CHECKING:
    from timeline.model import Timeline

FORMATS = ("svg", "png", "pdf")


@click.command(short_help="Write one picture: SVG, PNG or PDF.")
@click.argument("file", default="events.toml", type=click.Path(path_type=Path))
@click.option(
    "-f",
    "--format",
    "kind",
    type=click.Choice(FORMATS),
    help="What to write; by default what the ending of --output says, or svg.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False, allow_dash=True),
    help="File to write, - for standard output.  [default: output/timeline.FORMAT]",
)
@click.option(
    "--width",
    default=1160,
    show_default=True,
    type=click.IntRange(240, 8000),
    help="Width of the picture in px; labels are laid out for it.",
)
@click.option(
    "--scale",
    type=click.FloatRange(0.25, 8),
    help="Pixels of a PNG to a px.  [default: 2]",
)
@click.option("--grey", is_flag=True, help="A PNG in shades of grey, as a copier prints it.")
@click.option(
    "--height",
    type=click.IntRange(200, 100_000),
    help="Most px a chart may be high.  [default: what FILE says, or 1600]",
)
@selecting
@click.option("--strict", is_flag=True, help="Take warnings for errors.")
def export(
    file: Path,
    kind: str | None,
    output: Path | None,
    width: int,
    scale: float | None,
    grey: bool,
    height: int | None,
    selection: Selection,
    strict: bool,
) -> None:
    """Draw FILE (events.toml) as one picture.

    \b
    Examples:
      timeline export -f png
      timeline export -o figure-2.pdf --width 720
      timeline export my.toml -f svg -o - > my.svg
      timeline export -f png --from 1959 --to 1984 --lane people
    """
    from timeline.commands.telling import read_or_exit

    kind = _kind(kind, output)
    if kind != "png" and (grey or scale is not None):
        raise click.UsageError("--scale and --grey are for PNG alone: add -f png")
    to_stdout = output is not None and str(output) == "-"
    if to_stdout and kind != "svg" and sys.stdout.isatty():
        raise click.UsageError(f"a {kind.upper()} is not text: send it to a file with -o FILE")
    timeline = selection.of(read_or_exit(file, strict=strict)[0], file)
    try:
        content = _draw(timeline, kind, (width, height), scale or 2, grey)
    except TimelineError as error:
        click.echo(f"{file}: {error}", err=True)
        raise SystemExit(1) from error
    if to_stdout:
        click.echo(content, nl=False)
        return
    path = output or Path("output") / f"timeline.{kind}"
    write_all({path: content})
    click.echo(f"{size(len(content)):>8}  {path}")


def _kind(kind: str | None, output: Path | None) -> str:
    """The format asked for, by -f or by the ending of the output's name."""
    ending = output.suffix.removeprefix(".").lower() if output else ""
    if kind and ending in FORMATS and ending != kind:
        raise click.UsageError(f"-f {kind} and the ending .{ending} do not agree")
    if not kind and ending and ending not in FORMATS:
        raise click.UsageError(f"cannot write .{ending}: name a format with -f {'|'.join(FORMATS)}")
    return kind or ending or "svg"


def _draw(
    timeline: Timeline, kind: str, size: tuple[int, int | None], scale: float, grey: bool
) -> bytes:
    from timeline import site
    from timeline.layout import layout
    from timeline.pictures import draw

    picture = draw(timeline, layout(timeline, *size))
    for note in site.notes(picture, raster=kind != "svg"):
        click.echo(f"note: {note}", err=True)
    if kind == "svg":
        return picture.svg()
    return picture.pdf() if kind == "pdf" else picture.png(scale, grey=grey)
