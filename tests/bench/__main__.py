"""`python -m tests.bench`: measure, print, write var/bench.json; exit 1 when a rule is broken."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.bench import Bench, bench_on
from tests.bench.databases import SqliteFile, postgres_database
from tests.bench.ratios import broken
from tests.bench.report import Report
from tests.login import running_provider
from tests.postgres import running_server

_OUTPUT = Path(__file__).parents[2] / "var" / "bench.json"
_NO_POSTGRES = (
    "PostgreSQL: not measured, there is none: set WIZARD_TEST_DATABASE_URL or install its server"
)


def main() -> int:
    """Measure on each kind of database that there is."""
    report = Report()
    report.begin()
    with running_provider() as provider:
        with _sqlite(provider) as bench:
            bench.run(report)
        with _postgres(provider) as bench:
            bench.run(report) if bench else report.note(_NO_POSTGRES)
    report.note("A copy needs two schools: 2, 55 and 1,001, so that it goes to 1, 54 and 1,000.")
    report.write(_OUTPUT)
    problems = broken(report.ratios)
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


@contextmanager
def _sqlite(provider: str) -> Iterator[Bench]:
    with (
        TemporaryDirectory(prefix="mandaatwijzer-bench-") as folder,
        bench_on(SqliteFile(Path(folder)), provider) as bench,
    ):
        yield bench


@contextmanager
def _postgres(provider: str) -> Iterator[Bench | None]:
    with running_server() as server:
        if server is None:
            yield None
            return
        with postgres_database(server) as database, bench_on(database, provider) as bench:
            yield bench


if __name__ == "__main__":
    sys.exit(main())
