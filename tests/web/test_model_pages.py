"""Levers, loops, outlooks with forecasts, what-ifs: what the pages show is what the commands find."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from armillary import exposure, forecast, loops, whatif
from armillary.show.words import percent


@pytest.fixture
def demo(visit: Callable[[Path], TestClient], demo_world: Path) -> TestClient:
    """A browser of the demo world."""
    return visit(demo_world)


def words(page: str) -> str:
    """A page without its marks."""
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_every_dependence_is_on_the_page_of_levers(demo: TestClient, demo_world: Path) -> None:
    """The strongest first, with exposure and reports as the command has them."""
    found = sorted(exposure(demo_world), key=lambda one: -one.exposure)
    shown = demo.get("/levers.json").json()["rows"]
    assert shown["total"] == len(found) > 5
    assert [one["exposure"] for one in shown["rows"]] == [one.exposure for one in found][:25]
    assert f"{found[0].exposure:.2f}" in demo.get("/levers").text


def test_the_number_of_a_dependence_leads_to_its_sentences(demo: TestClient, demo_world: Path) -> None:
    """Holder, field and who depends are filters of the same page; its sentences are those of the levers."""
    one = max(exposure(demo_world), key=lambda row: row.n_reports)
    address = f"/levers.json?source={one.on}&target={one.actor}&domain={one.domain}"
    found = demo.get(address).json()
    assert [row["n_reports"] for row in found["rows"]["rows"]] == [one.n_reports]
    assert {quote["id"] for quote in found["quotes"]} == set(one.lever_ids)


def test_the_loop_of_the_demo_is_told_arrow_by_arrow(demo: TestClient, demo_world: Path) -> None:
    """Each arrow leads to its own sentences, as many independent reports as it counts."""
    (loop, *_) = loops(demo_world).loops
    (circle, *_) = demo.get("/loops.json").json()["circles"]
    assert circle["loop"]["kind"] == loop.kind
    for one in circle["arrows"]:
        found = demo.get(f"/arrow/{one['cause_node']}/{one['effect_node']}.json?sign={one['sign']}").json()
        assert {quote["id"] for quote in found["quotes"]} == set(one["mechanism_ids"])
        assert len({quote["report_id"] for quote in found["quotes"]}) == one["n_reports"]


def test_forecasts_of_the_page_are_those_of_the_command(demo: TestClient, demo_world: Path) -> None:
    """Probability, interval and words of the likeliest stand in the table."""
    first = forecast(demo_world, days=30)[0]
    found = demo.get("/outlooks.json").json()["forecasts"]["rows"][0]
    assert (found["source_id"], found["event_type"], found["probability"]) == (
        first.source_id,
        first.event_type,
        first.probability,
    )
    assert first.probability is not None
    assert percent(first.probability) in words(demo.get("/outlooks").text)


def test_forecasts_can_be_asked_for_an_actor_and_a_window(demo: TestClient) -> None:
    """Every row has the actor on one side, and the window asked for."""
    found = demo.get("/outlooks.json?actor=Kazakhstan&days=90").json()
    assert found["days"] == 90
    assert found["forecasts"]["total"] > 0
    assert all("KAZ" in (row["source_id"], row["target_id"]) for row in found["forecasts"]["rows"])


def test_what_if_answers_as_the_command_does(demo: TestClient, demo_world: Path) -> None:
    """The form's fields make one act; moves, trust and mechanisms are the command's."""
    found = demo.get("/whatif.json?source=RUS&type=COERCE&target=KAZ&on=2022-12-05").json()["found"]
    told = whatif(demo_world, ["RUS COERCE KAZ 2022-12-05"])
    assert [move["change"] for move in found["moves"]] == [move.change for move in told.moves]
    assert found["trust"] == told.trust
    page = demo.get("/whatif?source=RUS&type=COERCE&target=KAZ&on=2022-12-05").text
    assert told.mechanisms[0].words in words(page).replace("&#39;", "'")


def test_nothing_supposed_shows_the_form_alone(demo: TestClient) -> None:
    """Actors to choose are those with ties."""
    found = demo.get("/whatif.json").json()
    assert found["found"] is None
    assert "KAZ" in [one for one, _ in found["actors"]]
