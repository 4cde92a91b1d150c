"""Deliveries: e-mails and requests, whether they went out, and what stood in the way."""

import json
from collections.abc import Callable
from typing import Any

import graphene
from django.utils.translation import gettext
from promise import Promise

from saleor_loyalty_plugin.api.access import GuardedField
from saleor_loyalty_plugin.api.connection import CountableConnection
from saleor_loyalty_plugin.api.delivery_loaders import (
    BEHIND,
    AttemptsOfDelivery,
    Wait,
    WaitOfDelivery,
    WebhookById,
)
from saleor_loyalty_plugin.api.enums import LoyaltyDeliveryMeansEnum, LoyaltyDeliveryStatusEnum
from saleor_loyalty_plugin.api.language import words
from saleor_loyalty_plugin.api.loaders import AccountById
from saleor_loyalty_plugin.api.shop import shop_type
from saleor_loyalty_plugin.api.types.webhook import LoyaltyWebhook
from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.hosts.port import Permission
from saleor_loyalty_plugin.messages.retries import is_retryable
from saleor_loyalty_plugin.models import Account, Delivery
from saleor_loyalty_plugin.rules.messages import DeliveryMeans, DeliveryStatus


def _account_type() -> Any:
    # Accounts show their deliveries, so neither file can import the other one first.
    from saleor_loyalty_plugin.api.types.account import LoyaltyAccount

    return LoyaltyAccount


def _says_nothing(root: Delivery) -> bool:
    return root.status == DeliveryStatus.PENDING and not root.error_code


def _waits(root: Delivery, info: Any, said: Callable[[Wait], Any]) -> Promise:
    return WaitOfDelivery.of(info.context).load(root.pk).then(said)


def _in_words(wait: Wait, info: Any) -> str:
    with words(info):
        return gettext(wait.error) if wait.code == BEHIND else wait.error


def _address(account: Account, info: Any) -> Any:
    """The address that a customer has now, empty for one who is gone."""
    host = current_host()
    with host.writer_access():
        customer = Promise.resolve(host.load_customer(info.context, account.customer_id))
    return customer.then(lambda found: getattr(host.unwrap(found), "email", "") if found else "")


class LoyaltyDeliveryAttempt(graphene.ObjectType):
    """One time that a delivery was tried."""

    number = graphene.Int(required=True, description="Counts from 1, also those that are not kept.")
    is_success = graphene.Boolean(required=True, description="Whether it went out.")
    status_code = graphene.Int(
        description="What the mail server (SMTP) or the app (HTTP) answered; null if nothing."
    )
    duration_ms = graphene.Int(required=True, description="How long it took, in milliseconds.")
    error = graphene.String(required=True, description="What stood in the way; empty if nothing.")
    response = graphene.String(required=True, description="The beginning of the answer.")
    started_at = graphene.Field(shop_type("DateTime"), required=True, description="When it began.")


class LoyaltyDelivery(graphene.ObjectType):
    """One e-mail to a customer, or one request to an app's webhook."""

    class Meta:
        interfaces = (graphene.relay.Node,)

    means = graphene.Field(
        LoyaltyDeliveryMeansEnum, required=True, description="Whether it is an e-mail."
    )
    kind = graphene.String(
        required=True,
        description=(
            "Of an e-mail a value of `LoyaltyMessageKindEnum`; of a request the event, such as"
            " `points_posted`."
        ),
    )
    status = graphene.Field(LoyaltyDeliveryStatusEnum, required=True, description="How far it is.")
    recipient = graphene.String(
        required=True,
        description=(
            "The address that an e-mail went to; before, the one that the customer has now. Of a"
            " request the webhook's name."
        ),
    )
    subject = graphene.String(
        required=True, description="The subject of an e-mail that went out; empty before."
    )
    attempts_count = graphene.Int(required=True, description="How often it was tried.")
    attempts = graphene.Field(
        graphene.NonNull(graphene.List(graphene.NonNull(LoyaltyDeliveryAttempt))),
        description=(
            "Each try that came to an end, the first one first. Of tries in a row that found the"
            " app down only the last one is kept."
        ),
    )
    error_code = graphene.String(
        required=True,
        description=(
            "Why it was skipped or given up, or waits, for programs, such as `UNWANTED`; `BEHIND`"
            " where an earlier one goes first. Empty if nothing stood in the way."
        ),
    )
    error = graphene.String(required=True, description="The same in words, for staff.")
    is_retryable = graphene.Boolean(
        required=True,
        description=(
            "Whether `loyaltyDeliveryRetry` sends it again: what was given up, and what was skipped"
            " for NO_MAIL_SERVER."
        ),
    )
    payload = GuardedField(
        graphene.NonNull(graphene.String),
        permissions=(Permission.MANAGE_USERS,),
        description="What it is about, as JSON.",
    )
    due_at = graphene.Field(
        shop_type("DateTime"), description="When it is tried next; null when it is finished."
    )
    created_at = graphene.Field(
        shop_type("DateTime"), required=True, description="When it came up."
    )
    finished_at = graphene.Field(
        shop_type("DateTime"), description="When it went out, or was given up; null before."
    )
    account = graphene.Field(_account_type, required=True, description="Whose it is.")

    webhook = GuardedField(
        LoyaltyWebhook,
        permissions=(Permission.MANAGE_DISCOUNTS,),
        description=(
            "Of a request the webhook that it goes to; null for an e-mail, and where the webhook is"
            " deleted just now."
        ),
    )

    @staticmethod
    def resolve_means(root: Delivery, _info: Any) -> DeliveryMeans:
        return DeliveryMeans.EMAIL if root.target_id is None else DeliveryMeans.WEBHOOK

    @staticmethod
    def resolve_recipient(root: Delivery, info: Any) -> Any:
        if root.recipient or root.target_id is not None:
            return root.recipient
        account = AccountById.of(info.context).load(root.account_id)
        return account.then(lambda found: _address(found, info))

    @staticmethod
    def resolve_error_code(root: Delivery, info: Any) -> Promise | str:
        return (
            _waits(root, info, lambda wait: wait.code) if _says_nothing(root) else root.error_code
        )

    @staticmethod
    def resolve_error(root: Delivery, info: Any) -> Promise | str:
        if not _says_nothing(root):
            return root.error
        return _waits(root, info, lambda wait: _in_words(wait, info))

    @staticmethod
    def resolve_attempts_count(root: Delivery, _info: Any) -> int:
        return root.attempts

    @staticmethod
    def resolve_attempts(root: Delivery, info: Any) -> Promise:
        return AttemptsOfDelivery.of(info.context).load(root.pk)

    @staticmethod
    def resolve_is_retryable(root: Delivery, _info: Any) -> bool:
        return is_retryable(root)

    @staticmethod
    def resolve_payload(root: Delivery, _info: Any) -> str:
        return json.dumps(root.payload, ensure_ascii=False, sort_keys=True)

    @staticmethod
    def resolve_due_at(root: Delivery, info: Any) -> Promise | None:
        if root.status != DeliveryStatus.PENDING:
            return None
        return _waits(root, info, lambda wait: wait.until or root.due_at)

    @staticmethod
    def resolve_webhook(root: Delivery, info: Any) -> Promise | None:
        if root.target_id is None:
            return None
        return WebhookById.of(info.context).load(root.target_id)

    @staticmethod
    def resolve_account(root: Delivery, info: Any) -> Promise:
        return AccountById.of(info.context).load(root.account_id)


class LoyaltyDeliveryCountableConnection(CountableConnection):
    """Deliveries in pages, newest first."""

    class Meta:
        node = LoyaltyDelivery
