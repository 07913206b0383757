"""Who speaks and how strongly: attributions, quotations and degrees that a copy takes away."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from make import comparison, text_of

from armillary.lexicon import languages, load
from armillary.trace.changes import attribution, degree, find_changes, quote
from armillary.trace.changes.attribution import told
from armillary.trace.changes.finding import Comparison
from armillary.trace.changes.quotation import quotations


def compare(language: str, copy: list[str], other_language: str, other: list[str]) -> Comparison:
    return comparison(text_of("other", other_language, other), text_of("copy", language, copy))


@pytest.mark.parametrize(
    ("language", "copy"),
    [
        ("ru", "Мост закроют на всю зиму для ремонта опор."),
        ("de", "Die Brücke bleibt den ganzen Winter für Reparaturen an den Pfeilern gesperrt."),
        ("zh", "大桥整个冬天都将关闭,以便维修桥墩。"),
        ("fr", "Le pont restera fermé tout l'hiver pour la réfection des piles."),
        ("tr", "Köprü, ayakların onarımı için bütün kış kapalı kalacak."),
    ],
)
def test_a_claim_becomes_a_fact(language: str, copy: str) -> None:
    """A source that only the other article names is a change."""
    other = "According to the mayor, the bridge will be closed all winter to repair its piers."
    (finding,) = attribution.find(compare(language, [copy], "en", [other]))
    assert (finding.cue, finding.severity, finding.span) == ("According to", "major", None)


@pytest.mark.parametrize(
    ("language", "copy"),
    [
        ("ru", "Как уверяет мэр, мост закроют на всю зиму для ремонта опор."),
        ("ru", "Мэр: «Мост закроют на всю зиму для ремонта опор»."),
        ("de", "Die Brücke sei den ganzen Winter für Reparaturen an den Pfeilern gesperrt."),
        ("pl", "Burmistrz zapowiada, że most będzie zamknięty przez całą zimę."),
        ("zh", "市长称,大桥整个冬天都将关闭,以便维修桥墩。"),
        ("xx", "Ponto clausota per tota la vintro."),
    ],
)
def test_an_attribution_in_other_words_is_kept(language: str, copy: str) -> None:
    """Any word of speech, a mood, a mark or an unknown language explains the difference."""
    other = "The bridge will be closed all winter to repair its piers, the mayor said."
    assert not list(attribution.find(compare(language, [copy], "en", [other])))


def test_an_attribution_may_move_to_the_next_sentence() -> None:
    """A sentence beside it that tells who says it, where the other article's does not, has taken it over."""
    other = ["The quay will reopen in May, the harbour master said.", "Ships will pay less."]
    moved = ["Причал откроется в мае.", "Корабли будут платить меньше, сказал начальник порта."]
    assert not list(attribution.find(compare("ru", moved, "en", other)))


@pytest.mark.parametrize("expression", ["according to plan", "easier said than done"])
def test_expressions_attribute_nothing(expression: str) -> None:
    """An expression with a word of speech names no source."""
    other = f"The repair of the old town bridge went {expression} all winter."
    assert not list(attribution.find(compare("ru", ["Ремонт старого моста шёл всю зиму."], "en", [other])))


@pytest.mark.parametrize("language", [code for code in languages() if "attributes" in load(code, "speech")])
def test_what_attributes_is_also_heard(language: str) -> None:
    """Whatever makes a sentence an attribution also keeps it from being one that lost it."""
    for cue in load(language, "speech")["attributes"]:
        line = cue.replace("*", "x")
        text = text_of("t", language, [line])
        assert told(text, text.sentences[0]), cue


def test_the_whole_comparison_reports_it() -> None:
    """The detector is one of those that are asked."""
    other = "The bridge will be closed all winter to repair its piers, the mayor said."
    changes = find_changes(compare("ru", ["Мост закроют на всю зиму для ремонта опор."], "en", [other]))
    assert [change.kind for change in changes] == ["attribution"]


QUOTED = ["“The orchard belongs to all of us.”", "“We will plant it again,” the gardener said."]


@pytest.mark.parametrize(
    ("language", "copy"),
    [
        ("ru", ["Сад принадлежит всем нам.", "«Мы посадим его снова», — сказал садовник."]),
        ("de", ["Der Obstgarten gehört uns allen.", "„Wir werden ihn neu pflanzen“, sagte der Gärtner."]),
        ("zh", ["这片果园属于我们所有的人。", "“我们会重新种上树,”园丁说。"]),
    ],
)
def test_a_quotation_loses_its_marks(language: str, copy: list[str]) -> None:
    """A sentence quoted there and told in the copy's own name is a change; the marks differ by language."""
    (finding,) = quote.find(compare(language, copy, "en", QUOTED))
    assert (finding.kind, finding.n, finding.other_n, finding.severity) == ("quote", 0, 0, "major")


def test_words_become_a_quotation() -> None:
    """Marks that only the copy has are a change too."""
    copy = ["«Сад принадлежит всем нам».", "«Мы посадим его снова», — сказал садовник."]
    other = ["The orchard belongs to all of us.", "“We will plant it again,” the gardener said."]
    (finding,) = quote.find(compare("ru", copy, "en", other))
    assert (finding.n, finding.severity) == (0, "minor")


@pytest.mark.parametrize(
    "copy",
    [
        ["«Сад принадлежит всем нам. Вот так.", "Мы посадим его снова», — сказал садовник."],
        ["— Сад принадлежит всем нам.", "«Мы посадим его снова», — сказал садовник."],
        ["Сад, сказал он, принадлежит всем.", "«Мы посадим его снова», — сказал садовник."],
        ["Сад принадлежит всем нам.", "Мы посадим его снова», — сказал садовник."],
        ["Сад принадлежит всем нам.", "Садовник сказал, что его посадят снова."],
    ],
)
def test_a_quotation_told_in_another_way(copy: list[str]) -> None:
    """One mark for several sentences, a dash, indirect speech, a mark too few, an article without marks: no change."""
    assert not list(quote.find(compare("ru", copy, "en", QUOTED)))


@given(st.text(alphabet="ab’'“”„«»「」\"‘ .", max_size=60))
def test_quotations_lie_apart(words: str) -> None:
    """Stretches between marks follow each other and begin and end with a mark."""
    at = 0
    for start, end in quotations(words):
        assert at <= start < end <= len(words)
        assert not words[start].isalnum()
        assert not words[end - 1].isalnum()
        at = end


@pytest.mark.parametrize(
    ("language", "copy"),
    [
        ("ru", "Плотина сегодня очень слаба, говорят инженеры."),
        ("uk", "Гребля сьогодні дуже слабка, кажуть інженери."),
        ("zh", "工程师说,今天的水坝非常脆弱。"),
        ("de", "Der Damm ist heute sehr schwach, sagen Ingenieure."),
        ("pl", "Zapora jest dziś bardzo słaba, mówią inżynierowie."),
        ("fr", "La digue est aujourd'hui très faible, disent les ingénieurs."),
        ("cs", "Hráz je dnes velmi slabá, říkají inženýři."),
    ],
)
def test_a_comparative_becomes_a_positive(language: str, copy: str) -> None:
    """What is only more so there is plainly so here; and the reverse."""
    other = "The dam today is much weaker, engineers say."
    (finding,) = degree.find(compare(language, [copy], "en", [other]))
    assert (finding.kind, finding.cue, finding.span) == ("comparison", "much weaker", None)
    (turned,) = degree.find(compare("en", [other], language, [copy]))
    assert (turned.cue, turned.other_span) == ("much weaker", None)


@pytest.mark.parametrize(
    ("language", "copy"),
    [
        ("ru", "Плотина сегодня куда слабее, говорят инженеры."),
        ("ru", "Плотина сегодня сильно ослабла, говорят инженеры."),
        ("zh", "工程师说,今天的水坝比以前脆弱。"),
        ("de", "Der Damm ist heute deutlich schwächer, sagen Ingenieure."),
        ("cs", "Hráz je dnes mnohem slabší, říkají inženýři."),
        ("tr", "Mühendisler barajın bugün çok daha zayıf olduğunu söylüyor."),
        ("xx", "La diga es uei febla, dison los engenhaires."),
    ],
)
def test_a_comparison_in_other_words_is_kept(language: str, copy: str) -> None:
    """Any comparative, a verb of change or an unknown language explains the difference."""
    assert not list(degree.find(compare(language, [copy], "en", ["The dam today is much weaker, engineers say."])))
