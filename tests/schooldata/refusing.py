"""Reading a file that is refused, within bounds of memory."""

import tracemalloc

import pytest

from wizard.domain.errors import DomainError
from wizard.schooldata import sheet_file


def refusal(name: str, content: bytes, most: int) -> str:
    """Read a file that is refused with so many bytes of memory at most; return what it says."""
    tracemalloc.start()
    try:
        with pytest.raises(DomainError) as error:
            sheet_file.read(name, content)
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < most, f"{peak:,} bytes"
    assert error.value.field == "file"
    return error.value.message
