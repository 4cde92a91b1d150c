"""Who asks: tokens of requests, and the permissions that they carry."""

from typing import Any

from django.http import HttpRequest

from sandbox.shop import accounts
from sandbox.shop.errors import PermissionDenied
from sandbox.shop.models import App, User


class Context:
    """What resolvers get as `info.context`: the request, its user or app, its loaders."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.META = request.META
        self.user: User | None = None
        self.app: App | None = None
        self.loaders: dict[Any, Any] = {}
        token = token_of(request)
        if token:
            self.app = accounts.app_of_token(token)
            self.user = None if self.app else accounts.user_of_token(token)

    @property
    def requestor(self) -> User | App | None:
        return self.app or self.user

    def has_perm(self, permission: str) -> bool:
        requestor = self.requestor
        return requestor is not None and requestor.has_perm(permission)

    def has_one_of(self, *permissions: str) -> bool:
        return any(self.has_perm(permission) for permission in permissions)

    def require_one_of(self, *permissions: str) -> None:
        """Raises PermissionDenied."""
        if not self.has_one_of(*permissions):
            raise PermissionDenied(permissions=permissions)


def token_of(request: HttpRequest) -> str | None:
    """The token of `Authorization-Bearer: …` or `Authorization: Bearer|JWT …`."""
    token = request.headers.get("Authorization-Bearer")
    if token:
        return token
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() or None if scheme.lower() in {"bearer", "jwt"} else None
