"""The demo's data: made once, in the past, with books that are right."""

from datetime import datetime, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from saleor_loyalty_plugin.models import Entry, ProgramVersion
from saleor_loyalty_plugin.rules.rewards import RewardKind
from sandbox.demo_data import ADMIN, CARD_NUMBER, CUSTOMER, populate
from sandbox.demo_tiers import BY_HAND, FALLEN, GOLD, METADATA_KEY
from sandbox.shop import models
from tests.sandbox.builders import Caller

pytestmark = pytest.mark.django_db


def test_demo_data_is_made_once_and_its_books_are_right() -> None:
    now = timezone.now()
    assert populate(now=now, orders=14) == 14
    answer = StringIO()
    call_command("sandbox_populate", stdout=answer)

    assert "already" in answer.getvalue()
    assert models.Channel.objects.count() == 4
    assert models.Product.objects.count() == 26
    assert models.Order.objects.count() == 14
    assert not models.Order.objects.filter(updated_at__gt=now).exists()
    assert Entry.objects.filter(reason="REGISTRATION").count() > 10
    assert not Entry.objects.filter(created_at__gt=now).exists()
    began = datetime.fromisoformat(ProgramVersion.objects.earliest("number").terms["started_at"])
    assert began < now - timedelta(days=100)
    assert all(order.created_at >= order.user.date_joined for order in models.Order.objects.all())
    call_command("loyalty_verify", stdout=StringIO())


def test_demo_customer_has_points_of_every_kind() -> None:
    now = timezone.now()
    populate(now=now, orders=8)
    customer = models.User.objects.get(email=CUSTOMER[0])

    account = Caller.user(customer).data(
        """{ me { loyalty {
            balance cardNumber entries(first: 50) { edges { node { kind createdAt } } }
            events(first: 9) { edges { node { outcome } } }
        } } }"""
    )["me"]["loyalty"]

    nodes = [edge["node"] for edge in account["entries"]["edges"]]
    assert {node["kind"] for node in nodes} == {"EARN", "REDEEM", "CLAWBACK", "ADJUST"}
    assert account["balance"] > 1000
    outcomes = [edge["node"]["outcome"] for edge in account["events"]["edges"]]
    assert outcomes == ["CREDITED"] * 4
    assert account["cardNumber"] == CARD_NUMBER.replace(" ", "")
    assert all(node["createdAt"] < now.isoformat() for node in nodes)


def test_there_are_customers_in_each_tier_and_some_who_fell() -> None:
    now = timezone.now()
    populate(now=now, orders=13)
    admin = models.User.objects.get(email=ADMIN[0])
    history = """query ($email: String!) { loyaltyAccount(email: $email) {
        tier { tier { name } byHandUntil }
        tierHistory(first: 9) { edges { node { toName reason changedAt } } }
    } }"""

    def way_of(email: str) -> list[tuple[str, str]]:
        account = Caller.user(admin).data(history, email=email)["loyaltyAccount"]
        nodes = [edge["node"] for edge in account["tierHistory"]["edges"]]
        assert account["tier"]["tier"]["name"] == nodes[0]["toName"]
        assert all(node["changedAt"] < now.isoformat() for node in nodes)
        return [(node["toName"], node["reason"]) for node in reversed(nodes)]

    assert way_of(GOLD) == [("Silver", "REACHED"), ("Gold", "REACHED")]
    assert way_of(FALLEN) == [
        ("Silver", "REACHED"),
        ("Gold", "REACHED"),
        ("Silver", "FELL_BELOW"),
    ]
    assert way_of(BY_HAND) == [("Gold", "SET_BY_HAND")]
    assert way_of(CUSTOMER[0])[-1] == ("Silver", "REACHED")
    customer = models.User.objects.get(email=CUSTOMER[0])
    assert (customer.customer_type.slug, customer.metadata[METADATA_KEY]) == (
        "silver-club",
        "Silver",
    )
    badges = Caller.user(customer).data(
        """{ me { loyalty { badges { isUnlocked missingPoints badge {
            title symbol translation(languageCode: DE) { title description }
        } } } } }"""
    )["me"]["loyalty"]["badges"]
    assert all(item["badge"]["translation"]["title"] for item in badges)
    tiers = Caller.user(customer).data(
        """{ loyaltyProgram(channel: "default-channel") { tiers {
            translation(languageCode: DE) { name perks }
        } } }"""
    )["loyaltyProgram"]["tiers"]
    assert [tier["translation"]["name"] for tier in tiers] == ["Bronze", "Silber", "Gold"]
    assert all(tier["translation"]["perks"] for tier in tiers)
    assert [item["badge"]["title"] for item in badges if item["isUnlocked"]] == [
        "First order",
        "Regular",
        "Storyteller",
        "Founding member",
    ]
    (missing,) = (item["missingPoints"] for item in badges if not item["isUnlocked"])
    assert missing > 1000
    assert all(item["badge"]["symbol"] for item in badges)


def test_demo_customer_can_have_some_rewards_and_some_not_yet() -> None:
    populate(now=timezone.now(), orders=8)
    customer = models.User.objects.get(email=CUSTOMER[0])

    found = Caller.user(customer).data(
        """{ loyaltyRewards(channel: "default-channel", first: 20) { edges { node {
            name kind points isClaimable translation(languageCode: DE) { name description }
        } } } }"""
    )["loyaltyRewards"]

    rewards = [edge["node"] for edge in found["edges"]]
    assert {reward["kind"] for reward in rewards} == {kind.value for kind in RewardKind}
    assert [reward["points"] for reward in rewards] == sorted(item["points"] for item in rewards)
    assert {reward["isClaimable"] for reward in rewards} == {True, False}
    assert all(all(reward["translation"].values()) for reward in rewards)
