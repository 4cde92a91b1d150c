"""Points, tier and card in a customer's public metadata: the same in every host."""

from decimal import Decimal
from unittest.mock import patch

from django.utils import timezone

from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.hosts.port import CustomerChange
from saleor_loyalty_plugin.messages.mirror import mirror_accounts, sweep_mirror
from saleor_loyalty_plugin.messages.relay import relay
from saleor_loyalty_plugin.models import Account, Card, MessageSettings, OutboxMessage, Program
from saleor_loyalty_plugin.tasks import settle_customer_task
from tests.contract.driver import Channel, Person, Shop
from tests.contract.mirror_suite import add_tier, says

D = Decimal

CARD_ISSUE = """
mutation ($customerId: ID!) {
  loyaltyCardIssue(customerId: $customerId) { card { id } errors { field message code } }
}"""
CARD_BLOCK = """
mutation ($id: ID!) { loyaltyCardBlock(id: $id) { card { id } errors { field message code } } }"""
CARD_REPLACE = """
mutation ($id: ID!) {
  loyaltyCardReplace(id: $id) { card { id } errors { field message code } }
}"""
STATUS_SET = """
mutation ($id: ID!, $status: LoyaltyAccountStatusEnum!) {
  loyaltyAccountStatusSet(id: $id, status: $status) {
    account { id } errors { field message code }
  }
}"""
OPT_OUT = """
mutation ($channel: String!) {
  loyaltyOptOut(channel: $channel) { account { id } errors { field message code } }
}"""
PROGRAM_CREATE = """
mutation ($input: LoyaltyProgramInput!) {
  loyaltyProgramCreate(input: $input) { program { id } errors { field message code } }
}"""
OPT_IN = """
mutation ($channel: String!) {
  loyaltyOptIn(channel: $channel) { account { id } errors { field message code } }
}"""


def told() -> None:
    """What the workers do soon after each change."""
    relay(now=timezone.now())


def test_points_tier_and_card_are_said_right_after_each_change(
    shop: Shop, channel: Channel, ann: Person
) -> None:
    shop.set_program(channel, tierCurrency=channel.currency)
    add_tier(shop, "Silver", 500)
    shop.write_metadata(ann, "erp", "4711")
    sofa = shop.setup.variant(D("500.00"), channel=channel)

    order_id = shop.buy(ann, (sofa, 1), channel=channel)
    told()
    assert says(shop, ann) == {"erp": "4711", "loyalty_points": "500", "loyalty_tier": "Silver"}
    made = shop.mutate(CARD_ISSUE, {"customerId": ann.global_id}, shop.admin.token)
    told()
    number = Card.objects.get(status="ACTIVE").number
    assert says(shop, ann)["loyalty_card"] == number
    again = shop.mutate(CARD_REPLACE, {"id": made["card"]["id"]}, shop.admin.token)
    told()
    other = Card.objects.get(status="ACTIVE").number
    assert (says(shop, ann)["loyalty_card"], other != number) == (other, True)

    shop.mutate(CARD_BLOCK, {"id": again["card"]["id"]}, shop.admin.token)
    shop.setup.return_units(order_id, 0, 1)
    told()
    assert says(shop, ann) == {"erp": "4711", "loyalty_points": "0"}


def test_a_debt_is_said_as_the_shop_shows_it(shop: Shop, channel: Channel, ann: Person) -> None:
    shop.credit(ann, 10)
    told()
    assert says(shop, ann) == {"loyalty_points": "10"}
    shop.credit(ann, -10)
    Account.objects.update(balance=-5)
    account = Account.objects.get()
    mirror_accounts(account_ids=[account.pk], now=timezone.now())
    assert says(shop, ann) == {"loyalty_points": "-5"}
    shop.set_program(channel, negativeBalance="CLAMP")
    mirror_accounts(account_ids=[account.pk], now=timezone.now())
    assert says(shop, ann) == {"loyalty_points": "0"}
    Account.objects.update(balance=0)


def test_nobody_hears_of_it_and_nothing_follows(shop: Shop, channel: Channel, ann: Person) -> None:
    """Neither the shop's webhooks nor our own hook; and no sweep takes it for a change."""
    shop.credit(ann, 10)
    host = current_host()
    until = timezone.now()
    last = host.customers_changed(after=None, until=until, limit=100)[-1]
    facts = OutboxMessage.objects.count()
    with patch.object(settle_customer_task, "apply_async") as settled:
        told()
        assert says(shop, ann) == {"loyalty_points": "10"}
        assert settled.call_args_list == []
        # What listens here does hear of the shop's own changes.
        shop.write_metadata(ann, "erp", "1")
    assert settled.call_args.kwargs["args"] == [ann.user_id]
    changed = host.customers_changed(after=last, until=timezone.now(), limit=100)
    assert [change.customer_id for change in changed] == [ann.user_id]

    place = CustomerChange(changed_at=changed[-1].changed_at, customer_id=ann.user_id)
    assert OutboxMessage.objects.count() == facts
    shop.credit(ann, 5)
    told()
    assert says(shop, ann) == {"erp": "1", "loyalty_points": "15"}
    assert host.customers_changed(after=place, until=timezone.now(), limit=100) == []
    account = Account.objects.get()
    assert mirror_accounts(account_ids=[account.pk], now=timezone.now()) == 0
    assert sweep_mirror(now=timezone.now()) == 0


def test_who_takes_part_is_told(shop: Shop, channel: Channel, ann: Person) -> None:
    """Changes that move no points are facts for apps; whoever leaves keeps the points."""
    shop.credit(ann, 10)
    account = Account.objects.get()
    account_gid = shop.run("query { me { loyalty { id } } }", {}, ann.token)["me"]["loyalty"]["id"]
    shop.mutate(OPT_OUT, {"channel": channel.slug}, ann.token)
    shop.mutate(OPT_IN, {"channel": channel.slug}, ann.token)
    for status in ("FROZEN", "BANNED", "BANNED", "ACTIVE"):
        shop.mutate(STATUS_SET, {"id": account_gid, "status": status}, shop.admin.token)
    made = shop.mutate(CARD_ISSUE, {"customerId": ann.global_id}, shop.admin.token)
    again = shop.mutate(CARD_REPLACE, {"id": made["card"]["id"]}, shop.admin.token)
    for _ in range(2):
        shop.mutate(CARD_BLOCK, {"id": again["card"]["id"]}, shop.admin.token)
    told()

    first, second = Card.objects.order_by("pk")
    facts = OutboxMessage.objects.filter(account=account).order_by("pk")
    assert [(row.kind, row.payload) for row in facts] == [
        ("points_posted", facts[0].payload),
        ("opted_out", {}),
        ("opted_in", {}),
        ("account_frozen", {}),
        ("account_banned", {}),
        ("account_activated", {}),
        ("card_issued", {"cardId": first.pk, "replacesId": None}),
        ("card_replaced", {"cardId": first.pk}),
        ("card_issued", {"cardId": second.pk, "replacesId": first.pk}),
        ("card_blocked", {"cardId": second.pk}),
    ]
    assert says(shop, ann) == {"loyalty_points": "10"}


def test_the_sweep_puts_right_what_nothing_tells_of(
    shop: Shop, channel: Channel, ann: Person
) -> None:
    shop.set_program(channel, tierCurrency=channel.currency)
    shop.credit(ann, 10)
    bob = shop.setup.customer("bob@example.com")
    shop.credit(bob, 20)
    # Nobody was told of all this; and Ann has written what she would like to have.
    shop.write_metadata(ann, "loyalty_points", "1000000")
    shop.write_metadata(ann, "loyalty_card", "1234")
    add_tier(shop, "Bronze", 0)

    assert sweep_mirror(now=timezone.now(), limit=1) == 2

    assert says(shop, ann) == {"loyalty_points": "10", "loyalty_tier": "Bronze"}
    assert says(shop, bob) == {"loyalty_points": "20", "loyalty_tier": "Bronze"}
    assert sweep_mirror(now=timezone.now()) == 0

    program = Program.objects.get(is_default=True)
    MessageSettings.objects.update_or_create(
        program=program, defaults={"mirror_active": False, "updated_at": timezone.now()}
    )
    assert sweep_mirror(now=timezone.now()) == 2
    assert (says(shop, ann), says(shop, bob)) == ({}, {})
    MessageSettings.objects.update(mirror_active=True)
    assert sweep_mirror(now=timezone.now()) == 2
    Program.objects.filter(pk=program.pk).update(is_active=False)
    assert sweep_mirror(now=timezone.now()) == 2
    assert says(shop, ann) == {}


def test_each_program_has_keys_of_its_own(shop: Shop, channel: Channel, ann: Person) -> None:
    yen = shop.setup.yen_channel()
    shop.credit(ann, 10)
    given = {"name": "Club", "channels": [{"channelId": yen.global_id}]}
    shop.mutate(PROGRAM_CREATE, {"input": given}, shop.admin.token)
    shop.credit(ann, 30, channel=yen.slug)
    told()
    club = Program.objects.get(name="Club")
    assert says(shop, ann) == {"loyalty_points": "10", f"loyalty_points_{club.pk}": "30"}


def test_a_key_that_the_program_says_the_tier_under_is_left_to_it(
    shop: Shop, channel: Channel, ann: Person
) -> None:
    shop.set_program(channel, tierCurrency=channel.currency, tierMetadataKey="loyalty_tier")
    add_tier(shop, "Silver", 500)
    sofa = shop.setup.variant(D("500.00"), channel=channel)
    shop.buy(ann, (sofa, 1), channel=channel)
    told()
    assert says(shop, ann) == {"loyalty_points": "500", "loyalty_tier": "Silver"}
    assert sweep_mirror(now=timezone.now()) == 0
