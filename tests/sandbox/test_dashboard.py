"""The stand-in for Saleor's dashboard: its pages, and the tokens that it hands to apps' pages."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from sandbox.shop import accounts
from sandbox.shop.models import User
from tests.sandbox import builders
from tests.sandbox.builders import Caller

pytestmark = pytest.mark.django_db

MINE = "{ me { email userPermissions { code } } }"


@pytest.fixture(autouse=True)
def installed(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("loyalty_dashboard_install")


def ask_for_token(user: User | None, *, extension: str | None = "customer") -> Any:
    headers = {"Authorization-Bearer": accounts.create_token(user)} if user else {}
    body = json.dumps({"app": "saleor.loyalty", "extension": extension})
    return Client().post(
        "/dashboard-token/", body, content_type="application/json", headers=headers
    )


def page_token(*permissions: str) -> str:
    answer = ask_for_token(builders.staff(*permissions))
    assert answer.status_code == 200
    token: str = answer.json()["token"]
    return token


def held(token: str) -> list[str]:
    found = Caller(token).post(MINE)["data"]["me"]
    return [item["code"] for item in found["userPermissions"]]


def test_it_knows_the_installed_apps() -> None:
    page = Client().get("/dashboard/customers").content.decode()

    assert "CUSTOMER_DETAILS_WIDGETS" in page
    assert "/plugins/saleor.loyalty/customer.html" in page


def test_pages_get_the_rights_that_their_place_and_their_reader_have() -> None:
    assert held(page_token("MANAGE_USERS", "MANAGE_ORDERS")) == ["MANAGE_USERS"]
    assert held(page_token("MANAGE_ORDERS")) == []

    body = Caller(page_token("MANAGE_USERS", "MANAGE_ORDERS")).post(
        "{ orders(first: 1) { totalCount } }"
    )

    assert body["errors"][0]["extensions"]["exception"]["code"] == "PermissionDenied"


def test_only_staff_get_tokens_for_pages() -> None:
    assert ask_for_token(None).status_code == 403
    assert ask_for_token(builders.customer()).status_code == 403


def test_forged_and_old_tokens_are_nobodys() -> None:
    token = page_token("MANAGE_USERS")
    head, claims, signature = token.split(".")
    user = builders.staff("MANAGE_USERS")
    old = accounts.create_page_token(
        user, permissions=["MANAGE_USERS"], now=timezone.now() - timedelta(minutes=6)
    )

    assert accounts.user_of_token(token) is not None
    for wrong in (f"{head}.{claims}x.{signature}", f"{head}.{claims}.", "nothing", old):
        assert accounts.user_of_token(wrong) is None
