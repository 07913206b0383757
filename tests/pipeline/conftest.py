"""A few small articles to build worlds from."""

from __future__ import annotations

from pathlib import Path

import pytest

ENGLISH = """Grain trains wait at the border of Kostara

Forty-two trains with wheat stood at the border post of Belvoda on Monday, the railway of Kostara said.
Minister Irena Malkova told reporters that the queue had formed after new checks began on 3 March 2021.
"We did not close the border, and we will not close it," she said.
The neighbouring state of Orvania had asked for proof of origin for every wagon.
Traders in the port of Selmin said they had lost 1.5 million euros in four days.
Orvania denied that the checks were meant to punish Kostara for its new treaty.
Both governments will meet on Thursday.
"""
RUSSIAN = """Поезда с зерном ждут на границе Костары

Сорок два поезда с пшеницей стояли в понедельник на пограничном пункте Белвода, сообщила железная дорога Костары.
Министр Ирена Малкова сказала журналистам, что очередь возникла после начала новых проверок 3 марта 2021 года.
«Мы не закрывали границу и не закроем её», — сказала она.
Соседняя Орвания потребовала подтверждения происхождения каждого вагона.
Торговцы в порту Селмин заявили, что за четыре дня потеряли 1,5 миллиона евро.
Орвания отрицала, что проверки должны были наказать Костару за её новый договор.
Правительства обеих стран встретятся в четверг.
"""
OTHER = """Choir of fishermen wins a prize in Selmin

The choir of the fishing harbour has won the first prize at the spring festival.
Its oldest member, aged 81, has sung in it since it was founded.
The jury praised the clear voices and the modest programme.
A concert in the town hall is planned for May.
The mayor promised new rooms for the rehearsals.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with an article, its translation, and an article of its own."""
    place = tmp_path / "articles"
    place.mkdir()
    (place / "grain-en.txt").write_text(ENGLISH, "utf-8")
    (place / "grain-ru.txt").write_text(RUSSIAN, "utf-8")
    (place / "choir.txt").write_text(OTHER, "utf-8")
    return place
