"""The staff pages in Saleor: what its dashboard is told of them, and how it serves them."""

import copy

import pytest
from django.core.management import call_command
from django.test import Client
from saleor.app.manifest_validations import clean_manifest_data
from saleor.app.models import App, AppExtension

from saleor_loyalty_plugin.dashboard.extensions import IDENTIFIER, dashboard_app, manifest
from tests.contract.driver import Shop

PAGES = """
{ appExtensions(first: 20) { edges { node {
  label url mountName targetName permissions { code } app { identifier }
} } } }"""


def install(*options: str) -> None:
    call_command("loyalty_dashboard_install", *options)


def extensions(shop: Shop) -> dict[str, dict[str, object]]:
    staff = shop.setup.staff("MANAGE_USERS")
    found = shop.run(PAGES, {}, staff.token)["appExtensions"]["edges"]
    return {edge["node"]["mountName"]: edge["node"] for edge in found}


def test_installed_pages_stand_in_the_dashboard(shop: Shop) -> None:
    install("--dashboard", "http://localhost:9000/dashboard/", "--api", "https://api.example.com")

    widget = extensions(shop)["CUSTOMER_DETAILS_WIDGETS"]

    assert widget["app"] == {"identifier": IDENTIFIER}
    assert widget["targetName"] == "WIDGET"
    assert widget["url"] == "https://api.example.com/plugins/saleor.loyalty/customer.html"
    assert widget["permissions"] == [{"code": "MANAGE_USERS"}]


def test_members_stand_beside_the_customers(shop: Shop) -> None:
    install("--api", "https://api.example.com")

    page = extensions(shop)["NAVIGATION_CUSTOMERS"]

    assert (page["targetName"], page["url"]) == ("APP_PAGE", "/members")
    assert page["permissions"] == [{"code": "MANAGE_USERS"}]


def test_installing_again_keeps_the_rows_and_takes_away_what_is_no_more(shop: Shop) -> None:
    install()
    app = App.objects.get(identifier=IDENTIFIER)
    before = set(AppExtension.objects.filter(app=app).values_list("pk", flat=True))
    AppExtension.objects.create(app=app, label="Old", url="/old", mount="navigation_catalog")

    install()

    assert App.objects.get(identifier=IDENTIFIER).pk == app.pk
    assert set(AppExtension.objects.filter(app=app).values_list("pk", flat=True)) == before


def test_removing_leaves_nothing(shop: Shop) -> None:
    install()
    install("--remove")

    assert extensions(shop) == {}
    assert not App.objects.filter(identifier=IDENTIFIER).exists()


def test_saleor_takes_the_manifest(db: None) -> None:
    data = manifest(dashboard_app(plugin_url="https://api.example.com/plugins/saleor.loyalty"))
    cleaned = copy.deepcopy(data)

    clean_manifest_data(cleaned, raise_for_saleor_version=True)

    assert len(cleaned["extensions"]) == len(data["extensions"])


def test_saleor_hands_the_plugins_address_to_the_pages(shop: Shop) -> None:
    install("--dashboard", "https://dashboard.example.com/")

    client = Client()
    response = client.get("/plugins/saleor.loyalty/manifest.json")
    page = client.get("/plugins/saleor.loyalty/app/members")

    assert response.json()["id"] == IDENTIFIER
    # Without a build there is nothing to frame, but somebody to say so.
    assert page.status_code in (200, 404)
    if page.status_code == 200:
        policy = page["Content-Security-Policy"]
        assert "frame-ancestors https://dashboard.example.com" in policy
    assert client.post("/plugins/saleor.loyalty/app").status_code in (404, 405)


def test_who_runs_saleor_may_say_where_the_dashboard_is(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    from saleor.plugins.manager import get_plugins_manager

    monkeypatch.setenv("DASHBOARD_URL", "https://dashboard.example.com/")
    plugin = get_plugins_manager(allow_replica=False).get_plugin("saleor.loyalty")

    assert plugin._dashboard_urls() == ["https://dashboard.example.com/"]
