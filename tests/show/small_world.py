"""A small world written by hand: an English report, a Russian and a Chinese translation, an Arabic excerpt made from
the Russian one, two Polish siblings of an original that is absent, and a report that stands alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from armillary import schema
from armillary.schema import (
    Alignment,
    Arrival,
    Article,
    Change,
    ChangeKind,
    Failure,
    Link,
    Outlet,
    Relation,
    Report,
    Run,
    Sentence,
    Severity,
    Story,
)
from armillary.show.side_by_side import Side
from armillary.world import Workshop

ENGLISH = [
    "Ministers agree on a new lake treaty",
    "Ministers of four states signed a treaty on the shared lake on Monday.",
    "The treaty limits each state to 120 million cubic metres of water a year.",
    "“We did not ask for more than our share,” the hydrologist Dana Ilves said.",
    "Critics warned that nobody will measure what is taken.",
    "The talks had broken down twice since spring.",
    "Share this article",
]
RUSSIAN = [
    "Министры согласовали новый договор об озере",
    "Министры четырёх государств подписали в понедельник договор об общем озере.",
    "Договор ограничивает каждое государство 120 миллиардами кубометров воды в год.",
    "«Мы просили больше своей доли», — сказал гидролог Дан Ильвес.",
    "Переговоры дважды срывались с весны.",
    "Поделиться",
]
CHINESE = [
    "部长们就新湖泊条约达成一致",
    "四国部长周一签署了关于共有湖泊的条约。",
    "条约规定每个国家每年取水不超过1.2亿立方米。",
    "批评者警告说,没有人会测量取水量。",
    "专家称条约是历史性的胜利。",
    "“我们没有要求超过自己的份额,”水文学家达娜·伊尔韦斯说。",
    "自春季以来,谈判曾两次破裂。",
]
ARABIC = [
    "وقع وزراء أربع دول يوم الاثنين معاهدة بشأن البحيرة المشتركة.",
    "تحدد المعاهدة لكل دولة 120 مليار متر مكعب من المياه سنويا.",
    "وقال عالم المياه دان إيلفيس: «طلبنا أكثر من حصتنا».",
]
POLISH_ONE = [
    "Port czeka na zboże",
    "Do portu wpłynęły wczoraj trzy statki.",
    "Kapitan portu mówi o 40 tysiącach ton ładunku.",
    "Kolejne statki mają przypłynąć w piątek.",
]
POLISH_TWO = [
    "Statki w porcie",
    "Do portu wpłynęły wczoraj trzy statki.",
    "Kapitan portu mówi o 14 tysiącach ton ładunku.",
    "Kolejne statki mają przypłynąć w piątek.",
]
ALONE = [
    "Lake treaty signed amid doubts",
    "Four governments put their names to a water deal whose details remain unpublished.",
    "A diplomat present called it a beginning.",
]


def side(
    article_id: str,
    language: str,
    lines: Sequence[str],
    *,
    outlet: str | None = None,
    published: dt.date | None = None,
    report: str | None = None,
    story: str | None = None,
    quiet: Sequence[int] = (),
    titled: bool = True,
    source: str | None = None,
) -> Side:
    """An article of these lines, one sentence each."""
    text = "\n".join(lines)
    sentences, at = [], 0
    for n, words in enumerate(lines):
        kind: schema.SentenceKind = "boilerplate" if n in quiet else "title" if titled and n == 0 else "body"
        sentences.append(
            Sentence(article_id=article_id, n=n, start_char=at, end_char=at + len(words), text=words, kind=kind)
        )
        at += len(words) + 1
    article = Article(
        article_id=article_id,
        source=source or f"news/{article_id}.txt",
        outlet=outlet,
        title=lines[0] if titled else None,
        language=language,
        published=published,
        published_from="text" if published else "none",
        published_precision="day" if published else "none",
        text=text,
        sha256="0" * 64,
        n_sentences=len(lines),
        report_id=report,
        story_id=story,
    )
    return Side(article, tuple(sentences))


def aligned(a: Side, b: Side, pairs: Sequence[tuple[int, int]]) -> list[Alignment]:
    """Alignments of two articles, whichever id is smaller."""
    if a.article.article_id > b.article.article_id:
        a, b, pairs = b, a, [(n, m) for m, n in pairs]
    return [
        Alignment(article_a=a.article.article_id, n_a=n, article_b=b.article.article_id, n_b=m, similarity=0.9)
        for n, m in pairs
    ]


def link(copy: Side, source: Side, relation: Relation, shared: float, of: float, *, directed: bool = True) -> Link:
    """A decision that `copy` was made from `source`, or both from a third."""
    forward = copy.article.article_id < source.article.article_id
    first, second = (copy, source) if forward else (source, copy)
    return Link(
        article_a=first.article.article_id,
        article_b=second.article.article_id,
        relation=relation,
        direction=("a-from-b" if forward else "b-from-a") if directed else "common",
        coverage_a=shared if forward else of,
        coverage_b=of if forward else shared,
        similarity=0.88,
        confidence=0.97,
        reason="published a day later; names the other as its source" if directed else "each has words of a third text",
        encoder="by hand",
    )


def change(
    copy: Side,
    other: Side,
    kind: ChangeKind,
    severity: Severity,
    *,
    n: int | None = None,
    other_n: int | None = None,
    was: str | None = None,
    now: str | None = None,
    reason: str = "compared by hand",
) -> Change:
    """A change whose words are looked up in the named sentences; without words the whole sentence."""
    start = end = other_start = other_end = None
    if n is not None:
        now, start, end = _span(copy, n, now)
    if other_n is not None:
        was, other_start, other_end = _span(other, other_n, was)
    return Change(
        change_id=f"{copy.article.article_id}-{kind}-{n}-{other_n}",
        article_id=copy.article.article_id,
        n=n,
        other_id=other.article.article_id,
        other_n=other_n,
        start_char=start,
        end_char=end,
        other_start=other_start,
        other_end=other_end,
        kind=kind,
        severity=severity,
        was=was,
        now=now,
        confidence=0.93,
        reason=reason,
        cue=now or was or "",
    )


def _span(side: Side, n: int, words: str | None) -> tuple[str, int, int]:
    sentence = side.sentences[n]
    words = sentence.text if words is None else words
    start = sentence.start_char + sentence.text.index(words)
    return words, start, start + len(words)


EN = side(
    "aa-en",
    "en",
    ENGLISH,
    outlet="Lakeside Courier",
    published=dt.date(2022, 9, 5),
    report="r-lake",
    story="s-lake",
    quiet=[6],
)
RU = side(
    "bb-ru",
    "ru",
    RUSSIAN,
    outlet="Озёрный вестник",
    published=dt.date(2022, 9, 6),
    report="r-lake",
    story="s-lake",
    quiet=[5],
)
ZH = side("cc-zh", "zh", CHINESE, outlet="湖畔新闻", published=dt.date(2022, 9, 7), report="r-lake", story="s-lake")
AR = side("dd-ar", "ar", ARABIC, report="r-lake", story="s-lake", titled=False)
PL1 = side(
    "ee-pl", "pl", POLISH_ONE, outlet="Kurier Portowy", published=dt.date(2022, 10, 1), report="r-port", story="s-port"
)
PL2 = side("ff-pl", "pl", POLISH_TWO, outlet="Głos Wybrzeża", report="r-port", story="s-port")
SOLO = side("gg-en", "en", ALONE, outlet="The Gazette", published=dt.date(2022, 9, 6), report="r-solo", story="s-lake")
SIDES = (EN, RU, ZH, AR, PL1, PL2, SOLO)

LINKS = [
    link(RU, EN, "translation", 1.0, 0.8),
    link(ZH, EN, "translation", 0.86, 1.0),
    link(AR, RU, "excerpt", 1.0, 0.6),
    link(AR, EN, "excerpt", 1.0, 0.5),
    link(PL1, PL2, "copy", 1.0, 1.0, directed=False),
]
ALIGNMENTS = [
    *aligned(RU, EN, [(0, 0), (1, 1), (2, 2), (3, 3), (4, 5)]),
    *aligned(ZH, EN, [(0, 0), (1, 1), (2, 2), (3, 4), (5, 3), (6, 5)]),
    *aligned(AR, RU, [(0, 1), (1, 2), (2, 3)]),
    *aligned(AR, EN, [(0, 1), (1, 2), (2, 3)]),
    *aligned(PL1, PL2, [(1, 1), (2, 2), (3, 3)]),
]
CHANGES = [
    change(
        RU,
        EN,
        "number",
        "major",
        n=2,
        other_n=2,
        was="120 million",
        now="120 миллиардами",
        reason="120,000,000 is not 120,000,000,000",
    ),
    change(
        RU, EN, "negation", "major", n=3, other_n=3, was="did not ask", now="просили", reason="“not” has no counterpart"
    ),
    change(RU, EN, "gender", "minor", n=3, other_n=3, was="Dana Ilves", now="сказал гидролог Дан Ильвес"),
    change(RU, EN, "dropped", "major", other_n=4, reason="no sentence of the copy says this"),
    change(ZH, EN, "added", "minor", n=4, reason="no sentence of the other says this"),
    change(AR, EN, "number", "major", n=1, other_n=2, was="120 million", now="120 مليار"),
    change(PL2, PL1, "number", "major", n=2, other_n=2, was="40 tysiącach", now="14 tysiącach"),
]
REPORTS = [
    Report(
        report_id="r-lake", origin_article_id="aa-en", origin_language="en", n_articles=4, reference_article_id="aa-en"
    ),
    Report(report_id="r-port", origin_language="pl", n_articles=2, reference_article_id="ee-pl"),
    Report(
        report_id="r-solo", origin_article_id="gg-en", origin_language="en", n_articles=1, reference_article_id="gg-en"
    ),
]
STORIES = [
    Story(
        story_id="s-lake",
        title=ENGLISH[0],
        first_date=dt.date(2022, 9, 5),
        last_date=dt.date(2022, 9, 7),
        n_articles=5,
        n_reports=2,
        n_publishers=2,
    ),
    Story(
        story_id="s-port",
        title=POLISH_ONE[0],
        first_date=dt.date(2022, 10, 1),
        last_date=dt.date(2022, 10, 1),
        n_articles=2,
        n_reports=1,
    ),
]
RUNS = [
    Run(
        run_id=run_id,
        started=started,
        finished=started,
        version="0.1.0",
        settings="{}",
        room=room,
        n_in=7,
        n_out=7,
        seconds=1.5,
    )
    for run_id, started in (("run-1", dt.datetime(2022, 11, 1, 9)), ("run-2", dt.datetime(2022, 11, 3, 9)))
    for room in ("gather", "trace")
]
LATE = ("cc-zh", "gg-en")
FAILURES = [
    Failure(
        run_id="run-1",
        source="news/empty.txt",
        stage="gather",
        error="expected text, found an empty file",
        hint="remove it or save it again",
    ),
]
OUTLETS = [Outlet(outlet="Lakeside Courier", publisher="Lake Media", country="EST", state_owned=False)]


def write(
    path: Path,
    sides: Sequence[Side] = SIDES,
    links: Sequence[Link] = tuple(LINKS),
    changes: Sequence[Change] = tuple(CHANGES),
    reports: Sequence[Report] = tuple(REPORTS),
    alignments: Sequence[Alignment] = tuple(ALIGNMENTS),
    rooms: Sequence[str] = ("gather", "trace"),
) -> Path:
    """Write the world to a file."""
    with Workshop.open(path) as shop:
        with shop.transaction():
            shop.insert(Article, [s.article for s in sides])
            shop.insert(Sentence, [sentence for s in sides for sentence in s.sentences])
            shop.insert(Link, links)
            shop.insert(Alignment, alignments)
            shop.insert(Change, changes)
            shop.insert(Report, reports)
            shop.insert(Story, STORIES if "trace" in rooms else ())
            shop.insert(Run, [run for run in RUNS if run.room in rooms])
            shop.insert(
                Arrival,
                [
                    Arrival(
                        article_id=s.article.article_id, run_id="run-2" if s.article.article_id in LATE else "run-1"
                    )
                    for s in sides
                ],
            )
            shop.insert(Failure, FAILURES)
            shop.insert(Outlet, OUTLETS)
        shop.finish()
    return path
