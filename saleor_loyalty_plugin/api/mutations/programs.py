"""Staff and apps change programs."""

from datetime import datetime
from typing import Any, Self

import graphene

from saleor_loyalty_plugin.api.enums import (
    LoyaltyBadgeDiscountsEnum,
    LoyaltyEarnBasisEnum,
    LoyaltyEarnModeEnum,
    LoyaltyEarnTriggerEnum,
    LoyaltyEligibilityEnum,
    LoyaltyExpiryPolicyEnum,
    LoyaltyExpiryRoundToEnum,
    LoyaltyNegativeBalanceEnum,
    LoyaltyRedemptionMethodEnum,
    LoyaltyReviewLimitEnum,
    LoyaltyRoundingEnum,
    LoyaltySpendableGoodsModeEnum,
    LoyaltyTierBasisEnum,
    LoyaltyTierDemotionEnum,
)
from saleor_loyalty_plugin.api.filters import list_of
from saleor_loyalty_plugin.api.ids import key_of, keys_of
from saleor_loyalty_plugin.api.mutations.base import LoyaltyMutation, refuse_nulls
from saleor_loyalty_plugin.api.shop import shop_type
from saleor_loyalty_plugin.api.types.program import LoyaltyProgram
from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.hosts.port import Permission, Requestor
from saleor_loyalty_plugin.models import Program
from saleor_loyalty_plugin.services.errors import LoyaltyProblem, ProblemCode
from saleor_loyalty_plugin.services.programs.programs import (
    GOODS_IDS_MAX,
    ChannelSettings,
    ProgramChange,
    create_program,
    delete_program,
    update_program,
)

STAFF = (Permission.MANAGE_DISCOUNTS,)
# Settings for which null is a value: there is no limit.
_NULLABLE = frozenset({"maximum_discount_amount", "maximum_discount_percentage"})
_GOODS_TYPES = {
    "product_ids": "Product",
    "variant_ids": "ProductVariant",
    "category_ids": "Category",
    "collection_ids": "Collection",
    "product_type_ids": "ProductType",
}


class LoyaltyPointsNameInput(graphene.InputObjectType):
    """What to call the points."""

    singular = graphene.String(description="One of them. `point` by default.")
    plural = graphene.String(description="Several. `points` by default.")


class LoyaltySpendableGoodsInput(graphene.InputObjectType):
    """Which goods points may pay for. What is left out keeps its value.

    Goods are named by any of the lists. Gift cards are never paid with points.
    """

    mode = graphene.InputField(
        LoyaltySpendableGoodsModeEnum,
        description="What the lists mean; ALL, the default, pays no heed to them.",
    )
    product_ids = graphene.InputField(list_of(graphene.ID), description="IDs of Products.")
    variant_ids = graphene.InputField(list_of(graphene.ID), description="IDs of ProductVariants.")
    category_ids = graphene.InputField(
        list_of(graphene.ID), description="IDs of Categories; all that lie below them count too."
    )
    collection_ids = graphene.InputField(list_of(graphene.ID), description="IDs of Collections.")
    product_type_ids = graphene.InputField(list_of(graphene.ID), description="IDs of ProductTypes.")


class LoyaltyExpiryInput(graphene.InputObjectType):
    """How points run out. What is left out keeps its value.

    A change counts for points that come in from now on; those that are there keep their
    date, and those that have none never run out. With AFTER_INACTIVITY, the next order moves
    dates that are earlier than what it gives. The command loyalty_expiry lets the settings
    hold for points that are there too, after days of grace.
    """

    policy = graphene.InputField(
        LoyaltyExpiryPolicyEnum, description="What decides. NEVER by default."
    )
    days = graphene.Int(description="Days for AFTER_DAYS, 1 to 3650. 365 by default.")
    months = graphene.Int(
        description="Months for AFTER_MONTHS and AFTER_INACTIVITY, 1 to 120. 12 by default."
    )
    month = graphene.Int(description="Month for YEARLY, 1 to 12. 12 by default.")
    day = graphene.Int(
        description="Day for YEARLY, 1 to 31; the month's last where it is shorter. 31 by default."
    )
    round_to = graphene.InputField(
        LoyaltyExpiryRoundToEnum,
        description="The end of which period an expiry is moved to. NONE by default.",
    )
    time_zone = graphene.String(
        description="Whose days count, such as `Europe/Berlin`. `UTC` by default."
    )


class LoyaltyProgramChannelInput(graphene.InputObjectType):
    """Rates and limits in one channel. What is left out keeps its value."""

    channel_id = graphene.ID(required=True, description="The ID of the Channel.")
    earning_active = graphene.Boolean(description="Whether its orders earn. True by default.")
    spending_active = graphene.Boolean(
        description="Whether points can be used in it. True by default."
    )
    earn_points = graphene.Int(
        description="Points for each `earnAmount`, 0 to 1000000. 1 by default."
    )
    earn_amount = graphene.InputField(
        shop_type("PositiveDecimal"),
        description="The amount that `earnPoints` are for, above 0. 1 by default.",
    )
    redeem_points = graphene.Int(
        description="Points that are worth `redeemAmount`, 0 to 1000000. 100 by default."
    )
    redeem_amount = graphene.InputField(
        shop_type("PositiveDecimal"),
        description="What `redeemPoints` are worth, above 0. 1 by default.",
    )
    minimum_balance = graphene.Int(
        description="Available points that it takes to use any. 0 by default."
    )
    minimum_cart_value = graphene.InputField(
        shop_type("PositiveDecimal"),
        description="Worth of a cart that it takes to use points. 0 by default.",
    )
    maximum_discount_amount = graphene.InputField(
        shop_type("PositiveDecimal"),
        description="The most that points take off an order. Null, the default, for no limit.",
    )
    maximum_discount_percentage = graphene.InputField(
        shop_type("PositiveDecimal"),
        description=(
            "The largest share of a cart that points take off, in percent up to 100. Null, the"
            " default, for no limit."
        ),
    )


class LoyaltyProgramInput(graphene.InputObjectType):
    """Settings of a program. What is left out keeps its value, or gets its default in a new one."""

    name = graphene.String(description="What to call it. Required for a new program.")
    introduction = graphene.String(description="Your own words for shoppers. Empty by default.")
    points_name = graphene.InputField(LoyaltyPointsNameInput, description="What to call points.")
    is_active = graphene.Boolean(description="Whether it runs at all. True by default.")
    earning_active = graphene.Boolean(description="Whether orders earn. True by default.")
    spending_active = graphene.Boolean(description="Whether points can be used. True by default.")
    earn_trigger = graphene.InputField(
        LoyaltyEarnTriggerEnum, description="When an order earns. ORDER_PAID by default."
    )
    earn_basis = graphene.InputField(
        LoyaltyEarnBasisEnum, description="Which prices earn. GROSS by default."
    )
    earn_mode = graphene.InputField(
        LoyaltyEarnModeEnum,
        description="How amounts between multiples of the rate earn. PROPORTIONAL by default.",
    )
    rounding = graphene.InputField(
        LoyaltyRoundingEnum, description="How fractions of a point are rounded. DOWN by default."
    )
    earn_on_shipping = graphene.Boolean(
        description="Whether shipping costs earn. False by default."
    )
    earn_on_reduced_items = graphene.Boolean(
        description="Whether items that are reduced already earn. True by default."
    )
    earn_on_points_paid_part = graphene.Boolean(
        description="Whether the part that is paid with points earns. False by default."
    )
    redemption_method = graphene.InputField(
        LoyaltyRedemptionMethodEnum,
        description="How points lower what a customer pays. DISCOUNT by default.",
    )
    exclude_reduced_items = graphene.Boolean(
        description="Whether points can't be used for reduced items. False by default."
    )
    spendable_goods = graphene.InputField(
        LoyaltySpendableGoodsInput, description="Which goods points may pay for. All by default."
    )
    pending_days = graphene.Int(
        description="Days that points wait before they can be used, 0 to 365. 0 by default."
    )
    pending_until_fulfilled = graphene.Boolean(
        description="Whether points wait until their order is fulfilled. False by default."
    )
    expiry = graphene.InputField(LoyaltyExpiryInput, description="How points run out.")
    restored_points_days = graphene.Int(
        description=(
            "Days that spent points can still be used which come back after their expiry, as by a"
            " refund, 0 to 365. 30 by default."
        )
    )
    eligibility = graphene.InputField(
        LoyaltyEligibilityEnum, description="Which customers take part. EVERYONE by default."
    )
    negative_balance = graphene.InputField(
        LoyaltyNegativeBalanceEnum,
        description="What a balance shows when more is taken back than is there. ALLOW by default.",
    )
    registration_points = graphene.Int(
        description=(
            "Points for a new customer, once the address is confirmed, 0 to 1000000. 0 by default."
        )
    )
    newsletter_points = graphene.Int(
        description="Points for signing up to the newsletter, 0 to 1000000. 0 by default."
    )
    newsletter_metadata_key = graphene.String(
        description=(
            "Key of a customer's public metadata: a value other than empty, `0`, `false` or `no`"
            " is a sign-up. Empty, the default, for none."
        )
    )
    review_points = graphene.Int(
        description="Points for a product review, 0 to 1000000. 0 by default."
    )
    review_limit = graphene.InputField(
        LoyaltyReviewLimitEnum, description="How often reviews give points. PER_PRODUCT by default."
    )
    referrer_points = graphene.Int(
        description=(
            "Points for a customer whose friend places a first order, 0 to 1000000. 0 by default."
        )
    )
    referee_points = graphene.Int(description="Points for that friend, 0 to 1000000. 0 by default.")
    referral_order_value_from = graphene.InputField(
        shop_type("PositiveDecimal"),
        description=(
            "What the friend's order has to be worth, in its channel's currency. 0 by default."
        ),
    )
    referral_metadata_key = graphene.String(
        description=(
            "Key of a customer's public metadata that a storefront puts a friend's code under."
            " Empty, the default, for none."
        )
    )
    birthday_metadata_key = graphene.String(
        description=(
            "Key of a customer's public metadata with the birthday, such as `1990-05-31`. Empty,"
            " the default, for none."
        )
    )
    hold_minutes = graphene.Int(
        description="Minutes that points stay reserved for a checkout, 5 to 10080. 60 by default."
    )
    reward_price_factor = graphene.InputField(
        shop_type("PositiveDecimal"),
        description=(
            "Points for each 1 of its price that a reward costs which names no points, above 0. 14"
            " by default."
        ),
    )
    tier_basis = graphene.InputField(
        LoyaltyTierBasisEnum, description="What tiers are reached by. LIFETIME by default."
    )
    tier_currency = graphene.String(
        description=(
            "The currency of tiers' and badges' amounts, such as `EUR`; orders in others don't"
            " count for them. Empty, the default, for that of the shop's oldest channel."
        )
    )
    tier_demotion = graphene.InputField(
        LoyaltyTierDemotionEnum,
        description="When a tier is lost whose threshold is missed. IMMEDIATE by default.",
    )
    tier_grace_days = graphene.Int(
        description="Days for the demotion GRACE, 1 to 730. 30 by default."
    )
    tier_metadata_key = graphene.String(
        description=(
            "Key of a customer's public metadata that the name of their tier is written to, for"
            " other systems. Empty, the default, for none."
        )
    )
    badges_active = graphene.Boolean(
        description="Whether badges are shown and their discounts hold. True by default."
    )
    badge_discounts = graphene.InputField(
        LoyaltyBadgeDiscountsEnum,
        description="Which discounts a holder of several badges gets. BEST by default.",
    )
    channels = graphene.InputField(
        list_of(LoyaltyProgramChannelInput),
        description="Channels to add or change; others of the program stay as they are.",
    )
    remove_channels = graphene.InputField(
        list_of(graphene.ID), description="IDs of Channels that the program gives up."
    )


class LoyaltyProgramCreate(LoyaltyMutation):
    class Meta:
        description = (
            "Create a program for one or more channels. They leave the default program's reach."
        )
        permissions = STAFF

    class Arguments:
        input = LoyaltyProgramInput(required=True, description="Its settings.")

    program = graphene.Field(LoyaltyProgram, description="The new program.")

    @classmethod
    def perform(
        cls, _info: Any, requestor: Requestor, now: datetime, /, *, input: dict[str, Any]
    ) -> Self:
        change = new_program_change(input)
        program = create_program(
            settings=change.settings, channels=change.channels, author=requestor.actor, now=now
        )
        return cls(program=program)


class LoyaltyProgramUpdate(LoyaltyMutation):
    class Meta:
        description = (
            "Change a program. What is left out stays. Orders that have earned already keep the"
            " terms by which they did."
        )
        permissions = STAFF

    class Arguments:
        id = graphene.ID(required=True, description="The ID of the program.")
        input = LoyaltyProgramInput(required=True, description="The settings to change.")

    program = graphene.Field(LoyaltyProgram, description="The program as it is now.")

    @classmethod
    def perform(
        cls,
        _info: Any,
        requestor: Requestor,
        now: datetime,
        /,
        *,
        id: str,
        input: dict[str, Any],
    ) -> Self:
        change = program_change(input)
        program = update_program(
            program_id=key_of(id, "LoyaltyProgram", field="id"),
            settings=change.settings,
            channels=change.channels,
            removed_channel_ids=change.removed_channel_ids,
            author=requestor.actor,
            now=now,
        )
        return cls(program=program)


class LoyaltyProgramDelete(LoyaltyMutation):
    class Meta:
        description = (
            "Delete a program in which nobody has an account. The default program can only be"
            " switched off."
        )
        permissions = STAFF

    class Arguments:
        id = graphene.ID(required=True, description="The ID of the program.")

    program = graphene.Field(LoyaltyProgram, description="The program that is gone.")

    @classmethod
    def perform(cls, _info: Any, _requestor: Requestor, _now: datetime, /, *, id: str) -> Self:
        program_id = key_of(id, "LoyaltyProgram", field="id")
        program = Program.objects.using(current_host().writer_alias()).filter(pk=program_id)
        last_state = program.first()
        delete_program(program_id=program_id)
        return cls(program=last_state)


def new_program_change(given: dict[str, Any]) -> ProgramChange:
    """What an input says of a new program. Raises `LoyaltyProblem`."""
    if given.get("remove_channels"):
        raise LoyaltyProblem(
            ProblemCode.INVALID,
            "A new program has no channels to remove. Leave removeChannels out.",
            field="remove_channels",
        )
    return ProgramChange(settings=_settings(given), channels=_channels(given))


def program_change(given: dict[str, Any]) -> ProgramChange:
    """What an input changes of a program. Raises `LoyaltyProblem`."""
    channels = _channels(given)
    removed = keys_of(given.get("remove_channels") or [], "Channel", field="remove_channels")
    if {item.channel_id for item in channels} & set(removed):
        raise LoyaltyProblem(
            ProblemCode.INVALID,
            "A channel can't be changed and removed at once. Name it in one of the lists.",
            field="remove_channels",
        )
    return ProgramChange(settings=_settings(given), channels=channels, removed_channel_ids=removed)


def _settings(given: dict[str, Any]) -> dict[str, Any]:
    """The input's settings by the names of the table. Raises `LoyaltyProblem` for nulls."""
    settings = {
        name: value
        for name, value in given.items()
        if name not in ("channels", "remove_channels", "points_name", "expiry", "spendable_goods")
    }
    for name, value in (given.get("points_name") or {}).items():
        settings[f"points_name_{name}"] = value
    for name, value in (given.get("expiry") or {}).items():
        settings["time_zone" if name == "time_zone" else f"expiry_{name}"] = value
    refuse_nulls(settings, nullable=_NULLABLE)
    return {**settings, **_spendable_goods(given.get("spendable_goods") or {})}


def _spendable_goods(given: dict[str, Any]) -> dict[str, Any]:
    refuse_nulls(given, prefix="spendable_goods.")
    return {
        f"spendable_goods_{name}": value
        if name == "mode"
        else keys_of(
            value, _GOODS_TYPES[name], field=f"spendable_goods.{name}", ids_max=GOODS_IDS_MAX
        )
        for name, value in given.items()
    }


def _channels(given: dict[str, Any]) -> list[ChannelSettings]:
    """The input's channels. Raises `LoyaltyProblem` for wrong IDs, nulls and repetitions."""
    found: dict[int, ChannelSettings] = {}
    for item in given.get("channels") or []:
        values = dict(item)
        channel_id = key_of(values.pop("channel_id"), "Channel", field="channels.channel_id")
        if channel_id in found:
            raise LoyaltyProblem(
                ProblemCode.INVALID,
                "This channel is named twice. Put all of its settings into one item.",
                field="channels.channel_id",
            )
        refuse_nulls(values, nullable=_NULLABLE, prefix="channels.")
        found[channel_id] = ChannelSettings(channel_id=channel_id, values=values)
    return list(found.values())
