"""Relay ids: base64 of `Type:key`, checked as Saleor checks them."""

import binascii
from typing import Any
from uuid import UUID

import graphene
from django.db.models import Model, QuerySet
from graphql import GraphQLError

from sandbox.shop.errors import refusal, refuse


def from_global_id(global_id: str, only_type: str | None = None) -> tuple[str, str]:
    """Type and key of an id. Raises GraphQLError."""
    expected = f" Expected: {only_type}." if only_type else ""
    try:
        type_name, key = graphene.Node.from_global_id(global_id)
        try:
            int(key)
        except ValueError:
            UUID(key)
    except (binascii.Error, UnicodeDecodeError, ValueError) as error:
        raise GraphQLError(f"Invalid ID: {global_id}.{expected}") from error
    if only_type and type_name != only_type:
        raise GraphQLError(
            f"Invalid ID: {global_id}. Expected: {only_type}, received: {type_name}."
        )
    return type_name, key


def key_or_refuse(global_id: str, only_type: str, *, field: str = "id") -> str:
    """The key of an id in a mutation's input. Raises ValidationError."""
    try:
        return from_global_id(global_id, only_type)[1]
    except GraphQLError as error:
        raise refusal(str(error), field=field, code="graphql_error") from error


def node_or_refuse[M: Model](
    global_id: str,
    only_type: str,
    rows: QuerySet[M],
    *,
    field: str = "id",
    key_field: str = "pk",
) -> M:
    """The row that an id names in a mutation's input. Raises ValidationError."""
    key: Any = key_or_refuse(global_id, only_type, field=field)
    try:
        row = rows.filter(**{key_field: key}).first()
    except (ValueError, OverflowError):
        row = None
    except Exception as error:
        # A UUID where the table has numbers, or the other way round.
        raise refusal(
            f"Couldn't resolve to a node: {global_id}", field=field, code="not_found"
        ) from error
    if row is None:
        refuse(f"Couldn't resolve to a node: {global_id}", field=field, code="not_found")
    return row
