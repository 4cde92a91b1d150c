"""Where the staff pages show in the shop's dashboard, and what they may do.

A page's token carries the rights that its staff member has and that its extension asks for, no
more.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from saleor_loyalty_plugin import __version__
from saleor_loyalty_plugin.hosts.port import DashboardApp, DashboardExtension, Permission

IDENTIFIER = "saleor.loyalty"
NAME = "Loyalty"
ABOUT = "Points, tiers, badges and rewards of your customers."
AUTHOR = "saleor-loyalty-plugin"

# Under the address of the plugin.
APP_PATH = "/app"
MANIFEST_PATH = "/manifest.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """A page in one place of the dashboard. `path` is under the address of the plugin, that of an
    `APP_PAGE` under the app's."""

    identifier: str
    label: str
    path: str
    mount: str
    target: str
    permissions: tuple[Permission, ...]
    options: Mapping[str, Any] = field(default_factory=dict)


_PLACES = (
    _Place(
        identifier="customer",
        label="Loyalty",
        path="/customer.html",
        mount="CUSTOMER_DETAILS_WIDGETS",
        target="WIDGET",
        permissions=(Permission.MANAGE_USERS,),
    ),
    _Place(
        identifier="adjust",
        label="Credit / debit points",
        path="/adjust.html",
        mount="CUSTOMER_DETAILS_MORE_ACTIONS",
        target="POPUP",
        permissions=(Permission.MANAGE_USERS,),
    ),
    _Place(
        identifier="order",
        label="Loyalty",
        path="/order.html",
        mount="ORDER_DETAILS_WIDGETS",
        target="WIDGET",
        permissions=(Permission.MANAGE_ORDERS,),
    ),
    _Place(
        identifier="product",
        label="Loyalty",
        path="/product.html",
        mount="PRODUCT_DETAILS_WIDGETS",
        target="WIDGET",
        # Enough to see any product, too.
        permissions=(Permission.MANAGE_DISCOUNTS,),
    ),
    _Place(
        identifier="home",
        label="Loyalty",
        path="/home.html",
        # Only from Saleor 3.23 on.
        mount="HOMEPAGE_WIDGETS",
        target="WIDGET",
        permissions=(Permission.MANAGE_USERS,),
        # Else the dashboard posts to the page, with the token in a form.
        options={"homeWidgetTarget": {"method": "GET"}},
    ),
    _Place(
        identifier="members",
        label="Loyalty",
        path="/members",
        mount="NAVIGATION_CUSTOMERS",
        target="APP_PAGE",
        permissions=(Permission.MANAGE_USERS,),
    ),
    _Place(
        identifier="program",
        label="Loyalty program",
        path="/program",
        mount="NAVIGATION_DISCOUNTS",
        target="APP_PAGE",
        permissions=(Permission.MANAGE_DISCOUNTS,),
    ),
)


def dashboard_app(*, plugin_url: str, mounts: Collection[str] | None = None) -> DashboardApp:
    """The app whose pages stand under `plugin_url`, such as `https://shop/plugins/saleor.loyalty`.

    Pages whose place is not among `mounts` are left out; None: the dashboard has all of them.

    Saleor 3.22 takes app pages with a path alone, and asks for an address to send a token to: that
    of the manifest, which takes none.
    """
    plugin_url = plugin_url.rstrip("/")
    places = [place for place in _PLACES if mounts is None or place.mount in mounts]
    return DashboardApp(
        identifier=IDENTIFIER,
        name=NAME,
        version=__version__,
        about=ABOUT,
        author=AUTHOR,
        app_url=f"{plugin_url}{APP_PATH}",
        manifest_url=f"{plugin_url}{MANIFEST_PATH}",
        permissions=tuple(
            sorted({permission for place in places for permission in place.permissions})
        ),
        extensions=tuple(
            DashboardExtension(
                identifier=place.identifier,
                label=place.label,
                url=place.path if place.target == "APP_PAGE" else f"{plugin_url}{place.path}",
                mount=place.mount,
                target=place.target,
                permissions=place.permissions,
                options=place.options,
            )
            for place in places
        ),
    )


def manifest(app: DashboardApp) -> dict[str, Any]:
    """The app as its manifest says it, for whoever installs it by address."""
    return {
        "id": app.identifier,
        "name": app.name,
        "version": app.version,
        "about": app.about,
        "author": app.author,
        "appUrl": app.app_url,
        "tokenTargetUrl": app.manifest_url,
        "permissions": [permission.value for permission in app.permissions],
        "extensions": [
            {
                "identifier": item.identifier,
                "label": item.label,
                "url": item.url,
                "mount": item.mount,
                "target": item.target,
                "permissions": [permission.value for permission in item.permissions],
                **({"options": dict(item.options)} if item.options else {}),
            }
            for item in app.extensions
        ],
        "webhooks": [],
    }
