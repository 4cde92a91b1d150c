"""Claims in the API: each ready operation, who may use it, and bad input; in every host."""

from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from saleor_loyalty_plugin.models import OutboxMessage, RewardClaim
from tests.api.bad_input_suite import UNKNOWN, check, refusal
from tests.api.denials_suite import is_denied
from tests.api.operations_suite import runs
from tests.api.world import DOCUMENTS, World, books, gid
from tests.contract.driver import Shop


@pytest.fixture
def world(shop: Shop) -> World:
    return World.build(shop)


def add(world: World, kind: str = "MERCHANDISE", **settings: Any) -> str:
    """A reward for 100 points; Ann has 858."""
    values = {"kind": kind, "points": 100, "name": "Mug", **settings}
    return world.shop.add_reward(world.channel, **values)


def voucher(world: World) -> str:
    return add(world, "VOUCHER_PERCENTAGE", percentage=50, name="Half price")


def claimed(world: World, reward: str | None = None, **more: Any) -> dict[str, Any]:
    return world.payload("LoyaltyRewardClaim", world.ann.token, id=reward or add(world), **more)


# Operations -----------------------------------------------------------------------------------


@runs("LoyaltyRewardClaim")
@runs("MyLoyaltyClaims")
@runs("LoyaltyRewardClaimCancel")
def test_customer_claims_looks_and_cancels(world: World) -> None:
    mug = add(world, claimDays=10)
    payload = claimed(world, mug, channel=world.channel.slug, idempotencyKey="wish")

    claim = payload["claim"]
    assert (claim["status"], payload["account"]["available"]) == ("CLAIMED", 758)
    assert payload["checkout"] is None
    assert claim["expiresAt"] is not None
    variables = {"channel": world.channel.slug, "first": 1}
    page = world.run("MyLoyaltyClaims", world.ann.token, **variables)["me"]["loyalty"]["claims"]
    assert page["totalCount"] == 1
    node = page["edges"][0]["node"]
    assert (node["id"], node["code"], node["name"], node["points"]) == (
        *(claim["id"], claim["code"]),
        "Mug",
        100,
    )
    assert node["reward"] == {"id": mug, "image": None}
    assert node["entry"]["reason"] == "Reward: Mug"
    german = world.shop.setup.post(
        DOCUMENTS["MyLoyaltyClaims"], variables, world.ann.token, language="de"
    )
    edges = german["data"]["me"]["loyalty"]["claims"]["edges"]
    assert edges[0]["node"]["entry"]["reason"] == "Prämie: Mug"

    back = world.payload("LoyaltyRewardClaimCancel", world.ann.token, id=claim["id"])
    assert back["claim"] == {"id": claim["id"], "status": "CANCELLED"}
    assert back["account"]["available"] == 858


@runs("CheckoutLoyaltyRewardApply")
@runs("CheckoutLoyaltyRewardRemove")
def test_customer_puts_a_claim_on_a_checkout(world: World) -> None:
    claim = claimed(world, voucher(world))["claim"]
    variables = {"id": world.checkout_id, "claimId": claim["id"]}

    shown = world.payload("CheckoutLoyaltyRewardApply", world.ann.token, **variables)
    assert shown["claim"]["checkoutId"] == world.checkout_id
    assert shown["checkout"]["totalPrice"]["gross"]["amount"] == 30
    assert shown["checkout"]["loyalty"] == {
        "appliedPoints": 0,
        "benefits": [
            {
                "kind": "REWARD",
                "name": "Half price",
                "amount": {"amount": 20, "currency": world.channel.currency},
            }
        ],
    }
    shown = world.payload("CheckoutLoyaltyRewardRemove", world.ann.token, **variables)
    assert shown["checkout"]["totalPrice"]["gross"]["amount"] == 50
    assert (shown["claim"]["status"], shown["claim"]["checkoutId"]) == ("CLAIMED", None)


@runs("LoyaltyRewardClaims")
@runs("LoyaltyRewardClaimFulfill")
@runs("LoyaltyRewardClaimRefuse")
def test_staff_fulfil_and_refuse_claims(world: World) -> None:
    mug = add(world)
    first, second = claimed(world, mug)["claim"], claimed(world, mug)["claim"]

    queue = world.run(
        "LoyaltyRewardClaims",
        world.admin,
        first=5,
        filter={
            "statuses": ["CLAIMED"],
            "kinds": ["MERCHANDISE"],
            "rewardIds": [mug],
            "customerIds": [world.ann.global_id],
        },
    )["loyaltyRewardClaims"]
    assert [edge["node"]["id"] for edge in queue["edges"]] == [second["id"], first["id"]]
    assert queue["edges"][0]["node"]["account"]["customer"]["email"] == world.ann.email
    done = world.payload("LoyaltyRewardClaimFulfill", world.admin, id=first["id"], note="sent")
    assert (done["claim"]["status"], done["claim"]["note"]) == ("USED", "sent")
    assert done["account"]["balance"] == 658
    back = world.payload("LoyaltyRewardClaimRefuse", world.admin, id=second["id"])
    assert (back["claim"]["status"], back["account"]["balance"]) == ("CANCELLED", 758)
    nobody = world.run(
        "LoyaltyRewardClaims",
        world.admin,
        first=5,
        filter={"customerIds": [world.bob.global_id]},
    )
    assert nobody["loyaltyRewardClaims"]["totalCount"] == 0


@runs("LoyaltyClaimsWaiting")
@runs("LoyaltyRewardClaimReopen")
def test_staff_take_a_fulfilment_back(world: World) -> None:
    def waiting() -> int:
        return world.run("LoyaltyClaimsWaiting", world.admin)["loyaltyRewardClaims"]["totalCount"]

    claim = claimed(world)["claim"]["id"]
    claimed(world, voucher(world))
    assert waiting() == 1
    world.payload("LoyaltyRewardClaimFulfill", world.admin, id=claim, note="sent")
    assert waiting() == 0
    for _ in range(2):
        back = world.payload("LoyaltyRewardClaimReopen", world.admin, id=claim)
        assert back["claim"] == {"id": claim, "status": "CLAIMED", "note": "", "closedAt": None}
        assert back["account"]["balance"] == 658
        assert waiting() == 1
    told = OutboxMessage.objects.get(kind="reward_freed")
    assert told.payload["by"].startswith("user:")


def test_staff_see_what_they_can_do(world: World) -> None:
    claims = {name: claimed(world)["claim"]["id"] for name in ("open", "given", "back", "late")}
    claims["card"] = claimed(
        world,
        add(world, "GIFT_CARD", amount=5, currency=world.channel.currency),
        channel=world.channel.slug,
    )["claim"]["id"]
    world.payload("LoyaltyRewardClaimFulfill", world.admin, id=claims["given"])
    world.payload("LoyaltyRewardClaimRefuse", world.admin, id=claims["back"])
    late = RewardClaim.objects.order_by("pk")[3]
    RewardClaim.objects.filter(pk=late.pk).update(expires_at=timezone.now())

    page = world.run("LoyaltyRewardClaims", world.admin, first=10)["loyaltyRewardClaims"]
    actions = {edge["node"]["id"]: edge["node"]["staffActions"] for edge in page["edges"]}
    assert {name: actions[claim] for name, claim in claims.items()} == {
        "open": ["FULFILL", "REFUSE"],
        "given": ["REOPEN"],
        "back": [],
        "late": ["REFUSE"],
        "card": [],
    }
    for name in ("back", "late", "card"):
        outcome = refusal(world, "LoyaltyRewardClaimReopen", world.admin, id=claims[name])
        assert outcome == ("CLAIM_CLOSED", "id"), name


def test_staff_look_for_claims(world: World) -> None:
    mug, tour = add(world), add(world, "EXPERIENCE", name="Tea tour")
    half = voucher(world)
    first, second, third = (claimed(world, item)["claim"] for item in (mug, tour, half))

    def found(**filter: Any) -> list[str]:
        page = world.run("LoyaltyRewardClaims", world.admin, first=9, filter=filter)
        return [edge["node"]["id"] for edge in page["loyaltyRewardClaims"]["edges"]]

    assert found(search="TEA") == [second["id"]]
    assert found(search=world.ann.email[:5]) == [item["id"] for item in (third, second, first)]
    assert found(search=f" {first['code'].lower()} ") == [first["id"]]
    assert found(search=world.bob.email) == []
    assert found(waitsForStaff=True) == [second["id"], first["id"]]
    assert found(waitsForStaff=False) == [third["id"]]


def test_searching_ones_own_claims_looks_through_no_customers(world: World) -> None:
    mug = claimed(world)["claim"]
    claimed(world, add(world, "EXPERIENCE", name="Tea tour"))

    def found(**filter: Any) -> tuple[list[str], int]:
        variables = {"channel": world.channel.slug, "first": 9, "filter": filter}
        with CaptureQueriesContext(connection) as queries:
            page = world.run("MyLoyaltyClaims", world.ann.token, **variables)
        edges = page["me"]["loyalty"]["claims"]["edges"]
        return [edge["node"]["id"] for edge in edges], len(queries)

    by_code = found(code=mug["code"])
    assert by_code[0] == [mug["id"]]
    assert found(search="MUG") == by_code
    assert found(search=world.ann.email[:5])[0] == []


@runs("LoyaltyTillRewardClaim")
def test_till_claims_and_uses_a_reward(world: World) -> None:
    till = world.shop.setup.app_token("MANAGE_USERS")
    payload = world.payload(
        "LoyaltyTillRewardClaim",
        till,
        id=voucher(world),
        customerId=world.ann.global_id,
        checkoutId=world.checkout_id,
        idempotencyKey="receipt 7",
    )

    assert payload["account"]["available"] == 758
    assert payload["checkout"]["totalPrice"]["gross"]["amount"] == 30
    assert payload["claim"]["status"] == "CLAIMED"


# Who may what ---------------------------------------------------------------------------------


def test_strangers_claim_nothing_for_others(world: World) -> None:
    mug = add(world)
    before = books()
    variables = {"id": mug, "customerId": world.ann.global_id}
    for token in (
        None,
        world.bob.token,
        world.shop.setup.staff("MANAGE_DISCOUNTS", "MANAGE_CHECKOUTS").token,
        world.shop.setup.app_token("MANAGE_DISCOUNTS", "MANAGE_CHECKOUTS"),
    ):
        assert is_denied(world.post(DOCUMENTS["LoyaltyTillRewardClaim"], token, **variables))
    assert is_denied(
        world.post(
            DOCUMENTS["LoyaltyRewardClaim"], world.shop.setup.app_token("MANAGE_ORDERS"), id=mug
        )
    )
    anonymous = world.post(DOCUMENTS["LoyaltyRewardClaim"], None, id=mug)
    assert anonymous["data"]["loyaltyRewardClaim"]["errors"][0]["code"] == "NOT_SIGNED_IN"
    assert books() == before


_BY_STAFF = (
    "LoyaltyRewardClaimFulfill",
    "LoyaltyRewardClaimRefuse",
    "LoyaltyRewardClaimReopen",
)


def test_queue_is_for_staff(world: World) -> None:
    claim = claimed(world)["claim"]
    before = books()
    strangers = (
        None,
        world.ann.token,
        world.shop.setup.staff("MANAGE_DISCOUNTS", "MANAGE_ORDERS").token,
        world.shop.setup.app_token("MANAGE_DISCOUNTS", "MANAGE_ORDERS"),
    )
    for token in strangers:
        assert is_denied(world.post(DOCUMENTS["LoyaltyRewardClaims"], token, first=5))
        for name in _BY_STAFF:
            assert is_denied(world.post(DOCUMENTS[name], token, id=claim["id"])), name
    assert books() == before


def test_claims_of_an_account_are_its_customers(world: World) -> None:
    """Whoever reaches an account by another way sees neither its claims nor their codes."""
    code = claimed(world)["claim"]["code"]
    query = "query ($id: ID!) { loyaltyAccount(id: $id) { claims(first: 5) { totalCount } } }"
    for token in (None, world.bob.token, world.shop.setup.app_token("MANAGE_ORDERS")):
        assert is_denied(world.post(query, token, id=world.account_gid))
    note = "{ me { loyalty { claims(first: 5) { edges { node { note } } } } } }"
    body = world.post(note, world.ann.token)
    assert {error["extensions"]["exception"]["code"] for error in body["errors"]} == {
        "PermissionDenied"
    }
    for token in (world.ann.token, world.admin):
        data = world.shop.run(query, {"id": world.account_gid}, token)
        assert data["loyaltyAccount"]["claims"]["totalCount"] == 1
    assert RewardClaim.objects.get().code == code


def test_strangers_change_no_claim_at_a_checkout(world: World) -> None:
    claim = claimed(world, voucher(world), checkoutId=world.checkout_id)["claim"]
    variables = {"id": world.checkout_id, "claimId": claim["id"]}
    before = books()
    setup = world.shop.setup
    for name in ("CheckoutLoyaltyRewardApply", "CheckoutLoyaltyRewardRemove"):
        outcomes = []
        for token in (None, world.bob.token, setup.staff("MANAGE_ORDERS").token):
            (payload,) = world.post(DOCUMENTS[name], token, **variables)["data"].values()
            outcomes.append(payload["errors"][0]["code"])
        assert outcomes == ["NOT_SIGNED_IN", "NOT_FOUND", "NOT_FOUND"]
        assert is_denied(world.post(DOCUMENTS[name], setup.app_token("MANAGE_ORDERS"), **variables))
    assert is_denied(
        world.post(
            DOCUMENTS["LoyaltyRewardClaimCancel"],
            setup.app_token("MANAGE_ORDERS"),
            id=claim["id"],
        )
    )
    assert books() == before


def test_staff_of_checkouts_use_a_claim_without_seeing_its_code(world: World) -> None:
    claim = claimed(world, voucher(world))["claim"]
    document = """mutation ($id: ID!, $claimId: ID!) {
      checkoutLoyaltyRewardApply(id: $id, claimId: $claimId) {
        claim { code name } errors { field message code }
      }
    }"""
    variables = {"id": world.checkout_id, "claimId": claim["id"]}
    staff = world.shop.setup.staff("MANAGE_CHECKOUTS").token

    shown = world.shop.mutate(document, variables, staff)["claim"]
    assert shown == {"code": None, "name": "Half price"}
    shown = world.shop.mutate(document, variables, world.ann.token)["claim"]
    assert shown["code"] == claim["code"] == RewardClaim.objects.get().code


# Bad input ------------------------------------------------------------------------------------


def test_bad_input_of_claiming(world: World) -> None:
    mug = add(world)
    sold_out = add(world, stock=0)

    def refuse(**changes: Any) -> tuple[str, str | None]:
        return refusal(world, "LoyaltyRewardClaim", world.ann.token, **{"id": mug, **changes})

    check(
        refuse,
        [
            ({"id": "abc"}, "GRAPHQL_ERROR", "id"),
            ({"id": world.program_gid}, "GRAPHQL_ERROR", "id"),
            ({"id": gid("LoyaltyReward", UNKNOWN)}, "NOT_FOUND", "id"),
            ({"id": sold_out}, "REWARD_UNAVAILABLE", "id"),
            ({"id": add(world, points=859)}, "INSUFFICIENT_POINTS", "id"),
            ({"checkoutId": "abc"}, "GRAPHQL_ERROR", "checkoutId"),
            ({"checkoutId": world.checkout_id}, "NOT_APPLICABLE", "checkoutId"),
            ({"channel": "nowhere"}, "NOT_FOUND", "channel"),
            ({"idempotencyKey": ""}, "INVALID", "idempotencyKey"),
            ({"idempotencyKey": "k" * 129}, "INVALID", "idempotencyKey"),
            ({"idempotencyKey": "a\x00"}, "INVALID", "idempotencyKey"),
        ],
    )
    half = voucher(world)
    goods = world.shop.setup.variant(20, channel=world.channel)
    other = world.shop.checkout(world.bob, (goods, 1), channel=world.channel)
    check(
        refuse,
        [
            ({"id": half, "checkoutId": other}, "NOT_FOUND", "checkoutId"),
            ({"id": half, "checkoutId": gid("Checkout", 1)}, "GRAPHQL_ERROR", "checkoutId"),
        ],
    )
    outcome = refusal(world, "LoyaltyTillRewardClaim", world.admin, id=mug, customerId="abc")
    assert outcome == ("GRAPHQL_ERROR", "customerId")
    outcome = refusal(
        world, "LoyaltyTillRewardClaim", world.admin, id=mug, customerId=gid("User", UNKNOWN)
    )
    assert outcome == ("INSUFFICIENT_POINTS", "id")


def test_bad_input_of_claims_that_exist(world: World) -> None:
    claim = claimed(world)["claim"]["id"]
    for name in ("LoyaltyRewardClaimCancel", *_BY_STAFF):
        for key, code in (
            ("abc", "GRAPHQL_ERROR"),
            (gid("LoyaltyReward", 1), "GRAPHQL_ERROR"),
            (gid("LoyaltyClaim", UNKNOWN), "NOT_FOUND"),
        ):
            assert refusal(world, name, world.admin, id=key) == (code, "id")
    long = {"id": claim, "note": "n" * 1001}
    assert refusal(world, "LoyaltyRewardClaimFulfill", world.admin, **long) == ("INVALID", "note")
    assert refusal(world, "LoyaltyRewardClaimRefuse", world.admin, **long) == ("INVALID", "note")
    for name in ("CheckoutLoyaltyRewardApply", "CheckoutLoyaltyRewardRemove"):

        def refuse(name: str = name, **changes: Any) -> tuple[str, str | None]:
            variables = {"id": world.checkout_id, "claimId": claim, **changes}
            return refusal(world, name, world.ann.token, **variables)

        check(
            refuse,
            [
                ({"id": "abc"}, "GRAPHQL_ERROR", "id"),
                ({"id": gid("Checkout", UUID(int=7))}, "NOT_FOUND", "id"),
                ({"claimId": "abc"}, "GRAPHQL_ERROR", "claimId"),
                ({"claimId": gid("LoyaltyClaim", UNKNOWN)}, "NOT_FOUND", "claimId"),
            ],
        )
    outcome = refusal(
        world,
        "CheckoutLoyaltyRewardApply",
        world.ann.token,
        id=world.checkout_id,
        claimId=claim,
    )
    assert outcome == ("NOT_APPLICABLE", "claimId")
    RewardClaim.objects.update(expires_at=timezone.now())
    for name in ("LoyaltyRewardClaimCancel", "LoyaltyRewardClaimFulfill"):
        assert refusal(world, name, world.admin, id=claim) == ("CLAIM_CLOSED", "id")


@pytest.mark.parametrize("typed", [str, str.lower, lambda code: f" {code.replace('-', '')} "])
def test_staff_find_a_claim_by_its_code_however_it_is_typed(world: World, typed: Any) -> None:
    first, _ = claimed(world)["claim"], claimed(world)["claim"]
    page = world.run(
        "LoyaltyRewardClaims", world.admin, first=5, filter={"code": typed(first["code"])}
    )
    edges = page["loyaltyRewardClaims"]["edges"]
    assert [edge["node"]["id"] for edge in edges] == [first["id"]]


def test_bad_filter_of_claims(world: World) -> None:
    for filter in (
        {"rewardIds": ["abc"]},
        {"customerIds": [gid("LoyaltyReward", 1)]},
        {"code": "\x00"},
        {"search": "\x00"},
    ):
        body = world.post(DOCUMENTS["LoyaltyRewardClaims"], world.admin, first=5, filter=filter)
        assert len(body["errors"]) == 1
        assert body["errors"][0]["extensions"]["code"] in ("GRAPHQL_ERROR", "INVALID")
