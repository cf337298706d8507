"""Vega and the rasteriser. What is here runs in the process beside, where there is one."""

from __future__ import annotations

import functools
import json
import os
from collections.abc import Mapping
from contextlib import ExitStack
from importlib.metadata import version
from importlib.resources import as_file
from typing import Any

import vl_convert

DPI = 96  # a CSS px is 1/96 inch
_OPEN = 32  # files that Vega and the rasteriser open, and a few more


# What layouts differ in, but for data and parameters.
_OF_A_LAYOUT = ("width", "height", "padding", "description")


def svg(spec: dict[str, Any], version: str) -> str:
    """A Vega-Lite specification drawn as SVG, by Vega-Lite `version`.

    The sizes of its texts have a minus before them, which `svg_tidy` takes away: see
    `_unmeasured`. What is the same in every layout is compiled once.
    """
    _check_room()
    shared = {
        **_unmeasured(spec),
        **dict.fromkeys(_OF_A_LAYOUT, 0),
        "datasets": {name: [] for name in spec["datasets"]},
        "params": [dict.fromkeys(param, "0") | {"name": param["name"]} for param in spec["params"]],
    }
    compiled = _compiled(json.dumps(shared), version)
    # No address is allowed: a failed fetch would be an empty chart, without an error.
    drawn: str = vl_convert.vega_to_svg(_filled(compiled, spec), allowed_base_urls=[])
    return drawn


@functools.lru_cache(maxsize=4)
def _compiled(spec: str, version: str) -> dict[str, Any]:
    compiled: dict[str, Any] = vl_convert.vegalite_to_vega(json.loads(spec), vl_version=version)
    return compiled


def _filled(compiled: dict[str, Any], spec: dict[str, Any]) -> dict[str, Any]:
    """Compiled Vega with sizes, parameters and data of a specification, as a page's script fills it."""
    signals = {
        param["name"]: {"value": param["value"]} if "value" in param else {"update": param["expr"]}
        for param in spec["params"]
    }
    tables = {name: {"values": rows} for name, rows in spec["datasets"].items()}
    return {
        **compiled,
        **{name: spec[name] for name in _OF_A_LAYOUT},
        "signals": [each | signals.get(each["name"], {}) for each in compiled["signals"]],
        "data": [each | tables.get(each["name"], {}) for each in compiled["data"]],
    }


def _unmeasured(spec: dict[str, Any]) -> dict[str, Any]:
    """The specification with texts of sizes below zero.

    vl-convert measures every text that Vega draws by making outlines of its letters, which
    takes three quarters of the time of a drawing, and nothing in our charts goes by that. A text
    of no size it does not measure; one below zero is none, and still says which it is.
    """
    return {**spec, "layer": [_unmeasured_layer(layer) for layer in spec["layer"]]}


def _unmeasured_layer(layer: dict[str, Any]) -> dict[str, Any]:
    mark = layer["mark"]
    if mark["type"] != "text":
        return layer
    size = mark["fontSize"]
    below = {"expr": f"-({size['expr']})"} if isinstance(size, dict) else -size
    return {**layer, "mark": {**mark, "fontSize": below}}


def vega(spec: dict[str, Any], version: str) -> dict[str, Any]:
    """A Vega-Lite specification compiled to Vega."""
    _check_room()
    compiled: dict[str, Any] = vl_convert.vegalite_to_vega(spec, vl_version=version)
    return compiled


def png(
    svg: str,
    scale: float,
    *,
    grey: bool,
    about: Mapping[str, str],
    dpi: float = DPI,
    clear: bool = False,
    few_colours: bool = False,
) -> bytes:
    """SVG as a PNG, `scale` pixels to a px, with the texts of `about` in it by their names.

    `dpi` is how many pixels go to an inch in print. What the SVG has no paper
    behind is `clear`, or black. With `few_colours` it has 256, none of which is seen to differ.
    """
    from timeline.images import pixels  # which no chart needs

    _register_fonts()
    # Packed anew: vl-convert's are RGBA and hardly compressed, 1,855 KB where this makes 529.
    return pixels.picture(
        vl_convert.svg_to_png(svg, scale=scale),
        mode=("L" if grey else "RGB") + ("A" if clear else ""),
        about=about,
        dpi=dpi,
        few_colours=few_colours,
    )


def drawn(svg: str) -> bytes:
    """SVG of an author's own, which only draws, as a PNG of a pixel to a px."""
    _register_fonts()
    made: bytes = vl_convert.svg_to_png(svg, scale=1)
    return made


# What draws SVG, by name and version.
RASTERISER = f"vl-convert {version('vl-convert-python')}"


def pdf(svg: str) -> bytes:
    """SVG as a PDF; its writer names what a page uses in any order (see `documents`)."""
    _register_fonts()
    drawn: bytes = vl_convert.svg_to_pdf(svg)
    return drawn


def start_vega() -> None:
    """Start the JavaScript machine and load Vega into it."""
    _check_room()
    vl_convert.vegalite_to_svg({"data": {"values": []}, "mark": "rect"})


def load_rest() -> None:
    """Load what PNGs need."""
    png("<svg xmlns='http://www.w3.org/2000/svg' width='1' height='1'/>", 1, grey=False, about={})


@functools.cache
def _check_room() -> None:
    """Raise OSError, which vl-convert does not, if there is no room for the files it opens."""
    with ExitStack() as opened:
        for _ in range(_OPEN):
            opened.callback(os.close, os.open(os.devnull, os.O_RDONLY))


@functools.cache
def _register_fonts() -> None:
    from timeline.faces import shipped  # here, since Vega starts before it is needed

    _check_room()
    # A text in a font that the rasteriser does not know is not drawn, without an error.
    with as_file(shipped.FONTS) as folder:
        vl_convert.register_font_directory(str(folder))
