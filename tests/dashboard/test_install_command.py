"""`loyalty_dashboard_install` on the sandbox; what Saleor makes of it is tested there."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from pytest_django import Settings

from saleor_loyalty_plugin.dashboard import pages
from sandbox.host import SandboxHost
from sandbox.shop.models import App

pytestmark = pytest.mark.django_db


def installed() -> App:
    return App.objects.get(identifier="saleor.loyalty")


def test_it_installs_brings_up_to_date_and_removes(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("loyalty_dashboard_install", "--dashboard", "http://localhost:9000")
    first = installed()
    call_command("loyalty_dashboard_install", "--api", "https://api.shop.example/graphql/")

    assert installed().pk == first.pk
    assert installed().manifest["appUrl"] == ("https://api.shop.example/plugins/saleor.loyalty/app")
    assert first.permissions == ["MANAGE_DISCOUNTS", "MANAGE_ORDERS", "MANAGE_USERS"]

    call_command("loyalty_dashboard_install", "--remove")
    call_command("loyalty_dashboard_install", "--remove")

    assert not App.objects.filter(identifier="saleor.loyalty").exists()
    told = capsys.readouterr().out.splitlines()
    assert [line.split(":")[0] for line in told] == [
        "The loyalty pages are installed",
        "The loyalty pages are brought up to date",
        "The loyalty pages are gone from the dashboard.",
        "The loyalty pages were not in the dashboard.",
    ]


def test_the_path_stays_whatever_the_shop_calls_itself(settings: Settings) -> None:
    settings.PUBLIC_URL = "https://Shop.Example"
    call_command("loyalty_dashboard_install", "--api", "https://api.shop.example")

    assert installed().manifest["appUrl"] == "https://api.shop.example/plugins/saleor.loyalty/app"


def test_it_says_what_keeps_the_pages_from_showing(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    settings.PUBLIC_URL = ""
    monkeypatch.setattr(pages, "BUILD", tmp_path / "none")
    pages._files.cache_clear()
    told = StringIO()

    call_command("loyalty_dashboard_install", stderr=told)
    pages._files.cache_clear()

    assert "--dashboard" in told.getvalue()
    assert "make pages" in told.getvalue()


def test_the_home_page_gets_its_widget_and_posts_nothing() -> None:
    extensions = Client().get("/plugins/saleor.loyalty/manifest.json").json()["extensions"]

    options = {item["identifier"]: item.get("options") for item in extensions}

    assert options["home"] == {"homeWidgetTarget": {"method": "GET"}}
    assert options["customer"] is None


def test_an_address_that_is_none_is_refused() -> None:
    with pytest.raises(CommandError, match="--dashboard takes an address"):
        call_command("loyalty_dashboard_install", "--dashboard", "dashboard.example")
    assert not App.objects.filter(identifier="saleor.loyalty").exists()


def test_the_shop_hands_requests_to_the_pages() -> None:
    response = Client().get("/plugins/saleor.loyalty/manifest.json")

    assert response.json()["id"] == "saleor.loyalty"
    mounts = {item["mount"] for item in response.json()["extensions"]}
    assert mounts >= {"CUSTOMER_DETAILS_WIDGETS", "NAVIGATION_CUSTOMERS", "ORDER_DETAILS_WIDGETS"}


def test_pages_whose_place_this_dashboard_lacks_are_left_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    known = frozenset({"ORDER_DETAILS_WIDGETS", "NAVIGATION_CATALOG"})
    monkeypatch.setattr(SandboxHost, "dashboard_mounts", lambda _host: known)

    call_command("loyalty_dashboard_install")
    told = Client().get("/plugins/saleor.loyalty/manifest.json").json()

    for app in (installed().manifest, told):
        assert [item["mount"] for item in app["extensions"]] == ["ORDER_DETAILS_WIDGETS"]
        # Nor does the app ask for rights that only those would need.
        assert app["permissions"] == ["MANAGE_ORDERS"]
