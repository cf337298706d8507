"""Names of files for what is fetched: such as every system takes, and none that leads anywhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import normalize
from urllib.parse import unquote

from timeline.fetching.addresses import split

_MOST = 80  # characters
_MOST_BYTES = 200  # in UTF-8; systems take 255
_OTHER = re.compile(r"[^\w.-]+")
_RUN = re.compile(r"-{2,}|\.{2,}")
_ENDING = re.compile(r"\.(?:jpe?g|jpe|jfif|png|webp|avif|gif|svgz?|tiff?|bmp|heic)$", re.IGNORECASE)
# Windows opens a device by these, whatever follows behind a dot.
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d|conin|conout)", re.IGNORECASE)
_NAMELESS = "picture"


def last_part(url: str) -> str:
    """The last part of an address's path, as it is read; raises Failed where it has none."""
    return unquote(split(url).path.rstrip("/").rpartition("/")[2])


def candidates(said: str, ending: str) -> Iterator[str]:
    """Names made of what a picture is called elsewhere, one better than the next; without end.

    `ending` is that of its kind, such as ".jpg".
    """
    name = normalize("NFC", said.replace("\\", "/").rpartition("/")[2])
    name = _OTHER.sub("-", _ENDING.sub("", name))
    name = _RUN.sub("-", name).strip(".-_")
    if _DEVICES.fullmatch(name.partition(".")[0]):
        name = f"{_NAMELESS}-{name}"
    number = 1
    while True:
        behind = f"-{number}{ending}" if number > 1 else ending
        yield f"{_cut(name, behind) or _NAMELESS}{behind}"
        number += 1


def _cut(name: str, behind: str) -> str:
    """A name that has room for what comes behind it."""
    name = name[: _MOST - len(behind)]
    while len(name.encode()) + len(behind) > _MOST_BYTES:
        name = name[:-1]
    return name.rstrip(".-_")
