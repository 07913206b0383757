"""Results as graphs."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
import small_world

from armillary import commands
from armillary.commands import graphs
from armillary.errors import UsageError
from armillary.model.loops import CausalMap
from armillary.model.store import remodel
from armillary.results import Rows
from armillary.schema import Actor, Arrow, Article, Event, Loop, ReadingRun, Sentence, Tie
from armillary.world import Workshop, World

STATES = {"RUR": "Ruritania", "BOR": "Borduria", "SYL": "Syldavia"}
FIRST = dt.date(2022, 9, 5)
"""A Monday."""
ACTS = [
    ("RUR", "SUPPORT", "BOR", 0, 5.0),
    ("RUR", "ACCUSE", "BOR", 7, -2.0),
    ("BOR", "REJECT", "RUR", 7, -3.0),
    ("RUR", "AID", "SYL", 14, 7.0),
    ("RUR", "THREATEN", "BOR", 21, -5.0),
    ("RUR", "CONSULT", None, 21, 1.0),
]


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Six articles that each tell of one act, a week or less apart, and the model made of them."""
    path = tmp_path_factory.mktemp("graphs") / "w.duckdb"
    workshop = Workshop.open(path)
    with workshop.transaction():
        workshop.insert(Article, [_article(n, day) for n, (*_, day, _) in enumerate(ACTS)])
        workshop.insert(Sentence, [_sentence(n) for n in range(len(ACTS))])
        workshop.insert(
            Actor,
            [Actor(actor_id=one, kind="state", name=name, names={}, n_mentions=1) for one, name in STATES.items()],
        )
        workshop.insert(Event, [_event(n) for n in range(len(ACTS))])
        runs = [ReadingRun(article_id=f"a{n}", state="x", languages_read=("en",)) for n in range(len(ACTS))]
        workshop.insert(ReadingRun, runs)
    remodel(workshop)
    workshop.finish()
    return path


def _article(n: int, day: int) -> Article:
    published = FIRST + dt.timedelta(days=day)
    return Article(article_id=f"a{n}", source="a.txt", published=published, text="It acted.", sha256="0", n_sentences=1)


def _sentence(n: int) -> Sentence:
    return Sentence(article_id=f"a{n}", n=0, start_char=0, end_char=9, text="It acted.")


def _event(n: int) -> Event:
    source, kind, target, _, intensity = ACTS[n]
    return Event(
        event_id=f"e{n}",
        article_id=f"a{n}",
        n=0,
        start_char=0,
        end_char=9,
        text="It acted.",
        source_id=source,
        event_type=kind,
        target_id=target,
        status="happened",
        intensity=intensity,
        cue="acted",
        confidence=0.8,
    )


def test_the_graph_of_a_world_is_its_ties_in_the_last_period(path: Path) -> None:
    """Each edge carries the numbers of its row and as many ids of evidence as it says it rests on."""
    with World.open(path) as world:
        graph = world.graph()
        rows = world.rows(Tie, "layer = 'all' AND period = (SELECT max(period) FROM ties)")
    assert {(a, b) for a, b in graph.edges()} == {(row.source_id, row.target_id) for row in rows}
    for row in rows:
        (edge,) = graph[row.source_id][row.target_id].values()
        assert (edge["value"], edge["low"], edge["high"]) == (row.value, row.low, row.high)
        assert (edge["n_reports"], edge["n_evidence"]) == (row.n_reports, row.n_evidence)
        assert len(edge["evidence_ids"]) == row.n_evidence
    assert graph["RUR"]["BOR"][f"all/{rows[0].period}"]["evidence_ids"] == ("e0", "e1", "e4")
    assert graph.nodes["SYL"]["name"] == "Syldavia"


def test_a_day_stands_for_its_period(path: Path) -> None:
    """The graph then is what was known then; before the first evidence it is empty."""
    with World.open(path) as world:
        graph = world.graph(FIRST + dt.timedelta(days=9))
        assert set(graph.edges()) == {("RUR", "BOR"), ("BOR", "RUR")}
        (edge,) = graph["RUR"]["BOR"].values()
        assert edge["period"] == FIRST + dt.timedelta(days=7)
        assert edge["evidence_ids"] == ("e0", "e1")
        assert not world.graph(FIRST - dt.timedelta(days=1)).nodes
        words = world.graph(layer="words")
        assert [edge["evidence_ids"] for _, _, edge in words.edges(("RUR",), data=True)] == [("e0", "e1", "e4")]
        with pytest.raises(UsageError, match="no layer 'loud'"):
            world.graph(layer="loud")


def test_each_row_of_ties_is_an_edge(path: Path) -> None:
    """Period by period, each on the evidence up to then; `as_of` leaves out what came later."""
    rows = commands.ties(path, "RUR", "BOR")
    graph = rows.graph()
    assert graph.number_of_edges() == len(rows)
    for row in rows:
        edge = graph[row.source_id][row.target_id][f"all/{row.period}"]
        assert len(edge["evidence_ids"]) == row.n_evidence
    early = commands.ties(path, "RUR", "BOR", as_of=FIRST + dt.timedelta(days=8)).graph()
    assert {one for *_, edge in early.edges(data=True) for one in edge["evidence_ids"]} == {"e0", "e1", "e2"}


def test_evidence_pair_by_pair_is_that_of_all(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of few pairs it is looked for one by one, of many at once; the edges are the same."""
    with World.open(path) as world:
        few = world.graph()
        monkeypatch.setattr(graphs, "_FEW", 0)
        many = world.graph()
    assert list(few.edges(keys=True, data=True)) == list(many.edges(keys=True, data=True))


def test_what_was_read_joins_its_two_sides(path: Path) -> None:
    """An event is an edge from who acted to whom, keyed by its id; one without a target is none."""
    graph = commands.events(path).graph()
    assert set(graph.edges(keys=True)) == {(a, b, f"e{n}") for n, (a, _, b, *_) in enumerate(ACTS) if b}
    assert graph["RUR"]["SYL"]["e3"]["event_type"] == "AID"
    assert graph["RUR"]["SYL"]["e3"]["evidence_ids"] == ("e3",)
    assert graph["RUR"]["SYL"]["e3"]["sentence"] == "It acted."


def test_rows_that_join_nothing_say_what_does(path: Path) -> None:
    """And a part of a result is a graph too."""
    with pytest.raises(UsageError, match=r"actors join nothing; there are graphs of .*copies.*ties"):
        commands.actors(path).graph()
    assert commands.events(path)[:1].graph().number_of_edges() == 1
    assert not Rows(Tie).graph().nodes


def test_copies_lead_from_the_source_to_the_copy(tmp_path: Path) -> None:
    """As `links` do, whichever article has the smaller id; families are the trees of these."""
    path = small_world.write(tmp_path / "lake.duckdb")
    copies = commands.copies(path).graph()
    with World.open(path) as world:
        links = world.table("links").rows.graph()
    made = {("aa-en", "bb-ru"), ("aa-en", "cc-zh"), ("bb-ru", "dd-ar"), ("aa-en", "dd-ar")}
    assert made <= set(copies.edges()) & set(links.edges())
    assert copies["aa-en"]["bb-ru"]["translation"]["direction"] == "from"
    assert copies.nodes["bb-ru"]["language"] == "ru"
    family = commands.summary(path).graph()
    assert {("aa-en", "bb-ru"), ("aa-en", "cc-zh"), ("bb-ru", "dd-ar")} == set(family.edges())
    assert family.nodes["dd-ar"]["report_id"] == "r-lake"


def test_the_causal_map_is_a_graph_of_wordings() -> None:
    """An edge for each arrow, with its mechanisms and loops; two things of one name stay two."""
    arrows = [
        Arrow(
            cause_node=a, effect_node=b, sign=sign, cause="x", effect="y", mechanism_ids=(one,), by=(), n_reports=1
        )
        for a, b, sign, one in ((0, 1, 1, "m1"), (1, 0, -1, "m2"), (1, 2, 1, "m3"))
    ]  # fmt: skip
    loop = Loop(loop_id="l", mechanism_ids=("m1", "m2"), kind="balancing", n_reports=1)
    found = CausalMap(("prices", "anger", "prices"), (("prices",), ("anger", "гнев"), ("Preise",)), (*arrows,), (loop,))
    graph = found.graph()
    assert set(graph.edges(keys=True)) == {
        ("prices (0)", "anger", "more"),
        ("anger", "prices (0)", "less"),
        ("anger", "prices (2)", "more"),
    }
    assert graph["anger"]["prices (0)"]["less"]["loop_ids"] == ("l",)
    assert graph["anger"]["prices (2)"]["more"]["loop_ids"] == ()
    assert graph.nodes["anger"]["wordings"] == ("anger", "гнев")
