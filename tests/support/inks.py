"""What ink a picture has where a browser writes a text, and how alike two pictures of it are."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import NamedTuple

from PIL import Image, ImageChops, ImageFilter

from support.scripts import Word

_DARK = (
    140  # of 255: darker than bands, periods and grid lines in the light scheme, as all letters are
)
_SPREAD = (
    5  # px, odd: two rasterisers put one edge up to a px apart, and hint it to another whole px
)


class Alike(NamedTuple):
    """How a text stands in two pictures: 1 is alike in all."""

    text: str
    ink: float  # how much of it the first picture has, by that of the second
    width: float  # how wide it is in the first, by the second
    height: float
    shared: float  # the lesser part of either's ink that is near the other's, both as wide and high


def compared(one: bytes, other: bytes, texts: Sequence[Word], scale: float) -> list[Alike]:
    """Each text in two PNGs of one size but for a pixel at the edge, `scale` pixels to a px of the texts' boxes."""
    masks = [_mask(png) for png in (one, other)]
    if any(abs(a - b) > 1 for a, b in zip(masks[0].size, masks[1].size, strict=True)):
        raise ValueError(f"the pictures are {masks[0].size} and {masks[1].size} pixels")
    return [_alike(text, *(_cut(mask, text, scale) for mask in masks)) for text in texts]


def _mask(png: bytes) -> Image.Image:
    """White where there is ink."""
    grey = Image.open(BytesIO(png)).convert("L")
    return grey.point([255 if level < _DARK else 0 for level in range(256)])


def _cut(mask: Image.Image, text: Word, scale: float) -> Image.Image:
    """The ink of a text, as closely as it goes; of no size if there is none."""
    box = [round(edge * scale) for edge in text[1:]]
    cut = mask.crop((box[0] - 4, box[1] - 2, box[2] + 4, box[3] + 2))
    return cut.crop(cut.getbbox() or (0, 0, 0, 0))


def _alike(text: Word, one: Image.Image, other: Image.Image) -> Alike:
    if not (one.width and other.width):
        return Alike(text.text, 0, 0, 0, 0)
    ink = _count(one) / _count(other)
    width, height = one.width / other.width, one.height / other.height
    other = other.resize(one.size, Image.Resampling.NEAREST)
    near = min(_near(one, other), _near(other, one))
    return Alike(text.text, ink, width, height, near)


def _near(one: Image.Image, other: Image.Image) -> float:
    """The part of one picture's ink that is near the other's."""
    margin = Image.new("L", (one.width + 2 * _SPREAD, one.height + 2 * _SPREAD))
    margin.paste(other, (_SPREAD, _SPREAD))
    spread = margin.filter(ImageFilter.MaxFilter(_SPREAD))
    inner = (_SPREAD, _SPREAD, _SPREAD + one.width, _SPREAD + one.height)
    return _count(ImageChops.multiply(one, spread.crop(inner))) / _count(one)


def _count(mask: Image.Image) -> int:
    return sum(mask.histogram()[128:])
