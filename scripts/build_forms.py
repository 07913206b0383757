"""Lists the word forms of a language with their readings and counts, from treebanks in CoNLL-U.

    python scripts/build_forms.py OUT.tsv TREEBANK.conllu ...

For languages without a dictionary of forms of their own; `armillary.read.grammar.forms` reads the table.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "bench"))

from treebanks import read_conllu

FEATS = ("Case", "Degree", "Gender", "Mood", "Number", "Person", "Tense", "VerbForm", "Voice")
LEFT_OUT = {"INTJ", "PROPN", "PUNCT", "SYM", "X"}
LEAST_SHARE, RARE = 0.02, 10


def build(out: Path, treebanks: list[Path]) -> None:
    """Readings that are less than a fiftieth of their form, or single among many, are taken for errors."""
    counts: Counter[tuple[str, str, str, str]] = Counter()
    for path in treebanks:
        for word in (word for sentence in read_conllu(path) for word in sentence):
            if word.pos not in LEFT_OUT and word.form.isalpha() and word.form.isascii():
                feats = "|".join(f"{name}={word.feats[name]}" for name in FEATS if name in word.feats) or "_"
                counts[word.form.lower(), word.lemma.lower(), word.pos, feats] += 1
    totals: Counter[str] = Counter()
    for (form, *_), n in counts.items():
        totals[form] += n
    kept = [key for key, n in counts.items() if n >= LEAST_SHARE * totals[key[0]] and (n > 1 or totals[key[0]] <= RARE)]
    out.write_text("".join("\t".join((*key, str(counts[key]))) + "\n" for key in sorted(kept)), "utf-8")


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    build(Path(sys.argv[1]), [Path(name) for name in sys.argv[2:]])
