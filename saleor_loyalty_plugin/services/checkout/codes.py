"""The promo codes that carry our discounts, and the gift cards that points buy to pay with."""

import re
import secrets

CODE_PREFIX = "LOYALTY-"
_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
_LENGTH = 16
_SHAPE = re.compile(f"{CODE_PREFIX}[{_ALPHABET}]{{{_LENGTH}}}")
# A shop deducts gift cards by their codes in ascending order: those that points bought come first,
# so that a card which the customer bought keeps what is left.
# The shop's own codes may begin with a 0, too.
CARD_PREFIX = "0000"
_CARD_LENGTH = 12  # with the prefix the 16 characters that a gift card's code may have
_CLAIM_LENGTH = 10
_CARD_SHAPE = re.compile(f"{CARD_PREFIX}[{_ALPHABET}]{{{_CARD_LENGTH}}}")


def new_code() -> str:
    """A code that nobody can guess (78 bits) and everybody can read out."""
    return CODE_PREFIX + "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))


def is_our_code(code: str | None) -> bool:
    """Whether a promo code was made by `new_code`; a merchant may well name one LOYALTY-10."""
    return code is not None and _SHAPE.fullmatch(code) is not None


def new_card_code() -> str:
    """A gift card's code that nobody can guess (58 bits)."""
    return CARD_PREFIX + "".join(secrets.choice(_ALPHABET) for _ in range(_CARD_LENGTH))


def new_gift_code() -> str:
    """The code of a gift card that a customer keeps (78 bits): as long as a gift card's code may
    be, and never one of those that points buy to pay with."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))


def new_claim_code() -> str:
    """What a customer shows at a counter for a reward (49 bits): `R-7K2M-P9XQ-3C`."""
    signs = "".join(secrets.choice(_ALPHABET) for _ in range(_CLAIM_LENGTH))
    return _claim_code("R" + signs)


def _claim_code(signs: str) -> str:
    return f"{signs[:1]}-{signs[1:5]}-{signs[5:9]}-{signs[9:]}"


def tidied_claim_code(typed: str) -> str:
    """The code of a claim as it is kept, from what somebody typed: dashes, spaces and letter case
    don't matter. A gift card's code, which a claim has as well, has no dashes."""
    signs = re.sub(r"[\s-]", "", typed).upper()
    is_claim = signs.startswith("R") and len(signs) == 1 + _CLAIM_LENGTH
    return _claim_code(signs) if is_claim else signs


def is_our_card(code: str | None) -> bool:
    """Whether a gift card's code was made by `new_card_code`."""
    return code is not None and _CARD_SHAPE.fullmatch(code) is not None
