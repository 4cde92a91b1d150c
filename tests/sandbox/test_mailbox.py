"""The demo's mailbox shows what was sent."""

from pathlib import Path
from typing import Any

import pytest
from django.core.mail import EmailMultiAlternatives, get_connection
from django.test import Client


@pytest.fixture(autouse=True)
def _folder(settings: Any, tmp_path: Path) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path)


def send(*subjects: str) -> None:
    """Over one connection, which is one file."""
    with get_connection() as connection:
        for subject in subjects:
            message = EmailMultiAlternatives(
                subject, f"Text of {subject}", "tea@example.com", ["anna@example.com"]
            )
            html = f"<html><head></head><body>HTML of {subject} <script>x</script></body></html>"
            message.attach_alternative(html, "text/html")
            message.attach("Übersicht.html", "<p>file</p>", "text/html")
            connection.send_messages([message])


def page(path: str) -> str:
    response = Client().get(path)
    assert response.status_code == 200
    return response.content.decode()


def test_an_empty_mailbox() -> None:
    assert "Nothing was sent yet" in page("/mail/")


def test_emails_are_listed_and_shown() -> None:
    send("Grüße & <b>", "Second")

    listed = page("/mail/")
    assert '<meta http-equiv="refresh" content="4">' in listed
    assert "Grüße &amp; &lt;b&gt;" in listed
    links = [part.split('"')[0] for part in listed.split('href="/mail/')[2:]]
    assert len(links) == 2

    newest = f"/mail/{links[0]}"
    shown = page(newest)
    assert "<h1>Second</h1>" in shown
    # Whoever reads one isn't interrupted.
    assert "http-equiv" not in shown
    assert "Text of Second" in shown
    assert "anna@example.com" in shown
    html = Client().get(f"{newest}html")
    assert "HTML of Second" in html.content.decode()
    assert "default-src 'none'" in html["Content-Security-Policy"]
    assert page(f"{newest}files/0") == "<p>file</p>"
    assert Client().get(f"{newest}files/1").status_code == 404


@pytest.mark.parametrize("key", ["nothing-0", "..-0", "x", "%2e%2e%2fsettings-0"])
def test_other_files_are_not_shown(key: str) -> None:
    send("First")

    assert Client().get(f"/mail/{key}/").status_code == 404
