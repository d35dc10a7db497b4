"""The practice provider as a process of its own, well-behaved or with one fault.

`python -m tests.provider_process BASE_URL [FAULT]` serves on a free port, says its issuer on the
first line, and stops when its input closes: so it never outlives the tests.
"""

import logging
import socket
import sys
import threading

from werkzeug.serving import make_server

from tests import faulty_provider
from wizard.practice.client import Client


def main(base_url: str, fault: str = "") -> None:
    """Serve until the input closes."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    listening = socket.create_server(("127.0.0.1", 0))
    issuer = f"http://127.0.0.1:{listening.getsockname()[1]}"
    client = Client(
        client_id="mandaatwijzer",
        client_secret="oefenen",
        redirect_uris=(
            f"{base_url}/inloggen/terug",
            f"{base_url}/helpdesk/inloggen/terug",
        ),
        post_logout_redirect_uris=(f"{base_url}/uitgelogd",),
    )
    app = faulty_provider.create(issuer, client, fault)
    server = make_server("127.0.0.1", 0, app, threaded=True, fd=listening.fileno())
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(issuer, flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    main(*sys.argv[1:])
