"""A text is cut, and its lines end, where readers of its script would do it."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st
from uniseg.linebreak import line_break_boundaries

from timeline import segments
from timeline.layout import metrics
from timeline.messages import shortened as cut_short
from timeline.wording.short import shortened

TEXTS = st.lists(
    st.sampled_from(
        [
            *("a", "é", "e\u0301", " ", " ", "-", "–", "/", ".", "(", ")", "“", "”", "7"),
            *(
                "ب",
                "لا",
                "\u200c",
                "क्ष",
                "कि",
                "ग",
                "ใน",
                "เกิด",
                "การ",
                "ะ",
                "ປະ",
                "ເທດ",
                "ក",
                "ម្ពុ",
            ),
            *(
                "မြန်",
                "မာ",
                "한",
                "ㅎ",
                "日",
                "ー",
                "っ",
                "。",
                "「",
                "」",
                "\u3000",
                "\u00a0",
                "\u200b",
            ),
            *("👩\u200d🔬", "🇫🇷", "👍🏽", "\u200d", "\u0301", "\u00ad", "\u2060", "\ufe0f"),
        ]
    ),
    max_size=20,
).map("".join)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("e\u0301a", "e\u0301|a", id="an-accent"),
        pytest.param("👩\u200d🔬🇫🇷🇩🇪👍🏽", "👩\u200d🔬|🇫🇷|🇩🇪|👍🏽", id="emoji"),
        pytest.param("क्षत्रिय", "क्ष|त्रि|य", id="conjuncts"),
        pytest.param("ক্ষুদ্র", "ক্ষু|দ্র", id="bengali"),
        pytest.param("ശക്തി", "ശ|ക്തി", id="malayalam"),
        pytest.param("เกาะนี้ไทย", "เกาะ|นี้|ไท|ย", id="thai-vowels"),
        pytest.param("ປະເທດ", "ປະ|ເທ|ດ", id="lao-vowels"),
        pytest.param("កម្ពុជា", "ក|ម្ពុ|ជា", id="khmer-letters-below"),
        pytest.param("မြန်မာ", "မြန်|မာ", id="burmese-syllables"),
        pytest.param("하나", "하|나", id="hangul-in-letters"),
        pytest.param("がぎ", "が|ぎ", id="voiced-kana"),
    ],
)
def test_clusters(text: str, expected: str) -> None:
    """What readers take for one letter is never cut apart."""
    assert expected.split("|") == segments.clusters(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("one  two-part 1914-18", "one  |two-|part |1914-18", id="hyphens"),
        pytest.param("two\u2010part non\u2011break", "two\u2010|part |non\u2011break", id="others"),
        pytest.param("2020-01-02 and 3/4", "2020-01-02 |and |3/4", id="numbers"),
        pytest.param("1939–45—then – so", "1939–|45—|then |– |so", id="dashes"),
        pytest.param("http://a.org/b", "http://|a.org/|b", id="address"),
        pytest.param("fin ! et « oui »", "fin ! |et |« oui »", id="french"),
        pytest.param("10\u00a0km a\u2060-\u2060b", "10\u00a0km |a\u2060-\u2060b", id="kept"),
        pytest.param("a\u200bb", "a\u200b|b", id="space-of-no-width"),
        pytest.param("日本が、勝つ。", "日|本|が、|勝|つ。", id="no-stop-begins-a-line"),
        pytest.param("「はい」（株）", "「は|い」|（株）", id="no-bracket-ends-one"),
        pytest.param("ファクシミリーっと", "ファ|ク|シ|ミ|リーっ|と", id="small-kana"),
        pytest.param("他说“你好”。在1949年", "他|说|“你|好”。|在|1949|年", id="chinese-quotes"),
        pytest.param("한국어 문장을", "한국어 |문장을", id="korean-words"),
        pytest.param("สงครามโลกครั้งที่สอง", "สงครามโลก|ครั้ง|ที่|สอง", id="thai-words"),
        pytest.param("ในปี พ.ศ. 2475", "ใน|ปี |พ.ศ. |2475", id="thai-date"),
        pytest.param("ປະເທດລາວ", "ປະ|ເທດ|ລາວ", id="lao-syllables"),
        pytest.param("ព្រះរាជាណាចក្រកម្ពុជា", "ព្រះ|រា|ជា|ណាចក្រកម្ពុ|ជា", id="khmer-syllables"),
        pytest.param("မြန်မာနိုင်ငံ", "မြန်|မာ|နိုင်|ငံ", id="burmese"),
        pytest.param("الحرب (١٩٣٩-١٩٤٥)", "الحرب |(١٩٣٩-١٩٤٥)", id="arabic"),
        pytest.param("गणतंत्र दिवस", "गणतंत्र |दिवस", id="hindi"),
        pytest.param("日\u00ad本", "日\u00ad本", id="soft-hyphen"),
    ],
)
def test_words(text: str, expected: str) -> None:
    """Lines end after spaces, words, syllables or squares, as the script has it."""
    assert tuple(expected.split("|")) == segments.words(text)


@given(TEXTS)
def test_words_are_whole_clusters(text: str) -> None:
    """Nothing is lost, and no word ends within a cluster."""
    clusters, words = segments.clusters(text), segments.words(text)

    assert text == "".join(clusters) == "".join(words)
    assert set(accumulate(map(len, words))) <= set(accumulate(map(len, clusters)))


@given(
    st.text(
        alphabet="aéЖ -\u2010\u2011\u2012–/.,()[]!?%7日本がー「」。、（）ا語\u00a0\u200b\u2060",
        max_size=12,
    )
)
def test_lines_end_where_annex_14_lets_them(text: str) -> None:
    """Another reading of Unicode's rules has an opportunity at each end of ours."""
    ends = set(accumulate(map(len, segments.words(text))))

    assert ends <= set(line_break_boundaries(text))


@given(TEXTS, st.integers(0, 12))
def test_cut(text: str, most: int) -> None:
    """The beginning of a text ends with a cluster, unless that is longer than all that may stay."""
    kept = segments.cut(text, most)

    assert text.startswith(kept)
    assert len(kept) <= most
    assert len(kept) in {0, most, *accumulate(map(len, segments.clusters(text)))}


@pytest.mark.parametrize("shorten", [cut_short, shortened])
@pytest.mark.parametrize(
    ("text", "most", "expected"),
    [
        pytest.param("ab👩\u200d🔬cd", 5, "ab…", id="emoji"),
        pytest.param("กขเกาะ", 5, "กข…", id="thai-vowels"),
        pytest.param("abक्षc", 5, "ab…", id="a-conjunct"),
        pytest.param("abe\u0301cd", 4, "ab…", id="an-accent"),
        pytest.param("ab🇫🇷🇩🇪", 5, "ab🇫🇷…", id="flags"),
    ],
)
def test_what_is_cut_short_keeps_clusters_whole(
    shorten: Callable[[str, int], str], text: str, most: int, expected: str
) -> None:
    """An ellipsis stands for whole clusters, in pictures and messages alike."""
    assert expected == shorten(text, most)


def test_a_thai_text_is_cut_between_words() -> None:
    """A text without spaces is cut after a word of it."""
    assert "สงครามโลกครั้งที่…" == shortened("สงครามโลกครั้งที่สอง", 19)


@given(TEXTS, st.floats(5, 200))
def test_wrapping(text: str, width: float) -> None:
    """Lines are no wider than asked but for a single cluster, and together they are the text."""
    lines = metrics.wrap(text, width, 12)

    assert "".join(text.split()) == "".join("".join(lines).split())
    for line in lines:
        assert metrics.text_width(line, 12) <= width + 1e-6 or len(segments.clusters(line)) == 1


@given(TEXTS, st.floats(5, 200))
def test_lines_are_words_where_words_fit(text: str, width: float) -> None:
    """A line ends within a word only where the word is wider than a line."""
    lines = metrics.wrap(text, width, 12)
    words = segments.words(re.sub(" +", " ", text).strip())

    if all(metrics.text_width(word, 12) <= width for word in words):
        ends = {0, *accumulate(len("".join(word.split())) for word in words)}
        assert set(accumulate(len("".join(line.split())) for line in lines)) <= ends


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("東京で、降伏する。", ["東京で、", "降伏す", "る。"], id="japanese"),
        pytest.param("การปฏิวัติสยาม", ["การ", "ปฏิวัติส", "ยาม"], id="thai"),
        pytest.param("स्वतंत्रता दिवस", ["स्वतंत्रता", "दिवस"], id="hindi"),
        pytest.param("الحرب العالمية", ["الحرب", "العالمية"], id="arabic"),
    ],
)
def test_lines_of_each_script(text: str, expected: list[str]) -> None:
    """Lines of 50 px, in letters of 12."""
    assert expected == list(metrics.wrap(text, 50, 12))


def test_latin_texts_load_no_tables() -> None:
    """What other scripts need is loaded when the first text of theirs comes."""
    code = (
        "import sys; from timeline.layout import metrics;"
        "print(metrics.wrap('Première séance – Ελλάδα, Москва' * 9, 90, 12)[0]);"
        "assert not {'regex', 'budoux'} & set(sys.modules);"
        "from timeline.layout.advances import table; assert not table.cache_info().currsize"
    )

    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("One. Two.", "One.", id="two"),
        pytest.param("One only", "One only", id="no-stop"),
        pytest.param("One only.", "One only.", id="one"),
        pytest.param("What? That!", "What?", id="question"),
        pytest.param("He said “Go!” They went.", "He said “Go!”", id="quoted"),
        pytest.param("(It ended.) Then came more.", "(It ended.)", id="in-brackets"),
        pytest.param("Dr. Smith came. He left.", "Dr. Smith came.", id="title"),
        pytest.param("J. R. Smith came. He left.", "J. R. Smith came.", id="initials"),
        pytest.param("The U.S. Army left. Then", "The U.S. Army left.", id="dots-inside"),
        pytest.param(
            "Built c. 1965 by Co. Ltd. Roe. Gone", "Built c. 1965 by Co. Ltd. Roe.", id="c"
        ),
        pytest.param("It rose 2.5 percent. Then", "It rose 2.5 percent.", id="fraction"),
        pytest.param("So it went ... and on. End", "So it went ... and on.", id="goes-on"),
        pytest.param("At Yahoo! in spring. End", "At Yahoo! in spring.", id="name"),
        pytest.param("Am 14. Mai 1948 kam er. Dann", "Am 14. Mai 1948 kam er.", id="german-day"),
        pytest.param("Il vint (v. p. 3). Puis", "Il vint (v. p. 3).", id="french"),
        pytest.param("It was so in 1945. Then", "It was so in 1945.", id="year"),
        pytest.param("She met Kim Jong Un. Then", "She met Kim Jong Un.", id="short-name"),
        pytest.param("東京で開業した。次に大阪。", "東京で開業した。", id="japanese"),
        pytest.param("他说：“走！”他们走了。", "他说：“走！”", id="chinese"),
        pytest.param("हुआ। फिर", "हुआ।", id="hindi"),
        pytest.param("هل كان؟ نعم.", "هل كان؟", id="arabic"),
        pytest.param("เริ่มต้น แล้วจบ", "เริ่มต้น แล้วจบ", id="thai-has-no-stops"),
        pytest.param("", "", id="empty"),
        pytest.param("...", "...", id="stops-alone"),
    ],
)
def test_first_sentence(text: str, expected: str) -> None:
    """A text is cut where its first sentence surely ends, and nowhere else."""
    assert expected == segments.first_sentence(text)


@given(st.text())
def test_a_first_sentence_is_a_beginning(text: str) -> None:
    """Nothing is changed, and something is left if there was something."""
    start = segments.first_sentence(text)

    assert text.startswith(start)
    assert bool(start) == bool(text)
    assert text == "".join(segments.sentences(text))


@pytest.mark.parametrize(
    "text", ["A. " * 100_000, "a" * 300_000 + ". ", "? a " * 100_000, "." * 300_000]
)
def test_a_long_text_without_an_end(text: str) -> None:
    """However long it is, each sign is looked at a few times at most: this takes no minutes."""
    assert text.startswith(segments.first_sentence(text))
