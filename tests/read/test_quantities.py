"""Numbers with unit and thing: what they measure, within which bounds, and what is no quantity."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from part_cases import doc_of

from armillary.read.quantities import find_quantities
from armillary.schema import Quantity


def only(text: str, language: str) -> Quantity:
    """The one quantity of a sentence."""
    (found,) = find_quantities(doc_of(text, language))
    return found


VALUES = [
    ("en", "Exports fell by 40%.", 40, "%"),
    ("en", "The fund lent $3.5bn to the port.", 3.5e9, "USD"),
    ("en", "They shipped 1.5 million tonnes of wheat.", 1.5e6, "tonnes"),
    ("en", "Output is 2 million barrels per day.", 2e6, "barrels per day"),
    ("en", "The road is 725 kilometres long.", 725, "km"),
    ("en", "Talks went on for four hours.", 4, "hours"),
    ("en", "The army sent 3,000 troops.", 3000, "people"),
    ("en", "The plan has 15 member states.", 15, "countries"),
    ("ru", "Экспорт упал на 3,5%.", 3.5, "%"),
    ("ru", "Фонд выделил 12 млрд рублей.", 12e9, "RUB"),
    ("ru", "Встреча длилась четыре часа.", 4, "hours"),
    ("ru", "Погибли двадцать человек.", 20, "people"),
    ("ru", "Добыто 30 тыс. тонн угля.", 30000, "tonnes"),
    ("zh", "他们等了四个小时。", 4, "hours"),
    ("zh", "投资达35亿美元。", 3.5e9, "USD"),
    ("zh", "出口下降了40%。", 40, "%"),
    ("zh", "基金会帮助了12名难民。", 12, "people"),
    ("pl", "Eksport spadł o 3,5 proc.", 3.5, "%"),
    ("pl", "Bank pożyczył 12 mld złotych.", 12e9, "PLN"),
    ("pl", "Rozmowy trwały cztery godziny.", 4, "hours"),
    ("pl", "Sprzedano 1,5 mln ton zboża.", 1.5e6, "tonnes"),
    ("uk", "Експорт упав на 3,5%.", 3.5, "%"),
    ("uk", "Фонд виділив 12 млрд гривень.", 12e9, "UAH"),
    ("de", "Der Export sank um 3,5 Prozent.", 3.5, "%"),
    ("de", "Die Bank lieh 12 Milliarden Euro.", 12e9, "EUR"),
    ("fr", "Le fonds a prêté 3,5 milliards d'euros.", 3.5e9, "EUR"),
    ("fr", "La réunion a duré quatre heures.", 4, "hours"),
    ("es", "El fondo prestó 3.500 millones de dólares.", 3.5e9, "USD"),
    ("es", "La reunión duró cuatro horas.", 4, "hours"),
    ("tr", "Fon 3,5 milyar dolar verdi.", 3.5e9, "USD"),
    ("tr", "Toplantı 4 saat sürdü.", 4, "hours"),
]


@pytest.mark.parametrize(("language", "text", "value", "unit"), VALUES)
def test_a_number_is_read_with_its_unit(language: str, text: str, value: float, unit: str) -> None:
    """Figures, words and scale words give the value; the unit has one name in all languages."""
    found = only(text, language)
    assert (found.value, found.unit) == (value, unit)


BOUNDS = [
    ("en", "More than 200 people left.", 200, None),
    ("en", "Up to 200 people left.", None, 200),
    ("en", "Between five and seven million people left.", 5e6, 7e6),
    ("en", "Hundreds of thousands of refugees left.", 2e5, 1e6),
    ("ru", "Уехали более 200 человек.", 200, None),
    ("ru", "Уехали до 200 человек.", None, 200),
    ("ru", "Уехали от пяти до семи миллионов человек.", 5e6, 7e6),
    ("ru", "Сотни тысяч беженцев уехали.", 2e5, 1e6),
    ("zh", "超过200人离开。", 200, None),
    ("zh", "数十万难民离开。", 2e5, 1e6),
    ("pl", "Wyjechało ponad 200 osób.", 200, None),
    ("pl", "Wyjechało od 5 do 7 mln osób.", 5e6, 7e6),
    ("pl", "Wyjechało kilkanaście osób.", 11, 19),
    ("de", "Mehr als 200 Menschen gingen.", 200, None),
    ("fr", "Au moins 200 personnes sont parties.", 200, None),
    ("es", "Al menos 200 personas salieron.", 200, None),
    ("tr", "En az 200 kişi gitti.", 200, None),
    ("uk", "Виїхали щонайменше 200 людей.", 200, None),
]


@pytest.mark.parametrize(("language", "text", "low", "high"), BOUNDS)
def test_words_of_bound_and_ranges_give_low_and_high(
    language: str, text: str, low: float | None, high: float | None
) -> None:
    """`more than` is a lower bound, `up to` an upper one; ranges and open numbers have both and no value."""
    found = only(text, language)
    assert (found.low, found.high) == (low, high)
    assert (found.value is None) == (low is not None and high is not None)


SHARES = [
    ("en", "Two thirds of its exports go by sea.", 0.667),
    ("en", "One in five voters stayed at home.", 0.2),
    ("ru", "Две трети жителей против.", 0.667),
    ("ru", "Каждый пятый житель против.", 0.2),
    ("zh", "三分之二的居民反对。", 0.667),
    ("pl", "Dwie trzecie mieszkańców jest przeciw.", 0.667),
    ("de", "Zwei Drittel der Bürger sind dagegen.", 0.667),
    ("fr", "Deux tiers des habitants sont contre.", 0.667),
    ("es", "Dos tercios de los habitantes se oponen.", 0.667),
]


@pytest.mark.parametrize(("language", "text", "part"), SHARES)
def test_parts_are_shares(language: str, text: str, part: float) -> None:
    """A part of something has the unit `share` and says of what."""
    found = only(text, language)
    assert (found.value, found.unit) == (part, "share")
    assert found.what


NOTHING = [
    ("en", "In 2014 and on 5 May the G7 met."),
    ("en", "Article 5 was invoked and a Boeing 737 landed at 10:30."),
    ("en", "It was his third visit, on the 25th of the month."),
    ("en", "The two countries signed a treaty."),
    ("ru", "В 2014 году, 5 мая, прошёл 25-й форум."),
    ("ru", "Сработала статья 5, прилетел Боинг 737."),
    ("zh", "2014年3月5日举行第25届论坛。"),
    ("zh", "两国签署了条约。"),
    ("pl", "W 2014 roku, 5 maja, odbyło się 25. forum."),
    ("pl", "W połowie czerwca 2022 r. wrócił."),
    ("de", "Am 5. Mai 2014 tagte das 25. Forum."),
    ("fr", "L'article 5 fut voté le 5 mai 2014."),
    ("es", "El artículo 5 se votó el 5 de mayo de 2014."),
    ("uk", "У 2014 році, 5 травня, відбувся 25-й форум."),
]


@pytest.mark.parametrize(("language", "text"), NOTHING)
def test_dates_ordinals_and_names_are_no_quantities(language: str, text: str) -> None:
    """A number that dates, orders or names something counts nothing."""
    assert find_quantities(doc_of(text, language)) == []


def test_what_is_counted_is_named_tightly() -> None:
    """The text is the number with its unit and thing; `what` is the thing alone."""
    found = only("About 40% of its oil exports pass through the strait.", "en")
    assert (found.text, found.what) == ("About 40% of its oil exports", "its oil exports")


@given(
    st.text(alphabet="0123456789.,-–% $€千万亿млн 年月", max_size=60), st.sampled_from(["en", "ru", "zh", "pl", "tr"])
)
def test_any_figures_give_rows_that_hold(text: str, language: str) -> None:
    """Whatever figures stand together, a row's text is the text at its span, and low is no more than high."""
    doc = doc_of(text, language)
    for row in find_quantities(doc):
        assert doc.text[row.start_char : row.end_char] == row.text
        assert row.low is None or row.high is None or row.low <= row.high
