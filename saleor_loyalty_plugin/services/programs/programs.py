"""Programs: which one a channel has, its terms in force, and changing them."""

import dataclasses
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from zoneinfo import available_timezones

from django.contrib.postgres.expressions import ArraySubquery
from django.db import transaction
from django.db.models import Exists, F, OuterRef, ProtectedError, Q, QuerySet
from django.utils.translation import gettext_noop

from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.models import Account, Program, ProgramChannel, ProgramVersion, Reward
from saleor_loyalty_plugin.models import Badge as StoredBadge
from saleor_loyalty_plugin.models import Bonus as StoredBonus
from saleor_loyalty_plugin.models import EarningRule as StoredRule
from saleor_loyalty_plugin.models import Tier as StoredTier
from saleor_loyalty_plugin.rules.badges import Badge, BadgeBasis, BadgeDiscounts
from saleor_loyalty_plugin.rules.bonuses import Bonus, BonusTrigger, Frequency, LimitPeriod
from saleor_loyalty_plugin.rules.earning_rules import ID_SETS, EarningRule
from saleor_loyalty_plugin.rules.expiry import ExpiryPolicy, ExpiryRoundTo, ExpiryTerms
from saleor_loyalty_plugin.rules.money import Rounding
from saleor_loyalty_plugin.rules.redemption import home_currency
from saleor_loyalty_plugin.rules.spendable_goods import (
    GOODS_SETS,
    SpendableGoods,
    SpendableGoodsMode,
)
from saleor_loyalty_plugin.rules.terms import (
    ChannelTerms,
    EarnBasis,
    EarnMode,
    EarnTrigger,
    Eligibility,
    NegativeBalance,
    ProgramTerms,
    RedemptionMethod,
    ReviewLimit,
)
from saleor_loyalty_plugin.rules.tiers import Tier, TierBasis, TierDemotion, TierSeason
from saleor_loyalty_plugin.services.errors import LoyaltyProblem, ProblemCode
from saleor_loyalty_plugin.services.programs.badge_icons import delete_icon_after_commit

POINTS_SETTING_MAX = 1_000_000
AMOUNT_SETTING_MAX = Decimal(1_000_000)
_POINTS_MESSAGE = gettext_noop("Give %(least)s to %(most)s points.")
_AMOUNT_FROM_ZERO = gettext_noop(
    "Give an amount from 0 to %(maximum)s with at most three decimals."
)
_AMOUNT_ABOVE_ZERO = gettext_noop(
    "Give an amount above 0 to %(maximum)s with at most three decimals."
)
_DAYS_MESSAGE = gettext_noop("Give %(least)s to %(most)s days.")
_NUMBERS = {
    "hold_minutes": (
        range(5, 7 * 24 * 60 + 1),
        gettext_noop("Give %(least)s to %(most)s minutes (a week)."),
    ),
    "pending_days": (range(366), _DAYS_MESSAGE),
    "restored_points_days": (range(366), _DAYS_MESSAGE),
    "expiry_days": (range(1, 3651), _DAYS_MESSAGE),
    "expiry_months": (range(1, 121), gettext_noop("Give %(least)s to %(most)s months.")),
    "expiry_month": (range(1, 13), gettext_noop("Give a month from %(least)s to %(most)s.")),
    "expiry_day": (range(1, 32), gettext_noop("Give a day from %(least)s to %(most)s.")),
    "registration_points": (range(POINTS_SETTING_MAX + 1), _POINTS_MESSAGE),
    "newsletter_points": (range(POINTS_SETTING_MAX + 1), _POINTS_MESSAGE),
    "review_points": (range(POINTS_SETTING_MAX + 1), _POINTS_MESSAGE),
    "referrer_points": (range(POINTS_SETTING_MAX + 1), _POINTS_MESSAGE),
    "referee_points": (range(POINTS_SETTING_MAX + 1), _POINTS_MESSAGE),
    "tier_grace_days": (range(1, 731), _DAYS_MESSAGE),
}
# Whether 0 is an amount that they can be set to.
_AMOUNTS = {"referral_order_value_from": True, "reward_price_factor": False}
_METADATA_KEYS = frozenset(
    {
        "newsletter_metadata_key",
        "referral_metadata_key",
        "birthday_metadata_key",
        "tier_metadata_key",
    }
)
METADATA_KEY_MAX = 256
GOODS_IDS_MAX = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class ActiveTerms:
    """Terms, with the version that they are stored under and since when that is in force."""

    program_id: int
    version_id: int
    in_force_since: datetime
    terms: ProgramTerms


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelSettings:
    """Settings for one channel; `values` maps field names of `ProgramChannel` to new values."""

    channel_id: int
    values: Mapping[str, Any]


def terms_for_channel(*, channel_id: int) -> ActiveTerms | None:
    """The terms in force in a channel: of the program that lists it, else of the default one."""
    version = _versions_for_channel(channel_id).first()
    return terms_under(version) if version is not None else None


def terms_for_channels(*, channel_ids: Collection[int], using: str) -> dict[int, ActiveTerms]:
    """The terms in force by channel, in one query; channels without a program are absent."""
    listed = ProgramChannel.objects.filter(
        program=OuterRef("program"), channel_id__in=list(channel_ids)
    )
    newest = (
        ProgramVersion.objects.using(using)
        .annotate(listed_ids=ArraySubquery(listed.values("channel_id")))
        .annotate(is_default=F("program__is_default"))
        .filter(Exists(listed) | Q(program__is_default=True))
        .order_by("program_id", "-number")
        .distinct("program_id")
    )
    found: dict[int, ActiveTerms] = {}
    fallback: ActiveTerms | None = None
    for version in newest:
        active = terms_under(version)
        found |= dict.fromkeys(version.listed_ids, active)
        fallback = active if version.is_default else fallback
    if fallback is not None:
        found = {**dict.fromkeys(channel_ids, fallback), **found}
    return found


def program_for_channel(*, channel_id: int) -> Program | None:
    """The program that covers a channel, switched on or not."""
    version = _versions_for_channel(channel_id).select_related("program").first()
    return version.program if version is not None else None


def default_program() -> Program:
    """The program that exists after `migrate`, over every channel that no other lists."""
    return Program.objects.using(current_host().writer_alias()).get(is_default=True)


def _versions_for_channel(channel_id: int) -> Any:
    listing = ProgramChannel.objects.filter(program=OuterRef("program"), channel_id=channel_id)
    return (
        ProgramVersion.objects.using(current_host().writer_alias())
        .annotate(is_listed=Exists(listing))
        .filter(Q(is_listed=True) | Q(program__is_default=True))
        .order_by("-is_listed", "-number")
    )


def current_terms(*, program_id: int) -> ActiveTerms:
    """The newest terms of a program."""
    version = (
        ProgramVersion.objects.using(current_host().writer_alias())
        .filter(program_id=program_id)
        .latest("number")
    )
    return terms_under(version)


def terms_at(*, program_id: int, moment: datetime) -> ActiveTerms:
    """The terms of a program that were in force at a time; before the first, the first."""
    versions = ProgramVersion.objects.using(current_host().writer_alias()).filter(
        program_id=program_id
    )
    version = versions.filter(created_at__lte=moment).order_by("-number").first()
    return terms_under(version if version is not None else versions.earliest("number"))


def terms_of_version(version: ProgramVersion) -> ProgramTerms:
    """The terms as they stood in one version."""
    return ProgramTerms.from_json(version.terms)


def terms_under(version: ProgramVersion) -> ActiveTerms:
    """The terms of one version, in force or not."""
    return ActiveTerms(
        program_id=version.program_id,
        version_id=version.pk,
        in_force_since=version.created_at,
        terms=terms_of_version(version),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgramChange:
    """Settings that a program is to have: `settings` maps fields of `Program` to values.

    What is not named stays as it is, or gets its default in a new program.
    """

    settings: Mapping[str, Any]
    channels: Sequence[ChannelSettings] = ()
    removed_channel_ids: Sequence[int] = ()


def proposed_terms(*, program_id: int | None, change: ProgramChange, now: datetime) -> ProgramTerms:
    """The terms that a change would give; None for a new program. Nothing is written.

    Raises `LoyaltyProblem` as `create_program` and `update_program` do.
    """
    using = current_host().writer_alias()
    if program_id is None:
        program = _new_program(change, now=now)
    else:
        program = _known_program(Program.objects.using(using), program_id)
        _assign(program, change.settings)
    terms = _terms_of(program, _proposed_channels(program, change, using), using)
    # As it would be read from its version.
    return ProgramTerms.from_json(terms.to_json())


def create_program(
    *,
    settings: Mapping[str, Any],
    channels: Sequence[ChannelSettings],
    author: str,
    now: datetime,
) -> Program:
    """Create a program for the given channels; `settings` maps fields of `Program` to values.

    Raises `LoyaltyProblem`: INVALID, REQUIRED, NOT_FOUND (channel), CHANNEL_TAKEN.
    """
    program = _new_program(ProgramChange(settings=settings, channels=channels), now=now)
    using = current_host().writer_alias()
    with transaction.atomic(using=using):
        program.save(using=using)
        _write_channels(program, channels, using)
        write_version(program, author=author, now=now, using=using)
    return program


def _new_program(change: ProgramChange, *, now: datetime) -> Program:
    """A program that is not saved yet. Raises `LoyaltyProblem`."""
    if not change.channels:
        raise LoyaltyProblem(
            ProblemCode.REQUIRED,
            "Name at least one channel: the default program covers all others.",
            field="channels",
        )
    if "name" not in change.settings:
        raise LoyaltyProblem(ProblemCode.REQUIRED, "Give the program a name.", field="name")
    program = Program(created_at=now, updated_at=now)
    _assign(program, change.settings)
    return program


def update_program(
    *,
    program_id: int,
    settings: Mapping[str, Any],
    channels: Sequence[ChannelSettings],
    removed_channel_ids: Sequence[int],
    author: str,
    now: datetime,
) -> Program:
    """Change what is given and keep the rest; the old terms go on for orders that earned by them.

    Raises `LoyaltyProblem`: NOT_FOUND, INVALID, CHANNEL_TAKEN.
    """
    using = current_host().writer_alias()
    with transaction.atomic(using=using):
        program = locked_program(program_id, using=using)
        _assign(program, settings)
        program.updated_at = now
        program.save(using=using)
        program.channels.using(using).filter(channel_id__in=removed_channel_ids).delete()
        _write_channels(program, channels, using)
        write_version(program, author=author, now=now, using=using)
    return program


def delete_program(*, program_id: int) -> None:
    """Delete a program that nobody has an account in.

    Raises `LoyaltyProblem`: NOT_FOUND, IN_USE (the default program, or one with accounts).
    """
    using = current_host().writer_alias()
    with transaction.atomic(using=using):
        program = locked_program(program_id, using=using)
        if program.is_default:
            raise LoyaltyProblem(
                ProblemCode.IN_USE,
                "The default program can't be deleted. Switch it off instead.",
                field="id",
            )
        if Account.objects.using(using).filter(program=program).exists():
            raise LoyaltyProblem(
                ProblemCode.IN_USE,
                "Customers have accounts in this program. Switch it off instead.",
                field="id",
            )
        badges = StoredBadge.objects.using(using).filter(program=program)
        for icon in badges.values_list("icon", flat=True):
            delete_icon_after_commit(icon, using=using)
        try:
            # Nobody has an account, so nobody has claimed any.
            Reward.objects.using(using).filter(program=program).delete()
            program.delete(using=using)
        except ProtectedError as error:
            raise LoyaltyProblem(
                ProblemCode.IN_USE,
                "Orders have earned by this program. Switch it off instead.",
                field="id",
            ) from error


def locked_program(program_id: int, *, using: str) -> Program:
    """The program, locked: its versions are numbered one after the other.

    Raises `LoyaltyProblem`: NOT_FOUND.
    """
    return _known_program(Program.objects.using(using).select_for_update(), program_id)


def _known_program(programs: QuerySet[Program], program_id: int) -> Program:
    program = programs.filter(pk=program_id).first()
    if program is None:
        raise LoyaltyProblem(ProblemCode.NOT_FOUND, "No program has this ID.", field="id")
    return program


def _write_channels(program: Program, channels: Sequence[ChannelSettings], using: str) -> None:
    known = {channel.channel_id for channel in current_host().channels()}
    for settings in channels:
        _check_known(settings, known)
        row, _ = ProgramChannel.objects.using(using).get_or_create(
            channel_id=settings.channel_id, defaults={"program": program}
        )
        _assign_channel(row, program, settings)
        row.save(using=using)


def _proposed_channels(program: Program, change: ProgramChange, using: str) -> list[ProgramChannel]:
    """The program's channels as `_write_channels` would leave them. Raises `LoyaltyProblem`."""
    known = {channel.channel_id for channel in current_host().channels()}
    removed = set(change.removed_channel_ids)
    stored = {row.channel_id: row for row in ProgramChannel.objects.using(using).all()}
    found = {
        key: row
        for key, row in stored.items()
        if program.pk is not None and row.program_id == program.pk and key not in removed
    }
    for settings in change.channels:
        _check_known(settings, known)
        fresh = ProgramChannel(channel_id=settings.channel_id, program=program)
        row = stored.get(settings.channel_id, fresh)
        _assign_channel(row, program, settings)
        found[settings.channel_id] = row
    return list(found.values())


def _check_known(settings: ChannelSettings, known: Collection[int]) -> None:
    if settings.channel_id not in known:
        raise LoyaltyProblem(
            ProblemCode.NOT_FOUND, "No channel has this ID.", field="channels.channel_id"
        )


def _assign_channel(row: ProgramChannel, program: Program, settings: ChannelSettings) -> None:
    if row.program_id != program.pk:
        raise LoyaltyProblem(
            ProblemCode.CHANNEL_TAKEN,
            "Another program lists this channel. Remove it there first.",
            field="channels.channel_id",
        )
    for name, value in settings.values.items():
        setattr(row, name, _checked_channel_value(name, value))


def write_version(program: Program, *, author: str, now: datetime, using: str) -> None:
    """Store the terms of a locked program as a new version, unless nothing in them changed."""
    newest = program.versions.using(using).order_by("-number").first()
    terms = _terms_of(program, program.channels.using(using).all(), using)
    if newest is not None and terms_of_version(newest) == terms:
        return
    ProgramVersion.objects.using(using).create(
        program=program,
        number=newest.number + 1 if newest is not None else 1,
        terms=terms.to_json(),
        author=author,
        created_at=now,
    )


def _terms_of(program: Program, rows: Iterable[ProgramChannel], using: str) -> ProgramTerms:
    """The terms of a program, which need not be saved, with its channels."""
    names = {item.name for item in dataclasses.fields(ChannelTerms)}
    channels = {
        row.channel_id: ChannelTerms(**{name: getattr(row, name) for name in names}) for row in rows
    }
    same_names = {item.name for item in dataclasses.fields(ProgramTerms)} - {
        "started_at",
        "covers_all_channels",
        "channels",
        "earning_rules",
        "bonuses",
        "expiry",
        "spendable_goods",
        "tiers",
        "badges",
        "tier_currency",
    }
    tiers, badges = _tiers_of(program, using), _badges_of(program, using)
    return ProgramTerms(
        # Channels come from the default program: what was ordered in them under that one counts.
        started_at=program.created_at if program.is_default else default_program().created_at,
        covers_all_channels=program.is_default,
        channels=channels,
        earning_rules=_rules_of(program, using),
        bonuses=_bonuses_of(program, using),
        expiry=_expiry_of(program),
        spendable_goods=_spendable_goods_of(program),
        tiers=tiers,
        badges=badges,
        tier_currency=program.tier_currency or (_home_currency() if tiers or badges else ""),
        **{name: getattr(program, name) for name in same_names},
    )


def _expiry_of(program: Program) -> ExpiryTerms:
    return ExpiryTerms(
        policy=ExpiryPolicy(program.expiry_policy),
        days=program.expiry_days,
        months=program.expiry_months,
        month=program.expiry_month,
        day=program.expiry_day,
        round_to=ExpiryRoundTo(program.expiry_round_to),
        time_zone=program.time_zone,
    )


def _spendable_goods_of(program: Program) -> SpendableGoods:
    return SpendableGoods(
        mode=SpendableGoodsMode(program.spendable_goods_mode),
        **{name: frozenset(getattr(program, f"{_GOODS}{name}")) for name in GOODS_SETS},
    )


def _rules_of(program: Program, using: str) -> tuple[EarningRule, ...]:
    rows = StoredRule.objects.using(using).filter(program_id=program.pk, is_active=True)
    return tuple(rule_of(row) for row in rows)


def rule_of(row: StoredRule) -> EarningRule:
    """A stored rule as the rules know it."""
    values: dict[str, Any] = {name: frozenset(getattr(row, name)) for name in ID_SETS}
    values |= {name: getattr(row, name) for name in _RULE_VALUES}
    return EarningRule(rule_id=row.pk, **values)


def _bonuses_of(program: Program, using: str) -> tuple[Bonus, ...]:
    rows = StoredBonus.objects.using(using).filter(program_id=program.pk, is_active=True)
    return tuple(_bonus_of(row) for row in rows)


def _bonus_of(row: StoredBonus) -> Bonus:
    return Bonus(
        bonus_id=row.pk,
        trigger=BonusTrigger(row.trigger),
        limit_period=LimitPeriod(row.limit_period),
        frequency=Frequency(row.frequency) if row.frequency is not None else None,
        **{name: getattr(row, name) for name in _BONUS_VALUES},
    )


def _home_currency() -> str:
    return home_currency(current_host().channels()) or ""


def _tiers_of(program: Program, using: str) -> tuple[Tier, ...]:
    rows = StoredTier.objects.using(using).filter(program_id=program.pk).prefetch_related("seasons")
    return tuple(_tier_of(row) for row in rows)


def _tier_of(row: StoredTier) -> Tier:
    return Tier(
        tier_id=row.pk,
        product_ids=frozenset(row.product_ids),
        seasons=tuple(
            TierSeason(
                threshold=season.threshold,
                starts_at=season.starts_at,
                ends_at=season.ends_at,
                name=season.name,
            )
            for season in row.seasons.all()
        ),
        **{name: getattr(row, name) for name in _TIER_VALUES},
    )


def _badges_of(program: Program, using: str) -> tuple[Badge, ...]:
    rows = StoredBadge.objects.using(using).filter(program_id=program.pk, is_active=True)
    return tuple(
        Badge(
            badge_id=row.pk,
            basis=BadgeBasis(row.basis),
            product_ids=frozenset(row.product_ids),
            **{name: getattr(row, name) for name in _BADGE_VALUES},
        )
        for row in rows
    )


_TIER_VALUES = (
    "name",
    "rank",
    "threshold",
    "discount_percentage",
    "discount_amount",
    "free_shipping",
    "earning_multiplier",
    "arrival_points",
    "arrival_reward_id",
    "customer_type_id",
    "starts_at",
    "ends_at",
)
_BADGE_VALUES = (
    "title",
    "rank",
    "value_from",
    "value_to",
    "event_type",
    "keep_once_won",
    "discount_percentage",
    "discount_amount",
)
_BONUS_VALUES = (
    "name",
    "points",
    "event_type",
    "limit",
    "order_count",
    "amount_spent",
    "currency",
    "starts_at",
    "ends_at",
)
_RULE_VALUES = (
    "name",
    "rank",
    "order_value_from",
    "fixed_points",
    "percentage",
    "multiplier",
    "starts_at",
    "ends_at",
)
_SETTING_ENUMS = {
    "earn_trigger": EarnTrigger,
    "earn_basis": EarnBasis,
    "earn_mode": EarnMode,
    "rounding": Rounding,
    "expiry_policy": ExpiryPolicy,
    "expiry_round_to": ExpiryRoundTo,
    "eligibility": Eligibility,
    "negative_balance": NegativeBalance,
    "redemption_method": RedemptionMethod,
    "review_limit": ReviewLimit,
    "spendable_goods_mode": SpendableGoodsMode,
    "tier_basis": TierBasis,
    "tier_demotion": TierDemotion,
    "badge_discounts": BadgeDiscounts,
}
_GOODS = "spendable_goods_"
_GOODS_LISTS = frozenset(f"{_GOODS}{name}" for name in GOODS_SETS)
_TEXTS_MAX = {"name": 255, "points_name_singular": 64, "points_name_plural": 64}
_SWITCHES = frozenset(
    {
        "is_active",
        "earning_active",
        "spending_active",
        "earn_on_shipping",
        "earn_on_reduced_items",
        "earn_on_points_paid_part",
        "exclude_reduced_items",
        "pending_until_fulfilled",
        "badges_active",
    }
)


def _assign(program: Program, settings: Mapping[str, Any]) -> None:
    for name, value in settings.items():
        setattr(program, name, _checked_setting(name, value))
    names_goods = any(getattr(program, name) for name in _GOODS_LISTS)
    if program.spendable_goods_mode != SpendableGoodsMode.ALL and not names_goods:
        raise LoyaltyProblem(
            ProblemCode.REQUIRED,
            "Name the goods that are meant, or choose ALL.",
            field="spendable_goods.mode",
        )


def _checked_setting(name: str, value: Any) -> Any:
    """One setting of a program, as it is stored."""
    if name in _SETTING_ENUMS:
        return _SETTING_ENUMS[name](value)
    if name in _TEXTS_MAX or name in _METADATA_KEYS or name == "introduction":
        return _checked_text(name, str(value or "").strip())
    if name in _GOODS_LISTS:
        return _checked_goods(name, value)
    if name in _NUMBERS:
        allowed, text = _NUMBERS[name]
        if value not in allowed:
            field = name.replace("expiry_", "expiry.", 1)
            raise LoyaltyProblem(
                ProblemCode.INVALID,
                text,
                field=field,
                values={"least": allowed[0], "most": allowed[-1]},
            )
        return value
    if name == "time_zone":
        if value not in available_timezones():
            raise LoyaltyProblem(
                ProblemCode.INVALID,
                "Give a time zone such as Europe/Berlin.",
                field="expiry.time_zone",
            )
        return value
    if name == "tier_currency":
        return _checked_currency(str(value or "").strip().upper())
    if name in _AMOUNTS:
        return _checked_amount(name, value, is_zero_allowed=_AMOUNTS[name])
    if name in _SWITCHES and isinstance(value, bool):
        return value
    raise LoyaltyProblem(
        ProblemCode.INVALID,
        "%(name)s can't be set to %(value)s.",
        field=name,
        values={"name": name, "value": repr(value)},
    )


def _checked_currency(text: str) -> str:
    if text and text not in {channel.currency for channel in current_host().channels()}:
        raise LoyaltyProblem(
            ProblemCode.INVALID, "No channel has this currency.", field="tier_currency"
        )
    return text


def _checked_goods(name: str, value: Collection[int]) -> list[int]:
    ids = sorted(set(value))
    if len(ids) > GOODS_IDS_MAX:
        raise LoyaltyProblem(
            ProblemCode.INVALID,
            "Name at most %(maximum)s of them; a category covers more.",
            field=name.replace(_GOODS, "spendable_goods.", 1),
            values={"maximum": GOODS_IDS_MAX},
        )
    return ids


def _checked_text(name: str, text: str) -> str:
    if name in _TEXTS_MAX and not 0 < len(text) <= _TEXTS_MAX[name]:
        raise LoyaltyProblem(
            ProblemCode.INVALID,
            "Give a text of 1 to %(maximum)s characters.",
            field=name,
            values={"maximum": _TEXTS_MAX[name]},
        )
    if name in _METADATA_KEYS and len(text) > METADATA_KEY_MAX:
        raise LoyaltyProblem(
            ProblemCode.INVALID,
            "Give a key of at most %(maximum)s characters, or an empty text for none.",
            field=name,
            values={"maximum": METADATA_KEY_MAX},
        )
    return text


def _checked_channel_value(name: str, value: Any) -> Any:
    """One setting of a channel; amounts have three decimals at most."""
    field = f"channels.{name}"
    if name in ("earning_active", "spending_active"):
        return bool(value)
    if name in ("earn_points", "redeem_points", "minimum_balance"):
        if value is None or not 0 <= value <= POINTS_SETTING_MAX:
            raise LoyaltyProblem(
                ProblemCode.INVALID,
                _POINTS_MESSAGE,
                field=field,
                values={"least": 0, "most": POINTS_SETTING_MAX},
            )
        return value
    if name == "maximum_discount_percentage":
        if value is not None and not (0 < value <= 100 and value == round(value, 2)):
            raise LoyaltyProblem(
                ProblemCode.INVALID,
                "Give a percentage above 0, at most 100, with at most two decimals.",
                field=field,
            )
        return value
    if name == "maximum_discount_amount" and value is None:
        return None
    return _checked_amount(field, value, is_zero_allowed=name == "minimum_cart_value")


def _checked_amount(field: str, value: Decimal | None, *, is_zero_allowed: bool) -> Decimal:
    """Up to three decimals; 0 only where it is allowed."""
    if (
        value is None
        or not (0 <= value <= AMOUNT_SETTING_MAX)
        or (value == 0 and not is_zero_allowed)
        or value != round(value, 3)
    ):
        raise LoyaltyProblem(
            ProblemCode.INVALID,
            _AMOUNT_FROM_ZERO if is_zero_allowed else _AMOUNT_ABOVE_ZERO,
            field=field,
            values={"maximum": AMOUNT_SETTING_MAX},
        )
    return value
