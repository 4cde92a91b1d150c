"""Batched reads of tiers, of who holds them, and of how far accounts have come."""

from django.db.models import Count, QuerySet

from saleor_loyalty_plugin.api.loaders import Loader, grouped
from saleor_loyalty_plugin.models import AccountProgress, Tier, TierTranslation
from saleor_loyalty_plugin.services.programs.tiers import translations_of_tiers


def _with_seasons(using: str) -> QuerySet[Tier]:
    return Tier.objects.using(using).prefetch_related("seasons")


class TierById(Loader):
    """Each tier, its seasons at hand."""

    def read(self, keys: list[int], *, using: str) -> dict[int, Tier]:
        return _with_seasons(using).in_bulk(keys)


class TiersOfProgram(Loader):
    """All tiers of each program, those that are not in force too, their seasons at hand."""

    def read(self, keys: list[int], *, using: str) -> dict[int, list[Tier]]:
        return grouped(_with_seasons(using).filter(program_id__in=keys), "program_id")

    def default(self) -> list[Tier]:
        return []


class TranslationsOfTier(Loader):
    """The texts of each tier in other languages."""

    def read(self, keys: list[int], *, using: str) -> dict[int, list[TierTranslation]]:
        return translations_of_tiers(tier_ids=keys, using=using)

    def default(self) -> list[TierTranslation]:
        return []


class HoldersOfTier(Loader):
    """How many accounts hold each tier, as they were looked at last."""

    def read(self, keys: list[int], *, using: str) -> dict[int | None, int]:
        rows = AccountProgress.objects.using(using).filter(tier_id__in=keys).order_by()
        return dict(rows.values_list("tier_id").annotate(Count("pk")))

    def default(self) -> int:
        return 0


class ProgressOfAccount(Loader):
    """What each account held when it was looked at last; None for those that never were."""

    def read(self, keys: list[int], *, using: str) -> dict[int, AccountProgress]:
        return AccountProgress.objects.using(using).in_bulk(keys)
