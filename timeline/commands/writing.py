"""Files written whole or not at all."""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

import click

from timeline.commands.streams import why
from timeline.commands.telling import say, visible

try:
    import fcntl
except ImportError:  # Windows does not remove a file that is open
    fcntl = None  # type: ignore[assignment]

_PREFIX, _ENDING = ".timeline-", ".part"  # of a file that is being written


def write_all(files: Mapping[Path, bytes]) -> None:
    """Write every file beside its place first, then move all into place.

    A failure before the first move leaves everything as it was. A link is
    followed; a device or pipe is written into, not replaced. A file that is there
    keeps its mode, its owner and its other names: where a new one could not have
    them the old one is written into, and what it cannot keep is told.
    What a writer that was killed has left in these folders is removed. Raises
    click.UsageError, which exits with 2.
    """
    target = Path()
    with contextlib.ExitStack() as waiting:
        try:
            for target in files:
                _check(target)
            begun = []
            for target, content in files.items():
                if target.exists() and not target.is_file():
                    target.write_bytes(content)
                    continue
                place = followed(target)
                begun.append(
                    (target, place, waiting.enter_context(_written_beside(place, content)))
                )
            for target, place, temporary in begun:
                _move(temporary, place, target)
        except OSError as error:
            raise click.UsageError(f"cannot write {target}: {why(error)}") from error


def copy_all(files: Mapping[Path, Path]) -> None:
    """Copy files to where they are not yet, one after the other; raises click.UsageError.

    One that is there and the same is left alone.
    """
    for target, made in files.items():
        try:
            content = made.read_bytes()
            if not target.is_file() or target.read_bytes() != content:
                write_all({target: content})
        except OSError as error:
            raise click.UsageError(f"cannot write {target}: {why(error)}") from error


def followed(path: Path) -> Path:
    """Where a path leads by all its links; raises OSError where they turn in a circle."""
    place = Path(os.path.realpath(path))
    if place.is_symlink():
        place.stat()
    return place


def _check(target: Path) -> None:
    if target.is_dir():
        raise click.UsageError(f"cannot write {target}: it is a folder")


@contextlib.contextmanager
def _written_beside(place: Path, content: bytes) -> Iterator[Path]:
    """A file in the same folder, with the attributes of the one that is there or of a new one.

    It is gone at the end, unless it has been moved.
    """
    _make_folder(place.parent)
    _tidy(place.parent)
    with _temporary(place.parent) as (file, temporary):
        try:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())  # or a crash of the system may leave an empty file
            _like(place, temporary)
            if not fcntl:
                file.close()  # Windows does not move a file that is open
            yield temporary
        finally:
            with contextlib.suppress(OSError):
                temporary.unlink()


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        folder.stat()  # a link that leads nowhere says so itself
        raise


def _like(place: Path, temporary: Path) -> None:
    """Give a new file the mode, owner, access lists and attributes of the one it will replace."""
    if not place.exists():
        temporary.chmod(0o666 & ~_umask())
        return
    there = place.stat()
    with contextlib.suppress(OSError, AttributeError):  # Windows has no owners of this kind
        os.chown(temporary, there.st_uid, there.st_gid)
    shutil.copystat(place, temporary)
    os.utime(temporary)


def _move(temporary: Path, place: Path, target: Path) -> None:
    """Put a written file in place of another, which goes on to be itself if replacing changes it."""
    lost = _lost(temporary, place)
    if lost and _overwritten(place, temporary.read_bytes()):
        return
    temporary.replace(place)
    for what in lost:
        say(visible(f"note: {target} is a new file now: {what}"), sys.stderr)


def _lost(temporary: Path, place: Path) -> list[str]:
    """What a file would lose if the new one took its place."""
    if not place.exists():
        return []
    old, new = place.stat(), temporary.stat()
    lost = []
    if old.st_nlink > 1:
        lost.append(f"the old text keeps its other names ({old.st_nlink - 1})")
    if (old.st_uid, old.st_gid) != (new.st_uid, new.st_gid):
        lost.append(f"its owner was {old.st_uid}:{old.st_gid} and is {new.st_uid}:{new.st_gid}")
    if stat.S_IMODE(old.st_mode) != stat.S_IMODE(new.st_mode):
        lost.append(
            f"its mode was {stat.S_IMODE(old.st_mode):o} and is {stat.S_IMODE(new.st_mode):o}"
        )
    return lost


def _overwritten(place: Path, content: bytes) -> bool:
    """Write into the file that is there, if that is allowed; whether it was.

    It is not emptied first, and until it is done all of it is on the disk beside.
    """
    try:
        file = place.open("r+b")
    except OSError:
        return False
    with file:
        file.write(content)
        file.truncate()
        file.flush()
        os.fsync(file.fileno())
    return True


# Files that are being written. Each is locked by who writes it, until it is in place: so
# one that is not locked was left by a writer that has ended.


@contextlib.contextmanager
def _temporary(folder: Path) -> Iterator[tuple[BinaryIO, Path]]:
    """A new file that is locked, open for writing, and its path."""
    while True:
        path = folder / f"{_PREFIX}{os.urandom(4).hex()}{_ENDING}"
        with path.open("xb") as file:
            if _lock(file.fileno(), path):
                yield file, path
                return


def _lock(number: int, path: Path) -> bool:
    """Lock a file that is just made; whether it is there still, and nobody has tidied it away."""
    if fcntl:
        with contextlib.suppress(OSError):  # some network drives have no locks
            fcntl.flock(number, fcntl.LOCK_EX)
    return path.exists()


def _tidy(folder: Path) -> None:
    """Remove what writers that were killed have left."""
    if not fcntl:
        return
    for path in folder.glob(f"{_PREFIX}*{_ENDING}"):
        with contextlib.suppress(OSError):  # another writer's, or not ours to remove
            number = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
            try:
                fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
                path.unlink()
            finally:
                os.close(number)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def size(count: int) -> str:
    """A number of bytes for a reader: "999 B", "41 KB", "1.2 MB"."""
    if count < 1000:
        return f"{count} B"
    if count < 1_000_000:
        return f"{count / 1000:.0f} KB"
    return f"{count / 1_000_000:.1f} MB"
