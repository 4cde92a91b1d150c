"""Batched reads of referrals."""

from collections import defaultdict

from saleor_loyalty_plugin.api.loaders import Loader
from saleor_loyalty_plugin.models import Referral
from saleor_loyalty_plugin.services.members.referrals import points_of_referrals


class PointsOfReferral(Loader):
    """(points held, points that staff took back) by account, for each referral."""

    def read(
        self, keys: list[Referral], *, using: str
    ) -> dict[Referral, dict[int, tuple[int, int]]]:
        by_referral: defaultdict[int, dict[int, tuple[int, int]]] = defaultdict(dict)
        for (referral_id, account_id), points in points_of_referrals(keys, using=using).items():
            by_referral[referral_id][account_id] = points
        return {referral: by_referral[referral.pk] for referral in keys}

    def default(self) -> dict[int, tuple[int, int]]:
        return {}


class ReferralOfReferee(Loader):
    """The referral that an account followed, by the account's key."""

    def read(self, keys: list[int], *, using: str) -> dict[int, Referral]:
        rows = Referral.objects.using(using).filter(referee_id__in=keys)
        return {row.referee_id: row for row in rows}
