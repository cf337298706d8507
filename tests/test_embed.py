"""What other sites show of a timeline: the embed, the fragment, the card, the markup."""

from __future__ import annotations

import gzip
import re
import shlex
import struct
from collections.abc import Callable, Mapping
from html.parser import HTMLParser
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from support import made
from support.browser import REST, Tabs, rest

from timeline import site
from timeline.commands import main
from timeline.drawing.pictures import Drawing, Picture, start
from timeline.layout import areas
from timeline.layout.begin import WIDTHS
from timeline.layout.layout import layout
from timeline.layout.span import span_words
from timeline.layout.theme import SIZES, WEIGHTS
from timeline.model import Timeline
from timeline.model.addresses import BESIDE, Address, published, safe
from timeline.model.order import by_importance
from timeline.pages import embed, fitting, markup
from timeline.pages.edition import Edition

ROOT = Path(__file__).parent.parent
HOME = "https://timeline.test/history/"
HOST = "https://host.test/"


def begun(timeline: Timeline) -> dict[str, Drawing]:
    return {name: start(timeline, layout(timeline, width)) for name, width in WIDTHS.items()}


def results(drawings: Mapping[str, Drawing]) -> dict[str, Picture]:
    return {name: drawing.picture.result() for name, drawing in drawings.items()}


def charts_of(timeline: Timeline) -> dict[str, Picture]:
    """The charts of an embed alone."""
    return results(embed.start_charts(Edition(timeline), {}))


def drawn(timeline: Timeline) -> dict[str, Picture]:
    return results(begun(timeline))


def headed(timeline: Timeline, **header: Any) -> Timeline:
    return timeline.model_copy(update={"header": timeline.header.model_copy(update=header)})


@pytest.fixture(scope="module")
def published_sample(sample: Timeline) -> Timeline:
    return headed(sample, url=HOME)


@pytest.fixture(scope="module")
def pictures(published_sample: Timeline) -> dict[str, Picture]:
    return results(embed.start_charts(Edition(published_sample), begun(published_sample)))


@pytest.fixture(scope="module")
def html(published_sample: Timeline, pictures: dict[str, Picture]) -> str:
    return embed.embed(Edition(published_sample), pictures)


@pytest.fixture(scope="module")
def fragment(sample: Timeline) -> str:
    return embed.inline(sample, embed.start_chart(Edition(sample)).picture.result())


@pytest.fixture(scope="module")
def crowd() -> Timeline:
    """300 events, more than a list of an embed names or a low chart has room for."""
    events = [
        {
            "date": f'"{1700 + n}"',
            "title": f'"What came as number {n}"',
            "importance": str(n % 5 + 1),
            "lane": f'"{"ab"[n % 2]}"',
        }
        for n in range(300)
    ]
    return made.timeline(events, lanes=["a", "b"])


class _Tags(HTMLParser):
    """Every start tag with its attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))

    def ids(self) -> list[str]:
        return [attrs["id"] for _, attrs in self.found if "id" in attrs]

    def links(self) -> list[str]:
        return [attrs["href"] for tag, attrs in self.found if tag == "a" and "href" in attrs]


# The embed


def test_the_embed_is_light(html: str) -> None:
    """The shipped timeline's embed is at most 30 KB as servers send it."""
    assert len(gzip.compress(html.encode(), 9)) <= 30_000


def test_the_embed_has_what_a_page_needs(html: str, sample: Timeline) -> None:
    """A language, a title, one heading, no style or handler in an attribute, nothing to fetch."""
    tags = _Tags(html)
    names = [tag for tag, _ in tags.found]

    assert {"lang": "en", "dir": "ltr"} == tags.found[0][1]
    assert f"<title>{sample.header.title}</title>" in html
    assert ["h1"] == [name for name in names if re.fullmatch(r"h\d", name)]
    assert 1 == names.count("main")
    assert not {"img", "iframe", "object"} & set(names)
    assert not [
        a for _, attrs in tags.found for a in attrs if a in {"src", "style"} or a[:2] == "on"
    ]
    assert len(tags.ids()) == len(set(tags.ids()))


def test_links_of_the_embed_lead_to_the_full_page(html: str, sample: Timeline) -> None:
    """Each event is linked to its entry, from the list and from each chart."""
    links = _Tags(html).links()

    assert {HOME, *(f"{HOME}#{event.id}" for event in sample.events)} == set(links)
    assert [1 + html.count("<svg")] * len(sample.events) == [
        links.count(f"{HOME}#{event.id}") for event in sample.events
    ]


def test_without_an_address_links_lead_beside(sample: Timeline, pictures: Any) -> None:
    """A file without a url has an embed whose links lead to the page beside it."""
    html = embed.embed(Edition(sample), pictures)

    assert {"index.html", *(f"index.html#{event.id}" for event in sample.events)} == set(
        _Tags(html).links()
    )
    assert "canonical" not in html


def test_each_event_has_its_id(html: str, sample: Timeline) -> None:
    """The fragment of the embed's address can name any event, by its old ids too."""
    events = [
        {"date": '"1950"', "was": '["once-so"]'},
        *({"date": f'"{1951 + n}"', "importance": "5"} for n in range(70)),
    ]
    timeline = made.timeline(events)
    long = embed.embed(Edition(timeline), charts_of(timeline))

    assert {event.id for event in sample.events} == set(_Tags(html).ids()) - _gradients(html)
    assert {"once-so", *(event.id for event in timeline.events)} == (
        set(_Tags(long).ids()) - _gradients(long)
    )
    assert 'li id="e0"' not in long


def _gradients(html: str) -> set[str]:
    return {attrs["id"] for tag, attrs in _Tags(html).found if tag == "lineargradient"}


def test_a_long_list_is_short(crowd: Timeline) -> None:
    """Of many events the list names 60, the most important, and says how many more there are."""
    html = embed.embed(Edition(crowd), charts_of(crowd))
    listed = re.findall(r'<li id="([^"]+)"', html)
    events = {event.id: event for event in crowd.events}

    assert embed.MOST_LISTED == len(listed)
    assert {5} == {events[name].importance for name in listed}
    assert sorted(listed, key=lambda name: events[name].when.text) == listed
    assert "240 more in the full timeline" in html
    assert 300 == len(set(_Tags(html).ids()) - _gradients(html))


def test_a_long_timeline_has_low_charts(crowd: Timeline) -> None:
    """Charts too high for a frame are drawn lower, for every other width, and lead to the page."""
    pictures = begun(crowd)
    charts = embed.start_charts(Edition(crowd), pictures)
    fits = fitting.fits({n: one.layout for n, one in charts.items()}, embed.words_of(crowd))

    assert all(one.layout.height > 16 * fitting.MOST for one in pictures.values())
    assert ["narrow", "small", "large"] == list(charts)
    assert fitting.highest(fits) <= 16 * fitting.MOST
    for one in charts.values():
        note = " ".join(line.text for line in one.layout.note)
        assert "the full timeline lists them all" in note


def test_short_charts_are_those_of_the_page(sample: Timeline) -> None:
    """What fits a frame is not drawn twice, and a low timeline has nothing drawn anew."""
    few = made.dated("1950", "1960", "1970")
    pictures, all_ = begun(sample), begun(few)
    charts = embed.start_charts(Edition(sample), pictures)

    assert [name for name in reversed(WIDTHS) if name in charts] == list(charts)
    assert charts["medium"] is pictures["medium"]
    assert charts["wide"] is pictures["wide"]
    assert all_ == embed.start_charts(Edition(few), all_)


@pytest.mark.parametrize("count", [10, 200, 400])
def test_a_frame_is_printed_for_the_embed_that_is_built(count: int) -> None:
    """The command lays out what the page's build does, so that its heights are right."""
    timeline = made.dated(*(str(1700 + n) for n in range(count)))
    built = embed.plans(Edition(timeline), {n: layout(timeline, w) for n, w in WIDTHS.items()})
    printed = embed.plans(Edition(timeline), {})

    assert list(built) == list(printed)
    assert [one.height for one in built.values()] == [one.height for one in printed.values()]


def test_hostile_words_stay_words() -> None:
    """Titles with markup are text, in attributes, in the chart and in the style sheet."""
    title = '</script></style><img src=x onerror="alert(1)">\\'
    timeline = made.timeline([{"date": '"1950"', "title": made.quoted(title)}])
    timeline = headed(timeline, title=title)
    bad = timeline.events[0].model_copy(update={"id": '"</style><b>'})
    timeline = timeline.model_copy(update={"events": (bad,)})
    charts = charts_of(timeline)
    for text in (
        embed.embed(Edition(timeline), charts),
        embed.inline(timeline, charts["small"]),
        embed.iframe(timeline, Address(HOME), follow=True),
    ):
        assert "img" not in [tag for tag, _ in _Tags(text).found]
        assert "</style><b>" not in text


# Which events come first


def test_the_first_events_are_of_every_time() -> None:
    """Among events of one importance, the first few are spread over the whole time."""
    timeline = made.dated(*(str(year) for year in range(1900, 1964)))
    first = sorted(event.when.text for event in by_importance(timeline.events)[:4])

    assert ["1900", "1916", "1932", "1948"] == first
    assert {e.id for e in timeline.events} == {e.id for e in by_importance(timeline.events)}


@pytest.mark.parametrize(
    ("span", "words"),
    [
        ("1945/2004", "1945 to 2004"),
        ("1945/1945", "1 Jan 1945 to 31 Dec 1945"),
        ("1945-03-01/1945-03-01", "1 Mar 1945"),
        ("-0043/0014", "44 BCE to 14 CE"),
    ],
)
def test_span_in_words(span: str, words: str) -> None:
    """A span is told in years, one of a year at most in days."""
    date = "0001" if "0014" in span else "1945"

    assert words == span_words(made.dated(date, span=span))


# The fragment


def test_the_fragment_keeps_to_itself(fragment: str, sample: Timeline) -> None:
    """Ids and classes begin with its own name, styles with its own class; links stay inside."""
    own = embed.prefix_of(sample)
    tags = _Tags(fragment)
    classes = {name for _, attrs in tags.found for name in attrs.get("class", "").split()}
    style = re.search("<style>(.*?)</style>", fragment, re.DOTALL)
    assert style
    plain = re.sub(r"@font-face\{[^}]*\}|@media[^{]*\{|@container[^{]*\{", "", style[1])
    selectors = re.findall(r"([^{}]+)\{[^{}]*\}", plain)

    assert {own} == {name[: len(own)] for name in tags.ids()}
    assert {own} == {name[: len(own)] for name in classes}
    assert len(tags.ids()) == len(set(tags.ids()))
    assert len(selectors) > 30
    for selector in selectors:
        for part in re.split(r",(?![^(]*\))", selector):
            assert part.strip(" }\n").removeprefix(":where(").startswith(f".{own}"), part
    assert {f"--{own}"} == {name[: len(own) + 2] for name in re.findall(r"--[\w-]+", style[1])}
    assert {f"#{own}-{event.id}" for event in sample.events} == set(tags.links())
    assert "<script" not in fragment


def test_the_fragment_with_an_address(sample: Timeline, pictures: dict[str, Picture]) -> None:
    """Where the page is known, chart, list and heading lead to it."""
    text = embed.inline(sample, pictures["small"], address=Address(HOME), prefix="x", level=4)

    assert {HOME, *(f"{HOME}#{event.id}" for event in sample.events)} == set(_Tags(text).links())
    assert f'<h4 id="x--title"><a href="{HOME}">' in text
    assert '<figure class="x" lang="en" dir="ltr"' in text


def test_the_fragment_is_html_inside_markdown(fragment: str) -> None:
    """It has no empty line, at which Markdown would end a piece of HTML."""
    assert "" not in [line.strip() for line in fragment.splitlines()]


def test_the_fragment_carries_its_look_in_attributes(fragment: str) -> None:
    """Without its style sheet the chart has light colours, paper, fonts and widths of text."""
    svg = fragment[fragment.index("<svg") : fragment.index("</svg>")]

    assert "var(" not in svg
    assert "font-family=\"'Timeline Sans" in svg
    assert re.search(r'<rect x="8" y="8" width="496" height="[\d.]+" fill="#ffffff"', svg)
    assert len(re.findall("<text ", svg)) == len(re.findall('textLength="[0-9.]+"', svg))


def test_the_prefix_stays(sample: Timeline) -> None:
    """A fragment keeps its name when its events change, and each timeline has its own."""
    fewer = sample.model_copy(update={"events": sample.events[:3]})

    assert embed.prefix_of(sample) == embed.prefix_of(fewer)
    assert embed.prefix_of(sample) != embed.prefix_of(headed(sample, title="Another"))
    assert re.fullmatch("timeline-[0-9a-f]{6}", embed.prefix_of(sample))


# Addresses


@pytest.mark.parametrize(
    ("url", "page", "file"),
    [
        ("https://example.org", "https://example.org/", "https://example.org/embed.html"),
        ("https://example.org/a", "https://example.org/a", "https://example.org/a/embed.html"),
        ("https://example.org/a/", "https://example.org/a/", "https://example.org/a/embed.html"),
        (
            " https://example.org/a/b.html#x ",
            "https://example.org/a/b.html",
            "https://example.org/a/embed.html",
        ),
        (
            "http://localhost:8000/a?p=1&q=2",
            "http://localhost:8000/a?p=1&q=2",
            "http://localhost:8000/embed.html",
        ),
        (
            "https://example.org/a (b)[c]{d}|'\"<>`/",
            "https://example.org/a%20%28b%29%5Bc%5D%7Bd%7D%7C%27%22%3C%3E%60/",
            "https://example.org/a%20%28b%29%5Bc%5D%7Bd%7D%7C%27%22%3C%3E%60/embed.html",
        ),
        (
            "https://web.archive.org/web/2020/https://example.org/history/",
            "https://web.archive.org/web/2020/https://example.org/history/",
            "https://web.archive.org/web/2020/https://example.org/history/embed.html",
        ),
        (
            "https://proxy.example.org/http://example.org//a",
            "https://proxy.example.org/http://example.org//a",
            "https://proxy.example.org/http://example.org//a/embed.html",
        ),
        ("https://example.org//", "https://example.org//", "https://example.org//embed.html"),
        (
            "https://example.org/a//b.html",
            "https://example.org/a//b.html",
            "https://example.org/a//embed.html",
        ),
        (
            "https://example.org//a?u=https://example.org/b",
            "https://example.org//a?u=https://example.org/b",
            "https://example.org//embed.html",
        ),
        (
            "https://example.org?a/b",
            "https://example.org/?a/b",
            "https://example.org/embed.html",
        ),
    ],
)
def test_addresses(url: str, page: str, file: str) -> None:
    """The page as written, the files in its folder, with nothing that a markup could read."""
    address = published(url)

    assert address
    assert (page, file) == (address.page, address.file("embed.html"))
    assert f"{page}#caf%C3%A9" == address.entry("café")


@pytest.mark.parametrize(
    "url", ["", "example.org", "javascript:alert(1)", "ftp://a.b/", "https://", "https://a b/"]
)
def test_no_addresses(url: str) -> None:
    """Only http and https lead anywhere."""
    assert published(url) is None
    assert safe(url) == ""


def test_address_beside() -> None:
    """Without an address the page is the file beside the embed."""
    assert "index.html#a" == BESIDE.entry("a")


# The iframe


@pytest.mark.parametrize(
    ("title", "written"),
    [
        pytest.param("Plain", "Plain", id="plain"),
        pytest.param('He said "no" & left', "He said &quot;no&quot; &amp; left", id="quotes"),
        pytest.param("It's", "It&#x27;s", id="apostrophe"),
        pytest.param(
            "</script><script>alert(1)", "&lt;/script&gt;&lt;script&gt;alert(1)", id="script"
        ),
        pytest.param("Two\nlines\there", "Two lines here", id="lines"),
    ],
)
def test_iframe(title: str, written: str) -> None:
    """The element names the embed, the title in words, a height, and nothing to run."""
    timeline = headed(made.dated("1950"), title=title)
    name = embed.prefix_of(timeline)
    text = embed.iframe(timeline, Address("https://example.org/?a=1&b=2"), follow=False)

    expected = (
        '<div style="container-type: inline-size; width: 100%">'
        f'<iframe src="https://example.org/embed.html" name="{name}" title="{written}"'
        ' width="100%" height="NNN" loading="lazy"'
        ' style="display: block; border: 0; font-size: medium; height: max(...)"></iframe></div>\n'
    )
    assert expected == re.sub(r'(?<=height=")\d+', "NNN", re.sub(r"max\(.*\)", "max(...)", text))


def test_iframe_that_follows(sample: Timeline) -> None:
    """Unless it is not wanted, a script has the frame's height follow; it asks who speaks."""
    text = embed.iframe(sample, Address(HOME))

    assert 1 == text.count("<script>")
    assert "frame.contentWindow !== source" in text


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_iframe_of_one_scheme(sample: Timeline, scheme: embed.Scheme) -> None:
    """The scheme is in the address, for scripts, and said of the element, for all else."""
    text = embed.iframe(sample, Address(HOME), scheme=scheme)

    assert f'src="{HOME}embed.html?scheme={scheme}"' in text
    assert f'; color-scheme: {scheme}"' in text
    assert "scheme" not in embed.iframe(sample, Address(HOME))


# Markdown and wikitext

# What it is, the words, as Markdown, as wikitext.
_WORDS = [
    ("plain", "Plain words", "Plain words", "Plain words"),
    ("brackets", "a [b](c) d", r"a \[b\](c) d", "a &#91;b&#93;(c) d"),
    ("wiki link", "[[A|b]]", r"\[\[A\|b\]\]", "&#91;&#91;A&#124;b&#93;&#93;"),
    ("template", "{{a|b}}", r"{{a\|b}}", "&#123;&#123;a&#124;b&#125;&#125;"),
    ("backticks", "`code` \\ here", r"\`code\` \\ here", "`code` \\ here"),
    (
        "emphasis",
        "*a* _b_ ~~c~~",
        r"\*a\* \_b\_ \~\~c\~\~",
        "&#42;a* _b_ &#126;&#126;c&#126;&#126;",
    ),
    ("html", "</ref><script>", r"\</ref\>\<script\>", "&lt;/ref&gt;&lt;script&gt;"),
    ("entities", "AT&T &lt; &#35;", r"AT&T \&lt; \&#35;", "AT&amp;T &amp;lt; &amp;#35;"),
    ("quotes", "''i'' it's", "''i'' it's", "&#39;&#39;i&#39;&#39; it's"),
    ("quote at the end", "the boys'", "the boys'", "the boys&#39;"),
    ("heading", "# one", r"\# one", "&#35; one"),
    ("dash", "- one", r"\- one", "&#45; one"),
    ("star", "* one", r"\* one", "&#42; one"),
    ("colon", ":one", ":one", "&#58;one"),
    ("semicolon", ";one", ";one", "&#59;one"),
    ("equals", "== one ==", r"\== one ==", "&#61;= one =="),
    ("number", "1984. A year", r"1984\. A year", "1984. A year"),
    ("magic word", "__NOTOC__", r"\_\_NOTOC\_\_", "&#95;&#95;NOTOC&#95;&#95;"),
    ("signature", "~~~~", r"\~\~\~\~", "&#126;&#126;&#126;&#126;"),
    ("lines", "one\n# two\n\n* three", r"one # two \* three", "one # two * three"),
    ("control", "a\x00b\x7fc", "a b c", "a b c"),
]


@pytest.mark.parametrize(
    ("text", "markdown", "wikitext"), [w[1:] for w in _WORDS], ids=[w[0] for w in _WORDS]
)
def test_words_stay_words(text: str, markdown: str, wikitext: str) -> None:
    """What an author wrote means nothing but itself, in one line."""
    assert markdown == markup.markdown_escaped(text)
    assert wikitext == markup.wikitext_escaped(text)


@pytest.mark.parametrize("text", [w[1] for w in _WORDS], ids=[w[0] for w in _WORDS])
def test_markdown_reads_back(text: str) -> None:
    """A Markdown reader gives back the words that were escaped."""
    from markdown_it import MarkdownIt

    first, inline, *_ = MarkdownIt("commonmark", {"html": True}).parse(
        markup.markdown_escaped(text)
    )
    kinds = {child.type for child in inline.children or []}

    assert "paragraph_open" == first.type
    assert {"text", "text_special"} >= kinds
    assert re.sub(r"[\x00-\x20\x7f]+", " ", text) == "".join(
        child.content for child in inline.children or []
    )


def test_markdown() -> None:
    """A picture with a sentence for words, linked to the page; then every event."""
    timeline = made.timeline(
        [
            {"date": '"1950"', "title": '"First [1] | of | two"'},
            {"date": '"[1952..1959]"', "title": '"Second"'},
        ]
    )
    text = markup.as_markdown(timeline, Address(HOME), "timeline.png", listed=True)

    assert text == (
        f"[![Made for a test: timeline of 2 events, 1950 to 1959.]({HOME}timeline.png)]({HOME})\n"
        "\n"
        f"- **1950**: [First \\[1\\] \\| of \\| two]({HOME}#e0)\n"
        f"- **between 1952 and 1959**: [Second]({HOME}#e1)\n"
    )
    assert text.splitlines()[0] + "\n" == markup.as_markdown(
        timeline, Address(HOME), "timeline.png", listed=False
    )


def test_wikitext() -> None:
    """Each event is an item: date, title, text, and its sources, each written out once."""
    book = """
[[sources]]
id = "book"
title = "A [good] book"
author = "A. Writer"
publisher = "Press | Co"
date = "1999"
url = "https://example.org/a[b]?c=d|e"
"""
    events = [
        {
            "date": '"1950"',
            "title": '"What happened"',
            "text": made.quoted(
                "*This* was **it**: [there](<https://example.org/x_(y)>), [[not]] {{here}}.\n\n"
                "- one\n- two [mail](mailto:a@example.org)"
            ),
            "sources": '["s", { id = "book", locator = "p. 3", quote = "so {it} was" }]',
        },
        {"date": '"1951"', "title": '"Was that all?"', "sources": '["s", "book"]'},
    ]
    timeline = made.timeline(events, tail=book)

    assert markup.as_wikitext(timeline, Address(HOME)) == (
        "* '''1950''': What happened. ''This'' was '''it''': "
        "[https://example.org/x_%28y%29 there], &#91;&#91;not&#93;&#93; "
        "&#123;&#123;here&#125;&#125;. • one • two mail"
        '<ref name="timeline-s">A source.</ref>'
        '<ref name="timeline-book_2">A. Writer: '
        "[https://example.org/a%5Bb%5D?c=d%7Ce A &#91;good&#93; book], Press &#124; Co, 1999, "
        "p. 3. “so &#123;it&#125; was”</ref>\n"
        "* '''1951''': Was that all?"
        '<ref name="timeline-s" />'
        '<ref name="timeline-book_3">A. Writer: '
        "[https://example.org/a%5Bb%5D?c=d%7Ce A &#91;good&#93; book], Press &#124; Co, 1999."
        "</ref>\n"
        "\n"
        f"[{HOME} Full timeline: Made for a test]\n"
    )


def test_wikitext_gives_each_place_in_a_source_a_name_of_its_own() -> None:
    """Whatever the ids of sources, no two citations share a name: a wiki would show one for both."""
    tail = "".join(
        f'[[sources]]\nid = "{name}"\ntitle = "{title}"\n'
        for name, title in (("a", "Alpha"), ("a-2", "Beta"), ("a-2-3", "Gamma"))
    )
    cited = (
        '[{ id = "a", locator = "p. 1" }, { id = "a", locator = "p. 2" }, "a-2",'
        ' { id = "a-2", locator = "p. 3" }, "a-2-3"]'
    )
    timeline = made.timeline([{"date": '"1950"', "sources": cited}], tail=tail)
    text = markup.as_wikitext(timeline, None)
    names = re.findall(r'<ref name="([^"]*)">', text)

    assert 5 == len(set(names)) == len(names)
    assert '<ref name="timeline-a-2-3">Gamma.</ref>' in text


def test_wikitext_tells_what_a_page_tells() -> None:
    """The source's own words for a date, who says otherwise, how it was dated, notes, figures, links."""
    letter = """
[[sources]]
id = "letter"
title = "Letters"
url = "https://example.org/letters"
archived = "https://web.archive.org/web/2024/https://example.org/letters"
accessed = 2024-05-03
licence = "CC BY 4.0"
"""
    event = {
        "date": '"1950"',
        "date_text": '"the [year] after"',
        "date_note": '"By the | post"',
        "accounts": '[{ date = "1951", note = "a year later", sources = ["letter"] }, { date = "1952" }]',
        "text": '"It fell."',
        "figures": (
            '[{ what = "dead", value = 7, who = "Ministry", sources = ["letter"] },'
            ' { what = "hurt", value = 12, unit = "%" }]'
        ),
        "note": '"Was it so?"',
        "links": '["https://example.org/a", { url = "https://example.org/b", title = "More {b}" },'
        ' { url = "mailto:a@example.org", title = "Mail" }]',
        "see": '["e1"]',
    }
    timeline = made.timeline([event, {"date": '"1960"', "date_text": '"MCMLX"'}], tail=letter)

    assert markup.as_wikitext(timeline, None).splitlines() == [
        "* '''1950''' (in the source: “the &#91;year&#93; after”): Event 0. It fell."
        '<ref name="timeline-s">A source.</ref> 7 dead (Ministry).'
        '<ref name="timeline-letter">[https://example.org/letters Letters], '
        "[https://web.archive.org/web/2024/https://example.org/letters archived copy], "
        "accessed 3 May 2024. Licence: CC BY 4.0.</ref> 12% hurt. "
        'Another source says: 1951: a year later.<ref name="timeline-letter" /> '
        "Another source says: 1952. How dated: By the &#124; post. Note: Was it so? "
        "See also: Event 1. [https://example.org/a https://example.org/a] "
        "[https://example.org/b More &#123;b&#125;] Mail",
        "* '''1960''' (in the source: “MCMLX”): Event 1.<ref name=\"timeline-s\" />",
    ]
    listed = markup.as_markdown(timeline, Address(HOME), "timeline.png", listed=True)
    assert "- **1950** (in the source: “the \\[year\\] after”): [Event 0]" in listed


def test_wikitext_gives_the_words_of_a_source_in_their_language() -> None:
    """Where the words of ours are foreign, they say so, and the source's stand beside them."""
    timeline = made.timeline([{"date": '"1950"', "date_text": '"תש״י"'}], head='lang = "he"')

    foreign = '<span lang="en" dir="ltr">{}</span>'
    assert markup.as_wikitext(timeline, None).startswith(
        f"* '''{foreign.format('1950')}''' ({foreign.format('in the source')}: “\u2068תש״י\u2069”): "
    )


@pytest.mark.parametrize(
    ("events", "more", "lost"),
    [
        ([{"date": '"1950"'}], {}, {}),
        ([{"date": '"1950"', "extra": "{ a = 1 }"}], {}, {"events.extra": 1}),
        (
            [
                {"date": '"1950"', "lane": '"a"', "tags": '["t"]'},
                {"undated": "true", "lane": '"a"'},
            ],
            {"lanes": ["a"], "head": 'author = "A"', "tail": '[[tags]]\nid = "t"\ntitle = "T"'},
            {"timeline.author": 1, "events.lane": 2, "events.tags": 1},
        ),
        (
            [{"date": '"1950"'}],
            {"tail": '[[periods]]\nid = "p"\ntitle = "P"\ndate = "1950/1951"'},
            {"periods.title": 1, "periods.date": 1},
        ),
    ],
    ids=["nothing", "extra", "lanes and tags", "periods"],
)
def test_what_wikitext_has_no_place_for(
    events: list[dict[str, str]], more: dict[str, Any], lost: dict[str, int]
) -> None:
    """It is counted by its key, of undated events too."""
    assert lost == markup.wikitext_lost(made.timeline(events, **more))


def test_what_wikitext_leaves_out_is_told(tmp_path: Path) -> None:
    """Beside the text that is pasted, never in it."""
    path = tmp_path / "a.toml"
    path.write_text(made.toml([{"date": '"1950"', "extra": "{ a = 1 }"}]), "utf-8")
    done = CliRunner().invoke(main, ["embed", str(path), "--kind", "wikitext"])

    assert "note: wikitext has no place for events.extra (1)\n" == done.stderr
    assert "extra" not in done.stdout


def test_wikitext_links_only_to_the_web() -> None:
    """A source of a model built in code may have any url; it stays words."""
    timeline = made.dated("1950")
    source = timeline.sources[0].model_copy(update={"url": "javascript:alert(1)"})
    text = markup.as_wikitext(timeline.model_copy(update={"sources": (source,)}), None)

    assert "* '''1950''': Event 0.<ref name=\"timeline-s\">A source.</ref>\n" == text


# The card


def size_of(png: bytes) -> tuple[int, int]:
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def drawn_card(timeline: Timeline) -> bytes:
    return site.start_card(timeline).result().png(1, few_colours=True)


def test_the_card(sample: Timeline) -> None:
    """1,200 by 630 pixels, at most 60 KB, the same every time."""
    card = drawn_card(sample)

    assert (1200, 630) == size_of(card)
    assert len(card) <= 60_000
    assert card == drawn_card(sample)


@pytest.mark.parametrize(
    "timeline",
    [
        pytest.param(made.dated("1950"), id="one event"),
        pytest.param(made.dated(*(str(1900 + n) for n in range(300))), id="300 events"),
        pytest.param(made.dated(*(str(1900 + n % 99) for n in range(1200))), id="1,200 events"),
        pytest.param(
            made.timeline(
                [{"date": f'"{1900 + n}"', "lane": f'"lane-{n}"'} for n in range(20)],
                lanes=[f"lane-{n}" for n in range(20)],
            ),
            id="20 lanes",
        ),
        pytest.param(
            made.timeline([{"date": '"1950"', "title": made.quoted("words and " * 60)}]),
            id="no room for the only event",
        ),
        pytest.param(made.timeline([], head='span = "1900/2000"'), id="no event"),
        pytest.param(
            headed(made.dated("1950", "1960"), title="W" * 400, author="A" * 300, url=HOME),
            id="long title and author",
        ),
        pytest.param(
            headed(made.dated("1950"), title="ציר זמן", lang="he", author="מחבר"), id="rtl"
        ),
    ],
)
def test_every_timeline_has_a_card(timeline: Timeline) -> None:
    """Whatever the timeline, there is a card, which says what it leaves out."""
    found = areas.card(timeline)
    plan = found.sheet.plan
    said = " ".join(line.text.text for line in found.sheet.foot)

    assert plan.labelled or not timeline.events
    assert ("events are labelled" in said) == (plan.labelled < plan.count)
    assert ("events are shown" in said) == (len(found.timeline.events) < len(timeline.events))
    below = found.sheet.top + (plan.height - SIZES.margin) * found.sheet.unit
    assert below <= min(line.text.y for line in found.sheet.foot) if found.sheet.foot else 630
    assert (1200, 630) == size_of(drawn_card(timeline))


@pytest.mark.browser
def test_nothing_meets_on_the_card(tabs: Tabs, sample: Timeline) -> None:
    """In a real browser no text of the card meets another, and none is cut."""
    from timeline.drawing.pictures import font_faces
    from timeline.faces.shipped import Style

    timeline = headed(sample, author="Author of this", url=HOME)
    svg = site.start_card(timeline).result().svg().decode()
    page = tabs.lend(1200, 630)
    letters = "".join(map(chr, range(32, 0x180))) + "–“”"
    faces = font_faces({Style.REGULAR: letters, Style.BOLD: letters}, None)
    page.set_content(f"<style>{faces}</style>{svg}")
    page.evaluate("document.fonts.ready")
    boxes = page.evaluate(
        """() => [...document.querySelectorAll('svg text')].map(e => {
          const b = e.getBoundingClientRect(), s = document.querySelector('svg')
            .getBoundingClientRect();
          return [e.textContent, b.left - s.left, b.top - s.top, b.right - s.left, b.bottom - s.top];
        })"""
    )
    met = [
        (a[0], b[0])
        for a, b in combinations(boxes, 2)
        if min(a[3], b[3]) - max(a[1], b[1]) > 0.5 and min(a[4], b[4]) - max(a[2], b[2]) > 3
    ]

    assert [] == met
    assert len(boxes) > 15
    assert any("Author of this" in box[0] and "timeline.test" in box[0] for box in boxes)
    assert all(box[1] >= 0 and box[3] <= 1200 and box[4] <= 630 for box in boxes)


# The command


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Runs `timeline embed` in a folder that has the sample."""
    monkeypatch.chdir(tmp_path)
    Path("events.toml").write_bytes((ROOT / "events.toml").read_bytes())
    return lambda *arguments: CliRunner().invoke(main, ["embed", *arguments])


FRAME = f'<div style="container-type: inline-size; width: 100%"><iframe src="{HOME}embed.html"'


@pytest.mark.parametrize(
    ("arguments", "start"),
    [
        (["--url", HOME], FRAME),
        (["--url", HOME, "--no-script", "--scheme", "auto"], FRAME),
        (["--url", HOME, "--scheme", "dark"], FRAME.replace('.html"', '.html?scheme=dark"')),
        (["--kind", "inline", "--prefix", "mine", "--heading", "5"], '<div class="mine-column"'),
        (["--kind", "inline", "--url", HOME, "--scheme", "light"], '<div class="timeline-'),
        (["--kind", "markdown", "--url", HOME, "--list"], "The largest group came as prisoners"),
        (["--kind", "wikitext"], "The largest group came as prisoners"),
    ],
)
def test_embed_prints(run: Callable[..., Result], arguments: list[str], start: str) -> None:
    """Each kind is printed to standard output, and nothing else is."""
    result = run(*arguments)

    left_out = "wikitext has no place for timeline.description" if "wikitext" in arguments else ""
    assert 0 == result.exit_code
    assert left_out in result.stderr
    assert bool(left_out) == bool(result.stderr)
    assert result.stdout.startswith(start)
    assert result.stdout.endswith("\n")
    assert ("<script>" in result.stdout) == (
        start[:4] == "<div" and "iframe" in start and "--no-script" not in arguments
    )


def test_embed_takes_the_url_of_the_file(run: Callable[..., Result]) -> None:
    """The file's own url does where no other is given."""
    text = Path("events.toml").read_text("utf-8")
    Path("events.toml").write_text(text.replace("[timeline]", f'[timeline]\nurl = "{HOME}"', 1))

    assert f'src="{HOME}embed.html"' in run().stdout
    assert 'src="https://other.test/embed.html"' in run("--url", "https://other.test").stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], '--url https://example.org/, or url = "https://example.org/" below [timeline]'),
        (["--kind", "markdown"], "--kind markdown needs to know where the timeline is published"),
        (["--url", "example.org"], '--url "example.org": write an address such as https://'),
        (["--url", "javascript:alert(1)"], "write an address such as https://"),
        (["--script", "--kind", "inline"], "--script is for iframe alone: add --kind iframe"),
        (["--heading", "3", "--url", HOME], "--heading is for inline alone: add --kind inline"),
        (
            ["--scheme", "light", "--kind", "markdown"],
            "--scheme is for iframe and inline alone: add --kind iframe or inline",
        ),
        (["--scheme", "grey", "--url", HOME], "'grey' is not one of"),
        (["--list", "--kind", "wikitext"], "--list is for markdown alone: add --kind markdown"),
        (["--kind", "inline", "--prefix", "1a"], '--prefix "1a": begin with a letter'),
        (["--kind", "inline", "--heading", "7"], "7 is not in the range 1<=x<=6"),
        (["--kind", "poster"], "'poster' is not one of"),
    ],
)
def test_embed_misuse(run: Callable[..., Result], arguments: list[str], message: str) -> None:
    """What cannot be done is said on stderr, with exit code 2 and nothing printed."""
    result = run(*arguments)

    assert (2, "") == (result.exit_code, result.stdout)
    assert message in result.stderr


# In real browsers

_HOSTILE = """
svg { width: 10px; fill: red; }
svg text { font-size: 40px; letter-spacing: 3px; }
#main svg text { fill: pink; }
#main .post svg rect { fill: yellow; opacity: .3; }
path { fill: red; stroke: lime; stroke-width: 5; }
g { opacity: .2; transform: rotate(9deg); }
a { color: red; text-decoration: line-through; }
a::after { content: "x"; }
h2, h3, span, .e0 { display: none; }
li { float: left; list-style: square; }
li::before { content: "x"; }
ol { margin: 50px; columns: 5; }
figure { border: 9px dotted red; width: 50px; float: right; }
small, b, time { font-size: 40px; color: aqua; }
body { margin: 0; text-transform: uppercase; letter-spacing: .2em; color: fuchsia;
       text-align: center; line-height: 4; font-family: fantasy; }
"""


@pytest.fixture
def host(tabs: Tabs, html: str) -> Callable[..., Any]:
    """Opens a page of another site, whose body is given; keeps complaints and requests."""

    def open_page(
        body: str,
        *,
        css: str = "body { margin: 0 }",
        policy: str = "",
        width: int = 700,
        fragment: str = "",
        shown: str = html,
        **options: Any,
    ) -> Any:
        meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}">' if policy else ""
        head = f"<!doctype html><html lang=en><meta charset=utf-8>{meta}<title>Host</title>"
        page_html = f"{head}<style>{css}</style><div id=main><div class=post>{body}</div></div>"
        asked: list[str] = []
        complaints: list[str] = []

        def answer(route: Any) -> None:
            url = route.request.url
            asked.append(url)
            if url.startswith(HOST):
                content = page_html
            elif url.startswith(f"{HOME}embed.html"):
                content = shown
            else:
                content = "<!doctype html><title>Full</title><p>Full page"
            route.fulfill(body=content, content_type="text/html; charset=utf-8")

        on = {
            "console": lambda message: complaints.append(message.text),
            "pageerror": lambda error: complaints.append(str(error)),
        }
        page = tabs.lend(width, on=on, init=REST, **options)
        page.context.route("**/*", answer)  # so that a tab which the page opens is answered, too
        page.asked, page.complaints = asked, complaints
        page.goto(HOST + fragment)
        return page

    return open_page


@pytest.fixture(scope="module")
def frame(published_sample: Timeline) -> str:
    return embed.iframe(published_sample, Address(HOME), follow=False)


def inside(page: Any) -> Any:
    """The document in the page's iframe, loaded."""
    page.wait_for_function("document.querySelector('iframe').contentWindow.length === 0")
    found = next(each for each in page.frames if each != page.main_frame)
    found.wait_for_load_state()
    return found


@pytest.mark.browser
@pytest.mark.parametrize(
    ("width", "shown"),
    [
        (240, ["list"]),
        (320, ["narrow"]),
        (368, ["narrow"]),
        (511, ["narrow"]),
        (512, ["small"]),
        (768, ["medium"]),
        (1000, ["large"]),
        (1280, ["wide"]),
    ],
)
def test_the_embed_follows_its_column(
    host: Callable[..., Any], frame: str, width: int, shown: list[str]
) -> None:
    """A chart that fits the column, below 256 px a list; no scrolling sideways, no request, no complaint."""
    page = host(frame, width=width)
    embed = inside(page)
    script = "[...document.querySelectorAll('section, figure')].filter(e => e.innerText.trim() || e.offsetHeight).filter(e => e.offsetHeight > 20).map(e => e.className)"

    assert shown == embed.evaluate(script)
    assert width == embed.evaluate("document.documentElement.scrollWidth")
    assert [HOST, f"{HOME}embed.html"] == [url for url in page.asked if "favicon" not in url]
    assert [] == page.complaints


COLUMNS = (280, 320, 360, 480, 620, 768, 884, 1100, 1200)
# In px: the frame, its content, what scrolls, down and sideways.
_FIT = """() => ({
  frame: innerHeight,
  content: document.body.getBoundingClientRect().height,
  down: document.scrollingElement.scrollHeight - innerHeight,
  across: document.scrollingElement.scrollWidth - innerWidth,
})"""


def many(count: int, **header: Any) -> Timeline:
    """A timeline of so many events in three lanes and three centuries."""
    events = [
        {
            "date": f'"{1700 + n * 300 // count}-{n % 12 + 1:02}"',
            "title": f'"What happened as number {n}"',
            "importance": str(n % 5 + 1),
            "lane": f'"{"abc"[n % 3]}"',
        }
        for n in range(count)
    ]
    return headed(made.timeline(events, lanes=["a", "b", "c"]), **header)


@pytest.mark.browser
@pytest.mark.parametrize("count", ["sample", "10", "200", "1000", "long title", "hebrew"])
def test_a_frame_fits_without_a_script(
    host: Callable[..., Any], published_sample: Timeline, count: str
) -> None:
    """In any column nothing in the frame scrolls, and hardly any of it is empty, at most 900 px.

    Nor does anything scroll where the site takes the style away and leaves the height.
    """
    timeline = {
        "sample": published_sample,
        "long title": many(30, title="A title of very many words " * 4, author="Somebody " * 6),
        "hebrew": many(10, title="ציר זמן", lang="he", licence="CC BY-SA 4.0"),
    }.get(count) or many(int(count))
    html = embed.embed(Edition(timeline), charts_of(timeline))
    frame = embed.iframe(timeline, Address(HOME), follow=False)
    plain = re.sub(r' style="[^"]*"', ' style="border: 0"', frame)
    page = host(f"<div>{frame}{plain}</div>".replace("lazy", "eager"), width=1280, shown=html)
    # Titles, headlines and sources of many lines have fewer at the wide end of a chart's columns.
    most = {"long title": 70, "sample": 45}.get(count, 20)
    for column in COLUMNS:
        fit, kept = fits_at(page, column)
        assert (0, 0) == (fit["down"], fit["across"]), (column, fit)
        assert fit["frame"] <= 901, (column, fit)
        assert -1 < fit["frame"] - fit["content"] <= most, (column, fit)
        assert (0, 0) == (kept["down"], kept["across"]), (column, kept)


def fits_at(page: Any, column: int) -> list[dict[str, float]]:
    """How each frame of a page fits where its column is so wide."""
    # What is out of sight has no frames drawn, and is never at rest.
    page.set_viewport_size({"width": 1280, "height": 2200})
    page.evaluate(f"document.querySelector('.post > div').style.width = '{column}px'")
    page.wait_for_load_state()
    for framed in page.frames[1:]:
        while framed.evaluate("innerWidth") != column:  # its policy lets no function wait
            page.wait_for_timeout(20)
        rest(framed)
    return [framed.evaluate(_FIT) for framed in page.frames[1:]]


@pytest.mark.browser
@pytest.mark.parametrize("column", COLUMNS)
def test_a_frame_fits_an_event_that_is_named(
    host: Callable[..., Any], frame: str, column: int
) -> None:
    """The event that the address names is said in words, and still nothing scrolls."""
    asked = frame.replace("embed.html", "embed.html#abductions")
    embed = inside(host(f'<div style="width: {column}px">{asked}</div>', width=1280))
    fit = embed.evaluate(_FIT)

    assert (0, 0) == (fit["down"], fit["across"]), fit
    assert "1977 to 1983" in embed.inner_text("#abductions")
    assert 1 == len(embed.evaluate(_MARKED))


@pytest.mark.browser
@pytest.mark.parametrize("licence", ["CC BY-SA 4.0", ""])
@pytest.mark.parametrize("column", [260, 288, 320, 400, 478])
def test_the_foot_stays_beside_an_event_that_is_named(
    host: Callable[..., Any], column: int, licence: str
) -> None:
    """The licence is always there; link, sources and author where the frame has room, or follows."""
    timeline = headed(many(10), licence=licence)
    html = embed.embed(Edition(timeline), charts_of(timeline))
    name = f"#{timeline.events[0].id}"
    frame = embed.iframe(timeline, Address(HOME), follow=False).replace("lazy", "eager")
    follows = embed.iframe(timeline, Address(HOME)).replace("lazy", "eager")
    high = re.sub('height: max[^"]*', "height: 1100px", frame)
    seen = "() => [...document.querySelectorAll('footer > *')].map((e) => e.offsetHeight > 0)"
    for code in (frame, high, follows):
        asked = code.replace("embed.html", f"embed.html{name}")
        shown = inside(
            host(f'<div style="width: {column}px">{asked}</div>', width=1280, shown=html)
        )
        if code is follows:
            shown.wait_for_selector("footer > a")
        fit, foot = shown.evaluate(_FIT), shown.evaluate(seen)

        assert (0, 0) == (fit["down"], fit["across"]), (column, fit)
        assert foot[-1] or not licence
        assert all(foot) or code is frame
        assert shown.is_visible(f"[id='{name[1:]}']")


def _answering(**given: Any) -> Callable[[Any], None]:
    return lambda route: route.fulfill(**given)


@pytest.mark.browser
@pytest.mark.parametrize("name", ["index.html", "embed.html"])
def test_the_header_that_is_documented(tabs: Tabs, built: dict[str, bytes], name: str) -> None:
    """Under it style sheet and script are let in; what the page's own policy keeps out is not."""
    document = (ROOT / "docs" / "embedding.md").read_text("utf-8")
    [policy] = re.findall(r"^ *Content-Security-Policy: (.*)$", document, re.MULTILINE)
    seen = {}
    for header in (policy, "default-src 'self'"):
        tab = tabs.lend(1000)
        tab.route(
            "**/*",
            _answering(
                body=built[name],
                headers={"Content-Security-Policy": header, "Content-Type": "text/html"},
            ),
        )
        tab.goto(f"{HOME}{name}")
        margin = tab.evaluate("getComputedStyle(document.body).marginTop")
        shown = "[...document.querySelectorAll('figure svg')].filter((e) => e.clientHeight > 200).length"
        tab.evaluate(
            "document.body.append(Object.assign(document.createElement('script'), {text: 'window.ran = 1'}))"
        )
        seen[header] = (margin, tab.evaluate(shown), tab.evaluate("window.ran"))

    assert ("0px", 1, None) == seen[policy]
    assert seen[policy] != seen["default-src 'self'"]


@pytest.mark.browser
def test_words_of_ours_stand_where_the_page_begins(host: Callable[..., Any]) -> None:
    """In a timeline that is read from the right, what is said of it in English is at the right."""
    timeline = headed(made.dated("1950", "1960"), title="ציר זמן", lang="he")
    html = embed.embed(Edition(timeline), charts_of(timeline))
    frame = embed.iframe(timeline, Address(HOME), follow=False)
    ends = inside(host(frame, width=900, shown=html)).evaluate(
        """() => ['h1 bdi', '.said > span', 'figure:not([hidden]) svg', 'footer a'].map(s =>
          [...document.querySelectorAll(s)].map(e => e.getBoundingClientRect().right)
            .filter(Boolean).map(Math.round))"""
    )

    assert [[892]] * 4 == ends


@pytest.mark.browser
@pytest.mark.parametrize("letters", ["62.5%", "20px"])
def test_a_frame_fits_whatever_the_letters_of_the_site(
    host: Callable[..., Any], frame: str, letters: str
) -> None:
    """A site's own sizes, and rules for all frames, leave the height right."""
    css = f"html {{ font-size: {letters} }} iframe {{ height: auto; max-width: 100% }}"
    for column in (320, 700):
        body = f'<div style="width: {column}px; font-size: 3em">{frame}</div>'
        fit = inside(host(body, width=1280, css=css)).evaluate(_FIT)

        assert (0, 0) == (fit["down"], fit["across"]), (column, fit)
        assert fit["frame"] - fit["content"] <= 25, (column, fit)


@pytest.mark.browser
@pytest.mark.parametrize("around", ["flex", "grid", "center", "inline-block", "table"])
def test_a_frame_keeps_its_width(host: Callable[..., Any], frame: str, around: str) -> None:
    """However a site lays out what is pasted, the frame has a width to be read in."""
    styles = {
        "flex": "display: flex",
        "grid": "display: grid",
        "center": "display: flex; flex-direction: column; align-items: center",
        "inline-block": "display: inline-block; width: 100%",
        "table": "display: table; width: 100%",
    }
    page = host(f'<div style="width: 640px"><div style="{styles[around]}">{frame}</div></div>')

    assert 640 == page.evaluate("document.querySelector('iframe').clientWidth")


# As `timeline embed` printed it before: of the sample, of 200 events.
_OLD = (
    '<iframe src="{home}embed.html" name="timeline-b741a5" title="T" width="100%" '
    'height="{height}" loading="lazy" style="border: 0"></iframe>'
)
_OLD_SCRIPT = """<script>
addEventListener('message', ({ source, data }) => {
  if (!data || data.type !== 'timeline:height' || !(data.height > 0)) return;
  for (const frame of document.querySelectorAll('iframe[name^="timeline-"]')) {
    if (frame.contentWindow === source) frame.height = Math.min(data.height, 20000);
  }
});
</script>"""


def _with_dates_of_its_own(timeline: Timeline) -> Timeline:
    """The same events with what follows of them as their dates, as those elements knew them."""
    events = (
        it.model_copy(update={"date": it.known, "attested": None, "reasons": ()}).reasoned(None)
        for it in timeline.events
    )
    return timeline.model_copy(update={"events": tuple(events)})


@pytest.mark.browser
@pytest.mark.parametrize("script", ["", _OLD_SCRIPT])
def test_frames_pasted_before_look_right(
    host: Callable[..., Any], published_sample: Timeline, script: str
) -> None:
    """An element of an earlier version, with its fixed height, scrolls in no usual column."""
    frame = _OLD.format(home=HOME, height=755).replace("lazy", "eager")
    before = _with_dates_of_its_own(published_sample)
    shown = embed.embed(
        Edition(before), results(embed.start_charts(Edition(before), begun(before)))
    )
    page = host(f"<div>{frame}{script}</div>", width=1280, shown=shown)
    for column in (592, 620, 700, 768, 884, 1100, 1200):
        (fit,) = fits_at(page, column)
        assert (0, 0) == (fit["down"], fit["across"]), (column, fit)


@pytest.mark.browser
def test_the_height_follows(host: Callable[..., Any], published_sample: Timeline) -> None:
    """With the script each of some frames is as high as its own content, at any width.

    A frame may come late, be sandboxed, or have a height of the site's; the code may be there twice.
    """
    follows = embed.iframe(published_sample, Address(HOME))
    other = follows.replace('<div style="', '<div style="max-width: 300px; ')
    boxed = follows.replace("<iframe", '<iframe sandbox="allow-scripts"')
    page = host(f"{follows}{other}{boxed}<div style='height: 9000px'></div>{follows}")
    page.set_viewport_size({"width": 700, "height": 4200})
    page.evaluate("document.querySelector('iframe').style.height = '2000px'")
    heights = "() => [...document.querySelectorAll('iframe')].map(e => e.clientHeight)"

    def content() -> list[int]:
        page.wait_for_function("document.querySelector('iframe').contentWindow.length === 0")
        return [
            each.evaluate("Math.ceil(document.body.getBoundingClientRect().height)")
            for each in page.frames[1:4]
        ]

    for width in (1280, 400, 700):
        page.set_viewport_size({"width": width, "height": 4200})
        rest(page)
        page.wait_for_function(
            f"String(({heights})().slice(0, 3)) === '{','.join(map(str, content()))}'"
        )
    page.locator("iframe").nth(3).scroll_into_view_if_needed()
    page.wait_for_function(f"(h => h[3] === h[0])(({heights})())")
    assert [] == page.complaints


@pytest.mark.browser
def test_a_site_that_lets_no_script_in(
    host: Callable[..., Any], published_sample: Timeline
) -> None:
    """Its policy stops the script; the frame's height is right all the same."""
    body = embed.iframe(published_sample, Address(HOME))
    policy = f"script-src 'none'; frame-src {HOME}"
    for column in (320, 620, 1100):
        page = host(f'<div style="width: {column}px">{body}</div>', width=1280, policy=policy)
        fit = inside(page).evaluate(_FIT)
        assert (0, 0) == (fit["down"], fit["across"]), (column, fit)
        assert any("script" in complaint for complaint in page.complaints)


@pytest.mark.browser
def test_only_a_frame_is_believed(host: Callable[..., Any], published_sample: Timeline) -> None:
    """A height that no frame of ours told changes nothing."""
    follows = embed.iframe(published_sample, Address(HOME))
    page = host(re.sub(r"height: max[^\"]*", "height: 2000px", follows))
    inside(page)
    script = "document.querySelector('iframe').clientHeight"
    page.wait_for_function(f"{script} < 1000")
    before = page.evaluate(script)
    page.evaluate("postMessage({ type: 'timeline:height', height: 5 }, '*')")
    page.evaluate("postMessage(null, '*')")
    rest(page)

    assert before == page.evaluate(script)
    assert [] == page.complaints


_MARKED = """() => {
  const chart = [...document.querySelectorAll('figure svg')].find(e => e.clientWidth);
  return [...chart.querySelectorAll('g[class]')]
    .filter(e => getComputedStyle(e).outlineStyle === 'solid')
    .map(e => e.querySelector('title').textContent.split('\\n')[0].split(': ').slice(-2).join(': '));
}"""


@pytest.mark.browser
@pytest.mark.parametrize("sandbox", [None, "", "allow-scripts allow-popups"])
@pytest.mark.parametrize("width", [700, 1280])
def test_an_address_names_an_event(
    host: Callable[..., Any], frame: str, sandbox: str | None, width: int
) -> None:
    """`embed.html#id` marks the event in the chart and says it in words, sandboxed or not."""
    limits = "" if sandbox is None else f' sandbox="{sandbox}"'
    body = frame.replace("embed.html", "embed.html#abductions").replace(
        "<iframe", "<iframe" + limits
    )
    page = host(f'<div style="height: 2000px"></div>{body.replace("lazy", "eager")}', width=width)
    embed = inside(page)

    assert ["70 to 80 Japanese believed kidnapped to teach agents Japanese: 1977 to 1983"] == (
        embed.evaluate(_MARKED)
    )
    assert embed.is_visible("#abductions")
    assert not embed.is_visible("#kim-jong-un-born")
    assert 0 == page.evaluate("scrollY")


@pytest.mark.browser
def test_in_a_very_narrow_column_the_list_is_marked(host: Callable[..., Any], frame: str) -> None:
    """Where the list is the timeline, the event named stands out in it."""
    embed = inside(host(frame.replace("embed.html", "embed.html#abductions"), width=240))
    colour = "e => getComputedStyle(e).backgroundColor"
    listed = "[...document.querySelectorAll('li')].filter(e => e.offsetHeight).length"

    assert "rgba(0, 0, 0, 0)" != embed.eval_on_selector("#abductions", colour)
    assert "rgba(0, 0, 0, 0)" == embed.eval_on_selector("li.first:not(:target)", colour)
    assert 5 <= embed.evaluate(listed) <= 6


@pytest.mark.browser
def test_an_event_that_no_list_names_is_said(host: Callable[..., Any], crowd: Timeline) -> None:
    """The script marks it in every chart and tells its title and date, without a search per event.

    A style sheet that looked through the page for each of 1,000 events took seconds.
    """
    html = embed.embed(Edition(crowd), charts_of(crowd))
    assert ":root:has([id" not in html
    unlisted = next(event for event in crowd.events if f'<li id="{event.id}"' not in html)
    frame = embed.iframe(crowd, Address(HOME), follow=False)
    for column in (320, 620, 1100):
        body = f'<div style="width: {column}px">{frame.replace("embed.html", f"embed.html#{unlisted.id}")}</div>'
        framed = inside(host(body, width=1280, shown=html))
        fit = framed.evaluate(_FIT)

        assert unlisted.title in framed.inner_text(".asked")
        assert 1 == len(framed.evaluate(_MARKED))
        assert (0, 0) == (fit["down"], fit["across"]), (column, fit)


@pytest.mark.browser
def test_links_of_the_host_show_an_event(
    host: Callable[..., Any], frame: str, published_sample: Timeline
) -> None:
    """A link whose target is the frame's name shows an event in it, without any script."""
    name = embed.prefix_of(published_sample)
    link = f'<a href="{HOME}embed.html#abductions" target="{name}">Abductions</a>'
    page = host(link + frame)
    framed = inside(page)
    page.click("a")
    framed.wait_for_selector("#abductions:target")

    assert 1 == len(framed.evaluate(_MARKED))
    assert 1 == len(page.context.pages)


@pytest.mark.browser
@pytest.mark.parametrize("sandbox", ["", ' sandbox="allow-scripts"'])
def test_messages_of_the_host_show_an_event(
    host: Callable[..., Any], frame: str, sandbox: str
) -> None:
    """The page around asks by message; what is not here, and what others ask, is passed over."""
    page = host(frame.replace("<iframe", f"<iframe{sandbox}"))
    embed = inside(page)
    ask = "m => document.querySelector('iframe').contentWindow.postMessage(m, '*')"
    for message in (None, 5, {"type": "timeline:show"}, {"type": "timeline:show", "event": "no"}):
        page.evaluate(ask, message)
    embed.evaluate("postMessage({ type: 'timeline:show', event: 'purges' }, '*')")
    rest(embed)
    assert f"{HOME}embed.html" == embed.url

    page.evaluate(ask, {"type": "timeline:show", "event": "abductions"})
    embed.wait_for_selector("#abductions:target")
    assert 1 == len(embed.evaluate(_MARKED))


@pytest.mark.browser
@pytest.mark.parametrize(
    ("sandbox", "opens"),
    [
        (None, True),
        ("allow-scripts allow-popups", True),
        ("allow-scripts", False),
        ("allow-popups", False),
        ("", False),
    ],
)
def test_a_mark_leads_to_its_entry(
    host: Callable[..., Any], frame: str, sandbox: str | None, opens: bool
) -> None:
    """A click opens the full page in a tab of its own; where none may open, in the frame."""
    limits = "" if sandbox is None else f' sandbox="{sandbox}"'
    page = host(frame.replace("<iframe", "<iframe" + limits))
    embed = inside(page)
    target = f"{HOME}#abductions"
    if opens:
        with page.context.expect_page() as opened:
            embed.click('figure:visible a[href$="#abductions"] text')
        assert target == opened.value.url
        assert f"{HOME}embed.html" == embed.url
    else:
        embed.click('figure:visible a[href$="#abductions"] text')
        embed.wait_for_url(target)
        assert 1 == len(page.context.pages)
    assert HOST == page.url


@pytest.mark.browser
def test_dark_embed(host: Callable[..., Any], frame: str) -> None:
    """A dark system gets a dark embed."""
    embed = inside(host(frame, color_scheme="dark"))
    style = "s => getComputedStyle(document.querySelector(s))"

    assert "rgb(20, 23, 27)" == embed.evaluate(f"({style})('body').backgroundColor")
    assert "rgb(232, 234, 237)" == embed.evaluate(f"({style})('.small a text').fill")


@pytest.mark.browser
@pytest.mark.parametrize(("device", "scheme"), [("dark", "light"), ("light", "dark")])
def test_the_scheme_asked_for(
    host: Callable[..., Any], published_sample: Timeline, device: str, scheme: embed.Scheme
) -> None:
    """An embed has the scheme that its address asks for, whatever the device's; paper is white."""
    frame = embed.iframe(published_sample, Address(HOME), scheme=scheme)
    page = host(frame, color_scheme=device)
    framed = inside(page)
    colour = "getComputedStyle(document.body).backgroundColor"
    papers = {"light": "rgb(255, 255, 255)", "dark": "rgb(20, 23, 27)"}

    assert papers[scheme] == framed.evaluate(colour)
    page.emulate_media(media="print")
    assert papers["light"] == framed.evaluate(colour)
    assert [] == page.complaints


@pytest.mark.browser
@pytest.mark.parametrize(("device", "scheme"), [("dark", "light"), ("light", "dark")])
def test_a_fragment_of_one_scheme(
    host: Callable[..., Any], sample: Timeline, device: str, scheme: embed.Scheme
) -> None:
    """It has its colours without a script, and in its attributes where no style sheet is let in."""
    chart = embed.start_chart(Edition(sample)).picture.result()
    fragment = embed.inline(sample, chart, scheme=scheme)
    other = embed.inline(sample, chart)
    paper = {"light": "rgb(255, 255, 255)", "dark": "rgb(20, 23, 27)"}[scheme]
    ground = "getComputedStyle(document.querySelector('figure')).backgroundColor"
    drawn = "getComputedStyle(document.querySelector('svg > rect')).fill"
    page = host(fragment, color_scheme=device)

    assert (paper, paper) == (page.evaluate(ground), page.evaluate(drawn))
    page.emulate_media(media="print")
    assert "rgb(255, 255, 255)" == page.evaluate(drawn)
    page = host(fragment, color_scheme=device, policy="style-src 'none'")
    assert paper == page.evaluate(drawn)
    assert other != fragment


# Rules for the width of what stands in a column, as sites have them, and the width they give.
_THEMES = {
    "WordPress, block theme": (
        "main { --wp--style--global--content-size: 610px }"
        ".is-layout-constrained > :where(:not(.alignleft):not(.alignright):not(.alignfull)) {"
        " max-width: var(--wp--style--global--content-size);"
        " margin-left: auto !important; margin-right: auto !important }"
        ".is-layout-constrained > * { margin-block-start: 24px; margin-block-end: 0 }",
        610,
    ),
    "Twenty Twenty": (
        ".entry-content > *:not(.alignwide):not(.alignfull):not(.alignleft):not(.alignright)"
        ":not(.is-style-wide) { margin-left: auto; margin-right: auto; max-width: 58rem;"
        " width: calc(100% - 4rem) } html { font-size: 62.5% }",
        580,
    ),
    "plain children": (
        ".entry-content > * { max-width: 610px; margin-left: auto; margin-right: auto }",
        610,
    ),
    "Ghost": (
        ".gh-canvas { display: grid; grid-template-columns: [full-start] minmax(40px, 1fr)"
        " [main-start] min(610px, calc(100% - 80px)) [main-end] minmax(40px, 1fr) [full-end] }"
        ".gh-canvas > * { grid-column: main-start / main-end }",
        610,
    ),
    "Hugo": (".post-content > * { margin: 0 137px 20px }", 610),
    "Squarespace": (
        ".sqs-block-content { display: flex; flex-direction: column; align-items: center }"
        ".sqs-block-content > * { max-width: 610px }",
        610,
    ),
    "a float": (".entry-content > * { float: left; width: 610px }", 610),
}


@pytest.mark.browser
@pytest.mark.parametrize("theme", _THEMES)
def test_the_fragment_keeps_to_the_column(
    host: Callable[..., Any], fragment: str, theme: str
) -> None:
    """Where a site gives its text a width, the fragment stands where the text does."""
    css, width = _THEMES[theme]
    column = "is-layout-constrained entry-content gh-canvas post-content sqs-block-content"
    body = f'<main class="{column}"><p>{"Words of the text. " * 40}</p>{fragment}</main>'
    page = host(body, width=884, css=f"body {{ margin: 0 }} {css}")
    paragraph, ours, across = page.evaluate(
        """() => [
          ...['main > p', 'figure'].map(s => document.querySelector(s).getBoundingClientRect())
            .map(b => [Math.round(b.left), Math.round(b.width)]),
          document.documentElement.scrollWidth]"""
    )

    assert width == ours[1]
    assert paragraph == ours
    assert 884 == across
    assert page.is_visible("figure svg")


_LOOK = """() => {
  const of = (e, ...names) => names.map(name => getComputedStyle(e)[name]);
  const root = document.querySelector('figure'), svg = root.querySelector('svg');
  return {
    root: of(root, 'float', 'borderTopStyle', 'textTransform', 'letterSpacing', 'textAlign'),
    width: svg.getBoundingClientRect().width,
    text: of(svg.querySelector('a text'), 'fontSize', 'fill', 'letterSpacing', 'opacity'),
    paths: [...svg.querySelectorAll('path, rect, line')].map(
      e => of(e, 'fill', 'stroke', 'strokeWidth', 'opacity', 'transform').join()),
    groups: [...svg.querySelectorAll('g')].map(e => of(e, 'opacity', 'display').join()),
    heading: of(root.querySelector('h2, h3'), 'display', 'color', 'textAlign'),
    item: of(root.querySelector('li'), 'float', 'listStyleType'),
    before: getComputedStyle(root.querySelector('li'), '::before').content,
    after: getComputedStyle(root.querySelector('a'), '::after').content,
    link: of(root.querySelector('li a'), 'color', 'textDecorationLine'),
    small: of(root.querySelector('small'), 'fontSize', 'color'),
    list: of(root.querySelector('ol'), 'marginLeft'),
  };
}"""


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_fragment_looks_the_same_anywhere(
    host: Callable[..., Any], sample: Timeline, scheme: str
) -> None:
    """Rules of the site around do not reach the fragment."""
    chart = embed.start_chart(Edition(sample)).picture.result()
    fragment = embed.inline(sample, chart, address=Address(HOME))
    plain = host(fragment, width=900, color_scheme=scheme).evaluate(_LOOK)
    hostile = host(fragment, width=900, color_scheme=scheme, css=_HOSTILE).evaluate(_LOOK)

    assert plain == hostile
    assert plain["width"] == pytest.approx(496 * fitting.MOST_GROWTH, abs=1)
    ink = {"light": "rgb(27, 31, 36)", "dark": "rgb(232, 234, 237)"}[scheme]
    assert plain["text"][0] in LETTERS
    assert [ink, "1"] == [plain["text"][n] for n in (1, 3)]


LETTERS = {  # of a chart
    f"{size:g}px"
    for size in (SIZES.key, SIZES.tick, SIZES.title, *(each.label for each in WEIGHTS.values()))
}


@pytest.mark.browser
def test_important_rules_leave_the_labels_apart(host: Callable[..., Any], fragment: str) -> None:
    """Even `* { font-size: 30px !important }` does not make labels of the chart meet."""
    page = host(fragment, width=900, css="* { font-size: 30px !important }")

    shown = page.evaluate(
        "[...document.querySelectorAll('svg text')].map(e => getComputedStyle(e).fontSize)"
    )
    assert set(shown) <= LETTERS


@pytest.mark.browser
def test_the_fragment_under_a_strict_policy(host: Callable[..., Any], fragment: str) -> None:
    """A site that lets in no style sheet shows the chart in light colours, its labels apart."""
    page = host(fragment, width=900, policy="default-src 'self'; style-src 'self'")
    shown = page.evaluate(
        """() => {
          const text = document.querySelector('svg a text'), svg = text.ownerSVGElement;
          const style = getComputedStyle(text), box = svg.getBoundingClientRect();
          const paper = [...svg.querySelectorAll('rect')][0];
          return [style.fill, style.fontSize, box.width > 700, box.height > 500,
                  getComputedStyle(paper).fill];
        }"""
    )
    lengths = page.evaluate(
        """[...document.querySelectorAll('svg text')].map(
          e => [e.getComputedTextLength(), +e.getAttribute('textLength')])"""
    )

    assert shown.pop(1) in LETTERS
    assert ["rgb(27, 31, 36)", True, True, "rgb(255, 255, 255)"] == shown
    assert len(lengths) > 20
    assert all(drawn_as == pytest.approx(wanted, abs=0.5) for drawn_as, wanted in lengths)
    assert page.complaints
    assert all("style" in complaint for complaint in page.complaints)
    assert 1 == len([url for url in page.asked if "favicon" not in url])


@pytest.mark.browser
def test_the_fragment_in_a_narrow_column(host: Callable[..., Any], fragment: str) -> None:
    """Below 560 px the list is the timeline, wherever the column is."""
    page = host(f'<div style="width: 400px">{fragment}</div>', width=1280)

    assert not page.is_visible("figure svg")
    assert page.is_visible("figure ol")
    assert page.evaluate("document.querySelector('figure').scrollWidth") <= 400


@pytest.mark.browser
def test_the_fragment_marks_an_event(
    host: Callable[..., Any], fragment: str, sample: Timeline
) -> None:
    """The address of the site with the event's id marks it in list and chart."""
    page = host(fragment, width=900, fragment=f"#{embed.prefix_of(sample)}-abductions")
    marked = page.evaluate(_MARKED)

    assert ["70 to 80 Japanese believed kidnapped to teach agents Japanese: 1977 to 1983"] == marked


@pytest.mark.browser
def test_frame_and_fragments_on_one_page(
    host: Callable[..., Any],
    frame: str,
    fragment: str,
    crowd: Timeline,
) -> None:
    """A frame and the fragments of two timelines stand in one page without a clash."""
    chart = charts_of(crowd)["small"]
    page = host(frame + fragment + embed.inline(crowd, chart, level=3), width=900)
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map(e => e.id)")
    fonts = page.evaluate("[...document.fonts].map(f => f.family)")

    assert len(ids) == len(set(ids))
    assert 2 == len(set(fonts))
    assert ["H2", "H3"] == page.evaluate(
        "[...document.querySelectorAll('h1, h2, h3')].map(e => e.tagName)"
    )
    assert [] == page.complaints
    assert [HOST, f"{HOME}embed.html"] == [url for url in page.asked if "favicon" not in url]


# The guide

GUIDE = (ROOT / "docs" / "embedding.md").read_text("utf-8")


def test_the_guide_is_true(run: Callable[..., Result]) -> None:
    """Every command the guide shows runs, and its example names the frame as it is named."""
    commands = re.findall(r"\$ timeline embed ?([^\n]*)", GUIDE)
    title = re.search(r'title = "(.*)"', GUIDE)
    url = re.search(r'url = "(.*)"', GUIDE)
    assert title
    assert url
    timeline = headed(made.dated("1950"), title=title[1], url=url[1])

    assert len(commands) > 2
    assert [0] * len(commands) == [run(*shlex.split(each)).exit_code for each in commands]
    assert f'target="{embed.prefix_of(timeline)}"' in GUIDE


# In the page's footer

_BESIDE_PAGE = "https://example.org/atlas/?from=a&b=c#first"


def footer_code(tabs: Tabs, content: str) -> tuple[str, bool]:
    """The code in the footer of a page read from an address, as read, and whether it can be opened."""
    page = tabs.lend()
    page.route("**/*", lambda route: route.fulfill(body=content, content_type="text/html"))
    page.goto(_BESIDE_PAGE)
    page.locator("#_embedding summary").click(timeout=5000)
    return page.inner_text("#_embed"), page.locator("#_embedding button").is_visible()


@pytest.mark.browser
def test_the_page_offers_its_embed(tabs: Tabs, published_sample: Timeline) -> None:
    """The footer has the code for other sites, with the address that the timeline's file gives."""
    built = site.build(Edition(published_sample)).files["index.html"].decode()
    code = embed.iframe(published_sample, Address(HOME), follow=False).strip()

    assert (code, True) == footer_code(tabs, built)


@pytest.mark.browser
def test_the_page_offers_its_embed_where_it_is_read(tabs: Tabs, sample: Timeline) -> None:
    """If its file gives no address, the code has the one the page was read from."""
    built = site.build(Edition(sample)).files["index.html"].decode()
    code = embed.iframe(sample, Address("https://example.org/atlas/"), follow=False).strip()

    assert '<details class="citation noprint" id="_embedding" hidden>' in built
    assert (code, True) == footer_code(tabs, built)
