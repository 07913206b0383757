"""Who does what to whom, in nine languages: one small sentence a construction."""

from __future__ import annotations

import pytest

from armillary.read.clauses import Clause, clauses
from armillary.read.grammar import line

Case = tuple[str, str, str, str, str]

ACTIVE: list[Case] = [
    ("en", "China, Iran and Russia held naval drills in the Gulf.", "hold", "China Iran Russia", "drills"),
    ("en", "Russia and Belarus agreed to supply Peru with oil.", "supply", "Russia Belarus", "Peru"),
    ("en", "The president urged Iran to release the prisoners.", "release", "Iran", "prisoners"),
    ("en", "The minister, who visited Beijing last week, resigned.", "visit", "minister", "Beijing"),
    ("en", "Turkish President Erdogan, speaking in Ankara, denied attacking Syria.", "attack", "Erdogan", "Syria"),
    ("en", "The EU plans to ban Russian oil.", "ban", "EU", "oil"),
    ("ru", "Россия и Китай подписали договор.", "подписать", "Россия Китай", "договор"),
    ("ru", "Санкции против Ирана ввёл Евросоюз.", "ввести", "Евросоюз", "Санкции"),
    ("ru", "Казахстану угрожает депутат Госдумы.", "угрожать", "депутат", "Казахстану"),
    ("ru", "Москва хочет построить базу.", "построить", "Москва", "базу"),
    ("pl", "Polska i Litwa nałożyły sankcje na Białoruś.", "nałożyć", "Polska Litwa", "sankcje"),
    ("pl", "Putin ostrzegł Zełenskiego.", "ostrzec", "Putin", "Zełenskiego"),
    ("pl", "Rząd planuje zamknąć granicę.", "zamknąć", "Rząd", "granicę"),
    ("zh", "美国要求伊朗停止攻击以色列。", "攻击", "伊朗", "以色列"),
    ("zh", "伊朗向俄罗斯提供了无人机。", "提供", "伊朗", "无人机"),
    ("uk", "Уряд Польщі запровадив санкції проти Росії.", "запровадити", "Уряд", "санкції"),
    ("de", "Der Kanzler hat den Präsidenten von Kasachstan in Berlin getroffen.", "treffen", "Kanzler", "Präsidenten"),
    ("fr", "La France a condamné l'invasion.", "condamner", "France", "invasion"),
    ("tr", "Rusya Ukrayna'ya saldırdı.", "saldırmak", "Rusya", ""),
    ("en", "Chinese President Xi Jinping met Kazakh President Tokayev in Astana.", "meet", "Xi", "Tokayev"),
    ("es", "La Unión Europea impuso sanciones a Bielorrusia.", "imponer", "Unión", "sanciones"),
]
PASSIVE: list[Case] = [
    ("en", "The invasion of Georgia was condemned by China and India.", "condemn", "China India", "invasion"),
    ("en", "Sanctions imposed by the European Union on banks hurt.", "impose", "Union", "Sanctions"),
    ("ru", "Соглашение было подписано министрами Китая и Ирана.", "подписать", "министрами", "Соглашение"),
    ("ru", "Нефтепровод, перекрытый Россией, вновь заработал.", "перекрыть", "Россией", "Нефтепровод"),
    ("pl", "Wizyta prezydenta została odwołana przez Pekin.", "odwołać", "Pekin", "Wizyta"),
    ("de", "Die Sanktionen wurden von der EU verhängt.", "verhängen", "EU", "Sanktionen"),
    ("fr", "Les sanctions ont été imposées par l'Union européenne.", "imposer", "Union", "sanctions"),
]
NOMINAL: list[Case] = [
    ("en", "Russia's invasion of Georgia shocked many.", "invasion", "Russia", "Georgia"),
    ("ru", "Евросоюз ввёл санкции против Ирана.", "санкция", "Евросоюз", ""),
    ("ru", "Все осудили аннексию Крыма.", "аннексия", "", "Крыма"),
    ("pl", "Wizyta prezydenta w Astanie trwała dzień.", "wizyta", "prezydenta", ""),
    ("zh", "习近平主席对沙特阿拉伯进行国事访问。", "国事访问", "主席", "沙特阿拉伯"),
    ("zh", "俄罗斯遭到美国谴责。", "谴责", "美国", "俄罗斯"),
]
MODES = [
    ("en", "The army did not leave.", "leave", True, "real"),
    ("en", "No country has voiced support.", "voice", True, "real"),
    ("en", "Turkey will impose tariffs.", "impose", False, "planned"),
    ("en", "Tokayev is to meet Erdogan on Monday.", "meet", False, "planned"),
    ("en", "Lavrov said on Monday that Moscow would respond.", "respond", False, "planned"),
    ("en", "Russia could take the north.", "take", False, "possible"),
    ("en", "If Moscow cuts the pipeline, prices rise.", "cut", False, "hypothetical"),
    ("en", "Estonia wants to join the pact.", "join", False, "wanted"),
    ("ru", "Президент не признал республику.", "признать", True, "real"),
    ("ru", "Германия будет поставлять Киеву оружие.", "поставлять", False, "planned"),
    ("ru", "Если Москва перекроет трубопровод, Астана подаст в суд.", "перекрыть", False, "hypothetical"),
    ("pl", "Chiny nie potępiły agresji.", "potępić", True, "real"),
    ("pl", "Rosja może zaatakować Mołdawię.", "zaatakować", False, "possible"),
    ("pl", "Jeśli Mińsk nie uwolni więźniów, rząd zamknie granicę.", "uwolnić", True, "hypothetical"),
    ("zh", "白俄罗斯没有承认克里米亚。", "承认", True, "real"),
    ("zh", "如果俄罗斯关闭管道，哈萨克斯坦将寻找其他路线。", "关闭", False, "hypothetical"),
    ("uk", "Росія не вивела війська.", "вивести", True, "real"),
    ("es", "España no reconoce la independencia.", "reconocer", True, "real"),
]


def _clause(text: str, language: str, lemma: str) -> tuple[Clause, list[str]]:
    found = line(text, language)
    words = [token.text for token in found.tokens]
    made = [one for one in clauses(found) if one.lemma == lemma]
    assert made, [one.lemma for one in clauses(found)]
    return made[0], words


@pytest.mark.parametrize(("language", "text", "lemma", "subjects", "objects"), ACTIVE)
def test_who_acts_and_is_acted_upon(language: str, text: str, lemma: str, subjects: str, objects: str) -> None:
    """Subjects are those who act (shared, controlled, of a relative clause too), objects what they act upon."""
    clause, words = _clause(text, language, lemma)
    assert [words[one.head] for one in clause.subjects] == subjects.split()
    assert [words[one.head] for one in clause.objects][: len(objects.split())] == objects.split()
    assert not clause.passive


@pytest.mark.parametrize(("language", "text", "lemma", "subjects", "objects"), PASSIVE)
def test_of_a_passive_the_agent_acts(language: str, text: str, lemma: str, subjects: str, objects: str) -> None:
    """The agent phrase is the subject, the grammatical subject an object."""
    clause, words = _clause(text, language, lemma)
    assert clause.passive
    assert [words[one.head] for one in clause.subjects] == subjects.split()
    assert [words[one.head] for one in clause.objects] == objects.split()


@pytest.mark.parametrize(("language", "text", "lemma", "subjects", "objects"), NOMINAL)
def test_nouns_of_action_have_roles(language: str, text: str, lemma: str, subjects: str, objects: str) -> None:
    """Possessors, genitives, and the subject of a verb that only carries the noun."""
    clause, words = _clause(text, language, lemma)
    assert clause.nominal
    assert [words[one.head] for one in clause.subjects] == subjects.split()
    assert [words[one.head] for one in clause.objects] == objects.split()


@pytest.mark.parametrize(("language", "text", "lemma", "negated", "modality"), MODES)
def test_what_did_not_or_need_not_happen_is_told(
    language: str, text: str, lemma: str, negated: bool, modality: str
) -> None:
    """Negation by grammar, and modality by auxiliaries, governing verbs, tense and conditions."""
    clause, _ = _clause(text, language, lemma)
    assert (clause.negated, clause.modality) == (negated, modality)


def test_an_oblique_has_its_adposition() -> None:
    """Adpositions of several words are one marker, and count for all nouns that are joined."""
    found = line("Kazakhstan acted together with Turkey and Iran.", "en")
    words = [token.text for token in found.tokens]
    act = next(one for one in clauses(found) if one.lemma == "act")
    markers = {words[one.head]: one.marker for one in act.obliques}
    assert markers["Turkey"] == "together with"
    assert markers["Iran"] == "together with"


def test_a_carrying_verb_is_kept() -> None:
    """`paid a visit`: the noun is a predicate of its own, and says which verb carried it."""
    clause, words = _clause("Tokayev paid a visit to Turkey.", "en", "visit")
    assert clause.light == "pay"
    assert [words[one.head] for one in clause.subjects] == ["Tokayev"]
    assert [(words[one.head], one.marker) for one in clause.obliques] == [("Turkey", "to")]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "—",
        "THE UNITED STATES CONDEMNED THE ATTACK ON GEORGIA",
        "GDP | 2.1 | 3.4 | 5.6",
        "word " * 1000,
        "،؛؟ مرحبا بالعالم",
    ],
)
@pytest.mark.parametrize("language", ["en", "ru", "zh", "pl", "ar", "xx"])
def test_nothing_is_too_odd(text: str, language: str) -> None:
    """Empty, endless and foreign lines are read without failing; heads stay inside the line."""
    found = line(text, language)
    clauses(found)
    assert all(-1 <= token.head < len(found.tokens) for token in found.tokens)


def test_capitals_are_read_as_letters() -> None:
    """A headline all in capitals is parsed as if it were not."""
    clause, words = _clause("THE UNITED STATES CONDEMNED THE ATTACK ON GEORGIA", "en", "condemn")
    assert [words[one.head] for one in clause.subjects] == ["STATES"]
