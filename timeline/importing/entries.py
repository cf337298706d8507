"""An entry of a file as texts by name, and what becomes of each; for formats whose texts may be HTML."""

from __future__ import annotations

from collections.abc import Mapping

from timeline.importing.html import reading
from timeline.importing.rows import NO_PLACE, Tally


class EntryReader:
    """What an entry says, each value by its name, on its way to a row.

    `names` are the file's own names, by which is counted, where they are others.
    """

    def __init__(self, said: Mapping[str, str], names: Mapping[str, str] | None = None) -> None:
        self.said = {name: text for name, text in said.items() if text.strip()}
        self.names = names or {}
        self.tally = Tally()
        self.links: dict[str, str] = {}  # titles by address

    def line(self, name: str, into: str) -> str:
        """A text on one line; links in it are the event's."""
        if name not in self.said:
            return ""
        prose = reading.plain(self.said[name])
        self._count(name, into, prose)
        for url, text in prose.links:
            self.links.setdefault(url, text)
        return prose.text

    def prose(self, name: str, into: str, *, autolink: bool = False) -> str:
        """A text of paragraphs, as Markdown; with `autolink` a bare address is a link."""
        if name not in self.said:
            return ""
        prose = reading.markdown(self.said[name], autolink=autolink)
        self._count(name, into, prose)
        return prose.text

    def plain(self, name: str) -> str:
        """The words of a text, which are not counted."""
        return reading.plain(self.said.get(name, "")).text

    def _count(self, name: str, into: str, prose: reading.Prose) -> None:
        if prose.text or prose.links:
            self.keep(name, into)
        for why in prose.dropped:
            self.lose(name, why)

    # The tally

    def own(self, name: str) -> str:
        """What the file calls a value."""
        return self.names.get(name, name)

    def keep(self, name: str, into: str) -> None:
        """Count a value as kept, once: a date of parts is one value."""
        counted = self.tally.fields.get(self.own(name))
        if name in self.said and not (counted and counted.kept):
            self.tally.keep(self.own(name), into)

    def lose(self, name: str, why: str = NO_PLACE) -> None:
        """Count a value, or a part of one, as lost."""
        if name in self.said:
            self.tally.lose(self.own(name), why)

    def rest(self) -> list[str]:
        """The names that no one has looked at."""
        return [name for name in self.said if self.own(name) not in self.tally.fields]
