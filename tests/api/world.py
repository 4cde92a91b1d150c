"""A small world for the suites: two customers, one of them with points, an order and a cart."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import graphene

from saleor_loyalty_plugin.models import (
    Account,
    AccountBadge,
    AccountProgress,
    AccountSpending,
    Badge,
    BadgeTranslation,
    Bonus,
    Card,
    Delivery,
    EarningRule,
    Entry,
    Event,
    Grant,
    Hold,
    MembershipChange,
    MessagePreference,
    OutboxMessage,
    Profile,
    Program,
    ProgramChannel,
    ProgramVersion,
    Referral,
    Reward,
    RewardClaim,
    RewardTranslation,
    Segment,
    SpendingDay,
    Tier,
    TierChange,
    TierSeason,
    TierTranslation,
    WebhookTarget,
)
from tests.contract.driver import Channel, Person, Shop

OPERATIONS = Path(__file__).resolve().parents[2] / "graphql" / "operations"
DOCUMENTS: Mapping[str, str] = {
    path.stem: path.read_text(encoding="utf-8") for path in sorted(OPERATIONS.rglob("*.graphql"))
}


@dataclass
class World:
    """Ann got 1000 points, bought for 60.00 with 200 of them, and has an open cart of 40.00.

    Ann's balance: 1000 - 200 + 58 earned (58.00 was paid with money) = 858. Bob has none.
    """

    shop: Shop
    channel: Channel
    ann: Person
    bob: Person
    order_id: UUID
    checkout_id: str

    @classmethod
    def build(cls, shop: Shop) -> "World":
        channel = shop.setup.channel()
        ann = shop.setup.customer("ann@example.com")
        bob = shop.setup.customer("bob@example.com")
        shop.credit(ann, 1000, note="welcome")
        goods = shop.setup.variant(Decimal("60.00"), channel=channel)
        order_id = shop.buy(ann, (goods, 1), channel=channel, points=200)
        more = shop.setup.variant(Decimal("40.00"), channel=channel)
        checkout_id = shop.checkout(ann, (more, 1), channel=channel)
        return cls(shop, channel, ann, bob, order_id, checkout_id)

    @property
    def admin(self) -> str:
        return self.shop.admin.token

    def run(self, name: str, token: str | None, **variables: Any) -> dict[str, Any]:
        """The data of a ready operation that must not fail as a whole."""
        return self.shop.run(DOCUMENTS[name], variables, token)

    def payload(self, name: str, token: str | None, **variables: Any) -> dict[str, Any]:
        """The payload of a ready mutation that must not be refused."""
        return self.shop.mutate(DOCUMENTS[name], variables, token)

    def post(self, query: str, token: str | None, **variables: Any) -> dict[str, Any]:
        """The whole answer to a document."""
        return self.shop.setup.post(query, variables, token)

    @property
    def order_gid(self) -> str:
        return gid("Order", self.order_id)

    @property
    def account(self) -> Account:
        return Account.objects.get(customer_id=self.ann.user_id)

    @property
    def account_gid(self) -> str:
        return gid("LoyaltyAccount", self.account.pk)

    @property
    def program(self) -> Program:
        return Program.objects.get(is_default=True)

    @property
    def program_gid(self) -> str:
        return gid("LoyaltyProgram", self.program.pk)

    def entry(self, kind: str) -> Entry:
        """Ann's only entry of a kind."""
        return Entry.objects.get(account=self.account, kind=kind)

    def entry_gid(self, kind: str) -> str:
        return gid("LoyaltyEntry", self.entry(kind).pk)


def gid(type_name: str, key: object) -> str:
    """A global ID."""
    return graphene.Node.to_global_id(type_name, key)


def books() -> list[Any]:
    """Everything that a refused request must leave as it is."""
    return [
        list(model.objects.order_by("pk").values())
        for model in (
            Account,
            AccountBadge,
            AccountProgress,
            AccountSpending,
            Badge,
            BadgeTranslation,
            Bonus,
            Card,
            Delivery,
            EarningRule,
            Entry,
            Event,
            Grant,
            Hold,
            MembershipChange,
            MessagePreference,
            OutboxMessage,
            Profile,
            Program,
            ProgramChannel,
            ProgramVersion,
            Referral,
            Reward,
            RewardClaim,
            RewardTranslation,
            Segment,
            SpendingDay,
            Tier,
            TierChange,
            TierSeason,
            TierTranslation,
            WebhookTarget,
        )
    ]
