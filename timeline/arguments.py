"""What callers of the API may give, and what is said of anything else."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from math import isfinite
from numbers import Integral, Real
from pathlib import Path
from typing import IO, TypeGuard

from timeline.edtf import EdtfDate, EdtfError, Kind
from timeline.errors import NoSuchLane, NoSuchSource, UnreadableFile
from timeline.model import Timeline, to_edtf
from timeline.model.keys import citations

Opened = IO[str] | IO[bytes]
When = str | int | datetime.date | EdtfDate  # one date, as callers give it

_OF_TEXT = {
    "load": "timeline.loads(text)",
    "validate": "timeline.validate(io.StringIO(text))",
}
LEAST_WIDTH, MOST_WIDTH = 240, 8000  # px of a chart, as `timeline export` has them


def timeline_of(value: object, caller: str) -> Timeline:
    """A timeline; raises TypeError for what is none yet."""
    if isinstance(value, Timeline):
        _check_whole(value)
        return _reasoned(value)
    remedy = "read one first, with timeline.load(path) or timeline.loads(text)"
    raise TypeError(f"{caller}() takes a Timeline, not {_kind(value)}; {remedy}")


def _check_whole(timeline: Timeline) -> None:
    """Raise NoSuchLane and NoSuchSource for a timeline that was made by hand and is not whole."""
    lanes = {lane.id for lane in timeline.lanes}
    sources = {source.id for source in timeline.sources}
    for event in timeline.all_events:
        if event.lane not in lanes:
            raise NoSuchLane(f'event "{event.id}": there is no lane "{event.lane}"')
        for citation in citations(event):
            if citation.id not in sources:
                raise NoSuchSource(f'event "{event.id}": there is no source "{citation.id}"')


def _reasoned(timeline: Timeline) -> Timeline:
    """A timeline with what follows from its reasons, which one made by hand has not yet."""
    if any(event.derived for event in timeline.events) or not any(
        event.reasons for event in timeline.all_events
    ):
        return timeline
    from timeline.chronology import reasoned  # for reasons alone

    return reasoned(timeline)


def is_open_file(value: object) -> TypeGuard[Opened]:
    """Whether a value is a file that is open."""
    return callable(getattr(value, "read", None)) and not isinstance(value, Path)


def whereabouts(file: Opened) -> tuple[str, Path | None]:
    """The name faults of an open file are told under, and the folder it is in, if it has one."""
    name = getattr(file, "name", None)
    if isinstance(name, str) and Path(name).is_file():
        return name, Path(name).parent
    return (name if isinstance(name, str) and name else "events.toml"), None


def held(file: Opened, caller: str) -> str | bytes:
    """What an open file holds from where it stands; raises TypeError and UnreadableFile."""
    name = whereabouts(file)[0]
    try:
        text = file.read()
    except UnicodeDecodeError:
        remedy = f'open it with encoding="utf-8", or as bytes, open("{name}", "rb")'
        raise UnreadableFile(
            name, "this is not in the encoding it was opened with", remedy
        ) from None
    except (OSError, ValueError) as error:  # one that is closed, or open for writing
        raise UnreadableFile(name, str(error).lower().rstrip(".")) from None
    if not isinstance(text, str | bytes):
        raise TypeError(f"{caller}() takes a file of text or bytes, not of {_kind(text)}")
    return text


def path_of(value: object, caller: str) -> Path:
    """A path; raises TypeError for what is none, and ValueError for a file's text."""
    if not isinstance(value, str | Path):
        remedy = "timeline.loads() takes a text" if isinstance(value, bytes) else ""
        told = f"{caller}() takes a path or an open file, not {_kind(value)}"
        raise TypeError(f"{told}; {remedy}" if remedy else told)
    if isinstance(value, str) and "\n" in value:
        raise ValueError(
            f"{caller}() takes a path, and this is a text; {_OF_TEXT[caller]} reads it"
        )
    return Path(value)


def text_of(value: object) -> str | bytes:
    """The text of a file; raises TypeError for what is none, and ValueError for a file's name."""
    if isinstance(value, Path) or is_open_file(value):
        raise TypeError(f"loads() takes a text, not {_kind(value)}; timeline.load() reads a file")
    if isinstance(value, bytearray | memoryview):
        return bytes(value)
    if not isinstance(value, str | bytes):
        raise TypeError(f"loads() takes a text in TOML, not {_kind(value)}")
    if isinstance(value, str) and value.endswith(".toml") and "\n" not in value:
        raise ValueError(
            f'loads() takes a text, and this is a name; timeline.load("{value}") reads it'
        )
    return value


def folder_of(value: object, caller: str) -> Path | None:
    """A folder that is there, or None; raises TypeError and UnreadableFile."""
    if value is None:
        return None
    if not isinstance(value, str | Path):
        raise TypeError(f"{caller}() takes a folder as a path, not {_kind(value)}")
    if not Path(value).is_dir():
        raise UnreadableFile(str(value), "there is no such folder")
    return Path(value)


def width_of(value: object) -> float:
    """The px that a chart is wide; raises TypeError and ValueError."""
    if isinstance(value, bool) or not isinstance(value, Real):
        raise TypeError(f"width is a number of px, not {_kind(value)}")
    px = float(value)
    if not (isfinite(px) and LEAST_WIDTH <= px <= MOST_WIDTH):
        raise ValueError(f"width is from {LEAST_WIDTH} to {MOST_WIDTH} px, not {value}")
    return px


def date_of(value: When | None, name: str) -> EdtfDate | None:
    """One date as EDTF, from its text, a year or a day; raises TypeError and ValueError."""
    if value is None:
        return None
    if isinstance(value, Integral) and not isinstance(value, bool):  # numpy's as well
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, str | int | datetime.date | EdtfDate):
        raise TypeError(f'{name} is a date such as "1965" or "196X", not {_kind(value)}')
    try:
        date = to_edtf(value)
    except EdtfError as error:
        raise ValueError(f"{name} {value!r}: {error}") from None
    if date.kind is not Kind.DATE:
        raise ValueError(f'{name} {value!r}: this is not one date; write one such as "1965"')
    return date


def window_of(start: When | None, end: When | None) -> tuple[EdtfDate | None, EdtfDate | None]:
    """The dates that a part is between; raises TypeError and ValueError."""
    dates = date_of(start, "start"), date_of(end, "end")
    first = dates[0].bounds.earliest_start if dates[0] else None
    after = dates[1].bounds.latest_end if dates[1] else None
    if first is not None and after is not None and first >= after:
        raise ValueError(f"end {end!r} is before start {start!r}")
    return dates


def names_of(value: object, name: str) -> tuple[str, ...]:
    """Several ids; a lone one is taken as one. Raises TypeError."""
    if isinstance(value, str):
        return (value,)
    names = (
        tuple(value) if isinstance(value, Iterable) and not isinstance(value, bytes) else (None,)
    )
    if all(isinstance(each, str) for each in names):
        return names
    raise TypeError(f'{name} are ids, such as ["people", "places"], not {_kind(value)}')


def importance_of(value: object) -> int:
    """From 1 to 5; raises TypeError and ValueError."""
    if isinstance(value, bool) or not isinstance(value, Integral):
        raise TypeError(f"min_importance is a whole number from 1 to 5, not {_kind(value)}")
    if value not in range(1, 6):
        raise ValueError(f"min_importance is from 1 to 5, not {value}")
    return int(value)


def _kind(value: object) -> str:
    return type(value).__name__ if value is not None else "None"
