"""What a TOML parser complained of, and the text around it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property

from timeline.model.keys import all_keys, headers, models
from timeline.text.scanner import Entry, brackets, scan, statement_at, walk
from timeline.text.toml import Complaint

KEY = r"""(?:[\w-]++|"[^"\n]*"|'[^'\n]*')"""
_ON_LINE = 300  # characters of the line behind a complaint that are looked at for statements
# A line on which a statement begins, as far as that can be told in a text that is broken.
LINE_OF_STATEMENT = re.compile(
    r"^[ \t]*+(?:[A-Za-z][\w-]*+(?:\.[\w-]++)*+[ \t]*+=(?!=)"
    r"|\[\[?[ \t]*+[\w.\"'-]++[ \t]*+\]\]?[ \t]*+(?:\#[^\n]*+)?$)",
    re.MULTILINE,
)


def is_set(line: str) -> bool:
    """Whether a line seems to set a key of the format, by whatever sign."""
    found = re.match(r"[ \t]*+([A-Za-z][\w-]*+)[ \t]*+(?:[:\uff1d]|=>|$)", line)
    return found is not None and is_ours(found[1].lower())


def is_ours(line: str) -> bool:
    """Whether a statement that begins on a line is a table, or a key of one, of the format."""
    name = re.sub(r"[\s\[\]\"'=]|#.*", "", line)
    return name in _names()


@cache
def _names() -> frozenset[str]:
    keys = (each.name for model in models().values() for each in all_keys(model))
    return frozenset((*headers(), *(".".join(path) for path in models()), *keys))


@dataclass(frozen=True)
class Scene:
    """What the parser complained of, and the text around it."""

    text: str
    offset: int
    complaint: Complaint

    @property
    def here(self) -> str:
        """The character at the offset, empty at the end of the text."""
        return self.text[self.offset : self.offset + 1]

    @property
    def rest(self) -> str:
        """The line from the offset on, without a comment and blanks at its end."""
        line = self.text[self.offset :].split("\n", 1)[0]
        return re.split(r"(?:^|[ \t])#", line, maxsplit=1)[0].rstrip()

    @property
    def before(self) -> str:
        """The line up to the offset."""
        return self.text[self.text.rfind("\n", 0, self.offset) + 1 : self.offset]

    @cached_property
    def entries(self) -> list[Entry]:
        """The statements of the text, as far as the scanner gets, and no further than needed."""
        end = self.text.find("\n", self.offset, self.offset + _ON_LINE)
        return scan(self.text[: end + 1 if end >= 0 else self.offset + _ON_LINE])

    @cached_property
    def begin(self) -> int:
        """Where the statement begins that the offset is in, or right behind on its line."""
        entry = max(
            (entry for entry in self.entries if entry.top <= self.offset),
            key=lambda entry: entry.top,
            default=None,
        )
        if entry is None or (entry.end >= 0 and "\n" in self.text[entry.end : self.offset]):
            return self.offset - len(self.before)
        return entry.top

    @cached_property
    def start(self) -> int:
        """Where the header or pair begins that the offset is in or after."""
        return statement_at(self.entries, self.offset)

    @property
    def above(self) -> list[Entry]:
        """The statements before the one that the offset is in or after."""
        return [entry for entry in self.entries if entry.top < self.start]

    @cached_property
    def statement(self) -> str:
        """The header or pair up to the offset."""
        return self.text[self.start : self.offset]

    @cached_property
    def _brackets(self) -> list[int]:
        opened: list[int] = []
        for opened in brackets(self.text, self.start, self.offset):  # noqa: B007
            pass
        return opened

    @property
    def bracket(self) -> int | None:
        """The innermost bracket of an array or inline table open at the offset."""
        return self._brackets[-1] if self._brackets else None

    @property
    def outer(self) -> int | None:
        """The bracket around the innermost one."""
        return self._brackets[-2] if len(self._brackets) > 1 else None

    @cached_property
    def pair(self) -> tuple[Entry, Entry] | None:
        """The innermost pair that the offset is in or right after, behind the table around it."""
        pairs = (
            (around, pair)
            for around in walk(self.entries)
            for pair in around.inner
            if pair.keys and pair.start < self.offset and not 0 <= pair.end < self.offset
        )
        return max(pairs, key=lambda found: found[1].start, default=None)

    @property
    def key(self) -> str:
        """The key whose value the offset is in; empty in an array."""
        found = re.search(rf"(?<![\w-])({KEY})[ \t]*=[^=,\[]*$", self.statement)
        return found[1] if found else ""
