"""SVG files: whether all in one is drawing, and how large it is.

A browser shows SVG in an `img` without its scripts; but the file goes into pictures as
well, which other programs open. So SVG is taken only if all in it is drawing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from math import inf
from xml.parsers import expat

from timeline.images.unfit import Why, refuse

_SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
_MOST_DEEP = 100
# What only draws; all else in the namespace of SVG runs, moves, fetches or needs a font.
_DRAWING = frozenset(
    [
        "svg",
        "g",
        "defs",
        "symbol",
        "use",
        "title",
        "desc",
        "metadata",
        "style",
        "switch",
        "path",
        "rect",
        "circle",
        "ellipse",
        "line",
        "polyline",
        "polygon",
        "linearGradient",
        "radialGradient",
        "stop",
        "clipPath",
        "mask",
        "pattern",
        "marker",
        "filter",
        "feBlend",
        "feColorMatrix",
        "feComponentTransfer",
        "feComposite",
        "feFlood",
        "feFuncA",
        "feFuncB",
        "feFuncG",
        "feFuncR",
        "feGaussianBlur",
        "feMerge",
        "feMergeNode",
        "feMorphology",
        "feOffset",
        "feDropShadow",
    ]
)
_FOREIGN = ("http://www.w3.org/1999/xhtml", "http://www.w3.org/1998/Math/MathML")
# What CSS can fetch with: an address in it that is none of the file's own.
_FETCHES = re.compile(
    r"@import|@font-face|image-set\(|expression\(|(?<![-\w])(?:src|image)\(|url\(\s*['\"]?\s*(?!#)",
    re.I,
)
_WITHIN = re.compile(r"url\(\s*['\"]?\s*#([^'\")\s]+)")  # what of the file a value draws with
_MOST_DRAWN = 200_000  # elements, each as often as it is drawn
_LENGTH = re.compile(r"\s*(\d+(?:\.\d+)?)(px|mm|cm|in|pt|pc)?\s*")
# px (CSS Values 4, 6.2)
_UNITS = {"": 1, "px": 1, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96, "pt": 96 / 72, "pc": 16}
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e-?\d+)?", re.IGNORECASE)


def size(data: bytes) -> tuple[float, float]:
    """The width and height of an SVG that only draws, in px of its own; raises Unfit."""
    reading = _Reading()
    try:
        reading.parser.Parse(data, True)
    except expat.ExpatError as error:
        problem = f"this is no XML: {expat.ErrorString(error.code)} on line {error.lineno}"
        refuse(Why.BROKEN, problem, "save it anew as SVG")
    if reading.drawn() > _MOST_DRAWN:
        problem = "what it uses again and again draws too many elements"
        refuse(Why.UNSAFE, problem, "save it as plain SVG")
    return _size(reading.root)


class _Reading:
    """An SVG as it is read: refused at the first thing in it that does not draw."""

    def __init__(self) -> None:
        self.root: dict[str, str] = {}
        self.open: list[str] = []
        self.css = ""  # of the <style> that is open
        self.names: list[str] = []  # the ids of those that are open; of one without, nothing
        self.everywhere: list[str] = []  # what any element may draw with, by its rules
        self.within: dict[str, int] = defaultdict(int)  # elements in each that has an id
        self.used: dict[str, list[str]] = defaultdict(list)  # and what these draw besides, by id
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.EntityDeclHandler = self._entity
        self.parser.ProcessingInstructionHandler = self._instruction
        self.parser.buffer_text = True  # or a word of CSS might come in two

    def _start(self, element: str, attributes: dict[str, str]) -> None:
        space, _, name = element.rpartition(" ")
        if not self.open:
            if (space, name) != (_SVG, "svg"):
                refuse(Why.KIND, f"its first element is <{name}>, not one of SVG", "name an SVG")
            self.root = attributes
        if len(self.open) >= _MOST_DEEP:
            refuse(Why.UNSAFE, "its elements are too deep in each other", "save it as plain SVG")
        if self.open[-1:] == ["style"]:
            refuse(Why.UNSAFE, f"<{name}> stands in its <style>", "take it out")
        if space in (*_FOREIGN, "") or (space == _SVG and name not in _DRAWING):
            refuse(Why.UNSAFE, f"<{name}> is not taken", _instead(name))
        if space == _SVG:
            for attribute, value in attributes.items():
                _check(name, attribute, value)
        self.open.append(name)
        self.css = ""
        self.names.append(attributes.get("id", ""))
        drawn = [
            each
            for key, value in attributes.items()
            for each in ([value.strip()[1:]] if key.endswith("href") else _WITHIN.findall(value))
        ]
        for holder in {"", *self.names}:  # all of it is in what has no name
            self.within[holder] += 1
            self.used[holder] += drawn

    def _end(self, _: str) -> None:
        if self.open.pop() == "style":
            if _fetches(self.css):
                refuse(Why.UNSAFE, "its <style> leads out of the file", "take that out")
            # Whom a rule is for is not looked at: it may be for each.
            self.everywhere += _WITHIN.findall(self.css)
        self.names.pop()

    def drawn(self) -> float:
        """How many elements are drawn, each as often as another uses it; more than all if one uses itself."""
        known: dict[str, float] = {}

        def count(name: str, above: frozenset[str]) -> float:
            if name in above:
                return inf
            if name not in known:
                inside = above | {name}
                own = self.within.get(name, 0)
                known[name] = own + sum(count(each, inside) for each in self.used.get(name, ()))
                if own:
                    known[name] += own * sum(
                        self.within.get(each, 0) for each in self.everywhere if each not in inside
                    )
            return known[name]

        try:
            return count("", frozenset())
        except RecursionError:
            return inf

    def _text(self, text: str) -> None:
        if self.open[-1:] == ["style"]:
            self.css += text

    def _entity(self, name: str, *_: object) -> None:
        refuse(Why.UNSAFE, f"it declares an entity, {name}", "save it as plain SVG")

    def _instruction(self, target: str, _: str) -> None:
        if self.open[-1:] == ["style"]:
            refuse(Why.UNSAFE, f"<?{target}?> stands in its <style>", "take it out")
        if target == "xml-stylesheet":
            refuse(Why.UNSAFE, "it names a style sheet", "put the rules into a <style>")


def _instead(name: str) -> str:
    if name in ("text", "tspan", "textPath"):
        return "turn its letters into outlines, as they need a font"
    return "name the PNG itself" if name == "image" else "take it out"


def _check(element: str, attribute: str, value: str) -> None:
    """Refuse an attribute of a drawing that runs, or that leads out of the file."""
    space, _, name = attribute.rpartition(" ")
    if name.lower().startswith("on"):
        refuse(Why.UNSAFE, f"<{element}> has {name}, which runs a script", "take it out")
    leads = name == "href" and space in ("", _XLINK) and not value.strip().startswith("#")
    if leads or name == "base" or _fetches(value):
        refuse(Why.UNSAFE, f"{name} of <{element}> leads out of the file", "take it out")


def _fetches(css: str) -> bool:
    # A backslash could spell any of it otherwise.
    return "\\" in css or bool(_FETCHES.search(css))


def _size(root: dict[str, str]) -> tuple[float, float]:
    """How wide and high a drawing is: by its box, or else as it says."""
    box = _NUMBER.findall(root.get("viewBox", ""))
    if len(box) == 4:
        width, height = float(box[2]), float(box[3])
    else:
        sides = [_LENGTH.fullmatch(root.get(side, "")) for side in ("width", "height")]
        width, height = (float(side[1]) * _UNITS[side[2] or ""] if side else 0.0 for side in sides)
    if not (0 < width < 1e6 and 0 < height < 1e6):
        refuse(Why.BROKEN, "it does not say how large it is", 'give its <svg> a "viewBox"')
    return width, height
