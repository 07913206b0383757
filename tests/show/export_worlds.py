"""A small world with everything in it: copies, an independent report, events of all statuses, ties with a gap."""

from __future__ import annotations

import datetime as dt
import hashlib
from pathlib import Path

from armillary import schema
from armillary.schema import (
    Actor,
    Arrival,
    Article,
    Attitude,
    Change,
    Event,
    EventStatus,
    Forecast,
    Happening,
    Link,
    Mention,
    Orbit,
    Outlet,
    Outlook,
    Precision,
    Record,
    Report,
    Run,
    Sentence,
    Statement,
    Story,
    Tie,
    Turn,
)
from armillary.world import Workshop

LINES = {
    "aa": ["Moscow warned Astana.", "Tokayev met Putin on Monday.", "Astana may close the line."],
    "bb": ["Москва предупредила Астану.", "Токаев встретился с Путиным в понедельник.", "Астана закрыла линию."],
    "cc": ["Palestine thanked Kazakhstan.", "Moscow did not threaten Astana.", "Namibia sent aid to Moscow this year."],
}
LANGUAGES = {"aa": "en", "bb": "ru", "cc": "en"}


def world(path: Path, *, name: str = "Kassym-Jomart Tokayev", line: str | None = None) -> Path:
    """Write the world; `name` is that of a person, `line` a sentence in place of the first of `aa`."""
    lines = LINES | ({"aa": [line, *LINES["aa"][1:]]} if line is not None else {})
    texts = {key: "\n".join(some) for key, some in lines.items()}
    with Workshop.open(path) as shop:
        with shop.transaction():
            shop.insert(Article, [_article(key, text) for key, text in texts.items()])
            shop.insert(Sentence, [one for key, some in lines.items() for one in _sentences(key, some)])
            shop.insert(Arrival, [Arrival(article_id=key, run_id="run-1") for key in texts])
            shop.insert(Actor, _actors(name))
            shop.insert(Event, _events(lines))
            shop.insert(Happening, HAPPENINGS)
            shop.insert(Mention, [_mention(lines, "aa", 1, "Tokayev", "person:tokayev")])
            shop.insert(Statement, [_statement(lines)])
            shop.insert(Attitude, [_attitude(lines)])
            shop.insert(Outlook, [_outlook(lines)])
            shop.insert(Change, [_change(lines)])
            for row, rows in TABLES.items():
                shop.insert(row, rows)
        shop.finish()
    return path


def _article(key: str, text: str) -> Article:
    return Article(
        article_id=key,
        source=f"news/{key}.txt",
        outlet={"aa": "The Courier", "bb": "Курьер"}.get(key),
        title=f"Title {key}",
        language=LANGUAGES[key],
        published=None if key == "bb" else dt.date(2022, 9, 28),
        published_from="none" if key == "bb" else "text",
        published_precision="none" if key == "bb" else "day",
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        n_sentences=3,
        report_id="r-cc" if key == "cc" else "r-aa",
        story_id="s-1",
        url="https://news.example/aa" if key == "aa" else None,
    )


def _sentences(key: str, lines: list[str]) -> list[Sentence]:
    found, at = [], 0
    for n, words in enumerate(lines):
        found.append(Sentence(article_id=key, n=n, start_char=at, end_char=at + len(words), text=words, kind="body"))
        at += len(words) + 1
    return found


def _span(lines: dict[str, list[str]], key: str, n: int) -> tuple[int, int, str]:
    start = sum(len(words) + 1 for words in lines[key][:n])
    return start, start + len(lines[key][n]), lines[key][n]


def _actors(name: str) -> list[Actor]:
    def state(code: str, known: str) -> Actor:
        return Actor(actor_id=code, kind="state", name=known, country=code, names={"en": known}, n_mentions=1)

    return [
        state("KAZ", "Kazakhstan"),
        state("RUS", "Russia"),
        state("PSE", "Palestine"),
        state("NAM", "Namibia"),
        Actor(
            actor_id="person:tokayev",
            kind="person",
            name=name,
            country="KAZ",
            acts_for="KAZ",
            sector="GOV",
            gender="m",
            names={"en": name},
            n_mentions=1,
        ),
        Actor(
            actor_id="person:putin",
            kind="person",
            name="Vladimir Putin",
            country="RUS",
            acts_for="RUS",
            sector="GOV",
            names={},
            n_mentions=1,
        ),
    ]


def _event(
    lines: dict[str, list[str]],
    event_id: str,
    place: tuple[str, int],
    acts: tuple[str, str, str],
    status: EventStatus = "happened",
    date: dt.date | None = dt.date(2022, 9, 26),
    precision: Precision = "day",
    *,
    mode: str | None = None,
    mutual: bool = False,
) -> Event:
    start, end, text = _span(lines, *place)
    return Event(
        event_id=event_id,
        article_id=place[0],
        n=place[1],
        start_char=start,
        end_char=end,
        text=text,
        source_id=acts[0],
        event_type=acts[1],
        mode=mode,
        target_id=acts[2],
        date=date,
        date_precision=precision if date else "none",
        date_from="text" if date else "none",
        status=status,
        contexts=("diplomatic", "economic"),
        intensity=-3.5 if acts[1] == "THREATEN" else 4.0,
        mutual=mutual,
        cue=text.split()[0] if text.split() else "",
        confidence=0.8,
    )


def _events(lines: dict[str, list[str]]) -> list[Event]:
    year = dt.date(2022, 1, 1)
    return [
        _event(lines, "e1", ("aa", 0), ("RUS", "THREATEN", "KAZ")),
        _event(lines, "e2", ("aa", 1), ("person:tokayev", "CONSULT", "person:putin"), mode="visit", mutual=True),
        _event(lines, "e3", ("aa", 2), ("KAZ", "SANCTION", "RUS"), "planned", None),
        _event(lines, "e4", ("bb", 0), ("RUS", "THREATEN", "KAZ")),
        _event(lines, "e5", ("bb", 2), ("KAZ", "SANCTION", "RUS"), "happened", None),
        _event(lines, "e6", ("cc", 0), ("PSE", "SUPPORT", "KAZ"), "claimed", None),
        _event(lines, "e7", ("cc", 1), ("RUS", "THREATEN", "KAZ"), "denied"),
        _event(lines, "e8", ("cc", 2), ("NAM", "AID", "RUS"), "happened", year, "year"),
        _event(lines, "e9", ("cc", 2), ("NAM", "AID", "RUS"), "hypothetical"),
    ]


HAPPENINGS = [
    Happening(
        happening_id="h1",
        event_type="THREATEN",
        source_id="RUS",
        target_id="KAZ",
        date=dt.date(2022, 9, 26),
        n_reports=2,
        n_articles=3,
        conflict="status: denied, happened",
        event_ids=("e1", "e4", "e7"),
    ),
    Happening(
        happening_id="h2",
        event_type="CONSULT",
        source_id="KAZ",
        target_id="RUS",
        date=dt.date(2022, 9, 26),
        n_reports=1,
        n_articles=1,
        event_ids=("e2",),
    ),
]


def _mention(lines: dict[str, list[str]], key: str, n: int, words: str, actor: str) -> Mention:
    start, _, text = _span(lines, key, n)
    start += text.index(words)
    return Mention(
        mention_id="m1",
        article_id=key,
        n=n,
        start_char=start,
        end_char=start + len(words),
        surface=words,
        actor_id=actor,
        how="name",
        cue=words,
        confidence=0.9,
    )


def _statement(lines: dict[str, list[str]]) -> Statement:
    start, end, text = _span(lines, "aa", 0)
    return Statement(
        statement_id="t1",
        article_id="aa",
        n=0,
        start_char=start,
        end_char=end,
        text=text,
        kind="indirect",
        speaker_id="RUS",
        cue="warned",
        stance_of_cue="warns",
        about=("KAZ", "person:tokayev"),
        confidence=0.7,
    )


def _attitude(lines: dict[str, list[str]]) -> Attitude:
    start, end, text = _span(lines, "cc", 0)
    return Attitude(
        attitude_id="a1",
        article_id="cc",
        n=0,
        start_char=start,
        end_char=end,
        text=text,
        from_id="PSE",
        to_id="KAZ",
        sign=1.0,
        cue="thanked",
        confidence=0.6,
    )


def _outlook(lines: dict[str, list[str]]) -> Outlook:
    """Its words are not those of the article: an orphan."""
    return Outlook(
        outlook_id="o1",
        article_id="cc",
        n=1,
        start_char=0,
        end_char=9,
        text="something else",
        by_id="unknown",
        cue="may",
        confidence=0.5,
    )


def _change(lines: dict[str, list[str]]) -> Change:
    start, end, text = _span(lines, "bb", 2)
    return Change(
        change_id="c1",
        article_id="bb",
        n=2,
        other_id="aa",
        other_n=2,
        start_char=start,
        end_char=end,
        kind="certainty",
        severity="major",
        was=lines["aa"][2],
        now=text,
        confidence=0.9,
        reason="“may” has no counterpart",
        cue="may",
    )


def _tie(source: str, target: str, day: int, value: float | None, layer: schema.Layer = "all") -> Tie:
    low, high = (None, None) if value is None else (value - 0.2, value + 0.2)
    return Tie(
        source_id=source,
        target_id=target,
        layer=layer,
        period=dt.date(2022, 9, day),
        value=value,
        low=low,
        high=high,
        n_reports=1,
        n_evidence=2,
    )


TABLES: dict[type[schema.Row], list[schema.Row]] = {
    Report: [
        Report(report_id="r-aa", origin_article_id="aa", origin_language="en", n_articles=2, reference_article_id="aa"),
        Report(report_id="r-cc", origin_article_id="cc", origin_language="en", n_articles=1, reference_article_id="cc"),
    ],
    Link: [
        Link(
            article_a="aa",
            article_b="bb",
            relation="translation",
            direction="b-from-a",
            coverage_a=1.0,
            coverage_b=1.0,
            similarity=0.9,
            confidence=0.99,
            reason="names the other as its source",
            encoder="by hand",
        )
    ],
    Story: [Story(story_id="s-1", title="Title aa", n_articles=3, n_reports=2)],
    Outlet: [Outlet(outlet="The Courier", publisher="Courier Ltd", country="GBR", state_owned=False)],
    Tie: [
        _tie("RUS", "KAZ", 5, -0.4),
        _tie("RUS", "KAZ", 12, -0.3),
        _tie("RUS", "KAZ", 26, 0.1),
        _tie("KAZ", "RUS", 19, -0.2),
        _tie("PSE", "KAZ", 26, None),
        _tie("RUS", "KAZ", 5, -0.9, "words"),
    ],
    Turn: [
        Turn(
            source_id="RUS",
            target_id="KAZ",
            layer="all",
            period=dt.date(2022, 9, 26),
            before=-0.3,
            after=0.1,
            probability=0.8,
            evidence_ids=("e1", "e2"),
        )
    ],
    Orbit: [Orbit(actor_id="KAZ", pole_id="RUS", period=dt.date(2022, 9, 26), pull=0.5, share=0.6)],
    Forecast: [
        Forecast(
            made_at=dt.datetime(2022, 10, 1, 12, 30),
            source_id="RUS",
            event_type="THREATEN",
            target_id="KAZ",
            window_start=dt.date(2022, 10, 1),
            window_end=dt.date(2022, 10, 31),
            probability=0.25,
            words="unlikely",
            because=('in 2 of 8 cases; "again"', "nothing since"),
        )
    ],
    Record: [
        Record(
            record_id="x1",
            origin="events.tsv",
            own_id="17",
            source_id="RUS",
            source_name="Russia",
            target_id="KAZ",
            target_name="Kazakhstan",
            event_type="SANCTION",
            code="163",
            intensity=-6.0,
            goldstein=-8.0,
            date=dt.date(2022, 9, 26),
            n_sources=4,
        )
    ],
    Run: [
        Run(
            run_id="run-1",
            room="gather",
            started=dt.datetime(2022, 10, 1, 9),
            finished=dt.datetime(2022, 10, 1, 9, 1),
            version="0.1.0",
            settings="{}",
            n_in=3,
            n_out=3,
            seconds=60.0,
        )
    ],
}
