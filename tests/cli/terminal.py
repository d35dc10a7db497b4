"""Somebody at a terminal without a screen, who runs commands of `mandaatwijzer`."""

import os
import subprocess
import sys
from collections.abc import Mapping
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

import pytest

from wizard.cli import main

Done = subprocess.CompletedProcess[str]


def run(*arguments: str, folder: Path, environ: Mapping[str, str]) -> Done:
    """Run a command in this process: a process for each would take most of the time.

    It knows of no settings but those that are given; an error that it does not put in one line
    comes out here, and fails the test.
    """
    out, err = StringIO(), StringIO()
    with pytest.MonkeyPatch.context() as here, redirect_stdout(out), redirect_stderr(err):
        here.chdir(folder)
        for name in surrounding():
            here.delenv(name)
        for name, value in environ.items():
            here.setenv(name, value)
        here.setattr(sys, "argv", ["mandaatwijzer", *arguments])
        here.setattr(sys, "stdin", StringIO())
        with pytest.raises(SystemExit) as ended:
            main()
    code = ended.value.code
    assert isinstance(code, int)
    return Done(arguments, code, out.getvalue(), err.getvalue())


def run_apart(*arguments: str, folder: Path, environ: Mapping[str, str]) -> Done:
    """Run a command as a timer does, in a process of its own."""
    own = {name: value for name, value in os.environ.items() if name not in surrounding()}
    return subprocess.run(
        [Path(sys.executable).with_name("mandaatwijzer"), *arguments],
        cwd=folder,
        env={**own, **environ},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def surrounding() -> list[str]:
    """Return the names of the settings that the tests themselves run with."""
    return [name for name in os.environ if name.startswith("WIZARD_")]
