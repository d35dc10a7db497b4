"""The table on the screen, line by line as it is measured, and the same as JSON."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.bench.load import Seen
from tests.bench.measuring import Measured
from tests.bench.ratios import Ratio

_LINE = "{:<11} {:<34} {:>7} {:>10} {:>11} {:>12}"
_HEAD = _LINE.format("database", "what", "schools", "median ms", "statements", "repetitions")
_SPREAD_LINE = "{:<11} {:<34} {:>7} {:>8} {:>8} {:>8} {:>12}"
_SPREAD_HEAD = _SPREAD_LINE.format("database", "what", "n", "p50 ms", "p95 ms", "p99 ms", "errors")


@dataclass
class Report:
    """What was measured so far."""

    rows: list[dict[str, Any]] = field(default_factory=list)
    spreads: list[dict[str, Any]] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    ratios: list[Ratio] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def begin(self) -> None:
        """Print the heading."""
        print(_HEAD)
        print("-" * len(_HEAD))

    def add(self, database: str, what: str, schools: int, measured: Measured) -> None:
        """Add a line. `schools`: how many the board has."""
        times = len(measured.seconds)
        milliseconds = round(measured.milliseconds, 2)
        self.rows.append(
            {
                "database": database,
                "what": what,
                "schools": schools,
                "median_ms": milliseconds,
                "statements": measured.statements,
                "repetitions": times,
                "all_ms": [round(each * 1000, 2) for each in measured.seconds],
            }
        )
        line = (f"{schools:,}", f"{milliseconds:.1f}", measured.statements, times)
        print(_LINE.format(database, what, *line), flush=True)

    def begin_spreads(self) -> None:
        """Print the heading of what was asked many times at once."""
        print(_SPREAD_HEAD)

    def add_spread(self, database: str, what: str, seen: Seen) -> None:
        """Add how long all answers of one kind took."""
        p50, p95, p99 = (round(seen.percentile(each), 2) for each in (50, 95, 99))
        self.spreads.append(
            {
                "database": database,
                "what": what,
                "n": len(seen.seconds),
                "p50_ms": p50,
                "p95_ms": p95,
                "p99_ms": p99,
                "statuses": {str(status): n for status, n in sorted(seen.statuses.items())},
                "errors": len(seen.errors),
            }
        )
        figures = (f"{len(seen.seconds):,}", f"{p50:.1f}", f"{p95:.1f}", f"{p99:.1f}")
        print(_SPREAD_LINE.format(database, what, *figures, len(seen.errors)), flush=True)

    def add_errors(self, database: str, seen: Seen) -> None:
        """Add what went wrong: each of them breaks the rule that nothing does."""
        self.errors += [f"{database}: {each}" for each in seen.errors]

    def add_ratio(self, ratio: Ratio) -> None:
        """Add how two things compare; where there is a rule, with its limit."""
        self.ratios.append(ratio)
        rule = "" if ratio.limit is None else f" (at most {ratio.limit:g})"
        print(f"{ratio.what}: {ratio.value:.2f} times {ratio.against}{rule}", flush=True)

    def note(self, text: str) -> None:
        """Say what was not measured, and why."""
        self.notes.append(text)
        print(text, flush=True)

    def write(self, path: Path) -> None:
        """Write all of it as JSON."""
        ratios = [
            {
                "what": each.what,
                "against": each.against,
                "ratio": round(each.value, 3),
                "limit": each.limit,
            }
            for each in self.ratios
        ]
        content = {
            "measured": self.rows,
            "asked_at_once": self.spreads,
            "errors": self.errors,
            "ratios": ratios,
            "notes": self.notes,
        }
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
