"""An author's own SVG drawn in a process of its own, which may be ended.

A few lines of SVG can ask for more time or memory than there is, and what runs out of
memory in the rasteriser ends its process. `python -m timeline.drawing.apart` reads an SVG
and writes a PNG.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from timeline.drawing.vega import RASTERISER
from timeline.images.drawer import Drawer
from timeline.images.unfit import Why, refuse

_MOST_SECONDS = 60.0
_MOST_MEMORY = 3_000_000_000  # bytes


def drawn(svg: str) -> bytes:
    """An SVG, which only draws, as a PNG of a pixel to a px; raises Unfit."""
    # This very package, and not what is called so in the folder where one stands.
    command = [sys.executable, "-P", "-m", "timeline.drawing.apart"]
    there = str(Path(__file__).parent.parent.parent)
    paths = os.pathsep.join(filter(None, (there, os.environ.get("PYTHONPATH"))))
    try:
        done = subprocess.run(  # noqa: S603 - this interpreter, with nothing of the author's
            command,
            input=svg.encode(),
            capture_output=True,
            timeout=_MOST_SECONDS,
            check=False,
            env={**os.environ, "PYTHONPATH": paths},
        )
    except subprocess.TimeoutExpired:
        problem = f"this takes more than {_MOST_SECONDS:.0f} seconds to draw"
        refuse(Why.LARGE, problem, "make it simpler, or save it as PNG")
    if done.returncode or not done.stdout:
        refuse(Why.BROKEN, "this cannot be drawn", "save it as plain SVG, or as PNG")
    return done.stdout


DRAWER = Drawer(RASTERISER, drawn)


def main() -> None:
    """Draw what comes in."""
    try:
        import resource
    except ImportError:  # Windows
        pass
    else:
        resource.setrlimit(resource.RLIMIT_DATA, (_MOST_MEMORY, _MOST_MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    from timeline.drawing import vega

    sys.stdout.buffer.write(vega.drawn(sys.stdin.buffer.read().decode()))


if __name__ == "__main__":
    main()
