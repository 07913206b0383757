"""The commands, each a function of the same name."""

from __future__ import annotations

from armillary.commands.article import ArticleRead, article
from armillary.commands.backtest import backtest
from armillary.commands.cite import Citation, cite
from armillary.commands.compare import compare
from armillary.commands.copies import Copy, changes, copies
from armillary.commands.coverage import Coverage, coverage
from armillary.commands.demo import Demonstration, demo
from armillary.commands.doctor import Diagnosis, doctor
from armillary.commands.evidence import Ground, evidence
from armillary.commands.explain import Explanation, explain
from armillary.commands.export import export
from armillary.commands.forecast import forecast
from armillary.commands.grading import Grading, grading
from armillary.commands.model import drift, exposure, loops, ties, whatif
from armillary.commands.news import News, news
from armillary.commands.quotes import Quote, quotes
from armillary.commands.readings import (
    Evidence,
    actors,
    attitudes,
    columns_of,
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
from armillary.commands.search import Hit, search
from armillary.commands.serve import Address, serve
from armillary.commands.summary import Summary, summary
from armillary.commands.system import System, system
from armillary.pipeline import Built, Loaded, build, correct, forget, load

__all__ = [
    "Address",
    "ArticleRead",
    "Built",
    "Citation",
    "Copy",
    "Coverage",
    "Demonstration",
    "Diagnosis",
    "Evidence",
    "Explanation",
    "Grading",
    "Ground",
    "Hit",
    "Loaded",
    "News",
    "Quote",
    "Summary",
    "System",
    "actors",
    "article",
    "attitudes",
    "backtest",
    "build",
    "changes",
    "cite",
    "columns_of",
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
