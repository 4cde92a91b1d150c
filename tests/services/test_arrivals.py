"""Gifts for reaching a tier: once, by who has earned them, and taken back where nobody has."""

from decimal import Decimal
from typing import Any

import graphene
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from saleor_loyalty_plugin.models import (
    Account,
    Entry,
    OutboxMessage,
    Program,
    Reward,
    RewardClaim,
    SpendingDay,
    Tier,
)
from saleor_loyalty_plugin.rules.rewards import ClaimStatus
from saleor_loyalty_plugin.services.orders.settle_order import settle_order
from saleor_loyalty_plugin.services.points.adjust_points import revoke_entry
from saleor_loyalty_plugin.services.progress.by_hand import set_tier, unset_tier
from saleor_loyalty_plugin.services.progress.settle import settle_progress
from saleor_loyalty_plugin.services.progress.sweep import sweep_progress
from saleor_loyalty_plugin.services.proof.verify_books import verify_books
from saleor_loyalty_plugin.services.proof.verify_claims import claim_differences
from sandbox.shop.models import User
from tests.contract.arrivals_suite import APPLY
from tests.contract.driver import Shop
from tests.services.claim_builders import voucher
from tests.services.gift_builders import add_account, at, program, set_program
from tests.services.progress_builders import account_of, add_tiers, changed_terms, progress
from tests.services.progress_sweep_builders import add_tier, credit, in_euros, spend, tiers, version

D = Decimal


def look(account: Account, text: str) -> None:
    """Settle an account twice at a time: the second changes nothing."""
    for _ in range(2):
        settle_progress(account_ids=[account.pk], now=at(text))


def refund(account: Account, amount: int, *, day: str) -> None:
    """What settling a refunded order of that day leaves behind."""
    spend(account, -amount, day=day)


def entries() -> list[tuple[str, str, int]]:
    """(reason, tier, points) of every entry, oldest first."""
    rows = Entry.objects.order_by("pk")
    return list(rows.values_list("reason", "source_label", "points"))


def reached(name: str, points: int) -> tuple[str, str, int]:
    return ("TIER_REACHED", name, points)


def lost(name: str, points: int) -> tuple[str, str, int]:
    return ("TIER_LOST", name, -points)


def claims() -> list[tuple[int, str]]:
    """(customer_id, status) of every claim, oldest first."""
    rows = RewardClaim.objects.order_by("pk")
    return list(rows.values_list("account__customer_id", "status"))


def with_gifts(**settings: Any) -> tuple[Tier, Tier]:
    """Silver with 50 points and Gold with 100; all accounts there are have been looked at."""
    in_euros(**settings)
    silver = add_tier("Silver", 500, arrival_points=50)
    gold = add_tier("Gold", 1000, arrival_points=100)
    sweep_progress(now=at("2031-01-02"))
    return silver, gold


@pytest.mark.django_db
def test_each_tier_gives_once_whatever_happens_in_between() -> None:
    ann = add_account(1)
    with_gifts()
    spend(ann, 500, day="2031-02-01")
    look(ann, "2031-02-01")
    assert entries() == [reached("Silver", 50)]

    spend(ann, 500, day="2031-02-02")
    look(ann, "2031-02-02")
    refund(ann, 500, day="2031-02-02")
    look(ann, "2031-02-03")
    spend(ann, 600, day="2031-02-04")
    look(ann, "2031-02-04")

    assert entries() == [
        reached("Silver", 50),
        reached("Gold", 100),
        lost("Gold", 100),
        reached("Gold", 100),
    ]


@pytest.mark.django_db
def test_what_only_time_took_away_was_rightly_given() -> None:
    ann, bob = add_account(1), add_account(2)
    with_gifts(tier_basis="CALENDAR_YEAR")
    for account in (ann, bob):
        spend(account, 500, day="2031-02-01")
        look(account, "2031-02-01")
        spend(account, 40, day="2031-06-01")
    refund(bob, 30, day="2031-02-01")  # Bob stays in Silver by what he has bought since
    look(bob, "2031-06-02")
    assert tiers() == {1: "Silver", 2: "Silver"}

    sweep_progress(now=at("2032-01-01T12:00"))

    assert tiers() == {1: "", 2: ""}
    assert entries() == [reached("Silver", 50), reached("Silver", 50), lost("Silver", 50)]
    assert Entry.objects.get(points=-50).account == bob
    # Ann reaches it anew, and has had its gift; Bob has not.
    for account in (ann, bob):
        spend(account, 500, day="2032-03-01")
        look(account, "2032-03-01")
    assert entries()[3:] == [reached("Silver", 50)]
    assert Entry.objects.order_by("-pk")[0].account == bob
    # This time rightly: it is about the day on which he got it again.
    sweep_progress(now=at("2033-01-01T12:00"))
    assert len(entries()) == 4


@pytest.mark.django_db
def test_a_tier_of_the_last_twelve_months_looks_at_the_months_before_the_gift() -> None:
    ann = add_account(1)
    spend(ann, 300, day="2030-06-01")
    with_gifts(tier_basis="ROLLING_YEAR")
    spend(ann, 200, day="2031-02-01")
    look(ann, "2031-02-01")
    assert entries() == [reached("Silver", 50)]

    sweep_progress(now=at("2031-06-02T12:00"))  # June's order leaves the window
    assert (tiers(), len(entries())) == ({1: ""}, 1)


@pytest.mark.django_db
def test_grace_keeps_the_gift_as_long_as_the_tier() -> None:
    ann = add_account(1)
    with_gifts(tier_demotion="GRACE", tier_grace_days=30)
    spend(ann, 500, day="2031-02-01")
    look(ann, "2031-02-01")
    refund(ann, 100, day="2031-02-01")
    look(ann, "2031-02-02")
    assert (tiers(), entries()) == ({1: "Silver"}, [reached("Silver", 50)])

    sweep_progress(now=at("2031-03-05"))

    assert (tiers(), entries()) == ({1: ""}, [reached("Silver", 50), lost("Silver", 50)])


@pytest.mark.django_db
def test_who_is_beyond_a_new_tier_gets_no_gift_whenever_looked_at() -> None:
    ann, bob, cyd = (add_account(number) for number in (1, 2, 3))
    for account, amount in ((ann, 5000), (bob, 450), (cyd, 450)):
        spend(account, amount, day="2031-01-05")
    in_euros(now="2031-02-01")
    add_tier("Silver", 500, now="2031-02-01", arrival_points=50)

    # Two orders come before the sweep has looked at anybody.
    spend(ann, 60, day="2031-02-01")
    look(ann, "2031-02-01T10:00")
    spend(bob, 60, day="2031-02-01")
    look(bob, "2031-02-01T10:00")
    sweep_progress(now=at("2031-02-01T11:00"))

    assert tiers() == {1: "Silver", 2: "Silver", 3: ""}
    assert [entry.account_id for entry in Entry.objects.all()] == [bob.pk]
    spend(cyd, 60, day="2031-02-02")
    look(cyd, "2031-02-02")
    assert {entry.account_id for entry in Entry.objects.all()} == {bob.pk, cyd.pk}


@pytest.mark.django_db
def test_a_change_of_the_program_gives_nothing() -> None:
    """A lower threshold, another basis, and tiers that come back after a time without any."""
    ann = add_account(1)
    silver, _ = with_gifts()
    spend(ann, 450, day="2031-02-01")
    credit(ann, 5000, key="old", now="2031-02-01")
    look(ann, "2031-02-01")

    Tier.objects.filter(pk=silver.pk).update(threshold=400)
    version("2031-03-01")
    sweep_progress(now=at("2031-03-02"))
    assert tiers() == {1: "Silver"}
    Program.objects.update(tier_basis="POINTS")
    version("2031-04-01")
    sweep_progress(now=at("2031-04-02"))
    assert tiers() == {1: "Gold"}
    Tier.objects.all().delete()
    version("2031-05-01")
    sweep_progress(now=at("2031-05-02"))
    add_tier("Platinum", 100, now="2031-06-01", arrival_points=1000)
    sweep_progress(now=at("2031-06-02"))

    assert tiers() == {1: "Platinum"}
    assert [points for _, _, points in entries()] == [5000]


@pytest.mark.django_db
def test_orders_sent_back_after_the_tier_was_lost_take_the_gift_back() -> None:
    """The tier went with the year, or with the program's change, and its orders come back later."""
    ann, bob = add_account(1), add_account(2)
    prize = voucher()
    in_euros(tier_basis="CALENDAR_YEAR")
    silver = add_tier("Silver", 500, arrival_points=50, arrival_reward_id=prize.pk)
    sweep_progress(now=at("2031-01-02"))
    for account in (ann, bob):
        spend(account, 500, day="2031-12-20")
        look(account, "2031-12-20")
    sweep_progress(now=at("2032-01-01T12:00"))
    assert (tiers(), len(entries())) == ({1: "", 2: ""}, 2)

    refund(ann, 1, day="2031-12-20")
    look(ann, "2032-01-05")

    assert entries() == [reached("Silver", 50), reached("Silver", 50), lost("Silver", 50)]
    assert claims() == [(1, "CANCELLED"), (2, "CLAIMED")]
    Tier.objects.filter(pk=silver.pk).update(threshold=800)
    version("2032-02-01")
    refund(bob, 1, day="2031-12-20")
    sweep_progress(now=at("2032-02-02"))
    assert entries()[3:] == [lost("Silver", 50)]
    assert claims() == [(1, "CANCELLED"), (2, "CANCELLED")]


@pytest.mark.django_db
def test_a_threshold_that_was_raised_takes_no_gift_back() -> None:
    ann = add_account(1)
    silver, _ = with_gifts()
    spend(ann, 500, day="2031-02-01")
    look(ann, "2031-02-01")

    Tier.objects.filter(pk=silver.pk).update(threshold=800)
    version("2031-03-01")
    sweep_progress(now=at("2031-03-02"))

    assert (tiers(), entries()) == ({1: ""}, [reached("Silver", 50)])
    refund(ann, 1, day="2031-02-01")
    look(ann, "2031-03-03")
    assert entries() == [reached("Silver", 50), lost("Silver", 50)]


def test_points_that_tiers_gave_count_towards_none(live_shop: Shop) -> None:
    """Who buys and sends all of it back has neither the tier nor its points."""
    channel = live_shop.setup.channel()
    ann = live_shop.setup.customer("ann@example.com")
    silver, gold = add_tiers(Silver=500, Gold=1000).values()
    Tier.objects.update(arrival_points=1000)
    changed_terms(tier_basis="POINTS")
    sweep_progress(now=timezone.now())
    lamp = live_shop.setup.variant(D("500.00"), channel=channel)

    order_id = live_shop.buy(ann, (lamp, 1), channel=channel)
    row = progress(ann)
    assert (row.tier_id, row.qualifying, live_shop.balance(ann)) == (silver.pk, 500, 1500)
    second_id = live_shop.buy(ann, (lamp, 1), channel=channel)
    assert (progress(ann).tier_id, live_shop.balance(ann)) == (gold.pk, 3000)

    live_shop.cancel(order_id)
    assert (progress(ann).tier_id, live_shop.balance(ann)) == (silver.pk, 1500)
    live_shop.cancel(second_id)
    row = progress(ann)
    assert (row.tier_id, row.qualifying, live_shop.balance(ann)) == (None, 0, 0)
    assert list(verify_books(now=timezone.now())) == []


@pytest.mark.django_db
def test_nothing_is_given_while_earning_and_rewards_are_switched_off() -> None:
    ann = add_account(1)
    prize = voucher()
    in_euros()
    add_tier("Silver", 500, arrival_points=50, arrival_reward_id=prize.pk)
    sweep_progress(now=at("2031-01-02"))
    set_program(now="2031-01-03", earning_active=False, spending_active=False)
    spend(ann, 500, day="2031-02-01")

    look(ann, "2031-02-01")

    assert (tiers(), entries(), claims()) == ({1: "Silver"}, [], [])


@pytest.mark.django_db
def test_a_reward_is_given_whatever_it_asks_for_while_there_is_stock() -> None:
    people = [add_account(number) for number in (1, 2, 3)]
    in_euros()
    prize = voucher(stock=2, is_active=False, claim_days=10, per_customer_limit=1)
    add_tier("Silver", 500, arrival_reward_id=prize.pk, arrival_points=50)
    sweep_progress(now=at("2031-01-02"))
    for account in people:
        spend(account, 500, day="2031-02-01")
        look(account, "2031-02-01")

    assert claims() == [(1, "CLAIMED"), (2, "CLAIMED")]
    assert entries() == [reached("Silver", 50)] * 3  # the third has the points alone
    claim = RewardClaim.objects.order_by("pk")[0]
    assert (claim.points, claim.entry, claim.expires_at) == (0, None, at("2031-02-11"))
    assert Reward.objects.get().claims_count == 2
    told = OutboxMessage.objects.filter(kind="reward_given").order_by("pk")
    assert told[0].payload == {"claimId": claim.pk, "tierId": Tier.objects.get().pk}
    assert list(claim_differences()) == []


@pytest.mark.django_db
def test_an_unused_reward_is_cancelled_and_given_anew_but_not_one_that_ended_otherwise() -> None:
    ann, bob = add_account(1), add_account(2)
    in_euros()
    add_tier("Silver", 500, arrival_reward_id=voucher().pk)
    sweep_progress(now=at("2031-01-02"))
    for account in (ann, bob):
        spend(account, 500, day="2031-02-01")
        look(account, "2031-02-01")
    RewardClaim.objects.filter(account=bob).update(status=ClaimStatus.EXPIRED)

    for account in (ann, bob):
        refund(account, 500, day="2031-02-01")
        look(account, "2031-02-02")
        spend(account, 500, day="2031-02-03")
        look(account, "2031-02-03")

    assert claims() == [(1, "CANCELLED"), (2, "EXPIRED"), (1, "CLAIMED")]


@pytest.mark.django_db
def test_what_staff_took_back_is_not_given_again() -> None:
    ann = add_account(1)
    with_gifts()
    spend(ann, 500, day="2031-02-01")
    look(ann, "2031-02-01")
    entry = Entry.objects.get()
    revoke_entry(entry_id=entry.pk, note="", actor="user:7", now=at("2031-02-02"))

    refund(ann, 500, day="2031-02-01")
    look(ann, "2031-02-03")
    spend(ann, 500, day="2031-02-04")
    look(ann, "2031-02-04")

    assert [reason for reason, _, _ in entries()] == ["TIER_REACHED", "ENTRY_REVOKED"]


@pytest.mark.django_db
def test_a_tier_by_hand_gives_its_gifts_for_good() -> None:
    user = User.objects.create(email="ann@example.com", is_confirmed=True)
    _, gold = with_gifts()
    set_tier(
        customer_id=user.pk,
        program_id=program().pk,
        tier_id=gold.pk,
        ends_at=at("2031-05-01"),
        note="",
        author="user:7",
        now=at("2031-02-01"),
    )
    ann = Account.objects.get(customer_id=user.pk)
    assert entries() == [reached("Silver", 50), reached("Gold", 100)]
    (why,) = Entry.objects.order_by("pk")[1].explanation
    assert why == {"code": "TIER_BY_HAND", "values": {"tier": "Gold"}}

    unset_tier(
        customer_id=user.pk, program_id=program().pk, note="", author="user:7", now=at("2031-03-01")
    )
    assert tiers() == {user.pk: ""}
    spend(ann, 1000, day="2031-04-01")
    look(ann, "2031-04-01")
    refund(ann, 1000, day="2031-04-01")
    look(ann, "2031-04-02")

    assert entries() == [reached("Silver", 50), reached("Gold", 100)]


@pytest.mark.django_db
def test_a_gift_that_fails_keeps_nobody_from_the_tier(caplog: pytest.LogCaptureFixture) -> None:
    ann, bob = add_account(1), add_account(2)  # the shop knows neither: it makes no card for them
    in_euros()
    card = Reward.objects.create(
        program=program(),
        kind="GIFT_CARD",
        name="Card",
        points=100,
        amount=D(10),
        currency="EUR",
        created_at=at("2031-01-01"),
        updated_at=at("2031-01-01"),
    )
    add_tier("Silver", 500, arrival_reward_id=card.pk, arrival_points=50)
    sweep_progress(now=at("2031-01-02"))
    for number in (1, 2):
        credit(bob, 1_000_000_000, key=f"all there is room for {number}", now="2031-01-03")
    spend(ann, 500, day="2031-02-01")
    spend(bob, 500, day="2031-02-01")

    look(ann, "2031-02-01")
    look(bob, "2031-02-01")

    assert (tiers(), claims()) == ({1: "Silver", 2: "Silver"}, [])
    assert entries()[2:] == [reached("Silver", 50)]
    assert caplog.text.count("could not be given") == 3
    assert Reward.objects.get().claims_count == 0


@pytest.mark.django_db
def test_falling_costs_no_more_queries_for_more_accounts() -> None:
    few, many = [add_account(number) for number in (1, 2)], []
    in_euros(tier_basis="CALENDAR_YEAR")
    add_tier("Silver", 500, arrival_points=50, arrival_reward_id=voucher().pk)
    sweep_progress(now=at("2031-01-02"))
    many = [add_account(number) for number in range(3, 13)]
    for account in (*few, *many):
        spend(account, 500, day="2031-02-01")
        settle_progress(account_ids=[account.pk], now=at("2031-02-01"))
    counts = []

    for accounts in (few, many):
        with CaptureQueriesContext(connection) as queries:
            settle_progress(account_ids=[item.pk for item in accounts], now=at("2032-01-01T12:00"))
        counts.append(len(queries))

    assert counts[0] == counts[1]
    assert (set(tiers().values()), len(entries())) == ({""}, 12)


def test_a_claim_on_a_cart_that_is_being_ordered_is_left_to_the_order(live_shop: Shop) -> None:
    shop, channel = live_shop, live_shop.setup.channel()
    shop.set_program(channel, tierCurrency=channel.currency)
    add_tiers(Silver=500)
    Tier.objects.update(arrival_reward_id=voucher().pk)
    changed_terms()
    ann = shop.setup.customer("ann@example.com")
    sofa = shop.setup.variant(D("500.00"), channel=channel)
    mug = shop.setup.variant(D("20.00"), channel=channel)
    first = shop.buy(ann, (sofa, 1), channel=channel)
    checkout_id = shop.checkout(ann, (mug, 1), channel=channel)
    claim = RewardClaim.objects.get()
    claim_id = graphene.Node.to_global_id("LoyaltyClaim", claim.pk)
    shop.mutate(APPLY, {"id": checkout_id, "claim": claim_id}, ann.token)
    with shop.setup.hooks_lost():
        shop.pay_checkout(checkout_id, D("26.00"), channel.currency)
        order_id = shop.complete(checkout_id, ann)  # nobody has told us of it yet
    shop.setup.return_units(first, 0, 1)

    settle_order(order_id=order_id, now=timezone.now())

    claim.refresh_from_db()
    assert (claim.status, claim.order_id) == ("USED", order_id)
    assert SpendingDay.objects.get(account=account_of(ann)).amount_spent == D("16.00")
    assert list(verify_books(now=timezone.now())) == []
