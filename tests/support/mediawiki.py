"""What MediaWiki's filter of uploads refuses in an SVG, from its own published rule.

The source is `includes/upload/UploadVerification.php` and, before MediaWiki 1.44,
`includes/upload/UploadBase.php` (`detectScript`, `checkSvgScriptCallback`, `checkCssFragment`),
at https://gerrit.wikimedia.org/g/mediawiki/core. Newer ones parse the style sheet instead
(`includes/upload/SVGCSSChecker.php`), and let in more. Here is the older rule, with what only the
newer one refuses; namespaces are those of the list there that a drawing program would use.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree as ET
from xml.parsers import expat

HEAD = 1024  # bytes in which nothing may look like HTML, since browsers guess by them
NAMESPACES = {
    "",
    "http://creativecommons.org/ns#",
    "http://purl.org/dc/elements/1.1/",
    "http://sodipodi.sourceforge.net/dtd/sodipodi-0.dtd",
    "http://www.inkscape.org/namespaces/inkscape",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "http://www.w3.org/2000/svg",
}
SCRIPTED = {"script", "handler", "stylesheet", "iframe"}
# Attributes whose value is read as CSS.
STYLED = {
    "clip-path", "cursor", "fill", "filter", "font", "marker", "marker-end", "marker-mid",
    "marker-start", "mask", "stroke", "style",
}  # fmt: skip
_HTML = re.compile(r"<!doctype *x?html|<body|<head|<html|<script", re.I)
_SCRIPT = re.compile(
    r"type\s*=\s*['\"]?\s*(?:\w*/)?(?:ecma|java)"
    r"|(?:href|src|data)\s*=\s*['\"]?\s*(?:ecma|java)script:"
    r"|url\s*\(\s*['\"]?\s*(?:ecma|java)script:",
    re.I,
)
# A font is let in by these very characters.
_FONT = re.compile(r'(@font-face\s*{[^}]*src:)url(\("data:;base64,)', re.I)
_BANNED = re.compile(
    r"@import|@charset|expression|-o-link\s*:|-o-link-source\s*:|-o-replace\s*:", re.I
)
_URL = re.compile(r"(?:url|src|image|image-set)\s*\(\s*[\"']?\s*(?!#)[^\s\"'#]", re.I)
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_REMOTE = re.compile(r"(?:https?|data|script):", re.I)
_IMAGE = re.compile(r"data:\s*image/(?:gif|jpe?g|a?png|webp|avif)[;,]", re.I)


def refusals(data: bytes) -> list[str]:
    """Why MediaWiki does not take an SVG file, each reason once; none if it does."""
    return list(dict.fromkeys(_reasons(data)))


def _reasons(data: bytes) -> Iterator[str]:
    head = data[:HEAD].decode("utf-8", "ignore")
    if _HTML.search(head):
        yield "looks like HTML"
    if _SCRIPT.search(head):
        yield "looks like a script"
    yield from _prologue(data)
    for element in ET.fromstring(data).iter():
        yield from _element(element)


def _prologue(data: bytes) -> Iterator[str]:
    """Processing instructions and document types, which a tree does not keep."""
    found: list[str] = []
    parser = expat.ParserCreate()
    parser.ProcessingInstructionHandler = lambda target, _: found.append(f"<?{target}")
    parser.StartDoctypeDeclHandler = lambda name, *_: found.append(f"<!DOCTYPE {name}")
    parser.Parse(data, True)
    yield from found


def _element(element: ET.Element) -> Iterator[str]:
    namespace, name = _split(element.tag)
    if namespace not in NAMESPACES:
        yield f"namespace {namespace}"
    if name in SCRIPTED:
        yield f"<{name}>"
    if name == "style" and _hostile(element.text or ""):
        yield "style sheet"
    for attribute, value in element.attrib.items():
        _, key = _split(attribute)
        if _refused(name, key, value.lower()):
            yield f"<{name} {key}={value}>"


def _split(name: str) -> tuple[str, str]:
    namespace, _, local = name.lower().rpartition("}")
    return namespace.removeprefix("{"), local


def _hostile(css: str) -> bool:
    """Whether a style sheet or a value may load something."""
    css = _FONT.sub(r"\1\2", css)
    return bool(_BANNED.search(css) or _URL.search(css) or _CONTROLS.search(css))


def _refused(element: str, key: str, value: str) -> bool:
    if key.startswith("on"):
        return True
    if key == "href":
        return not _leads_well(element, value)
    if key == "handler" or (element == "set" and key == "to"):
        return bool(_REMOTE.search(value))
    if key == "attributename":
        return element in {"set", "animate"} and (value.startswith("on") or "href" in value)
    return key in STYLED and _hostile(value)


def _leads_well(element: str, address: str) -> bool:
    """Addresses within the file, of pictures, and of a link: whole ones on the web."""
    if address.startswith("data:"):
        return bool(_IMAGE.match(address))
    within = address == "" or address.startswith("#")
    return within or (element == "a" and bool(re.match("https?://", address)))
