"""Transactions: payments that staff or an app report."""

from decimal import Decimal
from typing import Any
from uuid import UUID

import graphene
from graphql import GraphQLError

from sandbox.graphql_api import inputs
from sandbox.graphql_api.errors import TransactionCreateError, TransactionUpdateError
from sandbox.graphql_api.ids import from_global_id, node_or_refuse
from sandbox.graphql_api.mutations.account import metadata_of
from sandbox.graphql_api.mutations.base import ShopMutation
from sandbox.graphql_api.types import TransactionItem
from sandbox.shop import accounts, models, payments
from sandbox.shop.errors import PermissionDenied, refusal, refuse

_AMOUNTS = ("authorized", "charged", "refunded", "canceled")
_PLAIN = ("name", "message", "psp_reference", "external_url", "available_actions")


def _amounts(given: Any, currency: str) -> dict[str, Decimal]:
    """The sums of an input by their short names. Raises ValidationError."""
    amounts = {}
    for name in _AMOUNTS:
        value = given.get(f"amount_{name}")
        if not value:
            continue
        if value["currency"] != currency:
            refuse(
                f"Currency needs to be the same as for order: {currency}",
                field=f"amount_{name}",
                code="incorrect_currency",
            )
        amounts[name] = value["amount"]
    return amounts


def _fields(given: Any) -> dict[str, Any]:
    fields = {name: given[name] for name in _PLAIN if given.get(name) is not None}
    for name in ("metadata", "private_metadata"):
        if given.get(name) is not None:
            fields[name] = metadata_of(given[name], field="transaction")
    return fields


def _check_reference(fields: dict[str, Any], own: models.TransactionItem | None = None) -> None:
    reference = fields.get("psp_reference")
    taken = models.TransactionItem.objects.filter(psp_reference=reference)
    if own is not None:
        taken = taken.exclude(pk=own.pk)
    if reference and taken.exists():
        refuse(
            "Transaction with provided `pspReference` already exists.",
            field="transaction",
            code="unique",
        )


class TransactionCreate(ShopMutation):
    transaction = graphene.Field(TransactionItem)

    class Arguments:
        id = graphene.ID(required=True)
        transaction = inputs.TransactionCreateInput(required=True)
        transaction_event = inputs.TransactionEventInput()

    class Meta:
        description = "Creates transaction for checkout or order."
        error_type = TransactionCreateError
        permissions = ("HANDLE_PAYMENTS",)

    @classmethod
    def perform(cls, info: Any, *, id: str, transaction: Any, **_ignored: Any) -> Any:
        try:
            type_name, _ = from_global_id(id)
        except GraphQLError as error:
            raise refusal(str(error), field="id", code="graphql_error") from error
        owner: Any
        if type_name == "Checkout":
            owner = node_or_refuse(id, "Checkout", models.Checkout.objects.all())
        elif type_name == "Order":
            owner = node_or_refuse(id, "Order", models.Order.objects.all())
        else:
            refuse(f"Couldn't resolve to Checkout or Order: {id}", field="id", code="not_found")
        fields = _fields(transaction)
        _check_reference(fields)
        item = payments.create_transaction(
            owner=owner,
            amounts=_amounts(transaction, owner.currency),
            user=info.context.user,
            app=info.context.app,
            now=accounts.now(),
            **fields,
        )
        return cls(transaction=item)


class TransactionUpdate(ShopMutation):
    transaction = graphene.Field(TransactionItem)

    class Arguments:
        id = graphene.ID()
        token = graphene.UUID()
        transaction = inputs.TransactionUpdateInput()
        transaction_event = inputs.TransactionEventInput()

    class Meta:
        description = "Update transaction."
        error_type = TransactionUpdateError
        permissions = ("HANDLE_PAYMENTS",)

    @classmethod
    def perform(
        cls,
        info: Any,
        *,
        id: str | None = None,
        token: UUID | None = None,
        transaction: Any = None,
        **_ignored: Any,
    ) -> Any:
        global_id = id or graphene.Node.to_global_id("TransactionItem", token)
        item = node_or_refuse(
            global_id, "TransactionItem", models.TransactionItem.objects.all(), key_field="token"
        )
        # An app's transactions are its own; staff may change those of staff.
        app = info.context.app
        if item.app_id != (app.pk if app else None):
            raise PermissionDenied(permissions=("OWNER", "HANDLE_PAYMENTS"))
        given = transaction or {}
        fields = _fields(given)
        _check_reference(fields, item)
        item = payments.update_transaction(
            item=item, amounts=_amounts(given, item.currency), now=accounts.now(), **fields
        )
        return cls(transaction=item)
