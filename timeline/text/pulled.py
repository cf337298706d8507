"""What was fetched for a file: a small file beside it, which is committed with the pictures.

By it is known what need not be fetched again, and what has changed since.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from timeline.errors import TimelineError
from timeline.text.reader import parse
from timeline.text.values import table_text

_TABLE = "pulled"
_SHA256 = re.compile(r"[0-9a-f]{64}")
_HEAD = """\
# What `timeline media pull` has fetched, by which it knows what has changed since.
# Keep this file with the pictures.
"""


class BadRecord(TimelineError):
    """A record that is not as it was written."""

    def __init__(self, file: str) -> None:
        super().__init__(f"{file}: this is no record of what was pulled; give it back or delete it")


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Pulled:
    """A file that was fetched: its name beside the timeline's own, from where, and what it is."""

    file: str
    url: str
    sha256: str
    bytes: int


def beside(path: Path) -> Path:
    """Where the record of a timeline's file is."""
    return path.with_name(f"{path.stem}.media.toml")


def read(data: bytes, file: str) -> tuple[Pulled, ...]:
    """What a record says; raises InvalidTimeline if it is no TOML, and BadRecord."""
    _, tables = parse(data, file)
    entries = tables.get(_TABLE, [])
    if set(tables) - {_TABLE} or not isinstance(entries, list):
        raise BadRecord(file)
    return tuple(_entry(each, file) for each in entries)


def _entry(table: Any, file: str) -> Pulled:
    match table:
        case {"file": str(name), "url": str(url), "sha256": str(digest), "bytes": int(size)} if (
            _SHA256.fullmatch(digest)
        ):
            return Pulled(file=name, url=url, sha256=digest, bytes=size)
    raise BadRecord(file)


def written(entries: Iterable[Pulled]) -> bytes:
    """A record as it is written: the same of the same entries, in whatever order."""
    tables = [table_text(_TABLE, asdict(each)) for each in sorted(set(entries))]
    return "\n".join([_HEAD, *tables]).encode()
