"""What draws SVG to pixels, as those who make smaller images are given it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Drawer:
    """Its name and version, and `draw` of an SVG and pixels to a px to PNG."""

    name: str
    draw: Callable[[str, float], bytes]
