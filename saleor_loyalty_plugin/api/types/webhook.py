"""Webhooks: where apps hear of what happens."""

from typing import Any

import graphene
from django.utils import timezone
from promise import Promise

from saleor_loyalty_plugin.api.connection import CountableConnection
from saleor_loyalty_plugin.api.enums import LoyaltyWebhookEventEnum
from saleor_loyalty_plugin.api.loaders import ProgramById
from saleor_loyalty_plugin.api.shop import shop_type
from saleor_loyalty_plugin.api.types.program import LoyaltyProgram
from saleor_loyalty_plugin.hosts.port import Permission
from saleor_loyalty_plugin.models import WebhookTarget
from saleor_loyalty_plugin.rules.webhook_events import EVENT_KINDS, WebhookEvent

# They carry a program's names out, and what customers do.
WEBHOOK_PERMISSIONS = (Permission.MANAGE_DISCOUNTS, Permission.MANAGE_USERS)


class LoyaltyWebhook(graphene.ObjectType):
    """An address of an app's that requests go to; each is signed with a secret of its own."""

    class Meta:
        interfaces = (graphene.relay.Node,)

    name = graphene.String(required=True, description="What staff call it.")
    url = graphene.String(required=True, description="Where requests go.")
    program = graphene.Field(
        LoyaltyProgram, description="The program that it hears of; null for all."
    )
    events = graphene.Field(
        graphene.NonNull(graphene.List(graphene.NonNull(LoyaltyWebhookEventEnum))),
        description="What it hears of; empty for everything, also what later versions add.",
    )
    is_active = graphene.Boolean(
        required=True,
        description="Whether it hears of anything. It is switched off when it answers 410 Gone.",
    )
    failing_since = graphene.Field(
        shop_type("DateTime"),
        description="Since when nothing has got through; null while it works, and before it did.",
    )
    previous_secret_until = graphene.Field(
        shop_type("DateTime"),
        description="Until when the secret before signs, too; null when it doesn't.",
    )
    created_at = graphene.Field(
        shop_type("DateTime"), required=True, description="When it was made."
    )
    updated_at = graphene.Field(
        shop_type("DateTime"), required=True, description="When it was changed last."
    )

    @staticmethod
    def resolve_program(root: WebhookTarget, info: Any) -> Promise | None:
        if root.program_id is None:
            return None
        return ProgramById.of(info.context).load(root.program_id)

    @staticmethod
    def resolve_events(root: WebhookTarget, _info: Any) -> list[WebhookEvent]:
        # A later version of the plugin may have saved one that this one doesn't know.
        return [WebhookEvent(kind) for kind in root.events if kind in EVENT_KINDS]

    @staticmethod
    def resolve_previous_secret_until(root: WebhookTarget, _info: Any) -> Any:
        until = root.previous_secrets_until
        return until if until is not None and until > timezone.now() else None


class LoyaltyWebhookCountableConnection(CountableConnection):
    """Webhooks in pages."""

    class Meta:
        node = LoyaltyWebhook


class LoyaltyWebhookTrial(graphene.ObjectType):
    """What came of a request that was sent to try a webhook out."""

    status_code = graphene.Int(description="The status of the answer; null if there was none.")
    duration_ms = graphene.Int(required=True, description="How long it took, in milliseconds.")
    response = graphene.String(
        required=True, description="The beginning of the answer, at most 500 characters."
    )
    error = graphene.String(
        required=True, description="What went wrong, in a sentence; empty when it worked."
    )
