"""`timeline media pull`: pictures that are only addresses come into files of one's own."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click


@click.group(short_help="Fetch the pictures that FILE names by address.")
def media() -> None:
    """Pictures of events that are on the web.

    No page and no other command fetches anything: what is to be shown is a file beside FILE.

    \b
    Examples:
      timeline media pull               fetch what has an address and no file
      timeline media pull --dry-run     say what that would be
    """


@media.command(short_help="Fetch each picture that has an address and no file.")
@click.argument("file", default="events.toml", type=click.Path(path_type=Path))
@click.option(
    "--into",
    metavar="FOLDER",
    default="pictures",
    show_default=True,
    help="Where pictures are put, as named from the folder of FILE.",
)
@click.option(
    "--update",
    is_flag=True,
    help="Fetch again what was pulled before, and take what has changed.",
)
@click.option(
    "--timeout",
    metavar="SECONDS",
    type=click.FloatRange(0, 3600, min_open=True),
    default=60.0,
    show_default=True,
    help="How long each answer may take, all of it.",
)
@click.option("--dry-run", is_flag=True, help="Fetch and write nothing; say what would be fetched.")
@click.pass_context
def pull(
    ctx: click.Context, file: Path, into: str, update: bool, timeout: float, dry_run: bool
) -> None:
    """Fetch each picture that FILE (events.toml) names by url alone, once.

    A picture is an entry of media with alt, or decorative = true. Its file is written into
    FILE, where all else stays as it is, to the byte. For what is on Wikimedia Commons, by
    the address of its page or of the file, the credit, licence and source that its page
    says are written where FILE has none; of a picture wider than 1600 pixels one of that
    width is fetched. Recordings, web pages and what has no alt stay links.

    What was fetched is noted in a file beside FILE, as events.media.toml, to be kept with
    the pictures. What is there as it was noted is not fetched again. What has changed at its
    address since is told, and taken with --update alone; what has changed here is told and
    never overwritten.

    Only public addresses are asked, by http or https, without cookies, credentials or a
    proxy; a picture may have 30,000,000 bytes. What cannot be fetched is told at its place.

    Exit codes: 0 all is there, 1 something could not be fetched, faults in FILE, or
    interrupted, 2 misuse or no such file.

    \b
    Examples:
      timeline media pull
      timeline media pull --dry-run
      timeline media pull my.toml --into images
      timeline media pull --update        after a picture was changed where it came from
    """
    from timeline.commands.pulling import Choices, pull_all
    from timeline.fetching.web import Web

    web = ctx.obj if isinstance(ctx.obj, Web) else Web()
    web = replace(web, limits=replace(web.limits, seconds=timeout))
    choices = Choices(into=into, update=update, dry_run=dry_run, web=web)
    if code := pull_all(file, choices):
        raise click.exceptions.Exit(code)
