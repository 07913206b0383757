"""The way of an article through the rooms: resumable, with progress, one writer.

A room is imported when it is entered: commands that only look at a world start without them.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

from armillary import __version__, lexicon
from armillary.corrections import read_corrections
from armillary.engine import Engine, engine
from armillary.engine.memory import seldom_collected
from armillary.errors import NothingBuiltError, UsageError
from armillary.progress import Progress, Silent, track
from armillary.results import Shown
from armillary.schema import (
    ACTOR_COLUMNS,
    Arrival,
    Arrow,
    Article,
    Correction,
    Drift,
    Failure,
    Forecast,
    Indexed,
    Loop,
    Naming,
    Orbit,
    Outlet,
    Posting,
    ReadingRun,
    Room,
    Run,
    Sentence,
    Tie,
    Turn,
    Vector,
)
from armillary.world import Workshop

if TYPE_CHECKING:
    from armillary.gather import Document, Prepared

ROOMS: tuple[Room, ...] = ("gather", "trace", "read", "model")
"""Rooms that exist, in order; `build` runs to the last unless told to stop earlier."""

_BATCH = 64
"""Articles written in one transaction: what a killed build may have to read again."""

_FEW = 64
"""With so many articles one process is done before others have started."""


@dataclass(frozen=True, slots=True)
class Loaded(Shown):
    """What a load did."""

    world: Path
    run_id: str
    n_records: int
    n_known: int
    """Events that the world had, or that came twice."""
    n_bad: int
    """Lines that gave no event; the first of them are in `failures`."""
    n_nameless: int
    """Events of which the file does not name both sides: kept, but no evidence of ties."""
    failures: tuple[Failure, ...]
    seconds: float


@dataclass(frozen=True, slots=True)
class Built(Shown):
    """What a build did."""

    world: Path
    run_id: str
    n_articles: int
    n_new: int
    n_known: int
    failures: tuple[Failure, ...]
    seconds: float


@seldom_collected()
def build(
    sources: Sequence[str | Path],
    into: str | Path,
    *,
    until: Room = "model",
    again: bool = False,
    workers: int = 1,
    mapping: Mapping[str, str] | None = None,
    outlets: str | Path | None = None,
    remote: str | None = None,
    remote_model: str = "default",
    progress: Progress | None = None,
) -> Built:
    """Read articles and make or extend a world.

    Articles already in the world are skipped. A build that was killed is taken up where it stopped.

    Args:
        sources: files, folders, glob patterns, addresses, or `-` for a list of these on standard input.
        into: the world file; made if it does not exist.
        until: the last room to run.
        again: read all sources anew and trace anew, after a new version or lexicon.
        workers: processes to work in where there are more than a few articles. More than one needs a program that can
            be imported again (`if __name__ == "__main__":`), as always with `multiprocessing`.
        mapping: our column to theirs, for tables whose columns have unusual names (`{"text": "Body"}`).
        outlets: CSV with the columns of the table `outlets`: who owns which, beside what ships; kept in the world.
        remote: address of a language model of the user's that speaks the chat completions protocol
            (`http://localhost:8080/v1`): articles are sent there, and it proposes statements and events, of which
            those are kept whose words stand in the text. The key, if it needs one, is read from ARMILLARY_REMOTE_KEY.
        remote_model: the model's name there.
        progress: told how far it is.

    Raises:
        UsageError: no sources, or a room that does not exist.
        WorldError: the world is being built by another process, is of another layout, or cannot be written.
        NothingBuiltError: not one article could be read; each source's failure is in `failures` of the world.
    """
    if not sources:
        raise UsageError("no sources: give at least one file, folder or address")
    owners = lexicon.outlets(outlets)
    if until not in ROOMS:
        raise UsageError(f"no room {until!r} to stop at: one of {', '.join(ROOMS)}")
    started = time.monotonic()
    workshop = Workshop.open(into)
    try:
        job = _Job(workshop, progress or Silent(), _run_id(), again, workers)
        job.tidy()
        job.know(owners)
        job.gather([os.fspath(source) for source in sources], mapping)
        if job.n_articles == 0:
            workshop.finish()
            raise NothingBuiltError(_nothing(job.failures))
        job.date()
        if until != "gather":
            workshop.publish()
            job.trace()
        if until in ("read", "model"):
            workshop.publish()
            job.read((remote, remote_model) if remote else None)
        if until == "model":
            workshop.publish()
            job.model()
        n_articles = job.n_articles
        workshop.finish()
    finally:
        workshop.close()
    seconds = time.monotonic() - started
    return Built(workshop.world, job.run_id, n_articles, job.n_new, job.n_known, tuple(job.failures), seconds)


@seldom_collected()
def load(
    files: Sequence[str | Path],
    into: str | Path,
    *,
    format: str,  # noqa: A002 - the name of the option
    until: Literal["read", "model"] = "model",
    progress: Progress | None = None,
) -> Loaded:
    """Take event data from elsewhere into a world, as evidence without sentences, and fit ties anew.

    Args:
        files: of one format; plain, `.gz` or `.zip`. Events that the world has are skipped.
        into: the world file; made if it does not exist.
        format: `icews`, `polecat`, `gdelt`, `plover` (JSONL) or `quadruples` (subject, relation, object, date).
        until: `read` leaves the model as it is.
        progress: told how far it is.

    Raises:
        UsageError: no files, or a format that does not exist.
        SourceError: a file cannot be read, or is not of this format; what was loaded before it stays.
        WorldError: the world cannot be used.
    """
    from armillary.model.load import FORMATS, load_file

    if not files:
        raise UsageError("nothing to load: give at least one file")
    if format not in FORMATS:
        raise UsageError(f"no format {format!r}: one of {', '.join(FORMATS)}")
    started = time.monotonic()
    workshop = Workshop.open(into)
    try:
        job = _Job(workshop, progress or Silent(), _run_id(), again=False, workers=1)
        job.tidy()
        run = job._begin("read", {"files": [os.fspath(file) for file in files], "format": format})
        loaded = [load_file(workshop, Path(file), format, progress=progress) for file in files]
        n_records = sum(one.n_records for one in loaded)
        job._end(run, n_in=n_records + sum(one.n_known + one.n_bad for one in loaded), n_out=n_records)
        if until == "model":
            workshop.publish()
            job.model()
        workshop.finish()
    finally:
        workshop.close()
    return Loaded(
        workshop.world,
        job.run_id,
        n_records,
        sum(one.n_known for one in loaded),
        sum(one.n_bad for one in loaded),
        sum(one.n_nameless for one in loaded),
        tuple(failure for one in loaded for failure in one.failures),
        time.monotonic() - started,
    )


@seldom_collected()
def forget(world: str | Path, articles: Sequence[str], *, progress: Progress | None = None) -> int:
    """Remove articles and all that rests on them; what is left is traced anew.

    Returns:
        How many articles were removed.

    Raises:
        UsageError: an id that no article has.
    """
    workshop = Workshop.open(world)
    try:
        known = {article_id for (article_id,) in workshop.query("SELECT article_id FROM articles")}
        unknown = sorted(set(articles) - known)
        if unknown:
            raise UsageError(f"no article {unknown[0]} in {world}; `armillary summary {world}` lists them")
        job = _Job(workshop, progress or Silent(), _run_id(), again=False, workers=1)
        job.tidy()
        with workshop.transaction():
            for row in (Article, Sentence, Vector, Arrival, Naming, ReadingRun, Indexed, Posting, *ACTOR_COLUMNS):
                workshop.delete(row, "article_id", articles)
        job.trace()
        job.renew()
        workshop.finish()
    finally:
        workshop.close()
    return len(set(articles))


@seldom_collected()
def correct(world: str | Path, file: str | Path, *, progress: Progress | None = None) -> int:
    """Keep the corrections of a CSV file for good, and apply them; later ones of the same thing win.

    The columns are `kind`, `id`, `now` and `who`: see `corrections.read_corrections`.

    Returns:
        How many corrections the file holds.

    Raises:
        UsageError: a line that does not fit; nothing of the file is kept then.
        WorldError: the world cannot be used.
    """
    workshop = Workshop.open(world)
    try:
        given = read_corrections(file, workshop, _now())
        job = _Job(workshop, progress or Silent(), _run_id(), again=False, workers=1)
        job.tidy()
        with workshop.transaction():
            workshop.delete(Correction, "correction_id", [one.correction_id for one in given])
            workshop.insert(Correction, {one.correction_id: one for one in given}.values())
        job.date()
        job.trace()
        job.renew()
        workshop.finish()
    finally:
        workshop.close()
    return len(given)


class _Job:
    """One build or its like: counts, failures and the run that records them."""

    def __init__(self, workshop: Workshop, progress: Progress, run_id: str, again: bool, workers: int) -> None:
        self.workshop = workshop
        self.progress = progress
        self.run_id = run_id
        self.again = again
        self.workers = workers
        self.n_new = 0
        self.n_known = 0
        self.failures: list[Failure] = []

    @property
    def n_articles(self) -> int:
        return self.workshop.count(Article)

    def know(self, outlets: Sequence[Outlet]) -> None:
        """Keep who owns which outlet; what was given in an earlier build stays unless given anew."""
        with self.workshop.transaction():
            self.workshop.delete(Outlet, "outlet", [outlet.outlet for outlet in outlets])
            self.workshop.insert(Outlet, outlets)

    def gather(self, sources: list[str], mapping: Mapping[str, str] | None) -> None:
        """Read the sources and keep their articles."""
        from armillary.gather import documents

        run = self._begin("gather", {"sources": sources, "map": dict(mapping or {}), "again": self.again})
        known = dict(self.workshop.query("SELECT article_id, source FROM articles"))
        found = self._unread(documents(sources, mapping=mapping), known)
        first = list(islice(found, _FEW + 1))
        crew = self._crew(len(first))
        try:
            batch: list[Prepared | Failure] = []
            outcomes = crew.map(_prepare_safely, chain(first, found), chunk=8)
            for outcome in track(outcomes, self.progress, "reading articles"):
                batch.append(outcome)
                if len(batch) >= _BATCH:
                    self._keep(batch, known)
                    batch = []
            self._keep(batch, known)
        finally:
            crew.close()
        self._end(run, n_in=self.n_new + self.n_known + len(self.failures), n_out=self.n_new)

    def _unread(self, found: Iterable[Document | Failure], known: dict[str, str]) -> Iterator[Document | Failure]:
        """Leave out documents whose content the world has under the same name."""
        pairs = self.workshop.query("SELECT fingerprint, article_id FROM articles WHERE fingerprint <> ''")
        read = {} if self.again else dict(pairs)
        for item in found:
            article_id = None if isinstance(item, Failure) else read.get(item.fingerprint)
            if article_id is None:
                yield item
            else:
                self.n_known += 1
                self._same_article(article_id, item.source, known)

    def _same_article(self, article_id: str, source: str, known: dict[str, str]) -> None:
        """Of several places of one article keep the first by name, whichever came first."""
        if source < known[article_id]:
            known[article_id] = source
            with self.workshop.transaction():
                self.workshop.execute("UPDATE articles SET source = ? WHERE article_id = ?", source, article_id)

    def _keep(self, outcomes: Sequence[Prepared | Failure], known: dict[str, str]) -> None:
        """Write one batch in one transaction."""
        fresh: dict[str, Prepared] = {}
        failures = [replace(outcome, run_id=self.run_id) for outcome in outcomes if isinstance(outcome, Failure)]
        repeats: list[Article] = []
        for outcome in outcomes:
            if isinstance(outcome, Failure):
                continue
            article = outcome.article
            if article.article_id in fresh or (article.article_id in known and not self.again):
                repeats.append(article)
            else:
                fresh[article.article_id] = outcome
        new = [article_id for article_id in fresh if article_id not in known]
        with self.workshop.transaction():
            self._write(list(fresh.values()), new, failures)
        known.update({article_id: fresh[article_id].article.source for article_id in new})
        for article in repeats:
            self._same_article(article.article_id, article.source, known)
        self.n_new += len(new)
        self.n_known += len(repeats) + len(fresh) - len(new)
        self.failures += failures

    def _write(self, prepared: Sequence[Prepared], new: Sequence[str], failures: Sequence[Failure]) -> None:
        ids = [one.article.article_id for one in prepared]
        for row in (Article, Sentence, Vector):
            self.workshop.delete(row, "article_id", ids)
        tried = [failure.source for failure in failures] + [one.article.source for one in prepared]
        self.workshop.delete(Failure, "source", tried)
        self.workshop.insert(Article, [one.article for one in prepared])
        self.workshop.insert(Sentence, [sentence for one in prepared for sentence in one.sentences])
        self.workshop.insert(Arrival, [Arrival(article_id=article_id, run_id=self.run_id) for article_id in new])
        self.workshop.insert(Failure, failures)

    def trace(self) -> None:
        """Find copies and changes among all articles, unless nothing changed since this was last done."""
        from armillary.trace.store import retrace

        state = {"articles": self._digest(), "outlets": self._owners(), "version": __version__}
        if not self.again and self._traced(state):
            return
        run = self._begin("trace", state)
        crew = self._crew(self.n_articles)
        try:
            settings = retrace(self.workshop, crew, self.progress)
        finally:
            crew.close()
        self._end(replace(run, settings=_json(state | settings)), n_in=self.n_articles, n_out=self._n_reports())

    def read(self, remote: tuple[str, str] | None = None) -> None:
        """Read what is not read yet, with a model at an address if one is given, and merge what all articles say."""
        from armillary.read.read import read
        from armillary.read.remote import RemoteReader
        from armillary.read.store import reread

        reader = RemoteReader(*remote, key=os.environ.get("ARMILLARY_REMOTE_KEY")) if remote else read
        run = self._begin("read", {"version": __version__, "again": self.again, "remote": remote})
        crew = self._crew(self.n_articles)
        try:
            n_read, failures = reread(
                self.workshop, crew, self.progress, reader=reader, run_id=self.run_id, again=self.again
            )
        finally:
            crew.close()
        self.failures += failures
        self._end(run, n_in=n_read, n_out=n_read - len(failures))

    def tidy(self) -> None:
        """Remove what a killed build had fitted in part: half a model is none."""
        if self.workshop.query("SELECT 1 FROM runs WHERE room = 'model' AND finished IS NULL LIMIT 1"):
            with self.workshop.transaction():
                self.workshop.clear(Tie, Turn, Orbit, Drift, Arrow, Loop, Forecast)
                self.workshop.execute("DELETE FROM runs WHERE room = 'model' AND finished IS NULL")

    def model(self) -> None:
        """Fit ties, orbits and loops to all that was read and loaded."""
        from armillary.model.store import remodel

        run = self._begin("model", {"version": __version__})
        done = remodel(self.workshop, self.progress)
        settings = _json({"version": __version__, **done.settings})
        self._end(replace(run, settings=settings), n_in=done.n_evidence, n_out=done.n_ties)

    def renew(self) -> None:
        """Read and model again what had been before."""
        modelled = self._done("model")
        if self.was_read():
            self.read()
        if modelled:
            self.model()

    def _done(self, room: Room) -> bool:
        return bool(self.workshop.query("SELECT 1 FROM runs WHERE room = ? AND finished IS NOT NULL LIMIT 1", room))

    def was_read(self) -> bool:
        """Whether this world has been read before."""
        return self.workshop.count(ReadingRun) > 0

    def date(self) -> None:
        """Give articles the dates the user says they have."""
        dates = [(one.sha256, one.now) for one in self.workshop.rows(Correction, "kind = 'date'")]
        with self.workshop.transaction():
            for sha256, now in dates:
                self.workshop.execute(
                    "UPDATE articles SET published = ?, published_from = 'metadata', published_precision = 'day' "
                    "WHERE sha256 = ?",
                    now,
                    sha256,
                )

    def _crew(self, n: int) -> Engine:
        return engine(self.workers if n > _FEW else 1)

    def _digest(self) -> str:
        ids = self.workshop.query("SELECT article_id FROM articles ORDER BY article_id")
        return hashlib.sha256("\n".join(article_id for (article_id,) in ids).encode()).hexdigest()

    def _owners(self) -> str:
        rows = self.workshop.query("SELECT outlet, publisher FROM outlets ORDER BY outlet")
        return hashlib.sha256(repr(rows).encode()).hexdigest()

    def _corrected(self) -> str:
        rows = self.workshop.query(
            "SELECT kind, sha256, was, now FROM corrections WHERE kind IN ('copy', 'date') ORDER BY ALL"
        )
        return hashlib.sha256(repr(rows).encode()).hexdigest()

    def _traced(self, state: Mapping[str, str]) -> bool:
        last = self.workshop.query(
            "SELECT settings FROM runs WHERE room = 'trace' AND finished IS NOT NULL ORDER BY finished DESC LIMIT 1"
        )
        return bool(last) and json.loads(last[0][0]).items() >= state.items()

    def _n_reports(self) -> int:
        return int(self.workshop.query("SELECT count(*) FROM reports")[0][0])

    def _begin(self, room: Room, settings: Mapping[str, object]) -> Run:
        run = Run(run_id=self.run_id, started=_now(), version=__version__, settings=_json(settings), room=room)
        with self.workshop.transaction():
            self.workshop.insert(Run, [run])
        return run

    def _end(self, run: Run, *, n_in: int, n_out: int) -> None:
        finished = _now()
        seconds = (finished - run.started).total_seconds()
        done = replace(run, finished=finished, n_in=n_in, n_out=n_out, seconds=seconds)
        with self.workshop.transaction():
            self.workshop.execute("DELETE FROM runs WHERE run_id = ? AND room = ?", run.run_id, run.room)
            self.workshop.insert(Run, [done])


def _prepare_safely(item: Document | Failure) -> Prepared | Failure:
    """A document as article and sentences; a fault of ours is a failure of this document alone."""
    from armillary.gather import prepare

    if isinstance(item, Failure):
        return item
    try:
        return prepare(item)
    except Exception as error:  # one bad document must not end the build
        return Failure(
            source=item.source,
            stage="gather",
            error=f"Armillary failed on it: {type(error).__name__}: {error}",
            hint="this is a fault of ours; please report it with the file, if you may",
        )


def _run_id() -> str:
    return f"{_now():%Y%m%dT%H%M%S%f}-{os.getpid()}"


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC).replace(tzinfo=None)


def _json(settings: Mapping[str, object]) -> str:
    return json.dumps(settings, ensure_ascii=False, sort_keys=True)


def _nothing(failures: Sequence[Failure]) -> str:
    if not failures:
        return "no article found in the sources; give files or folders that hold articles"
    first = failures[0]
    more = f" (and {len(failures) - 1} more)" if len(failures) > 1 else ""
    return f"not one article could be read: {first.source}: {first.error}; {first.hint}{more}"


assert set(ROOMS) <= set(get_args(Room))
