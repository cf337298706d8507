"""What became of everything that a file had in it: told to people, and as JSON."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from timeline.importing.drafting.drafting import Draft, Rejected, named
from timeline.importing.hints import Choose, Spell, spelled
from timeline.importing.merging import KeyChange, Merged
from timeline.importing.rows import Field, Imported, Note
from timeline.messages import counted, events_counted
from timeline.text.tables import shown

_VERSION = 1
_WIDTH = 88  # columns
_MOST_NAMED = 10  # ids on a line
_FIRST = 3  # rows of a group that are told whole


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that are not written for one kind of reason; `settled_by` is what could settle it."""

    code: str
    settled_by: tuple[Choose, ...]
    rows: tuple[Rejected, ...]

    @property
    def is_large(self) -> bool:
        """Whether only the first of them are told."""
        return len(self.rows) > _FIRST

    @property
    def ways(self) -> tuple[Choose, ...]:
        """What would settle it, a value each."""
        return tuple(
            replace(each, meant=(value,)) for each in self.settled_by for value in each.meant
        )


@dataclass(frozen=True, slots=True)
class Report:
    """An import in numbers and sentences; the same for the same import.

    `source` is the file's name, `draft` what was written of it, or was merged into another
    file. `read_with` has the places of all rows that come in with a choice, of those tried.
    """

    source: str
    imported: Imported
    draft: Draft
    merged: Merged | None = None
    read_with: Mapping[Choose, frozenset[str]] = field(default_factory=dict)

    @property
    def rows(self) -> int:
        """How many entries the file has: each is an event, a period, rejected or aside."""
        return len(self.imported.rows) + sum(self.imported.aside.values())

    @property
    def events(self) -> int:
        """How many rows are events now."""
        return len(self.draft.events) - len(self.merged.rejected if self.merged else ())

    @property
    def undated(self) -> int:
        """How many of them have no date."""
        refused = {each.at for each in self.merged.rejected} if self.merged else set()
        found = (each for each in self.draft.events if each.at not in refused)
        return sum("undated" in each.values for each in found)

    @property
    def periods(self) -> int:
        """How many rows are periods now."""
        return len(self.draft.periods)

    @property
    def rejected(self) -> list[Rejected]:
        """The rows that are not written, in their order."""
        refused = self.merged.rejected if self.merged else ()
        return sorted((*self.draft.rejected, *refused), key=lambda each: each.at)

    @property
    def groups(self) -> list[Group]:
        """The rows that are not written by the kind of reason, the first first."""
        found: dict[tuple[str, tuple[Choose, ...]], list[Rejected]] = {}
        for each in self.rejected:
            found.setdefault((each.code, each.settled_by), []).append(each)
        return [Group(code, ways, tuple(rows)) for (code, ways), rows in found.items()]

    @property
    def fields(self) -> list[Field]:
        """What became of columns or keys with values in them."""
        return [each for each in self.draft.tally.fields.values() if each.kept or each.lost]


# For people


def text_of(report: Report, spell: Spell = str) -> str:
    """The report in lines, a part a heading; `spell` says how a choice is made."""
    return "\n".join(_lines(report, spell))


def _lines(report: Report, spell: Spell) -> Iterator[str]:
    parts = [events_counted(report.events - report.undated, report.undated)]
    parts += [counted(report.periods, "period")] if report.periods else []
    parts += [counted(number, what) for what, number in report.imported.aside.items()]
    parts += [f"{len(report.rejected)} not imported"] if report.rejected else []
    yield f"{report.source}: {counted(report.rows, 'row')} of {report.imported.kind}: {', '.join(parts)}"
    yield from _part("Read so:", (spelled(each, spell) for each in report.draft.said))
    yield from _part(
        "Not imported:", (item for group in report.groups for item in _group(group, report, spell))
    )
    yield from _part(
        "What became of each field, in the rows that came in:",
        (_field(each, spell) for each in report.fields),
    )
    yield from _part("To know:", _notes(report.draft.told))
    if report.merged:
        yield from _merged(report.merged, report.source)


def _part(heading: str, items: Iterable[str]) -> Iterator[str]:
    for number, item in enumerate(items):
        if not number:
            yield heading
        yield from _wrapped(item)


def _wrapped(item: str) -> list[str]:
    """An item under a heading, on as many lines as it takes; with blanks before it, further in."""
    inset = " " * (2 + len(item) - len(item.lstrip(" ")))
    return textwrap.wrap(
        item.lstrip(" "),
        _WIDTH,
        initial_indent=inset,
        subsequent_indent=f"{inset}  ",
        break_long_words=False,
        break_on_hyphens=False,
    )


def _group(group: Group, report: Report, spell: Spell) -> Iterator[str]:
    """The rows of a group: few of them one by one, of many the first and how many more there are."""
    if not group.is_large:
        yield from (f"{named(each.row)}: {reason(each, spell)}." for each in group.rows)
        return
    ways = "".join(f"; {way}" for way in _ways(group, report, spell))
    yield f"{len(group.rows):,} rows for one reason, of which the first are told{ways}:"
    for each in group.rows[:_FIRST]:
        yield f"  {named(each.row)}: {each.reason}."
    yield f"  and {_some(tuple(each.row.place for each in group.rows[_FIRST:]))}"


def _ways(group: Group, report: Report, spell: Spell) -> Iterator[str]:
    """How many rows of a group can be read with which choices, as was tried."""
    by_count: dict[int, list[str]] = {}
    for way in group.ways:
        by_count.setdefault(_settled(group, report, way), []).append(spell(way))
    for count, ways in by_count.items():
        if count == len(group.rows):
            yield f"all {count:,} can be read with {' or '.join(ways)}"
        elif count:
            yield f"{count:,} of them can be read with {' or '.join(ways)}"
        else:
            yield f"{' or '.join(ways)} does not settle it alone"


def _settled(group: Group, report: Report, way: Choose) -> int:
    """How many rows of a group come in with a choice."""
    places = report.read_with.get(way, frozenset())
    return sum(each.row.place in places for each in group.rows)


def reason(rejected: Rejected, spell: Spell) -> str:
    """Why a row is not written, and what would settle it."""
    ways = [f", or settle it for all rows with {spell(each)}" for each in rejected.settled_by]
    return rejected.reason + "".join(ways)


def _field(field: Field, spell: Spell) -> str:
    """A field in words: "Media: 28 into links, 2 lost (it is no address)"."""
    parts = [f"{field.kept} into {field.into}"] if field.kept else []
    for why, number in field.why.items():
        parts.append(f"{number} lost ({spelled(why, spell)})")
    return f"{field.name or '(no name)'}: {', '.join(parts)}"


def _notes(told: Iterable[Note | str]) -> Iterator[str]:
    """What is told of rows that came in; of many notes of a kind the first."""
    kinds: dict[str, list[str]] = {}
    for number, each in enumerate(told):
        code = each.code if isinstance(each, Note) else str(number)
        kinds.setdefault(code, []).append(_sentence(str(each)))
    for texts in kinds.values():
        yield from _first(texts, _FIRST, "of this kind")


def _first(items: Sequence[str], most: int, what: str) -> Iterator[str]:
    """So many items, and how many more there are of what."""
    yield from items[:most]
    if len(items) > most:
        yield f"and {len(items) - most:,} more {what}"


def _sentence(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."


def _merged(merged: Merged, source: str) -> Iterator[str]:
    yield from _part("Merged:", _done(merged, source))
    yield from _part("Changed:", _changes(merged.changes))
    yield from _part("Left as it is:", _changes(merged.kept))


def _changes(changes: Iterable[KeyChange]) -> Iterator[str]:
    """What became of values; of many of a key the first."""
    keys: dict[str, list[str]] = {}
    for each in changes:
        keys.setdefault(each.key, []).append(in_words(each))
    for key, texts in keys.items():
        yield from _first(texts, _MOST_NAMED, f"of {key}")


def in_words(change: KeyChange) -> str:
    """What became, or did not become, of a value in the file."""
    key = f"{change.id}: {change.key} = {_shown(change.old)}"
    if change.why:
        return f"{key} stays ({change.why}); the source has {_shown(change.new)}"
    return f"{key} is now {_shown(change.new)}"


def _shown(value: Any) -> str:
    return "nothing" if value is None else shown(value)


def _done(merged: Merged, source: str) -> Iterator[str]:
    for what, ids in (
        ("new", merged.added),
        ("changed", tuple(dict.fromkeys(each.id for each in merged.changes))),
        (f"not in {source}, and left", merged.absent),
        ("deleted by hand, and not added again", merged.deleted),
    ):
        if ids:
            yield f"{counted(len(ids), 'event')} {what}: {_some(ids)}"
    if merged.tables:
        yield f"also new: {_some(merged.tables)}"
    if not (merged.added or merged.changes or merged.tables):
        yield "nothing to change"


def _some(ids: tuple[str, ...]) -> str:
    more = len(ids) - _MOST_NAMED
    return ", ".join(ids[:_MOST_NAMED]) + (f" and {more} more" if more > 0 else "")


# For programs


def json_of(report: Report, spell: Spell = str) -> str:
    """The report as a JSON object, version 1; keys may be added, none changes or goes away.

    `spell` says how a choice is made.
    """
    document = {
        "version": _VERSION,
        "source": report.source,
        "kind": report.imported.kind,
        "rows": report.rows,
        "events": report.events,
        "undated": report.undated,
        "periods": report.periods,
        "aside": dict(report.imported.aside),
        "rejected": [
            {"place": each.row.place, "title": each.row.title, "reason": reason(each, spell)}
            | {"code": each.code}
            for each in report.rejected
        ],
        "reasons": [
            {"code": each.code, "rows": len(each.rows)}
            | {
                "settled_by": [
                    {
                        "choice": spell(way),
                        "rows": _settled(each, report, way) if way in report.read_with else None,
                    }
                    for way in each.ways
                ]
            }
            for each in report.groups
        ],
        "fields": [
            {"name": each.name, "into": each.into, "kept": each.kept, "lost": each.lost}
            | {"why": {spelled(why, spell): number for why, number in each.why.items()}}
            for each in report.fields
        ],
        "taken_as": [spelled(each, spell) for each in report.draft.said],
        "notes": [str(each) for each in report.draft.told],
        "merged": _document(report.merged) if report.merged else None,
    }
    return json.dumps(document, indent=2) + "\n"


def _document(merged: Merged) -> dict[str, Any]:
    return {
        "added": list(merged.added),
        "tables": list(merged.tables),
        "changed": [{"id": each.id, "key": each.key} for each in merged.changes],
        "kept": [{"id": each.id, "key": each.key, "why": each.why} for each in merged.kept],
        "absent": list(merged.absent),
        "deleted": list(merged.deleted),
    }
