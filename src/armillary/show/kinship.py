"""What an article is to its family, in words."""

from __future__ import annotations

from collections.abc import Mapping

from armillary.schema import Article
from armillary.show.families import Family, Member, other_side, source_of
from armillary.show.words import RELATIONS, named, outlet_of, percent


def told(member: Member, by_id: Mapping[str, Article], family: Family) -> tuple[str, str, str]:
    """How a copy is tied to its source; how much it keeps; why we think so, and what it is compared with.

    All empty where nothing ties it to another.
    """
    link = member.link
    if link is None or member.kept is None or member.shared is None:
        return "", "", ""
    source = by_id.get(other_side(link, member.article.article_id), family.reference)
    name = outlet_of(source)
    directed = source_of(link) == source.article_id
    tie = "has a source in common with" if link.direction == "common" else "shares text with"
    phrase = f"{(RELATIONS[link.relation] if directed else tie).capitalize()} {name}"
    measure = f"{'keeps' if directed else 'has'} {percent(member.kept)} of it"
    if member.shared < 0.95:
        measure += f", {percent(1 - member.shared)} is its own"
    why = _sentence(named(link.reason, by_id.values()))
    if source.article_id != family.reference.article_id and member.article.article_id != family.reference.article_id:
        why += f" Compared below with {outlet_of(family.reference)}."
    return phrase, measure, why


def place_of(member: Member, family: Family) -> str:
    """What a member without a source is to its family; empty for the others."""
    own = member.article.article_id
    if member.link is not None or len(family.members) == 1:
        return ""
    if own == family.report.origin_article_id:
        return "The first version."
    if own == family.reference.article_id:
        return "The others are compared with this one."
    return "Shares text with others here; what it was made from is not known."


def _sentence(words: str) -> str:
    words = words.strip()
    return words[:1].upper() + words[1:] + ("" if words.endswith((".", "!", "?")) else ".") if words else ""
