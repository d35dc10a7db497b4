"""Repetitions, in turns, with their statements counted."""

import gc
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from statistics import median
from time import perf_counter

from sqlalchemy import Engine

from tests.bench.statements import counted

Act = Callable[[], object]


@dataclass(frozen=True)
class Measured:
    """How long each repetition took, in seconds, and how many statements the busiest one took."""

    seconds: tuple[float, ...]
    statements: int

    @property
    def milliseconds(self) -> float:
        """The median: on a machine that is shared, one slow repetition says nothing."""
        return median(self.seconds) * 1000


@dataclass(frozen=True)
class Scene:
    """What is measured, and what has to be done each time before the clock starts."""

    act: Act
    before: Act = lambda: None


def measure(
    engine: Engine | type[Engine], scenes: Mapping[str, Scene], *, times: int
) -> dict[str, Measured]:
    """Do each of them so many times, in turns, so that a noisy minute is equally bad for all.

    A first round warms up and does not count.
    """
    rounds = [
        {name: _once(engine, scene) for name, scene in scenes.items()} for _ in range(times + 1)
    ][1:]
    return {
        name: Measured(
            seconds=tuple(each[name][0] for each in rounds),
            statements=max(each[name][1] for each in rounds),
        )
        for name in scenes
    }


def _once(engine: Engine | type[Engine], scene: Scene) -> tuple[float, int]:
    scene.before()
    gc.collect()
    with counted(engine) as statements:
        began = perf_counter()
        scene.act()
        seconds = perf_counter() - began
    return seconds, len(statements)
