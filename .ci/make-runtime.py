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
from collections.abc import Sequence
from pathlib import Path

import vl_convert
from runtime.parts import Part, expression_end, parts
from runtime.shaking import shaken
from runtime.tokens import Token, pairs, text_at, tokens
from runtime.writing import written

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

# The script itself.
SOURCE = Path(__file__).parent / "runtime" / "script.js"

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


def bundle() -> list[Part]:
    """The parts of the script with all that it imports; the last tells the names of exports."""
    wanted = [*_left_out(), *REPLACED, *KEYS_LEFT_OUT]
    lines, table = [], []
    for number, export in enumerate(wanted):
        module, name = export.split()
        lines.append(f'import {{{name} as export{number}}} from "{module}";')
        table.append(f'"{export}": export{number}')
    snippet = "\n".join(
        [*lines, SOURCE.read_text("utf-8"), f"globalThis.exports = {{{', '.join(table)}}};"]
    )
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
        words[at].text == "Function" and text_at(words, at + 1) == "(" for at in part.reading.outer
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
        end = expression_end(words, at + (text_at(words, at + 1) == ":") * 2, partner)
        if words[at].text in keys:
            left.remove(words[at].text)
        else:
            kept += [*words[at:end], Token("mark", ",")]
        at = end + 1
    assert not left, left
    return [*kept, words[-1]]


def runtime() -> str:
    """The whole script."""
    text = written(shaken(*cut(bundle())))
    for pattern, count, replacement in PATCHES:
        text, found = re.subn(pattern, replacement, text)
        assert count == found, pattern
    return f'{BANNER}(()=>{{"use strict";{text}}})();\n'


if __name__ == "__main__":
    (HERE / "vega.js").write_text(runtime(), "ascii")
