"""How far apart two colours look, to readers of every sight of colours.

The distance is that of CAM02-UCS (Luo, Cui & Li 2006) for colours on a screen: CIECAM02
(Moroney et al. 2002) under D65, an adapting field of 64 / pi / 5 cd/m2 and a background of
20, average surround. Who lacks a kind of cones, in part or wholly, sees them as Machado,
Oliveira & Fernandes (2009) have it. About 10 is told apart at a glance.
"""

from __future__ import annotations

from functools import cache
from math import atan2, cos, exp, log, pi, sin, sqrt
from typing import NamedTuple

from timeline.colours.contrast import linear

_Three = tuple[float, float, float]
_Matrix = tuple[_Three, _Three, _Three]


class Point(NamedTuple):
    """A colour in CAM02-UCS: lightness J', and the axes a' (to red) and b' (to yellow)."""

    lightness: float
    red: float
    yellow: float


def apart(one: str, other: str) -> float:
    """How far apart two colours are for the readers to whom they look most alike."""
    return min(_distance(a, b) for a, b in zip(_seen(one), _seen(other), strict=True))


def difference(one: str, other: str) -> float:
    """How far apart two colours are for who sees all of them."""
    return _distance(_whole(one), _whole(other))


def _distance(one: Point, other: Point) -> float:
    return sqrt(sum((a - b) ** 2 for a, b in zip(one, other, strict=True)))


# Linear sRGB as it is seen without a half, or all, of what one kind of cones tells
# (Machado, Oliveira & Fernandes 2009, severities 0.5 and 1).
_ANOMALIES: tuple[_Matrix, ...] = (
    ((0.458064, 0.679578, -0.137642), (0.092785, 0.846313, 0.060902), (-0.007494, -0.016807, 1.024301)),
    ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    ((0.547494, 0.607765, -0.155259), (0.181692, 0.781742, 0.036566), (-0.01041, 0.027275, 0.983136)),
    ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.01182, 0.04294, 0.968881)),
    ((1.017277, 0.027029, -0.044306), (-0.006113, 0.958479, 0.047634), (0.006379, 0.248708, 0.744913)),
    ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.3039)),
)  # fmt: skip


@cache
def _whole(colour: str) -> Point:
    """A colour to who sees all colours."""
    return _point(linear(colour))


@cache
def _seen(colour: str) -> tuple[Point, ...]:
    """A colour to who sees all colours, and then to each of the others."""
    views = (_clipped(_times(anomaly, linear(colour))) for anomaly in _ANOMALIES)
    return (_whole(colour), *map(_point, views))


def _clipped(light: _Three) -> _Three:
    red, green, blue = (min(max(value, 0.0), 1.0) for value in light)
    return red, green, blue


def _times(matrix: _Matrix, vector: _Three) -> _Three:
    x, y, z = (sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix)
    return x, y, z


# CIECAM02, with the names of its symbols (CIE 159:2004)

_TO_XYZ: _Matrix = (
    (0.4124, 0.3576, 0.1805),
    (0.2126, 0.7152, 0.0722),
    (0.0193, 0.1192, 0.9505),
)
_CAT02: _Matrix = (
    (0.7328, 0.4296, -0.1624),
    (-0.7036, 1.6975, 0.0061),
    (0.0030, 0.0136, 0.9834),
)
_HPE_AFTER_CAT02: _Matrix = (  # the Hunt-Pointer-Estevez matrix after the inverse of CAT02
    (0.7409791, 0.2180252, 0.0410057),
    (0.2853533, 0.6242016, 0.0904451),
    (-0.0096276, -0.0056980, 1.0153256),
)
_D65: _Three = (95.047, 100.0, 108.883)
_ADAPTING, _BACKGROUND = 64 / pi / 5, 20.0
_C, _N_C = 0.69, 1.0  # average surround
_K = 1 / (5 * _ADAPTING + 1)
_F_L = 0.2 * _K**4 * 5 * _ADAPTING + 0.1 * (1 - _K**4) ** 2 * (5 * _ADAPTING) ** (1 / 3)
_N = _BACKGROUND / _D65[1]
_Z = 1.48 + sqrt(_N)
_N_BB = float(0.725 * (1 / _N) ** 0.2)
_DEGREE = 1 - exp((-_ADAPTING - 42) / 92) / 3.6


def _adapted(xyz: _Three) -> _Three:
    """The responses of the cones after adaptation."""
    whites = _times(_CAT02, _D65)
    red, green, blue = (
        value * (_DEGREE * _D65[1] / white + 1 - _DEGREE)
        for value, white in zip(_times(_CAT02, xyz), whites, strict=True)
    )
    red, green, blue = (_compressed(v) for v in _times(_HPE_AFTER_CAT02, (red, green, blue)))
    return red, green, blue


def _compressed(response: float) -> float:
    power = float((_F_L * abs(response) / 100) ** 0.42)
    return (400 if response >= 0 else -400) * power / (power + 27.13) + 0.1


def _achromatic(cones: _Three) -> float:
    return (2 * cones[0] + cones[1] + cones[2] / 20 - 0.305) * _N_BB


_WHITE = _achromatic(_adapted(_D65))


def _point(light: _Three) -> Point:
    """Linear sRGB, 0 to 1, in CAM02-UCS."""
    x, y, z = (100 * value for value in _times(_TO_XYZ, light))
    cones = _adapted((x, y, z))
    red, green, blue = cones
    a = red - 12 / 11 * green + blue / 11
    b = (red + green - 2 * blue) / 9
    hue = atan2(b, a)
    j = 100 * (max(_achromatic(cones), 0) / _WHITE) ** (_C * _Z)
    e = 12500 / 13 * _N_C * _N_BB * (cos(hue + 2) + 3.8)
    t = e * sqrt(a * a + b * b) / (red + green + 21 / 20 * blue)
    m = t**0.9 * sqrt(j / 100) * (1.64 - 0.29**_N) ** 0.73 * _F_L**0.25
    chroma = log(1 + 0.0228 * m) / 0.0228
    return Point(1.7 * j / (1 + 0.007 * j), chroma * cos(hue), chroma * sin(hue))
