"""Who is meant where: every name, description and pronoun that stands for an actor, with the actor's id."""

from __future__ import annotations

from armillary.read.document import Doc, Note
from armillary.read.mentions import names_zh
from armillary.read.mentions.capitals import page
from armillary.read.mentions.choose import choose
from armillary.read.mentions.countries import countries
from armillary.read.mentions.descriptions import belongings, described, introduce, organs, titled
from armillary.read.mentions.found import Found, mention
from armillary.read.mentions.fullnames import extend
from armillary.read.mentions.listed import listed
from armillary.read.mentions.newcomers import admitted, without_parts
from armillary.read.mentions.phrases import phrases
from armillary.read.mentions.pronouns import pronouns
from armillary.read.mentions.spellings import merge
from armillary.read.mentions.spots import spots
from armillary.schema import Mention

__all__ = ["find_mentions"]


def find_mentions(doc: Doc) -> list[Mention]:
    """The mentions of an article, by sentence, start and (longer first) end.

    Also put into `line.mentions`; actors that the lexicon does not know go to `doc.newcomers`.
    """
    seen = page(doc)
    said = {line.n: phrases(doc, line) for line in doc.lines}
    found = extend(choose(doc, listed(doc)), seen)
    found += names_zh.names(doc, found)
    found += organs(doc, found, said)
    found += admitted(doc, spots(doc, seen, found, said))
    found = without_parts(doc, found)
    offices = described(doc, found, said)
    introduce(doc, offices, found, said)
    merge(doc, found)
    found += titled(doc, offices, found)
    found += countries(doc, found)
    found += pronouns(doc, [one for one in found if one.actor_id])
    belongings(found)
    return _written(doc, found)


def _written(doc: Doc, found: list[Found]) -> list[Mention]:
    for line in doc.lines:
        line.mentions = []
    decided = sorted((one for one in found if one.actor_id), key=lambda one: (one.line.n, one.start, -one.end))
    seen: set[tuple[int, int]] = set()
    rows: list[Mention] = []
    for one in decided:
        if (one.start, one.end) not in seen:
            seen.add((one.start, one.end))
            row = mention(doc, one)
            one.line.mentions.append(row)
            rows.append(row)
            if one.why:
                doc.notes.append(Note(row.mention_id, one.why))
    named = {row.actor_id for row in rows}
    doc.newcomers = {local: one for local, one in doc.newcomers.items() if local in named}
    return rows
