"""The link in each e-mail, and what it switches off: the same in every host."""

from decimal import Decimal as D
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.html import escape

from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.messages.preferences import unsubscribe_url, unwanted_kinds
from saleor_loyalty_plugin.models import Account, ChannelSender, MessageSettings, Program
from saleor_loyalty_plugin.rules.messages import MessageKind
from tests.contract.driver import Channel, Person, Shop

ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def account_id(shop: Shop, channel: Channel, ann: Person) -> int:
    shop.set_program(channel)
    shop.credit(ann, 10)
    return Account.objects.get(customer_id=ann.user_id).pk


def link(account_id: int, *, language: str = "en") -> str:
    """The path of an e-mail's link; a mail program knows nothing but that."""
    url = unsubscribe_url(
        account_id=account_id,
        kind=MessageKind.BADGE_UNLOCKED,
        language_code=language,
        plugin_url=current_host().plugin_url(),
    )
    assert url.startswith("http")
    return urlsplit(url).path


def unwanted(account_id: int) -> set[MessageKind]:
    return set(unwanted_kinds([account_id], using="default")[account_id])


def click(path: str, form: dict[str, Any] | None = None) -> str:
    """Follow the link, or send its page's form, as somebody who isn't signed in."""
    client = Client(enforce_csrf_checks=True)
    response = client.get(path) if form is None else client.post(path, form)
    assert response.status_code == 200, response.content
    assert response["Cache-Control"] == "no-store"
    return response.content.decode()


def test_following_the_link_changes_nothing(shop: Shop, account_id: int) -> None:
    page = click(link(account_id))

    assert "Stop these e-mails" in page
    assert unwanted(account_id) == set()
    assert Client().head(link(account_id)).status_code == 200
    assert unwanted(account_id) == set()


def test_one_click_of_a_mail_program(shop: Shop, account_id: int) -> None:
    for _ in range(2):
        assert "You are unsubscribed" in click(link(account_id), ONE_CLICK)

    assert unwanted(account_id) == {MessageKind.BADGE_UNLOCKED}


def test_undoing_what_the_link_did(shop: Shop, account_id: int) -> None:
    click(link(account_id), ONE_CLICK)
    page = click(link(account_id), {"do": "resume", "kinds": "BADGE_UNLOCKED"})

    assert "Your e-mails" in page
    assert unwanted(account_id) == set()


def test_stopping_all_and_undoing_only_that(shop: Shop, account_id: int) -> None:
    click(link(account_id), ONE_CLICK)
    page = click(link(account_id), {"do": "stop-all"})
    assert unwanted(account_id) == set(MessageKind)

    # Undo brings back what this very click had stopped.
    kinds = page.split('name="kinds" value="')[1].split('"')[0]
    assert "BADGE_UNLOCKED" not in kinds
    click(link(account_id), {"do": "resume", "kinds": kinds})
    assert unwanted(account_id) == {MessageKind.BADGE_UNLOCKED}


def test_undoing_all_after_the_page_was_loaded_again(shop: Shop, account_id: int) -> None:
    page = click(link(account_id), {"do": "choose", "kinds": "TIER_RAISED"})
    form = page.split('name="kinds" value="')[2].split('"')[0]
    for _ in range(2):
        page = click(link(account_id), {"do": "stop-all", "kinds": form})
        assert unwanted(account_id) == set(MessageKind)

    kinds = page.split('name="kinds" value="')[1].split('"')[0]
    click(link(account_id), {"do": "resume", "kinds": kinds})
    assert unwanted(account_id) == {MessageKind.TIER_RAISED}


def test_a_kind_is_offered_as_it_is_sent(shop: Shop, account_id: int) -> None:
    def offered() -> bool:
        return 'value="STATEMENT"' in click(link(account_id))

    program = Account.objects.get(pk=account_id).program
    settings = MessageSettings.objects.create(
        program=program, active_kinds=["STATEMENT"], updated_at=timezone.now()
    )
    assert not offered()
    settings.statements = "MONTHLY"
    settings.save()
    assert offered()


def test_choosing_kinds(shop: Shop, account_id: int) -> None:
    page = click(
        link(account_id),
        {"do": "choose", "kinds": "BADGE_UNLOCKED TIER_RAISED made-up", "kind": ["TIER_RAISED"]},
    )

    assert unwanted(account_id) == {MessageKind.BADGE_UNLOCKED}
    assert "Your choice is saved." in page
    assert 'value="TIER_RAISED" checked' in page
    assert 'value="BADGE_UNLOCKED">' in page


def test_the_page_speaks_the_language_of_its_email(shop: Shop, account_id: int) -> None:
    page = click(link(account_id, language="de"))

    assert '<html lang="de">' in page
    assert "Abzeichen" in page
    program = Account.objects.get(pk=account_id).program.name
    assert f"von {program} bei {escape(current_host().shop().name)} E-Mails" in page


def test_the_page_names_the_shop_and_leads_back(
    shop: Shop, account_id: int, channel: Channel
) -> None:
    name = escape(current_host().shop().name)
    program = Account.objects.get(pk=account_id).program
    page = click(link(account_id))

    assert f"<header>{name}</header>" in page
    assert f"You get e-mails from {program.name} at {name} about new badges." in page
    assert "> New badges</label>" in page
    assert f"<header>{name}</header>" in Client().get(link(account_id) + "x").content.decode()

    _storefront(program, channel.channel_id, "https://shop.example/points?a=1&b=2")
    expected = f'<header><a href="https://shop.example/points?a=1&amp;b=2">{name}</a></header>'
    assert expected in click(link(account_id))


def test_the_page_leads_to_where_the_customer_buys(
    shop: Shop, ann: Person, account_id: int, channel: Channel
) -> None:
    program = Account.objects.get(pk=account_id).program
    _storefront(program, channel.channel_id - 1, "https://first.example/")
    _storefront(program, channel.channel_id, "https://own.example/")
    assert "https://first.example/" in click(link(account_id))

    shop.buy(ann, (shop.setup.variant(D("10.00"), channel=channel), 1), channel=channel)

    assert "https://own.example/" in click(link(account_id))


def _storefront(program: Program, channel_id: int, url: str) -> None:
    ChannelSender.objects.create(program=program, channel_id=channel_id, storefront_url=url)


@pytest.mark.parametrize("change", [lambda path: path + "x", lambda path: path[:-5], lambda _: "x"])
def test_a_link_that_is_not_ours(shop: Shop, account_id: int, change: Any) -> None:
    path = link(account_id)
    base, _, token = path.rpartition("/")
    response = Client().post(f"{base}/{change(token)}", ONE_CLICK)

    assert response.status_code == 404
    assert b"This link is not complete" in response.content
    assert unwanted(account_id) == set()


def test_a_link_says_nothing_of_the_customer(shop: Shop, ann: Person, account_id: int) -> None:
    from base64 import urlsafe_b64decode

    token = link(account_id).rpartition("/")[2].partition(":")[0]
    inside = urlsafe_b64decode(token + "=" * (-len(token) % 4)).decode()

    assert inside == f'[{account_id},"BADGE_UNLOCKED","en"]'
    page = click(link(account_id))
    assert ann.email not in page
