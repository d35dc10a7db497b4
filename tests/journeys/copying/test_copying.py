"""Step 7: what one school has is copied to the others, for a whole board at once."""

from flask import Flask

from tests.journeys.whole_board import AT_MOST, finish, gave, three_systems
from tests.visitor import Answer, Form, Page, Visitor
from wizard.ports import Wiring
from wizard.practice.boards import known_systems


class Watched(Visitor):
    """A visitor of whom each submission is looked at: which LAS got mandates by it?"""

    wiring: Wiring
    brins: list[str]
    written: list[int]

    def send(self, form: Form | None = None, /, **answers: Answer) -> Page:
        """Send, and see that what was written is of one LAS."""
        before = self._mandates()
        page = super().send(form, **answers)
        written = self._mandates() - before
        systems = {system for _id, system in written}
        assert len(systems) <= 1, f"{page.url} gave mandates to {systems}"
        self.written += [len(written)] if written else []
        return page

    def _mandates(self) -> set[tuple[int, str]]:
        with self.wiring.database.reading() as session:
            found = self.wiring.ports.register_for(session).of_schools(self.brins)
        return {(each.id, each.system.key) for each in found}


def _watched(app: Flask, wiring: Wiring, username: str) -> Watched:
    visitor = Watched(app)
    choices = visitor.log_in(username).choices("school")
    visitor.wiring, visitor.written = wiring, []
    visitor.brins = [brin for brin in choices if brin != "ontbreekt"]
    return visitor


def test_55_schools_with_three_known_systems_in_at_most_20_submissions(
    app: Flask, wiring: Wiring, register_key: str
) -> None:
    visitor = _watched(app, wiring, "veel-scholen")
    uses = {brin: known_systems()[brin].system for brin in visitor.brins}
    assert len(set(uses.values())) == 3
    finish(visitor, uses, register_key, known=True)
    assert visitor.submissions <= AT_MOST, visitor.submissions
    gave(wiring, uses)
    # The plan knows who uses which LAS: the second and the third are one act each.
    assert visitor.written == [2, 58, 30, 20]


def test_55_schools_of_which_nothing_is_known_in_at_most_20_submissions(
    app: Flask, wiring: Wiring, register_key: str
) -> None:
    visitor = _watched(app, wiring, "las-onbekend")
    uses = three_systems(visitor.brins)
    finish(visitor, uses, register_key, known=False)
    assert visitor.submissions <= AT_MOST, visitor.submissions
    gave(wiring, uses)
    assert visitor.written == [2, 58, 2, 28, 2, 18]
