"""The commands, each a function of the same name."""

from __future__ import annotations

from armillary.commands.cite import Citation, cite
from armillary.commands.compare import compare
from armillary.commands.copies import Copy, changes, copies
from armillary.commands.demo import Demonstration, demo
from armillary.commands.doctor import Diagnosis, doctor
from armillary.commands.news import News, news
from armillary.commands.report import report
from armillary.commands.summary import Summary, summary
from armillary.pipeline import Built, build, forget

__all__ = [
    "Built",
    "Citation",
    "Copy",
    "Demonstration",
    "Diagnosis",
    "News",
    "Summary",
    "build",
    "changes",
    "cite",
    "compare",
    "copies",
    "demo",
    "doctor",
    "forget",
    "news",
    "report",
    "summary",
]
