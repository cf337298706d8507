"""Make timeline/runtime/vega.js, which draws a live chart, of the Vega that vl-convert carries.

    pip install vl-convert-python==1.9.0.post1
    python .ci/make-runtime.py

vl-convert bundles the modules that a snippet imports by their path, with all that
they import. A timeline uses about half of that. So the bundle is read as
JavaScript, name by name and scope by scope: `LEFT_OUT` names exports no timeline
reaches, and whatever nothing else needs goes with them. What is left asks for no
address and compiles no text, so that it runs under a strict
Content-Security-Policy.

To use another vl-convert, take its versions, and the licences of what is then in
the script into timeline/runtime/LICENSE.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import vl_convert

HERE = Path(__file__).parent.parent / "timeline" / "runtime"

# The versions this vl-convert carries; it panics if asked for another. Its library names
# them all: strings vl_convert.abi3.so | grep -o "/npm/vega[^/]*/+esm"
VERSIONS = {
    "d3-interpolate": "3.0.1",
    "d3-scale": "4.0.2",
    "d3-timer": "3.0.1",
    "vega-dataflow": "6.1.0",
    "vega-encode": "5.1.0",
    "vega-functions": "6.1.0",
    "vega-loader": "5.1.0",
    "vega-parser": "7.1.0",
    "vega-scale": "8.1.0",
    "vega-scenegraph": "5.1.0",
    "vega-selections": "6.1.0",
    "vega-transforms": "5.1.0",
    "vega-view": "6.1.0",
    "vega-view-transforms": "5.1.0",
}

# The script itself. `globalThis` keeps the bundler from shaking it away.
SOURCE = """
import {View} from "vega-view";
import {parse} from "vega-parser";
import {transforms} from "vega-dataflow";
import {axisticks, datajoin, encode, scale, sortitems} from "vega-encode";
import {bound, mark, overlap, render, viewlayout} from "vega-view-transforms";
import {collect, compare, expression, extent, field, filter, formula, key, multiextent, params,
  prefacet, proxy, relay, sieve, values} from "vega-transforms";
import {Marks} from "vega-scenegraph";

Object.assign(transforms, {
  axisticks, datajoin, encode, scale, sortitems,
  bound, mark, overlap, render, viewlayout,
  collect, compare, expression, extent, field, filter, formula, key, multiextent, params,
  prefacet, proxy, relay, sieve, values,
});
const without = (kind) => new Proxy({}, {
  get(_, name) { throw Error(`a chart has no ${kind} ${String(name)}`); },
});
Object.setPrototypeOf(transforms, without("transform"));
Object.setPrototypeOf(Marks, without("mark"));

const FUNCTIONS = {
  isNaN: Number.isNaN, isFinite: Number.isFinite, parseFloat, parseInt, btoa, atob,
  clamp: (x, low, high) => Math.max(low, Math.min(high, x)),
  now: Date.now, utc: Date.UTC, datetime: (...parts) => new Date(...parts),
  time: (x) => new Date(x).getTime(), timezoneoffset: (x) => new Date(x).getTimezoneOffset(),
  length: (x) => x.length, upper: (x) => String(x).toUpperCase(),
  lower: (x) => String(x).toLowerCase(), trim: (x) => String(x).trim(),
  substring: (x, ...ends) => String(x).substring(...ends),
  split: (x, ...by) => String(x).split(...by),
  regexp: RegExp, test: (pattern, x) => RegExp(pattern).test(x),
};
Object.assign(FUNCTIONS, Object.fromEntries(
  ["abs", "acos", "asin", "atan", "atan2", "ceil", "cos", "exp", "floor", "hypot", "log", "max",
    "min", "pow", "random", "round", "sin", "sqrt", "tan"].map((name) => [name, Math[name]])));
Object.assign(FUNCTIONS, Object.fromEntries(
  Object.entries({date: "Date", day: "Day", year: "FullYear", month: "Month", hours: "Hours",
    minutes: "Minutes", seconds: "Seconds", milliseconds: "Milliseconds"}).flatMap(
    ([name, part]) => [
      [name, (x) => new Date(x)["get" + part]()],
      ["utc" + name, (x) => new Date(x)["getUTC" + part]()],
    ])));
const CONSTANTS = {NaN, E: Math.E, LN2: Math.LN2, LN10: Math.LN10, LOG2E: Math.LOG2E,
  LOG10E: Math.LOG10E, PI: Math.PI, SQRT1_2: Math.SQRT1_2, SQRT2: Math.SQRT2,
  MIN_VALUE: Number.MIN_VALUE, MAX_VALUE: Number.MAX_VALUE};
const UNARY = {"+": (x) => +x, "-": (x) => -x, "~": (x) => ~x, "!": (x) => !x};
const BINARY = {
  "*": (x, y) => x * y, "/": (x, y) => x / y, "%": (x, y) => x % y, "+": (x, y) => x + y,
  "-": (x, y) => x - y, "<": (x, y) => x < y, "<=": (x, y) => x <= y, ">": (x, y) => x > y,
  ">=": (x, y) => x >= y, "==": (x, y) => x == y, "!=": (x, y) => x != y,
  "===": (x, y) => x === y, "!==": (x, y) => x !== y, "&": (x, y) => x & y,
  "|": (x, y) => x | y, "^": (x, y) => x ^ y, "<<": (x, y) => x << y, ">>": (x, y) => x >> y,
  ">>>": (x, y) => x >>> y,
};

// An expression's syntax tree as nested functions, made once: twice as fast as walking the
// tree for every mark. Each takes the signals, a datum, a mark and an event. What may be
// called are Vega's `own` functions, and those above that it leaves to who compiles them.
function evaluator(node, own) {
  const made = (part) => evaluator(part, own);
  switch (node.type) {
    case "Literal": return () => node.value;
    case "Identifier": {
      const {name} = node, key = "$" + name;
      if (name === "datum") return (signals, datum) => datum;
      if (name === "item") return (signals, datum, item) => item;
      if (name === "event") return (signals, datum, item, event) => event;
      if (Object.hasOwn(CONSTANTS, name)) return () => CONSTANTS[name];
      return (signals) => signals[key];
    }
    case "MemberExpression": {
      const whole = made(node.object);
      if (!node.computed) {
        const {name} = node.property;
        return (s, d, i, e) => whole(s, d, i, e)[name];
      }
      const name = made(node.property);
      return (s, d, i, e) => whole(s, d, i, e)[name(s, d, i, e)];
    }
    case "CallExpression": {
      const name = node.callee.name.replace(/^_/, "");
      const [x, y, z, ...more] = node.arguments.map(made);
      if (name === "if") return (s, d, i, e) => (x(s, d, i, e) ? y : z)(s, d, i, e);
      const called = own[name] || FUNCTIONS[name];
      if (!called) throw Error("an expression calls " + name);
      if (more.length) {
        const all = [x, y, z, ...more];
        return (s, d, i, e) => called.apply(own, all.map((part) => part(s, d, i, e)));
      }
      if (z) return (s, d, i, e) => called.call(own, x(s, d, i, e), y(s, d, i, e), z(s, d, i, e));
      if (y) return (s, d, i, e) => called.call(own, x(s, d, i, e), y(s, d, i, e));
      if (x) return (s, d, i, e) => called.call(own, x(s, d, i, e));
      return () => called.call(own);
    }
    case "UnaryExpression": {
      const x = made(node.argument), operator = UNARY[node.operator];
      return (s, d, i, e) => operator(x(s, d, i, e));
    }
    case "BinaryExpression": {
      const x = made(node.left), y = made(node.right), operator = BINARY[node.operator];
      return (s, d, i, e) => operator(x(s, d, i, e), y(s, d, i, e));
    }
    case "LogicalExpression": {
      const x = made(node.left), y = made(node.right);
      return node.operator === "&&"
        ? (s, d, i, e) => x(s, d, i, e) && y(s, d, i, e)
        : (s, d, i, e) => x(s, d, i, e) || y(s, d, i, e);
    }
    case "ConditionalExpression": {
      const test = made(node.test), x = made(node.consequent), y = made(node.alternate);
      return (s, d, i, e) => (test(s, d, i, e) ? x : y)(s, d, i, e);
    }
    case "ArrayExpression": {
      const all = node.elements.map(made);
      return (s, d, i, e) => all.map((part) => part(s, d, i, e));
    }
    case "ObjectExpression": {
      const all = node.properties.map(({key, value}) => [key.name ?? key.value, made(value)]);
      return (s, d, i, e) => Object.fromEntries(all.map(([name, x]) => [name, x(s, d, i, e)]));
    }
  }
  throw Error("an expression is a " + node.type);
}

// What Vega asks for with each kind of expression.
const expressions = {
  operator({functions}, {ast}) {
    const made = evaluator(ast, functions);
    return (signals) => made(signals);
  },
  parameter({functions}, {ast}) {
    const made = evaluator(ast, functions);
    return (datum, signals) => made(signals, datum);
  },
  event({functions}, {ast}) {
    const made = evaluator(ast, functions);
    return (event) => made(undefined, undefined, undefined, event);
  },
  handler({functions}, {ast}) {
    const made = evaluator(ast, functions);
    return (signals, event) => made(signals, event.item?.datum, undefined, event);
  },
  encode({functions}, {marktype, channels}) {
    const all = Object.keys(channels).map((name) => [name, evaluator(channels[name].ast, functions)]);
    const ends = marktype === "rule" ? [] : ["x", "y"].filter((axis) => channels[axis + "2"]);
    const middles = marktype === "rule" ? [] : ["x", "y"].filter((axis) => channels[axis + "c"]);
    const swaps = marktype === "group" || marktype === "rect";
    return (item, signals) => {
      let changed = 0;
      for (const [name, made] of all) {
        const value = made(signals, item.datum, item);
        if (item[name] !== value) {
          item[name] = value;
          changed = 1;
        }
      }
      for (const axis of ends) stretch(item, axis, channels[axis], swaps);
      for (const axis of middles) item[axis] = item[axis + "c"] - (item[SIZES[axis]] || 0) / 2;
      return changed;
    };
  },
};

// The start and the size of a mark given by both ends, or by its end and its size.
const SIZES = {x: "width", y: "height"};
function stretch(item, axis, hasStart, swaps) {
  const end = axis + "2", size = SIZES[axis];
  if (hasStart) {
    if (swaps && item[axis] > item[end]) [item[axis], item[end]] = [item[end], item[axis]];
    item[size] = item[end] - item[axis];
  } else item[axis] = item[end] - (item[size] || 0);
}

// Faults reach who called, as a thrown error or a refused promise; the rest is silent.
const logger = {
  level() { return logger; },
  error(fault) { throw fault instanceof Error ? fault : Error(fault); },
  warn() { return logger; },
  info() { return logger; },
  debug() { return logger; },
};
const events = {bind: "none", view: false, window: false, selector: false, timer: false};

globalThis.timelineRuntime = {
  // A Vega view of a compiled specification; `win` is the window of time it opens at.
  view(spec, {win} = {}) {
    if (win)
      spec = {...spec, signals: spec.signals.map((s) => s.name === "win" ? {...s, value: win} : s)};
    return new View(parse(spec, {events}, {ast: true}),
      {expr: expressions, renderer: "svg", logger, tooltip() {}});
  },
};
"""

# Exports that no timeline reaches; to reach one all the same is an error.
LEFT_OUT = {
    "d3-interpolate": (
        "interpolateCubehelix interpolateCubehelixLong interpolateHcl interpolateHclLong "
        "interpolateHsl interpolateHslLong interpolateLab interpolateTransformCss "
        "interpolateTransformSvg interpolateZoom"
    ),
    "d3-scale": (
        "scaleDiverging scaleDivergingLog scaleDivergingPow scaleDivergingSqrt "
        "scaleDivergingSymlog scaleLog scalePow scaleQuantile scaleQuantize scaleSequential "
        "scaleSequentialLog scaleSequentialPow scaleSequentialSqrt scaleSequentialSymlog "
        "scaleSqrt scaleSymlog scaleThreshold"
    ),
    "d3-timer": "interval",
    "vega-functions": (
        "geoArea geoBounds geoCentroid geoScale geoShape scaleGradient treeAncestors treePath"
    ),
    "vega-loader": "responseType",
    "vega-scale": "scheme",
    "vega-scenegraph": "CanvasRenderer HybridHandler HybridRenderer SVGStringRenderer",
    "vega-selections": (
        "selectionIdTest selectionResolve selectionTest selectionTuples selectionVisitor"
    ),
}
# Exports that are something else here: the parameters and body of a function.
REPLACED = {
    "vega-loader loader": """() {
        const refuse = () => Promise.reject(Error("a chart loads nothing"));
        return {load: refuse, sanitize: refuse};
    }""",
    "vega-loader read": """(rows, format) {
        if (format?.parse) throw Error("rows are read as they are");
        return rows;
    }""",
}
# Keys of exported tables that go too: kinds of mark, functions of expressions.
KEYS_LEFT_OUT = {
    "vega-scenegraph Marks": "arc area image line shape trail",
    "vega-functions functionContext": (
        "contrast cumulativeLogNormal cumulativeNormal cumulativeUniform densityLogNormal "
        "densityNormal densityUniform hcl hsl intersect intersectLasso lab lassoAppend "
        "lassoPath luminance modify pathShape pinchAngle pinchDistance quantileLogNormal "
        "quantileNormal quantileUniform random rgb sampleLogNormal sampleNormal "
        "sampleUniform screen setdata"
    ),
}
# Patterns in the finished text, each there so often, and what is written instead.
PATCHES: Sequence[tuple[str, int, str]] = (
    # Letters of names beyond ASCII: 11 kB of ranges that every browser knows.
    (r'new RegExp\("\[\\\\xAA(?:(?!\\\\u0300)[^"])+"\)', 1, r"/\\p{ID_Start}/u"),
    (r'new RegExp\("\[\\\\xAA[^"]+"\)', 1, r"/\\p{ID_Continue}/u"),
    # A gradient is in the same document, whatever its address becomes.
    (r'"undefined"==typeof window\?"":\((\w+)=window\.location\)\.hash\?[^;}]+', 1, '""'),
)

BANNER = """/*!
 * Vega, (c) University of Washington Interactive Data Lab, BSD-3-Clause
 * D3 and internmap, (c) Mike Bostock, ISC
 * Esprima, (c) Ariya Hidayat and contributors, BSD-2-Clause
 * A part of each, made into one by .ci/make-runtime.py; texts in timeline/runtime/LICENSE
 */
"""


class Token(NamedTuple):
    """A word of a script: a name, number, string, pattern or mark, by `kind`."""

    kind: str
    text: str


_TOKEN = re.compile(
    r"""(?P<space>\s+|/\*.*?\*/|//[^\n]*)
    |(?P<string>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')
    |(?P<number>0[xX][\da-fA-F]+|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)
    |(?P<name>[A-Za-z_$][\w$]*)
    |(?P<mark>\.\.\.|=>|[=!]==?|\?\.(?!\d)|\+\+|--
        |(?:>>>|<<|>>|\*\*|&&|\|\||\?\?|[-+*/%&|^<>])=?|.)
    """,
    re.VERBOSE | re.DOTALL,
)
_PATTERN = re.compile(r"(?P<pattern>/(?:[^/\\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+/[a-z]*)")
_TEMPLATE = re.compile(r"(?:[^`\\$]|\\.|\$(?!\{))*(?:(?P<end>`)|(?=\$\{))", re.DOTALL)
_BEFORE_PATTERN = {"return", "typeof", "case", "in", "of", "void", "new", "throw", "else", "do"}
_OPENING, _CLOSING = {"(", "[", "{", "${"}, {")", "]", "}"}


def tokens(text: str) -> list[Token]:
    """The words of a script, without spaces and comments; a template is strings and marks."""
    found: list[Token] = []
    opened: list[str] = []
    at = 0
    while at < len(text):
        if text[at] == "`" or (text[at] == "}" and opened[-1] == "${"):
            start = at
            if text[at] == "}":
                opened.pop()
                found.append(Token("mark", "}"))
                start = at + 1
            match = _match(_TEMPLATE, text, at + 1)
            at = match.end()
            found.append(Token("string", text[start:at]))
            if not match["end"]:
                opened.append("${")
                found.append(Token("mark", "${"))
                at += 2
            continue
        match = _match(_PATTERN if _is_pattern(text, at, found) else _TOKEN, text, at)
        at = match.end()
        token = Token(match.lastgroup or "", match[0])
        if token.kind == "space":
            continue
        found.append(token)
        if token.kind == "mark" and token.text in _OPENING:
            opened.append(token.text)
        elif token.kind == "mark" and token.text in _CLOSING:
            opened.pop()
    return found


def _match(pattern: re.Pattern[str], text: str, at: int) -> re.Match[str]:
    match = pattern.match(text, at)
    assert match, text[at : at + 80]
    return match


def _is_pattern(text: str, at: int, before: Sequence[Token]) -> bool:
    """Whether a regular expression starts here, and not a comment or a division."""
    if text[at] != "/" or text[at + 1] in "/*":
        return False
    if not before:
        return True
    kind, word = before[-1]
    if kind == "name":
        return word in _BEFORE_PATTERN
    return kind == "mark" and word not in _CLOSING | {"++", "--"}


def pairs(words: Sequence[Token]) -> dict[int, int]:
    """The places of brackets, each with its partner's."""
    found: dict[int, int] = {}
    opened: list[int] = []
    for at, word in enumerate(words):
        if word.kind != "mark":
            continue
        if word.text in _OPENING:
            opened.append(at)
        elif word.text in _CLOSING:
            start = opened.pop()
            found[start], found[at] = at, start
    assert not opened
    return found


@dataclass(frozen=True)
class Part:
    """A function, class, variable or expression at the top of the script.

    `keyword` is how it is declared, empty for an expression; `names` what it declares.
    """

    keyword: str
    names: list[str]
    words: list[Token]

    @cached_property
    def reading(self) -> Reading:
        """What its names are about."""
        return Reading(self.words)


def parts(words: list[Token]) -> list[Part]:
    """The script's parts; lists of variables and of expressions are taken apart."""
    found: list[Part] = []
    partner = pairs(words)
    at = 0
    while at < len(words):
        keyword = words[at].text
        if keyword == ";":
            at += 1
            continue
        if keyword == "async":
            keyword = words[at + 1].text
        assert keyword not in _STATEMENTS, keyword
        if keyword in {"function", "class"}:
            end = at
            while words[end].text != "{" or words[end - 1].text == "(":
                end = partner[end] if words[end].text == "(" else end
                end += 1
            end = partner[end] + 1
            name = next(w.text for w in words[at:end] if w.kind == "name" and w.text not in _KINDS)
            found.append(Part("function", [name], words[at:end]))
            at = end
            continue
        keyword = keyword if keyword in {"const", "let", "var"} else ""
        at += bool(keyword)
        while True:
            end = _expression_end(words, at, partner)
            names = _bound(words[at : partner.get(at, at) + 1]) if keyword else set()
            found.append(Part(keyword, sorted(names), words[at:end]))
            at = end + 1
            if end >= len(words) or words[end].text != ",":
                break
    return found


_KINDS = {"async", "function", "class"}
_STATEMENTS = {"if", "for", "while", "do", "switch", "try", "throw", "return"}


def _expression_end(words: Sequence[Token], at: int, partner: dict[int, int]) -> int:
    """Where the expression from here ends: at a comma, semicolon, colon or closing bracket."""
    choices = 0
    while at < len(words):
        kind, text = words[at]
        if kind == "mark":
            if text in _OPENING:
                at = partner[at]
            elif text in _CLOSING or text in {",", ";"} or (text == ":" and not choices):
                break
            choices += (text == "?") - (text == ":")
        at += 1
    return at


def _bound(words: Sequence[Token]) -> set[str]:
    """The names that parameters or a pattern of variables declare."""
    names = set()
    partner = pairs(words)
    at = 0
    while at < len(words):
        if words[at].text == "=":
            at = _expression_end(words, at, partner)
            continue
        if words[at].kind == "name" and _text(words, at + 1) != ":":
            names.add(words[at].text)
        at += 1
    return names


def _text(words: Sequence[Token], at: int) -> str:
    return words[at].text if 0 <= at < len(words) else ""


class Reading:
    """Which names of a part come from outside it, and which run or change as it is read."""

    def __init__(self, words: Sequence[Token]) -> None:
        self.words = words
        self.partner = pairs(words)
        self.scopes: dict[str, list[range]] = defaultdict(list)
        self.functions: list[range] = []
        self._find_functions()
        self._find_variables()
        self.outer = [at for at in range(len(words)) if self._is_outer(at)]

    def _find_functions(self) -> None:
        """The functions in the part, and the names each declares."""
        words, partner = self.words, self.partner
        for at, (kind, text) in enumerate(words):
            after = _text(words, at + 1)
            if text == "=>":
                start = partner[at - 1] if words[at - 1].text == ")" else at - 1
                end = partner[at + 1] if after == "{" else _expression_end(words, at + 1, partner)
                self._add_function(range(start, end), _bound(words[start:at]))
            elif after == ":" or _text(words, at - 1) == ".":
                continue
            elif kind == "name" and text == "function":
                start = at + 1 + (after == "*")
                name = {words[start].text} if words[start].kind == "name" else set()
                start += len(name)
                self._add_function(range(at, self._body_end(start)), self._parameters(start, name))
                if name and _text(words, at - 1) in {"{", "}", ";"}:
                    self._declare(name, self._block(at))
            elif kind == "name" and text == "class" and words[at + 1].kind == "name":
                self._declare({after}, self._block(at))
            elif self._is_method(at) and _text(words, at - 1) != "function":
                scope = range(at + 1, self._body_end(at + 1))
                if text == "catch":
                    self._declare(_bound(words[at + 2 : partner[at + 1]]), scope)
                else:
                    self._add_function(scope, self._parameters(at + 1, set()))

    def _is_method(self, at: int) -> bool:
        """Whether a name, string or computed key here is followed by parameters and a body."""
        if _text(self.words, at + 1) != "(" or self.words[at].text in _HEADS:
            return False
        if self.words[at].kind == "mark" and self.words[at].text != "]":
            return False
        return _text(self.words, self.partner[at + 1] + 1) == "{"

    def _body_end(self, parameters: int) -> int:
        """The end of the body after the brackets of parameters."""
        return self.partner[self.partner[parameters] + 1]

    def _parameters(self, start: int, own: set[str]) -> set[str]:
        return _bound(self.words[start + 1 : self.partner[start]]) | own | {"arguments"}

    def _add_function(self, scope: range, names: set[str]) -> None:
        self.functions.append(scope)
        self._declare(names, scope)

    def _declare(self, names: Iterable[str], scope: range) -> None:
        for name in names:
            self.scopes[name].append(scope)

    def _find_variables(self) -> None:
        for at, (kind, text) in enumerate(self.words):
            if kind != "name" or text not in {"var", "let", "const"}:
                continue
            if _text(self.words, at - 1) not in {"{", "}", ";", "(", ")", ":"}:
                continue
            scope = self._function(at) if text == "var" else self._block(at)
            self._declare(self._variables(at + 1), scope)

    def _variables(self, at: int) -> set[str]:
        """The names of a list of variables."""
        names: set[str] = set()
        while True:
            end = self.partner[at] if self.words[at].text in _OPENING else at
            names |= _bound(self.words[at : end + 1])
            at = end + 1
            if _text(self.words, at) == "=":
                at = _expression_end(self.words, at, self.partner)
            if _text(self.words, at) != ",":
                return names
            at += 1

    def _function(self, at: int) -> range:
        """The innermost function around a place."""
        return min((scope for scope in self.functions if at in scope), key=len)

    def _block(self, at: int) -> range:
        """The innermost block around a place, or the loop whose head it is in, or part of it."""
        around = [start for start, end in self.partner.items() if start < at < end]
        if not around:
            return range(len(self.words))
        opening = max(around)
        if self.words[opening].text != "(":
            return range(opening, self.partner[opening])
        at = self.partner[opening] + 1
        while _text(self.words, at) not in {"{", ";", "}"}:
            at = self.partner[at] if self.words[at].text in _OPENING else at
            at += 1
        return range(opening, self.partner[at] if self.words[at].text == "{" else at)

    def _is_outer(self, at: int) -> bool:
        """Whether there is a name here that the part does not declare itself."""
        kind, text = self.words[at]
        before, after = _text(self.words, at - 1), _text(self.words, at + 1)
        if kind != "name" or before in {".", "?."}:
            return False
        if (
            text == "of"
            and before not in _BEFORE_PATTERN
            and (before == "]" or self.words[at - 1].kind == "name")
        ):
            return False
        if after == ":" and before in {"{", ",", "}", ";"}:
            return False
        if self._is_method(at) and before in {"{", ",", "}", "get", "set", "async", "static", "*"}:
            return False
        return not any(at in scope for scope in self.scopes.get(text, ()))

    @cached_property
    def names(self) -> set[str]:
        """The names from outside."""
        return {self.words[at].text for at in self.outer}

    @cached_property
    def at_once(self) -> set[str]:
        """Those that are read as the script loads, outside every function."""
        return {self.words[at].text for at in self._outside()}

    @cached_property
    def called(self) -> set[str]:
        """Those that are called as the script loads."""
        words = self.words
        return {
            words[at].text
            for at in self._outside()
            if _text(words, at + 1) == "(" or _text(words, at - 1) == "new"
        }

    def _outside(self) -> Iterator[int]:
        return (at for at in self.outer if not any(at in scope for scope in self.functions))

    @cached_property
    def changed(self) -> set[str]:
        """Those that are assigned to, or whose insides are."""
        return {self.words[at].text for at in self.outer if self._changes(at)}

    def _changes(self, at: int) -> bool:
        if _text(self.words, at - 1) in {"++", "--"}:
            return True
        last = at
        while (text := _text(self.words, last + 1)) in {".", "["}:
            last = last + 2 if text == "." else self.partner[last + 1]
        if text == "(":
            return last > at and self.words[last].text in _CHANGING
        return text in {"++", "--"} or (text.endswith("=") and text not in _COMPARING)


_HEADS = {"if", "for", "while", "switch", "with"}
_COMPARING = {"==", "===", "!=", "!==", "<=", ">="}
_CHANGING = {"add", "push", "set", "splice", "unshift"}


def bundle() -> list[Part]:
    """The parts of the script with all that it imports; the last tells the names of exports."""
    wanted = [*_left_out(), *REPLACED, *KEYS_LEFT_OUT]
    lines, table = [], []
    for number, export in enumerate(wanted):
        module, name = export.split()
        lines.append(f'import {{{name} as export{number}}} from "{module}";')
        table.append(f'"{export}": export{number}')
    snippet = "\n".join([*lines, SOURCE, f"globalThis.exports = {{{', '.join(table)}}};"])
    for module, version in VERSIONS.items():
        snippet = snippet.replace(f' from "{module}";', f' from "/npm/{module}@{version}/+esm";')
    return parts(tokens(vl_convert.javascript_bundle(snippet=snippet)))


def _left_out() -> list[str]:
    return [f"{module} {name}" for module, names in LEFT_OUT.items() for name in names.split()]


def cut(everything: list[Part]) -> tuple[list[Part], set[str]]:
    """The parts without what is left out, and the names that now only throw an error.

    So does every function that would compile text.
    """
    *kept, table = everything
    exported = {
        word.text[1:-1]: table.words[at + 2].text
        for at, word in enumerate(table.words)
        if word.kind == "string"
    }
    gone = {exported[export]: export for export in _left_out()}
    gone |= {name: name for part in kept if _compiles(part) for name in part.names}
    functions = {
        name: f'(){{throw Error("{export} is left out")}}' for name, export in gone.items()
    }
    functions |= {exported[export]: function for export, function in REPLACED.items()}
    keys = {exported[export]: set(names.split()) for export, names in KEYS_LEFT_OUT.items()}
    return [_cut_part(part, functions, keys) for part in kept], set(gone)


def _compiles(part: Part) -> bool:
    words = part.words
    return any(
        words[at].text == "Function" and _text(words, at + 1) == "(" for at in part.reading.outer
    )


def _cut_part(part: Part, functions: dict[str, str], keys: dict[str, set[str]]) -> Part:
    name = part.names[0] if len(part.names) == 1 else ""
    if name in functions:
        return Part("function", [name], tokens(f"function {name}{functions[name]}"))
    if name in keys:
        return Part(part.keyword, [name], _without(part.words, keys[name]))
    return part


def _without(words: Sequence[Token], keys: set[str]) -> list[Token]:
    """`name = {...}` without some keys of the table."""
    partner = pairs(words)
    at = next(at for at, word in enumerate(words) if word.text == "{") + 1
    kept, left = list(words[:at]), set(keys)
    while at < len(words) - 1:
        end = _expression_end(words, at + (_text(words, at + 1) == ":") * 2, partner)
        if words[at].text in keys:
            left.remove(words[at].text)
        else:
            kept += [*words[at:end], Token("mark", ",")]
        at = end + 1
    assert not left, left
    return [*kept, words[-1]]


def shaken(kept: Sequence[Part], gone: set[str]) -> list[Part]:
    """The parts that the script needs.

    What an expression at the top changes, or is the first to be handed, it belongs to.
    """
    declared = {name: part for part in kept for name in part.names}
    owned: dict[str, list[Part]] = defaultdict(list)
    waiting = []
    for part in kept:
        if part.keyword:
            continue
        if "globalThis" in part.reading.at_once:
            waiting.append(part)
        elif not (_is_call(part) and part.reading.at_once & gone):
            for name in _changed(part, declared):
                owned[name].append(part)
    needed: set[int] = set()
    while waiting:
        part = waiting.pop()
        if id(part) in needed:
            continue
        needed.add(id(part))
        assert part.keyword == "function" or not part.reading.called & gone, part.names
        for name in {*part.reading.names, *part.names} & declared.keys():
            waiting += [declared[name], *owned[name]]
    return [part for part in kept if id(part) in needed]


def _changed(part: Part, declared: dict[str, Part]) -> set[str]:
    """What an expression changes, itself or by the functions that it calls."""
    changed = set(part.reading.changed)
    if _is_call(part):
        at = part.words.index(Token("mark", "("))
        if _text(part.words, at + 2) in {",", ")"}:
            changed.add(part.words[at + 1].text)
    waiting, seen = set(part.reading.called), set()
    while waiting:
        name = waiting.pop()
        if name in seen or name not in declared or not _is_function(declared[name]):
            continue
        seen.add(name)
        changed |= declared[name].reading.changed
        waiting |= declared[name].reading.names
    same = {_same(declared[name]) for name in changed & declared.keys()}
    return changed | same


def _same(part: Part) -> str:
    """What a part gives another name to, as in `a = b` and `a = b.c`; or nothing."""
    shape = " ".join(word.kind if word.kind == "name" else word.text for word in part.words)
    return part.words[2].text if re.fullmatch(r"name = name( \. name)*", shape) else ""


def _is_call(part: Part) -> bool:
    """Whether a part is a call of a function by its name."""
    at = 0
    while part.words[at].kind == "name" and _text(part.words, at + 1) == ".":
        at += 2
    return part.words[at].kind == "name" and _text(part.words, at + 1) == "("


def _is_function(part: Part) -> bool:
    """Whether a part declares a function, and not what one gave."""
    end = len(part.words) - 1
    return part.keyword == "function" or any(
        scope.start <= 3 and scope.stop >= end for scope in part.reading.functions
    )


def written(kept: Sequence[Part]) -> str:
    """The parts as ASCII text without spaces."""
    text: list[str] = []
    keyword = ""
    for part in kept:
        if keyword in {"const", "let", "var"} and part.keyword == keyword:
            text[-1] = ","
        elif part.keyword in {"const", "let", "var"}:
            text.append(part.keyword + " ")
        keyword = part.keyword
        text += _words(part.words)
        if keyword != "function":
            text.append(";")
    return _NOT_ASCII.sub(_escaped, "".join(text))


def _words(words: Sequence[Token]) -> Iterator[str]:
    """The words with a space where they would run together, without needless semicolons."""
    partner = pairs(words)
    before = Token("mark", "")
    for at, word in enumerate(words):
        if word.text == ";" and _text(words, at + 1) == "}" and before.text not in _EMPTY:
            head = _text(words, partner[at - 1] - 1) if before.text == ")" else ""
            if head not in _HEADS:
                continue
        if (
            (word.kind in _WORDS and before.kind in {*_WORDS, "pattern"})
            or before.text + word.text[:1] in {"++", "--", "+++", "---", "//"}
            or (before.kind == "number" and word.text == ".")
        ):
            yield " "
        yield word.text
        before = word


_WORDS = {"name", "number"}
_EMPTY = {"else", "do", ";", "{", "}", ":"}
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")


def _escaped(match: re.Match[str]) -> str:
    units = match[0].encode("utf-16-be")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))


def runtime() -> str:
    """The whole script."""
    text = written(shaken(*cut(bundle())))
    for pattern, count, replacement in PATCHES:
        text, found = re.subn(pattern, replacement, text)
        assert count == found, pattern
    return f'{BANNER}(()=>{{"use strict";{text}}})();\n'


if __name__ == "__main__":
    (HERE / "vega.js").write_text(runtime(), "ascii")
