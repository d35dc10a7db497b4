"""Processes beside the product, for the demo: each of its own, none outlives who started it.

They are started anew, not forked, and nothing of theirs runs in the process that serves: of that
one granian forks a worker whenever one has died. What a thread has open there at such a moment, the
worker inherits without the locks that SQLite holds on it, and saves of other workers are lost.
"""

import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

_PATIENCE = 10  # seconds


@contextmanager
def beside(module: str, environ: Mapping[str, str]) -> Iterator[None]:
    """Run a module, such as `wizard.practice`, in a process that ends when its input closes."""
    process = subprocess.Popen(
        [sys.executable, "-m", module],
        env=dict(environ),
        stdin=subprocess.PIPE,  # closes when this process ends, whatever ends it
    )
    try:
        yield
    finally:
        process.terminate()
        process.wait(timeout=_PATIENCE)
