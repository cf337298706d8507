"""What a merge of two branches leaves in a file: conflicts, and tables that begin without a header.

Where both sides add an event, git takes what both begin and end with out of the conflict: the
`[[events]]` above it, and perhaps the last lines. They belong to each of the two events.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from timeline.text.decoding import Mistake
from timeline.text.edits import Change, one
from timeline.text.scanner import Entry, scan

_SIDE = r"(?:(?!<{7}|\|{7}|={7}|>{7})[^\n]*+\n)*+"
_CONFLICT = re.compile(
    rf"^<{{7}}(?:[ \t][^\n]*+)?\n(?P<ours>{_SIDE})"
    rf"(?P<before>\|{{7}}(?:[ \t][^\n]*+)?\n(?P<base>{_SIDE}))?"
    rf"={{7}}(?:[ \t][^\n]*+)?\n(?P<theirs>{_SIDE})>{{7}}(?:[ \t][^\n]*+)?(?:\n|\Z)",
    re.MULTILINE,
)
_HEADER = re.compile(r"^[ \t]*+\[\[[ \t]*+([\w-]++)[ \t]*+\]\][ \t]*+(?:#[^\n]*+)?$", re.MULTILINE)
_KEY = re.compile(r"^[ \t]*+([A-Za-z][\w-]*+)[ \t]*+=(?!=)[ \t]*+([^\n]*+)", re.MULTILINE)
_LINES = re.compile(r"(?:(?![ \t]*(?:\n|\Z|\[\[?[\w ]|<{7}))[^\n]*+(?:\n|\Z))*+")
_OF_ONE = ("id", "title", "date")  # keys that stand once in each of several tables

# Conflicts


def conflicts(text: str) -> list[Mistake]:
    """Every conflict of a text, with both sides of it and the lines between them."""
    return [_told(text, found) for found in _CONFLICT.finditer(text)]


def _told(text: str, found: re.Match[str]) -> Mistake:
    problem, at = "a merge conflict is left in the file", found.start()
    ours, theirs, base = found["ours"], found["theirs"], found["base"]
    lines = "the lines with <<<<<<<, ======= and >>>>>>>"
    if base is not None:
        lines = "the lines with <<<<<<< and >>>>>>>, and all from ||||||| to ======="
        lines += ", which is what was there before" if base.strip() else ""
    if name := _added(text, found):
        remedy = (
            f"as a rule both sides are wanted: keep the lines of both, with [[{name}]] above each "
            f"{name.removesuffix('s')}, and delete only {lines}"
        )
        if not _begins(theirs) and not _ends(ours) and _shared(text, found) != "":
            remedy += "; the lines below it that both end with belong to each"
        edits = () if (base or "").strip() else _both(text, found, name)
        return Mistake("conflict", problem, remedy, at, edits=edits, aside=_first(found))
    if ours.strip() and theirs.strip():
        what = "both sides changed these lines: write what is right of both"
    else:
        what = "one side changed these lines and the other deleted them: keep them or not"
    return Mistake("conflict", problem, f"{what}, and delete {lines}", at, aside=_first(found))


def _added(text: str, found: re.Match[str]) -> str:
    """The name of the tables that both sides added each its own of; empty if they did not."""
    ours, theirs = _named(found["ours"]), _named(found["theirs"])
    if not ours or not theirs or ours & theirs:
        return ""
    if own := _HEADER.search(found["ours"]) or _HEADER.search(found["theirs"]):
        return own[1]
    *_, above = [None, *_HEADER.finditer(text, 0, found.start())]
    return above[1] if above else ""


def _named(side: str) -> set[str]:
    """What the tables of one side are known by, as written; empty if none begins there."""
    keys = [(key, value.rstrip()) for key, value in _KEY.findall(side)]
    titles = {value for key, value in keys if key == "title"}
    ids = {value for key, value in keys if key == "id"}
    if _HEADER.search(side):
        return ids or titles
    return ids if titles else set()


def _first(found: re.Match[str]) -> tuple[Change, ...]:
    """What leaves the first side alone."""
    return (
        Change(found.start(), found.start("ours"), ""),
        Change(found.end("ours"), found.end(), ""),
    )


def _both(text: str, found: re.Match[str], name: str) -> tuple[Change, ...]:
    """What keeps both sides, the second under a header of its own; none if more may be meant."""
    between = ""
    if not _begins(found["theirs"]) and not _ends(found["ours"]):
        above = max((each.end() for each in _HEADER.finditer(text, 0, found.start())), default=0)
        head = text[above : found.start()].strip("\n")
        tail = _shared(text, found)
        head = head and f"{head}\n"
        if tail is None or (head and "\n\n" in head):
            return ()
        between = f"{tail}\n[[{name}]]\n{head}"
    return (
        Change(found.start(), found.start("ours"), ""),
        Change(found.end("ours"), found.start("theirs"), between),
        Change(found.end("theirs"), found.end(), ""),
    )


def _shared(text: str, found: re.Match[str]) -> str | None:
    """The lines below a conflict that both sides end with; None if they may be of one alone."""
    below = _LINES.match(text, found.end())
    tail = below[0] if below else ""
    last = _HEADER.split(found["ours"])[-1]
    there, shared = ({key for key, _ in _KEY.findall(each)} for each in (last, tail))
    if (tail and not shared) or there & shared:
        return None
    return tail if not tail or tail.endswith("\n") else f"{tail}\n"


def _begins(side: str) -> bool:
    """Whether the first line of a side that says something is a header."""
    return side.lstrip().startswith("[[")


def _ends(side: str) -> bool:
    """Whether the last one is."""
    return _HEADER.fullmatch(side.rstrip().rpartition("\n")[2]) is not None


# Tables without a header of their own


def begun_again(text: str, line: Callable[[int], int]) -> list[Mistake]:
    """Every place of a text where, in one table, what begins another of its kind begins again.

    `line` gives the number to tell for an offset.
    """
    return [
        _headless(text, header.names[0], pair, line(pair.top))
        for header, pairs in _tables(scan(text))
        for pair in _beginnings(text, pairs)
    ]


def _tables(entries: list[Entry]) -> Iterator[tuple[Entry, list[Entry]]]:
    """Each table of which there are several, by its header and its pairs."""
    header, pairs = None, list[Entry]()
    for entry in entries:
        if entry.brackets:
            if header:
                yield header, pairs
            is_one_of = entry.brackets == 2 and len(entry.keys) == 1 and entry.end >= 0
            header, pairs = entry if is_one_of else None, []
        elif entry.end >= 0:
            pairs.append(entry)
    if header:
        yield header, pairs


def _beginnings(text: str, pairs: list[Entry]) -> Iterator[Entry]:
    start = 0
    for at, pair in enumerate(pairs):
        above = pairs[start:at]
        if not any(each.names == pair.names for each in above):
            continue
        if pair.names == ("title",) and len(above) > 1 and above[-1].names == ("id",):
            at, above = at - 1, above[:-1]
        if _is_another(text, above, pairs[at:]):
            yield pairs[at]
            start = at


def _is_another(text: str, above: list[Entry], below: list[Entry]) -> bool:
    """Whether pairs begin with what another table begins with, and are no second version of it."""
    mine, others = _values(text, above), _values(text, below)
    both = [key for key in _OF_ONE if key in mine and key in others]
    first = below[0].names[-1]
    starts = first in ("id", "title") or first == above[0].names[-1]
    return starts and len(both) > 1 and mine[both[0]] != others[both[0]]


def _values(text: str, pairs: list[Entry]) -> dict[str, str]:
    """The value that each key has first, as it is written."""
    values: dict[str, str] = {}
    for pair in pairs:
        values.setdefault(".".join(pair.names), text[pair.start : pair.end])
    return values


def _headless(text: str, name: str, pair: Entry, line: int) -> Mistake:
    start = text.rfind("\n", 0, pair.top) + 1
    gap = "" if text[:start].endswith("\n\n") else "\n"
    return Mistake(
        "header",
        f"a new {name.removesuffix('s')} begins here without its [[{name}]]",
        f"write [[{name}]] above line {line}",
        pair.top,
        edits=one(start, start, f"{gap}[[{name}]]\n"),
    )
