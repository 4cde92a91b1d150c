"""Friends who follow a code: the same in every host."""

from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from saleor_loyalty_plugin.services.proof.verify_books import verify_books
from saleor_loyalty_plugin.services.sweep import sweep_orders
from tests.contract.driver import Channel, Person, Refused, Shop

D = Decimal

MY_REFERRALS = """
query ($channel: String!) {
  me { loyalty(channel: $channel) {
    referralCode
    referredBy { state refereePoints }
    referrals(first: 10) { totalCount edges { node { state referrerPoints } } }
  } }
}"""
CLAIM = """
mutation ($code: String!, $customerId: ID) {
  loyaltyReferralClaim(code: $code, customerId: $customerId) {
    referral { id state } account { balance } errors { field message code }
  }
}"""
REFERRAL_ENTRIES = """
query ($customerId: ID!) {
  loyaltyAccount(customerId: $customerId) { entries(first: 50, filter: {
    reasonCodes: ["REFERRAL_GIVEN", "REFERRAL_FOLLOWED", "REFERRAL_LOST"]
  }) { edges { node { kind points reason explanation { message } } } } }
}"""
STATUS_SET = """
mutation ($id: ID!, $status: LoyaltyAccountStatusEnum!) {
  loyaltyAccountStatusSet(id: $id, status: $status) { errors { field message code } }
}"""
ACCOUNT_ID = """
query ($customerId: ID!) { loyaltyAccount(customerId: $customerId) { id } }"""


@pytest.fixture
def club(shop: Shop) -> Channel:
    """500 points for who recommends, 100 for the friend, for an order of 50.00 or more."""
    channel = shop.setup.channel()
    shop.set_program(
        channel,
        referrerPoints=500,
        refereePoints=100,
        referralOrderValueFrom=50,
        referralMetadataKey="friend",
    )
    return channel


def owner(shop: Shop, email: str = "ann@example.com") -> Person:
    """A customer who has an account, and so a code."""
    person = shop.setup.customer(email)
    shop.credit(person, 1)
    return person


def referrals(shop: Shop, channel: Channel, person: Person) -> dict[str, Any]:
    found: dict[str, Any] = shop.run(MY_REFERRALS, {"channel": channel.slug}, person.token)
    account: dict[str, Any] = found["me"]["loyalty"]
    return account


def code_of(shop: Shop, channel: Channel, person: Person) -> str:
    code: str = referrals(shop, channel, person)["referralCode"]
    return code


def follow(shop: Shop, person: Person, code: str) -> dict[str, Any]:
    return shop.mutate(CLAIM, {"code": code}, person.token)


def refusal(shop: Shop, person: Person, code: str) -> tuple[str, str | None]:
    """(code, field) of what keeps a customer from following."""
    with pytest.raises(Refused) as caught:
        follow(shop, person, code)
    assert caught.value.messages[0].endswith(".")
    return caught.value.codes[0], caught.value.fields[0]


def points(shop: Shop, person: Person) -> list[int]:
    """What referrals gave and took, oldest first."""
    return [entry["points"] for entry in entries(shop, person)]


def entries(shop: Shop, person: Person) -> list[dict[str, Any]]:
    found = shop.run(REFERRAL_ENTRIES, {"customerId": person.global_id}, shop.admin.token)
    return [edge["node"] for edge in reversed(found["loyaltyAccount"]["entries"]["edges"])]


def test_both_get_points_for_the_friends_first_order(shop: Shop, club: Channel) -> None:
    ann, bob = owner(shop), shop.setup.customer("bob@example.com")
    mug = shop.setup.variant(D("20.00"), channel=club)
    code = code_of(shop, club, ann)

    first = follow(shop, bob, f" {code[:5].lower()}-{code[5:]}")
    again = follow(shop, bob, code)
    assert first["referral"] == again["referral"]
    assert referrals(shop, club, bob)["referredBy"] == {"state": "PENDING", "refereePoints": 0}

    shop.buy(bob, (mug, 2), channel=club)  # 40.00 are not enough
    assert (points(shop, ann), points(shop, bob)) == ([], [])
    shop.buy(bob, (mug, 3), channel=club)
    shop.buy(bob, (mug, 3), channel=club)

    assert entries(shop, ann) == [
        {
            "kind": "EARN",
            "points": 500,
            "reason": "For recommending us to a friend",
            "explanation": [
                {"message": f"A friend who followed your code {code} has placed a first order."}
            ],
        }
    ]
    assert entries(shop, bob) == [
        {
            "kind": "EARN",
            "points": 100,
            "reason": "For following a friend's code",
            "explanation": [
                {"message": f"The first order after following a friend's code, {code}."}
            ],
        }
    ]
    assert referrals(shop, club, ann) == {
        "referralCode": code,
        "referredBy": None,
        "referrals": {
            "totalCount": 1,
            "edges": [{"node": {"state": "REWARDED", "referrerPoints": 500}}],
        },
    }
    assert "bob" not in str(entries(shop, ann)) and "ann" not in str(entries(shop, bob))
    assert list(verify_books(now=timezone.now())) == []


def test_points_follow_the_friends_orders(shop: Shop, club: Channel) -> None:
    ann, bob = owner(shop), shop.setup.customer("bob@example.com")
    mug = shop.setup.variant(D("20.00"), channel=club)
    follow(shop, bob, code_of(shop, club, ann))
    first = shop.buy(bob, (mug, 3), channel=club)
    second = shop.buy(bob, (mug, 3), channel=club)

    shop.cancel(first)
    assert (points(shop, ann), points(shop, bob)) == ([500], [100])
    shop.setup.refund_amount(second, D("14.00"))  # 20 % of 70.00: 48.00 of goods are left
    assert (points(shop, ann), points(shop, bob)) == ([500, -500], [100, -100])
    assert referrals(shop, club, bob)["referredBy"] == {"state": "PENDING", "refereePoints": 0}
    assert entries(shop, ann)[-1]["explanation"] == [
        {"message": "The order that counted was changed or cancelled, and no other one counts yet."}
    ]

    shop.buy(bob, (mug, 3), channel=club)
    assert (points(shop, ann), points(shop, bob)) == ([500, -500, 500], [100, -100, 100])
    assert list(verify_books(now=timezone.now())) == []


def test_terms_are_those_of_the_day_the_code_was_followed(shop: Shop, club: Channel) -> None:
    ann, bob, cyd = owner(shop), *(shop.setup.customer(f"{n}@example.com") for n in ("bob", "cyd"))
    mug = shop.setup.variant(D("20.00"), channel=club)
    code = code_of(shop, club, ann)
    follow(shop, bob, code)
    shop.set_program(club, referrerPoints=0, refereePoints=7, referralOrderValueFrom=1000)
    follow(shop, cyd, code)

    for friend in (bob, cyd):
        shop.buy(friend, (mug, 3), channel=club)

    assert (points(shop, ann), points(shop, bob), points(shop, cyd)) == ([500], [100], [])


def test_hooks_that_were_lost_are_made_up_for_by_the_sweep(shop: Shop, club: Channel) -> None:
    ann, bob = owner(shop), shop.setup.customer("bob@example.com")
    mug = shop.setup.variant(D("20.00"), channel=club)
    follow(shop, bob, code_of(shop, club, ann))
    with shop.setup.hooks_lost():
        shop.buy(bob, (mug, 3), channel=club)

    for _ in range(2):
        sweep_orders(now=timezone.now())

    assert (points(shop, ann), points(shop, bob)) == ([500], [100])
    assert list(verify_books(now=timezone.now())) == []


def test_code_that_a_new_customer_brings_along(shop: Shop, club: Channel) -> None:
    """The storefront wrote it into the metadata at the registration."""
    ann = owner(shop)
    mug = shop.setup.variant(D("20.00"), channel=club)
    metadata = [{"key": "friend", "value": code_of(shop, club, ann)}]
    bob = shop.register("bob@example.com", metadata=metadata)
    # Only who has proven the address follows.
    assert referrals(shop, club, ann)["referrals"]["totalCount"] == 0

    bob = shop.confirm_address(bob)
    assert referrals(shop, club, ann)["referrals"]["totalCount"] == 1
    shop.buy(bob, (mug, 3), channel=club)

    assert points(shop, ann) == [500]
    assert list(verify_books(now=timezone.now())) == []


def test_who_may_not_follow(shop: Shop, club: Channel) -> None:
    ann, bob = owner(shop), shop.setup.customer("bob@example.com")
    mug = shop.setup.variant(D("20.00"), channel=club)
    code = code_of(shop, club, ann)

    assert refusal(shop, bob, "NOSUCHCODE") == ("NOT_FOUND", "code")
    assert refusal(shop, bob, "") == ("NOT_FOUND", "code")
    assert refusal(shop, ann, code) == ("OWN_CODE", "code")
    twin = shop.setup.customer("ann+friend@example.com")
    assert refusal(shop, twin, code) == ("OWN_CODE", "code")

    follow(shop, bob, code)
    dan = owner(shop, "dan@example.com")
    assert refusal(shop, bob, code_of(shop, club, dan)) == ("ALREADY_REFERRED", "code")
    assert refusal(shop, ann, code_of(shop, club, bob)) == ("REFERRAL_CIRCLE", "code")
    eve = shop.setup.customer("eve@example.com")
    follow(shop, eve, code_of(shop, club, bob))
    assert refusal(shop, ann, code_of(shop, club, eve)) == ("REFERRAL_CIRCLE", "code")

    old = shop.setup.customer("old@example.com")
    order_id = shop.buy(old, (mug, 3), channel=club)
    assert refusal(shop, old, code) == ("NOT_NEW", "customerId")
    shop.setup.refund_amount(order_id, D("70.00"))
    follow(shop, old, code)

    shop.set_program(club, referrerPoints=0, refereePoints=0)
    new = shop.setup.customer("new@example.com")
    assert refusal(shop, new, code) == ("REFERRALS_OFF", "code")
    assert shop.account(new) is None
    assert list(verify_books(now=timezone.now())) == []


def test_order_that_no_hook_has_told_of_yet(shop: Shop, club: Channel) -> None:
    ann, bob = owner(shop), shop.setup.customer("bob@example.com")
    mug = shop.setup.variant(D("20.00"), channel=club)
    with shop.setup.hooks_lost():
        shop.buy(bob, (mug, 3), channel=club)

    assert refusal(shop, bob, code_of(shop, club, ann)) == ("NOT_NEW", "customerId")


def test_who_is_banned_recommends_nobody(shop: Shop, club: Channel) -> None:
    ann, bob, cyd = owner(shop), *(shop.setup.customer(f"{n}@example.com") for n in ("bob", "cyd"))
    mug = shop.setup.variant(D("20.00"), channel=club)
    code = code_of(shop, club, ann)
    follow(shop, bob, code)
    found = shop.run(ACCOUNT_ID, {"customerId": ann.global_id}, shop.admin.token)
    banned = {"id": found["loyaltyAccount"]["id"], "status": "BANNED"}
    shop.mutate(STATUS_SET, banned, shop.admin.token)

    assert refusal(shop, cyd, code) == ("NOT_FOUND", "code")
    shop.buy(bob, (mug, 3), channel=club)

    assert (points(shop, ann), points(shop, bob)) == ([], [100])
    assert list(verify_books(now=timezone.now())) == []


def test_points_that_staff_took_back_stay_taken(shop: Shop, club: Channel) -> None:
    ann, bob = owner(shop), shop.setup.customer("bob@example.com")
    mug = shop.setup.variant(D("20.00"), channel=club)
    follow(shop, bob, code_of(shop, club, ann))
    first = shop.buy(bob, (mug, 3), channel=club)
    shop.revoke_last_entry(ann)

    shop.cancel(first)
    shop.buy(bob, (mug, 3), channel=club)

    assert shop.balance(ann) == 1
    assert points(shop, bob) == [100, -100, 100]
    assert list(verify_books(now=timezone.now())) == []
