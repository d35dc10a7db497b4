"""The six digits that a caller reads out, as `secret` and a random nonce give them.

The database holds the nonce and an HMAC of the code: who reads it, without the secret, can neither
compute a code nor check a guess.
"""

import hashlib
import hmac
import re

from wizard.domain.typed_text import compact

_DIGITS = 6
_CODE = re.compile(rf"[0-9]{{{_DIGITS}}}")


def code_of(secret: str, nonce: str) -> str:
    """Return the code that belongs to a nonce, like "482913"."""
    number = int.from_bytes(_hmac(secret, f"code of {nonce}"), "big")
    return f"{number % 10**_DIGITS:0{_DIGITS}d}"


def hash_of(secret: str, code: str) -> str:
    """Return what stands in the database of a code: 64 hexadecimal digits."""
    return _hmac(secret, f"hash of {code}").hex()


def parse_code(typed: str) -> str | None:
    """Read a code however it was typed ("482 913", "482-913"); None when it cannot be one."""
    digits = compact(typed)
    return digits if _CODE.fullmatch(digits) else None


def spoken(code: str) -> str:
    """Return a code in two groups of three, as it is read out."""
    half = _DIGITS // 2
    return f"{code[:half]} {code[half:]}"


def _hmac(secret: str, text: str) -> bytes:
    return hmac.new(secret.encode(), text.encode(), hashlib.sha256).digest()
