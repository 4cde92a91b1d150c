"""Scalars as Saleor has them."""

import decimal
from typing import Any

import graphene
from graphene.types.generic import GenericScalar
from graphql.language import ast


class PositiveDecimal(graphene.Float):
    """Nonnegative Decimal scalar implementation.

    Should be used in places where value must be nonnegative (0 or greater).
    """

    @staticmethod
    def parse_value(value: Any) -> decimal.Decimal | None:
        try:
            # By way of the text, which keeps the places as they were typed.
            parsed = decimal.Decimal(str(value))
        except decimal.DecimalException:
            return None
        return parsed if parsed.is_finite() and parsed >= 0 else None

    @staticmethod
    def parse_literal(node: Any) -> decimal.Decimal | None:
        if isinstance(node, ast.FloatValue | ast.IntValue):
            return PositiveDecimal.parse_value(node.value)
        return None


class Metadata(GenericScalar):
    """Metadata is a map of key-value pairs, both keys and values are `String`."""


class Upload(graphene.Scalar):
    """Variables of this type must be set to null in mutations.

    They will be replaced with a filename from a following multipart part containing a binary file.
    See: https://github.com/jaydenseric/graphql-multipart-request-spec.
    """

    @staticmethod
    def serialize(value: Any) -> Any:
        return value

    @staticmethod
    def parse_literal(node: Any) -> Any:
        return node

    @staticmethod
    def parse_value(value: Any) -> Any:
        return value
