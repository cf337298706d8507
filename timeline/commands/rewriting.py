"""A file changed in its place, by one command at a time."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from timeline.commands.writing import followed, write_all
from timeline.errors import TimelineError, UnreadableFile

PATIENCE = 60.0  # seconds to wait for another command that writes the file
_PAUSE = 0.01  # seconds between two tries
_MOST_ROUNDS = 10  # how often to begin again when the file is written by other means


class Busy(TimelineError):
    """A file that others keep writing."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path}: another program is writing this file; try again")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """The bytes of a file, and of one beside it that goes with it.

    `announced` is what that one holds until the file is there: all that is needed to go on
    if nothing more is written.
    """

    data: bytes
    beside: bytes
    announced: bytes


def rewrite(path: Path, change: Callable[[bytes], bytes]) -> bool:
    """Put in place of a file's bytes what `change` makes of them; says whether they differ.

    One command at a time does this to a file. If another program, such as an
    editor, writes the file meanwhile, `change` is called again with what it
    wrote. The file is the old one or the new one, whole, at any moment, unless it
    has other names or an owner that a new file cannot have: then it is written into,
    as `write_all` says. Raises UnreadableFile and Busy.
    """

    def alone(data: bytes) -> Pair:
        return Pair(data=change(data), beside=b"", announced=b"")

    return _rewrite(path, None, alone)


def rewrite_both(path: Path, beside: Path, change: Callable[[bytes], Pair]) -> bool:
    """As `rewrite`, with a file beside it that follows; at any moment the two can be told to match.

    The one beside is locked with the file: `change` may read it.
    """
    return _rewrite(path, beside, change)


def _rewrite(path: Path, beside: Path | None, change: Callable[[bytes], Pair]) -> bool:
    from timeline.text.reader import contents  # brings pydantic, which --help needs not

    if path.exists() and not (path.is_file() or path.is_dir()):
        problem = "this is no file that can be changed in its place"
        raise UnreadableFile(str(path), problem, "name one, such as events.toml")
    contents(path)
    with locked(path):
        for _ in range(_MOST_ROUNDS):
            data = contents(path)
            changed = change(data)
            if contents(path) == data:
                write_pair(path, beside, changed, is_same=changed.data == data)
                return changed.data != data
    raise Busy(path)


def write_pair(path: Path, beside: Path | None, pair: Pair, *, is_same: bool = False) -> None:
    """Write a file, unless it `is_same`, and before and after it the one beside it."""
    if not is_same:
        if beside:
            write_all({beside: pair.announced})
        write_all({path: pair.data})
    if beside and not (beside.is_file() and beside.read_bytes() == pair.beside):
        write_all({beside: pair.beside})


@contextlib.contextmanager
def locked(path: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Keep other commands from writing a file.

    A file beside it is locked, since the file itself is replaced. The system ends the
    lock with the process, however that ends; where it has no locks, as on some network
    drives, there is none. Raises Busy after so many seconds.
    """
    place = followed(path)
    beside = place.with_name(f".{place.name}.lock")
    # Whoever may write in the folder must be able to open it.
    lock = FileLock(beside, patience, 0o666, poll_interval=_PAUSE, fallback_to_soft=False)
    try:
        lock.acquire()
    except Timeout as error:
        raise Busy(path) from error
    except OSError:
        pass
    try:
        yield
    finally:
        # Gone while it is held, so that who waits sees it go and begins anew. Windows
        # refuses that, and there the library takes it away.
        with contextlib.suppress(OSError):
            beside.unlink()
        lock.release()
