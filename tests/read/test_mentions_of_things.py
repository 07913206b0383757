"""Places, organisations and persons that only the words beside them tell."""

from __future__ import annotations

import pytest
from reading import read


@pytest.mark.parametrize(
    ("text", "language", "wanted"),
    [
        ("Rebels shelled the village of Kefar Dalun overnight.", "en", "place:kefar-dalun"),
        ("They sailed to the island of Marapan.", "en", "place:marapan"),
        ("Die Truppen zogen in die Grenzstadt Parahuma.", "de", "place:parahuma"),
        ("The Caribbean Institute for Reef Law in Bridgetown agreed.", "en", "org:caribbean-institute-for-reef-law"),
        ("Об этом сообщил Кавказский фонд надежды.", "ru", "org:kavkazsky-fond-nadezhdy"),
        ("Фонд морских исследований возразил.", "ru", "org:fond-morskikh-issledovany"),
        ("„Wir warten“, sagte Desmond Halver, der Direktor des Hauses.", "de", "person:halver"),
        ("Powiedział to szef policji Besim Dalan.", "pl", "person:dalan"),
        ("«Вербова мережа турботи», благодійна організація, просить води.", "uk", "org:verbova-merezha-turboty"),
        (
            "Harbour Minister Dagmar Wolde-Petrin met her Omani counterpart Hosein Robal in Dire Dalu.",
            "en",
            "person:robal",
        ),
        ("The Group of Seven agreed.", "en", "bloc:g7"),
        ("Лидеры Г7 согласились.", "ru", "bloc:g7"),
    ],
)
def test_whom_the_words_beside_tell(text: str, language: str, wanted: str) -> None:
    """Each name has its kind and its extent."""
    assert wanted in {one.actor_id for one in read(text, language).mentions}


@pytest.mark.parametrize(
    ("text", "language", "never"),
    [
        ("Nobody at the Department knew.", "en", "org:department"),
        ("He crossed the Square alone.", "en", "org:square"),
        ("They followed the old Rite.", "en", "org:rite"),
        ("Armed UAVs flew past.", "en", "org:uavs"),
        ("Завод делает БПЛА.", "ru", "org:bpla"),
        ("The Department of Foreign Affairs denied it.", "en", "org:foreign-affairs-magazine"),
        ("The Caribbean Institute for Reef Law agreed.", "en", "bloc:caribbean"),
        ("The Group of Seven agreed.", "en", "org:group-of-seven"),
        ("At the Museum of Marsh Life on Sunday, nothing happened.", "en", "org:museum-of-marsh-life-on-sunday"),
    ],
)
def test_what_is_no_actor(text: str, language: str, never: str) -> None:
    """Bare words for organisations, abbreviations of things, and parts of a longer name."""
    assert never not in {one.actor_id for one in read(text, language).mentions}
