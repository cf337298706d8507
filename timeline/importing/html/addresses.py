"""Web addresses: which of them a link may lead to, and those that stand in plain text."""

from __future__ import annotations

import re

from timeline.importing.html.escapes import inline
from timeline.text.reader.checks import MAIL, WEB

_UNSAFE = re.compile(r'[\s<>"\\^`{|}\x00-\x1f\x7f]')
_ADDRESS = re.compile(r"(?<![\w/])https?://[^\s<>\"'\\`]*[^\s<>\"'\\`.,;:!?)\]}*_]", re.IGNORECASE)


def address(text: str) -> str:
    """The address that a link may lead to, by http, https or mailto; empty if there is none."""
    found = re.sub(r"[\t\n\r]", "", text.strip())
    if found.startswith("//"):  # by the page's own way, which for a file is none
        found = f"https:{found}"
    made = _UNSAFE.sub(lambda match: "".join(f"%{byte:02X}" for byte in match[0].encode()), found)
    return made if WEB.fullmatch(made) or MAIL.fullmatch(made) else ""


def with_links(text: str) -> str:
    """A piece of plain text within a line as Markdown, its web addresses as links."""
    made, at = [], 0
    for match in _ADDRESS.finditer(text):
        made += [inline(text[at : match.start()]), f"<{match[0]}>"]
        at = match.end()
    return "".join((*made, inline(text[at:])))
