"""Events and sources as a page tells them: words, notes, safe text and links."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from markupsafe import Markup

from timeline import wording
from timeline.edtf import EdtfDate
from timeline.layout.theme import themes
from timeline.model import Citation, Event, Figure, Link, Source, Timeline
from timeline.model.keys import all_keys
from timeline.model.order import chronological
from timeline.pages.starts import start_length

SAFE_SCHEMES = ("http:", "https:", "mailto:")


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A place in a source, cited by number; `cited_by` are (anchor, event title)."""

    number: int
    source: Source
    date: str  # of the source, in words
    url: str  # empty if the page may not link to it
    archived: str
    citation: Citation
    cited_by: tuple[tuple[str, str], ...]

    @property
    def backs(self) -> tuple[Back, ...]:
        """The ways back to where it is cited: by letters, if there are several."""
        lettered = len(self.cited_by) > 1
        return tuple(
            Back(anchor=anchor, title=title, letter=_letters(at) if lettered else "")
            for at, (anchor, title) in enumerate(self.cited_by)
        )

    @property
    def text(self) -> str:
        """About what the page says, to foresee its length."""
        source, citation = self.source, self.citation
        said = (source.author, source.title, source.publisher, self.date, source.licence)
        return " ".join(text for text in (*said, citation.locator, citation.quote) if text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Back:
    """A way back from a note to a place that cites it, in the event called `title`."""

    anchor: str
    title: str
    letter: str  # empty if it is the only one


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureWords:
    """A figure in words: "70–80", "people believed taken", "North Korean government"."""

    value: str
    figure: Figure
    notes: tuple[NoteLink, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteLink:
    """A reference to a note: its number and the anchor to come back to."""

    number: int
    anchor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DateWords:
    """A date in words, with the value of `<time datetime>` where HTML has one."""

    words: str
    datetime: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherAccount:
    """What another source says of when."""

    when: DateWords
    note: str
    notes: tuple[NoteLink, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An event as the list shows it."""

    event: Event
    lane: int
    lane_title: str
    when: DateWords
    text: Markup
    start: int  # how much of the text's first paragraph is a sentence, as `start_length` has it
    figures: tuple[FigureWords, ...]
    accounts: tuple[OtherAccount, ...]
    asides: tuple[tuple[str, str], ...]  # (name of its phrase, text)
    tags: tuple[str, ...]
    see: tuple[tuple[str, str], ...]  # (id, title)
    links: tuple[Link, ...]
    notes: tuple[NoteLink, ...]


class _Notes:
    """Numbers the places cited, in the order of the list; the same place keeps its number."""

    def __init__(self, sources: Sequence[Source], lang: str) -> None:
        self.sources = {source.id: source for source in sources}
        self.lang = lang
        self.numbers: dict[Citation, int] = {}
        self.cited_by: dict[Citation, list[tuple[str, str]]] = {}

    def cite(self, citations: Sequence[Citation], event: Event) -> tuple[NoteLink, ...]:
        """References to the citations, each with an anchor of its own."""
        links = []
        for citation in dict.fromkeys(citations):
            number = self.numbers.setdefault(citation, len(self.numbers) + 1)
            back = self.cited_by.setdefault(citation, [])
            anchor = f"_cite-{number}-{len(back) + 1}"
            back.append((anchor, event.title))
            links.append(NoteLink(number=number, anchor=anchor))
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
            cited_by=tuple(self.cited_by[citation]),
        )


def entries(timeline: Timeline) -> tuple[tuple[Entry, ...], tuple[Note, ...]]:
    """Every event in reading order, and the notes on sources they cite."""
    notes = _Notes(timeline.sources, timeline.header.lang)
    lanes = {lane.id: (index, lane.title) for index, lane in enumerate(timeline.lanes)}
    tags = {tag.id: tag.title for tag in timeline.tags}
    titles = {event.id: event.title for event in timeline.events}
    told = tuple(
        Entry(
            event=event,
            lane=lanes[event.lane][0] % themes(timeline).lanes,
            lane_title=lanes[event.lane][1],
            when=when(event.when, timeline, attested=event.attested is not None),
            text=(text := markdown(event.text)),
            start=start_length(text),
            figures=tuple(_figure(figure, event, timeline, notes) for figure in event.figures),
            links=tuple(link for link in event.links if is_safe_link(link.url)),
            accounts=tuple(
                OtherAccount(
                    when=when(account.date, timeline),
                    note=account.note,
                    notes=notes.cite(account.sources, event),
                )
                for account in event.accounts
            ),
            asides=tuple(asides(event)),
            tags=tuple(tags.get(tag, tag) for tag in event.tags),
            notes=notes.cite(event.sources, event),
            see=tuple((other, titles[other]) for other in event.see if other in titles),
        )
        for event in chronological(timeline.events)
    )
    return told, notes.all()


def asides(event: Event) -> Iterator[tuple[str, str]]:
    """The texts below what an event tells, each with the name of the phrase that says what it is."""
    for key in all_keys(Event):
        if key.is_aside and (text := getattr(event, key.name)):
            yield key.name.replace("_", "-"), text


def when(date: EdtfDate, timeline: Timeline, *, attested: bool = False) -> DateWords:
    """A date in the words of the timeline's language."""
    words = wording.date_words(date, attested=attested, lang=timeline.header.lang)
    return DateWords(words=words, datetime=None if attested else wording.datetime_attribute(date))


def _figure(figure: Figure, event: Event, timeline: Timeline, notes: _Notes) -> FigureWords:
    return FigureWords(
        value=wording.figure_words(figure, timeline.header.lang),
        figure=figure,
        notes=notes.cite(figure.sources, event),
    )


def _letters(number: int) -> str:
    """0, 1, 2 as a, b, c; after z comes aa."""
    more, last = divmod(number, 26)
    return (_letters(more - 1) if more else "") + chr(ord("a") + last)


_NOT_READ = ["html_block", "html_inline", "image", "heading", "lheading", "hr", "fence", "code"]


def markdown(text: str) -> Markup:
    """Markdown to HTML of our own making: no raw HTML, no images, no headings."""
    if not text:
        return Markup()
    return Markup(_parser().render(text))  # noqa: S704 - the renderer escapes, raw HTML is off


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False})
    parser.disable(_NOT_READ)
    parser.validateLink = is_safe_link  # type: ignore[method-assign]
    parser.add_render_rule("link_open", _link_open)
    return parser


def _link_open(
    renderer: RendererHTML,
    tokens: Sequence[Token],
    index: int,
    options: OptionsDict,
    env: EnvType,
) -> str:
    """A link; one that shows its address is marked, so that print does not spell it out again."""
    if tokens[index].markup == "autolink":
        tokens[index].attrSet("class", "bare")
    return renderer.renderToken(tokens, index, options, env)


def is_safe_link(url: str) -> bool:
    """Whether a link may stand in the page; the reader refuses others, but a model may hold them."""
    return url.strip().lower().startswith(SAFE_SCHEMES)
