"""What whoever ships the program or a page of it needs: licences, versions, a bill of materials."""

from __future__ import annotations

import base64
import json
import re
import subprocess
import sys
import tomllib
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
LOCK = (ROOT / "requirements.txt").read_text("utf-8")


def pinned() -> set[tuple[str, str]]:
    """Names and versions; a package may have two, for two kinds of Python."""
    return set(re.findall(r"^([\w.-]+)==(\S+)", LOCK, re.MULTILINE))


@pytest.mark.parametrize("asked", PROJECT["dependencies"])
def test_lock_has_what_is_asked_for(asked: str) -> None:
    """Each dependency stands in the lock, in the version that is asked for where that is one."""
    name, exact, version = re.match(r"([\w-]+)(==)?([\w.]*)", asked).groups()  # type: ignore[union-attr]

    versions = {each for one, each in pinned() if one == name.lower()}

    assert versions
    assert not exact or {version} == versions


def test_lock_has_hashes() -> None:
    """No package comes in whose bytes are not known."""
    packages = re.split(r"^(?=[\w.-]+==)", LOCK, flags=re.MULTILINE)[1:]

    assert len(pinned()) == len(packages)
    assert all("--hash=sha256:" in package for package in packages)


def test_bill_is_current(tmp_path: Path) -> None:
    """The bill of materials is what the lock and the runtime's licences say; `make lock` writes it."""
    script = "import runpy, sys; sys.stdout.write(runpy.run_path(sys.argv[1])['sbom']())"
    written = subprocess.run(
        [sys.executable, "-c", script, str(ROOT / ".ci" / "write-sbom.py")],
        capture_output=True,
        text=True,
        check=True,
    ).stdout

    assert (ROOT / ".ci" / "sbom.cdx.json").read_text("utf-8") == written


def test_bill_names_all() -> None:
    """Whatever the licences of the runtime and the lock name with a version is on the bill."""
    bill = json.loads((ROOT / ".ci" / "sbom.cdx.json").read_text("utf-8"))
    named = {(each["name"], each["version"]) for each in bill["components"]}
    licences = (ROOT / "timeline" / "runtime" / "LICENSE").read_text("utf-8")

    assert pinned() <= named
    assert set(re.findall(r"([\w-]+) (\d+\.\d+\.\d+)", licences)) <= named


def test_wheel_carries_bill_and_licences(tmp_path: Path) -> None:
    """A wheel says who made it, where it is at home, and what is in it."""
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (path,) = tmp_path.glob("honest_timeline-*.whl")
    wheel = zipfile.ZipFile(path)
    info = f"honest_timeline-{PROJECT['version']}.dist-info"
    metadata = wheel.read(f"{info}/METADATA").decode()

    assert f"{info}/sboms/sbom.cdx.json" in wheel.namelist()
    assert f"{info}/licenses/timeline/runtime/LICENSE" in wheel.namelist()
    assert "Author: The timeline authors" in metadata
    assert {"Source", "Documentation", "Changelog", "Issues"} == set(
        re.findall(r"^Project-URL: (\w+),", metadata, re.MULTILINE)
    )


def test_page_carries_the_licences_of_its_script() -> None:
    """The page goes alone, so the licences of Vega, Esprima and D3 are in it, whole."""
    page = (ROOT / "output" / "index.html").read_text("utf-8")

    assert (ROOT / "timeline" / "runtime" / "LICENSE").read_text("utf-8").strip() in page


@pytest.mark.parametrize("file", ["index.html", "embed.html", "timeline.svg"])
def test_fonts_carry_their_licence(file: str) -> None:
    """Each face in what is built names its copyright, its licence and where that is to be read."""
    text = (ROOT / "output" / file).read_text("utf-8")
    faces = re.findall(r"data:;base64,([\w+/=]+)", text)

    assert faces
    for face in faces:
        names = TTFont(BytesIO(base64.b64decode(face)))["name"]
        assert "Arimo Project Authors" in names.getDebugName(0)
        assert "SIL Open Font License" in names.getDebugName(13)
        assert names.getDebugName(14).startswith("http")
