"""PROV-O: which article was made from which, as JSON-LD.

A copy `prov:wasDerivedFrom` the article it was made from; `prov:wasRevisionOf` where it says something else,
`prov:wasQuotedFrom` where it is an excerpt. All members of a report have its original as `prov:hadPrimarySource`, also
where that is not among the articles. Articles that share text without it being known who has it from whom are
`prov:alternateOf` each other. Translation and extraction are activities.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, TextIO
from urllib.parse import quote

from armillary import __version__
from armillary.schema import Article, Change, Link, Report, Run, Story
from armillary.show.exports import jsonld
from armillary.show.exports.selection import Selection, condition
from armillary.show.families import Family, Member, families, other_side, source_of
from armillary.world import World

_BATCH: Final = 500
_HEAD: Final = {
    "@context": {
        **jsonld.TERMS,
        "prov": "http://www.w3.org/ns/prov#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
        "prov:startedAtTime": {"@type": "xsd:dateTime"},
        "prov:endedAtTime": {"@type": "xsd:dateTime"},
        "schema:datePublished": {"@type": "xsd:date"},
    }
}
_OF_STORIES: Final = """
    SELECT story_id, list(DISTINCT report_id ORDER BY report_id) FROM articles
    WHERE story_id IS NOT NULL AND report_id IS NOT NULL GROUP BY story_id
"""
_SOFTWARE: Final = "urn:armillary:software"
_Node = Mapping[str, Any]


def write(file: TextIO, world: World, wanted: Selection) -> int:
    """Write the copy trees of a world, some reports at a time; gives the number of nodes."""
    return jsonld.write(file, _HEAD, "@graph", _nodes(world, wanted))


def _nodes(world: World, wanted: Selection) -> Iterator[_Node]:
    yield {
        "@id": _SOFTWARE,
        "@type": ["prov:Agent", "prov:SoftwareAgent"],
        "schema:name": "Armillary",
        "schema:softwareVersion": __version__,
    }
    for run in world.rows(Run):
        yield _run(run)
    for (outlet,) in world.query("SELECT DISTINCT outlet FROM articles WHERE outlet IS NOT NULL ORDER BY outlet"):
        yield {"@id": _id("outlet", outlet), "@type": ["prov:Agent", "prov:Organization"], "schema:name": outlet}
    members = dict(world.query(_OF_STORIES))
    for story in world.rows(Story):
        yield _story(story, members.get(story.story_id, ()))
    arrived = dict(world.query("SELECT article_id, run_id FROM arrivals"))
    for family in _families(world, wanted):
        yield from _family(family.report, family, arrived)


def _families(world: World, wanted: Selection) -> Iterator[Family]:
    """Reports with an article that is wanted, some hundred at a time."""
    where = condition(Article, wanted)
    ids = [
        one
        for (one,) in world.query(
            f"SELECT DISTINCT t.report_id FROM articles t WHERE t.report_id IS NOT NULL AND {where.sql} ORDER BY 1",
            *where.values,
        )
    ]
    for at in range(0, len(ids), _BATCH):
        some = ids[at : at + _BATCH]
        articles = world.rows(Article, "report_id IN (SELECT unnest(?))", some)
        inside = [article.article_id for article in articles]
        found = families(
            articles,
            world.rows(Report, "report_id IN (SELECT unnest(?))", some),
            world.rows(Link, "article_a IN (SELECT unnest(?)) AND article_b IN (SELECT unnest(?))", inside, inside),
            world.rows(Change, "article_id IN (SELECT unnest(?))", inside),
        )
        yield from sorted(found, key=lambda family: family.report.report_id)


def _run(run: Run) -> _Node:
    kinds = {"gather": "armillary:Extraction", "trace": "armillary:Tracing", "read": "armillary:Reading"}
    return _known(
        {
            "@id": _id("run", f"{run.run_id}:{run.room}"),
            "@type": ["prov:Activity", kinds.get(run.room, "armillary:Modelling")],
            "prov:startedAtTime": run.started.isoformat() + "Z",
            "prov:endedAtTime": run.finished and run.finished.isoformat() + "Z",
            "prov:wasAssociatedWith": {"@id": _SOFTWARE},
            "schema:softwareVersion": run.version,
        }
    )


def _story(story: Story, reports: Iterable[str]) -> _Node:
    return _known(
        {
            "@id": _id("story", story.story_id),
            "@type": ["prov:Entity", "prov:Collection"],
            "schema:name": story.title,
            "armillary:n_reports": story.n_reports,
            "armillary:n_articles": story.n_articles,
            "prov:hadMember": [{"@id": _id("report", report)} for report in reports],
        }
    )


def _family(report: Report, family: Family, arrived: Mapping[str, str]) -> Iterator[_Node]:
    original = _original(family)
    yield {
        "@id": _id("report", report.report_id),
        "@type": ["prov:Entity", "prov:Collection", "armillary:IndependentReport"],
        "armillary:n_reports": 1,
        "armillary:n_articles": report.n_articles,
        "armillary:reference": {"@id": _id("article", report.reference_article_id)},
        "prov:hadMember": [{"@id": _id("article", member.article.article_id)} for member in family.members],
    }
    if original and report.origin_article_id is None:
        yield {
            "@id": original,
            "@type": "prov:Entity",
            "schema:description": "the original of this report; it is not among the articles",
        }
    by_id = {member.article.article_id: member for member in family.members}
    for member in family.members:
        yield _article(member, original, arrived.get(member.article.article_id))
        if member.parent_id and member.link and member.link.relation == "translation":
            yield _translation(member, by_id[member.parent_id])


def _original(family: Family) -> str | None:
    if family.origin == "present" and family.report.origin_article_id:
        return _id("article", family.report.origin_article_id)
    return _id("report", f"{family.report.report_id}:original") if family.origin == "absent" else None


def _article(member: Member, original: str | None, run: str | None) -> _Node:
    article, own = member.article, _id("article", member.article.article_id)
    return _known(
        {
            "@id": own,
            "@type": ["prov:Entity", "schema:NewsArticle"],
            "schema:headline": article.title,
            "schema:inLanguage": article.language,
            "schema:datePublished": article.published and article.published.isoformat(),
            "schema:url": article.url,
            "schema:creditText": article.credit,
            "armillary:source": article.source,
            "armillary:sha256": article.sha256,
            "prov:wasAttributedTo": article.outlet and {"@id": _id("outlet", article.outlet)},
            "prov:wasGeneratedBy": run and {"@id": _id("run", f"{run}:gather")},
            "prov:hadPrimarySource": {"@id": original} if original and original != own else None,
            **_made_from(member),
        }
    )


def _made_from(member: Member) -> _Node:
    """What an article was made from, and how sure that is."""
    link, own = member.link, member.article.article_id
    if link is None:
        return {}
    if member.parent_id is None:
        return {"prov:alternateOf": {"@id": _id("article", other_side(link, own))}, "armillary:link": _link(link)}
    source = {"@id": _id("article", member.parent_id)}
    names = ["prov:wasDerivedFrom"]
    if link.relation == "excerpt":
        names.append("prov:wasQuotedFrom")
    if member.n_major or member.n_minor:
        names.append("prov:wasRevisionOf")
    how = {
        "@type": "prov:Derivation",
        "prov:entity": source,
        **({"prov:hadActivity": {"@id": _translated(own)}} if link.relation == "translation" else {}),
        "armillary:n_major": member.n_major,
        "armillary:n_minor": member.n_minor,
        **_link(link),
    }
    return {**dict.fromkeys(names, source), "prov:qualifiedDerivation": how}


def _link(link: Link) -> _Node:
    return {
        "armillary:relation": link.relation,
        "armillary:direction_known": source_of(link) is not None,
        "armillary:confidence": link.confidence,
        "armillary:similarity": link.similarity,
        "armillary:reason": link.reason,
        "armillary:encoder": link.encoder,
    }


def _translation(member: Member, source: Member) -> _Node:
    return {
        "@id": _translated(member.article.article_id),
        "@type": ["prov:Activity", "armillary:Translation"],
        "prov:used": {"@id": _id("article", source.article.article_id)},
        "prov:generated": {"@id": _id("article", member.article.article_id)},
        "armillary:from_language": source.article.language,
        "armillary:to_language": member.article.language,
        "armillary:inferred_by": {"@id": _SOFTWARE},
        "schema:softwareVersion": __version__,
    }


def _translated(article_id: str) -> str:
    return _id("translation", article_id)


def _id(kind: str, name: str) -> str:
    """An IRI of ours; what a URN may not hold is percent-encoded."""
    return f"urn:armillary:{kind}:{quote(name, safe=':-._')}"


def _known(values: Mapping[str, Any]) -> _Node:
    return {name: value for name, value in values.items() if value not in (None, "", [])}
