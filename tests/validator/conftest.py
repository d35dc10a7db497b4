"""The checker, once; every test here needs it."""

import shutil

import pytest

from tests.validator.checker import JAR, Checker


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything here needs Java."""
    for item in items:
        if "tests/validator/" in item.path.as_posix():
            item.add_marker(pytest.mark.validator)


@pytest.fixture
def checker() -> Checker:
    """Give the Nu Html Checker, or skip."""
    java = shutil.which("java")
    if java is None:
        pytest.skip("no Java on PATH: install Debian's package default-jre-headless")
    if not JAR.is_file():
        pytest.skip("no HTML checker: run make test, which fetches it into node_modules")
    return Checker(java)
