"""Events against two labelled sets: the type alone with actors given (PLV), and whole events (PLOVER gold records).

    python -m bench.read_events FOLDER [--part reported|tuning|all] [--errors]

FOLDER holds `PLV_train.tsv` (or another .tsv of the same columns) and `gsr_dev.json`.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import permutations
from pathlib import Path
from typing import Any

from armillary.lexicon import actors, plover
from armillary.read import grammar
from armillary.read.document import Doc
from armillary.read.events import find_events
from armillary.read.events.classify import classify_event
from armillary.read.mentions import find_mentions
from armillary.read.statements import find_statements
from armillary.schema import Article, Event, Sentence
from split import is_reported

_OURS = {"JAP": "JPN", "QUA": "QAT", "GIN": "GIN", "VTN": "VNM", "ITL": "ITA", "QAT": "QAT"}
"""Codes of the gold records that are slips or older codes."""
_HEIRS = {
    "hist:ussr": "RUS",
    "hist:frg": "DEU",
    "hist:gdr": "DEU",
    "hist:yugoslavia": "SRB",
    "hist:czechoslovakia": "CZE",
}
"""States that are no more: the gold writes the code of the state that follows."""
_GROUPS = dict.fromkeys(("IGO", "NGO", "IMG", "MNC", "ISM"), ("igo", "bloc", "org", "group", "mil", "initiative"))
"""Codes of kinds: the gold does not keep them apart (a human rights group is IGO there)."""


@dataclass(frozen=True, slots=True)
class Result:
    """A score in parts."""

    name: str
    score: float
    n: int
    parts: dict[str, float]
    errors: list[str]


def root(event_type: str | None) -> str:
    """The 15 roots of the set: CONCEDE and RETREAT are one."""
    return "YIELD" if event_type in ("CONCEDE", "RETREAT") else event_type or "NONE"


def chosen(document: str, part: str) -> bool:
    """Whether a document belongs to the part that is scored."""
    return part == "all" or is_reported(document) == (part == "reported")


def macro_f1(gold: Sequence[str], found: Sequence[str]) -> tuple[float, dict[str, float]]:
    """Mean F1 over the types of the gold, and each."""
    each: dict[str, float] = {}
    for kind in sorted(set(gold)):
        right = sum(a == b == kind for a, b in zip(gold, found, strict=True))
        each[kind] = 2 * right / (gold.count(kind) + found.count(kind))
    return sum(each.values()) / len(each), each


def plv(folder: Path, part: str) -> Result:
    """Types where source and target are given."""
    table = sorted(folder.glob("*.tsv"))[0]
    rows = list(csv.DictReader(table.read_text("utf-8").splitlines(), delimiter="\t"))
    rows = [row for row in rows if chosen(f"plv-{row['sentence_id']}", part)]
    calls = [classify_event(row["sentence"], row["source"], row["target"], "en") for row in rows]
    gold, found = [row["gold_root"] for row in rows], [root(call.event_type) for call in calls]
    score, each = macro_f1(gold, found)
    errors = [
        f"{a} as {b} ({call.cue}): {row['marked_sentence'][:200]}"
        for a, b, call, row in zip(gold, found, calls, rows, strict=True)
        if a != b
    ]
    return Result("PLV root macro-F1", score, len(rows), each, errors)


def read_text(text: str, language: str = "en") -> Doc:
    """One sentence as an article."""
    sentence = Sentence(article_id="a", n=0, start_char=0, end_char=len(text), text=text)
    article = Article(article_id="a", source="a", language=language, text=text, sha256="", n_sentences=1)
    doc = Doc(article, grammar.lines(article, [sentence]))
    doc.mentions = find_mentions(doc)
    doc.statements = find_statements(doc)
    doc.events = find_events(doc)
    return doc


def fits(actor: str | None, code: str, doc: Doc) -> bool:
    """Whether one of our actors is the one that a code of the gold means."""
    if actor is None:
        return False
    code = _OURS.get(code, code)
    kind = actor.split(":")[0] if ":" in actor else "state"
    if code in _GROUPS:
        return kind in _GROUPS[code] or code in _countries(actor, doc)
    slug = actor.split(":")[-1]
    return code in (actor, *_countries(actor, doc)) or code.lower() in (slug, slug[:3], slug[-3:])


def _countries(actor: str, doc: Doc) -> set[str | None]:
    """States that an actor belongs to or ever spoke for: the records have no dates."""
    known, newcomer = actors.known().get(actor), doc.newcomers.get(actor)
    found = {newcomer.country, newcomer.acts_for} if newcomer else set()
    if newcomer and newcomer.acts_for and newcomer.acts_for.startswith("igo:"):
        found.add("IGO")
    if known:
        found |= {known.country, known.acts_for, _HEIRS.get(actor), *(term.of for term in known.terms)}
        found |= {other.country for term in known.terms if (other := actors.known().get(term.of))}
        found |= {"IGO" for term in known.terms if term.of.startswith(("igo:", "bloc:"))}
    return found


def codes(slot: Any) -> list[str]:
    """Country codes of a slot of the gold; empty where it is missing or only words."""
    return [one["code"] for one in slot if one.get("code")] if isinstance(slot, list) else []


def matches(event: Event, record: dict[str, Any], doc: Doc) -> bool:
    """Source, type and target all right; a compound source without target is a mutual act."""
    if event.event_type not in plover.current_names(record["event"]):
        return False
    sources, targets = codes(record.get("source")), codes(record.get("target"))
    if not targets and len(sources) > 1:
        pair = (event.source_id, event.target_id)
        both = any(fits(pair[0], a, doc) and fits(pair[1], b, doc) for a, b in permutations(sources, 2))
        return both or (event.target_id is None and any(fits(pair[0], a, doc) for a in sources))
    source = any(fits(event.source_id, code, doc) for code in sources) if sources else event.source_id == "unknown"
    if event.mutual and targets and not source:
        source = any(fits(event.target_id, code, doc) for code in sources)
        return source and any(fits(event.source_id, code, doc) for code in targets)
    target = any(fits(event.target_id, code, doc) for code in targets) if targets else event.target_id is None
    return source and target


def gsr(folder: Path, part: str) -> Result:
    """Whole events."""
    records = [r for r in json.loads((folder / "gsr_dev.json").read_text("utf-8")) if chosen(r["id"], part)]
    right: Counter[str] = Counter()
    errors: list[str] = []
    for record in records:
        doc = read_text(record["text"].strip("{} "))
        if any(matches(event, record, doc) for event in doc.events):
            right[record["event"]] += 1
            continue
        found = "; ".join(f"{e.source_id} {e.event_type} {e.target_id} [{e.cue}]" for e in doc.events)
        wanted = f"{codes(record.get('source'))} {record['event']} {codes(record.get('target'))}"
        errors.append(f"{wanted} ({record['eventText']}), found {found or 'nothing'}: {record['text'][:220]}")
    each = {kind: right[kind] / n for kind, n in sorted(Counter(r["event"] for r in records).items())}
    return Result("GSR source, type and target", sum(right.values()) / len(records), len(records), each, errors)


def show(results: Iterable[Result], with_errors: bool) -> None:
    """Print scores, parts and, if wanted, every error."""
    for result in results:
        print(f"{result.name}: {result.score:.3f} (n={result.n})")
        print("  " + "  ".join(f"{name} {value:.2f}" for name, value in result.parts.items()))
        if with_errors:
            print("\n".join("  - " + error.replace("\n", " ") for error in result.errors))


def main() -> None:
    """Score both sets."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--part", choices=("reported", "tuning", "all"), default="reported")
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--only", choices=("plv", "gsr"))
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    scorers = {"plv": plv, "gsr": gsr}
    results = {name: scorers[name](given.folder, given.part) for name in scorers if given.only in (None, name)}
    show(results.values(), given.errors)
    if given.json:
        given.json.write_text(json.dumps({name: round(one.score, 4) for name, one in results.items()}))


if __name__ == "__main__":
    main()
