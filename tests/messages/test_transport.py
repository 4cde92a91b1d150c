"""Handing e-mails over to a real mail server, and what it may answer."""

import smtplib
from pathlib import Path
from typing import Any

import pytest

from saleor_loyalty_plugin.hosts.port import MailSettings
from saleor_loyalty_plugin.messages.email.build import build
from saleor_loyalty_plugin.messages.email.errors import MailRefused
from saleor_loyalty_plugin.messages.email.preview import Draft, send_test
from saleor_loyalty_plugin.messages.email.transport import Connections
from saleor_loyalty_plugin.messages.pauses import WayDown
from saleor_loyalty_plugin.models import Program
from saleor_loyalty_plugin.rules.messages import MessageKind
from saleor_loyalty_plugin.services.errors import LoyaltyProblem
from tests.messages.builders import NOW, SHOP, letter, sender
from tests.smtp_server import SmtpServer, running_server


def hand_over(connections: Connections, *, to: str = "anna@example.com", by: Any = None) -> None:
    by = by or sender()
    message = build(letter(recipient=to), sender=by, shop=SHOP, now=NOW)
    connections.send(message, sender=by)


def test_one_connection_carries_many(smtp_server: SmtpServer) -> None:
    with Connections() as connections:
        for _ in range(5):
            hand_over(connections)

    mails = smtp_server.mails()
    assert [mail.connection for mail in mails] == [1] * 5
    assert mails[0].sender == "tea@example.com"


def test_an_address_that_is_refused_for_good(smtp_server: SmtpServer) -> None:
    with Connections() as connections:
        with pytest.raises(MailRefused) as caught:
            hand_over(connections, to="unknown@example.com")
        hand_over(connections)

    assert caught.value.code == "ADDRESS_REFUSED"
    assert str(caught.value) == "550 5.1.1 No such user here"
    assert [mail.connection for mail in smtp_server.mails()] == [1]


def test_a_server_that_sends_to_nobody_for_us(smtp_server: SmtpServer) -> None:
    """That is no fault of the address, and staff can mend it."""
    with Connections() as connections, pytest.raises(smtplib.SMTPRecipientsRefused):
        hand_over(connections, to="relay@example.com")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("to", "words"),
    [
        ("relay", "550 5.7.1 Relaying denied"),
        ("unknown", "550 5.1.1 No such user here"),
        ("busy", "451 4.3.0 Busy, try again later"),
    ],
)
def test_a_test_that_is_refused_says_so_in_the_servers_words(
    smtp_server: SmtpServer, to: str, words: str
) -> None:
    with pytest.raises(LoyaltyProblem) as caught:
        send_test(
            program_id=Program.objects.get().pk,
            draft=Draft(MessageKind.STATEMENT, "en"),
            account_id=None,
            address=f"{to}@example.com",
            author=f"staff:{to}",
            now=NOW,
        )

    assert caught.value.message == f"The e-mail was not sent: {words}."


@pytest.mark.parametrize(
    ("to", "words"),
    [
        ("quota", "550 5.4.5 Daily user sending limit exceeded"),
        ("flood", "450 4.7.28 Unusual rate of mail"),
    ],
)
def test_a_server_that_has_had_enough_for_now(smtp_server: SmtpServer, to: str, words: str) -> None:
    """It says so of one e-mail, some of them for good, and means all."""
    with Connections() as connections, pytest.raises(WayDown, match=words) as caught:
        hand_over(connections, to=f"{to}@example.com")

    assert caught.value.key == "email:django"


def test_an_address_that_may_not_be_written_from(smtp_server: SmtpServer) -> None:
    stranger = sender(from_email="Tea <stranger@example.com>")
    with Connections() as connections:
        for by in (stranger, sender(), stranger):
            if by is not stranger:
                hand_over(connections, by=by)
                continue
            with pytest.raises(WayDown, match="553") as caught:
                hand_over(connections, by=by)
            assert caught.value.key == stranger.address_way != sender().address_way
            assert caught.value.status_code == 553

    assert [mail.connection for mail in smtp_server.mails()] == [1]


def test_a_server_that_wants_a_sign_in(tmp_path: Path) -> None:
    """Whoever writes: it rests as a whole."""
    with running_server(tmp_path, "--user", "shop", "--password", "word") as server:
        by = sender(way="email:nobody", mail_settings=_settings(server, ""))
        with Connections() as connections, pytest.raises(WayDown, match="530") as caught:
            hand_over(connections, by=by)
        assert caught.value.key == "email:nobody"


def test_a_server_that_is_busy(smtp_server: SmtpServer) -> None:
    with Connections() as connections:
        with pytest.raises(smtplib.SMTPDataError) as caught:
            hand_over(connections, to="busy@example.com")
        hand_over(connections)

    assert caught.value.smtp_code == 451
    assert [mail.connection for mail in smtp_server.mails()] == [1]


def test_a_connection_that_breaks_amid_an_email(smtp_server: SmtpServer) -> None:
    """It isn't sent again at once: it may have got through."""
    smtp_server.start_again("--lose-answer", "1")
    with Connections() as connections, pytest.raises(smtplib.SMTPServerDisconnected):
        hand_over(connections)

    assert len(smtp_server.mails()) == 1


def test_a_broken_connection_is_opened_anew(smtp_server: SmtpServer) -> None:
    with Connections() as connections:
        hand_over(connections)
        with pytest.raises(smtplib.SMTPServerDisconnected):
            hand_over(connections, to="drop@example.com")
        hand_over(connections)

    assert [mail.connection for mail in smtp_server.mails()] == [1, 2]


def test_a_server_that_has_hung_up_meanwhile(smtp_server: SmtpServer) -> None:
    with Connections() as connections:
        hand_over(connections)
        smtp_server.start_again()
        hand_over(connections)

    assert len(smtp_server.mails()) == 2


def test_a_server_that_is_down(smtp_server: SmtpServer) -> None:
    smtp_server.stop()
    with Connections() as connections, pytest.raises(WayDown) as caught:
        hand_over(connections)

    assert caught.value.key == "email:django"


def test_a_password_that_is_wrong(tmp_path: Path) -> None:
    with running_server(tmp_path, "--user", "shop", "--password", "word") as server:
        wrong, right = (
            sender(way=f"email:{word}", mail_settings=_settings(server, word))
            for word in ("guess", "word")
        )
        with Connections() as connections:
            with pytest.raises(WayDown) as caught:
                hand_over(connections, by=wrong)
            hand_over(connections, by=right)

        assert caught.value.key == "email:guess"
        assert caught.value.status_code == 535
        assert "guess" not in str(caught.value).replace("email:guess", "")
        assert len(server.mails()) == 1


def test_each_way_has_its_own_connection(smtp_server: SmtpServer, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    with running_server(tmp_path / "other") as server, Connections() as connections:
        other = sender(way="email:other", mail_settings=_settings(server, ""))
        for by in (sender(), other, sender(), other):
            hand_over(connections, by=by)

        assert [mail.connection for mail in smtp_server.mails()] == [1, 1]
        assert [mail.connection for mail in server.mails()] == [1, 1]


def test_no_mail_server_at_all(settings: Any) -> None:
    settings.EMAIL_BACKEND = ""
    with Connections() as connections, pytest.raises(MailRefused, match="No mail server") as caught:
        hand_over(connections)
    assert caught.value.code == "NO_MAIL_SERVER"


def test_a_backend_without_connections(settings: Any, mailoutbox: list[Any]) -> None:
    with Connections() as connections:
        hand_over(connections)
        hand_over(connections)

    assert len(mailoutbox) == 2


def _settings(server: SmtpServer, word: str) -> MailSettings:
    return MailSettings(
        host=server.host,
        port=server.port,
        user="shop" if word else "",
        password=word,
        sender_address="tea@example.com",
    )
