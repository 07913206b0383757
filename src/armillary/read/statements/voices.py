"""The place of a verb in its clause: its subject, voice and agent."""

from __future__ import annotations

from collections.abc import Callable

from armillary.read.document import Line
from armillary.read.statements.cues import Hit
from armillary.read.statements.reporting import Reporting
from armillary.read.statements.speakers import NOMINAL, Phrase, is_light, is_quote_mark, left_phrase, right_phrase

_COMMAS = frozenset({",", "，", "、"})
_DASHES = frozenset({"—", "–", "-", "--", "――", "——"})


def subject(line: Line, i: int) -> int | None:
    """The token that the parse makes the subject of a verb."""
    tokens = line.tokens
    own = [j for j in line.children(i) if tokens[j].relation in ("nsubj", "nsubj:pass") and tokens[j].pos in NOMINAL]
    return min(own, key=lambda j: abs(j - i)) if own else None


def shares_subject(line: Line, hit: Hit, data: Reporting) -> bool:
    """Whether the verb has no place for a subject of its own: after `and`, or a participle."""
    token = line.tokens[hit.first]
    if token.feats.get("VerbForm") in ("Ger", "Conv") or (data.language == "en" and token.text.endswith("ing")):
        return not any(
            line.tokens[k].text.lower() in data.listed("passive") for k in range(max(0, hit.first - 2), hit.first)
        )
    k = hit.first - 1
    while k >= 0 and is_light(line.tokens[k], data):
        k -= 1
    if k < 0:
        return False
    return line.tokens[k].text.lower() in data.listed("and") | data.listed("but") or line.tokens[k].pos in ("CCONJ",)


def shared_subject(
    line: Line, hit: Hit, data: Reporting, floor: int, quoted: Callable[[int], bool] = lambda at: False
) -> Phrase | None:
    """The subject of the verb before, for a verb that has none of its own; `quoted` tells characters not to look at."""
    first = None
    for k in range(hit.first - 1, floor - 1, -1):
        token = line.tokens[k]
        if quoted(token.start):
            continue
        if token.text in ";:":
            break
        if token.pos in ("VERB", "AUX") and token.feats.get("VerbForm") not in ("Inf", "Ger", "Conv"):
            if line.tokens[k - 1].text.lower() in data.listed("and") | data.listed("infinitive") if k else False:
                continue
            found = left_phrase(line, k, data, floor)
            if found is not None and line.tokens[found.head].feats.get("Case") in (None, "", "Nom"):
                first = found
                if not _in_subordinate(line, found, data):
                    return found
    return first


def _in_subordinate(line: Line, found: Phrase, data: Reporting) -> bool:
    """The phrase follows `that`, `who`, `when`: it is not the main clause's subject."""
    before = line.tokens[found.first - 1].text.lower() if found.first else ""
    after = line.tokens[found.last + 1].text.lower() if found.last + 1 < len(line.tokens) else ""
    listed = data.listed("open") | data.listed("keep") | data.listed("while") | data.listed("relative")
    return before in listed or after in data.listed("relative")


def is_passive(line: Line, hit: Hit, data: Reporting) -> bool:
    """Whether the verb of a cue is passive: by its features, or by an auxiliary of the passive before a participle."""
    token, auxiliaries = line.tokens[hit.first], data.listed("passive")
    if not auxiliaries:
        return token.feats.get("Voice") == "Pass"
    if (
        token.text.lower() in data.listed("active")
        or token.feats.get("VerbForm") == "Ger"
        or token.text.endswith("ing")
    ):
        return False
    k = hit.first - 1
    while k >= 0 and line.tokens[k].pos in ("ADV", "PART"):
        k -= 1
    return k >= 0 and line.tokens[k].text.lower() in auxiliaries


def agent(line: Line, hit: Hit, data: Reporting) -> Phrase | None:
    """Who acts in a passive: the phrase after `by` and its like."""
    for k in range(hit.last + 1, min(len(line.tokens), hit.last + 5)):
        if line.tokens[k].text.lower() in data.listed("agent"):
            return right_phrase(line, k, data)
        if line.tokens[k].pos in ("VERB", "PUNCT", "SCONJ"):
            return None
    return None


def is_inverted_place(line: Line, hit: Hit, data: Reporting, floor: int = 0) -> bool:
    """Whether the cue stands right after the end of what is said: a comma, a dash or a closing mark before it."""
    k = hit.first - 1
    while k >= floor and is_light(line.tokens[k], data) and not data.listed("tight"):
        k -= 1
    return k >= floor and (
        line.tokens[k].text in _COMMAS | _DASHES or is_quote_mark(line.tokens[k]) or line.tokens[k].text[:1] in ",?!…"
    )
