"""Two colours beside each other: contrast as WCAG 2.2 has it, and mixtures.

A colour is text, `#rrggbb` in sRGB.
"""

from __future__ import annotations

Rgb = tuple[int, int, int]


def contrast(one: str, other: str) -> float:
    """The WCAG contrast ratio of two colours, 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def mix(colour: str, paper: str, opacity: float) -> str:
    """`colour` at `opacity` over `paper`."""
    pairs = zip(channels(colour), channels(paper), strict=True)
    return "#" + "".join(f"{round(c * opacity + p * (1 - opacity)):02x}" for c, p in pairs)


def tint(colour: str, paper: str, least: float) -> str:
    """The lightest mixture of `colour` into `paper` with at least that contrast."""
    for percent in range(1, 100):
        mixed = mix(colour, paper, percent / 100)
        if contrast(mixed, paper) >= least:
            return mixed
    return colour


def channels(colour: str) -> Rgb:
    """Red, green and blue, 0 to 255."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def luminance(colour: str) -> float:
    """Relative luminance, 0 to 1."""
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def linear(colour: str) -> tuple[float, float, float]:
    """Red, green and blue as shares of the light of each, 0 to 1."""
    red, green, blue = (
        c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4
        for c in (value / 255 for value in channels(colour))
    )
    return red, green, blue
