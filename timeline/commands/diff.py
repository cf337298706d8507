"""`timeline diff`."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from timeline.commands.revisions import NotThere, Version, spanned, version
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
    reader (blanks, comments, the order of keys) is no change. Of a file that is
    not there at one of two revisions all is new, or gone. OLD..NEW is the same as
    OLD NEW, and OLD...NEW what NEW has done since it left OLD. Exit codes: 0, or with
    --exit-code 1 if there is a change; 1 faults in a file; 2 misuse.

    \b
    Examples:
      timeline diff                           what is not committed yet
      timeline diff HEAD~1                    the last commit, and that
      timeline diff v1.0 main -- my.toml      between two revisions
      timeline diff main...cem                what cem did since it left main
      timeline diff old.toml new.toml
      timeline diff main --format markdown    for a pull request
    """
    old, new = _versions(words, file)
    before, after = _read(old, new)
    from timeline.differences import differences

    changes = differences(before.timeline, after.timeline)
    if format_ == "json":
        from timeline.commands.changes.record import as_record

        say(json.dumps(as_record(changes, old.name, new.name), indent=2), asked=True)
    else:
        say(_told(changes, before, after, format_, limit), asked=True)
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
    if len(words) == 1 and (both := spanned(words[0], path)):
        return both
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


@dataclass(frozen=True, slots=True)
class _Side:
    """What is compared: a version and what is in it; nothing if it `is_missing`."""

    version: Version
    timeline: Timeline
    is_missing: bool = False


def _read(old: Version, new: Version) -> tuple[_Side, _Side]:
    """Both sides; faults are told as `validate` tells them, and exit with 1.

    What is not there at one of two revisions has nothing in it, but the header of the other.
    """
    missing = [side for side in (old, new) if not side.is_there()]
    if len(missing) > 1:
        raise NotThere(old)
    found = [_read_one(side) for side in (old, new) if not (side.revision and side in missing)]
    there = [each for each in found if each]
    if len(there) < len(found):
        raise click.exceptions.Exit(1)
    before = _nothing(old, there[0]) if old in missing else _Side(old, there[0])
    after = _nothing(new, there[0]) if new in missing else _Side(new, there[-1])
    return before, after


def _read_one(side: Version) -> Timeline | None:
    """The timeline of a version; None if it has faults, which are told."""
    from timeline.errors import InvalidTimeline, UnreadableFile
    from timeline.text.reader import read_text

    try:
        return read_text(side.contents(), side.name)[0]
    except UnreadableFile as error:
        exit_unreadable(error)
    except InvalidTimeline as error:
        say(tell(error.faults, side.name, colour=in_colour(sys.stderr)), sys.stderr)
    return None


def _nothing(version: Version, other: Timeline) -> _Side:
    from timeline.model import Timeline

    return _Side(version, Timeline(header=other.header), is_missing=True)


def _told(
    changes: Sequence[Change], old: _Side, new: _Side, format_: str, limit: int | None
) -> str:
    from timeline.commands.changes import sentences
    from timeline.commands.changes.markdown import as_markdown, code
    from timeline.commands.changes.text import as_text

    blocks = sentences.blocks(changes, old.timeline, new.timeline)
    sums = sentences.summary(changes)
    if format_ == "markdown":
        head = f"{_head(old, new, code)}: {sums}"
        told = as_markdown(blocks)
    else:
        head = f"{_head(old, new, visible)}: {sums}" if changes else sums
        told = as_text(blocks, colour=in_colour(sys.stdout))
    if not changes:
        return head
    return "\n".join([head, "", *_within(told, limit, len(head))])


def _head(old: _Side, new: _Side, shown: Callable[[str], str]) -> str:
    """What is compared with what: of a file that is not at a revision, the revision alone."""
    if old.is_missing:
        return f"{shown(new.version.name)} is new since {shown(old.version.revision)}"
    if new.is_missing:
        return f"{shown(old.version.name)} is gone at {shown(new.version.revision)}"
    return f"{shown(new.version.name)} since {shown(old.version.name)}"


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
