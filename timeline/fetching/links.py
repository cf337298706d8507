"""Addresses that plainly are of no picture, and so are not asked."""

from __future__ import annotations

import re

from timeline.fetching.addresses import split
from timeline.fetching.failing import Failed
from timeline.fetching.names import last_part

_RECORDINGS = re.compile(
    r".+\.(?:mp4|m4v|mov|webm|ogv|avi|mkv|mpe?g|mp3|m4a|og[ga]|opus|wav|flac|aac|m3u8)",
    re.IGNORECASE,
)
_DOCUMENTS = re.compile(r".+\.(?:pdf|djvu|docx?|odt|epub)", re.IGNORECASE)
_PAGES = re.compile(r".+\.x?html?", re.IGNORECASE)
_OF_RECORDINGS = ("youtube.com", "youtu.be", "youtube-nocookie.com", "vimeo.com", "dailymotion.com")
_OF_SOUNDS = ("soundcloud.com", "open.spotify.com")


def plainly(url: str) -> str:
    """What an address plainly is of, if that is no picture: "a recording"; else empty."""
    try:
        host, name = split(url).hostname or "", last_part(url)
    except Failed:
        return ""  # which is told by who asks
    if any(host == each or host.endswith(f".{each}") for each in (*_OF_RECORDINGS, *_OF_SOUNDS)):
        return "a recording"
    kinds = ((_RECORDINGS, "a recording"), (_DOCUMENTS, "a document"), (_PAGES, "a web page"))
    return next((kind for pattern, kind in kinds if pattern.fullmatch(name)), "")
