"""What each key is said to be, with examples and the pattern of its text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from timeline.model import (
    Account,
    Brand,
    Citation,
    Document,
    Event,
    Figure,
    Header,
    Kin,
    Lane,
    Link,
    Logo,
    Medium,
    Model,
    Period,
    Reason,
    Relation,
    Source,
    Tag,
)
from timeline.text.schema.patterns import (
    COLOUR,
    DURATION,
    END,
    ID,
    LANGUAGE,
    LINE,
    LINK,
    PAGE,
    WORDS,
)

Schema = dict[str, Any]

_OTHER = "An event's id; with `.start` or `.end`, that end of it."

EDTF = "https://www.loc.gov/standards/datetime/"
_BCP_47 = "https://www.rfc-editor.org/info/bcp47"


@dataclass(frozen=True, slots=True)
class Said:
    """What a key or table is said to be, in Markdown.

    `link` is the address that the key leads to in an editor; `values` are the
    words for those of a small range; `also` is what else the schema has of it.
    """

    title: str
    says: str
    examples: tuple[Any, ...] = ()
    pattern: str = ""
    link: str = ""
    values: tuple[str | None, ...] = ()
    also: Mapping[str, Any] = field(default_factory=dict)


def _name(says: str, example: str) -> Said:
    """An id."""
    form = "Lowercase letters of any script, digits, and single hyphens between them."
    return Said("Id", f"{says} {form}", (example,), ID)


def _words(title: str, says: str, example: str) -> Said:
    """A text with at least a word."""
    return Said(title, says, (example,), WORDS)


def _line(title: str, says: str, example: str) -> Said:
    """A text of words on one line."""
    return Said(title, says, (example,), LINE)


def _page(title: str, says: str) -> Said:
    """An address on the web."""
    return Said(title, f"{says} http or https.", ("https://example.org/beagle",), PAGE)


def _text(title: str, says: str, example: str) -> Said:
    """A text that may be anything."""
    return Said(title, says, (example,))


def _day(title: str, says: str) -> Said:
    return Said(title, says, ("2024-05-31",))


def _number(title: str, says: str, example: int) -> Said:
    return Said(title, says, (example, example + 0.5))


def _citations(says: str) -> Said:
    return Said("Sources", says, ([{"id": "narrative", "locator": "vol. 2"}], ["narrative"]))


_MARKDOWN = (
    "Markdown: **bold**, *italic*, ~~struck out~~, lists, quotations, [words](https://example.org), "
    "and [words](#id) for a link to an event. docs/format.md has all that is read."
)
_ADDRESS = "https://example.org/beagle"
_LOG = "The ship's log"
_PICTURE = [
    {
        "file": "pictures/beagle.jpg",
        "alt": "A bark with three masts lies at anchor before hills.",
        "credit": "Conrad Martens",
        "licence": "Public domain",
    }
]

TABLES: dict[type[Model], Said] = {
    Document: Said(
        "A timeline",
        "A timeline: its title, lanes, sources and events, as `timeline build` reads them.",
    ),
    Header: Said("Timeline", "What the timeline is as a whole."),
    Brand: Said("Theme", "What is your own in how the timeline looks."),
    Logo: Said("Logo", "An image of whose the timeline is."),
    Medium: Said(
        "Picture",
        "A picture in a file of your own, or a link to one or to a recording.",
        also={"anyOf": [{"required": ["file"]}, {"required": ["url"]}]},
    ),
    Lane: Said("Lane", "A named band of the chart."),
    Tag: Said("Tag", "A label that events of any lane share."),
    Period: Said("Period", "A labelled stretch of time."),
    Source: Said("Source", "A work that events cite."),
    Event: Said(
        "Event",
        "One thing that happened, or was so by a date.",
        also={
            "oneOf": [
                {"required": ["date"]},
                {"required": ["attested"]},
                {"required": ["undated"], "properties": {"undated": {"enum": [True]}}},
                {
                    "required": ["reasons"],
                    "not": {
                        "anyOf": [{"required": [key]} for key in ("date", "attested", "undated")]
                    },
                },
            ]
        },
    ),
    Reason: Said(
        "Reason",
        "Why the event was when it was: how it stands in time to another.",
        also={"oneOf": [{"required": [key]} for key in ("after", "before", "during")]},
    ),
    Relation: Said("Relation", "What the event is to another, and who says so."),
    Account: Said("Account", "What another source says of when."),
    Figure: Said(
        "Figure",
        "A number, and who says so.",
        also={
            "oneOf": [
                {"required": ["value"]},
                {"anyOf": [{"required": ["low"]}, {"required": ["high"]}]},
            ]
        },
    ),
    Citation: Said("Citation", "A source, or a place in it."),
    Link: Said("Link", "An address, or one with a title."),
}

KEYS: dict[type[Model], dict[str, Said]] = {
    Document: {
        "format": Said(
            "Format",
            "The version of the file format. So far there is one, and it may be left out.",
            (1,),
            also={"enum": [1]},
        ),
        "timeline": Said(
            "Timeline",
            "What the timeline is as a whole.",
            ({"title": "Voyages of the Beagle", "span": "1826/1843"},),
        ),
        "theme": Said(
            "Theme",
            "What is your own in how the timeline looks, on its page and wherever it is embedded.",
            ({"accent": "#0b57b0"},),
        ),
        "lanes": Said(
            "Lanes",
            "Named bands of the chart, in the order of the file. Without any there is one, "
            "untitled.",
            ([{"id": "surveys", "title": "Surveys"}],),
        ),
        "tags": Said(
            "Tags",
            "The tags of events. They need not be declared; if one is, all that are used must be.",
            ([{"id": "disputed", "title": "Disputed"}],),
        ),
        "periods": Said(
            "Periods",
            "Labelled stretches of time behind the events.",
            ([{"id": "first-voyage", "title": "First voyage", "date": "1826/1830"}],),
        ),
        "sources": Said(
            "Sources",
            "The works that events cite.",
            ([{"id": "narrative", "title": "Narrative of the Surveying Voyages"}],),
        ),
        "events": Said(
            "Events",
            "The events, in any order. Each has a `title`, and `date`, `attested`, `undated` or `reasons`.",
            (
                [
                    {
                        "id": "second-voyage",
                        "title": "Second voyage, with Darwin aboard",
                        "date": "1831-12-27/1836-10-02",
                        "sources": ["narrative"],
                    }
                ],
            ),
        ),
    },
    Header: {
        "title": _words("Title", "The title, above the chart.", "Voyages of the Beagle"),
        "description": _text(
            "Description", f"What the timeline is about. {_MARKDOWN}", "Three voyages of survey."
        ),
        "headline": _line(
            "Headline",
            "What the picture says, above the chart: one sentence, at most 200 signs.",
            "The longest of the three voyages was the one nobody had planned.",
        ),
        "media": Said("Picture", "One picture of the whole, at the head of its page.", (_PICTURE,)),
        "span": Said(
            "Span",
            "The axis, from the first date to the last. Left out, it is as wide as the events, "
            "rounded out. An event outside it is a fault.",
            ("1826/1843", "1969-07-16/1969-07-24"),
        ),
        "lang": Said(
            "Language",
            "The language of the texts, as a code such as en, de or pt-BR.",
            ("en", "pt-BR", "zh-Hant"),
            LANGUAGE,
            _BCP_47,
        ),
        "author": _text("Author", "Who made the timeline.", "Jane Doe"),
        "licence": _text("Licence", "The licence of the timeline, in words.", "CC BY-SA 4.0"),
        "updated": _day("Updated", "The day of the last change. No clock is looked at for it."),
        "url": _page("Address", "Where the page will live."),
        "height": Said(
            "Height",
            "The largest height of the chart, in px. What would be higher is packed.",
            (600,),
        ),
    },
    Brand: {
        "accent": Said(
            "Accent",
            "The colour of links and of what has the focus on light paper; that on dark paper is of "
            "the same hue.",
            ("#0b57b0",),
            COLOUR,
        ),
        "font": _words(
            "Font",
            "A font file, OTF or TTF, in the folder of this file or below it: the letters of chart "
            "and headings. Its maker must allow it to be embedded.",
            "fonts/Beagle.otf",
        ),
        "logo": Said(
            "Logo",
            "Whose the timeline is, at the foot of its page, of embeds and of pictures.",
            ({"file": "logo.svg", "alt": "The Daily Beagle"},),
        ),
    },
    Logo: {
        "file": _words(
            "File", "An SVG or PNG in the folder of this file, or below it.", "logo.svg"
        ),
        "alt": _words(
            "Text in its place", "What is read where it is not seen.", "The Daily Beagle"
        ),
    },
    Medium: {
        "file": _words(
            "File",
            "A picture in the folder of this file, or below it: JPEG, PNG, WebP, AVIF, GIF or SVG.",
            "pictures/beagle.jpg",
        ),
        "url": Said(
            "Address",
            "Where it is on the web, http or https. Without a file it is a link, which no page "
            "fetches; `timeline media pull` makes a file of it.",
            ("https://example.org/beagle.jpg",),
            PAGE,
        ),
        "alt": _text(
            "Text in its place",
            "What is to be seen, in a sentence, for who does not see it.",
            "A bark with three masts lies at anchor before hills.",
        ),
        "decorative": Said("Decorative", "`true` if it says nothing, in place of alt.", (True,)),
        "caption": _text("Caption", "What stands below it.", "The Beagle off Tierra del Fuego"),
        "credit": _text("Credit", "Who made it, and who keeps it.", "Conrad Martens, about 1834"),
        "licence": _text("Licence", "By what right it is shown.", "Public domain"),
        "source": _page("Source", "The page where it comes from."),
    },
    Lane: {
        "id": _name("The name by which events say that they are in this lane.", "surveys"),
        "title": _words("Title", "Its title on the chart and in the list.", "Surveys"),
        "description": _text("Description", "What the lane holds.", "Coasts that were charted."),
        "colour": Said(
            "Colour",
            "Its colour on light paper; that on dark paper is of the same hue. Left out, it is one "
            "that is told from those of other lanes.",
            ("#8a3b12",),
            COLOUR,
        ),
    },
    Tag: {
        "id": _name("The name by which events have this tag.", "disputed"),
        "title": _words("Title", "The words of the tag.", "Disputed"),
    },
    Period: {
        "id": _name("The name of the period.", "first-voyage"),
        "title": _words("Title", "Its words behind the events.", "First voyage"),
        "date": Said(
            "Date",
            "From when to when: an EDTF interval. `1826/1830`, or `1948/..` without a stated end.",
            ("1826/1830", "1948/.."),
        ),
    },
    Source: {
        "id": _name("The name by which events cite this source.", "narrative"),
        "title": _words("Title", "The title of the work.", "Narrative of the Surveying Voyages"),
        "author": _text("Author", "Who wrote it.", "Robert FitzRoy"),
        "publisher": _text("Publisher", "Who published it.", "Henry Colburn"),
        "date": Said("Date", "When it was published: EDTF or a bare year.", ("1839", 1839)),
        "url": _page("Address", "Where it can be read."),
        "archived": _page("Archived copy", "Where a copy of it is kept."),
        "accessed": _day("Accessed", "The day on which it was read there."),
        "licence": _text("Licence", "The licence of the work, in words.", "Public domain"),
    },
    Event: {
        "id": _name(
            "Its name in links. Left out, it is made from the title: a written one keeps links "
            "alive when the title changes.",
            "second-voyage",
        ),
        "title": _words("Title", "What happened, in a line.", "Second voyage, with Darwin aboard"),
        "was": Said(
            "Former ids", "Ids it once had, so that old links still arrive.", (["voyage-2"],), ID
        ),
        "label": _text("Label", "A short title for the chart.", "Second voyage"),
        "annotation": _line(
            "Annotation",
            "What its mark means, drawn beside it where there is room: at most 120 signs.",
            "Planned for two years, it took almost five",
        ),
        "date": Said(
            "Date",
            "When it happened: EDTF, a TOML date or a bare year. Write what the source supports, "
            "no more: `1970-03` in that month, `196X` some time in the 1960s, `1977/1983` from "
            "then to then, `1948/..` still going on, `/1984` until then, `[2012,2013]` one of "
            "these, `[1952..1959]` once between, `1965~` about, `1965?` perhaps.",
            ("1831-12-27/1836-10-02", 1970, "196X", "[1952..1959]", "1965~"),
        ),
        "attested": Said(
            "Attested",
            "A date by which it was so, where no source says when it happened. Instead of `date`.",
            (1997, "1997-05"),
        ),
        "undated": Said(
            "Undated",
            "That no source says when. Instead of `date`: such an event is listed after the "
            "others, and never drawn.",
            (True,),
        ),
        "date_text": _text(
            "Date in the source",
            "The source's own words for the date or its calendar. Shown, never read.",
            "7 Muharram 1389",
        ),
        "date_note": _text(
            "Note on the date", "How these bounds were found.", "The source names no year."
        ),
        "reasons": Said(
            "Reasons",
            "What dates it by other events: with `date`, which they narrow, or instead of it. "
            "What follows is drawn apart from what is stated, and worded with its reasons.",
            ([{"after": "first-voyage.start", "within": "6 years"}],),
        ),
        "accounts": Said(
            "Other accounts",
            "What other sources say of when; drawn hollow beside the event's own mark.",
            ([{"date": "1831-12", "sources": ["narrative"]}],),
        ),
        "text": _text(
            "Text", f"What there is to tell. {_MARKDOWN}", "The ship sailed from Plymouth."
        ),
        "media": Said(
            "Pictures",
            "Pictures of it in files of your own, with what is to be seen and who made them.",
            (_PICTURE,),
        ),
        "lane": Said("Lane", "The id of its lane.", ("surveys",), ID),
        "tags": Said("Tags", "The ids of its tags.", (["disputed"],)),
        "importance": Said(
            "Importance",
            "1 to 5. Where labels have no room, those of more importance come first.",
            (5,),
            values=("labelled last", None, "as without the key", None, "labelled first"),
        ),
        "figures": Said(
            "Figures",
            "Numbers: `what` is counted, and `value`, or `low` and/or `high`.",
            ([{"what": "people aboard", "low": 70, "high": 80}],),
        ),
        "sources": _citations("Where it is known from: ids of sources, or places in them."),
        "links": Said(
            "Links",
            "Further pages: http, https or mailto.",
            ([_ADDRESS], [{"url": _ADDRESS, "title": _LOG}]),
        ),
        "relations": Said(
            "Relations",
            "What it is to other events, by a source: `led-to`, `followed-by`, `part-of` or "
            "`contradicts`.",
            ([{"to": "third-voyage", "kind": "followed-by", "sources": ["narrative"]}],),
        ),
        "see": Said("See also", "The ids of other events.", (["first-voyage"],), ID),
        "note": _text("Note", "Anything else the reader should know.", "The ship was refitted."),
        "extra": Said(
            "Extra", "A table of your own: never looked at, always kept.", ({"reviewed": True},)
        ),
    },
    Account: {
        "date": Said("Date", "When it happened by this account: EDTF.", ("1831-12", 1831)),
        "sources": _citations("Who says so: ids of sources, or places in them."),
        "note": _text("Note", "Why the accounts differ.", "Counted from the day of boarding."),
    },
    Figure: {
        "what": _words("What", "What is counted.", "people aboard"),
        "value": _number("Value", "The number, without quotes. Instead of `low` and `high`.", 74),
        "low": _number("Low", "The least it may be; alone it reads “at least”.", 70),
        "high": _number("High", "The most it may be; alone it reads “at most”.", 80),
        "unit": _text("Unit", "What it is measured in.", "km"),
        "about": Said("About", "Whether the number is approximate.", (True,)),
        "who": _text("Who", "Whose number it is.", "the captain"),
        "sources": _citations("Where the number is known from: ids of sources, or places in them."),
    },
    Reason: {
        **{
            key: Said(
                key.capitalize(), f"{says} {_OTHER}", ("first-voyage", "first-voyage.end"), END
            )
            for key, says in (
                ("after", "It began after this event ended."),
                ("before", "It ended before this event began."),
                ("during", "It began and ended while this event lasted."),
            )
        },
        "within": Said(
            "Within",
            "The most time between the two, in days, weeks, months or years of the calendar.",
            ("10 weeks", "9 months"),
            DURATION,
        ),
        "at_least": Said(
            "At least",
            "The least time between the two, in days, weeks, months or years of the calendar.",
            ("9 months", "10 weeks"),
            DURATION,
        ),
        "sources": _citations("Where that is known from: ids of sources, or places in them."),
        "who": _text("Who", "Whose reasoning it is.", "the captain"),
        "note": _text("Note", "How it is reasoned.", "Its log speaks of the first voyage."),
    },
    Relation: {
        "to": _name("The id of the other event.", "third-voyage"),
        "kind": Said(
            "Kind",
            "`led-to`: it brought the other about. `followed-by`: the other came after it, as "
            "part of the same story. `part-of`: it belongs to the other. `contradicts`: both "
            "cannot be so.",
            tuple(map(str, Kin)),
            also={"enum": list(map(str, Kin))},
        ),
        "words": _text("Words", "In which words a source has it.", "is said to have prompted"),
        "who": _text("Who", "Who says so.", "the captain"),
        "sources": _citations("Where that is known from: ids of sources, or places in them."),
        "note": _text("Note", "What else is to be said of it.", "The log does not name the cause."),
    },
    Citation: {
        "id": _name("The id of a source.", "narrative"),
        "locator": _text("Locator", "The place in it: a page, a chapter.", "vol. 2, p. 17"),
        "quote": _text("Quote", "Its own words.", "After having been twice driven back"),
    },
    Link: {
        "url": Said("Address", "Where it leads: http, https or mailto.", (_ADDRESS,), LINK),
        "title": _text("Title", "The words of the link.", _LOG),
    },
}
