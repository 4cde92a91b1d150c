"""The catalogue of rewards in pages: what a channel offers to the one who asks."""

from collections.abc import Sequence
from typing import Any

import graphene
from django.db.models import Q, QuerySet
from django.utils import timezone

from saleor_loyalty_plugin.api.access import may_any, requestor_of, require
from saleor_loyalty_plugin.api.connection import PageRequest, Sort, connection_of
from saleor_loyalty_plugin.api.enums import LoyaltyRewardKindEnum
from saleor_loyalty_plugin.api.errors import as_graphql_error
from saleor_loyalty_plugin.api.filters import list_of
from saleor_loyalty_plugin.api.ids import key_of
from saleor_loyalty_plugin.api.loaders import program_of_channel
from saleor_loyalty_plugin.api.texts import refuse_unstorable
from saleor_loyalty_plugin.api.types.reward import (
    STAFF,
    LoyaltyRewardCountableConnection,
    ShownReward,
)
from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.models import Reward
from saleor_loyalty_plugin.rules.facts import ChannelFacts
from saleor_loyalty_plugin.services.rewards.catalogue import is_offered, offers_of

_CATALOGUE = Sort(columns=("rank", "cost_order", "id"))
_NEWEST_FIRST = Sort(is_descending=True)


class LoyaltyRewardFilterInput(graphene.InputObjectType):
    """Which rewards to list; all conditions have to hold. An empty list is no condition."""

    kinds = graphene.InputField(
        list_of(LoyaltyRewardKindEnum), description="Of one of these kinds."
    )
    search = graphene.String(description="A part of the name.")
    is_claimable = graphene.Boolean(
        description="Only those that the one who asks can claim now, or only the others."
    )
    is_archived = graphene.Boolean(
        description=(
            "True: archived ones, newest first, and no others; for holders of MANAGE_DISCOUNTS."
        )
    )


def reward_page(
    info: Any, channel: ChannelFacts, given: dict[str, Any], arguments: dict[str, Any]
) -> LoyaltyRewardCountableConnection:
    """One page of a channel's rewards. Raises the shop's error for those who may not see it.

    The catalogue is bounded and is sorted by what it costs in this channel, which no table holds;
    archived rewards only get more and are read by page.
    """
    if given.get("is_archived"):
        require(info, *STAFF)
    sort = _NEWEST_FIRST if given.get("is_archived") else _CATALOGUE
    request = PageRequest.from_arguments(info, sort=sort, **arguments)
    program = program_of_channel(info.context, channel)
    is_staff = may_any(requestor_of(info), STAFF)
    condition = _condition(info, given)
    host = current_host()
    rewards = Reward.objects.using(host.reader_alias(info.context)).filter(condition)
    if program is None or not (program.is_active or is_staff):
        return connection_of(LoyaltyRewardCountableConnection, request, [], count=lambda: 0)
    rewards = rewards.filter(program=program)
    if given.get("is_archived"):
        # What is archived can't be claimed.
        archived = Q(pk__in=()) if given.get("is_claimable") else Q(archived_at__isnull=False)
        return _archived_page(info, channel, rewards.filter(archived), request)
    with host.writer_access():
        found = _shown(info, channel, list(rewards.filter(archived_at=None)))
    wish = given.get("is_claimable")
    seen = [
        item
        for item in found
        if (is_staff or item.is_seen) and (wish is None or item.is_claimable is wish)
    ]
    page = request.items_of(seen)
    return connection_of(LoyaltyRewardCountableConnection, request, page, count=lambda: len(seen))


def _condition(info: Any, given: dict[str, Any]) -> Q:
    """What of the filter the table itself answers."""
    with as_graphql_error(info):
        refuse_unstorable({"filter": given})
    condition = Q(kind__in=given["kinds"]) if given.get("kinds") else Q()
    if (given.get("search") or "").strip():
        condition &= Q(name__icontains=given["search"].strip())
    return condition


def _archived_page(
    info: Any, channel: ChannelFacts, archived: QuerySet[Reward], request: PageRequest
) -> LoyaltyRewardCountableConnection:
    def count() -> int:
        with current_host().writer_access():
            return archived.count()

    with current_host().writer_access():
        rows = list(request.rows_of(archived)) if request.size is not None else []
    page = _shown(info, channel, rows)
    return connection_of(LoyaltyRewardCountableConnection, request, page, count=count)


def reward_by_id(info: Any, id: str, channel: ChannelFacts | None) -> ShownReward | None:
    """One reward; None where there is none, or none that the one who asks may see."""
    with as_graphql_error(info):
        key = key_of(id, "LoyaltyReward", field="id")
    host = current_host()
    with host.writer_access():
        rows = Reward.objects.using(host.reader_alias(info.context)).select_related("program")
        reward = rows.filter(pk=key).first()
    if reward is None:
        return None
    found = ShownReward(reward) if channel is None else _shown(info, channel, [reward])[0]
    if may_any(requestor_of(info), STAFF):
        return found
    is_seen = is_offered(reward, now=timezone.now()) if channel is None else found.is_seen
    return found if is_seen and reward.program.is_active else None


def _shown(info: Any, channel: ChannelFacts, rewards: Sequence[Reward]) -> list[ShownReward]:
    host = current_host()
    with host.writer_access():
        offers = offers_of(
            rewards=rewards,
            channel=channel,
            customer_id=requestor_of(info).user_id,
            using=host.reader_alias(info.context),
            now=timezone.now(),
        )
    return [ShownReward(offer.reward, channel, offer) for offer in offers]
