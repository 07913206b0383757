"""What the commands say in a terminal. Nothing from an article is ever taken as markup."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from armillary.commands.cite import Citation, Parallel
from armillary.commands.copies import Copy
from armillary.commands.news import News
from armillary.commands.summary import Relative, Summary
from armillary.commands.summary import Tree as FamilyTree
from armillary.schema import Change, Failure
from armillary.show.words import KINDS, NO_ORIGIN, RELATIONS, day, language_name, line, percent, plural

FAILURES_SHOWN = 8
_SEVERITY = {"major": "bold red", "minor": "yellow"}


def print_summary(found: Summary, console: Console) -> None:
    """One screen: the count, what it rests on, the families, and what was not read."""
    console.print()
    console.print(Padding(_count(found), (0, 2)))
    console.print()
    if found.n_articles:
        console.print(Padding(_facts(found), (0, 2)))
    for tree in found.families:
        console.print()
        console.print(Padding(_family(tree), (0, 2)))
    for note in _left_out(found):
        console.print()
        console.print(Padding(note, (0, 2)))
    console.print()


def _count(found: Summary) -> Text:
    text = Text(plural(found.n_articles, "article"), style="bold")
    if not found.n_articles:
        return text.append(": this world is empty", style="dim")
    if found.n_reports is None or found.n_copies is None:
        return text.append("; not yet compared with each other", style="dim")
    text.append(" = ", style="dim").append(plural(found.n_reports, "independent report"), style="bold green")
    return text.append(" + ", style="dim").append(plural(found.n_copies, "copy", "copies"), style="bold")


def _facts(found: Summary) -> Table:
    table = Table.grid(padding=(0, 3))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    languages = ", ".join(f"{language_name(c.name)} {c.n}" for c in found.languages)
    for name, words in (
        ("Languages", languages),
        ("Dates", _dates(found)),
        ("Outlets", _outlets(found)),
        ("Stories", str(found.n_stories) if found.n_reports is not None else "not yet looked for"),
        ("Changes", _changes(found)),
        *_read(found),
        *_model(found),
    ):
        table.add_row(name, Text(words))
    return table


def _read(found: Summary) -> list[tuple[str, str]]:
    """What was read, and what was not."""
    if found.read is None:
        return []
    one = found.read
    said = f"{plural(one.n_statements, 'statement')}; {plural(one.n_events, 'event')} told of "
    said += f"{plural(one.n_happenings, 'happening')}; " + ", ".join(f"{c.n:,} {c.name}" for c in one.others)
    rows = [
        ("Read", said),
        ("Actors", f"{one.n_actors:,}: " + ", ".join(f"{c.name} {c.n}" for c in one.actors) + ", …"),
    ]
    if one.not_read:
        languages = ", ".join(f"{language_name(c.name)} {c.n}" for c in one.not_read)
        rows.append(("Not read", f"{plural(sum(c.n for c in one.not_read), 'article')}: {languages}"))
    return rows


def _model(found: Summary) -> list[tuple[str, str]]:
    """Ties, and who moved."""
    if found.model is None:
        return []
    one = found.model
    counts = f"{plural(one.n_pairs, 'tie')}, {plural(one.n_turns, 'change point')}, {plural(one.n_loops, 'loop')}, "
    rows = [("Model", counts + plural(one.n_forecasts, "forecast"))]
    moved = [move for move in one.drift if move.change is not None]
    for move in sorted(moved, key=lambda move: -abs(move.change or 0)):
        word = "nearer to" if (move.change or 0) > 0 else "farther from"
        sure = f"{move.probability or 0:.0%} sure of the direction, {plural(move.n_reports, 'independent report')}"
        rows.append(("Drift", f"{move.actor_id} {word} {move.pole_id} by {abs(move.change or 0):.2f} ({sure})"))
    return rows


def _dates(found: Summary) -> str:
    if found.first_date is None or found.last_date is None:
        return "no article says when it was published"
    span = day(found.first_date)
    if found.last_date != found.first_date:
        span += f" to {day(found.last_date)}"
    return span + (f"; {found.n_undated} without a date" if found.n_undated else "")


def _outlets(found: Summary) -> str:
    owners = "owners not known" if found.n_publishers is None else f"{plural(found.n_publishers, 'owner')} known"
    missing = f"; {plural(found.n_without_outlet, 'article')} without an outlet" if found.n_without_outlet else ""
    return f"{found.n_outlets} ({owners}){missing}" if found.n_outlets else "no article names its outlet"


def _changes(found: Summary) -> str:
    if found.n_reports is None:
        return "not yet looked for"
    if not found.n_major + found.n_minor:
        return "none found in the copies"
    return f"{found.n_major} major and {found.n_minor} minor in the copies"


def _family(tree: FamilyTree) -> RenderableType:
    """One tree under the origin; members whose source is not known stand beside it, or under what is absent."""
    roots: list[Tree] = []
    if tree.origin in NO_ORIGIN:
        roots.append(Tree(Text(f"◌ {NO_ORIGIN[tree.origin]}", style="italic"), guide_style="dim"))
    branches: dict[int, Tree] = {}
    for member in tree.members:
        if member.depth:
            branches[member.depth] = branches[member.depth - 1].add(_relative(member, tree))
        elif tree.origin == "present":
            branches = {0: Tree(_relative(member, tree), guide_style="dim")}
            roots.append(branches[0])
        else:
            branches = {0: roots[0].add(_relative(member, tree))}
    return Group(*roots)


def _relative(member: Relative, tree: FamilyTree) -> Text:
    origin = tree.origin == "present" and member is tree.members[0]
    text = Text("● " if origin else "", style="green" if origin else "")
    text.append(member.language, style="bold cyan").append(" ")
    text.append(line(member.outlet or member.source.rsplit("/", 1)[-1]), style="bold" if origin else "")
    if member.published:
        text.append(f" {day(member.published)}", style="dim")
    if origin:
        return text.append(f"  {line(member.title or '')}".rstrip(), style="italic")
    text.append("  " + ", ".join(_copied(member, tree)), style="dim")
    if member.n_major:
        text.append(f"  {member.n_major} major", style=_SEVERITY["major"])
    if member.n_minor:
        text.append(f"  {member.n_minor} minor", style=_SEVERITY["minor"])
    return text


def _copied(member: Relative, tree: FamilyTree) -> Iterator[str]:
    """How a member that is no origin is tied to its family."""
    if member.relation:
        yield member.relation
    elif member.article_id == tree.reference_article_id:
        yield "the others are compared with it"
    elif tree.origin == "present":
        yield "source not known"
    if member.kept is not None:
        yield f"{'keeps' if member.relation else 'shares'} {percent(member.kept)}"
    if member.shared is not None and member.shared < 0.95:
        yield f"{percent(1 - member.shared)} its own"


def _left_out(found: Summary) -> list[RenderableType]:
    notes: list[RenderableType] = []
    hidden = found.n_families - len(found.families)
    if hidden > 0:
        notes.append(Text(f"… and {plural(hidden, 'smaller family', 'smaller families')}", style="dim"))
    if found.n_set_aside:
        share = percent(found.n_set_aside / found.n_sentences)
        notes.append(
            Text(
                f"Set aside as page residue or bylines, not read as news: {found.n_set_aside:,} of "
                f"{plural(found.n_sentences, 'sentence')} ({share})",
                style="dim",
            )
        )
    if found.failures:
        notes.append(Group(*_failures(found.failures)))
    return notes


def _failures(failures: Sequence[Failure]) -> list[Text]:
    lines = [Text(f"Could not be read: {len(failures)}", style="bold yellow")]
    for failure in failures[:FAILURES_SHOWN]:
        lines.append(Text(f"  {line(failure.source)}: {line(failure.error)}; {line(failure.hint)}"))
    if len(failures) > FAILURES_SHOWN:
        lines.append(Text(f"  … and {len(failures) - FAILURES_SHOWN} more (summary --json lists all)", style="dim"))
    return lines


def print_copies(found: Sequence[Copy], console: Console) -> None:
    """Each pair on two or three lines: who has it from whom, how much, what changed, and why we think so."""
    if not found:
        console.print("No two articles share text.")
    for copy in found:
        console.print(_copy(copy))


def _copy(copy: Copy) -> Text:
    text = Text()
    _append_article(text, copy.article_id, copy.outlet, copy.language)
    ties = {"from": RELATIONS[copy.relation], "common": "has a source in common with", "unknown": "shares text with"}
    text.append(f" {ties[copy.direction]} ")
    _append_article(text, copy.from_id, copy.from_outlet, copy.from_language)
    text.append(
        f"\n    {percent(copy.coverage)} of its sentences are there, {percent(copy.from_coverage)} of those are here; "
        f"confidence {percent(copy.confidence)}",
        style="dim",
    )
    if copy.n_major:
        text.append(f"; {plural(copy.n_major, 'major change')}", style=_SEVERITY["major"])
    if copy.n_minor:
        text.append(f"; {copy.n_minor} minor", style=_SEVERITY["minor"])
    return text.append(f"\n    {line(copy.reason)}\n", style="italic")


def _append_article(text: Text, article_id: str, outlet: str | None, language: str) -> None:
    text.append(language, style="bold cyan").append(" ")
    if outlet:
        text.append(line(outlet), style="bold").append(" ")
    text.append(article_id, style="dim")


def print_changes(found: Sequence[Change], console: Console) -> None:
    """Each change: where, what kind, the words before and after, and what was compared."""
    if not found:
        console.print("No changes found.")
    for change in found:
        console.print(_change(change))


def _change(change: Change) -> Text:
    place = f"{change.article_id}:{change.n}" if change.n is not None else f"{change.article_id} lacks"
    text = Text(place, style="bold").append(f" {change.severity} ", style=_SEVERITY[change.severity])
    text.append(f"{change.kind}: {KINDS[change.kind]}")
    text.append(f"  ({percent(change.confidence)} sure)", style="dim")
    if change.was:
        text.append("\n    − ", style="red").append(line(change.was)).append(
            f"  {change.other_id}:{change.other_n}", style="dim"
        )
    if change.now:
        text.append("\n    + ", style="green").append(line(change.now))
    return text.append(f"\n    {line(change.reason)}  [{change.change_id}]\n", style="dim")


def print_news(found: Sequence[News], console: Console) -> None:
    """Each new article on two lines."""
    if not found:
        console.print("Nothing new.")
    for one in found:
        style = {"report": "bold green", "origin": "bold magenta", "copy": "bold"}[one.what]
        text = Text(f"new {one.what} ", style=style)
        _append_article(text, one.article_id, one.outlet, one.language)
        text.append(f" {day(one.published)}", style="dim")
        if one.title:
            text.append(f"  {line(one.title)}", style="italic")
        text.append(f"\n    {line(one.why)}")
        if one.n_major:
            text.append(f"; {plural(one.n_major, 'major change')}", style=_SEVERITY["major"])
        console.print(text)


def print_citation(found: Citation, console: Console) -> None:
    """The quotation, where it stands, and how the copies have it."""
    if found.kind:
        console.print(Text(f"{found.kind}: {line(found.reason or '')}", style="dim"))
    if found.was and found.was != found.quote:
        console.print(Text(f"was: {line(found.was)}"))
    console.print(Text(f"“{line(found.quote)}”", style="bold"))
    console.print(Text("  " + _place(found)))
    if found.credit:
        console.print(Text(f"  names as its source: {line(found.credit)}", style="dim"))
    for parallel in found.copies:
        console.print(_parallel(parallel, whole=found.n is None))


def _place(found: Citation) -> str:
    parts = [found.author, found.title, found.outlet]
    words = [line(part) for part in parts if part]
    words.append(day(found.published) if found.published else "no date")
    return ", ".join([*words, found.url or found.source]) + f" [{found.id}, {found.language}]"


def _parallel(parallel: Parallel, *, whole: bool) -> Text:
    number = "" if parallel.n is None else f":{parallel.n}"
    text = Text("  also in ", style="dim").append(parallel.language, style="bold cyan")
    text.append(f" {line(parallel.outlet or parallel.source)} {parallel.article_id}{number}")
    if parallel.quote:
        return text.append(f"\n      {line(parallel.quote)}")
    return text if whole else text.append(" without this sentence", style="yellow")
