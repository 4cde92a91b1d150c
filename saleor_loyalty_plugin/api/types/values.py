"""Small values that several types show."""

import graphene

from saleor_loyalty_plugin.api.enums import (
    LoyaltyBenefitKindEnum,
    LoyaltyExpiryPolicyEnum,
    LoyaltyExpiryRoundToEnum,
    LoyaltyLimitCode,
)
from saleor_loyalty_plugin.api.shop import shop_type


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


class LoyaltyExplanation(graphene.ObjectType):
    """One step of the reasoning behind an entry."""

    code = graphene.String(required=True, description="The same for programs, such as `RATE`.")
    message = graphene.String(required=True, description="A sentence for shopper and staff.")


class LoyaltyExpiry(graphene.ObjectType):
    """Points that run out together."""

    points = graphene.Int(required=True, description="How many points run out.")
    expires_at = graphene.Field(
        shop_type("DateTime"), required=True, description="When they run out."
    )


class LoyaltyLimit(graphene.ObjectType):
    """What keeps a checkout from taking more points."""

    code = graphene.Field(LoyaltyLimitCode, required=True, description="Which limit.")
    message = graphene.String(
        required=True, description="A sentence for the shopper, with what would lift the limit."
    )
    value = graphene.Float(
        description=(
            "The limit's own number, in points or in the checkout's currency as its code says;"
            " null if it has none."
        ),
    )


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
        description="What keeps it from being more; several where they agree.",
    )


class LoyaltyBenefit(graphene.ObjectType):
    """One part of the discount that a checkout carries."""

    kind = graphene.Field(LoyaltyBenefitKindEnum, required=True, description="What gives it.")
    name = graphene.String(required=True, description="What to call it, such as `200 points`.")
    points = graphene.Int(description="The points that it costs; null if none.")
    amount = graphene.Field(
        shop_type("Money"), required=True, description="What it takes off the price."
    )
