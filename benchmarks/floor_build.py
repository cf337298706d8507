"""The least a builder of these files could do: Altair, vl-convert, the same specs and pictures.

Arguments: the folder of what to draw, as `build.py` recorded it, which also
takes what is drawn; the Vega-Lite version; the folder of fonts; their family.
"""

import json
import sys
from pathlib import Path

import altair  # noqa: F401 - importing it is part of the floor
import vl_convert

folder = Path(sys.argv[1])
version, fonts, family = sys.argv[2:]
vl_convert.register_font_directory(fonts)
drawn = []
for path in sorted(folder.glob("*.vl.json")):
    spec = json.loads(path.read_text("utf-8"))
    svg = vl_convert.vegalite_to_svg(spec, vl_version=version, allowed_base_urls=[])
    svg = svg.replace("sans-serif", family)  # the font the charts are meant to be drawn in
    path.with_suffix(".svg").write_text(svg, "utf-8")
    drawn.append(svg)
for path in sorted(folder.glob("*.png.json")):
    picture = json.loads(path.read_text("utf-8"))
    svg = drawn[picture["of"]]
    path.with_suffix(".png").write_bytes(vl_convert.svg_to_png(svg, scale=picture["scale"]))
