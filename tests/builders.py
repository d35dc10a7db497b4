"""What stories are built from."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from flask import Flask
from jinja2.bccache import Bucket, BytecodeCache

from wizard.app import create_app
from wizard.ports import Wiring
from wizard.settings import Settings
from wizard.wiring import wire


@dataclass
class SteppingClock:
    """A clock that only moves when told to."""

    moment: datetime = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)

    def now(self) -> datetime:
        return self.moment

    def today(self) -> date:
        return self.moment.astimezone(ZoneInfo("Europe/Amsterdam")).date()

    def forward(self, **span: float) -> None:
        self.moment += timedelta(**span)

    def jump(self, moment: datetime) -> None:
        self.moment = moment


class _Compiled(BytecodeCache):
    """Templates that were compiled once, for all products of this process."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._kept:
            bucket.bytecode_from_string(self._kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[bucket.key] = bucket.bytecode_to_string()


#: Compiling the templates anew for each product would take most of the tests' time.
_COMPILED = _Compiled()


def make_app(wiring: Wiring) -> Flask:
    """Return the product, with templates that were compiled once for all tests of this process."""
    app = create_app(wiring)
    app.jinja_env.bytecode_cache = _COMPILED
    return app


#: A started product for each kind of settings: starting one takes as long as a short story.
_STARTED: dict[Settings, Flask] = {}


@contextmanager
def wired(settings: Settings, clock: SteppingClock) -> Iterator[Wiring]:
    """Give the insides of the product: of these settings wired once, with a clock of each story."""
    once = _wire_once(settings)
    yield replace(once, ports=replace(once.ports, clock=clock))
    once.database.dispose()


@cache
def _wire_once(settings: Settings) -> Wiring:
    return wire(settings)


@contextmanager
def started_app(wiring: Wiring, *, own: bool = False) -> Iterator[Flask]:
    """Give a product that serves one story after another, each with insides of its own.

    A story that changes the product itself asks for its `own`; who does not is found out.
    """
    if own:
        yield make_app(wiring)
        return
    kind = wiring.settings
    app = _STARTED.get(kind) or _STARTED.setdefault(kind, make_app(wiring))
    app.extensions["wizard"] = wiring
    before = _made_of(app)
    yield app
    if _made_of(app) != before:
        del _STARTED[kind]
        raise AssertionError("this changed the product of all stories: mark it own_product")


def _made_of(app: Flask) -> tuple[object, ...]:
    hooks = (app.before_request_funcs, app.after_request_funcs, app.teardown_request_funcs)
    return (
        dict(app.config),
        app.extensions.keys() - {"wizard"},
        [{name: list(each) for name, each in hook.items()} for hook in hooks],
        dict(app.view_functions),
    )


def practice_settings(database_url: str, **environ: str) -> Settings:
    """Return the settings of a practice environment on this database."""
    return Settings.from_environ(
        {"WIZARD_PRACTICE": "1", "WIZARD_DATABASE_URL": database_url, **environ}
    )
