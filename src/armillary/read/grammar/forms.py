"""Word forms from a table of this package (`data/<code>_forms.tsv`): form, lemma, part of speech, features, count."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from armillary.read.grammar.reading import Reading


@dataclass(frozen=True, slots=True)
class FormTable:
    """Readings by lower-case form."""

    forms: Mapping[str, tuple[Reading, ...]] = field(default_factory=dict)

    def __call__(self, word: str) -> tuple[Reading, ...]:
        return self.forms.get(word.lower(), ())


@cache
def form_table(language: str) -> FormTable:
    """The table of a language; empty where there is none."""
    if language == "zh":
        from armillary.read.grammar.chinese import word_classes

        return FormTable({word: _readings(word, classes) for word, classes in word_classes().items()})
    entry = files("armillary.read.grammar") / "data" / f"{language}_forms.tsv"
    if not entry.is_file():
        return FormTable()
    rows: dict[str, list[Reading]] = {}
    for line in entry.read_text("utf-8").splitlines():
        form, lemma, pos, feats, count = line.split("\t")
        pairs = dict(feat.split("=") for feat in feats.split("|") if feat != "_")
        rows.setdefault(form, []).append(Reading(lemma, pos, pairs, float(count)))
    return FormTable({form: tuple(sorted(found, key=lambda one: -one.weight)) for form, found in rows.items()})


def _readings(word: str, classes: Mapping[str, float]) -> tuple[Reading, ...]:
    return tuple(Reading(word, pos, {}, count) for pos, count in sorted(classes.items(), key=lambda one: -one[1]))
