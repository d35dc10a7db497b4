"""The mails of the demo: `python -m wizard.cli.demo_mails` sends what is due, again and again.

Elsewhere a timer of the operator runs `mandaatwijzer send-reminders`. It ends when its input
closes: so it never outlives who started it.
"""

import logging
import os
import signal
import sys
import threading
import time

from wizard import logs
from wizard.cli.send_reminders import MailTrouble, send_reminders

_BETWEEN = 10  # seconds
_log = logging.getLogger(__name__)


def _send() -> None:
    while True:
        try:
            for line in send_reminders(os.environ, dry_run=False, today=None, any_hour=True):
                _log.info(line)
        except MailTrouble as trouble:
            _log.warning(trouble)
        except Exception:  # whatever it was, the next run goes on
            _log.exception("a run of the mails failed")
        time.sleep(_BETWEEN)


if __name__ == "__main__":
    logs.init()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for who started us; that ends us
    threading.Thread(target=_send, daemon=True).start()
    sys.stdin.read()
