"""The files that a timeline names: found beside its own, read, and whether they can be used."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from timeline.model.files import NO_FILES, Files, Font, Image
from timeline.text.tables import Finding, Table, shown
from timeline.text.tables import Path as Keys

_MOST_BYTES = 30_000_000  # of any file; a font of all Chinese characters has twenty million


class _Absent(Exception):
    """A file that cannot be had; `found` says why."""

    def __init__(self, found: Finding) -> None:
        self.found = found
        super().__init__(found)


def named(root: Table) -> Iterator[tuple[Keys, str]]:
    """The files that a timeline names, each with the place of its name."""
    theme = root.table("theme")
    if theme and (name := theme.text("font")) is not None:
        yield (*theme.path, "font"), name
    logo = theme.table("logo") if theme else None
    if logo and (name := logo.text("file")) is not None:
        yield (*logo.path, "file"), name


def files(root: Table, folder: Path) -> tuple[Files, list[Finding]]:
    """The files that are named, and what is wrong with any."""
    found: list[Finding] = []
    held = NO_FILES
    for path, name in named(root):
        try:
            data = _contents(path, name, folder)
            if path[-1] == "font":
                held = replace(held, font=_font(path, name, data))
            else:
                held = replace(held, logo=_logo(path, name, data))
        except _Absent as absent:
            found.append(absent.found)
    return held, found


def _font(path: Keys, name: str, data: bytes) -> Font:
    from timeline.faces import own  # of a timeline with a font alone

    try:
        own.check(data)
    except own.Unfit as unfit:
        raise _absent(unfit.code, path, name, unfit.problem, unfit.remedy) from None
    return Font(data)


def _logo(path: Keys, name: str, data: bytes) -> Image:
    from timeline.text import images  # of a timeline with a logo alone

    try:
        return images.image(data)
    except images.Unfit as unfit:
        raise _absent(unfit.code, path, name, unfit.problem, unfit.remedy) from None


def place(folder: Path, name: str) -> Path | None:
    """Where a file of that name is, in the folder or below it; None for what would lead out.

    Links are followed, and where they end counts.
    """
    if not name or "\0" in name or "\\" in name or ":" in name or name.startswith("/"):
        return None
    try:
        inside = folder.resolve()
        found = (inside / name).resolve()
    except (OSError, RuntimeError):  # of links that lead to each other
        return None
    return found if inside in found.parents else None


def _contents(path: Keys, name: str, folder: Path) -> bytes:
    """The bytes of a file that is named; raises _Absent."""
    where = place(folder, name)
    if where is None:
        remedy = 'write its path from there, such as "images/logo.svg"'
        problem = "this leads out of the folder of the timeline's own file"
        raise _absent("file-outside", path, name, problem, remedy)
    try:
        # A pipe would be waited for.
        with open(where, "rb", opener=_open_at_once) as stream:
            found = os.fstat(stream.fileno())
            if not stat.S_ISREG(found.st_mode):
                raise IsADirectoryError
            if found.st_size > _MOST_BYTES:
                remedy = f"make it {_MOST_BYTES:,} at most"
                problem = f"this has {found.st_size:,} bytes"
                raise _absent("file-large", path, name, problem, remedy)
            return stream.read()
    except FileNotFoundError:
        problem = "there is no such file beside the timeline's own"
        raise _absent("file-missing", path, name, problem, "put it there") from None
    except IsADirectoryError:
        raise _absent("file-missing", path, name, "this is no file", "name one") from None
    except OSError as error:
        problem = f"it cannot be read: {(error.strerror or str(error)).lower()}"
        raise _absent("file-missing", path, name, problem, "make it one that can") from None


def _open_at_once(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))  # Windows waits for none


def _absent(code: str, path: Keys, name: str, problem: str, remedy: str) -> _Absent:
    key = next(step for step in reversed(path) if isinstance(step, str))
    told = f"{key} {shown(name)}: {problem}"
    return _Absent(Finding(code=code, path=path, problem=told, remedy=remedy))
