"""Desks: who helps with what."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Desk:
    """A support desk. What it does not have is empty: the board's own manager has only a name."""

    key: str
    #: What it helps with: "OSR en overeenkomst".
    subject: str
    name: str
    phone: str = ""
    email: str = ""
    hours: str = ""
    url: str = ""
    #: What the helpdesk calls it: "het bestuur van de beller" where a caller reads "uw bestuur".
    name_for_agents: str = ""

    @property
    def phone_link(self) -> str:
        """The phone number as a link, "tel:08003212233"; empty without one."""
        digits = "".join(sign for sign in self.phone if sign.isdecimal() or sign == "+")
        return f"tel:{digits}" if digits else ""
