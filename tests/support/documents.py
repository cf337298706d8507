"""Files to read: one with every key, any mixture of TOML's forms, and any order with comments."""

from __future__ import annotations

from hypothesis import strategies as st

# A line for every key of the format, in each form that a file gives it.
WHOLE = """\
format = 1
[timeline]
title = "T"
description = "D"
span = "1945/2004"
lang = "en"
author = "A"
licence = "L"
updated = 2024-05-31
url = "https://example.org"
height = 600
[[lanes]]
id = "l"
title = "L"
description = "D"
[[tags]]
id = "t"
title = "T"
[[periods]]
id = "p"
title = "P"
date = "1947/1991"
[[sources]]
id = "s"
title = "S"
author = "A"
publisher = "P"
date = "2005"
url = "https://example.org"
archived = "https://example.org"
accessed = "2024-05-31"
licence = "L"
[[events]]
id = "e"
was = ["d"]
title = "E"
label = "L"
date = "1977/1983"
date_text = "D"
date_note = "N"
text = "T"
lane = "l"
tags = ["t"]
importance = 5
sources = ["s", { id = "s", locator = "L", quote = "Q" }]
links = ["https://example.org", { url = "https://example.org", title = "T" }]
see = ["f"]
note = "N"
extra = { a = 1 }
[[events.accounts]]
date = "1978"
sources = ["s"]
note = "N"
[[events.figures]]
what = "W"
value = 70
unit = "U"
about = true
who = "W"
sources = ["s"]
[[events.figures]]
what = "W"
low = 70
high = 80.5
[[events]]
id = "f"
title = "F"
attested = "1997"
lane = "l"
sources = ["s"]
"""

VALUES = [
    *(
        '""',
        '" "',
        '"x"',
        '"1959"',
        '"1959-13"',
        '"1945/2004"',
        '"1959/"',
        '"[1959,1960]"',
        '"X Y"',
    ),
    *('"a\\u0000b"', '"\\u202e"', '"é"', '"https://example.org"', '"javascript:alert(1)"'),
    *(
        '"2024-02-30"',
        '"""1959"""',
        "0",
        "1",
        "-1",
        "1959",
        "12000",
        "0xffffffffffffffffffff",
        "1.5",
    ),
    *("-0.0", "1e999999999999999999999", "inf", "nan", "true", "false", "1970-03-31", "10:00:00"),
    *("1970-03-31T10:00:00Z", "[]", "{}", "[[]]", "[{}]", "[1]", "[true]", "[nan]", "[1970-03-31]"),
    *('["s"]', '["s","s"]', '["x"]', '[["s"]]', '[{id="s"}]', "[{id=1}]", '[{id="s",x=1}]'),
    *('{id="s"}', "{x=1}", "{x={y=[{}]}}"),
]


# Any mixture of the forms of TOML

_LETTERS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=6)
_NOISE = st.text("a'\"\\#[]{}=,.\n é😀", max_size=8)


def _basic(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def _basic_lines(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"""', '""\\"')
    return f'"""\n{escaped}\\  \n\n  """' if escaped.endswith('"') else f'"""{escaped}"""'


def _literal(text: str) -> str:
    return "'" + text.replace("'", "").replace("\n", "") + "'"


def _literal_lines(text: str) -> str:
    return "'''\n" + text.replace("'''", "").strip("'") + "'''"


_STRINGS = st.builds(
    lambda write, text: write(text),
    st.sampled_from([_basic, _basic_lines, _literal, _literal_lines]),
    _LETTERS | _NOISE,
)
_SCALARS = st.sampled_from(
    [
        "0",
        "-17",
        "+9",
        "1_000",
        "0xDEAD_beef",
        "0o755",
        "0b1",
        "1.5",
        "-0.0",
        "6.6e-3",
        "1E6",
        "inf",
        "-nan",
        "true",
        "false",
        "1979-05-27",
        "07:32:00",
        "07:32:00.999",
        "1979-05-27T07:32:00Z",
        "1979-05-27t00:32:00.9-07:00",
    ]
) | st.just("1979-05-27 07:32:00")
_BLANKS = st.sampled_from(["", " ", "\t", "  "])
_BREAKS = st.sampled_from(["", " ", "\n", "\n\n  ", " # ]'\"\n", "\r\n\t", "#\n"])


def _key(number: int, style: int) -> str:
    name = f"k{number}"
    return (name, f'"{name} é]"', f"'{name}\"#'", f'"{name}\\u002e"', f"{number}-05")[style]


@st.composite
def _arrays(draw: st.DrawFn, values: st.SearchStrategy[str]) -> str:
    items = draw(st.lists(values, max_size=3))
    written = [draw(_BREAKS) + item + draw(_BREAKS) for item in items]
    comma = "," if bool(items) and draw(st.booleans()) else ""
    return f"[{','.join(written)}{comma}{draw(_BREAKS)}]"


@st.composite
def _inline_tables(draw: st.DrawFn, values: st.SearchStrategy[str]) -> str:
    items = draw(st.lists(values, max_size=3))
    pairs = [
        draw(_BLANKS) + draw(_pairs(number, st.just(item))) for number, item in enumerate(items)
    ]
    return "{" + ",".join(pairs) + draw(_BLANKS) + "}"


@st.composite
def _pairs(draw: st.DrawFn, number: int, values: st.SearchStrategy[str]) -> str:
    """One pair; its key is no other pair's, and may have dots."""
    parts = [_key(number, draw(st.integers(0, 4)))]
    parts += [_key(n, draw(st.integers(0, 4))) for n in range(draw(st.integers(0, 2)))]
    dots = [draw(_BLANKS) + "." + draw(_BLANKS) for _ in parts[1:]] + [""]
    key = "".join(part + dot for part, dot in zip(parts, dots, strict=True))
    return f"{key}{draw(_BLANKS)}={draw(_BLANKS)}{draw(values)}{draw(_BLANKS)}"


_VALUES = st.recursive(
    _STRINGS | _SCALARS, lambda inner: _arrays(inner) | _inline_tables(inner), max_leaves=8
)


@st.composite
def documents(draw: st.DrawFn) -> str:
    """A TOML document in any mixture of forms, each key of it new."""
    lines: list[str] = []
    arrays: list[str] = []
    for number in range(draw(st.integers(0, 8))):
        form = draw(st.integers(0, 6))
        name = _key(100 + number, draw(st.integers(0, 4)))
        within = draw(st.sampled_from(arrays)) + "." if bool(arrays) and draw(st.booleans()) else ""
        if form == 0:
            lines.append(f"[{within}{draw(_BLANKS)}{name}]{draw(_BLANKS)}")
        elif form == 1:
            arrays.append(within + name)
            lines.append(f"[[{arrays[-1]}{draw(_BLANKS)}]] # [x]")
        elif form == 2 and arrays:
            lines.append(f"[[{draw(st.sampled_from(arrays))}]]")
        elif form == 3:
            lines.append(draw(_BREAKS.filter(lambda blank: "]" not in blank)))
        else:
            lines.append(
                draw(_BLANKS) + draw(_pairs(number, _VALUES)) + draw(st.sampled_from(["", "# ="]))
            )
    return draw(st.sampled_from(["\n", "\r\n"])).join(lines)


# Files of ours in any order

DATES = ["1950", "1950-03", "1945/", "/1945", "1945/..", "../1945", "[..1949]", "[1949..]", "196X"]
DATES += ["1950-03-01", "1950~", "{1940,1960}", "-0043", "Y12000", "1950/1950", "0000"]
MORE = ['label = "L"', 'tags = [ "t" ]', "importance = 4", 'note = "N"', "extra = { b = 1, a = 2 }"]


@st.composite
def files(draw: st.DrawFn) -> str:
    """A file in any order with comments in every place; each names what it belongs to.

    `A` stands above the line it names, `B` beside it, `D` by itself above a
    table, `L` below a table's last line.
    """
    owned: list[list[str]] = []

    def table(header: str, name: str, pairs: list[str]) -> None:
        comment = st.booleans()
        lines = ["", f"# D {name}", ""] if bool(owned) and draw(comment) else []
        lines += [f"# A {name} {header}"] if draw(comment) else []
        lines += [header]
        for pair in draw(st.permutations(pairs)):
            key = pair.split(" ")[0]
            lines += [f"  # A {name} {key}"] if draw(comment) else []
            lines += [f"{pair} # B {name} {key}" if draw(comment) else pair]
        owned.append(lines + ([f"# L {name}\n"] if draw(comment) else []))

    names = draw(st.permutations(["timeline", "l0", "l1", "s", *(f"e{n}" for n in range(4))]))
    for name in names:
        title = f'title = "{name}"'
        if name == "timeline":
            table("[timeline]", name, [title, 'lang = "en"'])
        elif name[0] == "e":
            date = f'date = "{draw(st.sampled_from(DATES))}"'
            more = draw(st.lists(st.sampled_from(MORE), unique=True))
            table("[[events]]", name, [f'id = "{name}"', title, date, 'sources = ["s"]', *more])
            if draw(st.booleans()):
                table("[[events.figures]]", f"{name}f", [f'what = "{name}f"', "value = 1"])
        else:
            table("[[lanes]]" if name[0] == "l" else "[[sources]]", name, [f'id = "{name}"', title])
    blanks = st.sampled_from(["\n", "\n\n", "\n\n\n"])
    glued = "".join("\n".join(lines) + draw(blanks) for lines in owned)
    return f"# head\n\n{glued}\n# tail\n"
