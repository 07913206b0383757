"""Small articles of our own for the tests of tracing."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence

from armillary.schema import Article, Sentence, SentenceKind
from armillary.trace.text import Text

BRIDGE_EN = (
    "The new bridge over the river Lorn was opened on Monday after seven years of construction.",
    "Engineers say it can carry 12,000 vehicles a day, twice as many as the old one.",
    "Mayor Hanna Ostrova cut the ribbon in front of several hundred residents.",
    "The project cost 48 million crowns, nine million more than planned.",
    "Part of the money came from a fund for border regions.",
    "Fishermen complained that the pillars disturb the salmon on their way upstream.",
    "A study of the university of Brenn found no change in the number of fish.",
    "The old bridge will be closed to cars and kept for walkers and cyclists.",
)
BRIDGE_DE = (
    "Die neue Brücke über den Fluss Lorn wurde am Montag nach sieben Jahren Bauzeit eröffnet.",
    "Laut den Ingenieuren kann sie täglich 12.000 Fahrzeuge tragen, doppelt so viele wie die alte.",
    "Bürgermeisterin Hanna Ostrova durchschnitt das Band vor mehreren hundert Einwohnern.",
    "Das Projekt kostete 48 Millionen Kronen, neun Millionen mehr als geplant.",
    "Ein Teil des Geldes kam aus einem Fonds für Grenzregionen.",
    "Fischer beklagten, dass die Pfeiler die Lachse auf ihrem Weg flussaufwärts stören.",
    "Eine Studie der Universität Brenn fand keine Veränderung der Zahl der Fische.",
    "Die alte Brücke wird für Autos gesperrt und bleibt für Fußgänger und Radfahrer erhalten.",
)
BRIDGE_RU = (
    "Новый мост через реку Лорн открыли в понедельник после семи лет строительства.",
    "По словам инженеров, он выдержит 12 000 машин в день, вдвое больше, чем старый.",
    "Мэр Ханна Острова перерезала ленту перед несколькими сотнями жителей.",
    "Проект обошёлся в 48 миллионов крон, на девять миллионов больше, чем планировали.",
    "Часть денег поступила из фонда для приграничных районов.",
    "Рыбаки жаловались, что опоры мешают лососю идти вверх по течению.",
    "Исследование университета Бренна не выявило изменений в количестве рыбы.",
    "Старый мост закроют для автомобилей и оставят для пешеходов и велосипедистов.",
)
BRIDGE_OTHER = (
    "Drivers in Brenn can use a second crossing from this week on.",
    "The government celebrates the opening as a success of its transport policy.",
    "The opposition calls the delay of three years an embarrassment.",
    "Lorries must still take the detour through the valley until spring.",
    "Shop owners in the old town fear that fewer people will stop there.",
)
HARVEST = (
    "Apple growers expect the smallest harvest in a decade because of late frost.",
    "In some orchards nine blossoms out of ten were lost within one night.",
    "Prices in the shops have already gone up by a third.",
    "Insurance covers hail but not frost, says the growers' union.",
    "The ministry promises loans without interest for the worst hit farms.",
    "Importers are looking for apples in the southern hemisphere.",
)


def text(
    name: str,
    language: str,
    sentences: Sequence[str],
    *,
    kinds: Sequence[SentenceKind] | None = None,
    published: dt.date | None = None,
    outlet: str | None = None,
    credit: str | None = None,
) -> Text:
    """An article, one sentence a line."""
    body, rows, start = "\n".join(sentences), [], 0
    for n, sentence in enumerate(sentences):
        end = start + len(sentence)
        kind = kinds[n] if kinds else "body"
        rows.append(Sentence(article_id=name, n=n, start_char=start, end_char=end, text=sentence, kind=kind))
        start = end + 1
    article = Article(
        article_id=name,
        source=f"{name}.txt",
        language=language,
        published=published,
        outlet=outlet,
        credit=credit,
        text=body,
        sha256=hashlib.sha256(body.encode()).hexdigest(),
        n_sentences=len(rows),
    )
    return Text(article, tuple(rows))
