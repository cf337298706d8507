"""`timeline add`: a new event, in its place in time."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from timeline.commands import asking as ask
from timeline.commands.dating import (
    DATES,
    ask_when,
    is_unknown,
    readings,
    taken,
    tell_taken,
    why_not,
)
from timeline.commands.telling import exit_unreadable, in_colour, is_terminal, say, tell, visible
from timeline.errors import Faults, InvalidTimeline, TimelineError, UnreadableFile

if TYPE_CHECKING:
    from timeline.edtf.english.words import Understood
    from timeline.model import Timeline
    from timeline.text.editing.adding import Added, NewEvent

_OPTIONS = (
    *("title", "date", "attested", "undated", "date_text", "lane", "text", "label", "annotation"),
    *("tags", "sources", "new_sources", "importance", "note", "id", "media"),
)
_OF_MEDIA = ("alt", "decorative", "caption", "credit", "licence")  # which say something of it
_WHEN = ("date", "attested", "undated")  # one of them an event has
_ONE_LINE = ("title", "date_text", "label", "annotation")  # which what is pasted may not be
Given = dict[str, Any]  # those that are given, by their names


@click.command(short_help="Add an event in its place in time.")
@click.argument("file", default="events.toml", type=click.Path(path_type=Path))
@click.option("--title", help="What happened, in a line.")
@click.option("--date", metavar="WHEN", help=f"When it happened: {DATES}.")
@click.option("--attested", metavar="WHEN", help="Instead of --date: a date by which it was so.")
@click.option(
    "--undated", is_flag=True, default=None, help="Instead of --date: no source says when."
)
@click.option("--date-text", metavar="WORDS", help="The source's own words for the date.")
@click.option(
    "--lane",
    metavar="LANE",
    help="Its lane, by id or title; where there is but one, that is taken.",
)
@click.option("--text", metavar="MARKDOWN", help="What there is to tell.")
@click.option(
    "--media",
    metavar="PICTURE",
    help="A picture of it: a file in the folder of FILE, or an address, which is a link.",
)
@click.option("--alt", help="What is to be seen in the picture, for who cannot see it.")
@click.option(
    "--decorative", is_flag=True, default=None, help="Instead of --alt: the picture says nothing."
)
@click.option("--caption", help="What stands below the picture.")
@click.option("--credit", help="Who made the picture.")
@click.option("--licence", help="By what right the picture is shown.")
@click.option("--label", help="A short title for the chart.")
@click.option("--annotation", help="What its mark means, drawn beside it.")
@click.option("--tag", "tags", metavar="TAG", multiple=True, help="May be given more than once.")
@click.option(
    "--source",
    "sources",
    metavar="SOURCE",
    multiple=True,
    help="What says so, by id, title or number, and the place in it, as in "
    '"article: p. 17"; may be given more than once.',
)
@click.option(
    "--new-source",
    "new_sources",
    metavar="TITLE",
    multiple=True,
    help="A work that is not in FILE yet and says so; a page may follow.",
)
@click.option(
    "--importance", metavar="N", type=click.IntRange(1, 5), help="1 to 5; 5 is labelled first."
)
@click.option("--note", help="Anything else the reader should know.")
@click.option("--id", help="Its name in links.  [default: made from the title]")
@click.option("--again", is_flag=True, help="Add it though its title is there on that date.")
@click.option("--dry-run", is_flag=True, help="Write nothing; print what would be written.")
@click.option("-y", "--yes", "--no-input", "yes", is_flag=True, help="Ask nothing.")
def add(file: Path, again: bool, dry_run: bool, yes: bool, **given: Any) -> None:
    """Add an event to FILE (events.toml), in its place in time.

    A title and a date suffice. The date is EDTF or English words; how it is
    understood is told. What a date cannot say, as "early" of "early 1960s", stays
    beside it as date_text; where words can be read in two ways nothing is written.
    On a terminal it asks for what is missing or not plain; a work that is not in FILE
    yet can be entered there. All else in FILE stays as it is, to the byte; a FILE with
    faults is not touched.

    Exit codes: 0 added, 1 faults in FILE, a date that is not plain, an event that
    does not fit or is there already, or interrupted, 2 misuse or no such file.

    \b
    Examples:
      timeline add
      timeline add --title "Second voyage" --date "27 Dec 1831 to 2 Oct 1836"
      timeline add --title "The mill burns" --date "c. 1965" --source "article: p. 3"
      timeline add --title "The mill is built" --date 1850 --new-source "Minutes, p. 2"
      timeline add my.toml --title "First shop" --date 196X --lane trade --dry-run
      timeline add --title "The mill burns" --date 1965 --media pictures/mill.jpg \\
        --alt "A mill in flames" --credit "J. Doe" --licence "CC BY 4.0"
    """
    picture = {name: given.pop(name) for name in _OF_MEDIA}
    given |= {name: " ".join((given[name] or "").split()) for name in _ONE_LINE}
    given = {name: given[name] for name in _OPTIONS if given[name] not in (None, "", ())}
    _check(
        {**given, **{name: text for name, text in picture.items() if text}},
        asking := not yes and is_terminal(),
    )
    try:
        timeline = _read(file)
        medium = _medium(file, given.pop("media", ""), picture, asking=asking)
        is_brief = "title" not in given or not given.keys() & set(_WHEN)
        given = _dated(file, given, timeline, asking=asking)
        again = again or (asking and _is_again(file, given))
        event = _event(_placed(given, timeline, asking=asking, all_=is_brief) | medium)
        _add(file, event, again=again, dry_run=dry_run)
    except click.Abort:
        say("\nNothing is added.", sys.stderr)
        raise click.exceptions.Exit(1) from None
    except UnreadableFile as error:
        exit_unreadable(error)
    except InvalidTimeline as error:
        say(tell(Faults(error.faults.errors), str(file), colour=in_colour(sys.stderr)), sys.stderr)
        raise click.exceptions.Exit(1) from None
    except TimelineError as error:
        _tell_refusal(file, error)
        raise click.exceptions.Exit(1) from None


def _tell_refusal(file: Path, error: TimelineError) -> None:
    from timeline.text.editing.adding import Twice

    more = " To add it again, give --again." if isinstance(error, Twice) else ""
    for reason in getattr(error, "reasons", [f"{error}."]):
        say(visible(f"{file}: the event is not added: {reason}{more}"), sys.stderr)


def _check(given: Given, asking: bool) -> None:
    """Refuse what is missing or too much, and text that no file can hold."""
    for name, value in given.items():
        for text in value if isinstance(value, tuple) else (value,):
            if isinstance(text, str) and not text.isascii() and _has_halves(text):
                raise click.UsageError(f"--{name.replace('_', '-')}: this is no UTF-8")
    if len(given.keys() & set(_WHEN)) > 1:
        problem = "give --date for when it happened, --attested or --undated, not both"
        raise click.UsageError(problem)
    missing = [] if "title" in given else ["--title"]
    missing += [] if given.keys() & set(_WHEN) else ["--date"]
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

    return NewEvent(**given)


def _add(file: Path, event: NewEvent, *, again: bool, dry_run: bool) -> None:
    """Put the event into the file, or print its tables; then tell warnings about it."""
    from timeline.commands.rewriting import rewrite
    from timeline.text.editing.adding import add as added_to
    from timeline.text.reader import contents

    done: list[Added] = []

    def change(data: bytes) -> bytes:
        done.append(added_to(data, event, str(file), again=again))
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


def _dated(file: Path, given: Given, timeline: Timeline, *, asking: bool) -> Given:
    """The options with a title, and a date as EDTF; what is missing is asked for."""
    given, lang = dict(given), timeline.header.lang
    if "title" not in given:
        given["title"] = ask.asked("What happened, in a line", lambda each: _title(each, lang))
    if "undated" in given:
        return given
    name = next((name for name in _WHEN if name in given), "date")
    is_attested, typed = name == "attested", given.get(name, "")
    if is_unknown(typed):
        return _undated(given, typed)
    if asking:
        answer = ask_when(lang, typed, attested=is_attested)
        if isinstance(answer, str):
            return _undated(given, answer)
        understood, when = answer
    else:
        understood, plain = taken(typed, lang, attested=is_attested)
        when = plain or _stop(file, given, name, understood)
    tell_taken(understood, when, kept="date_text" not in given)
    words = {"date_text": when.words} if when.words else {}
    rest = {key: value for key, value in given.items() if key not in _WHEN}
    return {**words, **rest, "attested" if when.attested else "date": when.date.text}


def _undated(given: Given, words: str) -> Given:
    """The options of an event of which words for a date say that there is none."""
    say(visible(f"understood as undated: {words}"), sys.stderr)
    rest = {key: value for key, value in given.items() if key not in _WHEN}
    return {"date_text": " ".join(words.split()), **rest, "undated": True}


def _title(answer: str, lang: str) -> str:
    """A title that is typed; the quotes around it that TOML would have are not its own."""
    text = " ".join(ask.words(answer).split())
    if taken(text, lang)[1]:
        problem = "this is a date, which is asked for next; write what happened"
        raise click.UsageError(f"{problem}, or give such a title with --title")
    within = text[1:-1].strip()
    return within if text[0] == text[-1] == '"' and within and '"' not in within else text


def _is_again(file: Path, given: Given) -> bool:
    """Whether an event that is there is to be added again, as is asked; raises Unfit.

    What does not fit is told before anything more is asked.
    """
    from timeline.text.editing.adding import NewEvent, Twice
    from timeline.text.editing.adding import add as added_to
    from timeline.text.reader import contents

    said = {name: given[name] for name in ("title", *_WHEN) if name in given}
    try:
        added_to(contents(file), NewEvent(**said), str(file))
    except Twice as error:
        told = str(error)
        if ask.said_yes(f"{told[0].upper()}{told[1:]} Add it again?", default=False):
            return True
        raise click.Abort from None
    return False


def _placed(given: Given, timeline: Timeline, *, asking: bool, all_: bool) -> Given:
    """The options with the lane and the sources that they name.

    What is not plain is asked for, and with `all_` what is missing. Raises Unfit.
    """
    from timeline.commands import citing
    from timeline.text.editing.splicing import Unfit

    works = citing.works_of(timeline)
    cited, wrong = [], []
    for name in given.get("sources", ()):
        found = citing.named_work(name, works)
        if isinstance(found, str) and asking:
            found = citing.ask_work(name, works) or found
        wrong += [found] if isinstance(found, str) else []
        cited += [] if isinstance(found, str) else [found]
    cited += [citing.new_work(name, works) for name in given.get("new_sources", ())]
    lane, fault = _lane(given.get("lane", ""), timeline, asking=asking)
    if wrong := [*filter(None, (fault,)), *wrong]:
        raise Unfit(wrong)
    if all_ and not cited:
        cited = citing.ask_works(works)
    rest = {name: value for name, value in given.items() if name not in ("lane", "new_sources")}
    return {**rest, "lane": lane, "sources": tuple(cited)}


def _medium(file: Path, named: str, said: Given, *, asking: bool) -> Given:
    """The option of a picture as an event has it; what is missing is asked for. Raises Unfit."""
    from timeline.commands.picking import picked
    from timeline.text.editing.adding import NewMedium

    said = {name: value for name, value in said.items() if value}
    if not named:
        if said:
            options = ", ".join(f"--{name}" for name in said)
            raise click.UsageError(f"of a picture alone: {options}; give --media, or leave it out")
        return {}
    if "alt" in said and "decorative" in said:
        raise click.UsageError("give --alt or --decorative, not both")
    place = picked(file, named)
    if asking:
        said = _described(said, is_file="file" in place)
    elif not said.keys() & {"alt", "decorative"} and not ("url" in place and "caption" in said):
        raise click.UsageError("say with --alt what is to be seen, or give --decorative")
    medium = NewMedium(file=place.get("file", ""), url=place.get("url", ""), **said)
    return {"media": (medium,)}


def _described(said: Given, *, is_file: bool) -> Given:
    """What is said of a picture, with what is asked for of one."""
    said = dict(said)
    if not said.keys() & {"alt", "decorative"}:
        question = "What is to be seen in the picture (nothing, if it is decorative)"
        alt = ask.asked(question, lambda answer: " ".join(answer.split()), default="")
        said |= {"alt": alt} if alt else {"decorative": True}
    if is_file:
        for name, question in (("credit", "Who made the picture"), ("licence", "Its licence")):
            if name not in said and (answer := ask.asked(question, str.strip, default="")):
                said[name] = answer
    return said


def _lane(name: str, timeline: Timeline, *, asking: bool) -> tuple[str, str]:
    """The lane that is named, the only one, or the one asked for; and why there is none such."""
    from timeline.commands import citing

    lanes = citing.lanes_of(timeline)
    if name:
        found, fault = citing.named_lane(name, lanes)
        if not (fault and asking and lanes):
            return found, fault
        say(visible(fault), sys.stderr)
        return citing.ask_lane(lanes), ""
    if len(lanes) < 2:
        return (lanes[0].id if lanes else ""), ""
    if asking:
        return citing.ask_lane(lanes), ""
    listed = ", ".join(lane.id for lane in lanes)
    say(visible(f"note: the event is in no lane; choose one with --lane: {listed}"), sys.stderr)
    return "", ""


# Where there is nobody to ask


def _stop(file: Path, given: Given, name: str, understood: Understood) -> NoReturn:
    """Say why a date is not plain, and what to type for each of its readings."""
    from timeline.wording import date_words

    option = f"--{name.replace('_', '-')} {shlex.quote(given[name])}"
    say(visible(f"{option}: {why_not(understood)}"), sys.stderr)
    for when in readings(understood, attested=name == "attested"):
        more = {name: when.date.text}
        if when.words:
            more["date_text"] = given.get("date_text", when.words)
        say(f"{date_words(when.date, attested=when.attested)}:", sys.stderr)
        say(visible(f"  {_command(file, {**given, **more})}"), sys.stderr)
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
