"""Web annotations and provenance."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import export_worlds
import pytest
import small_world

import armillary
from armillary.schema import Article
from armillary.world import World


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small world with everything in it."""
    return export_worlds.world(tmp_path_factory.mktemp("exports") / "small.duckdb")


def read(path: Path) -> Any:
    """A JSON file."""
    return json.loads(path.read_text("utf-8"))


@pytest.fixture(scope="module")
def notes(world: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Annotations of the world by id."""
    path = tmp_path_factory.mktemp("jsonld") / "w.jsonld"
    armillary.export(world, "webannotation", path)
    page = read(path)
    assert page["@context"][0] == "http://www.w3.org/ns/anno.jsonld"
    assert page["type"] == "AnnotationPage"
    return {one["id"]: one for one in page["items"]}


def texts(world: Path) -> dict[str, str]:
    """Texts of the articles."""
    with World.open(world) as w:
        return {article.article_id: article.text for article in w.rows(Article)}


def test_quotation_and_position_say_the_same(world: Path, notes: dict[str, Any]) -> None:
    """In the text of that hash: the words, 32 characters around them, and their code points."""
    known = texts(world)
    anchored = [one for one in notes.values() if one["armillary:status"] == "anchored"]
    assert len(anchored) == 13
    for one in anchored:
        source = one["target"]["source"]
        text = known[source["id"].removeprefix("urn:armillary:article:")]
        quote, position = one["target"]["selector"]
        assert (quote["type"], position["type"]) == ("TextQuoteSelector", "TextPositionSelector")
        start, end = position["start"], position["end"]
        assert text[start:end] == quote["exact"]
        assert text[max(0, start - 32) : start] == quote["prefix"]
        assert text[end : end + 32] == quote["suffix"]
        assert source["armillary:sha256"] == hashlib.sha256(text.encode()).hexdigest()
        assert source["language"] in ("en", "ru")


def test_words_that_do_not_stand_there_are_an_orphan(notes: dict[str, Any]) -> None:
    """It keeps its quotation and claims no position."""
    orphan = notes["urn:armillary:outlooks:o1"]
    assert orphan["armillary:status"] == "orphan"
    assert orphan["target"]["selector"] == [{"type": "TextQuoteSelector", "exact": "something else"}]


def test_an_annotation_says_what_was_read_and_on_how_many_reports(notes: dict[str, Any]) -> None:
    """A denied event says that it is denied."""
    threat = notes["urn:armillary:events:e1"]
    assert threat["body"]["armillary:row"]["event_type"] == "THREATEN"
    assert threat["armillary:n_reports"] == 2
    assert threat["armillary:evidence"] == {"article_id": "aa", "n": 0, "event_id": "e1"}
    assert notes["urn:armillary:events:e7"]["body"]["armillary:row"]["status"] == "denied"
    assert notes["urn:armillary:changes:c1"]["motivation"] == "assessing"
    assert threat["target"]["source"]["via"] == "https://news.example/aa"


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Copy trees of the small world of copies, which is traced and not read."""
    folder = tmp_path_factory.mktemp("prov")
    armillary.export(small_world.write(folder / "traced.duckdb"), "prov", folder / "w.jsonld")
    found = read(folder / "w.jsonld")
    assert found["@context"]["prov"] == "http://www.w3.org/ns/prov#"
    return {node["@id"]: node for node in found["@graph"]}


def article(name: str) -> str:
    """Id of an article in the graph."""
    return f"urn:armillary:article:{name}"


def test_a_copy_was_derived_from_its_source(graph: dict[str, Any]) -> None:
    """A changed translation is a revision, an excerpt a quotation; each with its original as primary source."""
    russian, arabic = graph[article("bb-ru")], graph[article("dd-ar")]
    assert russian["prov:wasDerivedFrom"] == {"@id": article("aa-en")}
    assert russian["prov:wasRevisionOf"] == {"@id": article("aa-en")}
    assert "prov:wasQuotedFrom" not in russian
    assert arabic["prov:wasQuotedFrom"] == {"@id": article("bb-ru")}
    assert arabic["prov:hadPrimarySource"] == {"@id": article("aa-en")}
    assert "prov:wasDerivedFrom" not in graph[article("aa-en")]


def test_translation_and_extraction_are_activities(graph: dict[str, Any]) -> None:
    """With languages, and the version of the program."""
    activity = graph[graph[article("cc-zh")]["prov:qualifiedDerivation"]["prov:hadActivity"]["@id"]]
    assert (activity["armillary:from_language"], activity["armillary:to_language"]) == ("en", "zh")
    assert activity["prov:used"] == {"@id": article("aa-en")}
    extraction = graph[graph[article("aa-en")]["prov:wasGeneratedBy"]["@id"]]
    assert "armillary:Extraction" in extraction["@type"]
    assert extraction["schema:softwareVersion"] == "0.1.0"


def test_an_original_that_is_not_there_is_still_the_source(graph: dict[str, Any]) -> None:
    """Two siblings have it in common and are not said to be made from each other."""
    first, second = graph[article("ee-pl")], graph[article("ff-pl")]
    assert first["prov:hadPrimarySource"] == second["prov:hadPrimarySource"]
    assert "not among the articles" in graph[first["prov:hadPrimarySource"]["@id"]]["schema:description"]
    assert "prov:wasDerivedFrom" not in first
    assert second["prov:alternateOf"] == {"@id": article("ee-pl")}


def test_every_name_of_the_graph_is_in_it(graph: dict[str, Any]) -> None:
    """No node points to one that is not there."""

    def named(value: Any) -> list[str]:
        if isinstance(value, dict):
            return [value["@id"]] if set(value) == {"@id"} else [n for one in value.values() for n in named(one)]
        return [n for one in value for n in named(one)] if isinstance(value, list) else []

    for node in graph.values():
        assert set(named({key: one for key, one in node.items() if key != "@id"})) <= set(graph)


def test_reports_count_once(graph: dict[str, Any]) -> None:
    """Four articles, one independent report; a story says on how many reports it rests."""
    lake = graph["urn:armillary:report:r-lake"]
    assert (lake["armillary:n_articles"], lake["armillary:n_reports"], len(lake["prov:hadMember"])) == (4, 1, 4)
    assert graph["urn:armillary:story:s-lake"]["armillary:n_reports"] == 2
