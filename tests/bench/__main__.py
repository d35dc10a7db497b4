"""`python -m tests.bench`: measure, print, write var/bench.json; exit 1 when a rule is broken."""

import sys
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp

from tests.bench import costly_lists, deciding, hanging, lookups, others, polling
from tests.bench.bench import bench_on
from tests.bench.country import COUNTRY, TEN_TIMES
from tests.bench.databases import Kept, SqliteFile, postgres_database
from tests.bench.product import product_on
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
    costly_lists.run_alone(report)
    with running_provider() as provider:
        _on_sqlite(provider, report)
        _on_postgres(provider, report)
    hanging.run(report)
    report.note("A copy needs two schools: 2, 55 and 1,001, so that it goes to 1, 54 and 1,000.")
    report.write(_OUTPUT)
    problems = report.errors + broken(report.ratios)
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


def _on_sqlite(provider: str, report: Report) -> None:
    with TemporaryDirectory(prefix="mandaatwijzer-bench-") as folder:
        _measure(lambda: SqliteFile(Path(mkdtemp(dir=folder))), provider, report)


def _on_postgres(provider: str, report: Report) -> None:
    with running_server() as server, ExitStack() as databases:
        if server is None:
            report.note(_NO_POSTGRES)
            return
        _measure(lambda: databases.enter_context(postgres_database(server)), provider, report)


def _measure(fresh: Callable[[], Kept], provider: str, report: Report) -> None:
    """Measure all there is to measure, each on a fresh database of one kind."""
    with bench_on(fresh(), provider) as bench:
        bench.run(report)
    with product_on(fresh(), provider) as one:
        COUNTRY.fill(one.wiring)
        with product_on(fresh(), provider) as ten:
            TEN_TIMES.fill(ten.wiring)
            lookups.run(one, ten, report)
            polling.run(one, provider, report)
            costly_lists.run(one, provider, report)
            others.run(one, report)
            deciding.run(one, ten, report)


if __name__ == "__main__":
    sys.exit(main())
