"""The Nu Html Checker: what W3C's validator says of a page, beyond whether it can be parsed.

It knows which element may stand in which, what each attribute may say, and what ARIA allows.
"""

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from wizard.settings import ROOT

JAR = ROOT / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
#: HTML knows no attributes of htmx. Nothing else is let through. (The dots are quotation marks.)
_OF_HTMX = "Attribute .hx-[^ ]+. not allowed on element .*"
#: A short run: compiling more of it takes longer than it saves.
_JAVA_OPTIONS = ("-XX:TieredStopAtLevel=1", "-Xss4m")
_OPTIONS = ("--stdout", "--exit-zero-always", "--asciiquotes", "--format", "json")


@dataclass(frozen=True)
class Checker:
    """Runs the checker with this Java. Its start takes longer than all the pages."""

    java: str

    def findings(self, folder: Path) -> list[str]:
        """Return what is wrong with the pages in a folder: page, line, message, and where."""
        java = [self.java, *_JAVA_OPTIONS, "-jar", str(JAR)]
        command = [*java, *_OPTIONS, "--filterpattern", _OF_HTMX, str(folder)]
        answer = subprocess.run(command, capture_output=True, check=False)
        assert answer.returncode == 0, answer.stderr.decode(errors="replace")
        found = json.loads(answer.stdout.decode(errors="replace"))
        return [_line(each) for each in found["messages"]]


def _line(found: dict[str, Any]) -> str:
    """Errors, warnings and remarks alike; a message about all of a page has no line."""
    page = found.get("url", "").rpartition("/")[2]
    where = " ".join(found.get("extract", "").split())
    return f"{page}:{found.get('lastLine', '')}: {found['message']}: {where}"
