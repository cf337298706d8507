"""The page's script as modules: each loads alone, and all of them join into one."""

from __future__ import annotations

import json
import random
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from support.browser import Tabs

from timeline import wording
from timeline.edtf import civil, day_number
from timeline.pages import bundle
from timeline.pages.templates import own_templates

FOLDER = own_templates() / "script"
ADDRESS = "http://script.test/"
_DECLARED = re.compile(
    r"^(?:export )?(?:async )?(?:function\*?|class|const|let|var) (?:(\w+)|[{\[]([^=]*)[}\]] =)",
    re.MULTILINE,
)


def source(name: str) -> str:
    return (FOLDER / f"{name}.js").read_text("utf-8")


@pytest.fixture(scope="module")
def empty_page(lent: Tabs) -> Iterator[Any]:
    """A page with nothing in it, at an address from which the modules load."""

    def serve(route: Any) -> None:
        path = FOLDER / route.request.url.removeprefix(ADDRESS).partition("?")[0]
        if path.suffix == ".js":
            route.fulfill(body=path.read_text("utf-8"), content_type="text/javascript")
        else:
            route.fulfill(body="<!doctype html><title>empty</title>", content_type="text/html")

    with lent.borrowing():
        page = lent.lend(timezone_id="America/St_Johns")
        page.route("**/*", serve)
        page.goto(ADDRESS)
        yield page


@pytest.fixture
def call(empty_page: Any) -> Callable[..., Any]:
    """Calls an exported function of a module, once for each of the lists of arguments."""

    def each(module: str, function: str, *calls: list[Any]) -> list[Any]:
        return empty_page.evaluate(
            "async ([module, name, calls]) => {"
            " const found = (await import(`/${module}.js`))[name];"
            " return calls.map((values) => found(...values)); }",
            [module, function, list(calls)],
        )

    return each


# Words

_WORDS = """async ([words, texts]) => {
  const data = document.createElement('script');
  data.type = 'application/json';
  data.id = '_words';
  data.textContent = JSON.stringify(words);
  document.head.append(data);
  const { isolated } = await import('/words.js?isolated');
  return texts.map((text) => isolated(text));
}"""


@pytest.mark.browser
def test_isolated_as_in_python(empty_page: Any) -> None:
    """The script isolates what Python isolates, and nothing else."""
    texts = [
        "Baghdad",
        "\u05d9\u05e8\u05d5\u05e9\u05dc\u05d9\u05dd",
        "Al-\u0642\u062f\u0633",
        "\u200f1948",
        "\U0001e900",
        "\U00010900",
        "日本",
        "",
    ]
    found = empty_page.evaluate(_WORDS, [wording.script_words("en"), texts])

    assert [wording.isolated(text) for text in texts] == found
    assert texts != found


_BORDERS = (-10_001, -9_990, -1, 0, 1, 2, 998, 1_002, 9_990, 10_002, 12_000)


@pytest.mark.browser
def test_ticks_are_worded_as_in_python(call: Callable[..., Any]) -> None:
    """Every year that a still chart may have at a tick is worded alike, and so are its months and days."""
    rules = {"eraUntil": wording.ERA_UNTIL, "groupedFrom": wording.GROUPED_FROM}
    formats = wording.tick_formats("en")
    days = [
        (unit, year, *parts)
        for year in range(-10_001, 12_001)
        for unit, parts in (("year", (1, 1)), ("month", (3, 1)), ("day", (3, 31)))
        if unit == "year" or year in _BORDERS
    ]
    expected = [
        wording.tick_words(
            year, month if unit != "year" else None, day if unit == "day" else None, "en"
        )
        for unit, year, month, day in days
    ]
    found = call(
        "ticks",
        "tickWords",
        *([day_number(*date), unit, rules, formats] for unit, *date in days),
    )

    assert expected == found
    assert {"10,000 CE", "9999", "999 CE", "1 BCE", "Mar 10,002 CE"} <= {*found}


# Joining


def test_names_are_unique() -> None:
    """No two modules declare the same name at their top level: joined, they share one scope."""
    names = Counter(
        name
        for path in FOLDER.glob("*.js")
        for one, several in _DECLARED.findall(path.read_text("utf-8"))
        for name in ([one] if one else re.findall(r"\w+(?=\s*(?:[,=]|$))", several))
    )

    assert "foldWithPlaces" in names
    assert [] == [name for name, count in names.items() if count > 1]


def test_every_module_is_joined_once() -> None:
    """The page's script holds each module after those it imports, and no trace of modules."""
    script = bundle.joined("main", source)

    assert script.index("function readAddress") < script.index("function startState")
    assert script.index("function startState") < script.rindex("startState();")
    assert 1 == script.count("function fold(")
    assert not re.search(r"^\s*(import|export)\b", script, re.MULTILINE)


@pytest.mark.parametrize(
    ("modules", "message"),
    [
        pytest.param(
            {
                "main": "import { a } from './one.js';\n",
                "one": "import { b } from './two.js';\n",
                "two": "import { a } from './one.js';\n",
            },
            "modules import each other in a ring: main, one, two, one",
            id="ring",
        ),
        pytest.param(
            {"main": "import { a } from './main.js';\n"},
            "modules import each other in a ring: main, main",
            id="itself",
        ),
        pytest.param(
            {"main": "const end = '</script>';\n"},
            "main: a script in a page may hold neither </ nor <!--",
            id="end of the element",
        ),
        pytest.param(
            {"main": "import { a } from './one.js';\n", "one": "const start = '<!--';\n"},
            "main: a script in a page may hold neither </ nor <!--",
            id="comment of the page",
        ),
    ],
)
def test_joining_refuses(modules: dict[str, str], message: str) -> None:
    """Modules in a ring are refused, and so is what would end the script's element."""
    with pytest.raises(ValueError, match=r".") as caught:
        bundle.joined("main", modules.__getitem__)
    assert message == str(caught.value)


def test_comments_may_hold_what_code_may_not() -> None:
    """Comments are left out, and with them what they say of elements."""
    text = "// of <b></b>\n/** and\n * <!-- that --> */\nconst a = 1; // one\n"

    assert "(() => {\n'use strict';\nconst a = 1; // one\n})();\n" == bundle.joined(
        "main", lambda name: text
    )


def test_only_known_features() -> None:
    """Nothing is compiled at run time, and nothing is fetched or stored."""
    script = bundle.joined("main", source)

    assert not re.search(r"\b(eval|new Function|fetch|XMLHttpRequest|localStorage)\b", script)


# Instants as text


DAY = 86_400_000
DATES = [
    (1970, 1, 1),
    (1969, 12, 31),
    (2000, 2, 29),
    (1900, 3, 1),
    (1, 1, 1),
    (0, 12, 31),
    (0, 2, 29),
    (-1, 12, 31),
    (-4712, 1, 1),
    (12000, 1, 1),
    (-400000, 3, 1),
    (999_999_999, 12, 31),
]


@pytest.mark.browser
def test_days(call: Callable[..., Any]) -> None:
    """Days are numbered from 1970 by the proleptic Gregorian calendar, in every year."""
    numbers = [day_number(*date) for date in DATES]

    assert (0, 11016, -719162) == (numbers[0], numbers[2], numbers[4])
    assert numbers == call("civil", "dayNumber", *[list(date) for date in DATES])
    numbers += range(-800_000, 20_000, 97)
    assert [list(civil(number)) for number in numbers] == call(
        "civil", "civilDay", *[[number] for number in numbers]
    )


def ms(*date: int) -> int:
    return day_number(*date) * DAY


@pytest.mark.browser
@pytest.mark.parametrize(
    ("text", "window"),
    [
        ("1970/1990", [ms(1970, 1, 1), ms(1991, 1, 1)]),
        ("1975", [ms(1975, 1, 1), ms(1976, 1, 1)]),
        ("1970-03/1970-12", [ms(1970, 3, 1), ms(1971, 1, 1)]),
        ("1971-02", [ms(1971, 2, 1), ms(1971, 3, 1)]),
        ("1953-03-02/1959-12-31", [ms(1953, 3, 2), ms(1960, 1, 1)]),
        ("1970-03-31", [ms(1970, 3, 31), ms(1970, 4, 1)]),
        ("1970-03-31/1970-04-30", [ms(1970, 3, 31), ms(1970, 5, 1)]),
        ("-0043-03-15/-0043-08-19", [ms(-43, 3, 15), ms(-43, 8, 20)]),
        ("-0043/0014", [ms(-43, 1, 1), ms(15, 1, 1)]),
        ("0000", [ms(0, 1, 1), ms(1, 1, 1)]),
        ("12000-01", [ms(12000, 1, 1), ms(12000, 2, 1)]),
        ("-400000/1969", [ms(-400000, 1, 1), 0]),
        ("1970-01-01T06:00/1970-01-02T18:30", [DAY // 4, DAY + 18 * 3_600_000 + 1_800_000]),
        ("1970-01-01T06:00/1970-01-02T00:00", [DAY // 4, DAY]),
        ("1969-12-31T23:59:30/1969-12-31T23:59:50", [-30_000, -10_000]),
        ("1970-01-01T00:00:00.250/1970-01-01T00:00:00.750", [250, 750]),
    ],
)
def test_windows(call: Callable[..., Any], text: str, window: list[int]) -> None:
    """A window is written as dates, finer if it is short, all of the last in it; and read as the same."""
    assert [window] == call("civil", "readWindow", [text])
    assert [text] == call("civil", "windowText", [window])


@pytest.mark.browser
@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("1970-01-01/1979-12-31", "1970/1979"),
        ("1950-03-01/1960-01-31", "1950-03/1960-01"),
        ("Y12000/Y12000", "12000"),
        ("Y-12000-03", "-12000-03"),
        ("1970/1970-12", "1970"),
        ("1970-01-01T00:00/1971-06", "1970-01/1971-06"),
        ("1970-03-31/1970-04", "1970-03-31/1970-04-30"),
        ("1970/..", "1970/.."),
        ("../1990-03-31", "../1990-03"),
        ("../..", ".."),
    ],
)
def test_windows_in_other_words(call: Callable[..., Any], text: str, short: str) -> None:
    """However a window is put, a link to it is short, and shows the same."""
    (window,) = call("civil", "readWindow", [text])
    (written,) = call("civil", "windowText", [window])

    assert short == written
    assert [window] == call("civil", "readWindow", [written])


@pytest.mark.browser
def test_windows_round_trip(call: Callable[..., Any]) -> None:
    """A window of any length comes back within an eighth of it, and then stays as it is."""
    chance = random.Random(7)
    windows = []
    for _ in range(2000):
        start = round(chance.uniform(-1, 1) * 10 ** chance.uniform(3, 15))
        windows.append([start, start + 1 + round(10 ** chance.uniform(0, 14))])
    texts = call("civil", "windowText", *[[window] for window in windows])
    read = call("civil", "readWindow", *[[text] for text in texts])

    for window, again in zip(windows, read, strict=True):
        length = window[1] - window[0]
        assert all(abs(a - b) <= length / 8 for a, b in zip(window, again, strict=True))
    assert texts == call("civil", "windowText", *[[window] for window in read])


@pytest.mark.browser
@pytest.mark.parametrize(
    "text",
    [
        "",
        "1950-03-01/",
        "/1950",
        "1960-01-01/1950-03-01",
        "1950-03-01T06:00",
        "1950-03-01T06:00/1950-03-01T06:00",
        "1950-02-29/1960-01-01",
        "1950-13-01/1960-01-01",
        "1950-00-01/1960-01-01",
        "950-01-01/1960-01-01",
        "195X/1960",
        "1950-/1960",
        "1960/1950",
        "Y1950/1960",
        "../1950/1960",
        "1970..1990",
        "1950-03-01T24:00/1960-01-01",
        "1950-03-01T6/1960-01-01",
        "1950-03-01/1960-01-01/1970-01-01",
        "١٩٥٠-٠٣-٠١/1960-01-01",
        "NaN/Infinity",
    ],
)
def test_no_windows(call: Callable[..., Any], text: str) -> None:
    """What is not a window, from an earlier day to a later, is none."""
    assert [None] == call("civil", "readWindow", [text])


# Folded letters


@pytest.mark.browser
@pytest.mark.parametrize(
    ("text", "folded"),
    [
        pytest.param("Zürich, ÉTÉ", "zurich, ete", id="accents and case"),
        pytest.param("e\u0301te\u0301", "ete", id="accents apart"),
        pytest.param("Straße STRASSE ẞ", "strasse strasse ss", id="sharp s"),
        pytest.param("Łódź Ørsted Æsir Œuvre Þór", "lodz orsted aesir oeuvre thor", id="letters"),
        pytest.param("İstanbul ISPARTA ısı", "istanbul isparta isi", id="Turkish i"),
        pytest.param("ΟΔΥΣΣΕΎΣ οδυσσεύς", "οδυσσευσ οδυσσευσ", id="final sigma"),
        pytest.param("Ёлка Йод", "елка иод", id="Cyrillic"),
        pytest.param("ﬁn ½ ² Ⅳ", "fin 1⁄2 2 iv", id="compatible forms"),
        pytest.param("ＡＢＣ １２３　テスト", "abc 123 テスト", id="full width"),
        pytest.param("ｶﾞ が か", "カ\u3099 カ\u3099 カ", id="kana, voiced apart"),
        pytest.param("שָׁלוֹם מלך", "שלומ מלכ", id="Hebrew"),
        pytest.param("مُحَمَّد أحمد إلى مكتبة", "محمد احمد الي مكتبه", id="Arabic"),
        pytest.param("می\u200cخواهم کتاب", "ميخواهم كتاب", id="Persian"),
        pytest.param("की कि", "की कि", id="vowel signs are letters"),
        pytest.param("don’t “quote” 1959–1979", 'dont "quote" 1959 1979', id="punctuation"),
        pytest.param("Kim Jong-un – a‑b \u2014\t- c", "kim jong un a b c", id="dashes are blanks"),
        pytest.param("soft\u00adhy\u200bphen", "softhyphen", id="unseen"),
        pytest.param(" a \n\t b\u00a0c ", " a b c ", id="blanks"),
    ],
)
def test_folding(call: Callable[..., Any], text: str, folded: str) -> None:
    """Ways to write the same word fold to one."""
    assert [folded] == call("fold", "fold", [text])


@pytest.mark.browser
@pytest.mark.parametrize(
    "alike",
    [
        pytest.param(["ナンキン", "なんきん", "ﾅﾝｷﾝ"], id="kana"),
        pytest.param(["キヤノン", "キャノン", "きゃのん", "ｷｬﾉﾝ"], id="small kana"),
        pytest.param(["ヴァイオリン", "ゔぁいおりん", "う\u3099ぁいおりん"], id="voiced kana"),
        pytest.param(["金子みすゞ", "金子みすず", "金子ミスズ"], id="repeated"),
        pytest.param(["佐々木", "佐佐木"], id="Han repeated"),
        pytest.param(["キム・ジョンウン", "キムジョンウン", "ｷﾑ･ｼﾞｮﾝｳﾝ"], id="joined names"),
        pytest.param(["क़लम", "क\u093cलम", "कलम"], id="nukta"),
        pytest.param(["ফুলকড়ি", "ফুলকড\u09bcি", "ফুলকডি"], id="Bengali nukta"),
        pytest.param(["हँसी", "हंसी"], id="Hindi nasals"),
        pytest.param(["ਸ਼ਹਿਰ", "ਸਹਿਰ"], id="Gurmukhi nukta"),
        pytest.param(["أحمد", "احمد", "إحمد", "آحمد", "ٱحمد", "أَحْمَد", "احـــمد"], id="alif"),
        pytest.param(["على", "علي", "علی"], id="yeh"),
        pytest.param(["مكتبة", "مكتبه", "مکتبہ"], id="heh"),
        pytest.param(["שלום", "שָׁלוֹם", "שלומ"], id="Hebrew finals and points"),
        pytest.param(["צה״ל", 'צה"ל'], id="gershayim"),
        pytest.param(["תל־אביב", "תל אביב", "תל-אביב"], id="maqaf"),
        pytest.param(["น้ำ", "น\u0e4d\u0e49า", "น\u0e49\u0e4dา"], id="Thai am"),
        pytest.param(["ນ້ຳ", "ນ\u0ecd\u0ec9າ"], id="Lao am"),
        pytest.param(["แม่", "เเม่"], id="Thai ae of two"),
        pytest.param(["한글", "\u1112\u1161\u11ab\u1100\u1173\u11af", "ㅎㅏㄴㄱㅡㄹ"], id="Hangul"),
        pytest.param(["ഫോൺ", "ഫോണ്\u200d"], id="Malayalam chillu"),
        pytest.param(["Việt Nam", "Vie\u0302\u0323t Nam", "viet nam"], id="Vietnamese"),
        pytest.param(["ǅungla", "džungla", "dzungla"], id="digraphs of one letter"),
        pytest.param(["Hawaiʻi", "Hawai’i", "Hawaii"], id="okina"),
        pytest.param(["Muʿāwiya", "Mu'awiya", "Muawiya"], id="ayn"),
        pytest.param(["COL·LECCIÓ", "colleccio"], id="middle dot"),
    ],
)  # fmt: skip
def test_written_alike(call: Callable[..., Any], alike: list[str]) -> None:
    """What readers type for a word is the word, in whatever way either is written."""
    folded = call("fold", "fold", *[[text] for text in alike])

    assert {folded[0]} == set(folded)


@pytest.mark.browser
@pytest.mark.parametrize(
    "apart",
    [
        pytest.param(["ビル", "ビール", "ヒル", "ピル"], id="long and voiced kana"),
        pytest.param(["कि", "की", "क"], id="vowel signs"),
        pytest.param(["一", "1"], id="Han numerals"),
        pytest.param(["国", "國"], id="Han old and new"),
        pytest.param(["가", "각", "갂"], id="Hangul ends"),
        pytest.param(["มา", "ม้า"], id="tones"),
    ],
)
def test_not_written_alike(call: Callable[..., Any], apart: list[str]) -> None:
    """What readers tell apart stays apart."""
    folded = call("fold", "fold", *[[text] for text in apart])

    assert len(apart) == len(set(folded))


@pytest.mark.browser
def test_every_digit_is_a_digit(call: Callable[..., Any]) -> None:
    """A year is found in the digits of any script: those that Unicode writes numbers in."""
    digits = [
        chr(code) for code in range(sys.maxunicode) if unicodedata.category(chr(code)) == "Nd"
    ]
    folded = call("fold", "fold", *[[each] for each in digits])

    assert len(digits) > 600
    assert [str(unicodedata.digit(each)) for each in digits] == folded


@pytest.mark.browser
def test_every_nukta_is_left_out(call: Callable[..., Any]) -> None:
    """Unicode names the dots of its scripts by their class, and so does the script."""
    dots = [c for c in map(chr, range(sys.maxunicode)) if unicodedata.combining(c) == 7]

    assert len(dots) > 20
    assert {""} == set(call("fold", "fold", *[[each] for each in dots]))


@pytest.mark.browser
def test_folding_keeps_places(call: Callable[..., Any]) -> None:
    """Both ways to fold say the same, and each letter knows where it comes from."""
    chance = random.Random(3)
    letters = [
        *"aßﬁİéﬃ \n\u00a0\u3000-–\u2011",
        *"e\u0301\u0327\u00ad한국か\u3099ｶﾞ",
        *"שׁمحمّ\U0001f600\U0001d4d0",
        "\ud800",
    ]
    texts = ["".join(chance.choices(letters, k=chance.randrange(12))) for _ in range(3000)]
    texts += [chr(chance.randrange(0x20, 0x2FFFF)) for _ in range(3000)]
    texts = [text for text in texts if not re.search("[\ud800-\udfff]", text)]
    told = call("fold", "foldWithPlaces", *[[text] for text in texts])

    assert [one["text"] for one in told] == call("fold", "fold", *[[text] for text in texts])
    for text, one in zip(texts, told, strict=True):
        units = len(text.encode("utf-16-le")) // 2
        assert len(one["starts"]) == len(one["text"].encode("utf-16-le", "surrogatepass")) // 2 + 1
        assert one["starts"] == sorted(one["starts"])
        assert units == one["starts"][-1]


@pytest.mark.browser
@pytest.mark.parametrize(
    ("text", "query", "found"),
    [
        pytest.param("Die Straße, STRASSE", "strasse", ["Straße", "STRASSE"], id="longer folded"),
        pytest.param("Straße", "s", ["S", "ß"], id="half a letter marks it whole"),
        pytest.param("Cafe\u0301 cafés", "cafe", ["Cafe\u0301", "café"], id="marks go along"),
        pytest.param("soft\u00adhyphen", "softhyphen", ["soft\u00adhyphen"], id="unseen inside"),
        pytest.param("one  two\nthree", "one two three", [], id="words are sought one by one"),
        pytest.param("one  two\nthree", '"one two three"', ["one  two\nthree"], id="phrase"),
        pytest.param("한국", "하", ["한"], id="Korean, as it is typed"),
        pytest.param("日本人妻", "本人", ["本人"], id="Japanese"),
        pytest.param("كتابُ مُحَمَّدٍ", "محمد", ["مُحَمَّدٍ"], id="Arabic"),
        pytest.param("😀 smile 😀", "smile", ["smile"], id="beyond the first plane"),
        pytest.param("aaaa", "aa", ["aa", "aa"], id="side by side"),
        pytest.param("Kim Jong Un, Jong-un", "jong-un", ["Jong Un", "Jong-un"], id="hyphen"),
        pytest.param("1950 – 53, 1950–53.", '"1950 53"', ["1950 – 53", "1950–53"], id="dash"),
        pytest.param("Jong-un", "jong", ["Jong"], id="up to a hyphen"),
    ],
)
def test_places(empty_page: Any, text: str, query: str, found: list[str]) -> None:
    """What is marked is what was written, whole characters of it."""
    script = """async ([text, query]) => {
      const { foldWithPlaces, placesOf, termsOf } = await import('/fold.js');
      const terms = termsOf(query);
      if (terms.length > 1) return [];
      return placesOf(terms[0], foldWithPlaces(text)).map(([from, to]) => text.slice(from, to));
    }"""

    assert found == empty_page.evaluate(script, [text, query])


@pytest.mark.browser
@pytest.mark.parametrize(
    ("query", "terms"),
    [
        ("", []),
        ("  ", []),
        ('"', []),
        ('" "', []),
        ("Kim Jong", ["kim", "jong"]),
        ("kim KIM", ["kim"]),
        ('"Kim Jong" un', ["kim jong", "un"]),
        ("Kim Jong-un", ["kim", "jong un"]),
        ("Flight–351 – -un", ["flight 351", "un"]),
        ("“Kim  Jong” un", ["kim jong", "un"]),
        ('un "kim jo', ["un", "kim jo"]),
        ('a"b c"d', ["a", "b c", "d"]),
        ("日本　朝鮮", ["日本", "朝鮮"]),
    ],
)
def test_terms(call: Callable[..., Any], query: str, terms: list[str]) -> None:
    """A query is words, and phrases in quotes, the last of which may still be open."""
    assert [terms] == call("fold", "termsOf", [query])


# The address


_READ = """async ([search, hash]) => {
  const { readAddress } = await import('/address.js');
  const known = {
    lanes: new Set(['a', 'b', '']), tags: new Set(['x', '日本']),
    eventAt: (fragment) => ({ e: 'e', old: 'e', été: 'été' })[fragment] ?? '',
  };
  return readAddress({ search, hash }, known);
}"""
NOTHING: dict[str, Any] = {"query": "", "lanes": [], "tags": [], "window": None, "event": ""}


@pytest.mark.browser
@pytest.mark.parametrize(
    ("search", "fragment", "expected"),
    [
        pytest.param("", "", {}, id="nothing"),
        pytest.param("?q=Kim+Jong%20un", "#e", {"query": "Kim Jong un", "event": "e"}, id="query"),
        pytest.param("?lane=b&lane=a&lane=b&lane=zz", "", {"lanes": ["b", "a"]}, id="lanes"),
        pytest.param("?lane=", "", {"lanes": [""]}, id="the lane without a name"),
        pytest.param("?tag=x&tag=%E6%97%A5%E6%9C%AC&tag=y", "", {"tags": ["x", "日本"]}, id="tags"),
        pytest.param("?window=1970/1970-02", "", {"window": [0, 59 * DAY]}, id="window"),
        pytest.param("?window=1970-01-01%2F1969", "", {}, id="broken window"),
        pytest.param("?window=1970-01-01/1970-03-01x&utm=1", "#_note-1", {}, id="of others"),
        pytest.param("?q=%E0%A4%A", "#%E0%A4%A", {"query": "\ufffd%A"}, id="broken text"),
        pytest.param("", "#old", {"event": "e"}, id="former id"),
        pytest.param("", "#%C3%A9t%C3%A9", {"event": "été"}, id="encoded id"),
    ],
)
def test_reading_addresses(
    empty_page: Any, search: str, fragment: str, expected: dict[str, Any]
) -> None:
    """An address holds the whole state; what is unknown or broken in it is left out."""
    assert {**NOTHING, **expected} == empty_page.evaluate(_READ, [search, fragment])


@pytest.mark.browser
@pytest.mark.parametrize(
    ("state", "search", "expected"),
    [
        pytest.param({}, "", "", id="nothing"),
        pytest.param({}, "?q=a&lane=b&tag=c&window=d", "", id="nothing any more"),
        pytest.param({}, "?utm=1&q=a", "?utm=1", id="others stay"),
        pytest.param(
            {
                "query": "Kim & “Jong”",
                "lanes": ["a", "b"],
                "tags": ["x", "日本"],
                "window": [0, DAY],
            },
            "?utm=1",
            "?utm=1&q=Kim+%26+%E2%80%9CJong%E2%80%9D&lane=a&lane=b&tag=x&tag=%E6%97%A5%E6%9C%AC"
            "&window=1970-01-01",
            id="all",
        ),
    ],
)
def test_writing_addresses(
    call: Callable[..., Any], state: dict[str, Any], search: str, expected: str
) -> None:
    """The state is written so that it can be read, and what others put there stays."""
    assert [expected] == call("address", "writeQuery", [{**NOTHING, **state}, search])


@pytest.mark.browser
def test_addresses_round_trip(empty_page: Any, call: Callable[..., Any]) -> None:
    """What is written is read as it was."""
    state = {**NOTHING, "query": "a+b %20?#/:&é", "lanes": ["", "b"], "tags": ["日本"]}
    state["window"] = [-62198755200000, 253402300800000]
    [search] = call("address", "writeQuery", [state, ""])

    assert state == empty_page.evaluate(_READ, [search, ""])
    assert "/" in json.dumps(search)
