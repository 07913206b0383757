"""Tidy long tables: one row an observation, every cell a single value; from the declarations of `schema`."""

from __future__ import annotations

from typing import Final, NamedTuple

from armillary import schema
from armillary.schema import SIDES, Actor, Row
from armillary.show.exports.selection import IN_ARTICLES, Selection, condition
from armillary.show.exports.states import CODES

_TYPES: Final = {
    "VARCHAR": "string",
    "INTEGER": "integer",
    "DOUBLE": "number",
    "BOOLEAN": "boolean",
    "DATE": "date",
    "TIMESTAMP": "datetime",
}
_SENTENCES: Final = {"because", "forms"}
"""Lists of free text; these are JSON. Lists of ids and of PLOVER contexts are joined by semicolons."""
_UNITS: Final = (
    (("start_char", "end_char", "other_start", "other_end"), "code point"),
    (("confidence", "probability", "similarity", "share", "hedging", "coverage_a", "coverage_b"), "0 to 1"),
    (("intensity", "goldstein", "intensity_mean"), "-10 to 10"),
    (("sign",), "-1 to 1"),
    (("seconds",), "second"),
)


class Field(NamedTuple):
    """A column of a tidy table."""

    name: str
    sql: str
    type: str
    """Of Frictionless: string, integer, number, boolean, date, datetime."""
    about: str
    nullable: bool = True
    values: tuple[str, ...] = ()

    @property
    def unit(self) -> str | None:
        """What it is measured in, where it is."""
        if self.type in ("integer", "number") and self.name.startswith("n_"):
            return "count"
        return next((unit for names, unit in _UNITS if self.name in names and self.type != "string"), None)

    @property
    def select(self) -> str:
        """Its expression, without what other programs choke on: NUL, empty text, and numbers that are none."""
        if self.type == "string":
            return f"nullif(replace({self.sql}, chr(0), '\ufffd'), '') AS \"{self.name}\""
        if self.type == "number":
            return f'CASE WHEN isfinite({self.sql}) THEN {self.sql} END AS "{self.name}"'
        return f'{self.sql} AS "{self.name}"'


class Tidy(NamedTuple):
    """A tidy table: its columns, and where they come from."""

    name: str
    about: str
    key: tuple[str, ...]
    fields: tuple[Field, ...]
    source: str
    """FROM, with the table itself as `t`."""
    row: type[Row] | None = None

    def query(self, wanted: Selection) -> tuple[str, tuple[object, ...]]:
        """The table in SQL, and the values of its question marks."""
        where = condition(self.row, wanted) if self.row else None
        sql = f"SELECT {', '.join(field.select for field in self.fields)} FROM {self.source}"
        sql += f" WHERE {where.sql}" if where else ""
        return f"{sql} ORDER BY {', '.join(self.key)}", where.values if where else ()


def of_schema(row: type[Row], *more: Field, source: str = "", key: tuple[str, ...] = ()) -> Tidy:
    """A table of the world with its own columns first, then what belongs to it: where it was read, codes of states."""
    own = tuple(_field(column, column.name in row.key) for column in schema.columns(row))
    place = _PLACE if row in IN_ARTICLES else ()
    joined = source or f'"{row.table}" t' + (_FROM_ARTICLES if place else "")
    coded = _coded(row)
    codes = [field for name in coded for field in codes_of(name)]
    for name in coded:
        joined += f" LEFT JOIN state_of {_base(name)}_state ON {_base(name)}_state.actor_id = t.{name}"
    fields = _once((*own, *more, *place, *codes))
    return Tidy(row.table, row.meaning, key or row.key, fields, joined, row)


def _once(fields: tuple[Field, ...]) -> tuple[Field, ...]:
    seen: dict[str, Field] = {}
    for field in fields:
        seen.setdefault(field.name, field)
    return tuple(seen.values())


def _field(column: schema.Column, of_key: bool) -> Field:
    about, sql = column.about, f't."{column.name}"'
    if column.sql.startswith("MAP"):
        return Field(column.name, f"CAST(to_json({sql}) AS VARCHAR)", "string", f"{about} (JSON)", True)
    if column.sql.endswith("[]"):
        if column.name in _SENTENCES:
            return Field(column.name, f"CAST(to_json({sql}) AS VARCHAR)", "string", f"{about} (JSON list)", True)
        return Field(column.name, f"array_to_string({sql}, ';')", "string", f"{about} (joined by `;`)", True)
    kind = _TYPES[column.sql]
    may_be_empty = kind == "string" and not column.values and not of_key
    return Field(column.name, sql, kind, about, column.nullable or may_be_empty, column.values)


def _coded(row: type[Row]) -> tuple[str, ...]:
    """Columns that hold one actor on a side."""
    if row is Actor:
        return ("country",)
    sides = SIDES.get(row)
    single = {column.name for column in schema.columns(row) if column.sql == "VARCHAR"}
    return tuple(name for name in (*sides.source, *sides.target) if name in single) if sides else ()


def _base(name: str) -> str:
    return name.removesuffix("_id")


def codes_of(name: str) -> list[Field]:
    """The codes of the state that the actor in a column belongs to."""
    return [
        Field(f"{_base(name)}_{code}", f"{_base(name)}_state.{code}", kind, f"state of `{name}`: {about}")
        for code, (kind, about) in CODES.items()
    ]


_FROM_ARTICLES: Final = (
    " JOIN articles a ON a.article_id = t.article_id"
    " LEFT JOIN sentences s ON s.article_id = t.article_id AND s.n = t.n"
    " LEFT JOIN reference f ON f.article_id = t.article_id"
)
_PLACE: Final = (
    Field(
        "report_id", "coalesce(a.report_id, a.article_id)", "string", "the independent report its article belongs to"
    ),
    Field(
        "is_reference",
        "f.article_id IS NOT NULL",
        "boolean",
        "whether its article speaks for that report; to count each independent report once, keep only these",
        False,
    ),
    Field("language", "coalesce(s.language, a.language)", "string", "of the sentence"),
    Field("outlet", "a.outlet", "string", "who published the article"),
    Field("published", "a.published", "date", "when the article was published"),
)
