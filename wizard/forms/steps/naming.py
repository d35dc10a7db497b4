"""The name of "Een ander systeem", as somebody types it: what is asked of it before it is taken."""

from datetime import date
from typing import Any

from wtforms.validators import ValidationError

from wizard.catalogue import Catalogue
from wizard.domain.mandate import other_system
from wizard.domain.system import AdministrationSystem


class Naming:
    """For a form with the fields `name` and `meant`: the answer to what was asked of that name.

    `meant` is the key of the system that was asked about, or the key of the name as it was typed:
    nothing is asked of that same name again.
    """

    name: Any
    meant: Any
    catalogue: Catalogue
    today: date
    #: The system of the list that was probably meant; None: nothing is asked.
    asked: AdministrationSystem | None = None
    #: The answer that it is another one; None where the name is that system's own.
    insists: str | None = None

    @property
    def may_choose(self) -> bool:
        """Tell whether the system that is asked about can be chosen here."""
        return self.asked in self._offered

    @property
    def meant_system(self) -> AdministrationSystem | None:
        """Return the system of the list that the person chose when they were asked."""
        return next((each for each in self._offered if each.key == self.meant.data), None)

    @property
    def _offered(self) -> tuple[AdministrationSystem, ...]:
        return self.catalogue.systems_at(self.today)

    def check_name(self, typed: str) -> None:
        """Ask back what is near a system that we know. Raises ValidationError."""
        known = self.catalogue.system_named(typed, self.today)
        if known is not None:
            self.asked = known
            raise ValidationError(f"{known.name} staat in de lijst. Kies het met de knop.")
        if test := self.catalogue.system_for_tests(typed):
            raise ValidationError(
                f"{test} is een toets of toetsleverancier, geen LAS. Vul de naam van het "
                "administratiesysteem in."
            )
        near, own = self.catalogue.near_system(typed, self.today), other_system(typed, "").key
        if near is not None and not self._was_asked(own):
            self.asked, self.insists = near, own
            say = "Kies een van de knoppen." if self.may_choose else "Dat is het LAS dat stopt."
            raise ValidationError(f"Bedoelt u {near.name}? {say}")

    def _was_asked(self, own: str) -> bool:
        return bool(self.meant.data == own)
