"""Contexts: what the e-mails of a batch of deliveries say, in their customers' languages.

What a delivery's `payload` holds, by kind; what is missing or gone makes its variables empty:

| kind | payload |
|---|---|
| POINTS_CREDITED | `entryId` |
| TIER_RAISED, TIER_LOWERED | that of the fact: `toTierId`, `toName`, `fromName`, `until` |
| BADGE_UNLOCKED | `badgeId`, `title` |
| POINTS_EXPIRING | `expiresOn`: the day, as `2026-12-31`, on which points are gone |
| BALANCE_REACHED | `threshold` in points, `entryId` |
| REWARD_CLAIMED | `claimId` |
| STATEMENT | `from` and `to`: its first and last day |
| any, in a preview | `channelId`: the channel whose it is to be |
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.messages.email import words
from saleor_loyalty_plugin.messages.email.about import ABOUT, Subject, tier_name, worth
from saleor_loyalty_plugin.messages.email.build import Attachment
from saleor_loyalty_plugin.messages.email.formats import Formats
from saleor_loyalty_plugin.messages.email.reads import Batch, Wish, read_batch, wishes_of
from saleor_loyalty_plugin.messages.email.statement_file import statement_file
from saleor_loyalty_plugin.messages.preferences import unsubscribe_url
from saleor_loyalty_plugin.models import Delivery
from saleor_loyalty_plugin.rules.balances import shown_balance
from saleor_loyalty_plugin.rules.facts import ChannelFacts, CustomerFacts
from saleor_loyalty_plugin.rules.messages import MessageKind
from saleor_loyalty_plugin.rules.rewards import ClaimStatus
from saleor_loyalty_plugin.services.languages import speaking
from saleor_loyalty_plugin.services.progress.reads import tier_of


@dataclass(frozen=True, slots=True, kw_only=True)
class EmailContext:
    """What one e-mail says, and to whom. `variables` are plain values, see `variables.py`.

    `is_outdated`: what it was to tell of is no longer there, such as points that were used before
    they expired. `made_in` makes the same in a language, of what was read.
    """

    customer: CustomerFacts
    language_code: str
    channel: ChannelFacts | None
    variables: Mapping[str, Any]
    attachments: Sequence[Attachment] = ()
    is_outdated: bool = False
    made_in: Callable[[str], "EmailContext"] = field(repr=False, compare=False)

    def in_language(self, language_code: str) -> "EmailContext":
        """The same in another language, or itself."""
        return self if language_code == self.language_code else self.made_in(language_code)


def contexts_of(
    deliveries: Sequence[Delivery],
    *,
    now: datetime,
    using: str,
    language_code: str | None = None,
    even_without_texts: bool = False,
) -> dict[int, EmailContext]:
    """The contexts of deliveries by their keys; those whose customer is gone are absent.

    Deliveries needn't be saved. `language_code` takes the place of the customers' own; with
    `even_without_texts` also where the program has no texts in it, as for whoever writes the first.
    In a number of queries that depends on the kinds and channels, not on how many deliveries.
    """
    wishes = wishes_of(deliveries, using=using)
    if not wishes:
        return {}
    batch = read_batch(wishes, now=now, using=using)
    plugin_url = current_host().plugin_url()
    return {
        deliveries[wish.number].pk: _context(
            wish,
            batch,
            plugin_url,
            (language_code if even_without_texts else None)
            or _language(wish, batch, language_code),
        )
        for wish in wishes
        if wish.account.customer_id in batch.customers
    }


def _language(wish: Wish, batch: Batch, language_code: str | None) -> str:
    """That of the texts in force for a customer, or for a language that was asked for."""
    customer = batch.customers[wish.account.customer_id]
    return batch.templates.in_force(
        program_id=wish.account.program_id,
        kind=wish.kind,
        language_code=language_code or customer.language_code,
    ).language_code


def _context(wish: Wish, batch: Batch, plugin_url: str, language: str) -> EmailContext:
    program = wish.account.program
    customer = batch.customers[wish.account.customer_id]
    formats = Formats(
        language_code=language,
        time_zone=program.time_zone,
        singular=program.points_name_singular,
        plural=program.points_name_plural,
    )
    channel = batch.channel_of(wish)
    subject = Subject(wish=wish, batch=batch, formats=formats, channel=channel)
    with speaking(language):
        variables = _variables(subject, customer, plugin_url)
        attachments: tuple[Attachment, ...] = ()
        if wish.kind is MessageKind.STATEMENT and wish.number in batch.movements:
            attachments = (
                Attachment(
                    name=_("statement") + f"-{wish.period.name if wish.period else ''}.html",
                    content=statement_file(subject, variables),
                    media_type="text/html",
                ),
            )
    return EmailContext(
        customer=customer,
        language_code=language,
        channel=channel,
        variables=variables,
        attachments=attachments,
        is_outdated=_is_outdated(wish, batch, variables),
        made_in=partial(_context, wish, batch, plugin_url),
    )


def _is_outdated(wish: Wish, batch: Batch, variables: Mapping[str, Any]) -> bool:
    if wish.kind is MessageKind.POINTS_EXPIRING:
        return not variables["expiring"]
    if wish.kind is MessageKind.POINTS_CREDITED:
        return batch.entry_of(wish) is None
    if wish.kind is MessageKind.REWARD_CLAIMED:
        claim = batch.claims.get(wish.id_of("claimId") or 0)
        return claim is None or claim.status == ClaimStatus.CANCELLED
    return wish.kind is MessageKind.STATEMENT and wish.number not in batch.movements


def _variables(subject: Subject, customer: CustomerFacts, plugin_url: str) -> dict[str, Any]:
    account, batch, formats = subject.wish.account, subject.batch, subject.formats
    program, kind = account.program, subject.wish.kind
    active = batch.terms[program.pk]
    shown = shown_balance(account.balance, active.terms.negative_balance)
    usable = max(0, batch.usable[account.pk])
    tier = tier_of(batch.progress.get(account.pk), active_terms=active, now=batch.now)
    storefront = batch.sender_of(subject.wish, subject.channel).storefront_url
    common: dict[str, Any] = {
        "language_code": formats.language_code,
        "shop": {"name": batch.shop.name, "url": _origin(storefront)},
        "program": {"name": program.name},
        "customer": {
            "first_name": customer.first_name,
            "name": customer.name,
            "email": customer.email,
        },
        "points_name": {"singular": formats.points_name(1), "plural": formats.points_name(2)},
        "balance": words.balance(
            formats, points=shown, available=usable, worth=worth(subject, usable)
        ),
        "tier": {"name": tier_name(subject, tier) if tier is not None else ""},
        "card": {"number": batch.cards.get(account.pk, "")},
        "links": {
            "account": storefront,
            "unsubscribe": unsubscribe_url(
                account_id=account.pk,
                kind=kind,
                language_code=formats.language_code,
                plugin_url=plugin_url,
            ),
        },
        "footer": words.footer(kind, program=program.name, shop=batch.shop.name),
    }
    own = ABOUT[kind](subject)
    variables = {**common, **own, "tier": {**common["tier"], **own.get("tier", {})}}
    return {**variables, "message": {"preview": words.preview(kind, variables)}}


def _origin(url: str) -> str:
    """`https://shop.example/` of the address of a page."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/" if parts.scheme and parts.netloc else ""
