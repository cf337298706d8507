"""`timeline undo`: the last change by a command, taken back."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from timeline.commands.telling import exit_unreadable, say, visible
from timeline.errors import TimelineError, UnreadableFile
from timeline.messages import counted

if TYPE_CHECKING:
    from timeline.commands.history import Step, Way
    from timeline.commands.rewriting import ChangedSince, TakenBack


@click.command(short_help="Take back what a command wrote last.")
@click.argument("file", default="events.toml", type=click.Path(path_type=Path))
@click.option("--redo", is_flag=True, help="Write again what was taken back last.")
@click.option("--dry-run", is_flag=True, help="Write nothing; say what would be taken back.")
@click.option("--diff", is_flag=True, help="Write nothing; print what would change.")
def undo(file: Path, redo: bool, dry_run: bool, diff: bool) -> None:
    """Take back what add, fmt, import or media pull wrote last into FILE (events.toml).

    FILE gets the bytes back that it had before, and so does the record that
    import --merge keeps beside it. Each further undo goes back by one command
    more, up to twenty; --redo goes forward again, until the next command that
    changes FILE. If FILE was changed since in another way, as in an editor
    or by git, nothing is written. What was before is kept for you alone, in your folder for
    programs' state, not beside FILE; no git is needed.

    Exit codes: 0 taken back, 1 nothing to take back, or FILE was changed since,
    2 misuse or no such file.

    \b
    Examples:
      timeline undo
      timeline undo --diff my.toml      what would change?
      timeline undo --redo
    """
    from timeline.commands.history import Way
    from timeline.commands.rewriting import ChangedSince, NothingKept, take_back

    way = Way.AGAIN if redo else Way.BACK
    try:
        _say_done(file, way, take_back(file, way, dry_run=dry_run or diff), dry_run, diff)
    except UnreadableFile as error:
        exit_unreadable(error)
    except ChangedSince as error:
        _say_changed(file, way, error, diff)
        raise click.exceptions.Exit(1) from None
    except NothingKept:
        say(visible(f"{file}: {_nothing(way)}."), sys.stderr)
        raise click.exceptions.Exit(1) from None
    except TimelineError as error:
        say(visible(f"{error}."), sys.stderr)
        raise click.exceptions.Exit(1) from None


def _say_done(file: Path, way: Way, done: TakenBack, dry_run: bool, diff: bool) -> None:
    """Say what was taken back, or would be, and how to go on."""
    from timeline.commands.rewriting import undo_words

    if diff:
        _say_diff(file, done.before, done.after)
    if diff and not dry_run:
        return
    is_back = way.value == "undo"
    did = "took back" if is_back else "wrote again"
    would = "would take back" if is_back else "would write again"
    counts = _counts(done.before, done.after)
    say(
        visible(f"{file}: {would if dry_run else did} {_what(done.command, is_back)}: {counts}"),
        asked=dry_run,
    )
    if dry_run:
        return
    if sys.stderr.isatty():
        options = ("--redo",) if is_back else ()
        say(visible(f"the other way: {undo_words(file, *options)}"), sys.stderr)


def _what(command: str, is_back: bool) -> str:
    name = f"timeline {command}" if command else "a command"
    return f"what {name} wrote" if is_back else f"what {name} had written"


def _counts(before: bytes, after: bytes) -> str:
    """How many lines go and come: "1 line less, 2 lines more"."""
    old, new = (Counter(each.splitlines(keepends=True)) for each in (before, after))
    gone, come = (old - new).total(), (new - old).total()
    told = [f"{counted(gone, 'line')} gone"] if gone else []
    told += [f"{counted(come, 'line')} back"] if come else []
    if told:
        return ", ".join(told)
    return "its record alone" if before == after else "lines in another order"


def _say_changed(file: Path, way: Way, error: ChangedSince, diff: bool) -> None:
    """Say that nothing is taken back, and what can be done."""
    from timeline.commands.rewriting import undo_words
    from timeline.text.reader import contents

    if diff:
        _say_diff(file, contents(file), _wanted(error.step))
    options = ("--redo",) if way.value == "redo" else ()
    name = f"timeline {error.step.command}" if error.step.command else "a command"
    did = "wrote it" if way.value == "undo" else "was taken back"
    reason = f"{error.path} was changed since {name} {did}, and that would be lost"
    say(visible(f"{file}: nothing is written: {reason}."), sys.stderr)
    if not diff:
        say(visible(f"See what would change: {undo_words(file, *options, '--diff')}"), sys.stderr)
    again = undo_words(file, *options)
    say(
        visible(f"Take back what was changed since, by whatever program did it, then: {again}"),
        sys.stderr,
    )


def _wanted(step: Step) -> bytes:
    return step.parts[0].wanted or b""


def _nothing(way: Way) -> str:
    if way.value == "redo":
        return "there is nothing to write again: nothing was taken back since the last change"
    return "there is nothing to take back: no change by timeline add, fmt, import or media pull is kept of it"


def _say_diff(file: Path, data: bytes, text: bytes) -> None:
    from timeline.commands.comparing import unified

    for line in unified(data, text, str(file), "before"):
        say(line, asked=True)
