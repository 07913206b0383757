"""Grammar against treebanks: words, tags, trees, who does what to whom, and speed.

    python bench/grammar.py [DATA] [--sentences N] [--json FILE]

UPOS, features, UAS and LAS (punctuation counts) on the words of the treebank, `words` on its text. `subjects` and
`objects`: F1 of the pairs (verb, noun) that `clauses` gives on our parse against those it gives on the annotated tree.
Of the Russian parallel treebank only the third is scored that was not trained on.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from armillary.read.clauses import clauses
from armillary.read.document import Line, Token
from armillary.read.grammar import analyse
from armillary.read.grammar.spans import spans
from armillary.schema import Sentence
from treebanks import Word, read_conllu

SETS = (
    ("en_ewt-test", "all"),
    ("en_gum-test", "all"),
    ("ru_pud-test", "report"),
    ("ru_taiga-test", "all"),
    ("pl_pdb-test", "all"),
    ("pl_lfg-test", "all"),
    ("zh_gsds-test", "all"),
    ("zh_pud-test", "all"),
)
_FEATS = ("Case", "Number", "VerbForm", "Tense")


def main() -> None:
    """Score every set and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, nargs="?", default=Path("../shared/data/ud"))
    parser.add_argument("--sentences", type=int, default=1000, help="at most so many of each set")
    parser.add_argument("--dev", action="store_true", help="the sets to tune on")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    told = {}
    for name, part in SETS:
        path = options.data / f"{name.replace('test', 'dev') if options.dev else name}.conllu"
        if path.exists():
            told[name] = score(read_conllu(path, part)[: options.sentences], name[:2])
            print(name.ljust(14), "  ".join(f"{key} {value}" for key, value in told[name].items()), flush=True)
    if options.json:
        options.json.write_text(json.dumps(told, indent=1), "utf-8")


def score(sentences: Sequence[Sequence[Word]], language: str) -> dict[str, Any]:
    """Percentages, and words a second (the second time: dictionaries warm)."""
    analyse([[word.form for word in sentences[0]]], language)
    texts = [[word.form for word in sentence] for sentence in sentences]
    first = _seconds(texts, language)
    second = _seconds(texts, language)
    counts: Counter[str] = Counter()
    pairs: Counter[str] = Counter()
    for sentence, found in zip(sentences, analyse(texts, language), strict=True):
        counts.update(_hits(sentence, found))
        ours = _pairs(_line(sentence, [(one.lemma, one.pos, one.feats, h, r) for one, h, r in found], language))
        real = _pairs(_line(sentence, list(map(_as_annotated, sentence, found)), language))
        for kind in ("subjects", "objects"):
            a, b = {p for p in ours if p[0] == kind}, {p for p in real if p[0] == kind}
            pairs.update({f"{kind} both": len(a & b), f"{kind} sum": len(a) + len(b)})
    total = counts["words"]
    shares = {name: round(100 * counts[name] / total, 1) for name in ("UPOS", "UAS", "LAS")}
    feats = {name: round(100 * counts[name] / counts[f"{name} known"], 1) for name in _FEATS if counts[f"{name} known"]}
    who = {kind: round(200 * pairs[f"{kind} both"] / pairs[f"{kind} sum"], 1) for kind in ("subjects", "objects")}
    speed = {"words/s": round(total / first), "warm": round(total / second)}
    return {"n": total, "words": _words(sentences, language), **shares, **feats, **who, **speed}


def _seconds(texts: Sequence[Sequence[str]], language: str) -> float:
    started = time.process_time()
    for i in range(0, len(texts), 25):
        analyse(texts[i : i + 25], language)
    return time.process_time() - started


def _as_annotated(word: Word, ours: Any) -> tuple[str, str, dict[str, str], int, str]:
    """Our lemma with all else as annotated; participles are verbs in all languages."""
    feats = {key: value for key, value in ours[0].feats.items() if key not in ("Case", "Voice", "VerbForm")}
    pos = "VERB" if word.feats.get("VerbForm") == "Part" and word.pos == "ADJ" else word.pos
    return ours[0].lemma, pos, feats | word.feats, word.head - 1, word.relation


def _hits(sentence: Sequence[Word], found: Sequence[Any]) -> Iterator[str]:
    for word, (one, head, relation) in zip(sentence, found, strict=True):
        yield "words"
        if one.pos == word.pos:
            yield "UPOS"
        if head + 1 == word.head:
            yield "UAS"
            if relation.split(":")[0] == word.relation.split(":")[0]:
                yield "LAS"
        for name in _FEATS:
            if name in word.feats:
                yield f"{name} known"
                if one.feats.get(name) == word.feats[name]:
                    yield name


def _line(sentence: Sequence[Word], rows: Sequence[Any], language: str) -> Line:
    tokens = tuple(
        Token(i, i + 1, word.form, lemma, pos, feats, head, relation)
        for i, (word, (lemma, pos, feats, head, relation)) in enumerate(zip(sentence, rows, strict=True))
    )
    whole = Sentence(article_id="", n=0, start_char=0, end_char=len(tokens), text="")
    return Line(whole, language, tokens)


def _pairs(line: Line) -> set[tuple[str, int, int]]:
    verbs = [one for one in clauses(line) if not one.nominal]
    return {
        *(("subjects", one.head, noun.head) for one in verbs for noun in one.subjects),
        *(("objects", one.head, noun.head) for one in verbs for noun in one.objects),
    }


def _words(sentences: Sequence[Sequence[Word]], language: str) -> float:
    """F1 of words cut from the text."""
    right = both = 0
    for sentence in sentences:
        text, real = "", set()
        for word in sentence:
            real.add((len(text), len(text) + len(word.form)))
            text += word.form + (" " if word.space and language != "zh" else "")
        ours = set(spans(text, language))
        right, both = right + len(ours & real), both + len(ours) + len(real)
    return round(200 * right / both, 1)


if __name__ == "__main__":
    main()
