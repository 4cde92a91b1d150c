"""How Saleor sends e-mails to customers: the settings of its e-mail plugin, channel by channel."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from saleor.core.utils import get_domain
from saleor.plugins.models import PluginConfiguration
from saleor.plugins.user_email.constants import PLUGIN_ID
from saleor.site.models import SiteSettings

from saleor_loyalty_plugin.hosts.port import MailSettings, ShopFacts
from saleor_loyalty_plugin.hosts.saleor.databases import WRITER, allow_writer

PLUGIN_PATH = "saleor.plugins.user_email.plugin.UserEmailPlugin"


@allow_writer()
def shop() -> ShopFacts:
    sites = SiteSettings.objects.using(WRITER).select_related("site")
    row = sites.get(site=settings.SITE_ID)
    return ShopFacts(
        name=row.site.name,
        domain=get_domain(row.site),
        sender_name=row.default_mail_sender_name,
        sender_address=row.default_mail_sender_address or "",
    )


@allow_writer()
def mail_settings(channel_ids: Iterable[int]) -> dict[int, MailSettings]:
    """The plugin is off in a channel until staff switch it on, which writes a row for it."""
    if PLUGIN_PATH not in settings.PLUGINS:
        return {}
    rows = PluginConfiguration.objects.using(WRITER).filter(
        identifier=PLUGIN_ID, channel__in=list(channel_ids), active=True
    )
    found = {}
    for channel_id, items in rows.order_by().values_list("channel_id", "configuration"):
        said = _settings({item["name"]: item.get("value") for item in items or []})
        if said is not None:
            found[channel_id] = said
    return found


def _settings(values: Mapping[str, Any]) -> MailSettings | None:
    """What is missing comes from USER_EMAIL_URL, as in the plugin; None where that isn't enough."""
    host = values.get("host") or settings.USER_EMAIL_HOST
    port = values.get("port") or settings.USER_EMAIL_PORT
    address = values.get("sender_address")
    if not (host and str(port).isdecimal() and address):
        return None
    return MailSettings(
        host=host,
        port=int(port),
        user=values.get("username") or settings.USER_EMAIL_HOST_USER,
        password=values.get("password") or settings.USER_EMAIL_HOST_PASSWORD,
        use_tls=bool(values.get("use_tls") or settings.USER_EMAIL_USE_TLS),
        use_ssl=bool(values.get("use_ssl") or settings.USER_EMAIL_USE_SSL),
        sender_name=values.get("sender_name") or "",
        sender_address=address,
    )
