"""Filters of claims."""

from typing import Any

import graphene
from django.db.models import Q
from django.db.models.functions import Now

from saleor_loyalty_plugin.api.enums import LoyaltyClaimStatusEnum, LoyaltyRewardKindEnum
from saleor_loyalty_plugin.api.filters import (
    LoyaltyDateTimeRangeInput,
    list_of,
    range_condition,
)
from saleor_loyalty_plugin.api.ids import keys_of
from saleor_loyalty_plugin.api.texts import refuse_unstorable
from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.rules.rewards import BY_STAFF, ClaimStatus
from saleor_loyalty_plugin.services.checkout.codes import tidied_claim_code

CODE_MAX = 64
SEARCH_CUSTOMERS_MAX = 200


class LoyaltyClaimFilterInput(graphene.InputObjectType):
    """Which claims to list; all conditions have to hold. An empty list is no condition."""

    statuses = graphene.InputField(
        list_of(LoyaltyClaimStatusEnum), description="With one of these statuses."
    )
    kinds = graphene.InputField(
        list_of(LoyaltyRewardKindEnum), description="Of rewards of one of these kinds."
    )
    reward_ids = graphene.InputField(list_of(graphene.ID), description="Of these rewards.")
    customer_ids = graphene.InputField(list_of(graphene.ID), description="Of these customers.")
    code = graphene.String(
        description="With this code, as a customer shows it; dashes and letter case don't matter."
    )
    search = graphene.String(
        description=(
            "A part of the reward's name as it is now, or the code; in the list of all claims also"
            " a part of the customer's e-mail address or name."
        )
    )
    waits_for_staff = graphene.Boolean(
        description=("True: those that can be used and whose kind staff give. False: all others.")
    )
    created_at = graphene.InputField(
        LoyaltyDateTimeRangeInput, description="By the time of claiming."
    )


def claim_condition(given: dict[str, Any], *, is_of_one_account: bool) -> Q:
    """The condition of a `LoyaltyClaimFilterInput`, within all claims or those of one account.

    Raises `LoyaltyProblem` for wrong IDs.
    """
    refuse_unstorable({"filter": given})
    condition = range_condition("created_at", given.get("created_at"))
    if given.get("statuses"):
        any_status = Q(pk__in=())
        for status in given["statuses"]:
            any_status |= _status_condition(ClaimStatus(status))
        condition &= any_status
    if given.get("kinds"):
        condition &= Q(reward__kind__in=given["kinds"])
    if given.get("reward_ids"):
        keys = keys_of(given["reward_ids"], "LoyaltyReward", field="filter.reward_ids")
        condition &= Q(reward_id__in=keys)
    if given.get("customer_ids"):
        keys = keys_of(given["customer_ids"], "User", field="filter.customer_ids")
        condition &= Q(account__customer_id__in=keys)
    if given.get("code"):
        condition &= Q(code=tidied_claim_code(given["code"])[:CODE_MAX])
    if (given.get("search") or "").strip():
        condition &= _found_by(given["search"].strip(), is_of_one_account=is_of_one_account)
    if given.get("waits_for_staff") is not None:
        waiting = _status_condition(ClaimStatus.CLAIMED) & Q(reward__kind__in=BY_STAFF)
        condition &= waiting if given["waits_for_staff"] else ~waiting
    return condition


def _found_by(search: str, *, is_of_one_account: bool) -> Q:
    condition = Q(reward__name__icontains=search) | Q(code=tidied_claim_code(search)[:CODE_MAX])
    if is_of_one_account:
        # Its customer is known. Shoppers must not make the shop look through all customers, nor a
        # list of accounts once for each.
        return condition
    with current_host().writer_access():
        customer_ids = current_host().find_customer_ids(search, limit=SEARCH_CUSTOMERS_MAX)
    return condition | Q(account__customer_id__in=customer_ids)


def _status_condition(status: ClaimStatus) -> Q:
    """A claim whose time is over counts as expired before the sweep has come."""
    is_late = Q(status=ClaimStatus.CLAIMED, expires_at__lte=Now())
    if status is ClaimStatus.EXPIRED:
        return Q(status=status) | is_late
    if status is ClaimStatus.CLAIMED:
        return Q(status=status) & (Q(expires_at=None) | Q(expires_at__gt=Now()))
    return Q(status=status)
