"""The mail server of the tests does what other tests rely on."""

import smtplib
from pathlib import Path

import pytest
from django.core.mail import send_mail

from tests.smtp_server import SmtpServer, running_server

MAIL = "Message-ID: <1@example.com>\nSubject: Points\n\nYou have points."


def _send(server: SmtpServer, *, to: str, login: tuple[str, str] | None = None) -> None:
    with smtplib.SMTP(server.host, server.port, timeout=10) as client:
        if login:
            client.login(*login)
        client.sendmail("shop@example.com", [to], MAIL)


def test_mails_of_django_arrive(smtp_server: SmtpServer) -> None:
    send_mail("Grüße", "Körper", "shop@example.com", ["anna@example.com"])

    [mail] = smtp_server.mails()
    assert mail.recipients == ["anna@example.com"]
    assert mail.message["Subject"] == "Grüße"
    assert mail.message.get_content().strip() == "Körper"


@pytest.mark.parametrize(
    ("to", "failure", "code"),
    [
        ("unknown@example.com", smtplib.SMTPRecipientsRefused, None),
        ("busy@example.com", smtplib.SMTPDataError, 451),
        ("drop@example.com", smtplib.SMTPServerDisconnected, None),
    ],
)
def test_addresses_that_fail(
    smtp_server: SmtpServer, to: str, failure: type[Exception], code: int | None
) -> None:
    with pytest.raises(failure) as caught:
        _send(smtp_server, to=to)

    assert getattr(caught.value, "smtp_code", None) == code
    assert smtp_server.mails() == []


def test_an_answer_that_is_lost(smtp_server: SmtpServer) -> None:
    smtp_server.start_again("--lose-answer", "1")

    with pytest.raises(smtplib.SMTPServerDisconnected):
        _send(smtp_server, to="anna@example.com")

    assert [mail.message_id for mail in smtp_server.mails()] == ["<1@example.com>"]


def test_a_server_that_asks_for_a_password(tmp_path: Path) -> None:
    with running_server(tmp_path, "--user", "shop", "--password", "word") as server:
        with pytest.raises(smtplib.SMTPSenderRefused):
            _send(server, to="anna@example.com")
        with pytest.raises(smtplib.SMTPAuthenticationError):
            _send(server, to="anna@example.com", login=("shop", "guess"))
        _send(server, to="anna@example.com", login=("shop", "word"))

        assert len(server.mails()) == 1
