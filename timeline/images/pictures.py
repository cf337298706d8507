"""A picture of an event: a file that is looked at when it is named, and opened when it is shown."""

from __future__ import annotations

from pathlib import Path

from timeline.images import drawings
from timeline.images.unfit import Why, refuse
from timeline.model.files import Picture

DRAWING = "SVG"  # the kind of picture that has no pixels of its own
_PAGES = (b"<!doctype html", b"<html")
_MOST_BYTES = 5_000_000  # of a drawing, which is read whole


def picture(name: str, path: Path) -> Picture:
    """The picture in a file; raises Unfit, and OSError."""
    with path.open("rb") as stream:
        head = stream.read(1000)
    if is_drawing(head):
        width, height = drawings.size(drawing(path))
        return Picture(name=name, path=path, kind=DRAWING, width=width, height=height)
    from timeline.images import pixels  # of a timeline with photographs alone

    look = pixels.look(path)
    return Picture(name=name, path=path, kind=look.kind, width=look.width, height=look.height)


def kind_of(data: bytes) -> str:
    """What kind of picture is held, all of which can be shown: such as "JPEG"; raises Unfit."""
    head = data[:1000]
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_PAGES):
        refuse(Why.KIND, "this is a web page", "name the picture in it")
    if is_drawing(head):
        _check_size(len(data))
        drawings.size(data)
        return DRAWING
    from timeline.images import pixels

    return pixels.whole(data)


def is_drawing(head: bytes) -> bool:
    """Whether what a file begins with is an SVG."""
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return text.startswith((b"<?xml", b"<svg", b"<!--", b"<!doctype svg")) or b"<svg" in text


def drawing(path: Path) -> bytes:
    """The bytes of an SVG; raises Unfit."""
    _check_size(path.stat().st_size)
    return path.read_bytes()


def _check_size(size: int) -> None:
    if size > _MOST_BYTES:
        refuse(Why.LARGE, f"this has {size:,} bytes", f"make it {_MOST_BYTES:,} at most")
