"""Markdown in texts: what is read, what is shown as it stands, and links from texts to events."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import made
from support.browser import REST, Tabs

from timeline import exporting
from timeline.model import Timeline
from timeline.model.addresses import Address
from timeline.pages import embed, head
from timeline.pages.edition import Edition
from timeline.pages.entries import entries, markdown
from timeline.pages.markup import as_wikitext
from timeline.pages.page import page
from timeline.pages.starts import start_of
from timeline.prose.looks import may_be_signed, may_have
from timeline.prose.reading import found, html
from timeline.prose.unread import signs_in_plain
from timeline.text.reader import read_text

BARE = '<p><a href="{0}" class="bare">{0}</a>'

# What is written, and its HTML.
READ = {
    "struck": ("~~no~~ yes", "<p><s>no</s> yes</p>"),
    "struck within a word": ("un~~happi~~ly", "<p>un<s>happi</s>ly</p>"),
    "waves": ("~1900 ~~ 1910~", "<p>~1900 ~~ 1910~</p>"),
    "address": ("https://e.org/a?b=1&c", BARE.format("https://e.org/a?b=1&amp;c") + "</p>"),
    "address at an end": ("http://e.org/a.", BARE.format("http://e.org/a") + ".</p>"),
    "address in brackets": (
        "(https://e.org/a_(b)_c), so",
        "<p>(" + BARE.format("https://e.org/a_(b)_c")[3:] + "), so</p>",
    ),
    "address in bold": (
        "**https://e.org**",
        "<p><strong>" + BARE.format("https://e.org")[3:] + "</strong></p>",
    ),
    "address before a full stop of its script": (
        "见https://e.org/页。后",
        '<p>见<a href="https://e.org/%E9%A1%B5" class="bare">https://e.org/页</a>。后</p>',
    ),
    "address with escapes": (r"https://e.org/\_a", BARE.format("https://e.org/_a") + "</p>"),
    "address in a link": (
        "[https://e.org](https://f.org)",
        '<p><a href="https://f.org">https://e.org</a></p>',
    ),
    "address in code": ("`https://e.org`", "<p><code>https://e.org</code></p>"),
    "address within a word": ("xhttps://e.org", "<p>xhttps://e.org</p>"),
    "address by another way": ("ftp://e.org", "<p>ftp://e.org</p>"),
    "event": ("[it](#e)", '<p><a href="#e">it</a></p>'),
    "event of another script": ("[it](#%D0%B8)", '<p><a href="#и">it</a></p>'),
    "event by a reference": ("[it]\n\n[it]: #e", '<p><a href="#e">it</a></p>'),
    "event that is not there": ("[*it*](#no) so", "<p><em>it</em> so</p>"),
    "heading": ("# One\ntwo", "<p># One</p>\n<p>two</p>"),
    "table": (
        "| a |\n|---|\n| *b* |",
        "<p>| a |<br />\n|---|<br />\n| <em>b</em> |</p>",
    ),
    "fence": (
        "```\n*a*\n\n  <b>\n```",
        "<p>```<br />\n*a*<br />\n<br />\n\u00a0\u00a0&lt;b&gt;<br />\n```</p>",
    ),
    "fence without an end": ("```\n*a*", "<p>```</p>\n<p><em>a</em></p>"),
    "rule of stars": ("* * *", "<p>* * *</p>"),
    "underlined": ("One\n---\ntwo", "<p>One</p>\n<p>---</p>\n<p>two</p>"),
    "image": ("![a](https://e.org/a.png)", "<p>![a](https://e.org/a.png)</p>"),
    "image in a link": (
        "[![a](https://e.org/a.png)](https://f.org)",
        '<p><a href="https://f.org">![a](https://e.org/a.png)</a></p>',
    ),
    "tag": ("<b>a</b><script>", "<p>&lt;b&gt;a&lt;/b&gt;&lt;script&gt;</p>"),
    "script's address": ("[a](javascript:b)", "<p>[a](javascript:b)</p>"),
    "definition without use": (
        "[a]: https://e.org",
        "<p>[a]: " + BARE.format("https://e.org")[3:] + "</p>",
    ),
    "indented throughout": ("    One\n    two", "<p>One\ntwo</p>"),
}


@pytest.mark.parametrize(("text", "shown"), READ.values(), ids=READ.keys())
def test_html(text: str, shown: str) -> None:
    """What is read is HTML; what is not is shown as it stands, lines as lines."""
    events = {"e": "#e", "и": "#и"}

    assert shown == html(text, lambda name: events.get(name, "")).rstrip("\n")


FINE = [
    "5 < 6, a <b, <unknown>, <j@e.org>",
    "[sic], [...], [1], [1][2]",
    "$5 or $6, US$ 5",
    "**a** and **b** c, 2 ** 3 ** 4",
    "[sic] (see https://e.org)",
    "at 12:30:45, see: this",
    "10^6 and a*b*c_d_e",
    "~1900–~1910",
    "a == b, x = y",
    "6' 2'' tall, 'so' and \"so\"",
    "1969 - 1970 -- so --- so",
    "R&D; &unknown;",
    "&amp; &eacute;",
    "#1 and # 2",
    "**bold** *it* `$x$ <b> [[x]]` \\[\\[x]] \\<br>",
    "- one\n- two\n\n  three\n\n1. four\n> five",
    "    One\n\n    two",
    "[a](https://e.org 'T') <https://e.org> https://e.org/$a^b~c",
    "[[1]](https://e.org)",
    "“so” — a|b",
]


@pytest.mark.parametrize("text", FINE)
def test_no_false_alarm(text: str) -> None:
    """What only looks like something that is not read is not told, nor is what is read."""
    assert () == found(text).unread


@pytest.mark.parametrize(
    "text", [*FINE[:3], *FINE[5:9], "a*b*c **", "__init", "2**10**2", "snake__case__x"]
)
def test_no_false_alarm_in_plain_texts(text: str) -> None:
    """What only looks like signs of Markdown or HTML is not told of plain texts."""
    assert [] == list(signs_in_plain(text))


SIGNS = st.text(
    alphabet=st.sampled_from(list("ab1 \n\t*_~[]()<>!#`|:-=^$'{}&;\\.wé\u05d0")), max_size=60
)
WHOLE = st.sampled_from(
    ["https://e.org", "www.e.org", "[a](#e)", "![a](b)", "<b>", "</b>", "[^1]", "[a]: b\n", "|-|\n"]
)


@given(st.lists(SIGNS | WHOLE, max_size=6).map("".join))
def test_places_are_in_the_text(text: str) -> None:
    """What is told of a text stands where it is told, and the cheap look misses none of it."""
    told = found(text)
    for each in told.unread:
        first = each.written.split("\n")[0].strip().lstrip(" \t>")
        assert text[each.offset :].lstrip(" \t>").startswith(first)
    for link in told.links:
        assert text[link.offset] in "#[&\\%"

    assert may_have(text) or not (told.unread or told.links)
    assert may_be_signed(text) or not list(signs_in_plain(text))


UNITS = (
    "*|[|~|~~|`|_|![|[](|](#a|[a](|<|<b>|==a|$a|^a|''a|:|&a;|\\|www.|https://|https://a.b/(|{{a|[^1]"
    "|[a][b]|```a\n|~~~\n|> |- |[a]: https://x.org\n|[a]: x\n[a]\n|\n    x\n|# a\n|**a |</b|a\\|b\n-|"
)


@pytest.mark.parametrize("unit", [unit for unit in UNITS.split("|") if unit])
def test_no_text_takes_long(unit: str) -> None:
    """A text of 20,000 signs, whatever they are, is read in a second."""
    text = unit * (20_000 // len(unit))
    start = time.process_time()
    found(text), html(text, str), may_have(text), list(signs_in_plain(text))

    assert time.process_time() - start < 4


# Where texts are shown


def linked(text: str, **more: str) -> Timeline:
    """Two events, of which the second tells of the first, which had another id once."""
    events = [
        {"date": '"1945"', "was": '["old"]', "id": '"שם-é"'},
        {"date": '"1946"', "text": made.quoted(text), **more},
    ]
    head = 'description = "From [the first](#שם-é)."\nurl = "https://e.org/t/"'
    return made.timeline(events, head=head)


LINKED = "It was ~~1947~~ 1946, [after](#שם-é), [it](#old). See https://e.org/a."


def test_links_lead_to_events_in_the_page() -> None:
    """A link in a text or the description is one to the entry; a former id leads to the present."""
    told = page(Edition(linked(LINKED)))

    assert '<a href="#שם-é">after</a>, <a href="#שם-é">it</a>' in told
    assert 'From <a href="#שם-é">the first</a>.' in told


def test_a_part_keeps_the_words() -> None:
    """A link to an event that is not in the part that is shown leaves its words."""
    whole = linked(LINKED)
    part = whole.model_copy(update={"events": whole.events[1:]})

    assert "1946, after, it. See" in str(entries(part)[0][0].text)


def test_links_lead_to_the_page_from_elsewhere() -> None:
    """In wikitext and TimelineJS a link leads to the page, or leaves its words."""
    address = "https://e.org/t/#%D7%A9%D7%9D-%C3%A9"
    wiki = as_wikitext(linked(LINKED), Address("https://e.org/t/"))

    assert f"It was <s>1947</s> 1946, [{address} after], [{address} it]." in wiki
    assert "[https://e.org/a https://e.org/a]." in wiki
    assert "1946, after, it." in as_wikitext(linked(LINKED), None)
    told = exporting.write(linked(LINKED), "timelinejs").decode()
    assert f'<a href=\\"{address}\\">after</a>' in told


def test_plain_words_leave_out_what_is_struck() -> None:
    """Where a text is told in short, it does not tell what its author took back."""
    assert "It was  1946, after, it." == start_of(markdown(LINKED))
    timeline = made.timeline([{"date": '"1945"'}], head='description = "In ~~1944~~ **1945**"')
    assert "In 1945" == " ".join(head.head(timeline).description.split())
    listed = embed.items(linked(LINKED), str)
    assert "1947" not in listed[1].start


# In a browser


def many() -> Timeline:
    """So many events that the list is laid out piece by piece."""
    events = [
        {"date": f'"{1000 + number}"', "lane": f'"{"ab"[number % 2]}"', "text": '"Long ago. "'}
        for number in range(600)
    ]
    events[0]["text"] = '"So it began: [the end](#e499), https://e.org."'
    return made.timeline(events, lanes="ab", head='description = "To [the end](#e499)."')


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("prose")
    (folder / "index.html").write_text(page(Edition(many())), "utf-8")
    return folder / "index.html"


_TOP = "id => document.getElementById(id).getBoundingClientRect().top"


@pytest.mark.browser
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
@pytest.mark.parametrize("keys", [True, False], ids=["keys", "click"])
@pytest.mark.parametrize("place", ["#e0 .text", ".lead"])
def test_a_link_lands(
    tabs: Tabs, pages: Path, width: int, script: bool, keys: bool, place: str
) -> None:
    """A link in a text lands on its event in a long list, by pointer and keys, without script too."""
    tab: Any = tabs.lend(width, init=REST if script else "", java_script_enabled=script)
    tab.goto(pages.as_uri())
    link = tab.locator(f"{place} a[href='#e499']")
    if keys:
        link.focus()
        tab.keyboard.press("Enter")
    else:
        link.click()
    if script:
        tab.evaluate("atRest()")
        assert tab.evaluate("document.activeElement.closest('li').id") == "e499"

    assert tab.url.endswith("#e499")
    assert 0 <= tab.locator("#e499").bounding_box()["y"] < 60


@pytest.mark.browser
def test_a_link_lifts_filters(tabs: Tabs, pages: Path) -> None:
    """A link to an event that a filter hides shows it."""
    tab: Any = tabs.lend(init=REST)
    tab.goto(f"{pages.as_uri()}?lane=a")
    tab.evaluate("atRest()")
    assert tab.locator("#e499").is_hidden()
    tab.locator("#e0 .text a[href='#e499']").click()
    tab.evaluate("atRest()")

    assert tab.locator("#e499").is_visible()
    assert 0 <= tab.evaluate(_TOP, "e499") < 60


@pytest.mark.parametrize(
    ("keys", "remedy"),
    [
        ({"title": "The [[A|B]]"}, 'write "B"'),
        ({"note": "{{circa|1850}}"}, "write what it stands for"),
        ({"date_text": "{{circa|1850}}"}, "write what it stands for"),
        ({"note": "[[File:Map.svg|thumb|The line]]"}, "delete it"),
        ({"text": "[[File:Map.svg|thumb|The line]]"}, "delete it"),
        (
            {"note": "[https://e.org/gwr GWR history]"},
            'write "GWR history", and put the address into "links"',
        ),
        (
            {"text": "[https://e.org/gwr GWR history]"},
            "write [GWR history](https://e.org/gwr)",
        ),
    ],
)
def test_markup_of_wikis_is_told(keys: dict[str, str], remedy: str) -> None:
    """In any text, the source's own words among them, with what to write for it."""
    event = {"date": "1950", **{key: made.quoted(text) for key, text in keys.items()}}
    [warning] = read_text(made.toml([event]))[1]

    assert remedy == warning.remedy


def test_words_of_a_source_keep_their_signs() -> None:
    """What a source wrote may have any signs but those of a wiki."""
    event = {"date": "1950", "date_text": '"**1950** <b>AD</b>"'}

    assert () == tuple(read_text(made.toml([event]))[1])
