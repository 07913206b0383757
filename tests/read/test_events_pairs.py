"""One sentence in several languages tells the same act of the same actors."""

from __future__ import annotations

import pytest
from reading import read

_SAME = [
    (
        "a refusal to recognise",
        [("KAZ", "REJECT", "TWN"), ("KAZ", "REJECT", "XKX")],
        {
            "en": "Kazakhstan recognises neither Taiwan nor Kosovo.",
            "ru": "Казахстан не признаёт ни Тайвань, ни Косово.",
            "uk": "Казахстан не визнає ні Тайвань, ні Косово.",
            "pl": "Kazachstan nie uznaje ani Tajwanu, ani Kosowa.",
        },
    ),
    (
        "sanctions that somebody imposed",
        [("unknown", "SANCTION", "RUS")],
        {
            "en": "Sanctions were imposed on Russia.",
            "ru": "Казахстан не намерен нарушать санкции, введённые против России.",
            "uk": "Проти Росії введено санкції.",
            "pl": "Nałożono sankcje na Rosję.",
        },
    ),
    (
        "a claim whose clause has a subject of its own",
        [],
        {
            "en": "Tokayev denied that the corridor was directed against Iran.",
            "ru": "Ни один чиновник Казахстана не поддержал войну в Украине, сказала Анна Петрова.",
            "uk": "Токаєв сказав, що більшість вигнала безвихідь і що Казахстан має йти далі.",
        },
    ),
    (
        "a demand with its content",
        [("UKR", "REQUEST", "RUS")],
        {
            "ru": "Украина потребовала, чтобы Россия вывела войска.",
            "pl": "Ukraina zażądała, żeby Rosja wycofała wojska.",
        },
    ),
    (
        "an object in front",
        [("UKR", "ACCUSE", "RUS")],
        {"en": "Ukraine condemned Russia.", "ru": "Россию осудила Украина."},
    ),
]


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [(language, text, wanted) for _, wanted, texts in _SAME for language, text in texts.items()],
)
def test_versions_tell_the_same(language: str, text: str, wanted: list[tuple[str, str, str]]) -> None:
    """The set of source, type and target is the same in all versions."""
    found = {(one.source_id, one.event_type, one.target_id) for one in read(text, language).events}
    assert found == set(wanted)
