"""Places of actors by whom they meet: leading eigenvectors of the normalised network, followed from day to day."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from armillary.model.forecast.index import Index

Floats = NDArray[np.float32]
_D = 32


class Embedding:
    """Spectral embedding of the decayed network of pairs.

    Rows of the leading eigenvectors of D^-1/2 W D^-1/2 times the root of their eigenvalues, scaled to unit length; W is
    log(1 + decayed count). One step of orthogonal iteration a day follows them (Golub and Van Loan, Matrix
    Computations, 8.2.4), from a fixed start, so that the same history gives the same vectors.
    """

    def __init__(self, index: Index) -> None:
        """Nothing is known yet."""
        self._n = len(index.pair_ptr) - 1
        self._ptr, self._to, self._from = index.pair_ptr, index.pair_to, index.pair_from
        start = np.random.default_rng(0).standard_normal((self._n, min(_D, self._n)))
        self._basis: Floats = np.linalg.qr(start)[0].astype(np.float32)
        self.vectors: Floats = np.zeros((self._n, self._basis.shape[1]), np.float32)

    def update(self, pair: Floats) -> Floats:
        """Follow the decayed counts of pairs [pairs, K]; float32 [actors, d], rows of unit length or zero."""
        weight = np.log1p(pair[:, 3] + 0.1 * pair[:, 4])
        degree = np.bincount(self._from, weight, minlength=self._n).astype(np.float32)
        root = 1.0 / np.sqrt(degree + 1.0)
        normal = weight * root[self._from] * root[self._to]
        matrix = sparse.csr_matrix((normal.astype(np.float32), self._to, self._ptr), shape=(self._n, self._n))
        moved = matrix @ self._basis + 0.1 * self._basis
        self._basis, upper = np.linalg.qr(moved)
        scale = np.sqrt(np.abs(np.diag(upper)))
        vectors = self._basis * scale * (degree > 0)[:, None]
        length = np.linalg.norm(vectors, axis=1, keepdims=True)
        self.vectors = (vectors / np.maximum(length, 1e-6)).astype(np.float32)
        return self.vectors

    def of_relations(self, index: Index, slot: Floats, n_relations: int) -> Floats:
        """Mean place of the objects of each relation, unit length; `slot` are weights of slots [slots]."""
        back = n_relations // 2
        relation = index.slot_relation
        inverse = np.where(relation < back, relation + back, relation - back)
        weights = sparse.csr_matrix((slot, (inverse, index.slot_of)), shape=(n_relations, self._n))
        mean = weights @ self.vectors
        length = np.linalg.norm(mean, axis=1, keepdims=True)
        return np.asarray(mean / np.maximum(length, 1e-6), np.float32)
