"""An e-mail as it goes out: texts, headers, files."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from typing import Any

from django.core.mail import EmailMultiAlternatives

from saleor_loyalty_plugin.hosts.port import ShopFacts
from saleor_loyalty_plugin.messages.email.headers import (
    host_name,
    mailbox,
    one_line,
    subject_line,
)
from saleor_loyalty_plugin.messages.email.senders import Sender
from saleor_loyalty_plugin.models import Delivery

LOCALHOST = "localhost"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file that goes with an e-mail; `media_type` such as `text/html`."""

    name: str
    content: str | bytes
    media_type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What an e-mail says, to whom, and how it is known. `unsubscribe_url` may be empty."""

    recipient: str
    subject: str
    html: str
    text: str
    language_code: str
    kind: str
    message_id: str
    unsubscribe_url: str = ""
    attachments: Sequence[Attachment] = ()


def build(
    letter: Letter, *, sender: Sender, shop: ShopFacts, now: datetime, connection: Any = None
) -> EmailMultiAlternatives:
    """A text with an HTML alternative. Nothing that is put in can begin another header."""
    message = EmailMultiAlternatives(
        subject=subject_line(letter.subject),
        body=letter.text,
        from_email=sender.from_email,
        to=[mailbox("", letter.recipient)],
        reply_to=[sender.reply_to] if sender.reply_to else None,
        headers=_headers(letter, shop=shop, now=now),
        connection=connection,
    )
    if letter.html:
        message.attach_alternative(letter.html, "text/html")
    for item in letter.attachments:
        message.attach(item.name, item.content, item.media_type)
    return message


def message_id_of(delivery: Delivery, *, shop: ShopFacts) -> str:
    """The same at each try, and no other delivery's: a mail program shows a repeat once.

    It doesn't depend on the sender, who may change between two tries.
    """
    # Two shops may share a domain, as a copy for tests does with the real one.
    mark = hashlib.sha256(f"{delivery.key} {delivery.created_at.isoformat()}".encode())
    return f"<loyalty-{delivery.pk}-{mark.hexdigest()[:16]}@{_host_name(shop)}>"


def _headers(letter: Letter, *, shop: ShopFacts, now: datetime) -> dict[str, str]:
    headers = {
        "Message-ID": letter.message_id,
        "Date": format_datetime(now),
        "Content-Language": one_line(letter.language_code),
        "List-ID": f"<loyalty.{_host_name(shop)}>",
        # No machine is to answer (RFC 3834); the second is what Exchange looks at.
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
        "X-Loyalty-Kind": letter.kind,
    }
    if letter.unsubscribe_url:
        headers["List-Unsubscribe"] = f"<{letter.unsubscribe_url}>"
        # One click needs a safe address (RFC 8058).
        if letter.unsubscribe_url.startswith("https:"):
            headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers


def _host_name(shop: ShopFacts) -> str:
    return host_name(shop.domain.partition(":")[0].lower()) or LOCALHOST
