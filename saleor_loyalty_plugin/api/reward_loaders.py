"""Batched reads of rewards and their texts."""

from saleor_loyalty_plugin.api.loaders import Loader
from saleor_loyalty_plugin.models import Reward, RewardTranslation
from saleor_loyalty_plugin.services.rewards.catalogue import translations_of


class RewardById(Loader):
    def read(self, keys: list[int], *, using: str) -> dict[int, Reward]:
        return Reward.objects.using(using).in_bulk(keys)


class TranslationsOfReward(Loader):
    """The texts of each reward in other languages."""

    def read(self, keys: list[int], *, using: str) -> dict[int, list[RewardTranslation]]:
        return translations_of(reward_ids=keys, using=using)

    def default(self) -> list[RewardTranslation]:
        return []
