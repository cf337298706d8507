"""Keys that TimelineJS, vis-timeline, spreadsheets and wikis have, and where their values go here.

This is data for what is told of an unknown key; nothing is read by these names.
"""

from __future__ import annotations

from typing import NamedTuple

from timeline.text.locators import UNITS
from timeline.text.reader.ends import ENDS, STARTS

Tables = tuple[str, ...]  # the keys that lead to a table, indices left out


class Home(NamedTuple):
    """Where the value of a foreign key goes: under `key`, which takes it as it is, or as `how` says.

    In `how`, {value} is what stands in the file, as TOML, and {extra} what to write for it there;
    {place} is a value that is a place in a work, in words.
    """

    key: str = ""
    how: str = ""


UNSHOWN = 'a page has no place for it: write it in "text", or keep it, unread, in {extra}'
_MEDIA = (
    'write media = [{{ file = "...", alt = "...", credit = "...", licence = "..." }}], or with '
    'url = "https://..." for a link'
)
_OF_MEDIA = 'write it at the picture: media = [{{{{ file = "...", {key} = {{value}} }}}}]'
_WORKS = 'write sources = ["..."], with the id of a work that stands under [[sources]]'
_ONE_OF_KINDS = "write tags = [{value}], or lane = {value} if such events have a band of their own"
_IN_DATE = 'write it into the date: "1945~" is about 1945, "1945?" perhaps'
_ORDER = "nothing needs it: events stand in the order of their dates"
_THEME = "put it under [theme]: accent, font and logo are what can be set"


_PAGES = ("page", "pages", "p", "pp", "folio", "folios", "fol")


def _at_a_source(key: str, value: str = "value") -> str:
    """What to do with what is said of the place in a work, or of its words there."""
    return (
        f'write it where the work is cited: sources = [{{{{ id = "...", {key} = {{{value}}} }}}}]'
    )


def _called(**names: str) -> dict[str, Home]:
    """Foreign keys, in words, of each of ours that takes the value as it is."""
    return {name: Home(key=key) for key, all_of in names.items() for name in all_of.split()}


def _reason(key: str, date: str) -> Home:
    """What to do with the event that one came after or before; or with a date, if it is one."""
    reason = f"reasons = [{{{{ {key} = {{value}} }}}}], with the id of that event"
    return Home(how=f'write {reason}; or, of a date, date = "{date}"')


def _length(key: str) -> Home:
    return Home(how=f'write reasons = [{{{{ {key} = {{value}}, after = "..." }}}}]')


def _relation(kind: str) -> Home:
    """What to do with the event that one is something to."""
    return Home(how=f'write relations = [{{{{ to = {{value}}, kind = "{kind}" }}}}]')


def _followed(kind: str) -> Home:
    """What to do where the other event is the one that has the relation."""
    return Home(
        how="write it at that other event: relations = "
        f'[{{{{ to = "the id of this one", kind = "{kind}" }}}}]'
    )


_DATES = dict.fromkeys((*STARTS, *ENDS), Home(key="date"))
_EVENTS = {
    **_DATES,
    **_called(
        title="name headline heading subject event event_title what",
        text="description body content contents summary details detail abstract story desc "
        "paragraph long_description full_text body_text html markdown",
        date_text="display_date date_display date_string date_label date_as_written",
        label="short short_title short_name abbreviation",
        note="notes comment comments remark remarks memo internal_note",
        lane="group row track band column swimlane thread",
        importance="priority weight significance rank prominence",
        id="slug uid identifier uuid guid anchor unique_id",
    ),
    **dict.fromkeys(
        ["tag", "keyword", "keywords", "topic", "topics", "labels", "subjects", "hashtags"],
        Home(how="write tags = [{value}]"),
    ),
    **dict.fromkeys(
        ["category", "categories", "type", "kind", "class", "genre", "section"],
        Home(how=_ONE_OF_KINDS),
    ),
    **dict.fromkeys(
        [
            "subtitle",
            "subheading",
            "subheadline",
            "tagline",
            "kicker",
            "lead",
            "deck",
            "standfirst",
            "teaser",
        ],
        Home(how='an event has none: begin "text" with it'),
    ),
    **dict.fromkeys(
        [
            "place",
            "location",
            "where",
            "city",
            "country",
            "region",
            "state",
            "address",
            "venue",
            "latitude",
            "longitude",
            "lat",
            "lon",
            "lng",
            "long",
            "coordinates",
            "coords",
            "geo",
            "position",
            "map",
            "status",
        ],
        Home(how=UNSHOWN),
    ),
    **dict.fromkeys(
        [
            "image",
            "images",
            "picture",
            "pictures",
            "photo",
            "photos",
            "thumbnail",
            "video",
            "audio",
            "img",
            "figure",
            "background",
            "illustration",
            "file",
        ],
        Home(how=_MEDIA),
    ),
    **{
        name: Home(how=_OF_MEDIA.format(key=key))
        for key, names in {
            "caption": "caption image_caption media_caption",
            "credit": "credit credits image_credit media_credit photographer",
            "alt": "alt alt_text image_alt media_alt",
        }.items()
        for name in names.split()
    },
    **dict.fromkeys(
        [
            "url",
            "link",
            "href",
            "website",
            "web",
            "page_url",
            "weblink",
            "homepage",
            "more",
            "read_more",
            "wikipedia",
        ],
        Home(how="write links = [{value}]"),
    ),
    **dict.fromkeys(
        [
            "reference",
            "references",
            "ref",
            "refs",
            "citation",
            "citations",
            "cite",
            "cited",
            "bibliography",
            "footnote",
            "footnotes",
            "source_text",
            "works",
        ],
        Home(how=_WORKS),
    ),
    **dict.fromkeys(
        ["author", "authors", "creator", "by", "writer", "byline", "publisher"],
        Home(how='write it at the work, under [[sources]], and cite that: sources = ["..."]'),
    ),
    "quote": Home(how=_at_a_source("quote")),
    "quotation": Home(how=_at_a_source("quote")),
    **dict.fromkeys([*_PAGES, "locator"], Home(how=_at_a_source("locator", "place"))),
    **dict.fromkeys(
        ["time", "hour", "clock", "start_time", "end_time", "time_of_day"],
        Home(
            how='a date has no time of day: write it in "text" or in "date_text"; events of one day stand in the order of the file'
        ),
    ),
    **dict.fromkeys(
        [
            "color",
            "colour",
            "colors",
            "text_color",
            "background_color",
            "fill",
            "style",
            "icon",
            "symbol",
            "shape",
        ],
        Home(how='an event has the colour of its lane: write colour = "#8a3b12" under [[lanes]]'),
    ),
    **dict.fromkeys(
        [
            "circa",
            "approximate",
            "uncertain",
            "certainty",
            "precision",
            "accuracy",
            "about",
            "confidence",
        ],
        Home(how=_IN_DATE),
    ),
    **dict.fromkeys(
        ["highlight", "highlighted", "featured", "important", "key_event", "starred", "pinned"],
        Home(how="write importance = 5 for what is labelled first, 1 for what is last"),
    ),
    **dict.fromkeys(
        ["duration", "length"],
        Home(how='write both ends in one date, such as date = "1945/1950"'),
    ),
    **dict.fromkeys(
        ["order", "sort", "sort_order", "index", "sequence", "number", "no"], Home(how=_ORDER)
    ),
    **dict.fromkeys(
        ["era", "eras", "period", "epoch", "age", "phase"],
        Home(
            how="write [[periods]] with id, title and date; what falls into it is seen by its date"
        ),
    ),
    **dict.fromkeys(
        ["people", "person", "persons", "who", "participants", "actors", "involved"],
        Home(how='write it in "text"; to find events by it, write tags = [{value}]'),
    ),
    **dict.fromkeys(
        ["after", "terminus_post_quem", "tpq", "not_before", "later_than", "after_event"],
        _reason("after", "[1959..]"),
    ),
    **dict.fromkeys(
        ["before", "terminus_ante_quem", "taq", "not_after", "earlier_than", "before_event"],
        _reason("before", "[..1959]"),
    ),
    **dict.fromkeys(["during", "while", "contemporary_with"], _reason("during", "1959/1964")),
    **dict.fromkeys(["within", "at_most"], _length("within")),
    **dict.fromkeys(["at_least", "no_sooner_than"], _length("at_least")),
    **dict.fromkeys(["reason", "because", "reasoning"], Home(key="reasons")),
    **dict.fromkeys(["relation", "relationships"], Home(key="relations")),
    **dict.fromkeys(
        ["led_to", "leads_to", "causes", "caused", "results_in", "effect", "effects"],
        _relation("led-to"),
    ),
    **dict.fromkeys(["followed_by", "precedes", "successor"], _relation("followed-by")),
    **dict.fromkeys(["part_of", "belongs_to", "within_event", "is_part_of"], _relation("part-of")),
    **dict.fromkeys(["contradicts", "conflicts_with"], _relation("contradicts")),
    **dict.fromkeys(
        ["caused_by", "cause", "result_of", "follows_from", "effect_of"], _followed("led-to")
    ),
    **dict.fromkeys(["predecessor", "preceded_by"], _followed("followed-by")),
    **dict.fromkeys(["has_part", "has_parts", "parts", "consists_of"], _followed("part-of")),
    **dict.fromkeys(
        ["related", "see_also", "related_events", "parent", "next", "previous", "follows"],
        Home(how='write see = ["..."], with the ids of events'),
    ),
    **dict.fromkeys(
        ["hidden", "draft", "visible", "published", "private", "enabled", "show"],
        Home(how="every event is shown: write # before the lines of one that is not to be"),
    ),
}
_TIMELINE = {
    **_called(
        title="name heading",
        description="summary abstract text intro introduction body content lead",
        author="authors creator by byline editor maintainer writer compiler",
        lang="language locale lng",
        licence="license copyright rights",
        url="link website homepage href address site",
        updated="modified last_updated last_modified revised date_modified",
    ),
    **dict.fromkeys(
        ["subtitle", "tagline", "subheading", "kicker", "standfirst"],
        Home(how='write "headline", what the picture says in one sentence, or "description"'),
    ),
    **dict.fromkeys(
        ["date", "published", "created", "version", "year"],
        Home(
            how='write updated = 2024-05-31 for the state of the file, span = "1945/2004" for what it tells of'
        ),
    ),
    **dict.fromkeys(
        [
            "color",
            "colour",
            "accent",
            "colors",
            "colours",
            "font",
            "fonts",
            "logo",
            "style",
            "design",
            "background",
            "icon",
            "favicon",
            "theme",
        ],
        Home(how=_THEME),
    ),
    **dict.fromkeys(["image", "picture", "photo", "cover", "hero", "thumbnail"], Home(how=_MEDIA)),
    **dict.fromkeys(
        ["width", "size", "zoom", "scale"],
        Home(how="the width is the window's; height = 600 is the most px a chart is high"),
    ),
    **dict.fromkeys(
        ["tags", "keywords", "keyword", "category"],
        Home(how='tags are of events: write tags = ["..."] in those'),
    ),
    **dict.fromkeys(
        ["source", "sources", "references", "bibliography"],
        Home(how="write [[sources]], with id and title, for each work"),
    ),
    **dict.fromkeys(
        ["lanes", "groups"], Home(how="write [[lanes]], with id and title, for each lane")
    ),
    **dict.fromkeys(
        ["events", "items", "entries"],
        Home(how="write [[events]], with title and date, for each event"),
    ),
    **dict.fromkeys(
        ["periods", "eras"], Home(how="write [[periods]], with id, title and date, for each")
    ),
    "timezone": Home(how="nothing needs it: dates here are days"),
}
_NAMED = _called(
    title="name label headline heading caption text_title", id="slug key identifier uid"
)
_IN_ORDER = dict.fromkeys(
    ["order", "sort", "sort_order", "index", "position", "weight"],
    Home(how="nothing needs it: they stand in the order of the file"),
)
_UNSAID = (
    'there is no place for it here: write it behind # as a comment, or in [timeline] "description"'
)
_LANES = {
    **_NAMED,
    **_IN_ORDER,
    **_called(description="text summary content body note notes", colour="color fill background"),
}
_TAGS = {
    **_NAMED,
    **_IN_ORDER,
    **dict.fromkeys(["description", "text", "colour", "color", "note", "notes"], Home(how=_UNSAID)),
}
_PERIODS = {
    **_DATES,
    **_TAGS,
    **dict.fromkeys(
        ["colour", "color"], Home(how="all periods are shaded alike; nothing sets their colour")
    ),
}
_SOURCES = {
    **_DATES,
    **_called(
        title="name headline work book article",
        author="authors creator by writer editor editors",
        url="link href website web address uri",
        date="published issued publication_date date_published pubdate",
        publisher="journal newspaper publication container periodical magazine press series site "
        "container_title",
        accessed="retrieved access_date visited accessed_date last_accessed read urldate",
        archived="archive archive_url archived_url wayback wayback_url",
        licence="license rights copyright",
        id="slug key identifier citekey",
    ),
    **dict.fromkeys(
        [*_PAGES, "locator", "chapter", "section"],
        Home(how=_at_a_source("locator", "place")),
    ),
    **dict.fromkeys(["quote", "quotation", "excerpt"], Home(how=_at_a_source("quote"))),
    "doi": Home(how='write url = "https://doi.org/...", with the DOI at its end'),
    **dict.fromkeys(
        ["isbn", "issn", "place", "location", "city", "edition", "volume", "issue"],
        Home(how='write it behind the publisher, in "publisher"'),
    ),
    **dict.fromkeys(
        [
            "note",
            "notes",
            "comment",
            "type",
            "kind",
            "format",
            "medium",
            "description",
            "text",
            "abstract",
            "tags",
        ],
        Home(how="a work has no place for it: write it behind # as a comment"),
    ),
}
_FIGURES = {
    **_called(
        what="name label title subject measure",
        value="amount number count quantity figure total",
        low="min minimum from least",
        high="max maximum to most",
        about="approximate circa approx estimate estimated",
        unit="units currency",
        who="by according_to author claimed_by says",
    ),
    **dict.fromkeys(["source", "ref", "citation", "reference", "cite"], Home(how=_WORKS)),
}
_CITATIONS = {
    **_called(
        id="source ref name key work",
        locator=f"at place where loc position url link {' '.join(UNITS)}",
        quote="quotation text excerpt words",
    ),
}
_MEDIUM = {
    **_called(
        file="path filename file_name image src picture photo img",
        url="link href address uri media",
        alt="alt_text description text alternative",
        caption="title label name legend headline",
        credit="credits author by creator photographer artist copyright attribution",
        licence="license rights",
        source="page source_url credit_url website",
    ),
    "date": Home(how='write it in "caption"'),
}
_LINKS = _called(url="href link address uri web", title="text label name caption headline")
_SAID_BY = {
    **_called(
        who="by according_to author claimed_by says said_by",
        note="text description comment notes remark why because",
    ),
    **dict.fromkeys(["source", "ref", "citation", "reference", "cite"], Home(how=_WORKS)),
}
_REASONS = {
    **_SAID_BY,
    **_called(
        after="since later_than not_before after_event terminus_post_quem",
        before="until earlier_than not_after before_event terminus_ante_quem",
        during="while in contemporary_with",
        within="at_most most no_more_than max",
        at_least="least no_less_than min distance",
    ),
    **dict.fromkeys(
        ["event", "id", "to", "of", "target"],
        Home(how="write after, before or during = {value}, by how the two stand in time"),
    ),
    **dict.fromkeys(
        ["end", "start", "from"],
        Home(how='name the end behind the id, as in after = "migration.start"'),
    ),
}
_RELATIONS = {
    **_SAID_BY,
    **_called(
        to="event id target with of other",
        kind="type relation rel class category",
        words="label title name wording phrase",
    ),
    **dict.fromkeys(
        ["from", "source_event"],
        Home(how="write the relation at that event, with to = the id of this one"),
    ),
}
_ACCOUNTS = {
    **_DATES,
    **_called(note="text description comment notes remark", date="when"),
    **dict.fromkeys(["source", "ref", "citation", "reference", "cite"], Home(how=_WORKS)),
}
_ROOT = {
    **dict.fromkeys(
        ["meta", "metadata", "config", "settings", "info", "header", "general", "options", "about"],
        Home(how="write [timeline], with title and what else is of the whole"),
    ),
    **dict.fromkeys(["era", "eras", "epochs", "phases"], Home(key="periods")),
    **dict.fromkeys(
        ["group", "groups", "category", "categories", "tracks", "rows", "bands"], Home(key="lanes")
    ),
    **dict.fromkeys(
        ["reference", "references", "bibliography", "works", "literature", "citations"],
        Home(key="sources"),
    ),
    **dict.fromkeys(
        ["item", "items", "entry", "entries", "slide", "slides", "moments", "facts"],
        Home(key="events"),
    ),
    **dict.fromkeys(["style", "design", "colors", "colours"], Home(key="theme")),
    **dict.fromkeys(["version"], Home(how="write format = 1, or nothing")),
}

HOMES: dict[Tables, dict[str, Home]] = {
    (): _ROOT,
    ("timeline",): _TIMELINE,
    ("lanes",): _LANES,
    ("tags",): _TAGS,
    ("periods",): _PERIODS,
    ("sources",): _SOURCES,
    ("events",): _EVENTS,
    ("events", "figures"): _FIGURES,
    ("events", "reasons"): _REASONS,
    ("events", "accounts"): _ACCOUNTS,
    ("events", "relations"): _RELATIONS,
    ("events", "media"): _MEDIUM,
    ("timeline", "media"): _MEDIUM,
    ("events", "links"): _LINKS,
    ("events", "sources"): _CITATIONS,
    ("events", "figures", "sources"): _CITATIONS,
    ("events", "reasons", "sources"): _CITATIONS,
    ("events", "accounts", "sources"): _CITATIONS,
    ("events", "relations", "sources"): _CITATIONS,
}


def home(key: str, tables: Tables) -> Home | None:
    """Where the value of a foreign key in a table goes; None if nothing is known of it."""
    return HOMES.get(tables, {}).get(key.strip().lower().replace("-", "_").replace(" ", "_"))
