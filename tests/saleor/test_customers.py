"""Finding customers in Saleor."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from saleor.account.models import Address, User
from saleor.core.tokens import password_reset_token_generator
from saleor.order.models import Order
from saleor.site.models import SiteSettings

from saleor_loyalty_plugin.hosts.port import CustomerChange
from saleor_loyalty_plugin.hosts.saleor.customers import customers_changed
from saleor_loyalty_plugin.rules.facts import CustomerFacts
from saleor_loyalty_plugin.services.sweep import sweep_customers
from tests.contract.driver import Shop


@pytest.fixture
def ann(db: None) -> User:
    user: User = User.objects.create(
        email="ann.kowalska@example.com",
        first_name="Ann",
        last_name="Kowalska",
        external_reference="crm-7",
        metadata={"birthday": "1990-05-17"},
        is_confirmed=True,
    )
    user.addresses.add(Address.objects.create(phone="+48600700800", country="PL"))
    return user


@pytest.fixture
def bob(db: None) -> User:
    user: User = User.objects.create(email="bob@example.com", is_active=False, is_confirmed=False)
    return user


def test_facts(host: Any, ann: User, bob: User) -> None:
    assert host.customer_facts([ann.pk, bob.pk, 0]) == {
        ann.pk: CustomerFacts(
            customer_id=ann.pk,
            email="ann.kowalska@example.com",
            name="Ann Kowalska",
            is_active=True,
            is_confirmed=True,
            joined_at=ann.date_joined,
            metadata={"birthday": "1990-05-17"},
            first_name="Ann",
        ),
        bob.pk: CustomerFacts(
            customer_id=bob.pk,
            email="bob@example.com",
            name="",
            is_active=False,
            is_confirmed=False,
            joined_at=bob.date_joined,
            awaits_confirmation=True,
        ),
    }


@pytest.mark.parametrize(
    "search", ["kowal", "ANN", "ann kowalska", "kowalska ann", "kowalska@example"]
)
def test_search(host: Any, ann: User, bob: User, search: str) -> None:
    assert host.find_customer_ids(search, limit=10) == [ann.pk]


def test_search_is_limited_and_takes_wildcards_as_they_are(host: Any, ann: User, bob: User) -> None:
    assert host.find_customer_ids("example.com", limit=1) == [ann.pk]
    assert host.find_customer_ids("example.com", limit=5) == [ann.pk, bob.pk]
    assert host.find_customer_ids("%", limit=5) == []
    assert host.find_customer_ids("  ", limit=5) == []


@pytest.mark.parametrize(
    "wanted",
    [
        {"email": "ann.kowalska@example.com"},
        {"email": "Ann.Kowalska@Example.com"},
        {"phone": "+48600700800"},
        {"external_reference": "crm-7"},
    ],
    ids=["email", "email_in_capitals", "phone", "external_reference"],
)
def test_find_one(host: Any, ann: User, bob: User, wanted: dict[str, str]) -> None:
    assert host.find_customer_id(**wanted) == ann.pk


def test_find_nobody(host: Any, ann: User, bob: User) -> None:
    assert host.find_customer_id() is None
    assert host.find_customer_id(email="ann") is None
    assert host.find_customer_id(external_reference="crm") is None
    bob.addresses.add(Address.objects.create(phone="+48600700800", country="PL"))
    assert host.find_customer_id(phone="+48600700800") is None


# Changes of customers ---------------------------------------------------------------------------

ITEMS = [{"key": "birthday", "value": "1990-05-17"}]
METADATA = """
mutation ($id: ID!, $input: [MetadataInput!]!) {
  updateMetadata(id: $id, input: $input) { errors { field message code } }
}"""
METADATA_DELETE = """
mutation ($id: ID!) {
  deleteMetadata(id: $id, keys: ["birthday"]) { errors { field message code } }
}"""
CUSTOMER_UPDATE = """
mutation ($id: ID!, $input: CustomerInput!) {
  customerUpdate(id: $id, input: $input) { errors { field message code } }
}"""
SET_PASSWORD = """
mutation ($email: String!, $token: String!) {
  setPassword(email: $email, token: $token, password: "another-Secret-8") {
    errors { field message code }
  }
}"""
BULK_UPDATE = """
mutation ($id: ID!, $input: CustomerInput!) {
  customerBulkUpdate(customers: [{id: $id, input: $input}]) {
    errors { message code } results { errors { message code } }
  }
}"""


def _changes(host: Any, since: datetime) -> list[int]:
    after = CustomerChange(changed_at=since, customer_id=0)
    found = host.customers_changed(after=after, until=timezone.now(), limit=100)
    return [change.customer_id for change in found]


def test_what_stamps_a_customer(host: Any, shop: Shop) -> None:
    admin = shop.setup.staff("MANAGE_USERS").token
    started = timezone.now()
    ann = shop.register("ann@example.com")
    assert _changes(host, started) == [ann.user_id]

    def stamps(query: str, **variables: Any) -> bool:
        started = timezone.now()
        shop.mutate(query, variables, admin)
        return _changes(host, started) == [ann.user_id]

    before = timezone.now()
    shop.confirm_address(ann)
    assert _changes(host, before) == [ann.user_id]
    assert stamps(METADATA, id=ann.global_id, input=ITEMS)
    assert stamps(METADATA_DELETE, id=ann.global_id)
    assert stamps(CUSTOMER_UPDATE, id=ann.global_id, input={"email": "anna@example.com"})
    assert stamps(CUSTOMER_UPDATE, id=ann.global_id, input={"metadata": ITEMS})
    assert stamps(CUSTOMER_UPDATE, id=ann.global_id, input={"isActive": False})
    # The one way that leaves no stamp.
    assert not stamps(BULK_UPDATE, id=ann.global_id, input={"isActive": True})
    assert host.customer_facts([ann.user_id])[ann.user_id].is_active


def test_setting_a_password_confirms_without_a_hook(host: Any, shop: Shop) -> None:
    channel = shop.setup.channel()
    book = shop.setup.variant(Decimal("20.00"), channel=channel)
    shop.buy_as_guest("ann@example.com", (book, 1), channel=channel)
    ann = shop.register("ann@example.com")
    token = password_reset_token_generator.make_token(User.objects.get(pk=ann.user_id))

    shop.mutate(SET_PASSWORD, {"email": ann.email, "token": token}, None)
    assert shop.movements_for_staff(ann) == []

    sweep_customers(now=timezone.now())
    assert shop.movements_for_staff(ann) == [("EARN", 20)]


def test_pages_of_changes(host: Any, ann: User, bob: User) -> None:
    moment = timezone.now()
    User.objects.filter(pk__in=[ann.pk, bob.pk]).update(updated_at=moment)
    User.objects.create(email="clerk@example.com", is_staff=True)
    until = timezone.now()

    first = host.customers_changed(after=None, until=until, limit=1)
    second = host.customers_changed(after=first[0], until=until, limit=1)

    assert first == [CustomerChange(moment, min(ann.pk, bob.pk))]
    assert second == [CustomerChange(moment, max(ann.pk, bob.pk))]
    assert host.customers_changed(after=second[0], until=until, limit=1) == []
    assert host.customers_changed(after=None, until=moment - timedelta(days=1), limit=9) == []


def test_sweep_uses_the_index(ann: User) -> None:
    """However many customers there are, a sweep reads those that changed."""
    User.objects.bulk_create(User(email=f"customer{item}@example.com") for item in range(2000))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE account_user")
        after = CustomerChange(changed_at=timezone.now(), customer_id=0)
        with CaptureQueriesContext(connection) as captured:
            customers_changed(after=after, until=timezone.now(), limit=500)
        (query,) = captured.captured_queries
        cursor.execute("EXPLAIN " + query["sql"])
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert "account_user_updated_at" in plan, plan


def test_addresses_that_are_proven(host: Any, ann: User, bob: User) -> None:
    wanted = ["Ann.Kowalska@EXAMPLE.com", "bob@example.com", "nobody@example.com", ""]
    assert host.confirmed_customer_ids(wanted) == {"ann.kowalska@example.com": ann.pk}


# Whose an order is ------------------------------------------------------------------------------


def _facts(host: Any, order_id: UUID) -> Any:
    return host.order_facts([order_id])[order_id]


def test_guests_orders_by_address(host: Any, shop: Shop) -> None:
    channel = shop.setup.channel()
    book = shop.setup.variant(Decimal("20.00"), channel=channel)
    started = timezone.now()
    first = shop.buy_as_guest("Ann@Example.com", (book, 1), channel=channel)
    shop.buy_as_guest("joann@example.com", (book, 1), channel=channel)
    ann = shop.register("ann@example.com")
    second = shop.buy_as_guest("ann@example.com", (book, 1), channel=channel)

    found = host.guest_order_ids("ann@EXAMPLE.com", since=started, limit=5)
    assert found == [first, second]
    assert host.guest_order_ids("ann@example.com", since=started, limit=1) == [first]
    assert host.guest_order_ids("ann@example.com", since=timezone.now(), limit=5) == []

    shop.confirm_address(ann)
    assert second not in host.guest_order_ids("ann@example.com", since=started, limit=5)


def test_order_given_to_an_unconfirmed_account_by_its_address_is_a_guests(
    host: Any, shop: Shop
) -> None:
    """Saleor gives it away; so do we once the address is confirmed, or nobody confirms any."""
    channel = shop.setup.channel()
    book = shop.setup.variant(Decimal("20.00"), channel=channel)
    ann = shop.register("ann@example.com")
    order_id = shop.buy_as_guest("ann@example.com", (book, 1), channel=channel)
    assert Order.objects.get(pk=order_id).user_id == ann.user_id
    assert _facts(host, order_id).customer_id is None

    SiteSettings.objects.update(enable_account_confirmation_by_email=False)
    assert _facts(host, order_id).customer_id == ann.user_id
    SiteSettings.objects.update(enable_account_confirmation_by_email=True)
    assert _facts(host, order_id).customer_id is None

    shop.confirm_address(ann)
    assert _facts(host, order_id).customer_id == ann.user_id


def test_what_an_unconfirmed_customer_bought_while_signed_in_is_theirs(
    host: Any, shop: Shop
) -> None:
    channel = shop.setup.channel()
    book = shop.setup.variant(Decimal("20.00"), channel=channel)
    ann = shop.register("ann@example.com")
    signed_in = shop.setup.person(User.objects.get(pk=ann.user_id))

    order_id = shop.buy(signed_in, (book, 1), channel=channel)

    assert _facts(host, order_id).customer_id == ann.user_id
    assert shop.movements_for_staff(ann) == [("EARN", 20)]


def test_points_come_also_where_saleor_hands_no_orders_over(host: Any, shop: Shop) -> None:
    """A shop may forbid that earlier orders become visible; points show no order."""
    SiteSettings.objects.update(account_confirm_merge_mode="merge_disabled")
    channel = shop.setup.channel()
    book = shop.setup.variant(Decimal("20.00"), channel=channel)
    order_id = shop.buy_as_guest("ann@example.com", (book, 1), channel=channel)

    ann = shop.confirm_address(shop.register("ann@example.com"))

    assert Order.objects.get(pk=order_id).user_id is None
    assert shop.movements(ann) == [("EARN", 20)]
    query = "{ me { loyalty { entries(first: 5) { edges { node { order { id } } } } } } }"
    entries = shop.run(query, {}, ann.token)["me"]["loyalty"]["entries"]
    assert entries["edges"] == [{"node": {"order": None}}]
    assert shop.points_waiting(order_id) == 0
