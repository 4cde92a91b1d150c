"""What tiers and badges give: at the checkout without anybody doing anything, and on earning.

How they go together with rewards and points stands in composition_suite.py.
"""

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import graphene
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from saleor_loyalty_plugin.models import Account, AccountProgress, OrderSettlement
from saleor_loyalty_plugin.services.programs.tiers import create_tier
from saleor_loyalty_plugin.services.progress.badges_by_hand import take_badge
from saleor_loyalty_plugin.services.progress.by_hand import set_tier, unset_tier
from saleor_loyalty_plugin.services.proof.verify_books import verify_books
from tests.contract.driver import ADDRESS, Channel, Person, Refused, Shop
from tests.contract.standing import OUT_OF_REACH, Tiers, give_badge, keys, set_defaults

D = Decimal
TEN_PERCENT = {"discount_percentage": D(10)}

CART = """
query ($id: ID!) {
  checkout(id: $id) {
    voucherCode
    totalPrice { gross { amount } }
    loyalty { pointsToEarn benefits { kind name amount { amount } } }
  }
}"""
EMAIL = """
mutation ($id: ID!, $email: String!) {
  checkoutEmailUpdate(id: $id, email: $email) { errors { field message code } }
}"""
OPEN = """
mutation ($input: CheckoutCreateInput!) {
  checkoutCreate(input: $input) { checkout { id } errors { field message code } }
}"""
ATTACH = """
mutation ($id: ID!) {
  checkoutCustomerAttach(id: $id) { errors { field message code } }
}"""
LEAVE = """
mutation ($channel: String!) { loyaltyOptOut(channel: $channel) { errors { field code } } }"""
JOIN = """
mutation ($channel: String!) { loyaltyOptIn(channel: $channel) { errors { field code } } }"""
ORDER = """
query ($id: ID!) {
  order(id: $id) {
    loyalty {
      pointsEarned tierName earningMultiplier
      entries { points explanation { code message } }
      refundPreview(amount: 20) { pointsTakenBack explanation { code } }
    }
  }
}"""
WINDOW = """
query ($id: ID!, $channel: String!) {
  productVariant(id: $id, channel: $channel) {
    loyalty { pointsToEarn } product { loyalty { pointsToEarn } }
  }
}"""
WINDOWS = """
query ($first: Int!, $channel: String!) {
  products(first: $first, channel: $channel) {
    edges { node { id loyalty { pointsToEarn } } }
  }
}"""
WINDOW_IDS = """
query ($first: Int!, $channel: String!) {
  products(first: $first, channel: $channel) { edges { node { id } } }
}"""
MY_CARTS = """
query ($first: Int!) {
  me { checkouts(first: $first) { edges { node {
    id loyalty { pointsToEarn quote { maximumPoints } benefits { kind amount { amount } } }
  } } } }
}"""
MY_CART_IDS = "query ($first: Int!) { me { checkouts(first: $first) { edges { node { id } } } } }"


@pytest.fixture
def tiers() -> Tiers:
    return Tiers()


@pytest.fixture
def lamp(shop: Shop, channel: Channel) -> str:
    """60.00; delivery is 10.00."""
    return shop.setup.variant(D("60.00"), channel=channel)


def shown(shop: Shop, checkout_id: str, buyer: Person) -> tuple[list[str], Decimal]:
    """The items, as `TIER Gold 6.00`, and the total; they explain the difference."""
    checkout = shop.run(CART, {"id": checkout_id}, buyer.token)["checkout"]
    items = checkout["loyalty"]["benefits"]
    assert bool(checkout["voucherCode"]) == bool(items)
    found = [f"{item['kind']} {item['name']} {item['amount']['amount']:.2f}" for item in items]
    return found, D(str(checkout["totalPrice"]["gross"]["amount"])).quantize(D("0.01"))


def touch(shop: Shop, checkout_id: str, buyer: Person) -> None:
    """Change a cart in a way that costs nothing."""
    shop.mutate(EMAIL, {"id": checkout_id, "email": buyer.email}, buyer.token)


def of_order(shop: Shop, order_id: UUID) -> dict[str, Any]:
    variables = {"id": graphene.Node.to_global_id("Order", order_id)}
    loyalty: dict[str, Any] = shop.run(ORDER, variables, shop.admin.token)["order"]["loyalty"]
    return loyalty


def books_are_right() -> bool:
    return list(verify_books(now=timezone.now())) == []


def member(shop: Shop, email: str = "ann@example.com") -> Person:
    person = shop.setup.customer(email)
    shop.credit(person, 1)
    return person


# At the checkout ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("gives", "items", "total"),
    [
        ({"discount_amount": D("7.00")}, ["TIER Gold 7.00"], "63.00"),
        ({"free_shipping": True}, ["TIER Gold 10.00"], "60.00"),
        (
            {**TEN_PERCENT, "free_shipping": True},
            ["TIER Gold 6.00", "TIER Gold 10.00"],
            "54.00",
        ),
        ({"earning_multiplier": D(2)}, [], "70.00"),
    ],
    ids=["amount", "shipping", "both", "points only"],
)
def test_what_a_tier_gives(
    shop: Shop,
    channel: Channel,
    lamp: str,
    tiers: Tiers,
    gives: dict[str, Any],
    items: list[str],
    total: str,
) -> None:
    ann = member(shop)
    set_defaults(tier_currency=channel.currency)
    tiers.give(ann, **gives)

    checkout_id = shop.checkout(ann, (lamp, 1), channel=channel)

    assert shown(shop, checkout_id, ann) == (items, D(total))
    shop.pay_checkout(checkout_id, D(total), channel.currency)
    order = shop.order(shop.complete(checkout_id, ann))
    assert order["total"]["gross"]["amount"] == float(total)


def test_chosen_products_alone(shop: Shop, channel: Channel, lamp: str, tiers: Tiers) -> None:
    ann = member(shop)
    cup = shop.setup.variant(D("20.00"), channel=channel)
    tiers.give(ann, **TEN_PERCENT, product_ids=keys([shop.product_of(cup, channel)]))

    both = shop.checkout(ann, (lamp, 1), (cup, 2), channel=channel)
    without = shop.checkout(ann, (lamp, 1), channel=channel)

    assert shown(shop, both, ann) == (["TIER Gold 4.00"], D("106.00"))
    assert shown(shop, without, ann) == ([], D("70.00"))


def test_an_amount_in_another_currency_is_good_for_nothing(shop: Shop, tiers: Tiers) -> None:
    """The percentage of a badge goes by any currency."""
    main, yen = shop.setup.channel(), shop.setup.yen_channel()
    ann = member(shop)
    set_defaults(tier_currency=main.currency)
    tiers.give(ann, discount_amount=D("7.00"))
    give_badge(ann, discount_percentage=D(5))
    tea = shop.setup.variant(D(1980), channel=yen)

    checkout_id = shop.checkout(ann, (tea, 1), channel=yen)

    items, _total = shown(shop, checkout_id, ann)
    assert items == ["BADGE Early bird 99.00"]


@pytest.mark.parametrize(
    ("discounts", "items", "total"),
    [
        ("BEST", ["TIER Gold 6.00", "BADGE Five percent 2.70"], "61.30"),
        (
            "ALL",
            ["TIER Gold 6.00", "BADGE Two off 2.00", "BADGE Five percent 2.60"],
            "59.40",
        ),
    ],
)
def test_several_badges(
    shop: Shop,
    channel: Channel,
    lamp: str,
    tiers: Tiers,
    discounts: str,
    items: list[str],
    total: str,
) -> None:
    """5 % of the 54.00 that the tier leaves are more than 2.00."""
    ann, bob = member(shop), member(shop, "bob@example.com")
    shop.set_program(channel, badgeDiscounts=discounts, tierCurrency=channel.currency)
    tiers.give(ann, **TEN_PERCENT)
    give_badge(ann, "Two off", discount_amount=D("2.00"))
    give_badge(ann, "Five percent", discount_percentage=D(5))
    give_badge(ann, "For show")

    checkout_id = shop.checkout(ann, (lamp, 1), channel=channel)

    assert shown(shop, checkout_id, ann) == (items, D(total))
    assert shown(shop, shop.checkout(bob, (lamp, 1), channel=channel), bob) == ([], D("70.00"))


def test_badge_that_was_lost_is_refused_and_repaired(
    shop: Shop, channel: Channel, lamp: str
) -> None:
    ann = member(shop)
    badge = give_badge(ann, **TEN_PERCENT)
    checkout_id = shop.checkout(ann, (lamp, 1), channel=channel)
    shop.pay_checkout(checkout_id, D("64.00"), channel.currency)
    take_badge(
        customer_id=ann.user_id, badge_id=badge.pk, note="", author="test", now=timezone.now()
    )

    with pytest.raises(Refused) as refused:
        shop.complete(checkout_id, ann)
    touch(shop, checkout_id, ann)

    assert "Early bird is no longer worth the same" in refused.value.messages[0]
    assert shown(shop, checkout_id, ann) == ([], D("70.00"))


def test_badges_that_are_switched_off(shop: Shop, channel: Channel, lamp: str) -> None:
    ann = member(shop)
    give_badge(ann, **TEN_PERCENT)
    shop.set_program(channel, badgesActive=False)

    checkout_id = shop.checkout(ann, (lamp, 1), channel=channel)

    assert shown(shop, checkout_id, ann) == ([], D("70.00"))


def test_first_tier_lowers_the_first_cart(shop: Shop, channel: Channel, lamp: str) -> None:
    """Ann registered before there were tiers, and has no account: her cart opens it."""
    ann = shop.setup.customer("ann@example.com")
    opened = shop.checkout(None, (lamp, 1), channel=channel)
    bronze = {"name": "Bronze", "threshold": D(0), "discount_percentage": D(5)}
    create_tier(program_id=None, settings=bronze, author="test", now=timezone.now())
    Account.objects.filter(customer_id=ann.user_id).delete()

    shop.mutate(ATTACH, {"id": opened}, ann.token)
    guests = shop.checkout(None, (lamp, 1), channel=channel)

    assert shown(shop, opened, ann) == (["TIER Bronze 3.00"], D("67.00"))
    assert shop.total(guests, None) == D("70.00")
    account = Account.objects.get(customer_id=ann.user_id)
    assert (account.balance, account.program.is_default) == (0, True)


def test_first_tier_of_a_program_for_members_waits_for_joining(
    shop: Shop, channel: Channel, lamp: str
) -> None:
    shop.set_program(channel, eligibility="OPTED_IN")
    ann = shop.setup.customer("ann@example.com")
    bronze = {"name": "Bronze", "threshold": D(0), "discount_percentage": D(5)}
    create_tier(program_id=None, settings=bronze, author="test", now=timezone.now())
    checkout_id = shop.checkout(ann, (lamp, 1), channel=channel)
    before = shown(shop, checkout_id, ann)
    assert not Account.objects.filter(customer_id=ann.user_id).exists()

    shop.mutate(JOIN, {"channel": channel.slug}, ann.token)
    touch(shop, checkout_id, ann)

    assert (before, shown(shop, checkout_id, ann)) == (
        ([], D("70.00")),
        (["TIER Bronze 3.00"], D("67.00")),
    )


def test_who_leaves_the_program_gets_nothing_more(
    shop: Shop, channel: Channel, lamp: str, tiers: Tiers
) -> None:
    ann = member(shop)
    tiers.give(ann, **TEN_PERCENT)
    give_badge(ann, discount_percentage=D(5))
    checkout_id = shop.checkout(ann, (lamp, 1), channel=channel)
    before = shown(shop, checkout_id, ann)
    shop.pay_checkout(checkout_id, before[1], channel.currency)

    shop.mutate(LEAVE, {"channel": channel.slug}, ann.token)
    with pytest.raises(Refused) as refused:
        shop.complete(checkout_id, ann)
    touch(shop, checkout_id, ann)

    assert before == (["TIER Gold 6.00", "BADGE Early bird 2.70"], D("61.30"))
    assert "Gold is no longer worth the same" in refused.value.messages[0]
    assert shown(shop, checkout_id, ann) == ([], D("70.00"))


def _gold_and_platinum(ann: Person, tiers: Tiers) -> dict[str, Any]:
    """Ann has Gold, for 10 %; returns what gives her Platinum, for 20 %."""
    gold = tiers.give(ann, **TEN_PERCENT)
    settings = {
        "name": "Platinum",
        "threshold": D(OUT_OF_REACH + 1),
        "discount_percentage": D(20),
    }
    now = timezone.now()
    platinum = create_tier(program_id=None, settings=settings, author="test", now=now)
    return {
        "customer_id": ann.user_id,
        "program_id": gold.program_id,
        "tier_id": platinum.pk,
        "ends_at": now + timedelta(days=1),
        "note": "",
        "author": "test",
    }


def test_tier_that_rises_keeps_nobody_from_ordering(
    shop: Shop, channel: Channel, lamp: str, tiers: Tiers
) -> None:
    """The cart that is ready to be paid keeps its price; the next change shows the new one."""
    ann = member(shop)
    platinum = _gold_and_platinum(ann, tiers)
    ready = shop.checkout(ann, (lamp, 1), channel=channel)
    other = shop.checkout(ann, (lamp, 1), channel=channel)
    shop.pay_checkout(ready, D("64.00"), channel.currency)

    set_tier(**platinum, now=timezone.now())
    order_id = shop.complete(ready, ann)
    touch(shop, other, ann)

    assert shop.order(order_id)["total"]["gross"]["amount"] == 64.0
    assert shown(shop, other, ann) == (["TIER Platinum 12.00"], D("58.00"))
    assert books_are_right()


def test_tier_that_falls_is_refused_and_repaired(
    shop: Shop, channel: Channel, lamp: str, tiers: Tiers
) -> None:
    ann = member(shop)
    platinum = _gold_and_platinum(ann, tiers)
    set_tier(**platinum, now=timezone.now())
    checkout_id = shop.checkout(ann, (lamp, 1), channel=channel)
    before = shown(shop, checkout_id, ann)
    shop.pay_checkout(checkout_id, D("58.00"), channel.currency)
    program_id = platinum["program_id"]
    unset_tier(
        customer_id=ann.user_id, program_id=program_id, note="", author="test", now=timezone.now()
    )

    with pytest.raises(Refused) as refused:
        shop.complete(checkout_id, ann)
    touch(shop, checkout_id, ann)

    assert before == (["TIER Platinum 12.00"], D("58.00"))
    assert "Platinum is no longer worth the same" in refused.value.messages[0]
    assert shown(shop, checkout_id, ann) == ([], D("70.00"))


def test_a_look_that_is_due_does_not_change_a_cart(
    shop: Shop, channel: Channel, lamp: str, tiers: Tiers
) -> None:
    """Carts go by what an account was found to have; nobody waits for a settle there."""
    ann = member(shop)
    tiers.give(ann, **TEN_PERCENT)
    AccountProgress.objects.filter(account__customer_id=ann.user_id).update(due_at=timezone.now())

    checkout_id = shop.checkout(ann, (lamp, 1), channel=channel)

    assert shown(shop, checkout_id, ann) == (["TIER Gold 6.00"], D("64.00"))
    assert AccountProgress.objects.get(account__customer_id=ann.user_id).due_at is not None


# Draft orders -------------------------------------------------------------------------------------


def _draft(shop: Shop, draft_id: str) -> tuple[list[str], Decimal]:
    state = shop.draft_state(draft_id)
    items = state["loyalty"]["draft"]["benefits"]
    found = [f"{item['kind']} {item['amount']['amount']:.2f}" for item in items]
    return found, D(str(state["total"]["gross"]["amount"])).quantize(D("0.01"))


def test_drafts_that_staff_make_are_lowered_by_themselves(
    shop: Shop, channel: Channel, lamp: str, tiers: Tiers
) -> None:
    ann, bob = member(shop), member(shop, "bob@example.com")
    tiers.give(ann, **TEN_PERCENT, free_shipping=True, earning_multiplier=D(2))

    draft_id = shop.draft(ann, (lamp, 1), channel=channel)
    of_ann = _draft(shop, draft_id)
    shop.update_draft(draft_id, user=bob.global_id)
    of_bob = _draft(shop, draft_id)
    shop.update_draft(draft_id, user=ann.global_id)
    shop.set_draft_quantity(draft_id, 0, 2)
    of_both = _draft(shop, draft_id)
    order_id = shop.complete_draft(draft_id)
    shop.mark_paid(order_id)

    assert of_ann == (["TIER 6.00", "TIER 10.00"], D("54.00"))
    assert of_bob == ([], D("70.00"))
    assert of_both == (["TIER 12.00", "TIER 10.00"], D("108.00"))
    # 120.00 of goods less 22.00, times 2.
    assert shop.order(order_id)["total"]["gross"]["amount"] == 108.0
    assert shop.points_earned(order_id) == 196
    assert books_are_right()


def test_staffs_own_discount_on_a_draft_takes_the_place_of_the_tier(
    shop: Shop, channel: Channel, lamp: str, tiers: Tiers
) -> None:
    ann = member(shop)
    tiers.give(ann, **TEN_PERCENT)
    draft_id = shop.draft(ann, (lamp, 1), channel=channel)

    shop.add_discount(draft_id, D("20.00"))
    with_discount = _draft(shop, draft_id)
    shop.delete_discount(draft_id)
    shop.set_draft_quantity(draft_id, 0, 2)

    assert with_discount == ([], D("50.00"))
    assert _draft(shop, draft_id) == (["TIER 12.00"], D("118.00"))


# On earning ---------------------------------------------------------------------------------------


def test_all_points_of_an_order_are_multiplied(shop: Shop, channel: Channel, tiers: Tiers) -> None:
    """60.50 would be 60 points; times 1.5 it is 90, rounded once."""
    ann = member(shop)
    tiers.give(ann, earning_multiplier=D("1.5"))
    cup = shop.setup.variant(D("60.50"), channel=channel)
    checkout_id = shop.checkout(ann, (cup, 1), channel=channel)
    promised = shop.points_to_earn(checkout_id, ann)
    shop.pay_checkout(checkout_id, D("70.50"), channel.currency)

    order_id = shop.complete(checkout_id, ann)

    loyalty = of_order(shop, order_id)
    assert (promised, loyalty["pointsEarned"]) == (90, 90)
    assert (loyalty["tierName"], loyalty["earningMultiplier"]) == ("Gold", 1.5)
    (entry,) = loyalty["entries"]
    assert [step["code"] for step in entry["explanation"]] == ["RATE", "TIER"]
    message = 'Tier "Gold": 1.5 times the points, included above.'
    assert entry["explanation"][1]["message"] == message
    assert books_are_right()


def test_refunds_go_by_the_tier_of_the_order(shop: Shop, channel: Channel, tiers: Tiers) -> None:
    """Ann has lost Gold when the cups come back: they had brought 2 points for each 1.00."""
    ann = member(shop)
    gold = tiers.give(ann, earning_multiplier=D(2))
    cup = shop.setup.variant(D("20.00"), channel=channel)
    order_id = shop.buy(ann, (cup, 3), channel=channel)
    tiers.give(earning_multiplier=D(3))
    unset_tier(
        customer_id=ann.user_id,
        program_id=gold.program_id,
        note="",
        author="test",
        now=timezone.now(),
    )

    preview = of_order(shop, order_id)["refundPreview"]
    shop.setup.return_units(order_id, 0, 1)
    after_one = shop.points_earned(order_id)
    shop.setup.return_units(order_id, 0, 2)

    assert preview["pointsTakenBack"] == 35  # 20.00 of 70.00 that were paid
    assert "TIER" in [step["code"] for step in preview["explanation"]]
    assert (after_one, shop.points_earned(order_id)) == (80, 0)
    assert shop.balance(ann) == 1
    assert books_are_right()


def test_the_tier_when_the_order_was_placed_counts(
    shop: Shop, channel: Channel, lamp: str, tiers: Tiers
) -> None:
    """One order is placed before Ann has Gold, one while she has it; both are paid otherwise."""
    shop.setup.hold_new_orders(channel)
    ann = member(shop)
    tiers.give(earning_multiplier=D(2))
    early = shop.complete(shop.checkout(ann, (lamp, 1), channel=channel), ann)
    gold = tiers.give(ann, earning_multiplier=D(2))
    shop.mark_paid(early)
    shop.confirm(early)
    late = shop.complete(shop.checkout(ann, (lamp, 1), channel=channel), ann)
    unset_tier(
        customer_id=ann.user_id,
        program_id=gold.program_id,
        note="",
        author="test",
        now=timezone.now(),
    )
    shop.mark_paid(late)
    shop.confirm(late)

    assert (shop.points_earned(early), shop.points_earned(late)) == (60, 120)
    assert of_order(shop, early)["tierName"] is None
    assert of_order(shop, late)["tierName"] == "Gold"
    assert books_are_right()


def test_unsettled_orders_are_proved_by_the_same_tier(
    shop: Shop, channel: Channel, lamp: str, tiers: Tiers
) -> None:
    """The proof says what a lost order will earn, and settling it then is all that it takes."""
    ann = member(shop)
    tiers.give(ann, earning_multiplier=D(2))
    with shop.setup.hooks_lost():
        shop.buy(ann, (lamp, 1), channel=channel)

    found = [(item.what, item.expected, item.found) for item in verify_books(now=timezone.now())]

    assert ("points earned", "120", "0") in found


def test_what_waited_for_a_guest_is_given_as_it_waited(
    shop: Shop, channel: Channel, lamp: str
) -> None:
    """Bronze is from 0 and gives twice the points, but not to orders that nobody had placed."""
    bronze = {"name": "Bronze", "threshold": D(0), "earning_multiplier": D(2)}
    create_tier(program_id=None, settings=bronze, author="test", now=timezone.now())
    order_id = shop.buy_as_guest("ann@example.com", (lamp, 1), channel=channel)
    assert shop.points_waiting(order_id) == 60

    ann = shop.confirm_address(shop.register("ann@example.com"))
    shop.buy(ann, (lamp, 1), channel=channel)

    assert [points for _, points in shop.movements(ann)] == [60, 120]
    settlement = OrderSettlement.objects.get(order_id=order_id)
    assert (settlement.tier_name, settlement.earning_multiplier) == ("", D(1))
    # What was decided is kept: 30.00 of the 70.00 come back.
    shop.setup.refund_amount(order_id, D("30.00"))
    assert shop.points_earned(order_id) == 34
    assert books_are_right()


def test_shop_windows_show_the_shoppers_own_points(
    shop: Shop, channel: Channel, lamp: str, tiers: Tiers
) -> None:
    ann, bob = member(shop), member(shop, "bob@example.com")
    tiers.give(ann, earning_multiplier=D(2))

    def points(token: str | None) -> tuple[int, int]:
        variables = {"id": lamp, "channel": channel.slug}
        variant = shop.run(WINDOW, variables, token)["productVariant"]
        of_product = variant["product"]["loyalty"]["pointsToEarn"]
        return variant["loyalty"]["pointsToEarn"], of_product

    assert (points(ann.token), points(bob.token)) == ((120, 120), (60, 60))
    assert points(None) == (60, 60)
    # And carts, whoever looks at them.
    checkout_id = shop.checkout(ann, (lamp, 1), channel=channel)
    assert shop.points_to_earn(checkout_id, ann) == 120
    assert shop.points_to_earn(shop.checkout(None, (lamp, 1), channel=channel), None) == 60


# What it costs ------------------------------------------------------------------------------------


def ours(queries: CaptureQueriesContext) -> int:
    return sum('"loyalty_' in query["sql"] for query in queries)


def test_what_a_cart_of_a_tier_costs(shop: Shop, channel: Channel, lamp: str, tiers: Tiers) -> None:
    ann, bob = member(shop), member(shop, "bob@example.com")
    values = {
        "channel": channel.slug,
        "lines": [{"variantId": lamp, "quantity": 1}],
        "shippingAddress": ADDRESS,
    }

    def statements(buyer: Person) -> tuple[int, int]:
        """Of opening a cart, and of changing it."""
        with CaptureQueriesContext(connection) as opening:
            payload = shop.mutate(OPEN, {"input": values}, buyer.token)
        with CaptureQueriesContext(connection) as changing:
            touch(shop, payload["checkout"]["id"], buyer)
        return ours(opening), ours(changing)

    plain = statements(ann)
    tiers.give(ann, **TEN_PERCENT)
    of_others = statements(bob)
    with_tier = statements(ann)
    give_badge(ann, discount_percentage=D(5))
    with_both = statements(ann)

    # What is on it, and whether any source has something for it.
    assert plain == of_others == (2, 2)
    # What is on it, the six of any quote, which tier, which badges, and who takes part.
    assert (with_tier[1], with_both[1]) == (9, 10)
    # Whether there is something for it, and writing down what, once.
    assert with_tier[0] - with_tier[1] == with_both[0] - with_both[1] == 2


def test_lists_cost_the_same_for_two_and_eight(
    shop: Shop, channel: Channel, lamp: str, tiers: Tiers
) -> None:
    ann = member(shop)
    for _ in range(8):
        shop.setup.variant(D("20.00"), channel=channel)
        shop.total(shop.checkout(ann, (lamp, 1), channel=channel), ann)

    def added(document: str, bare: str) -> list[int]:
        variables = {"channel": channel.slug} if "channel" in document else {}
        counts = []
        for first in (8, 2, 8):
            each = []
            for text in (document, bare):
                with CaptureQueriesContext(connection) as queries:
                    shop.run(text, {**variables, "first": first}, ann.token)
                each.append(len(queries))
            counts.append(each[0] - each[1])
        return counts[1:]

    windows, carts = added(WINDOWS, WINDOW_IDS), added(MY_CARTS, MY_CART_IDS)
    tiers.give(ann, **TEN_PERCENT, earning_multiplier=D(2))
    give_badge(ann, discount_percentage=D(5))
    more_windows, more_carts = added(WINDOWS, WINDOW_IDS), added(MY_CARTS, MY_CART_IDS)

    assert windows[0] == windows[1]
    assert carts[0] == carts[1]
    # Which tier the shopper has.
    assert more_windows == [count + 1 for count in windows]
    # Which tiers the customers have, which badges, and who takes part.
    assert more_carts == [count + 3 for count in carts]
