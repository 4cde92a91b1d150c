"""What e-mails of each kind say, also with things gone, and what it costs to read."""

import itertools
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from saleor_loyalty_plugin import ledger
from saleor_loyalty_plugin.ledger import Posting
from saleor_loyalty_plugin.messages.email.contexts import EmailContext, contexts_of
from saleor_loyalty_plugin.messages.email.render import RenderedEmail, render
from saleor_loyalty_plugin.messages.email.variables import sample_variables
from saleor_loyalty_plugin.models import (
    Account,
    ChannelSender,
    Delivery,
    Entry,
    EntryKind,
    MessageSettings,
    Program,
    RewardClaim,
    Tier,
    TierChange,
)
from saleor_loyalty_plugin.rules.messages import MessageKind
from saleor_loyalty_plugin.services.programs.programs import write_version
from sandbox.shop import models as shop_models
from tests.contract.driver import Channel, Person, Shop
from tests.contract.sandbox_setup import SandboxSetup
from tests.services.claim_builders import claimed, voucher
from tests.services.progress_builders import add_badge, add_tiers

D = Decimal
NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
NBSP = "\N{NO-BREAK SPACE}"
_numbers = itertools.count(1)


@pytest.fixture
def shop(committing_db: None) -> Iterator[Shop]:
    yield Shop(SandboxSetup())


@pytest.fixture
def channel(shop: Shop) -> Channel:
    return shop.setup.gross_channel()


def member(shop: Shop, name: str, *, points: int = 0, **facts: str) -> Person:
    person = shop.setup.customer(f"{name}@example.com")
    shop.setup.name_customer(person, **{"first_name": name.title(), **facts})
    account = ledger.ensure_account(
        program_id=Program.objects.get(is_default=True).pk,
        customer_id=person.user_id,
        now=NOW,
        using="default",
    )
    if points:
        post(person, points)
    assert account.pk
    return person


def account_of(person: Person) -> Account:
    return Account.objects.get(customer_id=person.user_id)


def post(person: Person, points: int, **values: Any) -> Entry:
    said = {
        "account_id": account_of(person).pk,
        "points": points,
        "kind": EntryKind.EARN if points > 0 else EntryKind.REDEEM,
        "reason": "ORDER_EARNED" if points > 0 else "POINTS_SPENT",
        "source_label": "1042",
        "key": f"test:{next(_numbers)}",
    }
    now = values.pop("now", NOW)
    result = ledger.post_entry(Posting(**{**said, **values}), now=now)
    assert result.entry_id is not None
    return Entry.objects.get(pk=result.entry_id)


def delivery(person: Person, kind: MessageKind, **payload: Any) -> Delivery:
    return Delivery.objects.create(
        key=f"test:{next(_numbers)}",
        account=account_of(person),
        kind=kind.value,
        payload=payload,
        due_at=NOW,
        created_at=NOW,
    )


def context(person: Person, kind: MessageKind, **payload: Any) -> EmailContext:
    row = delivery(person, kind, **payload)
    return contexts_of([row], now=NOW, using="default")[row.pk]


def shape(value: Any) -> Any:
    """The names in a tree of variables; lists by what is in their first item, if any."""
    if isinstance(value, Mapping):
        return {name: shape(item) for name, item in value.items()}
    if isinstance(value, list):
        return [shape(value[0])] if value else []
    return None


def is_part_of(found: Any, whole: Any) -> bool:
    """Whether two shapes are one, but for lists that are empty in one of them."""
    if isinstance(found, list) and isinstance(whole, list):
        return not found or not whole or is_part_of(found[0], whole[0])
    if isinstance(found, dict) and isinstance(whole, dict):
        same = found.keys() == whole.keys()
        return same and all(is_part_of(found[name], whole[name]) for name in found)
    return found is None and whole is None


def everything(shop: Shop, channel: Channel, person: Person) -> list[Delivery]:
    """One e-mail of each kind to one customer, each about something that is there."""
    entry = post(person, 49, expires_at=NOW + timedelta(days=30))
    gold = Tier.objects.filter(name="Gold").first() or add_tiers(Silver=0, Gold=1000)["Gold"]
    badge = add_badge(f"Badge {next(_numbers)}", "MANUAL", 0, symbol="★")
    claim = claimed(person, voucher(points=10))
    payloads: dict[MessageKind, dict[str, Any]] = {
        MessageKind.POINTS_CREDITED: {"entryId": entry.pk},
        MessageKind.TIER_RAISED: {"toTierId": gold.pk, "toName": "Gold", "fromName": "Silver"},
        MessageKind.TIER_LOWERED: {"toTierId": gold.pk, "toName": "Gold", "fromName": "Silver"},
        MessageKind.BADGE_UNLOCKED: {"badgeId": badge.pk, "title": badge.title},
        MessageKind.POINTS_EXPIRING: {"expiresOn": "2026-12-31"},
        MessageKind.BALANCE_REACHED: {"threshold": 100, "entryId": entry.pk},
        MessageKind.REWARD_CLAIMED: {"claimId": claim.pk},
        MessageKind.STATEMENT: {"from": "2026-11-01", "to": "2026-11-30"},
    }
    return [delivery(person, kind, **payload) for kind, payload in payloads.items()]


# All kinds ------------------------------------------------------------------------------------


def test_variables_are_those_that_are_documented(shop: Shop, channel: Channel) -> None:
    rows = everything(shop, channel, member(shop, "ann", points=500))

    found = contexts_of(rows, now=NOW, using="default")

    assert [MessageKind(row.kind) for row in rows] == list(MessageKind)
    for row in rows:
        sample = shape(sample_variables(MessageKind(row.kind), "en"))
        assert is_part_of(shape(found[row.pk].variables), sample), row.kind


@pytest.mark.parametrize("kind", list(MessageKind))
def test_an_email_about_nothing_has_all_names(
    shop: Shop, channel: Channel, kind: MessageKind
) -> None:
    found = context(member(shop, "ann"), kind)

    assert is_part_of(shape(found.variables), shape(sample_variables(kind, "en")))


def test_fifty_cost_as_many_queries_as_one(shop: Shop, channel: Channel) -> None:
    shop.setup.variant(D("20.00"), channel=channel)
    people = [member(shop, f"member{number}", points=500) for number in range(50)]
    first = everything(shop, channel, people[0])
    rows = [*first, *(item for person in people[1:] for item in everything(shop, channel, person))]

    counts = []
    for batch in (first, rows):
        with CaptureQueriesContext(connection) as queries:
            found = contexts_of(batch, now=NOW, using="default")
        assert len(found) == len(batch)
        counts.append(len(queries))

    assert counts == [29, 29]


def test_a_customer_who_is_gone_gets_no_email(shop: Shop, channel: Channel) -> None:
    ann, bob = member(shop, "ann"), member(shop, "bob")
    rows = [delivery(person, MessageKind.STATEMENT) for person in (ann, bob)]
    shop_models.User.objects.filter(pk=ann.user_id).delete()

    assert list(contexts_of(rows, now=NOW, using="default")) == [rows[1].pk]


# Whom, where, in which language ---------------------------------------------------------------


def test_the_language_is_the_customers(shop: Shop, channel: Channel) -> None:
    ann = member(shop, "ann", points=1240, language_code="de-at")
    bob = member(shop, "bob", points=1240, language_code="fi")
    program = Program.objects.get(is_default=True)

    german = context(ann, MessageKind.STATEMENT)
    english = context(bob, MessageKind.STATEMENT)
    MessageSettings.objects.create(program=program, language_code="de", updated_at=NOW)
    default = context(bob, MessageKind.STATEMENT)

    assert (german.language_code, german.variables["balance"]["text"]) == (
        "de",
        f"1.240{NBSP}Punkte",
    )
    assert german.variables["balance"]["worth"] == f"12,40{NBSP}€"
    assert (english.language_code, english.variables["balance"]["text"]) == (
        "en",
        f"1,240{NBSP}points",
    )
    assert default.language_code == "de"


def test_points_are_called_as_the_program_says(shop: Shop, channel: Channel) -> None:
    program = Program.objects.get(is_default=True)
    program.points_name_singular, program.points_name_plural = "bean", "beans"
    program.save()

    found = context(member(shop, "ann", points=1, language_code="de"), MessageKind.STATEMENT)

    assert found.variables["balance"]["text"] == f"1{NBSP}bean"
    assert found.variables["points_name"] == {"singular": "bean", "plural": "beans"}


def test_the_channel_is_that_of_the_order(shop: Shop, channel: Channel) -> None:
    oldest, other = channel, shop.setup.yen_channel()
    ann, bob = member(shop, "ann"), member(shop, "bob")
    here = shop.setup.variant(D("10.00"), channel=oldest)
    there = shop.setup.variant(D("1000"), channel=other)
    first = shop.buy(ann, (here, 1), channel=oldest)
    shop.buy(ann, (there, 1), channel=other)
    entry = post(ann, 10, order_id=first)

    def channel_of(person: Person, **payload: Any) -> int | None:
        found = context(person, MessageKind.POINTS_CREDITED, **payload).channel
        return found.channel_id if found is not None else None

    assert channel_of(ann, entryId=entry.pk) == oldest.channel_id
    assert channel_of(ann) == other.channel_id
    assert channel_of(bob) == oldest.channel_id
    of_order_gone = post(ann, 10, order_id=uuid4())
    assert channel_of(ann, entryId=of_order_gone.pk) == other.channel_id


def test_links_lead_to_the_channels_storefront(shop: Shop, channel: Channel) -> None:
    ann = member(shop, "ann")
    none = context(ann, MessageKind.STATEMENT).variables
    ChannelSender.objects.create(
        program=Program.objects.get(is_default=True),
        channel_id=channel.channel_id,
        storefront_url="https://tea.example/account/points",
    )
    some = context(ann, MessageKind.STATEMENT).variables

    assert (none["links"]["account"], none["shop"]["url"]) == ("", "")
    assert some["links"]["account"] == "https://tea.example/account/points"
    assert some["shop"]["url"] == "https://tea.example/"
    assert "/messages/unsubscribe/" in some["links"]["unsubscribe"]


def test_points_that_can_not_be_used_are_worth_nothing(shop: Shop, channel: Channel) -> None:
    ann = member(shop, "ann", points=500)
    program = Program.objects.get(is_default=True)
    program.spending_active = False
    program.save()
    write_version(program, author="test", now=NOW, using="default")

    assert context(ann, MessageKind.STATEMENT).variables["balance"]["worth"] == ""


# What each kind says --------------------------------------------------------------------------


def test_a_credit_says_why_and_until_when(shop: Shop, channel: Channel) -> None:
    ann = member(shop, "ann", points=1191)
    entry = post(
        ann,
        49,
        activates_at=NOW + timedelta(days=14),
        # Midnight: the last day is the one before.
        expires_at=datetime(2028, 1, 1, tzinfo=UTC),
    )

    said = context(ann, MessageKind.POINTS_CREDITED, entryId=entry.pk).variables

    assert said["entry"] == {
        "points": "49",
        "signed": "+49",
        "points_text": f"49{NBSP}points",
        "is_debit": False,
        "reason": "Earned by order 1042",
        "date": "23 November 2026",
        "usable_from": "7 December 2026",
        "expires_on": "31 December 2027",
        "steps": [],
    }
    assert said["balance"]["text"] == f"1,240{NBSP}points"
    assert said["balance"]["available"] == "1,191"
    assert said["message"]["preview"] == f"Earned by order 1042. Balance: 1,240{NBSP}points."


def test_a_debit_that_is_told_says_so(shop: Shop, channel: Channel) -> None:
    ann = member(shop, "ann", points=100)
    entry = post(ann, -20, kind=EntryKind.ADJUST, reason="MANUAL_DEBIT")
    made = context(ann, MessageKind.POINTS_CREDITED, entryId=entry.pk)

    assert made.variables["entry"]["is_debit"]
    assert made.variables["entry"]["points_text"] == f"20{NBSP}points"
    for language, subject, text in (
        ("en", "Your balance has changed", f"Your balance is down by 20{NBSP}points."),
        ("de", "Ihr Guthaben hat sich geändert", f"Ihr Guthaben ist um 20{NBSP}Punkte gesunken."),
    ):
        rendered = render(
            program_id=account_of(ann).program_id,
            kind=MessageKind.POINTS_CREDITED,
            language_code=language,
            variables_in=lambda language: made.in_language(language).variables,
            now=NOW,
        )
        assert rendered.subject == subject
        assert text in rendered.text
        assert text.replace(NBSP, " ") in rendered.html.replace(NBSP, " ").replace("&#xa0;", " ")


def test_a_tier_says_what_it_gives(shop: Shop, channel: Channel) -> None:
    tiers = add_tiers(Silver=0, Gold=500, Platinum=1000)
    gold = tiers["Gold"]
    gold.discount_percentage, gold.free_shipping = D("7.50"), True
    gold.earning_multiplier, gold.perks = D(2), ["A cup of tea"]
    gold.save()
    gold.translations.create(language_code="de", name="Goldstufe", perks=["Eine Tasse Tee"])
    write_version(Program.objects.get(is_default=True), author="test", now=NOW, using="default")
    ann = member(shop, "ann", language_code="de")
    payload = {"toTierId": gold.pk, "toName": "Gold", "fromTierId": tiers["Silver"].pk}

    said = context(ann, MessageKind.TIER_RAISED, **payload, until="2027-01-01T00:00:00+00:00")

    assert said.variables["tier"] == {
        "name": "Goldstufe",
        "description": "",
        "benefits": [
            f"7,5{NBSP}% Rabatt auf jede Bestellung.",
            "Kostenloser Versand.",
            "2-fache Punkte.",
            "Eine Tasse Tee",
        ],
        "since": "23. November 2026",
        "until": "31. Dezember 2026",
    }
    assert said.variables["previous_tier"] == {"name": "Silver"}
    # By what is kept of the account, which is looked at afterwards.
    assert said.variables["next_tier"] == {"name": "Goldstufe", "missing": f"500,00{NBSP}€"}


def test_a_tier_that_is_gone_is_called_what_it_was(shop: Shop, channel: Channel) -> None:
    payload = {"toTierId": 9999, "toName": "Gold", "fromTierId": None, "fromName": ""}

    said = context(member(shop, "ann"), MessageKind.TIER_RAISED, **payload).variables

    assert (said["tier"]["name"], said["tier"]["benefits"]) == ("Gold", [])
    assert (said["previous_tier"]["name"], said["next_tier"]["name"]) == ("", "")


def test_a_higher_tier_tells_of_its_gifts(shop: Shop, channel: Channel) -> None:
    gift = voucher(points=100, name="Tea towel")
    tiers = add_tiers(Silver=0, Gold=40)
    gold = tiers["Gold"]
    gold.arrival_points, gold.arrival_reward_id = 100, gift.pk
    gold.save()
    write_version(Program.objects.get(is_default=True), author="test", now=NOW, using="default")
    ann = shop.setup.customer("ann@example.com")
    shop.buy(ann, (shop.setup.variant(D("50.00"), channel=channel), 1), channel=channel)

    said = context(ann, MessageKind.TIER_RAISED, toTierId=gold.pk, toName="Gold").variables

    assert said["gift"]["text"] == f"100{NBSP}points and Tea towel"
    assert said["gift"]["points_text"] == f"100{NBSP}points"
    assert [item["name"] for item in said["gift"]["rewards"]] == ["Tea towel"]
    assert said["gift"]["rewards"][0]["code"]


def test_suggested_are_products_that_were_never_bought(shop: Shop, channel: Channel) -> None:
    ann, bob = member(shop, "ann"), member(shop, "bob")
    variants = [shop.setup.variant(D(price), channel=channel) for price in range(11, 17)]
    shop.setup.add_picture(variants[3], alt="A pot")
    shop.buy(ann, (variants[5], 1), channel=channel)

    def prices(person: Person) -> list[str]:
        found = context(person, MessageKind.TIER_RAISED).variables["products"]
        return [item["price"] for item in found]

    assert prices(ann) == ["€15.00", "€14.00", "€13.00", "€12.00"]
    assert prices(bob) == ["€16.00", "€15.00", "€14.00", "€13.00"]
    pot = context(ann, MessageKind.TIER_RAISED).variables["products"][1]
    assert pot["url"] == ""
    ChannelSender.objects.create(
        program=Program.objects.get(is_default=True),
        channel_id=channel.channel_id,
        product_url="https://tea.example/p/{slug}?from=points",
    )
    linked = context(ann, MessageKind.TIER_RAISED).variables["products"][1]
    assert linked["url"] == f"https://tea.example/p/{pot['slug']}?from=points"
    assert (pot["image_alt"], pot["image_url"][:8]) == ("A pot", "https://")


def test_a_badge_shows_its_picture(shop: Shop, channel: Channel) -> None:
    badge = add_badge("Explorer", "MANUAL", 0, icon="badges/a.png", discount_percentage=D(3))
    badge.translations.create(language_code="de", title="Entdecker")
    ann = member(shop, "ann", language_code="de")

    said = context(ann, MessageKind.BADGE_UNLOCKED, badgeId=badge.pk, title="Explorer").variables
    badge.delete()
    gone = context(ann, MessageKind.BADGE_UNLOCKED, badgeId=badge.pk, title="Explorer").variables

    assert said["badge"] == {
        "title": "Entdecker",
        "description": "",
        "symbol": "",
        "picture_url": "http://localhost:8000/media/badges/a.png",
        "benefit": f"3{NBSP}% Rabatt auf jede Bestellung.",
    }
    assert gone["badge"]["title"] == "Explorer"


def test_points_that_expire_are_summed_by_day(shop: Shop, channel: Channel) -> None:
    ann = member(shop, "ann")
    for points, day in ((30, 1), (70, 1), (50, 15), (900, 31)):
        post(ann, points, expires_at=datetime(2026, 12, day, tzinfo=UTC))

    said = context(ann, MessageKind.POINTS_EXPIRING, expiresOn="2026-12-15").variables

    assert [(item["date"], item["points"]) for item in said["expiring"]] == [
        ("30 November 2026", "100"),
        ("14 December 2026", "50"),
    ]
    assert said["expiring_total"] == {
        "points": "150",
        "name": "points",
        "points_text": f"150{NBSP}points",
        "is_one": False,
        "until": "14 December 2026",
        "worth": "€1.50",
    }
    assert said["expiring_first"] == {
        "date": "30 November 2026",
        "points": "100",
        "name": "points",
        "points_text": f"100{NBSP}points",
        "is_one": False,
        "worth": "€1.00",
    }
    assert said["expiring_later"] == said["expiring"][1:]
    assert said["message"]["preview"] == "Use the first ones by 30 November 2026."
    alone = context(ann, MessageKind.POINTS_EXPIRING, expiresOn="2026-12-01").variables
    assert alone["expiring_later"] == []
    assert alone["message"]["preview"] == "Use them by 30 November 2026."


def test_each_day_stands_with_what_expires_on_it(shop: Shop, channel: Channel) -> None:
    ann = member(shop, "ann")
    for points, day in ((120, 1), (80, 31)):
        post(ann, points, expires_at=datetime(2026, 12, day, tzinfo=UTC))

    said = plain(rendered(ann, MessageKind.POINTS_EXPIRING, expiresOn="2026-12-31").text)

    assert "120 points expire on 30 November 2026 (€1.20).\nAfter that:\n" in said
    assert "- 30 December 2026: 80 points\nIn all: 200 points (€2.00)\n" in said


@pytest.mark.parametrize(
    ("language", "subject", "sentence"),
    [
        ("en", "1 point expires soon", "point expires on 30 November 2026"),
        ("de", "1 Punkt verfällt bald", "Punkt verfällt am 30. November 2026"),
    ],
)
def test_one_point_expires(
    shop: Shop, channel: Channel, language: str, subject: str, sentence: str
) -> None:
    ann = member(shop, "ann", language_code=language)
    post(ann, 1, expires_at=datetime(2026, 12, 1, tzinfo=UTC))

    said = rendered(ann, MessageKind.POINTS_EXPIRING, expiresOn="2026-12-01")

    assert said.subject == subject
    assert sentence in said.html


def rendered(person: Person, kind: MessageKind, **payload: Any) -> RenderedEmail:
    made = context(person, kind, **payload)
    return render(
        program_id=account_of(person).program_id,
        kind=kind,
        language_code=made.language_code,
        variables_in=lambda language: made.in_language(language).variables,
        now=NOW,
    )


@pytest.mark.parametrize("kind", list(MessageKind))
@pytest.mark.parametrize("language", ["en", "de"])
def test_titles_and_buttons_call_points_as_the_program_does(
    shop: Shop, channel: Channel, kind: MessageKind, language: str
) -> None:
    Program.objects.update(points_name_singular="star", points_name_plural="stars")
    ann = member(shop, "ann", points=300, language_code=language)
    ChannelSender.objects.create(
        program=Program.objects.get(is_default=True),
        channel_id=channel.channel_id,
        storefront_url="https://shop.example/",
    )
    made = {row.kind: row.payload for row in everything(shop, channel, ann)}

    said = rendered(ann, kind, **made[kind])

    for text in (said.subject, said.text, said.html):
        assert not re.search(r"\b(points?|punkte?)\b", text, re.I)


WITH_BALANCE = (
    MessageKind.POINTS_CREDITED,
    MessageKind.TIER_LOWERED,
    MessageKind.POINTS_EXPIRING,
    MessageKind.BALANCE_REACHED,
    MessageKind.REWARD_CLAIMED,
)


@pytest.mark.parametrize("kind", WITH_BALANCE)
@pytest.mark.parametrize("language", ["en", "de"])
def test_worth_stands_beside_the_points_that_can_be_used(
    shop: Shop, channel: Channel, kind: MessageKind, language: str
) -> None:
    ann = member(shop, "ann", points=30, language_code=language)
    post(ann, 49, activates_at=NOW + timedelta(days=14))
    usable, pending = rendered(ann, kind), rendered(waiting(shop, language), kind)
    beside = {"en": "30 points (€0.30)", "de": "30 Punkte (0,30 €)"}[language]
    panel = {
        "en": "points to use now, worth €0.30",
        "de": "Punkte jetzt nutzbar, im Wert von 0,30 €",
    }[language]

    assert beside in plain(usable.text)
    assert (panel if kind is MessageKind.BALANCE_REACHED else beside) in plain(usable.html)
    for text in (usable.text, usable.html):
        assert plain(text).count("0.30") + plain(text).count("0,30") == 1
    assert "€" not in pending.text + pending.html


@pytest.mark.parametrize("kind", sorted(set(WITH_BALANCE) - {MessageKind.BALANCE_REACHED}))
def test_what_is_usable_is_told_where_it_is_not_the_balance(
    shop: Shop, channel: Channel, kind: MessageKind
) -> None:
    ann = member(shop, "ann", points=30)
    all_of_it = plain(rendered(ann, kind).text)
    none_of_it = plain(rendered(waiting(shop, "en"), kind).text)

    assert "Balance: 30 points (€0.30)\n" in all_of_it
    assert "Usable now" not in all_of_it
    assert "Balance: 49 points\nUsable now: 0 points\n" in none_of_it


def plain(text: str) -> str:
    return text.replace("&#xa0;", " ").replace("&nbsp;", " ").replace(NBSP, " ")


def waiting(shop: Shop, language: str) -> Person:
    """A member all of whose points can't be used yet."""
    bob = member(shop, "bob", language_code=language)
    post(bob, 49, activates_at=NOW + timedelta(days=14))
    return bob


def test_what_is_no_longer_so_is_outdated(shop: Shop, channel: Channel) -> None:
    ann = member(shop, "ann")
    entry = post(ann, 100, expires_at=datetime(2026, 12, 1, tzinfo=UTC))
    claim = claimed(ann, voucher(points=10))
    period = {"from": "2026-11-01", "to": "2026-11-30"}

    def outdated(kind: MessageKind, **payload: Any) -> bool:
        return context(ann, kind, **payload).is_outdated

    assert not outdated(MessageKind.POINTS_CREDITED, entryId=entry.pk)
    assert not outdated(MessageKind.POINTS_EXPIRING, expiresOn="2026-12-01")
    assert not outdated(MessageKind.REWARD_CLAIMED, claimId=claim.pk)
    assert not outdated(MessageKind.STATEMENT, **period)
    post(ann, -90)
    RewardClaim.objects.update(status="CANCELLED")
    assert outdated(MessageKind.POINTS_CREDITED, entryId=0)
    assert outdated(MessageKind.POINTS_EXPIRING, expiresOn="2026-12-01")
    assert outdated(MessageKind.REWARD_CLAIMED, claimId=claim.pk)
    assert outdated(MessageKind.STATEMENT)


def test_a_balance_says_what_it_is_enough_for(shop: Shop, channel: Channel) -> None:
    ann = member(shop, "ann", points=500)
    for name, points in (("Small", 100), ("Middle", 400), ("Large", 501)):
        voucher(name=name, points=points)
    voucher(name="Off", points=5, is_active=False)

    said = context(ann, MessageKind.BALANCE_REACHED, threshold=500).variables

    assert said["threshold"]["points_text"] == f"500{NBSP}points"
    assert [item["name"] for item in said["rewards"]] == ["Middle", "Small"]


def test_a_claim_tells_its_code(shop: Shop, channel: Channel) -> None:
    ann, bob = member(shop, "ann", points=500), member(shop, "bob")
    claim = claimed(ann, voucher(name="A fifth off", points=120))

    said = context(ann, MessageKind.REWARD_CLAIMED, claimId=claim.pk).variables["reward"]
    others = context(bob, MessageKind.REWARD_CLAIMED, claimId=claim.pk).variables["reward"]

    assert (said["name"], said["code"], said["points"]) == ("A fifth off", claim.code, "120")
    assert said["how"].startswith("Choose this reward from your list at the checkout.")
    assert others["code"] == ""


def test_a_statement_adds_up(shop: Shop, channel: Channel) -> None:
    ann = member(shop, "ann")
    for points, moment in (
        (1000, datetime(2026, 10, 31, 23, 59, tzinfo=UTC)),
        (49, datetime(2026, 11, 1, 0, 0, tzinfo=UTC)),
        (-300, datetime(2026, 11, 30, 23, 59, tzinfo=UTC)),
        (5, datetime(2026, 12, 1, 0, 0, tzinfo=UTC)),
    ):
        post(ann, points, now=moment)

    found = context(ann, MessageKind.STATEMENT, **{"from": "2026-11-01", "to": "2026-11-30"})

    said = found.variables["statement"]
    assert said["period"] == "November 2026"
    assert said["opening"] == f"1,000{NBSP}points"
    assert (said["received"], said["spent"]) == ("+49", "−300")
    assert said["closing"] == f"749{NBSP}points"
    assert [item["signed"] for item in said["entries"]] == ["−300", "+49"]
    assert [item["balance"] for item in said["entries"]] == ["749", "1,049"]
    (file,) = found.attachments
    assert (file.name, file.media_type) == ("statement-2026-11.html", "text/html")
    assert "749" in str(file.content)


@pytest.mark.parametrize(
    ("last", "tier"),
    [
        ("2026-09-30", ""),
        ("2026-10-31", "Silber"),
        # A season's own name, and a tier that is gone.
        ("2026-11-05", "Silver Sun"),
        ("2026-11-09", "Amber"),
        ("2026-11-12", ""),
        # The day isn't over: what is so now.
        ("2026-11-23", ""),
    ],
)
def test_a_statement_tells_the_tier_of_its_last_day(
    shop: Shop, channel: Channel, last: str, tier: str
) -> None:
    ann = member(shop, "ann", language_code="de")
    silver = add_tiers(Silver=100)["Silver"]
    silver.translations.create(language_code="de", name="Silber")
    for day, to_tier_id, name in (
        (datetime(2026, 10, 5, tzinfo=UTC), silver.pk, "Silver"),
        (datetime(2026, 11, 4, tzinfo=UTC), silver.pk, "Silver Sun"),
        (datetime(2026, 11, 8, tzinfo=UTC), silver.pk + 1, "Amber"),
        (datetime(2026, 11, 12, 23, 59, tzinfo=UTC), None, ""),
    ):
        TierChange.objects.create(
            account=account_of(ann),
            to_tier_id=to_tier_id,
            to_name=name,
            is_up=True,
            reason="REACHED",
            qualifying=D(0),
            changed_at=day,
        )

    found = context(ann, MessageKind.STATEMENT, **{"from": "2026-09-01", "to": last})

    assert found.variables["tier"]["name"] == tier
    assert (f"<dd>{tier}</dd>" in str(found.attachments[0].content)) == bool(tier)


@pytest.mark.parametrize(
    ("language", "last", "period"),
    [
        ("en", "2026-11-30", "November 2026"),
        ("en", "2026-11-20", "1–20 Nov 2026"),
        ("de", "2026-11-20", "1.–20. Nov. 2026"),
        ("de", "2027-01-20", "1. Nov. 2026 – 20. Jan. 2027"),
    ],
)
def test_a_period_says_month_and_year_once(
    shop: Shop, channel: Channel, language: str, last: str, period: str
) -> None:
    ann = member(shop, "ann", language_code=language)

    said = rendered(ann, MessageKind.STATEMENT, **{"from": "2026-11-01", "to": last})

    title = {"en": "Your statement", "de": "Ihr Kontoauszug"}[language]
    assert re.sub(r"\s", " ", said.subject) == f"{title}: {period}"


@pytest.mark.parametrize(("policy", "shown"), [("CLAMP", "0"), ("ALLOW", "−80")])
def test_a_statement_shows_debts_as_the_api_does(
    shop: Shop, channel: Channel, policy: str, shown: str
) -> None:
    program = Program.objects.get(is_default=True)
    program.negative_balance = policy
    program.save()
    write_version(program, author="test", now=NOW, using="default")
    ann = member(shop, "ann")
    debit = {"kind": EntryKind.ADJUST, "allows_negative": True}
    post(ann, -80, **debit, now=datetime(2026, 10, 31, tzinfo=UTC))
    post(ann, 30)
    post(ann, -30, **debit)

    found = context(ann, MessageKind.STATEMENT, **{"from": "2026-11-01", "to": "2026-11-30"})

    said = found.variables["statement"]
    assert said["opening"] == said["closing"] == f"{shown}{NBSP}points"
    assert said["closing_points"] == said["entries"][0]["balance"] == shown
    assert ("−80" in str(found.attachments[0].content)) == (shown == "−80")


def test_the_reason_is_true_of_whoever_has_left(shop: Shop, channel: Channel) -> None:
    ann = member(shop, "ann", points=10)

    def why(kind: MessageKind) -> str:
        return str(context(ann, kind).variables["footer"]["why"])

    for kind in MessageKind:
        is_for_all = kind in (MessageKind.REWARD_CLAIMED, MessageKind.STATEMENT)
        assert ("take part" in why(kind)) != is_for_all


def test_what_is_read_in_a_file_is_escaped(shop: Shop, channel: Channel) -> None:
    ann = member(shop, "ann", last_name="<script>alert(1)</script>")
    post(ann, 10, source_label="<b>7</b>")

    found = context(ann, MessageKind.STATEMENT, **{"from": "2026-11-01", "to": "2026-11-30"})

    content = str(found.attachments[0].content)
    assert "<script" not in content
    assert "&lt;b&gt;7" in content


def test_a_long_statement_says_how_much_more_there_is(shop: Shop, channel: Channel) -> None:
    ann = member(shop, "ann")
    for _ in range(15):
        post(ann, 1)

    found = context(ann, MessageKind.STATEMENT, **{"from": "2026-11-01", "to": "2026-11-30"})

    assert len(found.variables["statement"]["entries"]) == 12
    more = "3 more movements are in the attached statement."
    assert found.variables["statement"]["more"] == more
    assert str(found.attachments[0].content).count("Earned by order 1042") == 15
