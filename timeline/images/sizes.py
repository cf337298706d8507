"""The two sizes of each picture that are published: one in its entry, one that fills a window."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from dataclasses import dataclass
from threading import Lock
from xml.etree import ElementTree as ET

from timeline.errors import BadPicture, Damage
from timeline.images import drawings, pictures, pixels, shelf
from timeline.images.drawer import Drawer
from timeline.images.shelf import Kept
from timeline.images.unfit import Unfit, Why
from timeline.model.files import Picture

# Pixels of the longer side: beside a label of a chart, in an entry, over the page.
THUMB, SMALL, LARGE = 128, 560, 1280
_WORTH = 1.25  # times as long as the small one that the large one is, or there is none
_AT_ONCE = 2  # pictures that are opened
# Of more pixels than this one is opened at a time: it takes 8 bytes a pixel, 512 MB at most.
_GREAT = 16_000_000
_one_great = Lock()
# What of the making decides the bytes; raised where it changes.
_RECIPE = 3

Report = Callable[[str], None]


def _silent(name: str) -> None:
    """Report nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """A picture as it is published; `large` is None where the small one shows all there is."""

    thumb: Kept
    small: Kept
    large: Kept | None


def sizes(found: Sequence[Picture], drawer: Drawer, report: Report = _silent) -> dict[str, Sizes]:
    """The sizes of each picture, by its name; raises BadPicture, of all that are damaged.

    Each is made once and kept. `report` is told the name of each as it is done.
    """
    made: dict[str, Sizes] = {}
    damaged: list[Damage] = []

    def of(picture: Picture) -> Sizes | Unfit:
        try:
            return _sizes(picture, drawer)
        except Unfit as unfit:
            return unfit
        except OSError as error:  # it has gone since it was named
            return Unfit(Why.BROKEN, f"it cannot be read: {error.strerror or error}", "look at it")

    with ThreadPoolExecutor(_AT_ONCE) as pool:
        for picture, each in zip(found, pool.map(of, found), strict=True):
            report(picture.name)
            if isinstance(each, Unfit):
                damaged.append(Damage(name=picture.name, problem=each.problem, remedy=each.remedy))
            else:
                made[picture.name] = each
    if damaged:
        raise BadPicture(tuple(damaged))
    return made


def _sizes(picture: Picture, drawer: Drawer) -> Sizes:
    data = picture.path.read_bytes()  # once: what is made is of what its key says
    is_drawing = pictures.is_drawing(data[:1000])
    recipe = [_RECIPE, THUMB, SMALL, LARGE, pixels.VERSION, drawer.name if is_drawing else ""]
    made_how = f"{json.dumps(recipe)} {hashlib.sha256(data).hexdigest()}"
    key = hashlib.sha256(made_how.encode()).hexdigest()[:40]
    kept = shelf.kept(key)
    if kept is None:
        is_great = not is_drawing and picture.width * picture.height > _GREAT
        with _one_great if is_great else nullcontext():
            kept = shelf.keep(key, _made(data, drawer if is_drawing else None))
    thumb, *more = kept
    return Sizes(thumb=thumb, small=more[0] if more else thumb, large=more[1] if more[1:] else None)


def _made(data: bytes, drawer: Drawer | None) -> list[pixels.Packed]:
    if drawer:
        return pixels.packed(drawer.draw(_framed(data)), (THUMB, SMALL, LARGE))
    longest = pixels.longest(data)
    sides = [THUMB, SMALL, LARGE] if min(longest, LARGE) > _WORTH * SMALL else [THUMB, SMALL]
    if longest <= THUMB:
        sides = [THUMB]
    return pixels.packed(data, sides)


def _framed(data: bytes) -> str:
    """A drawing at the size that is wanted, whatever size it says that it has."""
    width, height = drawings.size(data)
    scale = LARGE / max(width, height)
    root = ET.fromstring(data)
    if len(root.get("viewBox", "").replace(",", " ").split()) != 4:
        root.set("viewBox", f"0 0 {width:g} {height:g}")
    root.set("width", str(max(1, round(width * scale))))
    root.set("height", str(max(1, round(height * scale))))
    return ET.tostring(root, "unicode")
