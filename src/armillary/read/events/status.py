"""Whether what a predicate says happened: negation, future, possibility, wish, condition."""

from __future__ import annotations

from typing import Literal

from armillary.read.events.endings import ends_so
from armillary.read.events.phrases import Phrase
from armillary.read.events.roles import Scene

Outlook = Literal["real", "future", "possible", "wanted", "conditional"]
_BEFORE = 4
_WIDE = 16
"""The same where an auxiliary stands second and its verb last."""
_STOP = frozenset({",", ";", "，", "。", ".", "；", ":", "“", "«", "„", '"'})


def negated(scene: Scene, head: int, reach: int = 4) -> bool:
    """Whether a negator, at most `reach` tokens before, belongs to the predicate."""
    for i in _preceding(scene, head)[: _WIDE if scene.grammar.order == "v2" else reach]:
        if scene.is_(i, "negators") and not scene.is_(i + 1, "no_negation"):
            return True
    if head + 1 < len(scene.tokens) and scene.is_(head + 1, "negators_after"):
        return True
    if scene.grammar.order == "v2" and any(scene.is_(i, "negators") for i in _behind(scene, head)):
        return True
    if scene.grammar.order == "sov" and ends_so(scene.tokens, head, "negative", scene.grammar):
        return True
    return scene.tokens[head].feats.get("Polarity") == "Neg"


def outlook(scene: Scene, head: int) -> Outlook:
    """In what light the predicate is put."""
    feats = scene.tokens[head].feats
    if scene.grammar.order == "sov" and (told := _by_ending(scene, head)) is not None:
        return told
    for i in _preceding(scene, head):
        if scene.is_(i, "possible"):
            return "possible"
        if scene.is_(i, "future") and not _disposes(scene, i, head) and not _is_auxiliary(scene, i, head):
            return "future"
        if scene.is_(i, "wanted"):
            return "wanted"
        if i > 0 and scene.is_(i, "infinitive") and scene.tokens[i - 1].pos == "AUX" and scene.is_(i - 1, "passive"):
            return "future"
    if (scene.plain and scene.plain[-1] in ("?", "？")) or feats.get("Mood") == "Cnd" or _conditioned(scene, head):
        return "conditional"
    if feats.get("Tense") == "Fut":
        return "future"
    return "real"


def aimed_at(scene: Scene, head: int) -> bool:
    """Whether a predicate is an infinitive that tells an aim (`use troops to repress`), not what began or went on."""
    if "implicatives" not in scene.grammar.words or head < 2 or not scene.is_(head - 1, "infinitive"):
        return False
    return not any(scene.is_(i, "implicatives") for i in range(max(0, head - 4), head - 1))


def _by_ending(scene: Scene, head: int) -> Outlook | None:
    """Where the predicate ends the clause: what its endings say; None where they say nothing."""
    kinds: tuple[tuple[str, Outlook], ...] = (
        ("possible_endings", "possible"),
        ("future_endings", "future"),
        ("wanted_endings", "wanted"),
    )
    return next((light for kind, light in kinds if ends_so(scene.tokens, head, kind, scene.grammar)), None)


def _is_auxiliary(scene: Scene, i: int, head: int) -> bool:
    """Whether a word that may tell the future makes a passive here (`wird unterstützt`)."""
    return scene.grammar.order == "v2" and scene.is_(i, "passive") and scene.plain[head] != scene.lemmas[head]


def _behind(scene: Scene, head: int) -> list[int]:
    """The rest of the clause behind a finite verb in second place."""
    found: list[int] = []
    for i in range(head + 1, min(head + _WIDE, len(scene.tokens))):
        if scene.tokens[i].text in _STOP or scene.tokens[i].pos in ("VERB", "CCONJ"):
            break
        found.append(i)
    return found


def _disposes(scene: Scene, i: int, head: int) -> bool:
    """Whether a word of the future is rather the one that puts an object before its verb (`将`)."""
    follows = scene.tokens[i + 1].pos if i + 1 < len(scene.tokens) else ""
    if follows in ("ADP", "ADV", "AUX", "VERB"):
        return False
    return scene.is_(i, "disposal") and any(j in scene.at or scene.tokens[j].pos == "NOUN" for j in range(i + 1, head))


def planned(scene: Scene, head: int) -> bool:
    """Whether a noun of action is called planned."""
    return any(scene.is_(i, "planned") for i in range(max(0, head - 3), head))


def denied_subject(scene: Scene, source: Phrase, verb: int) -> bool:
    """Whether it is nobody of them who acts (`no country`, `not a single official`)."""
    if source.marker or source.end >= verb:
        return False
    for i in range(source.first - 1, max(-1, source.start - 4), -1):
        if scene.is_(i, "negators"):
            return True
        if scene.tokens[i].pos == "VERB":
            return False
    return scene.is_(source.start, "negators")


def past(scene: Scene, head: int) -> bool:
    """Whether the predicate speaks of the past."""
    token = scene.tokens[head]
    if scene.grammar.order == "sov" and ends_so(scene.tokens, head, "past_endings", scene.grammar):
        return True
    return token.feats.get("Tense") == "Past" or token.feats.get("VerbForm") == "Part"


def _preceding(scene: Scene, head: int) -> list[int]:
    found: list[int] = []
    reach = _WIDE if scene.grammar.order == "v2" else _BEFORE
    for i in range(head - 1, max(-1, head - reach - 1), -1):
        if scene.tokens[i].text in _STOP:
            break
        if scene.tokens[i].pos == "VERB" and not any(
            scene.is_(i, kind) for kind in ("possible", "wanted", "future", "negators")
        ):
            break
        found.append(i)
    return found


def _conditioned(scene: Scene, head: int) -> bool:
    for i in range(head - 1, max(-1, head - 14), -1):
        if scene.tokens[i].text in (";", ".", "。"):
            return False
        if scene.is_(i, "conditional"):
            return True
    return False
