"""Files by others, and one of each format made of its documentation: what comes in, to the last value.

`python tests/test_import_shared.py` writes the reports anew, to be read before
they are committed.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from timeline.commands import main
from timeline.commands.import_ import option
from timeline.importing import read
from timeline.importing.drafting.drafting import draft
from timeline.importing.drafting.writing import Written, write
from timeline.importing.input import Given
from timeline.importing.merging import merge
from timeline.importing.merging.faces import record_of_import
from timeline.importing.report import Report, text_of
from timeline.importing.rows import Choices
from timeline.layout.layout import layout
from timeline.text.formatting import canonical
from timeline.text.reader import read_text

DATA = Path(__file__).parent / "data"
REPORTS = DATA / "imports" / "reports.txt"

# rows, events, periods, rejected
COUNTS = {
    "imports/nested-sources.json": (2, 2, 0, 0),
    "imports/records-vis-timeline.json": (8, 6, 1, 1),
    "imports/simile-documented.json": (9, 6, 0, 3),
    "imports/simile-noprolog.xml": (2, 2, 0, 0),
    "imports/table-battles.tsv": (8, 5, 0, 3),
    "imports/table-german-cp1252.csv": (4, 2, 0, 2),
    "imports/timelinejs-documented.csv": (8, 4, 1, 2),
    "imports/timelinejs-documented.json": (12, 3, 1, 7),
    "imports/timelinejs-version-2.jsonp": (6, 4, 1, 0),
    "imports/timelinejs-women-in-computing.csv": (11, 10, 0, 0),
    "imports/timelinejs-women-in-computing.json": (11, 10, 0, 0),
    "imports/wikidata-csv.csv": (4, 2, 0, 2),
    "imports/wikidata-no-precision.json": (3, 1, 0, 2),
    "imports/wikidata-simple.json": (7, 4, 0, 3),
    "imports/wikidata-sparql.json": (19, 15, 0, 3),
    "world-wars-timeline.json": (153, 153, 0, 0),
}


def brought(name: str) -> tuple[Written, Report]:
    """What an import of a file writes, and its report."""
    path = DATA / name
    choices = Choices(encoding="cp1252" if "cp1252" in name else "")
    imported = read(Given(path.name, path.read_bytes(), choices))
    written = write(draft(imported, name=path.stem))
    return written, Report(path.name, imported, written.draft)


def expected() -> dict[str, str]:
    """The report on each file, by its name."""
    parts = re.split(r"^## (\S+)\n", REPORTS.read_text("utf-8"), flags=re.MULTILINE)
    return {name: text.strip("\n") for name, text in zip(parts[1::2], parts[2::2], strict=True)}


def files() -> list[str]:
    found = [*(DATA / "imports").iterdir(), DATA / "world-wars-timeline.json"]
    others = {"README.md", "reports.txt"}
    return sorted(str(path.relative_to(DATA)) for path in found if path.name not in others)


@pytest.mark.parametrize("name", files())
def test_files_come_in(name: str) -> None:
    """Every row is in or reported, every value of every field is kept or named; the file builds."""
    written, report = brought(name)
    timeline, _ = read_text(written.data)

    assert COUNTS[name] == (
        report.rows,
        len(timeline.events),
        len(timeline.periods),
        len(report.rejected),
    )
    others = len(report.rejected) + sum(report.imported.aside.values())
    assert report.rows == report.events + report.periods + others
    assert expected()[name] == text_of(report, option)
    assert canonical(written.data) == written.data
    assert brought(name)[0].data == written.data
    assert layout(timeline, 1160)


@pytest.mark.parametrize("name", files())
def test_the_same_import_merges_into_itself(name: str) -> None:
    """Merging what was just imported changes nothing."""
    written, _ = brought(name)
    record = record_of_import(written)
    once = merge(written.data, written, record)

    assert (written.data, record.text()) == (once.data, once.record.text())


def test_a_spreadsheet_is_a_page_in_two_commands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """TimelineJS's own sample comes in, is in its tidy form, and builds."""
    monkeypatch.chdir(tmp_path)
    sheet = DATA / "imports" / "timelinejs-women-in-computing.csv"
    for arguments in (["import", str(sheet)], ["fmt", "--check"], ["build"]):
        result = CliRunner().invoke(main, arguments)
        assert 0 == result.exit_code, result.output

    page = Path("output/index.html").read_text("utf-8")
    assert "Ada Lovelace" in page


if __name__ == "__main__":
    texts = [f"## {name}\n\n{text_of(brought(name)[1], option)}\n" for name in files()]
    REPORTS.write_text("\n".join(texts), "utf-8")
