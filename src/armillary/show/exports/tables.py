"""The tables of a tidy export, in order."""

from __future__ import annotations

from typing import Final

from armillary import schema
from armillary.schema import Event, Outlet
from armillary.show.exports.dyads import dyad_day, dyad_month, quad_of
from armillary.show.exports.tidy import Field, Tidy, codes_of, of_schema

_PLAIN: Final = (
    schema.Article,
    schema.Sentence,
    schema.Report,
    schema.Story,
    schema.Link,
    schema.Change,
    schema.Actor,
    schema.Mention,
    schema.Statement,
    schema.Event,
    schema.Happening,
    schema.Attitude,
    schema.Quantity,
    schema.Lever,
    schema.Outlook,
    schema.Flow,
    schema.Mechanism,
    schema.Goal,
    schema.Record,
    schema.Tie,
    schema.Turn,
    schema.Orbit,
    schema.Drift,
    schema.Loop,
    schema.Forecast,
)


def tables() -> tuple[Tidy, ...]:
    """All tables: those of the world, then `sources`, `dyad_day` and `dyad_month`."""
    return (*(events() if row is Event else of_schema(row) for row in _PLAIN), sources(), dyad_day(), dyad_month())


def events() -> Tidy:
    """Events with the real-world event they tell, and on how many independent reports."""
    plain = of_schema(
        Event,
        Field(
            "quad_code", quad_of("t.event_type"), "integer", "quadrant of PLOVER, 1 to 4", False, ("1", "2", "3", "4")
        ),
        Field("happening_id", "h.happening_id", "string", "the real-world event it tells"),
        Field("n_reports", "h.n_reports", "integer", "independent reports that tell this real-world event"),
        Field("n_articles", "h.n_articles", "integer", "articles that tell it, copies included"),
    )
    return plain._replace(source=f"{plain.source} LEFT JOIN ({HAPPENING_OF}) h ON h.event_id = t.event_id")


HAPPENING_OF: Final = "SELECT happening_id, n_reports, n_articles, unnest(event_ids) AS event_id FROM happenings"
"""The real-world event of each event."""


def sources() -> Tidy:
    """Outlets, with what each of them published here."""
    base = of_schema(Outlet)
    counts = (
        Field("n_articles", "CAST(coalesce(c.n_articles, 0) AS INTEGER)", "integer", "articles in this world", False),
        Field(
            "n_reports",
            "CAST(coalesce(c.n_reports, 0) AS INTEGER)",
            "integer",
            "independent reports its articles belong to",
            False,
        ),
        Field("first_date", "c.first_date", "date", "earliest publication here"),
        Field("last_date", "c.last_date", "date", "latest publication here"),
    )
    return Tidy(
        "sources",
        "An outlet that published at least one of the articles.",
        ("outlet",),
        (
            *(field._replace(sql="c.outlet") if field.name == "outlet" else field for field in base.fields),
            *counts,
            *codes_of("country"),
        ),
        "(SELECT outlet, count(*) AS n_articles, count(DISTINCT coalesce(report_id, article_id)) AS n_reports, "
        "min(published) AS first_date, max(published) AS last_date "
        "FROM articles WHERE outlet IS NOT NULL GROUP BY outlet) c "
        "LEFT JOIN outlets t ON lower(t.outlet) = lower(c.outlet) "
        "LEFT JOIN known_states country_state ON country_state.state = t.country",
    )


def record_table() -> Tidy:
    """Events from elsewhere."""
    return of_schema(schema.Record)
