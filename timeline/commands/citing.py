"""What an event cites and in which lane it is, as `timeline add` is told: named, chosen or new."""

from __future__ import annotations

import re
import shlex
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from timeline.commands import asking
from timeline.commands.dating import source_date
from timeline.commands.telling import say, visible
from timeline.text.editing.adding import NewWork
from timeline.text.editing.naming import Meant, Named, at_page, meant, numbers, unquoted
from timeline.text.locators import is_place
from timeline.text.tables import shown

if TYPE_CHECKING:
    from timeline.model import Timeline

Cited = tuple[str | NewWork, str]  # a work and a place in it, which may be empty
_FEW = 6  # sources that are all named in a message
_BEYOND = re.compile(r"#?\d{1,3}[.)]?")  # a number; of four digits a title such as 1984
_ADDRESS = ("http://", "https://")


def works_of(timeline: Timeline) -> list[Named]:
    """The sources of a timeline, as they may be named."""
    return [
        Named(id=each.id, title=each.title, more=tuple(filter(None, (each.author, each.url))))
        for each in timeline.sources
    ]


def lanes_of(timeline: Timeline) -> list[Named]:
    """The lanes of a timeline, as they may be named."""
    return [Named(id=each.id, title=each.title) for each in timeline.lanes if each.id]


# Without a question


def named_lane(name: str, lanes: Sequence[Named]) -> tuple[str, str]:
    """The id of the lane that an option names, or a sentence on why there is none."""
    found = meant(name, lanes)
    return (
        (found.one.id, "") if found.one else ("", f"lane {shown(name)}: {_no_lane(found, lanes)}.")
    )


def _no_lane(found: Meant, lanes: Sequence[Named]) -> str:
    """Why an answer names no lane, and what to write."""
    if found.found:
        return f"this may be one of several; write {_ids(found.found)}"
    remedy = (
        f"write {_ids(lanes)}" if lanes else "declare it under [[lanes]] with an id and a title"
    )
    if found.near:
        remedy = f'did you mean "{found.near.title}"? ({found.near.id})'
    return f"there is no such lane; {remedy}"


def _ids(several: Sequence[Named]) -> str:
    return " or ".join(each.id for each in several[: asking.MOST_LISTED])


def named_work(name: str, works: Sequence[Named]) -> Cited | str:
    """The source that an option names, or a sentence on why there is none, and what to type."""
    found = meant(name, works, in_works=True)
    if found.one:
        told(name, found.one, found.locator)
        return found.one.id, found.locator
    if found.found:
        return f"source {shown(name)}: this may be one of several; write {_ids(found.found)}."
    known = f"write {_ids(works)}; f" if 0 < len(works) <= _FEW else "f"
    near = f"did you mean --source {shlex.quote(_typed(found))}? F" if found.near else known
    option = f"--new-source {shlex.quote(name)}"
    return (
        f"source {shown(name)}: there is no such source; "
        f"{near}or a work that is not in the file yet, give {option}."
    )


def _typed(found: Meant) -> str:
    """What is to be typed for what a slip of the pen would mean."""
    assert found.near
    return f"{found.near.id}: {found.near_at}" if found.near_at else found.near.id


def new_work(text: str, works: Sequence[Named]) -> Cited:
    """The work that --new-source gives; one of the file if that has its title."""
    name, locator = at_page(unquoted(text))
    found = meant(name, works)
    if found.one and found.one.title.casefold() == name.casefold():
        told(text, found.one, locator)
        return found.one.id, locator
    return NewWork(title=name, url=name if is_address(name) else ""), locator


def is_address(text: str) -> bool:
    """Whether a text is an address on the web."""
    return text.lower().startswith(_ADDRESS) and " " not in text


def told(answer: str, work: Named, locator: str) -> None:
    """Tell how an answer is understood, unless it is as plain: an id, and a place after a colon."""
    if answer.partition(":")[0].strip() != work.id:
        cited = f'{{ id = "{work.id}", locator = "{locator}" }}' if locator else f'"{work.id}"'
        place = f", {locator}" if locator else ""
        say(visible(f"understood as {cited}: {work.title}{place}"), sys.stderr)


# With questions


def ask_lane(lanes: Sequence[Named]) -> str:
    """The lane that is chosen; empty for none."""
    asking.listed([_with_id(each) for each in lanes])

    def check(text: str) -> Meant | None:
        found = meant(text, lanes) if text.strip() else None
        if found and not found.found and asking.said_none(text):
            return None
        if found and not found.found:
            raise click.UsageError(visible(_no_lane(found, lanes)))
        return found

    found = asking.asked("Lane, by its title or number (Enter for none)", check, default="")
    if not found:
        return ""
    one = found.one or asking.chosen(found.found, _with_id, "Which (Enter for none)")
    return one.id if one else ""


def _with_id(each: Named) -> str:
    return f"{each.id}: {each.title}"


def ask_works(works: Sequence[Named]) -> list[Cited]:
    """The sources that are chosen or entered, one after the other until Enter."""
    if works:
        say("Sources:", sys.stderr)
        asking.listed([_with_id(each) for each in works])
    question, cited = _question(works), list[Cited]()
    while answer := asking.asked(question, str.strip, default=""):
        named = meant(answer, works, in_works=True)
        if asking.said_none(answer) and not named.found:
            break
        several = [] if named.found else numbers(answer)
        for each in several or [answer]:
            if found := ask_work(each, works):
                cited.append(found)
        if cited:
            question = "Another source (Enter for no more)"
    return cited


def _question(works: Sequence[Named]) -> str:
    if not works:
        return 'Source that says so: a work\'s title, as in "Minutes" or "Minutes p. 17" (Enter for none)'
    first = works[0].id
    return f'Source, as in "1", "{first}" or "1 p. 17", or another work\'s title (Enter for none)'


def ask_work(answer: str, works: Sequence[Named]) -> Cited | None:
    """The work that an answer names, or a new one; None if it is to be answered anew."""
    found = meant(answer, works, in_works=True)
    one = found.one
    if len(found.found) > 1:
        one = asking.chosen(found.found, _with_id, "Which (Enter to answer anew)")
        if one is None:
            return None
    if one:
        told(answer, one, found.locator)
        return one.id, found.locator
    if found.near:
        say(visible(f'there is no source "{found.name}"; did you mean:'), sys.stderr)
        near_at = f", {found.near_at}" if found.near_at else ""
        kinds = [f"{_with_id(found.near)}{near_at}", f"a new work: {found.name}"]
        kind = asking.chosen(kinds, str, "Which (Enter to answer anew)")
        if kind == kinds[0]:
            return found.near.id, found.near_at
        return _new(found) if kind else None
    if why := _no_title(found.name, works):
        say(visible(why), sys.stderr)
        return None
    place = f", cited at {found.locator}" if found.locator else ""
    is_new = found.name.casefold() == "new" or asking.said_yes(
        f'Add a new work, "{found.name}"{place}?', default=True
    )
    return _new(found) if is_new else None


def _no_title(name: str, works: Sequence[Named]) -> str:
    """Why an answer is hardly a new work's title, and what to write."""
    if _BEYOND.fullmatch(name):
        known = f"the sources are numbered 1 to {len(works)}" if works else "there is no source yet"
        return f"there is no number {name}: {known}; for another work, write its title"
    if is_place(name):
        first = "1" if works else "Minutes"
        return f'"{name}" is a place in a work; name the work too, as in "{first}, {name}"'
    return ""


def _new(found: Meant) -> Cited:
    """A work that is entered: its title, and what else there is to say of it."""
    title, locator, url = found.name, found.locator, ""
    if title.casefold() == "new":
        title, locator = at_page(asking.asked('Its title, or "TITLE p. 17"', _title))
    elif not is_address(title):  # it may be a word for the work, such as who wrote it
        title = asking.asked(f"Its title [{title}]", _title, default=title)
    if is_address(title):
        url = title
        title = asking.asked("Its title (Enter for the address)", _title, default=url)
    author = asking.asked("Its author (Enter to skip)", _one_line, default="")
    date = asking.asked("Its date, as in 1968 (Enter to skip)", source_date, default="")
    url = url or asking.asked("Its address on the web (Enter to skip)", _address, default="")
    return NewWork(title=title, author=author, date=date, url=url), locator


def _one_line(answer: str) -> str:
    return " ".join(answer.split())


def _title(answer: str) -> str:
    return unquoted(asking.words(answer))


def _address(answer: str) -> str:
    text = unquoted(answer)
    if text and not is_address(text):
        raise click.UsageError("write an address such as https://example.org/minutes")
    return text
