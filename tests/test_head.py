"""Head and footer: what the page says of itself to browsers, to search engines, to who cites it."""

from __future__ import annotations

import datetime
import re
import warnings
from html.parser import HTMLParser
from itertools import pairwise
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest
from support import made

from timeline import site, wording
from timeline.layout.layout import MEDIUM, WIDE, layout
from timeline.layout.theme import LIGHT
from timeline.model import Timeline
from timeline.pages import head, licences, paper
from timeline.pages.edition import Edition
from timeline.pages.page import page
from timeline.wording.short import shortened

LONG = "The *first* sentence of [a long text](https://example.org). " * 6
WHOLE = {
    "title": 'A "title" & <b>more</b>',
    "description": LONG,
    "author": "Ann O'Nym",
    "licence": "CC BY-SA 4.0",
    "updated": datetime.date(2024, 5, 31),
    "url": "https://example.org/one/#part",
    "lang": "en-GB",
}


def headed(**header: Any) -> Timeline:
    """A timeline of one event with such a header."""
    timeline = made.timeline([{"date": '"1950"'}], lanes=["a"], head="")
    return timeline.model_copy(update={"header": timeline.header.model_copy(update=header)})


class _Head(HTMLParser):
    """The title, and what the metas and links of a page say, by name."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.title, self.meta, self.links = "", {}, {}
        self._in_title = False
        self.feed(html.partition("<style>")[0])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self._in_title = tag == "title"
        if tag == "meta" and (name := values.get("name") or values.get("property")):
            self.meta[f"{name} {values.get('media') or ''}".strip()] = values["content"]
        if tag == "link":
            self.links[values["rel"]] = values["href"]

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title += data.strip()


def head_of(**header: Any) -> _Head:
    return _Head(page(Edition(headed(**header))))


# The head


def test_head_of_a_whole_header() -> None:
    """Title, description, author and addresses stand in the head, each where it is looked for."""
    head = head_of(**WHOLE)
    description = head.meta["description"]

    assert WHOLE["title"] == head.title == head.meta["og:title"]
    assert "The first sentence of a long text. The first" == description[:44]
    assert description == head.meta["og:description"]
    assert "Ann O'Nym" == head.meta["author"]
    assert "https://example.org/one/" == head.links["canonical"] == head.meta["og:url"]
    assert "https://example.org/one/card.png" == head.meta["og:image"]
    assert ("1200", "630") == (head.meta["og:image:width"], head.meta["og:image:height"])
    assert f"Timeline: {WHOLE['title']}" == head.meta["og:image:alt"]
    assert "summary_large_image" == head.meta["twitter:card"]
    assert "article" == head.meta["og:type"]
    assert "en_GB" == head.meta["og:locale"]
    assert "2024-05-31" == head.meta["article:modified_time"]


def test_head_of_a_bare_header() -> None:
    """What the file does not say is left out, not guessed: no address, no picture, no date."""
    head = head_of()

    assert "summary" == head.meta["twitter:card"]
    assert {"icon"} == set(head.links)
    assert set() == {
        name
        for name in head.meta
        if re.match(r"og:(url|image|description)|article:|author|description", name)
    }


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "mailto:a@example.org", "data:text/html,x", "one/", ""]
)
def test_only_web_addresses(url: str) -> None:
    """A model may hold any address; the head has none but http and https."""
    html = page(Edition(headed(url=url)))

    assert "canonical" not in html
    assert "og:url" not in html
    assert not url or url not in html


@pytest.mark.parametrize(
    ("url", "card"),
    [
        ("https://example.org/one/", "https://example.org/one/card.png"),
        ("https://example.org/one/index.html?a=1#x", "https://example.org/one/card.png"),
        ("https://example.org/one", "https://example.org/one/card.png"),
        ("HTTP://example.org", "http://example.org/card.png"),
    ],
)
def test_the_card_is_beside_the_page(url: str, card: str) -> None:
    """The picture's address is that of `card.png` beside the page, or in the folder that it names."""
    assert card == head.head(headed(url=url)).card


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Few words.", "Few words.", id="short"),
        pytest.param("  two\n\nlines ", "two lines", id="one line"),
        pytest.param("a" * 20, "a" * 20, id="just fits"),
        pytest.param("One two, three fourteen", "One two, three…", id="whole words"),
        pytest.param("One two three, and four", "One two three, and…", id="as many as fit"),
        pytest.param("One two three four, five", "One two three four…", id="no comma at the end"),
        pytest.param("日本人の歴史" * 6, ("日本人の歴史" * 6)[:19] + "…", id="no spaces"),
        pytest.param("Of " + "a" * 30, "Of " + "a" * 16 + "…", id="one long word"),
    ],
)
def test_shortened(text: str, expected: str) -> None:
    """A text is cut between words where it has words, with a sign, and fits its room."""
    assert expected == shortened(text, 20)
    assert len(expected) <= 20


def test_description_is_plain() -> None:
    """Markdown becomes plain text of at most 200 characters, its characters escaped once."""
    text = 'Rock & *roll* <b>"it"</b> & `code`.\n\n- one\n- two'
    head = head_of(description=text)

    assert 'Rock & roll <b>"it"</b> & code. one two' == head.meta["description"]
    assert 190 < len(head_of(description=LONG).meta["description"]) <= 200


@pytest.mark.parametrize(
    ("lang", "locale"),
    [
        ("en", "en_US"),
        ("en-GB", "en_GB"),
        ("de", "de_DE"),
        ("zh-Hant", "zh_TW"),
        ("sr-Latn", "sr_RS"),
        ("eo", ""),
        ("xx", ""),
    ],
)
def test_locale(lang: str, locale: str) -> None:
    """Open Graph wants a territory: the tag's own, or the likeliest; none is left out."""
    assert locale == wording.territorial(lang)


def test_theme_colours() -> None:
    """The browser's own frame takes the paper's colour, in either scheme."""
    head = head_of()

    assert "#ffffff" == head.meta["theme-color (prefers-color-scheme: light)"]
    assert "#14171b" == head.meta["theme-color (prefers-color-scheme: dark)"]


@pytest.mark.parametrize("lanes", [1, 2, 5])
def test_icon(lanes: int) -> None:
    """The icon is an SVG in the page itself: bars in the colours of the first lanes."""
    events = [{"date": '"1950"', "lane": f'"{"abcde"[n]}"'} for n in range(lanes)]
    address = _Head(page(Edition(made.timeline(events, lanes="abcde"[:lanes])))).links["icon"]
    kind, _, drawing = address.partition(",")
    paper, *bars = ElementTree.fromstring(unquote(drawing))

    assert "data:image/svg+xml" == kind
    assert not set(drawing) & set("<>#\" '")
    assert LIGHT.paper == paper.get("fill")
    assert [LIGHT.lanes[n % lanes] for n in range(3)] == [bar.get("fill") for bar in bars]


# Licence and citation


@pytest.mark.parametrize(
    ("licence", "links"),
    [
        ("CC BY-SA 4.0; the text draws on Wikipedia", {"CC BY-SA 4.0": "licenses/by-sa/4.0/"}),
        ("CC-BY-NC-ND-3.0", {"CC-BY-NC-ND-3.0": "licenses/by-nc-nd/3.0/"}),
        ("cc by 2.5", {"cc by 2.5": "licenses/by/2.5/"}),
        ("CC BY 4.0 International.", {"CC BY 4.0": "licenses/by/4.0/"}),
        ("CC0", {"CC0": "publicdomain/zero/1.0/"}),
        ("CC0-1.0", {"CC0-1.0": "publicdomain/zero/1.0/"}),
        ("CC BY 3.0 DE", {}),
        ("CC-BY-3.0-DE", {}),
        ("CC BY 4.0.1", {}),
        ("CC BY", {}),
        ("SUCC BY 4.0", {}),
        ("All rights reserved", {}),
        ("javascript:alert(1)", {}),
        ("", {}),
    ],
)
def test_licence_names(licence: str, links: dict[str, str]) -> None:
    """A known Creative Commons name is a link to its text, and what only looks like one is not."""
    found = {piece.text: piece.url for piece in licences.linked(licence) if piece.url}

    assert {name: f"https://creativecommons.org/{url}" for name, url in links.items()} == found
    assert licence == "".join(piece.text for piece in licences.linked(licence))


def test_licence_addresses() -> None:
    """An address in a licence is a link, without the full stop after it."""
    pieces = licences.linked("Ours, see https://example.org/l?a=1. ODbL 1.0 for the data")

    assert ["https://example.org/l?a=1", "https://opendatacommons.org/licenses/odbl/1-0/"] == [
        piece.url for piece in pieces if piece.url
    ]


def footer(**header: Any) -> str:
    html = page(Edition(headed(**header)))
    return html[html.index("<footer>") : html.index("</footer>")]


def words(html: str) -> str:
    """What a reader sees of it, in one line."""
    text = re.sub(r"<[^>]*>", "", html)
    return " ".join(text.split())


def cited(**header: Any) -> str:
    html = footer(**header)
    return words(re.search(r'<p id="_citation">.*?</p>', html, re.DOTALL)[0])  # type: ignore[index]


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        pytest.param({}, "Made for a test.", id="title alone"),
        pytest.param({"title": "Who was it?"}, "Who was it?", id="a title with its own stop"),
        pytest.param({"author": "Ann"}, "Ann: Made for a test.", id="author"),
        pytest.param(
            {
                "author": "Ann",
                "updated": datetime.date(2024, 5, 31),
                "licence": "CC0",
                "url": "https://example.org/one#x",
            },
            "Ann: Made for a test. Updated 31 May 2024. Licence: CC0. https://example.org/one",
            id="whole",
        ),
    ],
)
def test_citation(header: dict[str, Any], expected: str) -> None:
    """The timeline's citation stands in the footer, of what the file says and nothing else."""
    assert expected == cited(**header)


def test_footer_links() -> None:
    """Licence and date are there for people and for machines, and all else is escaped."""
    html = footer(licence='CC0 <script>"', updated=datetime.date(2024, 5, 31))

    assert 'rel="license"><span class="unbroken">CC0</span></a> &lt;script&gt;' in html
    assert '<time datetime="2024-05-31">Updated 31 May 2024</time>' in html
    assert "<time" not in footer()


def test_no_clock() -> None:
    """A page without a date of its own names no year but those of its events."""
    html = page(Edition(headed()))

    assert str(datetime.datetime.now(datetime.UTC).year) not in words(html.partition("<main")[2])


def test_citing_costs_an_event_nothing(sample: Timeline) -> None:
    """The citation of an event is made when it is wanted: its entry holds no word of it."""
    html = page(Edition(sample))
    entries = html[html.index("<ol class") : html.index('id="_sources"')]

    assert "citing" not in entries
    assert "citation" not in entries


# HTML


def parse_strictly(html: str) -> None:
    """Raises the first fault a parser of the HTML standard finds."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        import html5lib

        html5lib.HTMLParser(strict=True).parse(html)


@pytest.mark.parametrize("which", ["sample", "whole", "bare"])
def test_html_has_no_fault(sample: Timeline, which: str) -> None:
    """The page is HTML by the letter, whatever the header says."""
    built = {"sample": sample, "whole": headed(**WHOLE), "bare": headed()}[which]

    parse_strictly(site.build(Edition(built, data=b"x")).files["index.html"].decode())


def test_strict_parser_is_strict() -> None:
    """The parser does find faults."""
    with pytest.raises(Exception, match="end tag"):
        parse_strictly("<!doctype html><title>x</title><p><b>x</p></b></i>")


_TIMES = r"-?\d{4,}(-\d\d(-\d\d)?)?"


def test_times_are_valid(sample: Timeline) -> None:
    """Each `<time datetime>` holds a year, month or day as HTML has them."""
    html = page(Edition(sample)) + page(Edition(headed(**WHOLE)))
    found = re.findall(r'<time datetime="([^"]*)"', html)

    assert found
    assert [] == [value for value in found if not re.fullmatch(_TIMES, value)]
    assert [] == [value for value in found if value.startswith(("-", "0000"))]


def test_headings_nest(sample: Timeline) -> None:
    """One h1, and no level is skipped on the way down."""
    levels = [int(level) for level in re.findall(r"<h([1-6])[ >]", page(Edition(sample)))]

    assert [1] == [level for level in levels if level == 1]
    assert all(after - before <= 1 for before, after in pairwise(levels))


# Paper


def sheets(count: int, description: str = "", **more: str) -> dict[str, paper.Printout]:
    """The sheets of a timeline of `count` events in so many rows."""
    events = [{"date": f'"{1900 + n % 9}/1999"', **more} for n in range(count)]
    timeline = made.timeline(events, head='span = "1900/2000"\nheight = 9000')
    drawn = {"wide": layout(timeline, WIDE), "medium": layout(timeline, MEDIUM)}
    return paper.sheets(drawn, description)


@pytest.mark.parametrize(
    ("count", "description", "portrait"),
    [
        pytest.param(5, "", ("medium", False, 231), id="low"),
        pytest.param(28, "", ("medium", False, 231), id="shrunk a little"),
        pytest.param(28, "x" * 900, ("medium", True, 253), id="a long description"),
        pytest.param(300, "", ("medium", False, None), id="too high for a page"),
    ],
)
def test_upright_paper(
    count: int, description: str, portrait: tuple[str, bool, int | None]
) -> None:
    """A chart is below the title, on its own page, or on several, as its letters demand."""
    sheet = sheets(count, description)["portrait"]

    assert portrait == (sheet.layout, sheet.alone, sheet.height)


def test_paper_on_its_side() -> None:
    """On landscape paper a chart is never higher than the paper."""
    assert [152, 152] == [
        sheet.height
        for sheet in (sheets(5, "x" * 200)["landscape"], sheets(9, "x" * 200)["landscape"])
    ]
    assert {} == paper.sheets({}, "")
