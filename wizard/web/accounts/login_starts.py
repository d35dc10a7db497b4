"""Logins that a browser began: which answers we wait for, and how many at most.

Authlib keeps each in the session, under a key of the door and the state that it sent along.
"""

from flask import request, session

_PREFIX = "_state_"
#: Of one browser, at both doors together: for who logs in from a second window, and a third.
_KEPT = 3


def keep_newest() -> None:
    """Forget the older logins that this browser began; anybody can begin one, again and again."""
    starts = {key: session[key].get("exp", 0) for key in session if key.startswith(_PREFIX)}
    for key in sorted(starts, key=lambda key: starts[key])[:-_KEPT]:
        del session[key]


def was_begun(door: str) -> bool:
    """Tell whether this browser began the login that the request answers."""
    return f"{_PREFIX}{door}_{request.args.get('state')}" in session
