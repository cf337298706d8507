"""`timeline fmt`: a file in canonical form."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path

import click

from timeline.commands.comparing import unified
from timeline.commands.streams import STDIN, STDIN_FILE, give, standard_input
from timeline.commands.telling import in_colour, say, say_unreadable, tell, visible
from timeline.errors import InvalidTimeline, TimelineError, UnreadableFile


@click.command(short_help="Put the file in its canonical form.")
@click.argument(
    "files",
    metavar="[FILE]...",
    nargs=-1,
    type=click.Path(path_type=Path, allow_dash=True),
)
@click.option("--check", is_flag=True, help="Write nothing; exit 1 if FILE is not in that form.")
@click.option("--diff", is_flag=True, help="Write nothing; print what would change.")
@click.option(
    "--repair",
    is_flag=True,
    help="Mend what can be meant in one way alone, and leave every other byte as it is.",
)
def fmt(files: tuple[Path, ...], check: bool, diff: bool, repair: bool) -> None:
    """Put FILE (events.toml; - is standard input) in its canonical form.

    Tables and keys stand in the order of the format, events in order of time, an
    array on one line if that has at most 88 columns. What the file says stays the
    same, and every comment stays with what it stands above or beside; a block of
    comments between two blank lines goes with what comes after it.

    With --repair a FILE with faults is mended instead: curly quotes, quotes, commas and
    brackets that lack, : for =, dashes in dates, signs that nobody sees, and the like.
    Each line is shown as it was and as it is. What has two meanings is left and told, and
    what is sound is written all the same. The form stays as it is: run fmt once more for that.

    Exit codes: 0 done, 1 FILE is no TOML or, with --check, not in canonical form; with
    --repair: 1 errors are left in FILE or, with --check, there is something to mend;
    2 misuse or no such file; of several files the highest.

    \b
    Examples:
      timeline fmt
      timeline fmt --check                in CI, or before a commit
      timeline fmt --diff my.toml
      timeline fmt --repair               after pasting from a word processor
      timeline fmt - < my.toml > new.toml
    """
    named = dict.fromkeys(files or (Path("events.toml"),))
    codes = [_fmt(file, check=check, diff=diff, repair=repair) for file in named]
    if worst := max(codes):
        raise click.exceptions.Exit(worst)


def _fmt(file: Path, *, check: bool, diff: bool, repair: bool) -> int:
    """Format or mend one file; gives the exit code."""
    try:
        if repair:
            from timeline.commands.mending import mend  # brings what --help needs not

            return mend(file, check=check, diff=diff)
        if file == STDIN_FILE:
            return _from_stdin(check=check, diff=diff)
        return _in_place(file, check=check, diff=diff)
    except UnreadableFile as error:
        return say_unreadable(error)
    except InvalidTimeline as error:
        say(tell(error.faults, error.file, colour=in_colour(sys.stderr)), sys.stderr)
    except TimelineError as error:
        say(visible(f"{error}."), sys.stderr)
    return 1


def _in_place(file: Path, *, check: bool, diff: bool) -> int:
    from timeline.text.formatting import canonical  # brings pydantic, which --help needs not
    from timeline.text.reader import contents

    name = visible(str(file))
    if not check and not diff:
        from timeline.commands.rewriting import rewrite  # brings filelock, which a check needs not

        changed = rewrite(file, lambda data: canonical(data, str(file)))
        say(f"{name}: {'tidied' if changed else 'tidy already'}")
        return 0
    data = contents(file)
    return _compared(data, canonical(data, str(file)), str(file), check=check, diff=diff)


def _from_stdin(*, check: bool, diff: bool) -> int:
    from timeline.text.formatting import canonical

    data = standard_input()
    text = canonical(data, STDIN)
    if check or diff:
        return _compared(data, text, STDIN, check=check, diff=diff)
    give(text)
    return 0


def _compared(data: bytes, text: bytes, file: str, *, check: bool, diff: bool) -> int:
    """Say how a file differs from its canonical form; gives the exit code."""
    if data == text:
        if check:
            say(f"{visible(file)}: canonical")
        return 0
    if diff:
        for line in unified(data, text, file, "canonical"):
            say(line, asked=True)
    if check:
        remedy = (
            "" if file == STDIN else f"; write it with: {shlex.join(['timeline', 'fmt', file])}"
        )
        say(f"{visible(file)}: not canonical{visible(remedy)}", sys.stderr if diff else None)
    return int(check)
