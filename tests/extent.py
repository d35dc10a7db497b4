"""How much is tested: what CI has time for, or every combination there is.

`WIZARD_TEST_EVERYTHING=1` asks for all; see docs/decisions/0017-what-is-tested-together.md.
"""

import os

EVERYTHING = os.environ.get("WIZARD_TEST_EVERYTHING") == "1"


def rounds(usual: int, everything: int) -> int:
    """Return how often a story is repeated whose outcome hangs on the moment."""
    return everything if EVERYTHING else usual
