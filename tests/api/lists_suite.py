"""Lists: pages in both directions, filters, sorting, and a fixed number of queries."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from saleor_loyalty_plugin.api.types import guests
from saleor_loyalty_plugin.models import Account, AccountStatus, Entry, Lot
from tests.api.world import DOCUMENTS, World, gid
from tests.contract.driver import Person, Shop

ENTRIES = """
query ($first: Int, $last: Int, $after: String, $before: String,
       $filter: LoyaltyEntryFilterInput) {
  loyaltyEntries(first: $first, last: $last, after: $after, before: $before, filter: $filter) {
    totalCount
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    edges { cursor node { points } }
  }
}"""
ACCOUNTS = """
query ($first: Int, $last: Int, $after: String, $before: String, $search: String,
       $filter: LoyaltyAccountFilterInput, $sortBy: LoyaltyAccountSortingInput) {
  loyaltyAccounts(first: $first, last: $last, after: $after, before: $before, search: $search,
                  filter: $filter, sortBy: $sortBy) {
    totalCount
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    edges { node { balance } }
  }
}"""
# Everything that an account and its entries can show.
ACCOUNTS_IN_FULL = """
query ($first: Int!, $channel: String!) {
  loyaltyAccounts(first: $first) {
    totalCount
    edges { node {
      id status balance available
      customer { email }
      program { name channel(slug: $channel) { earnPoints } channels { channelSlug } }
      value(channel: $channel) { amount }
      nextExpiry { points expiresAt }
      all: entries { totalCount }
      entries(first: 2) {
        totalCount
        edges { node {
          points reason note
          order { number }
          account { balance }
          reverses { points } reversedBy { points }
          explanation { message }
        } }
      }
    } }
  }
}"""
REFERRALS = """
query ($first: Int!) {
  loyaltyAccounts(first: $first) { edges { node {
    referralCode
    amountsSpent { ordersCount amount { amount } }
    referredBy { state refereePoints referrer { balance } }
    all: referrals { totalCount }
    referrals(first: 2) {
      edges { node { createdAt state referrerPoints refereePoints referee { balance } } }
    }
  } } }
}"""
CUSTOMERS = """
query ($first: Int!, $channel: String!) {
  customers(first: $first) { edges { node { id loyalty(channel: $channel) { balance } } } }
}"""
ORDERS = """
query ($first: Int!) {
  orders(first: $first) { edges { node { id loyalty {
    pointsEarned pointsSpent entries { points reversedBy { points } } benefits { points }
  } } } }
}"""


@pytest.fixture
def admin(shop: Shop) -> str:
    return shop.admin.token


def _people(shop: Shop, *points: int) -> list[Person]:
    """Customers with so many points each, in the order of their accounts."""
    people = []
    for number, amount in enumerate(points, start=len(people)):
        people.append(shop.setup.customer(f"person{number}.{amount}@example.com"))
        shop.credit(people[-1], amount)
    return people


def _page(shop: Shop, query: str, **variables: Any) -> tuple[list[int], dict[str, Any]]:
    """The points or balances of a page, and the connection."""
    (page,) = shop.run(query, variables, shop.admin.token).values()
    return [next(iter(edge["node"].values())) for edge in page["edges"]], page


def test_pages_forwards_and_backwards(shop: Shop) -> None:
    (person,) = _people(shop, 1)
    for points in (2, 3, 4, 5):
        shop.credit(person, points)

    first, page = _page(shop, ENTRIES, first=2)
    assert first == [5, 4]
    assert page["totalCount"] == 5
    info = page["pageInfo"]
    assert (info["hasPreviousPage"], info["hasNextPage"]) == (False, True)
    assert [edge["cursor"] for edge in page["edges"]] == [info["startCursor"], info["endCursor"]]

    second, page = _page(shop, ENTRIES, first=2, after=info["endCursor"])
    assert second == [3, 2]
    info = page["pageInfo"]
    assert (info["hasPreviousPage"], info["hasNextPage"]) == (True, True)

    third, page = _page(shop, ENTRIES, first=2, after=info["endCursor"])
    assert third == [1]
    assert page["pageInfo"]["hasNextPage"] is False

    back, page = _page(shop, ENTRIES, last=2, before=page["pageInfo"]["startCursor"])
    assert back == [3, 2]
    info = page["pageInfo"]
    assert (info["hasPreviousPage"], info["hasNextPage"]) == (True, True)

    start, page = _page(shop, ENTRIES, last=3, before=info["startCursor"])
    assert start == [5, 4]
    assert page["pageInfo"]["hasPreviousPage"] is False
    assert _page(shop, ENTRIES, last=2)[0] == [2, 1]


def test_pages_of_sorted_accounts_with_equal_values(shop: Shop) -> None:
    _people(shop, 30, 10, 20, 20, 10)
    for direction, expected in (("ASC", [10, 10, 20, 20, 30]), ("DESC", [30, 20, 20, 10, 10])):
        sort = {"field": "BALANCE", "direction": direction}
        seen: list[str] = []
        balances: list[int] = []
        after = None
        for _ in range(5):
            page = shop.run(
                ACCOUNTS.replace("{ balance }", "{ balance id }"),
                {"first": 1, "after": after, "sortBy": sort},
                shop.admin.token,
            )["loyaltyAccounts"]
            after = page["pageInfo"]["endCursor"]
            balances += [edge["node"]["balance"] for edge in page["edges"]]
            seen += [edge["node"]["id"] for edge in page["edges"]]
        assert balances == expected
        assert len(set(seen)) == 5
        assert page["pageInfo"]["hasNextPage"] is False
    assert _page(shop, ACCOUNTS, first=5)[0] == [10, 20, 20, 10, 30]


PAGE_ERRORS: list[tuple[dict[str, Any], str]] = [
    ({}, "You must provide a `first` or `last` value"),
    ({"first": 0}, "You must provide a `first` or `last` value"),
    ({"first": -1}, "Argument `first` must be a non-negative integer."),
    ({"last": -1}, "Argument `last` must be a non-negative integer."),
    ({"first": 1, "last": 1}, "Argument `last` cannot be combined with `first`."),
    ({"first": 1, "before": "WzFd"}, "Argument `first` cannot be combined with `before`."),
    ({"last": 1, "after": "WzFd"}, "Argument `last` cannot be combined with `after`."),
    ({"first": 101}, "exceeds the `first` limit of 100 records."),
    ({"last": 101}, "exceeds the `last` limit of 100 records."),
    ({"first": 1, "after": "x"}, "Received cursor is invalid."),
    ({"first": 1, "after": "Ünïcode"}, "Received cursor is invalid."),
    ({"first": 1, "after": "WyJhIl0="}, "Received cursor is invalid."),
    ({"first": 1, "after": "W3RydWVd"}, "Received cursor is invalid."),
    ({"first": 1, "after": "WzEsMl0="}, "Received cursor is invalid."),
    ({"first": 1, "after": "WzFlOTld"}, "Received cursor is invalid."),
    ({"first": 1, "after": "WzE4NDQ2NzQ0MDczNzA5NTUxNjE2XQ=="}, "Received cursor is invalid."),
    ({"first": 1, "after": "e30="}, "Received cursor is invalid."),
]


def test_pages_that_make_no_sense(shop: Shop) -> None:
    for arguments, message in PAGE_ERRORS:
        for query in (ENTRIES, ACCOUNTS):
            body = shop.setup.post(query, arguments, shop.admin.token)
            (error,) = body["errors"]
            assert message in error["message"], (arguments, error)
            assert set(body["data"].values()) == {None}


def test_count_alone_needs_no_page(shop: Shop) -> None:
    _people(shop, 1, 2, 3)
    query = "query { loyaltyAccounts { totalCount } loyaltyEntries { totalCount } }"
    data = shop.run(query, {}, shop.admin.token)
    assert data == {"loyaltyAccounts": {"totalCount": 3}, "loyaltyEntries": {"totalCount": 3}}


def test_filters_of_accounts(shop: Shop) -> None:
    ann, bob, carol = _people(shop, 100, 200, 300)
    Account.objects.filter(customer_id=bob.user_id).update(status=AccountStatus.FROZEN)
    Account.objects.filter(customer_id=carol.user_id).update(lifetime_spent=50)
    program = gid("LoyaltyProgram", Account.objects.latest("pk").program_id)
    soon = (timezone.now() + timedelta(hours=1)).isoformat()

    def found(**given: Any) -> list[int]:
        return sorted(_page(shop, ACCOUNTS, first=10, filter=given)[0])

    assert found() == [100, 200, 300]
    assert found(customerIds=[ann.global_id, carol.global_id]) == [100, 300]
    assert found(customerIds=[]) == [100, 200, 300]
    assert found(programIds=[program]) == [100, 200, 300]
    assert found(programIds=[gid("LoyaltyProgram", 2**40)]) == []
    assert found(statuses=["FROZEN"]) == [200]
    assert found(balance={"gte": 200}) == [200, 300]
    assert found(balance={"gte": 100, "lte": 200}) == [100, 200]
    assert found(lifetimeEarned={"lte": 100}) == [100]
    assert found(lifetimeSpent={"gte": 1}) == [300]
    assert found(createdAt={"lte": soon}) == [100, 200, 300]
    assert found(createdAt={"gte": soon}) == []
    assert found(statuses=["ACTIVE"], balance={"gte": 101}) == [300]
    assert _page(shop, ACCOUNTS, first=10, search="person0.100@")[0] == [100]
    assert _page(shop, ACCOUNTS, first=10, search=" nobody ")[0] == []
    assert len(_page(shop, ACCOUNTS, first=10, search=" ")[0]) == 3


def test_filters_of_entries(shop: Shop) -> None:
    world = World.build(shop)
    shop.credit(world.bob, 7)
    # No zone is taken for UTC.
    earlier = (timezone.now() - timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M:%S")

    def found(**given: Any) -> list[int]:
        return _page(shop, ENTRIES, first=10, filter=given)[0]

    assert found() == [7, 58, -200, 1000]
    assert found(accountIds=[world.account_gid]) == [58, -200, 1000]
    assert found(customerIds=[world.bob.global_id]) == [7]
    assert found(programIds=[world.program_gid]) == [7, 58, -200, 1000]
    assert found(orderIds=[world.order_gid]) == [58, -200]
    assert found(kinds=["ADJUST", "EARN"]) == [7, 58, 1000]
    assert found(reasonCodes=["POINTS_SPENT"]) == [-200]
    assert found(points={"gte": 0, "lte": 58}) == [7, 58]
    assert found(points={"lte": -1}) == [-200]
    assert found(createdAt={"gte": earlier}) == [7, 58, -200, 1000]
    assert found(createdAt={"lte": earlier}) == []
    assert found(kinds=["ADJUST"], customerIds=[world.ann.global_id]) == [1000]


def test_filter_of_an_accounts_own_entries(shop: Shop) -> None:
    world = World.build(shop)
    query = """
    { me { loyalty { entries(first: 1, filter: {points: {gte: 0}}) {
      totalCount pageInfo { hasNextPage } edges { node { points } }
    } } } }"""
    entries = shop.run(query, {}, world.ann.token)["me"]["loyalty"]["entries"]
    assert entries == {
        "totalCount": 2,
        "pageInfo": {"hasNextPage": True},
        "edges": [{"node": {"points": 58}}],
    }


def test_next_expiry_is_of_the_open_lots(shop: Shop) -> None:
    (person,) = _people(shop, 10)
    shop.credit(person, 20)
    shop.credit(person, 30)
    soon, later = timezone.now() + timedelta(days=1), timezone.now() + timedelta(days=2)
    lots = Lot.objects.order_by("pk")
    for lot, expires_at in zip(lots, (soon, later, soon), strict=True):
        Lot.objects.filter(pk=lot.pk).update(expires_at=expires_at)
    query = "{ me { loyalty { nextExpiry { points expiresAt } } } }"

    expiry = shop.run(query, {}, person.token)["me"]["loyalty"]["nextExpiry"]

    assert expiry == {"points": 40, "expiresAt": soon.isoformat()}


def _loyalty_queries(shop: Shop, query: str, **variables: Any) -> int:
    """How often a document asks the plugin's own tables."""
    with CaptureQueriesContext(connection) as captured:
        shop.run(query, variables, shop.admin.token)
    return sum("loyalty_" in item["sql"] for item in captured)


def _all_queries(shop: Shop, query: str, **variables: Any) -> int:
    with CaptureQueriesContext(connection) as captured:
        shop.run(query, variables, shop.admin.token)
    return len(captured)


def test_queries_of_a_list_of_accounts(shop: Shop) -> None:
    world = World.build(shop)
    shop.revoke_last_entry(world.ann)
    shop.credit(world.bob, 5)
    _people(shop, 1, 2, 3)
    variables = {"channel": world.channel.slug}

    # Programs, channels, terms, expiry, two counts, two for the pages, then what the entries
    # show: accounts, what they take back and what takes them back; and the count and the list.
    assert _loyalty_queries(shop, ACCOUNTS_IN_FULL, first=5, **variables) == 12
    two, five = (
        _all_queries(shop, ACCOUNTS_IN_FULL, first=number, **variables) for number in (2, 5)
    )
    assert two == five - 2  # Ann's entries show an order and a revoked entry: one query for each.


EVENTS = """
query ($first: Int!) {
  loyaltyAccounts(first: $first) { edges { node {
    all: events { totalCount }
    events(first: 2) { totalCount edges { node { type points outcome } } }
  } } }
}"""
PROGRAMS = """
query { loyaltyPrograms(first: 10) { edges { node { bonuses { name } } } } }"""


def test_queries_of_events_and_bonuses(shop: Shop) -> None:
    channel = shop.setup.channel()
    shop.add_bonus(channel, trigger="EVENT", eventType="survey", points=5)
    for person in _people(shop, 1, 2, 3):
        for _ in range(3):
            shop.record(person, "survey")

    # Accounts, two for the pages, and the counts.
    assert [_loyalty_queries(shop, EVENTS, first=number) for number in (1, 3)] == [4, 4]
    nodes = [
        edge["node"]
        for edge in shop.run(EVENTS, {"first": 3}, shop.admin.token)["loyaltyAccounts"]["edges"]
    ]
    assert [node["all"]["totalCount"] for node in nodes] == [3, 3, 3]
    assert [len(node["events"]["edges"]) for node in nodes] == [2, 2, 2]
    assert _loyalty_queries(shop, PROGRAMS) == 2


def test_queries_of_other_lists(shop: Shop) -> None:
    world = World.build(shop)
    goods = shop.setup.variant(10, channel=world.channel)
    for buyer in (world.bob, world.ann):
        shop.buy(buyer, (goods, 1), channel=world.channel)
    channel = {"channel": world.channel.slug}

    assert _loyalty_queries(shop, CUSTOMERS, first=2, **channel) == 2
    # Settlements, entries with what they reverse, and what lowered the price: codes and holds.
    assert _loyalty_queries(shop, ORDERS, first=1) == 5
    assert _loyalty_queries(shop, ORDERS, first=3) == 5
    assert _loyalty_queries(shop, ENTRIES, first=1) == 2
    assert _loyalty_queries(shop, ENTRIES, first=100) == 2
    assert Entry.objects.count() == 5


GUEST_ORDERS = '{ loyaltyGuestPoints(email: "g@x.org") { points orders { points order { id } } } }'


def test_queries_of_guests_orders(shop: Shop) -> None:
    channel = shop.setup.channel()
    goods = shop.setup.variant(10, channel=channel)
    shop.buy_as_guest("g@x.org", (goods, 1), channel=channel)
    shop.guest_points("g@x.org")  # Staff are there from now on.
    one = _all_queries(shop, GUEST_ORDERS)
    for _ in range(2):
        shop.buy_as_guest("g@x.org", (goods, 1), channel=channel)

    # The sum, and the orders; the shop's own orders in one go.
    assert _loyalty_queries(shop, GUEST_ORDERS) == 2
    assert _all_queries(shop, GUEST_ORDERS) == one
    # Settlements, and what waits where there are none; entries, codes and holds.
    assert [_loyalty_queries(shop, ORDERS, first=number) for number in (1, 3)] == [5, 5]


def test_list_of_guests_orders_is_bounded(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guests, "GUEST_ORDERS_MAX", 2)
    channel = shop.setup.channel()
    goods = shop.setup.variant(10, channel=channel)
    for pieces in (1, 2, 3):
        shop.buy_as_guest("g@x.org", (goods, pieces), channel=channel)

    assert shop.guest_points("g@x.org") == (60, [30, 20])


def test_pages_and_queries_of_referrals(shop: Shop) -> None:
    channel = shop.setup.channel()
    shop.set_program(channel, referrerPoints=5, refereePoints=1)
    ann, bob, *friends = _people(shop, 1, 2, 3, 4, 5)
    codes = {
        account.customer_id: account.referral_code
        for account in Account.objects.filter(customer_id__in=[ann.user_id, bob.user_id])
    }
    goods = shop.setup.variant(10, channel=channel)
    for friend, person in zip(friends, (ann, ann, bob), strict=True):
        shop.mutate(
            DOCUMENTS["LoyaltyReferralClaim"], {"code": codes[person.user_id]}, friend.token
        )
    shop.buy(friends[1], (goods, 1), channel=channel)

    page = shop.run(
        DOCUMENTS["MyLoyaltyReferrals"], {"channel": channel.slug, "first": 1}, ann.token
    )["me"]["loyalty"]["referrals"]
    newest = page["edges"][0]["node"]
    assert (page["totalCount"], page["pageInfo"]["hasNextPage"]) == (2, True)
    assert (newest["state"], newest["referrerPoints"]) == ("REWARDED", 5)
    # The accounts, newest first; what they spent; by what they came; numbers; two for the pages;
    # the points of all referrals, and the accounts on the other side.
    assert _loyalty_queries(shop, REFERRALS, first=4) == 8
    assert _loyalty_queries(shop, REFERRALS, first=5) == 8


MEMBERS = """
query ($first: Int!) {
  loyaltyAccounts(first: $first) { edges { node {
    balance debt available takesPart optedInAt optedOutAt cardNumber cardQrCode
    cards { number replacedBy { number } }
    statusChanges { status note actor }
    entries(first: 5) { edges { node { balanceAfter } } }
  } } }
}"""


def test_queries_of_members_with_cards_and_debts(shop: Shop) -> None:
    channel = shop.setup.channel()
    shop.set_program(channel, eligibility="CARD_HOLDERS", negativeBalance="CLAMP")
    goods = shop.setup.variant(Decimal("50.00"), channel=channel)
    for number in range(3):
        person = shop.setup.customer(f"member{number}@example.com")
        shop.mutate(DOCUMENTS["LoyaltyOptIn"], {}, person.token)
        order_id = shop.buy(person, (goods, 1), channel=channel)
        shop.credit(person, -40)
        shop.cancel(order_id)
        account = Account.objects.get(customer_id=person.user_id)
        status = {"id": gid("LoyaltyAccount", account.pk), "status": "FROZEN"}
        shop.mutate(DOCUMENTS["LoyaltyAccountStatusSet"], status, shop.admin.token)
        card = {"id": gid("LoyaltyCard", account.cards.get().pk)}
        shop.mutate(DOCUMENTS["LoyaltyCardReplace"], card, shop.admin.token)

    data = shop.run(MEMBERS, {"first": 3}, shop.admin.token)
    counts = [_loyalty_queries(shop, MEMBERS, first=first) for first in (1, 2, 3)]

    nodes = [edge["node"] for edge in data["loyaltyAccounts"]["edges"]]
    assert [(node["balance"], node["debt"], node["takesPart"]) for node in nodes] == [
        (0, 40, True)
    ] * 3
    assert [len(node["cards"]) for node in nodes] == [2, 2, 2]
    # The list, programs, terms, changes, cards, successors, two for the entries, their accounts.
    assert counts == [9, 9, 9]


SEGMENTS = """
query {
  loyaltySegments(first: 5) { edges { node { name program { name } conditions { optedIn } } } }
}"""


def test_pages_of_accounts_by_conditions(shop: Shop) -> None:
    """Both ways and in every order, as without conditions."""
    _people(shop, 30, 10, 20, 20, 10)
    nobody_ordered = {"ordersCount": {"lte": 0}}

    def page(**variables: Any) -> tuple[list[int], dict[str, Any]]:
        return _page(shop, ACCOUNTS, filter=nobody_ordered, **variables)

    first, shown = page(first=2)
    assert first == [10, 20]
    assert shown["totalCount"] == 5
    assert (shown["pageInfo"]["hasPreviousPage"], shown["pageInfo"]["hasNextPage"]) == (False, True)
    second, shown = page(first=2, after=shown["pageInfo"]["endCursor"])
    assert second == [20, 10]
    assert page(last=2, before=shown["pageInfo"]["startCursor"])[0] == [10, 20]
    assert page(last=2)[0] == [10, 30]
    assert page(first=3, after=shown["pageInfo"]["endCursor"])[0] == [30]

    for direction, expected in (("ASC", [10, 10, 20, 20, 30]), ("DESC", [30, 20, 20, 10, 10])):
        variables: dict[str, Any] = {"sortBy": {"field": "BALANCE", "direction": direction}}
        balances: list[int] = []
        for _ in range(3):
            found, shown = page(first=2, **variables)
            variables["after"] = shown["pageInfo"]["endCursor"]
            balances += found
        assert balances == expected
        assert shown["pageInfo"]["hasNextPage"] is False
    assert page(first=5, search="person0.30")[0] == [30]
    assert _page(shop, ACCOUNTS, first=5, filter={"ordersCount": {"gte": 1}})[0] == []


def test_queries_of_segments(shop: Shop) -> None:
    _people(shop, 1, 2, 3)
    query = """
    mutation ($name: String!) {
      loyaltySegmentCreate(input: {name: $name, conditions: {optedIn: false}}) { errors { code } }
    }"""
    for name in ("One", "Two", "Three"):
        shop.mutate(query, {"name": name}, shop.admin.token)
        # The segments, and their programs.
        assert _loyalty_queries(shop, SEGMENTS) == 2
    by_conditions = {"filter": {"optedIn": False, "takesPart": True, "badgeIds": []}}
    for number in (1, 3):
        # The terms, where accounts begin and end, the page's keys and its rows, and its count:
        # where they begin, and those of one window.
        assert _loyalty_queries(shop, ACCOUNTS, first=number, **by_conditions) == 6
