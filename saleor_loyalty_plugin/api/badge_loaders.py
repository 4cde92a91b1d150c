"""Batched reads of badges, their texts, and what accounts have of them."""

from dataclasses import dataclass, field

from django.utils import timezone

from saleor_loyalty_plugin.api.loaders import Loader, grouped
from saleor_loyalty_plugin.models import Account, AccountBadge, Badge, BadgeTranslation
from saleor_loyalty_plugin.rules.badges import BadgeValues
from saleor_loyalty_plugin.services.programs.badges import translations_of_badges
from saleor_loyalty_plugin.services.programs.programs import ActiveTerms
from saleor_loyalty_plugin.services.progress.badge_progress import badge_rows, badge_values


class BadgesOfProgram(Loader):
    """All badges of each program, those that are off too, by rank."""

    def read(self, keys: list[int], *, using: str) -> dict[int, list[Badge]]:
        rows = Badge.objects.using(using).filter(program_id__in=keys)
        return grouped(rows.order_by("rank", "pk"), "program_id")

    def default(self) -> list[Badge]:
        return []


class TranslationsOfBadge(Loader):
    """The texts of each badge in other languages."""

    def read(self, keys: list[int], *, using: str) -> dict[int, list[BadgeTranslation]]:
        return translations_of_badges(badge_ids=keys, using=using)

    def default(self) -> list[BadgeTranslation]:
        return []


class BadgeRowsOfAccount(Loader):
    """What is kept of each account's badges, by badge."""

    def read(self, keys: list[int], *, using: str) -> dict[int, dict[int, AccountBadge]]:
        return badge_rows(keys, using=using)


@dataclass(frozen=True, slots=True)
class AccountInTerms:
    """An account with the terms in force, known by its id."""

    account_id: int
    account: Account = field(compare=False)
    active: ActiveTerms = field(compare=False)


class BadgeValuesOfAccount(Loader):
    """What badges of each account are compared with."""

    def read(self, keys: list[AccountInTerms], *, using: str) -> dict[AccountInTerms, BadgeValues]:
        values = badge_values(
            [key.account for key in keys],
            {key.active.program_id: key.active for key in keys},
            now=timezone.now(),
            using=using,
        )
        return {key: values[key.account_id] for key in keys}
