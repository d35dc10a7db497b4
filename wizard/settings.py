"""What an operator sets: frozen, read once from the environment, failing early and clearly."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import unquote, urlsplit

from wizard.domain.errors import ConfigError

_PACKAGE = Path(__file__).resolve().parent
#: What holds templates, static and config: the checkout, or a folder within an installed wheel.
ROOT = _PACKAGE / "_root" if (_PACKAGE / "_root").is_dir() else _PACKAGE.parent

_MAIL_PORTS = {"smtps": 465, "smtp": 587}
_SENDER = re.compile(r"[!-~]+@[!-~]+\.[!-~]+", re.ASCII)
THIS_MACHINE = ("127.0.0.1", "localhost", "::1")
_PRACTICE_SECRET = "alleen-om-te-oefenen"  # noqa: S105  refused outside practice, on purpose public


@dataclass(frozen=True)
class Provider:
    """An OpenID provider and the claims that it sends; the helpdesk's names no boards."""

    issuer: str
    client_id: str
    client_secret: str
    role_claim: str
    boards_claim: str
    required_role: str


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


@dataclass(frozen=True)
class Settings:
    """Everything that differs between installations. Names: `config/example.env`."""

    practice: bool
    secret_key: str
    base_url: str
    #: The address of this machine that visitors, or the proxy, reach the program at.
    listen: str
    #: So many requests each of the two worker processes answers at once.
    threads: int
    database_url: str
    #: Seconds that a page waits for PostgreSQL.
    database_timeout: int
    data_dir: Path
    config_dir: Path
    register: str
    trusted_proxies: int
    today: date | None
    provider: Provider
    helpdesk: Provider
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

    @classmethod
    def from_environ(cls, environ: Mapping[str, str]) -> "Settings":
        """Read the environment. Raises ConfigError naming the first setting that is wrong."""
        practice = environ.get("WIZARD_PRACTICE", "") == "1"
        secret = _required(environ, "WIZARD_SECRET_KEY", practice, _PRACTICE_SECRET)
        if not practice and (secret == _PRACTICE_SECRET or len(secret) < 32):
            raise ConfigError("WIZARD_SECRET_KEY must be a secret of your own, of 32 characters")
        return cls(
            practice=practice,
            secret_key=secret,
            base_url=_base_url(environ, practice),
            listen=_listen(environ),
            threads=_threads(environ),
            database_url=database_url(environ),
            database_timeout=_whole_number(environ, "WIZARD_DATABASE_TIMEOUT", "10", least=1),
            data_dir=_data_dir(environ),
            config_dir=Path(environ.get("WIZARD_CONFIG_DIR") or ROOT / "config"),
            register=_one_of(environ, "WIZARD_REGISTER", ("own", "osr"), practice, "own"),
            trusted_proxies=_whole_number(environ, "WIZARD_TRUSTED_PROXIES", "0"),
            today=_today(environ, practice),
            provider=_provider(environ, practice),
            helpdesk=_helpdesk(environ, practice),
            mail_server=_mail_server(environ),
        )


def database_url(environ: Mapping[str, str]) -> str:
    """Return the database's address; commands that touch nothing else need no other setting."""
    default = f"sqlite:///{(_data_dir(environ) / 'mandaatwijzer.sqlite').absolute()}"
    return environ.get("WIZARD_DATABASE_URL") or default


def _data_dir(environ: Mapping[str, str]) -> Path:
    return Path(environ.get("WIZARD_DATA_DIR") or "var")


def _provider(environ: Mapping[str, str], practice: bool) -> Provider:
    return Provider(
        issuer=_url(environ, "WIZARD_OIDC_ISSUER", practice, "http://127.0.0.1:8001"),
        client_id=_required(environ, "WIZARD_OIDC_CLIENT_ID", practice, "mandaatwijzer"),
        client_secret=_required(environ, "WIZARD_OIDC_CLIENT_SECRET", practice, "oefenen"),
        role_claim=environ.get("WIZARD_OIDC_ROLE_CLAIM") or "roles",
        boards_claim=environ.get("WIZARD_OIDC_BOARDS_CLAIM") or "boards",
        required_role=environ.get("WIZARD_OIDC_REQUIRED_ROLE") or "OSR-toegang",
    )


def _helpdesk(environ: Mapping[str, str], practice: bool) -> Provider:
    """Read the provider of the helpdesk's own people; in practice the same stand-in serves both."""
    same = environ.get("WIZARD_OIDC_ISSUER", "").strip() or "http://127.0.0.1:8001"
    return Provider(
        issuer=_url(environ, "WIZARD_HELPDESK_OIDC_ISSUER", practice, same),
        client_id=_required(environ, "WIZARD_HELPDESK_OIDC_CLIENT_ID", practice, "mandaatwijzer"),
        client_secret=_required(environ, "WIZARD_HELPDESK_OIDC_CLIENT_SECRET", practice, "oefenen"),
        role_claim=environ.get("WIZARD_HELPDESK_OIDC_ROLE_CLAIM") or "roles",
        boards_claim="",
        required_role=environ.get("WIZARD_HELPDESK_OIDC_REQUIRED_ROLE") or "helpdesk",
    )


def _mail_server(environ: Mapping[str, str]) -> MailServer | None:
    """Read WIZARD_SMTP_URL, like smtps://user:password@host:465, and whom mails come from."""
    address = environ.get("WIZARD_SMTP_URL", "").strip()
    if not address:
        return None
    sender = environ.get("WIZARD_MAIL_FROM", "").strip()
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


def _required(environ: Mapping[str, str], name: str, practice: bool, in_practice: str) -> str:
    value = environ.get(name, "").strip()
    if value:
        return value
    if practice:
        return in_practice
    raise ConfigError(f"{name} is not set; see config/example.env")


def _url(environ: Mapping[str, str], name: str, practice: bool, in_practice: str) -> str:
    value = _required(environ, name, practice, in_practice).rstrip("/")
    if not _is_address(value):
        raise ConfigError(f"{name} must be an http(s) address, not {value!r}")
    return value


def _base_url(environ: Mapping[str, str], practice: bool) -> str:
    """Read our own address: no path, and over plain http only for who tries it on this machine."""
    value = _url(environ, "WIZARD_BASE_URL", practice, "http://127.0.0.1:8000")
    parts = urlsplit(value)
    if parts.path or parts.query or parts.fragment:
        raise ConfigError(f"WIZARD_BASE_URL must be an address without a path, not {value!r}")
    if parts.scheme == "http" and not practice and parts.hostname not in THIS_MACHINE:
        raise ConfigError(f"WIZARD_BASE_URL must begin with https://, not {value!r}")
    return value


def _listen(environ: Mapping[str, str]) -> str:
    """Read where to listen: only this machine reaches the program, unless the operator says so."""
    value = environ.get("WIZARD_LISTEN", "").strip() or THIS_MACHINE[0]
    try:
        return str(ip_address(value))
    except ValueError:
        message = f"WIZARD_LISTEN must be an address like 127.0.0.1 or ::1, not {value[:40]!r}"
        raise ConfigError(message) from None


def _threads(environ: Mapping[str, str]) -> int:
    """Read how many threads a worker has: no more than `wizard.db.base.POOL` has room for."""
    value = environ.get("WIZARD_THREADS", "").strip() or "8"
    if not (value.isascii() and value.isdecimal() and len(value) < 3 and 1 <= int(value) <= 15):
        raise ConfigError(f"WIZARD_THREADS must be a number from 1 to 15, not {value[:20]!r}")
    return int(value)


def _is_address(value: str) -> bool:
    try:
        parts = urlsplit(value)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:  # a port or a host that cannot be one
        return False


def _one_of(
    environ: Mapping[str, str], name: str, values: tuple[str, ...], practice: bool, in_practice: str
) -> str:
    value = _required(environ, name, practice, in_practice)
    if value not in values:
        raise ConfigError(f"{name} must be one of {', '.join(values)}, not {value!r}")
    return value


def _whole_number(environ: Mapping[str, str], name: str, usual: str, *, least: int = 0) -> int:
    value = environ.get(name) or usual
    if not value.isdecimal() or len(value) > 2 or int(value) < least:
        from_on = f" from {least} and" if least else ""
        raise ConfigError(f"{name} must be a whole number{from_on} below 100, not {value[:20]!r}")
    return int(value)


def _today(environ: Mapping[str, str], practice: bool) -> date | None:
    value = environ.get("WIZARD_TODAY")
    if not value:
        return None
    if not practice:
        raise ConfigError("WIZARD_TODAY is for practice only; unset it or set WIZARD_PRACTICE=1")
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise ConfigError(f"WIZARD_TODAY must be a date like 2026-11-23, not {value!r}") from None
