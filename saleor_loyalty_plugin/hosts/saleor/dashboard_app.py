"""The staff pages as an app in Saleor's tables, and where its dashboard runs."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from django.db import connections, transaction
from saleor.app import types
from saleor.app.models import App, AppExtension
from saleor.app.types import AppType
from saleor.core.utils import build_absolute_uri
from saleor.permission.enums import get_permissions_from_names
from saleor.plugins.manager import get_plugins_manager
from saleor.plugins.models import PluginConfiguration

from saleor_loyalty_plugin.hosts.port import DashboardApp, DashboardExtension, Permission
from saleor_loyalty_plugin.hosts.saleor.databases import WRITER, allow_writer


@allow_writer()
@transaction.atomic(using=WRITER)
def install(app: DashboardApp, *, dashboard_urls: Sequence[str]) -> bool:
    """Write what installing by manifest would write, whatever addresses this server may ask."""
    _lock()
    rows = App.objects.using(WRITER).filter(identifier=app.identifier, removed_at=None)
    row = rows.select_for_update().order_by("pk").first()
    is_new = row is None
    row = row or App(identifier=app.identifier, type=AppType.THIRDPARTY)
    # Two of them would show each page twice; Saleor's own installing may have raced with itself.
    rows.exclude(pk=row.pk).delete()
    row.name = app.name
    row.version = app.version
    row.about_app = app.about
    row.author = app.author
    row.app_url = app.app_url
    row.manifest_url = app.manifest_url
    row.is_active = row.is_installed = True
    row.save(using=WRITER)
    row.permissions.set(_permissions(app.permissions))
    _write_extensions(row, app.extensions)
    if dashboard_urls:
        _write_setting(" ".join(dashboard_urls))
    return is_new


@allow_writer()
@transaction.atomic(using=WRITER)
def remove(identifier: str) -> bool:
    """With its tokens and places, and what Saleor keeps for a while of apps that staff removed."""
    _lock()
    rows = App.objects.using(WRITER).filter(identifier=identifier)
    was_there = rows.filter(removed_at=None).exists()
    rows.delete()
    return was_there


def mounts() -> frozenset[str] | None:
    """Saleor 3.22 refuses what isn't in its list; from 3.23 on there is none."""
    known = getattr(types, "AppExtensionMount", None)
    return None if known is None else frozenset(name.upper() for name, _ in known.CHOICES)


@allow_writer()
def plugin_url() -> str:
    from saleor_loyalty_plugin.plugin import LoyaltyPlugin

    return build_absolute_uri(f"/plugins/{LoyaltyPlugin.PLUGIN_ID}")


def dashboard_urls() -> list[str]:
    """As configured, else where this Saleor says that its dashboard is."""
    from saleor_loyalty_plugin.plugin import LoyaltyPlugin

    plugin = get_plugins_manager(allow_replica=False).get_plugin(LoyaltyPlugin.PLUGIN_ID)
    return [] if plugin is None else plugin.dashboard_urls()


def _lock() -> None:
    """One at a time: neither apps nor global settings are kept unique by the database."""
    with connections[WRITER].cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('loyalty:dashboard', 0))")


def _write_extensions(app: App, extensions: Sequence[DashboardExtension]) -> None:
    """Rows that stay keep their ids, which open pages carry in their tokens."""
    left = list(AppExtension.objects.using(WRITER).filter(app=app).order_by("pk"))
    matched = [(item, _take(left, item)) for item in extensions]
    # First, since the identifiers of an app are unique.
    AppExtension.objects.using(WRITER).filter(pk__in=[row.pk for row in left]).delete()
    for item, known in matched:
        row = known or AppExtension(app=app)
        row.label = item.label
        row.url = item.url
        row.mount = item.mount.lower()
        row.target = item.target.lower()
        row.settings = dict(item.options)
        if _has_identifiers():
            row.identifier = item.identifier
        row.save(using=WRITER)
        row.permissions.set(_permissions(item.permissions))


def _take(rows: list[AppExtension], item: DashboardExtension) -> AppExtension | None:
    """The row of this page, which is taken out of `rows`; None where there is none yet.

    Its address changes when the shop moves. Before 3.23 Saleor knows no identifiers.
    """
    tests = [lambda row: row.mount == item.mount.lower() and _path(row.url) == _path(item.url)]
    if _has_identifiers():
        tests.insert(0, lambda row: row.identifier == item.identifier)
    for test in tests:
        for row in rows:
            if test(row):
                rows.remove(row)
                return row
    return None


def _path(url: str) -> str:
    return urlsplit(url).path


def _has_identifiers() -> bool:
    return any(field.name == "identifier" for field in AppExtension._meta.get_fields())


def _permissions(permissions: Sequence[Permission]) -> Any:
    return get_permissions_from_names([item.value for item in permissions])


def _write_setting(value: str) -> None:
    from saleor_loyalty_plugin.plugin import DASHBOARD_URLS, LoyaltyPlugin

    rows = PluginConfiguration.objects.using(WRITER).filter(
        identifier=LoyaltyPlugin.PLUGIN_ID, channel=None
    )
    found = list(rows.select_for_update()) or [
        PluginConfiguration(
            identifier=LoyaltyPlugin.PLUGIN_ID,
            name=LoyaltyPlugin.PLUGIN_NAME,
            active=LoyaltyPlugin.DEFAULT_ACTIVE,
        )
    ]
    for row in found:
        kept = [item for item in row.configuration or [] if item["name"] != DASHBOARD_URLS]
        row.configuration = [*kept, {"name": DASHBOARD_URLS, "value": value}]
        row.save(using=WRITER)
