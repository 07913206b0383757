"""`python -m armillary.lexicon` checks the lexicon of actors."""

from __future__ import annotations

import sys

from armillary.lexicon.validate import problems

if __name__ == "__main__":
    found = list(problems())
    sys.stdout.writelines(f"{problem}\n" for problem in found or ["The lexicon of actors is in order."])
    sys.exit(1 if found else 0)
