"""Error types of mutations, and how errors of a whole request are told: as Saleor does both."""

import traceback
from typing import Any

import graphene
from django.conf import settings
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from graphene.utils.str_converters import to_camel_case
from graphql import GraphQLError
from graphql.error import format_error as format_graphql_error

from sandbox.graphql_api import enums
from sandbox.shop.errors import PermissionDenied

INTERNAL_ERROR_MESSAGE = "Internal Server Error"
ALLOWED_ERRORS = (GraphQLError, PermissionDenied, ValidationError)


def _error_type(name: str, code: graphene.Enum, **fields: Any) -> type[graphene.ObjectType]:
    return type(
        name,
        (graphene.ObjectType,),
        {
            "field": graphene.String(),
            "message": graphene.String(),
            "code": graphene.Field(code, required=True),
            **fields,
        },
    )


def _ids() -> graphene.List:
    return graphene.List(graphene.NonNull(graphene.ID))


AccountError = _error_type(
    "AccountError", enums.AccountErrorCode, address_type=graphene.Field(enums.AddressTypeEnum)
)
CheckoutError = _error_type(
    "CheckoutError",
    enums.CheckoutErrorCode,
    variants=_ids(),
    lines=_ids(),
    address_type=graphene.Field(enums.AddressTypeEnum),
)
OrderError = _error_type(
    "OrderError",
    enums.OrderErrorCode,
    warehouse=graphene.ID(),
    order_lines=_ids(),
    variants=_ids(),
    address_type=graphene.Field(enums.AddressTypeEnum),
)
PaymentError = _error_type("PaymentError", enums.PaymentErrorCode, variants=_ids())
TransactionCreateError = _error_type("TransactionCreateError", enums.TransactionCreateErrorCode)
TransactionUpdateError = _error_type("TransactionUpdateError", enums.TransactionUpdateErrorCode)
OrderCreateFromCheckoutError = _error_type(
    "OrderCreateFromCheckoutError",
    enums.OrderCreateFromCheckoutErrorCode,
    variants=_ids(),
    lines=_ids(),
)
MetadataError = _error_type("MetadataError", enums.MetadataErrorCode)

_ID_TYPES = {"variants": "ProductVariant", "lines": "CheckoutLine", "order_lines": "OrderLine"}


def typed_errors(
    error: ValidationError, error_type: type[graphene.ObjectType]
) -> list[graphene.ObjectType]:
    """A ValidationError as a mutation's `errors`."""
    if not hasattr(error, "error_dict"):
        return [_typed(item, None, error_type) for item in error.error_list]
    return [
        _typed(item, None if field == NON_FIELD_ERRORS else to_camel_case(field), error_type)
        for field, items in error.error_dict.items()
        for item in items
    ]


def _typed(
    error: ValidationError, field: str | None, error_type: type[graphene.ObjectType]
) -> graphene.ObjectType:
    codes = {member.value for member in error_type._meta.fields["code"].type.of_type._meta.enum}
    typed = error_type(field=field, message=error.messages[0], code=_code(error.code, codes))
    for name, value in (error.params or {}).items():
        if name in error_type._meta.fields:
            if name in _ID_TYPES:
                value = [graphene.Node.to_global_id(_ID_TYPES[name], key) for key in value]
            setattr(typed, name, value)
    return typed


def _code(code: str | None, codes: set[str]) -> str:
    if code in {"required", "blank", "null"}:
        return "required"
    if code in {"unique", "unique_together"}:
        return "unique"
    return code if code in codes else "invalid"


def format_error(error: Exception) -> dict[str, Any]:
    """An error of a whole request; what is not meant for clients is withheld unless DEBUG."""
    result: dict[str, Any]
    if isinstance(error, GraphQLError):
        result = dict(format_graphql_error(error))
    else:
        result = {"message": str(error)}
    cause: Any = error
    while isinstance(cause, GraphQLError) and hasattr(cause, "original_error"):
        cause = cause.original_error
    if not isinstance(cause, ALLOWED_ERRORS) and not settings.DEBUG:
        result["message"] = INTERNAL_ERROR_MESSAGE
    exception: dict[str, Any] = {"code": type(cause).__name__}
    if settings.DEBUG:
        lines = traceback.format_exception(type(cause), cause, cause.__traceback__)
        exception["stacktrace"] = "".join(lines).splitlines()
    result["extensions"] = {**result.get("extensions", {}), "exception": exception}
    return result
