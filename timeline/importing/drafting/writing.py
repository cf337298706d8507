"""A draft to the bytes of a file in canonical form, which is known to build."""

from __future__ import annotations

import copy
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from timeline.errors import Fault, InvalidTimeline
from timeline.importing.drafting.drafting import Draft, Drafted, Rejected, named
from timeline.importing.drafting.values import Values
from timeline.importing.rows import Note
from timeline.text.formatting import canonical
from timeline.text.reader import parse, read_tables
from timeline.text.values import table_text

_NEEDED = ("id", "title", "date", "attested", "undated")
_OWN = ((), ("id",), ("title",))
_WHY = {"address": "it is no address", "unknown-event": "there is no such event"}
_DOES_NOT_FIT = "it does not fit the format"


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A file, and the draft of just what is in it."""

    data: bytes
    draft: Draft


def write(draft: Draft) -> Written:
    """The file of a draft.

    What would be a fault in it is left out and told: a value that may be
    missing by itself, else its event or period, which is rejected.
    """
    text = _text(draft)
    while errors := _errors(text):
        draft = _without(draft, errors)
        before, text = text, _text(draft)
        assert before != text, errors[0].message  # or this would never end
    return Written(data=canonical(text.encode()), draft=draft)


def _text(draft: Draft) -> str:
    """A draft as TOML, not yet in canonical form."""
    parts = ["format = 1\n", table_text("timeline", draft.header, several=False)]
    if draft.theme:
        parts.append(table_text("theme", draft.theme, several=False))
    for name, tables in (
        ("lanes", draft.lanes),
        ("tags", draft.tags),
        ("periods", [each.values for each in draft.periods]),
        ("sources", draft.sources),
        ("events", [each.values for each in draft.events]),
    ):
        parts += [table_text(name, table) for table in tables]
    return "\n".join(parts)


def _errors(text: str) -> list[Fault]:
    source, tables = parse(text)
    try:
        read_tables(source, tables)
    except InvalidTimeline as error:
        return error.faults.errors
    return []


def _without(draft: Draft, errors: list[Fault]) -> Draft:
    """A draft without what the errors are about."""
    mending = _Mending(draft)
    for fault in errors:
        mending.leave_out(fault)
    return mending.draft()


class _Mending:
    """What is left out of a draft, one fault after the other."""

    def __init__(self, draft: Draft) -> None:
        self.old = draft
        self.tally = copy.deepcopy(draft.tally)
        self.told = list(draft.told)
        self.rejected: dict[tuple[str, int], Fault] = {}
        self.values: set[tuple[str | int, ...]] = set()  # paths
        self.touched: set[tuple[str | int, ...]] = set()  # paths of the tables that have them

    def leave_out(self, fault: Fault) -> None:
        """Leave out the value that a fault is about, or all that needs it."""
        table = str(fault.path[0]) if fault.path else ""
        at = fault.path[1] if len(fault.path) > 1 else None
        if table in ("timeline", "theme") and at not in (None, "title"):
            self._leave_out_value(f"the {table}", fault.path[:2], fault)
        elif fault.code == "outside-span" and "span" in self.old.header:
            if ("timeline", "span") not in self.values:
                problem = f"span {self.old.header['span']} is left out: not all events are in it"
                self.told.append(problem)
                self.values.add(("timeline", "span"))
                self.touched.add(("timeline",))
        elif table in ("events", "periods") and isinstance(at, int):
            self._leave_out_of_row(table, at, fault)
        elif table in ("lanes", "tags", "sources") and fault.path[2:3] not in _OWN:
            self._leave_out_value(fault.subject, fault.path[:3], fault)
        else:
            raise AssertionError(fault.message)

    def _leave_out_of_row(self, table: str, at: int, fault: Fault) -> None:
        row = getattr(self.old, table)[at].row
        key = fault.path[2] if len(fault.path) > 2 else "id"
        if key in _NEEDED:
            self.rejected.setdefault((table, at), fault)
            return
        path = fault.path[: 4 if len(fault.path) > 3 and isinstance(fault.path[3], int) else 3]
        if path not in self.values:
            self.tally.take_back(str(key), _WHY.get(fault.code, _DOES_NOT_FIT))
        self._leave_out_value(named(row), path, fault)

    def _leave_out_value(self, what: str, path: tuple[str | int, ...], fault: Fault) -> None:
        if path not in self.values:
            self.told.append(Note(fault.code, f"{what}: {fault.problem}; it is left out"))
        self.values.add(path)
        self.touched |= {path[:1], path[:2]}

    def draft(self) -> Draft:
        """The draft without what is left out."""
        old = self.old
        rows = {name: list(self._rows(name, getattr(old, name))) for name in ("periods", "events")}
        gone = [
            Rejected(
                row=each.row,
                at=each.at,
                reason=_reason(fault),
                code=fault.code,
                id=each.values["id"],
            )
            for (name, at), fault in self.rejected.items()
            for each in [getattr(old, name)[at]]
        ]
        return replace(
            old,
            header=self._kept(old.header, ("timeline",)),
            theme=self._kept(old.theme, ("theme",)),
            lanes=self._tables("lanes", old.lanes),
            tags=self._tables("tags", old.tags),
            sources=self._tables("sources", old.sources),
            periods=rows["periods"],
            events=rows["events"],
            rejected=[*old.rejected, *gone],
            tally=self.tally,
            told=self.told,
        )

    def _rows(self, name: str, rows: list[Drafted]) -> Iterable[Drafted]:
        for at, each in enumerate(rows):
            if (name, at) not in self.rejected:
                yield replace(each, values=self._kept(each.values, (name, at)))

    def _tables(self, name: str, tables: list[Values]) -> list[Values]:
        return [self._kept(table, (name, at)) for at, table in enumerate(tables)]

    def _kept(self, table: Values, path: tuple[str | int, ...]) -> Values:
        """A table without the values, and the items of arrays, that are left out."""
        if path not in self.touched:
            return table
        found = {
            key: self._items(value, (*path, key))
            for key, value in table.items()
            if (*path, key) not in self.values
        }
        return {key: value for key, value in found.items() if value != []}

    def _items(self, value: Any, path: tuple[str | int, ...]) -> Any:
        if not isinstance(value, list):
            return value
        return [each for at, each in enumerate(value) if (*path, at) not in self.values]


def _reason(fault: Fault) -> str:
    """A fault's message without the event's name and the stop."""
    return fault.reason.rstrip(".")
