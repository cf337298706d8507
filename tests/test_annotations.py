"""What an author says a timeline and its marks mean: the headline, and annotations."""

from __future__ import annotations

import csv
import io
import json

from support.way_back import back, in_time

from timeline import exporting, site
from timeline.faces import shipped
from timeline.faces.shipped import Style
from timeline.importing import input as givens
from timeline.importing.drafting.drafting import draft
from timeline.importing.formats import table
from timeline.importing.rows import Choices
from timeline.layout import metrics
from timeline.model import Timeline
from timeline.model.addresses import Address
from timeline.pages import fitting, markup
from timeline.pages.edition import Edition
from timeline.pages.embed import words_of
from timeline.pages.head import head
from timeline.text.reader import read_text

SAID = """
[timeline]
title = "Mills"
description = "Of *one* town."
headline = "Two in three burned: <not> by chance"
[[sources]]
id = "s"
title = "S"
[[events]]
id = "mill"
title = "The mill burns"
annotation = "Nobody *paid* for it"
date = "1950"
text = "At night."
sources = ["s"]
"""


def said() -> Timeline:
    return read_text(SAID)[0]


def test_they_come_back() -> None:
    """What leaves as JSON or CSV has both, and comes back with both."""
    for name, kind in (("json", "own_json"), ("csv", "own_csv")):
        again = back(said(), name, kind)

        assert in_time(said()) == again
        assert "Nobody *paid* for it" == again.events[0].annotation


def test_an_annotation_has_a_column() -> None:
    """CSV has it beside the label."""
    rows = list(csv.DictReader(io.StringIO(exporting.write(said(), "csv").decode("utf-8-sig"))))

    assert ["Nobody *paid* for it"] == [row["annotation"] for row in rows if row["annotation"]]
    names = list(rows[0])
    assert names.index("label") + 1 == names.index("annotation")


def test_slides_say_both() -> None:
    """TimelineJS has no place of its own for either: slides say them first, and nothing is lost."""
    data = json.loads(exporting.write(said(), "timelinejs"))

    assert data["title"]["text"]["text"].startswith(
        "<p>Two in three burned: &lt;not&gt; by chance</p><p>Of <em>one</em> town.</p>"
    )
    assert data["events"][0]["text"]["text"].startswith(
        "<p><i>Nobody *paid* for it</i></p><p>At night.</p>"
    )
    assert {} == exporting.lost(said(), "timelinejs")


def test_markup_says_them() -> None:
    """Wikitext has the headline above its list, and an annotation before the event's text."""
    wikitext = markup.as_wikitext(said(), None)
    markdown = markup.as_markdown(said(), Address("https://e.org/"), "t.svg", listed=False)

    assert wikitext.startswith(
        "Two in three burned: &lt;not&gt; by chance\n\n"
        "* '''1950''': The mill burns. ''Nobody *paid* for it'' At night."
    )
    assert markdown.startswith("Two in three burned: \\<not\\> by chance\n\n[![")


def test_a_link_is_shown_with_the_headline() -> None:
    """What messengers and search engines show of the page is the headline, where there is one."""
    assert "Two in three burned: <not> by chance" == head(said()).description


def test_a_column_of_a_sheet() -> None:
    """A column that is called so gives annotations; one of too many signs is told as lost."""
    rows = f"title,year,annotation\nA,1950,Few words\nB,1951,{'long ' * 30}\n"
    imported = table.read(givens.Given("file", rows.encode(), Choices()))
    events = draft(imported).events

    assert ["Few words", None] == [each.values.get("annotation") for each in events]
    assert {"it has more than 120 signs": 1} == imported.tally.fields["annotation"].why


def test_letters_of_two_characters_are_one_sign() -> None:
    """An annotation may have 120 of what readers take for letters, however many characters."""
    accents = SAID.replace("Nobody *paid* for it", "e\u0301" * 120)

    assert 240 == len(read_text(accents)[0].events[0].annotation)


def test_italics_are_no_wider_than_measured(sample: Timeline) -> None:
    """Lines of an annotation, as browsers set them with kerning, have the room they were given."""
    words = " ".join(event.text for event in sample.events).split()
    lines = [" ".join(words[at : at + 7]) for at in range(0, len(words), 7)]
    shares = [
        shipped.kerned_width(line, Style.ITALIC) / metrics.text_width(line, 1, italic=True)
        for line in lines
    ]

    assert len(lines) > 50
    assert 0.95 < min(shares) < max(shares) <= 1


def test_an_embed_has_the_headline() -> None:
    """An embed has it under its title, and is as much higher."""
    plain = read_text(SAID.replace("headline =", "# headline ="))[0]
    with_it, without = (
        fitting.around(words_of(each), column) for each in (said(), plain) for column in (20.0,)
    )
    page = files_of(said())["embed.html"].decode()

    assert fitting.NARROW.headline_line + fitting.NARROW.gap == with_it - without
    assert '<p class="headline"><bdi>Two in three burned: &lt;not&gt; by chance</bdi></p>' in page


def test_a_page_has_the_headline_below_its_title() -> None:
    """It stands between title and description; the annotation is in the entry, without a chart too."""
    page = files_of(said())["index.html"].decode()

    headline = '<p class="headline"><bdi>Two in three burned: &lt;not&gt; by chance</bdi></p>'
    assert page.index("</h1>") < page.index(headline) < page.index("<em>one</em>")
    assert '<p class="annotation"><bdi>Nobody *paid* for it</bdi></p>' in page


def files_of(timeline: Timeline) -> dict[str, bytes]:
    return site.build(Edition(timeline)).files
