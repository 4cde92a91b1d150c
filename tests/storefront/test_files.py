"""How the plugin serves the storefront components, from a small build of the test's own."""

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.http import HttpResponse

from saleor_loyalty_plugin import web
from saleor_loyalty_plugin.storefront import files

SCRIPT = b"export const points = 1;" * 40
PATH = "/storefront/loyalty.js"


@pytest.fixture(autouse=True)
def build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    (tmp_path / "loyalty.js").write_bytes(SCRIPT)
    (tmp_path / "loyalty.js.gz").write_bytes(gzip.compress(SCRIPT))
    monkeypatch.setattr(files, "BUILD", tmp_path)
    files._files.cache_clear()
    yield tmp_path
    files._files.cache_clear()


def get(path: str = PATH, *, method: str = "GET", **headers: str) -> HttpResponse:
    return web.serve(
        path,
        method=method,
        headers=headers,
        plugin_url="https://api.shop.example/plugins/saleor.loyalty",
        dashboard_urls=[],
    )


def test_any_page_may_load_the_components() -> None:
    response = get(HTTP_ORIGIN="https://shop.example")

    assert (response.status_code, response.content) == (200, SCRIPT)
    assert response["Content-Type"].startswith("text/javascript")
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert response["X-Content-Type-Options"] == "nosniff"


def test_browsers_keep_them_for_minutes_and_then_ask_whether_they_changed() -> None:
    first = get()
    again = get(HTTP_IF_NONE_MATCH=first["ETag"])

    assert first["Cache-Control"] == "max-age=600, public"
    assert (again.status_code, again.content) == (304, b"")
    assert again["Access-Control-Allow-Origin"] == "*"


def test_they_are_sent_as_they_were_compressed() -> None:
    packed = get(HTTP_ACCEPT_ENCODING="gzip, br")

    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == SCRIPT
    assert packed["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize("path", ["/storefront/", "/storefront/none.js", "/storefront/../web.py"])
def test_nothing_else_is_served(path: str) -> None:
    assert get(path).status_code == 404


def test_pages_of_staff_are_for_no_other_origin() -> None:
    for path in ("/app", "/manifest.json", "/loyalty.js"):
        assert "Access-Control-Allow-Origin" not in get(path)


def test_they_are_only_read() -> None:
    response = get(method="POST")
    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD")
    assert get(method="HEAD").content == b""


def test_source_checkout_without_a_build_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "BUILD", tmp_path / "none")
    files._files.cache_clear()

    response = get()

    assert response.status_code == 404
    assert b"make pages" in response.content
    assert not files.is_built()


def test_a_build_that_is_made_meanwhile_is_served(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = tmp_path / "later"
    monkeypatch.setattr(files, "BUILD", later)
    files._files.cache_clear()
    assert get().status_code == 404

    later.mkdir()
    (later / "loyalty.js").write_bytes(SCRIPT)

    assert get().status_code == 200
    assert files.is_built()
