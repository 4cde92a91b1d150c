"""The promo codes that carry a points discount."""

import re
import secrets

CODE_PREFIX = "LOYALTY-"
_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
_LENGTH = 16
_SHAPE = re.compile(f"{CODE_PREFIX}[{_ALPHABET}]{{{_LENGTH}}}")


def new_code() -> str:
    """A code that nobody can guess (78 bits) and everybody can read out."""
    return CODE_PREFIX + "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))


def is_our_code(code: str | None) -> bool:
    """Whether a promo code was made by `new_code`; a merchant may well name one LOYALTY-10."""
    return code is not None and _SHAPE.fullmatch(code) is not None
