"""Who wants what: one small case a construction, in the languages read."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reading import read

from armillary.read.goals import find_goals
from armillary.schema import Goal

# language, text, actor, words of the goal
CASES = [
    ("en", "Bulgaria wants to join the union.", "BGR", "join the union"),
    ("en", "Serbia has sought to keep its ties with Moscow.", "SRB", "keep its ties with Moscow"),
    ("en", "Japan is trying to reduce its dependence on gas.", "JPN", "reduce its dependence on gas"),
    ("en", "Poland hopes to build a new terminal.", "POL", "build a new terminal"),
    ("en", "Egypt is looking for new allies in Africa.", "EGY", "new allies in Africa"),
    ("en", "India signed the deal in order to diversify its imports.", "IND", "diversify its imports"),
    ("ru", "Турция стремится вступить в союз.", "TUR", "вступить в союз"),
    ("ru", "Польша хочет построить новый терминал.", "POL", "построить новый терминал"),
    ("ru", "Япония пытается сократить импорт газа.", "JPN", "сократить импорт газа"),
    ("ru", "Индия подписала договор, чтобы расширить экспорт.", "IND", "расширить экспорт"),
    ("ru", "Сербия ввела пошлины с целью защиты рынка.", "SRB", "защиты рынка"),
    ("zh", "土耳其寻求加入联盟。", "TUR", "加入联盟"),
    ("zh", "波兰希望建设新的港口。", "POL", "建设新的港口"),
    ("zh", "日本试图减少天然气进口。", "JPN", "减少天然气进口"),
    ("zh", "印度签署协议，以便扩大出口。", "IND", "扩大出口"),
    ("pl", "Turcja dąży do członkostwa w unii.", "TUR", "członkostwa w unii"),
    ("pl", "Japonia chce zmniejszyć import gazu.", "JPN", "zmniejszyć import gazu"),
    ("pl", "Indie podpisały umowę, aby zwiększyć eksport.", "IND", "zwiększyć eksport"),
    ("pl", "Serbia wprowadziła cła w celu ochrony rynku.", "SRB", "ochrony rynku"),
    ("uk", "Польща прагне побудувати новий термінал.", "POL", "побудувати новий термінал"),
    ("de", "Polen versucht, die Einfuhr von Gas zu senken.", "POL", "die Einfuhr von Gas zu senken"),
    ("fr", "La Pologne cherche à réduire ses importations.", "POL", "réduire ses importations"),
    ("es", "Polonia busca reducir sus importaciones.", "POL", "reducir sus importaciones"),
    ("tr", "Polonya gaz ithalatını azaltmak istiyor.", "POL", "gaz ithalatını azaltmak"),
]  # fmt: skip

NONE = [
    ("en", "Turkey does not want to join the union."),
    ("ru", "Турция не хочет вступать в союз."),
    ("zh", "土耳其不希望加入联盟。"),
    ("pl", "Turcja nie chce wstąpić do unii."),
    ("en", "Turkey is too weak to attack in order to win."),
    ("en", "He wanted to sleep."),
]


def goals(text: str, language: str) -> list[Goal]:
    return find_goals(read(text, language))


@pytest.mark.parametrize(("language", "text", "actor", "goal"), CASES)
def test_a_construction_gives_the_actor_and_the_goal(language: str, text: str, actor: str, goal: str) -> None:
    """Verbs of wish and effort, and clauses of purpose, name who wants what, to the word."""
    assert (actor, goal) in {(row.actor_id, row.goal) for row in goals(text, language)}


@pytest.mark.parametrize(("language", "text"), NONE)
def test_a_wish_denied_or_nobodys_is_no_goal(language: str, text: str) -> None:
    """What is not wanted, or wanted by no actor, gives no row."""
    assert goals(text, language) == []


def test_the_means_are_told_apart() -> None:
    """Words that open the means end the goal."""
    (row,) = goals("Japan wants to secure its supplies by building new ports.", "en")
    assert (row.goal, row.means) == ("secure its supplies", "building new ports")


def test_what_is_done_for_a_purpose_is_its_means() -> None:
    """The clause before a connective of purpose tells how."""
    (row,) = goals("India signed the deal in order to diversify its imports.", "en")
    assert row.means == "signed the deal"


@settings(max_examples=15, deadline=None)
@given(st.text(max_size=200), st.sampled_from(["en", "ru", "zh", "pl", "tr", "ar"]))
def test_goals_are_words_of_the_text(text: str, language: str) -> None:
    """Whatever the text, a goal and its means are in it and its span fits."""
    doc = read("Russia wants to " + text, language)
    for row in find_goals(doc):
        assert doc.text[row.start_char : row.end_char] == row.text
        assert row.goal in doc.text
        assert row.means is None or row.means in doc.text
