"""Numbers written in words, put together from the cardinals and scale words of `languages/<code>/numbers.toml`.

The keys of that file are described in `armillary.lexicon.numbers`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Literal

from armillary.lexicon import load
from armillary.lexicon.figures import FIGURE, Number, NumberKind, figure_values, free

_LETTERS = r"(?:[^\W\d_][\u064b-\u0652\u0300-\u0304]?)+"
_TOKEN = re.compile(rf"(?P<figure>{FIGURE})|(?P<word>{_LETTERS}(?:[’'ʼ]{_LETTERS})*)|(?P<other>[^\w\s])")
_LETTER_BEFORE = re.compile(r"[^\W\d_][-‑–]?$")


Role = Literal["word", "one", "scale", "short", "ordinal", "partner"]
_SECTIONS: Mapping[str, Role] = {
    "words": "word",
    "scales": "scale",
    "short": "short",
    "ordinals": "ordinal",
    "partners": "partner",
}


@dataclass(frozen=True, slots=True)
class _Item:
    value: float
    role: Role


@dataclass(frozen=True, slots=True)
class _Lexicon:
    exact: Mapping[tuple[str, ...], _Item]
    begin: frozenset[str]
    """First words of forms of several words, and dashes, which do not count as words."""
    stems: tuple[tuple[str, _Item], ...]
    joined: frozenset[str]
    skip: frozenset[str]
    half: tuple[tuple[str, ...], ...]
    prefixes: tuple[str, ...]
    fused: bool
    units_first: bool
    ten_and_unit: bool
    score_and_teen: bool


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    kind: str
    text: str


@lru_cache(maxsize=50_000)
def _fold(word: str) -> str:
    plain = re.sub(r"[\u064b-\u0652\u0300-\u0304\u0307]", "", word.lower())
    return re.sub(r"[’ʼ]", "'", plain.replace("ё", "е"))


@cache
def _lexicon(language: str) -> _Lexicon:
    data = load(language, "numbers")
    exact: dict[tuple[str, ...], _Item] = {}
    stems: list[tuple[str, _Item]] = []
    exact.update(((form,), _Item(1.0, "one")) for form in _words(data, "one"))
    for section, role in _SECTIONS.items():
        for value, forms in data.get(section, {}).items():
            for form in _fold(forms).split():
                item = _Item(float(value), role)
                if form.endswith("*"):
                    stems.append((form[:-1], item))
                else:
                    exact.setdefault(tuple(form.split("_")), item)
    return _Lexicon(
        exact,
        frozenset({form[0] for form in exact if len(form) > 1} | {*"-‑–"}),
        tuple(sorted(stems, key=lambda pair: -len(pair[0]))),
        frozenset(_words(data, "and")),
        frozenset(_words(data, "skip")),
        tuple(tuple(form.split("_")) for form in _words(data, "half")),
        tuple(_words(data, "prefixes")),
        *(bool(data.get(flag)) for flag in ("fused", "units_first", "ten_and_unit", "score_and_teen")),
    )


def _words(data: Mapping[str, str], key: str) -> list[str]:
    return _fold(data.get(key, "")).split()


_LONGEST_ENDING = 5


def _look_up(word: str, lexicon: _Lexicon) -> _Item | None:
    if item := lexicon.exact.get((word,)):
        return item
    for stem, item in lexicon.stems:
        if word.startswith(stem) and len(word) - len(stem) <= _LONGEST_ENDING:
            return item
    return None


@cache
def _split(word: str, language: str) -> tuple[_Item, ...] | None:
    """A fused compound as its parts, the longest first part that leads to a full reading."""
    lexicon = _lexicon(language)
    if item := _look_up(word, lexicon):
        return (item,) if item.role in ("word", "one", "scale", "ordinal") else None
    for cut in range(len(word) - 1, 1, -1):
        head = lexicon.exact.get((word[:cut],))
        if head is None or head.role not in ("word", "one", "scale"):
            continue
        rest = word[cut:]
        for link in (*lexicon.joined, ""):
            if rest.startswith(link) and (tail := _split(rest[len(link) :], language)):
                return (head, *tail)
    return None


_LONG_SCALE = 1e6
_HALF = 0.5


@dataclass(slots=True)
class _Run:
    """A number being put together from its words."""

    start: int
    end: int
    total: float = 0.0
    group: float | None = None
    last_scale: float = float("inf")
    figure: frozenset[float] | None = None
    kind: NumberKind = "word"
    unit: float = 1.0
    loose: bool = False
    halved: bool = False

    def add(self, item: _Item, lexicon: _Lexicon) -> bool:
        """Take one more word; False if it does not continue this number."""
        if item.role == "short" and self.figure is not None:
            self.figure |= {value * item.value for value in self.figure}
            return True
        if item.role == "scale":
            return self._multiply(item.value)
        if self.figure is not None or self.kind in ("ordinal", "partner"):
            return False
        if self.group is not None and not _continues(self.group, item.value, lexicon):
            return False
        self.loose = item.role == "one" and self.group is None and not self.total
        self.halved = self.group is not None and item.value == _HALF
        self.group = (self.group or 0.0) + item.value
        self.kind = "ordinal" if item.role == "ordinal" else self.kind
        return True

    def _multiply(self, scale: float) -> bool:
        if self.figure is not None:
            self.figure = frozenset(value * scale for value in self.figure)
            self.unit *= scale
            return True
        self.loose = False
        if scale == 100 and self.group is not None and self.group < 100:
            self.group *= 100
            return True
        if scale >= self.last_scale:
            return self._multiply_all(scale)
        if self.kind == "partner":
            self.kind = "word"
        self.total += (self.group if self.group is not None else 1.0) * scale
        self.group, self.last_scale, self.unit = None, scale, scale
        return True

    def _multiply_all(self, scale: float) -> bool:
        """Hundreds of thousands; dos mil trescientos millones."""
        if self.group is not None and self.last_scale >= _LONG_SCALE:
            return False
        self.total = (self.total + (self.group or 0.0)) * scale
        self.group, self.last_scale, self.unit = None, scale, scale
        return True

    def add_half(self) -> None:
        """Four and a half; a million and a half. Where no scale follows, the whole may stand alone: 三年半."""
        if self.figure is not None:
            self.figure = frozenset(value + self.unit / 2 for value in self.figure)
        elif self.group is None and self.total:
            self.total += self.unit / 2
        else:
            self.group = (self.group or 0.0) + 0.5
        self.loose, self.halved = False, True

    def number(self) -> Number:
        values = self.figure or frozenset({self.total + (self.group or 0.0)})
        if self.halved and self.unit == 1:
            values |= {value - 0.5 for value in values}
        return Number(self.start, self.end, values, "partner" if self.loose else self.kind, self.unit)


def _continues(before: float, value: float, lexicon: _Lexicon) -> bool:
    """Whether `value` can follow `before` within one number below a thousand."""
    if before >= 100 and before % 100 == 0:
        return value < 100
    tens, units = before % 100, before % 10
    if value == _HALF:
        return before % 1 == 0
    if lexicon.units_first and 0 < tens < 10:
        return value in range(20, 100, 10)
    if lexicon.score_and_teen and tens in (60, 80):
        return value < 20
    return units == 0 and 0 < value < 10 and (tens >= 20 or (tens == 10 and lexicon.ten_and_unit))


def _items(tokens: Sequence[_Token], at: int, language: str) -> tuple[tuple[_Item, ...], int] | None:
    """What the tokens from `at` say, and how many they are."""
    lexicon = _lexicon(language)
    for length in (3, 2) if tokens[at].text in lexicon.begin else ():
        words = [t.text for t in tokens[at : at + 2 * length] if t.text not in "-‑–"][:length]
        if len(words) == length and (item := lexicon.exact.get(tuple(words))):
            last = next(
                i for i in range(at, len(tokens)) if sum(1 for t in tokens[at : i + 1] if t.text not in "-‑–") == length
            )
            return (item,), last - at + 1
    said = _said(tokens[at].text, language)
    return (said, 1) if said else None


@lru_cache(maxsize=50_000)
def _said(word: str, language: str) -> tuple[_Item, ...] | None:
    """What one word says."""
    lexicon = _lexicon(language)
    if item := _look_up(word, lexicon):
        return (item,)
    for prefix in lexicon.prefixes:
        if word.startswith(prefix) and (item := _look_up(word[len(prefix) :], lexicon)):
            return (item,)
    return _split(word, language) if lexicon.fused and len(word) > 3 else None


def _tokens(text: str) -> list[_Token]:
    return [
        _Token(
            m.start(),
            m.end(),
            m.lastgroup or "",
            _fold(m.group()),
        )
        for m in _TOKEN.finditer(text)
    ]


def in_words(text: str, language: str) -> Iterator[Number]:
    """Figures and number words of a text, and the free numerals (`figures.free`) after them."""
    tokens, lexicon = _tokens(text), _lexicon(language)
    at, run = 0, None
    while at < len(tokens):
        token = tokens[at]
        if token.kind == "figure":
            if run:
                yield run.number()
            run = _figure_run(text, token)
            at += 1
            continue
        if run and run.kind in ("word", "figure", "vague") and (used := _half(tokens, at, lexicon)):
            run.add_half()
            run.end = tokens[at + used - 1].end
            at += used
            continue
        if run and token.text in lexicon.skip and _bridges(tokens, at, run, language):
            at += 1
            continue
        found = _items(tokens, at, language) if token.kind == "word" else None
        if found and not (found[0][0].role == "short" and not _after_figure(run, token)):
            items, used = found
            end = tokens[at + used - 1].end
            if run and _adds(run, items, lexicon):
                run.end = end
            else:
                if run:
                    yield run.number()
                run = _new_run(token.start, end, items, lexicon)
            at += used
            continue
        if run and not _bridges(tokens, at, run, language):
            yield run.number()
            run = None
        at += 1
    if run:
        yield run.number()
    yield from free(text)


def _half(tokens: Sequence[_Token], at: int, lexicon: _Lexicon) -> int:
    """How many tokens from `at` say *and a half*."""
    for form in lexicon.half:
        if form[0] == tokens[at].text and tuple(t.text for t in tokens[at : at + len(form)]) == form:
            return len(form)
    return 0


def _after_figure(run: _Run | None, token: _Token) -> bool:
    return run is not None and run.figure is not None and token.start - run.end <= 1


def _figure_run(text: str, token: _Token) -> _Run:
    tied = _LETTER_BEFORE.search(text, max(0, token.start - 2), token.start) is not None
    kind: NumberKind = "tied" if tied else "figure"
    return _Run(token.start, token.end, figure=figure_values(text[token.start : token.end]), kind=kind)


def _adds(run: _Run, items: Sequence[_Item], lexicon: _Lexicon) -> bool:
    """Whether all items continue the run; it is left as it was otherwise."""
    trial = replace(run)
    if not all(trial.add(item, lexicon) for item in items if item.role != "partner"):
        return False
    if any(item.role == "partner" for item in items):
        return False
    for name in ("total", "group", "last_scale", "figure", "kind", "unit", "loose", "halved"):
        setattr(run, name, getattr(trial, name))
    return True


def _new_run(start: int, end: int, items: Sequence[_Item], lexicon: _Lexicon) -> _Run:
    first = items[0]
    run = _Run(start, end)
    if first.role == "scale" and len(items) == 1:
        run.kind = "vague"
        run.add(first, lexicon)
        return run
    if first.role in ("partner", "ordinal"):
        run.group, run.kind = first.value, "partner" if first.role == "partner" else "ordinal"
        return run
    for item in items:
        run.add(item, lexicon)
    return run


def _bridges(tokens: Sequence[_Token], at: int, run: _Run, language: str) -> bool:
    """Whether the token may stand inside a number: a hyphen, `and`, or a word that may precede a scale word."""
    token, lexicon = tokens[at], _lexicon(language)
    following = _items(tokens, at + 1, language) if at + 1 < len(tokens) and tokens[at + 1].kind == "word" else None
    if following is None:
        return False
    role = following[0][0].role
    if token.text in "-‑–" or token.text in lexicon.joined:
        return role in ("word", "one", "scale", "ordinal", "short") and token.start - run.end <= 1
    return token.text in lexicon.skip and role == "scale"
