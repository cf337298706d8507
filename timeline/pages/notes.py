"""What is cited, and where: notes on places in sources, by work, and the ways back from them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter

from timeline import wording
from timeline.model import Citation, Event, Source, Timeline
from timeline.model.addresses import is_safe_link

_SHORT = 60  # characters of a title that says which work is meant, without its subtitle


@dataclass(frozen=True, slots=True, kw_only=True)
class Back:
    """A way back from a note: to an event that cites it, by what the chart calls it."""

    event: str  # id
    words: str
    at: int  # its turn among those that cite anything


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A place in a source, numbered in the order of the list; `cited_by` are events, each once."""

    number: int
    source: Source
    date: str  # of the source, in words
    url: str  # empty if the page may not link to it
    archived: str
    citation: Citation
    cited_by: tuple[Back, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """All that is cited of one place in a work: a note, or several with quotes of their own."""

    locator: str
    notes: tuple[Note, ...]
    backs: tuple[Back, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """A source and the places that are cited of it; the first says what there is of it all."""

    places: tuple[Place, ...]

    @property
    def note(self) -> Note:
        """The first of its notes, for what all of them say alike."""
        return self.places[0].notes[0]

    @property
    def text(self) -> str:
        """About what the page says of the work itself, to foresee its length."""
        source = self.note.source
        said = (source.author, source.title, source.publisher, self.note.date, source.licence)
        return " ".join(filter(None, said))


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteLink:
    """A reference to a note: what it says of the work and of the place, and its own anchor."""

    number: int
    anchor: str
    source: str  # its id
    name: str  # of the work, as short as tells it from the others
    locator: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedWork:
    """The references to one work that stand together: its name is said with the first."""

    name: str
    links: tuple[NoteLink, ...]


class Notes:
    """Numbers the places cited, in the order of the list; the same place keeps its number."""

    def __init__(self, timeline: Timeline) -> None:
        self.sources = {source.id: source for source in timeline.sources}
        self.names = names(timeline.sources)
        self.lang = timeline.header.lang
        self.numbers: dict[Citation, int] = {}
        self.cited: Counter[Citation] = Counter()
        self.cited_by: dict[Citation, dict[str, Back]] = {}
        self.turns: dict[str, int] = {}  # by the ids of events

    def cite(self, citations: Sequence[Citation], event: Event) -> tuple[NoteLink, ...]:
        """References to the citations, each with an anchor of its own."""
        links = []
        turn = self.turns.setdefault(event.id, len(self.turns))
        back = Back(event=event.id, words=event.label or event.title, at=turn)
        for citation in dict.fromkeys(citations):
            number = self.numbers.setdefault(citation, len(self.numbers) + 1)
            self.cited[citation] += 1
            self.cited_by.setdefault(citation, {}).setdefault(event.id, back)
            links.append(
                NoteLink(
                    number=number,
                    anchor=f"_cite-{number}-{self.cited[citation]}",
                    source=citation.id,
                    name=self.names[citation.id],
                    locator=citation.locator,
                )
            )
        return tuple(links)

    def all(self) -> tuple[Note, ...]:
        """Every note cited so far, by number."""
        return tuple(self._note(citation, number) for citation, number in self.numbers.items())

    def _note(self, citation: Citation, number: int) -> Note:
        source = self.sources[citation.id]
        return Note(
            number=number,
            source=source,
            date=wording.date_words(source.date, lang=self.lang) if source.date else "",
            url=source.url if is_safe_link(source.url) else "",
            archived=source.archived if is_safe_link(source.archived) else "",
            citation=citation,
            cited_by=tuple(self.cited_by[citation].values()),
        )


def works(notes: Iterable[Note]) -> tuple[Work, ...]:
    """The works that are cited, in the order of the list, each once with all its places."""
    of_work: dict[str, dict[str, list[Note]]] = {}
    for note in notes:
        places = of_work.setdefault(note.source.id, {})
        places.setdefault(note.citation.locator, []).append(note)
    return tuple(
        Work(places=tuple(_place(locator, found) for locator, found in places.items()))
        for places in of_work.values()
    )


def _place(locator: str, notes: Sequence[Note]) -> Place:
    backs = {back.event: back for note in notes for back in note.cited_by}
    in_order = sorted(backs.values(), key=attrgetter("at"))
    return Place(locator=locator, notes=tuple(notes), backs=tuple(in_order))


def by_work(links: Iterable[NoteLink]) -> tuple[CitedWork, ...]:
    """References that stand together, those to one work beside each other."""
    found: dict[str, list[NoteLink]] = {}
    for link in links:
        found.setdefault(link.source, []).append(link)
    return tuple(CitedWork(name=each[0].name, links=tuple(each)) for each in found.values())


def names(sources: Sequence[Source]) -> dict[str, str]:
    """What each source is called where it is cited, by its id: no two alike but by the same title.

    Who publishes it, where no author is known and all else is somebody else's; or its title.
    """
    candidates = {source.id: list(_candidates(source)) for source in sources}
    taken = Counter(name for each in candidates.values() for name in dict.fromkeys(each))
    return {
        key: next((name for name in each if taken[name] == 1), each[-1])
        for key, each in candidates.items()
    }


def _candidates(source: Source) -> Iterator[str]:
    """Names of a source, the shortest first."""
    if source.publisher and not source.author:
        yield source.publisher
    head = source.title.split(": ")[0]
    if len(source.title) > _SHORT and len(head) < _SHORT:
        yield head
    yield source.title
    for more in (source.author, source.publisher):
        if more:
            yield f"{source.title} ({more})"
