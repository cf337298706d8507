"""What a broken text means, as far as it can be read: faults behind those of its syntax.

What was put aside says nothing, and so nothing is told of it, nor of what lacks it.
"""

from __future__ import annotations

from bisect import bisect_right

from timeline.errors import Faults, Severity
from timeline.text.positions import Places
from timeline.text.reader.echoes import MISSING
from timeline.text.reader.placing import fault_at, in_order
from timeline.text.scanner import scan
from timeline.text.syntax.mending import ASIDE, Mended
from timeline.text.tables import Finding

# Names that seem to lead nowhere, by the table that declares them, and by which keys it does.
_NAMES = {f"unknown-{key.removesuffix('s')}": key for key in ("lanes", "sources", "tags", "events")}
_DECLARING = ("", "id", "was", "title")


def with_meaning(faults: Faults, mended: Mended, findings: list[Finding]) -> Faults:
    """The faults of a text's syntax, and those findings that are no echo of them, in file order."""
    assert mended.tables is not None, "it has been read"
    places = Places(mended.edits.text, mended.edits)
    heard = _Heard(mended, places)
    behind = [
        fault_at(finding, mended.tables, places) for finding in findings if heard.is_own(finding)
    ]
    return in_order([*faults, *behind])


class _Heard:
    """Which findings are of the text, and which of what was put aside in it."""

    def __init__(self, mended: Mended, places: Places) -> None:
        self._blanks = mended.blanks
        self._places = places
        headers = [
            (mended.edits.origin(entry.start), entry.names[0])
            for entry in scan(mended.edits.text)
            if entry.brackets
        ]
        self._headers = [0, *(start for start, _ in headers)]
        self._tables = ["", *(name for _, name in headers)]
        self._lacking = {self._headers[self._table(blank.start)] for blank in mended.blanks}
        self._unheard = {
            self._tables[self._table(blank.start)]
            for blank in mended.blanks
            if blank.key in _DECLARING
        }

    def is_own(self, finding: Finding) -> bool:
        """Whether a finding would be there if nothing had been put aside."""
        if finding.code in ("no-events", "empty"):  # a fault may hide some
            return False
        if not self._blanks:
            return True
        if finding.severity is not Severity.ERROR:
            return False
        if self._is_hidden(_NAMES.get(finding.code, "")):
            return False
        offset = self._places.offset(finding.path, at_key=finding.at_key)
        if any(blank.start <= offset <= blank.end for blank in self._blanks):
            return False
        lacking = self._headers[self._table(offset)] in self._lacking
        return not (finding.code in MISSING and lacking)

    def _is_hidden(self, key: str) -> bool:
        """Whether what a table declares may be in what was put aside."""
        headers = any(name.startswith(ASIDE) for name in self._unheard)
        return bool(key) and (headers or key in self._unheard)

    def _table(self, offset: int) -> int:
        """Which table an offset is in."""
        return bisect_right(self._headers, offset) - 1
