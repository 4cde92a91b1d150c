from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from saleor_loyalty_plugin.rules.rewards import (
    Claimant,
    RewardFacts,
    RewardKind,
    RewardLimit,
    RewardLimitCode,
    RewardPlace,
    RewardTerms,
    availability,
    price_in_points,
    proposed_points,
    reward_cost,
)

D = Decimal
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
EUR = RewardPlace(currency="EUR", factor=D(14))
SOLD = replace(
    EUR,
    price=D("24.90"),
    product_id=5,
    tier_names={1: "Bronze", 3: "Silver", 2: "Gold"},
    badge_names={4: "Early bird", 6: "Reviewer"},
)
RICH = Claimant(points_available=1_000_000)


def terms(kind: RewardKind = RewardKind.VOUCHER_AMOUNT, **values: Any) -> RewardTerms:
    if kind is RewardKind.VOUCHER_AMOUNT:
        values = {"amount": D(10), "currency": "EUR"} | values
    if kind is RewardKind.PRODUCT:
        values = {"variant_id": 7} | values
    return RewardTerms(kind=kind, name="Thing", **values)


def reward(kind: RewardKind = RewardKind.VOUCHER_AMOUNT, **values: Any) -> RewardFacts:
    names = {"variant_id", "percentage", "amount", "money_amount", "currency"}
    own = {name: values.pop(name) for name in names & set(values)}
    return RewardFacts(reward_id=1, terms=terms(kind, **own), **values)


@pytest.mark.parametrize(
    ("price", "factor", "points"),
    [
        ("24.90", "14", 349),
        ("25", "14", 350),
        ("0.01", "14", 1),
        ("1500", "0.1", 150),
        ("1501", "0.1", 151),
    ],
)
def test_a_proposed_cost_is_rounded_up(price: str, factor: str, points: int) -> None:
    assert proposed_points(D(price), D(factor)) == points


def test_a_price_that_makes_more_points_than_an_entry_takes_is_none() -> None:
    """200 000 000 of a currency of small units would be 2 800 000 000 points."""
    facts = reward(RewardKind.PRODUCT)
    dear, dearer = replace(SOLD, price=D("71428571")), replace(SOLD, price=D("71428572"))

    assert price_in_points(facts.terms, dear) == 999_999_994
    assert price_in_points(facts.terms, dearer) is None
    codes = [item.code for item in availability(facts, dearer, RICH, now=NOW)]
    assert codes == [RewardLimitCode.NO_PRICE]


@pytest.mark.parametrize(
    ("facts", "place", "cost", "proposed"),
    [
        # A product: its price in the channel, less what is paid in money.
        (reward(RewardKind.PRODUCT), SOLD, 349, 349),
        (reward(RewardKind.PRODUCT, points=300), SOLD, 300, 349),
        (reward(RewardKind.PRODUCT, money_amount=D(10), currency="EUR"), SOLD, 209, 209),
        (reward(RewardKind.PRODUCT, money_amount=D("24.90"), currency="EUR"), SOLD, None, None),
        (reward(RewardKind.PRODUCT, money_amount=D(30), currency="EUR"), SOLD, None, None),
        (reward(RewardKind.PRODUCT), EUR, None, None),
        (reward(RewardKind.PRODUCT, points=300), EUR, 300, None),
        # An amount is a price, in its own currency.
        (reward(), EUR, 140, 140),
        (reward(points=90), EUR, 90, 140),
        (reward(), replace(EUR, currency="CHF"), None, None),
        (reward(points=90), replace(EUR, currency="CHF"), 90, None),
        (reward(RewardKind.GIFT_CARD, amount=D(25), currency="EUR"), EUR, 350, 350),
        (reward(RewardKind.DONATION, amount=D(5), currency="EUR"), EUR, 70, 70),
        # What has no price costs what is given.
        (reward(RewardKind.FREE_SHIPPING, points=60), EUR, 60, None),
        (reward(RewardKind.VOUCHER_PERCENTAGE, percentage=D(10), points=80), EUR, 80, None),
        (reward(RewardKind.EXPERIENCE), EUR, None, None),
    ],
)
def test_what_a_reward_costs(
    facts: RewardFacts, place: RewardPlace, cost: int | None, proposed: int | None
) -> None:
    assert reward_cost(facts, place) == cost
    assert price_in_points(facts.terms, place) == proposed


def limit(code: RewardLimitCode, **values: Any) -> RewardLimit:
    return RewardLimit(code=code, **values)


@pytest.mark.parametrize(
    ("facts", "place", "limits"),
    [
        (reward(), EUR, ()),
        (reward(is_archived=True), EUR, (limit(RewardLimitCode.ARCHIVED),)),
        (reward(is_active=False), EUR, (limit(RewardLimitCode.INACTIVE),)),
        (reward(starts_at=NOW), EUR, ()),
        (reward(starts_at=NOW + HOUR), EUR, (limit(RewardLimitCode.NOT_YET, at=NOW + HOUR),)),
        (reward(ends_at=NOW + HOUR), EUR, ()),
        (reward(ends_at=NOW), EUR, (limit(RewardLimitCode.ENDED, at=NOW),)),
        (
            reward(),
            replace(EUR, is_spending_active=False),
            (limit(RewardLimitCode.SPENDING_OFF),),
        ),
        (reward(), replace(EUR, currency="CHF"), (limit(RewardLimitCode.OTHER_CURRENCY),)),
        # The channel of another program, whatever that says.
        (
            reward(),
            replace(EUR, has_program=False, is_spending_active=False),
            (limit(RewardLimitCode.UNAVAILABLE),),
        ),
        (reward(RewardKind.PRODUCT), SOLD, ()),
        (reward(RewardKind.PRODUCT, points=5), EUR, (limit(RewardLimitCode.UNAVAILABLE),)),
        # The customer's money pays for all of it.
        (
            reward(RewardKind.PRODUCT, points=5, money_amount=D("24.90"), currency="EUR"),
            SOLD,
            (limit(RewardLimitCode.NO_PRICE),),
        ),
        (reward(RewardKind.PRODUCT), replace(SOLD, price=D(0)), (limit(RewardLimitCode.NO_PRICE),)),
        (reward(RewardKind.EXPERIENCE), EUR, (limit(RewardLimitCode.NO_PRICE),)),
        (reward(stock=3, claims_count=2), EUR, ()),
        (reward(stock=3, claims_count=3), EUR, (limit(RewardLimitCode.SOLD_OUT, value=3),)),
        (reward(stock=0), EUR, (limit(RewardLimitCode.SOLD_OUT, value=0),)),
    ],
)
def test_what_the_reward_and_the_channel_say(
    facts: RewardFacts, place: RewardPlace, limits: tuple[RewardLimit, ...]
) -> None:
    assert availability(facts, place, RICH, now=NOW) == limits


NEW_ONLY = reward(RewardKind.PRODUCT, first_time_only=True)
OWNER = replace(RICH, bought_product_ids=frozenset({5}))
FOR_SILVER_AND_GOLD = reward(tier_ids=frozenset({2, 3, 9}))


@pytest.mark.parametrize(
    ("facts", "claimant", "limits"),
    [
        (reward(), None, (limit(RewardLimitCode.NOT_SIGNED_IN),)),
        (reward(), replace(RICH, is_frozen=True), (limit(RewardLimitCode.ACCOUNT_FROZEN),)),
        (reward(), replace(RICH, is_banned=True), (limit(RewardLimitCode.ACCOUNT_BANNED),)),
        (reward(), Claimant(points_available=140), ()),
        (
            reward(),
            Claimant(points_available=139),
            (limit(RewardLimitCode.INSUFFICIENT_POINTS, value=139, missing=1),),
        ),
        # A debt has to be earned back, too.
        (
            reward(),
            Claimant(points_available=-60),
            (limit(RewardLimitCode.INSUFFICIENT_POINTS, value=0, missing=200),),
        ),
        (reward(per_customer_limit=2), replace(RICH, claims={1: 1, 2: 9}), ()),
        (
            reward(per_customer_limit=2),
            replace(RICH, claims={1: 2}),
            (limit(RewardLimitCode.CUSTOMER_LIMIT, value=2),),
        ),
        (NEW_ONLY, RICH, ()),
        (NEW_ONLY, OWNER, (limit(RewardLimitCode.NOT_FIRST_TIME),)),
        (NEW_ONLY, replace(OWNER, first_time_waived=True), ()),
        (NEW_ONLY, replace(RICH, claims={1: 1}), (limit(RewardLimitCode.NOT_FIRST_TIME),)),
        (NEW_ONLY, replace(RICH, claims={1: 1}, first_time_waived=True), ()),
        (NEW_ONLY, replace(RICH, claims={2: 1}), ()),
        (NEW_ONLY, replace(OWNER, bought_product_ids=frozenset({6})), ()),
        (replace(NEW_ONLY, first_time_only=False), OWNER, ()),
        # One of the tiers that are named, and no other; lowest first, without those that are gone.
        (
            FOR_SILVER_AND_GOLD,
            replace(RICH, tier_id=1),
            (limit(RewardLimitCode.TIER_NEEDED, names=("Silver", "Gold")),),
        ),
        (
            FOR_SILVER_AND_GOLD,
            RICH,
            (limit(RewardLimitCode.TIER_NEEDED, names=("Silver", "Gold")),),
        ),
        (FOR_SILVER_AND_GOLD, replace(RICH, tier_id=3), ()),
        (FOR_SILVER_AND_GOLD, replace(RICH, tier_id=2), ()),
        (reward(tier_ids=frozenset({9})), RICH, (limit(RewardLimitCode.TIER_NEEDED),)),
        # And one of the badges.
        (
            reward(badge_ids=frozenset({6, 4})),
            replace(RICH, tier_id=4, badge_ids=frozenset({5})),
            (limit(RewardLimitCode.BADGE_NEEDED, names=("Early bird", "Reviewer")),),
        ),
        (reward(badge_ids=frozenset({6, 4})), replace(RICH, badge_ids=frozenset({5, 6})), ()),
        (
            reward(tier_ids=frozenset({1}), badge_ids=frozenset({4})),
            replace(RICH, tier_id=1),
            (limit(RewardLimitCode.BADGE_NEEDED, names=("Early bird",)),),
        ),
        (
            reward(tier_ids=frozenset({1}), badge_ids=frozenset({4})),
            replace(RICH, tier_id=1, badge_ids=frozenset({4})),
            (),
        ),
    ],
)
def test_what_the_customer_says(
    facts: RewardFacts, claimant: Claimant | None, limits: tuple[RewardLimit, ...]
) -> None:
    assert availability(facts, SOLD, claimant, now=NOW) == limits


def test_every_reason_is_said_in_the_order_of_the_codes() -> None:
    facts = reward(
        RewardKind.PRODUCT,
        is_archived=True,
        is_active=False,
        ends_at=NOW,
        stock=1,
        claims_count=1,
        per_customer_limit=1,
        first_time_only=True,
        tier_ids=frozenset({1}),
        badge_ids=frozenset({4}),
    )
    nobody = Claimant(
        points_available=0,
        is_frozen=True,
        claims={1: 1},
        bought_product_ids=frozenset({5}),
    )
    found = availability(facts, replace(SOLD, is_spending_active=False), nobody, now=NOW)
    codes = [item.code for item in found]
    assert codes == [
        RewardLimitCode.ARCHIVED,
        RewardLimitCode.INACTIVE,
        RewardLimitCode.ENDED,
        RewardLimitCode.SPENDING_OFF,
        RewardLimitCode.SOLD_OUT,
        RewardLimitCode.ACCOUNT_FROZEN,
        RewardLimitCode.TIER_NEEDED,
        RewardLimitCode.BADGE_NEEDED,
        RewardLimitCode.CUSTOMER_LIMIT,
        RewardLimitCode.NOT_FIRST_TIME,
        RewardLimitCode.INSUFFICIENT_POINTS,
    ]
    assert codes == sorted(codes, key=list(RewardLimitCode).index)


@pytest.mark.parametrize(
    "stored",
    [
        terms(amount=D("10.500")),
        terms(RewardKind.PRODUCT, money_amount=D("4.90"), currency="EUR"),
        terms(RewardKind.VOUCHER_PERCENTAGE, percentage=D("12.50")),
        terms(RewardKind.FREE_SHIPPING),
    ],
)
def test_terms_are_read_as_they_were_written(stored: RewardTerms) -> None:
    data = stored.to_json()
    assert RewardTerms.from_json(data) == stored
    assert all(value is None or type(value) in (str, int) for value in data.values())


def test_terms_of_a_claim_are_plain_texts_and_numbers() -> None:
    assert terms().to_json() == {
        "kind": "VOUCHER_AMOUNT",
        "name": "Thing",
        "variant_id": None,
        "percentage": None,
        "amount": "10",
        "money_amount": None,
        "currency": "EUR",
    }
