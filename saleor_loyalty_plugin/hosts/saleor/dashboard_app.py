"""The staff pages as an app in Saleor's tables, and where its dashboard runs."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from saleor.app.models import App, AppExtension
from saleor.app.types import AppType
from saleor.core.utils import build_absolute_uri
from saleor.permission.enums import get_permissions_from_names
from saleor.plugins.models import PluginConfiguration

from saleor_loyalty_plugin.hosts.port import DashboardApp, DashboardExtension, Permission
from saleor_loyalty_plugin.hosts.saleor.databases import WRITER, allow_writer


@allow_writer()
@transaction.atomic(using=WRITER)
def install(app: DashboardApp, *, dashboard_urls: Sequence[str]) -> bool:
    """Write what installing by manifest would write, whatever addresses this server may ask."""
    rows = App.objects.using(WRITER).filter(identifier=app.identifier, removed_at=None)
    row = rows.select_for_update().order_by("pk").first()
    is_new = row is None
    row = row or App(identifier=app.identifier, type=AppType.THIRDPARTY)
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
    rows = App.objects.using(WRITER).filter(identifier=identifier)
    is_there = rows.exists()
    rows.delete()
    return is_there


@allow_writer()
def plugin_url() -> str:
    from saleor_loyalty_plugin.plugin import LoyaltyPlugin

    return build_absolute_uri(f"/plugins/{LoyaltyPlugin.PLUGIN_ID}")


def _write_extensions(app: App, extensions: Sequence[DashboardExtension]) -> None:
    """Rows that stay keep their ids, which open pages carry in their tokens."""
    known: dict[tuple[str, str], AppExtension] = {
        (row.mount, row.url): row for row in AppExtension.objects.using(WRITER).filter(app=app)
    }
    has_identifiers = any(item.name == "identifier" for item in AppExtension._meta.get_fields())
    kept = []
    for item in extensions:
        row = known.get((item.mount.lower(), item.url)) or AppExtension(app=app)
        row.label = item.label
        row.url = item.url
        row.mount = item.mount.lower()
        row.target = item.target.lower()
        row.settings = {}
        if has_identifiers:
            row.identifier = item.identifier
        row.save(using=WRITER)
        row.permissions.set(_permissions(item.permissions))
        kept.append(row.pk)
    AppExtension.objects.using(WRITER).filter(app=app).exclude(pk__in=kept).delete()


def _permissions(permissions: Sequence[Permission]) -> Any:
    return get_permissions_from_names([item.value for item in permissions])


def _write_setting(value: str) -> None:
    from saleor_loyalty_plugin.plugin import DASHBOARD_URLS, LoyaltyPlugin

    rows = PluginConfiguration.objects.using(WRITER)
    row, _ = rows.get_or_create(
        identifier=LoyaltyPlugin.PLUGIN_ID,
        channel=None,
        defaults={"name": LoyaltyPlugin.PLUGIN_NAME, "active": LoyaltyPlugin.DEFAULT_ACTIVE},
    )
    kept = [item for item in row.configuration or [] if item["name"] != DASHBOARD_URLS]
    row.configuration = [*kept, {"name": DASHBOARD_URLS, "value": value}]
    row.save(using=WRITER)
