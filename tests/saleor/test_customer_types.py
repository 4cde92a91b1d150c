"""What a change of tier writes to Saleor's customers, and who hears of it."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any
from unittest.mock import patch

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from saleor.account import models
from saleor.account.models import User
from saleor.plugins.manager import PluginsManager

from saleor_loyalty_plugin.hosts.port import CustomerMirror
from saleor_loyalty_plugin.hosts.saleor.customer_types import (
    customer_type_exists,
    mirror_customers,
)
from saleor_loyalty_plugin.services.progress.sweep import sweep_progress
from tests.contract.driver import Refused, Shop
from tests.contract.mirror_suite import add_tier, classes, is_in, says

CustomerType: Any = getattr(models, "CustomerType", None)
needs_types = pytest.mark.skipif(CustomerType is None, reason="3.22 has no customer types")

DELETE = """
mutation ($id: ID!) { customerTypeDelete(id: $id) { errors { field message code } } }"""


@pytest.fixture
def ann(db: None) -> User:
    user: User = User.objects.create(email="ann@example.com", metadata={"erp": "4711"})
    return user


@pytest.fixture
def heard(plugin: str) -> Iterator[list[tuple[str, dict[str, str]]]]:
    """(event, metadata then) of each event about customers; each listener fails."""
    events: list[tuple[str, dict[str, str]]] = []

    def hearing(name: str) -> Any:
        def hear(_self: PluginsManager, user: User, *_: Any, **__: Any) -> None:
            events.append((name, dict(User.objects.get(pk=user.pk).metadata)))
            raise ConnectionError("The webhook's queue is down.")

        return patch.object(PluginsManager, name, hear)

    with hearing("customer_updated"), hearing("customer_metadata_updated"):
        yield events


def tell(user: User, **values: Any) -> int | None:
    settings: dict[str, Any] = {
        "customer_id": user.pk,
        "customer_type_id": None,
        "replaces": frozenset(),
        "metadata": {},
    }
    with transaction.atomic():
        (given,) = mirror_customers([CustomerMirror(**settings | values)], now=timezone.now())
    user.refresh_from_db()
    return given


def test_listeners_hear_of_a_change_after_the_commit_and_may_fail(
    ann: User,
    heard: list[tuple[str, dict[str, str]]],
    django_capture_on_commit_callbacks: Any,
    site_settings: Any,
) -> None:
    site_settings.use_legacy_update_webhook_emission = False
    site_settings.save()
    with django_capture_on_commit_callbacks(execute=True):
        tell(ann, metadata={"tier": "Gold"})
        assert heard == []
    after = {"erp": "4711", "tier": "Gold"}
    assert heard == [("customer_metadata_updated", after)]

    with django_capture_on_commit_callbacks(execute=True):
        stamp = ann.updated_at
        tell(ann, metadata={"tier": "Gold"})
    assert (len(heard), ann.updated_at) == (1, stamp)

    site_settings.use_legacy_update_webhook_emission = True
    site_settings.save()
    with django_capture_on_commit_callbacks(execute=True):
        tell(ann, metadata={"tier": None, "never": None})
    assert heard[1:] == [
        ("customer_updated", {"erp": "4711"}),
        ("customer_metadata_updated", {"erp": "4711"}),
    ]
    assert ann.updated_at > stamp


@needs_types
def test_a_change_of_type_alone_is_no_change_of_metadata(
    ann: User,
    heard: list[tuple[str, dict[str, str]]],
    django_capture_on_commit_callbacks: Any,
) -> None:
    golds = CustomerType.objects.create(name="Golds", slug="golds")
    with django_capture_on_commit_callbacks(execute=True):
        assert tell(ann, customer_type_id=golds.pk) == golds.pk

    assert ann.customer_type == golds
    assert [name for name, _ in heard] == ["customer_updated"]


@needs_types
def test_only_our_own_types_are_replaced(ann: User, site_settings: Any) -> None:
    usual = CustomerType.objects.filter(is_default=True).first() or CustomerType.objects.create(
        name="Usual", slug="usual", is_default=True
    )
    silvers = CustomerType.objects.create(name="Silvers", slug="silvers")
    golds = CustomerType.objects.create(name="Golds", slug="golds")
    gone = golds.pk + 1000
    assert [customer_type_exists(pk) for pk in (golds.pk, gone)] == [True, False]

    ann.customer_type = silvers
    ann.save()
    assert (tell(ann, customer_type_id=golds.pk), ann.customer_type) == (None, silvers)
    ours = frozenset({silvers.pk})
    assert tell(ann, customer_type_id=golds.pk, replaces=ours) == golds.pk
    assert tell(ann, customer_type_id=golds.pk) == golds.pk
    assert (tell(ann, replaces=frozenset({golds.pk})), ann.customer_type) == (None, usual)
    assert tell(ann, customer_type_id=silvers.pk) == silvers.pk
    assert tell(ann, customer_type_id=gone, replaces=ours) is None
    assert ann.customer_type == usual


@pytest.mark.skipif(CustomerType is not None, reason="from 3.23 on there are customer types")
def test_before_3_23_there_is_metadata_alone(ann: User, site_settings: Any) -> None:
    assert customer_type_exists(1) is None
    assert tell(ann, customer_type_id=1, metadata={"tier": "Gold"}) is None
    assert ann.metadata == {"erp": "4711", "tier": "Gold"}


@pytest.mark.skipif(CustomerType is not None, reason="from 3.23 on there are customer types")
def test_before_3_23_a_tier_names_no_type(shop: Shop) -> None:
    with pytest.raises(Refused) as refused:
        add_tier(shop, "Silver", 500, customerTypeId="Q3VzdG9tZXJUeXBlOjE=")
    assert (refused.value.fields, refused.value.codes) == (["customerTypeId"], ["INVALID"])


def test_many_customers_cost_a_fixed_number_of_queries(db: None, site_settings: Any) -> None:
    users = User.objects.bulk_create(User(email=f"{n}@example.com") for n in range(30))
    counts = []
    for some in (users[:2], users[2:]):
        mirrors = [
            CustomerMirror(
                customer_id=user.pk,
                customer_type_id=None,
                replaces=frozenset({1}),
                metadata={"tier": f"Tier {user.pk}"},
            )
            for user in some
        ]
        with CaptureQueriesContext(connection) as queries, transaction.atomic():
            mirror_customers(mirrors, now=timezone.now())
        counts.append(len(queries))
    assert counts[0] == counts[1]


@needs_types
def test_a_type_that_saleor_deletes(shop: Shop) -> None:
    """Saleor puts its users into the default one; the next look at the tier finds no type."""
    channel = shop.setup.channel()
    ann = shop.setup.customer("ann@example.com")
    shop.set_program(channel, tierCurrency=channel.currency, tierMetadataKey="tier")
    ids = classes(shop)
    if not CustomerType.objects.filter(is_default=True).exists():
        CustomerType.objects.create(name="Usual", slug="usual", is_default=True)
    add_tier(shop, "Silver", 500, customerTypeId=ids["Silvers"])
    sofa = shop.setup.variant(Decimal("500.00"), channel=channel)
    order_id = shop.buy(ann, (sofa, 1), channel=channel)
    assert is_in(shop, ann) == "Silvers"

    staff = shop.setup.staff("MANAGE_CUSTOMER_TYPES_AND_ATTRIBUTES")
    shop.mutate(DELETE, {"id": ids["Silvers"]}, staff.token)
    sweep_progress(now=timezone.now())
    assert (is_in(shop, ann), says(shop, ann)) == ("", {"tier": "Silver"})

    shop.setup.return_units(order_id, 0, 1)
    assert (is_in(shop, ann), says(shop, ann)) == ("", {})
