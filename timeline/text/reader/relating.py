"""Rules of what events are to others: that each relation is one, by a source, and fits the dates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

from timeline.edtf import EdtfDate, EdtfError
from timeline.errors import Severity
from timeline.model import Kin, to_edtf
from timeline.text.ids import derived_ids, renamed
from timeline.text.tables import Finding, Path, Rule, Table, shown

_IN_TIME = (Kin.LED_TO, Kin.FOLLOWED_BY)


def alone(root: Table) -> Iterator[Finding]:
    """A relation is to another event, once, and by a source."""
    has_sources = bool(root.values.get("sources"))
    for event, own in _related(root):
        seen: dict[tuple[str, str], Path] = {}
        see = [name for _, name in event.texts("see")]
        for relation in event.tables("relations"):
            to, kind = relation.text("to"), relation.text("kind") or ""
            if to is None:
                continue
            path = (*relation.path, "to")
            if to in own:
                yield Finding(
                    code="relation-itself",
                    path=path,
                    problem=f"to {shown(to)}: this is the event itself",
                    remedy="name another event, or delete the relation",
                )
            elif first := seen.get((to, kind)):
                yield Finding(
                    code="repeated",
                    path=path,
                    problem=f"to {shown(to)}: this relation is there twice",
                    remedy="delete one, or make one of both",
                    other=first,
                )
            elif to in see and not any(name == to for name, _ in seen):
                yield Finding(
                    code="relation-seen",
                    path=path,
                    problem=f"to {shown(to)}: this event is in see too, and is told once",
                    remedy="delete it there",
                    severity=Severity.NOTE,
                )
            seen.setdefault((to, kind), path)
            if has_sources and not relation.values.get("sources"):
                yield Finding(
                    code="relation-source",
                    path=(*relation.path, "sources"),
                    problem="this relation has no source",
                    remedy='write sources = ["..."] in it',
                    severity=Severity.WARNING,
                )


def _related(root: Table) -> Iterator[tuple[Table, set[str]]]:
    """Each event that has relations, and the ids that it has or had."""
    names = derived_ids(root)
    for event in root.tables("events"):
        if "relations" in event.values:
            own = event.text("id") or names.get(int(event.path[1]), "")
            yield event, {own, *(name for _, name in event.texts("was"))}


def wholes(root: Table) -> Iterator[Finding]:
    """Nothing is part of itself, by however many others."""
    now = renamed(root)
    parts: dict[str, list[tuple[str, Path]]] = {}
    for event, own in _related(root):
        name = event.text("id") or min(own)
        for relation in event.tables("relations"):
            to = relation.text("to")
            if to and relation.text("kind") == Kin.PART_OF and to not in own:
                whole = (now.get(to, to), (*relation.path, "to"))
                parts.setdefault(name, []).append(whole)
    told: set[str] = set()
    for name in parts:
        line = _round(name, parts)
        if line and not told & {each for each, _ in line}:
            told |= {each for each, _ in line}
            said = ", which is part of ".join(shown(each) for each, _ in line)
            yield Finding(
                code="relations-circle",
                path=line[-1][1],
                problem=f"{shown(name)} is part of {said}, so of itself",
                remedy="delete one of these relations, or turn it round",
            )


def _round(name: str, parts: dict[str, list[tuple[str, Path]]]) -> list[tuple[str, Path]]:
    """The shortest way from an event by the wholes that it is part of back to it."""
    ways: list[list[tuple[str, Path]]] = [[whole] for whole in parts[name]]
    seen = {name}
    for way in ways:
        last = way[-1][0]
        if last == name:
            return way
        if last not in seen:
            seen.add(last)
            ways += [[*way, whole] for whole in parts.get(last, ())]
    return []


def in_time(root: Table) -> Iterator[Finding]:
    """What led to something, or was followed by it, began before that was over, as dates say."""
    dates = {name: each for event in root.tables("events") for name, each in _dated(event)}
    for event, own in _related(root):
        date = next((dates[name] for name in own if name in dates), None)
        for relation in event.tables("relations") if date else ():
            to, kind = relation.text("to"), relation.text("kind")
            other = dates.get(to or "")
            if not to or not date or not other or to in own:
                continue
            if (kind in _IN_TIME and _is_over(other, date)) or (
                kind == Kin.PART_OF and (_is_over(other, date) or _is_over(date, other))
            ):
                yield _against(relation, to, kind or "", (date, other))


def _dated(event: Table) -> Iterator[tuple[str, EdtfDate]]:
    """The date of an event, by its id and those that it once had."""
    if (date := _date(event.values.get("date"))) is not None:
        names = chain([event.text("id") or ""], (name for _, name in event.texts("was")))
        yield from ((name, date) for name in names if name)


def _date(value: Any) -> EdtfDate | None:
    try:
        return to_edtf(value)
    except EdtfError:
        return None


def _is_over(one: EdtfDate, other: EdtfDate) -> bool:
    """Whether what has one date was certainly over when what has the other began."""
    after, first = one.bounds.latest_end, other.bounds.earliest_start
    if one.approximate or other.approximate:
        return False
    return after is not None and first is not None and after <= first


def _against(relation: Table, to: str, kind: str, dates: Iterable[EdtfDate]) -> Finding:
    own, other = dates
    how = "was over before this" if kind in _IN_TIME else "was not at the time of this"
    return Finding(
        code="relation-dates",
        path=(*relation.path, "to"),
        problem=f"{kind} {shown(to)}: by its date that {how}, {other.text} and {own.text}",
        remedy="correct one of the dates, or turn the relation round",
        severity=Severity.WARNING,
    )


RULES: tuple[Rule, ...] = (alone, wholes, in_time)
