"""Refusals, in the shape that GraphQL's `errors {field message code}` is made of."""

from typing import Any, NoReturn

from django.core.exceptions import ValidationError


def refusal(
    message: str, *, code: str, field: str | None = None, params: dict[str, Any] | None = None
) -> ValidationError:
    """A ValidationError with a code, on a field or on none."""
    error = ValidationError(message, code=code, params=params)
    return ValidationError({field: error}) if field else error


def refuse(
    message: str, *, code: str, field: str | None = None, params: dict[str, Any] | None = None
) -> NoReturn:
    raise refusal(message, code=code, field=field, params=params)


class PermissionDenied(Exception):
    """The requestor lacks every one of the permissions; with Saleor's own wording."""

    def __init__(self, message: str | None = None, *, permissions: tuple[str, ...] = ()) -> None:
        if not message and permissions:
            message = (
                "To access this path, you need one of the following permissions: "
                + ", ".join(permissions)
            )
        super().__init__(message or "You do not have permission to perform this action")
        self.permissions = permissions
