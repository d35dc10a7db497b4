"""House rule: the faults that `make mutants` tries can still be made: their lines are there."""

import pytest

from tests.mutants.mutant import Mutant, all_mutants
from wizard.settings import ROOT


@pytest.mark.parametrize("mutant", all_mutants(), ids=lambda mutant: mutant.name)
def test_the_line_of_a_mutant_is_there(mutant: Mutant) -> None:
    text = (ROOT / mutant.path).read_text()
    assert mutant.applied(text) != text
