"""Ids for the parts that events name; each is given once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from timeline.importing.drafting.values import Values
from timeline.importing.html.escapes import on_one_line
from timeline.text.ids import Ids, made_of


@dataclass(slots=True)
class Register:
    """Lanes, tags or sources, in the order in which they come: tables, each with its id and title.

    `word` is the id of one whose title has no letter.
    """

    word: str
    tables: dict[str, Values] = field(default_factory=dict)  # by id
    used: set[str] = field(default_factory=set)
    _ids: Ids = field(default_factory=Ids)
    _by_name: dict[str, str] = field(default_factory=dict)  # its key in the file, or its title

    def declare(self, key: str, title: str, **more: Any) -> None:
        """Take up one that the file declares; it stays, even if nothing uses it."""
        title = on_one_line(title) or key or self.word
        name = self._ids.give(made_of(key or title, self.word))
        self.tables[name] = {"id": name, "title": title, **more}
        self.used.add(name)
        if key:
            self._by_name[key] = name
        self._by_name.setdefault(title, name)

    def id_of(self, text: str) -> str:
        """The id of the one that has a key or title; a new one if there is none."""
        title = on_one_line(text)
        name = self._by_name.get(text) or self._by_name.get(title)
        if not name:
            name = self._by_name[title] = self._ids.give(made_of(title, self.word))
            self.tables[name] = {"id": name, "title": title}
        return name

    def written(self) -> list[Values]:
        """The tables that are declared or used."""
        return [table for name, table in self.tables.items() if name in self.used]

    def need_declaring(self, declared: Mapping[str, str]) -> bool:
        """Whether there are titles that the ids do not say already."""
        return bool(declared) or any(table["id"] != table["title"] for table in self.written())


def once(items: Iterable[str]) -> list[str]:
    """Each item, where it comes first."""
    return list(dict.fromkeys(items))
