"""What was made of picture files, kept between builds: by what they held and how it was made.

The shelf is a folder of the user's cache. One that cannot be written is a folder of this run's
own. Nothing of it is trusted: what its name does not tell truly is made anew.
"""

from __future__ import annotations

import atexit
import base64
import contextlib
import hashlib
import os
import shutil
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from timeline.images.pixels import Packed

_MOST_BYTES = 500_000_000  # on the shelf; what was not asked for the longest goes first
_ENDINGS = {"image/jpeg": ".jpg", "image/png": ".png"}
_TYPES = {ending: kind for kind, ending in _ENDINGS.items()}
_DIGITS = 20  # of a digest, in names
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """An image that was made: where it is, by what name it is published, its size in bytes and pixels."""

    path: Path
    name: str
    media_type: str
    width: int
    height: int
    size: int

    @property
    def url(self) -> str:
        """A `data:` URL of it, so that nothing is fetched."""
        return f"data:{self.media_type};base64,{base64.b64encode(self.path.read_bytes()).decode()}"


def digest_of(path: Path) -> str:
    """The SHA-256 of a file, which is never held whole; raises OSError."""
    found = hashlib.sha256()
    with path.open("rb") as stream:
        while block := stream.read(_BLOCK):
            found.update(block)
    return found.hexdigest()


def kept(key: str) -> list[Kept] | None:
    """What was made under a key, the largest last; None if nothing is there, or not what it was."""
    folder = _shelf() / key
    try:
        found = sorted(
            (_read(path) for path in folder.iterdir()),
            key=lambda each: max(each.width, each.height),
        )
        whole = {int(path.stem.split("-")[2]) for path in folder.iterdir()}
    except (OSError, ValueError, KeyError, IndexError):
        return None
    if whole != {len(found)}:
        return None  # one was taken away
    with contextlib.suppress(OSError):
        os.utime(folder)
    return found or None


def keep(key: str, made: Sequence[Packed]) -> list[Kept]:
    """Put what was made under a key; raises OSError if there is no room anywhere."""
    shelf = _shelf()
    with tempfile.TemporaryDirectory(dir=shelf, prefix=".") as held:
        folder = Path(held) / key
        folder.mkdir()
        for each in made:
            digest = hashlib.sha256(each.data).hexdigest()[:_DIGITS]
            ending = _ENDINGS[each.media_type]
            name = f"{each.width}x{each.height}-of-{len(made)}-{digest}{ending}"
            (folder / name).write_bytes(each.data)
        place = shelf / key
        try:
            folder.rename(place)
        except OSError:
            if there := kept(key):  # another build's
                return there
            shutil.rmtree(place, ignore_errors=True)
            with contextlib.suppress(OSError):
                folder.rename(place)
    found = kept(key)
    if found is None:
        raise OSError(f"{shelf}: what was written there is not there")
    return found


def _read(path: Path) -> Kept:
    """An image on the shelf; raises ValueError if it is not what its name says."""
    size, _, _, digest = path.stem.split("-")
    width, height = map(int, size.split("x"))
    if digest_of(path)[:_DIGITS] != digest:
        raise ValueError(path)
    return Kept(
        path=path,
        name=f"{digest}{path.suffix}",
        media_type=_TYPES[path.suffix],
        width=width,
        height=height,
        size=path.stat().st_size,
    )


@cache
def _shelf() -> Path:
    """The folder, made if it is not there."""
    folder = _caches() / "honest-timeline" / "pictures"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError:
        folder = Path(tempfile.mkdtemp(prefix="timeline-"))
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
    _thin(folder)
    return folder


def _caches() -> Path:
    """Where programs of this system keep what can be made anew."""
    if given := os.environ.get("XDG_CACHE_HOME"):
        return Path(given)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home()))
    return Path.home() / ("Library/Caches" if sys.platform == "darwin" else ".cache")


def _thin(folder: Path) -> None:
    """Remove what was not asked for the longest, while there is too much."""
    with contextlib.suppress(OSError):
        found = sorted(
            ((each.stat().st_mtime, each) for each in folder.iterdir() if each.is_dir()),
            reverse=True,
        )
        total = 0
        for _, each in found:
            total += sum(file.stat().st_size for file in each.iterdir())
            if total > _MOST_BYTES:
                shutil.rmtree(each, ignore_errors=True)
