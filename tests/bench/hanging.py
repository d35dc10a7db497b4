"""PostgreSQL that stands still: how long people wait to be told so, with one second to wait."""

from time import perf_counter, sleep

from flask.testing import FlaskClient

from tests.bench.ratios import Ratio
from tests.bench.report import Report
from tests.builders import make_app, practice_settings
from tests.login import let_in
from tests.postgres import own_server
from wizard.cli.demo import prepare
from wizard.wiring import wire

#: Seconds: the setting, and what is added for a server that says nothing.
_TIMEOUT, _MARGIN = 1, 2
#: Milliseconds.
_SET = (_TIMEOUT + _MARGIN) * 1000.0
#: For the page itself, and a machine that does something else too.
_LIMIT = 1.5
#: Longer than the server is left alone after an outage.
_AFTERWARDS = 6


def run(report: Report) -> None:
    """Measure a page and `/gezond`, each as the first that meets the outage."""
    with own_server() as server:
        if server is None:
            return
        prepare(practice_settings(server.address))
        wiring = wire(practice_settings(server.address, WIZARD_DATABASE_TIMEOUT=str(_TIMEOUT)))
        client = make_app(wiring).test_client()
        let_in(client, "een-school")
        for url in ("/bestuur/99001", "/gezond"):
            _expect(client, url, 200, report)
            with server.standing_still():
                begun = perf_counter()
                _expect(client, url, 503, report)
                taken = (perf_counter() - begun) * 1000
            what = f"PostgreSQL that hangs: GET {url}"
            report.add_ratio(Ratio(what, taken, _SET, "the time-out that is set", _LIMIT))
            sleep(_AFTERWARDS)
            _expect(client, url, 200, report)
        wiring.database.dispose()


def _expect(client: FlaskClient, url: str, status: int, report: Report) -> None:
    answer = client.get(url)
    if answer.status_code != status:
        report.errors.append(f"PostgreSQL that hangs: {url} answers {answer.status_code}")
