"""Small values that several types show."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import graphene

from saleor_loyalty_plugin.api.access import GuardedField
from saleor_loyalty_plugin.api.enums import (
    LoyaltyBenefitKindEnum,
    LoyaltyExpiryPolicyEnum,
    LoyaltyExpiryRoundToEnum,
    LoyaltyLimitCode,
    LoyaltyLimitUnitEnum,
    LoyaltySpendableGoodsModeEnum,
)
from saleor_loyalty_plugin.api.ids import global_id
from saleor_loyalty_plugin.api.language import language_argument, words
from saleor_loyalty_plugin.api.shop import shop_type
from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.hosts.port import Permission
from saleor_loyalty_plugin.rules.composition import Item
from saleor_loyalty_plugin.rules.facts import ChannelFacts
from saleor_loyalty_plugin.rules.redemption import Limit, LimitCode, LimitUnit
from saleor_loyalty_plugin.services.explanations import (
    explanation_message,
    explanation_note,
    limit_message,
    points_text,
)

STAFF = (Permission.MANAGE_USERS, Permission.MANAGE_DISCOUNTS)


# A step as entries store it: `code`, and `values` by name.
Step = Mapping[str, Any]


class LoyaltyPointsName(graphene.ObjectType):
    """What the program calls its points."""

    singular = graphene.String(required=True, description="One of them, such as `point`.")
    plural = graphene.String(required=True, description="Several, such as `points`.")


class LoyaltyExpiryTerms(graphene.ObjectType):
    """How a program's points run out. They are good through the whole of their last day."""

    policy = graphene.Field(LoyaltyExpiryPolicyEnum, required=True, description="What decides.")
    days = graphene.Int(required=True, description="Days of the policy AFTER_DAYS.")
    months = graphene.Int(
        required=True, description="Months of the policies AFTER_MONTHS and AFTER_INACTIVITY."
    )
    month = graphene.Int(required=True, description="Month of the policy YEARLY.")
    day = graphene.Int(required=True, description="Day of the policy YEARLY.")
    round_to = graphene.Field(
        LoyaltyExpiryRoundToEnum,
        required=True,
        description="The end of which period an expiry is moved to.",
    )
    time_zone = graphene.String(required=True, description="Whose days count.")


def ids(column: str, type_name: str, description: str) -> graphene.Field:
    """A field that shows a list of keys as IDs of the shop's type."""

    def resolve(root: Any, _info: Any) -> list[str]:
        return [global_id(type_name, key) for key in getattr(root, column)]

    return graphene.Field(
        graphene.NonNull(graphene.List(graphene.NonNull(graphene.ID))),
        description=description,
        resolver=resolve,
    )


class LoyaltySpendableGoods(graphene.ObjectType):
    """Which goods points may pay for. Gift cards are never among them."""

    mode = graphene.Field(
        LoyaltySpendableGoodsModeEnum,
        required=True,
        description="What the lists mean.",
        resolver=lambda root, _info: root.spendable_goods_mode,
    )
    product_ids = ids("spendable_goods_product_ids", "Product", "IDs of Products.")
    variant_ids = ids("spendable_goods_variant_ids", "ProductVariant", "IDs of ProductVariants.")
    category_ids = ids(
        "spendable_goods_category_ids",
        "Category",
        "IDs of Categories; all that lie below them count too.",
    )
    collection_ids = ids("spendable_goods_collection_ids", "Collection", "IDs of Collections.")
    product_type_ids = ids(
        "spendable_goods_product_type_ids", "ProductType", "IDs of ProductTypes."
    )


class LoyaltyExplanationValue(graphene.ObjectType):
    """A number or word that a step of the reasoning rests on."""

    name = graphene.String(required=True, description="What it is, such as `basis`.")
    value = graphene.String(
        required=True, description="It, written for programs: decimals with a point, no unit."
    )


class LoyaltyExplanationRule(graphene.ObjectType):
    """An earning rule as it was called then. It may have been changed or deleted since."""

    id = graphene.ID(required=True, description="The ID of the LoyaltyEarningRule.")
    name = graphene.String(required=True, description="Its name.")

    @staticmethod
    def resolve_id(root: Mapping[str, Any], _info: Any) -> str:
        return graphene.Node.to_global_id("LoyaltyEarningRule", root["ruleId"])

    @staticmethod
    def resolve_name(root: Mapping[str, Any], _info: Any) -> str:
        return str(root["rule"])


class LoyaltyExplanation(graphene.ObjectType):
    """One step of the reasoning behind an entry."""

    code = graphene.String(required=True, description="The same for programs, such as `RATE`.")
    message = graphene.String(
        required=True,
        language_code=language_argument(),
        description="A sentence for shopper and staff.",
    )
    values = graphene.Field(
        graphene.NonNull(graphene.List(graphene.NonNull(LoyaltyExplanationValue))),
        description="What the sentence says, as data.",
    )
    rule = graphene.Field(
        LoyaltyExplanationRule, description="The earning rule that decided; null if none did."
    )
    passed_over = GuardedField(
        graphene.NonNull(graphene.List(graphene.NonNull(LoyaltyExplanationRule))),
        permissions=STAFF,
        description="Rules that matched too but lost, the next best first; at most ten.",
    )
    staff_message = GuardedField(
        graphene.String,
        permissions=STAFF,
        language_code=language_argument(),
        description="What else staff should know, such as the rules that lost; null if nothing.",
    )

    @staticmethod
    def resolve_message(root: Step, info: Any, language_code: str | None = None) -> str:
        with words(info, language_code):
            return explanation_message(root["code"], root["values"])

    @staticmethod
    def resolve_values(root: Step, _info: Any) -> list[LoyaltyExplanationValue]:
        return [
            LoyaltyExplanationValue(name=name, value=str(value))
            for name, value in root["values"].items()
            if isinstance(value, str | int | float) and name not in ("rule", "ruleId")
        ]

    @staticmethod
    def resolve_rule(root: Step, _info: Any) -> Mapping[str, Any] | None:
        return root["values"] if "ruleId" in root["values"] else None

    @staticmethod
    def resolve_passed_over(root: Step, _info: Any) -> list[Mapping[str, Any]]:
        rules: list[Mapping[str, Any]] = root["values"].get("passedOver", [])
        return rules

    @staticmethod
    def resolve_staff_message(
        root: Step, info: Any, language_code: str | None = None
    ) -> str | None:
        with words(info, language_code):
            return explanation_note(root["values"])


class LoyaltyAmountSpent(graphene.ObjectType):
    """What the orders of an account add up to in one currency, less returns and refunds."""

    amount = graphene.Field(
        shop_type("Money"), required=True, description="What was paid for the goods that are kept."
    )
    orders_count = graphene.Int(required=True, description="How many orders that is.")


class LoyaltyExpiry(graphene.ObjectType):
    """Points that run out together."""

    points = graphene.Int(required=True, description="How many points run out.")
    expires_at = graphene.Field(
        shop_type("DateTime"), required=True, description="When they run out."
    )


@dataclass(frozen=True, slots=True)
class LimitInChannel:
    """What `LoyaltyLimit` resolves from: amounts are in the channel's currency."""

    limit: Limit
    channel: ChannelFacts


class LoyaltyLimit(graphene.ObjectType):
    """What keeps a checkout from taking more points."""

    code = graphene.Field(LoyaltyLimitCode, required=True, description="Which limit.")
    message = graphene.String(
        required=True,
        language_code=language_argument(),
        description="A sentence for the shopper, with what would lift the limit.",
    )
    value = graphene.Float(description="The limit's own number; null if it has none.")
    missing = graphene.Float(
        description=(
            "What would lift the limit: so many points more, or goods that points may pay for worth"
            " so much more. Where several limits are named it takes all of them. Null where the"
            " shopper can't do anything about it."
        ),
    )
    unit = graphene.Field(
        LoyaltyLimitUnitEnum,
        description="What `value` and `missing` count; null if there is no number.",
    )

    @staticmethod
    def resolve_code(root: LimitInChannel, _info: Any) -> LimitCode:
        return root.limit.code

    @staticmethod
    def resolve_message(root: LimitInChannel, info: Any, language_code: str | None = None) -> str:
        with words(info, language_code):
            return limit_message(root.limit, root.channel)

    @staticmethod
    def resolve_value(root: LimitInChannel, _info: Any) -> Decimal | None:
        return root.limit.value

    @staticmethod
    def resolve_missing(root: LimitInChannel, _info: Any) -> Decimal | None:
        return root.limit.missing

    @staticmethod
    def resolve_unit(root: LimitInChannel, _info: Any) -> LimitUnit | None:
        return root.limit.unit


class LoyaltyReplacedOffer(graphene.ObjectType):
    """An offer of the shop for the whole cart, which it takes back while points are a discount."""

    name = graphene.String(required=True, description="What the shop calls it.")
    amount = graphene.Field(
        shop_type("Money"),
        required=True,
        description="What it takes off the price; of a gift, the gift's own price.",
    )
    is_gift = graphene.Boolean(required=True, description="Whether it puts a gift into the cart.")


class LoyaltyQuote(graphene.ObjectType):
    """How many points a checkout can take."""

    maximum_points = graphene.Int(
        required=True,
        description=(
            "The most points that can be applied. Points that are applied already are among them."
        ),
    )
    maximum_discount = graphene.Field(
        shop_type("Money"), required=True, description="What they are worth."
    )
    limits = graphene.Field(
        graphene.NonNull(graphene.List(graphene.NonNull(LoyaltyLimit))),
        description="What keeps it from being more: every limit that does, in a fixed order.",
    )
    replaced_offer = graphene.Field(
        LoyaltyReplacedOffer,
        description=(
            "An offer of the shop that points take the place of. It comes back when they are taken"
            " off. Null if there is none, or points are a means of payment."
        ),
    )


class LoyaltyBenefit(graphene.ObjectType):
    """One part of what lowers the price of a checkout, or lowered that of an order."""

    kind = graphene.Field(LoyaltyBenefitKindEnum, required=True, description="What gives it.")
    name = graphene.String(
        required=True,
        language_code=language_argument(),
        description="What to call it, such as `200 points`.",
    )
    points = graphene.Int(description="The points that it costs; null if none.")
    amount = graphene.Field(
        shop_type("Money"), required=True, description="What it takes off the price."
    )
    is_free_shipping = graphene.Boolean(
        required=True,
        description="Whether it stands for the costs of shipping, and not for a part of the goods.",
    )
    is_capped = graphene.Boolean(
        required=True,
        description=(
            "Whether free shipping takes off less than shipping costs: the goods bear it where they"
            " are reduced, too, and can't cost less than nothing."
        ),
    )

    @staticmethod
    def resolve_name(root: "LoyaltyBenefit", info: Any, language_code: str | None = None) -> str:
        if root.points is None:
            return root.name
        with words(info, language_code):
            return points_text(root.points)


def benefit(item: Item, currency: str) -> LoyaltyBenefit:
    """One part of a discount, as it is shown."""
    return LoyaltyBenefit(
        kind=item.kind.value,
        name=item.name,
        points=item.points or None,
        amount=current_host().money(item.total, currency),
        # Goods that cost nothing any more leave nothing to be taken off for shipping.
        is_free_shipping=item.shipping_amount > 0 or item.is_capped,
        is_capped=item.is_capped,
    )
