"""The shops that the plugin can live in. `current_host()` is the only way to reach one."""

from functools import cache

from django.conf import settings
from django.utils.module_loading import import_string

from saleor_loyalty_plugin.hosts.port import Host

DEFAULT_HOST = "saleor_loyalty_plugin.hosts.saleor.SaleorHost"


@cache
def current_host() -> Host:
    """The host named by the Django setting `LOYALTY_HOST`, by default Saleor.

    A host is stateless, so one object serves every request of the process.
    """
    host: Host = import_string(getattr(settings, "LOYALTY_HOST", DEFAULT_HOST))()
    return host
