"""Signs of the first version."""

from __future__ import annotations

from armillary.gather import Document, Prepared, prepare
from armillary.trace.originality import at_home, faults
from armillary.trace.text import Text


def text(content: str) -> Text:
    """A text as the gather room makes it."""
    made = prepare(Document("a.txt", "text", content, "utf-8", "a"))
    assert isinstance(made, Prepared)
    return Text(made.article, made.sentences)


def test_a_name_in_two_spellings_is_a_fault() -> None:
    """A letter inside the name counts, an ending does not, nor a common word."""
    assert faults(text("Yesterday Kornelov spoke in town.\nLater Kornalov left, said Kornelov himself.\n")) == 1
    assert faults(text("Вчера Корнелов выступил в городе.\nПозже Корнелова не было, сказали в городе.\n")) == 0
    assert faults(text("The house stood there.\nLater the Horse arrived, and the horse left.\n")) == 0


def test_places_tell_where_a_report_is_at_home() -> None:
    """A report about German towns is at home in German, in whatever language it is told."""
    german = text("Die Regierung in Berlin hat am Montag beraten.\nDeutschland will mehr Züge, sagte der Minister.\n")
    english = text("The government in Berlin met on Monday.\nGermany wants more trains, the minister said.\n")
    found = at_home([german, english])
    assert found["de"] > found["en"]
