"""A timeline in the markup of other people's sites: Markdown and wikitext.

Both are text that a site turns into HTML. What the author of the timeline
wrote stays words there: characters with a meaning are escaped.
"""

from __future__ import annotations

import re
from html import escape
from html.parser import HTMLParser

from markupsafe import Markup

from timeline import wording
from timeline.layout.span import summary
from timeline.model import Timeline
from timeline.model.addresses import Address, safe
from timeline.model.order import chronological
from timeline.pages.entries import Entry, entries, in_page, nowhere, when_of
from timeline.pages.notes import Note
from timeline.pages.phrases import Phrases
from timeline.wording.short import one_line

_CONTROLS = re.compile(r"[\x00-\x1f\x7f]+")


def as_markdown(timeline: Timeline, address: Address, picture: str, *, listed: bool) -> str:
    """The picture with words for it, linked to the page; if `listed`, all events after it.

    `picture` is the name of a file beside the page.
    """
    alt = markdown_escaped(summary(timeline))
    said = timeline.header.headline
    lines = [f"{markdown_escaped(said)}\n"] if said else []
    lines.append(f"[![{alt}]({address.file(picture)})]({address.page})")
    if listed:
        lines.append("")
    for event in (*chronological(timeline.events), *timeline.undated) if listed else ():
        date = when_of(event, timeline).words
        date = wording.isolated(date, timeline.header.lang)
        title = wording.isolated(event.title, timeline.header.lang)
        words = f"[{markdown_escaped(title)}]({address.entry(event.id)})"
        lines.append(f"- **{markdown_escaped(date)}**: {words}")
    return "\n".join(lines) + "\n"


_MARKDOWN = re.compile(
    r"[\\`*_\[\]<>|~$]"
    r"|&(?=#?\w+;)"
    # At the start of a line: headings, items, rules.
    r"|^[#+=-]|(?<=^\d)[.)]|(?<=^\d\d)[.)]|(?<=^\d\d\d)[.)]|(?<=^\d\d\d\d)[.)]",
    re.ASCII,
)


def markdown_escaped(text: str) -> str:
    """Words as Markdown that says just them, in one line."""
    return _MARKDOWN.sub(r"\\\g<0>", _one_line(text))


def as_wikitext(timeline: Timeline, address: Address | None) -> str:
    """The events as a list, each with its sources as references that are written once.

    A link to the page follows if its address is known.
    """
    told = entries(timeline, in_page(timeline, address.entry) if address else nowhere)
    phrases = Phrases(timeline.header.lang)
    places: dict[str, int] = {}
    for note in told.notes:
        places[note.source.id] = places.get(note.source.id, 0) + 1
    references = {
        note.number: _Reference(note, phrases, alone=places[note.source.id] == 1)
        for note in told.notes
    }
    said = timeline.header.headline
    lines = [f"{wikitext_escaped(said)}\n"] if said else []
    for entry in told.all:
        cited = "".join(references[link.number].written() for link in entry.notes)
        lines.append(f"* {_event(entry, phrases)}{cited}")
    if address:
        words = wikitext_escaped(timeline.header.title)
        full = phrases.say("embed-full")
        lines += ["", f"[{address.page} {full}: {words}]"]
    return "\n".join(lines) + "\n"


def _event(entry: Entry, phrases: Phrases) -> str:
    title = wikitext_escaped(wording.isolated(entry.event.title, phrases.lang))
    stop = "" if entry.event.title.rstrip()[-1:] in ".!?…。" else "."
    words = f"'''{_marked(entry.when.words, phrases)}''': {title}{stop}"
    said = entry.event.annotation
    annotation = f"''{wikitext_escaped(wording.isolated(said, phrases.lang))}''" if said else ""
    text = _Wikitext(str(entry.text)).written()
    return " ".join(filter(None, (words, annotation, text)))


def _marked(words: str, phrases: Phrases) -> str:
    """Words of the product's as wikitext, which has HTML's elements for their language."""
    return phrases.mark(Markup(wikitext_escaped(words)))  # noqa: S704 - escaped for wikitext


class _Reference:
    """A note on a source: in full where it first stands, after that by its name."""

    def __init__(self, note: Note, phrases: Phrases, *, alone: bool) -> None:
        self.note = note
        self.phrases = phrases
        # No id has an underscore, so that no other source's name is this one.
        place = "" if alone else f"_{note.number}"
        self.name = f"timeline-{escape(note.source.id)}{place}"
        self.used = False

    def written(self) -> str:
        """The `<ref>` element."""
        if self.used:
            return f'<ref name="{self.name}" />'
        self.used = True
        return f'<ref name="{self.name}">{self._words()}</ref>'

    def _words(self) -> str:
        source, citation = self.note.source, self.note.citation
        title = wikitext_escaped(source.title)
        url = safe(source.url)
        author = f"{wikitext_escaped(source.author)}: " if source.author else ""
        words = [f"{author}[{url} {title}]" if url else f"{author}{title}"]
        words += [wikitext_escaped(source.publisher)] if source.publisher else []
        words += [_marked(self.note.date, self.phrases)] if self.note.date else []
        words += [wikitext_escaped(citation.locator)] if citation.locator else []
        quote = f" “{wikitext_escaped(citation.quote)}”" if citation.quote else ""
        return f"{', '.join(words)}.{quote}"


_WIKITEXT = re.compile(
    r"[&<>\[\]{}|]"
    # Quotes that meet each other, or the markup before and after.
    r"|'(?=')|(?<=')'|^'|'$"
    r"|~(?=~)|(?<=~)~|_(?=_)|(?<=_)_"
)
_LINE_START = re.compile("^[*#:;=-]")  # items, terms, headings, rules
_NAMED = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


def wikitext_escaped(text: str) -> str:
    """Words as wikitext that says just them, in one line."""
    return _LINE_START.sub(_entity, _WIKITEXT.sub(_entity, _one_line(text)))


def _entity(found: re.Match[str]) -> str:
    return _NAMED.get(found[0]) or f"&#{ord(found[0])};"


def _one_line(text: str) -> str:
    """`text` with control characters as space, and each run of space as one."""
    return one_line(_CONTROLS.sub(" ", text))


_AROUND = {
    "em": ("''", "''"),
    "strong": ("'''", "'''"),
    "code": ("<code>", "</code>"),
    "s": ("<s>", "</s>"),
}


class _Wikitext(HTMLParser):
    """HTML of our own making, from an event's text, as one line of wikitext."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.links: list[bool] = []  # whether the link that is open is written as one
        self.feed(html)
        self.close()

    def written(self) -> str:
        """All of it."""
        return one_line("".join(self.parts))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open what wikitext has too; an item of a list begins with a dot."""
        if tag == "a":
            url = safe(dict(attrs).get("href") or "")
            self.links.append(bool(url))
            self.parts.append(f"[{url} " if url else "")
        elif tag == "li":
            self.parts.append(" • ")
        elif tag == "br":
            self.parts.append(" ")
        else:
            self.parts.append(_AROUND.get(tag, ("", ""))[0])

    def handle_endtag(self, tag: str) -> None:
        """Close it; blocks are set apart by a space."""
        if tag == "a":
            self.parts.append("]" if self.links.pop() else "")
        elif tag in _AROUND:
            self.parts.append(_AROUND[tag][1])
        else:
            self.parts.append(" ")

    def handle_data(self, data: str) -> None:
        """Words, with the space around them kept."""
        before = " " if data[:1].isspace() else ""
        after = " " if data[-1:].isspace() else ""
        self.parts.append(before + _WIKITEXT.sub(_entity, _one_line(data)) + after)
