"""Elements of SVG: made, found, and written out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from xml.etree import ElementTree as ET

from timeline.faces.shipped import Style

SVG = "http://www.w3.org/2000/svg"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

ET.register_namespace("", SVG)


def serialised(root: ET.Element) -> str:
    """An element as text."""
    text: str = ET.tostring(root, "unicode")
    return text


def element(name: str, attributes: Mapping[str, Any] | None = None, text: str = "") -> ET.Element:
    """An element of SVG; values are written as they print."""
    element = ET.Element(tag(name), {key: str(value) for key, value in (attributes or {}).items()})
    element.text = text or None
    return element


def child(parent: ET.Element, name: str) -> ET.Element:
    """The first child of that name, which is there."""
    child = parent.find(tag(name))
    assert child is not None
    return child


def tag(name: str) -> str:
    """The name of an element with its namespace."""
    return f"{{{SVG}}}{name}"


def style_of(text: ET.Element) -> Style:
    """The style of the letters of a text."""
    return Style.of(
        bold=text.get("font-weight") == "bold", italic=text.get("font-style") == "italic"
    )


def shortened(numbers: str) -> str:
    """Numbers in a path or transform, to a hundredth."""
    return _DECIMAL.sub(_hundredths, numbers)


_DECIMAL = re.compile(r"-?\d+\.\d+")


def _hundredths(number: re.Match[str]) -> str:
    return f"{round(float(number[0]), 2):g}"


def printable(text: str) -> str:
    """`text` without the control characters XML cannot hold."""
    if text.isprintable():
        return text
    return "".join(c if c >= " " or c in "\t\n" else "�" for c in text)
