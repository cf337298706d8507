"""The least a builder of these charts could do: Altair, vl-convert, the same specs and pictures.

Arguments: the folder of specs, which also takes what is drawn; the scale of the
PNG; the Vega-Lite version; the folder of fonts; their family.
"""

import json
import sys
from pathlib import Path

import altair  # noqa: F401 - importing it is part of the floor
import vl_convert

folder, scale = Path(sys.argv[1]), float(sys.argv[2])
version, fonts, family = sys.argv[3:]
vl_convert.register_font_directory(fonts)
svg = ""
for name in ("medium", "wide"):
    spec = json.loads((folder / f"{name}.json").read_text("utf-8"))
    svg = vl_convert.vegalite_to_svg(spec, vl_version=version, allowed_base_urls=[])
    svg = svg.replace("sans-serif", family)  # the font the charts are meant to be drawn in
    (folder / f"{name}.svg").write_text(svg, "utf-8")
(folder / "wide.png").write_bytes(vl_convert.svg_to_png(svg, scale=scale))
