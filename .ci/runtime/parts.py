"""The parts of a script, and what the names in them are about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from runtime.tokens import BEFORE_PATTERN, CLOSING, OPENING, Token, pairs, text_at


@dataclass(frozen=True)
class Part:
    """A function, class, variable or expression at the top of the script.

    `keyword` is how it is declared, empty for an expression; `names` what it declares.
    """

    keyword: str
    names: list[str]
    words: list[Token]

    @cached_property
    def reading(self) -> Reading:
        """What its names are about."""
        return Reading(self.words)


def parts(words: list[Token]) -> list[Part]:
    """The script's parts; lists of variables and of expressions are taken apart."""
    found: list[Part] = []
    partner = pairs(words)
    at = 0
    while at < len(words):
        keyword = words[at].text
        if keyword == ";":
            at += 1
            continue
        if keyword == "async":
            keyword = words[at + 1].text
        assert keyword not in _STATEMENTS, keyword
        if keyword in {"function", "class"}:
            end = at
            while words[end].text != "{" or words[end - 1].text == "(":
                end = partner[end] if words[end].text == "(" else end
                end += 1
            end = partner[end] + 1
            name = next(w.text for w in words[at:end] if w.kind == "name" and w.text not in _KINDS)
            found.append(Part("function", [name], words[at:end]))
            at = end
            continue
        keyword = keyword if keyword in {"const", "let", "var"} else ""
        at += bool(keyword)
        while True:
            end = expression_end(words, at, partner)
            names = _bound(words[at : partner.get(at, at) + 1]) if keyword else set()
            found.append(Part(keyword, sorted(names), words[at:end]))
            at = end + 1
            if end >= len(words) or words[end].text != ",":
                break
    return found


_KINDS = {"async", "function", "class"}
_STATEMENTS = {"if", "for", "while", "do", "switch", "try", "throw", "return"}


def expression_end(words: Sequence[Token], at: int, partner: dict[int, int]) -> int:
    """Where the expression from here ends: at a comma, semicolon, colon or closing bracket."""
    choices = 0
    while at < len(words):
        kind, text = words[at]
        if kind == "mark":
            if text in OPENING:
                at = partner[at]
            elif text in CLOSING or text in {",", ";"} or (text == ":" and not choices):
                break
            choices += (text == "?") - (text == ":")
        at += 1
    return at


def _bound(words: Sequence[Token]) -> set[str]:
    """The names that parameters or a pattern of variables declare."""
    names = set()
    partner = pairs(words)
    at = 0
    while at < len(words):
        if words[at].text == "=":
            at = expression_end(words, at, partner)
            continue
        if words[at].kind == "name" and text_at(words, at + 1) != ":":
            names.add(words[at].text)
        at += 1
    return names


class Reading:
    """Which names of a part come from outside it, and which run or change as it is read."""

    def __init__(self, words: Sequence[Token]) -> None:
        self.words = words
        self.partner = pairs(words)
        self.scopes: dict[str, list[range]] = defaultdict(list)
        self.functions: list[range] = []
        self._find_functions()
        self._find_variables()
        self.outer = [at for at in range(len(words)) if self._is_outer(at)]

    def _find_functions(self) -> None:
        """The functions in the part, and the names each declares."""
        words, partner = self.words, self.partner
        for at, (kind, text) in enumerate(words):
            after = text_at(words, at + 1)
            if text == "=>":
                start = partner[at - 1] if words[at - 1].text == ")" else at - 1
                end = partner[at + 1] if after == "{" else expression_end(words, at + 1, partner)
                self._add_function(range(start, end), _bound(words[start:at]))
            elif after == ":" or text_at(words, at - 1) == ".":
                continue
            elif kind == "name" and text == "function":
                start = at + 1 + (after == "*")
                name = {words[start].text} if words[start].kind == "name" else set()
                start += len(name)
                self._add_function(range(at, self._body_end(start)), self._parameters(start, name))
                if name and text_at(words, at - 1) in {"{", "}", ";"}:
                    self._declare(name, self._block(at))
            elif kind == "name" and text == "class" and words[at + 1].kind == "name":
                self._declare({after}, self._block(at))
            elif self._is_method(at) and text_at(words, at - 1) != "function":
                scope = range(at + 1, self._body_end(at + 1))
                if text == "catch":
                    self._declare(_bound(words[at + 2 : partner[at + 1]]), scope)
                else:
                    self._add_function(scope, self._parameters(at + 1, set()))

    def _is_method(self, at: int) -> bool:
        """Whether a name, string or computed key here is followed by parameters and a body."""
        if text_at(self.words, at + 1) != "(" or self.words[at].text in HEADS:
            return False
        if self.words[at].kind == "mark" and self.words[at].text != "]":
            return False
        return text_at(self.words, self.partner[at + 1] + 1) == "{"

    def _body_end(self, parameters: int) -> int:
        """The end of the body after the brackets of parameters."""
        return self.partner[self.partner[parameters] + 1]

    def _parameters(self, start: int, own: set[str]) -> set[str]:
        return _bound(self.words[start + 1 : self.partner[start]]) | own | {"arguments"}

    def _add_function(self, scope: range, names: set[str]) -> None:
        self.functions.append(scope)
        self._declare(names, scope)

    def _declare(self, names: Iterable[str], scope: range) -> None:
        for name in names:
            self.scopes[name].append(scope)

    def _find_variables(self) -> None:
        for at, (kind, text) in enumerate(self.words):
            if kind != "name" or text not in {"var", "let", "const"}:
                continue
            if text_at(self.words, at - 1) not in {"{", "}", ";", "(", ")", ":"}:
                continue
            scope = self._function(at) if text == "var" else self._block(at)
            self._declare(self._variables(at + 1), scope)

    def _variables(self, at: int) -> set[str]:
        """The names of a list of variables."""
        names: set[str] = set()
        while True:
            end = self.partner[at] if self.words[at].text in OPENING else at
            names |= _bound(self.words[at : end + 1])
            at = end + 1
            if text_at(self.words, at) == "=":
                at = expression_end(self.words, at, self.partner)
            if text_at(self.words, at) != ",":
                return names
            at += 1

    def _function(self, at: int) -> range:
        """The innermost function around a place."""
        return min((scope for scope in self.functions if at in scope), key=len)

    def _block(self, at: int) -> range:
        """The innermost block around a place, or the loop whose head it is in, or part of it."""
        around = [start for start, end in self.partner.items() if start < at < end]
        if not around:
            return range(len(self.words))
        opening = max(around)
        if self.words[opening].text != "(":
            return range(opening, self.partner[opening])
        at = self.partner[opening] + 1
        while text_at(self.words, at) not in {"{", ";", "}"}:
            at = self.partner[at] if self.words[at].text in OPENING else at
            at += 1
        return range(opening, self.partner[at] if self.words[at].text == "{" else at)

    def _is_outer(self, at: int) -> bool:
        """Whether there is a name here that the part does not declare itself."""
        kind, text = self.words[at]
        before, after = text_at(self.words, at - 1), text_at(self.words, at + 1)
        if kind != "name" or before in {".", "?."}:
            return False
        if (
            text == "of"
            and before not in BEFORE_PATTERN
            and (before == "]" or self.words[at - 1].kind == "name")
        ):
            return False
        if after == ":" and before in {"{", ",", "}", ";"}:
            return False
        if self._is_method(at) and before in {"{", ",", "}", "get", "set", "async", "static", "*"}:
            return False
        return not any(at in scope for scope in self.scopes.get(text, ()))

    @cached_property
    def names(self) -> set[str]:
        """The names from outside."""
        return {self.words[at].text for at in self.outer}

    @cached_property
    def at_once(self) -> set[str]:
        """Those that are read as the script loads, outside every function."""
        return {self.words[at].text for at in self._outside()}

    @cached_property
    def called(self) -> set[str]:
        """Those that are called as the script loads."""
        words = self.words
        return {
            words[at].text
            for at in self._outside()
            if text_at(words, at + 1) == "(" or text_at(words, at - 1) == "new"
        }

    def _outside(self) -> Iterator[int]:
        return (at for at in self.outer if not any(at in scope for scope in self.functions))

    @cached_property
    def changed(self) -> set[str]:
        """Those that are assigned to, or whose insides are."""
        return {self.words[at].text for at in self.outer if self._changes(at)}

    def _changes(self, at: int) -> bool:
        if text_at(self.words, at - 1) in {"++", "--"}:
            return True
        last = at
        while (text := text_at(self.words, last + 1)) in {".", "["}:
            last = last + 2 if text == "." else self.partner[last + 1]
        if text == "(":
            return last > at and self.words[last].text in _CHANGING
        return text in {"++", "--"} or (text.endswith("=") and text not in _COMPARING)


HEADS = {"if", "for", "while", "switch", "with"}
_COMPARING = {"==", "===", "!=", "!==", "<=", ">="}
_CHANGING = {"add", "push", "set", "splice", "unshift"}
