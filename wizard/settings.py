"""What an operator sets: frozen, read once from the environment, failing early and clearly."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Literal, Self
from urllib.parse import unquote, urlsplit

from pydantic import (
    AfterValidator,
    Field,
    PlainValidator,
    TypeAdapter,
    ValidationError,
    model_validator,
)

from wizard.domain.errors import ConfigError
from wizard.validation import MISSING, demand, first_mistake, must_be

_PACKAGE = Path(__file__).resolve().parent
#: What holds templates, static and config: the checkout, or a folder within an installed wheel.
ROOT = _PACKAGE / "_root" if (_PACKAGE / "_root").is_dir() else _PACKAGE.parent

_MAIL_PORTS = {"smtps": 465, "smtp": 587}
_SENDER = re.compile(r"[!-~]+@[!-~]+\.[!-~]+", re.ASCII)
THIS_MACHINE = ("127.0.0.1", "localhost", "::1")
_PRACTICE_SECRET = "alleen-om-te-oefenen"  # noqa: S105  refused outside practice, on purpose public
#: Where `mandaatwijzer demo` puts the stand-in for both providers.
_PRETEND = "http://127.0.0.1:8001"
_NOT_SET = "is not set; see config/example.env"
#: What need not be set in practice, without the WIZARD_ before it.
_IN_PRACTICE = {
    "secret_key": _PRACTICE_SECRET,
    "base_url": "http://127.0.0.1:8000",
    "register": "own",
    **{f"{kind}_client_id": "mandaatwijzer" for kind in ("oidc", "helpdesk_oidc")},
    **{f"{kind}_client_secret": "oefenen" for kind in ("oidc", "helpdesk_oidc")},
    "oidc_issuer": _PRETEND,
}


def _address(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.port == 0:
        raise ValueError(value)
    return value.rstrip("/")


def _without_path(value: str) -> str:
    parts = urlsplit(value)
    has_none = not (parts.path or parts.query or parts.fragment)
    demand(has_none, f"must be an address without a path, not {value!r}")
    return value


_Address = Annotated[str, AfterValidator(_address), must_be("an http(s) address")]


@dataclass(frozen=True)
class Provider:
    """An OpenID provider and the claims that it sends; the helpdesk's names no boards."""

    issuer: _Address
    client_id: str
    client_secret: str
    role_claim: str = "roles"
    boards_claim: str = "boards"
    required_role: str = "OSR-toegang"


@dataclass(frozen=True)
class MailServer:
    """Where mails are handed over. `is_encrypted`: TLS from the first byte, not after STARTTLS.

    `must_encrypt`: no mail, and no password, goes over an open line; only on this machine it may.
    """

    host: str
    port: int
    user: str
    password: str
    is_encrypted: bool
    must_encrypt: bool
    sender: str


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Everything that differs between installations. Names: `config/example.env`."""

    practice: bool
    secret_key: str
    base_url: Annotated[_Address, AfterValidator(_without_path)]
    #: The address of this machine that visitors, or the proxy, reach the program at.
    listen: Annotated[
        str,
        AfterValidator(lambda value: str(ip_address(value))),
        must_be("an address like 127.0.0.1 or ::1"),
    ] = THIS_MACHINE[0]
    #: So many requests each of the two worker processes answers at once: no more than
    #: `wizard.db.base.POOL` has room for.
    threads: Annotated[int, Field(ge=1, le=15), must_be("a number from 1 to 15")] = 8
    database_url: str
    #: Seconds that a page waits for PostgreSQL.
    database_timeout: Annotated[
        int, Field(ge=1, lt=100), must_be("a whole number from 1 and below 100")
    ] = 10
    data_dir: Path = Path("var")
    config_dir: Path = ROOT / "config"
    register: Annotated[Literal["own", "osr"], must_be("one of own, osr")]
    trusted_proxies: Annotated[int, Field(ge=0, lt=100), must_be("a whole number below 100")] = 0
    today: Annotated[
        date | None, PlainValidator(date.fromisoformat), must_be("a date like 2026-11-23")
    ] = None
    provider: Annotated[Provider, Field(alias="oidc")]
    helpdesk: Annotated[Provider, Field(alias="helpdesk_oidc")]
    #: None: no mails go out.
    mail_server: MailServer | None

    @property
    def secure(self) -> bool:
        """Cookies are marked Secure when the product is reached over https."""
        return self.base_url.startswith("https://")

    @property
    def outbox(self) -> Path:
        """Where mails land in practice."""
        return self.data_dir / "outbox"

    @model_validator(mode="after")
    def _of_practice_only(self) -> Self:
        is_secret = self.secret_key != _PRACTICE_SECRET and len(self.secret_key) >= 32
        demand(
            self.practice or is_secret,
            "must be a secret of your own, of 32 characters",
            "secret_key",
        )
        is_safe = self.secure or urlsplit(self.base_url).hostname in THIS_MACHINE
        demand(
            self.practice or is_safe, f"must begin with https://, not {self.base_url!r}", "base_url"
        )
        demand(
            self.practice or self.today is None,
            "is for practice only; unset it or set WIZARD_PRACTICE=1",
            "today",
        )
        return self

    @classmethod
    def from_environ(cls, environ: Mapping[str, str]) -> "Settings":
        """Read the environment. Raises ConfigError naming the first setting that is wrong."""
        given = {
            name.removeprefix("WIZARD_").lower(): value.strip()
            for name, value in environ.items()
            if name.startswith("WIZARD_") and value.strip()
        }
        practice = environ.get("WIZARD_PRACTICE") == "1"
        usual = _IN_PRACTICE | {"helpdesk_oidc_issuer": given.get("oidc_issuer", _PRETEND)}
        given = (usual if practice else {}) | given
        mine, helpdesk = _starting("oidc_", given), _starting("helpdesk_oidc_", given)
        own = {
            "practice": practice,
            "database_url": database_url(environ),
            "oidc": mine,
            "helpdesk_oidc": {"required_role": "helpdesk", **helpdesk, "boards_claim": ""},
            "mail_server": _mail_server(given),
        }
        try:
            return _SETTINGS.validate_python(given | own)
        except ValidationError as error:
            path, problem = first_mistake(error)
        name = "_".join(["WIZARD", *map(str, path)]).upper()
        raise ConfigError(f"{name} {_NOT_SET if problem == MISSING else problem}")


_SETTINGS = TypeAdapter(Settings)


def database_url(environ: Mapping[str, str]) -> str:
    """Return the database's address; commands that touch nothing else need no other setting."""
    data_dir = Path(environ.get("WIZARD_DATA_DIR", "").strip() or Settings.data_dir)
    default = f"sqlite:///{(data_dir / 'mandaatwijzer.sqlite').absolute()}"
    return environ.get("WIZARD_DATABASE_URL", "").strip() or default


def _starting(prefix: str, given: Mapping[str, str]) -> dict[str, str]:
    """Return the settings whose names begin so, by the rest of their names."""
    return {
        name.removeprefix(prefix): value for name, value in given.items() if name.startswith(prefix)
    }


def _mail_server(given: Mapping[str, str]) -> MailServer | None:
    """Read WIZARD_SMTP_URL, like smtps://user:password@host:465, and whom mails come from."""
    address = given.get("smtp_url")
    if not address:
        return None
    sender = given.get("mail_from", "")
    if not _SENDER.fullmatch(sender):
        raise ConfigError(f"WIZARD_MAIL_FROM must be a mail address, not {sender!r}")
    try:
        parts = urlsplit(address)
        port = parts.port or _MAIL_PORTS[parts.scheme]
        host = parts.hostname or ""
    except (KeyError, ValueError):
        port, host = 0, ""
    if not host or not port or parts.path.strip("/") or parts.query:
        raise ConfigError("WIZARD_SMTP_URL must be like smtps://user:password@host:465")
    return MailServer(
        host=host,
        port=port,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        is_encrypted=parts.scheme == "smtps",
        must_encrypt=host not in THIS_MACHINE,
        sender=sender,
    )
