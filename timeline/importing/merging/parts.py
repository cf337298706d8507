"""Which lane, tag, period or source of a file one of an import is: by title, then by id.

An id made of a title may end in the number of its turn, so that it says nothing where the
titles say something else.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass

from timeline.importing.drafting.values import Values
from timeline.importing.merging.records import TABLES, Record, face_of, title_of
from timeline.text.ids import Ids

_Said = Callable[[str, str], Hashable]  # of an id and a face


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """The ids here of an import's lanes and the like, by those that they have there.

    Those that are `there` are in the file; of the others those that the record has were
    deleted from it by hand.
    """

    names: Mapping[str, str]
    there: frozenset[str]


def parts_of(
    theirs: Mapping[str, Sequence[Values]], mine: Mapping[str, Sequence[Values]], record: Record
) -> dict[str, Parts]:
    """The parts of each kind."""
    return {
        name: _parts(_tables(theirs, name), _tables(mine, name), record.tables.get(name, {}))
        for name in TABLES
    }


def _tables(tables: Mapping[str, Sequence[Values]], name: str) -> Sequence[Values]:
    """The tables of a name; a tag that is not declared is called what its id is."""
    found = tables.get(name, ())
    if found or name != "tags":
        return found
    used = (tag for each in tables.get("events", ()) for tag in each.get("tags", ()))
    return [{"id": tag, "title": tag} for tag in dict.fromkeys(used)]


def _parts(theirs: Sequence[Values], mine: Sequence[Values], recorded: Mapping[str, str]) -> Parts:
    known = {each["id"]: _faces(face_of(each), recorded.get(each["id"], "")) for each in mine}
    there = _paired({each["id"]: face_of(each) for each in theirs}, known, _ALL)
    rest = {each["id"]: face_of(each) for each in theirs if each["id"] not in there}
    lost = {name: _faces(face) for name, face in recorded.items() if name not in known}
    gone = {name: name for name in rest if not lost.get(name, ("",))}
    gone |= _paired(rest, {name: faces for name, faces in lost.items() if faces}, _SURE)
    free = Ids({*known, *recorded})
    new = {name: free.give(name) for name in rest if name not in gone}
    return Parts(names={**there, **gone, **new}, there=frozenset(there))


def _faces(*found: str) -> frozenset[str]:
    """The faces that are known."""
    return frozenset(filter(None, found))


def _paired(
    news: Mapping[str, str], olds: Mapping[str, frozenset[str]], stages: Sequence[_Said]
) -> dict[str, str]:
    """The ids there, by those here: of whom alone the same is said, in this order."""
    found: dict[str, str] = {}
    for said in stages:
        groups: dict[Hashable, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
        for name in news.keys() - found.keys():
            groups[said(name, news[name])][0].append(name)
        for name in olds.keys() - set(found.values()):
            for each in {said(name, face) for face in olds[name]}:
                groups[each][1].append(name)
        pairs = (group for group in groups.values() if len(group[0]) == len(group[1]) == 1)
        found |= {here[0]: there[0] for here, there in pairs}
    return found


# What is said of one, by its id and face


def _id_and_face(name: str, face: str) -> Hashable:
    return name, face


def _face(_: str, face: str) -> Hashable:
    return face


def _title(_: str, face: str) -> Hashable:
    return title_of(face)


def _id(name: str, _: str) -> Hashable:
    return name


_SURE = (_id_and_face, _face)
_ALL = (*_SURE, _title, _id)
