"""Terms that a copy has others for: independence and freedom, imports and exports."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from make import comparison, text_of

from armillary.lexicon import languages, load
from armillary.trace.changes import find_changes, terms
from armillary.trace.changes.finding import Comparison
from armillary.trace.changes.terms import OPPOSITES, SETS, held

KNOWN = [code for code in languages() if load(code, "terms")]


def compare(language: str, copy: str, other_language: str, other: str) -> Comparison:
    return comparison(text_of("other", other_language, [other]), text_of("copy", language, [copy]))


@pytest.mark.parametrize(
    ("language", "copy", "cue"),
    [
        ("ru", "Остров праздновал сто лет свободы.", "свободы"),
        ("uk", "Острів святкував сто років свободи.", "свободи"),
        ("pl", "Wyspa świętowała sto lat wolności.", "wolności"),
        ("zh", "该岛庆祝了一百年的自由。", "自由"),
        ("de", "Die Insel feierte hundert Jahre Freiheit.", "Freiheit"),
        ("fr", "L'île a fêté cent ans de liberté.", "liberté"),
        ("es", "La isla celebró cien años de libertad.", "libertad"),
        ("tr", "Ada yüz yıllık özgürlüğünü kutladı.", "özgürlüğünü"),
    ],
)
def test_a_term_of_the_same_field_is_no_translation(language: str, copy: str, cue: str) -> None:
    """Freedom for independence changes the meaning."""
    (finding,) = terms.find(compare(language, copy, "en", "The island celebrated a hundred years of independence."))
    assert (finding.kind, finding.severity, finding.cue) == ("meaning", "major", cue)


@pytest.mark.parametrize(
    ("language", "copy"),
    [
        ("ru", "Остров праздновал сто лет независимости."),
        ("ru", "Остров праздновал сто лет свободы и независимости."),
        ("ru", "Остров сто лет самостоятелен, он празднует свободу."),
        ("zh", "该岛庆祝独立一百周年,自由的一百年。"),
        ("xx", "Insulo festis cent jarojn de libereco."),
    ],
)
def test_a_term_that_is_there_too_explains_the_other(language: str, copy: str) -> None:
    """Where the copy has the term as well, or a word that may stand for it, or is not known, nothing is reported."""
    assert not list(terms.find(compare(language, copy, "en", "The island celebrated a hundred years of independence.")))


@pytest.mark.parametrize(
    ("language", "copy", "other_language", "other", "kind"),
    [
        ("de", "Das Land senkte seine Exporte von Weizen.", "en", "The country cut its wheat imports.", "polarity"),
        ("pl", "Kraj ograniczył eksport pszenicy.", "fr", "Le pays a réduit ses importations de blé.", "polarity"),
        ("en", "Nine miners were killed in the pit.", "ru", "В шахте были ранены девять горняков.", "polarity"),
        ("tr", "Köprünün kuzeyi sular altında kaldı.", "es", "El sur del puente quedó inundado.", "polarity"),
        ("zh", "她的儿子继承了工厂。", "en", "Her daughter inherited the factory.", "meaning"),
        ("uk", "Міністр оборони відкрив виставку.", "de", "Der Innenminister eröffnete die Ausstellung.", "meaning"),
    ],
)
def test_opposites_and_roles_that_changed_places(
    language: str, copy: str, other_language: str, other: str, kind: str
) -> None:
    """Words for opposite directions, for kin and for offices are told apart in all pairs of languages."""
    (finding,) = terms.find(compare(language, copy, other_language, other))
    assert finding.kind == kind


def test_a_negation_explains_opposites() -> None:
    """What is not legal is illegal."""
    assert not list(terms.find(compare("ru", "Это незаконная охота.", "en", "This hunting is not legal.")))


@pytest.mark.parametrize(
    ("language", "copy"),
    [
        ("ru", "Неофициально столица довольна, и это значит, что столица сердится."),
        ("zh", "首都非正式地感到满意,也就是说首都很愤怒。"),
        ("es", "De forma extraoficial la capital está contenta; la capital está enfadada."),
    ],
)
def test_half_of_an_opposition_is_lost(language: str, copy: str) -> None:
    """Two sides set against each other, of which the copy names one, are one side no longer."""
    other = "The unofficial capital is pleased; the official capital is angry."
    (finding,) = terms.find(compare(language, copy, "en", other))
    assert (finding.kind, finding.cue, finding.span) == ("meaning", "official", None)


def test_both_halves_are_kept() -> None:
    """An opposition that the copy has whole is no change."""
    copy = "Неофициальная столица довольна, официальная столица сердится."
    other = "The unofficial capital is pleased; the official capital is angry."
    assert not list(terms.find(compare("ru", copy, "en", other)))


@pytest.mark.parametrize("language", KNOWN)
def test_every_term_belongs_to_one_set_and_is_listed(language: str) -> None:
    """A language lists every term that is compared, and no others, so that none is absent for want of words."""
    compared = [term for together in (*OPPOSITES, *SETS) for term in together]
    assert len(compared) == len(set(compared))
    listed = load(language, "terms")
    assert set(listed["terms"]) == set(compared)
    assert set(listed["hints"]) <= set(compared)


@pytest.mark.parametrize("language", KNOWN)
@given(st.data())
def test_a_word_means_its_own_term(language: str, data: st.DataObject) -> None:
    """No word of a term is read as another of its set."""
    together = data.draw(st.sampled_from((*OPPOSITES, *SETS)))
    term = data.draw(st.sampled_from(together))
    cue = data.draw(st.sampled_from(load(language, "terms")["terms"][term])).replace("*", "")
    text = text_of("t", language, [cue])
    assert set(held(text, text.sentences, together).said) == {term}


def test_the_whole_comparison_reports_it() -> None:
    """The detector is one of those that are asked."""
    other = "The island celebrated a hundred years of independence."
    assert [c.kind for c in find_changes(compare("de", "Die Insel feierte hundert Jahre Freiheit.", "en", other))] == [
        "meaning"
    ]
