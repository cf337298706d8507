"""Vega and the rasteriser, which can run in a process of their own.

Vega needs a JavaScript machine, which takes half a second to start. In a
process of its own it starts while Python still reads and lays out, and draws
while Python writes the page.
"""

from __future__ import annotations

import atexit
import functools
import gc
import os
import signal
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import contextmanager
from importlib.resources import as_file
from io import BytesIO
from typing import Any, ParamSpec, TypeVar

import vl_convert

from timeline import metrics
from timeline.errors import TimelineError

_DPI = 96  # a CSS px is 1/96 inch

_Given = ParamSpec("_Given")
_Made = TypeVar("_Made")


class Lost(TimelineError):
    """The process beside was ended before its work was done."""


def svg(spec: dict[str, Any], version: str) -> str:
    """A Vega-Lite specification drawn as SVG, by Vega-Lite `version`."""
    _register_fonts()
    drawn: str = vl_convert.vegalite_to_svg(spec, vl_version=version, allowed_base_urls=[])
    return drawn


def vega(spec: dict[str, Any], version: str) -> dict[str, Any]:
    """A Vega-Lite specification compiled to Vega."""
    compiled: dict[str, Any] = vl_convert.vegalite_to_vega(spec, vl_version=version)
    return compiled


def png(svg: str, scale: float, *, grey: bool, about: Mapping[str, str]) -> bytes:
    """SVG as a PNG, `scale` pixels to a px, with the texts of `about` in it by their names."""
    from PIL import Image
    from PIL.PngImagePlugin import PngInfo

    _register_fonts()
    drawn = Image.open(BytesIO(vl_convert.svg_to_png(svg, scale=scale)))
    info = PngInfo()
    for name, text in about.items():
        info.add_itxt(name, text)
    dots = round(_DPI * scale)
    out = BytesIO()
    drawn.convert("L" if grey else "RGB").save(out, "PNG", pnginfo=info, dpi=(dots, dots))
    return out.getvalue()


def pdf(svg: str) -> bytes:
    """SVG as a PDF; not the same bytes every time, since its writer orders objects as it likes."""
    _register_fonts()
    drawn: bytes = vl_convert.svg_to_pdf(svg)
    return drawn


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


def start_vega() -> None:
    """Start the JavaScript machine and load Vega into it."""
    vl_convert.vegalite_to_svg({"data": {"values": []}, "mark": "rect"})


def load_rest() -> None:
    """Load what PNGs and fonts need."""
    png("<svg xmlns='http://www.w3.org/2000/svg' width='1' height='1'/>", 1, grey=False, about={})
    metrics.subset("")


def _serve_the_parent(*thresholds: int) -> None:
    """In the process beside: leave interrupts to the parent, and end at once when told to."""
    gc.set_threshold(*thresholds)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    atexit.register(os._exit, 0)  # taking Vega down piece by piece takes a tenth of a second


@functools.cache
def _register_fonts() -> None:
    with as_file(metrics.FONTS) as folder:
        vl_convert.register_font_directory(str(folder))
