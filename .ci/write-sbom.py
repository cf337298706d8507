"""Write .ci/sbom.cdx.json, the bill of materials that a wheel carries (PEP 770, CycloneDX 1.6).

It lists what is in the wheel besides our own code, the font and the parts of Vega and D3 in
the chart's runtime, and the packages that the command runs with, as requirements.txt pins
them. No clock and no random serial number: the same inputs give the same bytes.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
OUT = ROOT / ".ci" / "sbom.cdx.json"
_PINNED = re.compile(r"^([\w.-]+)==([\w.]+)", re.MULTILINE)
# Of the runtime's LICENSE: packages with their licence after them, or with their own copyright
# above the licence that is common to D3.
_PARTS = re.compile(
    r"^((?:[\w-]+ \d+\.\d+\.\d+,?\s)*[\w-]+ \d+\.\d+\.\d+): ([\w.-]+)$", re.MULTILINE
)
_OF_D3 = re.compile(r"^([\w-]+) (\d+\.\d+\.\d+), copyright", re.MULTILINE)


def component(kind: str, name: str, version: str, licence: str = "", **more: Any) -> dict[str, Any]:
    """One thing, by its package URL."""
    told = {"type": kind, "name": name, "version": version, **more}
    return told | ({"licenses": [{"license": {"id": licence}}]} if licence else {})


def carried() -> Iterator[dict[str, Any]]:
    """What the wheel holds of others."""
    text = (ROOT / "timeline" / "runtime" / "LICENSE").read_text("utf-8")
    found = [
        (name, version, licence)
        for packages, licence in _PARTS.findall(text)
        for name, version in re.findall(r"([\w-]+) (\d+\.\d+\.\d+)", packages)
    ]
    found += [(name, version, "ISC") for name, version in _OF_D3.findall(text)]
    for name, version, licence in found:
        yield component("library", name, version, licence, purl=f"pkg:npm/{name}@{version}")
    yield component("data", "Arimo, as Timeline Sans", "1.341", "OFL-1.1")


def needed() -> Iterator[dict[str, Any]]:
    """The packages that are installed with it."""
    text = (ROOT / "requirements.txt").read_text("utf-8")
    for name, version in _PINNED.findall(text):
        yield component("library", name, version, purl=f"pkg:pypi/{name}@{version}")


def sbom() -> str:
    """The whole bill."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    purl = f"pkg:pypi/{project['name']}@{project['version']}"
    bill = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": component(
                "application", project["name"], project["version"], "MIT", purl=purl
            )
        },
        "components": [*carried(), *needed()],
    }
    return json.dumps(bill, indent=2) + "\n"


if __name__ == "__main__":
    OUT.write_text(sbom(), "utf-8")
