"""What is meant by who names a work or a lane: by its id, its title or a part of that, its number."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from timeline.text.ids import folded
from timeline.text.locators import PAGES, PLACE, SEPARATORS
from timeline.text.tables import closest


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """What may be named; `more` is what it is known by besides, as a work is by its author."""

    id: str
    title: str
    more: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Meant:
    """What an answer means: a `name`, and a place in the work.

    `found` are those that it may name: one if it is plain. Where there is none, `near` is
    the one that a slip of the pen would mean, with the place `near_at` in it.
    """

    name: str
    locator: str = ""
    found: tuple[Named, ...] = ()
    near: Named | None = None
    near_at: str = ""

    @property
    def one(self) -> Named | None:
        """The one that is named, if it is plain which."""
        return self.found[0] if len(self.found) == 1 else None


_LONGEST = 500  # characters of an answer in which a place is looked for

_Known = Sequence[Named]
_Find = Callable[[str, _Known], Iterator[Named]]


def meant(answer: str, known: _Known, *, in_works: bool = False) -> Meant:
    """What an answer means, of those that are known in this order; `in_works`, a place may follow.

    An id says more than a title, that more than a number, and a part of a title least.
    """
    text = unquoted(answer)
    in_works = in_works and len(text) <= _LONGEST
    plain = [(text, ""), *(_places(text) if in_works else ())]
    bare = list(_behind(",", text, _IN_NUMBERS)) if in_works else []
    loose = list(_behind(",", text)) if in_works else []
    ways: tuple[tuple[_Find, list[tuple[str, str]]], ...] = (
        (_by_id, [*plain, *bare, *loose]),
        (_by_title, [*plain, *bare]),
        (_by_number, plain),  # "1, 2" are two works rather than a page of one
        (_by_part, [*plain, *bare]),
    )
    for find, splits in ways:
        for name, locator in splits:
            if found := tuple(find(name, known)):
                return Meant(name=name, locator=locator, found=found)
    title, locator = at_page(text) if in_works else (text, "")
    near, near_at = _near(title, known), locator
    for name, place in islice(_behind(" ", text, _IN_NUMBERS), 1) if in_works else ():
        one = meant(name, known).one  # a bare number may be a place, and may be of the title
        near, near_at = (one, place) if one else (near, near_at)
    return Meant(name=title, locator=locator, near=near, near_at=near_at)


def unquoted(text: str) -> str:
    """A text in one line, without the quotes that stand around all of it."""
    text = " ".join(text.split())
    within = text[1:-1].strip()
    is_quoted = any(text[:1] == pair[0] and text[-1:] == pair[-1] for pair in _QUOTES)
    return within if is_quoted and within and not set(within) & {text[0], text[-1]} else text


def at_page(text: str) -> tuple[str, str]:
    """A new work's title, and the page that may stand behind it: no title ends in one."""
    found = _PAGE.fullmatch(text)
    return (found["name"], found["page"]) if found else (text, "")


def parted(text: str, known: Collection[str]) -> tuple[str, str]:
    """A work's title and the place in it, where no one can be asked.

    That is a page, or any plain place or number behind a name, folded, that is `known`.
    """
    text = " ".join(text.split())
    if len(text) > _LONGEST:
        return text, ""
    title, page = at_page(text)
    for name, place in _places(text):
        is_one = PLACE.match(place) or re.fullmatch(_IN_NUMBERS, place)
        if is_one and _folded(name) in known:
            return name, place
    return (title, page) if page else (text, "")


def numbers(answer: str) -> list[str]:
    """The numbers of which an answer is a list, as in "1, 3"; empty if it is no list of them."""
    return re.findall(r"\d+", answer) if _NUMBERS.fullmatch(answer.strip()) else []


def _by_id(name: str, known: _Known) -> Iterator[Named]:
    return (each for each in known if each.id == name)


def _by_title(name: str, known: _Known) -> Iterator[Named]:
    wanted = _folded(name)
    return (each for each in known if wanted and wanted in map(_folded, _names(each)))


def _by_number(name: str, known: _Known) -> Iterator[Named]:
    number = int(found[1]) if (found := _NUMBER.fullmatch(name)) else 0
    yield from known[number - 1 : number] if number else ()


def _by_part(name: str, known: _Known) -> Iterator[Named]:
    wanted = _words(name)
    if len(wanted) < 3 and wanted.isascii():
        return iter(())
    return (each for each in known if any(_has(_words(text), wanted) for text in _names(each)))


def _has(text: str, part: str) -> bool:
    """Whether a part begins with a word of a text; scripts that set no spaces have no words."""
    return f" {part}" in f" {text}" or (part in text and part[0] > _NO_SPACES)


def _names(each: Named) -> tuple[str, ...]:
    return each.id, each.title, *each.more


@lru_cache(maxsize=20_000)  # each name is held against each part of an answer
def _folded(text: str) -> str:
    return folded(text)


@lru_cache(maxsize=20_000)
def _words(text: str) -> str:
    return " ".join(re.findall(r"[\w\u0300-\u036f]+", folded(text).replace("_", " ")))


def _near(name: str, known: _Known) -> Named | None:
    """The one that has an id or title nearly so."""
    by_name = {folded(text): each for each in known for text in (each.title, each.id)}
    found = closest(folded(name), list(by_name))
    return by_name[found] if found else None


# Places in works


def _places(text: str) -> Iterator[tuple[str, str]]:
    """The ways to part a name from a place that plainly is one, the longest name first."""
    for found in reversed(list(_BETWEEN.finditer(text))):
        name, place = text[: found.start()], text[found.end() :]
        if name and PLACE.match(place):
            yield name, place.rstrip(")\uff09") if found[0].strip() in ("(", "\uff08") else place
    yield from _behind(":", text)


def _behind(sign: str, text: str, like: str = ".+") -> Iterator[tuple[str, str]]:
    """A text parted at a sign, at the last one first."""
    for found in reversed(list(re.finditer(re.escape(sign), text))):
        name, place = text[: found.start()].strip(), text[found.end() :].strip()
        if name and re.fullmatch(like, place):
            yield name, place


_QUOTES = ('""', "''", "“”", "‘’", "„“", "‚‘", "«»", "»«", "「」", "『』", "”")
_NUMBER = re.compile(r"#?(\d{1,6})[.)]?")
_NUMBERS = re.compile(r"\d{1,6}(?:\s*(?:[,;&+]|\band\b|\s)\s*\d{1,6})+")
_NO_SPACES = "\u2e7f"  # from here on Chinese and Japanese
_BETWEEN = re.compile(rf"\s*[{SEPARATORS}]\s*|\s+\(|\s*\uff08|\s+")
_IN_NUMBERS = r"\d[\d\s,–-]*"
_PAGE = re.compile(
    rf"(?P<name>.+?)(?:\s*[{SEPARATORS}]\s*|\s+)\(?(?P<page>(?:{PAGES})[^()]*)\)?", re.IGNORECASE
)
