"""A text that is no TOML, read to its end all the same: every fault of it, not the first alone.

The parser stops at a fault, which is explained; what is meant is then written in a copy, or,
where that is not plain, something is put aside there that says nothing; and so on from that
statement. So each part of a text is read once or twice, however many faults there are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from typing import Any, NamedTuple

from timeline.text.decoding import Mistake
from timeline.text.edits import Change, Edits
from timeline.text.positions import Lines
from timeline.text.scanner import STRING
from timeline.text.syntax.complaints import explain, explain_at
from timeline.text.syntax.doubles import all_twice
from timeline.text.syntax.headers import all_single
from timeline.text.syntax.merging import begun_again, conflicts
from timeline.text.syntax.pairing import SIGNS
from timeline.text.syntax.scene import LINE_OF_STATEMENT, Scene, is_ours, is_set
from timeline.text.tables import MOST_PARTS
from timeline.text.toml import Complaint, NoToml, read_toml, stop

_WHOLE = (Complaint.TOO_DEEP, Complaint.LONG_INTEGER, Complaint.LONG_KEY)  # told alone
_TWICE = (Complaint.TABLE_TWICE, Complaint.TAKEN)
_NEAR, _FAR = 1500, 20_000  # characters behind a fault that are looked at: of a text that is open
_LONG = 2000  # characters of a statement that are not read anew for each fault in it
_MOST_TRIES = 3  # faults told of one place, before what stands there is put aside
_MOST_ROUNDS = 50  # readings of the whole text, for keys and tables given twice
ASIDE = "put-aside-"  # how the names of tables begin that were put aside
_PART = r"""(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+"""
_LONG_KEY = re.compile(rf"(?:{_PART}){{{MOST_PARTS}}}")
# Escapes outside strings are passed over as `scanner.TOKEN` passes over them.
_SIGN = re.compile(STRING.pattern + r"|#[^\n]*+|[\[\]{},]|\\.", re.DOTALL)
_NAMED = re.compile(r"[ \t]*+([\w-]++)[ \t]*+(?:=|:)?[ \t]*+")


class Blank(NamedTuple):
    """A part of the text that was given, of which nothing is known; `key` is that of its value."""

    start: int
    end: int
    key: str = ""


@dataclass(frozen=True, slots=True)
class Mended:
    """What became of a text that is no TOML.

    `mistakes` are its faults, with their places and edits in the text that was given; `edits`
    has a text that reads as TOML, `tables` what that says; None where it cannot be read
    further. What was put aside is `blank`.
    """

    mistakes: tuple[Mistake, ...]
    edits: Edits
    blanks: tuple[Blank, ...] = ()
    tables: dict[str, Any] | None = None


def mend(source: str, error: NoToml) -> Mended:
    """Every fault of syntax in a text that the parser refuses with an error."""
    if error.complaint in _WHOLE or _LONG_KEY.search(source):
        return Mended((explain(source, error),), Edits(source))
    mender = _Mender(Edits(source))
    mender.conflicts()
    tables = mender.tables() if mender.statements() else None
    mistakes = sorted(mender.mistakes, key=lambda mistake: mistake.offset)
    return Mended(tuple(mistakes), mender.edits, tuple(mender.blanks), tables)


@dataclass
class _Mender:
    """The copy of a text that is being mended; `base` is how far it is done.

    Within a long array the parser is given how that begins, `opening`, which stands at `at`.
    """

    edits: Edits
    mistakes: list[Mistake] = field(default_factory=list)
    blanks: list[Blank] = field(default_factory=list)
    base: int = 0
    opening: str = ""
    at: int = 0
    last: int = -1
    tries: int = 0

    @cached_property
    def lines(self) -> Lines:
        """The lines of the text that was given."""
        return Lines(self.edits.source)

    def conflicts(self) -> None:
        """Tell every conflict of a merge, and go on with both sides of it, or with the first."""
        self._all(conflicts(self.edits.text))

    def statements(self) -> bool:
        """Mend statement by statement; says whether all of them can be read."""
        while error := stop(chunk := self.opening + self.edits.text[self.base :]):
            if error.complaint in _WHOLE:
                self._tell(explain(chunk, error))
                return False
            self._step(chunk, error)
        return True

    def tables(self) -> dict[str, Any] | None:
        """What the mended text says, without what it says twice; None if that is not told."""
        for _ in range(_MOST_ROUNDS):
            try:
                return read_toml(self.edits.text)
            except NoToml as error:
                if error.complaint not in _TWICE:
                    self.base, self.opening = 0, ""
                    self._tell(explain(self.edits.text, error))
                    return None
                self._once(error)
        return None

    def _step(self, chunk: str, error: NoToml) -> None:
        scene = Scene(_window(chunk, error), error.offset, error.complaint)
        begin = scene.begin
        if error.complaint in _TWICE and begin > len(self.opening):
            self._go_on(chunk, begin, begin)  # perhaps by what it stands behind; seen to in the end
            return
        mistake = explain_at(scene)
        offset = self._in_text(error.offset)
        self.tries = self.tries + 1 if offset <= self.last else 0
        self.last = max(self.last, offset)
        if not self._is_echo(mistake):
            self._tell(mistake)
        changes = mistake.edits or mistake.aside
        is_usable = self.tries < _MOST_TRIES and all(
            each.start >= len(self.opening) for each in changes
        )
        start = self._item(chunk, begin, error.offset)
        if changes and is_usable:
            self._change(changes, sure=bool(mistake.edits))
        else:
            self.tries = 0
            self._put_aside(chunk, begin, error.offset)
        self._go_on(chunk, begin, start)

    def _go_on(self, chunk: str, begin: int, start: int) -> None:
        """Go on from a statement, or from an item of the array that it is."""
        if start > begin:
            opening = re.match(r"[^\[]*\[", chunk[begin:])
            assert opening is not None, "it has items"
            at = self._in_text(begin)
            self.base, self.at, self.opening = self._in_text(start), at, opening[0]
        else:
            self.base, self.opening = self._in_text(begin), ""

    def _item(self, chunk: str, begin: int, offset: int) -> int:
        """Where the item begins that an offset is in, of an array that is long; else the statement."""
        if begin >= len(self.opening) and offset - begin < _LONG:
            return begin
        items = _items(chunk, begin, offset)
        return items[-1] if items else begin

    def _in_text(self, offset: int) -> int:
        """Where an offset of what the parser was given is in the text as it is now."""
        behind = offset - len(self.opening)
        return self.base + behind if behind >= 0 else self.at + offset

    def _line(self, offset: int) -> int:
        """The line of the text that was given on which an offset of the changed one is."""
        return self.lines.place(self.edits.origin(offset)).line

    def _is_echo(self, mistake: Mistake) -> bool:
        """Whether it was a change that brought a mistake about."""
        at = self._in_text(mistake.offset)
        return any(
            part.at <= at < part.to and not (part.sure and mistake.edits)
            for part in reversed(self.edits.parts[-20:])
        )

    def _tell(self, mistake: Mistake) -> None:
        """Keep a mistake, at its place in the text that was given."""
        edits = tuple(
            Change(
                self.edits.origin(self._in_text(each.start)),
                self.edits.origin(self._in_text(each.end)),
                each.text,
            )
            for each in mistake.edits
        )
        offset = self.edits.origin(self._in_text(mistake.offset))
        self.mistakes.append(mistake._replace(offset=offset, edits=edits))

    def _change(self, changes: tuple[Change, ...], *, sure: bool) -> None:
        made = tuple(
            Change(self._in_text(each.start), self._in_text(each.end), each.text)
            for each in changes
        )
        if not sure:
            self.blanks += [
                Blank(self.edits.origin(each.start), self.edits.origin(each.end)) for each in made
            ]
        self.edits.make_all(made, sure=sure)

    def _put_aside(self, chunk: str, begin: int, offset: int) -> None:
        """Have the value, line or header that an offset is in say nothing."""
        items = _items(chunk, begin, offset)
        part = (items and _item_aside(chunk, items[-1])) or _statement_aside(chunk, begin, offset)
        change, key = part
        if items and not key and (named := _NAMED.match(chunk, begin)):
            key = named[1]
        if change.text.startswith("["):
            change = change._replace(text=f"[{ASIDE}{len(self.blanks)}]")
        start = max(change.start, len(self.opening))
        made = Change(self._in_text(start), self._in_text(max(change.end, start)), change.text)
        self.blanks.append(Blank(self.edits.origin(made.start), self.edits.origin(made.end), key))
        self.edits.make(made, sure=False)

    def _all(self, alike: list[Mistake]) -> None:
        """Tell mistakes of one kind, and make what they say, or what has them say nothing."""
        for each in alike:
            self._tell(each)
        # From the last to the first, so that the places of the others stay.
        for sure, some in groupby(reversed(alike), key=lambda each: bool(each.edits)):
            changes = (change for each in some for change in each.edits or each.aside)
            self._change(tuple(changes), sure=sure)

    # What is given twice

    def _once(self, error: NoToml) -> None:
        """Tell what a whole text gives twice, and leave it out."""
        self.base, self.opening = 0, ""
        text = self.edits.text
        scene = Scene(text, error.offset, error.complaint)
        if headless := begun_again(text, self._line):
            self._all(headless)
            return
        mistake = explain(text, error)
        if alike := all_single(scene) if mistake.edits else all_twice(scene, self._line):
            self._all(alike)
            return
        if not self._is_echo(mistake):
            self._tell(mistake)
        begin, offset = scene.begin, error.offset
        entry = next((each for each in scene.entries if each.top == begin), None)
        if entry and not entry.brackets and entry.end >= 0:
            change = Change(entry.top, entry.end, "")
        else:
            change = _statement_aside(text, begin, offset)[0]
            if entry and len(entry.keys) > 1:
                outer = ".".join(part.name for part in entry.keys[:-1])
                change = change._replace(text=f"[{outer}.{ASIDE}{len(self.blanks)}]")
            else:
                change = change._replace(text=f"[{ASIDE}{len(self.blanks)}]")
        origin = self.edits.origin
        self.blanks.append(Blank(origin(change.start), origin(change.end), "again"))
        self.edits.make(change, sure=False)


def _window(chunk: str, error: NoToml) -> str:
    """What is looked at of a text: up to the fault, and some of what comes behind it."""
    is_open = error.complaint is Complaint.OPEN_STRING
    far = is_open or chunk[error.offset : error.offset + 1] in SIGNS
    end = chunk.find("\n", error.offset + (_FAR if far else _NEAR))
    return chunk if end < 0 else chunk[: end + 1]


def _items(chunk: str, begin: int, offset: int) -> list[int]:
    """Where each item of the array begins that a statement has for its value, up to an offset.

    None if the offset is in no such array.
    """
    starts: list[int] = []
    depth = 0
    for sign in _SIGN.finditer(chunk, begin, offset):
        if sign[0] in ("[", "{"):
            depth += 1
            if depth == 1:
                if sign[0] == "{" or chunk[begin : begin + 1] == "[":
                    return []
                starts = [sign.end()]
        elif sign[0] in ("]", "}"):
            depth -= 1
            if depth <= 0:
                return []
        elif sign[0] == "," and depth == 1:
            starts.append(sign.end())
    return starts


def _item_aside(chunk: str, start: int) -> tuple[Change, str] | None:
    """What has an item of an array say nothing; None if its end is not to be seen."""
    depth = 0
    stop_at = LINE_OF_STATEMENT.search(chunk, start)
    for sign in _SIGN.finditer(chunk, start, stop_at.start() if stop_at else start + _FAR):
        if sign[0] in ("[", "{"):
            depth += 1
        elif sign[0] in ("]", "}") and depth:
            depth -= 1
        elif sign[0] in ("]", ",") and not depth:
            return Change(start, sign.start(), " 0"), ""
    return None


def _statement_aside(chunk: str, begin: int, offset: int) -> tuple[Change, str]:
    """What has a statement say nothing, and its key."""
    end = _end(chunk, begin, offset)
    line = chunk[begin : chunk.find("\n", begin) if "\n" in chunk[begin:] else len(chunk)]
    if line.lstrip().startswith("["):
        return Change(begin, end, f"[{ASIDE}]"), ""
    named = _NAMED.match(chunk, begin)
    if named and named.end() <= end and ("=" in named[0] or ":" in named[0]):
        key = named[1]
        return Change(begin, end, f'"{key}" = 0' if not key.isascii() else f"{key} = 0"), key
    return Change(begin, end, ""), ""


def _end(chunk: str, begin: int, offset: int) -> int:
    """Where a statement ends that cannot be read: before the next one, or with its lines."""
    if (closing := _closing(chunk, begin)) is not None and closing > offset:
        line_end = chunk.find("\n", closing)
        return len(chunk) if line_end < 0 else line_end
    line_end = chunk.find("\n", offset)
    line_end = len(chunk) if line_end < 0 else line_end
    following = LINE_OF_STATEMENT.search(chunk, line_end, line_end + _FAR)
    limit = following.start() if following else min(len(chunk), line_end + _FAR)
    behind = chunk[line_end:limit]
    if re.search(rf"[\"'{SIGNS}]", chunk[begin:line_end]):  # a text, which may have blank lines
        return line_end + len(behind.rstrip())
    end = line_end
    for line in behind.split("\n")[1:]:
        if not line.strip() or line.lstrip().startswith("#") or is_set(line):
            break
        end += 1 + len(line)
    return end


def _closing(chunk: str, begin: int) -> int | None:
    """Where the array or table ends that a statement has for its value, if that is to be seen."""
    value = re.compile(r"[ \t]*+[\w-]++[ \t]*+=[ \t]*+(?=[\[{])").match(chunk, begin)
    if not value:
        return None
    depth = 0
    for sign in _SIGN.finditer(chunk, value.end(), value.end() + _FAR):
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(sign[0], 0)
        line = LINE_OF_STATEMENT.match(chunk, sign.start())
        if line and is_ours(line[0]):  # a header: what is open was never closed
            return None
        if not depth:
            return sign.end()
    return None
