"""The record of an import, which stands beside the file: where it is, read, and written with it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from timeline.commands.rewriting import Pair
    from timeline.importing.merging.records import Record


def record_path(output: Path) -> Path:
    """Where the record of an import goes: beside the file."""
    return output.with_name(f"{output.stem}.imported.json")


def read_beside(output: Path) -> Record:
    """The record beside a file, empty if there is none; raises Unreadable."""
    from timeline.importing.merging.records import Record, read_record
    from timeline.text.reader import contents

    path = record_path(output)
    return read_record(contents(path), path.name) if path.exists() else Record()


def pair_of(data: bytes, before: Record, after: Record) -> Pair:
    """A file, and its record on its way from one state to another."""
    from timeline.commands.rewriting import Pair
    from timeline.importing.merging.halves import announced

    return Pair(
        data=data,
        beside=after.text().encode(),
        announced=announced(before, after).text().encode(),
    )
