"""Handing e-mails over to mail servers, by connections that are kept as long as they answer."""

import smtplib
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from types import TracebackType

from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend

from saleor_loyalty_plugin.messages.email.build import Letter, build
from saleor_loyalty_plugin.messages.email.errors import MailRefused, Refusal
from saleor_loyalty_plugin.messages.email.senders import NoMailServer, Sender, Senders
from saleor_loyalty_plugin.messages.pauses import WayDown
from saleor_loyalty_plugin.rules.facts import ChannelFacts

RESPONSE_MAX = 500
_SMTP_OK = 250
# No such mailbox, none that is here, none of that name; 5.7.x is about who may send to whom.
_ADDRESS_CODES = (550, 551, 553)
_POLICY = "5.7."
# Too big, or no space left: about one message.
_SIZE_CODES = (452, 552)
# The server is about to hang up, or wants a sign-in: whoever writes.
_SERVER_CODES = (421, 530)
# Behind the 4 or 5 of an enhanced status: too much was sent today, or at once, to whomever.
_QUOTA_STATUSES = ("4.5", "7.28", "1.90", "7.232", "7.233")


@dataclass(frozen=True, slots=True, kw_only=True)
class SentEmail:
    recipient: str
    subject: str
    message_id: str


class Connections:
    """Open connections to mail servers, one for each way, closed at the end."""

    def __init__(self) -> None:
        self._open: dict[str, BaseEmailBackend] = {}

    def __enter__(self) -> "Connections":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for way in list(self._open):
            self._drop(way)

    def send(self, message: EmailMultiAlternatives, *, sender: Sender) -> None:
        """Hand a message over to the sender's mail server.

        Raises MailRefused, WayDown where the server takes no message at all, or none from this
        address, and what the mail backend raises for all else: `smtplib`'s errors, or any of its
        own. What raises nothing has taken the message.
        """
        connection = self._connection(sender)
        try:
            # How many it says doesn't matter: what is queued isn't sent yet.
            connection.send_messages([message])
        except smtplib.SMTPRecipientsRefused as error:
            if all(_is_quota(said) for _, said in error.recipients.values()):
                raise WayDown(sender.way, _answer_of(error)) from error
            if _is_about_address(error):
                raise MailRefused(Refusal.ADDRESS_REFUSED, _answer_of(error)) from error
            raise
        except smtplib.SMTPSenderRefused as error:
            if error.smtp_code in _SIZE_CODES:
                raise
            if _is_quota(error.smtp_error):
                raise _down(sender, error) from error
            if 0 < error.smtp_code not in _SERVER_CODES:
                key, code = sender.address_way, error.smtp_code
                raise WayDown(key, _answer(error), status_code=code) from error
            self._drop(sender.way)
            raise _down(sender, error) from error
        except smtplib.SMTPResponseException as error:
            if _is_quota(error.smtp_error):
                raise _down(sender, error) from error
            raise
        except Exception:
            # Nobody knows how far it got: it is tried again later, under the same Message-ID.
            self._drop(sender.way)
            raise

    def _connection(self, sender: Sender) -> BaseEmailBackend:
        """One that answers. Servers hang up after a while, or after some messages."""
        known = self._open.get(sender.way)
        if known is not None and _is_alive(known):
            return known
        self._drop(sender.way)
        try:
            connection = sender.connection()
            connection.open()
        except NoMailServer as error:
            # It waits for nothing: there is none to come back.
            raise MailRefused(Refusal.NO_MAIL_SERVER, str(error)) from error
        except Exception as error:
            # No message is to blame, whatever a backend raises here.
            raise _down(sender, error) from error
        self._open[sender.way] = connection
        return connection

    def _drop(self, way: str) -> None:
        connection = self._open.pop(way, None)
        if connection is not None:
            # It was broken, which is why it goes.
            with suppress(Exception):
                connection.close()


def send_letter(
    letter: Letter, *, program_id: int, channel: ChannelFacts | None, now: datetime
) -> SentEmail:
    """Send one e-mail on its own, such as a test. Raises as `Connections.send`."""
    channel_id = channel.channel_id if channel is not None else None
    senders = Senders([(program_id, channel_id)])
    sender = senders.sender_for(program_id, channel_id)
    message = build(letter, sender=sender, shop=senders.shop, now=now)
    with Connections() as connections:
        connections.send(message, sender=sender)
    return SentEmail(
        recipient=letter.recipient, subject=str(message.subject), message_id=letter.message_id
    )


def reason_of(error: Exception) -> str:
    """Why an e-mail wasn't sent: the server's own words, where it said any."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return _answer_of(error)
    if isinstance(error, smtplib.SMTPResponseException):
        return _answer(error)
    return str(error)


def _is_alive(backend: BaseEmailBackend) -> bool:
    """Whether a kept connection still answers; backends that keep none are always good."""
    client = getattr(backend, "connection", None)
    if not isinstance(client, smtplib.SMTP):
        return True
    try:
        return client.noop()[0] == _SMTP_OK
    except (smtplib.SMTPException, OSError):
        return False


def _is_about_address(error: smtplib.SMTPRecipientsRefused) -> bool:
    """Whether there is no such mailbox; a server may refuse as well to send to anybody for us."""
    return all(
        code in _ADDRESS_CODES and not _text(said).startswith(_POLICY)
        for code, said in error.recipients.values()
    )


def _is_quota(said: bytes | str) -> bool:
    """Whether the server takes no more for now, though it may say that it is for good."""
    kind, _, status = (_text(said).split() or [""])[0].partition(".")
    return kind in ("4", "5") and status in _QUOTA_STATUSES


def _answer_of(error: smtplib.SMTPRecipientsRefused) -> str:
    answers = (f"{code} {_text(said)}" for code, said in error.recipients.values())
    return ", ".join(answers)[:RESPONSE_MAX]


def _down(sender: Sender, error: Exception) -> WayDown:
    if isinstance(error, smtplib.SMTPResponseException):
        return WayDown(sender.way, _answer(error), status_code=error.smtp_code)
    return WayDown(sender.way, f"The mail server can't be reached: {error}")


def _answer(error: smtplib.SMTPResponseException) -> str:
    return f"{error.smtp_code} {_text(error.smtp_error)}"[:RESPONSE_MAX]


def _text(said: bytes | str) -> str:
    return said if isinstance(said, str) else said.decode(errors="replace")
