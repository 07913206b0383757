"""Attitudes that only a whole article shows."""

from __future__ import annotations

import pytest
from reading import read

from armillary.read.attitudes import find_attitudes, surveyed
from armillary.read.attitudes.judging import judged, probability, weights
from armillary.read.attitudes.pairs import measures

# Nothing good or bad is said, however often two are named together.
TOGETHER = [
    ("en", "Japan and Brazil publish figures. Japan and Brazil print maps. Japan and Brazil count birds."),
    ("ru", "Япония и Бразилия публикуют данные. Япония и Бразилия печатают карты. Япония и Бразилия считают птиц."),
    ("zh", "日本和巴西公布数据。日本和巴西印制地图。日本和巴西统计鸟类。"),
    ("pl", "Japonia i Brazylia publikują dane. Japonia i Brazylia drukują mapy. Japonia i Brazylia liczą ptaki."),
]


@pytest.mark.parametrize(("language", "text"), TOGETHER)
def test_being_named_together_is_no_attitude(language: str, text: str) -> None:
    """Actors that share lines without a good or bad word are no pair, however many lines they share."""
    assert find_attitudes(read(text, language)) == []


def test_measures_are_the_ones_that_have_weights() -> None:
    """Every weight has its measure, and a pair is measured in both orders."""
    article, _ = surveyed(read("Japan blames Brazil. Tensions with Brazil worry Japan.", "en"))
    assert set(article.meetings) == {("JPN", "BRA"), ("BRA", "JPN")}
    values = measures(article, ("JPN", "BRA"))
    assert set(weights().there) - {""} == set(values)
    assert set(weights().good) - {""} <= set(values)
    assert 0 < probability(values, weights().there) < 1


@pytest.mark.parametrize("sign", [1, -1])
def test_judged_pairs_show_a_word_of_their_sign(sign: int) -> None:
    """A judged pair quotes a word of its sign inside a span that names both."""
    word = "friendly, generous help" if sign > 0 else "crude threats, lies and blackmail"
    text = " ".join(f"Between Japan, with {word}, and Brazil there were {n} letters." for n in ("two", "three", "nine"))
    doc = read(text, "en")
    article, _ = surveyed(doc)
    for one, sure in judged(article):
        assert one.start <= one.cue_start < one.cue_end <= one.end
        assert {one.from_id, one.to_id} == {"JPN", "BRA"}
        assert 0 < sure <= 1
