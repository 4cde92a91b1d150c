"""Staff, and apps for themselves, say where apps hear of what happens."""

from datetime import datetime
from typing import Any, Self

import graphene

from saleor_loyalty_plugin.api.enums import LoyaltyWebhookEventEnum
from saleor_loyalty_plugin.api.filters import list_of
from saleor_loyalty_plugin.api.ids import key_of, keys_of
from saleor_loyalty_plugin.api.mutations.base import LoyaltyMutation, refuse_nulls, zoned
from saleor_loyalty_plugin.api.shop import shop_type
from saleor_loyalty_plugin.api.types.webhook import (
    WEBHOOK_PERMISSIONS,
    LoyaltyWebhook,
    LoyaltyWebhookTrial,
)
from saleor_loyalty_plugin.hosts.port import Requestor
from saleor_loyalty_plugin.messages.webhooks.targets import (
    change_secret,
    create_target,
    delete_target,
    replay,
    try_out_target,
    update_target,
)
from saleor_loyalty_plugin.tasks import purge_soon, send_soon


class LoyaltyWebhookInput(graphene.InputObjectType):
    """Where requests go, and what about. What is left out keeps its value."""

    name = graphene.String(
        description="What to call it, 1 to 255 characters. Required for a new one."
    )
    url = graphene.String(
        description=(
            "Where requests go: an https address that the shop may reach. Required for a new one."
        )
    )
    program_id = graphene.ID(
        description="The ID of the program that it hears of; null, the default, for all."
    )
    events = graphene.InputField(
        list_of(LoyaltyWebhookEventEnum),
        description="What it hears of; empty, the default, for everything.",
    )
    is_active = graphene.Boolean(description="Whether it hears of anything. True by default.")


class _WebhookPayload(LoyaltyMutation):
    """Base of the payloads that show a webhook."""

    class Meta:
        abstract = True

    webhook = graphene.Field(
        LoyaltyWebhook, description="The webhook as it is now; a deleted one as it was."
    )


class _SecretPayload(_WebhookPayload):
    class Meta:
        abstract = True

    secret = graphene.String(
        description=(
            "The secret that requests are signed with. It is shown this once: keep it where the"
            " receiver finds it."
        )
    )


class LoyaltyWebhookCreate(_SecretPayload):
    class Meta:
        description = "Let an app hear of what happens from now on. A shop has at most 50 webhooks."
        permissions = WEBHOOK_PERMISSIONS
        needs_all = True

    class Arguments:
        input = LoyaltyWebhookInput(required=True, description="The webhook.")

    @classmethod
    def perform(
        cls, _info: Any, requestor: Requestor, now: datetime, /, *, input: dict[str, Any]
    ) -> Self:
        target = create_target(settings=_settings(input), author=requestor.actor, now=now)
        return cls(webhook=target, secret=target.secret)


class LoyaltyWebhookUpdate(_WebhookPayload):
    class Meta:
        description = "Change a webhook. What waits for it goes to its new address."
        permissions = WEBHOOK_PERMISSIONS
        needs_all = True

    class Arguments:
        id = graphene.ID(required=True, description="The ID of the webhook.")
        input = LoyaltyWebhookInput(required=True, description="What to change.")

    @classmethod
    def perform(
        cls, _info: Any, requestor: Requestor, now: datetime, /, *, id: str, input: dict[str, Any]
    ) -> Self:
        target = update_target(
            target_id=_key(id), settings=_settings(input), author=requestor.actor, now=now
        )
        return cls(webhook=target)


class LoyaltyWebhookDelete(_WebhookPayload):
    class Meta:
        description = "Delete a webhook, with all that was and is to be sent to it."
        permissions = WEBHOOK_PERMISSIONS
        needs_all = True

    class Arguments:
        id = graphene.ID(required=True, description="The ID of the webhook.")

    @classmethod
    def perform(cls, _info: Any, _requestor: Requestor, now: datetime, /, *, id: str) -> Self:
        target = delete_target(target_id=_key(id), now=now)
        purge_soon()
        return cls(webhook=target)


class LoyaltyWebhookSecretChange(_SecretPayload):
    class Meta:
        description = (
            "Give a webhook a new secret. For a day the one before signs, too, so that the receiver"
            " can change over."
        )
        permissions = WEBHOOK_PERMISSIONS
        needs_all = True

    class Arguments:
        id = graphene.ID(required=True, description="The ID of the webhook.")

    @classmethod
    def perform(cls, _info: Any, requestor: Requestor, now: datetime, /, *, id: str) -> Self:
        target = change_secret(target_id=_key(id), author=requestor.actor, now=now)
        return cls(webhook=target, secret=target.secret)


class LoyaltyWebhookTest(_WebhookPayload):
    class Meta:
        description = (
            "Send a webhook a request of the type `test`, and wait for the answer, at most 15"
            " seconds. It may be switched off."
        )
        permissions = WEBHOOK_PERMISSIONS
        needs_all = True

    class Arguments:
        id = graphene.ID(required=True, description="The ID of the webhook.")

    trial = graphene.Field(LoyaltyWebhookTrial, description="What came of it.")

    @classmethod
    def perform(cls, _info: Any, _requestor: Requestor, now: datetime, /, *, id: str) -> Self:
        target, trial = try_out_target(target_id=_key(id), now=now)
        return cls(webhook=target, trial=trial)


class LoyaltyWebhookReplay(_WebhookPayload):
    class Meta:
        description = (
            "Send requests to a webhook once more, in their order and under the same IDs, so that"
            " the receiver knows what it has seen. Give either `since` or `deliveryIds`."
        )
        permissions = WEBHOOK_PERMISSIONS
        needs_all = True

    class Arguments:
        id = graphene.ID(required=True, description="The ID of the webhook.")
        since = graphene.Argument(
            shop_type("DateTime"),
            description="All that was to be sent from this time on, at most 10000 requests.",
        )
        delivery_ids = graphene.List(
            graphene.NonNull(graphene.ID), description="IDs of its deliveries, at most 100."
        )

    count = graphene.Int(description="How many requests go out once more.")

    @classmethod
    def perform(
        cls,
        _info: Any,
        _requestor: Requestor,
        now: datetime,
        /,
        *,
        id: str,
        since: datetime | None = None,
        delivery_ids: list[str] | None = None,
    ) -> Self:
        target, count = replay(
            target_id=_key(id),
            since=zoned({"since": since}, "since")["since"],
            delivery_ids=keys_of(delivery_ids or (), "LoyaltyDelivery", field="delivery_ids"),
            now=now,
        )
        send_soon()
        return cls(webhook=target, count=count)


def _key(id: str) -> int:
    return key_of(id, "LoyaltyWebhook", field="id")


def _settings(given: dict[str, Any]) -> dict[str, Any]:
    """The input by the names of the table. Raises `LoyaltyProblem` for nulls and wrong IDs."""
    refuse_nulls(given, nullable=frozenset({"program_id"}))
    settings = dict(given)
    if given.get("program_id") is not None:
        settings["program_id"] = key_of(given["program_id"], "LoyaltyProgram", field="program_id")
    return settings
