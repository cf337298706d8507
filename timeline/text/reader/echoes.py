"""One slip, told once: what is missing only because its key is misspelt is not told too."""

from __future__ import annotations

from timeline.text.tables import Finding, Path

# Codes of what is missing where one of several keys would do.
_ONE_OF = {"no-date": ("date", "attested", "undated"), "figure-empty": ("value", "low", "high")}
_OF_EVENTS = ("no-source", "no-sources")  # what an event may say under a misspelt [[events]]
_ONE_DATE = ("period-interval", "span-interval")  # whose end stands under a key of its own
MISSING = ("missing-key", "no-id", "no-source", *_ONE_OF)


def without_echoes(findings: list[Finding]) -> list[Finding]:
    """Findings without those that mending an unknown key would mend as well."""
    meant: set[Path] = {
        (*finding.path[:-1], finding.stands_for) for finding in findings if finding.stands_for
    }
    # A table in single brackets declares what it would in two.
    meant |= {(finding.headed_by,) for finding in findings if finding.headed_by}
    if not meant:
        return findings
    names = {f"unknown-{_declares(path)}" for path in meant}
    if ("events",) in meant:
        names.update(_OF_EVENTS)
    return [
        finding
        for finding in findings
        if finding.code not in names
        and not (finding.code in MISSING and _would_be(finding, meant))
        and not (finding.code in _ONE_DATE and finding.path in meant)
    ]


def _declares(path: Path) -> str:
    """What the value at a path gives names to: that of lanes, or of a lane's id, lanes."""
    declares = len(path) == 1 or (len(path) == 3 and path[-1] == "id")
    return str(path[0]).removesuffix("s") if declares else ""


def _would_be(finding: Finding, meant: set[Path]) -> bool:
    """Whether what a finding misses is meant by an unknown key."""
    keys = _ONE_OF.get(finding.code, finding.path[-1:])
    return any((*finding.path[:-1], key) in meant for key in keys)
