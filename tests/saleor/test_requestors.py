"""Whom Saleor's tokens stand for, and what they may do."""

from typing import Any

import pytest
from django.test import RequestFactory
from saleor.account.models import User
from saleor.app.models import App, AppExtension
from saleor.core.exceptions import PermissionDenied
from saleor.core.jwt import create_access_token_for_app_extension
from saleor.graphql.context import get_context_value
from saleor.permission.models import Permission as PermissionRow

from saleor_loyalty_plugin.hosts.port import Permission, Requestor, RequestorKind
from tests.contract.driver import Shop

ACCOUNT = "query ($id: ID!) { loyaltyAccount(customerId: $id) { balance } }"


def _requestor(host: Any, token: str | None) -> Requestor:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    request = RequestFactory().post("/graphql/", headers=headers)
    requestor: Requestor = host.requestor(get_context_value(request))
    return requestor


def test_anonymous(host: Any, shop: Shop) -> None:
    assert _requestor(host, None) == Requestor(kind=RequestorKind.ANONYMOUS)


def test_customer(host: Any, shop: Shop) -> None:
    ann = shop.setup.customer("ann@example.com")

    assert _requestor(host, ann.token) == Requestor(
        kind=RequestorKind.CUSTOMER, user_id=ann.user_id
    )


def test_staff(host: Any, shop: Shop) -> None:
    eve = shop.setup.staff("MANAGE_USERS", "MANAGE_PRODUCTS")

    assert _requestor(host, eve.token) == Requestor(
        kind=RequestorKind.STAFF, user_id=eve.user_id, permissions=frozenset({"MANAGE_USERS"})
    )


def test_superuser_may_everything(host: Any, shop: Shop) -> None:
    root = User.objects.create(email="root@example.com", is_staff=True, is_superuser=True)

    requestor = _requestor(host, shop.setup.person(root).token)

    assert requestor.permissions == frozenset(Permission)


def test_app(host: Any, shop: Shop) -> None:
    token = shop.setup.app_token("MANAGE_ORDERS", "HANDLE_PAYMENTS")

    assert _requestor(host, token) == Requestor(
        kind=RequestorKind.APP,
        app_id=App.objects.get().pk,
        permissions=frozenset({"MANAGE_ORDERS"}),
    )


def test_app_that_is_switched_off_is_nobody(host: Any, shop: Shop) -> None:
    token = shop.setup.app_token("MANAGE_ORDERS")
    App.objects.update(is_active=False)

    assert _requestor(host, token).permissions == frozenset()


@pytest.mark.parametrize(
    ("granted", "may_read"), [("manage_users", True), ("manage_orders", False)]
)
def test_token_of_a_dashboard_extension_carries_its_own_rights_only(
    host: Any, shop: Shop, granted: str, may_read: bool
) -> None:
    eve = shop.setup.staff("MANAGE_USERS", "MANAGE_ORDERS")
    ann = shop.setup.customer("ann@example.com")
    shop.credit(ann, 5)
    app = App.objects.create(name="Extension", is_active=True)
    app.permissions.set(
        PermissionRow.objects.filter(codename__in=["manage_users", "manage_orders"])
    )
    extension = AppExtension.objects.create(app=app, label="Points", url="https://example.com")
    extension.permissions.set(PermissionRow.objects.filter(codename=granted))
    user = User.objects.get(pk=eve.user_id)
    token = create_access_token_for_app_extension(extension, extension.permissions.all(), user, app)

    requestor = _requestor(host, token)
    body = shop.setup.post(ACCOUNT, {"id": ann.global_id}, token)

    assert requestor == Requestor(
        kind=RequestorKind.STAFF,
        user_id=eve.user_id,
        permissions=frozenset({granted.upper()}),
    )
    if may_read:
        assert body["data"]["loyaltyAccount"] == {"balance": 5}
    else:
        assert body["data"]["loyaltyAccount"] is None
        assert body["errors"][0]["extensions"]["exception"]["code"] == "PermissionDenied"


def test_denial_is_saleors_own(host: Any) -> None:
    error = host.permission_denied([Permission.MANAGE_USERS, Permission.MANAGE_ORDERS])

    assert isinstance(error, PermissionDenied)
    assert "MANAGE_USERS, MANAGE_ORDERS" in str(error)
