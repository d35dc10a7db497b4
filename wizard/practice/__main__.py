"""The stand-in for Mijn DUO as a process: `python -m wizard.practice`, for the demo.

It ends when its input closes: so it never outlives who started it.
"""

import os
import signal
import sys
import threading

from wizard.practice.server import serve
from wizard.settings import Settings

if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for who started us; that ends us
    settings = Settings.from_environ(os.environ)
    threading.Thread(target=serve, args=[settings], daemon=True).start()
    sys.stdin.read()
