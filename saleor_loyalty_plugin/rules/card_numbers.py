"""Numbers of cards: digits, the last of which checks the others (Luhn's sum, ISO/IEC 7812)."""

DIGITS = range(8, 20)
# No payment card begins with 9, so a number of ours is never taken for one.
FIRST_DIGIT = "9"
DRAWN_DIGITS = 16
_SEPARATORS = frozenset("-\u2010\u2011\u2012\u2013\u2014")


def plain_number(text: str) -> str:
    """What people and scanners give, without spaces and dashes."""
    return "".join(sign for sign in text if not sign.isspace() and sign not in _SEPARATORS)


def is_card_number(number: str) -> bool:
    """Whether it is 8 to 19 digits whose check digit holds."""
    if not (number.isascii() and number.isdigit() and len(number) in DIGITS):
        return False
    return check_digit(number[:-1]) == number[-1]


def check_digit(digits: str) -> str:
    """The digit to put behind `digits`: every other one counts twice, from the right."""
    total = 0
    for place, sign in enumerate(reversed(digits)):
        value = int(sign) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return str(-total % 10)
