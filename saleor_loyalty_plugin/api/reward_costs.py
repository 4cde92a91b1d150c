"""What a reward that is being written would cost, for a page that asks while somebody types."""

from decimal import Decimal
from typing import Any

import graphene
from django.utils import timezone

from saleor_loyalty_plugin.api.access import require
from saleor_loyalty_plugin.api.enums import LoyaltyRewardKindEnum
from saleor_loyalty_plugin.api.errors import as_graphql_error
from saleor_loyalty_plugin.api.ids import key_of
from saleor_loyalty_plugin.api.language import language_argument, words
from saleor_loyalty_plugin.api.shop import shop_type
from saleor_loyalty_plugin.api.types.reward import STAFF
from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.rules.facts import ChannelFacts
from saleor_loyalty_plugin.rules.rewards import RewardKind, RewardTerms
from saleor_loyalty_plugin.services.explanations import reward_cost_message
from saleor_loyalty_plugin.services.rewards.catalogue import AMOUNT_MAX, POINTS_MAX
from saleor_loyalty_plugin.services.rewards.costs import RewardCost, cost_of_reward


class LoyaltyRewardCostInput(graphene.InputObjectType):
    """What of a `LoyaltyRewardInput` says the cost; nothing of it has to be whole yet."""

    kind = graphene.InputField(
        LoyaltyRewardKindEnum, required=True, description="What a customer gets."
    )
    points = graphene.Int(description="The cost that the reward names; null for none.")
    variant_id = graphene.ID(description="The ID of a ProductVariant.")
    money_amount = graphene.InputField(
        shop_type("PositiveDecimal"), description="What the product still costs in money."
    )
    amount = graphene.InputField(
        shop_type("PositiveDecimal"), description="What it takes off, holds, or is worth."
    )
    currency = graphene.String(description="The currency of `amount` or `moneyAmount`.")


class LoyaltyRewardCost(graphene.ObjectType):
    """What a reward costs in a channel, and what as many points do at the checkout there."""

    points = graphene.Int(description="What it costs; null where nothing says it.")
    proposed_points = graphene.Int(
        description="What its price makes of the program's `rewardPriceFactor`; null without one."
    )
    price = graphene.Field(
        shop_type("Money"), description="The money that points pay for; null where there is none."
    )
    worth = graphene.Field(
        shop_type("Money"),
        description=(
            "What `points` take off at the checkout; null without any, or where points pay nothing."
        ),
    )
    points_at_checkout = graphene.Int(
        description="How many points take off `price` at the checkout; null likewise."
    )
    message = graphene.String(
        language_code=language_argument(),
        description="A sentence for staff where the two disagree; null where they don't.",
    )

    @staticmethod
    def resolve_proposed_points(root: tuple[RewardCost, ChannelFacts], _info: Any) -> int | None:
        return root[0].points_proposed

    @staticmethod
    def resolve_points(root: tuple[RewardCost, ChannelFacts], _info: Any) -> int | None:
        return root[0].points

    @staticmethod
    def resolve_points_at_checkout(root: tuple[RewardCost, ChannelFacts], _info: Any) -> int | None:
        return root[0].points_at_checkout

    @staticmethod
    def resolve_price(root: tuple[RewardCost, ChannelFacts], _info: Any) -> Any:
        return _money(root[0].price, root[1])

    @staticmethod
    def resolve_worth(root: tuple[RewardCost, ChannelFacts], _info: Any) -> Any:
        return _money(root[0].worth, root[1])

    @staticmethod
    def resolve_message(
        root: tuple[RewardCost, ChannelFacts], info: Any, language_code: str | None = None
    ) -> str | None:
        with words(info, language_code):
            return reward_cost_message(*root)


def reward_cost_in(
    info: Any, channel: ChannelFacts, given: dict[str, Any]
) -> tuple[RewardCost, ChannelFacts]:
    """The cost of what was given so far. Raises the shop's error for others than staff."""
    require(info, *STAFF)
    with as_graphql_error(info):
        terms = _terms(given)
    host, points = current_host(), given.get("points")
    with host.writer_access():
        cost = cost_of_reward(
            terms=terms,
            points=points if points is not None and 0 < points <= POINTS_MAX else None,
            channel=channel,
            using=host.reader_alias(info.context),
            now=timezone.now(),
        )
    return cost, channel


def _terms(given: dict[str, Any]) -> RewardTerms:
    """Raises `LoyaltyProblem` for a wrong ID."""
    variant_id = given.get("variant_id")
    return RewardTerms(
        kind=RewardKind(given["kind"]),
        name="",
        variant_id=key_of(variant_id, "ProductVariant", field="input.variant_id")
        if variant_id is not None
        else None,
        amount=_amount(given.get("amount")),
        money_amount=_amount(given.get("money_amount")),
        currency=(given.get("currency") or "").upper(),
    )


def _amount(value: Decimal | None) -> Decimal | None:
    """What no reward can take is not there yet."""
    return value if value is not None and 0 < value <= AMOUNT_MAX else None


def _money(amount: Decimal | None, channel: ChannelFacts) -> Any:
    return current_host().money(amount, channel.currency) if amount is not None else None
