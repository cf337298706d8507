"""`timeline add`: a new event, in its place in time."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from timeline.commands.dating import DATES, plain, tell_understood, why_not
from timeline.commands.telling import exit_unreadable, in_colour, is_terminal, say, tell, visible
from timeline.errors import Faults, InvalidTimeline, TimelineError, UnreadableFile

if TYPE_CHECKING:
    from timeline.edtf.english.words import Understood
    from timeline.model import Timeline
    from timeline.text.editing.adding import Added, NewEvent

_MOST_LISTED = 20  # sources, before the question for one
_OPTIONS = (
    *("title", "date", "attested", "date_text", "lane", "text", "label", "annotation"),
    *("tags", "sources", "importance", "note", "id"),
)
Given = dict[str, Any]  # those that are given, by their names


@click.command(short_help="Add an event in its place in time.")
@click.argument("file", default="events.toml", type=click.Path(path_type=Path))
@click.option("--title", help="What happened, in a line.")
@click.option("--date", metavar="WHEN", help=f"When it happened: {DATES}.")
@click.option("--attested", metavar="WHEN", help="Instead of --date: a date by which it was so.")
@click.option("--date-text", metavar="WORDS", help="The source's own words for the date.")
@click.option("--lane", metavar="ID", help="Its lane; where there is but one, that is taken.")
@click.option("--text", metavar="MARKDOWN", help="What there is to tell.")
@click.option("--label", help="A short title for the chart.")
@click.option("--annotation", help="What its mark means, drawn beside it.")
@click.option("--tag", "tags", metavar="TAG", multiple=True, help="May be given more than once.")
@click.option(
    "--source",
    "sources",
    metavar="ID[: LOCATOR]",
    multiple=True,
    help='What says so, as in "article: p. 17"; may be given more than once.',
)
@click.option(
    "--importance", metavar="N", type=click.IntRange(1, 5), help="1 to 5; 5 is labelled first."
)
@click.option("--note", help="Anything else the reader should know.")
@click.option("--id", help="Its name in links.  [default: made from the title]")
@click.option("--dry-run", is_flag=True, help="Write nothing; print the event's table.")
@click.option("-y", "--yes", "--no-input", "yes", is_flag=True, help="Ask nothing.")
def add(file: Path, dry_run: bool, yes: bool, **given: Any) -> None:
    """Add an event to FILE (events.toml), in its place in time.

    A title and a date suffice. The date is EDTF or English words; how it is
    understood is told, and where it can be read in two ways nothing is written.
    On a terminal it asks for what is missing. All else in FILE stays as it is, to
    the byte; a FILE with faults is not touched.

    Exit codes: 0 added, 1 faults in FILE, a date that is not plain, or an event
    that does not fit, 2 misuse or no such file.

    \b
    Examples:
      timeline add
      timeline add --title "Second voyage" --date "27 Dec 1831 to 2 Oct 1836"
      timeline add --title "The mill burns" --date "c. 1965" --source "article: p. 3"
      timeline add my.toml --title "First shop" --date 196X --lane trade --dry-run
    """
    given = {name: given[name] for name in _OPTIONS if given[name] not in (None, "", ())}
    _check(given, asking := not yes and is_terminal())
    try:
        timeline = _read(file)
        event = _event(_completed(file, given, timeline, asking=asking))
        _add(file, event, dry_run=dry_run)
    except UnreadableFile as error:
        exit_unreadable(error)
    except InvalidTimeline as error:
        say(tell(Faults(error.faults.errors), str(file), colour=in_colour(sys.stderr)), sys.stderr)
        raise click.exceptions.Exit(1) from None
    except TimelineError as error:
        for reason in getattr(error, "reasons", [f"{error}."]):
            say(visible(f"{file}: the event is not added: {reason}"), sys.stderr)
        raise click.exceptions.Exit(1) from None


def _check(given: Given, asking: bool) -> None:
    """Refuse what is missing or too much, and text that no file can hold."""
    for name, value in given.items():
        for text in value if isinstance(value, tuple) else (value,):
            if isinstance(text, str) and not text.isascii() and _has_halves(text):
                raise click.UsageError(f"--{name.replace('_', '-')}: this is no UTF-8")
    if "date" in given and "attested" in given:
        raise click.UsageError("give --date for when it happened, or --attested, not both")
    missing = [] if "title" in given else ["--title"]
    missing += [] if "date" in given or "attested" in given else ["--date"]
    if missing and not asking:
        raise click.UsageError(f"there is no terminal to ask on: also give {' and '.join(missing)}")


def _has_halves(text: str) -> bool:
    """Whether a text has halves of characters, as arguments that are no UTF-8 have."""
    return any("\ud800" <= char <= "\udfff" for char in text)


def _read(file: Path) -> Timeline:
    from timeline.text.reader import read  # brings pydantic, which --help needs not

    return read(file)[0]


def _event(given: Given) -> NewEvent:
    from timeline.text.editing.adding import NewEvent

    sources = tuple(
        (name.strip(), locator.strip())
        for name, _, locator in (source.partition(":") for source in given.get("sources", ()))
    )
    return NewEvent(**{**given, "sources": sources})


def _add(file: Path, event: NewEvent, *, dry_run: bool) -> None:
    """Put the event into the file, or print its table; then tell warnings about it."""
    from timeline.commands.rewriting import rewrite
    from timeline.text.editing.adding import add as added_to
    from timeline.text.reader import contents

    done: list[Added] = []

    def change(data: bytes) -> bytes:
        done.append(added_to(data, event, str(file)))
        return done[-1].data

    if dry_run:
        change(contents(file))
        say(done[-1].table.rstrip("\n"), asked=True)
        for warning in done[-1].warnings:
            say(visible(f"warning: {warning.message}"), sys.stderr)
        return
    rewrite(file, change)
    say(visible(f"{file}:{done[-1].line}: added {done[-1].id}"))
    if warnings := done[-1].warnings:
        say(tell(warnings, str(file), colour=in_colour(sys.stderr)), sys.stderr)


# What is given, and what is asked for


def _completed(file: Path, given: Given, timeline: Timeline, *, asking: bool) -> Given:
    """The options with answers for what is missing, and dates as EDTF."""
    missing = "title" not in given or not {"date", "attested"} & given.keys()
    given = dict(given)
    if "title" not in given:
        given["title"] = _asked("What happened, in a line", _words)
    if "date" not in given and "attested" not in given:
        lang = timeline.header.lang
        given["date"] = _asked(f"When ({DATES})", lambda answer: plain(answer, lang))
    for name in ("date", "attested"):
        if name in given:
            given[name] = _edtf(file, given, name, timeline)
    if "lane" not in given and (lane := _lane(timeline, asking=asking)):
        given["lane"] = lane
    if missing and "sources" not in given and (source := _source(timeline)):
        given["sources"] = (source,)
    return given


def _asked(question: str, check: Callable[[str], str], default: str | None = None) -> str:
    """Ask until the answer is one that `check` does not refuse."""
    answer: str = click.prompt(
        question, default=default, show_default=False, value_proc=check, err=True
    )
    return answer


def _words(answer: str) -> str:
    if not answer.strip():
        raise click.UsageError("write a few words")
    return answer.strip()


def _lane(timeline: Timeline, *, asking: bool) -> str:
    """The only lane, or the one asked for; empty if there is none."""
    lanes = [lane for lane in timeline.lanes if lane.id]
    if len(lanes) < 2:
        return lanes[0].id if lanes else ""
    names = [lane.id for lane in lanes]
    if asking:
        for lane in lanes:
            say(visible(f"  {lane.id}: {lane.title}"), sys.stderr)
        return _asked("Lane", lambda answer: _known(answer.strip(), names))
    listed = ", ".join(names)
    say(visible(f"note: the event is in no lane; choose one with --lane: {listed}"), sys.stderr)
    return ""


def _source(timeline: Timeline) -> str:
    """The source asked for, as for --source; empty if there is none, or none is named."""
    sources = timeline.sources
    if not sources:
        return ""
    for source in sources[:_MOST_LISTED]:
        say(visible(f"  {source.id}: {source.title}"), sys.stderr)
    if len(sources) > _MOST_LISTED:
        say(f"  and {len(sources) - _MOST_LISTED} more", sys.stderr)
    names = [source.id for source in sources]

    def check(answer: str) -> str:
        name, colon, locator = answer.strip().partition(":")
        return f"{_known(name.strip(), names)}{colon}{locator}" if answer.strip() else ""

    question = 'Source, as in "article" or "article: p. 17" (Enter for none)'
    return _asked(question.replace("article", names[0]), check, default="")


def _known(name: str, names: list[str]) -> str:
    """One of these names; any other is refused, with what may be meant."""
    from timeline.text.tables import closest

    if name in names:
        return name
    near = closest(name, names)
    some = " or ".join(names[:_MOST_LISTED])
    raise click.UsageError(visible(f'did you mean "{near}"?' if near else f"write {some}"))


# Dates


def _edtf(file: Path, given: Given, name: str, timeline: Timeline) -> str:
    """The EDTF of an option, told in words; exits with 1 unless it has one reading."""
    from timeline.edtf.english.words import read_words

    understood = read_words(given[name], timeline.header.lang)
    if not understood.date:
        _stop(file, given, name, understood)
    return tell_understood(understood, attested=name == "attested")


def _stop(file: Path, given: Given, name: str, understood: Understood) -> NoReturn:
    """Say why a date is not plain, and what to type for each of its readings."""
    from timeline.wording import date_words

    option = f"--{name.replace('_', '-')} {shlex.quote(given[name])}"
    say(visible(f"{option}: {why_not(understood)}"), sys.stderr)
    for reading in understood.readings:
        more = {name: reading.date.text}
        if reading.lost:
            more["date_text"] = given.get("date_text", understood.text)
        say(f"{date_words(reading.date, attested=name == 'attested')}:", sys.stderr)
        say(visible(f"  {_command(file, {**given, **more})}"), sys.stderr)
    if understood.attested and name == "date":
        others = {key: value for key, value in given.items() if key != "date"}
        others["attested"] = understood.attested.text
        say(f"{date_words(understood.attested, attested=True)}:", sys.stderr)
        say(visible(f"  {_command(file, others)}"), sys.stderr)
    raise click.exceptions.Exit(1)


def _command(file: Path, given: Given) -> str:
    """The command to type for an event."""
    words = ["timeline", "add", *([] if str(file) == "events.toml" else [str(file)])]
    for name, value in given.items():
        several = isinstance(value, tuple)
        option = "--" + (name.removesuffix("s") if several else name).replace("_", "-")
        for each in value if several else (value,):
            words += [option, str(each)]
    return shlex.join(words)
