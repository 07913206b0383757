"""The report: one self-contained page of what a world holds."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from armillary.schema import Alignment, Article, Change, Failure, Link, Sentence, Story
from armillary.show import html
from armillary.show.counts import Counts, headline, span, title, unread
from armillary.show.families import Family, Member
from armillary.show.kinship import beside, place_of, told
from armillary.show.model_part import ModelPart, model_view
from armillary.show.phrases import _, language, speaking
from armillary.show.side_by_side import Context, Side, SideBySide, in_sentence
from armillary.show.words import NO_ORIGIN, title_of

TELLING = 6
"""Changes shown first."""
TEXTS = 4_000_000
"""Bytes of text that a page takes, the largest families first."""
CHANGE = 900
"""Bytes that a change adds to it, about."""


CONTEXT = 90
"""Characters shown on either side of such a change."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What a page is made from: the families it shows, and what belongs to their articles."""

    counts: Counts
    families: Sequence[Family]
    sentences: Mapping[str, Sequence[Sentence]]
    links: Sequence[Link]
    alignments: Sequence[Alignment]
    changes: Sequence[Change]
    stories: Sequence[Story]
    failures: Sequence[Failure]
    model: ModelPart | None = None


@dataclass(frozen=True, slots=True)
class _MemberView:
    """A family's member with its place in the nested list: whether one opens below it, how many end after it.

    `note` says what a member without a source is to its family, `beside` what another is compared with.
    """

    key: str
    member: Member
    first: bool
    note: str
    opens: bool
    closes: int
    phrase: str
    measure: str
    why: str
    beside: str
    view: html.View | None


@dataclass(frozen=True, slots=True)
class _FamilyView:
    key: str
    title: str
    reference: Article
    members: tuple[_MemberView, ...]
    no_origin: str | None
    absent: bool
    origin_language: str | None
    n_languages: int
    n_major: int
    open: bool
    sentences: Sequence[Sentence] = ()


@dataclass(frozen=True, slots=True)
class _Telling:
    change: Change
    article: Article
    was_language: str
    href: str
    was: Context | None
    now: Context | None


@dataclass(frozen=True, slots=True)
class _StoryView:
    story: Story
    language: str
    dates: str
    families: tuple[_FamilyView, ...]


def report_page(contents: Contents, spoken: str = "en") -> str:
    """The page as HTML, its own words in one of `phrases.LANGUAGES`.

    Each text stands in it once, and beside each copy that of its reference.
    """
    with speaking(spoken):
        return _page(contents)


def _page(contents: Contents) -> str:
    views = _families(contents)
    copied = [family for family in views if len(family.members) > 1]
    counts = contents.counts
    return html.page(
        "report.html.j2",
        language=language(),
        title=title(counts),
        count=headline(counts),
        texts_left_out=any(len(v.members) == 1 and not v.sentences for v in views),
        families=views,
        copied=copied,
        single=[family for family in views if len(family.members) == 1],
        telling=_telling(copied),
        stories=_stories(contents, views),
        unread=unread(counts, sum(len(family.members) for family in views), len(contents.failures)),
        failures=contents.failures,
        model=None if contents.model is None else model_view(contents.model),
    )


def _families(contents: Contents) -> list[_FamilyView]:
    parts, budget = _Parts(contents), _Budget(TEXTS)
    return [_family(number, family, parts, budget) for number, family in enumerate(contents.families, 1)]


class _Budget:
    """How much text the page still takes."""

    def __init__(self, left: int) -> None:
        self._left = left

    def takes(self, *articles: Article, n_changes: int = 0) -> bool:
        size = sum(len(article.text.encode()) for article in articles) + CHANGE * n_changes
        if size > self._left:
            return False
        self._left -= size
        return True


class _Parts:
    """Links, alignments and changes by the pair of articles they belong to."""

    def __init__(self, contents: Contents) -> None:
        self._sentences = contents.sentences
        self._links = {(link.article_a, link.article_b): link for link in contents.links}
        self._alignments: defaultdict[tuple[str, str], list[Alignment]] = defaultdict(list)
        self._changes: defaultdict[tuple[str, str], list[Change]] = defaultdict(list)
        for a in contents.alignments:
            self._alignments[a.article_a, a.article_b].append(a)
        for c in contents.changes:
            self._changes[c.article_id, c.other_id].append(c)

    def side(self, article: Article) -> Side:
        return Side(article, tuple(self._sentences.get(article.article_id, ())))

    def pair(self, copy: Article, other: Article) -> SideBySide:
        first, second = sorted((copy.article_id, other.article_id))
        return SideBySide(
            other=self.side(other),
            copy=self.side(copy),
            alignments=tuple(self._alignments.get((first, second), ())),
            changes=tuple(self._changes.get((copy.article_id, other.article_id), ())),
            link=self._links.get((first, second)),
        )


def _family(number: int, family: Family, parts: _Parts, budget: _Budget) -> _FamilyView:
    members = tuple(_members(number, family, parts, budget))
    alone = len(members) == 1 and budget.takes(family.reference)
    return _FamilyView(
        key=f"f{number}",
        title=title_of(family.reference),
        reference=family.reference,
        members=members,
        no_origin=NO_ORIGIN.get(family.origin) if len(members) > 1 else None,
        absent=family.origin == "absent",
        origin_language=family.report.origin_language,
        n_languages=len({m.member.article.language for m in members}),
        n_major=sum(m.member.n_major for m in members),
        open=number == 1,
        sentences=parts.side(family.reference).sentences if alone else (),
    )


def _members(number: int, family: Family, parts: _Parts, budget: _Budget) -> Iterable[_MemberView]:
    by_id = {m.article.article_id: m.article for m in family.members}
    depths = [m.depth for m in family.members]
    for place, (member, below) in enumerate(zip(family.members, [*depths[1:], 0], strict=True)):
        is_reference = member.article.article_id == family.reference.article_id
        key = f"c{number}-{place}"
        phrase, measure, why = told(member, by_id, family)
        yield _MemberView(
            key=key,
            member=member,
            first=member.article.article_id == family.report.origin_article_id,
            note=place_of(member, family),
            opens=below > member.depth,
            closes=max(0, member.depth - below),
            phrase=phrase,
            measure=measure,
            why=why,
            beside=beside(member, family),
            view=None if is_reference else _view(parts.pair(member.article, family.reference), key, budget),
        )


def _view(pair: SideBySide, key: str, budget: _Budget) -> html.View:
    taken = budget.takes(pair.copy.article, pair.other.article, n_changes=len(pair.changes))
    return html.view(pair, key) if taken else html.view(pair, key, most=0)


def _telling(copied: Sequence[_FamilyView]) -> list[_Telling]:
    """The surest major changes, one of a kind and of a copy as long as there are others; the same words only once."""
    found = [
        (change, m, number, family)
        for family in copied
        for m in family.members
        if m.view
        for number, change in enumerate(m.view.changes, 1)
        if change.severity == "major" and change.was and change.now and change.kind != "replaced"
    ]
    seen: Counter[str] = Counter()
    said: set[tuple[str, ...]] = set()
    ranked: list[tuple[int, int, Change, _MemberView, int, _FamilyView]] = []
    for change, m, number, family in sorted(found, key=lambda f: (-f[0].confidence, f[0].change_id)):
        words = (change.kind, (change.was or "").casefold(), (change.now or "").casefold())
        if words in said:
            continue
        said.add(words)
        ranked.append((seen[change.kind] + seen[m.key], len(ranked), change, m, number, family))
        seen.update((change.kind, m.key))
    return [
        _Telling(
            change=change,
            article=m.member.article,
            was_language=family.reference.language,
            href=f"{m.key}-{number}",
            was=in_sentence(m.view.pair.other, change.other_n, change.other_start, change.other_end, CONTEXT),
            now=in_sentence(m.view.pair.copy, change.n, change.start_char, change.end_char, CONTEXT),
        )
        for _, _, change, m, number, family in sorted(ranked, key=lambda r: r[:2])[:TELLING]
        if m.view
    ]


def _stories(contents: Contents, views: Sequence[_FamilyView]) -> list[_StoryView]:
    told: defaultdict[str | None, list[_FamilyView]] = defaultdict(list)
    for family in views:
        told[family.reference.story_id].append(family)
    return [
        _StoryView(
            story=story,
            language=next((f.reference.language for f in told[story.story_id] if f.title == story.title), "und"),
            dates=span(story.first_date, story.last_date) or _("no date"),
            families=tuple(told[story.story_id]),
        )
        for story in sorted(contents.stories, key=lambda s: (-s.n_reports, str(s.first_date), s.story_id))
        if len(told[story.story_id]) > 1
    ]
