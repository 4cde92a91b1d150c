"""Each warning where its setting speaks for it, and not a step before."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from saleor_loyalty_plugin.rules.earning_rules import EarningRule
from saleor_loyalty_plugin.rules.expiry import ExpiryPolicy, ExpiryTerms
from saleor_loyalty_plugin.rules.program_warnings import (
    SettingWarning,
    ShopView,
    return_percentage,
    setting_warnings,
)
from saleor_loyalty_plugin.rules.terms import ChannelTerms, EarnMode, ProgramTerms
from saleor_loyalty_plugin.rules.tiers import Tier
from tests.rules.builders import EUR, JPY, NOON

D = Decimal
OTHER_EUR = replace(EUR, channel_id=4, slug="at", name="Austria")
VIEW = ShopView(
    channels=[EUR], home="EUR", order_worths={}, has_members=True, has_rewards_by_price=False
)
WORTHS = {EUR.channel_id: [D(40), D(50), D(60)]}


def warned(
    terms: ProgramTerms | None = None, view: ShopView = VIEW, **channel: Any
) -> list[SettingWarning]:
    terms = terms or ProgramTerms(started_at=NOON)
    if channel:
        terms = replace(terms, channels={EUR.channel_id: ChannelTerms(**channel)})
    return setting_warnings(terms, view, now=NOON)


def seen(found: Sequence[SettingWarning]) -> list[str]:
    return [str(item.code) for item in found]


def program(**settings: Any) -> ProgramTerms:
    return ProgramTerms(started_at=NOON, **settings)


def test_defaults_are_not_warned_of() -> None:
    view = replace(VIEW, order_worths=WORTHS)
    assert warned(view=view) == []


@pytest.mark.parametrize(
    ("channel", "percentage"),
    [
        ({}, D("1.00")),
        ({"earn_points": 3, "earn_amount": D(2), "redeem_points": 50}, D("3.00")),
        ({"earn_points": 1, "earn_amount": D(3)}, D("0.33")),
        ({"redeem_points": 0}, D(0)),
    ],
)
def test_share_that_comes_back(channel: dict[str, Any], percentage: Decimal) -> None:
    assert return_percentage(ChannelTerms(**channel)) == percentage


def test_ten_percent_are_enough() -> None:
    assert warned(earn_points=10) == []
    (much,) = warned(earn_points=11)
    assert (much.code, much.values) == ("GIVES_BACK_MUCH", {"percentage": D("11.00")})
    assert warned(program(earning_active=False), earn_points=11) == []
    assert warned(program(spending_active=False), earn_points=11) == []
    assert seen(warned(earn_points=11, spending_active=False)) == []


def test_tier_that_multiplies() -> None:
    gold = Tier(tier_id=1, name="Gold", rank=0, threshold=D(0), earning_multiplier=D(3))
    terms = program(tiers=(gold,))
    assert warned(terms, earn_points=3) == []
    (tier,) = warned(terms, earn_points=4)
    assert tier.values == {"percentage": D("12.00"), "tier": "Gold"}
    assert seen(warned(terms, earn_points=11)) == ["GIVES_BACK_MUCH"]


def test_nothing_to_earn() -> None:
    assert seen(warned(earn_points=0)) == ["EARNS_NOTHING"]
    rule = EarningRule(rule_id=1, name="Rule", rank=0, fixed_points=5)
    assert warned(program(earning_rules=(rule,)), earn_points=0) == []
    double = replace(rule, fixed_points=None, multiplier=D(2))
    assert seen(warned(program(earning_rules=(double,)), earn_points=0)) == ["EARNS_NOTHING"]


def test_average_order_that_earns_nothing() -> None:
    terms = program(earn_mode=EarnMode.PER_FULL_AMOUNT)
    view = replace(VIEW, order_worths=WORTHS)
    assert warned(terms, view, earn_amount=D(50)) == []
    (nothing,) = warned(terms, view, earn_amount=D("50.01"))
    assert (nothing.code, nothing.values) == ("ORDERS_EARN_NOTHING", {"average": D("50.00")})
    few = replace(VIEW, order_worths={EUR.channel_id: [D(50), D(50)]})
    assert warned(terms, few, earn_amount=D("50.01")) == []


def test_points_that_earn_points() -> None:
    terms = program(earn_on_points_paid_part=True)
    assert seen(warned(terms)) == ["POINTS_EARN_POINTS"]
    assert seen(warned(terms, maximum_discount_percentage=D(100))) == ["POINTS_EARN_POINTS"]
    assert warned(terms, maximum_discount_percentage=D("99.99")) == []
    assert warned(terms, maximum_discount_amount=D(500)) == []


def test_currency_without_a_rate() -> None:
    view = replace(VIEW, channels=[EUR, JPY])
    (missing,) = warned(view=view)
    assert (missing.code, missing.channels) == ("NO_RATE", (JPY,))
    listed = program(channels={JPY.channel_id: ChannelTerms(redeem_points=1000)})
    assert warned(listed, view) == []


def test_points_that_buy_nothing() -> None:
    assert seen(warned(redeem_points=0)) == ["BUYS_NOTHING"]
    assert warned(redeem_points=0, spending_active=False) == []


def test_minimums_out_of_reach() -> None:
    view = replace(VIEW, order_worths=WORTHS)
    assert warned(view=view, minimum_balance=2500, minimum_cart_value=D(60)) == []
    balance, cart = warned(view=view, minimum_balance=2501, minimum_cart_value=D("60.01"))
    assert balance.values == {"points": 2501, "orders": 51, "average": D("50.00")}
    assert cart.values == {"minimum": D("60.01"), "orders": 3}
    assert warned(minimum_balance=10**6, minimum_cart_value=D(10**6)) == []


@pytest.mark.parametrize(("factor", "warns"), [(14, True), (49, True), (50, False), (201, True)])
def test_factor_of_rewards(factor: int, warns: bool) -> None:
    terms = program(reward_price_factor=D(factor))
    view = replace(VIEW, has_rewards_by_price=True)
    assert warned(terms) == []
    assert seen(warned(terms, view)) == (["REWARD_FACTOR"] if warns else [])


@pytest.mark.parametrize(
    ("expiry", "pending_days", "codes"),
    [
        (ExpiryTerms(policy=ExpiryPolicy.AFTER_DAYS, days=30), 30, []),
        (ExpiryTerms(policy=ExpiryPolicy.AFTER_DAYS, days=29), 0, ["EXPIRY_SOON"]),
        (ExpiryTerms(policy=ExpiryPolicy.AFTER_DAYS, days=29), 30, ["EXPIRY_SHORTER_THAN_WAITING"]),
        (ExpiryTerms(policy=ExpiryPolicy.AFTER_MONTHS, months=2), 60, []),
        (
            ExpiryTerms(policy=ExpiryPolicy.AFTER_INACTIVITY, months=2),
            61,
            ["EXPIRY_SHORTER_THAN_WAITING"],
        ),
        (ExpiryTerms(policy=ExpiryPolicy.NEVER, days=1), 365, []),
    ],
)
def test_expiry(expiry: ExpiryTerms, pending_days: int, codes: list[str]) -> None:
    assert seen(warned(program(expiry=expiry, pending_days=pending_days))) == codes


def test_gifts_that_cost_much() -> None:
    view = replace(VIEW, order_worths=WORTHS)
    assert warned(program(registration_points=2500), view) == []
    assert seen(warned(program(registration_points=2501), view)) == ["REGISTRATION_COSTLY"]
    referral = program(referrer_points=600, referee_points=400, referral_order_value_from=D(10))
    assert warned(referral) == []
    (costly,) = warned(replace(referral, referee_points=401))
    assert costly.values == {"worth": D("10.01"), "order_value_from": D(10)}


def test_newsletter_without_a_key() -> None:
    assert seen(warned(program(newsletter_points=5))) == ["NEWSLETTER_NEVER"]
    assert warned(program(newsletter_points=5, newsletter_metadata_key="news")) == []


def test_nobody_takes_part() -> None:
    assert seen(warned(view=replace(VIEW, has_members=False))) == ["NOBODY_TAKES_PART"]


def test_what_channels_share_is_said_once() -> None:
    view = replace(VIEW, channels=[EUR, OTHER_EUR])
    rates = ChannelTerms(earn_points=11)
    same = program(channels={EUR.channel_id: rates, OTHER_EUR.channel_id: rates})
    (once,) = warned(same, view)
    assert once.channels == (EUR, OTHER_EUR)
    more = {**same.channels, OTHER_EUR.channel_id: replace(rates, earn_points=12)}
    assert len(warned(replace(same, channels=more), view)) == 2
