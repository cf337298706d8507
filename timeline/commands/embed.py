"""`timeline embed`."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from timeline.model import Timeline
    from timeline.model.addresses import Address
    from timeline.pages.embed import Scheme

KINDS = ("iframe", "inline", "markdown", "wikitext")
_PREFIX = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
SCHEMES = ("auto", "light", "dark")
# What an option is for, and how it is written.
_OF_KIND = {
    "script": (("iframe",), "--script"),
    "scheme": (("iframe", "inline"), "--scheme"),
    "prefix": (("inline",), "--prefix"),
    "heading": (("inline",), "--heading"),
    "listed": (("markdown",), "--list"),
    "templates": (("inline",), "--templates"),
}


@click.command(short_help="Print what to paste into another site.")
@click.argument("file", default="events.toml", type=click.Path(path_type=Path))
@click.option(
    "--kind",
    type=click.Choice(KINDS),
    default="iframe",
    show_default=True,
    help="A frame, a fragment of HTML, a linked picture, or a list for a wiki.",
)
@click.option(
    "--url",
    metavar="URL",
    help="Where the page, or its folder, is published.  [default: the url in FILE]",
)
@click.option(
    "--script/--no-script",
    default=None,
    help="iframe: with a script that keeps the frame as high as its content.  [default: script]",
)
@click.option(
    "--scheme",
    type=click.Choice(SCHEMES),
    help="iframe, inline: as the reader's device is (auto), or always light or dark."
    "  [default: auto]",
)
@click.option(
    "--heading",
    type=click.IntRange(1, 6),
    metavar="LEVEL",
    help="inline: the level of the heading, 1 to 6.  [default: 2]",
)
@click.option(
    "--prefix",
    metavar="NAME",
    help="inline: what ids and classes begin with.  [default: made from title and address]",
)
@click.option(
    "--list/--no-list", "listed", default=None, help="markdown: add all events as a list."
)
@click.option(
    "--templates",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="inline: folder of your own templates and style sheets.",
)
def embed(
    file: Path,
    kind: str,
    url: str | None,
    script: bool | None,
    scheme: Scheme | None,
    heading: int | None,
    prefix: str | None,
    listed: bool | None,
    templates: Path | None,
) -> None:
    """Print what shows FILE (events.toml) in another site, ready to paste.

    A frame (iframe) shows embed.html, and markdown shows timeline.png, of the
    published folder: publish what `timeline build` wrote first. The fragment
    (inline) and the list (wikitext) need no other file, and link to the page if
    its address is known. Exit codes: 0 printed, 1 faults in FILE, 2 misuse.

    \b
    Examples:
      timeline embed --url https://example.org/history/
      timeline embed --no-script --scheme light --url https://example.org/history/
      timeline embed --kind inline --heading 3 > fragment.html
      timeline embed --kind markdown --list --url https://example.org/history/
      timeline embed --kind wikitext
    """
    given = {
        "script": script,
        "scheme": scheme,
        "heading": heading,
        "prefix": prefix,
        "listed": listed,
        "templates": templates,
    }
    for name in (name for name, value in given.items() if value is not None):
        kinds, option = _OF_KIND[name]
        if kind not in kinds:
            raise click.UsageError(
                f"{option} is for {' and '.join(kinds)} alone: add --kind {' or '.join(kinds)}"
            )
    if prefix and not _PREFIX.fullmatch(prefix):
        raise click.UsageError(
            f'--prefix "{prefix}": begin with a letter and go on with letters, digits, - and _'
        )
    from timeline.model.addresses import published  # brings pydantic, which --help needs not
    from timeline.text.decoding import half_character

    if url is not None and (half_character(url) or published(url) is None):
        raise click.UsageError(f'--url "{url}": write an address such as https://example.org/')
    from timeline.commands.streams import give
    from timeline.commands.telling import exit_failed, read_or_exit
    from timeline.errors import TimelineError

    timeline, data = read_or_exit(file)
    address = published(timeline.header.url if url is None else url)
    try:
        if kind == "wikitext":
            pasted = _wikitext(timeline, address)
        elif kind == "inline":
            pasted = _inline(
                timeline, address, prefix or "", heading or 2, scheme or "auto", templates
            )
        elif address is None:
            raise click.UsageError(
                f"--kind {kind} needs to know where the timeline is published: write --url "
                f'https://example.org/, or url = "https://example.org/" below [timeline] in {file}'
            )
        elif kind == "markdown":
            pasted = _markdown(timeline, address, listed=bool(listed))
        else:
            pasted = _iframe(timeline, address, script is not False, scheme or "auto")
    except TimelineError as error:
        exit_failed(file, error, timeline, data)
    give(pasted)


def _wikitext(timeline: Timeline, address: Address | None) -> str:
    from timeline.commands.telling import tell_lost
    from timeline.pages.markup import as_wikitext, wikitext_lost

    tell_lost("wikitext", wikitext_lost(timeline))
    return as_wikitext(timeline, address)


def _inline(
    timeline: Timeline,
    address: Address | None,
    prefix: str,
    level: int,
    scheme: Scheme,
    templates: Path | None,
) -> str:
    from timeline.commands.telling import say_doubts
    from timeline.pages import embed
    from timeline.pages.edition import Edition

    say_doubts(templates)
    chart = embed.start_chart(Edition(timeline)).picture.result()
    return embed.inline(
        timeline,
        chart,
        address=address,
        prefix=prefix,
        level=level,
        scheme=scheme,
        templates=templates,
    )


def _markdown(timeline: Timeline, address: Address, *, listed: bool) -> str:
    from timeline.pages.markup import as_markdown

    return as_markdown(timeline, address, "timeline.png", listed=listed)


def _iframe(timeline: Timeline, address: Address, follow: bool, scheme: Scheme) -> str:
    from timeline.pages.embed import iframe

    return iframe(timeline, address, follow=follow, scheme=scheme)
