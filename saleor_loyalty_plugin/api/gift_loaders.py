"""Batched reads of birthdays and of what gave gifts."""

from datetime import date

from saleor_loyalty_plugin.api.loaders import Loader
from saleor_loyalty_plugin.models import BonusRun
from saleor_loyalty_plugin.services.members.profiles import birthdays_of, first_time_waived_ids


class BirthdayOfCustomer(Loader):
    def read(self, keys: list[int], *, using: str) -> dict[int, date]:
        return dict(birthdays_of(customer_ids=keys, using=using))


class FirstTimeWaivedOfCustomer(Loader):
    """Whether rewards for first-time buyers are a customer's whatever they have bought."""

    def read(self, keys: list[int], *, using: str) -> dict[int, bool]:
        return dict.fromkeys(first_time_waived_ids(customer_ids=keys, using=using), True)

    def default(self) -> bool:
        return False


class LastRunOfBonus(Loader):
    """The run of a bonus that was due last."""

    def read(self, keys: list[int], *, using: str) -> dict[int, BonusRun]:
        rows = BonusRun.objects.using(using).filter(bonus_id__in=keys)
        newest = rows.order_by("bonus_id", "-due_at").distinct("bonus_id")
        return {run.bonus_id: run for run in newest}
