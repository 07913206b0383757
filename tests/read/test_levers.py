"""Levers: who holds what over whom, in which field, and what is done with it."""

from __future__ import annotations

import pytest
from part_cases import doc_of

from armillary.read.levers import find_levers

CASES = [
    ("en", "Germany depends on Russia for gas.", "RUS", "DEU", "energy", "held"),
    ("en", "China is Australia's largest trading partner.", "CHN", "AUS", "trade", "held"),
    ("en", "About 80% of Kazakhstan's oil exports pass through Russia.", "RUS", "KAZ", None, "held"),
    ("en", "The United States imposed sanctions on Iran.", "USA", "IRN", "trade", "used"),
    ("en", "Washington lifted sanctions against Syria.", "USA", "SYR", "trade", "eased"),
    ("en", "Moscow threatened to halt grain shipments to Egypt.", "RUS", "EGY", "trade", "threatened"),
    ("en", "Azerbaijan closed its border with Armenia.", "AZE", "ARM", "transit", "used"),
    ("ru", "Германия зависит от России в поставках газа.", "RUS", "DEU", "energy", "held"),
    ("ru", "Китай является крупнейшим торговым партнёром Австралии.", "CHN", "AUS", "trade", "held"),
    ("ru", "США ввели санкции против Ирана.", "USA", "IRN", "trade", "used"),
    ("ru", "Вашингтон снял санкции с Сирии.", "USA", "SYR", "trade", "eased"),
    ("ru", "Россия прекратила поставки газа в Польшу.", "RUS", "POL", "energy", "used"),
    ("zh", "德国依赖俄罗斯的天然气。", "RUS", "DEU", "energy", "held"),
    ("zh", "美国对伊朗实施制裁。", "USA", "IRN", "trade", "used"),
    ("zh", "俄罗斯停止向波兰供应天然气。", "RUS", "POL", "energy", "used"),
    ("pl", "Chiny są największym partnerem handlowym Australii.", "CHN", "AUS", "trade", "held"),
    ("pl", "Stany Zjednoczone nałożyły sankcje na Iran.", "USA", "IRN", "trade", "used"),
    ("pl", "Rosja wstrzymała dostawy gazu do Polski.", "RUS", "POL", "energy", "used"),
    ("uk", "ЄС запровадив санкції проти Ірану.", "igo:eu", "IRN", "trade", "used"),
    ("de", "Die EU verhängte Sanktionen gegen Iran.", "igo:eu", "IRN", "trade", "used"),
    ("fr", "L'Allemagne dépend de la Russie pour son gaz.", "RUS", "DEU", "energy", "held"),
    ("es", "Estados Unidos impuso sanciones contra Irán.", "USA", "IRN", "trade", "used"),
    ("tr", "ABD İran'a yaptırım uyguladı.", "USA", "IRN", "trade", "used"),
]


@pytest.mark.parametrize(("language", "text", "holder", "over", "domain", "status"), CASES)
def test_a_lever_has_holder_and_held(
    language: str, text: str, holder: str, over: str, domain: str | None, status: str
) -> None:
    """Dependence, supply, sanctions and borders: holder, over whom, field and status."""
    (row,) = find_levers(doc_of(text, language))
    assert (row.holder_id, row.over_id, row.status) == (holder, over, status)
    assert domain in (None, row.domain)


def test_no_lever_without_two_sides() -> None:
    """Both sides must be named."""
    assert find_levers(doc_of("Sanctions were imposed and gas was cut off.", "en")) == []


def test_a_denied_lever_is_none() -> None:
    """What is said not to be so is no lever."""
    assert find_levers(doc_of("Germany does not depend on Russia for gas.", "en")) == []
