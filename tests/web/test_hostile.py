"""Articles may say anything, and loaded files may name anybody: every page shows it as text and as nothing else."""

from __future__ import annotations

import datetime as dt
import html
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any, Final

import lxml.html  # type: ignore[import-untyped]
import pytest
from starlette.testclient import TestClient

from armillary.model.store import remodel
from armillary.schema import (
    Actor,
    Alignment,
    Article,
    Attitude,
    Change,
    Event,
    Failure,
    Flow,
    Goal,
    Happening,
    Lever,
    Link,
    Mechanism,
    Mention,
    Outlet,
    Outlook,
    Quantity,
    Record,
    Report,
    Row,
    Run,
    Sentence,
    Statement,
    Story,
)
from armillary.web.app import create_app
from armillary.web.pages import PAGES
from armillary.world import Workshop

ATTACKS: Final = (
    "<script>alert(1)</script>",
    "\"onmouseover='alert(2)' x=\"",
    "</svg></title></textarea><img src=x onerror=alert(3)>",
    "{{7*7}}{% raw %}${7*7}",
    "\u202etxet desrever\u2066\u2069 \u200f",
    "bell\x07 escape\x1b[31m and the rest\x01",
    "<a href=javascript:alert(4)>&lt;b&gt;&#x3C;i&#x3E;</a>",
    "long" * 2500,
)
"""What is put wherever an article or a file has its say; one world each."""
TAME: Final = "quiet words"
IDS: Final = ("ALP", "BET", "person:gam")


def _at(attack: str, text: str) -> dict[str, Any]:
    start = text.index(attack)
    return {
        "article_id": "a-one",
        "n": 1,
        "start_char": start,
        "end_char": start + len(attack),
        "text": attack,
        "cue": attack,
        "confidence": 0.9,
    }


def _articles(attack: str, text: str) -> list[Row]:
    found: list[Row] = []
    for one, day in (("a-one", 5), ("b-two", 6), ("c-alone", 7)):
        cut = text.index("\n")
        found.append(
            Article(
                article_id=one, source=f"{attack}.txt", url=f"https://example.org/{attack}", outlet=f"{attack} {one}",
                author=attack, credit=attack, title=attack, language="en", published=dt.date(2022, 9, day),
                published_from="text", published_precision="day", text=text, sha256=one, n_sentences=2,
                report_id="r-two" if one == "c-alone" else "r-one", story_id="s-one",
            )
        )  # fmt: skip
        for n, (start, end) in enumerate(((0, cut), (cut + 1, len(text)))):
            kind = "body" if n else "title"
            words = text[start:end]
            found.append(
                Sentence(article_id=one, n=n, start_char=start, end_char=end, text=words, kind=kind)  # type: ignore[arg-type]
            )
    return found


def _traced(attack: str, at: dict[str, Any]) -> list[Row]:
    change = {name: at[name] for name in ("start_char", "end_char")}
    return [
        Report(report_id="r-one", n_articles=2, reference_article_id="a-one", origin_article_id="a-one"),
        Report(report_id="r-two", n_articles=1, reference_article_id="c-alone"),
        Story(
            story_id="s-one", title=attack, first_date=dt.date(2022, 9, 5), last_date=dt.date(2022, 9, 7), n_articles=3,
            n_reports=2,
        ),
        Link(
            article_a="a-one", article_b="b-two", relation="copy", direction="b-from-a", coverage_a=1.0, coverage_b=1.0,
            similarity=0.9, confidence=0.9, reason=attack, encoder="by hand",
        ),
        *(Alignment(article_a="a-one", n_a=n, article_b="b-two", n_b=n, similarity=0.9) for n in (0, 1)),
        Change(
            change_id="k-1", article_id="b-two", n=1, other_id="a-one", other_n=1, kind="number", severity="major",
            was=attack, now=attack, confidence=0.9, reason=attack, cue=attack, other_start=at["start_char"],
            other_end=at["end_char"], **change,
        ),
        Outlet(outlet=f"{attack} a-one", publisher=attack, country="EST", state_owned=True),
        Failure(run_id="run", source=attack, stage="gather", error=attack, hint=attack),
    ]  # fmt: skip


def _read(attack: str, at: dict[str, Any]) -> list[Row]:
    mention = {name: value for name, value in at.items() if name != "text"}
    return [
        *(
            Actor(
                actor_id=one, kind="person" if ":" in one else "state", name=attack, names={"en": attack, "ar": attack},
                n_mentions=3,
            )
            for one in IDS
        ),
        Mention(mention_id="n-1", surface=attack, actor_id="ALP", how="name", **mention),
        Event(
            event_id="e-1", source_id="ALP", event_type="THREATEN", target_id="BET", status="happened",
            intensity=-5.0, **at,
        ),
        Attitude(attitude_id="t-1", from_id="BET", to_id="ALP", sign=-0.5, **at),
        Statement(
            statement_id="s-1", kind="direct", speaker_id="person:gam", stance_of_cue="says", about=("ALP",), **at
        ),
        Quantity(quantity_id="q-1", value=3.0, unit=attack[:100], what=attack, **at),
        Lever(
            lever_id="l-1", holder_id="ALP", over_id="BET", instrument=attack, domain="energy", status="used", **at
        ),
        Outlook(outlook_id="o-1", by_id="ALP", about=("BET",), words=attack, **at),
        Flow(flow_id="f-1", what=attack, from_id="ALP", to_id="BET", change="down", **at),
        Mechanism(mechanism_id="m-1", cause=attack, effect="小麦价格", sign=-1, cause_ids=("ALP",), **at),
        Goal(goal_id="g-1", actor_id="ALP", goal=attack, **at),
        Happening(
            happening_id="h-1", event_type="THREATEN", source_id="ALP", target_id="BET", date=dt.date(2022, 9, 5),
            n_reports=1, n_articles=1, conflict=attack, event_ids=("e-1",),
        ),
        Record(
            record_id="rec-1", origin=attack, source_id="ALP", source_name=attack, target_id="BET", target_name=attack,
            event_type="CONSULT", code=attack[:40], intensity=3.0, date=dt.date(2022, 9, 8),
        ),
        *(
            Run(
                run_id="run", room=room, started=dt.datetime(2022, 11, 1), finished=dt.datetime(2022, 11, 1),
                version="0", settings=json.dumps({"sources": attack}),
            )
            for room in ("gather", "trace", "read", "model")
        ),
    ]  # fmt: skip


def _write(path: Path, attack: str) -> Path:
    text = f"{attack} in the title\nBefore it. {attack} and after it."
    at = _at(attack, text)
    at["start_char"] = text.index(attack, len(attack))
    at["end_char"] = at["start_char"] + len(attack)
    workshop = Workshop.open(path)
    for row in (*_articles(attack, text), *_traced(attack, at), *_read(attack, at)):
        workshop.insert(type(row), [row])
    remodel(workshop)
    workshop.finish()
    return path


ADDRESSES: Final = {
    "actor": "/actor/person:gam", "pair": "/pair/ALP/BET", "reading": "/reading/e-1", "report": "/report/r-one",
    "compare": "/compare?a=a-one&b=b-two", "article": "/article/a-one?row=e-1", "happening": "/happening/h-1",
    "arrow": "/arrow/0/1?sign=-1", "search": "/search?q=after", "whatif": "/whatif?source=ALP&type=THREATEN&target=BET",
}  # fmt: skip
"""Of pages that need more in their address than their name."""
ALSO: Final = (
    "/reports?list=articles", "/reports?list=stories", "/reports?list=sources", "/reports?list=alone",
    "/reading/rec-1", "/reading/m-1", "/reading/n-1", "/reading/o-1", "/reading/l-1",
)  # fmt: skip
ALWAYS: Final = ("script", "img", "svg", "form", "title", "textarea", "input", "style", "iframe", "object")
"""Elements whose number has nothing to do with what is said."""
ALL: Final = (*(ADDRESSES.get(page.name, page.path) for page in PAGES), *ALSO)


@pytest.fixture(scope="module", params=ATTACKS, ids=[re.sub(r"\W+", "-", one)[:12] for one in ATTACKS])
def attacked(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """The app over a world that says one thing everywhere."""
    path = _write(tmp_path_factory.mktemp("hostile") / "world.duckdb", request.param)
    with TestClient(create_app(path), base_url="http://localhost") as client:
        yield client


@pytest.fixture(scope="module")
def tame(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """The same world with words that mean no harm."""
    path = _write(tmp_path_factory.mktemp("tame") / "world.duckdb", TAME)
    with TestClient(create_app(path), base_url="http://localhost") as client:
        yield client


def _made_of(page: str) -> tuple[Counter[str], Counter[str]]:
    """The elements of a page, and the attributes that could do something.

    Pieces of a text are cut where words of other rows begin, lines of a box where a name is long, and both hold only
    text: their number says nothing.
    """
    found = lxml.html.document_fromstring(page)
    elements = Counter(str(one.tag) for one in found.iter() if isinstance(one.tag, str))
    for free in ("tspan", "mark", "span", "p"):
        del elements[free]
    acts = Counter(
        str(name)
        for one in found.iter()
        for name in one.attrib
        if str(name).startswith("on") or name in ("style", "srcdoc", "formaction")
    )
    return elements, acts


@pytest.mark.parametrize("address", ALL)
def test_a_page_shows_words_as_words_whatever_they_are(attacked: TestClient, tame: TestClient, address: str) -> None:
    """No element, no attribute and no link comes from a text; the policy stands above the page.

    Controls that no reader sees, and overrides of direction, are taken out; braces are not filled in; long
    words are cut where they stand in lists.
    """
    found, quiet = attacked.get(address), tame.get(address)
    assert (found.status_code, quiet.status_code) == (200, 200)
    assert "default-src 'none'" in found.headers["content-security-policy"]
    (elements, acts), (usual, _) = _made_of(found.text), _made_of(quiet.text)
    assert not acts
    assert set(elements) <= set(usual)
    assert [elements[tag] for tag in ALWAYS] == [usual[tag] for tag in ALWAYS]
    leads = lxml.html.document_fromstring(found.text).xpath("//@href|//@src|//@action")
    assert [one for one in leads if str(one)[0] not in "/#" or str(one).startswith("//")] == []
    text = html.unescape(found.text)
    assert re.findall("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202d\u202e]", text) == []
    assert not re.search(r"49\{%|\$49", text)
    assert len(found.content) < 1_000_000


@pytest.mark.parametrize("address", ALL)
def test_json_is_json_whatever_articles_say(attacked: TestClient, address: str) -> None:
    """It can be read again, and its media type keeps a browser from taking it for a page."""
    path, _, query = address.partition("?")
    found = attacked.get(f"{'/system' if path == '/' else path}.json?{query}")
    assert found.status_code == 200
    assert isinstance(json.loads(found.text), dict)
    assert found.headers["content-type"] == "application/json"
    assert found.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    "address",
    [
        "/article/../../etc/passwd", "/article/%2e%2e%2f%2e%2e%2fetc%2fpasswd", "/static/..%2f..%2fapp.py",
        "/static/%00app.css", "/actor/%00", "/actor/<script>alert(1)</script>", "/reading/'; DROP TABLE articles; --",
        "/pair/ALP/" + "x" * 300, "/report/" + "é" * 150, "/article/a-one?from=-1&to=99999999999999999999",
        "/article/a-one?page=99999999999", "/reports?page=100000", "/reports?list=nothing", "/events?after=0000-00-00",
        "/events?actor=%F0%9F%92%A3%00", "/search?q=%22%22%22%00", "/search?q=" + "(" * 200, "/search?q=*",
        "/search?q=' OR 1=1 --", "/compare?a=a-one&b=a-one", "/compare?a=<b>&b=%00", "/arrow/-1/99999999999999999999",
        "/whatif?source=ALP&type=THREATEN&target=ALP", "/whatif?source=%00&type=x&target=y", "/?period=%00",
        "/timeline?page=100000", "/outlooks?days=99999999999999",
    ],
)  # fmt: skip
def test_bad_addresses_are_answered_cleanly(tame: TestClient, address: str) -> None:
    """Never a fault; what was asked for comes back as text if at all; the policy stands above errors too."""
    found = tame.get(address)
    assert found.status_code in (200, 404, 414, 422)
    assert "default-src 'none'" in found.headers["content-security-policy"]
    assert "root:" not in found.text
    assert "Traceback" not in found.text
    if "html" in found.headers["content-type"]:
        elements, acts = _made_of(found.text)
        assert elements["script"] == 1
        assert not acts
    assert "\x00" not in found.text


def test_the_world_says_it_in_every_table() -> None:
    """So that no table is forgotten: all that the rooms fill with words of articles is filled here."""
    filled = {type(row) for row in (*_articles("x", "x\nx"), *_traced("x", _at("x", "x")), *_read("x", _at("x", "x")))}
    worded = {Event, Attitude, Statement, Quantity, Lever, Outlook, Flow, Mechanism, Goal, Mention}
    assert worded <= filled
    assert all("cue" in {one.name for one in fields(kind)} for kind in worded)
