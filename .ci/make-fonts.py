"""Make the static faces in timeline/fonts from the variable Arimo on the package index.

    pip install fontpkg-arimo==1.341 fonttools==4.68.0 uharfbuzz==0.57.0
    python .ci/make-fonts.py

The family gets a name of its own, so that an Arimo installed on the machine
can never be drawn in place of the one that was measured.
"""

from importlib.resources import files
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.tables.ttProgram import Program
from fontTools.varLib.instancer import instantiateVariableFont

FAMILY = "Timeline Sans"
# Each with the file it is made of, and its weight.
FACES = {
    "Regular": ("Arimo[wght].ttf", 400),
    "Bold": ("Arimo[wght].ttf", 700),
    "Italic": ("Arimo-Italic[wght].ttf", 400),
}
_SELECTED = {"Regular": 0x40, "Bold": 0x20, "Italic": 0x01}  # in OS/2
_STYLED = {"Regular": 0, "Bold": 1, "Italic": 2}  # in head
HERE = Path(__file__).parent.parent / "timeline" / "fonts"


def face(style: str, file: str, weight: int) -> TTFont:
    """One static face, renamed, without hinting."""
    variable = files("fontpkg_arimo").joinpath("files", file)
    font = TTFont(str(variable), recalcTimestamp=False)
    instantiateVariableFont(font, {"wght": weight}, inplace=True)
    options = Options()
    options.hinting = False
    options.glyph_names = False
    options.name_IDs = ["*"]
    # No substitutions: the rasteriser reads such a table anew for every text it sets,
    # which takes longer than all else it does.
    options.layout_features = ["kern", "mark", "mkmk"]
    options.drop_tables += ["GSUB", "STAT", "gasp"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=sorted(font.getBestCmap()))
    subsetter.subset(font)
    names = {
        1: FAMILY,
        2: style,
        3: f"{FAMILY} {style}",
        4: f"{FAMILY} {style}",
        6: f"TimelineSans-{style}",
        16: FAMILY,
        17: style,
    }
    table = font["name"]
    table.names = [record for record in table.names if record.nameID in {0, 5, 13, 14}]
    for number, text in names.items():
        table.setName(text, number, 3, 1, 0x409)
    font["OS/2"].usWeightClass = weight
    font["OS/2"].fsSelection = _SELECTED[style]
    font["head"].macStyle = _STYLED[style]
    say_it_needs_no_hinting(font)
    return font


def say_it_needs_no_hinting(font: TTFont) -> None:
    """A program that does nothing but keep thin strokes whole.

    A face without any is hinted by FreeType, where a desktop asks for full hinting: that
    makes letters up to a fifth wider, and labels meet. FreeType overlooks the seven bytes
    that others add to say the same, so there are three more.
    """
    font["prep"] = newTable("prep")
    font["prep"].program = Program()
    font["prep"].program.fromAssembly(
        [
            "PUSHW[",
            "]",
            "511",
            "SCANCTRL[",
            "]",
            "PUSHB[",
            "]",
            "4",
            "SCANTYPE[",
            "]",
            "PUSHB[",
            "]",
            "0",
            "POP[",
            "]",
        ]
    )
    font["maxp"].maxStackElements = 1


for style, (file, weight) in FACES.items():
    face(style, file, weight).save(HERE / f"TimelineSans-{style}.ttf")
(HERE / "LICENSE").write_text(
    files("fontpkg_arimo").joinpath("LICENSE").read_text("utf-8"), "utf-8"
)
