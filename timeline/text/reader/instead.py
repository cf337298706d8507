"""What mends a finding, where there is one way alone and it loses nothing."""

from __future__ import annotations

from timeline.text.edits import Change, one
from timeline.text.positions import Places
from timeline.text.tables import Finding
from timeline.text.values import key_text


def changes(finding: Finding, places: Places) -> tuple[Change, ...]:
    """What to write in place of the value or of the key that a finding is about."""
    if finding.key_instead and len(finding.path) == 1:
        return tuple(
            Change(start, end, finding.key_instead)
            for start, end in places.heads(str(finding.path[0]))
        )
    if finding.key_instead and (at := places.key(finding.path)) is not None:
        written = key_text("", str(finding.path[-1]))
        return one(at, at + len(written), finding.key_instead)
    span = places.value(finding.path)
    if finding.value_instead and span:
        return one(*span, finding.value_instead)
    return ()
