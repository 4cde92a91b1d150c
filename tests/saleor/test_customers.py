"""Finding customers in Saleor."""

from typing import Any

import pytest
from saleor.account.models import Address, User

from saleor_loyalty_plugin.rules.facts import CustomerFacts


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
