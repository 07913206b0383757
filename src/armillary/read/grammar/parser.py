"""A small joint tagger and biaffine parser (Dozat and Manning 2017) over word vectors of a sentence encoder, in NumPy.

Each word is one vector of what the encoder, the dictionaries and its spelling say of it; dilated convolutions let the
words see their neighbours; then every word is scored against every possible head, and labelled. One set of weights
serves all languages. `scripts/train_parser.py` trains it; docs/notes/grammar.md says on what, and how well it does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from itertools import accumulate, chain
from typing import cast

import numpy as np
from numpy.typing import NDArray

from armillary.encoders import WordEncoder
from armillary.encoders.registry import by_name
from armillary.read.grammar.features import spelling_slots, word_features
from armillary.read.grammar.tree import tree
from armillary.read.grammar.words import function_words

Array = NDArray[np.float32]

LONGEST = 160
"""Words of a sentence that are parsed together; one of news has hardly ever more."""
_FAR = 20
_RARE, _LEAST = -3.0, -6.0
_WORDS_KEPT = 60_000
_LABELLED = 64
"""Words labelled together: as many as stay near the processor."""


class Groups:
    """Which columns of the scores tell of what: the part of speech (`pos`), then each feature.

    Behind the last column there is one more, for what is rare.
    """

    def __init__(self, groups: Sequence[tuple[str, Sequence[str]]]) -> None:
        self.values = tuple(value for _, values in groups for value in values)
        self.places = {name: i for i, (name, _) in enumerate(groups)}
        ends = list(accumulate(len(values) for _, values in groups))
        self.slices = [slice(end - len(values), end) for end, (_, values) in zip(ends, groups, strict=True)]
        self._columns = {
            (name, value): part.start + k
            for (name, values), part in zip(groups, self.slices, strict=True)
            for k, value in enumerate(values)
        }
        self._features = tuple(name for name, _ in groups[1:])
        self._known: dict[tuple[str, ...], tuple[int, ...]] = {}

    def column(self, name: str, value: str) -> int:
        """The column of a value."""
        return self._columns.get((name, value), len(self.values))

    def columns(self, feats: Mapping[str, str]) -> tuple[int, ...]:
        """The column of each feature's value (`-`: none)."""
        values = tuple([feats.get(name, "-") for name in self._features])
        found = self._known.get(values)
        if found is None:
            found = tuple(self.column(name, value) for name, value in zip(self._features, values, strict=True))
            self._known[values] = found
        return found

    def log_probabilities(self, scores: Array) -> tuple[list[list[float]], list[list[int]]]:
        """Scores as log-probabilities within each group, and the column of the likeliest value of each group."""
        rows, best = np.full((len(scores), len(self.values) + 1), _RARE, np.float32), []
        for part in self.slices:
            own = scores[:, part] - scores[:, part].max(axis=1, keepdims=True)
            rows[:, part] = own - np.log(np.exp(own).sum(axis=1, keepdims=True))
            best.append(own.argmax(axis=1) + part.start)
        return np.maximum(rows, _LEAST).tolist(), np.stack(best, axis=1).tolist()


class Tags:
    """What the model thinks of the part of speech (`pos`) and each feature of one word."""

    __slots__ = ("_best", "_groups", "_row")

    def __init__(self, row: list[float], best: list[int], groups: Groups) -> None:
        self._row, self._best, self._groups = row, best, groups

    def log(self, name: str, value: str) -> float:
        """Log-probability of a value; that of something rare for a value it does not know."""
        return self._row[self._groups.column(name, value)]

    def best(self, name: str) -> str:
        """The likeliest value."""
        return self._groups.values[self._best[self._groups.places[name]]]

    def features(self, feats: Mapping[str, str]) -> float:
        """The log-probabilities of the values of all features together; of one that `feats` lack, that of none."""
        row = self._row
        return sum([row[column] for column in self._groups.columns(feats)])


@dataclass(frozen=True, slots=True)
class Parse:
    """One sentence as the model sees it; soft evidence."""

    heads: list[int]
    """0-based index of each word's head; -1 at the root."""
    relations: list[str]
    tags: list[Tags]


class Model:
    """Weights, and the vectors of the words met so far."""

    def __init__(self, weights: Mapping[str, NDArray[np.generic]]) -> None:
        self.relations = [str(one) for one in weights["relations"]]
        self.spelled = frozenset(str(one) for one in weights["spelled"])
        self.dilations = [int(one) for one in weights["dilations"]]
        self.upos = [str(one) for one in weights["upos"]]
        self.groups = _groups(self.upos, [str(one) for one in weights["feats"]])
        skipped = ("relations", "spelled", "dilations", "upos", "feats")
        self._w: dict[str, Array] = {
            name: np.asarray(value, np.float32) for name, value in weights.items() if name not in skipped
        }
        self._layers = [np.concatenate(self._w[f"layer{i}"], axis=1) for i in range(len(self.dilations))]
        self._label = self._w["label"].reshape(len(self._w["label"]), -1)
        sides = ("arc_dependent", "arc_head", "label_dependent", "label_head")
        self._sides = np.concatenate([self._w[name] for name in sides], axis=1)
        self._sides_bias = np.zeros(self._sides.shape[1], np.float32)
        biases = np.concatenate([self._w["arc_dependent_bias"], self._w["arc_head_bias"]])
        self._sides_bias[: len(biases)] = biases
        self._distances = _distances(self._w["distance"], LONGEST + 1)
        self._met: dict[tuple[str, str], Array] = {}

    def parse(self, sentences: Sequence[Sequence[str]], language: str) -> list[Parse]:
        """The parse of each sentence, given as its words; empty sentences give empty parses."""
        if not sentences:
            return []
        self._meet({word for sentence in sentences for word in sentence}, language)
        states, starts = self._states(sentences, language)
        spans = [slice(start, start + len(one) + 1) for one, start in zip(sentences, starts, strict=True)]
        sides = np.maximum(states @ self._sides + self._sides_bias, 0)
        heads = self._heads(sides, spans)
        above = [start + head for start, own in zip(starts, heads, strict=True) for head in (0, *own)]
        labels = self._labels(sides, np.array(above, np.intp))
        rows, best = self.groups.log_probabilities(states @ self._w["tags"] + self._w["tags_bias"])
        return [
            Parse(
                [head - 1 for head in own],
                _rooted(labels[span][1:], own),
                [Tags(row, own, self.groups) for row, own in zip(rows[span][1:], best[span][1:], strict=True)],
            )
            for own, span in zip(heads, spans, strict=True)
        ]

    def _meet(self, words: set[str], language: str) -> None:
        """Keeps the vectors of words not met before, at the entrance of the net."""
        if len(self._met) > _WORDS_KEPT:
            self._met.clear()
        new = {word: _taken_for(word, language) for word in words if (word, language) not in self._met}
        for known in sorted({known for _, known in new.values()}):
            group = sorted(word for word, taken in new.items() if taken[1] == known)
            rows = self._entrance([new[word][0] for word in group], known)
            self._met.update({(word, language): row for word, row in zip(group, rows, strict=True)})

    def _entrance(self, words: Sequence[str], language: str) -> Array:
        encoder = cast(WordEncoder, by_name("usem3").in_language(language))
        known = np.stack([word_features(word, language) for word in words])
        rows: Array = encoder.word_vectors(words) @ self._w["vector"] + known @ self._w["features"] + self._w["bias"]
        if language in self.spelled:
            slots = np.array([spelling_slots(word, len(self._w["spelling"])) for word in words])
            rows += self._w["spelling"][slots].sum(axis=1)
        return np.maximum(_norm(rows), 0)

    def _states(self, sentences: Sequence[Sequence[str]], language: str) -> tuple[Array, list[int]]:
        """Vectors of all words in their sentences, one row each, the root of each sentence before its words."""
        distinct = {word: row for row, word in enumerate(dict.fromkeys(chain.from_iterable(sentences)), 1)}
        which = np.array([row for one in sentences for row in (0, *(distinct[word] for word in one))], np.intp)
        entered: Array = np.stack([self._w["root"], *(self._met[word, language] for word in distinct)])
        x, seen = entered[which], (entered @ self._layers[0])[which]
        starts = list(accumulate((len(one) + 1 for one in sentences[:-1]), initial=0))
        sentence = np.repeat(np.arange(len(sentences)), [len(one) + 1 for one in sentences])
        for i, d in enumerate(self.dilations):
            x = self._layer(x, x @ self._layers[i] if i else seen, i, np.flatnonzero(sentence[d:] == sentence[:-d]))
        return x, starts

    def _layer(self, x: Array, seen: Array, i: int, near: NDArray[np.intp]) -> Array:
        """A dilated convolution, of what each row gives to its neighbours.

        near: the rows whose sentence goes on as many rows later as the layer reaches.
        """
        width, d = x.shape[1], self.dilations[i]
        here = seen[:, width : 2 * width] + self._w[f"layer{i}_bias"]
        here[near + d] += seen[near, :width]
        here[near] += seen[near + d, 2 * width :]
        np.maximum(here, 0, out=here)
        here += x
        return _norm(here)

    def _heads(self, sides: Array, spans: Sequence[slice]) -> list[list[int]]:
        """The head of each word of each sentence: 1-based, 0 for the root."""
        width = len(self._w["arc"])
        head = sides[:, width : 2 * width]
        dependent, prior = sides[:, :width] @ self._w["arc"], head @ self._w["arc_prior"]
        found: list[list[int]] = []
        for span in spans:
            scores: Array = dependent[span] @ head[span].T + prior[span]
            scores += self._distances[: len(scores), : len(scores)]
            np.fill_diagonal(scores, -1e9)
            found.append(tree(scores[1:]) if len(scores) > 1 else [])
        return found

    def _labels(self, sides: Array, heads: NDArray[np.intp]) -> list[str]:
        """The relation of each row to its head."""
        start, (width, count, _) = 2 * len(self._w["arc"]), self._w["label"].shape
        of, to = sides[:, start : start + width], sides[heads, start + width :]
        scores: Array = of @ self._w["label_of_dependent"] + to @ self._w["label_of_head"] + self._w["label_bias"]
        for first in range(0, len(sides), _LABELLED):
            block = slice(first, first + _LABELLED)
            pairs = (of[block] @ self._label).reshape(-1, count, width)
            scores[block] += (pairs @ to[block, :, None])[:, :, 0]
        return [self.relations[k] for k in scores.argmax(axis=1)]


def _taken_for(word: str, language: str) -> tuple[str, str]:
    """The word, and its language, that the net sees; for function words of other languages an English one."""
    like = function_words(language).like.get(word.lower().replace("’", "'"))
    if like is None:
        return word, language
    return (like.capitalize() if word[0].isupper() else like), "en"


def _norm(x: Array) -> Array:
    centred: Array = x - x.mean(axis=1, keepdims=True)
    variance: Array = np.einsum("ij,ij->i", centred, centred) / np.float32(x.shape[1])
    centred /= np.sqrt(variance + np.float32(1e-5))[:, None]
    return centred


def _distances(weights: Array, n: int) -> Array:
    """What the distances between `n` words weigh, shape (n, n); of fewer words, its first rows and columns."""
    at = np.arange(n)
    found: Array = weights[np.clip(at - at[:, None], -_FAR, _FAR) + _FAR]
    return found


def _rooted(relations: list[str], heads: Sequence[int]) -> list[str]:
    """Exactly the root is called so."""
    fixed = [("dep" if one == "root" else one) for one in relations]
    return ["root" if head == 0 else one for one, head in zip(fixed, heads, strict=True)]


def _groups(upos: Sequence[str], feats: Sequence[str]) -> Groups:
    return Groups([("pos", upos), *((name, found.split()) for name, found in (one.split("=") for one in feats))])


@cache
def model() -> Model:
    """The model of this package, loaded once a process."""
    with as_file(files("armillary.read.grammar") / "data" / "parser.npz") as path, np.load(path) as weights:
        return Model({name: weights[name] for name in weights.files})
