"""Events of one day are told in the order in which the file tells them."""

from __future__ import annotations

import re

import pytest

import timeline
from timeline import exporting
from timeline.differences import differences
from timeline.model.order import chronological
from timeline.pages.markup import as_wikitext
from timeline.text.editing.adding import NewEvent, add
from timeline.text.formatting import canonical

# In the order of the alphabet the landing comes first.
TOLD = ["undocking", "landing", "first-step"]
LATER = ["splashdown", "quarantine"]
LINES = [f'[[events]]\nid = "{name}"\ntitle = "{name}"\ndate = 1969-07-20\n' for name in TOLD]
LINES += [f'[[events]]\nid = "{name}"\ntitle = "{name}"\ndate = "1969-07-24"\n' for name in LATER]
TEXT = "\n".join(['[timeline]\ntitle = "Apollo 11"\nlang = "en"\n', *LINES])


def test_reading_order() -> None:
    assert TOLD + LATER == [event.id for event in chronological(timeline.loads(TEXT).events)]


def test_page() -> None:
    """The list of the page tells them so."""
    ids = re.findall(r'<li[^>]* id="([\w-]+)"', timeline.page(timeline.loads(TEXT)))

    assert TOLD + LATER == [name for name in ids if name in TOLD + LATER]


def test_wikitext() -> None:
    text = as_wikitext(timeline.loads(TEXT), None)
    found = re.findall("|".join(TOLD + LATER), text)

    assert TOLD + LATER == found


@pytest.mark.parametrize("name", ["csv", "json", "timelinejs"])
def test_exports(name: str) -> None:
    """Each export has them in that order."""
    text = exporting.write(timeline.loads(TEXT), name).decode()
    found = re.findall("|".join(TOLD + LATER), text)

    assert TOLD + LATER == list(dict.fromkeys(found))


def test_formatting() -> None:
    """The canonical form leaves them as they stand, and brings others into order of time."""
    moved = "\n".join(['[timeline]\ntitle = "Apollo 11"\nlang = "en"\n', *LINES[3:], *LINES[:3]])
    written = canonical(moved.encode()).decode()

    assert TOLD + LATER == re.findall(r'^id = "(.*)"', written, re.MULTILINE)


def test_adding() -> None:
    """A new event comes after those of its day."""
    added = add(TEXT.encode(), NewEvent(title="A plaque", date="1969-07-20")).data.decode()

    assert [*TOLD, "a-plaque", *LATER] == re.findall(r'^id = "(.*)"', added, re.MULTILINE)


@pytest.mark.parametrize("other", [LINES[::-1], [LINES[1], LINES[0], *LINES[2:]]])
def test_another_order_is_no_difference(other: list[str]) -> None:
    """Where the same events stand in another order, the same history is told."""
    before = timeline.loads(TEXT)
    after = timeline.loads("\n".join(['[timeline]\ntitle = "Apollo 11"\nlang = "en"\n', *other]))

    assert () == differences(before, after)
