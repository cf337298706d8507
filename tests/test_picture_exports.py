"""Pictures in what other tools are given: kept with caption and credit, or told as lost."""

from __future__ import annotations

import json

import pytest
from support import made

from timeline.exporting import timelinejs
from timeline.exporting import write as write_as
from timeline.model import Medium, Timeline
from timeline.model.addresses import published
from timeline.pages.markup import as_wikitext, wikitext_lost

ADDRESS = published("https://example.org/timeline/")
ON_COMMONS = Medium(
    url="https://commons.wikimedia.org/wiki/File:Landing_at_Sydney.jpg",
    alt="Boats at a beach",
    caption="The landing",
    credit="J. Doe",
    licence="CC0",
)
FILM = Medium(url="https://example.org/film.mp4", caption="A film <b>of it</b>", credit="A | B")
HERE = Medium(
    file="pictures/a.jpg",
    alt="A house",
    source="https://commons.wikimedia.org/wiki/File:A_house.jpg",
)
ALONE = Medium(file="pictures/b.jpg", alt="B")


def having(*media: Medium) -> Timeline:
    timeline = made.dated("1950")
    event = timeline.events[0].model_copy(update={"media": media})
    return timeline.model_copy(update={"events": (event,)})


def test_a_slide_shows_the_first_and_tells_the_rest() -> None:
    """With caption, credit and licence, none of it as markup; a film that is second is a link."""
    slide = timelinejs.data(having(ALONE, ON_COMMONS, FILM))["events"][0]

    assert {
        "url": ON_COMMONS.url,
        "caption": "The landing",
        "credit": "J. Doe. CC0",
        "alt": "Boats at a beach",
    } == slide["media"]
    assert (
        '<a href="https://example.org/film.mp4">A film &lt;b&gt;of it&lt;/b&gt;</a> (A | B)'
        in slide["text"]["text"]
    )


def test_markup_in_a_caption_is_text() -> None:
    """TimelineJS reads captions as HTML."""
    slide = timelinejs.data(having(FILM))["events"][0]

    assert "A film &lt;b&gt;of it&lt;/b&gt;" == slide["media"]["caption"]


def test_the_title_slide_has_the_timelines() -> None:
    timeline = having()
    header = timeline.header.model_copy(update={"media": (ON_COMMONS,)})
    data = timelinejs.data(timeline.model_copy(update={"header": header}))

    assert ON_COMMONS.url == data["title"]["media"]["url"]


@pytest.mark.parametrize(
    ("media", "lost"), [((ALONE,), 1), ((ALONE, HERE), 2), ((FILM,), 0), ((), 0)]
)
def test_what_has_no_address_is_told_as_lost(media: tuple[Medium, ...], lost: int) -> None:
    assert lost == timelinejs.lost(having(*media))["events.media"]


def test_a_wiki_shows_what_commons_has() -> None:
    """By its name there, of the address or of the page it comes from; other addresses are links."""
    text = as_wikitext(having(ON_COMMONS, HERE, FILM, ALONE), ADDRESS)

    assert (
        "[[File:Landing at Sydney.jpg|thumb|alt=Boats at a beach|The landing (J. Doe. CC0)]]"
        in text
    )
    assert "[[File:A house.jpg|thumb|alt=A house|A house]]" in text
    assert "[https://example.org/film.mp4 A film &lt;b&gt;of it&lt;/b&gt;]" in text
    assert "A &#124; B" in text
    assert {"events.media": 1} == wikitext_lost(having(ON_COMMONS, HERE, FILM, ALONE))


@pytest.mark.parametrize("name", ["A%7Cthumb", "A%5D%5D", "A%7B%7Bx%7D%7D", "A%3Cb%3E"])
def test_a_name_that_is_markup_is_no_file(name: str) -> None:
    """What an address hides behind percent signs opens nothing in a wiki."""
    medium = Medium(url=f"https://commons.wikimedia.org/wiki/File:{name}", caption="C")
    text = as_wikitext(having(medium), ADDRESS)

    assert "[[File:" not in text


def test_json_and_csv_have_all_of_it() -> None:
    timeline = having(ON_COMMONS, HERE)
    (event,) = json.loads(write_as(timeline, "json"))["events"]

    assert [
        ON_COMMONS.model_dump(exclude_defaults=True),
        HERE.model_dump(exclude_defaults=True),
    ] == (event["media"])
    assert b"Landing_at_Sydney" in write_as(timeline, "csv")
