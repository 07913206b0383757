"""Armillary: a traced working model of the states that news articles describe.

The commands are functions of this package: `armillary.build`, `armillary.summary`, `armillary.copies`, …
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from armillary.commands.article import article
    from armillary.commands.backtest import backtest
    from armillary.commands.cite import cite
    from armillary.commands.compare import compare
    from armillary.commands.copies import changes, copies
    from armillary.commands.coverage import coverage
    from armillary.commands.demo import demo
    from armillary.commands.doctor import doctor
    from armillary.commands.evidence import evidence
    from armillary.commands.explain import explain
    from armillary.commands.export import export
    from armillary.commands.forecast import forecast
    from armillary.commands.grading import grading
    from armillary.commands.model import drift, exposure, loops, ties, whatif
    from armillary.commands.news import news
    from armillary.commands.quotes import quotes
    from armillary.commands.readings import (
        actors,
        attitudes,
        events,
        flows,
        goals,
        levers,
        mechanisms,
        outlooks,
        quantities,
        statements,
        timeline,
    )
    from armillary.commands.report import report
    from armillary.commands.search import search
    from armillary.commands.serve import serve
    from armillary.commands.summary import summary
    from armillary.commands.system import system
    from armillary.pipeline import build, correct, forget, load
    from armillary.read.events.classify import EventCall, classify_event
    from armillary.world import World

__all__ = [
    "EventCall",
    "World",
    "actors",
    "article",
    "attitudes",
    "backtest",
    "build",
    "changes",
    "cite",
    "classify_event",
    "compare",
    "copies",
    "correct",
    "coverage",
    "demo",
    "doctor",
    "drift",
    "events",
    "evidence",
    "explain",
    "export",
    "exposure",
    "flows",
    "forecast",
    "forget",
    "goals",
    "grading",
    "levers",
    "load",
    "loops",
    "mechanisms",
    "news",
    "outlooks",
    "quantities",
    "quotes",
    "report",
    "search",
    "serve",
    "statements",
    "summary",
    "system",
    "ties",
    "timeline",
    "whatif",
]


def __getattr__(name: str) -> Any:
    """Import a command when it is first asked for: workers and `armillary.schema` need none of them."""
    if name not in __all__:
        raise AttributeError(f"module 'armillary' has no attribute {name!r}")
    if name == "World":
        from armillary.world import World

        return World
    if name in ("EventCall", "classify_event"):
        from armillary.read.events import classify

        return getattr(classify, name)
    from armillary import commands

    return getattr(commands, name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
