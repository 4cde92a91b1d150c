"""Signing in and up; customers as staff keeps them."""

from typing import Any

import graphene

from sandbox.graphql_api import inputs
from sandbox.graphql_api.errors import AccountError
from sandbox.graphql_api.ids import node_or_refuse
from sandbox.graphql_api.mutations.base import ShopMutation
from sandbox.graphql_api.types import User
from sandbox.shop import accounts, models
from sandbox.shop.errors import refuse

# Fields of the inputs that go straight into the row of the same name.
_PLAIN = (
    "first_name",
    "last_name",
    "email",
    "is_active",
    "note",
    "language_code",
    "external_reference",
    "is_confirmed",
)


def metadata_of(items: Any, *, field: str = "metadata") -> dict[str, str]:
    """`[{key value}]` as a dict. Raises ValidationError."""
    values = {item["key"]: item["value"] for item in items or ()}
    if any(not key.strip() for key in values):
        refuse("Metadata key cannot be empty.", field=field, code="required")
    return values


class CreateToken(ShopMutation):
    token = graphene.String()
    refresh_token = graphene.String()
    csrf_token = graphene.String()
    user = graphene.Field(User)

    class Arguments:
        audience = graphene.String()
        email = graphene.String(required=True)
        password = graphene.String(required=True)

    class Meta:
        description = "Create JWT token."
        error_type = AccountError
        older_errors = "account_errors"

    @classmethod
    def perform(cls, info: Any, *, email: str, password: str, **_ignored: Any) -> Any:
        user = accounts.sign_in(email=email, password=password, now=accounts.now())
        info.context.user = user
        return cls(token=accounts.create_token(user), user=user)


class VerifyToken(ShopMutation):
    user = graphene.Field(User)
    is_valid = graphene.Boolean(required=True, default_value=False)

    class Arguments:
        token = graphene.String(required=True)

    class Meta:
        description = "Verify JWT token."
        error_type = AccountError
        older_errors = "account_errors"

    @classmethod
    def perform(cls, info: Any, *, token: str) -> Any:
        user = accounts.user_of_token(token)
        if user is None:
            refuse("Invalid token.", field="token", code="jwt_invalid_token")
        info.context.user = user
        return cls(user=user, is_valid=True)


class AccountRegister(ShopMutation):
    requires_confirmation = graphene.Boolean()
    user = graphene.Field(User)

    class Arguments:
        input = inputs.AccountRegisterInput(required=True)

    class Meta:
        description = "Register a new user."
        error_type = AccountError
        older_errors = "account_errors"

    @classmethod
    def perform(cls, info: Any, *, input: Any) -> Any:
        from django.conf import settings

        user = accounts.register(
            email=input["email"],
            password=input["password"],
            redirect_url=input.get("redirect_url"),
            first_name=input.get("first_name") or "",
            last_name=input.get("last_name") or "",
            language_code=input.get("language_code") or "en",
            metadata=metadata_of(input.get("metadata")),
            now=accounts.now(),
        )
        # Saleor answers without the account's id, so that nobody learns who has one.
        shown = models.User(email=user.email, first_name=user.first_name, last_name=user.last_name)
        return cls(user=shown, requires_confirmation=settings.ENABLE_ACCOUNT_CONFIRMATION_BY_EMAIL)


class ConfirmAccount(ShopMutation):
    user = graphene.Field(User)

    class Arguments:
        email = graphene.String(required=True)
        token = graphene.String(required=True)
        password = graphene.String()

    class Meta:
        description = "Confirm user account with token sent by email during registration."
        error_type = AccountError
        older_errors = "account_errors"

    @classmethod
    def perform(cls, info: Any, *, email: str, token: str, **_ignored: Any) -> Any:
        user = accounts.confirm(email=email, token=token)
        # The owner of the mailbox may read the answer.
        info.context.user = user
        return cls(user=user)


def _fill(user: models.User, input: Any) -> None:
    for name in _PLAIN:
        if name in input and input[name] is not None:
            setattr(user, name, input[name])
    for name in ("default_billing_address", "default_shipping_address"):
        if input.get(name):
            setattr(user, name, accounts.save_address(input[name]))
    user.metadata = {**user.metadata, **metadata_of(input.get("metadata"))}
    user.private_metadata = {
        **user.private_metadata,
        **metadata_of(input.get("private_metadata"), field="private_metadata"),
    }


class CustomerCreate(ShopMutation):
    user = graphene.Field(User)

    class Arguments:
        input = inputs.UserCreateInput(required=True)

    class Meta:
        description = "Creates a new customer."
        error_type = AccountError
        older_errors = "account_errors"
        permissions = ("MANAGE_USERS",)

    @classmethod
    def perform(cls, info: Any, *, input: Any) -> Any:
        user = models.User(is_confirmed=False)
        _fill(user, input)
        return cls(user=accounts.save_customer(user=user))


class CustomerUpdate(ShopMutation):
    user = graphene.Field(User)

    class Arguments:
        id = graphene.ID()
        external_reference = graphene.String()
        input = inputs.CustomerInput(required=True)

    class Meta:
        description = "Updates an existing customer."
        error_type = AccountError
        older_errors = "account_errors"
        permissions = ("MANAGE_USERS",)

    @classmethod
    def perform(
        cls,
        info: Any,
        *,
        input: Any,
        id: str | None = None,
        external_reference: str | None = None,
    ) -> Any:
        customers = models.User.objects.filter(is_staff=False)
        if id:
            user = node_or_refuse(id, "User", customers)
        else:
            found = customers.filter(external_reference=external_reference or "").first()
            if found is None:
                refuse(
                    f"Couldn't resolve to a node: {external_reference}",
                    field="external_reference",
                    code="not_found",
                )
            user = found
        _fill(user, input)
        return cls(user=accounts.save_customer(user=user))
