"""Rewards: create, change, archive, translate, and what one offers to a customer in a channel."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext_noop

from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.models import (
    Account,
    Badge,
    Reward,
    RewardClaim,
    RewardTranslation,
    Tier,
)
from saleor_loyalty_plugin.rules.facts import ChannelFacts, VariantFacts
from saleor_loyalty_plugin.rules.rewards import (
    UNSEEN,
    Claimant,
    ClaimStatus,
    RewardFacts,
    RewardKind,
    RewardLimit,
    RewardPlace,
    RewardTerms,
    availability,
    limits_of_reward,
    price_in_points,
    reward_cost,
)
from saleor_loyalty_plugin.rules.terms import ProgramTerms
from saleor_loyalty_plugin.rules.tiers import tiers_in_force
from saleor_loyalty_plugin.services.errors import LoyaltyProblem, ProblemCode
from saleor_loyalty_plugin.services.members.accounts import (
    accounts_of,
    is_banned,
    is_frozen,
    points_usable,
)
from saleor_loyalty_plugin.services.members.profiles import first_time_waived_ids
from saleor_loyalty_plugin.services.programs.parts import (
    check_window,
    checked_name,
    checked_time,
    invalid,
    locked_program_of_input,
)
from saleor_loyalty_plugin.services.programs.programs import (
    ActiveTerms,
    locked_program,
    terms_for_channels,
)
from saleor_loyalty_plugin.services.progress.reads import held_badges, progress_rows, tier_of

REWARDS_MAX = 500
POINTS_MAX = 1_000_000
COUNT_MAX = 1_000_000
RANK_MAX = 1_000_000
CLAIM_DAYS_MAX = 3_650
AMOUNT_MAX = Decimal(1_000_000)
DESCRIPTION_MAX = 10_000
URL_MAX = 2_048
ALT_MAX = 255

# What is offered ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class RewardOffer:
    """A reward as a channel offers it to one customer.

    `points` is what it costs, None where it has no price there; `points_proposed` what its price
    alone makes. `limits` is every reason why it can't be claimed now. `is_sold` says of a product
    that the channel sells it.
    """

    reward: Reward
    points: int | None
    points_proposed: int | None
    limits: tuple[RewardLimit, ...]
    is_sold: bool

    @property
    def is_claimable(self) -> bool:
        return not self.limits

    @property
    def is_seen(self) -> bool:
        """Whether shoppers see it, though they may not be able to claim it."""
        return not any(limit.code in UNSEEN for limit in self.limits)


def offers_of(
    *,
    rewards: Sequence[Reward],
    channel: ChannelFacts,
    customer_id: int | None,
    using: str,
    now: datetime,
) -> list[RewardOffer]:
    """What a channel offers to a customer, None for one whom nobody knows; in the given order.

    Read from the alias `using`, in a number of queries that doesn't grow with the rewards: terms
    and prices, and for a customer account, points, claims, waiver and purchases; tier and badges
    where some reward is for certain ones.
    """
    terms = terms_for_channels(channel_ids=[channel.channel_id], using=using)
    active = terms.get(channel.channel_id)
    sold = _sold(rewards, channel, using, now)
    claimant = None
    if customer_id is not None:
        claimant = _claimant(rewards, sold, active, customer_id, using, now)
    return [_offer(reward, channel, active, sold, claimant, now) for reward in rewards]


def is_offered(reward: Reward, *, now: datetime) -> bool:
    """Whether a reward stands in the catalogue at all, whatever a channel makes of it."""
    return not limits_of_reward(facts_of_reward(reward), now=now)


def terms_of_reward(reward: Reward) -> RewardTerms:
    """What a reward gives now, for a claim to keep."""
    return RewardTerms(
        kind=RewardKind(reward.kind),
        name=reward.name,
        variant_id=reward.variant_id,
        percentage=reward.percentage,
        amount=reward.amount,
        money_amount=reward.money_amount,
        currency=reward.currency,
    )


def facts_of_reward(reward: Reward) -> RewardFacts:
    """A stored reward as the rules see it."""
    return RewardFacts(
        reward_id=reward.pk,
        terms=terms_of_reward(reward),
        points=reward.points,
        first_time_only=reward.first_time_only,
        stock=reward.stock,
        claims_count=reward.claims_count,
        per_customer_limit=reward.per_customer_limit,
        starts_at=reward.starts_at,
        ends_at=reward.ends_at,
        is_active=reward.is_active,
        is_archived=reward.archived_at is not None,
        tier_ids=frozenset(reward.tier_ids),
        badge_ids=frozenset(reward.badge_ids),
    )


def _offer(
    reward: Reward,
    channel: ChannelFacts,
    active: ActiveTerms | None,
    sold: Mapping[int, VariantFacts],
    claimant: Claimant | None,
    now: datetime,
) -> RewardOffer:
    facts = facts_of_reward(reward)
    variant = sold.get(reward.variant_id) if reward.variant_id is not None else None
    place = _place(reward, channel, active, variant, now)
    return RewardOffer(
        reward=reward,
        points=reward_cost(facts, place),
        points_proposed=price_in_points(facts.terms, place),
        limits=availability(facts, place, claimant, now=now),
        is_sold=variant is not None,
    )


def _place(
    reward: Reward,
    channel: ChannelFacts,
    active: ActiveTerms | None,
    variant: VariantFacts | None,
    now: datetime,
) -> RewardPlace:
    here = active.terms.for_channel(channel.channel_id) if active is not None else None
    if active is None or here is None or active.program_id != reward.program_id:
        return RewardPlace(currency=channel.currency, factor=Decimal(0), has_program=False)
    terms = active.terms
    return RewardPlace(
        currency=channel.currency,
        factor=terms.reward_price_factor,
        is_spending_active=terms.is_active and terms.spending_active and here.spending_active,
        price=variant.price if variant is not None else None,
        product_id=variant.product_id if variant is not None else None,
        tier_names=_tier_names(terms, now) if reward.tier_ids else {},
        badge_names=_badge_names(terms) if reward.badge_ids else {},
    )


def _tier_names(terms: ProgramTerms, now: datetime) -> dict[int, str]:
    """The names of a program's tiers, lowest first."""
    return {tier.tier_id: tier.name for tier in tiers_in_force(terms.tiers, now)}


def _badge_names(terms: ProgramTerms) -> dict[int, str]:
    """The names of the badges that are there, in their order."""
    if not terms.badges_active:
        return {}
    badges = sorted(terms.badges, key=lambda badge: (badge.rank, badge.badge_id))
    return {badge.badge_id: badge.title for badge in badges}


def _sold(
    rewards: Sequence[Reward], channel: ChannelFacts, using: str, now: datetime
) -> dict[int, VariantFacts]:
    """The rewards' variants that the channel sells. A gift card is money: a reward of its own."""
    variant_ids = {reward.variant_id for reward in rewards if reward.variant_id is not None}
    if not variant_ids:
        return {}
    found = current_host().variant_facts(
        channel_id=channel.channel_id, variant_ids=variant_ids, using=using, now=now
    )
    return {item.variant_id: item for item in found if not item.is_gift_card}


def _claimant(
    rewards: Sequence[Reward],
    sold: Mapping[int, VariantFacts],
    active: ActiveTerms | None,
    customer_id: int,
    using: str,
    now: datetime,
) -> Claimant:
    account = None
    if active is not None:
        key = (customer_id, active.program_id)
        account = accounts_of(
            customer_ids={customer_id}, program_ids={active.program_id}, using=using
        ).get(key)
    once = [item for item in rewards if item.first_time_only and item.variant_id in sold]
    product_ids = {sold[item.variant_id].product_id for item in once if item.variant_id is not None}
    is_waived = bool(product_ids) and customer_id in first_time_waived_ids(
        customer_ids=[customer_id], using=using
    )
    bought: frozenset[int] = frozenset()
    if product_ids and not is_waived:
        bought = current_host().bought_product_ids(
            customer_id=customer_id, product_ids=product_ids, using=using
        )
    tier_id = _tier_id(rewards, account, active, using, now)
    if account is None:
        return Claimant(
            points_available=0,
            bought_product_ids=bought,
            first_time_waived=is_waived,
            tier_id=tier_id,
        )
    limited = [
        item.pk for item in rewards if item.per_customer_limit is not None or item.first_time_only
    ]
    return Claimant(
        points_available=points_usable([account], as_of=now, using=using)[account.pk],
        is_frozen=is_frozen(account),
        is_banned=is_banned(account),
        claims=_claims(account, limited, using),
        bought_product_ids=bought,
        first_time_waived=is_waived,
        tier_id=tier_id,
        badge_ids=_badge_ids(rewards, account, active, using),
    )


def _tier_id(
    rewards: Sequence[Reward],
    account: Account | None,
    active: ActiveTerms | None,
    using: str,
    now: datetime,
) -> int | None:
    """The tier of a customer. Nobody looks where no reward is for certain tiers."""
    if active is None or not any(reward.tier_ids for reward in rewards):
        return None
    rows = progress_rows([account.pk], using=using) if account is not None else {}
    progress = rows.get(account.pk) if account is not None else None
    tier = tier_of(progress, active_terms=active, now=now)
    return tier.tier_id if tier is not None else None


def _badge_ids(
    rewards: Sequence[Reward], account: Account, active: ActiveTerms | None, using: str
) -> frozenset[int]:
    """The badges of an account that are there. Nobody looks where no reward is for certain ones."""
    if active is None or not any(reward.badge_ids for reward in rewards):
        return frozenset()
    held = held_badges([account.pk], using=using)[account.pk]
    return frozenset(held) & _badge_names(active.terms).keys()


def _claims(account: Account, reward_ids: Sequence[int], using: str) -> dict[int, int]:
    """How many claims of each reward an account has that were not cancelled."""
    if not reward_ids:
        return {}
    rows = RewardClaim.objects.using(using).filter(account=account, reward_id__in=reward_ids)
    rows = rows.exclude(status=ClaimStatus.CANCELLED).order_by()
    return dict(rows.values_list("reward_id").annotate(Count("pk")))


# What staff change ----------------------------------------------------------------------------

_WITH_AMOUNT = (
    RewardKind.VOUCHER_AMOUNT,
    RewardKind.GIFT_CARD,
    RewardKind.EXPERIENCE,
    RewardKind.MERCHANDISE,
    RewardKind.DONATION,
)
# Settings that belong to some kinds. The others belong to all.
_KINDS_OF: Mapping[str, Collection[RewardKind]] = {
    "variant_id": (RewardKind.PRODUCT,),
    "money_amount": (RewardKind.PRODUCT,),
    "first_time_only": (RewardKind.PRODUCT,),
    "percentage": (RewardKind.VOUCHER_PERCENTAGE,),
    "amount": _WITH_AMOUNT,
    "currency": (RewardKind.PRODUCT, *_WITH_AMOUNT),
}
_NO_PRICE = gettext_noop("Say how many points it costs: it has no price that says so.")
_REQUIRED: Mapping[RewardKind, Mapping[str, str]] = {
    RewardKind.PRODUCT: {
        "variant_id": gettext_noop("Say which variant of a product it is."),
    },
    RewardKind.VOUCHER_PERCENTAGE: {
        "percentage": gettext_noop("Say which percentage it takes off, such as 10."),
        "points": _NO_PRICE,
    },
    RewardKind.VOUCHER_AMOUNT: {
        "amount": gettext_noop("Say which amount it takes off."),
    },
    RewardKind.FREE_SHIPPING: {"points": _NO_PRICE},
    RewardKind.GIFT_CARD: {
        "amount": gettext_noop("Say how much is on the gift card."),
    },
    RewardKind.EXPERIENCE: {},
    RewardKind.MERCHANDISE: {},
    RewardKind.DONATION: {},
}


def create_reward(*, program_id: int | None, settings: Mapping[str, Any], now: datetime) -> Reward:
    """Add a reward; `settings` maps fields of `Reward` to values. None: the default program.

    Raises `LoyaltyProblem`: NOT_FOUND (program, variant, tier, badge), REQUIRED (name, kind, what
    the kind needs), INVALID.
    """
    using = current_host().writer_alias()
    with transaction.atomic(using=using):
        program = locked_program_of_input(program_id, using)
        _check_room([program.pk], using, added=1)
        reward = Reward(program=program, created_at=now)
        _assign(reward, settings)
        reward.updated_at = now
        reward.save(using=using)
    return reward


def update_reward(*, reward_id: int, settings: Mapping[str, Any], now: datetime) -> Reward:
    """Change what is given; never the kind. Claims keep what they were made for.

    Raises `LoyaltyProblem`: NOT_FOUND (reward, variant, tier, badge), REQUIRED, INVALID.
    """
    using = current_host().writer_alias()
    with transaction.atomic(using=using):
        if _PARTS.keys() & settings.keys():
            # No tier or badge that is named here can be deleted meanwhile.
            rewards = Reward.objects.using(using).filter(pk=reward_id)
            for program_id in rewards.values_list("program_id", flat=True):
                locked_program(program_id, using=using)
        reward = _locked([reward_id], using, field="id")[0]
        _assign(reward, settings)
        reward.updated_at = now
        reward.save(using=using)
    return reward


def archive_rewards(*, reward_ids: Sequence[int], now: datetime) -> list[Reward]:
    """Take rewards out of the catalogue; claims of them stay good. All of them, or none.

    Archived ones keep their time. Raises `LoyaltyProblem`: REQUIRED (no ids), NOT_FOUND.
    """
    using = current_host().writer_alias()
    with transaction.atomic(using=using):
        found = _locked(reward_ids, using, field="ids")
        live = [item for item in found if item.archived_at is None]
        Reward.objects.using(using).filter(pk__in=[item.pk for item in live]).update(
            archived_at=now, updated_at=now
        )
    for item in live:
        item.archived_at = item.updated_at = now
    return found


def unarchive_rewards(*, reward_ids: Sequence[int], now: datetime) -> list[Reward]:
    """Put archived rewards back into the catalogue, as they were. All of them, or none.

    Raises `LoyaltyProblem`: REQUIRED (no ids), NOT_FOUND, INVALID (too many in the catalogue).
    """
    using = current_host().writer_alias()
    with transaction.atomic(using=using):
        programs = Reward.objects.using(using).filter(pk__in=reward_ids).order_by("program_id")
        for program_id in programs.values_list("program_id", flat=True).distinct():
            # Two at once would pass the bound together.
            locked_program(program_id, using=using)
        found = _locked(reward_ids, using, field="ids")
        archived = [item for item in found if item.archived_at is not None]
        Reward.objects.using(using).filter(pk__in=[item.pk for item in archived]).update(
            archived_at=None, updated_at=now
        )
        _check_room({item.program_id for item in archived}, using, added=0)
    for item in archived:
        item.archived_at, item.updated_at = None, now
    return found


def translate_reward(
    *, reward_id: int, language_code: str, texts: Mapping[str, Any], now: datetime
) -> Reward:
    """Keep texts in another language; `texts` maps `name` and `description` to words.

    What is left out stays; an empty text falls back to the reward's own.
    Raises `LoyaltyProblem`: NOT_FOUND, INVALID.
    """
    values = {}
    if "name" in texts:
        values["name"] = checked_name(texts["name"]) if str(texts["name"] or "").strip() else ""
    if "description" in texts:
        values["description"] = _checked_description(str(texts["description"] or "").strip())
    using = current_host().writer_alias()
    with transaction.atomic(using=using):
        reward = _locked([reward_id], using, field="id")[0]
        RewardTranslation.objects.using(using).update_or_create(
            reward=reward, language_code=language_code, defaults=values
        )
        Reward.objects.using(using).filter(pk=reward.pk).update(updated_at=now)
        reward.updated_at = now
    return reward


def translations_of(
    *, reward_ids: Collection[int], using: str
) -> dict[int, list[RewardTranslation]]:
    """The translations of rewards, by language; one query."""
    found: defaultdict[int, list[RewardTranslation]] = defaultdict(list)
    rows = RewardTranslation.objects.using(using).filter(reward_id__in=reward_ids)
    for row in rows.order_by("language_code"):
        found[row.reward_id].append(row)
    return dict(found)


def _locked(reward_ids: Sequence[int], using: str, *, field: str) -> list[Reward]:
    """Rewards in the given order, each once; locked by ascending id, so that nobody waits in a
    ring. Raises `LoyaltyProblem`: REQUIRED, NOT_FOUND.
    """
    if not reward_ids:
        raise LoyaltyProblem(
            ProblemCode.REQUIRED, "Name at least one reward by its ID.", field=field
        )
    rows = Reward.objects.using(using).filter(pk__in=reward_ids).order_by("pk")
    found = {row.pk: row for row in rows.select_for_update()}
    if set(reward_ids) - found.keys():
        raise LoyaltyProblem(ProblemCode.NOT_FOUND, "No reward has this ID.", field=field)
    return [found[pk] for pk in dict.fromkeys(reward_ids)]


def _check_room(program_ids: Collection[int], using: str, *, added: int) -> None:
    """Raises `LoyaltyProblem`: INVALID, where a catalogue would hold too many to be shown."""
    rows = Reward.objects.using(using).filter(program_id__in=program_ids, archived_at=None)
    counts = rows.order_by().values_list("program_id").annotate(count=Count("pk"))
    if any(count + added > REWARDS_MAX for _, count in counts):
        raise LoyaltyProblem(
            ProblemCode.INVALID,
            "A program has at most %(maximum)s rewards that are not archived. Archive some first.",
            values={"maximum": REWARDS_MAX},
        )


def _assign(reward: Reward, settings: Mapping[str, Any]) -> None:
    """Check settings and put them on a reward, new or old."""
    if reward.pk is None:
        for name, message in (
            ("name", gettext_noop("Give the reward a name; shoppers read it.")),
            ("kind", gettext_noop("Say what kind of reward it is.")),
        ):
            if settings.get(name) is None:
                raise LoyaltyProblem(ProblemCode.REQUIRED, message, field=name)
    elif settings.get("kind", reward.kind) != reward.kind:
        raise invalid(
            "kind", gettext_noop("The kind of a reward can't be changed. Create another reward.")
        )
    kind = RewardKind(settings.get("kind", reward.kind))
    for name, value in settings.items():
        if name in _PARTS:
            setattr(reward, name, _checked_parts(reward, name, value))
        elif kind in _KINDS_OF.get(name, RewardKind):
            setattr(reward, name, _checked(name, value))
        elif value is not None and value is not False and value != "":
            raise invalid(
                name,
                gettext_noop("This belongs to rewards of other kinds than %(kind)s. Leave it out."),
                kind=str(kind),
            )
    _check_whole(reward, kind)
    _check_currency(reward, settings)
    if "variant_id" in settings and reward.variant_id is not None:
        _check_variant(reward.variant_id)


def _check_whole(reward: Reward, kind: RewardKind) -> None:
    """What the settings say together."""
    for name, message in _REQUIRED[kind].items():
        if getattr(reward, name) is None:
            raise LoyaltyProblem(ProblemCode.REQUIRED, message, field=name)
    if kind is not RewardKind.PRODUCT and reward.points is None and reward.amount is None:
        raise LoyaltyProblem(
            ProblemCode.REQUIRED,
            "Say how many points it costs, or which amount they follow from.",
            field="points",
        )
    if reward.stock is not None and reward.stock < reward.claims_count:
        raise invalid(
            "stock",
            gettext_noop("Give a stock of at least %(least)s: so many were claimed already."),
            least=reward.claims_count,
        )
    check_window(reward.starts_at, reward.ends_at)


def _check_currency(reward: Reward, settings: Mapping[str, Any]) -> None:
    """An amount has a currency, and fits into its smallest unit; nothing else has one."""
    name = "money_amount" if reward.money_amount is not None else "amount"
    amount = reward.money_amount if reward.money_amount is not None else reward.amount
    if amount is None:
        if settings.get("currency"):
            raise invalid(
                "currency",
                gettext_noop("A currency belongs to an amount. Give one, or leave this out."),
            )
        reward.currency = ""
        return
    digits = {item.currency: item.currency_digits for item in current_host().channels()}
    if not reward.currency:
        raise LoyaltyProblem(
            ProblemCode.REQUIRED,
            "Say in which currency the amount is, such as EUR.",
            field="currency",
        )
    if reward.currency not in digits:
        raise invalid("currency", gettext_noop("No channel has this currency."))
    if amount != round(amount, digits[reward.currency]):
        raise invalid(
            name,
            gettext_noop("Give an amount with at most %(digits)s decimals in %(currency)s."),
            digits=digits[reward.currency],
            currency=reward.currency,
        )


_PARTS: Mapping[str, tuple[Any, str]] = {
    "tier_ids": (Tier, gettext_noop("No tier of this program has this ID.")),
    "badge_ids": (Badge, gettext_noop("No badge of this program has this ID.")),
}


def _checked_parts(reward: Reward, name: str, ids: Sequence[int]) -> list[int]:
    """Tiers or badges of the reward's own program, each once."""
    model, message = _PARTS[name]
    using = current_host().writer_alias()
    rows = model.objects.using(using).filter(program_id=reward.program_id, pk__in=ids)
    if rows.count() != len(set(ids)):
        raise LoyaltyProblem(ProblemCode.NOT_FOUND, message, field=name)
    return sorted(set(ids))


def _check_variant(variant_id: int) -> None:
    is_gift_card = current_host().known_variants([variant_id]).get(variant_id)
    if is_gift_card is None:
        raise LoyaltyProblem(
            ProblemCode.NOT_FOUND, "No product variant has this ID.", field="variant_id"
        )
    if is_gift_card:
        raise invalid(
            "variant_id",
            gettext_noop(
                "A gift card is no product reward. Create a reward of the kind GIFT_CARD."
            ),
        )


def _checked(name: str, value: Any) -> Any:
    """One setting, as it is stored."""
    if name == "name":
        return checked_name(value)
    if name == "kind":
        return RewardKind(value).value
    if name in ("starts_at", "ends_at"):
        return checked_time(name, value)
    if name == "description":
        return _checked_description(str(value or "").strip())
    if name == "image_url":
        return _checked_url(str(value or "").strip())
    if name == "image_alt":
        return _checked_alt(str(value or "").strip())
    if name == "currency":
        return str(value or "").strip().upper()
    if name in _NUMBERS:
        allowed, text = _NUMBERS[name]
        if value is not None and value not in allowed:
            raise invalid(name, text, least=allowed[0], most=allowed[-1])
        return value
    if name == "percentage":
        return _checked_percentage(value)
    if name in ("amount", "money_amount"):
        return _checked_amount(name, value)
    return value


_NUMBERS = {
    "points": (range(1, POINTS_MAX + 1), gettext_noop("Give %(least)s to %(most)s points.")),
    "stock": (
        range(COUNT_MAX + 1),
        gettext_noop("Give a number from %(least)s to %(most)s, or null for no bound."),
    ),
    "per_customer_limit": (
        range(1, COUNT_MAX + 1),
        gettext_noop("Give a number from %(least)s to %(most)s, or null for no bound."),
    ),
    "claim_days": (
        range(1, CLAIM_DAYS_MAX + 1),
        gettext_noop("Give %(least)s to %(most)s days, or null for no end."),
    ),
    "rank": (
        range(-RANK_MAX, RANK_MAX + 1),
        gettext_noop("Give a number from %(least)s to %(most)s."),
    ),
}


def _checked_description(text: str) -> str:
    if len(text) > DESCRIPTION_MAX:
        raise invalid(
            "description",
            gettext_noop("Give a description of at most %(maximum)s characters."),
            maximum=DESCRIPTION_MAX,
        )
    return text


def _checked_url(text: str) -> str:
    """An address that a page can show; nothing that a browser would run."""
    if text and not _is_web_address(text):
        raise invalid(
            "image_url",
            gettext_noop(
                "Give an address that begins with https:// or http://, of at most %(maximum)s"
                " characters and without spaces."
            ),
            maximum=URL_MAX,
        )
    return text


def _is_web_address(text: str) -> bool:
    if len(text) > URL_MAX or any(sign.isspace() or not sign.isprintable() for sign in text):
        return False
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def _checked_alt(text: str) -> str:
    if len(text) > ALT_MAX:
        raise invalid(
            "image_alt",
            gettext_noop("Give a text of at most %(maximum)s characters."),
            maximum=ALT_MAX,
        )
    return text


def _checked_percentage(value: Decimal | None) -> Decimal | None:
    if value is not None and not (0 < value <= 100 and value == round(value, 2)):
        raise invalid(
            "percentage",
            gettext_noop("Give a percentage above 0, at most 100, with at most two decimals."),
        )
    return value


def _checked_amount(name: str, value: Decimal | None) -> Decimal | None:
    if value is not None and not (0 < value <= AMOUNT_MAX and value == round(value, 3)):
        raise invalid(
            name,
            gettext_noop("Give an amount above 0 to %(maximum)s with at most three decimals."),
            maximum=AMOUNT_MAX,
        )
    return value
