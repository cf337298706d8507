"""The two sizes of each picture that are published: one in its entry, one that fills a window."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from timeline.images import pictures, pixels, shelf
from timeline.images.shelf import Kept
from timeline.images.unfit import Unfit
from timeline.model.files import Picture

SMALL, LARGE = 560, 1280  # pixels of the longer side
_WORTH = 1.25  # times as long as the small one that the large one is, or there is none
_AT_ONCE = 2  # pictures that are opened: of the largest kind, 256 MB each
# What of the making decides the bytes; raised where it changes.
_RECIPE = 1

Drawer = Callable[[str, float], bytes]  # an SVG, pixels to a px: as PNG
Report = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """A picture as it is published; `large` is None where the small one shows all there is."""

    small: Kept
    large: Kept | None


class Damaged(Exception):
    """Picture files that could not be opened after all, each with why."""

    def __init__(self, found: Sequence[tuple[Picture, Unfit]]) -> None:
        self.found = tuple(found)
        super().__init__(self.found)


def sizes(found: Sequence[Picture], drawn: Drawer, drawer: str, report: Report) -> dict[str, Sizes]:
    """The sizes of each picture, by its name; raises Damaged, with all that are, and OSError.

    Each is made once and kept. `drawn` draws SVG, and `drawer` says by what; `report` is told the
    name of each as it is done.
    """
    made: dict[str, Sizes] = {}
    damaged: list[tuple[Picture, Unfit]] = []

    def of(picture: Picture) -> Sizes | Unfit:
        try:
            return _sizes(picture, drawn, drawer)
        except Unfit as unfit:
            return unfit

    with ThreadPoolExecutor(_AT_ONCE) as pool:
        for picture, each in zip(found, pool.map(of, found), strict=True):
            report(picture.name)
            if isinstance(each, Unfit):
                damaged.append((picture, each))
            else:
                made[picture.name] = each
    if damaged:
        raise Damaged(damaged)
    return made


def _sizes(picture: Picture, drawn: Drawer, drawer: str) -> Sizes:
    is_drawing = picture.kind == pictures.DRAWING
    recipe = [_RECIPE, SMALL, LARGE, pixels.VERSION, drawer if is_drawing else ""]
    made_how = f"{json.dumps(recipe)} {shelf.digest_of(picture.path)}"
    key = hashlib.sha256(made_how.encode()).hexdigest()[:40]
    kept = shelf.kept(key)
    if kept is None:
        kept = shelf.keep(key, _made(picture, drawn if is_drawing else None))
    return Sizes(small=kept[0], large=kept[1] if len(kept) > 1 else None)


def _made(picture: Picture, drawn: Drawer | None) -> list[pixels.Packed]:
    longest = max(picture.width, picture.height)
    if drawn:
        svg = pictures.drawing(picture.path).decode("utf-8", "replace")
        return pixels.packed(drawn(svg, LARGE / longest), (SMALL, LARGE))
    sides = (SMALL, LARGE) if min(longest, LARGE) > _WORTH * SMALL else (SMALL,)
    return pixels.smaller(picture.path, sides)
