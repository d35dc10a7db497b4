"""What reading a costly file takes: `python -m tests.schooldata.spending` prints it for each."""

import multiprocessing
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from time import process_time

from tests.schooldata import costly
from wizard.domain.errors import DomainError
from wizard.schooldata import sheet_file

_KILOBYTE = 1024


@dataclass(frozen=True)
class Spent:
    """What one file took in a process of its own. `memory` is in bytes, above what was there."""

    size: int
    seconds: float
    memory: int
    said: str


def spent_on(make: Callable[[], bytes]) -> Spent:
    """Make a file here and read it in a new process: memory that was freed does not hide a peak."""
    content = make()
    context = multiprocessing.get_context("spawn")
    with context.Pool(1) as pool:
        return pool.apply(_read, (content,))


def _read(content: bytes) -> Spent:
    before, began = _most_memory(), process_time()
    try:
        said = f"{len(sheet_file.read('las.xlsx', content))} rows"
    except DomainError as error:
        said = error.message
    return Spent(len(content), process_time() - began, _most_memory() - before, said)


def _most_memory() -> int:
    """Return the most bytes that this process held. `getrusage` counts its parent's too."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) * _KILOBYTE


def _lines() -> Iterator[str]:
    for make in (*costly.REPORTED, *costly.SIBLINGS):
        if sys.argv[1:] and make.__name__ not in sys.argv[1:]:
            continue
        spent = spent_on(make)
        yield (
            f"{make.__name__:22} {spent.size / _KILOBYTE:7.0f} kB {spent.seconds:7.2f} s "
            f"{spent.memory / _KILOBYTE**2:6.0f} MB  {spent.said[:60]}"
        )


if __name__ == "__main__":
    for line in _lines():
        print(line, flush=True)
