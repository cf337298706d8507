"""The files that a timeline names, as they were read from beside its own."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Image:
    """An image that is shown as it is: SVG or PNG; its width and height in px of its own."""

    data: bytes
    media_type: str
    width: float
    height: float

    @property
    def url(self) -> str:
        """A `data:` URL of it, so that nothing is fetched."""
        return f"data:{self.media_type};base64,{base64.b64encode(self.data).decode()}"


@dataclass(frozen=True, slots=True)
class Font:
    """A font file as it is, which may be embedded: OTF or TTF."""

    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture as its file says; the file itself is opened when it is drawn.

    `name` is what the timeline names, `kind` such as "JPEG"; its width and height are in
    pixels, or in px of a drawing's own, as it is seen.
    """

    name: str
    path: Path
    kind: str
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Files:
    """All of them; None where a timeline names none, or was read without a folder to look in."""

    font: Font | None = None
    logo: Image | None = None
    pictures: tuple[Picture, ...] = ()  # each once


NO_FILES = Files()
