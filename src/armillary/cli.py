"""The command line: a command parses, calls one public function of the same name, and prints."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar

import typer
from rich.console import Console

import armillary
from armillary import commands, schema
from armillary.errors import ArmillaryError, UsageError
from armillary.model.exposure import Dependence
from armillary.show import model, readings, tables, terminal
from armillary.show.compare import compare_page, print_comparison
from armillary.show.diagnosis import print_diagnosis
from armillary.terminal import Bars

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

app = typer.Typer(
    name="armillary",
    help="Read news in many languages; find which reports are copies of which, and what the copies changed.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
)
R = TypeVar("R")

Sources = Annotated[
    list[str], typer.Argument(help="Files, folders, glob patterns, addresses, or - for a list of them.")
]
WorldFile = Annotated[Path, typer.Argument(metavar="WORLD", help="World file made by `build`.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Csv = Annotated[bool, typer.Option("--csv", help="Print CSV.")]
Limit = Annotated[int | None, typer.Option(help="At most so many rows.")]
ArticleFilter = Annotated[str | None, typer.Option("--article", help="Only this article (id, or the start of one).")]
LanguageFilter = Annotated[str | None, typer.Option("--language", help="Only this language (en, ru, zh, …).")]


LayerFilter = Annotated[str, typer.Option("--layer", help="all, words, deeds, official or other.")]
AsOf = Annotated[str | None, typer.Option("--as-of", help="Only what was published, and happened, up to this day.")]
Structure = Annotated[bool, typer.Option(help="Let pairs that share an institution rest nearer to each other.")]


@app.command()
def build(
    sources: Sources,
    into: Annotated[Path, typer.Option(help="World file; made if it does not exist, else added to.")],
    until: Annotated[Literal["gather", "trace", "read", "model"], typer.Option(help="Room to stop after.")] = "model",
    again: Annotated[bool, typer.Option(help="Read and trace all anew.")] = False,
    workers: Annotated[int | None, typer.Option(help="Processes to work in; one a core by default.", min=1)] = None,
    map: Annotated[  # noqa: A002 - the name of the option
        list[str] | None, typer.Option(help="Column of a table, as OURS=THEIRS (text=Body); may be repeated.")
    ] = None,
    outlets: Annotated[
        Path | None, typer.Option(help="CSV of outlets and their owners, added to the shipped one.")
    ] = None,
    remote: Annotated[
        str | None, typer.Option(help="Address of a language model of yours that helps to read; articles go there.")
    ] = None,
    remote_model: Annotated[str, typer.Option(help="Its name there.")] = "default",
    as_json: Json = False,
) -> None:
    """Read articles and make a world of them, or add them to one."""
    built = commands.build(
        sources,
        into,
        until=until,
        again=again,
        workers=workers or os.cpu_count() or 1,
        mapping=_mapping(map),
        outlets=outlets,
        remote=remote,
        remote_model=remote_model,
        progress=Bars(),
    )
    for failure in built.failures:
        _stderr(f"{failure.source}: {failure.error}; {failure.hint}")
    if as_json:
        return _out(tables.as_json(built))
    known = f", {built.n_known} known before" if built.n_known else ""
    failed = f", {len(built.failures)} could not be read" if built.failures else ""
    _out(f"{built.world}: {built.n_articles} articles ({built.n_new} new{known}{failed}) in {built.seconds:.1f} s")
    return _out(f"next: armillary summary {built.world}")


@app.command()
def demo(
    folder: Annotated[Path, typer.Argument(help="Where to put the world and the report.")] = Path("demo"),
) -> None:
    """Build a world from the demo articles, show its summary and write its report."""
    done = commands.demo(folder, progress=Bars())
    terminal.print_summary(commands.summary(done.world), Console())
    _out(f"World:  {done.world}")
    _out(f"App:    armillary serve {done.world}")
    _out(f"Report: {done.report}  (open it in a browser)")


@app.command()
def summary(world: WorldFile, as_json: Json = False) -> None:
    """What is in a world, on one screen."""
    _show(commands.summary(world), terminal.print_summary, as_json)


@app.command()
def copies(
    world: WorldFile,
    article: ArticleFilter = None,
    relation: Annotated[str | None, typer.Option(help="same, copy, translation, excerpt or common-source.")] = None,
    language: LanguageFilter = None,
    changes: Annotated[bool, typer.Option("--changes", help="List what the copies changed instead.")] = False,
    kind: Annotated[str | None, typer.Option(help="With --changes: only this kind (number, name, …).")] = None,
    severity: Annotated[str | None, typer.Option(help="With --changes: major or minor.")] = None,
    limit: Limit = None,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Which article is a copy of which; with --changes, what the copies changed."""
    if changes:
        rows = commands.changes(world, article=article, kind=kind, severity=severity, language=language, limit=limit)
        return _table(rows, armillary.schema.Change, terminal.print_changes, as_json, as_csv)
    found = commands.copies(world, article=article, relation=relation, language=language, limit=limit)
    return _table(found, commands.Copy, terminal.print_copies, as_json, as_csv)


@app.command()
def cite(
    world: WorldFile,
    id: Annotated[str, typer.Argument(help="An article, a sentence as ARTICLE:NUMBER, or a change.")],  # noqa: A002
    as_json: Json = False,
) -> None:
    """Quote an article, a sentence or a change, with outlet, date, address and copies."""
    _show(commands.cite(world, id), terminal.print_citation, as_json)


@app.command()
def news(
    world: WorldFile,
    since: Annotated[str, typer.Option(help="A run or a date (2022-09-30).")],
    limit: Limit = None,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Reports and copies that are new since a build or a date."""
    found = commands.news(world, _date_or_run(since), limit=limit)
    _table(found, commands.News, terminal.print_news, as_json, as_csv)


def _reading(
    name: str, find: Callable[..., Sequence[Any]], row: type[DataclassInstance] | Sequence[str], about: str
) -> None:
    """A command that lists one table of what was read."""

    def command(
        world: WorldFile,
        actor: Annotated[str | None, typer.Option(help="Only with this actor (id or name), on any side.")] = None,
        source: Annotated[str | None, typer.Option(help="Only from this actor.")] = None,
        target: Annotated[str | None, typer.Option(help="Only to or about this actor.")] = None,
        after: Annotated[str | None, typer.Option(help="Not before this day (2022-09-30).")] = None,
        before: Annotated[str | None, typer.Option(help="Not after this day.")] = None,
        type: Annotated[str | None, typer.Option(help="Only of this type.")] = None,  # noqa: A002
        language: LanguageFilter = None,
        limit: Limit = None,
        as_json: Json = False,
        as_csv: Csv = False,
    ) -> None:
        rows = find(
            world,
            actor=actor,
            source=source,
            target=target,
            after=_day(after, "--after"),
            before=_day(before, "--before"),
            type=type,
            language=language,
            limit=limit,
        )
        _table(rows, row, _PRINTED.get(name, readings.print_readings), as_json, as_csv)

    command.__doc__ = about
    app.command(name)(command)


_PRINTED: dict[str, Callable[[Sequence[Any], Console], None]] = {
    "timeline": readings.print_timeline,
    "actors": readings.print_actors,
}
_reading("actors", commands.actors, schema.Actor, "Who the articles name, the most often named first.")
_reading("statements", commands.statements, commands.columns_of(schema.Statement), "Who is reported to have said what.")
_reading("events", commands.events, commands.columns_of(schema.Event), "Who did what to whom, in PLOVER 2.0.")
_reading("attitudes", commands.attitudes, commands.columns_of(schema.Attitude), "Who thinks well or ill of whom.")
_reading("quantities", commands.quantities, commands.columns_of(schema.Quantity), "Numbers, and what they count.")
_reading("levers", commands.levers, commands.columns_of(schema.Lever), "Who holds what over whom.")
_reading("outlooks", commands.outlooks, commands.columns_of(schema.Outlook), "Who expects what.")
_reading("flows", commands.flows, commands.columns_of(schema.Flow), "What moves from where to where.")
_reading("mechanisms", commands.mechanisms, commands.columns_of(schema.Mechanism), "What is said to drive what.")
_reading("goals", commands.goals, commands.columns_of(schema.Goal), "Who wants what, by which means.")
_reading("timeline", commands.timeline, schema.Happening, "Real-world events by date, merged over articles.")


@app.command()
def explain(
    world: WorldFile,
    id: Annotated[str, typer.Argument(help="Of a row that was read, or of a change.")],  # noqa: A002
    as_json: Json = False,
) -> None:
    """Why the program says so: the sentence, what fired and what lost, the grammar."""
    _show(commands.explain(world, id), readings.print_explanation, as_json)


@app.command()
def search(
    world: WorldFile,
    words: Annotated[
        list[str], typer.Argument(metavar="WORDS...", help="What to look for; pref* and '\"a phrase\"' too.")
    ],
    by: Annotated[Literal["both", "words", "meaning"], typer.Option(help="What to find sentences by.")] = "both",
    language: LanguageFilter = None,
    outlet: Annotated[str | None, typer.Option(help="Only of this outlet.")] = None,
    after: Annotated[str | None, typer.Option(help="Only published on this day or later (2022-09-30).")] = None,
    before: Annotated[str | None, typer.Option(help="Only published on this day or earlier.")] = None,
    actor: Annotated[str | None, typer.Option(help="Only sentences that name this actor (id or name).")] = None,
    kind: Annotated[str | None, typer.Option(help="Only body, title, heading or caption.")] = None,
    article: ArticleFilter = None,
    limit: Limit = 20,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Sentences with these words, then those that mean the like, in all languages."""
    found = commands.search(
        world,
        " ".join(words),
        by=by,
        language=language,
        outlet=outlet,
        after=_day(after, "--after"),
        before=_day(before, "--before"),
        actor=actor,
        kind=kind,
        article=article,
        limit=limit,
    )
    _table(found, commands.Hit, readings.print_hits, as_json, as_csv)


@app.command()
def correct(
    world: WorldFile,
    file: Annotated[Path, typer.Argument(help="CSV with the columns kind, id, now and who.")],
) -> None:
    """Keep your corrections for good and apply them, now and on every build."""
    n = commands.correct(world, file, progress=Bars())
    _out(f"{world}: {n} correction{'s' if n != 1 else ''} kept and applied")


@app.command()
def compare(
    a: Annotated[str, typer.Argument(help="A file, or with --world an article id.")],
    b: Annotated[str, typer.Argument(help="Another.")],
    world: Annotated[Path | None, typer.Option(help="World that holds both articles.")] = None,
    html: Annotated[Path | None, typer.Option(help="Write a page instead of printing.")] = None,
    as_json: Json = False,
) -> None:
    """Two articles side by side: is one a copy, which way, and what it changed."""
    found = commands.compare(a, b, world=world)
    if html is not None:
        html.write_text(compare_page(found), "utf-8")
        return _out(f"Page: {html}")
    return _show(found, print_comparison, as_json)


@app.command()
def report(
    world: WorldFile,
    output: Annotated[Path, typer.Option("--output", "-o", help="HTML file to write.")] = Path("report.html"),
    language: Annotated[str, typer.Option(help="Of the report's own words: en, ru, zh or pl.")] = "en",
) -> None:
    """Write all of it as one HTML file that opens offline."""
    _out(f"Report: {commands.report(world, output, language=language).path}  (open it in a browser)")


@app.command()
def serve(
    world: WorldFile,
    host: Annotated[str, typer.Option(help="Address to listen on; beyond this machine a token is asked for.")] = (
        "127.0.0.1"
    ),
    port: Annotated[int, typer.Option(help="0: any that is free.", min=0, max=65535)] = 8017,
    name: Annotated[
        list[str] | None, typer.Option(help="Further name the app may be asked for by, beyond this machine.")
    ] = None,
) -> None:
    """Show a world as a local web app."""
    commands.serve(
        world,
        host=host,
        port=port,
        names=tuple(name or ()),
        ready=lambda found: _out(f"Open {found.url} in a browser; stop with Ctrl-C"),
    )


@app.command()
def export(
    world: WorldFile,
    format: Annotated[  # noqa: A002 - the name of the option
        str,
        typer.Option(
            help="plover, polecat, gdelt, icews, csv, parquet, dta, gexf, graphml, webannotation or prov.",
        ),
    ],
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="File, or folder of csv, parquet and dta, to write.")
    ] = None,
    actor: Annotated[str | None, typer.Option(help="Only with this actor (id or name), on any side.")] = None,
    source: Annotated[str | None, typer.Option(help="Only from this actor.")] = None,
    target: Annotated[str | None, typer.Option(help="Only to or about this actor.")] = None,
    after: Annotated[str | None, typer.Option(help="Not before this day (2022-09-30).")] = None,
    before: Annotated[str | None, typer.Option(help="Not after this day.")] = None,
    type: Annotated[str | None, typer.Option(help="Only of this type.")] = None,  # noqa: A002
    language: LanguageFilter = None,
    status: Annotated[
        str | None, typer.Option(help="Statuses of events, separated by commas (happened,denied), or all.")
    ] = None,
    replace: Annotated[bool, typer.Option("--replace", help="Write anew what is there.")] = False,
    as_json: Json = False,
) -> None:
    """Write a world for other programs: event data, tables, graphs, annotations, provenance."""
    done = commands.export(
        world,
        format,
        output,
        replace=replace,
        progress=Bars(),
        actor=actor,
        source=source,
        target=target,
        after=_day(after, "--after"),
        before=_day(before, "--before"),
        type=type,
        language=language,
        status=status,
    )
    if as_json:
        return _out(json.dumps(done._asdict(), ensure_ascii=False, indent=2))
    return _out(done.told())


@app.command()
def load(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Event data, plain, .gz or .zip.")],
    into: Annotated[Path, typer.Option(help="World file; made if it does not exist, else added to.")],
    format: Annotated[  # noqa: A002 - the name of the option
        str, typer.Option(help="icews, polecat, gdelt, plover (JSONL) or quadruples.")
    ],
    until: Annotated[Literal["read", "model"], typer.Option(help="Room to stop after.")] = "model",
    as_json: Json = False,
) -> None:
    """Take event data from elsewhere into a world, as evidence without sentences."""
    loaded = commands.load(files, into, format=format, until=until, progress=Bars())
    for failure in loaded.failures:
        _stderr(f"{failure.source}: {failure.error}; {failure.hint}")
    if as_json:
        return _out(tables.as_json(loaded))
    aside = f", {loaded.n_bad} lines left out" if loaded.n_bad else ""
    known = f", {loaded.n_known} known before" if loaded.n_known else ""
    return _out(f"{loaded.world}: {loaded.n_records} events loaded{known}{aside} in {loaded.seconds:.1f} s")


@app.command()
def ties(
    world: WorldFile,
    actor: Annotated[str, typer.Argument(help="Id or name of an actor.")],
    other: Annotated[str, typer.Argument(help="Id or name of another.")],
    layer: LayerFilter = "all",
    as_of: AsOf = None,
    structure: Structure = True,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """How near two actors stand to each other, period by period."""
    on = _day(as_of, "--as-of")
    rows = commands.ties(world, actor, other, layer=layer, as_of=on, structure=structure)
    _table(rows, schema.Tie, model.print_ties, as_json, as_csv)


@app.command()
def drift(
    world: WorldFile,
    actor: Annotated[str, typer.Argument(help="Id or name of an actor.")],
    poles: Annotated[str | None, typer.Option(help="Ids or names, separated by commas (RUS,CHN,USA).")] = None,
    days: Annotated[int, typer.Option(help="Length of the window, up to the last period.", min=1)] = 365,
    layer: LayerFilter = "all",
    as_of: AsOf = None,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """How an actor moved between poles."""
    named = [pole.strip() for pole in (poles or "").split(",") if pole.strip()]
    rows = commands.drift(world, actor, poles=named, days=days, layer=layer, as_of=_day(as_of, "--as-of"))
    _table(rows, schema.Drift, model.print_drift, as_json, as_csv)


@app.command()
def exposure(
    world: WorldFile,
    actor: Annotated[str | None, typer.Option(help="Only what this one depends on, or others on it for.")] = None,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Who depends on whom through what, and what of it was threatened or used."""
    _table(commands.exposure(world, actor=actor), Dependence, model.print_dependences, as_json, as_csv)


@app.command()
def loops(world: WorldFile, as_json: Json = False) -> None:
    """What the articles say drives what, and the loops that it closes."""
    _show(commands.loops(world), model.print_loops, as_json)


@app.command()
def forecast(
    world: WorldFile,
    actor: Annotated[str | None, typer.Option(help="What this one does, or is done to it (id or name).")] = None,
    source: Annotated[str | None, typer.Option(help="Only what this one does.")] = None,
    target: Annotated[str | None, typer.Option(help="Only what is done to this one.")] = None,
    event_type: Annotated[str | None, typer.Option("--type", help="One of the 16 types of PLOVER.")] = None,
    days: Annotated[int | None, typer.Option(help="Only this window: 7, 30 or 90.")] = None,
    limit: Limit = None,
    as_of: AsOf = None,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """What is likely next, how likely, and why."""
    on = _day(as_of, "--as-of")
    rows = commands.forecast(
        world, actor=actor, source=source, target=target, type=event_type, days=days, limit=limit, as_of=on
    )
    _table(rows, schema.Forecast, model.print_forecasts, as_json, as_csv)


@app.command()
def whatif(
    world: WorldFile,
    acts: Annotated[list[str], typer.Argument(metavar="ACT...", help="'RUS COERCE KAZ 2022-11-01'; one or more.")],
    poles: Annotated[str | None, typer.Option(help="Ids or names, separated by commas (RUS,CHN,USA).")] = None,
    as_json: Json = False,
) -> None:
    """What acts would change in ties, orbits and what comes next."""
    named = [pole.strip() for pole in (poles or "").split(",") if pole.strip()]
    _show(commands.whatif(world, acts, poles=named), model.print_whatif, as_json)


@app.command()
def backtest(
    train: Annotated[
        Path,
        typer.Argument(help="Events to learn from: subject, relation, object, ISO date (.tsv, .tsv.gz); or a world."),
    ],
    valid: Annotated[Path | None, typer.Argument(help="Later events, to make choices on.")] = None,
    test: Annotated[Path | None, typer.Argument(help="Still later events, to forecast day by day.")] = None,
    rerank: Annotated[bool, typer.Option("--rerank", help="Order the best candidates anew by a second model.")] = False,
    check_leaks: Annotated[
        bool, typer.Option("--check-leaks", help="Compare the features of a day with those without its future.")
    ] = False,
    ranks: Annotated[
        Path | None, typer.Option(help="Parquet file to write: rank and 50 best candidates of each question.")
    ] = None,
) -> None:
    """How well forecasts would have done on a history of events, or in a world, as one JSON object."""
    told = commands.backtest(train, valid, test, rerank=rerank, check_leaks=check_leaks, ranks=ranks, progress=Bars())
    _out(json.dumps(told))


@app.command()
def forget(
    world: WorldFile,
    articles: Annotated[list[str], typer.Argument(metavar="ARTICLE...", help="Ids of articles.")],
) -> None:
    """Remove articles and all that rests on them."""
    n = commands.forget(world, articles, progress=Bars())
    _out(f"{world}: {n} article{'s' if n != 1 else ''} removed")


@app.command()
def doctor(as_json: Json = False) -> None:
    """What is installed, which languages are covered how well, and what is missing."""
    _show(commands.doctor(), print_diagnosis, as_json)


def _mapping(pairs: Sequence[str] | None) -> dict[str, str]:
    split = [pair.partition("=") for pair in pairs or ()]
    for ours, sign, theirs in split:
        if not (ours and sign and theirs):
            raise UsageError(f"--map {ours}{sign}{theirs}: expected OURS=THEIRS, for example --map text=Body")
    return {ours: theirs for ours, _, theirs in split}


def _day(given: str | None, option: str) -> date | None:
    try:
        return None if given is None else date.fromisoformat(given)
    except ValueError as error:
        raise UsageError(f"{option}: expected a date such as 2022-09-30, came {given!r}") from error


def _date_or_run(since: str) -> str | date:
    try:
        return date.fromisoformat(since)
    except ValueError:
        return since


def _show(found: R, show: Callable[[R, Console], None], as_json: bool) -> None:
    if as_json:
        _out(tables.as_json(found))
    else:
        show(found, Console())


def _table(
    rows: Sequence[Any],
    kind: type[DataclassInstance] | Sequence[str],
    show: Callable[[Sequence[Any], Console], None],
    as_json: bool,
    as_csv: bool,
) -> None:
    if as_csv:
        sys.stdout.write(tables.as_csv(kind, rows))
    else:
        _show(rows, show, as_json)


def _out(text: str) -> None:
    typer.echo(text)


def _stderr(text: str) -> None:
    typer.echo(f"armillary: {' '.join(text.split())}", err=True)


def main() -> None:
    """Run the command line; the exit code is 0 done, 1 not done, 2 wrong usage, 3 a fault of ours, 130 interrupted."""
    try:
        app()
    except ArmillaryError as error:
        _stderr(str(error))
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        _stderr("stopped; give the same command again to go on where it stopped")
        sys.exit(130)
    except BrokenPipeError:
        sys.exit(0)
    except Exception as error:
        _stderr(
            f"a fault of ours: {type(error).__name__}: {error}; please report it with the command, "
            f"`armillary doctor --json`, and the lines below"
        )
        Console(stderr=True).print_exception(show_locals=False, max_frames=12)
        sys.exit(3)
