"""A timeline in few words, and any text in fewer."""

from __future__ import annotations

from timeline import wording
from timeline.edtf import civil
from timeline.layout.layout import span
from timeline.layout.marks import Span
from timeline.model import Timeline


def summary(timeline: Timeline) -> str:
    """What it is about, how many events it has and from when to when, in a sentence."""
    return wording.phrase(
        "embed-alt",
        timeline.header.lang,
        title=one_line(timeline.header.title),
        count=len(timeline.events),
        span=span_words(timeline),
    )


def span_words(timeline: Timeline) -> str:
    """The timeline's span: "1945 to 2004"; in days if it is no longer than a year."""
    lang = timeline.header.lang
    first, last = ends_words(span(timeline), lang)
    return first if first == last else wording.phrase("card-span", lang, first=first, last=last)


def ends_words(span: Span, lang: str) -> tuple[str, str]:
    """The first and the last day of a span: their years; the days if it is no longer than a year."""
    first, after = span
    in_years = after - first > 366

    def words(day: int) -> str:
        year, month, date = civil(day)
        if in_years:
            return wording.tick_words(year, None, None, lang)
        return wording.tick_words(year, month, date, lang)

    return words(first), words(after - 1)


def one_line(text: str) -> str:
    """`text` with each run of white space as one space."""
    return " ".join(text.split())


def shortened(text: str, most: int) -> str:
    """`text` in one line of at most `most` characters, cut between words, with a mark of the cut."""
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    cut = line[:most]  # one more than is kept, for the ellipsis
    whole, space, _ = cut.rpartition(" ")
    # A language without spaces, or a very long word, is cut where it has to be.
    kept = whole if space and len(whole) > most // 2 else cut[:-1]
    return kept.rstrip(" ,;:.–—-") + "…"
