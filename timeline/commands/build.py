"""`timeline build`."""

from __future__ import annotations

import shlex
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from timeline.commands.selecting import Selection, selecting
from timeline.commands.telling import say, visible
from timeline.commands.writing import copy_all, size, write_all
from timeline.messages import counted, events_counted

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from timeline.layout.begin import Layouts
    from timeline.model import Timeline
    from timeline.pages.edition import Edition
    from timeline.pages.pictured import Gallery
    from timeline.site import Built


@click.command(short_help="Write the page, the SVG and the PNG.")
@click.argument("file", default="events.toml", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    default="output",
    show_default=True,
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder to write to; made if it is not there.",
)
@click.option(
    "--templates",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Folder of your own templates and style sheets; docs/templates.md says what goes in it.",
)
@click.option(
    "--height",
    type=click.IntRange(200, 100_000),
    help="Most px a chart may be high.  [default: what FILE says, or 1600]",
)
@click.option(
    "--interactive/--no-interactive",
    default=True,
    help="Whether the chart of the page can be explored; a still one makes a lighter page.",
)
@click.option(
    "--png/--no-png",
    default=True,
    help="Whether to write the PNG and the card, which need fonts for their words.",
)
@click.option(
    "--media",
    type=click.Choice(["embed", "beside", "none"]),
    help="Where pictures are: in the page's own file, in media/ beside it, or left out.  "
    "[default: in the page up to 3 MB in all, or else beside it]",
)
@selecting
@click.option("--strict", is_flag=True, help="Take warnings for errors.")
@click.option(
    "--check", is_flag=True, help="Write nothing; exit 1 if a file is missing or not current."
)
def build(
    file: Path,
    output: Path,
    templates: Path | None,
    height: int | None,
    interactive: bool,
    png: bool,
    media: str | None,
    selection: Selection,
    strict: bool,
    check: bool,
) -> None:
    """Turn FILE (events.toml) into index.html, timeline.svg and timeline.png.

    Beside them stand embed.html, for frames in other sites, and card.png, for
    previews of links.

    Faults in FILE are told and nothing is written. A selection of events keeps
    each that may fall in it, however vague its date. How lines end, in FILE or in
    HTML and SVG that --check looks at, makes no difference. Exit codes: 0 built,
    1 faults in FILE, nothing selected or, with --check, files that are not
    current, 2 misuse.

    \b
    Examples:
      timeline build
      timeline build my.toml -o site
      timeline build --check        in CI: is output/ current?
      timeline build --templates my-templates
      timeline build --from 1959 --to 1984 --min-importance 4 -o short
    """
    started = time.monotonic()
    from timeline.commands.telling import exit_failed, read_or_exit, say_doubts, tell_notices
    from timeline.drawing.beside import HERE, beside
    from timeline.drawing.vega import load_rest
    from timeline.errors import NoFont, TimelineError

    try:
        # Begun before anything else, also before what reads the file is loaded: what is drawn
        # waits for this longest.
        with beside() as executor:
            executor.submit(load_rest)
            from timeline.layout import begin
            from timeline.pages.edition import Edition
            from timeline.text.decoding import unix

            whole, data = read_or_exit(file, strict=strict)
            timeline = selection.of(whole, file)
            if media == "none":
                files = replace(timeline.files, pictures=())
                timeline = timeline.model_copy(update={"files": files})
            layouts = begin.start(timeline, height, HERE, executor)
            if say_doubts(templates) and strict:
                raise click.exceptions.Exit(1)
            gallery = _pictured(timeline, media)
            edition = Edition(
                timeline,
                total=len(whole.all_events),
                data=unix(data),
                templates=templates,
                height=height,
                interactive=interactive,
                rasters=png,
                gallery=gallery,
            )
            built = _build(edition, executor, layouts)
    except TimelineError as error:
        try:
            exit_failed(file, error, whole, data)
        finally:
            if isinstance(error, NoFont):
                say("note: page and SVG need no font; write them alone with --no-png", sys.stderr)
    tell_notices(built.notices)
    paths = {output / name: content for name, content in built.files.items()}
    copies = {output / name: path for name, path in built.copies.items()}
    if check:
        given = ["timeline", "build", str(file), "-o", str(output)]
        given += ["--templates", str(templates)] if templates else []
        given += ["--height", str(height)] if height else []
        given += [] if interactive else ["--no-interactive"]
        given += [] if png else ["--no-png"]
        given += ["--media", media] if media else []
        _check(paths, copies, f"{shlex.join(given)} {selection.arguments}".rstrip())
        return
    copy_all(copies)  # whose names tell what they hold: no page that is there shows another now
    write_all(paths)
    for path, content in paths.items():
        say(visible(f"{size(len(content)):>8}  {path}"))
    if gallery.sizes:
        say(visible(_told(gallery, output)))
    events = events_counted(len(whole.events), len(whole.undated))
    if selection.arguments:
        events = f"{len(timeline.all_events)} of {counted(len(whole.all_events), 'event')}"
    lanes = counted(len(timeline.lanes), "lane")
    say(f"{events} in {lanes}, built in {time.monotonic() - started:.1f} s")


def _pictured(timeline: Timeline, media: str | None) -> Gallery:
    """The pictures of the page, with a progress bar if a person is looking at stderr."""
    from timeline import site
    from timeline.pages.pictured import Where

    bar = click.progressbar(
        length=len(timeline.files.pictures),
        file=sys.stderr,
        hidden=not sys.stderr.isatty() or not timeline.files.pictures,
        show_eta=False,
        item_show_func=lambda name: name and visible(name),
    )
    with bar:
        return site.pictured(
            timeline, Where(media) if media else None, lambda name: bar.update(1, name)
        )


def _told(gallery: Gallery, output: Path) -> str:
    """How much the pictures are, and where."""
    from timeline.pages.pictured import FOLDER, MOST_INSIDE, Where

    told = f"{size(gallery.inside):>8}  {counted(len(gallery.sizes), 'picture')}"
    if gallery.where is Where.EMBED:
        return f"{told}, in the page"
    return (
        f"{told}, in {output / FOLDER} (in the page they would be more than {size(MOST_INSIDE)})"
        if (gallery.inside > MOST_INSIDE)
        else f"{told}, in {output / FOLDER}"
    )


def _build(edition: Edition, executor: Executor, layouts: Layouts) -> Built:
    """Build, with a progress bar if a person is looking at stderr."""
    from timeline import site

    bar = click.progressbar(
        length=site.STEPS,
        file=sys.stderr,
        hidden=not sys.stderr.isatty(),
        show_eta=False,
        item_show_func=lambda step: step,
    )
    with bar:
        return site.build(
            edition,
            report=lambda step: bar.update(1, step),
            executor=executor,
            layouts=layouts,
        )


def _is_current(path: Path, content: bytes) -> bool:
    """Whether a file is what would be written; a text may have been checked out with CRLF."""
    if not path.is_file():
        return False
    there = path.read_bytes()
    is_text = path.suffix in (".html", ".svg")
    return there == content or (is_text and there.replace(b"\r\n", b"\n") == content)


def _check(paths: dict[Path, bytes], copies: dict[Path, Path], remedy: str) -> None:
    """Exit 1 if a file on disk is not what would be written."""
    stale = [path for path, content in paths.items() if not _is_current(path, content)]
    stale += [path for path, made in copies.items() if not _is_current(path, made.read_bytes())]
    for path in stale:
        state = "not current" if path.exists() else "missing"
        say(visible(f"{path}: {state}; write it with: {remedy}"))
    if stale:
        raise SystemExit(1)
    say(f"{len(paths) + len(copies)} files are current")
