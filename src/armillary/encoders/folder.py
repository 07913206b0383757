"""A sentence-transformers model in a local folder; never one by the name of a hub."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from armillary.encoders import Cover
from armillary.encoders.words import readable
from armillary.errors import ArmillaryError


class Folder:
    """The user says which languages the model covers.

    Raises `ArmillaryError` where `path` is no folder with such a model, or the package is not installed.
    """

    def __init__(self, path: str | Path, languages: Sequence[str]) -> None:
        self._path = Path(path)
        if not (self._path / "config.json").is_file() and not (self._path / "modules.json").is_file():
            raise ArmillaryError(
                f"{path}: expected a folder with a sentence-transformers model (modules.json), found none; "
                "give the path of a folder that `SentenceTransformer.save` wrote",
            )
        self.languages: Mapping[str, Cover] = dict.fromkeys(languages, "good")

    @cached_property
    def name(self) -> str:
        """The folder's name, and a hash of its configuration in place of a version."""
        listed = sorted(file for file in self._path.rglob("*.json"))
        told = b"".join(file.relative_to(self._path).as_posix().encode() + file.read_bytes() for file in listed)
        return f"{self._path.name}-{hashlib.sha256(told).hexdigest()[:8]}"

    @cached_property
    def _model(self) -> Any:
        try:
            from sentence_transformers import SentenceTransformer
        except ImportError:
            raise ArmillaryError(
                "sentence-transformers is needed to use a model in a folder, and is not installed; "
                "pip install 'armillary[local]'",
            ) from None
        return SentenceTransformer(str(self._path), local_files_only=True, device="cpu")

    @cached_property
    def dim(self) -> int:
        return int(self._model.get_sentence_embedding_dimension())

    @property
    def scale(self) -> float:
        """127 stands for eight times the mean size of a component."""
        return float(127 * np.sqrt(self.dim) / 8)

    def in_language(self, language: str) -> Folder:
        """Itself: it reads all its languages alike."""
        return self

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors, shape (len(texts), dim)."""
        if not texts:
            return np.zeros((0, self.dim), np.float32)
        read = [readable(text) for text in texts]
        vectors = self._model.encode(read, normalize_embeddings=True, show_progress_bar=False)
        return np.asarray(vectors, np.float32)
