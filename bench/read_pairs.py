"""The same article in two languages, read: do both versions give the same events and the same actors?

Pairs are full translations among the demo articles, with --data among the pool of `trace` (--part says which part of
it), and with --more in a folder of files `NAME-LANGUAGE.txt`, two a name. Each article is read as `build` reads it, a
pair alone in its world. Scored are the sets of (source, event_type, target) and of actors (without pronouns), over
pairs with an event in either version; once of all sentences, once of those that trace found in both, since some
translations leave sentences out.
"""

from __future__ import annotations

import argparse
import json
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from importlib.resources import files
from itertools import groupby
from pathlib import Path

from armillary.gather import documents, prepare
from armillary.read.counterparts import Named, counterparts
from armillary.read.document import Doc
from armillary.read.linking import Sighting, link
from armillary.read.read import interpret
from armillary.schema import Alignment, Failure
from armillary.trace import trace
from armillary.trace.text import Text
from pool import Remembered, gathered, lines
from split import is_reported

READ = frozenset(["en", "ru", "zh", "pl", "uk", "de", "fr", "es", "tr"])
Triple = tuple[str | None, str, str | None]
Sets = tuple[set[Triple], set[Triple]] | tuple[set[str], set[str]]


@dataclass
class Compared:
    """Two versions of one article: what is in each, and in the sentences that both have."""

    name: str
    languages: str
    events: tuple[set[Triple], set[Triple]]
    actors: tuple[set[str], set[str]]
    shared_events: tuple[set[Triple], set[Triple]]
    shared_actors: tuple[set[str], set[str]]
    aligned: int


def demo() -> Iterator[tuple[str, Text, Text]]:
    """Articles of the demo with the full translations made from them."""
    folder = files("armillary.demo_articles")
    truth = tomllib.loads((folder / "truth.toml").read_text("utf-8"))
    prepared = _prepared(Path(str(folder / "articles")))
    for pair in truth["link"]:
        a, b = pair["a"], pair["b"]
        if pair["relation"] == "translation" and a in prepared and b in prepared:
            yield f"demo {a} {b}", prepared[a], prepared[b]


def more(folder: Path) -> Iterator[tuple[str, Text, Text]]:
    """Files of one name in two languages."""
    prepared = sorted(_prepared(folder).items())
    for name, versions in groupby(prepared, key=lambda one: one[0].partition("-")[0]):
        found = [text for _, text in versions]
        if len(found) == 2:
            yield f"more {name}", found[0], found[1]


def _prepared(folder: Path) -> dict[str, Text]:
    found = {}
    for document in documents([str(folder)]):
        one = document if isinstance(document, Failure) else prepare(document)
        if not isinstance(one, Failure):
            found[Path(one.article.source).name] = Text(one.article, tuple(one.sentences))
    return found


def pool(data: Path, part: str) -> Iterator[tuple[str, Text, Text]]:
    """Full translations, by people and by machines, in the pool of `trace`, as the gather room reads them."""
    documents = {one["id"]: one for one in lines(data / "trace/docs.dev.jsonl")}
    for pair in lines(data / "trace/gold/pairs.dev.jsonl"):
        a, b = (documents[pair[side]] for side in "ab")
        told = part == "all" or is_reported(pair["a"]) == (part == "report")
        full = pair["type"] in ("human_full", "mt_full") and {a["lang"], b["lang"]} <= READ
        if told and full and a["lang"] != b["lang"]:
            name = f"pool {a['lang']} {b['lang']} {pair['a']} {pair['b']}"
            yield name, gathered(a["id"], a["text"]), gathered(b["id"], b["text"])


def compared(name: str, a: Text, b: Text, vectors: Remembered) -> Compared:
    """Both versions read, with one id for actors new to the lexicon."""
    docs = [interpret(replace(one.article, report_id="one"), one.sentences) for one in (a, b)]
    aligned = trace([a, b], vectors).alignments
    ids = _ids(docs, aligned)
    shared = _shared(docs, aligned)
    languages = " ".join(sorted(one.article.language.split("-")[0] for one in (a, b)))
    everywhere = [{line.n for line in doc.lines} for doc in docs]
    return Compared(
        name,
        languages,
        (_events(docs[0], ids, everywhere[0]), _events(docs[1], ids, everywhere[1])),
        (_actors(docs[0], ids, everywhere[0]), _actors(docs[1], ids, everywhere[1])),
        (_events(docs[0], ids, shared[0]), _events(docs[1], ids, shared[1])),
        (_actors(docs[0], ids, shared[0]), _actors(docs[1], ids, shared[1])),
        len(aligned),
    )


def _ids(docs: Sequence[Doc], aligned: Sequence[Alignment]) -> dict[tuple[str, str], str]:
    sightings = [_sighting(doc, one.local_id) for doc in docs for one in doc.newcomers.values()]
    alone = link(sightings)
    named = [
        Named(
            row.article_id,
            doc.language,
            row.n,
            row.start_char,
            alone.get((row.article_id, row.actor_id), row.actor_id),
            row.surface,
        )
        for doc in docs
        for row in doc.mentions
        if row.how != "pronoun"
    ]
    return link(sightings, counterparts(sightings, alone, named, aligned))


def _shared(docs: Sequence[Doc], aligned: Sequence[Alignment]) -> list[set[int]]:
    """The sentences of each that the other has too."""
    found: dict[str, set[int]] = {doc.article.article_id: set() for doc in docs}
    for one in aligned:
        found[one.article_a].add(one.n_a)
        found[one.article_b].add(one.n_b)
    return [found[doc.article.article_id] for doc in docs]


def _events(doc: Doc, ids: dict[tuple[str, str], str], where: set[int]) -> set[Triple]:
    found = set()
    for event in doc.events:
        a, b = (one and ids.get((doc.article.article_id, one), one) for one in (event.source_id, event.target_id))
        if event.mutual and a and b:
            a, b = sorted((a, b))
        if event.n in where:
            found.add((a, event.event_type, b))
    return found


def _actors(doc: Doc, ids: dict[tuple[str, str], str], where: set[int]) -> set[str]:
    named = (one for one in doc.mentions if one.how != "pronoun" and one.n in where)
    return {ids.get((doc.article.article_id, one.actor_id), one.actor_id) for one in named}


def _sighting(doc: Doc, local_id: str) -> Sighting:
    one = doc.newcomers[local_id]
    return Sighting(
        article_id=doc.article.article_id,
        local_id=local_id,
        kind=one.kind,
        name=one.name,
        language=one.language,
        office=one.office,
        country=one.country,
        gender=one.gender,
        forms=tuple(sorted(one.forms)),
        report_id="one",
    )


def f1(pairs: Sequence[Sets]) -> float | None:
    """F1 between the sets of all pairs together."""
    shared = sum(len(set(a) & set(b)) for a, b in pairs)
    size = sum(len(a) + len(b) for a, b in pairs)
    return round(2 * shared / size, 3) if size else None


def scores(rows: Sequence[Compared]) -> dict[str, object]:
    """F1 of some pairs."""
    return {
        "pairs": len(rows),
        "events F1": f1([one.events for one in rows]),
        "actors F1": f1([one.actors for one in rows]),
        "events F1 of shared sentences": f1([one.shared_events for one in rows]),
        "actors F1 of shared sentences": f1([one.shared_actors for one in rows]),
    }


def _tell(one: Compared) -> None:
    print(f"{one.name}, {one.aligned} sentences aligned")
    for what, (a, b) in (("events", one.events), ("actors", one.actors)):
        print(f"  {what}: first alone {sorted(map(str, a - b))}\n  {' ' * len(what)}  second alone ", end="")
        print(sorted(map(str, b - a)))


def main() -> None:
    """Print both F1, for the demo, the pool, and each pair of languages."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--part", choices=("report", "tune", "all"), default="report")
    parser.add_argument("--more", type=Path, help="folder of NAME-LANGUAGE.txt")
    parser.add_argument("--vectors", type=Path, help="folder where sentence vectors are kept for the next run")
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    vectors = Remembered(given.vectors)
    found: dict[str, list[Compared]] = {}
    pairs = [
        *demo(), *(pool(given.data, given.part) if given.data else ()), *(more(given.more) if given.more else ())
    ]  # fmt: skip
    for name, a, b in pairs:
        one = compared(name, a, b, vectors)
        if not any(one.events):
            continue
        kind = name.split()[0]
        for group in (kind, f"{kind} {one.languages}"):
            found.setdefault(group, []).append(one)
        if given.errors:
            _tell(one)
    vectors.keep()
    result = {group: scores(rows) for group, rows in sorted(found.items())}
    for group, values in result.items():
        print(group, json.dumps(values))
    if given.json:
        given.json.write_text(json.dumps(result, indent=1))


if __name__ == "__main__":
    main()
