"""What a file was before each of the last changes to it, kept for `timeline undo`.

Beside the file it would be in the way of whoever has the folder in git, or sends it; so it
is in the folder that the system has for what a program remembers, in a folder for each file,
named by a digest of where that is. A change is one file in there, written whole or not at
all. Nobody else may read them, as they hold what somebody has taken out of a text.
"""

from __future__ import annotations

import base64
import binascii
import contextlib
import hashlib
import json
import os
import re
import shutil
import sys
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any

from timeline.commands.writing import followed

MOST_STEPS = 20  # that are kept of a file
MOST_BYTES = 16_000_000  # that these may take, packed
MOST_FILES = 200  # of which something is kept
_MOST_TEXT = 64_000_000  # bytes of one text, unpacked
_VERSION = 1
_STEP = re.compile(r"([0-9]{6,9})\.(undo|redo)")
_KEY = re.compile(r"[0-9a-f]{64}")


class Way(Enum):
    """Which way a step goes: back to what was, or again to what was taken back."""

    BACK = "undo"
    AGAIN = "redo"

    @property
    def other(self) -> Way:
        """The way that takes a step of this one back."""
        return Way.AGAIN if self is Way.BACK else Way.BACK


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One file of a step: the bytes it is to have, None if it is to be gone, and what it has.

    `found` is the digest of the bytes that it must have for that, as `digest` gives it.
    """

    name: str
    wanted: bytes | None
    found: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A change that can be taken back; `command` made it. The first part is the file itself."""

    command: str
    parts: tuple[Part, ...]

    def fits(self, now: Sequence[bytes | None]) -> bool:
        """Whether these are files that it was kept for, each as it was left or as it will be.

        It will be so where a step was cut off.
        """
        digests = [digest(each) for each in now]
        return all(
            each in (part.found, digest(part.wanted))
            for part, each in zip(self.parts, digests, strict=True)
        )

    def is_done(self, now: Sequence[bytes | None]) -> bool:
        """Whether the files are as it would make them."""
        return [part.wanted for part in self.parts] == list(now)

    def reversed(self, now: Sequence[bytes | None]) -> Step:
        """The step that gives these bytes back."""
        parts = zip(self.parts, now, strict=True)
        return Step(
            command=self.command,
            parts=tuple(
                Part(name=part.name, wanted=each, found=digest(part.wanted)) for part, each in parts
            ),
        )


class NotKept(Exception):
    """A change that is not kept; says why, as part of a sentence."""


def digest(data: bytes | None) -> str:
    """By what the bytes of a file are known again; empty of a file that is not there."""
    return "" if data is None else hashlib.sha256(data).hexdigest()


def state_folder() -> Path:
    """Where programs keep what they remember of this user; raises NotKept if there is no place.

    XDG Base Directory Specification 0.8; on Windows and macOS where those have it, unless
    XDG_STATE_HOME is set.
    """
    try:
        if Path(asked := os.environ.get("XDG_STATE_HOME", "")).is_absolute():
            return Path(asked)
        if sys.platform == "win32":
            local = os.environ.get("LOCALAPPDATA")
            return Path(local) if local else Path.home() / "AppData" / "Local"
        if sys.platform == "darwin":
            return Path.home() / "Library" / "Application Support"
        return Path.home() / ".local" / "state"
    except RuntimeError:  # nobody's account
        raise NotKept("this user has no home folder") from None


@dataclass(frozen=True, slots=True)
class History:
    """The steps that are kept of one file, whichever of its names it is called by."""

    path: Path

    @property
    def _folder(self) -> Path:
        key = hashlib.sha256(os.path.normcase(followed(self.path)).encode(errors="surrogatepass"))
        return _root() / key.hexdigest()

    def keep(self, step: Step) -> None:
        """Keep the newest step back; what had been taken back cannot be had again after it.

        Raises NotKept.
        """
        with _told():
            folder = self._folder
            numbers = [number for number, _ in self._kept(Way.BACK)]
            _write(folder / _name(max(numbers, default=0) + 1, Way.BACK), self._packed(step))
            for _, file in self._kept(Way.AGAIN):
                file.unlink()
            _bound(folder)

    def steps(self, way: Way) -> Iterator[tuple[int, Step]]:
        """The steps of one way, with their numbers, the next one first; of what can be read."""
        with contextlib.suppress(NotKept, OSError):
            for number, file in self._kept(way):
                if step := self._unpacked(file):
                    yield number, step

    def turn(self, number: int, way: Way, back: Step) -> None:
        """Keep in place of a step, which is about to be gone, the one that takes it back.

        Both are there until `drop`: a step that is done is known by that. Raises NotKept.
        """
        with _told():
            _write(self._folder / _name(number, way.other), self._packed(back))

    def drop(self, way: Way, *, upto: int) -> None:
        """Take away the step of that number, and those that come before it."""
        with contextlib.suppress(NotKept, OSError):
            for number, file in self._kept(way):
                file.unlink()
                if number == upto:
                    return

    def _kept(self, way: Way) -> list[tuple[int, Path]]:
        """The files of one way, the next one first."""
        folder = self._folder
        names = (each.name for each in folder.iterdir()) if folder.is_dir() else ()
        numbers = [
            int(each[1]) for each in map(_STEP.fullmatch, names) if each and each[2] == way.value
        ]
        numbers.sort(reverse=way is Way.BACK)
        return [(number, folder / _name(number, way)) for number in numbers]

    def _packed(self, step: Step) -> bytes:
        if any(len(part.wanted or b"") > _MOST_TEXT for part in step.parts):
            raise NotKept("it is too large to be kept")
        record = {
            "version": _VERSION,
            "path": str(followed(self.path)),
            "command": step.command,
            "parts": [_packed(part) for part in step.parts],
        }
        packed = json.dumps(record).encode()
        if len(packed) > MOST_BYTES:
            raise NotKept("it is too large to be kept")
        return packed

    def _unpacked(self, file: Path) -> Step | None:
        """The step in a file; None if it is none of ours, of this file, or damaged."""
        try:
            if file.stat().st_size > MOST_BYTES:
                return None
            record = json.loads(file.read_bytes())
            if (record["version"], record["path"]) != (_VERSION, str(followed(self.path))):
                return None
            parts = tuple(_part(each) for each in record["parts"])
            return Step(command=str(record["command"]), parts=parts) if parts else None
        except (OSError, ValueError, LookupError, TypeError, AttributeError, zlib.error):
            return None


def _root() -> Path:
    return state_folder() / "timeline" / "undo"


def _name(number: int, way: Way) -> str:
    return f"{number:06}.{way.value}"


@contextlib.contextmanager
def _told() -> Iterator[None]:
    """Raises NotKept for what the system refuses."""
    try:
        yield
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        raise NotKept(f"{where}{(error.strerror or str(error)).lower()}") from error


# A part as JSON


def _packed(part: Part) -> dict[str, Any]:
    packed = None if part.wanted is None else zlib.compress(part.wanted)
    return {
        "name": part.name,
        "wanted": None if packed is None else base64.b64encode(packed).decode(),
        "found": part.found,
    }


def _part(record: dict[str, Any]) -> Part:
    """Raises one of many errors for what is no such part."""
    name, wanted, found = record["name"], record["wanted"], record["found"]
    # A name alone, so that a record can speak of no other folder.
    if not isinstance(found, str) or name in ("", ".", "..") or Path(name).name != name:
        raise ValueError(name)
    return Part(name=name, wanted=None if wanted is None else _unpacked(wanted), found=found)


def _unpacked(text: str) -> bytes:
    """The bytes of a text, no more of them than are ever kept; raises ValueError and zlib.error."""
    opened = zlib.decompressobj()
    data = opened.decompress(base64.b64decode(text, validate=True), _MOST_TEXT + 1)
    if len(data) > _MOST_TEXT or not opened.eof:
        raise binascii.Error("cut off, or too long")
    return data


# Files of this user alone


def _write(file: Path, data: bytes) -> None:
    """Write a file whole or not at all; raises OSError."""
    _make(file.parent)
    temporary = file.with_name(f"{os.urandom(4).hex()}.part")
    try:
        with open(temporary, "xb", opener=lambda path, flags: os.open(path, flags, 0o600)) as made:
            made.write(data)
        temporary.replace(file)
    finally:
        temporary.unlink(missing_ok=True)


def _make(folder: Path) -> None:
    """Make a folder and those above it for this user alone, as the specification wants it."""
    for each in (*reversed(folder.parents), folder):
        if not each.is_dir():
            each.mkdir(mode=0o700, exist_ok=True)


def _bound(folder: Path) -> None:
    """Let go of the oldest steps of this file, and of files nobody has changed for longest."""
    for left in folder.glob("*.part"):  # by a writer that was killed; no other is at work here
        left.unlink()
    files = [each for each in folder.iterdir() if _STEP.fullmatch(each.name)]
    taken = 0
    for count, file in enumerate(sorted(files, key=lambda each: int(each.stem), reverse=True), 1):
        taken += file.stat().st_size
        if count > MOST_STEPS or taken > MOST_BYTES:
            file.unlink()
    os.utime(folder)
    known = [each for each in folder.parent.iterdir() if _KEY.fullmatch(each.name)]
    known.sort(key=lambda each: each.stat().st_mtime)
    for each in known[:-MOST_FILES]:
        shutil.rmtree(each, ignore_errors=True)
