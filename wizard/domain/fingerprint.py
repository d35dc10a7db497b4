"""What a person saw of something that others may change meanwhile, as one short text. Pure."""

import hashlib

from wizard.domain.errors import ChangedMeanwhile


def fingerprint(*shown: object) -> str:
    """Return 32 hexadecimal digits that differ whenever what was shown differs.

    `shown` are values whose `repr` tells them apart: numbers, texts, days, dataclasses, tuples.
    """
    return hashlib.blake2b(repr(shown).encode(), digest_size=16).hexdigest()


def require_same(now: str, seen: str, message: str) -> None:
    """Raise ChangedMeanwhile with a message when a page showed something else than is so now."""
    if now != seen:
        raise ChangedMeanwhile(message)
