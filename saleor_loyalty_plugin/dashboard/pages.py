"""Serves the build of the staff pages, which lies in `build/` here when there is one.

The files come from the plugin itself: their names carry a hash of what is in them, so browsers keep
them for good; pages are asked for anew each time, and answered with 304 where nothing changed.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpResponse, HttpResponseNotAllowed, JsonResponse
from whitenoise import WhiteNoise

from saleor_loyalty_plugin.dashboard.extensions import (
    APP_PATH,
    MANIFEST_PATH,
    dashboard_app,
    manifest,
)
from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.static_files import answer_with, files_in

BUILD = Path(__file__).parent / "build"
_APP_PAGE = "/index.html"
_HASHED = r"^/assets/"
# What stands in a header has to be a host and nothing else.
_HOST = re.compile(r"(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(:\d+)?")
NOT_BUILT = (
    "The staff pages are not built. Released packages carry them; in a source checkout, run"
    " `make pages`, which needs Node."
)


def serve(
    path: str,
    *,
    method: str,
    headers: Mapping[str, Any],
    plugin_url: str,
    dashboard_urls: Sequence[str],
) -> HttpResponse:
    """The answer to a request for `path` under the address of the plugin, `plugin_url`.

    `headers` are named as WSGI does. `dashboard_urls` are where the dashboard may run: nobody else
    may show a page in a frame.
    """
    response = _answer(
        path,
        method=method,
        headers=headers,
        plugin_url=plugin_url,
        dashboard_urls=dashboard_urls,
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Referrer-Policy"] = "no-referrer"
    if "Cache-Control" not in response:
        # Of what is no file, nothing may be kept: a missing one may be there after an upgrade.
        response["Cache-Control"] = "no-store"
    return response


def _answer(
    path: str,
    *,
    method: str,
    headers: Mapping[str, Any],
    plugin_url: str,
    dashboard_urls: Sequence[str],
) -> HttpResponse:
    if path == MANIFEST_PATH and method == "POST":
        # The shop sends the app's token here when it is installed by address. Nothing needs it,
        # so it isn't even read.
        return HttpResponse(status=204)
    if method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET", "HEAD"])
    if path == MANIFEST_PATH:
        return JsonResponse(
            manifest(dashboard_app(plugin_url=plugin_url, mounts=current_host().dashboard_mounts()))
        )
    if path == APP_PATH or path.startswith(f"{APP_PATH}/"):
        path = _APP_PAGE
    response = answer_with(_build(), path, method=method, headers=headers)
    if response is None:
        text = "There is no such page." if is_built() else NOT_BUILT
        return HttpResponse(text, status=404, content_type="text/plain; charset=utf-8")
    if path.endswith(".html"):
        response["Content-Security-Policy"] = _policy(plugin_url, dashboard_urls)
        # Django's middleware would add an older header, which knows no dashboard elsewhere.
        response.xframe_options_exempt = True
    return response


def is_built() -> bool:
    return bool(_build().files)


def _build() -> WhiteNoise:
    """Looked for once more as long as there is none: it may be made while we run."""
    if not _files().files:
        _files.cache_clear()
    return _files()


@cache
def _files() -> WhiteNoise:
    """The build's files by path, looked up once in each process."""
    return files_in(
        BUILD, prefix="/", max_age=0, allow_all_origins=False, immutable_file_test=_HASHED
    )


def origin_of(url: str) -> str:
    """Scheme and host of an address, as browsers compare them; empty for what is none."""
    try:
        parts = urlsplit(url.strip())
        # Names with other letters, as browsers spell them out.
        host = parts.netloc.rpartition("@")[2].lower().encode("idna").decode()
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or _HOST.fullmatch(host) is None:
        return ""
    return f"{parts.scheme}://{host}"


def _policy(plugin_url: str, dashboard_urls: Sequence[str]) -> str:
    """Pages run their own code alone, ask the shop alone, and are shown by the dashboard alone.

    Icons of badges and pictures of rewards may come from wherever the shop keeps its media.
    """
    ancestors = " ".join(filter(None, map(origin_of, dashboard_urls))) or "'none'"
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self' 'unsafe-inline'",
            "font-src 'self'",
            "img-src 'self' data: blob: https: http:",
            f"connect-src 'self' {origin_of(plugin_url)}".rstrip(),
            "base-uri 'none'",
            "form-action 'none'",
            f"frame-ancestors {ancestors}",
        )
    )
