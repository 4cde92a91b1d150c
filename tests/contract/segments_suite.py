"""Conditions on accounts, saved and tried: the same in every host."""

from datetime import timedelta
from decimal import Decimal
from itertools import count
from typing import Any

import graphene
import pytest
from django.utils import timezone

from saleor_loyalty_plugin.models import Account, AccountSpending
from saleor_loyalty_plugin.services.progress.sweep import sweep_progress
from tests.api.world import DOCUMENTS
from tests.contract.driver import ADDRESS, Channel, Person, Refused, Shop
from tests.contract.tier_examples import BADGE_GRANT, add_badge, add_tier

D = Decimal
FILTERED = """
query ($filter: LoyaltyAccountFilterInput, $first: Int!) {
  loyaltyAccounts(filter: $filter, first: $first) {
    totalCount edges { node { customer { email } } }
  }
}"""
SEGMENT = """
query ($id: ID!) {
  loyaltySegment(id: $id) {
    count { value isExact }
    accounts(first: 50) { totalCount edges { node { customer { email } } } }
  }
}"""
CUSTOMER_UPDATE = """
mutation ($id: ID!, $input: CustomerInput!) {
  customerUpdate(id: $id, input: $input) { user { id } errors { field message code } }
}"""
_numbers = count(1)


def segment(shop: Shop, **conditions: Any) -> str:
    """The global id of a new segment."""
    given = {"name": f"Segment {next(_numbers)}", "conditions": conditions}
    payload = shop.mutate(DOCUMENTS["LoyaltySegmentCreate"], {"input": given}, shop.admin.token)
    segment_id: str = payload["segment"]["id"]
    return segment_id


def in_segment(shop: Shop, segment_id: str) -> list[str]:
    """Who is in a segment; its count and its list agree."""
    found = shop.run(SEGMENT, {"id": segment_id}, shop.admin.token)["loyaltySegment"]
    names = _names(found["accounts"])
    assert found["count"] == {"value": len(names), "isExact": True}
    assert found["accounts"]["totalCount"] == len(names)
    return names


def who(shop: Shop, **conditions: Any) -> list[str]:
    """Who meets conditions, by the filter of accounts and by a segment alike."""
    variables = {"filter": conditions, "first": 50}
    found = shop.run(FILTERED, variables, shop.admin.token)["loyaltyAccounts"]
    names = _names(found)
    assert found["totalCount"] == len(names)
    segment_id = segment(shop, **conditions)
    assert in_segment(shop, segment_id) == names
    by_segment = shop.run(
        FILTERED, {"filter": {"segmentId": segment_id}, "first": 50}, shop.admin.token
    )
    assert _names(by_segment["loyaltyAccounts"]) == names
    return names


def _names(connection: dict[str, Any]) -> list[str]:
    emails = [edge["node"]["customer"]["email"] for edge in connection["edges"]]
    return sorted(email.split("@")[0] for email in emails)


def lives_in(shop: Shop, person: Person, **countries: str) -> None:
    """Staff give a customer default addresses: `billing`, `shipping`."""
    places = {
        "PL": ADDRESS,
        "DE": {**ADDRESS, "city": "Berlin", "postalCode": "10115", "country": "DE"},
    }
    given = {
        f"default{kind.capitalize()}Address": places[country] for kind, country in countries.items()
    }
    variables = {"id": person.global_id, "input": given}
    shop.mutate(CUSTOMER_UPDATE, variables, shop.setup.staff("MANAGE_USERS").token)


def people(shop: Shop, *names: str) -> list[Person]:
    """Customers with an account each."""
    found = [shop.setup.customer(f"{name}@example.com") for name in names]
    for person in found:
        shop.credit(person, 10)
    return found


def buy(shop: Shop, person: Person, price: str, channel: Channel) -> Any:
    goods = shop.setup.variant(D(price), channel=channel)
    return shop.buy(person, (goods, 1), channel=channel)


def test_by_what_was_bought(shop: Shop) -> None:
    dollars, euros = shop.setup.channel(), shop.setup.gross_channel()
    ann, bob, _cyd = people(shop, "ann", "bob", "cyd")
    buy(shop, ann, "60.00", dollars)
    twice = [buy(shop, bob, "20.00", dollars), buy(shop, bob, "100.00", euros)]

    assert who(shop) == ["ann", "bob", "cyd"]
    assert who(shop, ordersCount={"gte": 1}) == ["ann", "bob"]
    assert who(shop, ordersCount={"gte": 2, "lte": 2}) == ["bob"]
    assert who(shop, ordersCount={"lte": 0}) == ["cyd"]
    assert who(shop, ordersCount={"lte": 1}) == ["ann", "cyd"]
    assert who(shop, amountSpent={"currency": "USD", "gte": 60}) == ["ann"]
    assert who(shop, amountSpent={"currency": "USD", "gte": 20, "lte": 60}) == ["ann", "bob"]
    assert who(shop, amountSpent={"currency": "eur", "lte": 99.99}) == ["ann", "cyd"]
    assert who(shop, amountSpent={"currency": "EUR", "gte": 100.01}) == []
    assert who(shop, channelIds=[euros.global_id]) == ["bob"]
    assert who(shop, channelIds=[dollars.global_id, euros.global_id]) == ["ann", "bob"]
    assert who(shop, channelIds=[dollars.global_id], balance={"lte": 100}) == ["ann"]

    for order_id in twice:
        shop.cancel(order_id)

    assert who(shop, ordersCount={"gte": 1}) == ["ann"]
    assert who(shop, channelIds=[dollars.global_id]) == ["ann"]
    assert who(shop, amountSpent={"currency": "USD", "gte": 0.01}) == ["ann"]


def test_by_the_last_order(shop: Shop) -> None:
    channel = shop.setup.channel()
    ann, bob, _cyd = people(shop, "ann", "bob", "cyd")
    buy(shop, ann, "60.00", channel)
    buy(shop, bob, "60.00", channel)
    now = timezone.now()
    AccountSpending.objects.filter(account__customer_id=bob.user_id).update(
        last_order_at=now - timedelta(days=45)
    )

    assert who(shop, lastOrderWithinDays=30) == ["ann"]
    assert who(shop, lastOrderOlderThanDays=30) == ["bob"]
    assert who(shop, lastOrderWithinDays=60, lastOrderOlderThanDays=30) == ["bob"]
    assert who(shop, lastOrderAt={"gte": (now - timedelta(days=50)).isoformat()}) == ["ann", "bob"]
    assert who(shop, lastOrderAt={"lte": (now - timedelta(days=44)).isoformat()}) == ["bob"]
    stays_away = segment(shop, lastOrderOlderThanDays=30)
    assert in_segment(shop, stays_away) == ["bob"]

    buy(shop, bob, "60.00", channel)

    assert in_segment(shop, stays_away) == []


def test_by_country(shop: Shop) -> None:
    ann, bob, cyd, _dee = people(shop, "ann", "bob", "cyd", "dee")
    lives_in(shop, ann, billing="PL", shipping="DE")
    lives_in(shop, bob, shipping="DE")
    lives_in(shop, cyd, billing="DE")

    assert who(shop, countries=["PL"]) == ["ann"]
    assert who(shop, countries=["de"]) == ["bob", "cyd"]
    assert who(shop, countries=["PL", "DE"], balance={"gte": 10}) == ["ann", "bob", "cyd"]
    assert who(shop, countries=["FR"]) == []

    lives_in(shop, bob, billing="PL")

    assert who(shop, countries=["PL"]) == ["ann", "bob"]


def test_by_type_of_customer(shop: Shop) -> None:
    ann, bob = people(shop, "ann", "bob")
    golds = shop.setup.customer_type("Golds")
    if golds is None:
        some = graphene.Node.to_global_id("CustomerType", 1)
        with pytest.raises(Refused) as refused:
            segment(shop, customerTypeIds=[some])
        assert (refused.value.codes, refused.value.fields) == (
            ["INVALID"],
            ["conditions.customerTypeIds"],
        )
        assert "3.23" in refused.value.messages[0]
        return
    shop.setup.set_customer_type(bob, golds)

    assert who(shop, customerTypeIds=[golds]) == ["bob"]
    dealers = shop.setup.customer_type("Dealers")
    assert who(shop, customerTypeIds=[dealers]) == []
    lives_in(shop, bob, billing="PL")
    lives_in(shop, ann, billing="PL")
    assert who(shop, customerTypeIds=[golds], countries=["PL"]) == ["bob"]
    assert who(shop, customerTypeIds=[golds], countries=["DE"]) == []


def test_by_tier_and_badge(shop: Shop) -> None:
    channel = shop.setup.channel()
    bronze = add_tier(shop, "Bronze", 0)
    silver = add_tier(shop, "Silver", 50)
    star = add_badge(shop, "Star")
    ann, bob, _cyd = people(shop, "ann", "bob", "cyd")
    buy(shop, ann, "60.00", channel)
    buy(shop, bob, "20.00", channel)
    variables = {"badgeId": star, "customerId": bob.global_id}
    shop.mutate(BADGE_GRANT, variables, shop.admin.token)
    sweep_progress(now=timezone.now())

    assert who(shop, tierIds=[silver]) == ["ann"]
    assert who(shop, tierIds=[bronze]) == ["bob", "cyd"]
    assert who(shop, tierIds=[bronze, silver]) == ["ann", "bob", "cyd"]
    assert who(shop, badgeIds=[star]) == ["bob"]
    assert who(shop, badgeIds=[star], tierIds=[silver]) == []
    # Who has just come has the tier from 0 before any sweep has looked.
    people(shop, "dee")
    assert who(shop, tierIds=[bronze]) == ["bob", "cyd", "dee"]


def test_by_taking_part(shop: Shop) -> None:
    ann, bob, cyd, dee = people(shop, "ann", "bob", "cyd", "dee")
    shop.mutate(DOCUMENTS["LoyaltyOptIn"], {}, ann.token)
    shop.mutate(DOCUMENTS["LoyaltyOptOut"], {}, bob.token)
    for person, status in ((cyd, "BANNED"), (dee, "FROZEN")):
        account = Account.objects.get(customer_id=person.user_id)
        shop.mutate(
            DOCUMENTS["LoyaltyAccountStatusSet"],
            {"id": graphene.Node.to_global_id("LoyaltyAccount", account.pk), "status": status},
            shop.admin.token,
        )

    assert who(shop, optedIn=True) == ["ann"]
    assert who(shop, optedIn=False) == ["bob", "cyd", "dee"]
    assert who(shop, takesPart=True) == ["ann", "dee"]
    assert who(shop, takesPart=False) == ["bob", "cyd"]
    assert who(shop, takesPart=True, statuses=["ACTIVE"]) == ["ann"]
    shop.set_program(shop.setup.channel(), eligibility="OPTED_IN")
    assert who(shop, takesPart=True) == ["ann"]
