"""Which acts follow which, against counting one by one."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from armillary.model.evidence import Piece, evidence
from armillary.model.sequences import sequences

acts = st.lists(
    st.builds(
        Piece,
        source=st.sampled_from("ABC"),
        target=st.sampled_from("ABC"),
        day=st.integers(19000, 19060),
        value=st.just(0.5),
        kind=st.sampled_from(["AID", "COERCE", ""]),
    ),
    max_size=30,
)


@settings(max_examples=40, deadline=None)
@given(acts, st.integers(1, 20))
def test_cases_hits_and_the_usual_are_what_counting_gives(found: list[Piece], days: int) -> None:
    history = evidence(found)
    counted = sequences(history, days)
    kept = {(p.source, p.target, p.kind, p.day) for p in found if p.source != p.target}
    named = {one for one in kept if one[2]}
    last = max((day for *_, day in kept), default=0)
    first_day = min((day for *_, day in kept), default=0)
    for first in ("AID", "COERCE"):
        for then in ("AID", "COERCE"):
            for back in (False, True):
                rule = counted.rule(first, then, back=back)
                if rule is None:
                    assert not any(kind == first for *_, kind, _ in named) or not any(k == then for *_, k, _ in named)
                    continue
                cases = [one for one in named if one[2] == first and one[3] + days <= last]
                hits, usual = 0, 0.0
                for s, t, _, day in cases:
                    a, b = (t, s) if back else (s, t)
                    hits += any((a, b, then, day + k) in named for k in range(1, days + 1))
                    before = {
                        d - k
                        for *ab, d in ((x[0], x[1], x[3]) for x in named if x[:3] == (a, b, then))
                        for k in range(days)
                    }
                    usual += min(1.0, len(before) / (last - first_day + 1))
                assert (rule.cases, rule.hits) == (len(cases), hits)
                assert rule.usual == pytest.approx(usual / max(1, len(cases)), abs=1e-9)


def test_a_rule_reads_as_a_sentence_and_leans_to_the_usual_where_cases_are_few() -> None:
    found = [Piece("A", "B", 19000 + 40 * n, -0.5, kind="COERCE") for n in range(8)]
    found += [Piece("B", "A", 19005 + 40 * n, -0.2, kind="REJECT") for n in range(0, 8, 2)]
    rule = sequences(evidence(found)).rule("COERCE", "REJECT", back=True)
    assert rule is not None
    assert (rule.cases, rule.hits) == (7, 4)
    assert rule.hits / rule.cases > rule.rate > rule.usual
    assert rule.words("RUS", "KAZ").startswith(
        "in 4 of 7 cases where RUS did COERCE to KAZ, KAZ did REJECT to RUS within 30"
    )


def test_nothing_gives_no_rules() -> None:
    assert sequences(evidence([])).rule("AID", "AID", back=False) is None
    assert np.size(sequences(evidence([])).hits) == 0
