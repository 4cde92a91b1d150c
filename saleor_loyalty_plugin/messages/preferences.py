"""Which kinds of e-mails a customer wants, and the link in each e-mail that switches them off.

The link carries the account, the kind and the language as a signed token: nobody can guess another
one, and nothing in it says who the customer is. It never runs out, since old e-mails are the ones
from which people unsubscribe.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.core import signing
from django.utils.translation import gettext_lazy as _

from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.models import MessagePreference
from saleor_loyalty_plugin.rules.messages import MessageKind

# Under the address of the plugin.
PREFIX = "/messages/unsubscribe/"
_SALT = "saleor_loyalty_plugin.unsubscribe"
BY_LINK = "link"
# What customers call the kinds.
KIND_NAMES = {
    MessageKind.POINTS_CREDITED: _("new points"),
    MessageKind.TIER_RAISED: _("a higher tier"),
    MessageKind.TIER_LOWERED: _("a lower tier"),
    MessageKind.BADGE_UNLOCKED: _("new badges"),
    MessageKind.POINTS_EXPIRING: _("points that are about to expire"),
    MessageKind.BALANCE_REACHED: _("balances that you have reached"),
    MessageKind.REWARD_CLAIMED: _("rewards that you have taken"),
    MessageKind.STATEMENT: _("statements of your points"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsubscribe:
    """What a link in an e-mail is about."""

    account_id: int
    kind: MessageKind
    language_code: str


def unwanted_kinds(
    account_ids: Collection[int], *, using: str
) -> Mapping[int, frozenset[MessageKind]]:
    """What each of these accounts doesn't want. One query."""
    rows = MessagePreference.objects.using(using).filter(
        account_id__in=account_ids, is_wanted=False
    )
    found: defaultdict[int, set[MessageKind]] = defaultdict(set)
    for account_id, kind in rows.order_by().values_list("account_id", "kind"):
        found[account_id].add(MessageKind(kind))
    return {key: frozenset(found[key]) for key in account_ids}


def set_preferences(
    *, account_id: int, wanted: Mapping[MessageKind, bool], actor: str, now: datetime
) -> None:
    """Note what an account wants; kinds that aren't named stay as they are. Repeatable.

    One statement. Of two at once about the same kind, the later one holds.
    """
    rows = [
        MessagePreference(
            account_id=account_id, kind=kind, is_wanted=is_wanted, actor=actor, changed_at=now
        )
        for kind, is_wanted in sorted(wanted.items())
    ]
    MessagePreference.objects.using(current_host().writer_alias()).bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["account", "kind"],
        update_fields=["is_wanted", "actor", "changed_at"],
    )


def unsubscribe_url(
    *, account_id: int, kind: MessageKind, language_code: str, plugin_url: str
) -> str:
    """The link of an e-mail, under the address of the plugin."""
    token = _signer().sign_object([account_id, kind.value, language_code])
    return f"{plugin_url}{PREFIX}{token}"


def read_token(token: str) -> Unsubscribe | None:
    """What a token is about; None for one that isn't ours."""
    try:
        account_id, kind, language_code = _signer().unsign_object(token)
        return Unsubscribe(
            account_id=account_id, kind=MessageKind(kind), language_code=language_code
        )
    except (signing.BadSignature, ValueError, TypeError):
        return None


def _signer() -> signing.Signer:
    return signing.Signer(salt=_SALT)
