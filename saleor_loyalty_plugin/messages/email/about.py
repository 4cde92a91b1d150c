"""What e-mails of each kind say beside what all of them do: the variables of their own.

Within `speaking`; see `contexts.py` for what payloads hold. What is gone leaves its variables
empty, and what the payload remembers of it is told.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from babel.lists import format_list
from django.utils.translation import gettext as _

from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.messages.email import words
from saleor_loyalty_plugin.messages.email.formats import Formats
from saleor_loyalty_plugin.messages.email.reads import Batch, Wish
from saleor_loyalty_plugin.messages.settings import product_address
from saleor_loyalty_plugin.models import Entry, RewardClaim, TierChange
from saleor_loyalty_plugin.rules import rewards, tiers
from saleor_loyalty_plugin.rules.balances import shown_balance
from saleor_loyalty_plugin.rules.expiry import NOT_BEFORE_AN_EVENT
from saleor_loyalty_plugin.rules.facts import ChannelFacts
from saleor_loyalty_plugin.rules.messages import MessageKind
from saleor_loyalty_plugin.rules.redemption import has_rate, value_of_points
from saleor_loyalty_plugin.rules.tiers import TierBasis
from saleor_loyalty_plugin.services.explanations import explanation_message, reason_message
from saleor_loyalty_plugin.services.programs.programs import ActiveTerms
from saleor_loyalty_plugin.services.progress.reads import progress_of
from saleor_loyalty_plugin.services.rewards.claim_rows import terms_of

PRODUCTS_MAX = 4
REWARDS_MAX = 4
ENTRIES_MAX = 12
EXPIRIES_MAX = 3
_INSTANT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """One e-mail that is made, with all that was read for its batch."""

    wish: Wish
    batch: Batch
    formats: Formats
    channel: ChannelFacts | None

    @property
    def active(self) -> ActiveTerms:
        return self.batch.terms[self.wish.account.program_id]


# Helpers --------------------------------------------------------------------------------------


def worth(subject: Subject, points: int) -> str:
    """What points are worth in the channel, as money; empty for none, and where they can't be
    used."""
    if points <= 0:
        return ""
    channel, terms = subject.channel, subject.active.terms
    here = terms.for_channel(channel.channel_id) if channel is not None else None
    if channel is None or here is None or here.redeem_points <= 0:
        return ""
    is_on = terms.is_active and terms.spending_active and here.spending_active
    if not is_on or not has_rate(terms, channel, home=subject.batch.places.home):
        return ""
    amount = value_of_points(points, here, channel.currency_digits)
    return subject.formats.money(amount, channel.currency)


def in_language[T](texts: Sequence[T], language_code: str) -> T | None:
    """The translation into a language, or into the one it is a form of."""
    by_code = {str(getattr(row, "language_code", "")).lower(): row for row in texts}
    return by_code.get(language_code) or by_code.get(language_code.partition("-")[0])


def last_day(subject: Subject, ends_at: datetime) -> str:
    """The last day before a moment: what expires at midnight is good through the day before."""
    return subject.formats.day(ends_at - _INSTANT)


def _moment(value: Any) -> datetime | None:
    try:
        return datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _discount(subject: Subject, percentage: Decimal | None, amount: Decimal | None) -> str:
    """A discount as a text; empty for none."""
    if percentage:
        return subject.formats.percentage(percentage)
    currency = subject.active.terms.tier_currency
    return subject.formats.money(amount, currency) if amount and currency else ""


# Points ---------------------------------------------------------------------------------------


def _points_credited(subject: Subject) -> dict[str, Any]:
    entry = subject.batch.entry_of(subject.wish)
    formats = subject.formats
    if entry is None:
        return {"entry": dict.fromkeys(_ENTRY, "") | {"is_debit": False, "steps": []}}
    return {
        "entry": {
            "points": formats.number(abs(entry.points)),
            "signed": formats.signed(entry.points),
            "points_text": formats.points(abs(entry.points)),
            "is_debit": entry.points < 0,
            "reason": reason_message(entry.reason, entry.source_label),
            "date": formats.day(entry.created_at),
            "usable_from": _usable_from(subject, entry),
            "expires_on": last_day(subject, entry.expires_at) if entry.expires_at else "",
            "steps": [_step(step) for step in entry.explanation],
        }
    }


_ENTRY = ("points", "signed", "points_text", "reason", "date", "usable_from", "expires_on")


def _usable_from(subject: Subject, entry: Entry) -> str:
    if entry.activates_at is None or entry.activates_at <= subject.batch.now:
        return ""
    if entry.activates_at >= NOT_BEFORE_AN_EVENT:
        return _("the shipping of your order")
    return subject.formats.day(entry.activates_at)


def _step(step: Mapping[str, Any]) -> str:
    return explanation_message(str(step.get("code", "")), step.get("values") or {})


def _points_expiring(subject: Subject) -> dict[str, Any]:
    formats, batch = subject.formats, subject.batch
    until = subject.wish.day_of("expiresOn")
    due = [
        (expires_at, points)
        for expires_at, points in batch.expiring.get(subject.wish.account.pk, ())
        if until is None or formats.local_day(expires_at) <= until
    ]
    total = sum(points for _, points in due)
    by_day = _by_day(subject, due)
    return {
        "expiring": [words.points_at(formats, *item) for item in by_day],
        "expiring_total": {
            "points": formats.number(total),
            "name": formats.points_name(total),
            "points_text": formats.points(total),
            "is_one": total == 1,
            "until": last_day(subject, due[-1][0]) if due else "",
            "worth": worth(subject, total),
        },
        "expiring_first": _first(subject, by_day),
        "expiring_later": [words.points_at(formats, *item) for item in by_day[1:]],
    }


def _first(subject: Subject, by_day: Sequence[tuple[date, int]]) -> dict[str, Any]:
    if not by_day:
        return dict.fromkeys(_FIRST, "") | {"is_one": False}
    day, points = by_day[0]
    return words.first_points_at(subject.formats, day, points, worth=worth(subject, points))


_FIRST = ("date", "points", "name", "points_text", "is_one", "worth")


def _by_day(subject: Subject, due: Sequence[tuple[datetime, int]]) -> list[tuple[date, int]]:
    """Points that expire by their last day, soonest first."""
    sums: dict[date, int] = {}
    for expires_at, points in due:
        day = subject.formats.local_day(expires_at - _INSTANT)
        sums[day] = sums.get(day, 0) + points
    return list(sums.items())


def _balance_reached(subject: Subject) -> dict[str, Any]:
    formats, batch = subject.formats, subject.batch
    threshold = subject.wish.id_of("threshold") or 0
    usable = batch.usable[subject.wish.account.pk]
    channel_id = subject.channel.channel_id if subject.channel is not None else None
    sold = batch.sold.get(channel_id, frozenset()) if channel_id is not None else frozenset()
    enough = [
        reward
        for reward in batch.rewards.get(subject.wish.account.program_id, ())
        if (reward.points or 0) <= usable
        and (reward.variant_id is None or reward.variant_id in sold)
        and reward.currency in ("", subject.channel.currency if subject.channel else "")
    ]
    enough.sort(key=lambda reward: -(reward.points or 0))
    return {
        "threshold": {
            "points": formats.number(threshold),
            "points_text": formats.points(threshold),
        },
        "rewards": [
            {
                "name": _reward_text(subject, reward.pk, "name", reward.name),
                "points": formats.number(reward.points or 0),
                "points_text": formats.points(reward.points or 0),
            }
            for reward in enough[:REWARDS_MAX]
        ],
    }


# Tiers and badges -----------------------------------------------------------------------------


def tier_name(subject: Subject, tier: tiers.Tier) -> str:
    """A tier's name in the language of the e-mail; a season's own comes before."""
    row = subject.batch.tiers.get(tier.tier_id)
    if row is not None and tier.name != row.name:
        return tier.name
    text = in_language(subject.batch.tier_texts.get(tier.tier_id, ()), _code(subject))
    return (text.name if text is not None else "") or tier.name


def _code(subject: Subject) -> str:
    return subject.formats.language_code


def _tier_moved(subject: Subject) -> dict[str, Any]:
    payload, active = subject.wish.payload, subject.active
    in_force = tiers.tiers_in_force(active.terms.tiers, subject.batch.now)
    by_id = {tier.tier_id: tier for tier in in_force}
    progress = progress_of(
        subject.batch.progress.get(subject.wish.account.pk),
        active_terms=active,
        now=subject.batch.now,
    )
    to, before = (subject.wish.id_of(name) for name in ("toTierId", "fromTierId"))
    tier = by_id.get(to) if to is not None else None
    former = by_id.get(before) if before is not None else None
    upwards = progress.next_tier
    return {
        "tier": _tier(subject, tier, name=str(payload.get("toName") or "")),
        "previous_tier": {
            "name": tier_name(subject, former)
            if former is not None
            else str(payload.get("fromName") or "")
        },
        "next_tier": {
            "name": tier_name(subject, upwards) if upwards is not None else "",
            "missing": _missing(subject, progress.missing) if upwards is not None else "",
        },
    }


def _tier(subject: Subject, tier: tiers.Tier | None, *, name: str) -> dict[str, Any]:
    """`name` is what the payload remembers, for a tier that is gone."""
    progress = subject.batch.progress.get(subject.wish.account.pk)
    since = progress.tier_since if progress is not None else None
    until = _moment(subject.wish.payload.get("until"))
    found: dict[str, Any] = {
        "name": name,
        "description": "",
        "benefits": [],
        "since": subject.formats.day(since or subject.batch.now),
        "until": last_day(subject, until) if until is not None else "",
    }
    if tier is None:
        return found
    row = subject.batch.tiers.get(tier.tier_id)
    text = in_language(subject.batch.tier_texts.get(tier.tier_id, ()), _code(subject))
    description = (text.description if text is not None else "") or (row.description if row else "")
    perks = (text.perks if text is not None else []) or (row.perks if row is not None else [])
    return {
        **found,
        "name": tier_name(subject, tier),
        "description": description,
        "benefits": words.benefits(
            subject.formats,
            discount=_discount(subject, tier.discount_percentage, tier.discount_amount),
            is_for_some=bool(tier.product_ids),
            free_shipping=tier.free_shipping,
            multiplier=tier.earning_multiplier,
            perks=perks,
        ),
    }


def _missing(subject: Subject, missing: Decimal) -> str:
    terms = subject.active.terms
    if terms.tier_basis is TierBasis.POINTS:
        return subject.formats.points(int(missing))
    return subject.formats.money(missing, terms.tier_currency)


def _tier_raised(subject: Subject) -> dict[str, Any]:
    return {
        **_tier_moved(subject),
        "gift": _gift(subject),
        "products": _products(subject),
    }


def _gift(subject: Subject) -> dict[str, Any]:
    """What reaching the tier gave, with what tiers passed on the way gave at the same moment."""
    source = f"tier:{subject.wish.id_of('toTierId')}"
    account_id = subject.wish.account.pk
    grants = subject.batch.grants.get(account_id, ())
    claims = [
        claim
        for claim in subject.batch.given.get(account_id, ())
        if claim.status == rewards.ClaimStatus.CLAIMED
    ]
    moments = {
        *(item.created_at for item in grants if item.source == source),
        *(item.created_at for item in claims if (item.key or "").startswith(f"{source}:")),
    }
    newest = max(moments, default=None)
    points = sum(item.points for item in grants if item.created_at == newest)
    given = [_claim(subject, claim) for claim in claims if claim.created_at == newest]
    names = [subject.formats.points(points)] if points else []
    names += [claim["name"] for claim in given]
    return {
        "text": format_list(names, locale=subject.formats.locale) if names else "",
        "points_text": subject.formats.points(points) if points else "",
        "rewards": given,
    }


def _products(subject: Subject) -> list[dict[str, str]]:
    if subject.channel is None:
        return []
    bought = subject.batch.bought.get(subject.wish.account.customer_id, frozenset())
    found = subject.batch.products.get(subject.channel.channel_id, ())
    fresh = [item for item in found if item.product_id not in bought]
    pattern = subject.batch.sender_of(subject.wish, subject.channel).product_url
    return [
        {
            "name": item.name,
            "slug": item.slug,
            "url": product_address(pattern, slug=item.slug),
            "price": subject.formats.money(item.price, subject.channel.currency),
            "image_url": item.image_url,
            "image_alt": item.image_alt,
        }
        for item in fresh[:PRODUCTS_MAX]
    ]


def _badge_unlocked(subject: Subject) -> dict[str, Any]:
    badge_id = subject.wish.id_of("badgeId")
    badge = subject.batch.badges.get(badge_id) if badge_id is not None else None
    if badge is None:
        title = str(subject.wish.payload.get("title") or "")
        return {"badge": dict.fromkeys(_BADGE, "") | {"title": title}}
    text = in_language(subject.batch.badge_texts.get(badge.pk, ()), _code(subject))
    discount = _discount(subject, badge.discount_percentage, badge.discount_amount)
    return {
        "badge": {
            "title": (text.title if text is not None else "") or badge.title,
            "description": (text.description if text is not None else "") or badge.description,
            "symbol": badge.symbol,
            "picture_url": current_host().media_url(None, badge.icon) if badge.icon else "",
            "benefit": words.badge_benefit(
                subject.formats, discount=discount, is_for_some=bool(badge.product_ids)
            ),
        }
    }


_BADGE = ("title", "description", "symbol", "picture_url", "benefit")


# Rewards --------------------------------------------------------------------------------------


def _reward_claimed(subject: Subject) -> dict[str, Any]:
    claim_id = subject.wish.id_of("claimId")
    claim = subject.batch.claims.get(claim_id) if claim_id is not None else None
    if claim is None or claim.account_id != subject.wish.account.pk:
        return {"reward": dict.fromkeys(_REWARD, "")}
    return {"reward": _claim(subject, claim)}


_REWARD = (
    "name",
    "description",
    "code",
    "how",
    "until",
    "points",
    "points_text",
    "image_url",
    "image_alt",
)


def _claim(subject: Subject, claim: RewardClaim) -> dict[str, str]:
    formats, reward = subject.formats, claim.reward
    return {
        "name": _reward_text(subject, reward.pk, "name", _claimed_name(claim)),
        "description": _reward_text(subject, reward.pk, "description", reward.description),
        "code": claim.code,
        "how": words.how_to_use(reward.kind),
        "until": last_day(subject, claim.expires_at) if claim.expires_at else "",
        "points": formats.number(claim.points) if claim.points else "",
        "points_text": formats.points(claim.points) if claim.points else "",
        "image_url": reward.image_url,
        "image_alt": reward.image_alt,
    }


def _claimed_name(claim: RewardClaim) -> str:
    """What the reward was called when it was claimed."""
    try:
        return terms_of(claim).name
    except (KeyError, ValueError, InvalidOperation):
        return claim.reward.name


def _reward_text(subject: Subject, reward_id: int, field: str, fallback: str) -> str:
    text = in_language(subject.batch.reward_texts.get(reward_id, ()), _code(subject))
    return (getattr(text, field) if text is not None else "") or fallback


# Statements -----------------------------------------------------------------------------------


def _statement(subject: Subject) -> dict[str, Any]:
    wish, formats = subject.wish, subject.formats
    period, moved = wish.period, subject.batch.movements.get(wish.number)
    due = subject.batch.expiring.get(wish.account.pk, ())
    expiring = [words.points_at(formats, *item) for item in _by_day(subject, due)[:EXPIRIES_MAX]]
    if period is None or moved is None:
        return {"statement": dict.fromkeys(_STATEMENT, "") | {"entries": []}, "expiring": expiring}
    first, last = formats.day(period.first), formats.day(period.last)
    opening, closing = (
        shown_balance(balance, subject.active.terms.negative_balance)
        for balance in (moved.opening, moved.closing)
    )
    shown = moved.entries[:ENTRIES_MAX]
    said: dict[str, Any] = {
        "statement": {
            "period": formats.period(period.first, period.last),
            "from": first,
            "to": last,
            "opening": formats.points(opening),
            "closing": formats.points(closing),
            "closing_points": formats.number(closing),
            "closing_name": formats.points_name(closing),
            "received": formats.signed(moved.points_in),
            "spent": formats.signed(moved.points_out),
            "worth": worth(subject, closing),
            "entries": [entry_line(subject, entry) for entry in shown],
            "more": words.more_entries(moved.count - len(shown), has_file=True),
            "has_file": True,
        },
        "expiring": expiring,
    }
    if wish.number in subject.batch.tiers_then:
        said["tier"] = {"name": _tier_then(subject, subject.batch.tiers_then[wish.number])}
    return said


def _tier_then(subject: Subject, reached: TierChange | None) -> str:
    """The name of the tier that the customer had after a change, in the language of the e-mail."""
    if reached is None or reached.to_tier_id is None:
        return ""
    row = subject.batch.tiers.get(reached.to_tier_id)
    if row is None or row.name != reached.to_name:
        return reached.to_name
    text = in_language(subject.batch.tier_texts.get(row.pk, ()), _code(subject))
    return (text.name if text is not None else "") or reached.to_name


_STATEMENT = (
    *("period", "from", "to", "opening", "closing", "closing_points", "closing_name"),
    *("received", "spent", "worth", "more", "has_file"),
)


def entry_line(subject: Subject, entry: Entry) -> dict[str, str]:
    """One movement of a statement."""
    balance = shown_balance(entry.balance_after, subject.active.terms.negative_balance)
    return {
        "date": subject.formats.short_day(entry.created_at),
        "reason": reason_message(entry.reason, entry.source_label),
        "signed": subject.formats.signed(entry.points),
        "balance": subject.formats.number(balance),
    }


ABOUT: Mapping[MessageKind, Callable[[Subject], dict[str, Any]]] = {
    MessageKind.POINTS_CREDITED: _points_credited,
    MessageKind.TIER_RAISED: _tier_raised,
    MessageKind.TIER_LOWERED: _tier_moved,
    MessageKind.BADGE_UNLOCKED: _badge_unlocked,
    MessageKind.POINTS_EXPIRING: _points_expiring,
    MessageKind.BALANCE_REACHED: _balance_reached,
    MessageKind.REWARD_CLAIMED: _reward_claimed,
    MessageKind.STATEMENT: _statement,
}
