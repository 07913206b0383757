"""The tables of outlets that ship: real ones in the lexicon, invented ones beside the demo articles."""

from __future__ import annotations

import csv
import re
from collections import Counter
from importlib.resources import files
from importlib.resources.abc import Traversable

import pytest

from armillary.demo_articles import outlets, truth
from armillary.schema import Outlet, columns

SHIPPED = files("armillary.lexicon") / "outlets.csv"


def rows(table: Traversable) -> list[dict[str, str]]:
    return list(csv.DictReader(table.read_text("utf-8").splitlines()))


@pytest.mark.parametrize("table", [SHIPPED, outlets()], ids=["shipped", "demo"])
def test_columns_and_values_fit_the_schema(table: Traversable) -> None:
    """Columns are those of the table `outlets`; an outlet is listed once; reliability is left to the user."""
    listed = rows(table)
    assert list(listed[0]) == [column.name for column in columns(Outlet)]
    assert max(Counter(row["outlet"].casefold() for row in listed).values()) == 1
    for row in listed:
        assert row["publisher"]
        assert re.fullmatch(r"[A-Z]{3}", row["country"])
        assert row["state_owned"] in {"true", "false", ""}
        assert not row["reliability"]


def test_invented_and_real_outlets_do_not_meet() -> None:
    """No invented outlet has the name of a listed real one."""
    real = {row["outlet"].casefold() for row in rows(SHIPPED)}
    assert not real & {row["outlet"].casefold() for row in rows(outlets())}


def test_the_owner_of_every_demo_outlet_is_known() -> None:
    """Every outlet and credit of the truth is listed, and some owner has two outlets among them."""
    owners = {row["outlet"]: row["publisher"] for row in rows(outlets())}
    named = {entry["outlet"] for entry in truth()["article"]}
    credited = {credit for entry in truth()["article"] for credit in entry.get("credit", "").split("; ") if credit}
    assert named | credited <= set(owners)
    assert max(Counter(owners[outlet] for outlet in named).values()) > 1


def test_siblings_share_an_owner() -> None:
    """Outlets of one owner are grouped, so that owners can be counted."""
    owners = {row["outlet"]: row["publisher"] for row in rows(SHIPPED)}
    assert owners["people.com.cn"] == owners["globaltimes.cn"]
    assert owners["ria.ru"] != owners["tass.ru"]
