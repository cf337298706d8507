"""`timeline diff`."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from timeline.commands.revisions import Version, version
from timeline.commands.telling import exit_unreadable, in_colour, say, tell, visible

if TYPE_CHECKING:
    from timeline.differences import Change
    from timeline.model import Timeline

_FORMATS = ("text", "markdown", "json")
_DEFAULT = Path("events.toml")


@click.command(short_help="Tell what changed between two versions.")
@click.argument("words", metavar="[OLD [NEW]]", nargs=-1)
@click.option(
    "--file",
    type=click.Path(path_type=Path),
    help="The file to take from revisions; may stand last after -- instead."
    "  [default: events.toml]",
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(_FORMATS),
    default="text",
    show_default=True,
    help="Tell it as text, as Markdown for a pull request, or as JSON for programs.",
)
@click.option(
    "--limit",
    type=click.IntRange(min=500),
    metavar="N",
    help="Leave out the last changes where text or Markdown would have more characters.",
)
@click.option("--exit-code", is_flag=True, help="Exit 1 if there is a change.")
def diff(
    words: tuple[str, ...], file: Path | None, format_: str, limit: int | None, exit_code: bool
) -> None:
    """Tell what changed from OLD to NEW in the history told: events, dates, sources.

    Each is a file, or a revision of git, at which events.toml is taken. OLD is
    HEAD if it is left out, NEW the file as it is. What has no meaning to a
    reader (blanks, comments, the order of keys) is no change. Exit codes: 0,
    or with --exit-code 1 if there is a change; 1 faults in a file; 2 misuse.

    \b
    Examples:
      timeline diff                           what is not committed yet
      timeline diff HEAD~1                    the last commit, and that
      timeline diff v1.0 main -- my.toml      between two revisions
      timeline diff old.toml new.toml
      timeline diff main --format markdown    for a pull request
    """
    old, new = _versions(words, file)
    before, after = _read(old, new)
    from timeline.differences import differences

    changes = differences(before, after)
    if format_ == "json":
        from timeline.commands.changes.record import as_record

        say(json.dumps(as_record(changes, old.name, new.name), indent=2), asked=True)
    else:
        say(_told(changes, (old, new), (before, after), format_, limit), asked=True)
    if changes and exit_code:
        raise click.exceptions.Exit(1)


def _versions(words: Sequence[str], file: Path | None) -> tuple[Version, Version]:
    """The two versions that the arguments name."""
    if len(words) == 3 and file is None:
        *words, last = words
        file = Path(last)
    if len(words) > 2:
        raise click.UsageError("name two versions at most, and the file after -- or with --file")
    path = file or _DEFAULT
    sides = [version(word, path) for word in words]
    files = [side.path for side in sides if not side.revision]
    if file is None and len(files) == 1:  # which is the one to take from a revision, too
        path = files[0]
        sides = [replace(side, path=path) for side in sides]
    if not sides or (file is None and len(words) == len(files) == 1):
        sides.insert(0, Version(path=path, revision="HEAD"))
    if len(sides) == 1:
        sides.append(Version(path=path))
    return sides[0], sides[1]


def _read(old: Version, new: Version) -> tuple[Timeline, Timeline]:
    """Both timelines; faults are told as `validate` tells them, and exit with 1."""
    from timeline.errors import InvalidTimeline, UnreadableFile
    from timeline.text.reader import read_text

    read: list[Timeline] = []
    for side in (old, new):
        try:
            read.append(read_text(side.contents(), side.name)[0])
        except UnreadableFile as error:
            exit_unreadable(error)
        except InvalidTimeline as error:
            say(tell(error.faults, side.name, colour=in_colour(sys.stderr)), sys.stderr)
    if len(read) < 2:
        raise click.exceptions.Exit(1)
    return read[0], read[1]


def _told(
    changes: Sequence[Change],
    versions: tuple[Version, Version],
    timelines: tuple[Timeline, Timeline],
    format_: str,
    limit: int | None,
) -> str:
    from timeline.commands.changes import sentences
    from timeline.commands.changes.markdown import as_markdown, code
    from timeline.commands.changes.text import as_text

    old, new = (version.name for version in versions)
    blocks = sentences.blocks(changes, *timelines)
    sums = sentences.summary(changes)
    if format_ == "markdown":
        head = f"{code(new)} since {code(old)}: {sums}"
        told = as_markdown(blocks)
    else:
        head = f"{visible(new)} since {visible(old)}: {sums}" if changes else sums
        told = as_text(blocks, colour=in_colour(sys.stdout))
    if not changes:
        return head
    return "\n".join([head, "", *_within(told, limit, len(head))])


def _within(told: list[str], limit: int | None, used: int) -> list[str]:
    """As many of the blocks as a number of characters has room for, and how many more there are."""
    if limit is None or used + 1 + sum(len(block) + 1 for block in told) <= limit:
        return told
    kept = []
    used += 1 + len(_MORE.format(len(told)))
    for block in told:
        used += len(block) + 1
        if used >= limit:
            break
        kept.append(block)
    return [*kept, "", _MORE.format(len(told) - len(kept))]


_MORE = "And {} more that have no room here."
