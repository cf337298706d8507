"""What a picture says of where it comes from: the works cited, the author, the licence."""

from __future__ import annotations

from collections import Counter
from urllib.parse import urlsplit

from timeline.model import Source, Timeline
from timeline.model.addresses import published
from timeline.model.keys import citations
from timeline.wording import isolated, phrase
from timeline.wording.short import one_line, within_marks


def cited_works(timeline: Timeline) -> tuple[Source, ...]:
    """The works that the events cite, the most cited first."""
    cited = Counter(citation.id for event in timeline.all_events for citation in citations(event))
    known = [source for source in timeline.sources if source.id in cited]
    return tuple(sorted(known, key=lambda source: -cited[source.id]))


def works(timeline: Timeline) -> tuple[str, ...]:
    """The works that the events cite, in words, the most cited first."""
    lang = timeline.header.lang
    return tuple(dict.fromkeys(_work(source, lang) for source in cited_works(timeline)))


def makers(timeline: Timeline) -> tuple[str, ...]:
    """Who wrote those works, or published them; of one that does not say, its title."""
    return tuple(dict.fromkeys(map(_maker, cited_works(timeline))))


def _maker(source: Source) -> str:
    return one_line(source.author or source.publisher or source.title)


def _work(source: Source, lang: str) -> str:
    """Who wrote a work, or published it, its title, and its licence."""
    title, who = one_line(source.title), one_line(source.author or source.publisher)
    words = phrase("credit-title", lang, title=isolated(within_marks(title), lang))
    if who and who != title:
        words = phrase("credit-work", lang, who=isolated(who, lang), title=words)
    if source.licence:
        licence = isolated(one_line(source.licence), lang)
        words = phrase("credit-licensed", lang, work=words, licence=licence)
    return words


def sources_line(named: tuple[str, ...], more: int, lang: str) -> str:
    """The works as one text, and of how many `more` nothing is said."""
    said = [*named, phrase("credit-more", lang, count=more)] if more else [*named]
    return phrase("credit-sources", lang, count=len(named) + more, works="; ".join(said))


def own_line(timeline: Timeline) -> str:
    """Who made the timeline, under which licence it is, and where; empty if none is known."""
    header, lang = timeline.header, timeline.header.lang
    facts = {"author": header.author, "licence": header.licence}
    said = [
        phrase(f"credit-{name}", lang, **{name: isolated(one_line(text), lang)})
        for name, text in facts.items()
        if text
    ]
    address = published(header.url)
    site = (urlsplit(address.page).hostname or "").removeprefix("www.") if address else ""
    return " · ".join([*said, site] if site else said)
