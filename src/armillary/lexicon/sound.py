"""How alike two names sound, whatever scripts they are written in.

A word is romanised (anyascii), digraphs become one letter each, and two words are aligned letter by letter. Letters
that spellings of one name regularly exchange (c and k, v and w, g and h) cost little; vowels cost little; an ending
that only one of the two has costs little, since names are inflected. What is left are hard differences: a consonant in
the place of an unrelated one. None: the same name. One among many that agree: perhaps a slip.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from anyascii import anyascii
from rapidfuzz.fuzz import ratio

VOWELS = frozenset("aeiouy")
_DIGRAPHS = (
    ("shch", "S"), ("tsch", "C"), ("dsch", "J"), ("dzh", "J"), ("sch", "S"), ("tch", "C"), ("zsch", "C"), ("dj", "J"),
    ("kh", "H"), ("ph", "f"), ("th", "t"), ("sh", "S"), ("ch", "C"), ("zh", "Z"), ("cz", "C"), ("sz", "S"), ("rz", "Z"),
    ("ts", "c"), ("tz", "c"), ("ck", "k"), ("gh", "g"), ("qu", "kv"), ("x", "ks"), ("w", "v"), ("q", "k"), ("ie", "i"),
)  # fmt: skip
_GROUPS = (
    "kcqC",
    "khHC",
    "HC",
    "gh",
    "gJZ",
    "hHg",
    "szcSCZJ",
    "jJZSCgy",
    "ji",
    "jy",
    "iy",
    "vfu",
    "vo",
    "tc",
    "dJ",
    "hj",
)
_KANA_GROUPS = ("lr", "bv", "szStC", "tC", "cCt", "hf", "fvu", "zJ", "dJ", "nm", "dt")
_HAN_GROUPS = ("lr", "bpf", "bv", "vhuof", "dt", "gkhHjq", "szcSCZjJqxt", "nm", "gn", "rn", "fh", "vm", "ld")
_KANA = re.compile(r"[\u30a0-\u30ff\u31f0-\u31ff]")
_HAN = re.compile(r"[\u3400-\u9fff]")
_YOUON = re.compile(r"(?<=[sckgnhbpmrjzt])iy(?=[aou])|(?<=sh)iy(?=[aou])|(?<=ch)iy(?=[aou])")
ENDING = 4
"""Letters an inflected form may have more than another."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """How two words align: the cost of the small differences, the hard ones as (letter, letter) pairs, how many
    consonants agree, how many letters are the same, and how many agree after the last hard difference, and whether the
    first letters do."""

    soft: float
    hard: tuple[tuple[str, str], ...]
    agreed: int
    exact: int
    tail: int
    head: bool

    @property
    def same(self) -> bool:
        """Whether they may well be one name."""
        return not self.hard and self.agreed >= 2 and self.soft <= 0.25 * (self.agreed + 2)

    @property
    def slip(self) -> bool:
        """Whether they are one name but for one wrong letter, or two that changed places."""
        one = len(self.hard) == 1 and all(self.hard[0])
        turned = len(self.hard) == 2 and self.hard[0] == self.hard[1][::-1] and all(self.hard[0])
        enough = 4 if one else 5
        heard = self.head and self.agreed >= 3 and self.exact >= enough and self.tail >= 2
        return (one or turned) and heard and self.soft <= (0.35 if one else 0.45)


@lru_cache(maxsize=100_000)
def letters(word: str) -> str:
    """A word as the letters that are aligned: romanised, digraphs as capitals, doubled letters once."""
    plain = re.sub(r"[^a-z]", "", _romanised(word))
    for pair, letter in _DIGRAPHS:
        plain = plain.replace(pair, letter)
    return re.sub(r"(.)\1+", r"\1", plain)


def _romanised(word: str) -> str:
    plain = anyascii(word).lower()
    return _YOUON.sub("", plain) if _KANA.search(word) else plain


def script(word: str) -> str:
    """`kana`, `han` or `letters`: what is exchanged for what depends on it."""
    if _KANA.search(word):
        return "kana"
    return "han" if _HAN.search(word) else "letters"


@lru_cache(maxsize=200_000)
def likeness(one: str, two: str) -> Likeness:
    """How two words sound beside each other."""
    loose = {script(one), script(two)} - {"letters"}
    kind = "han" if "han" in loose else "kana" if loose else "letters"
    return _align(letters(one), letters(two), kind)


_COARSE = str.maketrans("cqgdbvrzSCJZm", "kkktpflsssssn", "aeiouyhHj")


@lru_cache(maxsize=100_000)
def _coarse(word: str) -> str:
    """The consonants of a word by their place in the mouth."""
    return letters(word).translate(_COARSE)


@lru_cache(maxsize=200_000)
def alike(one: str, two: str) -> bool:
    """Whether two words may well be one name: `likeness(one, two).same`, faster where they are not."""
    return ratio(_coarse(one), _coarse(two)) >= 50 and likeness(one, two).same


def distant(one: str, two: str) -> bool:
    """Whether two words have too few consonants in common to be one name."""
    return ratio(_coarse(one), _coarse(two)) < 55


def holds(one: str, two: str) -> bool:
    """Whether one of two words holds the consonants of the other: a compound, or a name with a prefix."""
    a, b = sorted((_coarse(one), _coarse(two)), key=len)
    return len(a) > 2 and a in b


def _exchanged(groups: tuple[str, ...]) -> frozenset[tuple[str, str]]:
    return frozenset((a, b) for group in groups for a in group for b in group)


_CHEAP = {
    "letters": _exchanged(_GROUPS),
    "kana": _exchanged(_GROUPS + _KANA_GROUPS),
    "han": _exchanged(_GROUPS + _HAN_GROUPS),
}
_SOFT, _VOWEL, _HARD = 0.2, 0.15, 1.0


@lru_cache(maxsize=16_384)
def _substitution(a: str, b: str, kind: str) -> float:
    if a == b:
        return 0.0
    if a in VOWELS and b in VOWELS:
        return _VOWEL
    return _SOFT if (a, b) in _CHEAP[kind] else _HARD


@lru_cache(maxsize=4096)
def _gap(letter: str, kind: str) -> float:
    if letter in VOWELS or letter in "jhH":
        return _VOWEL if kind == "letters" else 0.05
    if kind == "han" and letter in "rlnmtdsg":
        return 0.4
    return 0.4 if kind == "kana" and letter in "rt" else _HARD


def _align(one: str, two: str, kind: str) -> Likeness:
    """Cheapest alignment; letters left over at one end cost little."""
    gaps = [_gap(letter, kind) for letter in two]
    cost = [list(accumulate(gaps, initial=0.0))]
    for a in one:
        gap, above = _gap(a, kind), cost[-1]
        row = [above[0] + gap]
        for j, b in enumerate(two):
            row.append(min(above[j] + _substitution(a, b, kind), above[j + 1] + gap, row[j] + gaps[j]))
        cost.append(row)
    end = _best_end(cost, len(one), len(two))
    return _trace(cost, one, two, end, kind)


def _best_end(cost: list[list[float]], rows: int, cols: int) -> tuple[int, int]:
    ends = [(rows, j) for j in range(max(0, cols - ENDING), cols + 1)]
    ends += [(i, cols) for i in range(max(0, rows - ENDING), rows)]
    return min(ends, key=lambda e: (cost[e[0]][e[1]] + 0.08 * (rows - e[0] + cols - e[1]), -e[0] - e[1]))


def _trace(cost: list[list[float]], one: str, two: str, end: tuple[int, int], kind: str) -> Likeness:
    i, j = end
    hard: list[tuple[str, str]] = []
    soft = 0.08 * (len(one) - i + len(two) - j)
    agreed = exact = tail = 0
    while i or j:
        step = _substitution(one[i - 1], two[j - 1], kind) if i and j else _HARD
        if i and j and abs(cost[i][j] - cost[i - 1][j - 1] - step) < 1e-9:
            pair, i, j = (one[i - 1], two[j - 1]), i - 1, j - 1
            agreed += step < _HARD and pair[0] not in VOWELS
            exact += pair[0] == pair[1]
            tail += not hard and step < _HARD
        elif i and abs(cost[i][j] - cost[i - 1][j] - _gap(one[i - 1], kind)) < 1e-9:
            pair, step, i = (one[i - 1], ""), _gap(one[i - 1], kind), i - 1
        else:
            pair, step, j = ("", two[j - 1]), _gap(two[j - 1], kind), j - 1
        if step >= _HARD:
            hard.append(pair)
        else:
            soft += step
    return Likeness(
        round(soft, 6),
        tuple(hard),
        agreed,
        exact,
        tail,
        bool(one and two) and _substitution(one[0], two[0], kind) < _HARD,
    )


def exchanged(one: str, two: str) -> bool:
    """Whether spellings of one name regularly have the one letter for the other; vowels they always may."""
    a, b = letters(one)[:1], letters(two)[:1]
    return not a or not b or a in VOWELS or b in VOWELS or (a, b) in _CHEAP["letters"]


def one_letter_off(one: str, two: str, least: int = 4) -> tuple[str, str] | None:
    """The letters two spellings differ in, where it is one; endings may differ by inflection.

    In alphabets the first letter must agree. A syllable of kana says more: there any one may differ, of three or more.
    """
    one, two = one.lower(), two.lower()
    shorter = min(len(one), len(two))
    at = next((i for i in range(shorter) if one[i] != two[i]), shorter)
    if script(one) == "kana":
        alike = len(one) == len(two) > 2 and one[at + 1 :] == two[at + 1 :]
        return (one[at], two[at]) if alike and at < shorter and shorter > 2 + (at == 0) else None
    if at == 0 or at >= shorter or shorter < least:
        return None
    rest = next((k for k in range(at + 1, shorter) if one[k] != two[k]), shorter)
    agree, over = rest - at - 1, max(len(one), len(two)) - rest
    fits = agree >= 1 if over == 0 else agree >= 2 and over <= 2 and rest >= 4
    return (one[at], two[at]) if fits else None
