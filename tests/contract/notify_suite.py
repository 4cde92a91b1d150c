"""Staff and apps that change a balance say whether the customer hears of it; in every host."""

from typing import Any

import pytest
from django.utils import timezone

from saleor_loyalty_plugin import ledger
from saleor_loyalty_plugin.messages.relay import relay
from saleor_loyalty_plugin.models import Account, Delivery, MessageSettings, OutboxMessage, Program
from tests.contract.driver import Channel, Person, Shop

SET = """
mutation ($input: LoyaltyPointsSetInput!) {
  loyaltyPointsSet(input: $input) { entry { id } errors { field message code } }
}"""


def sends(*kinds: str, **values: Any) -> None:
    MessageSettings.objects.update_or_create(
        program=Program.objects.get(is_default=True),
        defaults={"active_kinds": list(kinds), "updated_at": timezone.now(), **values},
    )


def told(person: Person) -> list[str]:
    """The kinds of the e-mails that come of what happened."""
    relay(now=timezone.now(), limit=100)
    rows = Delivery.objects.filter(account__customer_id=person.user_id, target=None)
    return list(rows.order_by("pk").values_list("kind", flat=True))


def facts(person: Person) -> list[dict[str, Any]]:
    rows = OutboxMessage.objects.filter(account__customer_id=person.user_id)
    return list(rows.order_by("pk").values_list("payload", flat=True))


@pytest.mark.parametrize(
    ("kinds", "notify", "expected"),
    [
        ((), None, []),
        ((), True, ["POINTS_CREDITED"]),
        ((), False, []),
        (("POINTS_CREDITED",), None, ["POINTS_CREDITED"]),
        (("POINTS_CREDITED",), True, ["POINTS_CREDITED"]),
        (("POINTS_CREDITED",), False, []),
    ],
)
def test_who_credits_decides_whether_the_customer_is_told(
    shop: Shop,
    channel: Channel,
    ann: Person,
    kinds: tuple[str, ...],
    notify: bool | None,
    expected: list[str],
) -> None:
    sends(*kinds)

    shop.credit(ann, 10, notifyCustomer=notify)

    assert told(ann) == expected
    assert facts(ann)[-1] == ({} if notify is None else {"notify": notify})


def test_a_debit_is_told_only_where_somebody_wants_it(
    shop: Shop, channel: Channel, ann: Person
) -> None:
    sends("POINTS_CREDITED")
    shop.credit(ann, 100, notifyCustomer=False)
    shop.credit(ann, -10)
    assert told(ann) == []

    shop.credit(ann, -10, notifyCustomer=True)
    assert told(ann) == ["POINTS_CREDITED"]
    given = {"customerId": ann.global_id, "balance": 5, "notifyCustomer": True}
    shop.mutate(SET, {"input": given}, shop.admin.token)
    assert told(ann) == ["POINTS_CREDITED"] * 2


def test_a_repetition_changes_nothing_about_it(shop: Shop, channel: Channel, ann: Person) -> None:
    sends()
    shop.credit(ann, 10, notifyCustomer=True, idempotencyKey="once")
    shop.credit(ann, 10, notifyCustomer=False, idempotencyKey="once")

    assert facts(ann)[-1] == {"notify": True}
    assert told(ann) == ["POINTS_CREDITED"]


def test_a_program_that_sends_nothing_sends_nothing(
    shop: Shop, channel: Channel, ann: Person
) -> None:
    sends("POINTS_CREDITED", is_active=False)
    shop.credit(ann, 10, notifyCustomer=True)

    assert told(ann) == []


def test_only_the_fact_of_the_entry_posted_last_is_added_to(
    shop: Shop, channel: Channel, ann: Person
) -> None:
    shop.credit(ann, 10)
    shop.credit(ann, 20)
    first, second = Account.objects.get(customer_id=ann.user_id).entries.order_by("pk")

    with pytest.raises(ValueError, match="not the one"):
        ledger.add_to_fact(entry_id=first.pk, values={"notify": True})
    assert facts(ann) == [{}, {}]
    assert second.points == 20
