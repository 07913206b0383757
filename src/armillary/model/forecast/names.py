"""What the name of an actor says: "Police (India)" is of the sector Police and of the country India."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

_NAMED = re.compile(r"^(.*?)\s*\(([^()]+)\)\s*$")
_SECTORS = 95


class Groups(NamedTuple):
    """`country` int32 [actors], -1 where the name says none; `sector` int32 [actors]; how many there are of each."""

    country: NDArray[np.int32]
    sector: NDArray[np.int32]
    n_countries: int
    n_sectors: int


def groups_of(names: Sequence[str]) -> Groups:
    """Country and sector of each actor by its name alone.

    A bare name that stands in another name's brackets is a country. The rarest sectors, and all names without one,
    share the last number.
    """
    split = [_NAMED.match(name) for name in names]
    countries = sorted({found[2].strip() for found in split if found})
    country_of = {name: i for i, name in enumerate(countries)}
    counted = Counter(found[1] for found in split if found)
    common = sorted(counted, key=lambda sector: (-counted[sector], sector))[:_SECTORS]
    sector_of = {name: i + 1 for i, name in enumerate(common)}
    rest = len(common) + 1
    country = np.full(len(names), -1, np.int32)
    sector = np.full(len(names), rest, np.int32)
    for i, (name, found) in enumerate(zip(names, split, strict=True)):
        if found:
            country[i], sector[i] = country_of[found[2].strip()], sector_of.get(found[1], rest)
        elif name.strip() in country_of:
            country[i], sector[i] = country_of[name.strip()], 0
    return Groups(country, sector, max(len(countries), 1), rest + 1)
