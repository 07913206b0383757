"""Outlooks: what is expected, by whom, by when, how likely and which way."""

from __future__ import annotations

import pytest
from part_cases import doc_of

from armillary.read.outlooks import find_outlooks

CASES = [
    ("en", "Turkey is unlikely to leave NATO in the coming years.", "unlikely", 0.2, "in the coming years"),
    ("en", "The war may drag on for years.", "may", 0.4, "for years"),
    ("en", "Prices will almost certainly rise next year.", "almost certainly", 0.95, "next year"),
    ("ru", "Турция, скорее всего, не выйдет из НАТО в ближайшие годы.", "скорее всего", 0.7, "в ближайшие годы"),
    ("ru", "Конфликт может привести к новому кризису.", "может", 0.4, None),
    ("zh", "土耳其在未来几年不太可能退出北约。", "不太可能", 0.2, "未来几年"),
    ("pl", "Wojna prawdopodobnie będzie trwać.", "prawdopodobnie", 0.7, None),
    ("de", "Der Krieg wird wahrscheinlich noch lange andauern.", "wahrscheinlich", 0.7, None),
    ("fr", "La guerre pourrait durer dans les prochaines années.", "pourrait", 0.4, "dans les prochaines années"),
    ("uk", "Війна, ймовірно, триватиме ще багато років.", "ймовірно", 0.7, None),
]


@pytest.mark.parametrize(("language", "text", "words", "probability", "horizon"), CASES)
def test_words_of_likelihood_become_numbers(
    language: str, text: str, words: str, probability: float, horizon: str | None
) -> None:
    """Each outlook keeps its words of likelihood, their probability by the table, and the time it names."""
    (row,) = find_outlooks(doc_of(text, language))
    assert (row.words, row.probability, row.horizon) == (words, probability, horizon)


def test_who_expects_is_named() -> None:
    """The subject of a verb of expecting holds the outlook, and the text is what is expected."""
    (row,) = find_outlooks(doc_of("The IMF expects Ukraine's economy to shrink this year.", "en"))
    assert (row.by_id, row.direction, row.about) == ("igo:imf", "down", ("UKR",))
    assert row.text == "Ukraine's economy to shrink this year"


PLANS = [
    ("en", "We will go on buying gas from Algeria."),
    ("ru", "Мы будем и дальше покупать газ у Алжира."),
    ("zh", "我们将继续从阿尔及利亚进口天然气。"),
    ("en", "He said that the talks had been useful."),
    ("ru", "Это, вероятно, самая большая страна региона."),
]


@pytest.mark.parametrize(("language", "text"), PLANS)
def test_plans_and_guesses_about_the_present_are_no_outlooks(language: str, text: str) -> None:
    """What speakers will do themselves is a plan; `probably` about what is says nothing of what is to come."""
    assert find_outlooks(doc_of(text, language)) == []
