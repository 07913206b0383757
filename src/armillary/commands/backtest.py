"""How well forecasts would have done on a history of events, or in a world."""

from __future__ import annotations

from pathlib import Path

from armillary.errors import UsageError
from armillary.progress import Progress
from armillary.world import World

_EVENTS = {".tsv", ".gz", ".txt", ".csv"}
"""Endings of files that are no worlds."""


def backtest(
    train: World | str | Path,
    valid: str | Path | None = None,
    test: str | Path | None = None,
    *,
    rerank: bool = False,
    check_leaks: bool = False,
    ranks: Path | None = None,
    progress: Progress | None = None,
) -> dict[str, object]:
    """Learn from two files of events, forecast each day of a third from the days before it, and score the forecasts.

    Each file holds lines of subject, relation, object and ISO date, separated by tabs, without a header, and may be
    gzipped. Both directions are asked, (subject, relation, ?) and (?, relation, object). Ranks are time-aware filtered:
    other things true on the same day do not count against a forecast. Ties share the mean of their ranks.

    Given a world alone, score what `forecast` would have told in it at the ends of past months (of weeks, where the
    world spans less than three months), from what had been published by then.

    Args:
        train: events to learn from; or a world, or its file.
        valid: later events, to make choices on, and then to learn from too.
        test: still later events, forecast day by day.
        rerank: let a second model order the best candidates anew.
        check_leaks: also compare the features of the first test day, or the forecasts of one hindcast, with those
            without all later facts; the largest difference must be 0.
        ranks: Parquet file to write, with rank and 50 best candidates of each question.

    Returns:
        Of files: `mrr`, `hits@1`, `hits@3`, `hits@10`, `floor_mrr` (what can be had without learning), as fractions;
        `log_score`, `brier` and `calibration_error`, smaller is better, each beside the floor's; `seconds`; the same by
        stratum and relation; what was chosen on `valid`; the peak of memory. Of a world: `made`, the days of the
        hindcasts, and the scores by window, stratum and event type.

    Raises:
        SourceError: a file cannot be read, or a line is not of this form.
        UsageError: the three do not follow each other in time; a world was given with what is for files.
        WorldError: the world cannot be used.
    """
    if valid is not None and test is not None and not isinstance(train, World):
        from armillary.model.backtest import backtest as run
        from armillary.model.backtest import split_of
        from armillary.model.forecast.history import read_quadruples

        split = split_of(*(read_quadruples(Path(path)) for path in (train, valid, test)))
        return run(split, rerank=rerank, check_leaks=check_leaks, ranks_to=ranks, progress=progress)
    if valid is not None or test is not None or (not isinstance(train, World) and Path(train).suffix in _EVENTS):
        raise UsageError("expected a world alone, or three files of events: TRAIN VALID TEST")
    if rerank or ranks is not None:
        raise UsageError("--rerank and --ranks are for three files of events; a world is given alone")
    return _of_world(train, check_leaks, progress)


def _of_world(world: World | str | Path, check_leaks: bool, progress: Progress | None) -> dict[str, object]:
    from armillary.commands.opening import opened
    from armillary.model.chances.hindcast import hindcasts, largest_difference
    from armillary.model.store import evidence_of

    with opened(world) as w:
        whole = evidence_of(w, "all")
        told = hindcasts(whole, lambda day: evidence_of(w, "all", day), progress)
        if check_leaks:
            told["leak_check"] = {"largest_difference": largest_difference(whole)}
        return told
