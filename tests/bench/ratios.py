"""The rule that a bench may judge: how much dearer something is than what it is held against."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Ratio:
    """Two medians of one run, in milliseconds, measured in turns. `limit` is None without a rule.

    `what` begins the sentence that says what is wrong: "SQLite: copy to 1,000"; `against` is what
    it is held against.
    """

    what: str
    milliseconds: float
    baseline: float
    against: str
    limit: float | None = None

    @property
    def value(self) -> float:
        """How many times the baseline it takes."""
        return self.milliseconds / self.baseline


def broken(ratios: Iterable[Ratio]) -> list[str]:
    """Say of each ratio over its limit by how much."""
    return [
        f"{each.what} takes {each.value:.2f} times {each.against} "
        f"({each.milliseconds:.0f} ms against {each.baseline:.0f} ms); at most {each.limit:g} times"
        for each in ratios
        if each.limit is not None and each.value > each.limit
    ]
