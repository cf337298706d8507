"""A timeline and its pictures to one HTML page that needs nothing else.

The page has no script and makes no request; its Content-Security-Policy lets
in only its own style sheet, by hash. Templates come from `templates/` beside
the package, or in it once installed; a folder given by the caller goes first.
"""

from __future__ import annotations

import base64
import hashlib
import traceback
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.parse import quote

from jinja2 import (
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
    select_autoescape,
)
from markdown_it import MarkdownIt
from markupsafe import Markup

from timeline import lists, wording
from timeline.errors import TimelineError
from timeline.layout import chronological
from timeline.model import Citation, Event, Figure, Link, Source, Timeline
from timeline.pictures import Picture, css_colours, font_faces
from timeline.theme import LIGHT

SAFE_SCHEMES = ("http:", "https:", "mailto:")


class BadTemplate(TimelineError):
    """A template cannot be read or filled in; the message says where."""


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
    def text(self) -> str:
        """About what the page says, to foresee its length."""
        source, citation = self.source, self.citation
        said = (source.author, source.title, source.publisher, self.date, source.licence)
        return " ".join(text for text in (*said, citation.locator, citation.quote) if text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
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
class When:
    """A date in words, with the value of `<time datetime>` where HTML has one."""

    words: str
    datetime: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherAccount:
    """What another source says of when."""

    when: When
    note: str
    notes: tuple[NoteLink, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An event as the list shows it."""

    event: Event
    lane: int
    lane_title: str
    when: When
    text: Markup
    figures: tuple[Shown, ...]
    accounts: tuple[OtherAccount, ...]
    tags: tuple[str, ...]
    see: tuple[tuple[str, str], ...]  # (id, title)
    links: tuple[Link, ...]
    notes: tuple[NoteLink, ...]


def page(
    timeline: Timeline,
    pictures: Mapping[str, Picture],
    *,
    data: bytes = b"",
    downloads: Mapping[str, str] = MappingProxyType({}),
    templates: Path | None = None,
) -> str:
    """The page as HTML text.

    `pictures` are the layouts by name, "wide" and "medium"; the page shows the
    one its width suits. `data` is the file the timeline was read from, offered
    for download, as are `downloads`: names to relative addresses. `templates`
    is a folder whose files replace those of the same name. Raises BadTemplate.
    """
    environment = _environment(templates)
    lang = timeline.header.lang
    entries, notes = _entries(timeline)
    context = {
        "timeline": timeline,
        "header": timeline.header,
        "direction": wording.direction(lang),
        "description": _markdown(timeline.header.description),
        "entries": entries,
        "notes": notes,
        "stretches": lists.stretches,
        "index": lists.index([entry.event for entry in entries], lang),
        "charts": {
            name: Markup(picture.inline(f"{name[0].upper()}-"))  # noqa: S704 - serialised XML
            for name, picture in pictures.items()
        },
        "downloads": {name: quote(address) for name, address in downloads.items()},
        "data_url": _data_url(data) if data else "",
        "periods": [(period.title, _when(period.date, timeline)) for period in timeline.periods],
        "phrase": lambda name, **values: wording.phrase(name, lang, **values),
    }
    try:
        style = environment.get_template("style.css").render(
            colours=css_colours(),
            fonts=font_faces(_texts(pictures)),
            lanes=range(len(LIGHT.lanes)),
            long_lists=_long_lists(entries, notes),
        )
        return environment.get_template("index.html").render(
            context,
            style=Markup(style),  # noqa: S704 - made of our own colours and glyphs
            policy=_policy(style),
        )
    except _TEMPLATE_FAULTS as error:
        raise BadTemplate(_template_fault(error)) from error


# What the expressions of a template can raise, besides Jinja's own errors.
_TEMPLATE_FAULTS = (
    TemplateError,
    LookupError,
    TypeError,
    ValueError,
    ArithmeticError,
    RecursionError,
)


def _template_fault(error: Exception) -> str:
    """Where and what, as far as Jinja knows."""
    if isinstance(error, TemplateSyntaxError):
        return f"{error.filename or error.name}:{error.lineno}: {error.message}"
    if isinstance(error, TemplateNotFound):
        return f"{error.name}: there is no template of this name"
    what = str(error) or type(error).__name__
    # Jinja makes the frames of a traceback name the template's own lines.
    frames = traceback.extract_tb(error.__traceback__)
    own = (f for f in reversed(frames) if Path(f.filename).suffix in {".html", ".css"})
    frame = next(own, None)
    return f"{frame.filename}:{frame.lineno}: {what}" if frame else f"a template: {what}"


def _environment(templates: Path | None) -> Environment:
    folders = [own_templates()] if templates is None else [templates, own_templates()]
    return Environment(
        loader=ChoiceLoader([FileSystemLoader(folder) for folder in folders]),
        autoescape=select_autoescape(default=True, disabled_extensions=("css",)),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def own_templates() -> Path:
    """The templates that came with the package: in the wheel, or beside the source."""
    package = Path(str(files("timeline")))
    inside = package / "templates"
    return inside if inside.is_dir() else package.parent / "templates"


def _long_lists(entries: Sequence[Entry], notes: Sequence[Note]) -> dict[str, lists.Height]:
    """The height of a stretch of each list that is long, by its class."""
    heights = {}
    if len(lists.stretches(entries)) > 1:
        heights["events"] = lists.entries_height([entry.event for entry in entries])
    if len(lists.stretches(notes)) > 1:
        heights["notes"] = lists.notes_height([note.text for note in notes])
    return heights


def _texts(pictures: Mapping[str, Picture]) -> dict[bool, str]:
    """The characters drawn in any of the pictures, by whether they are bold."""
    drawn: dict[bool, set[str]] = {False: set(), True: set()}
    for picture in pictures.values():
        for bold, text in picture.texts().items():
            drawn[bold] |= set(text)
    return {bold: "".join(sorted(used)) for bold, used in drawn.items()}


def _policy(style: str) -> str:
    """A Content-Security-Policy under which only this style sheet applies."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; font-src data:; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def _data_url(data: bytes) -> str:
    return "data:application/toml;base64," + base64.b64encode(data).decode()


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
            url=source.url if _is_safe_link(source.url) else "",
            archived=source.archived if _is_safe_link(source.archived) else "",
            citation=citation,
            cited_by=tuple(self.cited_by[citation]),
        )


def _entries(timeline: Timeline) -> tuple[tuple[Entry, ...], tuple[Note, ...]]:
    notes = _Notes(timeline.sources, timeline.header.lang)
    lanes = {lane.id: (index, lane.title) for index, lane in enumerate(timeline.lanes)}
    tags = {tag.id: tag.title for tag in timeline.tags}
    titles = {event.id: event.title for event in timeline.events}
    entries = tuple(
        Entry(
            event=event,
            lane=lanes[event.lane][0] % len(LIGHT.lanes),
            lane_title=lanes[event.lane][1],
            when=_when(event.when, timeline, attested=event.attested is not None),
            text=_markdown(event.text),
            figures=tuple(_figure(figure, event, timeline, notes) for figure in event.figures),
            links=tuple(link for link in event.links if _is_safe_link(link.url)),
            accounts=tuple(
                OtherAccount(
                    when=_when(account.date, timeline),
                    note=account.note,
                    notes=notes.cite(account.sources, event),
                )
                for account in event.accounts
            ),
            tags=tuple(tags.get(tag, tag) for tag in event.tags),
            notes=notes.cite(event.sources, event),
            see=tuple((other, titles[other]) for other in event.see if other in titles),
        )
        for event in chronological(timeline.events)
    )
    return entries, notes.all()


def _when(date: Any, timeline: Timeline, *, attested: bool = False) -> When:
    words = wording.date_words(date, attested=attested, lang=timeline.header.lang)
    return When(words=words, datetime=None if attested else wording.datetime_attribute(date))


def _figure(figure: Figure, event: Event, timeline: Timeline, notes: _Notes) -> Shown:
    return Shown(
        value=wording.figure_words(figure, timeline.header.lang),
        figure=figure,
        notes=notes.cite(figure.sources, event),
    )


_NOT_READ = ["html_block", "html_inline", "image", "heading", "lheading", "hr", "fence", "code"]


def _markdown(text: str) -> Markup:
    """Markdown to HTML of our own making: no raw HTML, no images, no headings."""
    if not text:
        return Markup()
    return Markup(_parser().render(text))  # noqa: S704 - the renderer escapes, raw HTML is off


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False})
    parser.disable(_NOT_READ)
    parser.validateLink = _is_safe_link  # type: ignore[method-assign]
    return parser


def _is_safe_link(url: str) -> bool:
    """Whether a link may stand in the page; the reader refuses others, but a model may hold them."""
    return url.strip().lower().startswith(SAFE_SCHEMES)
