"""Text with HTML to Markdown: what our pages show reads as the text did, and nothing hostile stays."""

from __future__ import annotations

import html as escapes
import re
import time
import warnings

import pytest
from bs4 import BeautifulSoup
from hypothesis import example, given, settings
from hypothesis import strategies as st

from timeline.importing.html.addresses import address
from timeline.importing.html.cleaning import has_markup
from timeline.importing.html.reading import MOST_HTML, MOST_TEXT, TooLong, markdown, plain
from timeline.pages.entries import markdown as page

laws = settings(max_examples=80, deadline=None)
ELEMENTS = {"p", "a", "strong", "em", "br", "blockquote", "ul", "ol", "li", "code"}
PIECES = [
    *(
        "<script>",
        "</script>",
        "<img src=x onerror=y>",
        "<a href=javascript:x>",
        "</a>",
        "<b>",
        "</b>",
    ),
    *("<", ">", "&", "&lt;", '"', "'", " ", "<iframe src=https://e.org/>", "<svg/onload=x>", "<p>"),
    *("-->", "<!--", "&#60;", "\ufdd2", "javascript:", "](x)", "b", "!"),
]
SIGNS = "*_`[]()<>&#+-.!~=|\\:;\"'1 \nab/{}^@"


def shown(text: str) -> str:
    """The words that our pages show for Markdown."""
    soup = BeautifulSoup(str(page(text)), "html.parser")
    for block in soup.find_all(["p", "br", "li", "blockquote"]):
        block.insert_before(" ")
        block.insert_after(" ")
    return " ".join(soup.get_text().split())


PLAIN = [
    "5 < 6 & 7 > 3",
    "*",
    "1. ",
    "1) x",
    "#",
    "# x",
    "_x_",
    "*x* and **y**",
    "snake_case_name",
    "- a",
    "+ a",
    "> a",
    "a <b and c>d",
    "<unknown> and <j.doe@example.org>",
    "<http://example.org/>",
    "[x](https://example.org) and [y]: z",
    "![x](y)",
    "`code` and ``` fences",
    "a \\* b \\",
    "&notanentity; &amp",
    "---",
    "R&D, AT&T",
    "x<y",
    "~~~",
    "~~no~~ yes",
    "a ~~ b",
    "![x](https://example.org/x.png)",
    "see <table",
]


@pytest.mark.parametrize("text", PLAIN)
def test_plain_text_reads_as_it_stands(text: str) -> None:
    """What only looks like Markdown or HTML is shown as it stands, alone or in a paragraph."""
    assert not has_markup(text)
    assert " ".join(text.split()) == shown(markdown(text).text)
    assert " ".join(text.split()) == shown(markdown(f"<p>{escapes.escape(text)}</p>").text)
    assert " ".join(text.split()) == plain(text).text


@pytest.mark.parametrize(
    "text",
    [
        "Plain words, with punctuation: all of it; (parentheses) and [sic].",
        'She said "no" – 3 * 4 = 12, 10% & more.',
        "One paragraph.\n\nAnother, with a line\nbreak.",
        "a_b_c @home #1 ~5 50% $3 2+2 http://example.org/a_b",
    ],
)
def test_plain_text_is_not_mangled(text: str) -> None:
    """Text in which no sign means anything is written as it is."""
    assert text == markdown(text).text


@laws
@given(st.text(alphabet=SIGNS, max_size=24))
def test_any_plain_text_reads_as_it_stands(text: str) -> None:
    """Law: our pages show of a text the words of that text, also if it was escaped HTML."""
    if has_markup(text) or "&#" in text:
        return
    assert " ".join(text.split()) == shown(markdown(text).text)
    assert " ".join(text.split()) == shown(markdown(f"<p>{escapes.escape(text)}</p>").text)


words = st.text(alphabet=SIGNS, max_size=6).map(escapes.escape)
inline = st.recursive(
    words,
    lambda part: st.one_of(
        st.tuples(st.sampled_from(["b", "i", "em", "span", "u"]), part).map(
            lambda pair: f"<{pair[0]}>{pair[1]}</{pair[0]}>"
        ),
        part.map(lambda text: f'<a href="https://example.org/x">{text}</a>'),
        st.lists(part, min_size=2, max_size=3).map("".join),
        st.lists(part, min_size=2, max_size=3).map("<br>".join),
    ),
    max_leaves=5,
)
blocks = st.recursive(
    inline,
    lambda part: st.one_of(
        st.tuples(st.sampled_from(["p", "div", "blockquote", "h2"]), part).map(
            lambda pair: f"<{pair[0]}>{pair[1]}</{pair[0]}>"
        ),
        st.lists(part, max_size=3).map(
            lambda items: f"<ul>{''.join(f'<li>{item}</li>' for item in items)}</ul>"
        ),
        st.lists(part, min_size=2, max_size=2).map("".join),
    ),
    max_leaves=4,
)


@laws
@given(blocks)
def test_any_html_keeps_its_words(source: str) -> None:
    """Law: whatever the elements, our pages show all the text in them and nothing else."""
    if "&amp;#" in source:
        return
    bare = re.sub(r"<a [^>]*>\s*</a>", "", source)
    text = escapes.unescape(re.sub(r"<[^>]*>", "", bare))

    assert re.sub(r"\s", "", text) == re.sub(r"\s", "", shown(markdown(source).text))


CONVERTED = [
    ("<p>One</p><p>Two<br>three<br><br>four</p>", "One\n\nTwo\\\nthree\n\nfour"),
    ("a<b>b</b>c <i>d</i> <strong>e </strong>f", "a**b**c *d* **e** f"),
    ("<a href='https://e.org/a_(b)'>li[n]k</a>", r"[li\[n\]k](https://e.org/a_(b))"),
    ("<a href='https://e.org/x'>https://e.org/x</a>", "<https://e.org/x>"),
    ("<a href='//e.org/x?a=1&amp;b=2'>x</a>", "[x](https://e.org/x?a=1&b=2)"),
    ("<a href='https://e.org' title='More'>x</a>", '[x](https://e.org "More")'),
    ("<ul><li>a<li>b<ul><li>c</ul></ul>", "- a\n- b\n  - c"),
    ("<ol start=3><li>x</li><li>y</li></ol>", "3. x\n4. y"),
    (
        "<blockquote>No demand; <cite>Edith Clarke</cite></blockquote>",
        "> No demand;\n>\n> — Edith Clarke",
    ),
    ("<iframe src='https://e.org/v' width=3></iframe>x", "<https://e.org/v>\n\nx"),
    ("<img src='https://e.org/p.jpg' alt='A p'>", "[A p](https://e.org/p.jpg)"),
    ("<a href='https://e.org/'><img src='https://e.org/p.jpg'></a>", "[e.org](https://e.org/) [p.jpg](https://e.org/p.jpg)"),
    ("<h2>Head</h2>text<hr>more", "**Head**\n\ntext\n\nmore"),
    ("<table><tr><th>a<th>b<tr><td>1<td>2</table>", "a | b\\\n1 | 2"),
    ("<pre>a\nb</pre>", "a\\\nb"),
    ("x<sup>2</sup> H<sub>2</sub>O <code>a*b</code>", "x² H₂O `a*b`"),
    ("<del>no</del> yes, <s>a <b>b</b></s> <strike>c</strike>d", "~~no~~ yes, ~~a **b**~~ ~~c~~d"),
    ("<abbr title='World Health Organization'>WHO</abbr>", "WHO (World Health Organization)"),
    ("caf&eacute; &lt;b&gt; &nbsp;&copy;<br>", r"café \<b> ©"),
    ("AT&amp;T &#8211; &quot;x&quot;", 'AT&T – "x"'),
    ("<o:p>Word</o:p><!-- x --><?xml y ?>", "Word"),
    ("<p>- x</p><p>1. y</p>", "\\- x\n\n1\\. y"),
]  # fmt: skip


@pytest.mark.parametrize(("source", "expected"), CONVERTED, ids=[row[0] for row in CONVERTED])
def test_html_becomes_what_a_person_would_write(source: str, expected: str) -> None:
    """Each element becomes the Markdown that our pages read, or what is nearest to it."""
    assert expected == markdown(source).text


HOSTILE = [
    ("<script>alert(1)</script>x", "x", ("scripts are not kept",)),
    ("<SCRIPT src=//evil>x", "", ("scripts are not kept",)),
    ("<style>a{}</style>x", "x", ("how it looks is not kept",)),
    ("<a href='javascript:alert(1)'>x</a>", "x", ("the address of a link is no web address",)),
    ("<a href='jav&#x09;ascript:alert(1)'>x</a>", "x", ("the address of a link is no web address",)),
    ("<a href='data:text/html,x'>x</a>", "x", ("the address of a link is no web address",)),
    ("<img src=x onerror=alert(1)>y", "y", ("scripts are not kept", "a picture or embed has no web address")),
    ("<img src='data:image/png;base64,A'>", "", ("a picture or embed has no web address",)),
    ("<iframe src='javascript:x'></iframe>", "", ("a picture or embed has no web address",)),
    ("<svg><script>x</script></svg>y", "y", ("drawings and formulas in a text are not kept", "scripts are not kept")),
    ("<iframe><script>x</script><!-- x --></iframe>y", "y", ("a picture or embed has no web address", "scripts are not kept")),
    ("a\x00b\x1bc", "abc", ("characters that no text has",)),
]  # fmt: skip


@pytest.mark.parametrize(("source", "text", "dropped"), HOSTILE, ids=[row[0] for row in HOSTILE])
def test_what_is_dropped_is_told(source: str, text: str, dropped: tuple[str, ...]) -> None:
    """Scripts, styles and addresses of other kinds go, and each time it is said."""
    made = markdown(source)

    assert (text, dropped) == (made.text, made.dropped)


JOINED = [
    ("<b>&lt;</b>javascript:", r"\<javascript:", "<javascript:"),
    ("<b>&lt;</b><i>b</i>", r"\<b", "<b"),
    ("<b>&lt;</b> <i>b</i>", "< *b*", "< b"),
    ("<b><i>1:</i></b>1", "1:1", "1:1"),
    ("<b><i>1:</i></b> 1", "***1:*** 1", "1: 1"),
    ("a<b>&amp;</b>amp;", r"a\&amp;", "a&amp;"),
    ("a<b>&amp;#</b>60;", r"a\&#60;", "a&#60;"),
    ("[x<b>]</b>(https://e.org)", r"[x\](https://e.org)", "[x](https://e.org)"),
    ("<b>!</b><a href='https://e.org'>x</a>", r"\![x](https://e.org)", "!x"),
    ("<sub>1</sub>. x", "₁. x", "₁. x"),
    ("<q>1</q>", '"1"', '"1"'),
    ("<font>1</font>. x", r"1\. x", "1. x"),
    ("<b>Oh!</b> R&D <b>x]</b>", "**Oh!** R&D **x]**", "Oh! R&D x]"),
    (". x", ". x", ". x"),
]


@pytest.mark.parametrize(("source", "expected", "words"), JOINED, ids=[row[0] for row in JOINED])
def test_signs_that_pieces_make_together_are_none(source: str, expected: str, words: str) -> None:
    """What becomes a sign of Markdown only beside the next piece of text has a backslash there."""
    assert expected == markdown(source).text
    assert words == shown(markdown(source).text)


@laws
@example(["<b>", "&lt;", "</b>", "javascript:"])
@given(st.lists(st.sampled_from(PIECES), max_size=12))
def test_nothing_hostile_is_on_the_page(pieces: list[str]) -> None:
    """Law: of whatever is put together, no element, attribute or address of a script is left."""
    made = markdown("".join(pieces), autolink=True).text
    soup = BeautifulSoup(str(page(made)), "html.parser")

    assert {tag.name for tag in soup.find_all(True)} <= ELEMENTS
    assert {str(tag["href"])[:6] for tag in soup.find_all("a")} <= {"https:"}
    assert not re.search(r"(?<!\\)<(?=[A-Za-z/!?])(?!https:)", made)


def test_a_line_of_words_and_its_links() -> None:
    """For a title or a caption there are the words alone, and the links apart."""
    made = plain(
        'The <b>Eagle</b> &amp;<br>a <a href="https://e.org/x">lander</a> <a href="/y">z</a>'
    )

    assert "The Eagle & a lander z" == made.text
    assert (("https://e.org/x", "lander"),) == made.links
    assert ("the address of a link is no web address",) == made.dropped


def test_no_break_spaces_stay() -> None:
    """On one line runs of blanks are one blank, but a no-break space is a character of its own."""
    assert "1\u00a0000 men" == plain("1\u00a0000 \n men").text
    assert "1\u00a0000 men" == plain("<b>1\u00a0000</b>\t<i>men</i>").text


@pytest.mark.parametrize("text", ["<b>https://e.org/x.html</b>", "<i>notes.txt</i>", "<b>/tmp</b>"])
def test_texts_that_resemble_addresses_warn_of_nothing(text: str) -> None:
    """Such a text is a text; the library's warning that it may be a file is not shown."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert markdown(text, autolink=True).text
        assert plain(f'{text}<a href="https://e.org">').text
        assert markdown("<u>https://e.org/x.html</u>").text


def test_addresses_in_text_become_links_if_asked() -> None:
    """Where the tool makes links of addresses so do we, without the full stop after them."""
    assert "See <https://e.org/a_b*c>." == markdown("See https://e.org/a_b*c.", autolink=True).text
    assert "<https://e.org/> **x**" == markdown("https://e.org/ <b>x</b>", autolink=True).text
    assert "See https://e.org/a." == markdown("See https://e.org/a.").text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (" https://e.org/a b ", "https://e.org/a%20b"),
        ("//e.org", "https://e.org"),
        ("mailto:a@e.org", "mailto:a@e.org"),
        ("HTTP://e.org", "HTTP://e.org"),
        ("java\nscript:x", ""),
        ("/relative", ""),
        ("e.org/x", ""),
        ("https://", ""),
        ("http://a:b:c", ""),
        ("ftp://e.org", ""),
        ('https://e.org/"><script>', "https://e.org/%22%3E%3Cscript%3E"),
    ],
)
def test_addresses(text: str, expected: str) -> None:
    """An address is by http, https or mailto, and what would end it is written by its number."""
    assert expected == address(text)


def test_too_much_is_refused() -> None:
    """A text that nobody reads is refused at once, with its length and the most there may be."""
    for text, problem in [
        ("x" * 10_485_760, f"a text of 10,485,760 characters, and {MOST_TEXT:,} can be read"),
        ("<p>x" * 30_000, f"a text with HTML of 120,000 characters, and {MOST_HTML:,} can be read"),
    ]:
        began = time.monotonic()
        with pytest.raises(TooLong, match=re.escape(problem)):
            markdown(text)
        assert time.monotonic() - began < 2


@pytest.mark.parametrize("tag", ["<div>", "<b>x", "<ul><li>", "<table><tr><td>", "<font a=1><p>"])
def test_deep_nesting_is_bounded(tag: str) -> None:
    """Of tags nested without end the text is kept, and that is said; it takes no time."""
    began = time.monotonic()
    made = markdown(f"{tag * (90_000 // len(tag))}end")

    assert made.text.endswith("end")
    assert "tags nested more than 100 deep" in made.dropped
    assert time.monotonic() - began < 5
