"""A logo: an image that is shown as it is, in pages and in pictures."""

from __future__ import annotations

import zlib

from timeline.images import drawings
from timeline.images.unfit import Unfit, Why, refuse
from timeline.model.files import Image

MOST_BYTES = 500_000
_MOST_PIXELS = 4000  # of a side
_PNG = b"\x89PNG\r\n\x1a\n"


def logo(data: bytes) -> Image:
    """The logo that a file holds; raises Unfit."""
    if len(data) > MOST_BYTES:
        refuse(Why.LARGE, f"this has {len(data):,} bytes", f"make it {MOST_BYTES:,} at most")
    if data.startswith(_PNG):
        return _png(data)
    if b"<" in data[:200]:
        return Image(data, "image/svg+xml", *drawings.size(data))
    raise Unfit(Why.KIND, "this is neither SVG nor PNG", "name a file that is")


def _png(data: bytes) -> Image:
    """A PNG whose pieces are whole (ISO 15948, 5.3)."""
    at, kinds = len(_PNG), list[bytes]()
    while at + 12 <= len(data):
        length = int.from_bytes(data[at : at + 4], "big")
        piece, check = data[at + 4 : at + 8 + length], data[at + 8 + length : at + 12 + length]
        if zlib.crc32(piece).to_bytes(4, "big") != check:
            break
        kinds.append(piece[:4])
        at += 12 + length
    if kinds[:1] != [b"IHDR"] or kinds[-1:] != [b"IEND"] or b"IDAT" not in kinds:
        refuse(Why.BROKEN, "this PNG is damaged", "save it anew")
    width, height = (int.from_bytes(data[start : start + 4], "big") for start in (16, 20))
    if not (0 < width <= _MOST_PIXELS and 0 < height <= _MOST_PIXELS):
        remedy = f"make it {_MOST_PIXELS} pixels wide and high at most"
        refuse(Why.LARGE, f"this has {width} x {height} pixels", remedy)
    return Image(data, "image/png", width, height)
