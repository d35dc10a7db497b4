"""House rule: hooks of git and the CI of a forge call what the project runs itself."""

import os
import re

from wizard.settings import ROOT

HOOKS = (ROOT / ".pre-commit-config.yaml").read_text()
WORKFLOW = (ROOT / ".github" / "workflows" / "ci.yml").read_text()
MAKEFILE = (ROOT / "Makefile").read_text()


def _check() -> list[str]:
    """Return the commands of `make check`."""
    found = re.search(r"^check:.*\n((?:\t.+\n)+)", MAKEFILE, re.MULTILINE)
    assert found
    return [line.strip().replace("$(BIN)", ".venv/bin") for line in found[1].splitlines()]


def test_hooks_run_commands_of_make_check() -> None:
    entries = re.findall(r"^ +entry: (.+)$", HOOKS, re.MULTILINE)
    assert "make check" in entries
    for entry in set(entries) - {"make check"}:
        assert entry.removesuffix(" --force-exclude") in _check()


def test_hooks_download_nothing() -> None:
    assert set(re.findall(r"repo: (\S+)", HOOKS)) == {"local"}
    assert set(re.findall(r"language: (\S+)", HOOKS)) == {"system"}


def test_the_forge_runs_what_ci_is() -> None:
    assert re.search(r"run: clone/\.ci/run$", WORKFLOW, re.MULTILINE)
    assert os.access(ROOT / ".ci" / "run", os.X_OK)
    assert "uses:" not in WORKFLOW
