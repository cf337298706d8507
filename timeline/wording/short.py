"""Any text in one line, and in fewer characters."""

from __future__ import annotations

import re

from timeline import segments

# Pairs alone: a mark by itself may be one for inches, or the second of another language's pair.
_MARKED = re.compile(r"“([^“”]*)”|(?<![^\s(\[])\"([^\"]+)\"(?!\w)")


def one_line(text: str) -> str:
    """`text` with each run of white space as one space."""
    return " ".join(text.split())


def within_marks(text: str) -> str:
    """`text` to stand between double quotation marks: such as it has itself become single ones."""
    return _MARKED.sub(lambda found: f"‘{found[1] or found[2] or ''}’", text)


def shortened(text: str, most: int) -> str:
    """`text` in one line of at most `most` characters, cut between words, with a mark of the cut."""
    line = one_line(text)
    if len(line) <= most:
        return line
    whole = line[:most].rpartition(" ")[0]  # one more than is kept, for the ellipsis
    if len(whole) <= most // 2:
        # A language without spaces, or a very long word, is cut where it has to be.
        whole = _whole_words(line, most - 1) or segments.cut(line, most - 1)
    return whole.rstrip(" ,;:.–—-、。，") + "…"


def _whole_words(line: str, most: int) -> str:
    """The words that a line begins with, of `most` characters together; none if they are few."""
    kept = ""
    for word in segments.words(line):
        if len((kept + word).rstrip()) > most:
            break
        kept += word
    return kept if len(kept) > most // 2 else ""
