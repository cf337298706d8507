"""What draws SVG to pixels, as those who make smaller images are given it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Drawer:
    """Its name and version, and `draw` of an SVG to PNG, a pixel to a px; that raises Unfit."""

    name: str
    draw: Callable[[str], bytes]
