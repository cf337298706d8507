"""Places in works that sheets have: in a column of their own, or behind a title."""

from __future__ import annotations

import pytest

from timeline.importing.formats import table
from timeline.importing.input import Given
from timeline.importing.rows import Choices, Cited, Imported
from timeline.importing.sheets.places import ALONE, NO_WORK, OF_SEVERAL, TWICE, locator_of
from timeline.text.locators import is_place


def imported(text: str, **columns: str) -> Imported:
    return table.read(Given("file", text.encode(), Choices(columns=columns)))


def cited(text: str, **columns: str) -> list[list[tuple[str, str]]]:
    rows = imported(text, **columns).rows
    return [[(each.source, each.locator) for each in row.cites] for row in rows]


@pytest.mark.parametrize(
    "name", ["Seite", "Page", "pages", "Locator", "Fundstelle", "page no.", "Seite(n)", "páginas"]
)
def test_a_column_of_pages(name: str) -> None:
    """Its cell is the place in the one source of its row."""
    text = f"Date;Title;{name};Source\n1815;A;17;Quinn\n1816;B;14-19;Quinn\n1817;C;S. 4;Quinn\n"

    assert [[("Quinn", "p. 17")], [("Quinn", "pp. 14-19")], [("Quinn", "S. 4")]] == cited(text)
    assert "locator" in imported(text).tally.fields[name].into


def test_a_column_can_be_named_as_pages() -> None:
    """Whatever it is called."""
    text = "Date;Title;Wo;Source\n1815;A;Kasten 3;Quinn\n"

    assert [[("Quinn", "Kasten 3")]] == cited(text, Wo="locator")


def test_pages_of_no_or_several_sources_are_told() -> None:
    """Nobody can tell of which work they are."""
    rows = '1816;B;17;"Quinn; Ford"\n1817;C;3;\n1818;D;4;Quinn p. 5\n'
    found = imported(f"Date;Title;Page;Source\n{rows}")

    assert {OF_SEVERAL: 1, ALONE: 1, TWICE: 1} == found.tally.fields["Page"].why
    assert (Cited(source="Quinn", locator="p. 5"),) == found.rows[2].cites


def test_a_column_called_page_with_other_words_is_none() -> None:
    """A page of a wiki is no place in a work."""
    found = imported("Date;Title;Page;Source\n1815;A;Berlin;Quinn\n1816;B;Rome, Italy;Quinn\n")

    assert "" == found.tally.fields["Page"].into


def test_a_page_behind_a_title_makes_no_new_work() -> None:
    """The words that `add` parts are parted here; a place that is no page, behind a known name."""
    cells = [
        "Geschichte und Geschehen (Klett): S. 175",
        "Geschichte und Geschehen (Klett)",
        "Quinn 1998, p. 17",
        "article: S. 142",
        "Quinn 1998: Kap. 3",
        '"Quinn 1998 p. 4; p. 9; 12"',
        "Life: A History",
        "Life",
    ]
    rows = "\n".join(f"18{at:02};E{at};{cell}" for at, cell in enumerate(cells))
    book = "Geschichte und Geschehen (Klett)"

    assert [
        [(book, "S. 175")],
        [(book, "")],
        [("Quinn 1998", "p. 17")],
        [("article", "S. 142")],
        [("Quinn 1998", "Kap. 3")],
        [("Quinn 1998", "p. 4"), ("Quinn 1998", "p. 9"), ("Quinn 1998", "p. 12")],
        [("Life: A History", "")],
        [("Life", "")],
    ] == cited(f"Date;Title;Source\n{rows}\n")


def test_a_place_alone_is_no_work() -> None:
    """It is told as lost, and no work is made of it."""
    found = imported("Date;Title;Source\n1815;A;S. 140\n")

    assert () == found.rows[0].cites
    assert {NO_WORK: 1} == found.tally.fields["Source"].why


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *(("17", "p. 17"), ("17.0", "p. 17"), ("17 f.", "p. 17 f."), ("3, 5", "pp. 3, 5")),
        *(("xiv", "p. xiv"), ("14–19", "pp. 14–19"), ("S. 4", "S. 4"), ("fol. 12r", "fol. 12r")),
    ],
)
def test_numbers_are_pages(text: str, expected: str) -> None:
    """What says more stays as it is."""
    assert expected == locator_of(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *(("S. 140", True), ("p. 5, n. 3", True), ("fol. 12r, 14", True), ("140", False)),
        *(("Page 3 girls", False), ("", False), ("Quinn p. 3", False)),
    ],
)
def test_places_alone(text: str, expected: bool) -> None:
    """A place, with more numbers behind it."""
    assert expected == is_place(text)
