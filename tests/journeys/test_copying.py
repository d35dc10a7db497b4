"""Step 7: what one school has is copied to the others, for a whole board at once."""

from flask import Flask

from tests.journeys.stories import given
from tests.journeys.whole_board import AT_MOST, finish, three_systems
from tests.visitor import Visitor
from wizard.ports import Wiring
from wizard.practice.boards import known_systems


def _brins(visitor: Visitor) -> list[str]:
    return [brin for brin in visitor.page.choices("school") if brin != "ontbreekt"]


def _gave(wiring: Wiring, uses: dict[str, str]) -> None:
    """Each school has both mandates, with its own LAS and no other."""
    for brin, key in uses.items():
        name = wiring.catalogue.systems[key].name
        assert given(wiring, brin) == [("rio", name), ("eindtoets", name)]


def test_55_schools_with_three_known_systems_in_at_most_20_submissions(
    app: Flask, wiring: Wiring, register_key: str, htmx: bool
) -> None:
    visitor = Visitor(app, htmx=htmx)
    visitor.log_in("veel-scholen")
    uses = {brin: known_systems()[brin].system for brin in _brins(visitor)}
    assert len(set(uses.values())) == 3
    finish(visitor, uses, register_key, known=True)
    assert visitor.submissions <= AT_MOST, visitor.submissions
    _gave(wiring, uses)


def test_55_schools_of_which_nothing_is_known_in_at_most_20_submissions(
    app: Flask, wiring: Wiring, register_key: str, htmx: bool
) -> None:
    visitor = Visitor(app, htmx=htmx)
    visitor.log_in("las-onbekend")
    uses = three_systems(_brins(visitor))
    finish(visitor, uses, register_key, known=False)
    assert visitor.submissions <= AT_MOST, visitor.submissions
    _gave(wiring, uses)
