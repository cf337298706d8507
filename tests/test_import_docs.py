"""docs/importing.md: each of its commands answers as it says."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import openpyxl  # type: ignore[import-untyped]
import pytest
from click.testing import CliRunner

from timeline.commands import main
from timeline.importing.formats import MODULES

ROOT = Path(__file__).parent.parent
DATA = ROOT / "tests" / "data" / "imports"
TEXT = (ROOT / "docs" / "importing.md").read_text("utf-8")


def lay_out() -> None:
    """The files that the document speaks of."""
    shutil.copy(DATA / "timelinejs-women-in-computing.csv", "women.csv")
    shutil.copy(DATA / "wikidata-sparql.json", "query.json")
    book = openpyxl.Workbook()
    for row in (
        ("Was", "Wann", "Ort", "Farbe"),
        ("Der Verein wird gegründet", "May 1903", "Stadt", "rot"),
        ("Erstes Haus", "c. 1965", "Land", None),
        ("Neue Satzung", "early 1960s", None, None),
        ("Sommerfest", "03/04/1970", None, None),
    ):
        book.active.append(row)
    book.save("club.xlsx")


def said(pattern: str) -> re.Pattern[str]:
    """An answer of the document, in which `...` stands for anything."""
    parts = [re.escape(part) for part in pattern.strip().split("...")]
    return re.compile(r"[\s\S]*".join(parts))


def test_the_document_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its commands, one after the other, say what it says they do."""
    monkeypatch.chdir(tmp_path)
    lay_out()
    ran = 0
    for block in re.findall(r"```console\n(.*?)```", TEXT, re.DOTALL):
        for step in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, answer = step.partition("\n")
            result = CliRunner().invoke(main, shlex.split(command)[1:])
            assert result.exception is None or isinstance(result.exception, SystemExit)
            assert said(answer).fullmatch(result.output.strip()), (command, result.output)
            ran += 1

    assert 7 == ran
    assert Path("output/index.html").exists()


def test_the_document_names_every_format() -> None:
    """Its table has each name that --from takes, and no other."""
    table = TEXT.partition("| `--from` |")[2].partition("\n\n")[0]
    names = re.findall(r"^\| (.*?) \|", table, re.MULTILINE)

    assert set(MODULES) == set(re.findall(r"`([a-z-]+)`", " ".join(names)))


def test_links_lead_to_files() -> None:
    """Relative links have their targets."""
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", TEXT)

    assert [] == [link for link in links if not (ROOT / "docs" / link).exists()]
