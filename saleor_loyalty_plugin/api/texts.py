"""Texts that the database could not store: refused with a sentence before they get there."""

from collections.abc import Iterator
from typing import Any

from saleor_loyalty_plugin.services.errors import LoyaltyProblem, ProblemCode


def refuse_unstorable(arguments: dict[str, Any]) -> None:
    """Check every text in the arguments of a query or mutation, at any depth.

    Raises `LoyaltyProblem`: INVALID, for a zero character or half of a surrogate pair.
    """
    for path, text in _texts(arguments, ""):
        if "\x00" in text or not _is_unicode(text):
            raise LoyaltyProblem(
                ProblemCode.INVALID,
                "This text holds characters that can't be stored. Remove them.",
                field=path,
            )


def _is_unicode(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _texts(value: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for name, item in value.items():
            # The argument `input` only groups; errors name what is in it.
            inner = f"{path}.{name}" if path else "" if name == "input" else name
            yield from _texts(item, inner)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item, path)
