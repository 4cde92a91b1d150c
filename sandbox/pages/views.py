"""Serves the pages; all they show comes from GraphQL."""

import json
from pathlib import Path

import graphene
from django.conf import settings
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseForbidden,
    JsonResponse,
)
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views.static import serve

from saleor_loyalty_plugin import web
from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.storefront import files
from sandbox.demo_logins import ADMIN, APP_TOKEN, CUSTOMER, GIFT_CARD_CODE, PROMO_CODE
from sandbox.graphql_api.context import token_of
from sandbox.shop import accounts
from sandbox.shop.models import App

STATIC = Path(__file__).parent / "static"
OPERATIONS = Path(__file__).parents[2] / "graphql" / "operations"
_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}


def storefront(request: HttpRequest) -> HttpResponse:
    return _page("shop.html", codes=(PROMO_CODE, GIFT_CARD_CODE), has_components=files.is_built())


def staff(request: HttpRequest) -> HttpResponse:
    return _page("staff.html")


def dashboard(request: HttpRequest, path: str = "") -> HttpResponse:
    """A stand-in for Saleor's dashboard, which shows the pages of installed apps."""
    apps = App.objects.filter(is_active=True).exclude(manifest={})
    return _page(
        "dashboard.html",
        apps=[
            {"id": graphene.Node.to_global_id("App", app.pk), "manifest": app.manifest}
            for app in apps
        ],
    )


def dashboard_token(request: HttpRequest) -> HttpResponse:
    """The token of a page: for `{"app": identifier, "extension": identifier or null}`."""
    token = token_of(request)
    user = accounts.user_of_token(token) if token else None
    if request.method != "POST" or user is None or not user.is_staff:
        return HttpResponseForbidden()
    asked = json.loads(request.body)
    manifest = App.objects.get(identifier=asked["app"], is_active=True).manifest
    places = [item for item in manifest["extensions"] if item["identifier"] == asked["extension"]]
    permissions = places[0]["permissions"] if places else manifest["permissions"]
    return JsonResponse(
        {
            "token": accounts.create_page_token(user, permissions=permissions, now=timezone.now()),
            "expiresIn": int(accounts.PAGE_TOKEN_LIFETIME.total_seconds()),
        }
    )


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
    """What a shop hands to the plugin: its staff pages, for this shop's own dashboard, and what
    storefronts load."""
    host = current_host()
    return web.serve(
        path,
        method=request.method or "GET",
        headers=request.META,
        plugin_url=host.plugin_url(),
        dashboard_urls=host.dashboard_urls(),
        form=request.POST,
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
