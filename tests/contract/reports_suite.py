"""The first page's sums after a small story: the same in every host."""

from typing import Any
from uuid import UUID

from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.models import BlockedOrder
from saleor_loyalty_plugin.services.progress.sweep import sweep_progress
from tests.api.world import World, gid
from tests.contract.driver import Shop
from tests.contract.tier_examples import add_tier

NOBODYS_ORDER = UUID(int=7)


def _page(world: World, **variables: Any) -> dict[str, Any]:
    found: dict[str, Any] = world.run("LoyaltyOverview", world.admin, **variables)[
        "loyaltyOverview"
    ]
    return found


def _sums(moved: dict[str, Any]) -> tuple[int, int, int]:
    return moved["pointsEarned"], moved["pointsSpent"], moved["pointsExpired"]


def test_overview_after_a_story(shop: Shop) -> None:
    world = World.build(shop)
    reward = shop.add_reward(world.channel, kind="EXPERIENCE", points=100)
    world.payload("LoyaltyRewardClaim", world.ann.token, id=reward)
    add_tier(shop, "Bronze", 0)
    gold = add_tier(shop, "Gold", 50)
    with current_host().writer_access():
        sweep_progress(now=timezone.now())
        for order_id in (NOBODYS_ORDER, world.order_id):
            BlockedOrder.objects.create(
                order_id=order_id, error="ValueError: no", attempts=3, failed_at=timezone.now()
            )

    found = _page(world)

    assert found["program"] == {"id": world.program_gid, "name": "Loyalty"}
    assert found["timeZone"] == "UTC"
    # Ann: 1000 by hand and 58 for the order; 200 on it and 100 for the reward. Bob has no account.
    assert found["standing"] == {
        "membersCount": 1,
        "newMembersCount": 1,
        "newMembersBeforeCount": 0,
        "pointsInCirculation": 758,
        "pointsPending": 0,
        "values": [{"amount": 7.58, "currency": "USD"}],
        "redemptionRate": 28.4,
    }
    assert _sums(found["thisMonth"]) == (1058, 300, 0)
    assert _sums(found["monthBefore"]) == (0, 0, 0)
    assert [month["points"] for month in found["expiryCalendar"]] == 12 * [0]
    assert found["topTier"]["tier"] == {"id": gold, "name": "Gold"}
    (arrival,) = found["topTier"]["newest"]
    assert arrival["account"]["id"] == world.account_gid
    assert arrival["account"]["customer"]["email"] == "ann@example.com"
    assert found["waitingClaims"]["count"] == 1
    assert found["blockedOrders"]["count"] == 2
    theirs, nobodys = found["blockedOrders"]["newest"]
    number = shop.order(world.order_id)["number"]
    assert (theirs["orderId"], theirs["number"]) == (world.order_gid, number)
    assert (nobodys["orderId"], nobodys["number"]) == (gid("Order", NOBODYS_ORDER), None)

    home = world.run("LoyaltyHomeWidget", world.admin)["loyaltyOverview"]
    assert home["standing"]["values"] == found["standing"]["values"]
    assert home["waitingClaims"] == {"count": 1}
    assert home["failedDeliveries"] == {"emailsCount": 0, "requestsCount": 0}

    # All of it comes back.
    shop.cancel(world.order_id)
    after = _page(world)
    assert _sums(after["thisMonth"]) == (1000, 100, 0)
    assert after["standing"]["redemptionRate"] == 10.0


def test_blocked_orders_quote_no_rows(shop: Shop) -> None:
    world = World.build(shop)
    error = IntegrityError("duplicate key\nDETAIL:  Key (email)=(ann@example.com) already exists.")
    with current_host().writer_access():
        BlockedOrder.objects.create(
            order_id=NOBODYS_ORDER, error=repr(error), attempts=1, failed_at=timezone.now()
        )
    (found,) = _page(world)["blockedOrders"]["newest"]
    assert found["error"] == "IntegrityError('duplicate key"


def test_chart_of_the_overview(shop: Shop) -> None:
    world = World.build(shop)
    for interval, count in (("DAY", 30), ("WEEK", 13), ("MONTH", 100)):
        data = world.run("LoyaltyOverviewChart", world.admin, interval=interval, count=count)
        periods = data["loyaltyOverview"]["pointsMoved"]
        assert len(periods) == count
        # The story may have begun before midnight.
        assert [sum(sums) for sums in zip(*map(_sums, periods[-2:]), strict=True)] == [1058, 200, 0]
        assert [_sums(period) for period in periods[:-2]] == (count - 2) * [(0, 0, 0)]
        starts = [period["startsAt"] for period in periods]
        assert starts[1:] == [period["endsAt"] for period in periods[:-1]]


def test_overview_of_another_program(shop: Shop) -> None:
    world = World.build(shop)
    other = shop.setup.yen_channel()
    made = world.payload(
        "LoyaltyProgramCreate",
        world.admin,
        input={"name": "Yen", "channels": [{"channelId": other.global_id}]},
    )
    found = _page(world, programId=made["program"]["id"])
    assert found["program"]["name"] == "Yen"
    assert (found["standing"]["membersCount"], _sums(found["thisMonth"])) == (0, (0, 0, 0))
    assert found["standing"]["redemptionRate"] is None
    assert found["topTier"] is None
    nothing = world.run("LoyaltyOverview", world.admin, programId=gid("LoyaltyProgram", 2**40))
    assert nothing == {"loyaltyOverview": None}


def test_queries_of_the_overview(shop: Shop) -> None:
    world = World.build(shop)
    add_tier(shop, "Bronze", 0)
    add_tier(shop, "Gold", 50)
    with current_host().writer_access():
        sweep_progress(now=timezone.now())

    def queries(name: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            world.run(name, world.admin)
        return sum("loyalty_" in item["sql"] for item in captured)

    # Program, standing, terms, two months, claims, blocked orders, deliveries.
    assert queries("LoyaltyHomeWidget") == 7
    # And the calendar, the top tier with its seasons, who came to it, templates, and mail servers
    # that rest.
    assert queries("LoyaltyOverview") == 13
    for place in range(3):
        person = shop.setup.customer(f"more{place}@example.com")
        shop.credit(person, 10)
        with current_host().writer_access():
            BlockedOrder.objects.create(
                order_id=UUID(int=place), error="", failed_at=timezone.now()
            )
    # The blocked orders themselves.
    assert queries("LoyaltyOverview") == 14
