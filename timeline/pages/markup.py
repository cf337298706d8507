"""A timeline in the markup of other people's sites: Markdown and wikitext.

Both are text that a site turns into HTML. What the author of the timeline
wrote stays words there: characters with a meaning are escaped.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping
from html import escape
from html.parser import HTMLParser
from urllib.parse import unquote

from markupsafe import Markup

from timeline import wording
from timeline.layout.span import summary
from timeline.model import (
    Brand,
    Event,
    Figure,
    Header,
    Lane,
    Link,
    Medium,
    Model,
    Period,
    Source,
    Tag,
    Timeline,
)
from timeline.model.addresses import Address, safe
from timeline.model.order import chronological
from timeline.model.untold import untold
from timeline.pages.entries import (
    Entry,
    ReasonWords,
    RelationWords,
    entries,
    in_page,
    nowhere,
    when_of,
)
from timeline.pages.figures import Given
from timeline.pages.notes import Note, NoteLink
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
        said = _in_the_source(event, timeline.header.lang)
        lines.append(f"- **{markdown_escaped(date)}**{said}: {words}")
    return "\n".join(lines) + "\n"


def _in_the_source(event: Event, lang: str) -> str:
    """How the source has the date, as Markdown: what all can read where the words of ours are foreign."""
    if not event.date_text:
        return ""
    ours = wording.isolated(wording.phrase("date-text", lang), lang)
    said = markdown_escaped(f"{ours} “{wording.isolated(event.date_text, lang)}”")
    return f" ({said})"


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
    lines += [f"* {_Item(entry, phrases, references).written()}" for entry in told.all]
    if address:
        words = wikitext_escaped(timeline.header.title)
        full = phrases.say("embed-full")
        lines += ["", f"[{address.page} {full}: {words}]"]
    return "\n".join(lines) + "\n"


# What a list in a wiki says, or has no need of: the article has a title and a look of its own.
_SAID: dict[type[Model], tuple[str, ...]] = {
    Header: ("title", "headline", "media", "span", "lang", "updated", "url", "height"),
    Brand: ("accent", "font", "logo"),
    Lane: ("id", "title", "colour"),
    Tag: ("id", "title"),
    Period: ("id",),
    Source: (
        *("id", "title", "author", "publisher", "date"),
        *("url", "archived", "accessed", "licence"),
    ),
    Event: (
        *("id", "title", "was", "label", "annotation", "date", "attested", "undated"),
        *("date_text", "reasons", "accounts", "text", "importance"),
        *("media", "figures", "sources", "links", "relations", "see"),
    ),
}


def wikitext_lost(timeline: Timeline) -> dict[str, int]:
    """What no line of that list says, by its key, and how often it is there."""
    every = [each for event in timeline.all_events for each in event.media]
    files = {
        "timeline.media": len(timeline.header.media),
        "events.media": sum(not (_on_commons(each) or safe(each.url)) for each in every),
    }
    return {key: count for key, count in {**untold(timeline, _SAID), **files}.items() if count}


_COMMONS = re.compile(
    r"https?://commons\.(?:m\.)?wikimedia\.org/wiki/(?:File:|Special:FilePath/)(?P<name>[^?#|\[\]{}<>]+)",
    re.IGNORECASE,
)


def _on_commons(medium: Medium) -> str:
    """The name of a file of Wikimedia Commons, which every wiki of theirs can show; empty for others."""
    for address in (medium.url, medium.source):
        if (found := _COMMONS.fullmatch(address.partition("#")[0])) and (
            name := " ".join(unquote(found["name"]).replace("_", " ").split())
        ):
            return "" if _UNNAMED.search(name) else name
    return ""


_UNNAMED = re.compile(r"[|\[\]{}<>#\x00-\x1f]")  # what no name of a file has


class _Item:
    """An event as one line: its date as the source has it too, what it tells, what others say."""

    def __init__(
        self, entry: Entry, phrases: Phrases, references: Mapping[int, _Reference]
    ) -> None:
        self.entry = entry
        self.event = entry.event
        self.phrases = phrases
        self.references = references

    def written(self) -> str:
        """All of it; what the event itself cites stands after what it tells."""
        text = _Wikitext(str(self.entry.text)).written()
        said = self.event.annotation
        annotation = f"''{self._theirs(said)}''" if said else ""
        told = (f"{self._when()}: {self._sentence(self.event.title)}", annotation, text)
        cited = self._cited(self.entry.notes)
        return " ".join((" ".join(filter(None, told)) + cited, *self._more()))

    def _when(self) -> str:
        date = f"'''{_marked(self.entry.when.words, self.phrases)}'''"
        said = self.event.date_text
        return f"{date} ({self._ours('date-text')} “{self._theirs(said)}”)" if said else date

    def _more(self) -> Iterator[str]:
        """What stands below the text in a page."""
        given = self.entry.given
        yield from (self._given(each) for each in (*given.shown, *given.by))
        if self.entry.reasons:
            label = "worked-out" if self.event.derived else "reasons"
            yield f"{self._ours(label)} {'; '.join(map(self._reason, self.entry.reasons))}."
        for account in self.entry.accounts:
            date = _marked(account.when.words, self.phrases)
            why = f": {self._sentence(account.note)}" if account.note else "."
            yield f"{self._ours('account')} {date}{why}{self._cited(account.notes)}"
        for name, aside in self.entry.asides:
            is_why = self.event.known is None and name == "date-note"
            yield f"{self._ours('undated-note' if is_why else name)} {self._sentence(aside)}"
        yield from map(self._relation, self.entry.relations)
        if self.entry.see:
            titles = "; ".join(self._theirs(other.title) for other in self.entry.see)
            yield f"{self._ours('see-also')} {titles}."
        yield from filter(None, map(self._link, self.entry.links))
        yield from filter(None, map(self._medium, self.event.media))

    def _reason(self, told: ReasonWords) -> str:
        """How the event stands in time to another, who says so, and why."""
        when = f"({_marked(told.other.when, self.phrases)})"
        words = (told.before, f"“{self._theirs(told.other.title)}”", when, told.after)
        said = " ".join(filter(None, words)) + self._by(told.who)
        note = told.note.strip().rstrip(".")
        return f"{said}{f': {self._theirs(note)}' if note else ''}{self._cited(told.notes)}"

    def _relation(self, told: RelationWords) -> str:
        """What the event is to others, and who says so."""
        words = self._theirs(told.words) if told.words else self._ours(told.phrase)
        others = "; ".join(f"“{self._theirs(other.event.title)}”" for other in told.others)
        quoted = f" (“{self._theirs(told.quoted)}”)" if told.quoted else ""
        said = f"{words} {others}{quoted}{self._by(told.who)}"
        why = f": {self._sentence(told.note)}" if told.note else "."
        return f"{said}{why}{self._cited(told.notes)}"

    def _by(self, who: str) -> str:
        return f" ({self._theirs(who)})" if who else ""

    def _given(self, given: Given) -> str:
        figures = ", ".join(
            f"{self._number(each)} {self._theirs(each.what)}" for each in given.figures
        )
        who = f" ({self._theirs(given.who)})" if given.who else ""
        links = (link for work in given.works for link in work.links)
        return f"{figures}{who}.{self._cited(links)}"

    def _number(self, figure: Figure) -> str:
        words, number = wording.figure_parts(figure, self.phrases.lang)
        unit = self._theirs(figure.unit) if figure.unit else ""
        return words.format(number=_marked(number, self.phrases), unit=unit)

    def _link(self, link: Link) -> str:
        """A further page; one that no wiki links to is left as its words."""
        url, words = safe(link.url), wikitext_escaped(link.title or link.url)
        return f"[{url} {words}]" if url else words

    def _medium(self, medium: Medium) -> str:
        """A picture that wikis have as a thumbnail; what is elsewhere as a link."""
        by = ". ".join(filter(None, (medium.credit, medium.licence)))
        words = medium.caption or medium.alt
        if name := _on_commons(medium):
            said = " ".join(filter(None, (words, f"({by})" if by and medium.credit else "")))
            alt = f"|alt={self._theirs(medium.alt)}" if medium.alt else ""
            return f"[[File:{name}|thumb{alt}|{self._theirs(said)}]]"
        if not (url := safe(medium.url)):
            return ""
        return f"[{url} {self._theirs(words or medium.url)}]" + (
            f" ({self._theirs(by)})" if by else ""
        )

    def _cited(self, links: Iterable[NoteLink]) -> str:
        return "".join(self.references[link.number].written() for link in links)

    def _sentence(self, text: str) -> str:
        """A text of the author's with a stop at its end."""
        return self._theirs(text) + ("" if text.rstrip()[-1:] in ".!?…。" else ".")

    def _theirs(self, text: str) -> str:
        return wikitext_escaped(wording.isolated(text, self.phrases.lang))

    def _ours(self, name: str) -> str:
        return _marked(self.phrases(name), self.phrases)


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
        words += self._copies()
        quote = f" “{wikitext_escaped(citation.quote)}”" if citation.quote else ""
        licence = self.phrases("credit-licence", licence=source.licence) if source.licence else ""
        about = f" {_marked(licence, self.phrases)}." if licence else ""
        return f"{', '.join(words)}.{quote}{about}"

    def _copies(self) -> list[str]:
        """Where a copy of the source is, and when it was read: by which a dead link is found."""
        archived, accessed = safe(self.note.archived), self.note.source.accessed
        words = [f"[{archived} {self._ours('archived')}]"] if archived else []
        return words + ([self._ours("accessed", date=accessed)] if accessed else [])

    def _ours(self, name: str, **values: datetime.date) -> str:
        return _marked(self.phrases(name, **values), self.phrases)


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
