"""Serves the pages; all they show comes from GraphQL."""

import json
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.static import serve

from saleor_loyalty_plugin.dashboard import pages
from saleor_loyalty_plugin.hosts import current_host
from sandbox.demo_logins import ADMIN, APP_TOKEN, CUSTOMER, GIFT_CARD_CODE, PROMO_CODE

STATIC = Path(__file__).parent / "static"
OPERATIONS = Path(__file__).parents[2] / "graphql" / "operations"
_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}


def storefront(request: HttpRequest) -> HttpResponse:
    return _page("shop.html", codes=(PROMO_CODE, GIFT_CARD_CODE))


def staff(request: HttpRequest) -> HttpResponse:
    return _page("staff.html")


def playground(request: HttpRequest) -> HttpResponse:
    return _page("playground.html", operations=_operations())


def static_file(request: HttpRequest, name: str) -> HttpResponse:
    path = STATIC / name
    # The route admits no slash; the suffix keeps the pages' own sources from being served raw.
    if path.suffix not in _TYPES or not path.is_file():
        raise Http404
    response = HttpResponse(path.read_bytes(), content_type=_TYPES[path.suffix])
    response["Cache-Control"] = "no-cache"
    return response


def media_file(request: HttpRequest, name: str) -> HttpResponseBase:
    """A picture that staff have uploaded."""
    return serve(request, name, document_root=settings.MEDIA_ROOT)


def plugin_page(request: HttpRequest, path: str) -> HttpResponse:
    """What a shop hands to the plugin: its staff pages, for this shop's own dashboard."""
    return pages.serve(
        path,
        method=request.method or "GET",
        headers=request.META,
        plugin_url=current_host().plugin_url(),
        dashboard_urls=[settings.PUBLIC_URL],
    )


def _page(name: str, **data: object) -> HttpResponse:
    """A page with its data as JSON: the logins of the demo, and what is given."""
    data["logins"] = {"customer": CUSTOMER, "staff": ADMIN, "appToken": APP_TOKEN}
    # "<" could end the element that holds the data.
    payload = json.dumps(data).replace("<", "\\u003c")
    html = (STATIC / name).read_text().replace("{{ data }}", payload)
    return HttpResponse(html)


def _operations() -> list[dict[str, str]]:
    """The ready documents, by the folder of who uses them."""
    return [
        {"group": path.parent.name, "name": path.stem, "text": path.read_text()}
        for group in ("storefront", "staff", "app")
        for path in sorted((OPERATIONS / group).glob("*.graphql"))
    ]
