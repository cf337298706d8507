"""The product's own words in HTML: they say their language where it is not the page's.

A page is in its author's language. Where the product does not speak that, its words are
English, and a screen reader would read them by the wrong rules and a browser set them in
the wrong order (WCAG 2.2, 3.1.2; UAX 9). So all of them go through here. A language of
its own file needs nothing more: where it is spoken, nothing is marked.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from markupsafe import Markup, escape

from timeline import wording
from timeline.model import Figure
from timeline.wording.short import one_line


class UnknownPhrase(LookupError):
    """A template asks for a phrase that is not among the `known`, or without a value it needs."""

    def __init__(self, name: str, known: tuple[str, ...], lacking: tuple[str, ...]) -> None:
        super().__init__(name)
        self.name = name
        self.known = known
        self.lacking = lacking


@contextmanager
def _asked(name: str, lang: str, given: Iterable[str]) -> Iterator[None]:
    """Raises UnknownPhrase for a phrase that cannot be said so."""
    try:
        yield
    except KeyError as error:
        values = wording.values_of(name, lang)
        lacking = sorted(values - set(given)) if values is not None else []
        raise UnknownPhrase(name, wording.phrase_names(lang), tuple(lacking)) from error


@dataclass(frozen=True)
class Phrases:
    """The product's words among text in `lang`.

    A call gives a phrase as plain text, for attributes; `say` gives it as the content of
    an element. Attributes for a template to write into a tag, empty where `lang` is spoken:

    - `ours`: of an element whose words are all the product's.
    - `ours_alone`: of one that the product names, but that holds the author's texts too.
    - `theirs`: of the author's texts in such an element.
    """

    lang: str

    def __call__(self, name: str, **values: str | int | Decimal | datetime.date) -> str:
        """A phrase as plain text; texts among its values that turn others are isolated."""
        spoken = wording.language(self.lang)
        told = {
            key: wording.isolated(value, spoken) if isinstance(value, str) else value
            for key, value in values.items()
        }
        with _asked(name, self.lang, values):
            return wording.phrase(name, self.lang, **told)

    def say(self, name: str, **values: str | int | Decimal | datetime.date) -> Markup:
        """A phrase as content; a text among its values is the author's, in the page's language."""
        with _asked(name, self.lang, values):
            words, worded = wording.phrase_parts(name, self.lang, **values)
            told = {
                key: self._text(text) if isinstance(values[key], str) else text
                for key, text in worded.items()
            }
            return self.mark(escape(words).format_map(told))

    def mark(self, words: str) -> Markup:
        """What the product has put into words, such as a date, as content.

        A colon at its end stands before what follows, and so where that is in the page's direction.
        """
        if not self.ours:
            return escape(words)
        told = words.removesuffix(":")
        return Markup("<span{}>{}</span>{}").format(self.ours, told, words[len(told) :])

    def figure(self, figure: Figure) -> Markup:
        """The number of a figure, in the product's words, with its unit, in the author's."""
        if not self.ours or figure.unit in wording.TIGHT_UNITS:  # a sign, and part of the number
            return self.mark(wording.figure_words(figure, self.lang))
        words, number = wording.figure_parts(figure, self.lang)
        return escape(words).format(number=self.mark(number), unit=self._text(figure.unit))

    def counts(self, figures: Iterable[Figure]) -> list[tuple[str, str, str]]:
        """Figures as plain text, for the page's script: the number in words, what, who says so."""
        return [
            (wording.figure_words(one, self.lang), one_line(one.what), one_line(one.who))
            for one in figures
        ]

    def _text(self, text: str) -> Markup:
        """A text of the author's among the product's words."""
        return Markup("<bdi{}>{}</bdi>").format(self.theirs, text)

    @cached_property
    def ours(self) -> Markup:
        """` lang="en" dir="ltr"`."""
        return _attributes(wording.foreign(self.lang))

    @cached_property
    def ours_alone(self) -> Markup:
        """` lang="en"`."""
        return _attributes({"lang": wording.language(self.lang)} if self.ours else {})

    @cached_property
    def theirs(self) -> Markup:
        """` lang="fr"`."""
        return _attributes({"lang": self.lang} if self.ours else {})


def _attributes(values: dict[str, str]) -> Markup:
    return Markup().join(Markup(' {}="{}"').format(*each) for each in values.items())
