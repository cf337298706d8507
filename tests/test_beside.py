"""Vega beside this process and in it: the same bytes, and nothing left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable
from concurrent.futures import Executor, Future
from pathlib import Path
from typing import Any

import pytest
from support import made

from timeline import site
from timeline.drawing import beside
from timeline.errors import Lost
from timeline.layout import begin
from timeline.model import Timeline
from timeline.pages.edition import Edition
from timeline.text import reader

pytestmark = pytest.mark.slow  # processes are started, or much is counted

ROOT = Path(__file__).parent.parent


def _refuse(*_: object, **__: object) -> None:
    raise OSError("no semaphores here")


def test_here_is_at_once() -> None:
    """What is given to HERE is done when it returns; its error waits to be asked for."""
    assert 3 == beside.HERE.submit(sum, [1, 2]).result(0)
    assert isinstance(beside.HERE.submit(int, "x").exception(0), ValueError)


def test_then_is_when_asked() -> None:
    """What follows on a result is made once, when it is asked for."""
    asked: list[int] = []

    def twice(number: int) -> list[int]:
        asked.append(number)
        return [number, number]

    begun = beside.HERE.submit(int, "3")
    future = beside.then(begun, twice)

    assert not future.done()
    assert [] == asked
    assert [3, 3] == future.result()
    assert future.result() is future.result()
    assert [3] == asked


def test_then_of_what_failed() -> None:
    """An error of the first is the error of what follows, each time it is asked for."""
    future = beside.then(beside.HERE.submit(int, "x"), abs)
    for _ in range(2):
        with pytest.raises(ValueError, match="invalid literal"):
            future.result()


def test_same_bytes_beside() -> None:
    """A build drawn by another process is the build drawn by this one."""
    text = (ROOT / "events.toml").read_text("utf-8")
    timeline = reader.read_text(text)[0]
    here = site.build(Edition(timeline, data=text.encode())).files
    output = {path.name: path.read_bytes() for path in (ROOT / "output").iterdir()}

    assert [] == made.differing(
        output, here
    )  # and output/ was drawn beside: tests/test_docs.py builds it anew


class _Awaited(Future[Any]):
    """A future that notes when it is asked for."""

    def __init__(self, name: str, log: list[str]) -> None:
        super().__init__()
        self.name, self.log = name, log

    def result(self, timeout: float | None = None) -> Any:
        self.log.append(f"wait for {self.name}")
        return super().result(timeout)


class _Noting(beside.Here):
    """Does all at once, and notes what is begun and asked for, and when."""

    def __init__(self) -> None:
        self.log: list[str] = []

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        begun = sum(line.startswith(f"begin {fn.__name__} ") for line in self.log)
        name = f"{fn.__name__} {begun + 1}"
        self.log.append(f"begin {name}")
        future = _Awaited(name, self.log)
        future.set_result(fn(*args, **kwargs))
        return future


def test_what_is_begun_is_asked_for_late(sample: Timeline) -> None:
    """Everything is begun as soon as it can be, and asked for when nothing else is left to begin."""
    noting = _Noting()
    site.build(Edition(sample), executor=noting)

    widths = range(1, len(begin.WIDTHS) + 1)
    assert [
        *(f"begin layout {at}" for at in widths),
        *(f"{step} {at}" for at in widths for step in ("wait for layout", "begin svg")),
        "begin svg 7",  # the card's chart
        "begin vega 1",
        "begin svg 8",  # of the embed, whose frames are lower than the page's charts
        "begin svg 9",
        *(f"wait for svg {at}" for at in widths),
        "begin png 1",
        "wait for vega 1",
        "wait for svg 8",
        "wait for svg 9",
        "wait for svg 7",
        "wait for png 1",
    ] == noting.log


class _Counting(Executor):
    """Does nothing, and counts whose turn it was."""

    def __init__(self, name: str, log: list[str]) -> None:
        self.name, self.log = name, log

    def submit(self, fn: Callable[..., Any], /, *args: Any, **_: Any) -> Future[Any]:
        self.log.append(f"{fn.__name__} {args[1]} {self.name}")
        return Future()


@pytest.mark.parametrize(("count", "here"), [(10, 6), (1000, 2)])
def test_layouts_are_shared(count: int, here: int) -> None:
    """Few events are laid out here; the layouts of many are shared, those beside begun first."""
    timeline = made.timeline([{"date": f'"{1000 + at}"', "title": '"T"'} for at in range(count)])
    log: list[str] = []
    layouts = begin.start(timeline, None, _Counting("here", log), _Counting("beside", log))
    widths = list(begin.WIDTHS.values())

    assert list(begin.WIDTHS) == list(layouts)
    assert [
        *(f"layout {width} beside" for width in widths[here:]),
        *(f"layout {width} here" for width in widths[:here]),
    ] == log


def test_without_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no process can be started, this one does the work."""
    monkeypatch.setattr("concurrent.futures.ProcessPoolExecutor", _refuse)

    with beside.beside() as executor:
        assert executor is beside.HERE


def test_process_killed() -> None:
    """A process beside that is killed is told in words, with what can be done."""
    with pytest.raises(Lost, match="was killed"), beside.beside() as executor:
        executor.submit(_end).result()


def _end() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def test_no_process_left(tmp_path: Path) -> None:
    """Faults in the data end the program; it does not hang on the process beside it."""
    file = tmp_path / "events.toml"
    file.write_text("title = 1", "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "timeline", "build", str(file)],
        capture_output=True,
        text=True,
        timeout=60,
    )

    assert 1 == done.returncode
    assert "Traceback" not in done.stderr


_DRAWS_FOR_LONG = """
import os, sys, time
from timeline.drawing.beside import beside
with beside(most=2) as executor:
    pids = [executor.submit(os.getpid).result() for _ in range(2)]
    executor.submit(time.sleep, 600)
    print(*pids, flush=True)
    time.sleep(600)
"""


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGHUP, signal.SIGKILL, signal.SIGABRT])
def test_none_outlives_its_parent(how: signal.Signals, tmp_path: Path) -> None:
    """Killed from outside, in whatever way, a program leaves no process that draws, nor a tracker.

    All of them hold its pipes: that these close says that they have ended.
    """
    program = tmp_path / "program.py"
    program.write_text(f"if __name__ == '__main__':\n{textwrap.indent(_DRAWS_FOR_LONG, ' ')}")
    with subprocess.Popen([sys.executable, program], stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        assert running.stdout.readline().strip()
        running.send_signal(how)

        assert ("", -how) == (running.communicate(timeout=10)[0], running.returncode)


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGHUP])
def test_build_told_to_end(how: signal.Signals, tmp_path: Path) -> None:
    """A build that is told to end does so by that signal at once, and leaves nothing."""
    events = [{"date": f'"{1000 + number // 3}"', "title": '"Something"'} for number in range(3000)]
    (tmp_path / "events.toml").write_text(made.toml(events), "utf-8")
    with subprocess.Popen(
        [sys.executable, "-m", "timeline", "build", "-o", "o"],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as running:
        time.sleep(2)
        running.send_signal(how)

        assert (b"", b"") == running.communicate(timeout=10)
        assert -how == running.returncode
    assert ["events.toml"] == [path.name for path in tmp_path.iterdir()]
