"""What the plugin answers under its own address: staff pages, and components for storefronts."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpResponse

from saleor_loyalty_plugin.dashboard import pages
from saleor_loyalty_plugin.storefront import files


def serve(
    path: str,
    *,
    method: str,
    headers: Mapping[str, Any],
    plugin_url: str,
    dashboard_urls: Sequence[str],
) -> HttpResponse:
    """The answer to a request for `path` under `plugin_url`; see `dashboard.pages.serve`."""
    if path.startswith(files.PREFIX):
        return files.serve(path, method=method, headers=headers)
    return pages.serve(
        path,
        method=method,
        headers=headers,
        plugin_url=plugin_url,
        dashboard_urls=dashboard_urls,
    )
