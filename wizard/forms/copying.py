"""Step 7: to which schools; and, with the OSR, at which schools the copy was seen."""

import re
import secrets
from collections.abc import Iterable, Mapping

from wtforms import HiddenField, SelectMultipleField
from wtforms.validators import InputRequired

from wizard.domain.copying.copies import Target
from wizard.domain.mandate import Mandate
from wizard.domain.school import BRIN
from wizard.forms.base import EntitledForm, TypedIn, seen_versions

_KEY = re.compile(r"[0-9a-f]{32}")
_SCHOOL = re.compile(rf"({BRIN})\.([a-z0-9+-]+)")
#: Joins the services of one school.
_AND = "+"


class CopyForm(EntitledForm):
    """The box to tick before copying, and what the page said that would be copied where."""

    unanswered = "Nog één vinkje"
    key = HiddenField()
    system = HiddenField()
    schools = HiddenField()

    @classmethod
    def build(cls, typed: TypedIn | None) -> "CopyForm":
        """Read what the page that was sent was about."""
        return cls(typed)

    def show(self, system_key: str, along: Iterable[Target]) -> None:
        """Say what would be copied as things are now; the act gets its key when first shown."""
        self.system.data = system_key
        self.schools.data = " ".join(
            f"{each.facts.school.brin}.{_AND.join(each.services)}" for each in along
        )
        if not _KEY.fullmatch(self.key.data or ""):
            self.key.data = secrets.token_hex(16)
        self.entitled.data = False

    @property
    def act(self) -> str:
        """Return the key of this act of copying; another one where it was tampered with."""
        key = self.key.data or ""
        return key if _KEY.fullmatch(key) else secrets.token_hex(16)

    @property
    def wanted(self) -> Mapping[str, tuple[str, ...]]:
        """Return what the person saw: BRIN -> services. What is no school is left out."""
        found = map(_SCHOOL.fullmatch, (self.schools.data or "").split())
        return {each[1]: tuple(each[2].split(_AND)) for each in found if each}


class SeenForm(EntitledForm):
    """The schools at which the copied mandates were seen in the OSR."""

    unanswered = "Er is nog geen school aangevinkt"
    seen = SelectMultipleField(
        "Bij welke scholen ziet u de mandaten in het OSR?",
        validators=[InputRequired("Vink de scholen aan waar u de mandaten in het OSR ziet.")],
        validate_choice=False,
    )
    mandates = HiddenField()

    @classmethod
    def build(cls, typed: TypedIn | None) -> "SeenForm":
        """Read which schools were ticked."""
        return cls(typed)

    def show(self, mandates: Iterable[Mandate], *, all_seen: bool = False) -> None:
        """Offer the schools of these mandates, with the mandates as they are now.

        Ticks stay; those of schools that are no longer offered go.
        """
        mandates = list(mandates)
        offered = list(dict.fromkeys(each.brin for each in mandates))
        self.mandates.data = " ".join(f"{each.brin}.{each.id}.{each.version}" for each in mandates)
        self.entitled.data = False
        ticked = offered if all_seen else self.seen.data or ()
        self.seen.data = [brin for brin in offered if brin in ticked]

    @property
    def seen_mandates(self) -> dict[int, int]:
        """Return the mandates of the ticked schools: id -> the version that the page showed."""
        ticked = set(self.seen.data or ())
        triples = (each.partition(".") for each in (self.mandates.data or "").split())
        return seen_versions(rest for brin, _, rest in triples if brin in ticked)
