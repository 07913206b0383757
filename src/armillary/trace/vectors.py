"""The vectors of an article's sentences, from wherever they come."""

from __future__ import annotations

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from armillary.encoders import Encoder, quantised
from armillary.schema import Sentence
from armillary.trace.text import Text

_READ = frozenset({"body", "heading", "title", "caption"})


def traced(text: Text) -> tuple[Sentence, ...]:
    """The sentences that take part: bylines and boilerplate recur without being copied."""
    return tuple(sentence for sentence in text.sentences if sentence.kind in _READ)


class Vectors(Protocol):
    """Gives vectors: a world that stores them, a worker that encodes, memory."""

    def of(self, text: Text, encoder: Encoder) -> NDArray[np.int8]:
        """`quantised` vectors, one row for each of `traced(text)`, in order."""


class Encoded:
    """Encodes what it is asked for, and remembers nothing."""

    def of(self, text: Text, encoder: Encoder) -> NDArray[np.int8]:
        """`quantised` vectors, one row for each of `traced(text)`, in order."""
        return encoded(text, encoder)


def encoded(text: Text, encoder: Encoder) -> NDArray[np.int8]:
    """`quantised` vectors of `traced(text)`, each sentence read in its own language."""
    sentences = traced(text)
    rows = np.zeros((len(sentences), encoder.dim), np.int8)
    spoken = [text.language_of(sentence) for sentence in sentences]
    for language in sorted(set(spoken)):
        own = [place for place, code in enumerate(spoken) if code == language]
        rows[own] = quantised(encoder.in_language(language), [sentences[place].text for place in own])
    return rows
