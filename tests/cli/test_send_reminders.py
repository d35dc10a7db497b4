"""`mandaatwijzer send-reminders`, as cron runs it."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.builders import SteppingClock
from tests.cli.terminal import run, run_apart
from tests.visitor import Visitor
from wizard.ports import Wiring

_REAL = {
    "WIZARD_PRACTICE": "",
    "WIZARD_SECRET_KEY": "s" * 32,
    "WIZARD_BASE_URL": "https://mandaatwijzer.example",
    "WIZARD_REGISTER": "own",
    "WIZARD_OIDC_ISSUER": "https://login.example",
    "WIZARD_OIDC_CLIENT_ID": "mandaatwijzer",
    "WIZARD_OIDC_CLIENT_SECRET": "secret",
    "WIZARD_HELPDESK_OIDC_ISSUER": "https://login.example",
    "WIZARD_HELPDESK_OIDC_CLIENT_ID": "mandaatwijzer-helpdesk",
    "WIZARD_HELPDESK_OIDC_CLIENT_SECRET": "secret too",
}


@dataclass
class Outcome:
    code: int
    said: list[str]
    complaint: str


Send = Callable[..., Outcome]


@pytest.fixture
def settings(
    wiring: Wiring, visitor: Visitor, clock: SteppingClock, tmp_path: Path
) -> dict[str, str]:
    """Give the settings of a product in which Anna asked for reminders in August."""
    visitor.log_in("een-school", "/bestuur/99001/herinneringen")
    clock.forward(days=-100)
    visitor.log_in("een-school", "/bestuur/99001/herinneringen")
    visitor.send(visitor.page.post("Ja, herinner mij"))
    return {
        "WIZARD_PRACTICE": "1",
        "WIZARD_DATABASE_URL": wiring.database.url.render_as_string(hide_password=False),
        "WIZARD_DATA_DIR": str(tmp_path),
    }


@pytest.fixture
def send(settings: dict[str, str], tmp_path: Path) -> Send:
    """Give a function that runs the command."""

    def send(*arguments: str, **environ: str) -> Outcome:
        given = {**settings, **environ}
        done = run("send-reminders", *arguments, folder=tmp_path, environ=given)
        return Outcome(done.returncode, done.stdout.splitlines(), done.stderr.strip())

    return send


def _outbox(tmp_path: Path) -> int:
    return len(list((tmp_path / "outbox").glob("*.eml")))


def test_a_dry_run_says_what_is_due_and_sends_nothing(send: Send, tmp_path: Path) -> None:
    due = ["een-school@voorbeeld.example: 2026-11-30/T-7 about 99001", "1 mails are due."]
    outcome = send("--dry-run", "--today", "2026-11-23")
    assert (outcome.code, outcome.said) == (0, due)
    assert send("--dry-run", "--today", "2026-11-23", **_REAL).said == due
    assert send("--dry-run", "--today", "2026-10-01").said == ["0 mails are due."]
    assert _outbox(tmp_path) == 0


def test_in_practice_mails_land_in_the_outbox_once(
    settings: dict[str, str], send: Send, tmp_path: Path
) -> None:
    arguments = ("send-reminders", "--today", "2026-11-23")
    done = run_apart(*arguments, folder=tmp_path, environ=settings)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        "e…@voorbeeld.example: 2026-11-30/T-7: sent",
        "1 mails were sent.",
    ]
    assert send("--today", "2026-11-23").said == ["0 mails were sent."]
    assert _outbox(tmp_path) == 1


def test_on_a_sunday_nothing_goes(send: Send, tmp_path: Path) -> None:
    assert send("--today", "2026-11-22").said == [
        "Reminders wait: they go out on working days, in the hours of deadlines.toml.",
        "0 mails were sent.",
    ]
    assert _outbox(tmp_path) == 0


def test_what_cannot_be_is_said_in_one_line(send: Send) -> None:
    wrong = send("--today", "morgen")
    assert wrong.code == 2
    assert "does not match the format" in wrong.complaint
    for arguments, changes, complaint in (
        (("--today", "2026-11-23"), {}, "--today is for practice; elsewhere only with --dry-run"),
        ((), {}, "WIZARD_SMTP_URL is not set, so no mails go out"),
        ((), {"WIZARD_SECRET_KEY": ""}, "WIZARD_SECRET_KEY is not set; see config/example.env"),
    ):
        outcome = send(*arguments, **{**_REAL, **changes})
        assert (outcome.code, outcome.said) == (1, [])
        assert outcome.complaint == f"mandaatwijzer: {complaint}"


def test_a_named_day_in_summer_has_an_hour_for_reminders_too(
    send: Send, wiring: Wiring, tmp_path: Path
) -> None:
    config = shutil.copytree(wiring.settings.config_dir, tmp_path / "config")
    rules = config / "deadlines.toml"
    rules.write_text(rules.read_text().replace('results_by = "03-15"', 'results_by = "06-24"'))
    sent = send("--today", "2027-06-15", WIZARD_CONFIG_DIR=str(config))
    assert sent.said[-1] == "1 mails were sent."


def test_what_the_operator_has_to_mend_is_one_line_and_the_exit_code(
    send: Send, settings: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "outbox").touch()
    held = send("--today", "2026-11-23")
    assert held.said == [
        "e…@voorbeeld.example: 2026-11-30/T-7: held",
        "0 mails were sent.",
    ]
    assert (held.code, held.complaint.splitlines()) == (
        1,
        [f"mandaatwijzer: mails are held up: {tmp_path / 'outbox'}: File exists"],
    )
    mail = {"WIZARD_SMTP_URL": "smtp://.nl", "WIZARD_MAIL_FROM": "post@bestuur.example"}
    lines = run("check", folder=tmp_path, environ={**settings, **mail}).stdout.splitlines()
    said = dict(line.split(": ", 1) for line in lines)
    assert said["mail server"].startswith(".nl:587: UnicodeError: ")
    assert said["mails"].startswith("held up since 2026-11-23 08:30 UTC: ")
    (tmp_path / "outbox").unlink()
    mended = send("--today", "2026-11-23")
    assert (mended.code, mended.said[-1]) == (0, "1 mails were sent.")
