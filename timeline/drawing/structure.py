"""A crowd of events by lanes and years, for those who cannot look over a chart.

What is told of a few events is told link by link. A thousand would be a list that
nobody hears to its end: a chart of more than 200 says what is in it part by part.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from timeline import wording
from timeline.drawing import svg
from timeline.layout.theme import themes
from timeline.model import Event, Timeline
from timeline.model.order import chronological
from timeline.model.years import by_years

_FEW = 200  # events that a chart can say one by one
_MOST_STRETCHES = 30  # of years, in a timeline


@dataclass(frozen=True, slots=True)
class Stretch:
    """Events of a lane that begin within some years, which `words` say."""

    words: str
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A lane that has events, with its stretches."""

    title: str
    lane: int  # the number of its colours
    count: int
    stretches: tuple[Stretch, ...]


def is_crowded(timeline: Timeline) -> bool:
    """Whether there are more events than a chart can say one by one."""
    return len(timeline.events) > _FEW


def parts(timeline: Timeline) -> tuple[Part, ...]:
    """Lanes, in each of them stretches of years, and in those the events in reading order."""
    return tuple(_parts(timeline))


def _parts(timeline: Timeline) -> Iterator[Part]:
    lang = timeline.header.lang
    stretches = by_years(chronological(timeline.events), _MOST_STRETCHES)
    for number, lane in enumerate(timeline.lanes):
        inside = {
            years: tuple(event for event in events if event.lane == lane.id)
            for years, events in stretches.items()
        }
        if count := sum(map(len, inside.values())):
            yield Part(
                title=lane.title or wording.phrase("no-lane", lang),
                count=count,
                lane=number % themes(timeline).lanes,
                stretches=tuple(
                    Stretch(words=wording.stretch_words(years, lang), events=events)
                    for years, events in inside.items()
                    if events
                ),
            )


def structure(view: ET.Element, timeline: Timeline) -> None:
    """Put the events of a chart, the children of `view`, into groups by lane and years."""
    marks = {
        event: mark for mark in view for event in mark.get("data-events", "").split(" ") if event
    }
    owned = set(marks.values())
    view[:] = [child for child in view if child not in owned]
    lang = timeline.header.lang
    lanes = [(part, _stretches(part, marks, lang)) for part in parts(timeline)]
    for part, stretches in lanes:
        lane = _group(part.title, part.count, lang) if len(lanes) > 1 else view
        lane.extend(stretches)
        if lane is not view and stretches:
            view.append(lane)


def _stretches(part: Part, marks: dict[str, ET.Element], lang: str) -> list[ET.Element]:
    """A group for each stretch of years that has marks; a cluster stands with its first event."""
    groups = []
    for stretch in part.stretches:
        group = _group(stretch.words, len(stretch.events), lang)
        found = dict.fromkeys(marks[event.id] for event in stretch.events if event.id in marks)
        group.extend(found)
        for mark in found:
            for lane in mark.findall(svg.tag("desc")):
                mark.remove(lane)  # the group around says it
            for event in mark.attrib["data-events"].split(" "):
                del marks[event]
        if found:
            groups.append(group)
    return groups


def _group(part: str, count: int, lang: str) -> ET.Element:
    words = wording.phrase("outline-part", lang, part=wording.isolated(part), count=count)
    return svg.element("g", {"role": "group", "aria-label": svg.printable(words)})
