"""The promo codes that carry a points discount."""

import secrets

CODE_PREFIX = "LOYALTY-"
_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
_LENGTH = 16


def new_code() -> str:
    """A code that nobody can guess (78 bits) and everybody can read out."""
    return CODE_PREFIX + "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))


def is_our_code(code: str | None) -> bool:
    """Whether a promo code was made by `new_code`."""
    return code is not None and code.startswith(CODE_PREFIX)
