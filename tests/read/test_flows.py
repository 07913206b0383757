"""Flows: what moves from where to where, by which way, and with what change."""

from __future__ import annotations

import pytest
from part_cases import doc_of

from armillary.read.flows import find_flows

CASES = [
    ("en", "Poland sent tanks to Ukraine.", ("arms", "POL", "UKR", None, None)),
    ("en", "Russian oil exports to India rose sharply.", ("oil", "RUS", "IND", None, "up")),
    ("en", "China invested 5 billion dollars in Pakistan.", ("money", "CHN", "PAK", None, None)),
    ("en", "Russia cut off gas supplies to Poland.", ("oil", "RUS", "POL", None, "interrupted")),
    ("en", "Thousands of Syrians fled to Jordan.", ("people", "SYR", "JOR", None, None)),
    ("ru", "Польша передала Украине танки.", ("arms", "POL", "UKR", None, None)),
    ("ru", "Экспорт российской нефти в Индию вырос вдвое.", ("oil", "RUS", "IND", None, "up")),
    ("ru", "Тысячи сирийцев бежали в Иорданию.", ("people", "SYR", "JOR", None, None)),
    ("zh", "波兰向乌克兰提供坦克。", ("arms", "POL", "UKR", None, None)),
    ("zh", "俄罗斯停止向波兰供应天然气。", ("oil", "RUS", "POL", None, "interrupted")),
    ("pl", "Polska przekazała Ukrainie czołgi.", ("arms", "POL", "UKR", None, None)),
    ("pl", "Rosja wstrzymała dostawy gazu do Polski.", ("oil", "RUS", "POL", None, "interrupted")),
    ("de", "Polen liefert Panzer an die Ukraine.", ("arms", "POL", "UKR", None, None)),
    ("fr", "La Pologne a livré des chars à l'Ukraine.", ("arms", "POL", "UKR", None, None)),
    ("es", "Polonia entregó tanques a Ucrania.", ("arms", "POL", "UKR", None, None)),
]


@pytest.mark.parametrize(("language", "text", "flow"), CASES)
def test_a_flow_has_ends_and_change(language: str, text: str, flow: tuple[str | None, ...]) -> None:
    """Nouns and verbs of movement give what, from, to, via and change."""
    (row,) = find_flows(doc_of(text, language))
    assert (row.what, row.from_id, row.to_id, row.via_id, row.change) == flow


def test_a_way_is_no_end() -> None:
    """What a flow passes through is its way."""
    (row,) = find_flows(doc_of("About 80% of Kazakhstan's oil exports pass through Russia.", "en"))
    assert (row.from_id, row.to_id, row.via_id) == ("KAZ", None, "RUS")


def test_nothing_moves_where_it_is_denied() -> None:
    """A flow that is said not to be is none."""
    assert find_flows(doc_of("Poland did not send tanks to Ukraine.", "en")) == []
