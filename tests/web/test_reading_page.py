"""One row: its sentence, what was read from it, its copies, and why only when asked."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from read_world import HOSTILE, assert_links_resolve, client_of, shared
from starlette.testclient import TestClient

ONE_OF_EACH = ("e-warn", "t-1", "s-1", "q-1", "l-1", "o-1", "f-1", "m-1", "g-1", "n-1")


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with client_of(shared(tmp_path_factory)) as made:
        yield made


@pytest.mark.parametrize("row", ONE_OF_EACH)
def test_a_row_of_every_table_has_its_page(client: TestClient, row: str) -> None:
    """The words stand highlighted in their sentence, and all that the page leads to is there."""
    found = client.get(f"/reading/{row}.json").json()
    quote = found["quote"]
    page = client.get(f"/reading/{row}").text
    assert f"<mark>{quote['sentence'][quote['start'] : quote['end']]}</mark>" in page
    assert found["explanation"] is None
    assert_links_resolve(client, page)


def test_the_copies_have_the_sentence_in_their_words(client: TestClient) -> None:
    found = client.get("/reading/e-warn.json").json()
    assert [(one["article_id"], one["quote"]) for one in found["copies"]] == [
        ("b-ru", "Руритания предупредила Бордурию.")
    ]
    assert found["pair"] == ["RUR", "BOR"]
    assert found["happening_id"] == "h-warn"
    assert 'lang="ru"' in client.get("/reading/e-warn").text


def test_what_fired_is_told_when_asked(client: TestClient) -> None:
    found = client.get("/reading/e-warn.json", params={"explain": 1}).json()
    assert found["explanation"]["cue"] == "warned"
    assert [word["text"] for word in found["explanation"]["parse"]][:3] == ["Ruritania", "warned", "Borduria"]
    assert "The grammar as it was used" in client.get("/reading/e-warn?explain=1").text


def test_what_the_row_leaves_open_is_not_shown(client: TestClient) -> None:
    names = {field["name"] for field in client.get("/reading/e-warn.json").json()["fields"]}
    assert {"source_id", "event_type", "target_id", "intensity"} <= names
    assert not {"date", "place_id", "group_id"} & names


def test_hostile_text_is_shown_as_text(client: TestClient) -> None:
    page = client.get("/reading/e-meet").text
    assert HOSTILE not in page
    assert "\u202e" not in page


def test_an_unknown_row_is_an_error(client: TestClient) -> None:
    assert client.get("/reading/nothing.json").status_code == 404
