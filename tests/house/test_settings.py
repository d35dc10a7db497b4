"""Settings and commands: what is wrong is said in one line, never in a traceback."""

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import StringIO
from pathlib import Path

import click
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.ways import rounds
from wizard.cli import commands, main
from wizard.cli.serve import port_of
from wizard.domain.errors import ConfigError
from wizard.settings import ROOT, Settings

REAL = {
    "WIZARD_SECRET_KEY": "s" * 32,
    "WIZARD_BASE_URL": "https://mandaatwijzer.example",
    "WIZARD_REGISTER": "osr",
    "WIZARD_OIDC_ISSUER": "https://login.example",
    "WIZARD_OIDC_CLIENT_ID": "mandaatwijzer",
    "WIZARD_OIDC_CLIENT_SECRET": "secret",
    "WIZARD_HELPDESK_OIDC_ISSUER": "https://medewerkers.example",
    "WIZARD_HELPDESK_OIDC_CLIENT_ID": "mandaatwijzer-helpdesk",
    "WIZARD_HELPDESK_OIDC_CLIENT_SECRET": "secret too",
}
PRACTICE = {"WIZARD_PRACTICE": "1"}
COMMAND = [sys.executable, "-c", "from wizard.cli import main; main()"]


def complaint(environ: Mapping[str, str]) -> str:
    """Return the one line that the settings are refused with."""
    with pytest.raises(ConfigError) as refused:
        Settings.from_environ(environ)
    line = str(refused.value)
    assert "\n" not in line
    return line


def test_a_real_installation_needs_just_these_settings() -> None:
    settings = Settings.from_environ(REAL)
    assert not settings.practice
    assert settings.secure
    assert settings.today is None


def test_a_page_waits_for_the_database_as_long_as_is_said() -> None:
    assert Settings.from_environ(REAL).database_timeout == 10
    for value in (1, 99):
        environ = {**REAL, "WIZARD_DATABASE_TIMEOUT": str(value)}
        assert Settings.from_environ(environ).database_timeout == value


def test_practice_needs_nothing() -> None:
    settings = Settings.from_environ(PRACTICE)
    assert settings.practice
    assert settings.register == "own"


@pytest.mark.parametrize("value", ["", "0", "true", "yes", "2", " 1"])
def test_practice_is_only_on_when_it_is_1(value: str) -> None:
    assert "WIZARD_SECRET_KEY" in complaint({"WIZARD_PRACTICE": value})


@pytest.mark.parametrize("name", REAL)
def test_outside_practice_each_missing_setting_is_named(name: str) -> None:
    without = {key: given for key, given in REAL.items() if key != name}
    for environ in (without, {**without, name: ""}, {**without, name: "   "}):
        assert complaint(environ) == f"{name} is not set; see config/example.env"


def test_the_secret_of_practice_is_refused_outside_practice() -> None:
    known = Settings.from_environ(PRACTICE).secret_key
    assert "must be a secret of your own" in complaint({**REAL, "WIZARD_SECRET_KEY": known})


@pytest.mark.parametrize("secret", ["short", "s" * 31])
def test_a_short_secret_is_refused(secret: str) -> None:
    line = complaint({**REAL, "WIZARD_SECRET_KEY": secret})
    assert "WIZARD_SECRET_KEY must be a secret of your own" in line
    assert secret not in line


def test_another_day_is_refused_outside_practice() -> None:
    assert "WIZARD_TODAY is for practice only" in complaint({**REAL, "WIZARD_TODAY": "2020-11-23"})
    assert Settings.from_environ({**PRACTICE, "WIZARD_TODAY": "2020-11-23"}).today is not None


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("WIZARD_TODAY", "23-11-2020", "must be a date like 2026-11-23, not '23-11-2020'"),
        ("WIZARD_TODAY", "2020-02-30", "must be a date like"),
        ("WIZARD_REGISTER", "kennisnet", "must be one of own, osr, not 'kennisnet'"),
        *(
            ("WIZARD_LISTEN", value, "must be an address like 127.0.0.1 or ::1, not ")
            for value in ("localhost", "127.0.0.1:8000", "[::1]", "256.0.0.1", "*", "9" * 5000)
        ),
        *(
            ("WIZARD_THREADS", value, "must be a number from 1 to 15, not ")
            for value in ("0", "16", "-1", "1.5", "²", "acht", "9" * 5000)
        ),
        ("WIZARD_TRUSTED_PROXIES", "one", "must be a whole number"),
        ("WIZARD_TRUSTED_PROXIES", "-1", "must be a whole number"),
        ("WIZARD_TRUSTED_PROXIES", "9" * 5000, "must be a whole number"),
        *(
            ("WIZARD_DATABASE_TIMEOUT", value, "must be a whole number from 1 and below 100, not ")
            for value in ("0", "100", "10s", "-1", "1.5", "²")
        ),
        *(
            (name, value, "must be an http(s) address, not ")
            for name in ("WIZARD_BASE_URL", "WIZARD_OIDC_ISSUER")
            for value in (
                "mandaatwijzer.example",
                "ftp://login.example",
                "https://",
                "https://:8000",
                "http://[login",
                "http://login.example:port",
                "http://login.example:99999",
                "javascript:x()",
            )
        ),
    ],
)
def test_a_setting_that_cannot_be_right_is_named(name: str, value: str, message: str) -> None:
    line = complaint({**PRACTICE, name: value})
    assert line.startswith(f"{name} {message}")
    assert len(line) < 120


def test_a_slash_at_the_end_of_an_address_does_not_matter() -> None:
    settings = Settings.from_environ({**REAL, "WIZARD_BASE_URL": "https://mandaatwijzer.example/"})
    assert settings.base_url == "https://mandaatwijzer.example"


def test_only_this_machine_is_listened_to_unless_set() -> None:
    assert Settings.from_environ(REAL).listen == "127.0.0.1"
    for value in ("0.0.0.0", "::", "::1", "10.0.0.8"):  # noqa: S104  what is read, not served
        assert Settings.from_environ({**REAL, "WIZARD_LISTEN": f" {value} "}).listen == value


def test_a_worker_has_eight_threads_unless_set() -> None:
    assert Settings.from_environ(REAL).threads == 8
    assert Settings.from_environ({**REAL, "WIZARD_THREADS": " 15 "}).threads == 15


def test_the_container_is_reached_from_outside() -> None:
    assert "    WIZARD_LISTEN=0.0.0.0 \\\n" in (ROOT / "Dockerfile").read_text(encoding="utf-8")


@pytest.mark.parametrize("value", ["0", "65536", "-1", "80.0", "http", "8000 ", "²", "9" * 5000])
def test_a_port_that_is_none_is_refused(value: str) -> None:
    with pytest.raises(ConfigError, match="PORT must be a number from 1 to 65535"):
        port_of({"PORT": value})


@settings(max_examples=rounds(40, 100))
@given(st.text(max_size=8))
def test_any_text_is_a_port_or_refused(value: str) -> None:
    try:
        port = port_of({"PORT": value})
    except ConfigError:
        return
    assert 1 <= port <= 65535


def test_the_port_is_8000_unless_set() -> None:
    assert port_of({}) == 8000
    assert port_of({"PORT": "1"}) == 1
    assert port_of({"PORT": "65535"}) == 65535


@dataclass(frozen=True)
class Outcome:
    """How a command ended."""

    code: int
    said: str
    complained: str

    @property
    def one_line(self) -> str:
        """What a command that stopped said; it says nothing else."""
        assert (self.code, self.said) == (1, "")
        [line] = self.complained.splitlines()
        assert line.startswith("mandaatwijzer: ")
        return line


Run = Callable[..., Outcome]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run a command in a folder of its own and with no settings but these, in this process.

    A process for each would take most of the time; a traceback is an error here.
    """

    def run_it(*arguments: str, **environ: str) -> Outcome:
        out, err = StringIO(), StringIO()
        with pytest.MonkeyPatch.context() as here, redirect_stdout(out), redirect_stderr(err):
            here.chdir(tmp_path)
            for name in [name for name in os.environ if name.startswith(("WIZARD_", "PORT"))]:
                here.delenv(name)
            for name, value in environ.items():
                here.setenv(name, value)
            here.setattr(sys, "argv", ["mandaatwijzer", *arguments])
            return Outcome(_ended_with(main), out.getvalue(), err.getvalue())

    return run_it


def _ended_with(command: Callable[[], None]) -> int:
    """Run it, and return the exit code that it ends with."""
    with pytest.raises(SystemExit) as ended:
        command()
    assert isinstance(ended.value.code, int)
    return ended.value.code


@pytest.mark.slow
def test_a_command_that_stops_says_so_in_one_line_and_its_exit_code(tmp_path: Path) -> None:
    """As an operator runs it: in a process of its own."""
    surroundings = {key: os.environ[key] for key in ("PATH", "HOME") if key in os.environ}
    done = subprocess.run(
        [*COMMAND, "serve"],
        cwd=tmp_path,
        env=surroundings,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    said = Outcome(done.returncode, done.stdout, done.stderr).one_line
    assert "WIZARD_SECRET_KEY is not set" in said


NAMES = sorted(commands.commands)


def test_the_commands_that_operators_count_on_are_there() -> None:
    assert {"demo", "serve", "upgrade-db", "import-schools", "check"} <= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_each_command_explains_itself_and_refuses_what_it_does_not_know(
    run: Run, name: str
) -> None:
    helped = run(name, "--help")
    assert helped.code == 0
    assert helped.said.startswith("Usage: ")
    assert isinstance(commands.commands[name], click.Command)
    unknown = run(name, "--bestaat-niet")
    assert (unknown.code, unknown.said) == (2, "")
    assert "No such option" in unknown.complained


def test_a_command_that_does_not_exist_and_an_import_of_nothing_are_wrong_use(run: Run) -> None:
    assert run("bestaat-niet").code == 2
    assert run("import-schools").code == 2


def test_serve_refuses_practice(run: Run) -> None:
    assert "WIZARD_PRACTICE" in run("serve", WIZARD_PRACTICE="1").one_line


def test_serve_refuses_a_database_that_was_not_upgraded(run: Run) -> None:
    assert "run 'mandaatwijzer upgrade-db'" in run("serve", **REAL).one_line


def test_demo_refuses_a_port_that_is_none(run: Run) -> None:
    assert "PORT must be a number from 1 to 65535" in run("demo", PORT="80000").one_line


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("nonsense", "WIZARD_DATABASE_URL cannot be used"),
        ("mysql://localhost/x", "WIZARD_DATABASE_URL cannot be used"),
        ("postgresql+psycopg://u:p@localhost:port/x", "WIZARD_DATABASE_URL cannot be used"),
        ("postgresql+psycopg://u@127.0.0.1:1/x", "the database refused"),
        ("sqlite:////proc/nowhere/x.sqlite", "No such file or directory"),
    ],
)
def test_a_database_that_cannot_be_used_is_one_line(run: Run, address: str, message: str) -> None:
    assert message in run("upgrade-db", WIZARD_DATABASE_URL=address).one_line


MAIL = {"WIZARD_SMTP_URL": "smtp://127.0.0.1:1", "WIZARD_MAIL_FROM": "post@bestuur.example"}


def test_the_mail_server_is_read_from_its_address() -> None:
    url = "smtps://post%40bureau:ge%2Fheim@mail.example"
    server = Settings.from_environ({**REAL, **MAIL, "WIZARD_SMTP_URL": url}).mail_server
    assert server is not None
    assert (server.host, server.port, server.user) == ("mail.example", 465, "post@bureau")
    assert server.password == "ge/heim"
    assert server.is_encrypted
    assert Settings.from_environ(REAL).mail_server is None


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"WIZARD_SMTP_URL": "mail.example"}, "WIZARD_SMTP_URL must be like smtps://"),
        ({"WIZARD_SMTP_URL": "http://mail.example"}, "WIZARD_SMTP_URL must be like smtps://"),
        ({"WIZARD_SMTP_URL": "smtp://mail.example:post"}, "WIZARD_SMTP_URL must be like smtps://"),
        ({"WIZARD_SMTP_URL": "smtp://mail.example/x"}, "WIZARD_SMTP_URL must be like smtps://"),
        ({"WIZARD_MAIL_FROM": ""}, "WIZARD_MAIL_FROM must be a mail address"),
        ({"WIZARD_MAIL_FROM": "a@b.nl\nBcc: x@y.nl"}, "WIZARD_MAIL_FROM must be a mail address"),
    ],
)
def test_a_mail_server_that_cannot_be_one_is_refused(wrong: dict[str, str], message: str) -> None:
    line = complaint({**REAL, **MAIL, **wrong})
    assert line.startswith(message)


def test_check_tries_the_mail_server(run: Run) -> None:
    outcome = run("check", **REAL, **MAIL)
    assert "mail server: 127.0.0.1:1: ConnectionRefusedError" in outcome.said
    assert "mail server" not in run("check", **REAL).said


def test_an_import_says_in_one_line_what_is_wrong(run: Run, tmp_path: Path) -> None:
    (tmp_path / "schools.csv").write_text("A;B\n1;2\n", encoding="utf-8")
    assert "run 'mandaatwijzer upgrade-db'" in run("import-schools", "schools.csv").one_line
    assert run("upgrade-db").code == 0
    assert "nowhere.csv" in run("import-schools", "nowhere.csv").one_line
    assert "schools.csv" in run("import-schools", "schools.csv").one_line
    assert run("import-schools", ".").one_line


def test_check_says_one_line_for_each_thing_and_fails_when_one_does(run: Run) -> None:
    nothing = run("check")
    assert nothing.code == 1
    assert nothing.said.startswith("settings: WIZARD_SECRET_KEY is not set")
    environ = {**REAL, "WIZARD_OIDC_ISSUER": "http://127.0.0.1:1", "WIZARD_CONFIG_DIR": "nowhere"}
    outcome = run("check", **environ)
    assert outcome.code == 1
    lines = dict(line.split(": ", 1) for line in outcome.said.splitlines())
    assert lines["settings"] == "ok"
    assert "upgrade-db" in lines["database"]
    assert "127.0.0.1" in lines["provider"]
    assert "nowhere" in lines["config files"]


@contextmanager
def answering(status: int, body: bytes) -> Iterator[str]:
    """Run a server that always says the same, and give its address."""

    class Always(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Always) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


@pytest.mark.parametrize(
    ("status", "body", "message"),
    [
        (500, b"", "answers 500"),
        (200, b"<html>", "Expecting value"),
        (200, b"[]", "says that its issuer is None"),
        (200, b'{"issuer": "https://other.example"}', "its issuer is 'https://other.example'"),
    ],
)
def test_check_says_what_is_wrong_with_the_provider(
    run: Run, status: int, body: bytes, message: str
) -> None:
    with answering(status, body) as issuer:
        outcome = run("check", **{**REAL, "WIZARD_OIDC_ISSUER": issuer})
    [line] = [line for line in outcome.said.splitlines() if line.startswith("provider: ")]
    assert message in line
