"""Which event of a file a row of the source is, whatever the order of either.

First counts what the source itself knows a row by, then its title and date together, then
what is left: an address, a bare number, a title that no other has. Each stage pairs what
it says of one row and of one event alone. Nothing is ever known by its place, nor by an
id that was made of its title.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from timeline.edtf import EdtfDate, EdtfError, parse
from timeline.importing.drafting.dating import holds
from timeline.importing.merging.faces import (
    Coming,
    Face,
    Known,
    is_of_one_kind,
    kind_of,
    may_be,
    words_of,
)

_MOST_COMPARED = 2_500  # pairs of events of one title, each with each

News = Sequence[Coming]
Olds = Sequence[Known]
OfNew = Callable[[Coming], Iterable[Hashable]]
OfOld = Callable[[Known], Iterable[Hashable]]
Common = Mapping[tuple[Coming, Known], int]  # how much two have in common


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """The known event that each row is, by the row's id in the draft; other rows are new.

    `doubts` are rows that may be one of several events, or none of them.
    """

    known: Mapping[str, Known]
    doubts: Mapping[str, tuple[Known, ...]]


def identify(news: News, olds: Olds) -> Identity:
    """Who is who: at most one row an event, and one event a row."""
    pairing = _Pairing(news, olds)
    found = -1
    while found < len(pairing.found):  # who is known leaves others alone with what is said
        found = len(pairing.found)
        _pair_by_all(pairing)
    pairing.is_doubting = True
    _pair_by_all(pairing)
    return Identity(known=pairing.found, doubts=pairing.doubts)


def _pair_by_all(pairing: _Pairing) -> None:
    """Pair by all that may be said, what says most before what says less."""
    pairing.by(_sure_key, lambda old: old.keys)
    pairing.by(lambda new: new.once, lambda old: (*old.names, *old.made))
    pairing.by(_given, lambda old: old.names)
    pairing.by(_dated, lambda old: map(_of_face, old.faces[:1]))
    pairing.by(_dated, lambda old: map(_of_face, old.faces[1:]))
    pairing.by(_loose, _loose_of_known, only_one=True)
    pairing.by(_given, lambda old: old.made, only_one=True)
    is_recorded = any(old.recorded for old in pairing.olds)
    imported = [old for old in pairing.olds if old.recorded or not is_recorded]
    if _is_edition(pairing.news, imported):
        pairing.by_title(imported)
        pairing.by_words(imported)


def _sure_key(new: Coming) -> Iterable[Hashable]:
    """What the source knows a row by, unless that is a number, which may count the rows."""
    return (new.key,) if new.key and kind_of(new.key) != "number" else ()


def _given(new: Coming) -> Iterable[Hashable]:
    return (new.given,) if new.given else ()


def _dated(new: Coming) -> Iterable[Hashable]:
    """The title and date of an event, if it has a date."""
    return (_of_face(new.face),) if new.face.date else ()


def _of_face(face: Face) -> Hashable:
    return face.title, face.date


def _loose(new: Coming) -> Iterator[Hashable]:
    """What says little alone, an address or a bare number, with the title and with the date."""
    numbers = (new.key,) if kind_of(new.key) == "number" else ()
    for said in (*numbers, *new.links):
        yield from ((said, each) for each in (new.face.title, new.face.date) if each)


def _loose_of_known(old: Known) -> Iterator[Hashable]:
    for said in (*old.keys, *old.links):
        for face in old.faces:
            yield from ((said, each) for each in (face.title, face.date) if each)


def _is_edition(news: News, olds: Olds) -> bool:
    """Whether these may be the rows of what was imported, in a later state: half of the titles are.

    Of another source's rows a title says nothing: there are many called "Founded".
    """
    titles = {face.title for old in olds for face in old.faces}
    common = sum(new.face.title in titles for new in news)
    return 2 * common >= min(len(news), len(olds))


class _Pairing:
    """Pairs of rows and events that are found, one stage after the other."""

    def __init__(self, news: News, olds: Olds) -> None:
        self.news, self.olds = news, olds
        self.found: dict[str, Known] = {}
        self.doubts: dict[str, tuple[Known, ...]] = {}
        self.taken: set[Known] = set()
        self.is_doubting = False

    def by(self, of_new: OfNew, of_old: OfOld, *, only_one: bool = False) -> None:
        """Pair those of whom the same is said.

        What is said of several is looked at closely or, with `only_one`, says nothing.
        """
        for group in self._groups(of_new, of_old, self.olds):
            news, olds = self._left(*group)
            if len(news) == len(olds) == 1:
                self._pair(news[0], olds[0])
            elif news and olds and not only_one:
                self._resolve(news, olds)

    def _groups(
        self, of_new: OfNew, of_old: OfOld, among: Olds
    ) -> list[tuple[list[Coming], list[Known]]]:
        """Rows and events that are left, by what is said of both."""
        news, olds = self._left(self.news, among)
        found: dict[Hashable, tuple[list[Coming], list[Known]]] = defaultdict(lambda: ([], []))
        for new in news:
            for said in dict.fromkeys(of_new(new)):
                found[said][0].append(new)
        for old in olds:
            for said in dict.fromkeys(of_old(old)):
                if said in found:
                    found[said][1].append(old)
        return [group for group in found.values() if group[1]]

    def _left(self, news: News, olds: Olds) -> tuple[list[Coming], list[Known]]:
        return (
            [new for new in news if new.id not in self.found and new.id not in self.doubts],
            [old for old in olds if old not in self.taken],
        )

    def _pair(self, new: Coming, old: Known) -> None:
        """Take two for one, unless the source says that they are two."""
        if may_be(new, old):
            self.found[new.id] = old
            self.taken.add(old)

    # Of several the same is said

    def _resolve(self, news: News, olds: Olds) -> None:
        """Pair by what else they say; in doubt about all that are left on both sides."""
        self._pair_equals(news, olds)
        news, olds = self._left(news, olds)
        self._pair_by_dates(news, olds)
        news, olds = self._left(news, olds)
        if len(news) == len(olds) == 1:
            self._pair(news[0], olds[0])
        elif len(news) * len(olds) <= _MOST_COMPARED:
            self._pair_nearest({(new, old): _common(new, old) for new in news for old in olds})
        news, olds = self._left(news, olds)
        if len({new.face.values for new in news}) == 1:  # which is which makes no difference
            for new, old in zip(news, olds, strict=False):
                self._pair(new, old)
        else:
            self._doubt(news, olds)

    def _pair_equals(self, news: News, olds: Olds) -> None:
        """Pair what is the same in all; of several in their order, which makes no difference."""
        by_face: dict[Hashable, list[Known]] = defaultdict(list)
        for old in reversed(olds):
            by_face[old.faces[0].values].append(old)
        for new in news:
            if equals := by_face[new.face.values]:
                self._pair(new, equals.pop())

    def _pair_by_dates(self, news: News, olds: Olds) -> None:
        """Pair the row and the event that alone have a title and a date."""
        there: dict[Hashable, list[Known]] = defaultdict(list)
        for old in olds:
            there[_of_face(old.faces[0])].append(old)
        coming: dict[Hashable, list[Coming]] = defaultdict(list)
        for new in news:
            coming[_of_face(new.face)].append(new)
        for said, found in coming.items():
            if len(found) == len(there[said]) == 1:
                self._pair(found[0], there[said][0])

    def _pair_nearest(self, common: Common) -> None:
        """Pair each two that have more in common than either has with any other."""
        for new, old in _nearest(common):
            self._pair(new, old)

    def _doubt(self, news: News, olds: Olds) -> None:
        """Leave rows alone, and the events that they may be: no other row is one of those."""
        for new in news if self.is_doubting else ():
            if found := tuple(old for old in olds if may_be(new, old)):
                self.doubts[new.id] = found
                self.taken.update(found)

    # By titles

    def by_title(self, among: Olds) -> None:
        """Pair by a title that one row and one event alone have, else by dates that go together.

        Where several have it the date is a part of who they are: with another date a row
        may be any of them, or none.
        """
        once = _once(map(_title, self.news)) & _once(map(_titles, among))
        for news, olds in self._groups(_title, _titles, among):
            news, olds = self._left(news, olds)
            is_one = len(news) == len(olds) == 1 and news[0].face.title in once
            if is_one and is_of_one_kind(news[0], olds[0]):
                self._pair(news[0], olds[0])
            elif len(news) * len(olds) <= _MOST_COMPARED:
                self._pair_nearest(
                    {(new, old): int(_go_together(new, old)) for new in news for old in olds}
                )
            self._doubt(*self._left(news, olds))

    def by_words(self, among: Olds) -> None:
        """Pair by the words of a title, if one row and one event alone have them."""
        once = _once((words_of(new.title),) for new in self.news) & _once(
            old.words for old in among
        )
        for news, olds in self._groups(
            lambda new: {words_of(new.title)} & once, lambda old: old.words & once, among
        ):
            news, olds = self._left(news, olds)
            if news and olds and is_of_one_kind(news[0], olds[0]):
                self._pair(news[0], olds[0])


def _title(new: Coming) -> Iterable[Hashable]:
    return (new.face.title,)


def _titles(old: Known) -> Iterable[Hashable]:
    return {face.title for face in old.faces if face.title}


def _once(said: Iterable[Iterable[Hashable]]) -> set[Hashable]:
    """What is said of one alone."""
    counts = Counter(each for of_one in said for each in of_one)
    return {each for each, count in counts.items() if count == 1}


def _common(new: Coming, old: Known) -> int:
    """How many values a row and an event have in common."""
    return len(new.face.values & old.faces[0].values)


def _go_together(new: Coming, old: Known) -> bool:
    """Whether a date is the other, made sharper or wider."""
    one, other = _parsed(new.date), _parsed(old.date)
    if one is None or other is None:
        return False
    return holds(one, other) or holds(other, one)


@lru_cache(maxsize=10_000)
def _parsed(text: str) -> EdtfDate | None:
    try:
        return parse(text)
    except EdtfError:
        return None


def _nearest(common: Common) -> Iterator[tuple[Coming, Known]]:
    """The pairs that have more in common than either of the two has with any other."""
    of_new, of_old = defaultdict(list), defaultdict(list)
    for (new, old), count in common.items():
        of_new[new].append(count)
        of_old[old].append(count)
    for (new, old), count in common.items():
        ties = of_new[new].count(count) + of_old[old].count(count)
        if count == max(of_new[new]) == max(of_old[old]) and count and ties == 2:
            yield new, old
