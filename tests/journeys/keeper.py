"""Keeps the real product: `python -m tests.journeys.keeper COMMAND...` runs it until it is killed.

All that the command starts is in the process group of this one, and goes when the input closes:
so it never outlives the tests, however they end.
"""

import os
import signal
import subprocess
import sys
import threading


def _end_with_the_tests() -> None:
    os.read(sys.stdin.fileno(), 1)  # unlike sys.stdin, which must not be read at an exit
    os.killpg(os.getpgrp(), signal.SIGKILL)


if __name__ == "__main__":
    threading.Thread(target=_end_with_the_tests, daemon=True).start()
    sys.exit(subprocess.run(sys.argv[1:], stdin=subprocess.DEVNULL, check=False).returncode)
