"""A person may be asked for by family name alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from armillary.commands.filtering import called
from armillary.errors import UsageError
from armillary.schema import Actor
from armillary.world import Workshop, World


def person(actor_id: str, name: str, **names: str) -> Actor:
    """Somebody."""
    return Actor(actor_id=actor_id, kind="person", name=name, names=names, n_mentions=1)


@pytest.fixture
def world(tmp_path: Path) -> Path:
    """Three people, two of one family name, and an organisation that ends like one."""
    path = tmp_path / "world.duckdb"
    with Workshop.open(path) as shop:
        with shop.transaction():
            rows = [person("person:orlova", "Vera Orlova", ru="Вера Орлова", zh="薇拉·奥尔洛娃")]
            rows += [person("person:ana-kovac", "Ana Kovač"), person("person:ivo-kovac", "Ivo Kovač")]
            rows += [Actor(actor_id="org:bank-orlova", kind="org", name="Bank Orlova", names={}, n_mentions=9)]
            shop.insert(Actor, rows)
        shop.finish()
    return path


@pytest.mark.parametrize("given", ["Orlova", "орлова", "奥尔洛娃", "vera orlova", "person:orlova"])
def test_the_one_of_that_name_is_meant(world: Path, given: str) -> None:
    """In every script and case, and never an organisation."""
    with World.open(world) as w:
        assert called(w, given) == ["person:orlova"]


def test_of_two_neither_is_taken(world: Path) -> None:
    """The error names both."""
    with World.open(world) as w, pytest.raises(UsageError, match="person:ana-kovac, person:ivo-kovac"):
        called(w, "Kovač")


def test_a_given_name_is_not_enough(world: Path) -> None:
    """Too many share it."""
    with World.open(world) as w:
        assert called(w, "Vera") == []
