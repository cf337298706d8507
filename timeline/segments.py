"""Where a text of any script may be cut, and where a line or a sentence of it may end.

A cluster is what readers take for one letter, and is never cut: Unicode's annex 29, and a
vowel of Thai or Lao with its consonant. A line ends where annex 14 lets it: after spaces,
hyphens and dashes, between Han and kana but for what may not begin a line (。ー) or end it
(「). Korean is kept in words. Thai, which has no spaces, is cut into words by a model of
BudouX; Lao, Khmer and Myanmar into syllables.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import accumulate, pairwise
from typing import Any

# Of Latin, Greek, Cyrillic and Armenian, with their punctuation: what follows is
# decided without Unicode's tables, which take longer to load than such a text to lay out.
_PLAIN = re.compile("[ -\u00ac\u00ae-\u02ff\u0370-\u0482\u048a-\u058f\u1e00-\u1fff\u2010-\u2027]*")
# There a line ends after spaces, but not before what belongs to the word before, as French
# sets it; after a dash; and after a hyphen or slash that no number and no space is beside.
_PLAIN_END = re.compile(
    r"(?<= )(?<![(\[{«“‘] )(?=[^ !?;:,/)\]}])(?!\.(?:[^0-9]|$))(?!»(?:[ .,;:!?)]|$))"
    r"|(?<=[‒–—])(?=[^- \u00a0‐\u2011‒–—/.,;:!?)\]}»”’…%\"'“‘«])"
    r"|(?<=[^ \u00a0\u2011][-‐/])(?=[^- \u00a0‐\u2011‒–—/.,;:!?)\]}»”’…%\"'“‘«0-9])"
)


def clusters(text: str) -> list[str]:
    """What must not be cut apart, in order; joined they are the text."""
    return list(text) if _PLAIN.fullmatch(text) else _tools().cluster.findall(text)


def cut(text: str, most: int) -> str:
    """The beginning of a text: its first clusters, of `most` characters together."""
    if len(text) <= most:
        return text
    # A cluster that is longer than all that may stay is cut: it is no writing, but an attack.
    found = list(clusters(text[: most + 64]))
    ends = [end for end in accumulate(map(len, found)) if end <= most]
    return text[: ends[-1]] if ends else text[:most]


def words(text: str) -> tuple[str, ...]:
    """Pieces a line may end after, each with the spaces that follow it; joined they are the text."""
    if _PLAIN.fullmatch(text):
        return tuple(filter(None, _PLAIN_END.split(text)))
    return _words(text)


def first_sentence(text: str) -> str:
    """The beginning of a text up to where its first sentence surely ends; all of it if none does."""
    return next(sentences(text))


def sentences(text: str) -> Iterator[str]:
    """A text cut where a sentence surely ends; joined they are the text. At least one.

    A stop after an abbreviation, an initial or a numeral ("14. Mai") may end no sentence, and
    so is none: rather two sentences are taken for one than one is cut in two.
    """
    start = 0
    for stop in _STOP.finditer(text):
        following = _NO_SPACE.search(text, stop.end())
        if following is None:
            break
        before = text[max(0, stop.start() - _LONGEST) : stop.start()]
        if not following[0].islower() and not (stop[0][0] == "." and _is_shortened(before)):
            yield text[start : stop.end()]
            start = stop.end()
    yield text[start:]


# With what closes after it. Between Han and kana no space follows.
_STOP = re.compile(
    r"(?<![.!?…؟۔।॥።။])[.!?…؟۔।॥።။]++[\"'”’»)\]]*+(?=\s)|(?<![。！？｡])[。！？｡]++[」』”’）〉》]*+"
)
_NO_SPACE = re.compile(r"\S")
_LONGEST = 40  # characters of a word that is looked at
_LAST_WORD = re.compile(r"[^\s([{\"'“‘«„-]*$")
# Of the languages that end sentences as they shorten words.
_SHORTENED = frozenset(
    re.findall(
        r"\S+",
        "abb abr ad adm al anm apr apt art aug av ave avg bd bde bros bzw ca cap capt cf ch cia "
        "cie co  col corp cpl dept dec dez dir dr dra ed eds eng env esq est etc evtl ex feb fed "
        "fig figs fr ft  gal gen ges gov gral hon hr hrsg hs inc ing int jan jh jr jul jun lt ltd "
        "maj mar max mgr min mio  mlle mme mr mrs ms mt mts mrd nos nov nr núm oct okt op par pf "
        "pfc phil pp pref pres prof ps pt pvt  rd ref rep res rev resp sen sep sept ser sgt sig "
        "sq sr sra srta st sta ste sto str supt  tel tom trans univ urspr usw vgl viz vol vols vs "
        "zt zzgl ",
    )
)


def _is_shortened(before: str) -> bool:
    """Whether a text ends, but for its stop, in a word that is cut short, or in a numeral."""
    found = _LAST_WORD.search(before)
    word = found[0].casefold() if found else ""
    short = len(word) < 2 or (len(word) == 2 and word.isdecimal())
    return short or "." in word or word in _SHORTENED


class _Tools:
    """What is loaded when the first text comes that is not plain."""

    def __init__(self) -> None:
        import regex

        self.cluster: Any = regex.compile(_CLUSTER, regex.VERBOSE)
        self.syllable: Any = regex.compile(_SYLLABLE, regex.VERBOSE)
        self.without_spaces: Any = regex.compile(r"\p{lb=SA}")
        self.classes: Any = regex.compile("|".join(f"({sign})" for sign in _CLASSES.values()))
        self.held: Any = regex.compile("|".join(_HELD))
        self.free: Any = regex.compile("|".join(_FREE))

    @cache  # noqa: B019 - there is one, for good
    def class_of(self, cluster: str) -> str:
        """The letter in `_CLASSES` of a cluster."""
        found = self.classes.match(cluster)
        return list(_CLASSES)[found.lastindex - 1] if found else "A"


@cache
def _tools() -> _Tools:
    return _Tools()


@cache
def _thai() -> Any:
    import budoux

    return budoux.load_default_thai_parser()


@lru_cache(maxsize=50_000)  # a page lays each label out in several widths
def _words(text: str) -> tuple[str, ...]:
    tools = _tools()
    found = clusters(text)
    kinds = "".join(map(tools.class_of, found))
    held = {match.start() for match in tools.held.finditer(kinds)}
    ends = {match.start() for match in tools.free.finditer(kinds)} | {len(found)}
    ends |= {at for at in range(1, len(found)) if at not in held}
    ends |= _within(found, kinds)
    starts = [0, *sorted(ends)]
    return tuple("".join(found[one:two]) for one, two in pairwise(starts) if two > one)


def _within(found: list[str], kinds: str) -> set[int]:
    """Where words or syllables end in stretches of a script that has no spaces."""
    ends: set[int] = set()
    for stretch in re.finditer("T{2,}", kinds):
        some = found[stretch.start() : stretch.end()]
        lengths = list(accumulate(map(len, some)))
        pieces = _pieces_of("".join(some))
        inner = set(accumulate(map(len, pieces[:-1])))
        ends |= {stretch.start() + at for at, end in enumerate(lengths, 1) if end in inner}
    return ends


def _pieces_of(stretch: str) -> list[str]:
    if "\u0e00" <= stretch[0] <= "\u0e7f":
        pieces: list[str] = _thai().parse(stretch)
        return pieces
    syllables: list[str] = _tools().syllable.findall(stretch)
    return syllables


# A vowel before its consonant and those after it; the end of a Burmese syllable.
_CLUSTER = r"""
    (?: [\u0e40-\u0e44] (?=[\u0e01-\u0e2e]) | [\u0ec0-\u0ec4] (?=[\u0e81-\u0eae\u0edc-\u0edf]) )?
    \X
    (?: (?=[\u0e2f\u0e30\u0e32\u0e33\u0e45\u0e46\u0eaf\u0eb0\u0eb2\u0eb3\u0ebd\u0ec6]) \X )*
    (?: (?=[\u102b\u102c\u1038\u1062-\u1064\u1067-\u106d\u1083\u1087-\u108c]) \X
      | [\u1000-\u1021\u1075-\u1081] [\u102d-\u1037]* \u103a [\u1037\u1038]*
    )*
"""
# A consonant that has no vowel goes with what is before it: most often it ends a syllable.
_SYLLABLE = rf"""
    (?: {_CLUSTER} )
    (?: [\u0e81-\u0eae] (?![\u0eb0-\u0ebc\u0ec8-\u0ecd])
      | [\u1780-\u17a2] (?![\u17b6-\u17d3\u17dd]) (?: (?=[\u1780-\u17a2]) {_CLUSTER} )?
    )*
"""
# Annex 14's classes, a letter each: what a cluster begins with decides. Wide signs have
# letters of their own where it matters beside quotation marks.
_CLASSES = {
    "s": r"\p{lb=SP}",
    "z": r"\p{lb=ZW}|\p{lb=BK}|\p{lb=NL}|\p{lb=LF}|\p{lb=CR}",
    # A soft hyphen would show nothing at a line's end: no line ends there.
    "w": r"\p{lb=WJ}|\u00ad",
    "g": r"\p{lb=GL}",
    "o": r"(?=\p{lb=OP})[\p{ea=W}\p{ea=F}\p{ea=H}]",
    "O": r"\p{lb=OP}",
    "C": r"\p{lb=CL}",
    "P": r"\p{lb=CP}",
    "q": r"(?=\p{lb=QU})\p{Pi}",
    "e": r"(?=\p{lb=QU})\p{Pf}",
    "Q": r"\p{lb=QU}",
    "N": r"\p{lb=NS}|\p{lb=CJ}",
    "X": r"\p{lb=EX}",
    "I": r"\p{lb=IS}",
    "Y": r"\p{lb=SY}",
    "J": r"\p{lb=IN}",
    "D": r"\p{lb=B2}",
    "B": r"\p{lb=BA}",
    "b": r"\p{lb=BB}",
    "H": r"\p{lb=HY}|\p{lb=HH}",
    "0": r"\p{lb=NU}",
    "$": r"\p{lb=PR}",
    "%": r"\p{lb=PO}",
    "h": r"\p{lb=HL}",
    "i": r"\p{lb=ID}|\p{lb=EB}|\p{lb=EM}|\p{lb=RI}|\p{lb=CB}",
    "k": r"\p{lb=H2}|\p{lb=H3}|\p{lb=JL}|\p{lb=JV}|\p{lb=JT}",
    "a": r"\p{lb=AK}|\p{lb=AS}|\p{lb=AP}",
    "T": r"\p{lb=SA}",
}
_LETTER = "[AhTk]"
_WIDE = "[ioNC]"
# Before what no line may begin. The numbers are those of annex 14's rules.
_HELD = (
    "(?=[sz])",  # 7
    "(?=w)|(?<=w)",  # 11
    "(?<=g)|(?<=[^sBH])(?=g)",  # 12
    "(?=[CPXY])",  # 13
    "(?<=[oO]s*)",  # 14
    "(?<=(?:^|[sgzoOQq])qs*)|(?=e(?:$|[swgzCPXIYQe]))|(?<!s)(?=I)|(?=I[^0])|(?=I$)",  # 15
    "(?<=[CP]s*)(?=N)",  # 16
    "(?=D)(?<!s)|(?<=Ds*)(?=D)",  # 17, and no dash begins a line
    f"(?=[Qe])|(?<=[Qq])|(?=q)(?<!{_WIDE})|(?=q(?!{_WIDE}))|(?<=e)(?!{_WIDE})|(?<=(?<!{_WIDE})e)",
    "(?<=(?:^|[szg])H)(?=[Ah])",  # 20
    "(?=[BHN])|(?<=b)|(?<=h[HB])(?=[^h])|(?<=Y)(?=h)",  # 21
    "(?=J)",  # 22
    f"(?<={_LETTER})(?=0)|(?<=0)(?={_LETTER})|(?<=[$])(?=i)|(?<=i)(?=%)",  # 23
    f"(?<=[$%])(?={_LETTER})|(?<={_LETTER})(?=[$%])",  # 24
    "(?<=0[YI]*[CP]?)(?=[$%])|(?<=[$%])(?=[oO]?I?0)|(?<=[HI])(?=0)|(?<=0[YI]*)(?=0)",  # 25
    f"(?<={_LETTER})(?={_LETTER})",  # 28, and 26 for Korean in words
    f"(?<=I)(?={_LETTER})",  # 29
    "(?<=[AhTk0])(?=O)|(?<=P)(?=[AhTk0])",  # 30
)
# What comes before those: after a space of no width, and after a space but for 11 to 17.
_FREE = (
    "(?<=zs*)(?=[^sz])",
    "(?<=s)(?=[^szwgCPXYNIDe])(?<![oOwg]s+)(?<!(?:^|[sgzoOQq])qs+)",
    "(?<=s)(?=[N])(?<![CPoO]s+)|(?<=s)(?=D)(?<!Ds+)|(?<=s)(?=I0)|(?<=s)(?=e[^swgzCPXIYQe])",
)
