"""Words of the product in a language other than the page's: each says which, and how it runs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from support import made

from timeline import site, wording
from timeline.commands import main
from timeline.errors import Severity
from timeline.model import Timeline
from timeline.model.addresses import BESIDE
from timeline.pages.edition import Edition
from timeline.pages.markup import as_markdown, as_wikitext
from timeline.pages.phrases import Phrases
from timeline.text import reader
from timeline.text.reader.checks import _LANGUAGE

ROOT = Path(__file__).parent.parent


_RIGHT_TO_LEFT = (
    "ar fa he ur yi ps sd ug ks dv ckb arz glk ku-Arab ku-IQ az-Arab az-IR pa-PK uz-AF tk-IR "
    "ha-SD ms-CC nqo rhg syr arc ff-Adlm en-Arab und-Arab ar-u-nu-latn ar-x-latn AR-eg aR-aRAB "
    "iw ji prs pnb pes arb ydd fas ara heb ar-arz ar-ary-Arab lrc mzn bal skr ota"
)
_LEFT_TO_RIGHT = (
    "en de ja zh-Hant ko hi th ru ar-Latn AR-LATN he-Latn fa-Latn ks-Deva sd-IN sd-Deva ku ckb-Latn "
    "az pa uz ff mn-Mong kk tt tlh qaa x-private und es-419 en-x-arab de-1996 ug-KZ"
)


class TestDirection:
    """Which way a language runs goes by its script."""

    @pytest.mark.parametrize("lang", _RIGHT_TO_LEFT.split())
    def test_right_to_left(self, lang: str) -> None:
        """By the script the tag names, the likeliest of the language, or that of its other name."""
        assert "rtl" == wording.direction(lang)

    @pytest.mark.parametrize("lang", _LEFT_TO_RIGHT.split())
    def test_left_to_right(self, lang: str) -> None:
        """So is every language that nothing is known of."""
        assert "ltr" == wording.direction(lang)

    @given(st.from_regex(_LANGUAGE, fullmatch=True))
    def test_every_tag_has_one(self, tag: str) -> None:
        """Any tag that a file may hold; a script in it decides, whatever the language."""
        assert wording.direction(tag) in {"ltr", "rtl"}
        assert (
            wording.direction(tag)
            == wording.direction(tag.lower())
            == wording.direction(tag.upper())
        )
        language = re.match(r"[a-z]{2,3}(?=-|$)", tag, re.IGNORECASE)
        if language:
            assert "rtl" == wording.direction(f"{language[0]}-Hebr")
            assert "ltr" == wording.direction(f"{language[0]}-Cyrl")


class TestSpeaks:
    """Which languages need no words about it."""

    @pytest.mark.parametrize("lang", ["en", "EN", "en-GB", "en-Latn-US", "en-x-pirate"])
    def test_own(self, lang: str) -> None:
        """The language of the words, wherever it is spoken."""
        assert wording.speaks(lang)
        assert {} == wording.foreign(lang)

    @pytest.mark.parametrize("lang", ["fr", "enm", "ar", "und", "x-en", "en-Arab", "en-Shaw"])
    def test_foreign(self, lang: str) -> None:
        """Another language, and another script, have English words, which say so."""
        assert not wording.speaks(lang)
        assert {"lang": "en", "dir": "ltr"} == wording.foreign(lang)

    def test_a_language_is_one_entry(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """A language that is added is spoken: nothing is marked, and nothing noted."""
        monkeypatch.setitem(wording.LANGUAGES, "fr", wording.LANGUAGES["en"])

        assert wording.speaks("fr-CA")
        assert "Sources" == Phrases("fr").say("sources")
        assert [] == _notes("fr")

    def test_words_among_others_of_their_direction(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """A language written in two scripts is spoken in one of them."""
        monkeypatch.setitem(wording.LANGUAGES, "az", wording.LANGUAGES["en"])

        assert {} == wording.foreign("az")
        assert {"lang": "az", "dir": "ltr"} == wording.foreign("az-Arab")


class TestNote:
    """The author is told, as of no fault."""

    @pytest.mark.parametrize("lang", ["fr", "ar", "zh-Hant", "en-Arab"])
    def test_unspoken(self, lang: str) -> None:
        """At the language, and however strict; the timeline is read."""
        faults = reader.read_text(_file(lang))[1].as_errors()

        assert [("language-unspoken", Severity.NOTE, 3, 8)] == [
            (fault.code, fault.severity, fault.place.line, fault.place.column)
            for fault in faults
            if fault.place
        ]
        assert [] == faults.errors == faults.warnings

    @pytest.mark.parametrize(
        ("options", "told"),
        [
            ([], 'events.toml:3:8: note: timeline: lang "fr": '),
            (["--strict"], "events.toml: 1 event in 1 lane, no faults"),
            (["--format", "github"], "::notice file=events.toml,line=3,col=8::"),
            (["--format", "json"], '"severity": "note"'),
        ],
    )
    def test_no_command_fails_of_it(
        self, options: list[str], told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """It is told as any fault is, in every form, and the file is good."""
        monkeypatch.chdir(tmp_path)
        Path("events.toml").write_text(_file("fr"), "utf-8")
        result = CliRunner().invoke(main, ["validate", *options])

        assert 0 == result.exit_code
        assert told in result.stdout

    @pytest.mark.parametrize("lang", ["en", "en-GB"])
    def test_spoken(self, lang: str) -> None:
        """Of a language that is spoken there is nothing to say."""
        assert [] == _notes(lang)


def _file(lang: str) -> str:
    return made.toml([{"date": '"1950"'}], head=f'lang = "{lang}"')


def _notes(lang: str) -> list[str]:
    return [fault.code for fault in reader.read_text(_file(lang))[1]]


# What stands in pages: the author's texts are in letters that the product's never are, so a
# look at the letters of any text says whose it is.

_WORD = "الحرب"
_THEIRS = re.compile("[\u0600-\u06ff]")
_OURS = re.compile("[A-Za-z]|[0-9]{4}")
_PLAIN = re.compile(r"^(SVG|PNG|TOML|CC BY 4\.0|Ctrl /)$")  # names of files and keys, not words


def everything(lang: str) -> Timeline:
    """A timeline in which every place of a page is taken, in Arabic letters alone."""
    events = [
        {
            "id": f'"e{number}"',
            "title": f'"{_WORD} {number}"',
            "date": f'"{date}"',
            "date_text": f'"{_WORD}"',
            "date_note": f'"{_WORD}"',
            "note": f'"{_WORD}"',
            "text": f'"{_WORD}"',
            "lane": f'"l{number % 2}"',
            "tags": f'["t{number % 14}"]',
            "see": '["e1"]',
            "links": f'[{{ url = "https://a.example", title = "{_WORD}" }}]',
            "figures": f'[{{ what = "{_WORD}", low = 70, high = 80, unit = "{_WORD}", who = "{_WORD}" }},'
            f' {{ what = "{_WORD}", value = 5, about = true, unit = "%" }}]',
            "accounts": f'[{{ date = "1900-05-14", note = "{_WORD}", sources = ["s"] }}]',
            "sources": f'[{{ id = "s", locator = "{_WORD} {number % 3}", quote = "{_WORD}" }}]',
        }
        for number, date in enumerate(
            [
                *("1948-05-14", "1967-06-05/1967-06-10", "1999~", "[1952..1959]", "/1984", "196X"),
                *(f"{1900 + n}-05-{n % 28 + 1:02}" for n in range(70)),
            ]
        )
    ]
    head = (
        f'lang = "{lang}"\ndescription = "{_WORD}"\nauthor = "{_WORD}"\nlicence = "CC BY 4.0"\n'
        "updated = 1948-05-14"
    )
    tail = "\n".join(
        [f'[[tags]]\nid = "t{number}"\ntitle = "{_WORD} {number}"' for number in range(14)]
        + [f'[[lanes]]\nid = "l{number}"\ntitle = "{_WORD} {number}"' for number in range(2)]
        + [f'[[periods]]\nid = "p"\ntitle = "{_WORD}"\ndate = "1945/1950~"']
    )
    text = made.toml(events, head=head, tail=tail)
    source = (
        f'title = "{_WORD}"\nauthor = "{_WORD}"\npublisher = "{_WORD}"\ndate = "1948-05-14"\n'
        'url = "https://a.example"\narchived = "https://b.example"\naccessed = 2020-05-14\n'
        'licence = "CC BY 4.0"'
    )
    text = text.replace('title = "A source"', source).replace("Made for a test", _WORD)
    return reader.read_text(text)[0]


@dataclass
class _Said(HTMLParser):
    """Every text that is read or shown, with the language and direction it is in."""

    found: list[tuple[str, str, str, str]] = field(default_factory=list)  # where, text, lang, dir
    open: list[tuple[str, dict[str, str | None]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Also of what is never closed."""
        self.open.append((tag, dict(attrs)))
        for name in ("aria-label", "title", "placeholder", "alt", "data-most"):
            if text := dict(attrs).get(name):
                self._say(f"{tag}@{name}", text)
        if tag == "meta" and dict(attrs).get("property") == "og:image:alt":
            self._say("meta", dict(attrs)["content"] or "")
        if tag in _VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        """Close the last of its name."""
        if tag in _VOID:
            return
        while self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        """A text, but for code and data."""
        tags = [tag for tag, _ in self.open]
        if data.strip() and not {"script", "style", "code"} & set(tags):
            self._say("/".join(tags[-3:]), data.strip())

    def _say(self, where: str, text: str) -> None:
        self.found.append((where, text, self._nearest("lang"), self._nearest("dir")))

    def _nearest(self, name: str) -> str:
        return next((attrs[name] or "" for _, attrs in reversed(self.open) if attrs.get(name)), "")


_VOID = {"meta", "link", "br", "input", "circle", "path", "rect", "line", "stop"}


def _said(html: str) -> Iterator[tuple[str, str, str, str]]:
    parser = _Said()
    parser.feed(html)
    yield from parser.found


@pytest.fixture(scope="module")
def pages() -> dict[str, dict[str, bytes]]:
    """The sites of that timeline, by language."""
    return {lang: site.build(Edition(everything(lang))).files for lang in ("ar", "fr", "en")}


def _texts(pages: Mapping[str, Mapping[str, bytes]], lang: str) -> list[tuple[str, str, str, str]]:
    names = ("index.html", "embed.html")
    html = [pages[lang][name].decode() for name in names] + [_inline(lang)]
    return [said for text in html for said in _said(text)]


def _inline(lang: str) -> str:
    from timeline.drawing.pictures import draw
    from timeline.layout.layout import MEDIUM, layout
    from timeline.pages.embed import inline

    timeline = everything(lang)
    return inline(timeline, draw(timeline, layout(timeline, MEDIUM, 800)))


# Where the words of both stand in one plain text, which can be in but one language.
_LICENCE = re.compile(r"\(\W*CC BY 4\.0\W*\)")  # of a work, by its name
_MIXED = ("title", "a@aria-label", "meta", "button@aria-label")


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["ar", "fr"])
def test_words_say_their_language(pages: dict[str, dict[str, bytes]], lang: str) -> None:
    """Headings, buttons, names, dates, numbers, the chart's: English, and from left to right."""
    theirs = [
        (where, text)
        for where, text, said, _ in _texts(pages, lang)
        if _THEIRS.search(text) and not _OURS.search(text) and said != lang
    ]
    ours = [
        (where, text)
        for where, text, said, direction in _texts(pages, lang)
        if _OURS.search(text) and not _THEIRS.search(text) and not _PLAIN.match(text)
        if said != "en"
        or (direction != "ltr" and "@" not in where and "svg" not in where and "/g/" not in where)
    ]
    mixed = {
        where
        for where, text, _, _ in _texts(pages, lang)
        if _OURS.search(_LICENCE.sub("", text))
        and _THEIRS.search(text)
        and not where.endswith(_MIXED)
    }

    assert [] == theirs
    assert [] == ours
    assert set() == mixed
    assert len([1 for _, _, said, _ in _texts(pages, lang) if said == "en"]) > 300


@pytest.mark.slow
def test_a_page_in_the_words_language_says_it_once(pages: dict[str, dict[str, bytes]]) -> None:
    """Nothing is marked where there is nothing to tell apart."""
    for name in ("index.html", "embed.html"):
        html = pages["en"][name].decode()
        html = re.sub(r"<script.*?</script>", "", html, flags=re.DOTALL)

        assert 1 == len(re.findall(r"\blang=", html))
        assert 'dir="ltr"' not in html.replace('<html lang="en" dir="ltr">', "").replace(
            '<code id="_embed" dir="ltr">', ""
        )


def test_the_chart_says_its_language() -> None:
    """In an SVG of its own too: the axis, the key and what it says of itself are English."""
    from timeline.drawing.pictures import draw
    from timeline.layout.layout import layout

    timeline = everything("he")
    tree = draw(timeline, layout(timeline, 1160, 400)).tree
    said = {
        text: lang
        for element, lang in _by_language(tree, "")
        if (text := wording.bare(element.text or "").strip()) and not element.tag.endswith("title")
    }

    assert "ltr" == tree.get("direction")
    assert {"en"} == {lang for text, lang in said.items() if _OURS.search(text)}
    assert {""} == {lang for text, lang in said.items() if _THEIRS.search(text)}
    assert any(text.startswith("Timeline of 76 events") for text in said)


def _by_language(element: Element, lang: str) -> Iterator[tuple[Element, str]]:
    lang = element.get("lang", lang)
    yield element, lang
    for child in element:
        yield from _by_language(child, lang)


def test_plain_words_stand_apart() -> None:
    """Where there are no elements, isolates hold dates and titles together, one by one."""
    timeline = made.timeline(
        [
            {"date": '"1948-05-14"', "title": '"מלחמה (א)"'},
            {"date": '"1950"', "title": '"English (b)"'},
        ],
        head='lang = "he"',
    )

    markdown = as_markdown(timeline, BESIDE, "timeline.png", listed=True).splitlines()
    wikitext = as_wikitext(timeline, None).splitlines()

    assert "- **\u206814 May 1948\u2069**: [\u2068מלחמה (א)\u2069](index.html#e0)" == markdown[2]
    assert "- **\u20681950\u2069**: [\u2068English (b)\u2069](index.html#e1)" == markdown[3]
    date = '<span lang="en" dir="ltr">14 May 1948</span>'
    assert f"* '''{date}''': \u2068מלחמה (א)\u2069." == wikitext[0].split("<ref")[0]


@pytest.mark.parametrize("sheet", sorted(path.name for path in (ROOT / "templates").glob("*.css")))
def test_style_sheets_know_no_left_nor_right(sheet: str) -> None:
    """What lies along a line goes by the direction of the page; time's own marks go by the chart."""
    text = re.sub(
        r"/\*.*?\*/", "", (ROOT / "templates" / sheet).read_text("utf-8"), flags=re.DOTALL
    )
    declared = re.findall(r"[{;\s]([a-z-]+):\s*([^;{}]*)", text)

    assert [] == [
        (name, value)
        for name, value in declared
        if re.search(r"(^|-)(left|right)(-|$)", name)
        or (name in {"float", "clear", "text-align"} and re.search("left|right", value))
        or _is_lopsided(name, value)
        if (sheet, name, value) not in _PHYSICAL
    ]


_SIDES = {"margin", "padding", "inset", "border-width", "border-style", "border-color"}
_PHYSICAL = {
    # The hook of a check mark, which Arabic and Hebrew do not turn either; and one that points down.
    ("find.css", "border-width", "0 2px 2px 0"),
    ("find.css", "border-width", "0 1.5px 1.5px 0"),
    # A field runs as what is typed into it does, from left to right while that is nothing.
    ("find.css", "text-align", "right"),
    # Its lens is at the page's side, whichever way what is typed runs.
    ("find.css", "padding", "0 .4rem 0 1.9rem"),
    ("find.css", "padding", "0 1.9rem 0 .4rem"),
}


def _is_lopsided(name: str, value: str) -> bool:
    """Whether a shorthand of four sides has another value at the left than at the right."""
    sides = re.sub(r"\([^()]*\)", "()", value).split()
    return name in _SIDES and len(sides) == 4 and sides[1] != sides[3]
