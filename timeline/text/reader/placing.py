"""Findings and mistakes to faults: each with its place, its line and what mends it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from timeline.errors import Edit, Fault, Faults
from timeline.text.decoding import Mistake
from timeline.text.edits import Change, Edits
from timeline.text.tables import Finding, subject

if TYPE_CHECKING:
    from timeline.text.positions import Lines, Places


def told_of(text: str, mistakes: tuple[Mistake, ...]) -> Faults:
    """Mistakes of syntax in a text as faults."""
    from timeline.text.positions import Lines  # for faults alone

    lines = Lines(text)
    return Faults([_of_syntax(mistake, lines, is_shown=bool(text)) for mistake in mistakes])


def _of_syntax(mistake: Mistake, lines: Lines, *, is_shown: bool) -> Fault:
    place = lines.place(mistake.offset)
    return Fault(
        code=mistake.code,
        problem=mistake.problem,
        remedy=mistake.remedy,
        meant=mistake.meant,
        edits=_edits(mistake.edits, lines),
        place=place,
        source_line=lines.line(place.line) if is_shown else None,
    )


def _edits(changes: tuple[Change, ...], lines: Lines) -> tuple[Edit, ...]:
    return tuple(
        Edit(start=lines.place(each.start), end=lines.place(each.end), text=each.text)
        for each in changes
    )


def placed(text: str, tables: dict[str, Any], findings: list[Finding]) -> Faults:
    """Findings about a text's tables as faults with their places, in file order."""
    if not findings:
        return Faults()
    from timeline.text.positions import Places  # for faults alone

    places = Places(text)
    return in_order(fault_at(finding, tables, places) for finding in findings)


def placed_in(edits: Edits, tables: dict[str, Any], findings: list[Finding]) -> list[Fault]:
    """Findings about a text that was changed as faults, with their places in the one given."""
    from timeline.text.positions import Places  # for faults alone

    places = Places(edits.text, edits)
    return [fault_at(finding, tables, places) for finding in findings]


def in_order(faults: Iterable[Fault]) -> Faults:
    """Faults in the order of the file."""
    return Faults(sorted(faults, key=_file_order))


def fault_at(finding: Finding, tables: dict[str, Any], places: Places) -> Fault:
    """A finding about a text's tables as a fault with its place."""
    place = places.of(
        finding.path, at_key=finding.at_key, offset=finding.offset, inside=finding.inside
    )
    problem, remedy = finding.problem, finding.remedy
    if finding.headed and places.is_headed(finding.path):
        problem, remedy = finding.headed
    for piece in finding.pieces:
        problem += piece if isinstance(piece, str) else f"line {places.of(piece).line}"
    if finding.other:
        problem += f" on line {places.of(finding.other).line}"
    return Fault(
        code=finding.code,
        problem=problem,
        remedy=remedy,
        meant=finding.meant,
        path=finding.path,
        edits=_of_meaning(finding, places),
        subject=subject(tables, finding.path),
        place=place,
        source_line=places.line(place.line),
        severity=finding.severity,
    )


def _of_meaning(finding: Finding, places: Places) -> tuple[Edit, ...]:
    """What mends a finding, if there is one way alone."""
    from timeline.text.reader import instead  # for faults alone

    return tuple(
        Edit(start=places.place(each.start), end=places.place(each.end), text=each.text)
        for each in instead.changes(finding, places)
    )


def _file_order(fault: Fault) -> tuple[int, int]:
    return (fault.place.line, fault.place.column) if fault.place else (0, 0)
