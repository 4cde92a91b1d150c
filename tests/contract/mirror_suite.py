"""What a shop's customer says about the tier: the same in every host."""

from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from saleor_loyalty_plugin.services.progress.sweep import sweep_progress
from tests.contract.driver import Channel, Person, Shop

D = Decimal

TIER = """
mutation ($input: LoyaltyTierInput!) {
  loyaltyTierCreate(input: $input) { tier { id } errors { field message code } }
}"""
TIER_CHANGE = """
mutation ($id: ID!, $input: LoyaltyTierInput!) {
  loyaltyTierUpdate(id: $id, input: $input) { tier { id } errors { field message code } }
}"""
SAYS = """
query ($id: ID!) { user(id: $id) { metadata { key value } } }"""
CLASS = """
query ($id: ID!) { user(id: $id) { customerType { name } } }"""


def add_tier(shop: Shop, name: str, threshold: int, **values: Any) -> str:
    """The global id of a tier of the default program."""
    settings = {"name": name, "threshold": threshold, **values}
    tier_id: str = shop.mutate(TIER, {"input": settings}, shop.admin.token)["tier"]["id"]
    return tier_id


def says(shop: Shop, person: Person) -> dict[str, str]:
    """The public metadata of a customer."""
    user = shop.run(SAYS, {"id": person.global_id}, shop.admin.token)["user"]
    return {item["key"]: item["value"] for item in user["metadata"]}


def is_in(shop: Shop, person: Person) -> str:
    """The name of the class that a customer is in; "" for the shop's own for everybody."""
    user = shop.run(CLASS, {"id": person.global_id}, shop.admin.token)["user"]
    name = (user["customerType"] or {"name": ""})["name"]
    return name if name in ("Silvers", "Golds", "Dealers") else ""


def classes(shop: Shop) -> dict[str, str]:
    """Global ids of classes by name; skips the test in a shop that has none."""
    found: dict[str, str] = {}
    for name in ("Silvers", "Golds", "Dealers"):
        class_id = shop.setup.customer_type(name)
        if class_id is None:
            pytest.skip("This version of the shop has no classes of customers.")
        found[name] = class_id
    return found


def sweep() -> None:
    sweep_progress(now=timezone.now())


def test_metadata_follows_the_tier_and_leaves_other_keys(
    shop: Shop, channel: Channel, ann: Person
) -> None:
    shop.set_program(channel, tierMetadataKey="tier", tierCurrency=channel.currency)
    add_tier(shop, "Silver", 500)
    add_tier(shop, "Gold", 1000)
    shop.write_metadata(ann, "erp", "4711")
    sofa = shop.setup.variant(D("500.00"), channel=channel)

    shop.buy(ann, (sofa, 1), channel=channel)
    assert says(shop, ann) == {"erp": "4711", "tier": "Silver"}
    second = shop.buy(ann, (sofa, 1), channel=channel)
    assert says(shop, ann) == {"erp": "4711", "tier": "Gold"}
    shop.setup.return_units(second, 0, 1)
    assert says(shop, ann) == {"erp": "4711", "tier": "Silver"}


def test_metadata_is_removed_below_all_tiers(shop: Shop, channel: Channel, ann: Person) -> None:
    shop.set_program(channel, tierMetadataKey="tier", tierCurrency=channel.currency)
    add_tier(shop, "Silver", 500)
    sofa = shop.setup.variant(D("500.00"), channel=channel)
    order_id = shop.buy(ann, (sofa, 1), channel=channel)
    assert says(shop, ann) == {"tier": "Silver"}

    shop.setup.return_units(order_id, 0, 1)

    assert says(shop, ann) == {}


def test_new_names_and_keys_reach_those_who_have_the_tier(
    shop: Shop, channel: Channel, ann: Person
) -> None:
    shop.set_program(channel, tierMetadataKey="tier", tierCurrency=channel.currency)
    silver = add_tier(shop, "Silver", 500)
    sofa = shop.setup.variant(D("500.00"), channel=channel)
    sweep()
    shop.buy(ann, (sofa, 1), channel=channel)

    shop.mutate(TIER_CHANGE, {"id": silver, "input": {"name": "Sterling"}}, shop.admin.token)
    sweep()
    assert says(shop, ann) == {"tier": "Sterling"}
    shop.set_program(channel, tierMetadataKey="level")
    sweep()
    assert says(shop, ann) == {"level": "Sterling"}
    shop.set_program(channel, tierMetadataKey="")
    sweep()
    assert says(shop, ann) == {}


def test_the_class_follows_the_tier(shop: Shop, channel: Channel, ann: Person) -> None:
    shop.set_program(channel, tierCurrency=channel.currency)
    ids = classes(shop)
    add_tier(shop, "Silver", 500, customerTypeId=ids["Silvers"])
    add_tier(shop, "Gold", 1000, customerTypeId=ids["Golds"])
    sofa = shop.setup.variant(D("500.00"), channel=channel)
    assert is_in(shop, ann) == ""

    first = shop.buy(ann, (sofa, 1), channel=channel)
    assert is_in(shop, ann) == "Silvers"
    second = shop.buy(ann, (sofa, 1), channel=channel)
    assert is_in(shop, ann) == "Golds"
    shop.setup.return_units(second, 0, 1)
    assert is_in(shop, ann) == "Silvers"
    shop.setup.return_units(first, 0, 1)
    assert is_in(shop, ann) == ""


def test_a_class_that_staff_gave_stays(shop: Shop, channel: Channel, ann: Person) -> None:
    shop.set_program(channel, tierCurrency=channel.currency, tierMetadataKey="tier")
    ids = classes(shop)
    add_tier(shop, "Silver", 500, customerTypeId=ids["Silvers"])
    shop.setup.set_customer_type(ann, ids["Dealers"])
    sofa = shop.setup.variant(D("500.00"), channel=channel)

    order_id = shop.buy(ann, (sofa, 1), channel=channel)
    assert (is_in(shop, ann), says(shop, ann)) == ("Dealers", {"tier": "Silver"})
    shop.setup.return_units(order_id, 0, 1)
    assert (is_in(shop, ann), says(shop, ann)) == ("Dealers", {})


def test_another_class_of_a_tier_reaches_those_who_have_it(
    shop: Shop, channel: Channel, ann: Person
) -> None:
    shop.set_program(channel, tierCurrency=channel.currency)
    ids = classes(shop)
    silver = add_tier(shop, "Silver", 500, customerTypeId=ids["Silvers"])
    sofa = shop.setup.variant(D("500.00"), channel=channel)
    sweep()
    shop.buy(ann, (sofa, 1), channel=channel)
    bob = shop.setup.customer("bob@example.com")
    shop.buy(bob, (sofa, 1), channel=channel)
    shop.setup.set_customer_type(bob, ids["Dealers"])

    shop.mutate(
        TIER_CHANGE, {"id": silver, "input": {"customerTypeId": ids["Golds"]}}, shop.admin.token
    )
    sweep()
    assert (is_in(shop, ann), is_in(shop, bob)) == ("Golds", "Dealers")
    shop.mutate(TIER_CHANGE, {"id": silver, "input": {"customerTypeId": None}}, shop.admin.token)
    sweep()
    assert (is_in(shop, ann), is_in(shop, bob)) == ("", "Dealers")
