"""The same article in two languages, read: do both versions give the same events and the same actors?

Pairs are full translations among the demo articles, and with --data among the pool of `trace`. Scored are the sets of
(source, event_type, target) and of actors (without pronouns), over pairs with an event in either version.
"""

from __future__ import annotations

import argparse
import json
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

from armillary.gather import documents, prepare
from armillary.read.document import Doc
from armillary.read.linking import Sighting, link
from armillary.read.read import interpret
from armillary.schema import Article, Failure, Sentence
from pool import lines, text_of
from split import is_reported

READ = frozenset(["en", "ru", "zh", "pl", "uk", "de", "fr", "es", "tr"])
Given = tuple[Article, tuple[Sentence, ...]]
Triple = tuple[str | None, str, str | None]


def demo() -> Iterator[tuple[str, Given, Given]]:
    """Articles of the demo with the full translations made from them."""
    folder = files("armillary.demo_articles")
    truth = tomllib.loads((folder / "truth.toml").read_text("utf-8"))
    prepared = {}
    for document in documents([str(folder / "articles")]):
        if not isinstance(document, Failure):
            one = prepare(document)
            if not isinstance(one, Failure):
                prepared[Path(one.article.source).name] = (one.article, one.sentences)
    for pair in truth["link"]:
        a, b = pair["a"], pair["b"]
        if pair["relation"] == "translation" and a in prepared and b in prepared:
            yield f"demo {a} {b}", prepared[a], prepared[b]


def pool(data: Path) -> Iterator[tuple[str, Given, Given]]:
    """Full translations, by people and by machines, in the reported third of the pool of `trace`."""
    documents = {one["id"]: one for one in lines(data / "trace/docs.dev.jsonl")}
    for pair in lines(data / "trace/gold/pairs.dev.jsonl"):
        a, b = (documents[pair[side]] for side in "ab")
        told = pair["type"] in ("human_full", "mt_full") and is_reported(pair["a"])
        if told and {a["lang"], b["lang"]} <= READ and a["lang"] != b["lang"]:
            yield f"pool {a['lang']} {b['lang']} {pair['a']}", _given(a), _given(b)


def _given(one: dict[str, str]) -> Given:
    sentences = one["text"].split("\n")
    text = text_of(one["id"], one["lang"], sentences, ["body"] * len(sentences))
    return text.article, text.sentences


def compared(a: Given, b: Given) -> tuple[tuple[set[Triple], set[Triple]], tuple[set[str], set[str]]]:
    """Events and actors of both versions, with one id for actors new to the lexicon."""
    docs = [interpret(replace(article, report_id="one"), sentences) for article, sentences in (a, b)]
    ids = link([_sighting(doc, one.local_id) for doc in docs for one in doc.newcomers.values()])
    events, actors = [], []
    for doc in docs:
        name = {local: now for (article_id, local), now in ids.items() if article_id == doc.article.article_id}
        events.append({_triple(e.source_id, e.event_type, e.target_id, name, e.mutual) for e in doc.events})
        actors.append({name.get(m.actor_id, m.actor_id) for m in doc.mentions if m.how != "pronoun"})
    return (events[0], events[1]), (actors[0], actors[1])


def _triple(source: str | None, event_type: str, target: str | None, name: dict[str, str], mutual: bool) -> Triple:
    a, b = (one and name.get(one, one) for one in (source, target))
    return (min(a, b), event_type, max(a, b)) if mutual and a and b else (a, event_type, b)


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


def f1(pairs: list[tuple[set[str], set[str]]] | list[tuple[set[Triple], set[Triple]]]) -> float | None:
    """F1 between the sets of all pairs together."""
    shared = sum(len(a & b) for a, b in pairs)
    size = sum(len(a) + len(b) for a, b in pairs)
    return round(2 * shared / size, 3) if size else None


def main() -> None:
    """Print both F1, for the demo, the pool, and each pair of languages."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    found: dict[str, list[tuple[tuple[set[Triple], set[Triple]], tuple[set[str], set[str]]]]] = {}
    for name, a, b in [*demo(), *(pool(given.data) if given.data else ())]:
        events, actors = compared(a, b)
        if not (events[0] or events[1]):
            continue
        kind = name.split()[0]
        languages = " ".join(sorted((a[0].language.split("-")[0], b[0].language.split("-")[0])))
        for group in (kind, f"{kind} {languages}"):
            found.setdefault(group, []).append((events, actors))
        if given.errors:
            print(
                name, "\n  events", sorted(map(str, events[0] ^ events[1])), "\n  actors", sorted(actors[0] ^ actors[1])
            )
    result = {
        group: {"pairs": len(rows), "events F1": f1([e for e, _ in rows]), "actors F1": f1([a for _, a in rows])}
        for group, rows in sorted(found.items())
    }
    for group, values in result.items():
        print(group, json.dumps(values))
    if given.json:
        given.json.write_text(json.dumps(result, indent=1))


if __name__ == "__main__":
    main()
