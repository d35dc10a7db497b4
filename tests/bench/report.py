"""The table on the screen, line by line as it is measured, and the same as JSON."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.bench.measuring import Measured
from tests.bench.ratios import Ratio

_LINE = "{:<11} {:<34} {:>7} {:>10} {:>11} {:>12}"
_HEAD = _LINE.format("database", "what", "schools", "median ms", "statements", "repetitions")


@dataclass
class Report:
    """What was measured so far."""

    rows: list[dict[str, Any]] = field(default_factory=list)
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
        content = {"measured": self.rows, "ratios": ratios, "notes": self.notes}
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
