"""Results: lists that are frames too."""

from __future__ import annotations

import builtins
import copy
import datetime as dt
import pickle
from dataclasses import dataclass
from typing import Any, Literal

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from armillary import schema
from armillary.errors import UsageError
from armillary.results import Rows, Table, columns_of, name_of

pd = pytest.importorskip("pandas")
pl = pytest.importorskip("polars")

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
TABLES = list(schema.TABLES.values())
SIMPLE: dict[pa.DataType, st.SearchStrategy[Any]] = {
    pa.string(): TEXT,
    pa.float64(): st.floats(allow_nan=False, allow_infinity=False),
    pa.bool_(): st.booleans(),
    pa.date32(): st.dates(),
    pa.timestamp("us"): st.datetimes(dt.datetime(1900, 1, 1), dt.datetime(2100, 1, 1)),
}


def values(of: pa.DataType) -> st.SearchStrategy[Any]:
    """Any values of a type that columns have."""
    if pa.types.is_list(of):
        return st.lists(values(of.value_type), max_size=3).map(tuple)
    if pa.types.is_map(of):
        return st.dictionaries(values(of.key_type), values(of.item_type), max_size=3)
    if pa.types.is_integer(of):
        low = 0 if pa.types.is_unsigned_integer(of) else -(2 ** (of.bit_width - 1))
        return st.integers(low, low + 2**of.bit_width - 1)
    return SIMPLE[of]


def rows_of(kind: type[schema.Row]) -> st.SearchStrategy[list[schema.Row]]:
    """Any rows of a table."""
    fields = {}
    for column in schema.columns(kind):
        one = st.sampled_from(column.values) if column.values else values(column.arrow)
        fields[column.name] = st.none() | one if column.nullable else one
    return st.lists(st.builds(kind, **fields), max_size=4)


@pytest.mark.parametrize("kind", TABLES, ids=name_of)
@settings(max_examples=15)
@given(data=st.data())
def test_rows_become_frames_and_rows_again(kind: type[schema.Row], data: st.DataObject) -> None:
    """Of every table any rows survive the way to Arrow and polars and back, with the declared columns and types; in a
    pandas frame what was NULL is missing, and all else is the same value."""
    rows = data.draw(rows_of(kind))
    found = Rows(kind, rows)
    found.arrow().validate(full=True)
    assert found.arrow().schema == schema.arrow_schema(kind)
    assert schema.rows_of(kind, found.arrow()) == rows
    assert schema.rows_of(kind, found.polars().to_arrow().cast(schema.arrow_schema(kind))) == rows
    columns = found.pandas().to_dict("list")
    assert list(columns) == [column.name for column in schema.columns(kind)]
    for name, listed in columns.items():
        assert all(map(_same, listed, [getattr(row, str(name)) for row in rows]))
        assert len(listed) == len(rows)


def _same(found: Any, value: Any) -> bool:
    if value is None:
        return found is None or bool(pd.isna(found))
    if isinstance(value, tuple):
        return tuple(found) == value
    return bool(found == (pd.Timestamp(value) if isinstance(value, dt.date) else value))


def tie(period: dt.date, value: float | None = None) -> schema.Tie:
    return schema.Tie(
        source_id="AAA", target_id="BBB", layer="all", period=period, value=value, n_reports=1, n_evidence=2
    )


def test_a_result_is_a_list() -> None:
    """It is compared, added to, looped over and indexed as one; a part of it is a result again."""
    rows = [tie(dt.date(2022, 9, day)) for day in (5, 12, 19)]
    found = Rows(schema.Tie, rows)
    assert found == rows
    assert found[1:] == rows[1:]
    assert found[1:].arrow().num_rows == 2
    assert [*found, *found] == rows + rows
    assert found.rows == rows
    assert type(found.rows) is list
    assert not Rows(schema.Tie)


def test_a_result_can_be_copied_and_sent() -> None:
    """To another process, for example."""
    found = Rows(schema.Tie, [tie(dt.date(2022, 9, 5), 0.5)])
    for other in (pickle.loads(pickle.dumps(found)), copy.copy(found), copy.deepcopy(found)):
        assert other == found
        assert other.arrow() == found.arrow()


def test_an_empty_result_has_its_columns() -> None:
    """So that a program need not know whether anything was found."""
    assert Rows(schema.Event).arrow().schema == schema.arrow_schema(schema.Event)
    assert list(Rows(schema.Event).pandas().columns) == [c.name for c in schema.columns(schema.Event)]
    assert Rows(schema.Event).polars().height == 0


def test_types_in_pandas() -> None:
    """Dates are dates, lists are lists, whole numbers are whole even beside NULL, and text is not a number."""
    sentence = schema.Change(
        change_id="c",
        article_id="a",
        other_id="b",
        other_n=3,
        kind="number",
        severity="major",
        confidence=0.5,
        reason="r",
        cue="q",
    )
    changes = Rows(schema.Change, [sentence]).pandas()
    assert str(changes["n"].dtype) == "Int32"
    assert changes["n"].isna().all()
    assert changes["other_n"].tolist() == [3]
    turn = schema.Turn(
        source_id="A", target_id="B", layer="all", period=dt.date(2022, 9, 5), probability=0.5, evidence_ids=("x", "y")
    )
    turns = Rows(schema.Turn, [turn]).pandas()
    assert turns["period"].dt.year.tolist() == [2022]
    assert turns["evidence_ids"].tolist() == [["x", "y"]]
    assert turns["before"].isna().all()


@dataclass(frozen=True, slots=True)
class Both:
    """A row that is no table."""

    name: str
    day: dt.date | None
    how: Literal["one", "other"]


def test_any_dataclass_has_columns() -> None:
    """Rows that are not of a table take their columns from their fields."""
    table = Rows(Both, [Both("x", None, "one")]).arrow()
    assert table.schema == pa.schema(
        [pa.field("name", pa.string(), False), pa.field("day", pa.date32()), pa.field("how", pa.string(), False)]
    )
    assert columns_of(Both)[2].values == ("one", "other")


@dataclass(frozen=True, slots=True)
class Nested:
    """A row that holds others."""

    name: str
    one: Both | None
    more: tuple[Both, ...]


def test_rows_inside_rows_are_no_columns() -> None:
    """They are there in Python, and left out of frames."""
    assert Rows(Nested, [Nested("x", None, (Both("y", None, "one"),))]).arrow().column_names == ["name"]


def test_a_result_names_itself() -> None:
    """In a terminal: what it is and how long, not all of it."""
    assert repr(Rows(schema.Tie, [tie(dt.date(2022, 9, 5))])) == "<ties: 1 row>"
    assert repr(Rows(Both)) == "<boths: 0 rows>"
    assert repr(Table(schema.Tie, schema.arrow_table(schema.Tie, []))) == "<table ties: 0 rows>"


@pytest.mark.parametrize("package", ["pandas", "polars"])
def test_without_the_package_the_error_says_what_to_install(package: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Frames are optional; Arrow always works."""
    real = builtins.__import__

    def without(name: str, *rest: Any, **more: Any) -> Any:
        if name == package:
            raise ImportError(name)
        return real(name, *rest, **more)

    monkeypatch.setattr("importlib.import_module", without)
    found = Rows(schema.Tie, [tie(dt.date(2022, 9, 5))])
    with pytest.raises(UsageError, match=rf"{package}.*armillary\[frames\].*\.arrow\(\)"):
        getattr(found, package)()
    assert found.arrow().num_rows == 1
