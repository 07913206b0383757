"""The declared tables."""

from __future__ import annotations

import duckdb
import pyarrow as pa
import pytest

from armillary import schema


@pytest.mark.parametrize("row", schema.TABLES.values(), ids=lambda row: row.table)
def test_sql_and_arrow_agree(row: type[schema.Row]) -> None:
    """A table made by the SQL takes an Arrow table of the declared schema, column for column."""
    with duckdb.connect() as connection:
        connection.execute(schema.ddl(row))
        empty = schema.arrow_table(row, [])
        connection.register("incoming", empty)
        connection.execute(f'INSERT INTO "{row.table}" BY NAME SELECT * FROM incoming')
        found = connection.sql(f'SELECT * FROM "{row.table}"').to_arrow_table()
    assert found.schema.names == empty.schema.names


@pytest.mark.parametrize("row", schema.TABLES.values(), ids=lambda row: row.table)
def test_key_columns_come_first(row: type[schema.Row]) -> None:
    """The key of a table is its first columns, and none of them may be NULL."""
    columns = schema.columns(row)
    names = [column.name for column in columns]
    assert names[: len(row.key)] == list(row.key)
    assert not any(column.nullable for column in columns if column.name in row.key)


def test_values_outside_the_list_are_refused() -> None:
    """A column with listed values takes no other."""
    with duckdb.connect() as connection:
        connection.execute(schema.ddl(schema.Sentence))
        with pytest.raises(duckdb.ConstraintException):
            connection.execute("INSERT INTO sentences VALUES ('a', 0, 0, 1, 'x', 'poem', NULL)")


def test_a_map_survives_the_round_trip() -> None:
    """A dictionary becomes a MAP and comes back equal."""
    names = {"ru": "Казахстан", "zh": "哈萨克斯坦"}
    actor = schema.Actor(actor_id="KAZ", kind="state", name="Kazakhstan", names=names, n_mentions=0)
    table = schema.arrow_table(schema.Actor, [actor])
    assert table.schema.field("names").type == pa.map_(pa.string(), pa.string())
    assert dict(table.column("names")[0].as_py()) == names


def test_every_contract_table_is_declared() -> None:
    """The tables other programs query exist under their names."""
    wanted = (
        "articles sentences reports links alignments changes stories actors outlets mentions statements events "
        "happenings attitudes quantities levers outlooks flows mechanisms goals ties turns orbits loops forecasts "
        "vectors runs failures corrections"
    )
    assert set(wanted.split()) <= set(schema.TABLES)
