"""Plain-text articles that `prepare` takes per second on one core.

python bench/gather_speed.py [DATA]
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from armillary.gather.document import Document
from armillary.gather.prepare import prepare


def main() -> None:
    """Prepare the pool twice (the first pass loads data) and print articles per CPU second."""
    data = Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/data/trace")
    lines = (data / "docs.dev.jsonl").read_text("utf-8").splitlines()
    documents = [Document(f"{d['id']}.txt", "text", d["text"], "utf-8", d["id"]) for d in map(json.loads, lines)]
    for _ in range(2):
        started = time.process_time()
        for document in documents:
            prepare(document)
        seconds = time.process_time() - started
    print(f"{len(documents) / seconds:.0f} articles a second ({len(documents)} in {seconds:.2f} CPU seconds)")


if __name__ == "__main__":
    main()
