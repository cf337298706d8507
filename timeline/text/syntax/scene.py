"""What a TOML parser complained of, and the text around it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from timeline.text.scanner import Entry, brackets, scan, statement_at, walk
from timeline.text.toml import Complaint

KEY = r"""(?:[\w-]++|"[^"\n]*"|'[^'\n]*')"""


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
        """The statements of the text, as far as the scanner gets."""
        return scan(self.text)

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
    def bracket(self) -> int | None:
        """The innermost bracket of an array or inline table open at the offset."""
        opened: list[int] = []
        for opened in brackets(self.text, self.start, self.offset):  # noqa: B007
            pass
        return opened[-1] if opened else None

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
