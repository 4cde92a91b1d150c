"""Metadata of anything that has it."""

from typing import Any

import graphene
from django.apps import apps
from django.db import transaction
from graphql import GraphQLError

from sandbox.graphql_api import inputs
from sandbox.graphql_api.errors import MetadataError
from sandbox.graphql_api.ids import from_global_id, node_or_refuse
from sandbox.graphql_api.mutations.account import metadata_of
from sandbox.graphql_api.mutations.base import ShopMutation
from sandbox.graphql_api.types import PRIVATE_METADATA_PERMISSIONS, ObjectWithMetadata
from sandbox.shop.errors import refusal, refuse
from sandbox.shop.hooks import call_hooks
from sandbox.shop.models import User

# Public metadata of these can be written by whoever knows the id, as in Saleor.
_OPEN = {"Checkout", "CheckoutLine"}
_KEY_FIELDS = {"TransactionItem": "token"}


def _row(global_id: str) -> tuple[str, Any]:
    try:
        type_name, _ = from_global_id(global_id)
    except GraphQLError as error:
        raise refusal(str(error), field="id", code="graphql_error") from error
    if type_name not in PRIVATE_METADATA_PERMISSIONS:
        refuse(f"Couldn't resolve to an item with meta: {type_name}", field="id", code="not_found")
    model = apps.get_model("shop", type_name)
    rows = model._default_manager.select_for_update(of=("self",))
    key_field = _KEY_FIELDS.get(type_name, "pk")
    return type_name, node_or_refuse(global_id, type_name, rows, key_field=key_field)


def _update(info: Any, global_id: str, items: Any, *, column: str) -> Any:
    values = metadata_of(items, field="input")
    with transaction.atomic():
        type_name, row = _row(global_id)
        is_public = column == "metadata"
        is_own = is_public and isinstance(row, User) and row == info.context.user
        if not (is_own or (is_public and type_name in _OPEN)):
            info.context.require_one_of(*PRIVATE_METADATA_PERMISSIONS[type_name])
        setattr(row, column, {**getattr(row, column), **values})
        is_user = isinstance(row, User)
        row.save(update_fields=[column, "updated_at"] if is_user else [column])
        if is_user:
            call_hooks("customer_updated", "customer_metadata_updated", of=row)
    return row


class UpdateMetadata(ShopMutation):
    item = graphene.Field(ObjectWithMetadata)

    class Arguments:
        id = graphene.ID(required=True)
        input = graphene.List(graphene.NonNull(inputs.MetadataInput), required=True)

    class Meta:
        description = "Updates metadata of an object."
        error_type = MetadataError
        older_errors = "metadata_errors"

    @classmethod
    def perform(cls, info: Any, *, id: str, input: Any) -> Any:
        return cls(item=_update(info, id, input, column="metadata"))


class UpdatePrivateMetadata(ShopMutation):
    item = graphene.Field(ObjectWithMetadata)

    class Arguments:
        id = graphene.ID(required=True)
        input = graphene.List(graphene.NonNull(inputs.MetadataInput), required=True)

    class Meta:
        description = "Updates private metadata of an object."
        error_type = MetadataError
        older_errors = "metadata_errors"

    @classmethod
    def perform(cls, info: Any, *, id: str, input: Any) -> Any:
        return cls(item=_update(info, id, input, column="private_metadata"))
