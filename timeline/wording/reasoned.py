"""What is known of when an event was, where reasons say more than its file, and the reasons in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import inf

from timeline.edtf import Duration, Kind
from timeline.edtf.windows import window
from timeline.model import Event, Kin, Order, Reason, Relation
from timeline.model.derived import Derived, Step
from timeline.wording import phrase
from timeline.wording.dates import date_words, date_words_short


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase of the page by its name, and a length of time that goes before it."""

    name: str
    length: Duration | None = None
    is_most: bool = False  # of the length, else the least


@dataclass(frozen=True, slots=True)
class Ground:
    """One thing that dates an event: how it stands to `other`, by a reason of its own or of that."""

    other: str  # id
    phrase: Phrase
    reason: Reason


@dataclass(frozen=True, slots=True)
class Tie:
    """What an event is to `other`, by a relation of its own or, seen from the other side, of that.

    `words` are the author's, of the event itself; else the phrase says it, as something that
    is said where it is told in somebody's words. `is_own` if the event itself has the relation.
    """

    other: str  # id
    phrase: str
    words: str
    relation: Relation
    is_own: bool


_KINDS = {kind: f"relation-{kind}" for kind in Kin}


def known_words(event: Event, lang: str, *, short: bool = False) -> str:
    """The date of an event in words; of one that is worked out, that it is, and what is stated.

    "between 1959 and 1979 (worked out)". Raises NoDate where nothing is known.
    """
    date, how = known_parts(event, lang, short=short)
    return phrase("derived", lang, date=date, how=how) if how else date


def known_parts(event: Event, lang: str, *, short: bool = False) -> tuple[str, str]:
    """The same in two: the date, and how it is known; the latter is empty where it is stated."""
    say = date_words_short if short else date_words
    if event.derived is None:
        return say(event.when, attested=event.is_attested, lang=lang), ""
    stated = event.date or event.attested
    if event.derived.date.kind in (Kind.INTERVAL, Kind.ALL_OF) and event.date:
        ends = "; ".join(_ends(event.derived, lang))
        return say(event.date, lang=lang), phrase("derived-ends", lang, ends=ends)
    words = say(event.derived.date, lang=lang)
    if stated is None:
        return words, phrase("derived-how", lang)
    told = date_words_short(stated, attested=event.attested is not None, lang=lang)
    return words, phrase("derived-stated", lang, stated=told)


def _ends(derived: Derived, lang: str) -> Iterator[str]:
    """Which ends of what lasted follow from reasons, and between which days they are."""
    first, after_start, end, after = derived.date.bounds
    for name, is_told, days in (
        ("derived-start", derived.first, (first, after_start)),
        ("derived-end", derived.last, (end, after)),
    ):
        if is_told and days != (None, None):
            low = -inf if days[0] is None else days[0]
            high = inf if days[1] is None else days[1]
            yield phrase(name, lang, date=date_words(window(low, high), lang=lang))


def grounds(event: Event, others: Mapping[str, Event]) -> tuple[Ground, ...]:
    """What dates an event: its own reasons, then those of `others`, by id, that bound it."""
    own = [
        Ground(reason.to, _own(reason), reason) for reason in event.reasons if reason.to in others
    ]
    return (*own, *_of_others(event, others))


def _of_others(event: Event, others: Mapping[str, Event]) -> Iterator[Ground]:
    told = set()
    for chain in event.derived.why if event.derived else ():
        step = next((each for each in chain if each.reason is not None), None)
        if step is None or step.event != event.id or step.by == event.id or step.reason is None:
            continue
        if step.by in others and (step.by, step.reason) not in told:
            told.add((step.by, step.reason))
            reason = others[step.by].reasons[step.reason]
            yield Ground(step.by, _other_way(reason), reason)


def _own(reason: Reason) -> Phrase:
    """How the event of a reason stands to the other."""
    end = f"-{reason.end}" if reason.end else ""
    return _with_length(f"reason-{reason.order}{end}", reason)


def reason_words(reason: Reason, lang: str) -> str:
    """What a reason says of its event, with {other} for the other."""
    return ground_words(_own(reason), lang)


def step_words(step: Step, reason: Reason, lang: str) -> str:
    """How the event of a step stands to the next, with {other} for that."""
    own = _own(reason) if step.by == step.event else _other_way(reason)
    return ground_words(own, lang)


_OTHER_WAY = {
    (Order.AFTER, ""): "reason-before",
    (Order.AFTER, "end"): "reason-before",
    (Order.AFTER, "start"): "reason-began-before",
    (Order.BEFORE, ""): "reason-after",
    (Order.BEFORE, "start"): "reason-after",
    (Order.BEFORE, "end"): "reason-ended-after",
    (Order.DURING, ""): "reason-around",
}


def _other_way(reason: Reason) -> Phrase:
    """How the other stands to the event of a reason."""
    return _with_length(_OTHER_WAY[reason.order, reason.end], reason)


def _with_length(name: str, reason: Reason) -> Phrase:
    return Phrase(name, reason.within or reason.at_least, reason.within is not None)


def ground_words(stands: Phrase, lang: str) -> str:
    """How one event stands to another, with {other} for that: "at least 9 months before {other}"."""
    words = phrase(stands.name, lang, other="{other}")
    if stands.length is None:
        return words
    length = phrase(f"length-{stands.length.unit}", lang, count=stands.length.count)
    name = "reason-most" if stands.is_most else "reason-least"
    return phrase(name, lang, length=length, reason=words)


def ties(
    event: Event, others: Mapping[str, Event], to_it: Iterable[tuple[str, Relation]]
) -> Iterator[Tie]:
    """What an event is to others: by its own relations, then by those `to_it`, each with whose it is."""
    for relation in event.relations:
        if relation.to in others:
            yield Tie(relation.to, _KINDS[relation.kind], relation.words, relation, is_own=True)
    for whose, relation in to_it:
        said = "-said" if relation.words or relation.who else ""
        yield Tie(whose, f"{_KINDS[relation.kind]}-back{said}", "", relation, is_own=False)


def by_target(events: Iterable[Event]) -> dict[str, list[tuple[str, Relation]]]:
    """The relations to each event, with whose they are."""
    found: dict[str, list[tuple[str, Relation]]] = {}
    for event in events:
        for relation in event.relations:
            found.setdefault(relation.to, []).append((event.id, relation))
    return found
