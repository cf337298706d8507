"""Tables under headers that are misnamed, [[event]] or [lanes]: read as what they are meant to be."""

from __future__ import annotations

from typing import Any, NamedTuple

from timeline.errors import Fault
from timeline.text.edits import Edits
from timeline.text.positions import Places
from timeline.text.reader.instead import changes
from timeline.text.reader.placing import fault_at
from timeline.text.tables import Finding
from timeline.text.toml import NoToml, read_toml


class Renamed(NamedTuple):
    """A text whose headers have the names that are meant: its tables, and what is told of the old."""

    faults: list[Fault]
    edits: Edits
    tables: dict[str, Any]


def _is_misnamed(finding: Finding) -> bool:
    """Whether a finding is about a header that has another's name or too few brackets."""
    return len(finding.path) == 1 and bool(finding.key_instead or finding.headed_by)


def renamed(edits: Edits, tables: dict[str, Any], findings: list[Finding]) -> Renamed | None:
    """The text with headers that can be meant in one way alone as they are meant; None without any.

    So what they hold, and what leads there, is told in the same run.
    """
    here, given = Places(edits.text), Places(edits.text, edits)
    misnamed = [
        (finding, found)
        for finding in findings
        if _is_misnamed(finding) and (found := changes(finding, here))
    ]
    if not misnamed:
        return None
    meant = edits.copy()
    meant.make_all({each for _, found in misnamed for each in found}, sure=True)
    try:
        named = read_toml(meant.text)
    except NoToml:  # there is a table of that name, in another shape
        return None
    return Renamed([fault_at(finding, tables, given) for finding, _ in misnamed], meant, named)
