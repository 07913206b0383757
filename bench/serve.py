"""How fast pages answer on a large world: crawl the app from its first page, time a sample of each kind of address.

    python bench/serve.py --world big.duckdb     # made by bench/worlds.py
    python bench/serve.py --articles 20000       # or make one first

Each address is asked once without a memory of it; what is shared by many pages is found before the clock starts, as it
is once in the life of a served world (`first` says how long the first page took). Times are seconds of processor time
of one core, the browser's side of the request included.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import statistics
import tempfile
import time
from collections import defaultdict
from pathlib import Path

from starlette.testclient import TestClient

import worlds
from armillary.web.app import create_app
from armillary.web.pages import PAGES
from armillary.web.pages.page import Page

LINK = re.compile(r'(?:href|action)="(/[^"#]*)')
SEARCHES = ("sanctions", "газ", "合作", "wojska", "transit talks", '"foreign minister"')
ACTS = "/whatif?source=RUS&type=COERCE&target=KAZ"


def measure(world: Path, per_page: int = 24, seed: int = 7) -> dict[str, object]:
    """Times of addresses by page.

    Returns:
        `median` and `p95` over all addresses in seconds, `first`, and of each page its median, worst and number.
    """
    pick = random.Random(seed)
    with TestClient(create_app(world), base_url="http://localhost") as client:
        start = time.process_time()
        client.get("/")
        first = time.process_time() - start
        known = addresses(client, per_page, pick)
        for page in PAGES:
            client.get(known[page.name][0]) if known[page.name] else None
        times = {name: [timed(client, one) for one in found] for name, found in known.items()}
    every = sorted(one for found in times.values() for one in found)
    return {
        "median": round(statistics.median(every), 4),
        "p95": round(every[int(0.95 * (len(every) - 1))], 4),
        "first": round(first, 3),
        "addresses": len(every),
        "pages": {
            name: {"median": round(statistics.median(found), 4), "worst": round(max(found), 4), "n": len(found)}
            for name, found in times.items()
            if found
        },
    }


def addresses(client: TestClient, per_page: int, pick: random.Random) -> dict[str, list[str]]:
    """Addresses of each page, found by following links from the first one."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    seen, waiting = {"/"}, ["/", ACTS, *(f"/search?q={words}" for words in SEARCHES)]
    for _ in range(6):
        fresh: list[str] = []
        for address in waiting:
            page = page_of(address)
            if page is None or len(found[page.name]) >= per_page:
                continue
            answer = client.get(address)
            if answer.status_code == 200:
                found[page.name].append(address)
                links = [one.replace("&amp;", "&") for one in LINK.findall(answer.text)]
                fresh += [one for one in dict.fromkeys(links) if one not in seen]
                seen.update(links)
        waiting = pick.sample(fresh, min(len(fresh), 600))
    return found


def page_of(address: str) -> Page | None:
    """The page that an address belongs to."""
    path = address.partition("?")[0]
    for page in PAGES:
        for form in page.paths:
            if re.fullmatch(re.sub(r"\\{[^}]*\\}", "[^/]+", re.escape(form)), path):
                return page
    return None


def timed(client: TestClient, address: str) -> float:
    """Processor seconds of one answer."""
    start = time.process_time()
    client.get(address)
    return time.process_time() - start


def main() -> None:
    """Write the times as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--world", type=Path, help="a world that is there")
    parser.add_argument("--articles", type=int, default=20_000, help="else make one of so many articles")
    parser.add_argument("--per-page", type=int, default=12)
    parser.add_argument("--json", type=Path, help="write the result there")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        world = given.world
        if world is None:
            world = Path(place) / "made.duckdb"
            worlds.make(world, given.articles, 7)
        told = json.dumps(measure(world, given.per_page), indent=2)
    if given.json:
        given.json.write_text(told + "\n", "utf-8")
    print(told)


if __name__ == "__main__":
    main()
