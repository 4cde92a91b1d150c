"""The staff pages in Saleor: what its dashboard is told of them, and how it serves them."""

import copy
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from saleor.app import types
from saleor.app.manifest_validations import clean_manifest_data
from saleor.app.models import App, AppExtension, AppToken
from saleor.permission.enums import get_permissions_from_names
from saleor.plugins.models import PluginConfiguration

from saleor_loyalty_plugin.dashboard.extensions import IDENTIFIER, dashboard_app, manifest
from saleor_loyalty_plugin.hosts import current_host
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


def rows() -> dict[str, int]:
    found = AppExtension.objects.filter(app__identifier=IDENTIFIER)
    return {row.mount: row.pk for row in found}


def test_pages_keep_their_rows_when_the_shop_moves(shop: Shop) -> None:
    install("--api", "https://old.example.com")
    before = rows()

    install("--api", "https://new.example.com")

    assert rows() == before
    widget = AppExtension.objects.get(mount="customer_details_widgets")
    assert widget.url == "https://new.example.com/plugins/saleor.loyalty/customer.html"


def test_the_home_page_is_told_to_post_nothing(shop: Shop) -> None:
    install()

    found = AppExtension.objects.filter(mount="homepage_widgets")

    assert [row.settings for row in found] == [{"homeWidgetTarget": {"method": "GET"}}] * len(found)
    others = AppExtension.objects.exclude(mount="homepage_widgets")
    assert not any(row.settings for row in others)


def test_rows_without_identifiers_are_taken_over(shop: Shop) -> None:
    install()
    before = rows()
    if hasattr(AppExtension, "identifier"):
        AppExtension.objects.filter(app__identifier=IDENTIFIER).update(identifier=None)

    install("--api", "https://new.example.com")

    assert rows() == before


def by_manifest(monkeypatch: pytest.MonkeyPatch) -> App:
    """What staff who install by address get; the shop asks nobody here."""
    from saleor.app import installation_utils
    from saleor.app.models import AppInstallation

    def fetched(*args: Any, **kwargs: Any) -> dict[str, Any]:
        return Client().get("/plugins/saleor.loyalty/manifest.json").json()

    def sent(*, target_url: str, token: str) -> None:
        response = Client().post(target_url, {"auth_token": token}, content_type="application/json")
        assert response.status_code == 204

    monkeypatch.setattr(installation_utils, "fetch_manifest", fetched)
    monkeypatch.setattr(installation_utils, "send_app_token", sent)
    wish = AppInstallation.objects.create(
        app_name="Loyalty", manifest_url="https://api.example.com/manifest.json"
    )
    wish.permissions.set(get_permissions_from_names(fetched()["permissions"]))
    app, _ = installation_utils.install_app(wish, activate=True)
    return app


def test_command_takes_over_what_was_installed_by_manifest_and_removes_it(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = by_manifest(monkeypatch)
    App.objects.filter(pk=app.pk).update(version="0.0.1")
    before = rows()
    assert before

    install()

    assert rows() == before
    taken = App.objects.get(identifier=IDENTIFIER)
    assert (taken.pk, taken.version == "0.0.1") == (app.pk, False)
    assert taken.permissions.exists()

    install("--remove")

    assert not App.objects.filter(identifier=IDENTIFIER).exists()
    assert not AppToken.objects.exists()


def test_of_two_apps_one_stays_and_what_staff_removed_stays_removed(shop: Shop) -> None:
    install()
    kept = App.objects.get(identifier=IDENTIFIER)
    App.objects.create(identifier=IDENTIFIER, name="Loyalty")
    gone = App.objects.create(identifier=IDENTIFIER, name="Old", removed_at=timezone.now())

    install()

    assert set(App.objects.filter(identifier=IDENTIFIER)) == {kept, gone}
    gone.refresh_from_db()
    assert gone.removed_at is not None


@pytest.mark.parametrize(
    "configuration",
    [
        {},
        [],
        [{"name": "dashboard-urls", "value": None}],
        [{"name": "dashboard-urls"}],
        [{"name": "other", "value": "1"}],
    ],
)
def test_settings_of_any_shape_are_read_and_written(shop: Shop, configuration: Any) -> None:
    PluginConfiguration.objects.update_or_create(
        identifier="saleor.loyalty",
        channel=None,
        defaults={"configuration": configuration, "active": True},
    )
    assert current_host().dashboard_urls() == []
    assert Client().get("/plugins/saleor.loyalty/manifest.json").status_code == 200

    install("--dashboard", "https://a.example", "--dashboard", "https://b.example/x")

    assert list(current_host().dashboard_urls()) == ["https://a.example", "https://b.example"]


SET = """
mutation($value: String!) { pluginUpdate(id: "saleor.loyalty", input: {
  configuration: [{ name: "dashboard-urls", value: $value }]
}) { errors { field message code } } }"""


def test_staff_are_told_of_a_slip_in_the_dashboards_address(shop: Shop) -> None:
    staff = shop.setup.staff("MANAGE_PLUGINS")

    (error,) = shop.run(SET, {"value": "dashboard.example"}, staff.token)["pluginUpdate"]["errors"]
    assert error["code"] == "PLUGIN_MISCONFIGURED"
    assert list(current_host().dashboard_urls()) == []

    right = shop.run(SET, {"value": " https://a.example  http://b:9000/ "}, staff.token)
    assert right["pluginUpdate"]["errors"] == []
    assert list(current_host().dashboard_urls()) == ["https://a.example", "http://b:9000/"]


def test_only_places_that_this_dashboard_has_are_told(shop: Shop) -> None:
    """Saleor's list of places ended with 3.22, which has none on the home page."""
    has_list = hasattr(types, "AppExtensionMount")
    install()

    assert ("HOMEPAGE_WIDGETS" in extensions(shop)) is not has_list
    response = Client().get("/plugins/saleor.loyalty/manifest.json")
    told = {item["mount"] for item in response.json()["extensions"]}
    assert told == set(extensions(shop))


def test_removing_leaves_nothing(shop: Shop) -> None:
    install()
    install("--remove")

    assert extensions(shop) == {}
    assert not App.objects.filter(identifier=IDENTIFIER).exists()


def test_saleor_takes_the_manifest(db: None) -> None:
    url = "https://api.example.com/plugins/saleor.loyalty"
    data = manifest(dashboard_app(plugin_url=url, mounts=current_host().dashboard_mounts()))
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

    assert plugin.dashboard_urls() == ["https://dashboard.example.com/"]
