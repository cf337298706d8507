"""Figures as an entry tells them: each thing once, who says so once.

A figure that the words above it tell already, its number and all that it counts, is
not told again; only who gives it is. The rule reads words and says "told" only where
nothing would be lost: in doubt a figure is shown.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from timeline import wording
from timeline.model import Event, Figure
from timeline.pages.notes import CitedWork, NoteLink, by_work
from timeline.segments import sentences


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureWords:
    """A figure and the references to its own sources."""

    figure: Figure
    notes: tuple[NoteLink, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """Figures that stand together: who gives them, and where, is said once, after the last.

    If `is_plain`, the title or one sentence tells all of each, so that its number alone says which.
    """

    figures: tuple[Figure, ...]
    who: str
    works: tuple[CitedWork, ...]
    is_plain: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The figures of an entry: those to be shown, and who gives those that are told above."""

    shown: tuple[Given, ...] = ()
    told: tuple[Given, ...] = ()

    @property
    def by(self) -> tuple[Given, ...]:
        """Of those told above, what must still be said: who gives them, if that is not said yet."""
        said = {(given.who, given.works) for given in (*self.shown, _NOBODY)}
        return tuple(given for given in self.told if (given.who, given.works) not in said)

    @property
    def alike(self) -> bool:
        """Whether all of `by` is of one, so that no number needs to say of which it is."""
        return len(self.by) == 1 and len(self.told) == 1


_NOBODY = Given(figures=(), who="", works=())


def figures(
    told: Sequence[FigureWords], event: Event, own: Sequence[NoteLink], lang: str
) -> Figures:
    """The figures of an event that cites `own`: what its figures cite alike is not said again."""
    said, plain = _said(event, lang), _plain(event, lang)
    is_told = [said(each.figure) for each in told]
    return Figures(
        shown=_given((each for each, no in zip(told, is_told, strict=True) if not no), own),
        told=tuple(
            replace(given, is_plain=all(map(plain, given.figures)))
            for given in _given((each for each, yes in zip(told, is_told, strict=True) if yes), own)
        ),
    )


def left_untold(event: Event, start: str, lang: str) -> tuple[Figure, ...]:
    """The figures of an event that its title and the start of its text do not tell."""
    if not event.figures:
        return ()
    words = _Words(f"{event.title}\n{start}", lang)
    return tuple(figure for figure in event.figures if not words.tell(figure))


def _given(told: Iterable[FigureWords], own: Sequence[NoteLink]) -> tuple[Given, ...]:
    """Figures by who gives them and what they cite, in the order of the first of each."""
    cited = {link.number for link in own}
    found: dict[tuple[str, tuple[int, ...]], list[FigureWords]] = {}
    for each in told:
        numbers = tuple(link.number for link in each.notes)
        alone = () if set(numbers) == cited else numbers
        found.setdefault((each.figure.who.strip(), alone), []).append(each)
    return tuple(
        Given(
            figures=tuple(one.figure for one in each),
            who=who,
            works=by_work(each[0].notes) if alone else (),
        )
        for (who, alone), each in found.items()
    )


# What the words above tell


def _said(event: Event, lang: str) -> Callable[[Figure], bool]:
    """Whether the words above say a figure: all of it within the title and one sentence."""
    said = filter(None, (event.annotation, *sentences(event.text)))
    return _any_tells(event, (f"{event.title}\n{sentence}" for sentence in said), lang)


def _plain(event: Event, lang: str) -> Callable[[Figure], bool]:
    """Whether the title or one sentence says all of a figure by itself."""
    return _any_tells(event, (event.title, event.annotation, *sentences(event.text)), lang)


def _any_tells(event: Event, texts: Iterable[str], lang: str) -> Callable[[Figure], bool]:
    if not event.figures:
        return lambda _: False
    told = [_Words(text, lang) for text in texts]
    return lambda figure: any(words.tell(figure) for words in told)


_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_BEGINNING = 4  # letters that forms of one word share at least; one may have some more:
_ENDING = 3


class _Words:
    """A title and a sentence, as what they are searched for in."""

    def __init__(self, text: str, lang: str) -> None:
        self.text = _folded(text)
        self.words = set(_WORD.findall(self.text))
        self.lang = lang
        self.known = {name: words.split() for name, words in wording.telling(lang).items()}

    def tell(self, figure: Figure) -> bool:
        """Whether each number of a figure is here, and each word of what it says."""
        numbers = (figure.value, figure.low, figure.high)
        words = f"{wording.figure_words(figure, self.lang)} {figure.what}"
        return (
            all(self._has_number(number) for number in numbers if number is not None)
            and all(self._has_word(word) for word in _WORD.findall(_folded(words)))
            and (_WORD.search(figure.unit) is not None or figure.unit in self.text)
        )

    def _has_number(self, number: int | Decimal) -> bool:
        spelt = [word for n, word in enumerate(self.known.get("numbers", ())) if n == number]
        return (
            any(word in self.words for word in spelt)
            or re.search(_digits(number), self.text) is not None
        )

    def _has_word(self, word: str) -> bool:
        if word in self.words or word in self.known.get("little", ()):
            return True
        if word in (about := self.known.get("about", ())):
            return not self.words.isdisjoint(about)
        if len(word) < _BEGINNING and word.upper() != word:
            return False
        beginning = word[: max(_BEGINNING, len(word) - _ENDING)]
        if word.upper() == word:  # a script that need not set words apart
            return beginning in self.text
        return any(
            other.startswith(beginning) and len(other) <= len(word) + _ENDING
            for other in self.words
        )


def _digits(number: int | Decimal) -> str:
    """A pattern of a number in digits, with any sign between thousands or none."""
    whole, _, fraction = f"{Decimal(number):f}".removeprefix("-").partition(".")
    grouped = f"{int(whole):,}".replace(",", "[.,'’٬ \u00a0\u2009\u202f]?")
    sign = "[-−]" if number < 0 else ""
    point = f"[.,٫]{fraction}" if fraction else ""
    return rf"{sign}(?<!\d)(?<!\d[.,]){grouped}{point}(?!\d)(?![.,٫]\d)"


def _folded(text: str) -> str:
    """A text without case, accents and the difference of digits of different scripts."""
    plain = (c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return "".join(str(unicodedata.decimal(c, c)) for c in plain).casefold()
