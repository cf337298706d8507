"""What is wrong in an author's folder of templates, and shows in no page: it would be left out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, TemplateNotFound, TemplateSyntaxError, meta, nodes

from timeline.errors import BadTemplate
from timeline.pages.templates.blocked import blocked
from timeline.pages.templates.folders import INSTEAD, OURS
from timeline.pages.templates.properties import misspelt
from timeline.text.tables import closest

_TEMPLATES = {".html", ".htm", ".css", ".js"}  # what else is in the folder may be a note
_OUTSIDE = re.compile(r"@import\b|url\(\s*[\"']?\s*(?:https?:)?//", re.IGNORECASE)
_COMMENT = re.compile(r"/\*.*?\*/|\{#.*?#\}", re.DOTALL)
_END = re.compile(r"</style", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """What an author most likely did not mean: where, in which line if that is known, and what."""

    file: Path
    line: int
    problem: str

    def __str__(self) -> str:
        return (
            f"{self.file}:{self.line}: {self.problem}"
            if self.line
            else f"{self.file}: {self.problem}"
        )


@dataclass(frozen=True, slots=True)
class _Parsed:
    """A template of the author's; `refers` are the templates it names, None where it reckons one."""

    file: Path
    text: str
    tree: nodes.Template
    refers: frozenset[str | None]


def check(environment: Environment, templates: Path) -> list[Doubt]:
    """What is doubtful in a folder; raises BadTemplate for what would be left out of a page."""
    found = _parsed(environment, templates)
    for name, each in found.items():
        _check_parent(environment, name, each)
        _check_calls(environment, each)
        _check_style(name, each)
    return [
        *_unused(environment, found),
        *_outside_blocks(found),
        *_without_parent(environment, found),
        *_own_items(found),
        *_outside(found),
        *_kept_out(found),
        *_misspelt(found),
    ]


def _parsed(environment: Environment, templates: Path) -> dict[str, _Parsed]:
    """The author's templates by name; what is no template, or cannot be read, is told elsewhere."""
    found = {}
    for file in sorted(templates.rglob("*")):
        name = file.relative_to(templates).as_posix()
        if file.suffix.lower() not in _TEMPLATES or not file.is_file() or _is_hidden(name):
            continue
        try:
            text = file.read_text("utf-8-sig")
            tree = (
                environment.parse(text, name, str(file))
                if file.suffix != ".js"
                else nodes.Template([])
            )
        except UnicodeDecodeError:
            raise BadTemplate(f"{file}: this is no UTF-8; save it as UTF-8") from None
        except TemplateSyntaxError as error:
            said = f"{file}:{error.lineno}: {error.message}{_other_tag(text, error.lineno)}"
            raise BadTemplate(said) from error
        refers = frozenset(meta.find_referenced_templates(tree))
        found[name] = _Parsed(file, text, tree, refers)
    return found


def _is_hidden(name: str) -> bool:
    return any(part.startswith(".") for part in name.split("/"))


# Blocks


def _check_parent(environment: Environment, name: str, each: _Parsed) -> None:
    """Refuse a template that begins with itself, and blocks that what it begins with has not."""
    parent = next(each.tree.find_all(nodes.Extends), None)
    if parent is None or not isinstance(parent.template, nodes.Const):
        return
    base = str(parent.template.value)
    if base == name:
        remedy = f'write {{% extends "{OURS}{name}" %}}'
        raise BadTemplate(f"{each.file}:{parent.lineno}: it begins with itself; {remedy}")
    known = _blocks(environment, base, each, parent.lineno)
    inner = {inside.name for block in each.tree.find_all(nodes.Block) for inside in _within(block)}
    for block in each.tree.find_all(nodes.Block):
        if block.name not in known and block.name not in inner:
            remedy = _other_block(environment, block.name, known)
            raise BadTemplate(
                f'{each.file}:{block.lineno}: {base} has no block "{block.name}"; {remedy}'
            )


def _other_block(environment: Environment, name: str, known: set[str]) -> str:
    """Which block may be meant: that of the name in another of ours, or one of a like name."""
    for other in environment.list_templates():
        if other.startswith(OURS) and other.endswith(".html"):
            assert environment.loader is not None
            tree = environment.parse(environment.loader.get_source(environment, other)[0])
            if any(block.name == name for block in tree.find_all(nodes.Block)):
                file = other.removeprefix(OURS)
                return (
                    f'{file} has: put it into a file {file} that begins {{% extends "{other}" %}}'
                )
    near = closest(name, sorted(known))
    return f'did you mean "{near}"?' if near else f"it has {', '.join(sorted(known)) or 'none'}"


def _outside_blocks(found: dict[str, _Parsed]) -> Iterator[Doubt]:
    """What stands beside the blocks of a template that begins with another."""
    for each in found.values():
        if next(each.tree.find_all(nodes.Extends), None) is None:
            continue
        for node in each.tree.body:
            line = _said(node)
            if line:
                problem = "this stands in no block, so it is in no place of the page"
                yield Doubt(file=each.file, line=line, problem=problem)
                break


def _without_parent(environment: Environment, found: dict[str, _Parsed]) -> Iterator[Doubt]:
    """A block of ours in a file that begins with nothing: all else of ours is left out."""
    for name, each in found.items():
        if not name.endswith(".html") or next(each.tree.find_all(nodes.Extends), None):
            continue
        ours = _own_blocks(environment, name)
        held = [block for block in each.tree.find_all(nodes.Block) if block.name in ours]
        is_whole = any(map(_said, each.tree.body)) and 2 * len(held) > len(ours)
        if held and not is_whole:
            problem = (
                f"this file is all of {name} now, as it begins with none of ours; to replace the"
                f' block "{held[0].name}" alone, begin it with {{% extends "{OURS}{name}" %}}'
            )
            yield Doubt(file=each.file, line=held[0].lineno, problem=problem)


def _own_blocks(environment: Environment, name: str) -> set[str]:
    """The blocks of our template of a name."""
    try:
        assert environment.loader is not None
        text = environment.loader.get_source(environment, OURS + name)[0]
    except TemplateNotFound:
        return set()
    return {block.name for block in environment.parse(text).find_all(nodes.Block)}


def replaces(environment: Environment, templates: Path, *blocks: str) -> bool:
    """Whether a folder has one of these blocks, and in it nothing of what that held."""
    return any(
        block.name in blocks and not any(map(_is_super, block.find_all(nodes.Call)))
        for each in _parsed(environment, templates).values()
        for block in each.tree.find_all(nodes.Block)
    )


def _is_super(call: nodes.Call) -> bool:
    return isinstance(call.node, nodes.Name) and call.node.name == "super"


def _own_items(found: dict[str, _Parsed]) -> Iterator[Doubt]:
    """An entry of the author's making that lacks what the filters know it by."""
    for each in found.values():
        for block in each.tree.find_all(nodes.Block):
            if block.name != "entry" or next(each.tree.find_all(nodes.Extends), None) is None:
                continue
            texts = [part.data for part in block.find_all(nodes.TemplateData)]
            is_ours = any(map(_is_super, block.find_all(nodes.Call)))
            asks = {part.attr for part in block.find_all(nodes.Getattr)}
            if (
                not is_ours
                and "attributes" not in asks
                and not any("data-lane" in t for t in texts)
            ):
                problem = (
                    "the filters and the chart do not find these entries; replace the block"
                    ' "entry_inside" of parts.html instead, or write'
                    " <li{{ parts.attributes(entry, phrase) }}>"
                )
                yield Doubt(file=each.file, line=block.lineno, problem=problem)


def _said(node: nodes.Node) -> int:
    """The line in which an output begins that is more than blanks; 0 if there is none."""
    for part in node.nodes if isinstance(node, nodes.Output) else ():
        text = part.data if isinstance(part, nodes.TemplateData) else "x"
        if text.strip():
            return part.lineno + text[: len(text) - len(text.lstrip())].count("\n")
    return 0


def _within(block: nodes.Block) -> Iterator[nodes.Block]:
    for child in block.body:
        if isinstance(child, nodes.Block):
            yield child
        yield from child.find_all(nodes.Block)


def _blocks(environment: Environment, base: str, each: _Parsed, line: int) -> set[str]:
    """The blocks of a template and of all that it begins with."""
    known: set[str] = set()
    seen: set[str] = set()
    while base and base not in seen:
        seen.add(base)
        try:
            assert environment.loader is not None
            text = environment.loader.get_source(environment, base)[0]
        except TemplateNotFound:
            raise BadTemplate(f"{each.file}:{line}: {no_template(environment, base)}") from None
        tree = environment.parse(text)
        known |= {block.name for block in tree.find_all(nodes.Block)}
        parent = next(tree.find_all(nodes.Extends), None)
        is_named = parent is not None and isinstance(parent.template, nodes.Const)
        base = str(parent.template.value) if parent and is_named else ""  # type: ignore[attr-defined]
    return known


def no_template(environment: Environment, name: str) -> str:
    """That there is no template of a name, and which may be meant."""
    near = closest(name, environment.list_templates())
    return f"{name}: there is no template of this name" + (
        f'; did you mean "{near}"?' if near else ""
    )


# Names that Jinja has


def _check_calls(environment: Environment, each: _Parsed) -> None:
    """Refuse filters and tests that there are not."""
    kinds = (
        (nodes.Filter, "filter", environment.filters),
        (nodes.Test, "test", environment.tests),
    )
    for kind, word, known in kinds:
        for node in each.tree.find_all(kind):
            if node.name not in known:
                where = f"{each.file}:{node.lineno}"
                raise BadTemplate(f'{where}: no {word} "{node.name}"{_one_of(node.name, known)}')


def _one_of(name: str, known: Iterable[str]) -> str:
    """Which name may be meant, and all there are."""
    names = sorted(each for each in known if each.isidentifier())
    near = closest(name, names)
    meant = f'; did you mean "{near}"? T' if near else "; t"
    return f"{meant}here are {', '.join(names)}"


_TAG = re.compile(r"\{%[-+]?\s*(\w+)")
_TAGS = (
    *("block", "endblock", "call", "endcall", "elif", "else", "extends", "filter", "endfilter"),
    *("for", "endfor", "from", "if", "endif", "import", "include", "macro", "endmacro", "raw"),
    *("endraw", "set", "endset", "with", "endwith", "print", "autoescape", "endautoescape"),
)


def _other_tag(text: str, number: int) -> str:
    """Which tag is meant by one in a line that is none."""
    line = (text.splitlines() or [""])[max(0, min(number, text.count("\n") + 1) - 1) :][:1]
    for name in _TAG.findall(line[0] if line else ""):
        if name not in _TAGS:
            near = closest(name, list(_TAGS))
            return f' Did you mean "{near}"?' if near else f" There are {', '.join(_TAGS)}."
    return ""


# Style sheets


def _check_style(name: str, each: _Parsed) -> None:
    """Refuse what would end the element that a style sheet stands in, and one put into a page."""
    if name.endswith(".css"):
        if ended := _END.search(each.text):
            line = _line(each.text, ended.start())
            raise BadTemplate(f"{each.file}:{line}: a style sheet may not hold </style")
        return
    for other in each.refers:
        if other and other.lower().endswith(".css"):
            remedy = f"what is in {other} is in the page already if it is called style.css"
            raise BadTemplate(f"{each.file}: a page takes in no style sheet ({other}); {remedy}")


def _outside(found: dict[str, _Parsed]) -> Iterator[Doubt]:
    """What a style sheet asks the network for, which the page's policy forbids."""
    for name, each in found.items():
        text = _COMMENT.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), each.text)
        for asked in _OUTSIDE.finditer(text) if name.endswith(".css") else ():
            problem = (
                f"{asked[0].strip()}: a page asks for nothing from outside, so this does nothing;"
                " put a picture or a font into it as url(data:...)"
            )
            yield Doubt(file=each.file, line=_line(text, asked.start()), problem=problem)


def _kept_out(found: dict[str, _Parsed]) -> Iterator[Doubt]:
    """What a template asks for that the policy forbids; a fragment to paste has none of its own."""
    for name, each in found.items():
        if name.endswith((".html", ".htm")) and name != "inline.html":
            for line, problem in blocked(each.text):
                yield Doubt(file=each.file, line=line, problem=problem)


def _misspelt(found: dict[str, _Parsed]) -> Iterator[Doubt]:
    """Custom properties that look like ours."""
    for name, each in found.items():
        if name.endswith(".css"):
            text = _COMMENT.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), each.text)
            for place, problem in misspelt(text):
                yield Doubt(file=each.file, line=_line(text, place), problem=problem)


def _line(text: str, place: int) -> int:
    return text.count("\n", 0, place) + 1


# Files


def _unused(environment: Environment, found: dict[str, _Parsed]) -> Iterator[Doubt]:
    """Files that are called like none of ours, and that none of the author's names."""
    named = {other for each in found.values() for other in each.refers}
    if None in named:
        return
    ours = {
        name.removeprefix(OURS) for name in environment.list_templates() if name.startswith(OURS)
    }
    for name, each in found.items():
        replaced = name.removeprefix(INSTEAD) if name.endswith(".css") else name
        if replaced not in ours and name not in named:
            near = closest(name, sorted(ours))
            more = f'; did you mean "{near}"?' if near else "; docs/templates.md has the names"
            yield Doubt(file=each.file, line=0, problem=f"nothing uses a file of this name{more}")
