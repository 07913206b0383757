"""What the report says of the system: who moved, who stands where, what was said and done, with a footnote for each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from armillary.schema import Arrow, Drift, Forecast, Happening, Loop, Orbit
from armillary.show import figures
from armillary.show.figures import Line

if TYPE_CHECKING:
    from armillary.commands.quotes import Quote
    from armillary.commands.system import System
    from armillary.model.exposure import Dependence

PER_ROW = 4
"""Footnotes of one row of a list."""


@dataclass(frozen=True, slots=True)
class ModelPart:
    """What stands in the report beside copies and changes.

    `moves` are the movements told, `orbits` the pulls on the actors that moved, period by period. `quotes` are all
    sentences that anything here rests on; `names` are those of actors by id.
    """

    system: System
    moves: Sequence[Drift]
    orbits: Mapping[str, Sequence[Orbit]]
    statements: Sequence[str]
    happenings: Sequence[Happening]
    dependences: Sequence[Dependence]
    arrows: Sequence[Arrow]
    loops: Sequence[Loop]
    forecasts: Sequence[Forecast]
    outlooks: Sequence[str]
    quotes: Mapping[str, Quote]
    names: Mapping[str, str]


class Notes:
    """Footnotes, numbered in the order in which they are first called for."""

    def __init__(self, part: ModelPart) -> None:
        self._quotes = part.quotes
        self._numbers: dict[str, int] = {}

    def calls(self, ids: Iterable[str], most: int = PER_ROW) -> Markup:
        """Links to the notes of some rows; of one sentence only one."""
        seen: dict[tuple[str, int], int] = {}
        for one in ids:
            quote = self._quotes.get(one)
            if quote is not None and (quote.article_id, quote.n) not in seen and len(seen) < most:
                seen[quote.article_id, quote.n] = self._number(one, quote)
        links = [
            Markup('<a class="call" href="#n{0}" aria-label="Note {0}">{0}</a>').format(number)
            for number in seen.values()
        ]
        return Markup("<sup>{}</sup>").format(Markup(" ").join(links)) if links else Markup("")

    def _number(self, one: str, quote: Quote) -> int:
        for other, number in self._numbers.items():
            known = self._quotes[other]
            if (known.article_id, known.n) == (quote.article_id, quote.n):
                return number
        self._numbers[one] = len(self._numbers) + 1
        return self._numbers[one]

    @property
    def called(self) -> list[Quote]:
        """The notes in order."""
        return [self._quotes[one] for one in self._numbers]


@dataclass(frozen=True, slots=True)
class ModelView:
    """The part as its template takes it."""

    part: ModelPart
    notes: Notes

    def name(self, actor_id: str | None) -> str:
        """English name."""
        return "somebody unnamed" if actor_id in (None, "unknown") else self.part.names.get(actor_id, actor_id)

    def quote(self, one: str) -> Quote | None:
        """The sentence of a row."""
        return self.part.quotes.get(one)

    def map(self) -> Markup:
        """The map of ties."""
        return figures.tie_map(self.part.system, self.part.moves, links=False)

    def orbit(self, actor_id: str) -> Markup:
        """Pulls on an actor over time."""
        rows = self.part.orbits[actor_id]
        poles = list(dict.fromkeys(row.pole_id for row in rows))[:6]
        lines = [
            Line(self.name(pole), [(r.period, r.pull, r.low, r.high) for r in rows if r.pole_id == pole], tone)
            for tone, pole in enumerate(poles, 1)
        ]
        return figures.series(lines, about=f"Pulls on {self.name(actor_id)}")

    def poles(self, actor_id: str) -> list[Orbit]:
        """The last pull of each pole on an actor, in the order of their lines."""
        last = {row.pole_id: row for row in self.part.orbits[actor_id]}
        return list(last.values())[:6]

    def holds(self) -> Markup:
        """Who holds what over whom."""
        return figures.holds(self.part.dependences, self.name, links=False)

    def causal(self) -> Markup:
        """What drives what."""
        return figures.causal(self.part.arrows, links=False)

    def circle(self, loop: Loop) -> list[Arrow]:
        """The arrows of a loop in order."""
        by_id = {one: arrow for arrow in self.part.arrows for one in arrow.mechanism_ids}
        return list(dict.fromkeys(by_id[one] for one in loop.mechanism_ids if one in by_id))


def model_view(part: ModelPart) -> ModelView:
    """A part with fresh footnotes."""
    return ModelView(part, Notes(part))
