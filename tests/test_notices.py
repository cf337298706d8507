"""What a chart leaves out and why a picture cannot be made: data within, words and options outside."""

from __future__ import annotations

import ast
import re
from dataclasses import fields
from pathlib import Path

import pytest
from support.house import PACKAGE, files

from timeline.commands.import_ import option
from timeline.commands.notices import error_words, notice_words
from timeline.drawing.notices import (
    Clustered,
    ForeignLetters,
    Notice,
    Squeezed,
    TooHigh,
    Unmarked,
    Unsaid,
    Untied,
)
from timeline.errors import Lost, Missing, NoFont, NothingToDraw, TimelineError, TooLarge
from timeline.importing.hints import Choose
from timeline.importing.rows import Choices


@pytest.mark.parametrize(
    ("notice", "words"),
    [
        pytest.param(
            Clustered(3, 20),
            "the chart has no room for 3 of 20 events, which are gathered in counts; draw a part "
            "with --from, --to, --lane or --min-importance, or give it room with --height",
            id="gathered",
        ),
        pytest.param(
            Unmarked(1, 20),
            "1 of 20 events have no mark, since nothing sure of their dates falls in the span of "
            "the chart; the list has them",
            id="unmarked",
        ),
        pytest.param(
            Unsaid(("mill",)),
            'the chart has no room for the annotation of "mill", and the list alone has it; '
            "shorten it, or raise the importance of what should come first",
            id="an annotation",
        ),
        pytest.param(
            Unsaid(("a", "b", "c", "d", "e")),
            'the chart has no room for the annotations of "a", "b", "c" and 2 more, and the list '
            "alone has them; shorten them, or raise the importance of what should come first",
            id="annotations",
        ),
        pytest.param(
            Untied((("mill", "fire"),)),
            'the chart has no room for a curve from "mill" to "fire" that would touch no label, and '
            "the list alone has it; shorten the labels on the way, or draw a part with --from, --to, "
            "--lane or --min-importance",
            id="a curve",
        ),
        pytest.param(
            TooHigh(411.6, 200),
            "the chart is 412 px high, not 200: its lanes, periods and key need that much by "
            "themselves; draw fewer lanes with --lane, or give it room with --height",
            id="too high",
        ),
        pytest.param(
            ForeignLetters("กขคงจฉชซฌญฎฏ"),
            "a PNG or PDF draws 12 letters or signs (กขคงจฉชซฌญฎฏ) in fonts of this machine; page "
            "and SVG leave them to the reader's fonts",
            id="letters",
        ),
        pytest.param(
            ForeignLetters("กขคงจฉชซฌญฎฏฐ"),
            "a PNG or PDF draws 13 letters or signs (กขคงจฉชซฌญฎฏ...) in fonts of this machine; page "
            "and SVG leave them to the reader's fonts",
            id="more letters",
        ),
        pytest.param(
            Squeezed(0.714),
            "a PNG or PDF draws a line at 71% of its width: the font of this machine is wider than "
            "the one it was measured for",
            id="squeezed",
        ),
    ],
)
def test_a_notice_in_words(notice: Notice, words: str) -> None:
    """A notice names what helps by its option."""
    assert words == notice_words(notice)


@pytest.mark.parametrize(
    ("error", "words"),
    [
        pytest.param(
            TooLarge(20000, 10000, 0.63213),
            "this PNG would be 20000 x 10000 pixels; write --scale 0.632 or less",
            id="too large",
        ),
        pytest.param(
            Lost(),
            "the process that draws was killed, as systems do when memory is short; try again, or "
            "draw a part with --from, --to, --lane or --min-importance",
            id="lost",
        ),
        pytest.param(
            NoFont((Missing(text="กข", event="", signs=("ก", "ข"), scripts=("Thai",)),)),
            "a PNG or PDF would lack ก ข, since no font here has Thai; install Noto Sans Thai; on "
            "Debian and Ubuntu: apt install fonts-noto-core; on macOS and Windows: "
            "fonts.google.com/noto",
            id="no font",
        ),
        pytest.param(
            NoFont((Missing(text="→", event="", signs=("🚀",), scripts=("Zyyy",)),)),
            "a PNG or PDF would lack 🚀, since no font here has it; install Noto Emoji and Noto "
            "Sans Math and Noto Sans Symbols 2; on Debian and Ubuntu: apt install fonts-noto; on macOS and Windows: "
            "fonts.google.com/noto",
            id="no emoji",
        ),
        pytest.param(NothingToDraw("no event"), "no event", id="another"),
    ],
)
def test_an_error_in_words(error: TimelineError, words: str) -> None:
    """An error of drawing names the option that helps; any other says what it says."""
    assert words == error_words(error)


@pytest.mark.parametrize(
    ("choose", "words"),
    [
        (Choose("kind"), "--from"),
        (Choose("kind", ("csv",)), "--from csv"),
        (Choose("encoding", free=True), "--encoding NAME"),
        (Choose("sheet", ("May 1970",)), '--sheet "May 1970"'),
        (Choose("day_first", (True, False)), "--day-first or --month-first"),
        (Choose("columns", (("Titel", "title"),)), '--map "Titel=title"'),
    ],
    ids=["no value", "a value", "any value", "a value of two words", "a pair", "a column"],
)
def test_a_choice_as_an_option(choose: Choose, words: str) -> None:
    """What could be chosen for an import is told as it is typed."""
    assert words == option(choose)


def test_every_choice_has_an_option() -> None:
    """Whatever a reader of a file may name as a choice can be typed."""
    assert [] == [
        field.name for field in fields(Choices) if not option(Choose(field.name)).startswith("--")
    ]


# Words that begin so in a string are options: "--from"; "--tl-ink" is a custom property of CSS.
_OPTION = re.compile(r"(?<![\w-])--(?!tl-)[a-z][a-z-]+")


@pytest.mark.parametrize(
    "path",
    [path for path in files() if not path.is_relative_to(PACKAGE / "commands")],
    ids=lambda path: str(path.relative_to(PACKAGE)),
)
def test_no_option_within(path: Path) -> None:
    """Only the command line knows its options: no text below it names one."""
    texts = [
        node.value
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]

    assert [] == [found for text in texts for found in _OPTION.findall(text)]
