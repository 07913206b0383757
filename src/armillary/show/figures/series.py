"""A value over time with its interval, marks at points, and lines where it turned."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from armillary.schema import Orbit, Tie
from armillary.show.figures.svg import figure, link, tag
from armillary.show.phrases import _
from armillary.show.words import signed

WIDTH: Final = 920.0
_LEFT, _RIGHT, _TOP, _FOOT = 46.0, 14.0, 14.0, 30.0


@dataclass(frozen=True, slots=True)
class Line:
    """A series; `points` are (day, value, low, high), a gap where a value is None. `tone` 1-6 gives colour and dash."""

    name: str
    points: Sequence[tuple[dt.date, float | None, float | None, float | None]]
    tone: int = 1


def over_time(name: str, rows: Sequence[Tie | Orbit], tone: int = 1) -> Line:
    """The ties of a pair, or the pulls of a pole, as a line.

    Args:
        name: of the line.
        rows: in order of time.
        tone: 1-6.
    """
    points = [(row.period, row.value if isinstance(row, Tie) else row.pull, row.low, row.high) for row in rows]
    return Line(name, points, tone)


@dataclass(frozen=True, slots=True)
class Dot:
    """Something at a day: an event (with a value from -1 to 1), or a turn (`value` None: a line through all)."""

    day: dt.date
    value: float | None
    title: str
    href: str | None = None


def series(
    lines: Sequence[Line],
    dots: Sequence[Dot] = (),
    *,
    about: str,
    height: float = 260,
    low: float = -1.0,
    high: float = 1.0,
) -> Markup:
    """Lines with bands over one axis of time.

    Args:
        lines: up to six.
        dots: what is marked; each leads where its `href` says.
        about: what a screen reader says.
        height: of the drawing; the width is 920.
        low: value at the foot.
        high: value at the top.
    """
    days = [point[0] for line in lines for point in line.points] + [dot.day for dot in dots]
    if not days:
        return figure(WIDTH, 40, about, [tag("text", _("not measured"), x=_LEFT, y=24, class_="tick")], "series")
    plane = _Plane(min(days), max(days), low, high, height)
    parts = [
        *_grid(plane),
        *(tag("path", d=_band(line, plane), class_=f"band t{line.tone}") for line in lines),
        *(_turn(dot, plane) for dot in dots if dot.value is None),
        *(_line(line, plane) for line in lines),
        *(_dot(dot, plane) for dot in dots if dot.value is not None),
    ]
    return figure(WIDTH, height, about, parts, "series")


@dataclass(frozen=True, slots=True)
class _Plane:
    first: dt.date
    last: dt.date
    low: float
    high: float
    height: float

    def x(self, day: dt.date) -> float:
        span = max(1, (self.last - self.first).days)
        if self.last == self.first:
            return (WIDTH + _LEFT - _RIGHT) / 2
        return _LEFT + (WIDTH - _LEFT - _RIGHT) * (day - self.first).days / span

    def y(self, value: float) -> float:
        share = (min(max(value, self.low), self.high) - self.low) / (self.high - self.low)
        return self.height - _FOOT - (self.height - _FOOT - _TOP) * share


def _grid(plane: _Plane) -> Iterator[Markup]:
    for step in range(5):
        value = plane.low + (plane.high - plane.low) * step / 4
        y = plane.y(value)
        kind = "grid zero" if abs(value) < 1e-9 else "grid"
        yield tag("line", x1=_LEFT, x2=WIDTH - _RIGHT, y1=y, y2=y, class_=kind)
        yield tag("text", signed(value, 1) if kind == "grid" else "0", x=_LEFT - 8, y=y + 4, class_="tick end")
    for day in _ticks(plane.first, plane.last):
        yield tag("text", day.isoformat(), x=plane.x(day), y=plane.height - 8, class_="tick middle")


def _ticks(first: dt.date, last: dt.date) -> list[dt.date]:
    """Up to six days, evenly spread."""
    span = (last - first).days
    n = min(6, span + 1)
    inner = [first + dt.timedelta(days=round(span * (2 * k + 1) / (2 * n))) for k in range(n)]
    return list(dict.fromkeys(inner))


def _runs(line: Line) -> Iterator[list[tuple[dt.date, float, float, float]]]:
    """Stretches without a gap."""
    run: list[tuple[dt.date, float, float, float]] = []
    for day, value, low, high in line.points:
        if value is None:
            if run:
                yield run
            run = []
        else:
            run.append((day, value, value if low is None else low, value if high is None else high))
    if run:
        yield run


def _band(line: Line, plane: _Plane) -> str:
    parts = []
    for run in _runs(line):
        upper = [f"{plane.x(day):.1f} {plane.y(high):.1f}" for day, _, _, high in run]
        lower = [f"{plane.x(day):.1f} {plane.y(low):.1f}" for day, _, low, _ in reversed(run)]
        parts.append("M" + "L".join(upper + lower) + "Z")
    return "".join(parts)


def _line(line: Line, plane: _Plane) -> Markup:
    path = "".join(
        "M" + "L".join(f"{plane.x(day):.1f} {plane.y(value):.1f}" for day, value, _, _ in run) for run in _runs(line)
    )
    alone = [run[0] for run in _runs(line) if len(run) == 1]
    return tag(
        "g",
        tag("title", line.name),
        tag("path", d=path, class_=f"line t{line.tone}"),
        *(
            tag("circle", cx=plane.x(day), cy=plane.y(value), r=3.0, class_=f"alone t{line.tone}")
            for day, value, *_ in alone
        ),
    )


def _dot(dot: Dot, plane: _Plane) -> Markup:
    value = dot.value or 0.0
    kind = "dot good" if value > 0 else "dot bad" if value < 0 else "dot"
    disc = tag("circle", cx=plane.x(dot.day), cy=plane.y(value), r=5.0, class_=kind)
    return link(dot.href, dot.title, disc)


def _turn(dot: Dot, plane: _Plane) -> Markup:
    x = plane.x(dot.day)
    return link(dot.href, dot.title, tag("line", x1=x, x2=x, y1=_TOP, y2=plane.height - _FOOT, class_="turn"))
