"""The pool of documents in `data/trace` as the trace room sees it, with its truth."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from armillary.encoders import Encoder
from armillary.gather.document import Document
from armillary.gather.prepare import Prepared, prepare
from armillary.schema import Article, Sentence, SentenceKind
from armillary.trace.text import Text
from armillary.trace.vectors import encoded, traced
from split import is_reported

Key = tuple[str, str]


@dataclass(frozen=True)
class Truth:
    """A pair of documents that share segments: `links` are (sentence of a, sentence of b), a < b."""

    counts: bool
    types: frozenset[str]
    kind: str
    links: frozenset[tuple[int, int]]


@dataclass(frozen=True)
class Pool:
    """Documents with the truth about their pairs; `reported` are those of the third that results are told of."""

    texts: tuple[Text, ...]
    pairs: Mapping[Key, Truth]
    sources: Mapping[str, frozenset[str]]
    reported: frozenset[str]

    def language(self, document: str) -> str:
        return self._languages[document]

    @property
    def _languages(self) -> dict[str, str]:
        return {text.article.article_id: text.article.language for text in self.texts}


def lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        yield from (json.loads(line) for line in file)


def text_of(document: str, language: str, sentences: Sequence[str], kinds: Sequence[SentenceKind]) -> Text:
    """One article, one sentence a line."""
    body = "\n".join(sentences)
    starts = np.cumsum([0, *(len(sentence) + 1 for sentence in sentences)]).tolist()
    rows = tuple(
        Sentence(article_id=document, n=n, start_char=at, end_char=at + len(sentence), text=sentence, kind=kind)
        for n, (at, sentence, kind) in enumerate(zip(starts, sentences, kinds, strict=False))
    )
    sha256 = hashlib.sha256(body.encode()).hexdigest()
    article = Article(
        article_id=document, source=document, language=language, text=body, sha256=sha256, n_sentences=len(rows)
    )
    return Text(article, rows)


def gathered(document: str, body: str) -> Text:
    """The article as the gather room reads it, language and residue included."""
    found = prepare(Document(document, "text", body, None, hashlib.sha256(body.encode()).hexdigest()))
    if not isinstance(found, Prepared):
        raise ValueError(f"{document}: {found.error}")
    article = replace(found.article, article_id=document)
    return Text(article, tuple(replace(sentence, article_id=document) for sentence in found.sentences))


def load(data: Path, *, gather: bool = False) -> Pool:
    """The pool of `data/trace`.

    gather: sentences and boilerplate as the gather room finds them, with the truth carried over; else each line is a
    sentence, and the lines marked as boilerplate in the truth are.
    """
    folder = data / "trace"
    documents = {row["id"]: row for row in lines(folder / "docs.dev.jsonl")}
    marked = {row["id"]: row for row in lines(folder / "gold" / "lines.dev.jsonl")}
    if gather:
        texts = tuple(gathered(name, row["text"]) for name, row in documents.items())
    else:
        texts = tuple(_marked(name, row, marked[name]) for name, row in documents.items())
    places = {text.article.article_id: _places(text, documents[text.article.article_id]["text"]) for text in texts}
    pairs = dict(_truth(row, places) for row in lines(folder / "gold" / "pairs.dev.jsonl"))
    sources = {name: _sources(row) for name, row in marked.items()}
    return Pool(texts, pairs, sources, _reported(sources))


def _marked(name: str, row: dict[str, Any], truth: dict[str, Any]) -> Text:
    kinds: list[SentenceKind] = ["boilerplate" if line["kind"] == "boiler" else "body" for line in truth["lines"]]
    return text_of(name, row["lang"], row["text"].split("\n"), kinds)


def _places(text: Text, body: str) -> dict[int, list[int]]:
    """Line of the document to the numbers of the sentences that take part and begin in it."""
    starts = np.cumsum([0, *(len(line) + 1 for line in body.split("\n"))])
    found: dict[int, list[int]] = {}
    for sentence in traced(text):
        line = int(np.searchsorted(starts, sentence.start_char, side="right")) - 1
        found.setdefault(line, []).append(sentence.n)
    return found


def _truth(row: dict[str, Any], places: Mapping[str, Mapping[int, Sequence[int]]]) -> tuple[Key, Truth]:
    a, b = sorted((row["a"], row["b"]))
    pairs = row["links"] if a == row["a"] else [(j, i) for i, j in row["links"]]
    links = {(m, n) for i, j in pairs for m in places[a].get(i, ()) for n in places[b].get(j, ())}
    return (a, b), Truth(row["label"] == "copy", frozenset(row["types"]), row["type"], frozenset(links))


def _sources(row: dict[str, Any]) -> frozenset[str]:
    return frozenset(segment[0] for line in row["lines"] for segment in line["segs"])


def _reported(sources: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """Documents whose sources, with all that are mixed with them somewhere, fall into the reported third."""
    graph: nx.Graph[str] = nx.Graph()
    for found in sources.values():
        listed = sorted(found)
        graph.add_nodes_from(listed)
        graph.add_edges_from((listed[0], other) for other in listed[1:])
    told = {source for group in nx.connected_components(graph) if is_reported(min(group)) for source in group}
    return frozenset(name for name, found in sources.items() if found & told)


@dataclass
class Remembered:
    """Vectors made once; `made` holds the sentences read, by encoder. With a folder they stay for the next run."""

    folder: Path | None = None
    made: dict[str, set[Key | tuple[str, int]]] = field(default_factory=dict)
    _known: dict[str, dict[str, NDArray[np.int8]]] = field(default_factory=dict)

    def of(self, text: Text, encoder: Encoder) -> NDArray[np.int8]:
        known = self._known.setdefault(encoder.name, self._stored(encoder))
        spoken = text.article.language
        sentences = [sentence.text for sentence in traced(text)]
        self.made.setdefault(encoder.name, set()).update((text.article.article_id, s.n) for s in traced(text))
        if any(f"{spoken}:{one}" not in known for one in sentences):
            known.update({f"{spoken}:{one}": row for one, row in zip(sentences, encoded(text, encoder), strict=True)})
        rows = [known[f"{spoken}:{one}"] for one in sentences]
        return np.array(rows, np.int8).reshape(len(rows), encoder.dim)

    def keep(self) -> None:
        """Write what is known into the folder."""
        for name, known in self._known.items():
            if self.folder is not None and known:
                self.folder.mkdir(parents=True, exist_ok=True)
                words = np.frombuffer("\0".join(known).encode(), np.uint8)
                np.savez(self.folder / f"{name}.npz", sentences=words, rows=np.stack(list(known.values())))

    def _stored(self, encoder: Encoder) -> dict[str, NDArray[np.int8]]:
        path = self.folder / f"{encoder.name}.npz" if self.folder is not None else None
        if path is None or not path.is_file():
            return {}
        with np.load(path) as data:
            sentences = bytes(data["sentences"]).decode().split("\0")
            return dict(zip(sentences, data["rows"], strict=True))
