"""The stand-in for Mijn DUO as a process: `python -m wizard.practice`, for demo and tests."""

import os

from wizard.practice.server import serve
from wizard.settings import Settings

if __name__ == "__main__":
    serve(Settings.from_environ(os.environ))
