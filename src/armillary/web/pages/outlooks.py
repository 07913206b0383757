"""What people in the articles expect, and what the model expects."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from armillary.commands.forecast import forecast
from armillary.commands.quotes import Quote, quotes
from armillary.commands.readings import ids
from armillary.lexicon import plover
from armillary.schema import Forecast, Outlook
from armillary.web.asked import Actor, Kind, PageNumber, Slice, WorldOf, sliced
from armillary.web.pages.page import Page

DAYS: Final = ("7", "30", "90")


@dataclass(frozen=True, slots=True)
class OutlooksPage:
    """`forecasts` are of one window; `said` are the outlooks of people; both a page at a time."""

    actor: str | None
    type: str | None
    days: int
    types: tuple[str, ...]
    made_at: str | None
    forecasts: Slice[Forecast]
    said: Slice[Quote]


_SHOWN: Final = 200


def find(
    world: WorldOf,
    actor: Actor = None,
    type: Kind = None,  # noqa: A002
    days: Kind = None,
    page: PageNumber = 1,
    said: PageNumber = 1,
) -> OutlooksPage:
    """Outlooks and forecasts; `days` is the window of forecasts."""
    window = int(days) if days in DAYS else 30
    kept = world.once("forecasts", lambda: forecast(world))
    asked = (
        [one for one in kept if (one.window_end - one.window_start).days + 1 == window]
        if not (actor or type)
        else world.recent(
            ("forecasts", actor, type, window),
            lambda: forecast(world, actor=actor, type=type, days=window, limit=_SHOWN),
        )
    )
    some = sliced(ids(world, Outlook.table, actor=actor), said, 15)
    return OutlooksPage(
        actor,
        type,
        window,
        tuple(plover.types()),
        kept[0].made_at.date().isoformat() if kept else None,
        sliced(asked, page, 25),
        Slice(tuple(quotes(world, some.rows)), some.total, some.page, some.pages),
    )


PAGES: Final = (
    Page(
        name="outlooks",
        path="/outlooks",
        title="Outlooks and forecasts",
        find=find,
        about="What people in the articles expect, what the model expects, and why.",
        section="Outlook",
        needs="read",
    ),
)
