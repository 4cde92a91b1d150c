"""The terms of a program: what the merchant chose, as a value that can be stored and replayed."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, Self

from saleor_loyalty_plugin.rules.badges import Badge, BadgeDiscounts
from saleor_loyalty_plugin.rules.bonuses import Bonus
from saleor_loyalty_plugin.rules.earning_rules import EarningRule
from saleor_loyalty_plugin.rules.expiry import ExpiryTerms
from saleor_loyalty_plugin.rules.money import Rounding
from saleor_loyalty_plugin.rules.spendable_goods import SpendableGoods
from saleor_loyalty_plugin.rules.tiers import Tier, TierBasis, TierDemotion


class EarnTrigger(StrEnum):
    """What has to happen to an order before it earns."""

    ORDER_CREATED = "ORDER_CREATED"
    ORDER_PAID = "ORDER_PAID"
    ORDER_FULFILLED = "ORDER_FULFILLED"


class EarnBasis(StrEnum):
    GROSS = "GROSS"
    NET = "NET"


class EarnMode(StrEnum):
    """PROPORTIONAL counts every cent; PER_FULL_AMOUNT only whole multiples of the amount."""

    PROPORTIONAL = "PROPORTIONAL"
    PER_FULL_AMOUNT = "PER_FULL_AMOUNT"


class Eligibility(StrEnum):
    """Which customers take part."""

    EVERYONE = "EVERYONE"
    OPTED_IN = "OPTED_IN"
    CARD_HOLDERS = "CARD_HOLDERS"


class RedemptionMethod(StrEnum):
    """How points lower what a customer pays: DISCOUNT takes them off the price before tax,
    PAYMENT pays with a gift card that they buy."""

    DISCOUNT = "DISCOUNT"
    PAYMENT = "PAYMENT"


class NegativeBalance(StrEnum):
    """What people see when more is taken back than is there: a balance below 0, or 0 and a debt."""

    ALLOW = "ALLOW"
    CLAMP = "CLAMP"


class ReviewLimit(StrEnum):
    """How often a customer gets points for a review."""

    PER_PRODUCT = "PER_PRODUCT"
    ONCE = "ONCE"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelTerms:
    """Rates and limits in one channel; amounts are in the channel's currency.

    `earn_points` for each `earn_amount` spent; `redeem_points` are worth `redeem_amount`.
    `redeem_points` 0 means that points can't be spent in this channel, `earn_points` 0 that
    orders earn nothing in it.
    """

    earn_points: int = 1
    earn_amount: Decimal = Decimal(1)
    redeem_points: int = 100
    redeem_amount: Decimal = Decimal(1)
    earning_active: bool = True
    spending_active: bool = True
    minimum_balance: int = 0
    minimum_cart_value: Decimal = Decimal(0)
    maximum_discount_amount: Decimal | None = None
    maximum_discount_percentage: Decimal | None = None

    def to_json(self) -> dict[str, Any]:
        """Decimals as strings, so that no digit is lost."""
        return {
            key: str(value) if isinstance(value, Decimal) else value
            for key, value in dataclasses.asdict(self).items()
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        values: dict[str, Any] = {
            key: Decimal(value) if key in _CHANNEL_DECIMALS and value is not None else value
            for key, value in data.items()
        }
        return cls(**values)


_CHANNEL_DECIMALS = frozenset(
    {
        "earn_amount",
        "redeem_amount",
        "minimum_cart_value",
        "maximum_discount_amount",
        "maximum_discount_percentage",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgramTerms:
    """Everything that decides what an order earns and what points are worth.

    `channels` maps a channel's id to its terms. With `covers_all_channels`, channels that are not
    listed get `ChannelTerms()`; otherwise the program does not exist in them.
    `started_at`: orders placed earlier earn nothing here.
    Points of an order can be used `pending_days` after they were earned, and not before the order
    is fulfilled where `pending_until_fulfilled`. Spent points that come back after their expiry can
    be used for `restored_points_days` more; with 0 they are gone.
    The `…_points` are for one registration, newsletter sign-up, review or referral (to the one who
    was followed and to the friend who followed); 0 is none. A friend's order counts from
    `referral_order_value_from` on, in its channel's currency.
    A reward without a cost of its own costs `reward_price_factor` points for each 1 of its price.
    `tiers` stand by what `tier_basis` says, in `tier_currency`; orders in other currencies don't
    count for them. Empty means the shop's home currency. `tier_grace_days` are for the demotion
    GRACE. Badges are there while `badges_active`.
    The `…_metadata_key` name keys of a customer's public metadata; empty for none.
    """

    started_at: datetime
    is_active: bool = True
    earning_active: bool = True
    spending_active: bool = True
    earn_trigger: EarnTrigger = EarnTrigger.ORDER_PAID
    earn_basis: EarnBasis = EarnBasis.GROSS
    earn_mode: EarnMode = EarnMode.PROPORTIONAL
    rounding: Rounding = Rounding.DOWN
    earn_on_shipping: bool = False
    earn_on_reduced_items: bool = True
    earn_on_points_paid_part: bool = False
    redemption_method: RedemptionMethod = RedemptionMethod.DISCOUNT
    exclude_reduced_items: bool = False
    spendable_goods: SpendableGoods = field(default_factory=SpendableGoods)
    pending_days: int = 0
    pending_until_fulfilled: bool = False
    expiry: ExpiryTerms = field(default_factory=ExpiryTerms)
    restored_points_days: int = 30
    negative_balance: NegativeBalance = NegativeBalance.ALLOW
    eligibility: Eligibility = Eligibility.EVERYONE
    registration_points: int = 0
    newsletter_points: int = 0
    newsletter_metadata_key: str = ""
    review_points: int = 0
    review_limit: ReviewLimit = ReviewLimit.PER_PRODUCT
    referrer_points: int = 0
    referee_points: int = 0
    referral_order_value_from: Decimal = Decimal(0)
    referral_metadata_key: str = ""
    birthday_metadata_key: str = ""
    hold_minutes: int = 60
    reward_price_factor: Decimal = Decimal(14)
    tier_basis: TierBasis = TierBasis.LIFETIME
    tier_currency: str = ""
    tier_demotion: TierDemotion = TierDemotion.IMMEDIATE
    tier_grace_days: int = 30
    tier_metadata_key: str = ""
    badges_active: bool = True
    badge_discounts: BadgeDiscounts = BadgeDiscounts.BEST
    covers_all_channels: bool = True
    channels: Mapping[int, ChannelTerms] = field(default_factory=dict)
    earning_rules: tuple[EarningRule, ...] = ()
    bonuses: tuple[Bonus, ...] = ()
    tiers: tuple[Tier, ...] = ()
    badges: tuple[Badge, ...] = ()

    @property
    def has_progress(self) -> bool:
        """Whether there are tiers or badges, so that somebody's may change."""
        return bool(self.tiers or self.badges)

    @classmethod
    def nowhere(cls) -> Self:
        """The terms of a shop, or a channel, that has no program."""
        return cls(started_at=datetime.max, is_active=False, covers_all_channels=False)

    def for_channel(self, channel_id: int) -> ChannelTerms | None:
        """The terms in one channel, or None where the program does not exist."""
        listed = self.channels.get(channel_id)
        if listed is not None:
            return listed
        return ChannelTerms() if self.covers_all_channels else None

    def to_json(self) -> dict[str, Any]:
        data: dict[str, Any] = {
            item.name: getattr(self, item.name) for item in dataclasses.fields(self)
        }
        data["started_at"] = self.started_at.isoformat()
        data["expiry"] = self.expiry.to_json()
        data["spendable_goods"] = self.spendable_goods.to_json()
        data["earning_rules"] = [rule.to_json() for rule in self.earning_rules]
        data["bonuses"] = [bonus.to_json() for bonus in self.bonuses]
        data["tiers"] = [tier.to_json() for tier in self.tiers]
        data["badges"] = [badge.to_json() for badge in self.badges]
        data["referral_order_value_from"] = str(self.referral_order_value_from)
        data["reward_price_factor"] = str(self.reward_price_factor)
        data["channels"] = {str(key): value.to_json() for key, value in self.channels.items()}
        return {key: str(v) if isinstance(v, StrEnum) else v for key, v in data.items()}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Read what `to_json` wrote; a setting that did not exist then gets its default."""
        values = dict(data)
        values["started_at"] = datetime.fromisoformat(values["started_at"])
        values["channels"] = {
            int(key): ChannelTerms.from_json(value) for key, value in values["channels"].items()
        }
        values["expiry"] = ExpiryTerms.from_json(values.get("expiry", {}))
        values["spendable_goods"] = SpendableGoods.from_json(values.get("spendable_goods", {}))
        values["earning_rules"] = tuple(
            EarningRule.from_json(rule) for rule in values.get("earning_rules", ())
        )
        values["bonuses"] = tuple(Bonus.from_json(item) for item in values.get("bonuses", ()))
        values["tiers"] = tuple(Tier.from_json(item) for item in values.get("tiers", ()))
        values["badges"] = tuple(Badge.from_json(item) for item in values.get("badges", ()))
        values["referral_order_value_from"] = Decimal(values.get("referral_order_value_from", 0))
        values["reward_price_factor"] = Decimal(values.get("reward_price_factor", 14))
        for key, enum in _ENUMS.items():
            if key in values:
                values[key] = enum(values[key])
        return cls(**values)


_ENUMS: dict[str, type[StrEnum]] = {
    "earn_trigger": EarnTrigger,
    "earn_basis": EarnBasis,
    "earn_mode": EarnMode,
    "rounding": Rounding,
    "negative_balance": NegativeBalance,
    "redemption_method": RedemptionMethod,
    "eligibility": Eligibility,
    "review_limit": ReviewLimit,
    "tier_basis": TierBasis,
    "tier_demotion": TierDemotion,
    "badge_discounts": BadgeDiscounts,
}
