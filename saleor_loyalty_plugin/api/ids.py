"""Global IDs: read strictly, with a sentence that says what was expected."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from graphene import Node
from graphql_relay import from_global_id

from saleor_loyalty_plugin.services.errors import LoyaltyProblem, ProblemCode

IDS_MAX = 100
# The largest number that a key can have in the database.
_KEY_MAX = 2**63 - 1
_KEY_DIGITS_MAX = 19


def global_id(type_name: str, key: int | UUID) -> str:
    """The ID under which GraphQL knows an object."""
    return Node.to_global_id(type_name, key)


def key_of(value: str, type_name: str, *, field: str) -> int:
    """The number behind the ID of a `type_name`.

    Raises `LoyaltyProblem`: GRAPHQL_ERROR, with the name of the input in `field`.
    """
    text = _text_of(value, type_name, field)
    is_number = text.isascii() and text.isdigit() and len(text) <= _KEY_DIGITS_MAX
    if not is_number or int(text) > _KEY_MAX:
        raise _not_an_id(type_name, field)
    return int(text)


def program_key_of(program_id: str | None) -> int | None:
    """The program that the argument `programId` names; None, for the default one, where it is left
    out. Raises `LoyaltyProblem`: GRAPHQL_ERROR."""
    if program_id is None:
        return None
    return key_of(program_id, "LoyaltyProgram", field="program_id")


def uuid_of(value: str, type_name: str, *, field: str) -> UUID:
    """The UUID behind the ID of a `type_name`. Raises `LoyaltyProblem`: GRAPHQL_ERROR."""
    try:
        return UUID(_text_of(value, type_name, field))
    except ValueError:
        raise _not_an_id(type_name, field) from None


def keys_of(
    values: Iterable[str], type_name: str, *, field: str, ids_max: int = IDS_MAX
) -> list[int]:
    """The numbers behind a list of IDs. Raises `LoyaltyProblem`: GRAPHQL_ERROR."""
    return [key_of(value, type_name, field=field) for value in _bounded(values, field, ids_max)]


def uuids_of(values: Iterable[str], type_name: str, *, field: str) -> list[UUID]:
    """The UUIDs behind a list of IDs, at most 100. Raises `LoyaltyProblem`: GRAPHQL_ERROR."""
    return [uuid_of(value, type_name, field=field) for value in _bounded(values, field, IDS_MAX)]


def _text_of(value: str, type_name: str, field: str) -> str:
    try:
        found_name, text = from_global_id(value)
    except ValueError:  # not base64, not UTF-8, or without a colon
        raise _not_an_id(type_name, field) from None
    if found_name != type_name:
        raise _not_an_id(type_name, field)
    return text


def _bounded(values: Iterable[str], field: str, ids_max: int) -> list[Any]:
    found = list(values)
    if len(found) > ids_max:
        raise LoyaltyProblem(
            ProblemCode.GRAPHQL_ERROR,
            "Give at most %(maximum)s IDs at once.",
            field=field,
            values={"maximum": ids_max},
        )
    return found


def _not_an_id(type_name: str, field: str) -> LoyaltyProblem:
    return LoyaltyProblem(
        ProblemCode.GRAPHQL_ERROR,
        "This is not an ID of the type %(type)s. Give the value of the field `id` of one.",
        field=field,
        values={"type": type_name},
    )
