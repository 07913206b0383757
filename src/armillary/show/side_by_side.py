"""Two articles side by side: which sentences stand in one row, and which words in them are marked."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from armillary.results import Shown
from armillary.schema import Alignment, Article, Change, Link, Sentence

WHOLE = ("dropped", "added", "replaced")
"""Kinds of change that are said of a whole sentence."""


Context = tuple[str, str, str]
"""What stands before some words in their sentence, the words, and what stands after them."""


@dataclass(frozen=True, slots=True)
class Side:
    """An article with its sentences in order."""

    article: Article
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class SideBySide(Shown):
    """A copy beside the article it is compared with.

    `alignments` and `changes` are those between the two; `link` is NULL where they share no text. Where it cannot be
    told which of the two is the copy, either may stand on either side.
    """

    other: Side
    copy: Side
    alignments: tuple[Alignment, ...] = ()
    changes: tuple[Change, ...] = ()
    link: Link | None = None

    @property
    def numbered(self) -> tuple[Change, ...]:
        """Changes in reading order; their number is the place here, from 1."""
        pairs = _pairs(self)
        return tuple(sorted(self.changes, key=lambda change: _place(change, pairs)))


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a sentence, the numbers of the changes on it, and of those that begin with it."""

    text: str
    changes: tuple[int, ...] = ()
    begun: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """A sentence as it stands in a row."""

    sentence: Sentence
    language: str
    pieces: tuple[Piece, ...]
    whole: tuple[int, ...]

    @property
    def quiet(self) -> bool:
        """Whether it is not read as news."""
        return self.sentence.kind in ("boilerplate", "byline")


@dataclass(frozen=True, slots=True)
class Row:
    """Sentences that say the same; one side may be empty. `moved`: the copy has it in another place."""

    other: tuple[Cell, ...]
    copy: tuple[Cell, ...]
    moved: bool = False

    @property
    def quiet(self) -> bool:
        """Whether nothing in it is read as news."""
        return all(cell.quiet for cell in self.other + self.copy)


def rows(pair: SideBySide) -> list[Row]:
    """The rows in the order of the other article; what only the copy has follows what it follows there.

    Two that share no text stand in one row.
    """
    groups = _groups(pair)
    moved = _moved([copy for other, copy in groups if other and copy])
    cells = _Cells(pair)
    return [
        Row(
            other=tuple(cells.other[n] for n in other),
            copy=tuple(cells.copy[n] for n in copy),
            moved=bool(other and copy and copy[0] in moved),
        )
        for other, copy in groups
    ]


def in_sentence(side: Side, n: int | None, start: int | None, end: int | None, width: int) -> Context | None:
    """Words with what stands around them in their sentence, `width` characters on either side; NULL without words."""
    if n is None or not 0 <= n < len(side.sentences):
        return None
    sentence = side.sentences[n]
    start = sentence.start_char if start is None else start
    end = sentence.end_char if end is None else end
    text = side.article.text
    before, after = text[sentence.start_char : start], text[end : max(end, sentence.end_char)]
    if len(before) > width:
        before = "… " + before[-width:].split(" ", 1)[-1]
    if len(after) > width:
        after = after[:width].rsplit(" ", 1)[0] + " …"
    return before.lstrip(), text[start:end], after.rstrip()


def _place(change: Change, pairs: Sequence[tuple[int, int]]) -> tuple[int, bool, int, str]:
    """Where a change is met when reading the copy; what was dropped comes after what stood before it."""
    if change.n is not None:
        return (change.n, False, change.start_char or 0, change.change_id)
    before = [copy_n for other_n, copy_n in pairs if change.other_n is not None and other_n <= change.other_n]
    return (max(before, default=-1), True, change.other_start or 0, change.change_id)


def _pairs(pair: SideBySide) -> list[tuple[int, int]]:
    """Aligned sentence numbers, first the other article's; a replaced sentence stands beside what it replaced."""
    flip = [(a.n_b, a.n_a) if a.article_a == pair.copy.article.article_id else (a.n_a, a.n_b) for a in pair.alignments]
    replaced = [
        (c.other_n, c.n) for c in pair.changes if c.kind == "replaced" and c.n is not None and c.other_n is not None
    ]
    others, copies = len(pair.other.sentences), len(pair.copy.sentences)
    return sorted({(o, c) for o, c in flip + replaced if 0 <= o < others and 0 <= c < copies})


def _groups(pair: SideBySide) -> list[tuple[list[int], list[int]]]:
    if pair.link is None and not pair.alignments:
        return [(list(range(len(pair.other.sentences))), list(range(len(pair.copy.sentences))))]
    joined = _joined(_pairs(pair))
    after = _own_sentences(pair, joined)
    shared = {o: group for group in joined for o in group[0]}
    found: list[tuple[list[int], list[int]]] = [([], [c]) for c in after.get(None, ())]
    for n in range(len(pair.other.sentences)):
        group = shared.get(n)
        if group is None:
            found.append(([n], []))
        elif group[0][0] == n:
            found.append(group)
            found += [([], [c]) for copy_n in group[1] for c in after.get(copy_n, ())]
    return found


def _joined(pairs: Iterable[tuple[int, int]]) -> list[tuple[list[int], list[int]]]:
    """Sentences linked over any number of steps, as one group."""
    groups: list[tuple[set[int], set[int]]] = []
    for other, copy in pairs:
        touching = [g for g in groups if other in g[0] or copy in g[1]]
        groups = [g for g in groups if g not in touching]
        groups.append(({other}.union(*(g[0] for g in touching)), {copy}.union(*(g[1] for g in touching))))
    return [(sorted(others), sorted(copies)) for others, copies in groups]


def _own_sentences(
    pair: SideBySide, joined: Iterable[tuple[Sequence[int], Sequence[int]]]
) -> dict[int | None, list[int]]:
    """Sentences only the copy has, by the shared sentence they follow."""
    shared = {c for _, copies in joined for c in copies}
    found: defaultdict[int | None, list[int]] = defaultdict(list)
    last: int | None = None
    for n in range(len(pair.copy.sentences)):
        if n in shared:
            last = n
        else:
            found[last].append(n)
    return found


def _moved(copies: Sequence[Sequence[int]]) -> set[int]:
    """First sentence numbers of the groups outside the longest run that kept its order."""
    firsts = [group[0] for group in copies]
    tails: list[int] = []
    back: dict[int, int | None] = {}
    for n in firsts:
        place = bisect_left(tails, n)
        back[n] = tails[place - 1] if place else None
        tails[place : place + 1] = [n]
    kept = set(_chain(tails[-1] if tails else None, back))
    return set(firsts) - kept


def _chain(n: int | None, back: Mapping[int, int | None]) -> Iterator[int]:
    while n is not None:
        yield n
        n = back[n]


class _Cells:
    """The sentences of both sides, cut at the ends of the changes."""

    def __init__(self, pair: SideBySide) -> None:
        copy_spans: defaultdict[int, list[tuple[int, Change]]] = defaultdict(list)
        other_spans: defaultdict[int, list[tuple[int, Change]]] = defaultdict(list)
        for number, change in enumerate(pair.numbered, 1):
            if change.n is not None:
                copy_spans[change.n].append((number, change))
            if change.other_n is not None:
                other_spans[change.other_n].append((number, change))
        self.copy = [
            _cell(pair.copy, s, [(k, c, c.start_char, c.end_char) for k, c in copy_spans[s.n]])
            for s in pair.copy.sentences
        ]
        self.other = [
            _cell(pair.other, s, [(k, c, c.other_start, c.other_end) for k, c in other_spans[s.n]])
            for s in pair.other.sentences
        ]


_Span = tuple[int, Change, int | None, int | None]


def _cell(side: Side, sentence: Sentence, spans: Sequence[_Span]) -> Cell:
    inside: list[tuple[int, int, int]] = []
    whole: list[int] = []
    for number, change, start, end in spans:
        if start is None or end is None or change.kind in WHOLE or _covers(start, end, sentence):
            whole.append(number)
        else:
            first, last = max(start, sentence.start_char), min(end, sentence.end_char)
            inside.append((number, first - sentence.start_char, last - sentence.start_char))
    return Cell(
        sentence, sentence.language or side.article.language, tuple(_pieces(sentence.text, inside)), tuple(whole)
    )


def _covers(start: int, end: int, sentence: Sentence) -> bool:
    return start <= sentence.start_char and end >= sentence.end_char


def _pieces(text: str, spans: Sequence[tuple[int, int, int]]) -> Iterator[Piece]:
    cuts = sorted({0, len(text), *(min(max(at, 0), len(text)) for _, *ends in spans for at in ends)})
    for start, end in pairwise(cuts):
        inside = [(k, first) for k, first, last in spans if first <= start and end <= last]
        yield Piece(text[start:end], tuple(k for k, _ in inside), tuple(k for k, first in inside if first == start))
