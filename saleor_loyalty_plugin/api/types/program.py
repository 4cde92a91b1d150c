"""Programs and what differs in their channels."""

from dataclasses import replace
from typing import Any

import graphene
from django.utils import timezone
from promise import Promise

from saleor_loyalty_plugin.api.access import GuardedField, may_any, requestor_of
from saleor_loyalty_plugin.api.connection import CountableConnection
from saleor_loyalty_plugin.api.enums import (
    LoyaltyBadgeDiscountsEnum,
    LoyaltyEarnBasisEnum,
    LoyaltyEarnModeEnum,
    LoyaltyEarnTriggerEnum,
    LoyaltyEligibilityEnum,
    LoyaltyNegativeBalanceEnum,
    LoyaltyRedemptionMethodEnum,
    LoyaltyReviewLimitEnum,
    LoyaltyRoundingEnum,
    LoyaltyTierBasisEnum,
    LoyaltyTierDemotionEnum,
)
from saleor_loyalty_plugin.api.ids import global_id
from saleor_loyalty_plugin.api.loaders import (
    BonusesOfProgram,
    ChannelsOfProgram,
    RulesOfProgram,
    TermsOfProgram,
    channel_by_slug,
    is_rated,
    shop_channels,
)
from saleor_loyalty_plugin.api.message_loaders import MessagesOfProgram
from saleor_loyalty_plugin.api.shop import shop_type
from saleor_loyalty_plugin.api.tier_loaders import TiersOfProgram
from saleor_loyalty_plugin.api.types.badge import LoyaltyBadge, badges_of_program
from saleor_loyalty_plugin.api.types.bonus import LoyaltyBonus
from saleor_loyalty_plugin.api.types.earning_rule import LoyaltyEarningRule
from saleor_loyalty_plugin.api.types.message_settings import LoyaltyMessageSettings
from saleor_loyalty_plugin.api.types.tier import LoyaltyTier, is_in_force, threshold_at
from saleor_loyalty_plugin.api.types.values import (
    LoyaltyExpiryTerms,
    LoyaltyPointsName,
    LoyaltySpendableGoods,
)
from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.hosts.port import Permission
from saleor_loyalty_plugin.models import Bonus, Program, ProgramChannel, Tier
from saleor_loyalty_plugin.rules.facts import ChannelFacts
from saleor_loyalty_plugin.rules.redemption import home_currency
from saleor_loyalty_plugin.rules.terms import ChannelTerms, ProgramTerms

STAFF = (Permission.MANAGE_DISCOUNTS,)


class ChannelInProgram:
    """A channel and its terms in one program: what `LoyaltyProgramChannel` resolves from."""

    def __init__(
        self,
        channel: ChannelFacts,
        terms: ChannelTerms | ProgramChannel,
        *,
        is_listed: bool = True,
    ) -> None:
        self.channel = channel
        self.terms = terms
        self.is_listed = is_listed


def setting(name: str, kind: Any, description: str, *, required: bool = True) -> graphene.Field:
    """A field that shows a setting as it is."""

    def resolve(root: ChannelInProgram, _info: Any) -> Any:
        return getattr(root.terms, name)

    return graphene.Field(kind, required=required, description=description, resolver=resolve)


def amount(name: str, description: str, *, required: bool = True) -> graphene.Field:
    """A field that shows a setting as money of the channel's currency."""

    def resolve(root: ChannelInProgram, _info: Any) -> Any:
        value = getattr(root.terms, name)
        return None if value is None else current_host().money(value, root.channel.currency)

    return graphene.Field(
        shop_type("Money"), required=required, description=description, resolver=resolve
    )


class LoyaltyProgramChannel(graphene.ObjectType):
    """Rates and limits in one channel, in its currency."""

    channel_id = graphene.ID(required=True, description="The ID of the Channel.")
    channel_slug = graphene.String(required=True, description="The slug of the Channel.")
    channel_name = graphene.String(required=True, description="The name of the Channel.")
    currency = graphene.String(required=True, description="The currency of the Channel.")
    is_listed = graphene.Boolean(
        required=True,
        description="Whether the program lists the channel; else its default values apply.",
    )
    earning_active = setting(
        "earning_active", graphene.Boolean, "Whether orders of this channel earn."
    )
    spending_active = setting(
        "spending_active", graphene.Boolean, "Whether points can be used in this channel."
    )
    earn_points = setting(
        "earn_points", graphene.Int, "Points for each `earnAmount` of an order; 0 for none."
    )
    earn_amount = amount("earn_amount", "The amount that `earnPoints` are for.")
    redeem_points = setting(
        "redeem_points",
        graphene.Int,
        "Points that are worth `redeemAmount`; 0 if none can be used.",
    )
    redeem_amount = amount("redeem_amount", "What `redeemPoints` are worth.")
    minimum_balance = setting(
        "minimum_balance",
        graphene.Int,
        "Available points that it takes to use any; 0 for no minimum.",
    )
    minimum_cart_value = amount(
        "minimum_cart_value", "Worth of a cart that it takes to use points; 0 for no minimum."
    )
    maximum_discount_amount = amount(
        "maximum_discount_amount",
        "The most that points take off an order; null for no limit.",
        required=False,
    )
    maximum_discount_percentage = setting(
        "maximum_discount_percentage",
        graphene.Float,
        "The largest share of a cart that points take off, in percent; null for no limit.",
        required=False,
    )

    @staticmethod
    def resolve_channel_id(root: ChannelInProgram, _info: Any) -> str:
        return global_id("Channel", root.channel.channel_id)

    @staticmethod
    def resolve_channel_slug(root: ChannelInProgram, _info: Any) -> str:
        return root.channel.slug

    @staticmethod
    def resolve_channel_name(root: ChannelInProgram, _info: Any) -> str:
        return root.channel.name

    @staticmethod
    def resolve_currency(root: ChannelInProgram, _info: Any) -> str:
        return root.channel.currency


class LoyaltyProgram(graphene.ObjectType):
    """A loyalty program: one set of rules for one or more channels."""

    class Meta:
        interfaces = (graphene.relay.Node,)

    name = graphene.String(required=True, description="What the program is called.")
    introduction = graphene.String(
        required=True, description="The merchant's own words for shoppers; may be empty."
    )
    points_name = graphene.Field(
        LoyaltyPointsName, required=True, description="What its points are called."
    )
    is_active = graphene.Boolean(
        required=True, description="Whether the program runs at all. Off: nothing earns or spends."
    )
    earning_active = graphene.Boolean(required=True, description="Whether orders earn points.")
    spending_active = graphene.Boolean(required=True, description="Whether points can be used.")
    earn_trigger = graphene.Field(
        LoyaltyEarnTriggerEnum, required=True, description="When an order earns its points."
    )
    earn_basis = graphene.Field(
        LoyaltyEarnBasisEnum, required=True, description="Which prices earn points."
    )
    earn_mode = graphene.Field(
        LoyaltyEarnModeEnum,
        required=True,
        description="How an amount that is no multiple of the rate's amount earns.",
    )
    rounding = graphene.Field(
        LoyaltyRoundingEnum, required=True, description="How a fraction of a point is rounded."
    )
    earn_on_shipping = graphene.Boolean(
        required=True, description="Whether the shipping costs earn points."
    )
    earn_on_reduced_items = graphene.Boolean(
        required=True, description="Whether items that are reduced already earn points."
    )
    earn_on_points_paid_part = graphene.Boolean(
        required=True, description="Whether the part that was paid with points earns points."
    )
    redemption_method = graphene.Field(
        LoyaltyRedemptionMethodEnum,
        required=True,
        description="How points lower what a customer pays.",
    )
    exclude_reduced_items = graphene.Boolean(
        required=True, description="Whether points can't be used for items that are reduced."
    )
    spendable_goods = graphene.Field(
        LoyaltySpendableGoods,
        required=True,
        description="Which goods points may pay for.",
        resolver=lambda root, _info: root,
    )
    pending_days = graphene.Int(
        required=True, description="How many days points wait before they can be used."
    )
    pending_until_fulfilled = graphene.Boolean(
        required=True, description="Whether points wait until their order is fulfilled."
    )
    expiry = graphene.Field(LoyaltyExpiryTerms, required=True, description="How points run out.")
    restored_points_days = graphene.Int(
        required=True,
        description=(
            "How many days spent points can still be used which come back after their expiry; with"
            " 0 they are gone."
        ),
    )
    eligibility = graphene.Field(
        LoyaltyEligibilityEnum, required=True, description="Which customers take part."
    )
    negative_balance = graphene.Field(
        LoyaltyNegativeBalanceEnum,
        required=True,
        description="What a balance shows when more is taken back than is there.",
    )
    registration_points = graphene.Int(
        required=True, description="Points for a new customer, once the address is confirmed."
    )
    newsletter_points = graphene.Int(
        required=True, description="Points for signing up to the newsletter, once."
    )
    review_points = graphene.Int(required=True, description="Points for a product review.")
    review_limit = graphene.Field(
        LoyaltyReviewLimitEnum, required=True, description="How often reviews give points."
    )
    referrer_points = graphene.Int(
        required=True, description="Points for a customer whose friend places a first order."
    )
    referee_points = graphene.Int(
        required=True, description="Points for that friend, for the first order."
    )
    referral_order_value_from = graphene.Float(
        required=True,
        description="What the friend's order has to be worth, in its channel's currency.",
    )
    newsletter_metadata_key = GuardedField(
        graphene.String,
        required=True,
        permissions=STAFF,
        description="Key of a customer's metadata that tells of the newsletter; empty for none.",
    )
    referral_metadata_key = GuardedField(
        graphene.String,
        required=True,
        permissions=STAFF,
        description="Key of a customer's metadata with a friend's code; empty for none.",
    )
    birthday_metadata_key = GuardedField(
        graphene.String,
        required=True,
        permissions=STAFF,
        description="Key of a customer's metadata with the birthday; empty for none.",
    )
    channel = graphene.Field(
        LoyaltyProgramChannel,
        slug=graphene.String(required=True, description="The slug of a Channel."),
        description=(
            "Rates and limits in force in one channel, also where the program's default values"
            " apply; null where the program does not exist."
        ),
    )
    channels = GuardedField(
        graphene.NonNull(graphene.List(graphene.NonNull(LoyaltyProgramChannel))),
        permissions=STAFF,
        description="The channels that the program lists. The default program covers all others.",
    )
    covered_channels = GuardedField(
        graphene.NonNull(graphene.List(graphene.NonNull(LoyaltyProgramChannel))),
        permissions=STAFF,
        description=(
            "All channels that the program covers, by slug, with the rates and limits in force."
        ),
    )
    earning_rules = GuardedField(
        graphene.NonNull(graphene.List(graphene.NonNull(LoyaltyEarningRule))),
        permissions=STAFF,
        description=(
            "What some goods, orders or times earn instead of the general rate, by rank; rules"
            " that are off too."
        ),
    )
    bonuses = graphene.Field(
        graphene.NonNull(graphene.List(graphene.NonNull(LoyaltyBonus))),
        description=(
            "What there is to earn besides orders, for shoppers: bonuses that are on and not over."
            " Holders of MANAGE_DISCOUNTS see all of them."
        ),
    )
    is_default = GuardedField(
        graphene.Boolean,
        required=True,
        permissions=STAFF,
        description="Whether it covers each channel that no program lists.",
    )
    messages = GuardedField(
        LoyaltyMessageSettings,
        required=True,
        permissions=STAFF,
        description="Which e-mails the program sends, when, in which language and from whom.",
    )
    hold_minutes = GuardedField(
        graphene.Int,
        required=True,
        permissions=STAFF,
        description="How long points stay reserved for a checkout after they were applied.",
    )
    reward_price_factor = GuardedField(
        shop_type("PositiveDecimal"),
        required=True,
        permissions=STAFF,
        description="Points for each 1 of its price that a reward costs which names no points.",
    )
    tiers = graphene.Field(
        graphene.NonNull(graphene.List(graphene.NonNull(LoyaltyTier))),
        description=(
            "Its tiers that are in force, in the order that staff gave them, the lowest threshold"
            " first. Holders of MANAGE_DISCOUNTS see all of them."
        ),
    )
    tier_basis = graphene.Field(
        LoyaltyTierBasisEnum, required=True, description="What tiers are reached by."
    )
    tier_currency = graphene.String(
        required=True,
        description=(
            "The currency of tiers' and badges' amounts; empty for that of the shop's oldest"
            " channel."
        ),
    )
    amounts_currency = graphene.String(
        description=(
            "The currency that the amounts of its tiers and badges are in: `tierCurrency`, or that"
            " of the shop's oldest channel. Null where the shop has no channel."
        )
    )
    tier_demotion = graphene.Field(
        LoyaltyTierDemotionEnum,
        required=True,
        description="When a tier is lost whose threshold is missed.",
    )
    tier_grace_days = graphene.Int(
        required=True, description="For how many days a tier is kept with the demotion GRACE."
    )
    tier_metadata_key = GuardedField(
        graphene.String,
        required=True,
        permissions=STAFF,
        description="Key of a customer's metadata with the name of their tier; empty for none.",
    )
    badges = graphene.Field(
        graphene.NonNull(graphene.List(graphene.NonNull(LoyaltyBadge))),
        description=(
            "Its badges by rank, for shoppers: those that a value unlocks, none while badges are"
            " not active. Holders of MANAGE_DISCOUNTS or MANAGE_USERS see all of them."
        ),
        resolver=badges_of_program,
    )
    badges_active = graphene.Boolean(
        required=True, description="Whether badges are shown and their discounts hold."
    )
    badge_discounts = graphene.Field(
        LoyaltyBadgeDiscountsEnum,
        required=True,
        description="Which discounts a holder of several badges gets.",
    )
    created_at = GuardedField(
        shop_type("DateTime"),
        required=True,
        permissions=STAFF,
        description="When it was created; orders from before earn nothing.",
    )
    updated_at = GuardedField(
        shop_type("DateTime"),
        required=True,
        permissions=STAFF,
        description="When it was last changed.",
    )

    @staticmethod
    def resolve_expiry(root: Program, _info: Any) -> LoyaltyExpiryTerms:
        return LoyaltyExpiryTerms(
            policy=root.expiry_policy,
            days=root.expiry_days,
            months=root.expiry_months,
            month=root.expiry_month,
            day=root.expiry_day,
            round_to=root.expiry_round_to,
            time_zone=root.time_zone,
        )

    @staticmethod
    def resolve_points_name(root: Program, _info: Any) -> LoyaltyPointsName:
        return LoyaltyPointsName(singular=root.points_name_singular, plural=root.points_name_plural)

    @staticmethod
    def resolve_channel(root: Program, info: Any, *, slug: str) -> Promise | None:
        channel = channel_by_slug(info.context, slug)
        if channel is None:
            return None

        def in_channel(terms: ProgramTerms | None) -> ChannelInProgram | None:
            return _in_force(info.context, terms, channel)

        return TermsOfProgram.of(info.context).load(root.pk).then(in_channel)

    @staticmethod
    def resolve_covered_channels(root: Program, info: Any) -> Promise:
        places = shop_channels(info.context).values()
        elsewhere: set[int] = set()
        if root.is_default:
            host = current_host()
            with host.writer_access():
                rows = ProgramChannel.objects.using(host.reader_alias(info.context))
                others = rows.exclude(program=root)
                elsewhere = set(others.values_list("channel_id", flat=True))

        def covered(terms: ProgramTerms | None) -> list[ChannelInProgram]:
            found = (
                _in_force(info.context, terms, place)
                for place in places
                if place.channel_id not in elsewhere
            )
            return [item for item in found if item is not None]

        return TermsOfProgram.of(info.context).load(root.pk).then(covered)

    @staticmethod
    def resolve_messages(root: Program, info: Any) -> Promise:
        return MessagesOfProgram.of(info.context).load(root.pk)

    @staticmethod
    def resolve_earning_rules(root: Program, info: Any) -> Promise:
        return RulesOfProgram.of(info.context).load(root.pk)

    @staticmethod
    def resolve_bonuses(root: Program, info: Any) -> Promise:
        bonuses = BonusesOfProgram.of(info.context).load(root.pk)
        if may_any(requestor_of(info), STAFF):
            return bonuses
        now = timezone.now()

        def to_earn(found: list[Bonus]) -> list[Bonus]:
            return [
                item
                for item in found
                if item.is_active and (item.ends_at is None or now < item.ends_at)
            ]

        return bonuses.then(to_earn)

    @staticmethod
    def resolve_amounts_currency(root: Program, info: Any) -> str | None:
        return root.tier_currency or home_currency(shop_channels(info.context).values())

    @staticmethod
    def resolve_tiers(root: Program, info: Any) -> Promise:
        is_staff = may_any(requestor_of(info), STAFF)
        now = timezone.now()

        def shown(found: list[Tier]) -> list[Tier]:
            seen = [tier for tier in found if is_staff or is_in_force(tier, now)]
            return sorted(seen, key=lambda tier: (tier.rank, threshold_at(tier, now), tier.pk))

        return TiersOfProgram.of(info.context).load(root.pk).then(shown)

    @staticmethod
    def resolve_channels(root: Program, info: Any) -> Promise:
        known = shop_channels(info.context)

        def of_rows(rows: list[ProgramChannel]) -> list[ChannelInProgram]:
            # A channel that the shop has deleted is not worth a word.
            return [
                ChannelInProgram(known[row.channel_id], row)
                for row in rows
                if row.channel_id in known
            ]

        return ChannelsOfProgram.of(info.context).load(root.pk).then(of_rows)


def _in_force(
    context: Any, terms: ProgramTerms | None, channel: ChannelFacts
) -> ChannelInProgram | None:
    """Rates and limits of a channel, where the program is there."""
    here = terms.for_channel(channel.channel_id) if terms is not None else None
    if terms is None or here is None:
        return None
    if not is_rated(context, terms, channel):
        here = replace(here, redeem_points=0)
    return ChannelInProgram(channel, here, is_listed=channel.channel_id in terms.channels)


class LoyaltyProgramCountableConnection(CountableConnection):
    """Programs in pages."""

    class Meta:
        node = LoyaltyProgram
