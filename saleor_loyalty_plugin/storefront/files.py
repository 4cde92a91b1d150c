"""Serves the storefront components, which lie in `build/` here when there is one.

Storefronts run elsewhere and name the file by its address: any page may load it. Browsers ask for
it anew after some minutes, and get 304 where nothing changed.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from django.http import HttpResponse, HttpResponseNotAllowed
from whitenoise import WhiteNoise

from saleor_loyalty_plugin.static_files import answer_with, files_in

BUILD = Path(__file__).parent / "build"
# Under the address of the plugin.
PREFIX = "/storefront/"
MAX_AGE_SECONDS = 10 * 60
_NOT_BUILT = (
    "The storefront components are not built. Released packages carry them; in a source checkout,"
    " run `make pages`, which needs Node."
)


def serve(path: str, *, method: str, headers: Mapping[str, Any]) -> HttpResponse:
    """The answer to a request for `path`, which begins with `PREFIX`; `headers` as WSGI's."""
    if method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET", "HEAD"])
    response = answer_with(_build(), path, method=method, headers=headers)
    if response is None:
        text = "There is no such file." if is_built() else _NOT_BUILT
        response = HttpResponse(text, status=404, content_type="text/plain; charset=utf-8")
        # It may be there after an upgrade.
        response["Cache-Control"] = "no-store"
    response["Access-Control-Allow-Origin"] = "*"
    # Pages that isolate themselves admit only what says so.
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def is_built() -> bool:
    """Whether there are components to serve."""
    return bool(_build().files)


def _build() -> WhiteNoise:
    """Looked for once more as long as there is none: it may be made while we run."""
    if not _files().files:
        _files.cache_clear()
    return _files()


@cache
def _files() -> WhiteNoise:
    """Looked up once in each process."""
    return files_in(BUILD, prefix=PREFIX, max_age=MAX_AGE_SECONDS, allow_all_origins=False)
