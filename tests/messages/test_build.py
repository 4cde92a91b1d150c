"""What stands in an e-mail, read back as a mail program reads it."""

from datetime import timedelta
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from typing import Any

import pytest

from saleor_loyalty_plugin.hosts.port import ShopFacts
from saleor_loyalty_plugin.messages.email.build import Attachment, build, message_id_of
from saleor_loyalty_plugin.messages.email.headers import mailbox
from saleor_loyalty_plugin.models import Delivery
from tests.messages.builders import NOW, SHOP, letter, sender

LINK = "https://shop.example.com/plugins/saleor.loyalty/messages/unsubscribe/" + "a" * 90


def read(letter_values: dict[str, Any], sender_values: dict[str, Any] | None = None) -> Any:
    made = build(
        letter(**letter_values), sender=sender(**(sender_values or {})), shop=SHOP, now=NOW
    )
    source = made.message().as_bytes()
    message = BytesParser(policy=policy.default).parsebytes(source)
    assert isinstance(message, EmailMessage)
    return message


def test_a_text_and_an_html_part() -> None:
    message = read({})

    assert message.get_content_type() == "multipart/alternative"
    assert message.get_body(("plain",)).get_content().strip() == "You have 20 points."
    assert "<b>20</b>" in message.get_body(("html",)).get_content()


def test_headers() -> None:
    message = read(
        {"unsubscribe_url": LINK, "language_code": "de"}, {"reply_to": "ask@example.com"}
    )

    assert message["From"] == "House of tea <tea@example.com>"
    assert message["To"] == "anna@example.com"
    assert message["Reply-To"] == "ask@example.com"
    assert message["Message-ID"] == "<loyalty-1-abc@shop.example.com>"
    assert message["Date"].datetime == NOW
    assert message["Content-Language"] == "de"
    assert message["List-ID"] == "<loyalty.shop.example.com>"
    assert message["List-Unsubscribe"].strip() == f"<{LINK}>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["X-Loyalty-Kind"] == "POINTS_CREDITED"


def test_one_click_needs_a_safe_address() -> None:
    message = read({"unsubscribe_url": LINK.replace("https", "http")})

    assert message["List-Unsubscribe"]
    assert message["List-Unsubscribe-Post"] is None


def test_no_link_without_an_address() -> None:
    message = read({})

    assert message["List-Unsubscribe"] is None
    assert message["List-Unsubscribe-Post"] is None


@pytest.mark.parametrize(
    "subject",
    [
        "Points\nBcc: eve@example.com",
        "Points\r\nBcc: eve@example.com",
        "Points\r\n\r\n<script>",
        "Punkte\u2028Bcc: eve@example.com",
        "Pünktchen\r\nBcc: eve@example.com",
        "🎉\nBcc: eve@example.com",
        "x" * 5000,
        "ü" * 5000,
        "\x00\x1b[31m",
    ],
)
def test_a_subject_begins_no_other_header(subject: str) -> None:
    message = read({"subject": subject})

    assert message["Bcc"] is None
    assert message.get_body(("plain",)).get_content().strip() == "You have 20 points."
    assert len(message["Subject"]) <= 251


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Müller & Söhne", "Müller & Söhne"),
        ('The "best" shop', 'The "best" shop'),
        ("back\\slash", "back\\slash"),
        ("Tea, coffee <eve@example.com>", "Tea, coffee <eve@example.com>"),
        ("🎉 Tea 👨‍👩‍👧", "🎉 Tea 👨‍👩‍👧"),
        ("Tea\r\nBcc: eve@example.com", "Tea Bcc: eve@example.com"),
        ("A" * 200, "A" * 200),
        ("Ü" * 200, "Ü" * 200),
    ],
)
def test_a_name_stays_a_name(name: str, shown: str) -> None:
    message = read({}, {"from_email": mailbox(name, "tea@example.com")})

    [found] = message["From"].addresses
    # Words of a long name are taken apart and put together again.
    assert found.display_name.replace(" ", "") == shown.replace(" ", "")
    assert found.addr_spec == "tea@example.com"
    assert message["Bcc"] is None


def test_addresses_in_other_letters() -> None:
    message = read(
        {"recipient": "anna@bücher.example"}, {"from_email": mailbox("Tea", "tee@bücher.example")}
    )

    assert message["To"] == "anna@xn--bcher-kva.example"
    assert message["From"].addresses[0].addr_spec == "tee@xn--bcher-kva.example"


def test_an_address_begins_no_other_header() -> None:
    message = read(
        {"recipient": "anna@example.com\nBcc: eve@example.com"},
        {"reply_to": mailbox("", "ask@example.com\r\nBcc: eve@example.com")},
    )

    assert message["Bcc"] is None


def test_lines_are_as_long_as_mail_servers_take() -> None:
    made = build(
        letter(html=f"<p>{'ü' * 3000}</p>", unsubscribe_url=LINK),
        sender=sender(),
        shop=SHOP,
        now=NOW,
    )

    assert max(map(len, made.message().as_bytes().splitlines())) <= 998


def test_files_go_with_it() -> None:
    file = Attachment(name="Übersicht.html", content="<p>ü</p>", media_type="text/html")
    message = read({"attachments": [file]})

    [found] = message.iter_attachments()
    assert found.get_filename() == "Übersicht.html"
    assert found.get_content().strip() == "<p>ü</p>"
    assert message.get_body(("plain",)).get_content().strip() == "You have 20 points."


def test_message_ids_are_the_same_at_each_try_and_no_others() -> None:
    first = Delivery(pk=17, key="fact:1:email:TIER_RAISED", created_at=NOW)
    again = Delivery(pk=17, key="fact:1:email:TIER_RAISED", created_at=NOW, attempts=3)
    other = Delivery(pk=18, key="fact:2:email:TIER_RAISED", created_at=NOW)
    # The copy of a shop, for tests, under the same name.
    copy = Delivery(pk=17, key="fact:1:email:TIER_RAISED", created_at=NOW + timedelta(seconds=1))

    ids = [message_id_of(item, shop=SHOP) for item in (first, again, other, copy)]

    assert ids[0] == ids[1]
    assert len(set(ids)) == 3
    assert all(item.endswith("@shop.example.com>") for item in ids)


@pytest.mark.parametrize(
    ("domain", "host"),
    [
        ("localhost:8000", "localhost"),
        ("bücher.example", "xn--bcher-kva.example"),
        ("", "localhost"),
    ],
)
def test_a_message_id_ends_in_a_host(domain: str, host: str) -> None:
    shop = ShopFacts(name="Tea", domain=domain)

    found = message_id_of(Delivery(pk=1, key="a", created_at=NOW), shop=shop)

    assert found.endswith(f"@{host}>")
