"""Changes for a pull request: Markdown as GitHub reads it, in which an author's words are words.

No text of a timeline becomes markup, a link, a mention, a reference to an
issue or a commit, a formula or an emoji.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from timeline.commands.changes.sentences import Block, Line, Look, Part
from timeline.commands.telling import visible

# Shown as nothing; what stands on either side of it is not read as one.
_APART = "&#8203;"

# No part of a line begins it, so that what marks up whole lines need not be escaped.
_MARKUP = re.compile(r"[\\`*_\[\]<>&$|~]")
# What GitHub makes a link, a mention or a picture of where there is no markup.
_REFERENCES = re.compile(
    r"@|#|:(?=//)|www(?=\.)|GH(?=-\d)|:(?=[\w+-]+:)"
    r"|(?<![^\W_])[0-9a-f](?=[0-9a-f]{6,39}(?![^\W_]))",
    re.IGNORECASE,
)
_ENTITIES = {"<": "&lt;", ">": "&gt;", "&": "&amp;", "$": "&#36;"}


def as_markdown(blocks: Sequence[Block]) -> list[str]:
    """Each block as an item of a list."""
    return ["\n".join(_line(line) for line in block) for block in blocks]


def escaped(text: str) -> str:
    """A text that shows as it is, on one line."""
    shown = " ".join(visible(text.replace("\r\n", "\n").replace("\n", " ")).split())
    written = []
    end = 0
    for found in _REFERENCES.finditer(shown):
        written += [_plain(shown[end : found.end()]), _APART]
        end = found.end()
    return "".join([*written, _plain(shown[end:])])


def code(text: str) -> str:
    """A name as code."""
    shown = visible(text)
    longest = max(map(len, re.findall("`+", shown)), default=0)
    fence = "`" * (longest + 1)
    room = " " if shown[:1] in ("`", " ") or shown[-1:] in ("`", " ") else ""
    return f"{fence}{room}{shown}{room}{fence}"


def _plain(text: str) -> str:
    return _MARKUP.sub(lambda sign: _ENTITIES.get(sign[0]) or f"\\{sign[0]}", text)


def _line(line: Line) -> str:
    words = "".join(map(_part, line.parts))
    manner = "" if line.depth else f"**{line.manner.title()}:** "
    return f"{'  ' * line.depth}- {manner}{words}"


def _part(part: Part) -> str:
    words = escaped(part.text)
    match part.look:
        case Look.OLD:
            return f"<del>{words}</del>"
        case Look.NEW:
            return f"<ins>{words}</ins>"
        case Look.TITLE:
            return f"<b>{words}</b>"
        case Look.OURS:
            # A blank at either end parts it from the author's words.
            start, end = part.text[:1] == " ", part.text[-1:] == " "
            return f"{' ' * start}{words}{' ' * (end and bool(words))}"
        case Look.THEIRS:
            return words
