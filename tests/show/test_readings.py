"""What was read, listed with its sentences, filtered, printed and exported."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from pathlib import Path

import pytest
from rich.console import Console
from typer.testing import CliRunner

from armillary import commands, schema
from armillary.cli import app
from armillary.errors import UsageError
from armillary.schema import Actor, Article, Event, Happening, ReadingRun, Sentence, Statement
from armillary.show.readings import print_actors, print_readings, print_timeline
from armillary.world import Workshop

TEXT = "Ruritania warned Borduria. Envoy Ana Vek said talks with Syldavia would go on."


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One article with two events and a statement."""
    path = tmp_path_factory.mktemp("read") / "w.duckdb"
    workshop = Workshop.open(path)
    with workshop.transaction():
        workshop.insert(Article, [_article()])
        workshop.insert(Sentence, _sentences())
        workshop.insert(Actor, _actors())
        workshop.insert(Event, _events())
        workshop.insert(Statement, [_statement()])
        workshop.insert(Happening, [_happening()])
        workshop.insert(ReadingRun, [ReadingRun(article_id="a1", state="x", languages_read=("en",))])
    workshop.finish()
    return path


def _article() -> Article:
    return Article(
        article_id="a1",
        source="news/a1.txt",
        outlet="The Gazette",
        language="en",
        published=dt.date(2022, 9, 1),
        text=TEXT,
        sha256="0",
        n_sentences=2,
    )


def _sentences() -> list[Sentence]:
    first = TEXT.index(".") + 1
    spans = [(0, first), (first + 1, len(TEXT))]
    return [
        Sentence(article_id="a1", n=n, start_char=a, end_char=b, text=TEXT[a:b], kind="body")
        for n, (a, b) in enumerate(spans)
    ]


def _actors() -> list[Actor]:
    states = {"RUR": "Ruritania", "BOR": "Borduria", "SYL": "Syldavia"}
    rows = [
        Actor(actor_id=i, kind="state", name=n, names={"en": n, "ru": f"{n}-ру"}, n_mentions=1)
        for i, n in states.items()
    ]
    envoy = Actor(
        actor_id="person:vek", kind="person", name="Ana Vek", country="RUR", acts_for="RUR", names={}, n_mentions=2
    )
    return [*rows, envoy]


def _events() -> list[Event]:
    talks = TEXT.index("talks")
    return [
        _event("e1", "RUR", "THREATEN", "BOR", "Ruritania warned Borduria", 0),
        _event("e2", "person:vek", "CONSULT", "SYL", "talks with Syldavia", talks),
    ]


def _event(event_id: str, source: str, kind: str, target: str, words: str, start: int) -> Event:
    assert TEXT[start : start + len(words)] == words
    return Event(
        event_id=event_id,
        article_id="a1",
        n=0 if start == 0 else 1,
        start_char=start,
        end_char=start + len(words),
        text=words,
        source_id=source,
        event_type=kind,
        target_id=target,
        status="happened",
        cue=words.split()[0],
        confidence=0.8,
    )


def _statement() -> Statement:
    content = "talks with Syldavia would go on"
    start = TEXT.index(content)
    return Statement(
        statement_id="s1",
        article_id="a1",
        n=1,
        start_char=start,
        end_char=start + len(content),
        text=content,
        kind="indirect",
        speaker_id="person:vek",
        speaker_text="Ana Vek",
        cue="said",
        stance_of_cue="says",
        about=("SYL",),
        confidence=0.9,
    )


def _happening() -> Happening:
    return Happening(
        happening_id="h1",
        event_type="THREATEN",
        source_id="RUR",
        target_id="BOR",
        date=dt.date(2022, 9, 1),
        n_reports=1,
        n_articles=1,
        conflict="date",
        event_ids=("e1",),
    )


def test_every_row_comes_with_its_sentence(world: Path) -> None:
    """A row of what was read carries the sentence, outlet and date it stands in."""
    found = commands.events(world)
    assert [one.row.event_id for one in found] == ["e1", "e2"]
    assert found[0].sentence == "Ruritania warned Borduria."
    assert (found[0].outlet, found[0].language, found[0].published) == ("The Gazette", "en", dt.date(2022, 9, 1))


def test_a_state_stands_for_all_who_act_for_it(world: Path) -> None:
    """Filtering by a state finds what its envoy did; by the envoy, only hers."""
    assert len(commands.events(world, source="RUR")) == 2
    assert [one.row.event_id for one in commands.events(world, source="person:vek")] == ["e2"]


@pytest.mark.parametrize("name", ["SYL", "Syldavia", "syldavia", "Syldavia-ру"])
def test_an_actor_is_found_by_id_or_name_in_any_language(world: Path, name: str) -> None:
    """Case does not count."""
    assert [one.row.event_id for one in commands.events(world, actor=name)] == ["e2"]
    assert [one.row.statement_id for one in commands.statements(world, target=name)] == ["s1"]


def test_filters_narrow(world: Path) -> None:
    """Type, days, language and limit."""
    assert [one.row.event_id for one in commands.events(world, type="threaten")] == ["e1"]
    assert not commands.events(world, after=dt.date(2022, 9, 2))
    assert len(commands.events(world, before=dt.date(2022, 9, 1), limit=1)) == 1
    assert not commands.events(world, language="ru")
    assert [one.row.speaker_id for one in commands.statements(world, type="says")] == ["person:vek"]


def test_an_unknown_actor_is_an_error_that_names_the_nearest(world: Path) -> None:
    """Not an empty list, which would read as: nothing happened."""
    with pytest.raises(UsageError, match="Syldavia"):
        commands.events(world, actor="Syldavai")


def test_the_timeline_and_the_actors(world: Path) -> None:
    """Happenings by date; actors by how often they are named."""
    assert [one.happening_id for one in commands.timeline(world, actor="BOR")] == ["h1"]
    assert commands.actors(world)[0].actor_id == "person:vek"
    assert [one.actor_id for one in commands.actors(world, type="person")] == ["person:vek"]


def test_tables_print(world: Path) -> None:
    """The terminal shows who did what, and the sentence."""
    console = Console(record=True, width=100, file=io.StringIO())
    print_readings([*commands.events(world), *commands.statements(world)], console)
    print_timeline(commands.timeline(world), console)
    print_actors(commands.actors(world), console)
    text = console.export_text()
    for words in ("RUR THREATEN BOR", "person:vek says about SYL", "versions differ: date", "Ana Vek"):
        assert words in text


def test_json_and_csv_are_flat(world: Path) -> None:
    """The columns of the table come first, those of its place after them."""
    runner = CliRunner()
    rows = json.loads(runner.invoke(app, ["events", str(world), "--json"]).stdout)
    assert rows[0]["source_id"] == "RUR"
    assert rows[0]["sentence"] == "Ruritania warned Borduria."
    table = list(csv.DictReader(io.StringIO(runner.invoke(app, ["statements", str(world), "--csv"]).stdout)))
    assert list(table[0])[: len(schema.columns(Statement))] == [column.name for column in schema.columns(Statement)]
    assert json.loads(table[0]["about"]) == ["SYL"]


def test_search_finds_words(world: Path) -> None:
    """All words must stand in the sentence; case does not count."""
    assert [(hit.n, hit.how) for hit in commands.search(world, "TALKS syldavia")] == [(1, "words")]
    assert not commands.search(world, "zeppelin")
    assert not commands.search(world, "TALKS syldavia", by="words", kind="title")
    assert commands.search(world, "talks", by="words", kind="body") == commands.search(world, "talks", by="words")
    with pytest.raises(UsageError, match="no actor"):
        commands.search(world, "talks", actor="Nobody")
    with pytest.raises(UsageError, match="nothing to search"):
        commands.search(world, "  ")


def test_a_summary_tells_what_was_read(world: Path) -> None:
    """Counts of tables, and no article unread."""
    read = commands.summary(world).read
    assert read is not None
    assert (read.n_events, read.n_statements, read.n_happenings, read.not_read) == (2, 1, 1, ())
