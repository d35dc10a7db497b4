"""House rule: one module knows what nobody sees in a text; forms and searches go through it."""

import ast
import re
from collections.abc import Iterator

from werkzeug.datastructures import MultiDict
from wtforms import HiddenField, StringField, TextAreaField

from tests.house.parsed import parsed
from wizard.forms.base import StepForm
from wizard.settings import ROOT

_KNOWS = "wizard/domain/typed_text.py"
_FIELD = re.compile(r"\b[A-Z]\w+Field(?=\()")
#: Chosen, sent by a page of ours, or a file; the rest is typed.
_NOT_TYPED = {"BooleanField", "FileField", "HiddenField", "RadioField"} | {
    "SelectField",
    "SelectMultipleField",
}


def _sources(folder: str = "wizard") -> Iterator[tuple[str, str]]:
    for source in sorted((ROOT / folder).rglob("*.py")):
        yield source.relative_to(ROOT).as_posix(), source.read_text()


def _imported(source: str) -> set[str | None]:
    nodes = list(ast.walk(parsed(source)))
    plain = {alias.name for each in nodes if isinstance(each, ast.Import) for alias in each.names}
    return plain | {each.module for each in nodes if isinstance(each, ast.ImportFrom)}


def test_nothing_else_looks_into_unicode() -> None:
    knowing = {name for name, source in _sources() if "unicodedata" in _imported(source)}
    assert knowing == {_KNOWS}


def test_only_one_place_reads_what_is_searched_for() -> None:
    """Each page with a search has it in its address; the limits only look whether it is there."""
    readers = {name for name, source in _sources() if '.get("zoek"' in source}
    assert readers == {"wizard/web/limits.py", "wizard/web/search.py"}


def test_what_is_typed_in_a_field_comes_clean_and_what_a_page_carries_as_it_was() -> None:
    class Form(StepForm):
        name = StringField()
        note = TextAreaField()
        seen = HiddenField()

    pasted = "\u200b Ren\u00e9\u2011Jan\u00a0\n \ufeffBelde – later "
    form = Form(MultiDict({"name": pasted, "note": pasted, "seen": pasted}))
    assert form.name.data == "René-Jan Belde – later".replace("–", "-")
    assert form.note.data == "René\u2011Jan\nBelde – later"
    assert form.seen.data == pasted


def test_no_form_has_a_field_that_is_typed_in_another_way() -> None:
    used = {field for _, source in _sources("wizard/forms") for field in _FIELD.findall(source)}
    assert used - _NOT_TYPED == {"StringField", "TextAreaField"}
