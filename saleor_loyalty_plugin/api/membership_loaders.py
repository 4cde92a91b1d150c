"""Batched reads of who takes part, and of cards."""

from saleor_loyalty_plugin.api.loaders import Loader, grouped
from saleor_loyalty_plugin.models import Card, MembershipChange


class ChangesOfAccount(Loader):
    """What was ever changed about each account, in that order."""

    def read(self, keys: list[int], *, using: str) -> dict[int, list[MembershipChange]]:
        rows = MembershipChange.objects.using(using).filter(account_id__in=keys)
        return grouped(rows.order_by("changed_at", "pk"), "account_id")

    def default(self) -> list[MembershipChange]:
        return []


class CardsOfAccount(Loader):
    """All cards of each account, newest first."""

    def read(self, keys: list[int], *, using: str) -> dict[int, list[Card]]:
        rows = Card.objects.using(using).filter(account_id__in=keys)
        return grouped(rows.order_by("-pk"), "account_id")

    def default(self) -> list[Card]:
        return []


class SuccessorOfCard(Loader):
    """The card that took the place of a given one."""

    def read(self, keys: list[int], *, using: str) -> dict[int | None, Card]:
        rows = Card.objects.using(using).filter(replaces_id__in=keys)
        return {card.replaces_id: card for card in rows}
