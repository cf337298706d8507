"""Events and sources as a page tells them: words, notes, safe text and links."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from markupsafe import Markup

from timeline import wording
from timeline.edtf import EdtfDate
from timeline.layout.theme import themes
from timeline.model import Account, Citation, Event, Figure, Link, Reason, Relation, Timeline
from timeline.model.addresses import is_safe_link
from timeline.model.keys import all_keys
from timeline.model.order import chronological
from timeline.pages.figures import Figures, FigureWords, figures, left_untold
from timeline.pages.notes import CitedWork, Note, NoteLink, Notes, by_work
from timeline.pages.pictured import NO_PICTURES, Gallery, Plate
from timeline.pages.starts import start_length, start_of
from timeline.prose.reading import Leads, html
from timeline.wording.reasoned import (
    Ground,
    Tie,
    by_target,
    ground_words,
    grounds,
    known_parts,
    known_words,
    ties,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DateWords:
    """A date in words, with the value of `<time datetime>` where HTML has one.

    Of one that is worked out the words are those of the `date` itself and `how` it is known.
    """

    words: str
    datetime: str | None
    date: str = ""
    how: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Citing:
    """What an entry tells by sources of its own."""

    notes: tuple[NoteLink, ...]

    @property
    def works(self) -> tuple[CitedWork, ...]:
        """What it cites, by work."""
        return by_work(self.notes)


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherAccount(Citing):
    """What another source says of when."""

    when: DateWords
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Another event, as one names it; without a link where a selection left it out."""

    event: Event
    when: str  # in few words
    is_listed: bool

    @property
    def title(self) -> str:
        """What it is called in few words."""
        return self.event.label or self.event.title


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonWords(Citing):
    """What dates an event: `before` and `after` are the words around the other event."""

    before: str
    other: Named
    after: str
    who: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationWords(Citing):
    """What an event is to others: in the author's `words`, or by the name of a phrase.

    `quoted` are the words of the other side, where that has the relation.
    """

    phrase: str
    words: str
    quoted: str
    others: tuple[Named, ...]
    who: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An event as the list shows it."""

    event: Event
    lane: int
    lane_title: str
    when: DateWords
    text: Markup
    start: int  # how much of the text's first paragraph is a sentence, as `start_length` has it
    counts: tuple[Figure, ...]  # which that sentence and the title leave untold
    figures: tuple[FigureWords, ...]
    given: Figures  # the same as the list tells them
    reasons: tuple[ReasonWords, ...]
    accounts: tuple[OtherAccount, ...]
    asides: tuple[tuple[str, str], ...]  # (name of its phrase, text)
    tags: tuple[str, ...]
    relations: tuple[RelationWords, ...]
    see: tuple[Event, ...]
    links: tuple[Link, ...]
    notes: tuple[NoteLink, ...]
    plates: tuple[Plate, ...] = ()

    @property
    def works(self) -> tuple[CitedWork, ...]:
        """What it cites itself, by work."""
        return by_work(self.notes)


class Listed(NamedTuple):
    """What a page lists: the events in reading order, the undated ones, the notes on what all cite."""

    dated: tuple[Entry, ...]
    undated: tuple[Entry, ...]
    notes: tuple[Note, ...]

    @property
    def all(self) -> tuple[Entry, ...]:
        """Every event, as they follow upon each other."""
        return (*self.dated, *self.undated)


def entries(
    timeline: Timeline, leads: Leads | None = None, gallery: Gallery = NO_PICTURES
) -> Listed:
    """Every event in reading order, those without a date as the file has them; and the notes.

    `leads` says where a link to an event does; if nothing does, to its entry in the page. Of the
    pictures those of the `gallery` are shown.
    """
    notes = Notes(timeline)
    known = _Known(
        timeline=timeline,
        lanes={lane.id: index for index, lane in enumerate(timeline.lanes)},
        tags={tag.id: tag.title for tag in timeline.tags},
        events={event.id: event for event in timeline.all_events},
        named={event.id: event for event in (*timeline.all_events, *timeline.outside)},
        related=by_target((*timeline.all_events, *timeline.outside)),
        notes=notes,
        leads=leads or in_page(timeline),
        gallery=gallery,
    )
    dated = tuple(_entry(event, known) for event in chronological(timeline.events))
    undated = tuple(_entry(event, known) for event in timeline.undated)
    return Listed(dated, undated, notes.all())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """What an entry says of others, by their ids."""

    timeline: Timeline
    lanes: Mapping[str, int]
    tags: Mapping[str, str]
    events: Mapping[str, Event]
    named: Mapping[str, Event]  # also those outside
    related: Mapping[str, Sequence[tuple[str, Relation]]]  # what others are to an event
    notes: Notes
    leads: Leads
    gallery: Gallery


def _entry(event: Event, known: _Known) -> Entry:
    timeline, lane = known.timeline, known.lanes[event.lane]
    told = tuple(
        FigureWords(figure=figure, notes=known.notes.cite(figure.sources, event))
        for figure in event.figures
    )
    reasons = tuple(_reason(each, event, known) for each in grounds(event, known.named))
    accounts = tuple(_account(account, event, known) for account in event.accounts)
    tied = tuple(ties(event, known.named, known.related.get(event.id, ())))
    is_told = {each.other for each in tied}
    notes = known.notes.cite(event.sources, event)
    return Entry(
        event=event,
        lane=lane % themes(timeline).lanes,
        lane_title=timeline.lanes[lane].title,
        when=when_of(event, timeline),
        text=(text := markdown(event.text, known.leads)),
        start=start_length(text),
        counts=left_untold(event, start_of(text), timeline.header.lang),
        figures=told,
        given=figures(told, event, notes, timeline.header.lang),
        reasons=reasons,
        accounts=accounts,
        asides=tuple(asides(event)),
        tags=tuple(known.tags.get(tag, tag) for tag in event.tags),
        relations=tuple(_relations(tied, event, known)),
        see=tuple(
            known.events[other]
            for other in event.see
            if other in known.events and other not in is_told
        ),
        links=tuple(link for link in event.links if is_safe_link(link.url)),
        notes=notes,
        plates=known.gallery.plates(event.media, event.id),
    )


def _account(account: Account, event: Event, known: _Known) -> OtherAccount:
    return OtherAccount(
        when=when(account.date, known.timeline),
        note=account.note,
        notes=known.notes.cite(account.sources, event),
    )


def _named(name: str, known: _Known) -> Named:
    event, timeline = known.named[name], known.timeline
    lang = timeline.header.lang
    when = known_words(event, lang, short=True) if event.known else when_of(event, timeline).words
    return Named(event=event, when=when, is_listed=name in known.events)


def _reason(ground: Ground, event: Event, known: _Known) -> ReasonWords:
    words = ground_words(ground.phrase, known.timeline.header.lang)
    before, _, after = words.partition("{other}")
    return ReasonWords(
        before=before.strip(),
        other=_named(ground.other, known),
        after=after.strip(),
        who=ground.reason.who,
        note=ground.reason.note,
        notes=_further(ground.reason, event, known),
    )


def _further(told: Reason | Relation, event: Event, known: _Known) -> tuple[NoteLink, ...]:
    """What is cited for it beyond what its event cites itself, which stands in the entry anyway."""
    whole = {Citation(id=each.id) for each in event.sources}
    further = [each for each in told.sources if each not in whole.union(event.sources)]
    return known.notes.cite(further, event)


def _relations(tied: Iterable[Tie], event: Event, known: _Known) -> Iterator[RelationWords]:
    """What an event is to others, those told together of which all the same is said."""
    alike: dict[tuple[object, ...], list[Tie]] = {}
    for tie in tied:
        said = tie.relation
        alike.setdefault(
            (tie.phrase, tie.is_own, said.words, said.who, said.note, said.sources), []
        ).append(tie)
    for together in alike.values():
        tie = together[0]
        yield RelationWords(
            phrase=tie.phrase,
            words=tie.words,
            quoted="" if tie.is_own else tie.relation.words,
            others=tuple(_named(each.other, known) for each in together),
            who=tie.relation.who,
            note=tie.relation.note if tie.is_own else "",
            notes=_further(tie.relation, event, known),
        )


def asides(event: Event) -> Iterator[tuple[str, str]]:
    """The texts below what an event tells, each with the name of the phrase that says what it is."""
    for key in all_keys(Event):
        if key.is_aside and (text := getattr(event, key.name)):
            yield key.name.replace("_", "-"), text


def when(date: EdtfDate, timeline: Timeline, *, attested: bool = False) -> DateWords:
    """A date in the words of the timeline's language."""
    words = wording.date_words(date, attested=attested, lang=timeline.header.lang)
    return DateWords(words=words, datetime=None if attested else wording.datetime_attribute(date))


def when_of(event: Event, timeline: Timeline) -> DateWords:
    """When an event was, or that it is undated."""
    lang = timeline.header.lang
    if event.known is None:
        return DateWords(words=wording.phrase("undated", lang), datetime=None)
    if event.derived:
        date, how = known_parts(event, lang)
        return DateWords(words=known_words(event, lang), datetime=None, date=date, how=how)
    return when(event.when, timeline, attested=event.is_attested)


def nowhere(_: str) -> str:
    """Where links to events lead that have no address: their words are left."""
    return ""


def markdown(text: str, leads: Leads = nowhere) -> Markup:
    """Markdown to HTML of our own making; `leads` says where a link to an event does."""
    return Markup(html(text, leads))  # noqa: S704 - it escapes, and raw HTML is off


def in_page(timeline: Timeline, entry: Callable[[str], str] = "#{}".format) -> Leads:
    """Where links to events lead, by what `entry` makes of an id: also those to former ids."""
    now = {former: event.id for event in timeline.all_events for former in event.was}
    now |= {event.id: event.id for event in timeline.all_events}
    return lambda name: entry(now[name]) if name in now else ""
