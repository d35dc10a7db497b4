"""People who log in: who they are, and for whom they may act."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Person:
    """Somebody who logged in. `id` is ours; `issuer` and `subject` are the provider's words."""

    id: int
    issuer: str
    subject: str
    name: str
    email: str
