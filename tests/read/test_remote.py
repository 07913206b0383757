"""A language model may propose; only what stands in the text is kept."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from armillary.read.remote import RemoteReader, RemoteReaderError
from armillary.schema import Article, Sentence

TEXT = "Russia warned Kazakhstan over the pipeline."


@contextmanager
def model(answer: str) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """A server on loopback that gives one answer to all; its address, and what it was asked."""
    asked: list[dict[str, Any]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            body = json.dumps({"choices": [{"message": {"content": answer}}]}).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - name given by the library
            return None

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/v1", asked
        finally:
            server.shutdown()
            thread.join()


def article() -> tuple[Article, list[Sentence]]:
    """One sentence."""
    sentence = Sentence(article_id="a", n=0, start_char=0, end_char=len(TEXT), text=TEXT, kind="body")
    return Article(article_id="a", source="a.txt", language="en", text=TEXT, sha256="s", n_sentences=1), [sentence]


def proposal(**changed: object) -> str:
    """An event as a model gives it, in words and fences around the JSON."""
    event = {
        "n": 0,
        "words": "Russia warned Kazakhstan",
        "source": "Russia",
        "type": "THREATEN",
        "target": "Kazakhstan",
        "cue": "warned",
        "status": "happened",
    }
    return f"Here it is:\n```json\n{json.dumps({'statements': [], 'events': [event | changed]})}\n```"


def test_what_the_text_confirms_is_kept() -> None:
    """The event comes with exact spans and the ids of the mentions."""
    with model(proposal()) as (address, asked):
        reading = RemoteReader(address, "m")(*article())
    (event,) = reading.events
    assert (event.source_id, event.event_type, event.target_id) == ("RUS", "THREATEN", "KAZ")
    assert TEXT[event.start_char : event.end_char] == event.text
    assert TEXT in asked[0]["messages"][1]["content"]


@pytest.mark.parametrize(
    "changed",
    [
        {"words": "Russia threatened Kazakhstan"},
        {"cue": "threatened"},
        {"source": "China"},
        {"type": "BEWARE"},
        {"status": "certain"},
        {"n": 7},
        {"n": "0"},
        {"words": None},
    ],
)
def test_what_is_not_in_the_text_is_refused(changed: dict[str, object]) -> None:
    """A word, an actor, a type or a sentence that is not there: no row."""
    with model(proposal(**changed)) as (address, _):
        assert RemoteReader(address, "m")(*article()).events == ()


@pytest.mark.parametrize("answer", ["no JSON at all", "[1, 2]", "{broken"])
def test_an_answer_that_is_no_json_is_a_clear_error(answer: str) -> None:
    """It names the address and what to do."""
    with model(answer) as (address, _), pytest.raises(RemoteReaderError, match="build without"):
        RemoteReader(address, "m")(*article())


def test_an_address_where_nobody_answers_is_a_clear_error() -> None:
    """Likewise."""
    with pytest.raises(RemoteReaderError, match="check address"):
        RemoteReader("http://127.0.0.1:9/v1", "m", timeout=2)(*article())
