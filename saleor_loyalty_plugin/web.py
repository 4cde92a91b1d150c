"""What the plugin answers under its own address: staff pages, components for storefronts, and the
page that the links in e-mails lead to.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpResponse, QueryDict

from saleor_loyalty_plugin.dashboard import pages
from saleor_loyalty_plugin.messages import pages as messages
from saleor_loyalty_plugin.messages import preferences
from saleor_loyalty_plugin.storefront import files


def serve(
    path: str,
    *,
    method: str,
    headers: Mapping[str, Any],
    plugin_url: str,
    dashboard_urls: Sequence[str],
    form: QueryDict | None = None,
) -> HttpResponse:
    """The answer to a request for `path` under `plugin_url`; see `dashboard.pages.serve`.

    `form` is what was posted as a form, if anything.
    """
    if path.startswith(preferences.PREFIX):
        return messages.serve(path, method=method, form=form or QueryDict())
    if path.startswith(files.PREFIX):
        return files.serve(path, method=method, headers=headers)
    return pages.serve(
        path,
        method=method,
        headers=headers,
        plugin_url=plugin_url,
        dashboard_urls=dashboard_urls,
    )
