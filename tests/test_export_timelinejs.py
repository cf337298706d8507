"""What is exported for TimelineJS, shown by TimelineJS itself in Chromium."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from support import made
from support.browser import Tabs

from timeline.exporting import timelinejs, write
from timeline.importing.formats import timelinejs as from_timelinejs
from timeline.importing.input import Given
from timeline.model import Timeline

pytestmark = pytest.mark.browser

HERE = Path(__file__).parent / "data" / "timelinejs"
HOST = "http://timelinejs.test"
PAGE = """<!doctype html><html lang="en"><meta charset="utf-8">
<link rel="stylesheet" href="/css/timeline.css"><script src="/js/timeline.js"></script>
<div id="timeline" style="width: 1200px; height: 700px"></div>
<script>
window.ready = new Promise(done => {
  fetch('/data.json').then(answer => answer.json()).then(data => {
    window.shown = new TL.Timeline('timeline', data, { font: null, duration: 0,
      script_path: location.origin + '/js/' });
    window.shown.on('loaded', () => done(true));
  });
});
</script>"""

Show = Callable[[Timeline], Any]


WRONG: list[str] = []  # errors of a page, and what it asked of the network


@pytest.fixture(scope="module")
def show(lent: Tabs) -> Iterator[Show]:
    """Shows a timeline in a page of its own."""
    on = {
        "pageerror": lambda error: WRONG.append(str(error)),
        "console": lambda said: said.type == "error" and WRONG.append(said.text),
    }

    def open_(timeline: Timeline) -> Any:
        files = {
            "/": (PAGE.encode(), "text/html"),
            "/js/timeline.js": ((HERE / "timeline.js").read_bytes(), "text/javascript"),
            "/css/timeline.css": ((HERE / "timeline.css").read_bytes(), "text/css"),
            "/data.json": (write(timeline, "timelinejs"), "application/json"),
        }

        def answer(route: Any) -> None:
            path = route.request.url.removeprefix(HOST)
            if path.startswith("/css/icons/") or path == "/favicon.ico":
                route.fulfill(status=204)
            elif path in files:
                body, kind = files[path]
                route.fulfill(body=body, content_type=f"{kind}; charset=utf-8")
            else:
                WRONG.append(route.request.url)
                route.abort()

        tab = lent.lend(1300, 800, on=on, timezone_id="Asia/Tokyo")
        tab.route("**/*", answer)
        tab.goto(f"{HOST}/")
        assert tab.evaluate("ready")
        return tab

    with lent.borrowing():
        yield open_


@pytest.fixture(scope="module")
def shown(show: Show, sample: Timeline) -> Any:
    """The page that shows the sample."""
    return show(sample)


@pytest.fixture(autouse=True)
def _nothing_wrong() -> Iterator[None]:
    yield
    found = list(WRONG)
    WRONG.clear()
    assert [] == found


def texts(tab: Any, selector: str) -> list[str]:
    """The texts of elements, blanks squeezed."""
    script = "all => all.map(each => each.textContent.replace(/\\s+/g, ' ').trim())"
    found: list[str] = tab.eval_on_selector_all(selector, script)
    return found


def slides(tab: Any) -> dict[str, dict[str, str]]:
    """Headline, date and text of each slide, by its id."""
    script = """all => Object.fromEntries(all.map(slide => {
      const text = name => slide.querySelector(name)?.textContent.replace(/\\s+/g, ' ').trim();
      return [slide.id, { headline: text('.tl-headline'), date: text('.tl-headline-date'),
        text: text('.tl-text-content') }];
    }))"""
    found: dict[str, dict[str, str]] = tab.eval_on_selector_all(".tl-slide", script)
    return found


def test_the_sample_is_shown(shown: Any, sample: Timeline) -> None:
    """Each event is a slide and a marker, in order, under the title; lanes are groups."""
    data = timelinejs.data(sample)
    headlines = [event["text"]["headline"] for event in data["events"]]

    assert [] == shown.evaluate("shown.config.getErrors()")
    assert len(sample.events) == len(headlines)
    assert [sample.header.title, *headlines] == texts(shown, ".tl-slide .tl-headline")
    assert headlines == texts(shown, ".tl-timemarker .tl-headline")
    assert {lane.title for lane in sample.lanes} == set(texts(shown, ".tl-timegroup-message"))


def test_the_sample_says_its_dates(shown: Any, sample: Timeline) -> None:
    """What TimelineJS has no form for is in our words; what it has one for is in its own."""

    said = slides(shown)

    assert "between 1945 and 1959 (worked out)" == slides(shown)["prisoners-of-war"]["date"]
    assert "from 1945, end not known" == slides(shown)["colonists-stranded"]["date"]
    assert "1952 — 2004" == slides(shown)["ko-yong-hui"]["date"]
    dated = {
        event.id: said[event.id]["date"]
        for event in sample.events
        if event.attested or event.derived or not timelinejs.is_plain(event.when)
    }
    told = {
        event["unique_id"]: event["display_date"]
        for event in timelinejs.data(sample)["events"]
        if "display_date" in event
    }
    assert told == dated


def test_the_sample_says_its_sources(shown: Any, sample: Timeline) -> None:
    """A slide tells figures, notes and sources, the links among them safe to follow."""
    said = slides(shown)["prisoners-of-war"]["text"]

    assert "27,000 prisoners of war sent (not named in the source)" in said
    assert "Worked out: after the start of 200,000 colonists stranded" in said
    assert "SourcesJapanese people in North Korea, Wikipedia, Background." in said
    link = shown.locator("[id='prisoners-of-war'] .tl-text-content a").first
    assert sample.sources[0].url == link.get_attribute("href")


DATES = [
    ('date = "1959"', "1959"),
    ('date = "1959-03"', "March 1959"),
    ('date = "1959-03-31"', "March 31, 1959"),
    ('date = "1959-03/1960"', "March 1959 — 1960"),
    ('date = "196X"', "some time in the 1960s"),
    ('date = "1965~"', "about 1965"),
    ('date = "1965?"', "perhaps 1965"),
    ('date = "[1952..1959]"', "between 1952 and 1959"),
    ('date = "{1960,1962}"', "1960 and 1962"),
    ('date = "1948/.."', None),
    ('date = "/1984"', None),
    ('attested = "1997"', "by 1997"),
    ('date = "-0043-03-15"', "15 March 44 BCE"),
    ('date = "-0499/-0478"', None),
    ('date = "0000-02-29"', "29 February 1 BCE"),
    ('date = "0033"', "33"),
    ('date = "1972-24"', None),
    ('date = "1970-XX-XX"', None),
]


def test_every_kind_of_date_is_shown(show: Show) -> None:
    """Whatever a date says, its slide says the same, wherever the reader is."""
    pairs = [(f"e{at}", *line.split(" = ")) for at, (line, _) in enumerate(DATES)]
    timeline = made.timeline([{key: value} for _, key, value in pairs])
    tab = show(timeline)
    tab.evaluate("shown.goToId('e7')")
    ours = {
        each["unique_id"]: each.get("display_date") for each in timelinejs.data(timeline)["events"]
    }
    expected = {name: DATES[at][1] or ours[name] for at, (name, _, _) in enumerate(pairs)}

    said = slides(tab)

    assert "e7" == tab.evaluate("shown.current_id")
    assert expected == {name: said[name]["date"] for name in expected}


def test_ids_stay(show: Show) -> None:
    """An event keeps its id, also one that is like the timeline's title."""
    tab = show(made.timeline([{"date": '"1950"', "id": '"made-for-a-test"'}]))

    assert ["_title", "made-for-a-test"] == list(slides(tab))


def test_years_without_number(show: Show) -> None:
    """A timeline of ages is on the cosmological scale, its dates in our words."""
    tab = show(made.dated("Y-13799999999", "Y-4499999999", "1969-07-20"))

    assert "cosmological" == tab.evaluate("shown.config.scale")
    assert [
        "13,800,000,000 BCE", "4,500,000,000 BCE", "20 July 1969",
    ] == [slides(tab)[f"e{at}"]["date"] for at in range(3)]  # fmt: skip


def test_periods_are_eras(show: Show) -> None:
    """A period is an era; one that is not plainly from a date to a date says its date."""
    tail = "\n".join(
        f'[[periods]]\nid = "p{at}"\ntitle = "{title}"\ndate = "{date}"'
        for at, (title, date) in enumerate([("War & peace", "1914/1918"), ("Since", "1948/..")])
    )
    tab = show(made.timeline([{"date": '"1950"'}, {"date": '"1960"'}], tail=tail))

    shown = texts(tab, ".tl-timeera h2")
    assert [] == tab.evaluate("shown.config.getErrors()")
    assert ["Since (from 1948 on, without a stated end)", "War & peace"] == sorted(shown)


HOSTILE = (
    "<img src=x onerror='window.hurt=1'>&lt;img src=x onerror='window.hurt=1'&gt; <b>&amp;</b>"
)


def test_no_markup_of_the_author_lives(show: Show) -> None:
    """Texts of the file are words on every part of a slide, whatever they look like."""
    quoted = made.quoted(HOSTILE)
    event = {
        "date": '"1950~"', "title": quoted, "text": quoted, "note": quoted, "date_note": quoted,
        "date_text": quoted, "tags": f"[{quoted}]", "lane": '"l"',
        "figures": f"[{{ what = {quoted}, value = 1, who = {quoted} }}]",
        "links": f'[{{ url = "https://example.org/?a=1&b=2", title = {quoted} }}]',
        "accounts": f'[{{ date = "1951", note = {quoted} }}]',
    }  # fmt: skip
    tail = f'[[lanes]]\nid = "l"\ntitle = {quoted}\n[[periods]]\nid = "p"\ntitle = {quoted}\ndate = "1950/1951"'
    tab = show(made.timeline([event], head=f"description = {quoted}", tail=tail))
    tab.evaluate("shown.goToId('e0')")

    assert tab.evaluate("window.hurt === undefined")
    assert 0 == tab.locator("#timeline img[src='x'], #timeline b:text-is('&')").count()
    assert [HOSTILE] == texts(tab, "[id='e0'] .tl-headline")
    assert [HOSTILE] == texts(tab, ".tl-timegroup-message")
    assert [HOSTILE] == texts(tab, ".tl-timeera h2")
    assert 8 == slides(tab)["e0"]["text"].count(HOSTILE)


def test_the_same_bytes(sample: Timeline) -> None:
    """The file is the same every time, and JSON that says what was given to it."""
    assert write(sample, "timelinejs") == write(sample, "timelinejs")
    assert timelinejs.data(sample) == json.loads(write(sample, "timelinejs"))


@pytest.mark.parametrize(
    "date",
    [
        *("0000", "-0001", "-0499-03-15", "-9999", "Y-10000", "Y-314999", "Y-13799999999"),
        *("Y12000", "-3499/0000", "-0001/0002", "Y-538799999/Y-251901999", "1950-03/1951"),
    ],
)
def test_years_come_back(date: str) -> None:
    """However long ago, in TimelineJS's count and back an event is in the year it was in."""
    given = Given("x.json", write(made.dated(date), "timelinejs"))

    assert [date] == [row.edtf for row in from_timelinejs.read(given).rows]
