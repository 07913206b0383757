"""Elements of SVG 1.1 as escaped text."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup, escape

from armillary.show.words import harmless


def tag(name: str, *children: Markup | str | None, **attributes: object) -> Markup:
    """An element. Attributes that are None are left out; `class_` is `class`, `_` in a name is `-`."""
    said = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(_value(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    inside = "".join(str(escape(_value(child))) for child in children if child is not None)
    return Markup(f"<{name}{said}>{inside}</{name}>" if inside else f"<{name}{said}/>")


def figure(width: float, height: float, about: str, children: Iterable[Markup], class_: str) -> Markup:
    """A whole drawing that scales with its place; `about` is what a screen reader says of it."""
    return tag(
        "svg",
        tag("title", about),
        *children,
        viewBox=f"0 0 {width:g} {height:g}",
        class_=class_,
        role="group",
        xmlns="http://www.w3.org/2000/svg",
    )


def link(href: str | None, title: str, *children: Markup | None, class_: str | None = None) -> Markup:
    """Children that lead somewhere and say what they are."""
    if href is None:
        return tag("g", tag("title", title), *children, class_=class_)
    return tag("a", tag("title", title), *children, href=href, class_=class_, aria_label=title)


def _value(value: object) -> object:
    if isinstance(value, float):
        return f"{value:.1f}".rstrip("0").rstrip(".")
    return harmless(value) if isinstance(value, str) and not isinstance(value, Markup) else value
