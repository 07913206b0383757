"""What an address may ask for: the types of its parameters, each declared once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated, Final, Generic, Literal, TypeVar

from fastapi import Depends, Path, Query, Request
from pydantic import BeforeValidator, Field

from armillary.errors import UsageError
from armillary.world import World

R = TypeVar("R")

PER_PAGE: Final = 50
"""Rows of a list on one page."""

LONGEST: Final = 200
"""Characters of a parameter."""


class NotFoundError(UsageError):
    """The world has no such thing."""


def _world(request: Request) -> Iterator[World]:
    with request.app.state.served.opened() as world:
        yield world


def _none_if_empty(value: object) -> object:
    """A form sends fields that were left empty as empty words."""
    return None if isinstance(value, str) and not value.strip() else value


_Empty = BeforeValidator(_none_if_empty)

WorldOf = Annotated[World, Depends(_world, scope="function")]
Id = Annotated[str, Path(max_length=LONGEST)]
_Line = Annotated[str, Field(max_length=LONGEST)]
_Code = Annotated[str, Field(max_length=40)]
Words = Annotated[_Line | None, _Empty, Query()]
Actor = Annotated[_Line | None, _Empty, Query(description="Id or name of an actor.")]
Day = Annotated[dt.date | None, _Empty, Query(description="ISO date, such as 2022-09-30.")]
Language = Annotated[_Code | None, _Empty, Query(description="BCP-47, such as `ru`.")]
Kind = Annotated[_Code | None, _Empty, Query()]
LayerOf = Annotated[
    Literal["all", "words", "deeds", "official", "other"], Query(description="Which evidence ties rest on.")
]
PageNumber = Annotated[int, Query(ge=1, le=100_000, description=f"Page of a list of {PER_PAGE} rows a page.")]


@dataclass(frozen=True, slots=True)
class Slice(Generic[R]):
    """One page of a longer list."""

    rows: tuple[R, ...]
    total: int
    page: int
    pages: int


def sliced(rows: Sequence[R], page: int, per_page: int = PER_PAGE) -> Slice[R]:
    """The page of a list that was asked for; the last one where there are fewer."""
    pages = max(1, -(-len(rows) // per_page))
    page = min(page, pages)
    return Slice(tuple(rows[(page - 1) * per_page : page * per_page]), len(rows), page, pages)
