"""By which mail settings an e-mail goes out, and whom it comes from."""

from collections.abc import Iterable
from dataclasses import dataclass
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.smtp import EmailBackend
from django.utils.crypto import salted_hmac

from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.hosts.port import MailSettings, ShopFacts
from saleor_loyalty_plugin.messages.email.headers import mailbox
from saleor_loyalty_plugin.models import ChannelSender
from saleor_loyalty_plugin.rules.facts import ChannelFacts
from saleor_loyalty_plugin.rules.messages import SenderSource

TIMEOUT_SECONDS = 10
DJANGO_WAY = "email:django"
WAY_MAX = 255
WAY_MARK_LENGTH = 12
_WAY_SALT = "saleor_loyalty_plugin.messages.senders"


class NoMailServer(Exception):
    """Neither the shop nor the Django project says how to send e-mails."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """Where an e-mail comes from. `way` names the mail settings: what uses the same, shares it.
    `address_way` names the address with them, which the server may refuse alone.

    `from_email` is a header's value, `Name <address>`; `reply_to` an address or empty.
    `mail_settings` None: those of the Django project.
    """

    way: str
    from_email: str
    reply_to: str
    mail_settings: MailSettings | None

    @property
    def address_way(self) -> str:
        address = parseaddr(self.from_email)[1]
        return _marked(f"email:from {address}", f"{self.way} {address}")

    def connection(self) -> BaseEmailBackend:
        """Not open yet. Raises NoMailServer."""
        if self.mail_settings is None:
            return _connection_of_django()
        return EmailBackend(
            host=self.mail_settings.host,
            port=self.mail_settings.port,
            username=self.mail_settings.user,
            password=self.mail_settings.password,
            use_tls=self.mail_settings.use_tls,
            use_ssl=self.mail_settings.use_ssl,
            timeout=TIMEOUT_SECONDS,
        )


class Senders:
    """The senders of some programs in some channels, read at once: four queries, whatever many."""

    def __init__(self, places: Iterable[tuple[int, int | None]]) -> None:
        """`places` are programs with the channels whose customers are written to.

        Without a channel, the first one counts for which the shop says how to send e-mails.
        """
        wanted = set(places)
        host = current_host()
        channel_ids = [item.channel_id for item in host.channels()] if wanted else []
        rows = ChannelSender.objects.using(host.writer_alias()).filter(
            program__in={program_id for program_id, _ in wanted}
        )
        self._rows = {(row.program_id, row.channel_id): row for row in rows}
        self._shop = host.shop()
        self._of_shop = host.mail_settings(channel_ids) if channel_ids else {}
        self._first = next((key for key in channel_ids if key in self._of_shop), None)

    @property
    def shop(self) -> ShopFacts:
        return self._shop

    def sender_for(self, program_id: int, channel_id: int | None) -> Sender:
        """Of a place that was named."""
        channel_id = self._first if channel_id is None else channel_id
        row = self._rows.get((program_id, channel_id or 0)) or ChannelSender()
        said = None
        if row.source == SenderSource.SHOP and channel_id is not None:
            said = self._of_shop.get(channel_id)
        name, address = _who(row, said, self._shop)
        return Sender(
            way=way_of(said),
            from_email=mailbox(name, address),
            reply_to=mailbox("", row.reply_to) if row.reply_to else "",
            mail_settings=said,
        )


def sender_for(program_id: int, channel: ChannelFacts | None) -> Sender:
    """The sender of a program for customers of one channel, on its own."""
    channel_id = channel.channel_id if channel is not None else None
    return Senders([(program_id, channel_id)]).sender_for(program_id, channel_id)


def _who(row: ChannelSender, said: MailSettings | None, shop: ShopFacts) -> tuple[str, str]:
    """Name and address: what staff said for the channel, else the mail settings, else the shop."""
    django_name, django_address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    if said is not None:
        address, name = said.sender_address, said.sender_name
    else:
        address = shop.sender_address or django_address
        name = shop.sender_name or django_name
    return row.from_name or name or shop.name, row.from_address or address


def way_of(said: MailSettings | None) -> str:
    """The name of mail settings, as in `WayDown.key`: the same only where all of them are."""
    if said is None:
        return DJANGO_WAY
    # Keyed, as ways are kept in the database, where nobody is to find a password out.
    secret = f"{said.use_tls} {said.use_ssl} {said.password}"
    return _marked(f"email:{said.host}:{said.port}:{said.user}", secret)


def _marked(name: str, rest: str) -> str:
    """A name with a mark of what else makes the difference."""
    mark = salted_hmac(_WAY_SALT, rest, algorithm="sha256").hexdigest()[:WAY_MARK_LENGTH]
    return f"{name[: WAY_MAX - WAY_MARK_LENGTH - 1]}:{mark}"


def _connection_of_django() -> BaseEmailBackend:
    if not settings.EMAIL_BACKEND:
        raise NoMailServer("No mail server is set up.")
    options: dict[str, Any] = {}
    if settings.EMAIL_TIMEOUT is None:
        options["timeout"] = TIMEOUT_SECONDS
    connection: BaseEmailBackend = get_connection(**options)
    return connection
