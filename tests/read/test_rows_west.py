"""Rows of German, French, Spanish and Turkish news: who acts on whom where word order alone would mislead."""

from __future__ import annotations

import pytest
from reading import read

from armillary.read.goals import find_goals

Row = tuple[str | None, str, str | None]


def events(text: str, language: str) -> set[Row]:
    """Source, type and target of all events of a text."""
    return {(one.source_id, one.event_type, one.target_id) for one in read(text, language).events}


TURKISH: list[tuple[str, Row]] = [
    ("Rusya, Ukrayna'ya saldırdı.", ("RUS", "ASSAULT", "UKR")),
    ("İran, Türkiye'nin Irak'taki operasyonlarını eleştirdi.", ("IRN", "ACCUSE", "TUR")),
    ("Almanya ve Fransa Rusya'yı uyardı.", ("FRA", "THREATEN", "RUS")),
    ("Rusya'ya Avrupa Birliği tarafından yaptırım uygulandı.", ("igo:eu", "SANCTION", "RUS")),
    ("Yunanistan, Mısır ile deniz anlaşması imzaladı.", ("EGY", "SUPPORT", "GRC")),
    ("Hindistan, Rusya'dan petrol satın aldı.", ("IND", "COOPERATE", "RUS")),
    ("Sudan, Çad ile diplomatik ilişkilerini kesti.", ("SDN", "SANCTION", "TCD")),
]


@pytest.mark.parametrize(("text", "wanted"), TURKISH)
def test_turkish_endings_tell_the_parts(text: str, wanted: Row) -> None:
    """Endings behind the apostrophe say who is acted upon; a bare name acts."""
    assert wanted in events(text, "tr")


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Fransa, Nijer'e yardım gönderdi.", "happened"),
        ("Fransa, Nijer'e yardım göndermedi.", "denied"),
        ("Fransa, Nijer'e yardım gönderecek.", "planned"),
        ("Fransa, Nijer'e yardım gönderebilir.", "hypothetical"),
    ],
)
def test_turkish_verbs_tell_whether_it_happened(text: str, status: str) -> None:
    """Negation, future and possibility are read from the ending of the verb."""
    assert [one.status for one in read(text, "tr").events] == [status]


def test_turkish_accused_does_not_act_as_the_accuser() -> None:
    """What somebody is accused of is no act of the accuser."""
    found = events("Mısır, Etiyopya'yı anlaşmayı ihlal etmekle suçladı.", "tr")
    assert found == {("EGY", "ACCUSE", "ETH")}


GERMAN: list[tuple[str, Row]] = [
    ("Der Bundesregierung warf Moskau Provokationen vor.", ("RUS", "ACCUSE", "gov:deu")),
    ("Russland hat die Ukraine angegriffen.", ("RUS", "ASSAULT", "UKR")),
    ("Deutschland wird von Russland bedroht.", ("RUS", "THREATEN", "DEU")),
    ("Ruandas Präsident Paul Kagame kritisierte Belgien.", ("person:kagame", "ACCUSE", "BEL")),
    ("Die angolanische Regierung lud Sambia zu einem Gipfel ein.", ("gov:ago", "SUPPORT", "ZMB")),
    ("Saudi-Arabien hatte die Beziehungen zu Iran abgebrochen.", ("SAU", "SANCTION", "IRN")),
]


@pytest.mark.parametrize(("text", "wanted"), GERMAN)
def test_german_articles_and_auxiliaries(text: str, wanted: Row) -> None:
    """Articles tell cases, a genitive name stands for its holder, auxiliaries divide nothing."""
    assert wanted in events(text, "de")


ROMANCE: list[tuple[str, str, Row]] = [
    (
        "fr",
        "Le ministre américain, Antony Blinken, s'est entretenu avec M. Lavrov.",
        ("person:blinken", "CONSULT", "person:lavrov"),
    ),
    ("fr", "La République dominicaine a expulsé plus de 200 000 Haïtiens.", ("DOM", "COERCE", "HTI")),
    ("fr", "La France a livré à l'Arménie des radars.", ("FRA", "AID", "ARM")),
    ("es", "Bogotá había roto relaciones con Caracas.", ("COL", "SANCTION", "VEN")),
    ("es", "Chile agradeció a su homólogo venezolano, Nicolás Maduro, su ayuda.", ("CHL", "SUPPORT", "person:maduro")),
    ("es", "Argentina acusó al Gobierno de Perú de mentir.", ("ARG", "ACCUSE", "gov:per")),
]


@pytest.mark.parametrize(("language", "text", "wanted"), ROMANCE)
def test_french_and_spanish_parts(language: str, text: str, wanted: Row) -> None:
    """Names in apposition, reflexive verbs, quantities before `de`, contracted prepositions."""
    found = events(text, language)
    mutual = (wanted[2], wanted[1], wanted[0])
    assert wanted in found or mutual in found


def test_the_accused_does_what_he_is_accused_of() -> None:
    """In `accuses Y of humiliating Z` it is Y who humiliates."""
    found = events("La oposición venezolana acusa a Maduro de humillar a Colombia.", "es")
    assert ("person:maduro", "ACCUSE", "COL") in found


def test_german_particle_is_no_content() -> None:
    """The particle of a separable verb is no part of what is said; `Das kündigte X an` tells of nothing new."""
    assert [one.text for one in read("Der Kreml wies die Vorwürfe zurück.", "de").statements] == ["die Vorwürfe"]
    assert not read("Das kündigte Außenministerin Annalena Baerbock in Berlin an.", "de").statements


@pytest.mark.parametrize(
    ("language", "text", "speaker"),
    [
        ("fr", "« Rien n'est décidé », a répondu la ministre des affaires étrangères, Catherine Colonna.", "colonna"),
        ("es", "El ministro de Exteriores, José Manuel Albares, negó que el acuerdo sea un error.", "albares"),
    ],
)
def test_speakers_in_apposition(language: str, text: str, speaker: str) -> None:
    """The name behind an office is the speaker."""
    assert read(text, language).statements[0].speaker_id.endswith(speaker)


def test_german_um_is_a_purpose_only_with_zu() -> None:
    """`um ein Viertel` is no goal, `um … zu schützen` is one."""
    assert not find_goals(read("Deutschland verlängerte die Frist um ein Jahr.", "de"))
    assert find_goals(read("China ergreift Maßnahmen, um seine Unternehmen zu schützen.", "de"))


@pytest.mark.parametrize(
    ("language", "text", "actor"),
    [
        ("de", "Die kongolesischen Truppen zogen ab.", "COD"),
        ("de", "Ein mosambikanischer Minister reiste ab.", "MOZ"),
        ("fr", "Les autorités ougandaises ont démenti.", "UGA"),
        ("es", "Las fuerzas angoleñas se retiraron.", "AGO"),
        ("tr", "Kenyalı polisler geldi.", "KEN"),
    ],
)
def test_rare_adjectives_are_known_in_all_forms(language: str, text: str, actor: str) -> None:
    """Adjectives of all states are found, whatever ending they have."""
    assert any(actor in (one.actor_id, one.actor_id[-3:].upper()) for one in read(text, language).mentions)
