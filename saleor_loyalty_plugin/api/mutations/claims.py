"""Customers claim rewards and use them; staff fulfil and refuse."""

from datetime import datetime
from typing import Any, Self

import graphene

from saleor_loyalty_plugin.api.access import is_customer, require, requires
from saleor_loyalty_plugin.api.ids import key_of, uuid_of
from saleor_loyalty_plugin.api.loaders import channel_by_slug
from saleor_loyalty_plugin.api.mutations.base import LoyaltyMutation
from saleor_loyalty_plugin.api.shop import shop_type
from saleor_loyalty_plugin.api.types.account import LoyaltyAccount
from saleor_loyalty_plugin.api.types.claim import LoyaltyClaim
from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.hosts.port import Permission, Requestor
from saleor_loyalty_plugin.models import Account, RewardClaim
from saleor_loyalty_plugin.rules.facts import ChannelFacts
from saleor_loyalty_plugin.services.errors import LoyaltyProblem, ProblemCode
from saleor_loyalty_plugin.services.rewards.claims import (
    ClaimRequest,
    apply_claim,
    cancel_claim,
    claim_reward,
    remove_claim,
)
from saleor_loyalty_plugin.services.rewards.queue import fulfill_claim, refuse_claim, reopen_claim

STAFF = (Permission.MANAGE_USERS,)
AT_CHECKOUT = (Permission.MANAGE_CHECKOUTS, Permission.MANAGE_USERS)
_OWN = requires("MANAGE_USERS", "OWNER")
_NOTE = "A note for staff, at most 1000 characters; shoppers don't see it."


class _ClaimPayload(LoyaltyMutation):
    """Base of the payloads that show a claim and what it did to its account."""

    class Meta:
        abstract = True

    claim = graphene.Field(LoyaltyClaim, description="The claim as it is now.")
    account = graphene.Field(LoyaltyAccount, description="Its account as it is now.")

    @classmethod
    def of(cls, claim: RewardClaim, **more: Any) -> Self:
        accounts = Account.objects.using(current_host().writer_alias())
        return cls(claim=claim, account=accounts.get(pk=claim.account_id), **more)


class LoyaltyRewardClaim(_ClaimPayload):
    class Meta:
        description = (
            "Take a reward for points. With a checkout it is used there at once, or not claimed at"
            " all. A gift card is issued at once; what staff give waits for them." + _OWN
        )

    class Arguments:
        id = graphene.ID(required=True, description="The ID of the reward.")
        checkout_id = graphene.ID(
            description=(
                "The ID of the checkout to use it on; for PRODUCT, VOUCHER_PERCENTAGE,"
                " VOUCHER_AMOUNT and FREE_SHIPPING."
            )
        )
        channel = graphene.String(
            description=(
                "The slug of the Channel whose prices are meant; without it the checkout's, or the"
                " first of the program in the reward's currency."
            )
        )
        customer_id = graphene.ID(
            description=(
                "The ID of the customer, a User, as at a till; without it oneself. For holders of"
                " MANAGE_USERS."
            )
        )
        idempotency_key = graphene.String(
            description=(
                "Makes a repetition harmless: the same key again returns the first claim. 1 to 128"
                " characters; the keys of each customer are their own."
            )
        )

    checkout = graphene.Field(
        shop_type("Checkout"), description="The checkout as it is now; null without one."
    )

    @classmethod
    def perform(
        cls,
        info: Any,
        requestor: Requestor,
        now: datetime,
        /,
        *,
        id: str,
        checkout_id: str | None = None,
        channel: str | None = None,
        customer_id: str | None = None,
        idempotency_key: str | None = None,
    ) -> Self:
        place = (
            uuid_of(checkout_id, "Checkout", field="checkout_id")
            if checkout_id is not None
            else None
        )
        request = ClaimRequest(
            reward_id=key_of(id, "LoyaltyReward", field="id"),
            customer_id=_customer_id(info, requestor, customer_id),
            key=idempotency_key,
            checkout_id=place,
            channel=_channel(info, channel) if channel is not None else None,
        )
        claim = claim_reward(request, requestor=requestor, now=now)
        if place is None:
            return cls.of(claim)
        return cls.of(claim, checkout=current_host().load_checkout(info.context, place))


class LoyaltyRewardClaimCancel(_ClaimPayload):
    class Meta:
        description = (
            "Give a reward that was not used back for its points; it comes off its checkout. Can be"
            " repeated." + _OWN
        )

    class Arguments:
        id = graphene.ID(required=True, description="The ID of the claim.")

    @classmethod
    def perform(cls, info: Any, requestor: Requestor, now: datetime, /, *, id: str) -> Self:
        key = key_of(id, "LoyaltyClaim", field="id")
        _check_signed_in(info, requestor)
        return cls.of(cancel_claim(claim_id=key, requestor=requestor, now=now))


class LoyaltyRewardClaimFulfill(_ClaimPayload):
    class Meta:
        description = (
            "Say that a customer has got what was claimed: it was sent, donated or handed over. Can"
            " be repeated."
        )
        permissions = STAFF

    class Arguments:
        id = graphene.ID(required=True, description="The ID of the claim.")
        note = graphene.String(description=_NOTE)

    @classmethod
    def perform(
        cls,
        _info: Any,
        requestor: Requestor,
        now: datetime,
        /,
        *,
        id: str,
        note: str | None = None,
    ) -> Self:
        key = key_of(id, "LoyaltyClaim", field="id")
        return cls.of(fulfill_claim(claim_id=key, note=note or "", actor=requestor.actor, now=now))


class LoyaltyRewardClaimRefuse(_ClaimPayload):
    class Meta:
        description = (
            "Say that a customer can't get what was claimed: the points come back. Also for claims"
            " whose time is over. Can be repeated."
        )
        permissions = STAFF

    class Arguments:
        id = graphene.ID(required=True, description="The ID of the claim.")
        note = graphene.String(description=_NOTE)

    @classmethod
    def perform(
        cls,
        _info: Any,
        requestor: Requestor,
        now: datetime,
        /,
        *,
        id: str,
        note: str | None = None,
    ) -> Self:
        key = key_of(id, "LoyaltyClaim", field="id")
        return cls.of(refuse_claim(claim_id=key, note=note or "", actor=requestor.actor, now=now))


class LoyaltyRewardClaimReopen(_ClaimPayload):
    class Meta:
        description = (
            "Take back that a claim was fulfilled: it can be used, or waits for staff, again; the"
            " note goes. Not for claims that an order has used. Can be repeated."
        )
        permissions = STAFF

    class Arguments:
        id = graphene.ID(required=True, description="The ID of the claim.")

    @classmethod
    def perform(cls, _info: Any, requestor: Requestor, now: datetime, /, *, id: str) -> Self:
        key = key_of(id, "LoyaltyClaim", field="id")
        return cls.of(reopen_claim(claim_id=key, author=requestor.actor, now=now))


class _OnCheckout(LoyaltyMutation):
    """Base of the mutations that put a claim on a checkout or take it off."""

    class Meta:
        abstract = True

    checkout = graphene.Field(shop_type("Checkout"), description="The checkout as it is now.")
    claim = graphene.Field(LoyaltyClaim, description="The claim as it is now.")

    @classmethod
    def changed(
        cls, act: Any, info: Any, requestor: Requestor, now: datetime, id: str, claim_id: str
    ) -> Self:
        if requestor.app_id is not None:
            # An app owns no checkout, so a right is all that it can have.
            require(info, *AT_CHECKOUT)
        checkout_id = uuid_of(id, "Checkout", field="id")
        key = key_of(claim_id, "LoyaltyClaim", field="claim_id")
        claim = act(checkout_id=checkout_id, claim_id=key, requestor=requestor, now=now)
        return cls(claim=claim, checkout=current_host().load_checkout(info.context, checkout_id))


class CheckoutLoyaltyRewardApply(_OnCheckout):
    class Meta:
        description = (
            "Use a claimed reward on a checkout; from another checkout it moves over. A product"
            " that is not in the cart is put into it." + requires(*AT_CHECKOUT, "OWNER")
        )

    class Arguments:
        id = graphene.ID(required=True, description="The ID of the checkout.")
        claim_id = graphene.ID(required=True, description="The ID of the claim.")

    @classmethod
    def perform(
        cls, info: Any, requestor: Requestor, now: datetime, /, *, id: str, claim_id: str
    ) -> Self:
        return cls.changed(apply_claim, info, requestor, now, id, claim_id)


class CheckoutLoyaltyRewardRemove(_OnCheckout):
    class Meta:
        description = (
            "Take a claimed reward off a checkout; it can be used again. What it put into the cart"
            " stays there. Can be repeated." + requires(*AT_CHECKOUT, "OWNER")
        )

    class Arguments:
        id = graphene.ID(required=True, description="The ID of the checkout.")
        claim_id = graphene.ID(required=True, description="The ID of the claim.")

    @classmethod
    def perform(
        cls, info: Any, requestor: Requestor, now: datetime, /, *, id: str, claim_id: str
    ) -> Self:
        return cls.changed(remove_claim, info, requestor, now, id, claim_id)


def _customer_id(info: Any, requestor: Requestor, given: str | None) -> int:
    """Whose points are meant. Raises the shop's error for others than staff."""
    if given is None:
        _check_signed_in(info, requestor)
        if requestor.user_id is None:
            raise LoyaltyProblem(
                ProblemCode.REQUIRED,
                "Say which customer it is for: an app has no points of its own.",
                field="customer_id",
            )
        return requestor.user_id
    key = key_of(given, "User", field="customer_id")
    if not is_customer(requestor, key):
        require(info, *STAFF)
    return key


def _check_signed_in(info: Any, requestor: Requestor) -> None:
    if requestor.app_id is not None:
        require(info, *STAFF)
    elif requestor.user_id is None:
        raise LoyaltyProblem(ProblemCode.NOT_SIGNED_IN, "Sign in to use points.", field="id")


def _channel(info: Any, slug: str) -> ChannelFacts:
    channel = channel_by_slug(info.context, slug)
    if channel is None:
        raise LoyaltyProblem(ProblemCode.NOT_FOUND, "No channel has this slug.", field="channel")
    return channel
