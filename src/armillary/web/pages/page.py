"""What a page is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from armillary.schema import Room


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it is declared.

    `find` takes the parameters of the address (types of `web.asked`; `world` among them) and gives a dataclass: what
    the template `template`.html.j2 (else `name`.html.j2) shows, and what the JSON is. `needs` is the room that must
    have been at work.
    `section` is the entry of the menu that it belongs to.
    """

    name: str
    path: str
    title: str
    find: Callable[..., object]
    about: str
    section: str
    needs: Room = "gather"
    also: tuple[str, ...] = ()
    template: str | None = None

    @property
    def paths(self) -> tuple[str, ...]:
        """All addresses of the page."""
        return (self.path, *self.also)

    @property
    def json_path(self) -> str:
        """Address of its JSON."""
        return f"{self.path}.json"
