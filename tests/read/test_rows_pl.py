"""Polish articles read: who speaks, what happens, what drives what, in sentences of our own."""

from __future__ import annotations

import pytest
from reading import read

from armillary.read.document import Doc
from armillary.read.mechanisms import find_mechanisms


def doc(text: str) -> Doc:
    """A Polish text, read."""
    return read(text, "pl")


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        (
            "„Każdy dzień zwłoki kosztuje” – napisał na platformie X minister obrony Adam Malinowski.",
            ["person:malinowski"],
        ),
        (
            '"Rosja musi zapłacić" - powiedziała w środę PAP rzeczniczka rządu Anna Kowalska.',
            ["person:kowalska"],
        ),
        (
            "„To był błąd” – oświadczył wicepremier i minister finansów Andrzej Domański.",
            ["person:domanski"],
        ),
        (
            "Minister Jan Nowak pojechał do Kijowa. Stwierdził, że wojna potrwa długo. "
            "Prezydent Maia Sandu przyjęła delegację. Podkreśliła, że Mołdawia wybiera Europę.",
            ["person:nowak", "person:sandu"],
        ),
        (
            "– Nie ustąpimy – powiedział Donald Tusk. – Granica będzie szczelna.",
            ["person:tusk"],
        ),
        (
            "„Każdy miesiąc oznacza nowe wyroki” – czytamy w stanowisku Komisji Europejskiej.",
            ["igo:european-commission"],
        ),
        (
            "— Czy zamkniecie granicę?\n— Możliwe. Rozmawiamy o tym z Litwą — mówi wiceminister Ewa Zielińska.",
            ["person:zielinska"],
        ),
    ],
)
def test_speakers_stand_before_after_and_beyond_adverbials(text: str, speakers: list[str]) -> None:
    """The speaker is found behind adverbials and double titles, by gender where the verb drops it, in dialogue."""
    assert [row.speaker_id for row in doc(text).statements] == speakers


def test_dialogue_goes_on_after_who_says_it() -> None:
    """What a dash opens after the verb of speech belongs to the same statement."""
    found = doc("– Nie ustąpimy – powiedział Donald Tusk w Warszawie. – Obiecaliśmy, że granica będzie szczelna.")
    assert len(found.statements) == 1
    assert "granica będzie szczelna" in found.statements[0].text
    assert found.statements[0].kind == "direct"


@pytest.mark.parametrize(
    "text",
    [
        "Kiedy przyszła, dodała truciznę do mleka.",
        "Nie jest pewne, czy Pakistan obroni świadków.",
        "Merkel chce ustalić, czy Polska jest gotowa.",
        "Ostrzegałam, że zrobię wszystko.",
        "W Bundestagu odrzucono wniosek opozycji o nowe wydatki.",
        "Dokument przewiduje utworzenie wspólnego centrum.",
    ],
)
def test_what_nobody_says_is_no_statement(text: str) -> None:
    """Objects, neuter predicates, questions still open and first persons outside quotations report nothing."""
    assert not doc(text).statements


def test_an_adjunct_without_comma_reports_the_whole_clause() -> None:
    """`Według X` ends with its noun phrase, not at the first comma."""
    (row,) = doc("Według rządu Niemiec ceny gazu wzrosły o jedną trzecią, a inflacja sięgnęła 20 proc.").statements
    assert row.text.startswith("ceny gazu")


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Premier Donald Tusk złożył wizytę w Kijowie.", ("person:tusk", "CONSULT", "UKR")),
        ("Litwa wyraziła poparcie dla Tajwanu.", ("LTU", "SUPPORT", "TWN")),
        ("Unia Europejska nałożyła nowe sankcje na Białoruś.", ("igo:eu", "SANCTION", "BLR")),
        ("Niemcy udzieliły Ukrainie wsparcia wojskowego.", ("DEU", "AID", "UKR")),
        ("Komisja Europejska odblokowała Polsce 5 mld euro.", ("igo:european-commission", "CONCEDE", "POL")),
        ("Izraelskie lotnictwo zbombardowało ponad 400 celów w Strefie Gazy.", ("ISR", "ASSAULT", "PSE")),
        ("Rosja obarczyła Ukrainę odpowiedzialnością za atak.", ("RUS", "ACCUSE", "UKR")),
        ("Francja zerwała stosunki dyplomatyczne z Nigrem.", ("FRA", "SANCTION", "NER")),
        ("Chiny wręczyły Litwie notę protestacyjną.", ("CHN", "ACCUSE", "LTU")),
        ("Turcja zagroziła Grecji wojną.", ("TUR", "THREATEN", "GRC")),
    ],
)
def test_light_verbs_and_cases_give_the_act(text: str, event: tuple[str, str, str]) -> None:
    """A verb with its noun, or a verb with its case or preposition, gives actor, type and target."""
    assert event in {(row.source_id, row.event_type, row.target_id) for row in doc(text).events}


@pytest.mark.parametrize(
    ("text", "cause", "effect", "sign"),
    [
        (
            "Gazprom ograniczył dostawy do Mołdawii, co zmusiło Kiszyniów do zakupów gazu.",
            "Gazprom ograniczył dostawy do Mołdawii",
            "Kiszyniów do zakupów gazu",
            1,
        ),
        (
            "Komitet porównał to z reformami Viktora Orbána, które doprowadziły do zamrożenia funduszy dla Węgier.",
            "reformami Viktora Orbána",
            "zamrożenia funduszy dla Węgier",
            1,
        ),
        (
            "Rosja jest zbyt zajęta wojną z Ukrainą, aby podjąć działania wojskowe przeciwko Gruzji.",
            "Rosja jest zbyt zajęta wojną z Ukrainą",
            "podjąć działania wojskowe przeciwko Gruzji",
            -1,
        ),
        ("Wskutek sankcji spadł eksport rosyjskiej ropy.", "sankcji", "spadł eksport rosyjskiej ropy", -1),
        ("Kryzys może jednak zmusić Niemcy do ustępstw.", "Kryzys", "Niemcy do ustępstw", 1),
    ],
)
def test_causes_over_clauses(text: str, cause: str, effect: str, sign: int) -> None:
    """Relatives stand for what is before them, `zbyt ... aby` keeps from, modal verbs belong to neither side."""
    assert (cause, effect, sign) in {(row.cause, row.effect, row.sign) for row in find_mechanisms(doc(text))}


def test_what_an_actor_does_is_no_mechanism() -> None:
    """A state that raises or limits something acts; nothing drives anything."""
    assert not find_mechanisms(doc("Azerbejdżan zwiększa presję na Armenię."))


def test_a_list_of_points_is_no_dialogue() -> None:
    """Dashes without a verb of speech behind them open no speech."""
    assert not doc("– wzrost cen gazu\n– spadek eksportu").statements
