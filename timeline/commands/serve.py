"""`timeline serve`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from timeline.commands.telling import say

if TYPE_CHECKING:
    from timeline.errors import Faults, TimelineError


@click.command(short_help="Preview the page while you write; it follows each save.")
@click.argument("file", default="events.toml", type=click.Path(path_type=Path))
@click.option(
    "-p",
    "--port",
    default=8321,
    show_default=True,
    type=click.IntRange(1, 65535),
    help="Port to serve at; a free one is taken if this is in use.",
)
@click.option("--open/--no-open", "to_open", default=True, help="Whether to open the browser.")
@click.option(
    "--templates",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Folder of your own templates and style sheets; watched too.",
)
@click.option(
    "--height",
    type=click.IntRange(200, 100_000),
    help="Most px a chart may be high.  [default: what FILE says, or 1600]",
)
def serve(file: Path, port: int, to_open: bool, templates: Path | None, height: int | None) -> None:
    """Show the page of FILE (events.toml) in the browser and follow each save.

    Faults lie over the last good page, and are told here. Each event shows its
    line in FILE; a click copies it. The page is served to this machine alone,
    and nothing is written. Ctrl-C ends it; so do SIGTERM and SIGHUP, by which it
    ends as other programs do. Exit codes: 0 ended by Ctrl-C, 2 misuse, as when
    FILE cannot be opened or is a pipe.

    \b
    Examples:
      timeline serve
      timeline serve my.toml --port 9000 --no-open
    """
    from timeline import preview
    from timeline.commands.telling import exit_unreadable
    from timeline.drawing.beside import beside
    from timeline.errors import UnreadableFile

    try:
        preview.contents(file)
    except UnreadableFile as error:
        exit_unreadable(error)
    # Two charts at once; and what is only now and then asked for.
    with beside(most=2) as executor, beside(ahead=False) as pictures:
        shown = preview.Preview(
            file=file,
            tell=lambda told: _told(told, file),
            report=lambda text: say(text, sys.stderr),
            templates=templates,
            height=height,
            executor=executor,
            pictures=pictures,
        )
        shown.rebuild()
        sock = preview.listen(port)
        address = f"http://{preview.HOST}:{sock.getsockname()[1]}/"
        try:
            preview.serve(shown, sock, lambda: _opened(address, to_open))
        finally:  # also when a signal ends it
            say("ended", sys.stderr)


def _opened(address: str, to_open: bool) -> None:
    say(address)
    say("the page follows each save; Ctrl-C ends this", sys.stderr)
    if to_open:
        click.launch(address)


def _told(told: Faults | TimelineError, file: Path) -> str:
    from timeline.commands.notices import error_words
    from timeline.commands.telling import tell, visible
    from timeline.errors import Faults, UnreadableFile

    if isinstance(told, Faults):
        return tell(told, str(file))
    unreadable = isinstance(told, UnreadableFile)
    return visible(f"{told}." if unreadable else f"{file}: {error_words(told)}")
