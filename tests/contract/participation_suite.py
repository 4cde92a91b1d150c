"""Who takes part, frozen and banned accounts, debts: the same in every host."""

from decimal import Decimal
from typing import Any
from uuid import UUID

import graphene
import pytest
from django.utils import timezone

from saleor_loyalty_plugin.models import Account, BlockedCustomer, Program
from saleor_loyalty_plugin.services.members.membership import opt_in
from saleor_loyalty_plugin.services.orders.settle_order import settle_order
from saleor_loyalty_plugin.services.proof.verify_books import verify_books
from saleor_loyalty_plugin.services.sweep import sweep_customers
from tests.api.world import DOCUMENTS
from tests.contract.driver import Channel, Person, Refused, Shop

D = Decimal


def join(shop: Shop, person: Person) -> dict[str, Any]:
    account: dict[str, Any] = shop.mutate(DOCUMENTS["LoyaltyOptIn"], {}, person.token)["account"]
    return account


def leave(shop: Shop, person: Person) -> None:
    shop.mutate(DOCUMENTS["LoyaltyOptOut"], {}, person.token)


def set_status(shop: Shop, person: Person, status: str) -> None:
    account = Account.objects.get(customer_id=person.user_id)
    shop.mutate(
        DOCUMENTS["LoyaltyAccountStatusSet"],
        {"id": graphene.Node.to_global_id("LoyaltyAccount", account.pk), "status": status},
        shop.admin.token,
    )


def buy(shop: Shop, person: Person, price: str, **extra: Any) -> UUID:
    channel = shop.setup.channel()
    goods = shop.setup.variant(D(price), channel=channel)
    return shop.buy(person, (goods, 1), channel=channel, **extra)


def place(shop: Shop, person: Person, price: str) -> UUID:
    """An order that nobody has paid yet."""
    channel = shop.setup.channel()
    goods = shop.setup.variant(D(price), channel=channel)
    return shop.complete(shop.checkout(person, (goods, 1), channel=channel), person)


def pay(shop: Shop, order_id: UUID, price: str) -> None:
    """The goods and 10.00 for their delivery."""
    shop.pay_order(order_id, D(price) + 10, shop.setup.channel().currency)


def not_earned(shop: Shop, order_id: UUID, person: Person) -> str | None:
    """The sentence that says why an order earned nothing."""
    variables = {"id": graphene.Node.to_global_id("Order", order_id)}
    order = shop.run(DOCUMENTS["MyOrderLoyalty"], variables, person.token)["order"]
    reason = order["loyalty"]["notEarned"]
    return reason["message"] if reason is not None else None


def assert_proved() -> None:
    assert list(verify_books(now=timezone.now())) == []


def opted_in_channel(shop: Shop, eligibility: str = "OPTED_IN") -> Channel:
    channel = shop.setup.channel()
    shop.set_program(channel, eligibility=eligibility)
    return channel


# Joining and leaving ---------------------------------------------------------------------------


def test_who_has_not_joined_earns_nothing_and_gets_no_account(shop: Shop) -> None:
    opted_in_channel(shop)
    ann = shop.setup.customer("ann@example.com")

    before = buy(shop, ann, "40.00")

    assert shop.account(ann) is None
    assert join(shop, ann)["takesPart"] is True
    after = buy(shop, ann, "60.00")
    for order_id in (after, before, before, after):
        settle_order(order_id=order_id, now=timezone.now())
    assert shop.movements(ann) == [("EARN", 60)]
    assert_proved()


def test_what_counts_is_when_the_order_was_placed(shop: Shop) -> None:
    opted_in_channel(shop)
    ann = shop.setup.customer("ann@example.com")
    too_early = place(shop, ann, "40.00")
    join(shop, ann)
    in_time = place(shop, ann, "60.00")
    leave(shop, ann)
    too_late = place(shop, ann, "80.00")

    for order_id, price in ((too_late, "80.00"), (in_time, "60.00"), (too_early, "40.00")):
        pay(shop, order_id, price)

    assert shop.movements(ann) == [("EARN", 60)]
    assert not_earned(shop, too_early, ann) == "The customer had not joined the program yet."
    assert not_earned(shop, in_time, ann) is None
    assert not_earned(shop, too_late, ann) == "The customer had opted out of the program then."
    assert_proved()


def test_program_that_was_for_everyone_then(shop: Shop) -> None:
    """A merchant who asks for joining from now on takes nothing from orders placed before."""
    channel = shop.setup.channel()
    ann = shop.setup.customer("ann@example.com")
    before = place(shop, ann, "40.00")
    shop.set_program(channel, eligibility="OPTED_IN")
    while_asked = place(shop, ann, "60.00")
    shop.set_program(channel, eligibility="EVERYONE")

    pay(shop, while_asked, "60.00")
    pay(shop, before, "40.00")

    assert shop.movements(ann) == [("EARN", 40)]
    assert_proved()


def test_joining_brings_what_is_given_for_being_there(shop: Shop) -> None:
    channel = opted_in_channel(shop)
    shop.set_program(channel, registrationPoints=100)
    ann = shop.setup.customer("ann@example.com")
    assert shop.account(ann) is None

    join(shop, ann)
    join(shop, ann)

    assert shop.movements(ann) == [("EARN", 100)]
    assert_proved()


def test_sweep_finds_who_joined_when_the_call_is_lost(shop: Shop) -> None:
    channel = opted_in_channel(shop)
    shop.set_program(channel, registrationPoints=100)
    ann = shop.setup.customer("ann@example.com")
    program = Program.objects.get(is_default=True)
    now = timezone.now()

    opt_in(customer_id=ann.user_id, program_id=program.pk, actor="test", now=now)
    assert shop.movements(ann) == []
    # Waiting to be settled is no fault of the books.
    assert_proved()
    sweep_customers(now=timezone.now())

    assert shop.movements(ann) == [("EARN", 100)]
    assert not BlockedCustomer.objects.exists()


def test_who_left_keeps_and_spends_the_points_but_earns_none(shop: Shop) -> None:
    ann = shop.setup.customer("ann@example.com")
    earned = buy(shop, ann, "500.00")
    leave(shop, ann)

    order_id = buy(shop, ann, "20.00", points=500)

    assert shop.movements(ann) == [("EARN", 500), ("REDEEM", -500)]
    # What an order earned before stays its own: it is taken back when the order is.
    settle_order(order_id=earned, now=timezone.now())
    assert shop.balance(ann) == 0
    shop.cancel(order_id)
    assert shop.movements(ann)[2:] == [("RESTORE", 500)]
    shop.cancel(earned)
    assert shop.balance(ann) == 0
    assert_proved()


# Frozen and banned -----------------------------------------------------------------------------


def test_frozen_account_earns_but_spends_nothing(shop: Shop) -> None:
    channel = shop.setup.channel()
    ann = shop.setup.customer("ann@example.com")
    shop.credit(ann, 1000)
    set_status(shop, ann, "FROZEN")
    goods = shop.setup.variant(D("60.00"), channel=channel)
    checkout_id = shop.checkout(ann, (goods, 1), channel=channel)

    with pytest.raises(Refused) as refused:
        shop.apply(checkout_id, ann, points=100)

    assert refused.value.codes == ["ACCOUNT_FROZEN"]
    buy(shop, ann, "30.00")
    assert shop.movements(ann) == [("ADJUST", 1000), ("EARN", 30)]
    set_status(shop, ann, "ACTIVE")
    assert shop.apply(checkout_id, ann, points=100)["loyalty"]["appliedPoints"] == 100


def test_banned_account_neither_earns_nor_spends(shop: Shop) -> None:
    channel = shop.setup.channel()
    ann = shop.setup.customer("ann@example.com")
    earned = buy(shop, ann, "500.00")
    set_status(shop, ann, "BANNED")
    goods = shop.setup.variant(D("60.00"), channel=channel)
    checkout_id = shop.checkout(ann, (goods, 1), channel=channel)

    with pytest.raises(Refused) as refused:
        shop.apply(checkout_id, ann, points=100)
    assert refused.value.codes == ["ACCOUNT_BANNED"]
    assert [item["code"] for item in shop.quote(checkout_id, ann)["quote"]["limits"]] == [
        "ACCOUNT_BANNED"
    ]
    with pytest.raises(Refused) as refused:
        join(shop, ann)
    assert refused.value.codes == ["ACCOUNT_BANNED"]
    while_banned = buy(shop, ann, "30.00")
    set_status(shop, ann, "ACTIVE")
    settle_order(order_id=while_banned, now=timezone.now())
    settle_order(order_id=earned, now=timezone.now())

    assert shop.movements(ann) == [("EARN", 500)]
    assert not_earned(shop, while_banned, ann) == "The customer's account was banned then."
    assert_proved()


@pytest.mark.parametrize("status", ["FROZEN", "BANNED"])
def test_freezing_takes_points_off_open_checkouts(shop: Shop, status: str) -> None:
    channel = shop.setup.channel()
    ann = shop.setup.customer("ann@example.com")
    shop.credit(ann, 1000)
    goods = shop.setup.variant(D("60.00"), channel=channel)
    checkouts = [shop.checkout(ann, (goods, 1), channel=channel) for _ in range(2)]
    for checkout_id in checkouts:
        shop.apply(checkout_id, ann, points=400)
    codes = [shop.checkout_state(item, ann)["voucherCode"] for item in checkouts]

    set_status(shop, ann, status)

    account = shop.account(ann)
    assert account is not None
    assert (account["balance"], account["reserved"]) == (1000, 0)
    assert [shop.checkout_state(item, ann)["voucherCode"] for item in checkouts] == [None, None]
    assert [shop.total(item, ann) for item in checkouts] == [D("70.0"), D("70.0")]
    assert not any(shop.setup.voucher_is_usable(code) for code in codes)
    # The cart can still be bought, at its full price.
    shop.pay_checkout(checkouts[0], D("70.00"), channel.currency)
    order = shop.order(shop.complete(checkouts[0], ann))
    assert order["total"]["gross"]["amount"] == 70.0
    assert_proved()


def test_completion_refuses_points_of_a_frozen_account(shop: Shop) -> None:
    """What a crash between freezing and taking the points off leaves behind."""
    channel = shop.setup.channel()
    ann = shop.setup.customer("ann@example.com")
    shop.credit(ann, 1000)
    goods = shop.setup.variant(D("60.00"), channel=channel)
    checkout_id = shop.checkout(ann, (goods, 1), channel=channel)
    shop.apply(checkout_id, ann, points=400)
    shop.pay_checkout(checkout_id, D("66.00"), channel.currency)
    Account.objects.filter(customer_id=ann.user_id).update(status="FROZEN")

    with pytest.raises(Refused) as refused:
        shop.complete(checkout_id, ann)

    assert refused.value.messages == [
        "The points account can't be used at the moment. Remove the code to place the order."
    ]
    assert shop.movements(ann) == [("ADJUST", 1000)]
    shop.remove(checkout_id, ann)
    shop.pay_checkout(checkout_id, D("4.00"), channel.currency)
    shop.complete(checkout_id, ann)


# A balance below zero --------------------------------------------------------------------------

DEBT = """
{ me { loyalty {
  balance debt available
  entries(first: 10) { edges { node { points balanceAfter } } }
} } }"""


@pytest.mark.parametrize(
    ("policy", "shown", "after"),
    [("ALLOW", -899, [990, 90, 91, -899]), ("CLAMP", 0, [990, 90, 91, 0])],
)
def test_points_spent_before_their_order_was_cancelled(
    shop: Shop, policy: str, shown: int, after: list[int]
) -> None:
    channel = shop.setup.channel()
    shop.set_program(channel, negativeBalance=policy)
    ann = shop.setup.customer("ann@example.com")

    def account() -> tuple[int, int, int, list[int]]:
        found = shop.run(DEBT, {}, ann.token)["me"]["loyalty"]
        nodes = [edge["node"] for edge in found["entries"]["edges"]]
        balances = [node["balanceAfter"] for node in reversed(nodes)]
        return found["balance"], found["debt"], found["available"], balances

    sofa = buy(shop, ann, "990.00")
    buy(shop, ann, "10.00", points=900)
    shop.cancel(sofa)
    assert account() == (shown, 899, 0, after)

    buy(shop, ann, "500.00")
    assert account()[:3] == (-399 if policy == "ALLOW" else 0, 399, 0)
    # What pays a debt can't be spent; what is left of it can.
    buy(shop, ann, "400.00")
    assert account()[:3] == (1, 0, 1)
    assert sum(points for _, points in shop.movements(ann)) == 1
    assert_proved()


@pytest.mark.parametrize(("policy", "shown"), [("ALLOW", -899), ("CLAMP", 0)])
def test_staff_see_debts_the_same_way(shop: Shop, policy: str, shown: int) -> None:
    shop.set_program(shop.setup.channel(), negativeBalance=policy)
    ann = shop.setup.customer("ann@example.com")
    sofa = buy(shop, ann, "990.00")
    buy(shop, ann, "10.00", points=900)
    shop.cancel(sofa)

    payload = shop.credit(ann, 1000)

    assert (payload["balanceBefore"], payload["balanceAfter"]) == (shown, 101)
