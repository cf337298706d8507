"""What mends a finding, where there is one way alone and it loses nothing."""

from __future__ import annotations

from timeline.text.edits import Change, one
from timeline.text.positions import Places
from timeline.text.tables import Finding


def changes(finding: Finding, places: Places) -> tuple[Change, ...]:
    """What to write in place of the value or of the key that a finding is about."""
    if finding.key_instead and len(finding.path) == 1:
        heads = places.heads(str(finding.path[0]))
        return tuple(Change(each.start, each.end, finding.key_instead) for each in heads)
    if finding.headed and len(finding.path) == 1:
        return _in_two_brackets(str(finding.path[0]), finding.headed_by, places)
    if finding.key_instead and (key := places.key(finding.path)):
        span = places.value(finding.path) if finding.value_instead else None
        value = one(*span, finding.value_instead) if span else ()
        return (*one(*key, finding.key_instead), *value)
    if finding.part_instead:
        there, meant = finding.part_instead
        part = places.target(finding.path, finding.offset, there)
        return one(*part, meant) if part else ()
    span = places.value(finding.path)
    if finding.before and span and (before := places.value(finding.before)):
        return (
            one(before[0], span[1], finding.value_instead) if places.are_next(before, span) else ()
        )
    if finding.value_instead and span:
        return one(*span, finding.value_instead)
    return ()


def _in_two_brackets(name: str, meant: str, places: Places) -> tuple[Change, ...]:
    """The one header of a table, of which there may be several, as it is to be written."""
    heads = places.heads(name)
    if len(heads) != 1 or heads[0].brackets != 1 or not heads[0].is_whole or not meant:
        return ()
    return one(heads[0].top, heads[0].bottom, f"[[{meant}]]")
