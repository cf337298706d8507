"""Letters of every script have a width that no usual font goes beyond, and that wastes no room."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import uharfbuzz as hb
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st
from support.browser import ARGUMENTS, chromium

from timeline.faces import shipped
from timeline.layout import areas, furniture, metrics
from timeline.layout.layout import layout
from timeline.layout.theme import SIZES
from timeline.model import Timeline

# Of each script a package with a font, the languages it is written for, and its letters.
SCRIPTS = {
    "arabic": ("ar fa ur ckb ps ug", r"\u0600-\u06ff\u0750-\u077f"),
    "devanagari": ("hi mr ne", r"\u0900-\u097f"),
    "khmer": ("km", r"\u1780-\u17ff"),
    "tamil": ("ta", r"\u0b80-\u0bff"),
    "telugu": ("te", r"\u0c00-\u0c7f"),
    "thai": ("th", r"\u0e00-\u0e7f"),
}
PIECES = st.lists(
    st.sampled_from(
        [
            *("a", "é", "Ж", " ", "-", "1", "\u0301", "\u200d", "\u200c", "\ufe0f", "\u2067"),
            *("ب", "لا", "و", "ـ", "َ", "क", "्", "ि", "ป", "ี่", "한", "ㄱ", "日", "、", "ｱ", "ー"),
            *("👩", "🇫", "🏽", "☎", "⇒", "𓀀", "\U000e0101", "\ud7ff", "\U0010ffff"),
        ]
    ),
    max_size=12,
).map("".join)


@pytest.mark.parametrize("bold", [False, True])
@pytest.mark.parametrize("script", SCRIPTS)
def test_words_are_no_wider_than_measured(script: str, bold: bool) -> None:
    """The names of countries, languages and money: shaped, they fit; and a third would be waste."""
    face = font(script, bold)
    drawn = {word: shaped(face, word) for word in words(*SCRIPTS[script])}
    ours = {word: metrics.text_width(word, 1, bold=bold) for word in drawn}

    beyond = [word for word in drawn if drawn[word] > ours[word] * 1.02]

    assert len(drawn) > 250
    assert len(beyond) <= len(drawn) / 100, beyond
    assert sum(drawn.values()) <= sum(ours.values()) <= 1.3 * sum(drawn.values())


@given(PIECES)
def test_the_widths_of_runs_add_up(text: str) -> None:
    """A text is its runs one after another, and as wide as they are together."""
    found = metrics.runs(text)

    assert text == "".join(run for run, _ in found)
    assert all(one[1] != two[1] for one, two in pairwise(found))
    assert metrics.text_width(text, 10) == pytest.approx(
        sum(metrics.text_width(run, 10) for run, _ in found)
    )


@pytest.mark.parametrize(
    ("narrow", "wide"),
    [
        pytest.param("ببب", "ب ب ب".replace(" ", "\u200c"), id="letters-joined"),
        pytest.param("क्क", "कक", id="a-conjunct"),
        pytest.param("ក្កា", "កកា", id="a-letter-below"),
        pytest.param("한", "하ㄴ", id="a-syllable-in-letters"),
        pytest.param("ﾅﾝｷﾝ", "ナンキン", id="half-wide"),
        pytest.param("👩‍🔬", "👩🔬", id="signs-drawn-as-one"),
        pytest.param("👍🏽", "👍👍", id="a-skin"),
        pytest.param("🇫🇷", "👍👍", id="a-flag"),
        pytest.param("11", "1\ufe0f\u20e3", id="a-key"),
        pytest.param("♥", "♥\ufe0f", id="asked-for-as-emoji"),
        pytest.param("โรม", "日日日", id="thai"),
        pytest.param("a\u2068b\u2069", "abi", id="marks-of-direction"),
    ],
)
def test_a_shape_beside_others_has_its_own_width(narrow: str, wide: str) -> None:
    """Letters are as wide as in the shape they have where they stand."""
    assert 0 < metrics.text_width(narrow, 10) < metrics.text_width(wide, 10)


@pytest.mark.parametrize("text", ["日本", "カナ", "한국", "ﾅﾝｷﾝ"])
def test_wide_letters_fill_squares(text: str) -> None:
    """Han, kana and Hangul are one em wide in all fonts, and the half-wide half of it."""
    assert metrics.text_width(text, 10) == pytest.approx(20 * metrics.SLACK)


@cache
def font(script: str, bold: bool) -> hb.Font:
    """A font from the package index, which tests alone need."""
    folder = files(f"fontpkg_noto_sans_{script}") / "files"
    (path,) = (each for each in folder.iterdir() if each.name.endswith("[wdth,wght].ttf"))
    found = hb.Font(hb.Face(path.read_bytes()))
    found.set_variations({"wght": 700 if bold else 400})
    return found


def shaped(face: hb.Font, word: str) -> float:
    """How wide a word is in a font, in em."""
    buffer = hb.Buffer()
    buffer.add_str(word)
    buffer.guess_segment_properties()
    hb.shape(face, buffer)
    return sum(glyph.x_advance for glyph in buffer.glyph_positions) / face.face.upem


@cache
def words(languages: str, letters: str) -> list[str]:
    """The words that the CLDR has in names of countries, languages, scripts and money."""
    found: set[str] = set()
    for language in languages.split():
        locale = Locale.parse(language)
        named = [locale.territories, locale.languages, locale.scripts, locale.currencies]
        said = " ".join(name for table in named for name in table.values())
        found.update(re.findall(f"[{letters}]+", said))
    return sorted(found)


@pytest.mark.browser
def test_chromium_draws_words_no_wider_than_measured(browser: Any, tmp_path: Path) -> None:
    """With a font for its script, what a browser draws of a label stays in the room it has."""
    said = {script: phrases(*SCRIPTS[script]) for script in SCRIPTS}
    fonts = os.environ | {"FONTCONFIG_FILE": str(font_config(tmp_path))}
    path = chromium()
    with browser.browser_type.launch(executable_path=path, args=ARGUMENTS, env=fonts) as opened:
        page = opened.new_page()
        page.set_content(f'<svg style="font: 12px {metrics.STACK}"></svg>')
        drawn = {script: page.evaluate(_LENGTHS, texts) for script, texts in said.items()}

    for script, texts in said.items():
        ours = [metrics.text_width(text, 12) for text in texts]
        beyond = [
            text
            for text, length, width in zip(texts, drawn[script], ours, strict=True)
            if length > width * 1.02
        ]
        assert len(beyond) <= len(texts) / 100, beyond
        # A square for each letter that no font has would be as wide, or wider.
        assert sum(ours) <= 1.3 * sum(drawn[script])


_LENGTHS = """texts => {
  const svg = document.querySelector('svg');
  return texts.map((words) => {
    const text = svg.appendChild(document.createElementNS(svg.namespaceURI, 'text'));
    text.textContent = words;
    return text.getComputedTextLength();
  });
}"""


def phrases(languages: str, letters: str) -> list[str]:
    """The words by threes, as long as labels are."""
    some = words(languages, letters)
    return [" ".join(some[at : at + 3]) for at in range(0, len(some), 9)]


def font_config(folder: Path) -> Path:
    """A list of fonts, for Chromium: those of the package index, and no other."""
    places = [str(files(f"fontpkg_noto_sans_{script}") / "files") for script in SCRIPTS]
    listed = "".join(f"<dir>{place}</dir>" for place in [*places, str(shipped.FONTS)])
    config = folder / "fonts.conf"
    config.write_text(
        f"<fontconfig>{listed}<cachedir>{folder}</cachedir></fontconfig>", encoding="utf-8"
    )
    return config


TALL = {
    "tibetan": "བོད་ཀྱི་ལོ་རྒྱུས་",
    "arabic": "تَارِيخُ ٱلْعَرَبِ",
    "thai": "ประวัติศาสตร์ที่ยิ่งใหญ่",
    "khmer": "ប្រវត្តិសាស្ត្រខ្មែរ",
    "latin": "Ưǟḗ ÅŖ Ệ",
}


@pytest.mark.parametrize("words", TALL.values(), ids=TALL)
def test_a_sheet_has_room_for_tall_letters(words: str, read: Callable[[str], Timeline]) -> None:
    """Over and under a chart that fills an area no line's ink meets that of the line above it."""
    found = areas.card(read(file(words * 3, 2))).sheet
    placed = [
        (line.text.y, metrics.heights([line.text.text], line.size))
        for line in (*found.head, *found.foot)
    ]

    assert placed[0][0] - placed[0][1].ascent >= 6
    for (y, ink), (below, other) in pairwise(placed):
        assert y + ink.descent <= below - other.ascent + 0.01


def test_the_note_of_an_embed_has_room_for_tall_letters(read: Callable[[str], Timeline]) -> None:
    """Lines of the note that an embedded chart has do not meet, and end inside it."""
    plan = layout(read(file("x", 30)), 560, 200)
    noted = furniture.with_note(plan, "ཀྱི་ལོ་རྒྱུས་ " * 40)
    high = sum(metrics.heights([noted.note[0].text], SIZES.key))
    ends = [line.y for line in noted.note]

    assert len(ends) > 1
    assert all(below - above >= high for above, below in pairwise(ends))
    assert noted.height >= ends[-1] + metrics.heights([noted.note[0].text], SIZES.key).descent


def file(words: str, count: int) -> str:
    """A file of events and lanes with these titles."""
    lanes = "".join(f'[[lanes]]\nid = "{lane}"\ntitle = "{words[:12]}{lane}"\n' for lane in "abc")
    return f'[timeline]\ntitle = "{words}"\n{lanes}' + "".join(
        f'[[events]]\nid = "e{n}"\ntitle = "{words[:20]} {n}"\ndate = "{1900 + n}"\nlane = "{lane}"\n'
        for n in range(count)
        for lane in "abc"[n % 3]
    )


@pytest.mark.parametrize("table", [metrics._TALL, metrics._TALLER])
def test_tables_of_heights_are_in_order(
    table: tuple[tuple[int, int, metrics.Heights], ...],
) -> None:
    """Stretches follow one another, so that each letter is found in its own."""
    assert all(first <= last for first, last, _ in table)
    assert all(one[1] < two[0] for one, two in pairwise(table))
