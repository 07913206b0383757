"""Case endings behind the apostrophe of a name (`Ukrayna'ya`): they say its case, and so its place in the clause."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from armillary.read.grammar.reading import Reading
from armillary.read.grammar.words import FunctionWords

_CASES = ("Gen", "Acc", "Dat", "Loc", "Abl", "Ins")
_NOUNS = frozenset({"NOUN", "PROPN"})


def with_case_endings(
    texts: Sequence[str], chosen: list[Reading], heads: list[int], relations: list[str], words: FunctionWords
) -> list[Reading]:
    """The readings, with the case of names that have an ending of their own; heads and relations are set by it."""
    if not words.listed("names.apostrophe"):
        return chosen
    found = list(chosen)
    for i in range(1, len(texts)):
        if texts[i][0] not in "'’ʼ" or len(texts[i]) == 1:
            continue
        case = next((one for one in _CASES if texts[i][1:].lower() in words.listed(f"case_endings.{one}")), "")
        if not case:
            continue
        found[i - 1] = replace(found[i - 1], pos="PROPN", feats={**found[i - 1].feats, "Case": case})
        found[i] = replace(found[i], pos="PART")
        _place(i - 1, case, found, heads, relations)
        heads[i], relations[i] = i - 1, "case"
    return found


def _place(name: int, case: str, found: Sequence[Reading], heads: list[int], relations: list[str]) -> None:
    wanted = _NOUNS if case == "Gen" else frozenset({"VERB"})
    target = next((j for j in range(name + 2, len(found)) if found[j].pos in wanted), -1)
    if target < 0 or relations[name] == "root":
        return
    heads[name] = target
    relations[name] = {"Gen": "nmod", "Acc": "obj"}.get(case, "obl")
    if heads[target] == name:
        heads[target], relations[target] = -1, "root"
