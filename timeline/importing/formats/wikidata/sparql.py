"""Results of a SPARQL query as JSON, in the shapes that query services give them in.

The standard one is `application/sparql-results+json` (W3C, SPARQL 1.1 Query
Results JSON Format). Wikidata's own page also saves the bindings alone, whole
("verbose") or as plain texts by variable, and these as CSV and TSV too, the latter
also in the syntax of RDF (W3C, SPARQL 1.1 Query Results CSV and TSV Formats).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from timeline.importing.formats.wikidata.wikibase import STAMP
from timeline.importing.rows import Unreadable
from timeline.importing.sheets.tables import Sheet
from timeline.messages import shortened

ENTITY = re.compile(r"(https?)://([^/]+)/entity/(Q[1-9]\d*)")
_XSD = "http://www.w3.org/2001/XMLSchema#"
_TIMES = {_XSD + name for name in ("dateTime", "date", "gYearMonth", "gYear")}
_UNKNOWN = re.compile(r"https?://[^/]+/\.well-known/genid/.*|_:.*")
_KINDS = ("uri", "bnode")  # else a literal
_ENDING = re.compile(r"\w+Label")
_VARIABLE = re.compile(r"\??\w+")
_RDF = re.compile(
    r"<(?P<uri>[^<>]*)>|\"(?P<text>.*)\"(?:@(?P<lang>[\w-]+)|\^\^<?(?P<type>[^<>]*)>?)?"
)
_ESCAPED = re.compile(r"\\([tnr\"'\\])")
_SIGNS = {"t": "\t", "n": "\n", "r": "\r"}
_LOOKED_AT = 50  # results, to see what a file is
_WEB = re.compile(r"(?:https?|mailto):\S+", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """What a variable is bound to; `kind` is "uri", "literal" or "bnode" (a value unknown)."""

    value: str
    kind: str = "literal"
    datatype: str = ""
    lang: str = ""

    @property
    def entity(self) -> str:
        """The Q-number of an item, or empty."""
        found = ENTITY.fullmatch(self.value) if self.kind == "uri" else None
        return found[3] if found else ""

    @property
    def is_time(self) -> bool:
        """Whether this is a date, or a text in the form that Wikidata's dates have."""
        if self.datatype:
            return self.datatype in _TIMES
        return self.kind == "literal" and "T" in self.value and bool(STAMP.fullmatch(self.value))

    @property
    def shown(self) -> str:
        """The value as messages show it."""
        return shortened(self.value, 80)


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One solution: what each of its variables is bound to, and its number from 1."""

    number: int
    terms: Mapping[str, Term]


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """All solutions, and the variables in their order."""

    names: tuple[str, ...]
    rows: tuple[Result, ...]
    called: str = "result"  # what a solution is to whoever reads the file

    def values(self, name: str) -> Iterable[Term]:
        """Whatever a variable is bound to."""
        return (row.terms[name] for row in self.rows if name in row.terms)


def is_standard(data: Any) -> bool:
    """Whether JSON has the shape of the standard."""
    if not isinstance(data, dict) or not isinstance(data.get("head"), dict):
        return False
    return isinstance(data.get("results"), dict) or "boolean" in data


def is_simple(data: Any) -> bool:
    """Whether JSON is an array of solutions in which an item of Wikidata is named, or dated."""
    if not isinstance(data, list) or not data:
        return False
    some = [row for row in data[:_LOOKED_AT] if isinstance(row, dict)]
    terms = [_term(value) for row in some for value in row.values()]
    if any(term.entity for term in terms if term):
        return True
    labelled = any(_ENDING.fullmatch(name) for row in some for name in row)
    return labelled and any(term.is_time for term in terms if term)


def is_table(sheet: Sheet) -> bool:
    """Whether a table has variables as columns, and items of Wikidata, or labels and its times.

    A table that only names an item beside each of its own rows is another's.
    """
    if not all(map(_VARIABLE.fullmatch, sheet.header)):
        return False
    columns: list[list[Term]] = [[] for _ in sheet.header]
    for row in sheet.rows[:_LOOKED_AT]:
        for terms, cell in zip(columns, row.cells, strict=True):
            if term := _of_cell(cell):
                terms.append(term)
    named = any(terms and all(term.entity for term in terms) for terms in columns)
    timed = any(term.is_time for terms in columns for term in terms)
    labelled = any(map(_ENDING.fullmatch, (name.removeprefix("?") for name in sheet.header)))
    return named + timed + labelled >= 2


def results_of_table(sheet: Sheet) -> Results:
    """The solutions that a table holds, each a row of it."""
    names = tuple(name.removeprefix("?") for name in sheet.header)
    rows = []
    for row in sheet.rows:
        cells = zip(names, row.cells, strict=True)
        terms = {name: term for name, cell in cells if (term := _of_cell(cell))}
        rows.append(Result(number=row.number, terms=terms))
    return Results(names=names, rows=tuple(rows), called="row")


def _of_cell(cell: str) -> Term | None:
    """What a cell says, plain or in the syntax of RDF."""
    found = _RDF.fullmatch(cell.strip())
    if not found:
        return _term(cell)
    if found["uri"] is not None:
        return _term({"type": "uri", "value": found["uri"]})
    text = _ESCAPED.sub(lambda match: _SIGNS.get(match[1], match[1]), found["text"])
    datatype = (found["type"] or "").replace("xsd:", _XSD)
    return _term({"value": text, "datatype": datatype, "xml:lang": found["lang"] or ""})


def results_of(data: Any) -> Results:
    """The solutions that JSON holds; raises Unreadable with the place that is wrong."""
    if isinstance(data, dict):
        return _standard(data)
    if not isinstance(data, list):
        raise Unreadable("this is no result of a query", "save it as JSON from the query's page")
    return _results((), data, "")


def _standard(data: dict[str, Any]) -> Results:
    if "boolean" in data:
        raise Unreadable("this is the answer yes or no of an ASK query", "import that of a SELECT")
    found = data.get("results")
    bindings = found.get("bindings") if isinstance(found, dict) else None
    if not isinstance(bindings, list):
        raise Unreadable('"results" has no list of "bindings"', "save the result of the query anew")
    head = data.get("head")
    names = head.get("vars") if isinstance(head, dict) else None
    declared = names if isinstance(names, list) else ()
    known = tuple(name for name in declared if isinstance(name, str))
    return _results(known, bindings, "results.bindings")


def _results(names: tuple[str, ...], solutions: list[Any], where: str) -> Results:
    rows = []
    known = dict.fromkeys(names)
    for index, solution in enumerate(solutions):
        if not isinstance(solution, dict):
            raise Unreadable(f"{where}[{index}] is no object", "save the result of the query anew")
        terms = {name: term for name, value in solution.items() if (term := _term(value))}
        known |= dict.fromkeys(solution)
        rows.append(Result(number=index + 1, terms=terms))
    return Results(names=tuple(known), rows=tuple(rows))


def _term(value: Any) -> Term | None:
    """A value bound to a variable, with its type or as plain text; None if it is empty or no value."""
    typed = value if isinstance(value, dict) else {"value": value}
    text = _plain(typed.get("value"))
    if not text:
        return None
    kind = typed.get("type") if isinstance(value, dict) else _kind_of(text)
    datatype, lang = typed.get("datatype"), typed.get("xml:lang")
    return Term(
        value=text,
        kind="bnode" if _UNKNOWN.fullmatch(text) else kind if kind in _KINDS else "literal",
        datatype=datatype if isinstance(datatype, str) else "",
        lang=lang if isinstance(lang, str) else "",
    )


def _kind_of(text: str) -> str:
    return "uri" if _WEB.fullmatch(text) else "literal"


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return value.strip()
    return "" if value is None or isinstance(value, list) else str(value)
