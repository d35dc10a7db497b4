"""A file in memory of which nobody reads much at once.

`zipfile` reads the whole directory of a zip before anybody can ask how many parts it names: 2 MB
can name 44,000, or hold extra fields that take it seconds.
"""

import io

from wizard.schooldata.counted_part import at_most

#: In bytes: five hundred parts with their names take 50,000.
MOST_AT_ONCE = 128 * 1024


class BoundedReads(io.BytesIO):
    """Raises CostsTooMuchError at once, before anything is read."""

    def read(self, size: int | None = -1, /) -> bytes:
        """Read as a file does."""
        at_most(MOST_AT_ONCE, "bytes of the directory", size or 0)
        return super().read(size)
