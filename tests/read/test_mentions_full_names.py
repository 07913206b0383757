"""Full names behind words for organisations, and organisations with names of persons."""

from __future__ import annotations

import pytest
from reading import read


@pytest.mark.parametrize(
    ("text", "language", "wanted"),
    [
        ("Представитель министерства Тимур Жанбаров возразил.", "ru", "person:zhanbarov"),
        ("Дэниел Марвелл из лондонского центра улетел.", "ru", "person:marvell"),
        ("Он работает в лондонском Центре Марвелла.", "ru", "org:tsentre-marvella"),
        ("Mówi ekspert z Instytutu Altyn Tau.", "pl", "org:instytutu-altyn-tau"),
        ("A poll by the Meridian centre found it.", "en", "org:meridian"),
        ("Geologist Maria Kestrelova left early.", "en", "person:kestrelova"),
        ("Токаев выступил в Туркестанской области.", "ru", "place:turkistan"),
        ("Причиной стало предупреждение министерства финансов США.", "ru", "org:treasury-usa"),
    ],
)
def test_the_kind_of_a_name(text: str, language: str, wanted: str) -> None:
    """A given and a family name are a person; a word for an organisation with a name is an organisation."""
    assert wanted in {one.actor_id for one in read(text, language).mentions}


def test_a_short_stem_is_no_state() -> None:
    """«Сирим» is not Syria."""
    assert "SYR" not in {one.actor_id for one in read("Черга на пункті пропуску «Сирим» зросла.", "uk").mentions}
