"""The world: one DuckDB file. `World` reads a finished one, `Workshop` builds the next one beside it.

DuckDB lets one process write a file, and then no other reads it. So a build works on `WORLD.building`, one transaction
a batch, and replaces the world in one step at the end of each room: readers always see a whole world, and a build
that was killed is taken up from what it had committed.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import shutil
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TypeVar

import duckdb
import pyarrow as pa

from armillary import __version__, schema
from armillary.errors import UsageError, WorldError
from armillary.memory import Memory
from armillary.results import Table

if TYPE_CHECKING:
    import networkx as nx

R = TypeVar("R", bound=schema.Row)
T = TypeVar("T")


class _Tables:
    """A connection whose tables are those of `schema`."""

    def __init__(self, path: Path, connection: duckdb.DuckDBPyConnection) -> None:
        self.path = path
        self._connection = connection

    def query(self, sql: str, *parameters: Any) -> list[tuple[Any, ...]]:
        """Rows of any SQL; `?` stand for the parameters."""
        return self._connection.execute(sql, parameters).fetchall()

    def arrow(self, sql: str, *parameters: Any) -> pa.Table:
        """The same as an Arrow table."""
        return self._connection.sql(sql, params=list(parameters)).to_arrow_table()

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """A second connection to the same file, for results read bit by bit and for temporary tables; close it."""
        return self._connection.cursor()

    def rows(self, row: type[R], where: str = "", *parameters: Any, order: str = "") -> list[R]:
        """Rows of one table as typed rows, in the order of their key unless told otherwise."""
        names = [column.name for column in schema.columns(row)]
        sql = f'SELECT {", ".join(map(_quoted, names))} FROM "{row.table}"'
        if where:
            sql += f" WHERE {where}"
        if order or row.key:
            sql += f" ORDER BY {order or ', '.join(row.key)}"
        found = self.query(sql, *parameters)
        return [row(**dict(zip(names, map(_plain, values), strict=True))) for values in found]

    def count(self, row: type[schema.Row]) -> int:
        """Number of rows of a table."""
        return int(self.query(f'SELECT count(*) FROM "{row.table}"')[0][0])

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class World(_Tables):
    """A finished world, opened read only."""

    def __init__(self, path: Path, connection: duckdb.DuckDBPyConnection, memory: Memory | None = None) -> None:
        super().__init__(path, connection)
        self._memory = Memory() if memory is None else memory

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """What `make` gives, made once while the world is open: a finished world does not change."""
        return self._memory.once(key, make)

    def recent(self, key: Hashable, make: Callable[[], T]) -> T:
        """The same where the key holds what a user asked: only the latest answers are kept."""
        return self._memory.recent(key, make)

    def twin(self) -> World:
        """The same world for another thread; what was made once is shared."""
        return World(self.path, self._connection.cursor(), self._memory)

    def table(self, name: str) -> Table[Any]:
        """A whole table, as one frame or another: `world.table("events").pandas()`.

        Raises:
            UsageError: no table has that name.
        """
        row = schema.TABLES.get(name)
        if row is None:
            raise UsageError(f"no table {name!r}; one of {', '.join(schema.TABLES)}")
        order = f" ORDER BY {', '.join(map(_quoted, row.key))}" if row.key else ""
        names = ", ".join(_quoted(column.name) for column in schema.columns(row))
        found = self.arrow(f'SELECT {names} FROM "{row.table}"{order}')
        return Table(row, found.cast(schema.arrow_schema(row)), self.path)

    def graph(self, period: dt.date | None = None, layer: str = "all") -> nx.MultiDiGraph[str]:
        """The ties of a layer in the period that holds a day, None for the last, each with the ids of its evidence.

        Raises:
            UsageError: no such layer.
        """
        from armillary.commands.graphs import tie_graph

        return tie_graph(self, period, layer)

    def _repr_html_(self) -> str:
        from armillary.show.notebook import world_html

        return world_html(self)

    def __repr__(self) -> str:
        return f"World.open({str(self.path)!r})"

    @classmethod
    def open(cls, path: str | Path) -> World:
        """Open a world.

        Raises:
            WorldError: no such file, not a world, or a world of another layout.
        """
        path = Path(path)
        if not path.is_file():
            raise WorldError(f"{path}: no such world; make one with `armillary build SOURCES --into {path}`")
        connection = _connect(path, read_only=True)
        try:
            _check_layout(path, connection)
        except WorldError:
            connection.close()
            raise
        return cls(path, connection)


class Workshop(_Tables):
    """The next state of a world, being written beside it. One process at a time."""

    def __init__(self, path: Path, connection: duckdb.DuckDBPyConnection, *, resumed: bool) -> None:
        super().__init__(building_path(path), connection)
        self.world = path
        self.resumed = resumed

    @classmethod
    def open(cls, path: str | Path) -> Workshop:
        """Begin work on a world: from what a killed build left, else from the world, else from nothing.

        Raises:
            WorldError: another build is at work, the file is not a world of this layout, or cannot be written.
        """
        path = Path(path)
        building = building_path(path)
        if path.is_file():
            World.open(path).close()
        with _disk(path):
            path.absolute().parent.mkdir(parents=True, exist_ok=True)
            resumed = building.exists()
            if not resumed:
                _place_copy(path, building)
            connection = _connect_for_writing(path, building)
        try:
            _prepare(building, connection)
        except WorldError:
            connection.close()
            raise
        return cls(path, connection, resumed=resumed)

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """All that is written inside is kept, or nothing of it.

        Raises:
            WorldError: the disk is full or the file cannot be written.
        """
        with _disk(self.path):
            self._connection.execute("BEGIN")
            try:
                yield
            except BaseException:
                with contextlib.suppress(duckdb.Error):
                    self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")

    def insert(self, row: type[R], rows: Iterable[R]) -> None:
        """Add rows to a table."""
        self.insert_arrow(row, schema.arrow_table(row, rows))

    def insert_arrow(self, row: type[schema.Row], table: pa.Table) -> None:
        """Add an Arrow table with the columns of `row` to its table."""
        if table.num_rows:
            self._connection.register("incoming", table)
            self._connection.execute(f'INSERT INTO "{row.table}" BY NAME SELECT * FROM incoming')
            self._connection.unregister("incoming")

    def clear(self, *rows: type[schema.Row]) -> None:
        """Empty tables."""
        for row in rows:
            self._connection.execute(f'DELETE FROM "{row.table}"')

    def delete(self, row: type[schema.Row], column: str, values: Sequence[str]) -> None:
        """Delete the rows whose `column` is one of `values`."""
        self._connection.execute(f'DELETE FROM "{row.table}" WHERE "{column}" IN (SELECT unnest(?))', [list(values)])

    def update(self, row: type[schema.Row], table: pa.Table, key: str) -> None:
        """Set the columns of `table` in the rows that have the same `key`."""
        columns = ", ".join(f'"{name}" = incoming."{name}"' for name in table.column_names if name != key)
        self._connection.register("incoming", table)
        self._connection.execute(
            f'UPDATE "{row.table}" SET {columns} FROM incoming WHERE "{row.table}"."{key}" = incoming."{key}"'
        )
        self._connection.unregister("incoming")

    def execute(self, sql: str, *parameters: Any, **incoming: pa.Table) -> None:
        """Any other statement; it may name the tables given by keyword."""
        for name, table in incoming.items():
            self._connection.register(name, table)
        self._connection.execute(sql, parameters)
        for name in incoming:
            self._connection.unregister(name)

    def publish(self) -> None:
        """Replace the world by what is built so far, in one step; the work goes on."""
        with _disk(self.world):
            self._connection.execute("CHECKPOINT")
            fresh = self.world.with_name(f".{self.world.name}.fresh")
            shutil.copyfile(self.path, fresh)
            _flush(fresh)
            fresh.replace(self.world)

    def finish(self) -> None:
        """Replace the world by what was built, and end the work."""
        with _disk(self.world):
            self._connection.execute("CHECKPOINT")
            self.close()
            _flush(self.path)
            self.path.replace(self.world)
            _pid_path(self.world).unlink(missing_ok=True)


def building_path(world: Path) -> Path:
    """Where the next state of a world is built."""
    return world.with_name(f"{world.name}.building")


def _pid_path(world: Path) -> Path:
    return world.with_name(f".{world.name}.pid")


def _quoted(name: str) -> str:
    return f'"{name}"'


def _plain(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _connect(path: Path, *, read_only: bool) -> duckdb.DuckDBPyConnection:
    try:
        return duckdb.connect(str(path), read_only=read_only, config={"autoinstall_known_extensions": "false"})
    except duckdb.IOException as error:
        if "lock" in str(error).lower():
            raise WorldError(f"{path} is being written by another program; wait for it, then try again") from error
        raise WorldError(f"{path} is not a world: {_first_line(error)}; give the file that `build` made") from error
    except duckdb.Error as error:
        raise WorldError(f"{path} is not a world: {_first_line(error)}; give the file that `build` made") from error


def _connect_for_writing(world: Path, building: Path) -> duckdb.DuckDBPyConnection:
    try:
        connection = duckdb.connect(str(building), config={"autoinstall_known_extensions": "false"})
    except duckdb.IOException as error:
        if "lock" not in str(error).lower():
            raise
        first = _pid_path(world)
        number = first.read_text().strip() if first.exists() else "unknown"
        raise WorldError(
            f"{world} is being built by process {number}; wait until it ends, then give the same command again"
        ) from error
    _pid_path(world).write_text(f"{os.getpid()}\n")
    return connection


def _prepare(path: Path, connection: duckdb.DuckDBPyConnection) -> None:
    """Make the tables of a new file; refuse a file of another layout."""
    empty = not connection.execute("SELECT 1 FROM duckdb_tables() LIMIT 1").fetchall()
    if not empty:
        return _check_layout(path, connection)
    connection.execute("BEGIN")
    for row in schema.TABLES.values():
        connection.execute(schema.ddl(row))
    connection.execute("INSERT INTO layout VALUES (?, ?)", [schema.VERSION, __version__])
    connection.execute("COMMIT")
    return None


def _check_layout(path: Path, connection: duckdb.DuckDBPyConnection) -> None:
    try:
        found = connection.execute("SELECT version, made_by FROM layout").fetchall()
    except duckdb.Error:
        found = []
    if not found:
        raise WorldError(f"{path} is a DuckDB file but not a world of Armillary; give another name")
    version, made_by = found[0]
    if version != schema.VERSION:
        raise WorldError(
            f"{path} has table layout {version} (made by Armillary {made_by}), this program needs {schema.VERSION}; "
            "build anew into another file, from the same sources"
        )


def _place_copy(world: Path, building: Path) -> None:
    """Put a copy of the world at `building`, unless another build was quicker."""
    if not world.exists():
        return
    fresh = world.with_name(f".{world.name}.copy-{os.getpid()}")
    try:
        shutil.copyfile(world, fresh)
        try:
            os.link(fresh, building)
        except FileExistsError:
            pass
        except OSError:  # a file system without hard links
            fresh.replace(building)
    finally:
        fresh.unlink(missing_ok=True)


def _flush(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


@contextlib.contextmanager
def _disk(path: Path) -> Iterator[None]:
    """Faults of the disk as errors that say what to do."""
    try:
        yield
    except (OSError, duckdb.IOException, duckdb.FatalException, duckdb.TransactionException) as error:
        raise WorldError(
            f"{path} cannot be written: {_first_line(error)}; free some space or choose another place with --into, "
            "then give the same command again: what was done so far is kept"
        ) from error


def _first_line(error: BaseException) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0]
