"""What is meant by a citation that names no source: a work by its title, or a place in one."""

from __future__ import annotations

from timeline.text.locators import is_place
from timeline.text.tables import Path, Table, shown, value_at
from timeline.text.values import quoted
from timeline.text.works import Cited, cited, works

# What to write, in words; as TOML, if there is one way alone; and the path of what that is
# written for besides.
Meant = tuple[str, str, Path | None]


class Citing:
    """The works of a file, and what its citations mean by them."""

    def __init__(self, root: Table) -> None:
        self._root = root
        self._declared = works(root)

    def meant(self, path: Path, name: str, *, by_work: bool) -> Meant | None:
        """How to cite what a name at a path is meant for; None if that is not seen.

        Works are looked for `by_work`, which takes time where there are many of both.
        """
        if found := cited(name, self._declared) if by_work else ():
            return _cite(path, found)
        return self._at_place(path, name) if is_place(name) else None

    def _at_place(self, path: Path, place: str) -> Meant:
        """How to cite a place that stands as an item of its own, behind the work that it is in.

        In words; as TOML, if it is plain of which work; and the path of what that is written for
        besides.
        """
        before = _work_before(self._root, path)
        item = value_at(self._root.values, before) if before else None
        work = item.get("id") if isinstance(item, dict) else item
        meant = cited(work, self._declared) if isinstance(work, str) else ()
        if not before or len(meant) != 1:
            remedy = f'this is a place in a work: write {{ id = "...", locator = {shown(place)} }}'
            return remedy, "", None
        own = {"id"} if isinstance(item, str) else set(item or ())
        written = _citation(Cited(meant[0].id, place), is_item=True)
        if meant[0].locator or "locator" in own or path != (*before[:-1], int(before[-1]) + 1):
            return f"this is a place in a work: write {written}", written, None  # a second one
        remedy = f"this is a place in the work before it: write {written} for both"
        return (remedy, written, before) if own == {"id"} else (remedy, "", None)


def _work_before(root: Table, path: Path) -> Path | None:
    """The item of a list that stands before another and is no mere place."""
    index = path[-1]
    for at in range(index - 1, -1, -1) if isinstance(index, int) else ():
        item = value_at(root.values, (*path[:-1], at))
        if not (isinstance(item, str) and is_place(item)):
            return (*path[:-1], at)
    return None


def _cite(path: Path, meant: tuple[Cited, ...]) -> Meant:
    """How to cite one of some works, in words; and as TOML, if there is one way alone."""
    is_item = isinstance(path[-1], int)
    written = [_citation(each, is_item=is_item) for each in meant]
    is_plain = is_item and len(meant) == 1
    return f"write {' or '.join(written)}", written[0] if is_plain else "", None


def _citation(meant: Cited, *, is_item: bool) -> str:
    """A work that is cited, as TOML: an item of a list, or the keys of one that is a table."""
    if not meant.locator:
        return quoted(meant.id)
    keys = f"id = {quoted(meant.id)}, locator = {quoted(meant.locator)}"
    return f"{{ {keys} }}" if is_item else keys
