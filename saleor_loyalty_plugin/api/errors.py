"""Errors as values in payloads, and the same problems as GraphQL errors in queries."""

from collections.abc import Generator
from contextlib import contextmanager
from typing import Any

import graphene
from graphene.utils.str_converters import to_camel_case
from graphql import GraphQLError

from saleor_loyalty_plugin.api.enums import LoyaltyErrorCode
from saleor_loyalty_plugin.api.language import words
from saleor_loyalty_plugin.services.errors import LoyaltyProblem

# Settings that the input groups differently from the table.
_FIELDS = {
    "points_name_singular": "pointsName.singular",
    "points_name_plural": "pointsName.plural",
}


class LoyaltyError(graphene.ObjectType):
    """Why a mutation was refused. Nothing was written."""

    field = graphene.String(
        description=(
            "The input that is to blame, with dots for nesting, and the place from 0 of one of the"
            " `senders`: `senders.1.fromAddress`. Null if it is none."
        )
    )
    message = graphene.String(
        required=True, description="What is wrong and what to do about it, in a sentence or two."
    )
    code = graphene.Field(LoyaltyErrorCode, required=True, description="The same for programs.")


def error_of(problem: LoyaltyProblem) -> LoyaltyError:
    """A refusal as the value that a payload carries, in the language that is active."""
    return LoyaltyError(field=field_path(problem.field), message=problem.message, code=problem.code)


def field_path(field: str | None) -> str | None:
    """An input's name as GraphQL spells it: `channels.earn_points` -> `channels.earnPoints`."""
    if field is None:
        return None
    return _FIELDS.get(field) or ".".join(to_camel_case(part) for part in field.split("."))


@contextmanager
def as_graphql_error(info: Any) -> Generator[None, None, None]:
    """Queries have no payload for errors: a refusal becomes a GraphQL error with its code."""
    try:
        yield
    except LoyaltyProblem as problem:
        with words(info):
            message = problem.message
        raise GraphQLError(
            message,
            extensions={"code": str(problem.code), "field": field_path(problem.field)},
        ) from problem
