"""Score names on the labelled news of `slavicner`: spans, who is one across languages, states and institutions.

`python bench/read_names.py --part tune --languages ru,pl,uk --errors` prints per language precision, recall and F1 of
name spans (exact, quotation marks left out, of nested ones the outermost), per topic the B-cubed F1 of same-entity
linking over all its languages (a name not found stands alone), and the share of states and institutions of the lexicon
whose most frequent id is the right one. Documents are split by id (`split`).
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from armillary.gather.document import Document
from armillary.gather.prepare import Prepared, prepare
from armillary.lexicon.actors import known
from armillary.lexicon.romanise import slug
from armillary.read.document import Doc, Newcomer
from armillary.read.grammar import lines
from armillary.read.linking import Sighting, link
from armillary.read.mentions import find_mentions
from armillary.schema import Mention, Sentence
from split import is_reported

DATA = Path(__file__).parents[2] / "shared/data/slavicner"
TOPICS = ("asia_bibi", "brexit", "covid-19", "ryanair")
QUOTES = "«»\"“”„'‘’"
NAMED = frozenset({"name", "abbreviation", "metonym"})
RIGHT = {
    "great-britain": "GBR",
    "holland": "NLD",
    "usa": "USA",
    "republic-of-south-africa": "ZAF",
    "european-union": "igo:eu",
    "world-health-organization": "igo:who",
    "united-nations": "igo:un",
    "european-commission": "igo:european-commission",
    "european-parliament": "igo:european-parliament",
    "european-council": "igo:european-council",
    "nato": "igo:nato",
    "ema-european-medicines-agency": "igo:ema",
    "european-court-of-justice": "igo:cjeu",
    "wto-world-trade-organization": "igo:wto",
    "council-of-the-european-union": "igo:council-of-the-eu",
    "taliban": "org:taliban",
}
"""Labelled ids whose name is not the lexicon's."""

Span = tuple[int, int]


@dataclass
class Labelled:
    """A document with its gold names: span → id."""

    topic: str
    language: str
    name: str
    doc: Doc
    gold: dict[Span, str]
    mentions: list[Mention] = field(default_factory=list)


def documents(languages: Sequence[str], part: str) -> Iterator[Labelled]:
    """The documents of a part, with mentions found."""
    for topic in TOPICS:
        for language in languages:
            for path in sorted((DATA / "raw" / topic / language).glob("*.txt")):
                if is_reported(path.stem) != (part == "report"):
                    continue
                table = DATA / "ner" / topic / language / f"{path.stem}.tsv"
                text = path.read_text("utf-8")
                yield Labelled(topic, language, path.stem, opened(text, language, path.stem), labels(table, text))


def opened(text: str, language: str, name: str) -> Doc:
    """A document with its grammar, all of its lines read."""
    document = Document(source=name, media="text", content=text, encoding=None, fingerprint="", language=language)
    made = prepare(document)
    assert isinstance(made, Prepared)
    sentences = [body(sentence) for sentence in made.sentences]
    return Doc(made.article, lines(made.article, sentences))


def body(sentence: Sentence) -> Sentence:
    """A sentence that is read whatever it was taken for: the labels cover whole documents."""
    return replace(sentence, kind="body") if sentence.kind in ("byline", "boilerplate") else sentence


def labels(table: Path, text: str) -> dict[Span, str]:
    """Gold names, without the quotation marks some have."""
    found = {}
    for row in table.read_text("utf-8").splitlines():
        start, end, _, _, _, actor = row.split("\t")[:6]
        span = trimmed(int(start), int(end), text)
        found[span] = actor
    return found


def trimmed(start: int, end: int, text: str) -> Span:
    """A span without quotation marks at its ends."""
    while start < end and text[start] in QUOTES:
        start += 1
    while end > start and text[end - 1] in QUOTES:
        end -= 1
    return start, end


def outermost(mentions: Iterable[Mention]) -> dict[Span, Mention]:
    """Mentions by name that lie in no other such."""
    kept: dict[Span, Mention] = {}
    for one in sorted(mentions, key=lambda one: (one.start_char, -one.end_char)):
        if one.how in NAMED and not any(a <= one.start_char and one.end_char <= b for a, b in kept):
            kept[one.start_char, one.end_char] = one
    return kept


def sighting(one: Newcomer, article_id: str) -> Sighting:
    """What the linking over a world is told of a newcomer."""
    return Sighting(
        article_id=article_id,
        local_id=one.local_id,
        kind=one.kind,
        name=one.name,
        language=one.language,
        office=one.office,
        country=one.country,
        gender=one.gender,
        forms=tuple(sorted(one.forms)),
        report_id=article_id,
    )


def b_cubed(gold: Mapping[object, str], found: Mapping[object, str]) -> tuple[float, float, float]:
    """Precision, recall and F1 of a clustering of the gold names; one without a found id stands alone."""
    alone = {key: found.get(key, f"?{key}") for key in gold}
    by_gold, by_found = defaultdict(set), defaultdict(set)
    for key in gold:
        by_gold[gold[key]].add(key)
        by_found[alone[key]].add(key)
    precision = sum(len(by_gold[gold[k]] & by_found[alone[k]]) / len(by_found[alone[k]]) for k in gold) / len(gold)
    recall = sum(len(by_gold[gold[k]] & by_found[alone[k]]) / len(by_gold[gold[k]]) for k in gold) / len(gold)
    return precision, recall, f1(precision, recall)


def f1(precision: float, recall: float) -> float:
    """Harmonic mean."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def right_id(actor: str) -> str | None:
    """The lexicon's id of a labelled state or institution."""
    kind, _, name = actor.partition("-")
    low = slug(name)
    if low in RIGHT:
        return RIGHT[low]
    return _by_name().get(low) if kind in ("GPE", "ORG") else None


def _by_name() -> dict[str, str]:
    return {slug(one.name): one.actor_id for one in known().values() if one.kind in ("state", "igo")}


def main() -> None:
    """Print the scores of a part."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--part", choices=("tune", "report"), default="tune")
    parser.add_argument("--languages", default="ru,pl,uk")
    parser.add_argument("--every", type=int, default=1, help="only every n-th document")
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--json", type=Path)
    args = parser.parse_args()
    read = list(documents(args.languages.split(","), args.part))[:: args.every]
    began = time.perf_counter()
    for one in read:
        one.mentions = find_mentions(one.doc)
    seconds = time.perf_counter() - began
    told = {"spans": spans(read, args.errors), **linking(read, args.errors)}
    if args.json:
        args.json.write_text(json.dumps(told))
    print(f"{len(read)} documents, {1000 * seconds / max(1, len(read)):.0f} ms each for mentions")


def spans(read: Sequence[Labelled], errors: bool) -> dict[str, float]:
    """F1 of exact name spans, by language."""
    told: dict[str, float] = {}
    missed, wrong = Counter[str](), Counter[str]()
    for language in sorted({one.language for one in read}):
        tally = Counter[str]()
        for one in (one for one in read if one.language == language):
            text = one.doc.text
            found = {trimmed(a, b, text): m for (a, b), m in outermost(one.mentions).items()}
            tally["right"] += len(found.keys() & one.gold.keys())
            tally["found"] += len(found)
            tally["gold"] += len(one.gold)
            missed.update(f"{language} {text[a:b]}" for a, b in one.gold.keys() - found.keys())
            wrong.update(f"{language} {text[a:b]} {found[a, b].actor_id}" for a, b in found.keys() - one.gold.keys())
        p, r = tally["right"] / max(1, tally["found"]), tally["right"] / max(1, tally["gold"])
        told[language] = round(f1(p, r), 4)
        print(f"{language} spans: precision {p:.3f} recall {r:.3f} F1 {f1(p, r):.3f} ({tally['gold']} names)")
    if errors:
        print("MISSED", *(f"{n}×{what}" for what, n in missed.most_common(150)), sep="\n  ")
        print("WRONG", *(f"{n}×{what}" for what, n in wrong.most_common(150)), sep="\n  ")
    return told


def linking(read: Sequence[Labelled], errors: bool) -> dict[str, float]:
    """Same-entity linking over a topic, and ids of states and institutions."""
    ids = link([sighting(new, one.doc.article.article_id) for one in read for new in one.doc.newcomers.values()])
    total = []
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for topic in TOPICS:
        gold: dict[object, str] = {}
        found: dict[object, str] = {}
        for one in (one for one in read if one.topic == topic):
            mentions = {trimmed(*span, one.doc.text): m for span, m in outermost(one.mentions).items()}
            for span, actor in one.gold.items():
                key = (one.name, span)
                gold[key] = actor
                best = mentions.get(span) or _overlapping(span, mentions)
                if best:
                    article = one.doc.article.article_id
                    found[key] = ids.get((article, best.actor_id), best.actor_id)
                    votes[actor][found[key]] += 1
        if gold:
            p, r, f = b_cubed(gold, found)
            total.append(f)
            print(f"{topic}: B3 precision {p:.3f} recall {r:.3f} F1 {f:.3f} ({len(gold)} names)")
    known_ones = {actor: right for actor in votes if (right := right_id(actor))}
    good = [actor for actor, right in known_ones.items() if votes[actor].most_common(1)[0][0] == right]
    print(f"B3 mean {sum(total) / max(1, len(total)):.3f}; right id {len(good)}/{len(known_ones)}")
    for actor in sorted(set(known_ones) - set(good)):
        print("  not right:", actor, known_ones[actor], votes[actor].most_common(3))
    if errors:
        for actor, count in sorted(votes.items(), key=lambda item: -sum(item[1].values()))[:120]:
            print("  ", actor, dict(count.most_common(6)))
    return {"B3": round(sum(total) / max(1, len(total)), 4), "right id": round(len(good) / max(1, len(known_ones)), 4)}


def _overlapping(span: Span, mentions: Mapping[Span, Mention]) -> Mention | None:
    near = [m for (a, b), m in mentions.items() if a < span[1] and span[0] < b]
    return max(near, key=lambda m: min(span[1], m.end_char) - max(span[0], m.start_char), default=None)


if __name__ == "__main__":
    main()
