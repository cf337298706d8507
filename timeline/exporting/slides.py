"""An event as a slide of TimelineJS tells it: HTML of our own making.

TimelineJS has no places for figures, other accounts and sources, so the text of
a slide tells them. Everything that is not our own markup is escaped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape

from timeline.model import Medium, Timeline
from timeline.model.addresses import published, safe
from timeline.pages.entries import (
    Entry,
    ReasonWords,
    RelationWords,
    in_page,
    markdown,
    nowhere,
)
from timeline.pages.notes import Note
from timeline.pages.phrases import Phrases
from timeline.prose.reading import Leads

_MARKUP = re.compile(r"<|&(?=#?\w+;)")

Notes = Mapping[int, Note]


def headline(text: str) -> str:
    """A title for a place that TimelineJS reads as HTML."""
    return escape(text, quote=False) if _MARKUP.search(text) else text


def bare(text: str) -> str:
    """A text for a place of which TimelineJS takes the text first, and reads that as HTML."""
    return headline(escape(text, quote=False)) if _MARKUP.search(text) else text


def leads(timeline: Timeline) -> Leads:
    """Where links to events lead: to the timeline's page, if that has an address."""
    address = published(timeline.header.url)
    return in_page(timeline, address.entry) if address else nowhere


def title_text(timeline: Timeline) -> str:
    """What the first slide says under the title."""
    header = timeline.header
    lines = [_paragraph(escape(header.headline))] if header.headline else []
    lines += [str(markdown(header.description, leads(timeline)))] if header.description else []
    if header.author:
        lines.append(_paragraph(escape(header.author)))
    if header.licence:
        licence = Phrases(header.lang).say("licence")
        lines.append(_labelled(licence, escape(header.licence)))
    return "".join(lines)


def text(entry: Entry, notes: Notes, lang: str) -> str:
    """Everything an event says but for its title, date and lane."""
    return "".join(_parts(entry, notes, Phrases(lang)))


def _parts(entry: Entry, notes: Notes, phrase: Phrases) -> Iterator[str]:
    event = entry.event
    if event.annotation:
        yield _paragraph(f"<i>{escape(event.annotation)}</i>")
    yield str(entry.text)
    if event.date_text:
        yield _paragraph(f"{phrase.say('date-text')} <q>{escape(event.date_text)}</q>")
    yield _list(f"<b>{phrase.figure(each.figure)}</b> {_figure(each.figure.what, each.figure.who)}"
                for each in entry.figures)  # fmt: skip
    if entry.reasons:
        label = "worked-out" if event.derived else "reasons"
        yield _labelled(
            phrase.say(label), "; ".join(_reason(each, phrase) for each in entry.reasons)
        )
    for account in entry.accounts:
        why = f": {escape(account.note)}" if account.note else ""
        yield _labelled(phrase.say("account"), f"{phrase.mark(account.when.words)}{why}")
    for name, aside in entry.asides:
        yield _labelled(phrase.say(name), escape(aside))
    if entry.tags:
        yield _labelled(phrase.say("tags"), escape(", ".join(entry.tags)))
    for told in entry.relations:
        yield _relation(told, phrase)
    if entry.see:
        titles = (f"<i>{escape(other.title)}</i>" for other in entry.see)
        yield _labelled(phrase.say("see-also"), ", ".join(titles))
    yield _list(_anchor(link.url, link.title or link.url) for link in entry.links)
    yield _list(map(_medium, _further(event.media)))
    cited = [notes[number] for number in _cited(entry)]
    if cited:
        yield _paragraph(f"<b>{phrase.say('sources')}</b>")
        yield _list(_citation(note, phrase) for note in cited)


def shown(media: Sequence[Medium]) -> Medium | None:
    """What the slide itself shows: the first that has an address."""
    return next((each for each in media if safe(each.url)), None)


def in_files(media: Sequence[Medium]) -> int:
    """How many pictures are in files alone, which have no address that a slide could name."""
    return sum(not safe(each.url) for each in media)


def _further(media: Sequence[Medium]) -> Iterator[Medium]:
    """Those that are told as links, since a slide shows one."""
    first = shown(media)
    yield from (each for each in media if safe(each.url) and each is not first)


def _medium(medium: Medium) -> str:
    by = ". ".join(filter(None, (medium.credit, medium.licence)))
    words = medium.caption or medium.alt or medium.url
    return _anchor(safe(medium.url), words) + (f" ({escape(by)})" if by else "")


def _reason(told: ReasonWords, phrase: Phrases) -> str:
    """How an event stands in time to another, who says so, and why."""
    title, when = f"<i>{escape(told.other.title)}</i>", f"({phrase.mark(told.other.when)})"
    ours = [str(phrase.mark(words)) if words else "" for words in (told.before, told.after)]
    said = " ".join(filter(None, (ours[0], title, when, ours[1])))
    why = f": {escape(told.note.rstrip('.'))}" if told.note else ""
    return f"{said}{f' ({escape(told.who)})' if told.who else ''}{why}"


def _relation(told: RelationWords, phrase: Phrases) -> str:
    """What an event is to others, and who says so."""
    label = escape(told.words) if told.words else phrase.say(told.phrase)
    titles = ", ".join(f"<i>{escape(other.event.title)}</i>" for other in told.others)
    quoted = f" (“{escape(told.quoted)}”)" if told.quoted else ""
    who = f" ({escape(told.who)})" if told.who else ""
    why = f": {escape(told.note)}" if told.note else ""
    return _labelled(label, f"{titles}{quoted}{who}{why}")


def _figure(what: str, who: str) -> str:
    return escape(what) + (f" ({escape(who)})" if who else "")


def _cited(entry: Entry) -> Iterable[int]:
    """The notes of an event and of all that it tells, each once."""
    of_parts = [
        *(part.notes for part in entry.figures),
        *(part.notes for part in entry.reasons),
        *(part.notes for part in entry.accounts),
        *(part.notes for part in entry.relations),
    ]
    links = (link for notes in (entry.notes, *of_parts) for link in notes)
    return dict.fromkeys(link.number for link in links)


def _citation(note: Note, phrase: Phrases) -> str:
    source, citation = note.source, note.citation
    title = f"<cite>{escape(source.title)}</cite>"
    title = f'<a href="{escape(note.url)}">{title}</a>' if note.url else title
    author = f"{escape(source.author)}: " if source.author else ""
    rest = [
        escape(source.publisher),
        phrase.mark(note.date) if note.date else "",
        escape(citation.locator),
    ]
    quote = f" <q>{escape(citation.quote)}</q>" if citation.quote else ""
    more = "".join(f" {said}" for said in _about(note, phrase))
    return f"{author}{', '.join(filter(None, [title, *rest]))}.{quote}{more}"


def _about(note: Note, phrase: Phrases) -> Iterator[str]:
    """Where a copy of a source is, when it was read, under which licence it is."""
    source = note.source
    if note.archived:
        yield _link(note.archived, phrase.say("archived"))
    if source.accessed:
        yield phrase.say("accessed", date=source.accessed)
    if source.licence:
        yield f"{phrase.say('licence')}: {escape(source.licence)}."


def _anchor(url: str, words: str) -> str:
    return _link(url, escape(words))


def _link(url: str, html: str) -> str:
    return f'<a href="{escape(url)}">{html}</a>'


def _labelled(label: str, html: str) -> str:
    return _paragraph(f"<b>{label}</b> {html}")


def _paragraph(html: str) -> str:
    return f"<p>{html}</p>"


def _list(items: Iterable[str]) -> str:
    inner = "".join(f"<li>{item}</li>" for item in items)
    return f"<ul>{inner}</ul>" if inner else ""
