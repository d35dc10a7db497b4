"""The rule that a bench may judge: how much dearer something is than what it is held against."""

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Ratio:
    """Two figures of one run, in milliseconds, measured in turns. `limit` is None without a rule.

    `what` begins the sentence that says what is wrong: "SQLite: copy to 1,000"; `against` is what
    it is held against. `rounds`: the ratio within each round; then their median is what counts.
    Where others use the machine a few milliseconds are often twice as many, and a median of times
    jumps from the one to the other; both halves of a round have the same chance of that.
    """

    what: str
    milliseconds: float
    baseline: float
    against: str
    limit: float | None = None
    rounds: tuple[float, ...] = ()

    @property
    def value(self) -> float:
        """How many times the baseline it takes."""
        return median(self.rounds) if self.rounds else self.milliseconds / self.baseline


def broken(ratios: Iterable[Ratio]) -> list[str]:
    """Say of each ratio over its limit by how much."""
    return [
        f"{each.what} takes {each.value:.2f} times {each.against} "
        f"({each.milliseconds:.0f} ms against {each.baseline:.0f} ms); at most {each.limit:g} times"
        for each in ratios
        if each.limit is not None and each.value > each.limit
    ]
