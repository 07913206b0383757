"""What sentences share besides meaning."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from armillary.trace.evidence import keys, lengths, shared, skeleton, weights


@pytest.mark.parametrize(
    ("a", "b"), [("Жапаров", "Japarov"), ("Schröder", "Шрёдер"), ("Müller", "Мюллер"), ("Шевченко", "Szewczenko")]
)
def test_a_name_has_a_key_in_common_with_its_other_spelling(a: str, b: str) -> None:
    """Scripts and spellings differ, the consonants hardly."""
    assert {key for key in keys(a) if key[0] == "~"} & {key for key in keys(b) if key[0] == "~"}


@pytest.mark.parametrize("figure", ["12,000", "12.000", "12\u00a0000", "12\u202f000"])
def test_figures_are_the_same_however_grouped(figure: str) -> None:
    """Separators of thousands do not count."""
    assert "#12000" in keys(f"some {figure} vehicles")


@given(st.text(max_size=60))
def test_any_text_has_keys(text: str) -> None:
    """Nothing a text may hold breaks the search for keys, and no key is empty."""
    assert all(keys(text))
    assert skeleton(text).isascii()


@given(st.lists(st.text(alphabet="abcdefgh ", max_size=30), min_size=2, max_size=8), st.integers(1, 7))
def test_sharing_by_full_matrices_is_the_sparse_product(texts: list[str], cut: int) -> None:
    """The quick way gives what the plain product of the sparse rows gives."""
    words = weights(texts)
    here, there = slice(0, min(cut, len(texts))), slice(min(cut, len(texts)), len(texts))
    expected = (words @ words.T).toarray()[here, there]
    assert np.allclose(shared(words, here, there), expected, atol=1e-6)
    assert (expected <= 1).all()


def test_rare_words_count_more() -> None:
    """A word that all sentences have says little."""
    words = weights(["minister Ostrova spoke", "minister Ostrova left", *["minister spoke"] * 30])
    same = shared(words, slice(0, 1), slice(1, 3))
    assert same[0, 0] > same[0, 1]


def test_an_east_asian_character_is_longer_than_a_letter() -> None:
    """Lengths are comparable across scripts."""
    short, long = lengths(["a" * 20, "新桥" * 10])
    assert long > short
