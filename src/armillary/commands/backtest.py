"""How well forecasts would have done on a history of events."""

from __future__ import annotations

from pathlib import Path

from armillary.progress import Progress


def backtest(
    train: Path,
    valid: Path,
    test: Path,
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

    Args:
        train: events to learn from.
        valid: later events, to make choices on, and then to learn from too.
        test: still later events, forecast day by day.
        rerank: let a second model order the best candidates anew.
        check_leaks: also compare the features of the first test day with those without all later facts; the largest
            difference must be 0.
        ranks: Parquet file to write, with rank and 50 best candidates of each question.

    Returns:
        `mrr`, `hits@1`, `hits@3`, `hits@10`, `floor_mrr` (what can be had without learning), as fractions; `seconds`;
        the same by stratum and relation; what was chosen on `valid`; the peak of memory.

    Raises:
        SourceError: a file cannot be read, or a line is not of this form.
        UsageError: the three do not follow each other in time.
    """
    from armillary.model.backtest import backtest as run
    from armillary.model.backtest import split_of
    from armillary.model.forecast.history import read_quadruples

    split = split_of(*(read_quadruples(Path(path)) for path in (train, valid, test)))
    return run(split, rerank=rerank, check_leaks=check_leaks, ranks_to=ranks, progress=progress)
