"""School boards, who give the mandates."""

from dataclasses import dataclass

from wizard.domain.typed_text import bare


@dataclass(frozen=True)
class Board:
    """A school board, known by its five-digit number. The sources do not always know its name."""

    number: str
    name: str
    place: str

    @property
    def display_name(self) -> str:
        """The name, or "Bestuur 10799 (Schiermonnikoog)" where the sources have none."""
        if self.name:
            return self.name
        return f"Bestuur {self.number} ({self.place})" if self.place else f"Bestuur {self.number}"

    def answers_to(self, query: str) -> bool:
        """Tell whether a search finds this board: part of its name, place or number."""
        wanted = bare(query)
        return any(wanted in bare(text) for text in (self.display_name, self.place, self.number))
