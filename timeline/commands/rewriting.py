"""A file changed in its place, by one command at a time."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from timeline.commands.writing import write_all
from timeline.errors import TimelineError, UnreadableFile

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

PATIENCE = 60.0  # seconds to wait for another command that writes the file
_PAUSE = 0.01  # seconds between two tries
_MOST_ROUNDS = 10  # how often to begin again when the file is written by other means


class Busy(TimelineError):
    """A file that others keep writing."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path}: another program is writing this file; try again")


def rewrite(path: Path, change: Callable[[bytes], bytes]) -> bool:
    """Put in place of a file's bytes what `change` makes of them; says whether they differ.

    One command at a time does this to a file. If another program, such as an
    editor, writes the file meanwhile, `change` is called again with what it
    wrote. The file is the old one or the new one, whole, at any moment. Raises
    UnreadableFile and Busy.
    """
    from timeline.text.reader import contents  # brings pydantic, which --help needs not

    if path.exists() and not (path.is_file() or path.is_dir()):
        problem = "this is no file that can be changed in its place"
        raise UnreadableFile(str(path), problem, "name one, such as events.toml")
    contents(path)
    with locked(path):
        for _ in range(_MOST_ROUNDS):
            data = contents(path)
            changed = change(data)
            if changed == data:
                return False
            if contents(path) == data:
                write_all({path: changed})
                return True
    raise Busy(path)


@contextlib.contextmanager
def locked(path: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Keep other commands from writing a file that is there.

    The system ends the lock with the process, however that ends; where it has
    no locks, as on some network drives, there is none. Raises Busy after so
    many seconds.
    """
    until = time.monotonic() + patience
    while True:
        handle = _opened(path)
        try:
            while not _taken(handle):
                if time.monotonic() > until:
                    raise Busy(path)
                time.sleep(_PAUSE)
            # Whoever had the lock may have put another file in the place of this one.
            if _still_there(handle, path):
                yield
                return
        finally:
            _close(handle, path)


if sys.platform == "win32":

    def _opened(path: Path) -> int:
        return os.open(_beside(path), os.O_RDWR | os.O_CREAT)

    def _beside(path: Path) -> Path:
        """What is locked instead of the file: an open file cannot be replaced on Windows."""
        place = path.resolve()
        return place.with_name(f".{place.name}.lock")

    def _taken(handle: int) -> bool:
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        except OSError:
            return True
        return True

    def _still_there(handle: int, path: Path) -> bool:  # noqa: ARG001
        return True

    def _close(handle: int, path: Path) -> None:
        os.close(handle)
        with contextlib.suppress(OSError):  # Windows refuses while another waits for it
            _beside(path).unlink()

else:

    def _opened(path: Path) -> int:
        try:
            return os.open(path, os.O_RDWR | os.O_CLOEXEC)  # network drives want it to write
        except OSError:
            return os.open(path, os.O_RDONLY | os.O_CLOEXEC)

    def _taken(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            return True
        return True

    def _still_there(handle: int, path: Path) -> bool:
        try:
            return os.path.samestat(os.fstat(handle), path.stat())
        except FileNotFoundError:
            return True  # who reads it will say so

    def _close(handle: int, path: Path) -> None:  # noqa: ARG001
        os.close(handle)
