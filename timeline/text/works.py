"""The works that a file declares as sources, and which is meant by how people cite one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from timeline.text.locators import SEPARATORS, trimmed
from timeline.text.tables import Table

_IN_BRACKETS = re.compile(r"[(\[\uff08\u3010\u3014](.*)[)\]\uff09\u3011\u3015]", re.DOTALL)
_PLACE = re.compile(
    r"\d|\b[ivxlc]+\b|(?:s\.\s?v\.|s\.\s?n\.|\xa7|passim|cover|title page)", re.IGNORECASE
)
_SHORTEST = 2  # letters of an author's name
_BRACKETED = re.compile(r"[(\[\uff08]([^)\]\uff09]*)[)\]\uff09]")
_YEAR = re.compile(
    rf"[\s,\uff0c\u3001]*[(\[\uff08]?(\d{{4}})[a-z]?[)\]\uff09]?(?=\s*(?:[.{SEPARATORS}]|$))"
)
_NO_SPACES = "\u2e7f"  # from here on Chinese and Japanese


class Work(NamedTuple):
    """A declared source; what it does not say is empty."""

    id: str
    title: str = ""
    author: str = ""
    year: str = ""


class Cited(NamedTuple):
    """A source, and the place in it that is named; empty for the whole of it."""

    id: str
    locator: str = ""


def works(root: Table) -> tuple[Work, ...]:
    """The sources of a file that have an id."""
    return tuple(
        Work(name, table.text("title") or "", table.text("author") or "", _year(table.values))
        for table in root.tables("sources")
        if (name := table.text("id"))
    )


def cited(text: str, declared: tuple[Work, ...]) -> tuple[Cited, ...]:
    """Which works a text may mean that begins with what one is called; none if there is none.

    A work is called by its id, its title, its author, or its author and year: "Quinn 1995,
    p. 150", "quinn: 150". Of names within each other the longest counts.
    """
    plain = (
        _BRACKETED.sub(r"\1", " ".join(text.split()), count=1)
        if text[:1] in ("(", "[", "\uff08")
        else text
    )
    plain = " ".join(plain.split())
    folded = plain.casefold()
    ids = {work.id.casefold() for work in declared}
    longest, found = 0, list[Cited]()
    for work in declared:
        for name, is_loose in _names(work):
            size = len(name)
            if size < longest or not folded.startswith(name):
                continue
            if size < len(folded) and _goes_on(folded, size):
                continue
            rest = plain[size:]
            if year := _YEAR.match(rest):
                if work.year and year[1] != work.year:  # another work of the same author
                    continue
                rest = rest[year.end() :]
            place = _place(rest)
            if place and all(
                part.strip().casefold() in ids for part in re.split(f"[{SEPARATORS}]", place)
            ):
                continue  # several works, each by its id
            if place is None or (place and is_loose and not _PLACE.search(place)):
                continue
            found = found if size == longest else []
            longest = size
            if Cited(work.id, place) not in found:
                found.append(Cited(work.id, place))
    return tuple(found)


def _names(work: Work) -> Iterator[tuple[str, bool]]:
    """What a work is called, in small letters, and whether other words may begin with it too."""
    yield work.id.casefold(), False
    yield work.id.replace("-", " ").casefold(), False
    if work.title:
        yield " ".join(work.title.split()).casefold(), False
    for name in _authors(work.author):
        if len(name) < _SHORTEST:
            continue
        yield name, True
        for year in (work.year, f"({work.year})", f", {work.year}", f"[{work.year}]"):
            if work.year:
                yield f"{name}{'' if year.startswith(',') else ' '}{year}", False


def _authors(author: str) -> Iterator[str]:
    """The first author's name in full, and the one that stands for it."""
    first = re.split(r"\s+(?:and|et|und|y|&)\s+|;", author.casefold(), maxsplit=1)[0].strip()
    if not first:
        return
    yield first
    last, comma, _ = first.partition(",")
    yield last if comma else first.split()[-1]


def _goes_on(text: str, at: int) -> bool:
    """Whether a name goes on behind a letter: a number does not, in a script that sets no spaces."""
    is_number = text[at].isnumeric() or text[at] == "\u7b2c"
    return text[at].isalnum() and not (text[at - 1] > _NO_SPACES and is_number)


def _place(rest: str) -> str | None:
    """The place in a work that stands behind its name; None if what stands there is none."""
    place = trimmed(rest)
    if whole := _IN_BRACKETS.fullmatch(place):
        place = whole[1].strip()
    return None if re.match(r"(?:and|&|et)\b", place) else place


def _year(table: dict[str, Any]) -> str:
    """The year that a source has for its date, in four digits."""
    found = re.match(r"\d{4}", str(table.get("date", "")))
    return found[0] if found else ""
