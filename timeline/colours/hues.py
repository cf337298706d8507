"""Lighter and darker colours of one hue, in Oklab (Ottosson 2020).

Oklab keeps a hue as the eye sees it where HSL does not: a darker blue stays blue.
"""

from __future__ import annotations

from collections.abc import Callable
from math import cbrt

from timeline.colours.contrast import linear

_Three = tuple[float, float, float]
_STEPS = 24  # of halving: finer than a step of 255


def lit(colour: str, lightness: float) -> str:
    """The hue of a colour at a lightness from 0 to 1, of its chroma as much as a screen has."""
    _, a, b = _oklab(colour)
    least, most = 0.0, 1.0
    if _is_shown(_light(lightness, a, b)):
        return _written(_light(lightness, a, b))
    for _ in range(_STEPS):
        share = (least + most) / 2
        if _is_shown(_light(lightness, a * share, b * share)):
            least = share
        else:
            most = share
    return _written(_light(lightness, a * least, b * least))


def lightness(colour: str) -> float:
    """The lightness of a colour, 0 to 1."""
    return _oklab(colour)[0]


def first_lit(colour: str, start: float, end: float, holds: Callable[[str], bool]) -> str:
    """Of the lightnesses of a colour from `start` to `end` the first that holds.

    What holds must hold from there on; the one at `end` is given if none does.
    """
    if holds(lit(colour, start)):
        return lit(colour, start)
    for _ in range(_STEPS):
        middle = (start + end) / 2
        if holds(lit(colour, middle)):
            end = middle
        else:
            start = middle
    return lit(colour, end)


def _oklab(colour: str) -> _Three:
    red, green, blue = linear(colour)
    long = cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    medium = cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    return (
        0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short,
    )


def _light(lightness: float, a: float, b: float) -> _Three:
    """Linear sRGB, which may be out of what a screen shows."""
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


def _is_shown(light: _Three) -> bool:
    return all(-0.001 <= value <= 1.001 for value in light)


def _written(light: _Three) -> str:
    values = (min(max(value, 0.0), 1.0) for value in light)
    encoded = (12.92 * v if v <= 0.0031308 else 1.055 * v ** (1 / 2.4) - 0.055 for v in values)
    return "#" + "".join(f"{round(255 * value):02x}" for value in encoded)
