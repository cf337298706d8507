"""The order of mixed directions: Unicode Standard Annex 9, against another program's."""

from __future__ import annotations

import unicodedata

import bidi as other
import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.faces.bidi import levels, mirrored, turns, visual

# Of each class, with brackets, isolates, embeddings and overrides.
POOL = "abאבجد12٣.,:+-$%()[]{}⟨⟩«» !;〈〉\u0301\u064b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
CONTROLS = {"RLE", "LRE", "RLO", "LRO", "PDF", "BN", "LRI", "RLI", "FSI", "PDI"}


def shown(text: str) -> str:
    """What of a text is seen; spaces at its ends are not."""
    return "".join(c for c in text if unicodedata.bidirectional(c) not in CONTROLS).strip()


@given(st.text(POOL, max_size=16), st.booleans())
def test_as_another_program(text: str, rtl: bool) -> None:
    """Any heap of characters is put in the order that unicode-bidi, a library in Rust, puts it in."""
    ours = visual(list(text), levels(text, rtl=rtl))

    # That program does not move spaces that an override holds to the end of the line (L1).
    if not any(c in text for c in "\u202d\u202e\u202a\u202b"):
        assert shown(other.get_display(text, base_dir="R" if rtl else "L")) == shown("".join(ours))


@pytest.mark.parametrize(
    ("text", "rtl", "order"),
    [
        ("abc", False, "abc"),
        ("א≠ב", False, "ב≠א"),
        ("אבג", False, "גבא"),
        ("1948 אב", False, "1948 בא"),
        ("1948 אב", True, "בא 1948"),
        ("אב (1948) ab", True, "ab )1948( בא"),  # what is mirrored is told apart
        ("ab (אב) cd", True, "cd )בא( ab"),
        ("دخل ٥٠٪ منهم", True, "مهنم ٪٥٠ لخد"),
        ("\u2068אב 12\u2069: ab", False, "\u206812 בא\u2069: ab"),
        ("a \u2067ב c\u2069 d", False, "a \u2067c ב\u2069 d"),
        ("\u202eabc\u202c", False, "\u202ecba\u202c"),
    ],
)
def test_orders(text: str, rtl: bool, order: str) -> None:
    """Numbers, brackets, isolates and overrides stand where they belong."""
    assert shown(order) == shown("".join(visual(list(text), levels(text, rtl=rtl))))


@given(st.text(max_size=20), st.booleans())
def test_any_text_has_an_order(text: str, rtl: bool) -> None:
    """Each character has a level, whatever it is."""
    found = levels(text, rtl=rtl)

    assert sorted(text) == sorted(visual(list(text), found))


def test_deep() -> None:
    """More embeddings than there are levels are counted, and closed as they were opened."""
    text = "\u202b" * 200 + "ab" + "\u202c" * 200 + "cd"

    assert [0, 0] == levels(text)[-2:]
    assert len(text) == len(levels(text))


@pytest.mark.parametrize(
    ("sign", "seen"),
    [*zip("()[]{}<>«»⟨⟩「", ")(][}{><»«⟩⟨」", strict=True), ("a", "a"), ("!", "!")],
)
def test_mirrored(sign: str, seen: str) -> None:
    """A bracket looks the other way; what has no direction is as it was."""
    assert seen == mirrored(sign)


def test_turns() -> None:
    """Whether a text holds anything from right to left."""
    assert [False, False, True, True] == [turns(text) for text in ("abc", "ä→", "aא", "٣")]
