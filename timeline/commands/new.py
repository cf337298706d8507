"""`timeline new`."""

from __future__ import annotations

import os
import shlex
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from timeline.commands.dating import DATES, plain, tell_understood, why_not
from timeline.commands.telling import is_terminal, say, visible
from timeline.commands.writing import size, write_all

if TYPE_CHECKING:
    from timeline.text.starting import Start

_QUESTIONS = {
    "title": "Title of the timeline",
    "lang": "Language of its texts, as a code such as en, de or pt-BR",
    "event": "First event, in a line",
    "date": f"When ({DATES})",
    "source": "Source that says so: a work's title, or an address",
}


@click.command(short_help="Write a small events.toml to begin with.")
@click.argument("folder", metavar="[DIR]", default=".", type=click.Path(path_type=Path))
@click.option("--title", help="Title of the timeline.")
@click.option("--lang", help="Language of its texts: en, de, or pt-BR.  [default: en]")
@click.option("--event", help="What happened first, in a line; give --date and --source with it.")
@click.option("--date", metavar="WHEN", help=f"When it happened: {DATES}.")
@click.option("--source", help="What says so: the title of a work, or an address on the web.")
@click.option("-y", "--yes", is_flag=True, help="Ask nothing: an example where nothing is given.")
def new(
    folder: Path,
    title: str | None,
    lang: str | None,
    event: str | None,
    date: str | None,
    source: str | None,
    yes: bool,
) -> None:
    """Write a small events.toml into DIR, by default this folder.

    On a terminal it asks for a title, a language, a first event and its source;
    Enter takes the example in brackets. The date is EDTF or English words; how it
    is understood is told. Beside the file goes the JSON Schema for editors,
    .timeline/events.schema.json. An events.toml that is there is never
    overwritten: exit code 2, as for misuse.

    \b
    Examples:
      timeline new
      timeline new beagle --yes
      timeline new club --title "Our club"
      timeline new club --event "Founded" --date "c. May 1903" --source "Minutes"
    """
    from timeline.text.starting import EXAMPLE, FILE, fault_in, files_of

    _check_free(folder, FILE)
    options = {"title": title, "lang": lang, "event": event, "date": date, "source": source}
    given = {name: value for name, value in options.items() if value is not None}
    asking = not yes and is_terminal()
    if not (given or yes or asking):
        raise click.UsageError(
            'there is no terminal to ask on: give --title "..." and the other options, '
            "or --yes for an example"
        )
    if not asking:
        _check_together(given)
    if "date" in given:
        given["date"] = _edtf(given["date"], given.get("lang", EXAMPLE.lang))
    start = replace(EXAMPLE, **given)
    if fault := fault_in(start):
        raise click.UsageError(visible(fault))
    if "lang" in given:
        _tell_language(given["lang"])
    if asking:
        start = _asked(start, given)
        _check_free(folder, FILE)  # the file may have come in the meantime
    written = {folder / name: content for name, content in files_of(start).items()}
    write_all(written)
    for path, content in written.items():
        say(visible(f"{size(len(content)):>8}  {path}"))
    say("Next:")
    for words in _next(folder, FILE):
        say(visible(f"  {shlex.join(words)}"))


def _check_free(folder: Path, name: str) -> None:
    if os.path.lexists(folder / name):
        raise click.UsageError(
            visible(f"{folder / name} is there already; name another folder: timeline new DIR")
        )
    if os.path.lexists(folder) and not folder.is_dir():
        raise click.UsageError(visible(f"{folder} is no folder; name one: timeline new DIR"))


def _check_together(given: dict[str, str]) -> None:
    """An event, its date and its source are one; an example's would not be true of another's."""
    parts = ("event", "date", "source")
    missing = [f"--{name}" for name in parts if name not in given]
    if missing and len(missing) < len(parts):
        raise click.UsageError(
            f"an event has a date and a source: also give {' and '.join(missing)}"
        )


def _edtf(words: str, lang: str) -> str:
    """The EDTF of --date; how it is understood is told."""
    from timeline.edtf.english.words import read_words

    understood = read_words(words, lang)
    if not understood.date:
        raise click.UsageError(visible(f"--date {shlex.quote(words)}: {why_not(understood)}"))
    return tell_understood(understood)


def _asked(start: Start, given: dict[str, str]) -> Start:
    """What is given, completed by answers; whoever takes the example takes all of it."""
    from timeline.text.starting import EXAMPLE

    own = bool({"event", "date", "source"} & given.keys())
    for name, question in _QUESTIONS.items():
        if name in ("date", "source") and not own:
            own = start.event != EXAMPLE.event
            if not own:
                break
        if name not in given:
            default = None if own else getattr(EXAMPLE, name)
            start = _answered(start, name, question, default)
    return start


def _answered(start: Start, name: str, question: str, default: str | None) -> Start:
    """Ask until the answer is one that a timeline can begin with."""
    from timeline.text.starting import fault_in

    def check(answer: str) -> str:
        if name == "date" and answer != default:
            return plain(answer, start.lang)
        if fault := fault_in(replace(start, **{name: answer})):
            raise click.UsageError(visible(fault))
        return answer

    answer: str = click.prompt(question, default=default, value_proc=check, err=True)
    if name == "date" and answer != default:
        answer = _edtf(answer, start.lang)
    if name == "lang":
        _tell_language(answer)
    return replace(start, **{name: answer})


def _tell_language(lang: str) -> None:
    """Say of a language that has no words here yet which words will be in English."""
    from timeline.wording import speaks

    if not speaks(lang):
        words = "dates and buttons will be in English for now; your own words stay as they are"
        say(visible(f"note: {lang}: {words}"), sys.stderr)


def _next(folder: Path, name: str) -> tuple[list[str], list[str]]:
    """The two commands to type."""
    path = folder / name
    if path == Path(name):
        return ["timeline", "validate"], ["timeline", "build"]
    output = ["-o", str(folder / "output")]
    return ["timeline", "validate", str(path)], ["timeline", "build", str(path), *output]
