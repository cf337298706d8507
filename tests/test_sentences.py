"""The sentences of faults, which people read and no test but this one compares."""

from __future__ import annotations

from pathlib import Path

from support.bad_input import REFUSALS, TABLES, sentences

SNAPSHOT = Path(__file__).parent / "data" / "sentences.txt"
CHANGED = SNAPSHOT.with_name("sentences-changed.txt")


def test_sentences_are_those_that_were_read() -> None:
    """What is told of all bad input is as it was when somebody last read it.

    What is told now is written beside the snapshot. Once it is read, move it there:
    mv tests/data/sentences-changed.txt tests/data/sentences.txt
    """
    found = sentences()
    if found != SNAPSHOT.read_text("utf-8"):
        CHANGED.write_text(found, "utf-8")

    assert SNAPSHOT.read_text("utf-8").splitlines() == found.splitlines()
    CHANGED.unlink(missing_ok=True)


def test_every_row_has_its_sentences() -> None:
    """Each row of the tables stands in the snapshot once, with a sentence for every fault."""
    parts = [line for line in sentences().splitlines() if not line.startswith("  ")]
    faults = [line for line in sentences().splitlines() if line.startswith("  ")]

    assert len(parts) == len(set(parts)) == len(REFUSALS) + sum(len(t) for t, _ in TABLES.values())
    assert len(faults) >= len(parts)
