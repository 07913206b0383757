"""A small world that was read and modelled, with a copy, a conflict, hostile text, and a client of the app over it."""

from __future__ import annotations

import datetime as dt
import html
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from armillary.model.store import remodel
from armillary.schema import (
    Actor,
    Alignment,
    Article,
    Attitude,
    Event,
    Flow,
    Goal,
    Happening,
    Lever,
    Link,
    Mechanism,
    Mention,
    Outlook,
    Quantity,
    Record,
    Report,
    Row,
    Run,
    Sentence,
    Statement,
)
from armillary.web.app import create_app
from armillary.world import Workshop

HOSTILE = '<script>alert("x")</script>\u202e"\'&'
TEXTS = {
    "a-en": (
        "en",
        "r-1",
        dt.date(2022, 9, 5),
        "The Gazette",
        "Ruritania warned Borduria. Envoy Ana Vek said Syldavia pays.",
    ),
    "b-ru": (
        "ru",
        "r-1",
        dt.date(2022, 9, 6),
        "Вестник",
        "Руритания предупредила Бордурию. Ана Век сказала, что Сильдавия платит.",
    ),
    "c-en": ("en", "r-2", dt.date(2022, 10, 3), None, "Ruritania shelled Borduria. Gas prices fell by 3%."),
    "d-en": ("en", "r-3", dt.date(2022, 10, 4), "Evil " + HOSTILE, f"Ruritania met Borduria {HOSTILE}. It was brief."),
}
"""Language, report, day, outlet and text of each article; `b-ru` is a copy of `a-en`."""


def _articles() -> list[Article]:
    return [
        Article(
            article_id=one,
            source=f"news/{one}.txt",
            outlet=outlet,
            title=text.partition(".")[0],
            language=language,
            published=day,
            published_from="text",
            published_precision="day",
            text=text,
            sha256=one,
            n_sentences=2,
            report_id=report,
        )
        for one, (language, report, day, outlet, text) in TEXTS.items()
    ]


def _sentences() -> list[Sentence]:
    found = []
    for one, (*_, text) in TEXTS.items():
        cut = text.index(". ") + 1
        for n, (start, end) in enumerate(((0, cut), (cut + 1, len(text)))):
            found.append(Sentence(article_id=one, n=n, start_char=start, end_char=end, text=text[start:end]))
    return found


def place(article_id: str, n: int, words: str, cue: str | None = None) -> dict[str, Any]:
    """The columns of a row that stands at these words."""
    start = TEXTS[article_id][-1].index(words)
    return {
        "article_id": article_id,
        "n": n,
        "start_char": start,
        "end_char": start + len(words),
        "text": words,
        "cue": cue or words.split()[-1],
        "confidence": 0.9,
    }


def _event(number: str, at: dict[str, Any], source: str, kind: str, target: str, value: float, **more: Any) -> Event:
    columns = {"status": "happened", "intensity": value, **at, **more}
    return Event(event_id=number, source_id=source, event_type=kind, target_id=target, **columns)


def _actor(actor_id: str, name: str, kind: str = "state", **more: Any) -> Actor:
    return Actor(actor_id=actor_id, kind=kind, name=name, n_mentions=3, **{"names": {"en": name}, **more})


EVENTS = [
    _event("e-warn", place("a-en", 0, "Ruritania warned Borduria", "warned"), "RUR", "THREATEN", "BOR", -4.0),
    _event("e-warn-ru", place("b-ru", 0, "Руритания предупредила Бордурию"), "RUR", "THREATEN", "BOR", -4.0),
    _event("e-shell", place("c-en", 0, "Ruritania shelled Borduria", "shelled"), "RUR", "ASSAULT", "BOR", -9.0),
    _event(
        "e-meet",
        place("d-en", 0, f"Ruritania met Borduria {HOSTILE}", "met"),
        "person:vek",
        "CONSULT",
        "BOR",
        4.0,
        mutual=True,
    ),
]
_SAID = place("a-en", 1, "Syldavia pays")
_GAS = place("c-en", 1, "Gas prices fell by 3%", "fell")
ROWS: Sequence[Sequence[Row]] = (
    _articles(),
    _sentences(),
    [
        Report(report_id="r-1", n_articles=2, reference_article_id="a-en", origin_article_id="a-en"),
        Report(report_id="r-2", n_articles=1, reference_article_id="c-en"),
        Report(report_id="r-3", n_articles=1, reference_article_id="d-en"),
    ],
    [
        Link(
            article_a="a-en",
            article_b="b-ru",
            relation="translation",
            direction="b-from-a",
            coverage_a=1.0,
            coverage_b=1.0,
            similarity=0.9,
            confidence=0.9,
            reason="later",
            encoder="by hand",
        )
    ],
    [Alignment(article_a="a-en", n_a=n, article_b="b-ru", n_b=n, similarity=0.9) for n in (0, 1)],
    [
        _actor("RUR", "Ruritania", names={"en": "Ruritania", "ru": "Руритания"}),
        _actor("BOR", "Borduria"),
        _actor("SYL", "Syldavia"),
        _actor("person:vek", "Ana Vek", "person", country="RUR", acts_for="RUR"),
        _actor("person:evil", HOSTILE, "person"),
    ],
    EVENTS,
    [
        Attitude(
            attitude_id="t-1", from_id="BOR", to_id="RUR", sign=-0.5, **place("c-en", 0, "Ruritania shelled Borduria")
        )
    ],
    [
        Statement(
            statement_id="s-1", kind="indirect", speaker_id="person:vek", stance_of_cue="says", about=("SYL",), **_SAID
        ),
        Statement(
            statement_id="s-2",
            kind="indirect",
            speaker_id="unknown",
            stance_of_cue="claims",
            **place("b-ru", 1, "Сильдавия платит"),
        ),
    ],
    [Quantity(quantity_id="q-1", value=3.0, unit="%", what="price", **_GAS)],
    [Lever(lever_id="l-1", holder_id="RUR", over_id="BOR", instrument="gas", domain="energy", status="used", **_GAS)],
    [Outlook(outlook_id="o-1", by_id="RUR", about=("BOR",), words="likely", **_GAS)],
    [Flow(flow_id="f-1", what="gas", from_id="RUR", to_id="BOR", change="down", **_GAS)],
    [Mechanism(mechanism_id="m-1", cause="war", effect="gas price", sign=-1, cause_ids=("RUR",), **_GAS)],
    [Goal(goal_id="g-1", actor_id="RUR", goal="gas", **_GAS)],
    [
        Happening(
            happening_id="h-war",
            event_type="ASSAULT",
            source_id="RUR",
            target_id="BOR",
            date=dt.date(2022, 10, 3),
            n_reports=2,
            n_articles=2,
            conflict="status: happened, denied",
            event_ids=("e-shell", "e-meet"),
        ),
        Happening(
            happening_id="h-warn",
            event_type="THREATEN",
            source_id="RUR",
            target_id="BOR",
            date=dt.date(2022, 9, 5),
            n_reports=1,
            n_articles=2,
            event_ids=("e-warn", "e-warn-ru"),
        ),
        Happening(happening_id="h-when", event_type="AID", source_id="SYL", n_reports=1, n_articles=1, event_ids=()),
    ],
    [
        Run(
            run_id="run",
            room=room,
            started=dt.datetime(2022, 11, 1),
            finished=dt.datetime(2022, 11, 1),
            version="0",
            settings="{}",
        )
        for room in ("gather", "trace", "read", "model")
    ],
)


def _mention() -> Mention:
    at = {name: value for name, value in place("a-en", 0, "Ruritania").items() if name != "text"}
    return Mention(mention_id="n-1", surface="Ruritania", actor_id="RUR", how="name", **at)


def write(path: Path) -> Path:
    """Write the world to a file, modelled."""
    workshop = Workshop.open(path)
    for rows in (*ROWS, [_mention()]):
        workshop.insert(type(rows[0]), rows)
    remodel(workshop)
    workshop.finish()
    return path


def client_of(path: Path) -> TestClient:
    """A client of the app over a world."""
    return TestClient(create_app(path), base_url="http://127.0.0.1")


def shared(temporary: pytest.TempPathFactory) -> Path:
    """The world, written once for all tests."""
    path = temporary.getbasetemp() / "read.duckdb"
    return path if path.exists() else write(path)


def links(page: str) -> set[str]:
    """Addresses within the app that a page leads to, as a browser asks for them."""
    return {html.unescape(one).partition("#")[0] for one in re.findall(r'href="(/[^"]*)"', page)} - {""}


def assert_links_resolve(client: TestClient, page: str) -> None:
    """Every address that a page leads to answers."""
    for address in sorted(links(page)):
        assert client.get(address).status_code == 200, address


def records_world(path: Path, n: int = 40) -> Path:
    """A world of records alone, in which one acted towards another `n` times, as every third time the other did."""
    workshop = Workshop.open(path)
    workshop.insert(Actor, [_actor("RUR", "Ruritania"), _actor("BOR", "Borduria")])
    workshop.insert(
        Record,
        [
            Record(
                record_id=f"rec-{k:03}", origin="h.tsv", source_id="RUR" if k % 3 else "BOR",
                source_name=f"Citizen {HOSTILE}",
                target_id="BOR" if k % 3 else "RUR", event_type="CONSULT", code="040", intensity=3.0 - k % 5,
                date=dt.date(2022, 1, 1) + dt.timedelta(days=7 * k),
            )
            for k in range(n)
        ],
    )  # fmt: skip
    remodel(workshop)
    workshop.finish()
    return path
