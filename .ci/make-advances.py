"""Write timeline/layout/advances.json: how wide letters are that the shipped font lacks.

By hand, rarely: `python .ci/make-advances.py FONTS`, where FONTS is a folder that holds,
anywhere in it, the fonts of these packages of Debian (`apt-get download`, `dpkg -x`):

    fonts-noto-core fonts-noto-ui-core fonts-noto-cjk fonts-noto-color-emoji
    fonts-dejavu-core fonts-freefont-ttf fonts-symbola fonts-kacst-one
    fonts-lohit-{beng-assamese,beng-bengali,deva,deva-marathi,gujr,guru,knda,mlym,orya,taml,
    taml-classical,telu} fonts-{beng,gujr,guru,telu}-extra fonts-gargi fonts-nakula
    fonts-sahadeva fonts-samyak-taml fonts-teluguvijayam fonts-smc-{manjari,meera,rachana}
    fonts-lklug-sinhala fonts-tlwg-{garuda,laksaman,loma,waree}-ttf fonts-lao fonts-khmeros
    fonts-sil-{abyssinica,mondulkiri,padauk} fonts-bpg-georgian fonts-ddc-uchen
    fonts-tibetan-machine

A width is the greatest that any of a script's families has, those that systems choose for
`sans-serif` where they have them. What a letter takes beside another is measured by shaping
it beside others: `joined` in scripts that join letters, `stacked` in those where a virama
makes two consonants one sign. Sums of such widths are no less than any family's width of a
word, and about a tenth more than the median one's; a table of both is printed, of the words
that the CLDR has in languages of the script.

The fonts of Apple and Microsoft cannot be had; what covers theirs is the tenth over the
median. The table is of regular faces; `bold` says by how much bold ones go beyond it.
"""

from __future__ import annotations

import json
import math
import re
import statistics
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from pathlib import Path

import uharfbuzz as hb
from babel import Locale
from fontTools.ttLib import TTCollection, TTFont

TABLE = Path(__file__).parent.parent / "timeline" / "layout" / "advances.json"
SHIPPED = Path(__file__).parent.parent / "timeline" / "fonts" / "TimelineSans-Regular.ttf"
EM = 1000
ZWJ = "\u200d"


@dataclass(frozen=True)
class Script:
    """A script's first and last letters, the languages of its words, and its families."""

    name: str
    blocks: str
    languages: str
    families: tuple[str, ...]
    virama: int | None = None
    joins: bool = False

    @cached_property
    def codes(self) -> list[int]:
        """All that Unicode has in the script's blocks."""
        known = re.compile(f"[{self.blocks}]")
        return [
            code
            for code in range(0x110000)
            if known.match(chr(code)) and unicodedata.category(chr(code)) not in {"Cn", "Co", "Cs"}
        ]


def noto(name: str, *more: str) -> tuple[str, ...]:
    """The families of Noto for a script, and others."""
    return (f"Noto Sans {name}", f"Noto Sans {name} UI", *more)


SCRIPTS = (
    Script(
        "Arabic",
        r"\u0600-\u06ff\u0750-\u077f\u0870-\u08ff\ufb50-\ufdff\ufe70-\ufefc",
        "ar fa ur ckb ps ug",
        noto("Arabic", "DejaVu Sans", "Noto Naskh Arabic", "KacstOne"),
        joins=True,
    ),
    Script("Syriac", r"\u0700-\u074f\u0860-\u086f", "syr", noto("Syriac", "FreeSans"), joins=True),
    Script("N'Ko", r"\u07c0-\u07ff", "nqo", noto("NKo", "DejaVu Sans"), joins=True),
    Script("Mongolian", r"\u1800-\u18af", "", noto("Mongolian"), joins=True),
    Script("Adlam", "\U0001e900-\U0001e95f", "ff_Adlm", noto("Adlam"), joins=True),
    Script("Thaana", r"\u0780-\u07bf", "", noto("Thaana")),
    Script(
        "Armenian", r"\u0530-\u058f\ufb13-\ufb17", "hy", noto("Armenian", "DejaVu Sans", "FreeSans")
    ),
    Script(
        "Georgian",
        r"\u10a0-\u10ff\u1c90-\u1cbf\u2d00-\u2d2f",
        "ka",
        noto("Georgian", "DejaVu Sans", "FreeSans", "BPG Glaho", "BPG Sans Regular"),
    ),
    Script(
        "Ethiopic",
        r"\u1200-\u139f\u2d80-\u2ddf\uab00-\uab2f",
        "am ti",
        noto("Ethiopic", "Abyssinica SIL", "FreeSerif"),
    ),
    Script("Cherokee", r"\u13a0-\u13ff\uab70-\uabbf", "chr", noto("Cherokee", "FreeSans")),
    Script(
        "Devanagari",
        r"\u0900-\u097f\ua8e0-\ua8ff\u1cd0-\u1cff",
        "hi mr ne kok",
        noto(
            "Devanagari",
            "Lohit Devanagari",
            "Lohit Marathi",
            "FreeSans",
            "Gargi",
            "Nakula",
            "Sahadeva",
        ),
        0x94D,
    ),
    Script(
        "Bengali",
        r"\u0980-\u09ff",
        "bn as",
        noto("Bengali", "Lohit Bengali", "Lohit Assamese", "FreeSans", "Mukti"),
        0x9CD,
    ),
    Script(
        "Gurmukhi",
        r"\u0a00-\u0a7f",
        "pa",
        noto("Gurmukhi", "Lohit Gurmukhi", "FreeSans", "Saab"),
        0xA4D,
    ),
    Script("Gujarati", r"\u0a80-\u0aff", "gu", noto("Gujarati", "Lohit Gujarati", "padmaa"), 0xACD),
    Script("Odia", r"\u0b00-\u0b7f", "or", noto("Oriya", "Lohit Odia"), 0xB4D),
    Script(
        "Tamil",
        r"\u0b80-\u0bff",
        "ta",
        noto("Tamil", "Lohit Tamil", "Lohit Tamil Classical", "Samyak Tamil"),
        0xBCD,
    ),
    Script(
        "Telugu",
        r"\u0c00-\u0c7f",
        "te",
        noto("Telugu", "Lohit Telugu", "Pothana2000", "Mandali"),
        0xC4D,
    ),
    Script("Kannada", r"\u0c80-\u0cff", "kn", noto("Kannada", "Lohit Kannada"), 0xCCD),
    Script(
        "Malayalam",
        r"\u0d00-\u0d7f",
        "ml",
        noto("Malayalam", "Lohit Malayalam", "Meera", "Manjari", "Rachana"),
        0xD4D,
    ),
    Script("Sinhala", r"\u0d80-\u0dff", "si", noto("Sinhala", "LKLUG"), 0xDCA),
    Script(
        "Thai",
        r"\u0e00-\u0e7f",
        "th",
        noto("Thai", "Loma", "Garuda", "Laksaman", "Waree", "Noto Looped Thai Regular"),
    ),
    Script("Lao", r"\u0e80-\u0eff", "lo", noto("Lao", "DejaVu Sans", "Phetsarath OT")),
    Script(
        "Tibetan",
        r"\u0f00-\u0fff",
        "bo dz",
        ("Noto Serif Tibetan", "DDC Uchen", "Tibetan Machine Uni"),
    ),
    Script(
        "Khmer",
        r"\u1780-\u17ff\u19e0-\u19ff",
        "km",
        noto("Khmer", "Khmer OS", "Khmer OS System", "Khmer OS Battambang", "Khmer Mondulkiri"),
        0x17D2,
    ),
    Script(
        "Myanmar",
        r"\u1000-\u109f\uaa60-\uaa7f\ua9e0-\ua9ff",
        "my",
        noto("Myanmar", "Padauk"),
        0x1039,
    ),
)
# What systems choose for all else, signs among it.
OTHERS = (
    "Noto Sans",
    "DejaVu Sans",
    "FreeSans",
    "Symbola",
    "Noto Sans Symbols",
    "Noto Sans Symbols2",
    "Noto Sans Math",
)


@dataclass(frozen=True)
class Family:
    """One face: what it has, and what it makes of a text."""

    font: hb.Font
    name: str
    codes: frozenset[int] = field(repr=False)

    def width(self, text: str) -> float | None:
        """In thousandths of an em; None where a glyph is missing."""
        if not self.codes.issuperset(ord(each) for each in text if each != ZWJ):
            return None
        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        hb.shape(self.font, buffer)
        return sum(glyph.x_advance for glyph in buffer.glyph_positions) * EM / self.font.face.upem

    def glyphs(self, text: str) -> list[int]:
        """The numbers of the glyphs of a text, without blanks."""
        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        hb.shape(self.font, buffer)
        blank = self.font.get_nominal_glyph(0x20)
        return [info.codepoint for info in buffer.glyph_infos if info.codepoint != blank]


def main() -> None:
    """Write the table and print what it is like."""
    faces = Faces(Path(sys.argv[1]))
    shipped = set(hb.Face(SHIPPED.read_bytes()).unicodes)
    widths: dict[int, int] = {}
    joined: dict[int, list[int]] = {}
    stacked: dict[int, list[int]] = {}
    pairs: dict[tuple[int, int], int] = {}
    bold: list[list[int]] = []
    for script in SCRIPTS:
        families = [faces.regular(name) for name in script.families]
        table = Table(script, [one for one in families if one])
        mine = {code: width for code, width in table.widths.items() if code not in shipped}
        widths |= mine
        joined |= {code: forms for code, forms in table.joined.items() if code in mine}
        stacked |= {code: saved for code, saved in table.stacked.items() if code in mine}
        pairs |= {pair: more for pair, more in table.pairs.items() if pair[1] in mine}
        heavy = [faces.bold(name) for name in script.families]
        share = table.bold([one for one in heavy if one])
        bold += [[first, last, share] for first, last in runs(mine)]
        print(table.report(), f"bold {share / EM:.2f}")
    widths = others(faces, shipped | set(widths)) | widths
    TABLE.write_text(json.dumps({
        "em": EM,
        "widths": packed(widths),
        "joined": {f"{code:x}": forms for code, forms in joined.items()},
        "stacked": {f"{code:x}": saved for code, saved in stacked.items()},
        "pairs": {f"{one:x} {two:x}": more for (one, two), more in pairs.items()},
        "viramas": [script.virama for script in SCRIPTS if script.virama],
        "bold": bold,
    }, separators=(",", ":")).replace('],"', '],\n"') + "\n")  # fmt: skip
    print(len(widths), "letters,", TABLE.stat().st_size, "bytes")


class Faces:
    """The fonts of a folder by family."""

    def __init__(self, folder: Path) -> None:
        self.found: dict[tuple[str, bool], tuple[Path, int]] = {}
        for path in sorted(folder.rglob("*")):
            if path.suffix.lower() in {".ttf", ".otf", ".ttc"}:
                self._add(path)

    def _add(self, path: Path) -> None:
        fonts = (
            TTCollection(path, lazy=True).fonts
            if path.suffix == ".ttc"
            else [TTFont(path, lazy=True)]
        )
        for number, font in enumerate(fonts):
            names = font["name"]
            family = str(names.getDebugName(1) or "").removesuffix(" GPL&GNU").strip()
            style = str(names.getDebugName(2) or "")
            if style in {"Regular", "Book", "Medium", "Normal", "Bold"}:
                self.found.setdefault((family, style == "Bold"), (path, number))

    def regular(self, name: str) -> Family | None:
        """The regular face of a family."""
        return self._face(name, False)

    def bold(self, name: str) -> Family | None:
        """The bold face of a family, if it has one."""
        return self._face(name, True)

    def _face(self, name: str, heavy: bool) -> Family | None:
        at = self.found.get((name, heavy))
        if not at:
            if not heavy and not name.endswith(" UI"):
                print("no font", name)
            return None
        face = hb.Face(hb.Blob.from_file_path(str(at[0])), at[1])
        return Family(hb.Font(face), name, frozenset(face.unicodes))


class Table:
    """What the letters of a script take, alone and beside others."""

    def __init__(self, script: Script, families: list[Family]) -> None:
        self.script, self.families = script, families
        self.words = words(script)
        often = Counter("".join(self.words)).most_common()
        consonants = [code for code in script.codes if is_consonant(code)]
        self.bases = [each for each, _ in often if ord(each) in consonants][:12]
        self.widths = {code: self._alone(code) for code in script.codes}
        self.widths = {code: width for code, width in self.widths.items() if width is not None}
        self.joined = dict(self._joined()) if script.joins else {}
        self.stacked = dict(self._stacked(consonants)) if script.virama else {}
        self.pairs = dict(self._pairs())

    def _alone(self, code: int) -> int | None:
        if unicodedata.category(chr(code)) in {"Mn", "Mc", "Me"}:
            found = list(
                self._beyond([(base + chr(code), base) for base in self.bases or "\u25cc"])
            )
        else:
            found = [width for one in self.families if (width := one.width(chr(code))) is not None]
        return math.ceil(max(0, *found, 0)) if found else None

    def _beyond(self, pairs: Iterable[tuple[str, str]]) -> Iterator[float]:
        """How much wider the first of two texts is than the second, in each family."""
        pairs = list(pairs)
        for one in self.families:
            for more, less in pairs:
                width, without = one.width(more), one.width(less)
                if width is not None and without is not None:
                    yield width - without

    def _joined(self) -> Iterator[tuple[int, list[int]]]:
        """The widths of a letter joined to the one before, the one after, and both."""
        for code in self.widths:
            letter = chr(code)
            shapes = [ZWJ + letter, letter + ZWJ, ZWJ + letter + ZWJ]
            for one in self.families:
                if code in one.codes and (kind := self._joins(one, letter)):
                    widths = [
                        max(w for f in self.families if (w := f.width(shape)) is not None)
                        for shape in shapes
                    ]
                    yield code, [math.ceil(width) for width in widths[:kind]]
                    break

    @staticmethod
    def _joins(one: Family, letter: str) -> int:
        """3 where a letter joins both its neighbours, 1 where only the one before, or 0."""
        if unicodedata.category(letter) in {"Mn", "Mc", "Me", "Cf"}:
            return 0
        if letter == "\u0640" or one.glyphs(letter + ZWJ) != one.glyphs(letter):
            return 3
        return 1 if one.glyphs(ZWJ + letter) != one.glyphs(letter) else 0

    def _stacked(self, consonants: list[int]) -> Iterator[tuple[int, list[int]]]:
        """What a consonant saves before another, the virama between them, and after one."""
        virama = chr(self.script.virama or 0)
        for code in consonants:
            if code not in self.widths:
                continue
            letter = chr(code)
            before = list(self._beyond([(letter + virama + base, base) for base in self.bases]))
            after = list(self._beyond([(base + virama + letter, base) for base in self.bases]))
            if before and after:
                whole = self.widths[code] + self.widths[ord(virama)]
                yield code, [whole - math.ceil(max(0, *side)) for side in (before, after)]

    def _pairs(self) -> Iterator[tuple[tuple[int, int], int]]:
        """What a mark adds to its own width after a certain letter or mark, as words have them."""
        found = sorted({pair for word in self.words for pair in pairwise(word)})
        for one, two in found:
            if not is_mark(two) or ord(one) not in self.widths or ord(two) not in self.widths:
                continue
            bases = self.bases if is_mark(one) else [""]
            more = [
                width
                - self.widths.get(ord(base or one), 0)
                - (self.widths[ord(one)] if base else 0)
                - self.widths[ord(two)]
                for base in bases
                for each in self.families
                if (width := each.width(base + one + two)) is not None
            ]
            if more and max(more) > EM // 50:
                yield (ord(one), ord(two)), math.ceil(max(more))

    def width(self, word: str) -> float:
        """As `timeline.layout.advances` has it."""
        from timeline.layout.advances import Advances

        return Advances(
            self.widths,
            self.joined,
            self.stacked,
            frozenset([self.script.virama] if self.script.virama else ()),
            self.pairs,
            unknown=EM,
            emoji=EMOJI,
        ).width(word)

    def bold(self, families: list[Family]) -> int:
        """By how much the bold faces go beyond this table, in all words but five of a thousand."""
        shares = sorted(
            max(widths) / max(self.width(word), *self.drawn(word), 0)
            for word in self.words
            if (widths := [w for one in families if (w := one.width(word))]) and self.width(word)
        )
        return (
            max(EM, math.ceil(EM * shares[int(len(shares) * 0.995)])) if shares else round(EM * 1.1)
        )

    def drawn(self, word: str) -> list[float]:
        """The widths that the families give a word."""
        return [width for one in self.families if (width := one.width(word))]

    def report(self) -> str:
        """Our widths of the words against the widest family's and the median's."""
        rows = [
            (self.width(word), max(widths), statistics.median(widths))
            for word in self.words
            if (widths := self.drawn(word))
        ]
        if not rows:
            return f"{self.script.name:11} no words;"
        ours, widest, median = (sum(column) for column in zip(*rows, strict=True))
        shares = sorted(own / most for own, most, _ in rows)
        return (
            f"{self.script.name:11} {len(rows):5} words; ours/widest {ours / widest:.3f} "
            f"(least {shares[0]:.3f}, 1% {shares[len(shares) // 100]:.3f}), "
            f"ours/median {ours / median:.3f}, widest/median {widest / median:.3f};"
        )


def is_mark(letter: str) -> bool:
    """Whether a sign stands on, under or beside a letter."""
    return unicodedata.category(letter) in {"Mn", "Mc"}


def is_consonant(code: int) -> bool:
    """Whether a letter is one that a virama can bind."""
    name = unicodedata.name(chr(code), "")
    vowel = re.search(
        r"VOWEL|VOCALIC|INDEPENDENT|LETTER (CANDRA |SHORT |CHILLU |ARCHAIC )?"
        r"[AIUEO]{1,2}( |$)|LETTER [AIUEO]{1,3}YANNA|SAMVRUT",
        name,
    )
    return unicodedata.category(chr(code)) == "Lo" and "LETTER" in name and not vowel


def words(script: Script) -> list[str]:
    """The words in the CLDR's names of countries, languages, scripts, money, months and days."""
    found: set[str] = set()
    for name in script.languages.split():
        locale = Locale.parse(name)
        named = [
            locale.territories,
            locale.languages,
            locale.scripts,
            locale.currencies,
            locale.eras,
        ]
        named += [each for table in (locale.months, locale.days) for each in table.values()]
        said = json.dumps([list(map(repr, map(dict, named)))], ensure_ascii=False)
        found.update(re.findall(rf"[{script.blocks}\u200c\u200d]+", said))
    return sorted(found)


def others(faces: Faces, known: set[int]) -> dict[int, int]:
    """What is no letter of the scripts above: signs, emoji, rare scripts, by any Noto Sans."""
    names = [
        *OTHERS,
        *(
            family
            for family, heavy in faces.found
            if not heavy and re.match(r"Noto Sans (?!.*(CJK|Mono|Display|UI$))", family)
        ),
    ]
    families = [one for name in dict.fromkeys(names) if (one := faces.regular(name))]
    emoji = faces.regular("Noto Color Emoji")
    found: dict[int, int] = {}
    for code in range(0xA0, 0x20000):
        each = chr(code)
        kind = unicodedata.category(each)
        wide = unicodedata.east_asian_width(each) in "WFH" and code < 0x1F000
        # The wide are so by design; marks have no room of their own.
        if code in known or wide or kind in {"Cn", "Co", "Cs", "Cc", "Cf", "Mn", "Me"}:
            continue
        widths = [one.width(each) or 0 for one in families if code in one.codes]
        if emoji and code in emoji.codes and code > 0x2000:
            widths.append(EMOJI)
        if widths and max(widths):
            found[code] = math.ceil(max(widths))
    found[0x20E3] = EMOJI - 556  # a digit on a key
    return found


# The widest emoji are those of Windows: 2,801 of 2,048 units.
EMOJI = 1368


def runs(codes: Iterable[int]) -> list[tuple[int, int]]:
    """First and last of stretches without large gaps."""
    found: list[tuple[int, int]] = []
    for code in sorted(codes):
        if found and code - found[-1][1] <= 32:
            found[-1] = found[-1][0], code
        else:
            found.append((code, code))
    return found


def packed(widths: dict[int, int]) -> dict[str, list[int]]:
    """Widths of letters one after another, by the first; n of one width are -n and the width."""
    found: dict[str, list[int]] = {}
    last = start = -2
    for code in sorted(widths):
        if code != last + 1:
            start = code
            found[f"{start:x}"] = []
        found[f"{start:x}"].append(widths[code])
        last = code
    return {start: shortened(row) for start, row in found.items()}


def shortened(row: list[int]) -> list[int]:
    """A row in which what is alike is told once."""
    found: list[int] = []
    at = 0
    while at < len(row):
        after = at
        while after < len(row) and row[after] == row[at]:
            after += 1
        count = after - at
        found += [-count, row[at]] if count > 2 else row[at:after]
        at = after
    return found


if __name__ == "__main__":
    main()
