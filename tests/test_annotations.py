"""What an author says a timeline and its marks mean: the headline, and annotations."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import made
from support.browser import REST, Tabs, rest
from support.made import quoted
from support.way_back import back, in_time

from timeline import exporting, site
from timeline.drawing import svg
from timeline.drawing.notices import Unsaid, notices
from timeline.drawing.pictures import draw
from timeline.faces import shipped
from timeline.faces.shipped import Style
from timeline.importing import input as givens
from timeline.importing.drafting.drafting import draft
from timeline.importing.formats import table
from timeline.importing.rows import Choices
from timeline.layout import annotating, metrics
from timeline.layout.layout import layout
from timeline.layout.parts import BEYOND, Box
from timeline.layout.theme import SIZES
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


# Drawn


def annotated(*events: dict[str, str], **more: Any) -> Timeline:
    """A timeline with events of which most have an annotation."""
    return made.timeline(events, **{"head": 'span = "1900/2000"', **more})


_WORDS = st.lists(
    st.sampled_from(["a", "of", "sixteen", "nationality", "1,828", "שלום", "北朝鮮", "Ångström"]),
    min_size=1,
    max_size=14,
).map(" ".join)
_YEARS = st.integers(1900, 2000)
_DATES = st.tuples(
    _YEARS, st.integers(0, 40), st.sampled_from(("{}", "{}/{}", "{}~", "[{}..{}]"))
).map(lambda date: date[2].format(date[0], date[0] + 1 + date[1]))


@settings(max_examples=60)
@given(
    st.lists(
        st.tuples(_DATES, _WORDS, st.integers(1, 5), st.sampled_from("ab")), min_size=1, max_size=25
    ),
    st.sampled_from((304, 368, 512, 720, 912, 1160, 1900)),
    st.sampled_from((None, 300)),
)
def test_annotations_meet_nothing(
    events: list[tuple[str, str, int, str]], width: int, height: int | None
) -> None:
    """No annotation meets a mark, a label, a count, a title, another annotation or a band's edge."""
    timeline = annotated(
        *(
            {
                "date": quoted(date),
                "annotation": quoted(words[:110]),
                "importance": str(importance),
                "lane": quoted(lane),
            }
            for date, words, importance, lane in events
        ),
        head="",
        lanes=("a", "b"),
    )
    plan = layout(timeline, width, height)
    others = [
        *annotating.obstacles(plan.items, plan.clusters, plan.scale),
        *(annotating.title_box(line) for band in plan.bands for line in band.title),
    ]
    said = [one.box for one in plan.annotations]

    for number, one in enumerate(plan.annotations):
        lead = one.lead
        at = plan.scale(lead.day)
        line = at + lead.start_px, lead.y, at + lead.end_px, lead.y2
        assert any(band.top < one.box[1] and one.box[3] < band.bottom for band in plan.bands)
        assert plan.scale.left - BEYOND <= one.box[0] < one.box[2] <= plan.scale.right + BEYOND
        assert [] == [box for box in others if meet(one.box, box) or meet(line, box)]
        rest = said[:number] + said[number + 1 :]
        assert [] == [box for box in rest if meet(one.box, box) or meet(line, box)]


def meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def test_the_more_important_is_drawn() -> None:
    """Where there is room for one of two, the event of more importance has its annotation."""
    one = {"annotation": '"Two in three are missing"', "label": '"A"'}
    first, second = {**one, "date": '"1905"'}, {**one, "date": '"1965"'}

    for heavier in (0, 1):
        weights = [{"importance": "4" if heavier == at else "2"} for at in (0, 1)]
        timeline = annotated(first | weights[0], second | weights[1])
        low = layout(timeline, 250, 110)
        assert [heavier] == [each.event for each in low.annotations]


def test_labels_come_before_annotations() -> None:
    """Marks and labels stand where they would without annotations."""
    bare = {"date": '"1950/1960"', "label": '"A label"'}
    said = {**bare, "annotation": '"What it means"'}
    plain, plan = (layout(annotated(*[each] * 9), 500, 200) for each in (bare, said))

    assert plain.items == plan.items


def test_a_picture_says_the_annotation_of_an_event_in_its_group() -> None:
    """Its lines are text in the event's group, in italics; its link is not named by them alone."""
    timeline = annotated({"date": '"1950"', "title": '"Mill"', "annotation": '"Nobody paid"'})
    picture = draw(timeline, layout(timeline))
    group = next(g for g in picture.tree.iter(svg.tag("g")) if g.get("id") == "event-e0")
    said = [text for text in group.iter(svg.tag("text")) if text.get("class") == "annotation"]

    assert ["Nobody paid"] == [text.text for text in said]
    assert "italic" == said[0].get("font-style")
    assert "<title>Mill: 1950\nNobody paid</title>" in picture.inline("")
    assert set("Nobody paid") == set(picture.texts()[Style.ITALIC])


def test_letters_without_italics_are_upright() -> None:
    """What the shipped font lacks is not slanted, by anybody: no width of that is known."""
    timeline = annotated({"date": '"1950"', "annotation": '"北朝鮮 16"'})
    found = layout(timeline).annotations

    assert [False] == [one.italic for one in found]
    assert "" == draw(timeline, layout(timeline)).texts()[Style.ITALIC]


def test_what_has_no_room_is_told() -> None:
    """Who draws a chart is told which annotations it has no room for, in the order of the file."""
    said = {"annotation": quoted("at length " * 11)}
    bar, mark = {**said, "date": '"1900/2000"'}, {"annotation": '"Brief"', "date": '"1950"'}
    timeline = annotated({**bar, "id": '"a"'}, {**mark, "id": '"b"'}, {**bar, "id": '"c"'})
    narrow = draw(timeline, layout(timeline, 240))

    assert [Unsaid(("a", "c"))] == [each for each in notices(narrow) if isinstance(each, Unsaid)]


@pytest.mark.parametrize("width", [304, 368, 512, 720, 912, 1160])
def test_an_annotation_is_drawn_at_every_width(width: int) -> None:
    """Where nothing has room beside its mark, its row gets higher, and it stands below."""
    text = "1,828 kept their nationality; two in three are thought missing or were never heard from"
    timeline = annotated(
        {"date": '"1959/1984"', "annotation": quoted(text), "importance": "5", "label": '"Moved"'},
        {"date": '"1990"', "label": '"Another, whose label is in the way"'},
        *[{"date": f'"{year}"', "label": '"One more"'} for year in range(1905, 2000, 12)],
    )
    plain = timeline.model_copy(
        update={"events": tuple(e.model_copy(update={"annotation": ""}) for e in timeline.events)}
    )
    plan, without = layout(timeline, width), layout(plain, width)

    assert [0] == [one.event for one in plan.annotations]
    assert len(plan.annotations[0].lines) <= 2
    assert plan.height <= without.height + 2 * SIZES.annotation_line + 12
    assert plan.labelled == without.labelled == len(timeline.events)


def test_no_label_is_lost_for_words() -> None:
    """A chart as high as its labels need has them all, whatever else is to be said."""
    events = [{"date": f'"{1900 + n}/{1960 + n}"', "label": '"A label"'} for n in range(9)]
    said = [
        event | {"annotation": '"What this means, at some length, and more"'} for event in events
    ]
    plain = layout(annotated(*events), 720)
    least = layout(annotated(*events), 720, plain.height - 30)
    plan = layout(annotated(*said), 720, least.height)

    assert len(events) == plain.labelled == least.labelled == plan.labelled
    assert plan.height <= least.height


_PAGE = """() => {
  const svg = [...document.querySelectorAll('.chart .still svg, .chart .live svg')].find((one) => one.getClientRects().length);
  const view = svg.getBoundingClientRect(), scale = view.width / svg.viewBox.baseVal.width;
  const isSaid = (text) => text.classList.contains('annotation')
    || (text.getAttribute('font-style') === 'italic' && text.closest('.labels_marks'));
  const boxed = (found) => found.map((el) => {
    const { left, top, right, bottom } = el.getBoundingClientRect();
    return { text: el.textContent, box: [left, top, right, bottom].map((px) => px / scale) };
  }).filter(({ box }) => box[2] > box[0]);
  const texts = [...svg.querySelectorAll('text')].filter((text) => text.textContent && !text.closest('.ticks, .ticks_marks'));
  const marks = [...svg.querySelectorAll('.event path, .cluster path, .bars_marks > *, .symbols_marks > *, .clusters_marks > *')]
    .filter((mark) => mark.getAttribute('fill-opacity') !== '0' && mark.tagName === 'path');
  const leads = '.leads_marks, line';
  return { said: boxed(texts.filter(isSaid)),
    others: [...boxed(texts.filter((text) => !isSaid(text))), ...boxed(marks.filter((mark) => !mark.closest(leads)))],
    view: [view.left, view.top, view.right, view.bottom].map((px) => px / scale) };
}"""
_SAID = (
    {"date": '"1959/1984"', "label": '"About 6,637 move"', "importance": "5", "lane": '"a"',
     "annotation": '"1,828 kept Japanese nationality; two in three are thought missing or were never heard from"'},
    {"date": '"1977/1983"', "label": '"70 to 80 abducted"', "importance": "4", "lane": '"b"',
     "annotation": '"North Korea admits to 16"'},
    {"date": '"1952/2004"', "label": '"A life"', "lane": '"b"', "annotation": '"Most of the time, at length " '},
    {"attested": '"1997"', "label": '"No list of survivors"', "lane": '"a"', "annotation": '"北朝鮮と日本の間で"'},
    {"date": '"1961?"', "label": '"A doubt"', "lane": '"a"', "annotation": '"עשרים אלף איש ואישה, או יותר מזה"'},
)  # fmt: skip


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 390, 768, 1024, 1280, 1920])
def test_annotations_are_apart_in_a_page(tabs: Tabs, tmp_path: Path, width: int) -> None:
    """By Chromium's boxes, at every width and in windows of time, no annotation meets anything."""
    others = [{"date": f'"{year}"', "lane": '"a"'} for year in range(1946, 2004, 9)]
    timeline = annotated(*_SAID, *others, head='span = "1945/2004"', lanes=("a", "b"))
    for name, data in files_of(timeline).items():
        (tmp_path / name).write_bytes(data)
    tab = tabs.lend(width, 900, init=REST)

    for window in ("", "1950/1990", "1955/1986", "1975/1985", "1990/2000"):
        tab.goto(f"{(tmp_path / 'index.html').as_uri()}{'?window=' if window else ''}{window}")
        tab.evaluate("document.fonts.ready")
        rest(tab)
        drawn = tab.evaluate(_PAGE)
        said = drawn["said"]
        assert said, window
        for number, one in enumerate(said):
            left, top, right, bottom = one["box"]
            view = drawn["view"]
            assert view[0] <= left < right <= view[2], (window, one)
            assert view[1] <= top < bottom <= view[3], (window, one)
            for other in [*drawn["others"], *said[:number]]:
                assert not overlap(one["box"], other["box"]), (window, one, other)


def overlap(one: list[float], other: list[float]) -> bool:
    """Whether two boxes meet; those of texts are as high as all letters are, most of it blank."""
    high = min(one[3], other[3]) - max(one[1], other[1])
    return min(one[2], other[2]) - max(one[0], other[0]) > 0.5 and high > 3
