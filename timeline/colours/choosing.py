"""An author's own colours: what they are in both schemes, what holds, and what would.

An author gives one colour, for the light scheme; that of the dark one is its twin, the same
hue, as far from its ground as the given one is from the light. Whatever is drawn can be
read: a colour that would not stand out is drawn as the nearest of its hue that does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product

from timeline.colours import hues, sight
from timeline.colours.contrast import contrast, mix

BAND_OPACITY = 0.05  # of a lane's colour over the paper; more would hide the grid
PERIOD_OPACITY = 0.05  # of a period's shade over that; more would hide the grid
MOST_SHADES = 3  # of periods over each other: two tell what is sure of one
WORDS = 4.5  # the contrast that words in a colour need with what they stand on
APART = 10.0  # in CAM02-UCS: two lanes that are told apart by all


@dataclass(frozen=True, slots=True)
class Ground:
    """What colours stand on in a scheme: its paper, and what shades it where a period is."""

    paper: str
    period: str

    def band(self, colour: str, shades: int = 0) -> str:
        """What the band of a lane of that colour looks like, under so many shades."""
        ground = mix(colour, self.paper, BAND_OPACITY)
        for _ in range(shades):
            ground = mix(self.period, ground, PERIOD_OPACITY)
        return ground


LIGHT = Ground(paper="#ffffff", period="#6b7280")
DARK = Ground(paper="#14171b", period="#7d8793")


@dataclass(frozen=True, slots=True)
class Pair:
    """A colour as it is drawn in either scheme."""

    light: str
    dark: str

    def apart(self, other: Pair) -> float:
        """How far two are apart, in the scheme and to the readers where they are most alike."""
        return min(sight.apart(self.light, other.light), sight.apart(self.dark, other.dark))


@dataclass(frozen=True, slots=True)
class Rule:
    """What a colour has to stand out from: the paper, or its band under so many `shades`."""

    is_lane: bool
    shades: int = 0

    @classmethod
    def of_lanes(cls, *, periods: bool) -> Rule:
        """The rule of lanes, of a timeline with `periods` or without."""
        return cls(is_lane=True, shades=MOST_SHADES if periods else 0)

    def contrast(self, colour: str, ground: Ground) -> float:
        """Its contrast with what it stands on in a scheme."""
        under = ground.band(colour, self.shades) if self.is_lane else ground.paper
        return contrast(colour, under)

    def holds(self, colour: str) -> bool:
        """Whether words in a colour that is given, one of the light scheme, can be read."""
        return self.contrast(colour, LIGHT) >= WORDS

    def nearest(self, colour: str, others: Sequence[Pair] = ()) -> str:
        """The nearest colour whose words can be read, told apart from `others` where one is.

        Of the same hue if its only fault is that it does not stand out.
        """
        own = drawn(colour, self)
        if _is_apart(own, others):
            return own.light
        told = (one for one in _by_distance(colour) if self._is_told(one, others))
        found = next(told, None)
        return self._nearer(colour, found, others) if found else own.light

    def _is_told(self, colour: str, others: Sequence[Pair]) -> bool:
        """Whether a colour holds, and is apart from others; what is soon known first."""
        return (
            self.holds(colour)
            and all(sight.difference(colour, other.light) >= APART for other in others)
            and _is_apart(drawn(colour, self), others)
        )

    def _nearer(self, colour: str, found: str, others: Sequence[Pair]) -> str:
        """The last colour that is told, on the straight way from one that is to one that is not."""
        nearest = found
        for percent in range(2, 100, 2):
            between = mix(colour, found, percent / 100)
            if not self._is_told(between, others):
                break
            nearest = between
        return nearest


@cache
def drawn(colour: str, rule: Rule) -> Pair:
    """A colour that an author gives as it is drawn in both schemes."""
    light = colour
    if not rule.holds(colour):
        light = hues.first_lit(colour, hues.lightness(colour), 0, rule.holds)
    wanted = rule.contrast(light, LIGHT)
    # From black on, up to white.
    dark = hues.first_lit(light, 0, 1, lambda one: rule.contrast(one, DARK) >= wanted)
    return Pair(light, dark)


def _is_apart(pair: Pair, others: Sequence[Pair]) -> bool:
    return all(pair.apart(other) >= APART for other in others)


def _by_distance(colour: str) -> list[str]:
    """Colours of all kinds, the most alike first."""
    steps = range(0, 256, 15)
    all_ = (f"#{red:02x}{green:02x}{blue:02x}" for red, green, blue in product(steps, repeat=3))
    return sorted(all_, key=lambda one: sight.difference(colour, one))
