"""What tiers and badges give to carts and orders."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from saleor_loyalty_plugin.rules.badges import Badge, BadgeBasis, BadgeDiscounts
from saleor_loyalty_plugin.rules.composition import compose
from saleor_loyalty_plugin.rules.earning_rules import EarningRule
from saleor_loyalty_plugin.rules.entitlement import order_entitlement
from saleor_loyalty_plugin.rules.facts import ChannelFacts, CheckoutFacts, OrderFacts, VariantFacts
from saleor_loyalty_plugin.rules.money import Rounding
from saleor_loyalty_plugin.rules.preview import checkout_points, piece_award
from saleor_loyalty_plugin.rules.progress_benefits import (
    NO_TIER,
    EarningTier,
    badge_benefits,
    badges_lower_carts,
    tier_benefits,
    tiers_lower_carts,
    tiers_multiply,
)
from saleor_loyalty_plugin.rules.terms import ChannelTerms, EarnMode, ProgramTerms
from saleor_loyalty_plugin.rules.tiers import Tier
from tests.rules.builders import EUR, JPY, NOON, cart, line, order, program

D = Decimal
LAMP, CUP = 1, 2


def gold(**values: Any) -> Tier:
    return Tier(tier_id=3, name="Gold", **values)


def badge(number: int, **values: Any) -> Badge:
    return Badge(badge_id=number, title=f"Badge {number}", basis=BadgeBasis.ORDERS, **values)


def goods(channel: ChannelFacts = EUR) -> CheckoutFacts:
    """A lamp at 40.00 and a cup at 20.00, delivery for 10.00."""
    facts = cart("40.00", "20.00", channel=channel, shipping_price=D("10.00"))
    products = zip(facts.lines, (LAMP, CUP), strict=True)
    return replace(facts, lines=tuple(replace(item, product_id=one) for item, one in products))


def taken(facts: CheckoutFacts, terms: ProgramTerms, *held: int) -> list[tuple[str, str, str]]:
    """(source, off the goods, off shipping) of all tiers of a program and of the badges held."""
    found = [item for tier in terms.tiers for item in tier_benefits(tier, facts, terms)]
    found += badge_benefits(held, facts, terms)
    items = compose(facts, found).items
    return [(item.source, str(item.amount), str(item.shipping_amount)) for item in items]


# Carts --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tier", "items"),
    [
        (gold(), []),
        (gold(discount_percentage=D(10)), [("tier:3", "6.00", "0")]),
        (gold(discount_amount=D(7)), [("tier:3", "7.00", "0")]),
        (
            gold(discount_percentage=D(10), product_ids=frozenset({LAMP})),
            [("tier:3", "4.00", "0")],
        ),
        (gold(free_shipping=True), [("tier:3:shipping", "0", "10.00")]),
        (
            gold(discount_percentage=D(10), free_shipping=True),
            [("tier:3", "6.00", "0"), ("tier:3:shipping", "0", "10.00")],
        ),
        (gold(discount_percentage=D(0)), []),
    ],
)
def test_what_a_tier_takes_off(tier: Tier, items: list[tuple[str, str, str]]) -> None:
    terms = program(tiers=(tier,), tier_currency="EUR")
    assert taken(goods(), terms) == items
    assert tiers_lower_carts(terms) is bool(items)


def test_an_amount_is_good_in_its_own_currency_alone() -> None:
    tier = gold(discount_amount=D(7), free_shipping=True)
    by_badge = badge(1, discount_amount=D(5))
    terms = program(tiers=(tier,), badges=(by_badge,), tier_currency="EUR")
    assert taken(goods(JPY), terms, 1) == [("tier:3:shipping", "0", "10.00")]
    assert len(taken(goods(EUR), terms, 1)) == 3


BADGES = (
    badge(1, rank=2, discount_percentage=D(10)),
    badge(2, rank=1, discount_amount=D(5), product_ids=frozenset({CUP})),
    badge(3),
    badge(4, discount_percentage=D(50)),
)


@pytest.mark.parametrize(
    ("discounts", "held", "items"),
    [
        (BadgeDiscounts.BEST, (1, 2, 3), [("badge:1", "6.00", "0")]),
        (BadgeDiscounts.ALL, (1, 2, 3), [("badge:2", "5.00", "0"), ("badge:1", "5.50", "0")]),
        (BadgeDiscounts.BEST, (2,), [("badge:2", "5.00", "0")]),
        (BadgeDiscounts.BEST, (3,), []),
        (BadgeDiscounts.BEST, (99,), []),
        (BadgeDiscounts.ALL, (), []),
    ],
)
def test_what_badges_take_off(
    discounts: BadgeDiscounts, held: tuple[int, ...], items: list[tuple[str, str, str]]
) -> None:
    terms = program(badges=BADGES, badge_discounts=discounts, tier_currency="EUR")
    assert taken(goods(), terms, *held) == items


def test_the_best_badge_is_the_best_after_the_tier() -> None:
    """10 % are 6.00 of 60.00, but 4.80 of the 48.00 that the tier leaves: less than 5.00."""
    terms = program(tiers=(gold(discount_percentage=D(20)),), badges=BADGES, tier_currency="EUR")
    assert taken(goods(), terms, 1, 2) == [("tier:3", "12.00", "0"), ("badge:2", "5.00", "0")]


def test_of_equal_badges_the_first_by_rank() -> None:
    equal = (badge(1, rank=2, discount_amount=D(5)), badge(2, rank=1, discount_amount=D(5)))
    terms = program(badges=equal, tier_currency="EUR")
    assert taken(goods(), terms, 1, 2) == [("badge:2", "5.00", "0")]


def test_badges_that_are_switched_off_take_nothing_off() -> None:
    terms = program(badges=BADGES, badges_active=False, tier_currency="EUR")
    assert taken(goods(), terms, 1, 2) == []
    assert not badges_lower_carts(terms)
    assert badges_lower_carts(replace(terms, badges_active=True))
    assert not badges_lower_carts(program(badges=BADGES[2:3]))


# Points -------------------------------------------------------------------------------------------


def times(multiplier: str) -> EarningTier:
    return EarningTier.of(gold(earning_multiplier=D(multiplier)))


def earned(facts: OrderFacts, terms: ProgramTerms, tier: EarningTier) -> int:
    return order_entitlement(facts, terms, points_captured=0, tier=tier).points_earned


@pytest.mark.parametrize(
    ("amount", "multiplier", "rounding", "points"),
    [
        ("60.00", "2", Rounding.DOWN, 120),
        ("60.00", "1.5", Rounding.DOWN, 90),
        # 60.50 alone would be 60 points; it is multiplied first and rounded once.
        ("60.50", "2", Rounding.DOWN, 121),
        ("33.33", "1.5", Rounding.DOWN, 49),
        ("33.33", "1.5", Rounding.UP, 50),
        ("60.00", "0", Rounding.DOWN, 0),
    ],
)
def test_all_points_times_the_multiplier_and_then_rounded(
    amount: str, multiplier: str, rounding: Rounding, points: int
) -> None:
    assert earned(order(line(amount)), program(rounding=rounding), times(multiplier)) == points


def test_points_of_rules_are_multiplied_too() -> None:
    rules = (
        EarningRule(rule_id=1, name="Cups", product_ids=frozenset({CUP}), fixed_points=7),
        EarningRule(rule_id=2, name="Lamps", product_ids=frozenset({LAMP}), percentage=D(10)),
    )
    facts = order(
        line("20.00", quantity=3, product_id=CUP), line("40.00", product_id=LAMP), line("9.00")
    )
    terms = program(earning_rules=rules)
    assert earned(facts, terms, NO_TIER) == 3 * 7 + 4 + 9
    assert earned(facts, terms, times("2")) == 2 * (3 * 7 + 4 + 9)


def test_full_amounts_are_counted_before_they_are_multiplied() -> None:
    """59.00 are five full tens: 10 points, not the 11 of 118.00."""
    terms = program(
        ChannelTerms(earn_points=1, earn_amount=D(10)), earn_mode=EarnMode.PER_FULL_AMOUNT
    )
    assert earned(order(line("59.00")), terms, times("2")) == 10


def test_what_came_back_is_multiplied_as_well() -> None:
    facts = order(line("60.00", quantity=3))
    less = replace(facts, lines=(replace(facts.lines[0], quantity_returned=1),))
    assert earned(less, program(), times("2")) == 80


def test_the_steps_name_the_tier_and_add_up() -> None:
    found = order_entitlement(
        order(line("60.00")), program(), points_captured=0, tier=times("1.50")
    )
    assert [step.code for step in found.explanation] == ["RATE", "TIER"]
    rate, by_tier = (step.values for step in found.explanation)
    assert rate["points"] == found.points_earned == 90
    assert by_tier == {"tier": "Gold", "tierId": 3, "multiplier": "1.5"}
    for plain in (NO_TIER, times("1.00")):
        steps = order_entitlement(order(line("60.00")), program(), points_captured=0, tier=plain)
        assert [step.code for step in steps.explanation] == ["RATE"]


def test_carts_and_goods_promise_the_same() -> None:
    tier = times("1.5")
    promised = checkout_points(
        cart("60.50"),
        program(),
        prices=None,
        code_discount=D(0),
        points_discount=D(0),
        tier=tier,
        now=NOON,
    )
    piece = VariantFacts(variant_id=1, product_id=1, price=D("60.50"))
    shown = piece_award(piece, program(), channel_id=EUR.channel_id, tier=tier, now=NOON)
    assert promised == shown.points == earned(order(line("60.50")), program(), tier) == 90


def test_whether_points_depend_on_tiers() -> None:
    assert not tiers_multiply(program())
    assert not tiers_multiply(program(tiers=(gold(discount_percentage=D(10)),)))
    assert tiers_multiply(program(tiers=(gold(), gold(earning_multiplier=D(2)))))
