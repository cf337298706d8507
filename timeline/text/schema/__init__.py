"""The file format as a JSON Schema: what an editor says of each key, and marks as wrong.

Nothing that `timeline.text.reader` accepts is refused; what a schema cannot see, such
as a name that leads nowhere or a day that is not in the calendar, is left to the
reader. What each key is said to be stands here alone.
"""

from __future__ import annotations

import json

from timeline.text.schema.patterns import ID, INTERVAL, LANGUAGE, LINK, ONE_DATE, SPAN
from timeline.text.schema.shapes import (
    Schema,
    array,
    date,
    day,
    key,
    name,
    names,
    number,
    or_text,
    page,
    table,
    text,
    words,
)

__all__ = ["schema", "schema_text"]


def schema() -> Schema:
    """The schema, made anew."""
    keys = {
        "format": key(
            "Format",
            "The version of the file format. So far there is one, and it may be left out.",
            "integer",
            enum=[1],
            default=1,
            examples=[1],
        ),
        "timeline": _header(),
        "lanes": _lanes(),
        "tags": _tags(),
        "periods": _periods(),
        "sources": _sources(),
        "events": _events(),
    }
    says = "A timeline: its title, lanes, sources and events, as `timeline build` reads them."
    return {
        "$schema": "http://json-schema.org/draft-04/schema#",
        **table("A timeline", says, ["timeline"], keys),
    }


def schema_text() -> str:
    """The schema as the file that editors read; ASCII, so that it can be printed anywhere."""
    return json.dumps(schema(), indent=2) + "\n"


def _header() -> Schema:
    keys = {
        "title": words("Title", "The title, above the chart.", "Voyages of the Beagle"),
        "description": text(
            "Description", "What the timeline is about. Markdown.", "Three voyages of survey."
        ),
        "span": date(
            "Span",
            "The axis, from the first date to the last. Left out, it is as wide as the events, "
            "rounded out. An event outside it is a fault.",
            ["1826/1843", "1969-07-16/1969-07-24"],
            SPAN,
            year=False,
        ),
        "lang": key(
            "Language",
            "The language of the texts, as a BCP 47 tag.",
            "string",
            pattern=LANGUAGE,
            default="en",
            examples=["en", "pt-BR", "zh-Hant"],
            link="https://www.rfc-editor.org/info/bcp47",
        ),
        "author": text("Author", "Who made the timeline.", "Jane Doe"),
        "licence": text("Licence", "The licence of the timeline, in words.", "CC BY-SA 4.0"),
        "updated": day("Updated", "The day of the last change. No clock is looked at for it."),
        "url": page("Address", "Where the page will live."),
        "height": key(
            "Height",
            "The largest height of the chart, in px. What would be higher is packed.",
            "integer",
            minimum=1,
            maximum=100_000,
            examples=[600],
        ),
    }
    made = table("Timeline", "What the timeline is as a whole.", ["title"], keys)
    return {**made, "examples": [{"title": "Voyages of the Beagle", "span": "1826/1843"}]}


def _lanes() -> Schema:
    keys = {
        "id": name("The name by which events say that they are in this lane.", "surveys"),
        "title": words("Title", "Its title on the chart and in the list.", "Surveys"),
        "description": text("Description", "What the lane holds.", "Coasts that were charted."),
    }
    return array(
        "Lanes",
        "Named bands of the chart, in the order of the file. Without any there is one, untitled.",
        table("Lane", "A named band of the chart.", ["id", "title"], keys),
        [{"id": "surveys", "title": "Surveys"}],
    )


def _tags() -> Schema:
    keys = {
        "id": name("The name by which events have this tag.", "disputed"),
        "title": words("Title", "The words of the tag.", "Disputed"),
    }
    return array(
        "Tags",
        "The tags of events. They need not be declared; if one is, all that are used must be.",
        table("Tag", "A label that events of any lane share.", ["id", "title"], keys),
        [{"id": "disputed", "title": "Disputed"}],
    )


def _periods() -> Schema:
    says = "From when to when: an EDTF interval. `1826/1830`, or `1948/..` without a stated end."
    keys = {
        "id": name("The name of the period.", "first-voyage"),
        "title": words("Title", "Its words behind the events.", "First voyage"),
        "date": date("Date", says, ["1826/1830", "1948/.."], INTERVAL, year=False),
    }
    return array(
        "Periods",
        "Labelled stretches of time behind the events.",
        table("Period", "A labelled stretch of time.", ["id", "title", "date"], keys),
        [{"id": "first-voyage", "title": "First voyage", "date": "1826/1830"}],
    )


def _sources() -> Schema:
    keys = {
        "id": name("The name by which events cite this source.", "narrative"),
        "title": words("Title", "The title of the work.", "Narrative of the Surveying Voyages"),
        "author": text("Author", "Who wrote it.", "Robert FitzRoy"),
        "publisher": text("Publisher", "Who published it.", "Henry Colburn"),
        "date": date("Date", "When it was published: EDTF or a bare year.", ["1839", 1839]),
        "url": page("Address", "Where it can be read."),
        "archived": page("Archived copy", "Where a copy of it is kept."),
        "accessed": day("Accessed", "The day on which it was read there."),
        "licence": text("Licence", "The licence of the work, in words.", "Public domain"),
    }
    return array(
        "Sources",
        "The works that events cite.",
        table("Source", "A work that events cite.", ["id", "title"], keys),
        [{"id": "narrative", "title": "Narrative of the Surveying Voyages"}],
    )


def _events() -> Schema:
    made = table("Event", "One thing that happened, or was so by a date.", ["title"], _of_event())
    made["oneOf"] = [{"required": ["date"]}, {"required": ["attested"]}]
    made["x-taplo"]["initKeys"] = ["id", "date", "sources"]
    example = {
        "id": "second-voyage",
        "title": "Second voyage, with Darwin aboard",
        "date": "1831-12-27/1836-10-02",
        "sources": ["narrative"],
    }
    says = "The events, in any order. Each has a `title`, and either `date` or `attested`."
    return array("Events", says, made, [example])


def _of_event() -> dict[str, Schema]:
    return {
        "id": name(
            "Its name in links. Left out, it is made from the title: a written one keeps links "
            "alive when the title changes.",
            "second-voyage",
        ),
        "title": words("Title", "What happened, in a line.", "Second voyage, with Darwin aboard"),
        "was": names("Former ids", "Ids it once had, so that old links still arrive.", "voyage-2"),
        "label": text("Label", "A short title for the chart.", "Second voyage"),
        "date": date(
            "Date",
            "When it happened: EDTF, a TOML date or a bare year. Write what the source supports, "
            "no more: `1970-03` in that month, `196X` sometime in the 1960s, `1977/1983` from "
            "then to then, `1948/..` still going on, `/1984` until then, `[2012,2013]` one of "
            "these, `[1952..1959]` once between, `1965~` about, `1965?` perhaps.",
            ["1831-12-27/1836-10-02", 1970, "196X", "[1952..1959]", "1965~"],
        ),
        "attested": date(
            "Attested",
            "A date by which it was so, where no source says when it happened. Instead of `date`.",
            [1997, "1997-05"],
            ONE_DATE,
        ),
        "date_text": text(
            "Date in the source",
            "The source's own words for the date or its calendar. Shown, never read.",
            "7 Muharram 1389",
        ),
        "date_note": text(
            "Note on the date", "How these bounds were found.", "The source names no year."
        ),
        "accounts": _accounts(),
        "text": text("Text", "What there is to tell. Markdown.", "The ship sailed from Plymouth."),
        "lane": key("Lane", "The id of its lane.", "string", pattern=ID, examples=["surveys"]),
        "tags": names("Tags", "The ids of its tags.", "disputed", pattern=""),
        "importance": key(
            "Importance",
            "1 to 5. Where labels have no room, those of more importance come first.",
            "integer",
            enum=[1, 2, 3, 4, 5],
            default=3,
            examples=[5],
            values=["labelled last", None, "as without the key", None, "labelled first"],
        ),
        "figures": _figures(),
        "sources": _citations("Where it is known from: ids of sources, or places in them."),
        "links": _links(),
        "see": names("See also", "The ids of other events.", "first-voyage"),
        "note": text("Note", "Anything else the reader should know.", "The ship was refitted."),
        "extra": key(
            "Extra",
            "A table of your own: never looked at, always kept.",
            "object",
            examples=[{"reviewed": True}],
        ),
    }


def _accounts() -> Schema:
    keys = {
        "date": date("Date", "When it happened by this account: EDTF.", ["1831-12", 1831]),
        "sources": _citations("Who says so: ids of sources, or places in them."),
        "note": text("Note", "Why the accounts differ.", "Counted from the day of boarding."),
    }
    return array(
        "Other accounts",
        "What other sources say of when; drawn hollow beside the event's own mark.",
        table("Account", "What another source says of when.", ["date"], keys),
        [{"date": "1831-12", "sources": ["narrative"]}],
    )


def _figures() -> Schema:
    keys = {
        "what": words("What", "What is counted.", "people aboard"),
        "value": number("Value", "The number, without quotes. Instead of `low` and `high`.", 74),
        "low": number("Low", "The least it may be; alone it reads “at least”.", 70),
        "high": number("High", "The most it may be; alone it reads “at most”.", 80),
        "unit": text("Unit", "What it is measured in.", "km"),
        "about": key("About", "Whether the number is approximate.", "boolean", examples=[True]),
        "who": text("Who", "Whose number it is.", "the captain"),
        "sources": _citations("Where the number is known from: ids of sources, or places in them."),
    }
    made = table("Figure", "A number, and who says so.", ["what"], keys)
    limits = {"anyOf": [{"required": ["low"]}, {"required": ["high"]}]}
    made["oneOf"] = [{"required": ["value"]}, limits]
    return array(
        "Figures",
        "Numbers: `what` is counted, and `value`, or `low` and/or `high`.",
        made,
        [{"what": "people aboard", "low": 70, "high": 80}],
    )


def _citations(says: str) -> Schema:
    keys = {
        "id": name("The id of a source.", "narrative"),
        "locator": text("Locator", "The place in it: a page, a chapter.", "vol. 2, p. 17"),
        "quote": text("Quote", "Its own words.", "After having been twice driven back"),
    }
    made = or_text(table("Citation", "A source, or a place in it.", ["id"], keys), ID)
    example = {"id": "narrative", "locator": "vol. 2"}
    return array("Sources", says, made, [example], ["narrative"])


def _links() -> Schema:
    address = "https://example.org/beagle"
    says = "Where it leads: http, https or mailto."
    keys = {
        "url": key("Address", says, "string", pattern=LINK, examples=[address]),
        "title": text("Title", "The words of the link.", "The ship's log"),
    }
    made = or_text(table("Link", "An address, or one with a title.", ["url"], keys), LINK)
    titled = {"url": address, "title": "The ship's log"}
    return array("Links", "Further pages: http, https or mailto.", made, [address], [titled])
