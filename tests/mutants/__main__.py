"""Tells which faults the tests notice: `make mutants`.

    python -m tests.mutants [--root CHECKOUT] [NAME...]

Tries all mutants, or those named, and writes var/mutants.tsv. `--root` tries the tests of another
checkout, such as an older one.
"""

import argparse
import csv
from pathlib import Path

from tests.mutants.mutant import TSV, all_mutants
from tests.mutants.trying import Verdict, tests_of, try_all
from wizard.settings import ROOT

_COLUMNS = ("name", "path", "kind", "tests", "killed by")


def main() -> None:
    """Try, and say what survives."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.add_argument("--root", type=Path, default=ROOT)
    parser.add_argument("names", nargs="*")
    asked = parser.parse_args()
    mutants = [each for each in all_mutants() if not asked.names or each.name in asked.names]
    tests = tests_of(asked.root, mutants)
    verdicts = []
    for verdict in try_all(asked.root, mutants, tests):
        print(verdict.mutant.name, verdict.killed_by or "SURVIVES", flush=True)
        verdicts.append(verdict)
        _write(verdicts)
    survivors = [each.mutant.name for each in verdicts if not each.killed_by]
    print(f"{len(verdicts) - len(survivors)} of {len(verdicts)} noticed; not: {survivors}")


def _write(verdicts: list[Verdict]) -> None:
    path = ROOT / "var" / "mutants.tsv"
    path.parent.mkdir(exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, **TSV)
        writer.writerow(_COLUMNS)
        for each in verdicts:
            mutant = each.mutant
            writer.writerow([mutant.name, mutant.path, mutant.kind, each.tried, each.killed_by])


if __name__ == "__main__":
    main()
