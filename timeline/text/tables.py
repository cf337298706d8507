"""A file's tables as TOML gives them, and findings about them before they have a place."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from timeline import segments
from timeline.errors import Severity

Path = tuple[str | int, ...]

# Parts of one dotted key, more than any table of the format stands below another: parsers take
# time and memory by the square of it.
MOST_PARTS = 110
_SHOWN = 60  # characters of a value in a message
_SINGULAR = {
    "lanes": "lane",
    "tags": "tag",
    "periods": "period",
    "sources": "source",
    "events": "event",
    "figures": "figure",
    "accounts": "account",
    "media": "picture",
    "links": "link",
    "reasons": "reason",
    "relations": "relation",
}
LONE = ("timeline", "theme")  # tables of which there is one
_FEW = 200  # words that are all compared with one
_MOST_HOLDING = 2000  # words that a group of letters tells nothing more of
_UNSEEN = re.compile(r'["\\\x00-\x1f\x7f-\x9f\u2028\u2029]')
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A fault before it has a place: `path` says where it is in the document.

    Its place is the value there, or the key if `at_key`, or the table's header
    if the path ends in a missing key; `offset` counts characters into a text, the
    first too if it is `inside`.
    `other` is the path of a second place that the problem speaks of; `pieces` are the problem
    where it speaks of several: texts, and paths that are told by their lines. `stands_for` is the key that an unknown one stands for, if that is plain. `headed` is the
    problem and remedy where the value is a table under a header of its own, `headed_by` the
    name that belongs there in two brackets.
    `meant` are the texts to write instead, to choose from, where they are known.
    `value_instead` and `key_instead` are what to write in the file in place of the value or
    of the key, where that can be done in one way alone and loses nothing; the former also in
    place of the value at `before`, which stands before it. `part_instead` is the same of what
    stands in a text from `offset` on: what is there, and what to write.
    """

    code: str
    path: Path
    problem: str = ""
    remedy: str = ""
    severity: Severity = Severity.ERROR
    at_key: bool = False
    offset: int = 0
    inside: bool = False
    other: Path | None = None
    pieces: tuple[str | Path, ...] = ()
    stands_for: str = ""
    meant: tuple[str, ...] = ()
    headed: tuple[str, str] | None = None
    headed_by: str = ""
    value_instead: str = ""
    before: Path | None = None
    key_instead: str = ""
    part_instead: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A TOML table and where it stands; values of another type read as absent.

    The models refuse those, so a rule about meaning need not.
    """

    path: Path
    values: dict[str, Any]
    _found: dict[str, list[Table]] = field(default_factory=dict, compare=False, repr=False)

    def text(self, key: str) -> str | None:
        """The text at a key."""
        value = self.values.get(key)
        return value if isinstance(value, str) else None

    def table(self, key: str) -> Table | None:
        """The table at a key."""
        value = self.values.get(key)
        return Table((*self.path, key), value) if isinstance(value, dict) else None

    def tables(self, key: str) -> list[Table]:
        """The tables in the array at a key; made once, as every rule walks the events."""
        if key in self._found:
            return self._found[key]
        items = self.values.get(key)
        tables = [
            Table((*self.path, key, index), item)
            for index, item in enumerate(items if isinstance(items, list) else ())
            if isinstance(item, dict)
        ]
        self._found[key] = tables
        return tables

    def texts(self, key: str, inner: str | None = None) -> Iterator[tuple[Path, str]]:
        """The texts in the array at a key, each with its path.

        With `inner`, a table in the array stands for its text at that key, as
        `{ id = "article" }` stands for "article".
        """
        items = self.values.get(key)
        if not isinstance(items, list):
            return
        for index, item in enumerate(items):
            if isinstance(item, str):
                yield (*self.path, key, index), item
            elif inner and isinstance(item, dict) and isinstance(item.get(inner), str):
                yield (*self.path, key, index, inner), item[inner]


Rule = Callable[[Table], Iterator[Finding]]  # from a file's root table to what breaks the rule


def value_at(root: dict[str, Any], path: Path) -> Any:
    """The value at a path, or None where the document has none."""
    value: Any = root
    for step in path:
        if isinstance(value, dict):
            value = value.get(step)
        elif isinstance(value, list) and isinstance(step, int):
            value = value[step]
        else:
            return None
    return value


def subject(root: dict[str, Any], path: Path) -> str:
    """The tables around a path in words: 'event "campaign", figure 2'."""
    if not path:
        return ""
    if path[0] in LONE:
        return str(path[0]) if len(path) > 1 else ""
    named: list[str] = []
    for depth, step in enumerate(path):
        if not isinstance(step, int):
            continue
        word = _SINGULAR.get(str(path[depth - 1]))
        value = value_at(root, path[: depth + 1])
        if word and (not named or isinstance(value, dict)):
            named.append(_name(word, step + 1, value, by_id=not named))
    return ", ".join(named)


def _name(word: str, number: int, value: Any, *, by_id: bool) -> str:
    """One table in words; those inside an event are known by their number."""
    if by_id and isinstance(value, dict):
        for key in ("id", "title"):
            if isinstance(value.get(key), str) and value[key].strip():
                return f"{word} {shown(value[key])}"
    return f"{word} {number}"


def shown(value: Any) -> str:
    """A value as TOML writes it, on one line and cut if it is long."""
    written = _written(value, 3)
    if len(written) <= _SHOWN:
        return written
    return f"{segments.cut(written, _SHOWN - 2)}…{written[-1]}"


def _written(value: Any, depth: int) -> str:
    """A value as TOML; anything deeper than `depth` is left out."""
    match value:
        case str():
            cut = value[: _SHOWN + 1]
            return '"' + _UNSEEN.sub(escaped, cut) + '"'
        case bool():
            return "true" if value else "false"
        case int():
            # Python refuses to write very long integers in decimal.
            return str(value) if value.bit_length() < 4096 else hex(value)[: _SHOWN + 2]
        case Decimal():
            return str(value).lower().replace("infinity", "inf").replace("e+", "e")
        case datetime.datetime() | datetime.date() | datetime.time():
            return value.isoformat()
        case list():
            items = [_written(item, depth - 1) for item in value[:_SHOWN]] if depth else ["…"]
            return "[" + ", ".join(items) + "]"
        case dict():
            some = list(value.items())[:_SHOWN] if depth else []
            pairs = ", ".join(f"{key} = {_written(item, depth - 1)}" for key, item in some)
            return f"{{ {pairs} }}" if pairs or not value else "{ … }"
        case _:
            return str(value)


def closest(word: str, known: list[str]) -> str | None:
    """The known word that a misspelt one most likely means."""
    from difflib import get_close_matches  # for faults alone

    matches = get_close_matches(word.lower()[:_SHOWN], known, n=1, cutoff=0.7)
    return matches[0] if matches else None


class Near:
    """`closest` among words that may be many.

    Where they are, a word is compared with those alone that share its rarest groups
    of three letters.
    """

    def __init__(self, known: list[str]) -> None:
        self._known = known
        self._holding: dict[str, list[str]] = {}  # words, by each group of letters in them

    def __call__(self, word: str) -> str | None:
        """The known word that a misspelt one most likely means."""
        if len(self._known) <= _FEW:
            return closest(word, self._known)
        if not self._holding:
            for known in self._known:
                for group in _groups(known):
                    self._holding.setdefault(group, []).append(known)
        return closest(word, self._candidates(word))

    def _candidates(self, word: str) -> list[str]:
        """The known words that share most of the rare groups, a bounded number."""
        lists = [self._holding.get(group, []) for group in _groups(word.lower())]
        shared: Counter[str] = Counter()
        for words in sorted(lists, key=len):
            if shared and len(words) > _MOST_HOLDING:
                break
            shared.update(words[:_MOST_HOLDING])
        return [known for known, _ in shared.most_common(_FEW)]


def _groups(word: str) -> set[str]:
    """The groups of three letters in a word, its ends included."""
    padded = f"  {word[:_SHOWN]}  "
    return {padded[at : at + 3] for at in range(len(padded) - 2)}


def escaped(char: re.Match[str]) -> str:
    """A character as a basic string of TOML escapes it."""
    return _ESCAPES.get(char[0]) or f"\\u{ord(char[0]):04X}"


def type_name(value: Any) -> str:
    """What TOML calls the type of a value."""
    for kind, name in _TYPE_NAMES:
        if isinstance(value, kind):
            return name
    return type(value).__name__


_TYPE_NAMES: tuple[tuple[type, str], ...] = (  # a bool is an int, a date-time a date: in order
    (bool, "true or false"),
    (int, "a whole number"),
    (Decimal, "a decimal number"),
    (str, "text"),
    (datetime.datetime, "a date with a time"),
    (datetime.date, "a date"),
    (datetime.time, "a time of day"),
    (list, "a list"),
    (dict, "a table"),
)
