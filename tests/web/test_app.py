"""What the app answers to anyone who asks: the file it serves, its headers, its errors."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from starlette.testclient import TestClient

from armillary.commands.serve import hosts_of, is_loopback
from armillary.web.app import create_app
from armillary.web.pages import PAGES

HERE = "http://localhost"
PLAIN = [page for page in PAGES if "{" not in page.path]


@pytest.fixture
def client(made_world: Path) -> Iterator[TestClient]:
    """A browser of the made world."""
    with TestClient(create_app(made_world), base_url=HERE) as found:
        yield found


@pytest.mark.parametrize("page", PLAIN, ids=lambda page: page.name)
def test_every_page_is_html_and_json(client: TestClient, page: object) -> None:
    """Each page that needs nothing more in its address answers in both forms."""
    path = page.path  # type: ignore[attr-defined]
    assert client.get(path).status_code == 200
    found = client.get(f"{path}.json")
    assert found.status_code == 200
    assert isinstance(found.json(), dict)


def test_pages_may_take_nothing_from_elsewhere(client: TestClient) -> None:
    """The policy lets in style and script of the app alone, and no inline script or style stands in a page."""
    found = client.get("/")
    policy = found.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "style=" not in found.text
    assert "http://" not in found.text.replace("http://www.w3.org", "")
    assert found.headers["x-content-type-options"] == "nosniff"


def test_errors_carry_the_policy_too(client: TestClient) -> None:
    """So that an error page is no way in."""
    assert "content-security-policy" in client.get("/nowhere").headers


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/nowhere.json", 404),
        ("/system.json?period=yesterday", 422),
        ("/system.json?period=1900-01-01", 404),
        ("/levers.json?actor=Atlantis", 404),
        ("/levers.json?page=0", 422),
        ("/levers.json?actor=" + "x" * 300, 422),
        ("/static/../app.py", 404),
        ("/static/%2e%2e%2fapp.py.json", 404),
        ("/arrow/900/901.json", 404),
        ("/whatif.json?act=nonsense", 404),
        ("/system.json?layer=" + "x" * 5000, 414),
    ],
)
def test_errors_have_one_shape(client: TestClient, path: str, status: int) -> None:
    """Whatever goes wrong, the JSON has the same three fields, and the page says the same words."""
    found = client.get(path)
    assert found.status_code == status
    if ".json" in path.partition("?")[0]:
        assert set(found.json()) == {"ok", "status", "error"}
        assert found.json()["status"] == status
        page = client.get(path.replace(".json", "", 1))
        assert page.status_code == status
        assert page.headers["content-type"].startswith("text/html")


def test_a_foreign_name_is_refused(made_world: Path) -> None:
    """A page elsewhere whose name leads to this machine reads nothing here."""
    with TestClient(create_app(made_world), base_url="http://evil.example") as stranger:
        assert stranger.get("/").status_code == 400


def test_beyond_the_machine_a_token_is_asked_for(made_world: Path) -> None:
    """It comes by the printed address once and is then kept in a cookie, out of the address."""
    app = create_app(made_world, hosts=(), token="s3cret")
    with TestClient(app, base_url="http://10.0.0.7") as client:
        assert client.get("/").status_code == 401
        assert client.get("/?token=wrong").status_code == 401
        first = client.get("/levers?domain=energy&token=s3cret", follow_redirects=False)
        assert first.status_code == 303
        assert first.headers["location"] == "/levers?domain=energy"
        assert client.get("/").status_code == 200
    with TestClient(app, base_url="http://10.0.0.7", headers={"Authorization": "Bearer s3cret"}) as program:
        assert program.get("/system.json").status_code == 200


def test_a_redirect_stays_here(made_world: Path) -> None:
    """An address that begins with two strokes is no way to another machine."""
    with TestClient(create_app(made_world, hosts=(), token="s3cret"), base_url=HERE) as client:
        found = client.get("/%2Fevil.example/?token=s3cret", follow_redirects=False)
        assert found.status_code == 303
        assert found.headers["location"] == "/evil.example/"


def test_a_fault_of_ours_is_an_answer_too(made_world: Path) -> None:
    """It has the policy and the shape of every error, and tells a stranger no more than its kind."""
    app = create_app(made_world)

    @app.get("/broken.json")
    def _broken() -> None:
        raise RuntimeError("a path of this machine")

    with TestClient(app, base_url=HERE, raise_server_exceptions=False) as client:
        found = client.get("/broken.json")
    assert found.status_code == 500
    assert set(found.json()) == {"ok", "status", "error"}
    assert "this machine" not in found.text
    assert "content-security-policy" in found.headers


def test_a_world_that_is_replaced_is_followed(made_world: Path, demo_world: Path, tmp_path: Path) -> None:
    """The next request after a build sees the new world."""
    path = tmp_path / "world.duckdb"
    shutil.copyfile(made_world, path)
    with TestClient(create_app(path), base_url=HERE) as client:
        before = client.get("/system.json").json()["system"]["periods"]
        fresh = tmp_path / "fresh.duckdb"
        shutil.copyfile(demo_world, fresh)
        fresh.replace(path)
        after = client.get("/system.json").json()["system"]["periods"]
    assert before != after


def test_a_missing_world_says_how_to_make_one(tmp_path: Path) -> None:
    """The app can be there before the world is."""
    with TestClient(create_app(tmp_path / "none.duckdb"), base_url=HERE) as client:
        found = client.get("/system.json")
    assert found.status_code == 503
    assert "armillary build" in found.json()["error"]


def test_a_world_of_another_layout_is_named(made_world: Path, tmp_path: Path) -> None:
    """Its number and what to do stand on the page."""
    path = tmp_path / "old.duckdb"
    shutil.copyfile(made_world, path)
    with duckdb.connect(str(path)) as connection:
        connection.execute("UPDATE layout SET version = 1")
    with TestClient(create_app(path), base_url=HERE) as client:
        found = client.get("/")
    assert found.status_code == 503
    assert "table layout 1" in found.text


@pytest.mark.parametrize("page", PLAIN, ids=lambda page: page.name)
def test_half_a_world_is_shown_for_what_it_is(page: object, tmp_path: Path, made_world: Path) -> None:
    """Where a room has not been at work the page says so and still stands."""
    path = tmp_path / "half.duckdb"
    shutil.copyfile(made_world, path)
    with duckdb.connect(str(path)) as connection:
        connection.execute("DELETE FROM runs WHERE room IN ('read', 'model')")
        for (table,) in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall():
            if table not in (
                "articles",
                "sentences",
                "reports",
                "links",
                "alignments",
                "changes",
                "stories",
                "layout",
                "runs",
                "arrivals",
                "outlets",
                "failures",
                "vectors",
            ):
                connection.execute(f'DELETE FROM "{table}"')
    with TestClient(create_app(path), base_url=HERE) as client:
        found = client.get(page.path)  # type: ignore[attr-defined]
    assert found.status_code == 200
    if page.needs in ("read", "model"):  # type: ignore[attr-defined]
        assert "armillary build" in found.text


def test_addresses_of_this_machine() -> None:
    """Only these are open without a token."""
    assert [is_loopback(one) for one in ("127.0.0.1", "127.4.5.6", "::1", "localhost")] == [True] * 4
    assert [is_loopback(one) for one in ("0.0.0.0", "10.0.0.7", "::", "example.org")] == [False] * 4


@pytest.mark.parametrize("host", ["127.0.0.1", "127.4.5.6", "::1"])
def test_the_address_that_is_told_is_let_in(host: str, made_world: Path) -> None:
    """Whatever address of this machine it listens on."""
    told = f"http://[{host}]:8017" if ":" in host else f"http://{host}:8017"
    with TestClient(create_app(made_world, hosts=hosts_of(host)), base_url=told) as client:
        assert client.get("/about").status_code == 200


def test_names_beyond_the_machine() -> None:
    """All where it listens on all addresses, unless some are named; then these alone."""
    assert hosts_of("0.0.0.0") == ()
    assert "evil.example" not in hosts_of("0.0.0.0", ("box.example",))
    assert {"box.example", "10.0.0.7"} <= set(hosts_of("10.0.0.7", ("box.example",)))
