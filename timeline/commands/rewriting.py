"""A file changed in its place, by one command at a time."""

from __future__ import annotations

import contextlib
import shlex
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import click
from filelock import FileLock, Timeout

from timeline.commands.history import History, NotKept, Part, Step, Way, digest
from timeline.commands.telling import say, visible
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
    """Write a file, unless it `is_same`, and before and after it the one beside it.

    What was there is kept for `take_back`.
    """
    kept = _keep(path, beside, pair)
    if not is_same:
        if beside:
            write_all({beside: pair.announced})
        write_all({path: pair.data})
    if beside and not (beside.is_file() and beside.read_bytes() == pair.beside):
        write_all({beside: pair.beside})
    if kept:
        _say_way_back(path)


# Taken back


class NothingKept(TimelineError):
    """A file of which no change is kept that goes this way."""


class ChangedSince(TimelineError):
    """A file that is not as the command left it: `path` the one, `step` what would be done."""

    def __init__(self, path: Path, step: Step) -> None:
        self.path = path
        self.step = step
        super().__init__(f"{path}: it has changed since")


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenBack:
    """A step that was gone, or would be: the bytes of the file before and after, and what is left."""

    command: str
    before: bytes
    after: bytes
    left: int


def take_back(path: Path, way: Way = Way.BACK, *, dry_run: bool = False) -> TakenBack:
    """Give a file, and the one beside it, the bytes they had before the last change that is kept.

    After it the one before that is the last. Raises UnreadableFile, Busy, NothingKept and
    ChangedSince.
    """
    from timeline.text.reader import contents  # brings pydantic, which --help needs not

    contents(path)
    with locked(path):
        data = contents(path)
        history = History(path)
        steps = list(history.steps(way))
        number, step, now = _next(path, steps)
        if not dry_run:
            _go(path, history, way, number, step, now)
    left = len(steps) - steps.index((number, step)) - 1
    wanted = step.parts[0].wanted
    assert wanted is not None
    return TakenBack(command=step.command, before=data, after=wanted, left=left)


def _next(path: Path, steps: list[tuple[int, Step]]) -> tuple[int, Step, list[bytes | None]]:
    """The first step that is not done already, and the bytes of its files."""
    for number, step in steps:
        now = [_bytes_of(place) for place in _places(path, step)]
        if step.parts[0].wanted is None or step.is_done(now):
            continue
        if not step.fits(now):
            changed = zip(_places(path, step), step.parts, now, strict=True)
            place = next(place for place, part, each in changed if part.found != digest(each))
            raise ChangedSince(place, step)
        return number, step, now
    raise NothingKept(f"{path}: nothing is kept of it")


def _go(
    path: Path, history: History, way: Way, number: int, step: Step, now: list[bytes | None]
) -> None:
    """Write what a step wants; cut off anywhere, it can be begun again."""
    with _noting(path):
        history.turn(number, way, step.reversed(now))
    wanted = dict(zip(_places(path, step), (part.wanted for part in step.parts), strict=True))
    write_all({place: data for place, data in wanted.items() if data is not None})
    for place, data in wanted.items():
        if data is None:
            place.unlink(missing_ok=True)
    history.drop(way, upto=number)


def _places(path: Path, step: Step) -> list[Path]:
    return [path, *(path.with_name(part.name) for part in step.parts[1:])]


def _bytes_of(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def _keep(path: Path, beside: Path | None, pair: Pair) -> bool:
    """Keep what files are before they are changed; of a new one, or of a pipe, there is nothing."""
    files = {path: pair.data} | ({beside: pair.beside} if beside else {})
    now = {place: _bytes_of(place) for place in files}
    if now[path] is None or now == files:
        return False
    parts = tuple(
        Part(name=place.name, wanted=now[place], found=digest(data))
        for place, data in files.items()
    )
    with _noting(path):
        History(path).keep(Step(command=_command(), parts=parts))
        return True
    return False


def _command() -> str:
    """The command that runs, by its name, or by that of its group too: "add", "media pull"."""
    context, words = click.get_current_context(silent=True), list[str]()
    while context and (context.parent or not words):
        words.insert(0, context.info_name or "")
        context = context.parent
    return " ".join(words)


def _say_way_back(path: Path) -> None:
    """Say to who sits there, after all that the command has to say, how to take it back."""
    context = click.get_current_context(silent=True)
    if context and sys.stderr.isatty():
        words = f"take it back with: {undo_words(path)}"
        context.call_on_close(lambda: say(visible(words), sys.stderr))


def undo_words(path: Path, *options: str) -> str:
    """The command that takes back the last change of a file."""
    named = [] if str(path) == "events.toml" else [str(path)]
    return shlex.join(["timeline", "undo", *options, *named])


@contextlib.contextmanager
def _noting(path: Path) -> Iterator[None]:
    """Say of a change that is not kept that it is not: it is made all the same."""
    try:
        yield
    except NotKept as error:
        say(visible(f"note: {path}: this cannot be taken back: {error}"), sys.stderr)


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
