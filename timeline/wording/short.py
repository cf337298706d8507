"""Any text in one line, and in fewer characters."""

from __future__ import annotations


def one_line(text: str) -> str:
    """`text` with each run of white space as one space."""
    return " ".join(text.split())


def shortened(text: str, most: int) -> str:
    """`text` in one line of at most `most` characters, cut between words, with a mark of the cut."""
    line = one_line(text)
    if len(line) <= most:
        return line
    cut = line[:most]  # one more than is kept, for the ellipsis
    whole, space, _ = cut.rpartition(" ")
    # A language without spaces, or a very long word, is cut where it has to be.
    kept = whole if space and len(whole) > most // 2 else cut[:-1]
    return kept.rstrip(" ,;:.–—-") + "…"
