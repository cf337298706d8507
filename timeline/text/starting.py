"""A new timeline: a small file that is right, with room for what comes next."""

from __future__ import annotations

from dataclasses import dataclass

from timeline.errors import InvalidTimeline, Severity
from timeline.text.editing.naming import at_page, unquoted
from timeline.text.ids import made_of
from timeline.text.reader import read_text
from timeline.text.schema import schema_text
from timeline.text.values import quoted

FILE = "events.toml"
SCHEMA = ".timeline/events.schema.json"  # beside the file, for editors

_HEAD = """\
#:schema ./{schema}
# The line above is for editors with Taplo, which then complete keys and mark faults.

format = 1

[timeline]
title = {title}
lang = {lang}

# The works that events cite, each by its id. More keys: author, publisher, date, url.
[[sources]]
{source}

{note}# A date is EDTF (a way to write what is known of it). Write what the source supports, no more:
#   "1970-03-31", "1970-03", "1970"   on that day, some time in that month, that year
#   "196X", "1965~", "1965?"          some time in the 1960s, about 1965, perhaps 1965
#   "1977/1983", "1948/..", "/1984"   from then to then, still going on, until then
#   "[2012,2013]", "[1952..1959]"     one of these, once in between
[[events]]
id = {id}
title = {event}
date = {date}
sources = [{cited}]
"""
_EXAMPLE_NOTE = "# An example: put an event of your own in its place, and its source above.\n"
_NEXT = """
# The next event: delete the "# " before its lines. More keys: label, lane, tags, importance,
# figures, accounts, links, relations, see, note; in place of date, attested: a date by which it was
# so, or reasons: after which other event it was, and before which.
#
# [[events]]
# id = "short-name"
# title = "What happened"
# date = "1970"
# text = "What there is to tell, in *Markdown*."
# sources = [{{ id = {source_id}, locator = "p. 17" }}]
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """What a new timeline begins with; as it stands, an example that is true.

    `date` is EDTF. `source` is the title of a work, or its address on the web.
    """

    title: str = "Voyages of the Beagle"
    lang: str = "en"
    event: str = "Second voyage, with Darwin aboard"
    date: str = "1831-12-27/1836-10-02"
    source: str = "Narrative of the Surveying Voyages"


EXAMPLE = Start()


def text_of(start: Start) -> str:
    """The file, in canonical form; it may be faulty where what it begins with is."""
    title, locator = at_page(unquoted(start.source))
    title = title if locator else start.source
    source = made_of(title.partition("://")[2] or title, "source")
    lines = [f"id = {quoted(source)}", f"title = {quoted(title)}"]
    if start.source.lower().startswith(("http://", "https://")):
        lines.append(f"url = {quoted(title)}")
    place = f"{{ id = {quoted(source)}, locator = {quoted(locator)} }}"
    values = {
        "schema": SCHEMA,
        "title": quoted(start.title),
        "lang": quoted(start.lang),
        "source": "\n".join(lines),
        "note": _EXAMPLE_NOTE if start.event == EXAMPLE.event else "",
        "id": quoted(made_of(start.event)),
        "event": quoted(start.event),
        "date": quoted(start.date),
        "source_id": quoted(source),
        "cited": place if locator else quoted(source),
    }
    return (_HEAD + _NEXT).format_map(values)


def fault_in(start: Start) -> str:
    """What is wrong with what a timeline is to begin with, and the remedy; empty if nothing is."""
    try:
        _, faults = read_text(text_of(start))
    except InvalidTimeline as error:
        faults = error.faults
    return next((each.message for each in faults if each.severity is not Severity.NOTE), "")


def files_of(start: Start) -> dict[str, bytes]:
    """Each file that a new timeline has, by its name in the timeline's folder."""
    return {FILE: text_of(start).encode(), SCHEMA: schema_text().encode()}
