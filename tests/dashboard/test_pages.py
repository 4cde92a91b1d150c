"""How the plugin serves the staff pages, from a small build of the test's own."""

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.http import HttpResponse

from saleor_loyalty_plugin.dashboard import pages

PLUGIN_URL = "https://api.shop.example/plugins/saleor.loyalty"
DASHBOARD = "https://Dashboard.shop.example/dashboard/"
SCRIPT = b"export const points = 1;" * 40


@pytest.fixture(autouse=True)
def build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    (tmp_path / "assets").mkdir()
    (tmp_path / "index.html").write_text("<p>pages</p>")
    (tmp_path / "customer.html").write_text("<p>widget</p>")
    (tmp_path / "assets" / "app-4f1c.js").write_bytes(SCRIPT)
    (tmp_path / "assets" / "app-4f1c.js.gz").write_bytes(gzip.compress(SCRIPT))
    monkeypatch.setattr(pages, "BUILD", tmp_path)
    pages._files.cache_clear()
    yield tmp_path
    pages._files.cache_clear()


def get(path: str, *, method: str = "GET", **headers: str) -> HttpResponse:
    return pages.serve(
        path, method=method, headers=headers, plugin_url=PLUGIN_URL, dashboard_urls=[DASHBOARD]
    )


def test_each_place_of_the_app_is_one_page() -> None:
    for path in ("/app", "/app/", "/app/members/VXNlcjox"):
        response = get(path)
        assert (response.status_code, response.content) == (200, b"<p>pages</p>")
        assert response["Content-Type"].startswith("text/html")


def test_only_the_dashboard_may_frame_a_page() -> None:
    policy = get("/customer.html")["Content-Security-Policy"].split("; ")

    assert "frame-ancestors https://dashboard.shop.example" in policy
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "connect-src 'self' https://api.shop.example" in policy


def test_nobody_may_while_it_is_not_said_where_the_dashboard_runs() -> None:
    response = pages.serve(
        "/app", method="GET", headers={}, plugin_url=PLUGIN_URL, dashboard_urls=["", "javascript:1"]
    )
    assert "frame-ancestors 'none'" in response["Content-Security-Policy"]


def test_files_named_by_what_is_in_them_are_kept_for_good_and_pages_asked_for_anew() -> None:
    assert "immutable" in get("/assets/app-4f1c.js")["Cache-Control"]
    page = get("/app")
    assert "max-age=0" in page["Cache-Control"]

    again = get("/app", HTTP_IF_NONE_MATCH=page["ETag"])

    assert (again.status_code, again.content) == (304, b"")


def test_files_are_sent_as_they_were_compressed() -> None:
    plain = get("/assets/app-4f1c.js")
    packed = get("/assets/app-4f1c.js", HTTP_ACCEPT_ENCODING="gzip, br")

    assert plain.content == SCRIPT
    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == SCRIPT
    assert packed["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize(
    "path", ["/", "", "/nothing.html", "/assets/../../setup.cfg", "//etc/passwd", "/assets"]
)
def test_nothing_else_is_served(path: str) -> None:
    assert get(path).status_code == 404


def test_pages_are_only_read() -> None:
    response = get("/app", method="POST")
    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD")
    assert get("/app", method="HEAD").content == b""


def test_the_shop_may_send_a_token_that_nobody_wants() -> None:
    response = get("/manifest.json", method="POST")
    assert (response.status_code, response.content) == (204, b"")
    assert get("/manifest.json", method="PUT").status_code == 405


def test_answers_that_are_no_files_are_kept_nowhere() -> None:
    for path in ("/manifest.json", "/nothing.html", "/assets/app-old.js"):
        response = get(path)
        assert (response["Cache-Control"], response["X-Content-Type-Options"]) == (
            "no-store",
            "nosniff",
        )


def test_source_checkout_without_a_build_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "BUILD", tmp_path / "none")
    pages._files.cache_clear()

    response = get("/app")

    assert response.status_code == 404
    assert b"make pages" in response.content


@pytest.mark.parametrize(
    ("url", "origin"),
    [
        ("https://Shop.example/graphql/", "https://shop.example"),
        ("http://localhost:9000", "http://localhost:9000"),
        ("https://user:secret@shop.example", "https://shop.example"),
        (
            "https://dashboard.münchen.example:8443/",
            "https://dashboard.xn--mnchen-3ya.example:8443",
        ),
        ("shop.example", ""),
        ("http://[::1", ""),
        ("https://a..example", ""),
        ("javascript:alert(1)", ""),
        ("https://", ""),
        ("https://a.example; script-src *", ""),
    ],
)
def test_origin_of_an_address(url: str, origin: str) -> None:
    assert pages.origin_of(url) == origin


def test_a_build_that_is_made_meanwhile_is_served(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = tmp_path / "later"
    monkeypatch.setattr(pages, "BUILD", later)
    pages._files.cache_clear()
    assert b"make pages" in get("/app").content

    later.mkdir()
    (later / "index.html").write_text("<p>pages</p>")

    assert get("/app").content == b"<p>pages</p>"
