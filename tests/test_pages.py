"""The page: what a reader gets, in a real browser where it matters."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from support import made
from support.browser import Tabs

from timeline import site
from timeline.errors import BadTemplate
from timeline.model import Link, Timeline
from timeline.pages.edition import Edition
from timeline.pages.entries import markdown
from timeline.pages.page import page


@pytest.fixture(scope="module")
def html(built: dict[str, bytes]) -> str:
    return built["index.html"].decode()


@pytest.fixture(scope="module")
def address(built: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("site")
    for name, content in built.items():
        (folder / name).write_bytes(content)
    return (folder / "index.html").as_uri()


class _Tags(HTMLParser):
    """Every start tag with its attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))


def test_nothing_loads_no_style_attribute(html: str) -> None:
    """Nothing in the page is fetched, and no style slips past the policy's hash."""
    tags = _Tags(html).found

    assert not [tag for tag, _ in tags if tag in {"iframe", "object", "img"}]
    assert not [tag for tag, attrs in tags if "src" in attrs]
    links = [attrs for tag, attrs in tags if tag == "link"]
    assert all(a["rel"] == "icon" and a["href"].startswith("data:") for a in links)
    assert not [name for _, attrs in tags for name in attrs if name == "style" or name[:2] == "on"]


def test_every_reference_has_its_target(html: str) -> None:
    """Each link inside the page goes somewhere, and ids are unique."""
    tags = _Tags(html).found
    ids = [attrs["id"] for _, attrs in tags if "id" in attrs]
    targets = [a["href"][1:] for _, a in tags if a.get("href", "").startswith("#")]

    assert len(ids) == len(set(ids))
    assert set(targets) <= set(ids)
    assert len(targets) > 100


def test_events_are_told_in_order(sample: Timeline, html: str) -> None:
    """The list has every event once, by date, its words, text and figures with it."""
    found = re.findall(r'<li class="event lane-\d" id="([^"]+)"', html)
    entry = html[html.index('id="abductions"') : html.index('id="kim-jong-chul-born"')]

    assert [event.id for event in sample.events] == found
    for words in ("1977 to 1983", "70–80", "16", "North Korean government", "single case"):
        assert words in entry


def test_time_element_only_where_it_is_right(html: str) -> None:
    """`<time datetime>` stands at plain dates; a window or a decade has words alone."""
    assert '<time datetime="1970">1970</time>' in html
    assert 'datetime="1997"' not in html
    assert "<time" not in html[html.index('id="purges"') :][:200]


def test_text_is_isolated() -> None:
    """Characters that reverse text turn the author's own words and nothing after them."""
    html = page(Edition(made.timeline([{"date": '"1950"', "title": '"one \\u202E two"'}])))

    assert "<h3><bdi>one \u202e two</bdi></h3>" in html


def test_links_of_a_model_are_checked_again() -> None:
    """A model built in code may hold any link; the page shows only safe ones."""
    timeline = made.timeline([{"date": '"1950"', "links": '["https://example.org"]'}])
    event = timeline.events[0]
    bad = event.model_copy(update={"links": (Link(url="javascript:alert(1)"),)})
    html = page(Edition(timeline.model_copy(update={"events": (bad,)})))

    assert "javascript" not in html


def test_periods_are_in_the_text() -> None:
    """A period is told in words too, for readers who do not see the chart."""
    period = '[[periods]]\nid = "p"\ntitle = "The long peace"\ndate = "1950/1953~"'
    html = page(Edition(made.timeline([{"date": '"1950"'}], tail=period)))

    assert "The long peace" in html
    assert "1950 to about 1953" in html


def test_old_ids_still_arrive() -> None:
    """An event's former ids are anchors of its entry."""
    html = page(Edition(made.timeline([{"date": '"1950"', "was": '["old-name"]'}])))

    assert '<a id="old-name"></a>' in html


def test_a_link_that_shows_its_address_is_marked() -> None:
    """Print spells out where links lead, but not twice."""
    expected = '<p><a href="https://a.example" class="bare">https://a.example</a> <a href="https://b.example">b</a></p>\n'

    assert expected == markdown("<https://a.example> [b](https://b.example)")


def test_markdown_is_safe() -> None:
    """Text may have emphasis and links; markup, images and scripts in links stay text."""
    text = made.quoted(
        "*fine* [good](https://example.org/?a=1&b=2) [bad](javascript:alert(1)) "
        "<img src=x onerror=alert(1)> ![pixel](https://example.org/p.png)\n\n# Not a heading"
    )
    html = page(Edition(made.timeline([{"date": '"1950"', "text": text}])))
    tags = _Tags(html).found

    assert "<em>fine</em>" in html
    assert '<a href="https://example.org/?a=1&amp;b=2">good</a>' in html
    assert not [a for _, a in tags if a.get("href", "").startswith("javascript")]
    assert not [tag for tag, _ in tags if tag == "img"]
    assert 1 == len([tag for tag, _ in tags if tag == "h1"])


def test_templates_can_be_replaced(sample: Timeline, tmp_path: Path) -> None:
    """A folder's template stands in for ours of that name; the others stay."""
    (tmp_path / "parts.html").write_text(
        "{% macro entry(entry, phrase) %}<li>{{ entry.event.title }}</li>{% endmacro %}"
        "{% macro note(note, phrase) %}{% endmacro %}",
        "utf-8",
    )
    html = site.build(Edition(sample, templates=tmp_path)).files["index.html"].decode()

    assert "<li>Birth of Kim Jong Un</li>" in html
    assert "<style>" in html


@pytest.mark.parametrize(
    ("source", "message"),
    [
        pytest.param("{{ nothing }}", "index.html:1: 'nothing' is undefined", id="unknown name"),
        pytest.param("a\n{% if %}", "index.html:2: Expected an expression", id="syntax"),
        pytest.param(
            "{{ phrase('typo') }}", 'index.html:1: there is no phrase "typo"; ', id="unknown phrase"
        ),
        pytest.param("{{ header.title + 1 }}", "index.html:1: can only concatenate", id="type"),
        pytest.param("{% include 'no.html' %}", "no.html: there is no template", id="missing"),
        pytest.param("{% include 'index.html' %}", "maximum recursion depth", id="recursion"),
    ],
)
def test_a_bad_template_is_told(
    sample: Timeline, tmp_path: Path, source: str, message: str
) -> None:
    """A template's fault names the file and the line."""
    (tmp_path / "index.html").write_text(source, "utf-8")

    with pytest.raises(BadTemplate) as caught:
        page(Edition(sample, templates=tmp_path))
    assert message in str(caught.value)


WIDTHS = (320, 768, 1280)


@pytest.fixture
def visit(tabs: Tabs, address: str) -> Any:
    """Opens the page and keeps what the browser complains of or asks for."""

    def open_page(width: int, **context: Any) -> Any:
        complaints: list[str] = []
        on = {
            "console": lambda message: complaints.append(message.text),
            "pageerror": lambda error: complaints.append(str(error)),
            "request": lambda request: (
                request.url.startswith(("file:", "data:")) or complaints.append(request.url)
            ),
        }
        page = tabs.lend(width, on=on, **context)
        page.complaints = complaints
        page.goto(address)
        return page

    return open_page


@pytest.fixture(scope="module")
def resized(lent: Tabs, address: str) -> Iterator[Callable[[int], Any]]:
    """The page, opened once and brought to a width."""
    with lent.borrowing():
        page = lent.lend()
        page.goto(address)

        def resize(width: int) -> Any:
            page.set_viewport_size({"width": width, "height": 900})
            return page

        yield resize


@pytest.mark.browser
@pytest.mark.parametrize("width", WIDTHS)
def test_fits_and_asks_for_nothing(visit: Any, width: int) -> None:
    """No sideways scrolling, no request, no violation of the policy."""
    page = visit(width)

    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert [] == page.complaints
    if width > 560:
        assert page.evaluate("document.fonts.check('12px \"Timeline Sans\"')")


@pytest.mark.browser
@pytest.mark.parametrize(
    ("width", "shown"),
    [
        (300, ["narrow"]),
        (360, ["narrow"]),
        (390, ["phone"]),
        (600, ["small"]),
        (768, ["medium"]),
        (1024, ["large"]),
        (1280, ["wide"]),
    ],
)
def test_layout_follows_the_width(
    resized: Callable[[int], Any], width: int, shown: list[str]
) -> None:
    """The widest chart that there is room for; the narrowest, where there is room for none."""
    script = "[...document.querySelectorAll('.chart > .still')].filter(e => e.offsetWidth).map(e => e.className.replace('still ', ''))"

    assert shown == resized(width).evaluate(script)


_OVERLAPS = """() => {
  const svg = [...document.querySelectorAll('.chart svg')].find(e => e.clientWidth);
  const frame = svg.getBoundingClientRect();
  const owner = e => e.closest('g.event')?.id ?? e.textContent;
  const boxes = [...svg.querySelectorAll('g.labels text, g.event text, g.titles text, g.notes text, g.ticks text')]
    .map(e => [owner(e), e.getBoundingClientRect(), 'text']);
  for (const e of svg.querySelectorAll('g.event path, g.event line'))
    if (e.getAttribute('fill-opacity') !== '0') boxes.push([owner(e), e.getBoundingClientRect(), 'mark']);
  const bad = [];
  for (let i = 0; i < boxes.length; i++) {
    const [a, p, kind] = boxes[i];
    if (p.left < frame.left - .5 || p.right > frame.right + .5) bad.push([a, 'cut']);
    for (let j = 0; j < i; j++) {
      const [b, q] = boxes[j];
      if (a === b) continue;
      // Half a px of anti-aliasing is no overlap; the height of a text box has air in it.
      const x = Math.min(p.right, q.right) - Math.max(p.left, q.left);
      const y = Math.min(p.bottom, q.bottom) - Math.max(p.top, q.top);
      if (x > .5 && y > 3) bad.push([a, b]);
    }
  }
  return [boxes.length, bad];
}"""


@pytest.mark.browser
@pytest.mark.parametrize("width", [640, 768, 1000, 1280, 1920])
def test_no_label_meets_anything(resized: Callable[[int], Any], width: int) -> None:
    """In a real browser no label covers another or a mark of another event, and none is cut."""
    count, bad = resized(width).evaluate(_OVERLAPS)

    assert [] == bad
    assert count > 60


@pytest.mark.browser
def test_labels_are_as_wide_as_measured(visit: Any, sample: Timeline) -> None:
    """Chromium draws the chart's words, bold, italic or neither, no wider than the layout thought."""
    from timeline.layout import metrics

    drawn = visit(1280).evaluate(
        """[...document.querySelectorAll('.wide g.event text')].map(e => {
          const { fontSize, fontWeight, fontStyle } = getComputedStyle(e);
          const kind = fontStyle === 'italic' ? 'italic' : fontWeight === '700' ? 'bold' : '';
          return [e.textContent, parseFloat(fontSize), kind, e.getComputedTextLength()];
        })"""
    )

    labels = [(size, kind) for _, size, kind, _ in drawn if kind != "italic"]
    assert len(labels) == len(sample.events)
    assert len(drawn) > len(labels)
    assert {12, 12.5, 13, 14} >= {size for size, _ in labels} > {14}
    assert {("bold", True), ("", False)} == {(kind, size == 14) for size, kind in labels}
    for text, size, kind, length in drawn:
        measured = metrics.text_width(text, size, bold=kind == "bold", italic=kind == "italic")
        assert 0.96 * measured <= length <= measured


@pytest.mark.browser
def test_dark_scheme(visit: Any) -> None:
    """A dark system gets a dark page, chart included."""
    page = visit(1280, color_scheme="dark")
    script = "s => getComputedStyle(document.querySelector(s))"

    assert page.evaluate(f"({script})('body').backgroundColor") == "rgb(20, 23, 27)"
    assert page.evaluate(f"({script})('.wide .event text').fill") == "rgb(232, 234, 237)"


@pytest.mark.browser
def test_reads_without_scripts(visit: Any, sample: Timeline) -> None:
    """With scripts off the page says the same."""
    page = visit(1280, java_script_enabled=False)

    text = page.inner_text("main")
    assert all(event.title in text for event in sample.events)


@pytest.mark.browser
def test_marks_lead_to_entries(visit: Any) -> None:
    """Without scripts a click on a mark goes to its entry; Tab reaches the marks as links."""
    page = visit(1280, java_script_enabled=False)
    page.click(".wide #W-event-abductions text")

    assert page.url.endswith("#abductions")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.tagName.toLowerCase()") == "a"


def test_licences_stay_whole() -> None:
    """A licence's name does not break, in the notes nor at the foot; its text is as written."""
    tail = '[[sources]]\nid = "w"\ntitle = "An article"\nlicence = "CC BY-SA 4.0"'
    events = [{"date": '"1950"', "sources": '["w"]'}]
    head = 'licence = "CC BY-SA 3.0; pictures by others CC-like"'
    html = page(Edition(made.timeline(events, head=head, tail=tail)))

    assert '<bdi class="fixed"><span class="unbroken">CC BY-SA 4.0</span></bdi>' in html
    assert '<span class="unbroken">CC BY-SA 3.0</span></a>; pictures by others' in html
    assert (
        '<bdi>CC <span class="unbroken">BY-SA</span> 3.0; pictures by others '
        '<span class="unbroken">CC-like</span></bdi>' in html
    )
