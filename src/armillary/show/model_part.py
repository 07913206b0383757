"""What the report says of the system: who moved, who stands where, what was said and done, with a footnote for each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from armillary.schema import Arrow, Drift, Forecast, Happening, Loop, Orbit
from armillary.show import figures
from armillary.show.figures import Line
from armillary.show.lines import deed
from armillary.show.phrases import _

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
    sentences that anything here rests on; `names` are those of actors by id. `days` are the days of happenings, as
    exact as they are known. `n_happenings` and `n_records` count all of the world.
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
    days: Mapping[str, str]
    n_happenings: int
    n_records: int


class Notes:
    """Footnotes, numbered in the order in which they are first called for."""

    def __init__(self, part: ModelPart) -> None:
        self._quotes = part.quotes
        self._numbers: dict[tuple[str, int], int] = {}
        self._called: list[Quote] = []
        self._placed: set[int] = set()

    def calls(self, ids: Iterable[str], most: int = PER_ROW) -> Markup:
        """Links to the notes of some rows; of one sentence only one."""
        seen: dict[tuple[str, int], int] = {}
        for one in ids:
            quote = self._quotes.get(one)
            if quote is not None and (quote.article_id, quote.n) not in seen and len(seen) < most:
                seen[quote.article_id, quote.n] = self._number(quote)
        links = [self._link(number) for number in seen.values()]
        return Markup("<sup>{}</sup>").format(Markup(" ").join(links)) if links else Markup("")

    def _link(self, number: int) -> Markup:
        """A call; the first of a note is where the note leads back to."""
        place = Markup("") if number in self._placed else Markup(' id="r{}"').format(number)
        self._placed.add(number)
        return Markup('<a class="call"{0} href="#n{1}" aria-label="{2}">{1}</a>').format(
            place, number, _("Note {n}").format(n=number)
        )

    def _number(self, quote: Quote) -> int:
        place = quote.article_id, quote.n
        if place not in self._numbers:
            self._called.append(quote)
            self._numbers[place] = len(self._called)
        return self._numbers[place]

    @property
    def called(self) -> list[Quote]:
        """The notes in order."""
        return self._called


@dataclass(frozen=True, slots=True)
class ModelView:
    """The part as its template takes it."""

    part: ModelPart
    notes: Notes

    def name(self, actor_id: str | None) -> str:
        """Its name."""
        return _("somebody unnamed") if actor_id in (None, "unknown") else self.part.names.get(actor_id, actor_id)

    def quote(self, one: str) -> Quote | None:
        """The sentence of a row."""
        return self.part.quotes.get(one)

    def deed(self, row: Happening | Forecast) -> str:
        """Who does what to whom."""
        return deed(row.event_type, self.name(row.source_id), self.name(row.target_id) if row.target_id else None)

    def happening(self, row: Happening) -> str:
        """What is said to have happened, in the words of its first event."""
        quote = self.quote(row.event_ids[0]) if row.event_ids else None
        return quote.line if quote else self.deed(row)

    @property
    def window(self) -> tuple[dt.date, dt.date] | None:
        """The days that the forecasts are for, where they are the same for all."""
        found = {(one.window_start, one.window_end) for one in self.part.forecasts}
        return found.pop() if len(found) == 1 else None

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
        return figures.series(lines, about=_("Pulls on {actor}").format(actor=self.name(actor_id)))

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
