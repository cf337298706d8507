"""The files that a timeline names: found beside its own, read, and whether they can be used."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from enum import Enum
from functools import lru_cache
from pathlib import Path
from typing import IO

from timeline.images.unfit import Unfit
from timeline.model.files import NO_FILES, Files, Font, Image, Picture
from timeline.text.reader.checks import WEB
from timeline.text.reader.media import all_media
from timeline.text.tables import Finding, Near, Table, shown
from timeline.text.tables import Path as Keys

_MOST_BYTES = 30_000_000  # of any file; a font of all Chinese characters has twenty million


class _Absent(Exception):
    """A file that cannot be had; `found` says why."""

    def __init__(self, found: Finding) -> None:
        self.found = found
        super().__init__(found)


class _Role(Enum):
    """What a file is for, by the first part of what is told of one that cannot be."""

    FONT = "font"
    LOGO = "logo"
    PICTURE = "picture"


def named(root: Table) -> Iterator[tuple[Keys, str]]:
    """The files that a timeline names, each with the place of its name."""
    yield from ((path, name) for _, path, name in _named(root))


def _named(root: Table) -> Iterator[tuple[_Role, Keys, str]]:
    theme = root.table("theme")
    if theme and (name := theme.text("font")) is not None:
        yield _Role.FONT, (*theme.path, "font"), name
    logo = theme.table("logo") if theme else None
    if logo and (name := logo.text("file")) is not None:
        yield _Role.LOGO, (*logo.path, "file"), name
    for medium in all_media(root):
        if (name := medium.text("file")) is not None:
            yield _Role.PICTURE, (*medium.path, "file"), name


def files(root: Table, folder: Path) -> tuple[Files, list[Finding]]:
    """The files that are named, and what is wrong with any."""
    found: list[Finding] = []
    held = NO_FILES
    pictures: dict[str, Picture] = {}
    for role, path, name in _named(root):
        try:
            match role:
                case _Role.FONT:
                    held = replace(held, font=_font(path, name, _contents(path, name, folder)))
                case _Role.LOGO:
                    held = replace(held, logo=_logo(path, name, _contents(path, name, folder)))
                case _Role.PICTURE if name not in pictures:
                    pictures[name] = _picture(path, name, folder)
        except _Absent as absent:
            found.append(absent.found)
    return replace(held, pictures=tuple(pictures.values())), found


def _font(path: Keys, name: str, data: bytes) -> Font:
    from timeline.faces import own  # of a timeline with a font alone

    try:
        own.check(data)
    except own.Unfit as unfit:
        raise _absent(unfit.code, path, name, unfit.problem, unfit.remedy) from None
    return Font(data)


def _logo(path: Keys, name: str, data: bytes) -> Image:
    from timeline.images import logos  # of a timeline with a logo alone

    try:
        return logos.logo(data)
    except Unfit as unfit:
        raise _unfit(_Role.LOGO, path, name, unfit) from None


def _picture(path: Keys, name: str, folder: Path) -> Picture:
    from timeline.images import pictures  # of a timeline with pictures alone

    where = _found(path, name, folder)
    try:
        with _opened(path, name, where):  # that it can be, and is of a size
            return pictures.picture(name, where)
    except Unfit as unfit:
        raise _unfit(_Role.PICTURE, path, name, unfit) from None


def _unfit(role: _Role, path: Keys, name: str, unfit: Unfit) -> _Absent:
    return _absent(f"{role.value}-{unfit.why}", path, name, unfit.problem, unfit.remedy)


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
    with _opened(path, name, _found(path, name, folder)) as stream:
        return stream.read()


def _found(path: Keys, name: str, folder: Path) -> Path:
    where = place(folder, name)
    if where is None:
        raise _absent("file-outside", path, name, *_outside(path, name))
    return where


_DRIVE = re.compile(r"[a-zA-Z]:[\\/]|[\\/]|file:")


def _outside(path: Keys, name: str) -> tuple[str, str, str]:
    """What is wrong with a name that is none of a file in the folder, what to write, and the name that is meant."""
    last = re.split(r"[\\/]", name)[-1]
    if WEB.fullmatch(name):
        instead = f"write url = {shown(name)}, a link" if "media" in path else "save it beside"
        return "this is an address on the web, and no file", instead, ""
    if last and _DRIVE.match(name):
        copied = shown(f"pictures/{last}")
        remedy = f"copy it beside the timeline's own file, and write its path from there, such as {copied}"
        return "this is a place on one machine alone", remedy, ""
    meant = name.replace("\\", "/")
    if meant != name and place(Path(), meant):
        return "the folders in a path are parted by /", f"write {shown(meant)}", meant
    remedy = 'write its path from there, such as "images/logo.svg"'
    return "this leads out of the folder of the timeline's own file", remedy, ""


@contextmanager
def _opened(path: Keys, name: str, where: Path) -> Iterator[IO[bytes]]:
    """A file that is named, open to be read; raises _Absent, also of what reading it raises."""
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
            yield stream
    except FileNotFoundError:
        problem, meant = "there is no such file beside the timeline's own", _like(name, where)
        remedy = f"write {shown(meant)}" if meant else "put it there"
        raise _absent("file-missing", path, name, problem, remedy, meant) from None
    except IsADirectoryError:
        raise _absent("file-missing", path, name, "this is no file", "name one") from None
    except OSError as error:
        problem = f"it cannot be read: {(error.strerror or str(error)).lower()}"
        raise _absent("file-missing", path, name, problem, "make it one that can") from None


def _open_at_once(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))  # Windows waits for none


def _like(name: str, where: Path) -> str:
    """The name of a file that is there and is most likely meant; empty if none is like it."""
    try:
        files, near = _listed(where.parent, where.parent.stat().st_mtime_ns)
    except OSError:
        return ""
    written = where.name.lower()
    found = files.get(written) or files.get(near(written) or "", "")
    above, slash, _ = name.rpartition("/")
    return f"{above}{slash}{found}" if found else ""


@lru_cache(maxsize=4)
def _listed(folder: Path, _: int) -> tuple[dict[str, str], Near]:
    """The files of a folder as it was changed last, by their names in small letters."""
    files = {each.name.lower(): each.name for each in folder.iterdir() if each.is_file()}
    return files, Near(list(files))


def _absent(
    code: str, path: Keys, name: str, problem: str, remedy: str, meant: str = ""
) -> _Absent:
    key = next(step for step in reversed(path) if isinstance(step, str))
    told = f"{key} {shown(name)}: {problem}"
    meant_all = (meant,) if meant else ()
    return _Absent(Finding(code=code, path=path, problem=told, remedy=remedy, meant=meant_all))
