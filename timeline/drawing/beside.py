"""Where drawing is done: in a process beside this one, or in this one.

Vega needs a JavaScript machine, which takes half a second to start. In a
process of its own it starts while Python still reads and lays out, and draws
while Python writes the page. Work is begun with `Executor.submit` and asked for
with `Future.result`, wherever it is done; what is still to be made of a result
here (`then`) is a Future as well, made when it is asked for.
"""

from __future__ import annotations

import atexit
import gc
import os
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import contextmanager
from typing import ParamSpec, TypeVar

from timeline.drawing.vega import start_vega
from timeline.errors import Lost

_Given = ParamSpec("_Given")
_Begun = TypeVar("_Begun")
_Made = TypeVar("_Made")


class Here(Executor):
    """Runs what it is given at once, in this process."""

    def submit(
        self, fn: Callable[_Given, _Made], /, *args: _Given.args, **kwargs: _Given.kwargs
    ) -> Future[_Made]:
        """A future that is done."""
        future: Future[_Made] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # raised again where the result is asked for
            future.set_exception(error)
        return future


HERE = Here()


class _WhenAsked(Future[_Made]):
    """Makes its result in this process, once, when it is first asked for.

    Until then it is not done, so it is none for `concurrent.futures.wait`. For
    the one thread that builds.
    """

    def __init__(self, make: Callable[[], _Made]) -> None:
        super().__init__()
        self._make = make

    def result(self, timeout: float | None = None) -> _Made:
        """What is made; what making raises is raised each time."""
        if not self.done():
            self.set_result(self._make())
        return super().result(timeout)


def then(future: Future[_Begun], make: Callable[[_Begun], _Made]) -> Future[_Made]:
    """What `make` makes of a result, here and not before it is asked for.

    A callback of the future would run as soon as that is done, in a thread that
    takes turns with the one that lays out and writes, and so slow what is needed
    first.
    """
    return _WhenAsked(lambda: make(future.result()))


@contextmanager
def beside(most: int = 1, *, ahead: bool = True) -> Iterator[Executor]:
    """A process beside this one, warm by the time it is needed; this one where there is none.

    There are at most so many, a further one from when the others are at work; unless
    they are started `ahead`, the first comes with the first that there is to do.
    For a program of our own alone: the process imports the program's main module.
    Raises Lost if a process is killed and what it was doing is asked for.
    """
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import active_children, get_context

    try:
        executor: Executor = ProcessPoolExecutor(
            most,
            # Not forked: a JavaScript machine that was running is not in the child, which
            # waits for it without end.
            mp_context=get_context("spawn"),
            initializer=_serve_the_parent,
            initargs=gc.get_threshold(),
        )
        if ahead:
            executor.submit(start_vega)
    except (ImportError, NotImplementedError, OSError):  # no semaphores, no processes
        executor = HERE
    try:
        yield executor
    except BrokenExecutor as error:
        raise Lost from error
    except SystemExit:  # it is to end now, not when all is drawn
        for process in active_children():
            process.kill()
        raise
    finally:
        # A wait, since the end of the program could meet a pool half taken down.
        executor.shutdown(cancel_futures=True)


def _serve_the_parent(*thresholds: int) -> None:
    """In the process beside: leave interrupts to the parent, and end at once when told to."""
    gc.set_threshold(*thresholds)  # a program may have its own, as our commands have
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_the_parent, daemon=True).start()
    atexit.register(os._exit, 0)  # taking Vega down piece by piece takes a tenth of a second


def _end_with_the_parent() -> None:
    """End this process when its parent has ended, in whatever way; the tracker of both then ends too.

    Left to itself it would wait for work for good: it holds both ends of the pipe
    that work comes through, so the parent's end is nothing that it reads there.
    """
    from multiprocessing import connection, parent_process

    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(0)
