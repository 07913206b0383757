"""Russian and Ukrainian: how news words acts, speech, causes and movements."""

from __future__ import annotations

import pytest

from armillary.gather import Document, Prepared, prepare
from armillary.read.document import Doc
from armillary.read.read import interpret


def read(text: str, language: str = "ru") -> Doc:
    """All that is read from a text."""
    prepared = prepare(Document("case", "text", text, "utf-8", "case", language=language))
    assert isinstance(prepared, Prepared)
    return interpret(prepared.article, prepared.sentences)


Triple = tuple[str | None, str, str | None]


def triples(doc: Doc) -> set[Triple]:
    """Who did what to whom."""
    return {(one.source_id, one.event_type, one.target_id) for one in doc.events}


RUSSIAN: list[tuple[str, Triple]] = [
    ("Финляндия заручилась поддержкой Швеции.", ("SWE", "SUPPORT", "FIN")),
    ("Болгария попала под санкции Китая.", ("CHN", "SANCTION", "BGR")),
    ("Бразилия выразила протест Аргентине.", ("BRA", "ACCUSE", "ARG")),
    ("Венгрия подверглась критике со стороны Литвы.", ("LTU", "ACCUSE", "HUN")),
    ("Египет оказал гуманитарную помощь Судану.", ("EGY", "AID", "SDN")),
    ("Чили не пустило в страну дипломатов Перу.", ("CHL", "REJECT", "group:per-diplomats")),
    ("Мексика воздала должное Кубе.", ("MEX", "SUPPORT", "CUB")),
    ("Китай наладил с Монголией тесные экономические связи.", ("CHN", "COOPERATE", "MNG")),
    ("Норвегия снабдила Украину оружием.", ("NOR", "AID", "UKR")),
    ("Дания объявила, что отозвала своего посла из Ирана.", ("DNK", "SANCTION", "IRN")),
    ("Марокко возложило ответственность на Алжир.", ("MAR", "ACCUSE", "DZA")),
    ("Катар выступил посредником между Чадом и Суданом.", ("QAT", "CONSULT", "TCD")),
    ("Перу и Чили нашли общий язык с Боливией.", ("BOL", "AGREE", "PER")),
]


@pytest.mark.parametrize(("text", "wanted"), RUSSIAN)
def test_russian_acts(text: str, wanted: Triple) -> None:
    """Light verbs, verbal nouns and cases tell who does what to whom."""
    assert wanted in triples(read(text))


UKRAINIAN: list[tuple[str, Triple]] = [
    ("Фінляндія заручилася підтримкою Швеції.", ("SWE", "SUPPORT", "FIN")),
    ("Бразилія висловила протест Аргентині.", ("BRA", "ACCUSE", "ARG")),
    ("Норвегія передала Україні ракети.", ("NOR", "AID", "UKR")),
    ("Данія відкликала посла з Ірану.", ("DNK", "SANCTION", "IRN")),
    ("Єгипет надав Судану гуманітарну допомогу.", ("EGY", "AID", "SDN")),
    ("Марокко поклало відповідальність на Алжир.", ("MAR", "ACCUSE", "DZA")),
    ("Литва заборонила імпорт зерна з Білорусі.", ("LTU", "SANCTION", "BLR")),
]


@pytest.mark.parametrize(("text", "wanted"), UKRAINIAN)
def test_ukrainian_acts(text: str, wanted: Triple) -> None:
    """The same in Ukrainian."""
    assert wanted in triples(read(text, "uk"))


def test_case_of_a_long_name_is_that_of_its_head() -> None:
    """`Верховный суд Пакистана` is a nominative although its last word is none."""
    assert ("org:supreme-court-pak", "CONCEDE", "IRN") in triples(read("Верховный суд Пакистана помиловал Иран."))


def test_talks_between_two() -> None:
    """Where talks were held, both sides act."""
    assert ("ARG", "CONSULT", "BRA") in triples(read("Между Бразилией и Аргентиной состоялись переговоры."))


def test_visit_of_a_titled_person() -> None:
    """A noun of action belongs to the person behind the title, not to the state within it."""
    found = triples(read("Визит президента Франции Эмманюэля Макрона в Чили завершился."))
    assert ("person:macron", "CONSULT", "CHL") in found
    assert ("FRA", "CONSULT", "CHL") not in found


def test_participles_that_stand_for_people() -> None:
    """Who was convicted does not make the state of the sentence convict anybody."""
    assert not any(one.event_type == "ACCUSE" for one in read("Литва ни разу не казнила осужденных за кражу.").events)


def test_a_name_behind_a_comma_is_no_object() -> None:
    """Who reports is not whom the clause is about."""
    found = triples(read("Как пишет «Би-би-си», правительство никогда не закрывало эти школы."))
    assert not any(target == "org:bbc" for _, _, target in found)


def test_wishes_did_not_happen() -> None:
    """A wish to lift sanctions is no lifting of them."""
    found = read("Дания и Норвегия проявляют желание отменить санкции против Беларуси.").events
    assert all(one.status != "happened" for one in found if one.event_type == "CONCEDE")


def test_hearsay_tells_what_follows() -> None:
    """What was announced stands behind the conjunction."""
    doc = read("Ранее было объявлено, что Чили закрывает границу.")
    assert [one.text for one in doc.statements] == ["Чили закрывает границу"]


@pytest.mark.parametrize(
    ("text", "language"),
    [("Завтра Перу скажет, что согласно на сделку.", "ru"), ("Завтра Перу повідомить, що згодне на угоду.", "uk")],
)
def test_speech_to_come_is_none(text: str, language: str) -> None:
    """Nobody has said yet what somebody is to say."""
    assert not read(text, language).statements


def test_aims_are_no_causes() -> None:
    """An infinitive of causing counts behind a modal only."""
    assert not read("Россия стремится ослабить экономику Литвы.").mechanisms
    assert read("Санкции Запада могут ослабить экономику России.").mechanisms


def test_leaving_leads_away() -> None:
    """Who leaves a state moves from it."""
    flows = read("Тысячи россиян покинули Армению.").flows
    assert [one.from_id for one in flows] == ["ARM"]
