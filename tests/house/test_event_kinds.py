"""Each kind of event has its Dutch sentence, and each sentence a kind."""

import re

from wizard.domain.event_kind import EventKind
from wizard.settings import ROOT

_TEMPLATE = ROOT / "templates" / "layouts" / "_event.html"
_KIND = re.compile(r'event\.kind == "(\w+)"')
_KNOWN = re.compile(r"detail\.(\w+)")


def test_each_kind_has_a_sentence() -> None:
    assert set(_KIND.findall(_TEMPLATE.read_text())) == set(EventKind)


def test_a_sentence_tells_only_what_its_kind_knows() -> None:
    parts = re.split(r"\{%-? (?:el)?if event\.kind == ", _TEMPLATE.read_text())[1:]
    for part in parts:
        kind = EventKind(part.split('"')[1])
        told = set(_KNOWN.findall(part))
        assert told <= kind.details, kind
