"""What an article is to its family, in words."""

from __future__ import annotations

from collections.abc import Mapping

from armillary.schema import Article, Relation
from armillary.show.families import Family, Member, other_side, source_of
from armillary.show.phrases import N_, _
from armillary.show.words import named, outlet_of, percent

_MADE: dict[Relation, str] = {
    "same": N_("The same text as {name}"),
    "copy": N_("A copy of {name}"),
    "translation": N_("A translation of {name}"),
    "excerpt": N_("An excerpt from {name}"),
    "common-source": N_("From the same source as {name}"),
}


def told(member: Member, by_id: Mapping[str, Article], family: Family) -> tuple[str, str, str]:
    """How a copy is tied to its source; how much it keeps; why we think so (in English).

    All empty where nothing ties it to another.
    """
    link = member.link
    if link is None or member.kept is None or member.shared is None:
        return "", "", ""
    source = by_id.get(other_side(link, member.article.article_id), family.reference)
    name = outlet_of(source)
    directed = source_of(link) == source.article_id
    tie = N_("Has a source in common with {name}") if link.direction == "common" else N_("Shares text with {name}")
    phrase = _(_MADE[link.relation] if directed else tie).format(name=name)
    measure = (_("keeps {share} of it") if directed else _("has {share} of it")).format(share=percent(member.kept))
    if member.shared < 0.95:
        measure += ", " + _("{share} is its own").format(share=percent(1 - member.shared))
    return phrase, measure, _sentence(named(link.reason, by_id.values()))


def beside(member: Member, family: Family) -> str:
    """What a copy is compared with on the page, where that is not what it was made from."""
    link, own, reference = member.link, member.article.article_id, family.reference.article_id
    if link is None or reference in (own, other_side(link, own)):
        return ""
    return _("Compared below with {name}.").format(name=outlet_of(family.reference))


def place_of(member: Member, family: Family) -> str:
    """What a member without a source is to its family; empty for the others."""
    own = member.article.article_id
    if member.link is not None or len(family.members) == 1:
        return ""
    if own == family.report.origin_article_id:
        return _("The first version.")
    if own == family.reference.article_id:
        return _("The others are compared with this one.")
    return _("Shares text with others here; what it was made from is not known.")


def _sentence(words: str) -> str:
    words = words.strip()
    return words[:1].upper() + words[1:] + ("" if words.endswith((".", "!", "?")) else ".") if words else ""
