"""What can go wrong in the domain, said in a way that a page can show."""


class DomainError(Exception):
    """A rule was broken by what a person asked.

    `field` is the form field that the message belongs to; None: the whole form.
    The message is Dutch and says what to do.
    """

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field


class ChangedMeanwhile(DomainError):
    """Somebody else changed the same answers after this person saw them."""


class ConfigError(Exception):
    """Settings or `config/*.toml` are wrong: one line that names the setting, or file and key."""
