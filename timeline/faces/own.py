"""A font of the author's own: whether it may be embedded, what it has, how wide that is, subsets.

One file is all its styles: it is drawn as it is where letters are bold or italic, unless it can
vary, and is then set to that weight. Nothing is emboldened or slanted that was not measured so.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NoReturn

import uharfbuzz as hb

from timeline import segments
from timeline.faces import shipped
from timeline.faces.shipped import Ink, Style

# Bits of `fsType` (OpenType, OS/2): of the first four one is set, of older fonts the mildest counts.
_RESTRICTED, _MILDER, _NO_SUBSETS, _BITMAPS = 0x0002, 0x000C, 0x0100, 0x0200
_OUTLINES = {"glyf", "CFF ", "CFF2"}
_KINDS = (b"\0\1\0\0", b"OTTO", b"true")
_PACKED = (b"wOFF", b"wOF2", b"ttcf")
_WEIGHTS = {Style.REGULAR: 400.0, Style.BOLD: 700.0, Style.ITALIC: 400.0}


@dataclass(frozen=True, slots=True)
class Unfit(Exception):
    """A font that is not taken: why, and what to do."""

    code: str
    problem: str
    remedy: str


def check(data: bytes) -> None:
    """Raise Unfit for what is no font here, or may not be embedded as the files do it."""
    if data[:4] in _PACKED:
        _refuse("font-kind", "this holds fonts in another form", "name an OTF or TTF of one face")
    if data[:4] not in _KINDS:
        _refuse("font-kind", "this is neither OTF nor TTF", "name a font that is")
    try:
        face = hb.Face(data)
        known, tables = len(face.unicodes), set(face.table_tags)
    except hb.HarfBuzzError:
        known, tables = 0, set()
    if not known or not tables & _OUTLINES:
        _refuse("font-broken", "no letters can be read from this font", "name another")
    rights = _rights(face)
    if rights & _RESTRICTED and not rights & _MILDER:
        problem = f"its maker does not allow it to be embedded (fsType {rights})"
        _refuse("font-rights", problem, "name one that may be, or ask for a licence of it")
    if rights & _NO_SUBSETS:
        problem = f"its maker does not allow parts of it to be embedded (fsType {rights})"
        _refuse(
            "font-rights", problem, "name one that allows it, as the files hold just what they draw"
        )
    if rights & _BITMAPS:
        problem = f"its maker allows only its bitmaps to be embedded (fsType {rights})"
        _refuse("font-rights", problem, "name one whose outlines may be")


def _refuse(code: str, problem: str, remedy: str) -> NoReturn:
    raise Unfit(code, problem, remedy)


def _rights(face: hb.Face) -> int:
    """The `fsType` of a face; 0, installable, where it says nothing."""
    table = bytes(face.reference_table("OS/2").data or b"")
    return int(struct.unpack_from(">H", table, 8)[0]) if len(table) >= 10 else 0


@lru_cache(maxsize=8)
def face(data: bytes, style: Style) -> hb.Face:
    """The face that is drawn in a style: of a font that can vary, set to its weight."""
    found = hb.Face(data)
    if not found.has_var_data:
        return found
    wanted = hb.SubsetInput()
    wanted.keep_everything()
    wanted.pin_all_axes_to_default(found)
    for axis in found.axis_infos:
        if axis.tag == "wght":
            at = min(max(_WEIGHTS[style], axis.min_value), axis.max_value)
            wanted.pin_axis_location(found, axis.tag, at)
    return hb.subset(found, wanted)


@lru_cache(maxsize=8)
def _known(data: bytes) -> frozenset[int]:
    return frozenset(face(data, Style.REGULAR).unicodes)


def parts(data: bytes, text: str) -> Iterator[tuple[str, bool]]:
    """A text cut where the font has letters and where it lacks them, in turn; and whether it has.

    A letter and what stands on it are drawn by one font.
    """
    if all(ord(each) in _known(data) for each in text):
        yield text, True
        return
    run, had = "", False
    for cluster in segments.clusters(text):
        has = draws(data, cluster)
        if run and has is not had:
            yield run, had
            run = ""
        run, had = run + cluster, has
    if run:
        yield run, had


def draws(data: bytes, cluster: str) -> bool:
    """Whether the font has all of a cluster."""
    return all(ord(each) in _known(data) for each in cluster)


@lru_cache(maxsize=50_000)
def width(data: bytes, text: str, style: Style) -> float:
    """How wide letters that it has are as browsers set them, in em: joined and with its kerning."""
    return shipped.shaped_width(face(data, style), text) if text else 0.0


@lru_cache(maxsize=5_000)
def ink(data: bytes, character: str) -> Ink | None:
    """The ink of a character; None if the font has no such character."""
    return shipped.ink_of(face(data, Style.REGULAR), ord(character))


@lru_cache(maxsize=64)
def subset(data: bytes, text: str, style: Style) -> bytes:
    """A WOFF2 face with what it has of `text` alone; empty if that is nothing."""
    held = "".join(part for part, has in parts(data, text) if has)
    return shipped.packed(face(data, style), held) if held.strip() else b""


@cache
def lacked(data: bytes, text: str) -> str:
    """What of a text the font lacks."""
    return "".join(part for part, has in parts(data, text) if not has)
