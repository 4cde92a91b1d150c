"""Rewards and claims for tests, through the services that the API calls."""

from decimal import Decimal
from typing import Any
from uuid import UUID

import graphene
from django.utils import timezone

from saleor_loyalty_plugin.hosts.port import Permission, Requestor, RequestorKind
from saleor_loyalty_plugin.models import Reward, RewardClaim
from saleor_loyalty_plugin.services.rewards.catalogue import create_reward
from saleor_loyalty_plugin.services.rewards.claims import ClaimRequest, claim_reward
from tests.contract.driver import Person, Shop

STAFF = Requestor(
    kind=RequestorKind.STAFF, user_id=999, permissions=frozenset({Permission.MANAGE_USERS})
)


def member(shop: Shop, points: int = 1000, *, name: str = "ann") -> Person:
    shop.setup.channel()
    person = shop.setup.customer(f"{name}@example.com")
    shop.credit(person, points)
    return person


def acting(person: Person) -> Requestor:
    return Requestor(kind=RequestorKind.CUSTOMER, user_id=person.user_id)


def reward(kind: str, **settings: Any) -> Reward:
    """A reward of the default program, for 100 points unless told otherwise."""
    values = {"name": f"A {kind.lower()}", "kind": kind, "points": 100, **settings}
    return create_reward(program_id=None, settings=values, now=timezone.now())


def voucher(**settings: Any) -> Reward:
    """20 % off."""
    return reward("VOUCHER_PERCENTAGE", **{"percentage": Decimal(20), **settings})


def claimed(
    person: Person, of: Reward, *, checkout: str | None = None, key: str | None = None
) -> RewardClaim:
    return claim_reward(
        ClaimRequest(
            reward_id=of.pk,
            customer_id=person.user_id,
            key=key,
            checkout_id=uuid_of(checkout) if checkout is not None else None,
        ),
        requestor=acting(person),
        now=timezone.now(),
    )


def pk_of(global_id: str) -> int:
    return int(graphene.Node.from_global_id(global_id)[1])


def uuid_of(global_id: str) -> UUID:
    return UUID(graphene.Node.from_global_id(global_id)[1])


def fresh(claim: RewardClaim) -> RewardClaim:
    return RewardClaim.objects.get(pk=claim.pk)
