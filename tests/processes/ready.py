"""What the process from which all others are forked does once: imports, templates, the product.

Only the fork server imports this.
"""

import psycopg  # noqa: F401  what SQLAlchemy imports when it first sees PostgreSQL

from tests.cli import saving  # noqa: F401
from tests.processes import senders  # noqa: F401
from tests.processes.people import ready_app

#: The pages of the stories; others are compiled by who asks for one.
_FOLDERS = ("calls/", "helpdesk/_", "layouts/", "macros/", "receipt/", "steps/")

for _register in ("own", "osr"):
    _templates = ready_app(_register).jinja_env
    for _name in _templates.list_templates():
        if _name.startswith(_FOLDERS):
            _templates.get_template(_name)
