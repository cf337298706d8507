"""Where drawing is done: in a process beside this one, or in this one.

Vega needs a JavaScript machine, which takes half a second to start. In a
process of its own it starts while Python still reads and lays out, and draws
while Python writes the page. Work is begun with `Executor.submit` and asked for
with `Future.result`, wherever it is done.
"""

from __future__ import annotations

import atexit
import gc
import os
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import contextmanager
from typing import ParamSpec, TypeVar

from timeline.drawing.vega import start_vega
from timeline.errors import TimelineError

_Given = ParamSpec("_Given")
_Made = TypeVar("_Made")


class Lost(TimelineError):
    """The process beside was ended before its work was done."""


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


@contextmanager
def beside(most: int = 1) -> Iterator[Executor]:
    """A process beside this one, warm by the time it is needed; this one where there is none.

    There are at most so many, a further one from when the others are at work.
    For a program of our own alone: the process imports the program's main module.
    Raises Lost if a process is killed and what it was doing is asked for.
    """
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    try:
        executor: Executor = ProcessPoolExecutor(
            most,
            mp_context=get_context("spawn"),
            initializer=_serve_the_parent,
            initargs=gc.get_threshold(),
        )
        executor.submit(start_vega)
    except (ImportError, NotImplementedError, OSError):  # no semaphores, no processes
        executor = HERE
    try:
        yield executor
    except BrokenExecutor as error:
        raise Lost(
            "the process that draws was killed, as systems do when memory is short; try again, "
            "or draw a part with --from, --to, --lane or --min-importance"
        ) from error
    finally:
        # A wait, since the end of the program could meet a pool half taken down.
        executor.shutdown(cancel_futures=True)


def _serve_the_parent(*thresholds: int) -> None:
    """In the process beside: leave interrupts to the parent, and end at once when told to."""
    gc.set_threshold(*thresholds)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    atexit.register(os._exit, 0)  # taking Vega down piece by piece takes a tenth of a second
