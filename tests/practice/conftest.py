"""A provider process for these tests."""

from collections.abc import Iterator

import pytest

from tests.login import running_provider


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    """Give the issuer of the practice provider, running in a process of its own."""
    with running_provider() as issuer:
        yield issuer
