"""Tiers: create, change, delete, reorder, translate. What decides makes a new version of the terms.

Who holds a tier is looked at again by the sweep, which sees that the program's tiers are others.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from itertools import pairwise
from typing import Any

from django.db import transaction
from django.db.models import Max, prefetch_related_objects
from django.utils.translation import gettext_noop

from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.models import Program, Reward, Tier, TierSeason, TierTranslation
from saleor_loyalty_plugin.rules.rewards import AT_CHECKOUT, RewardKind
from saleor_loyalty_plugin.rules.tiers import TierBasis
from saleor_loyalty_plugin.services.errors import LoyaltyProblem, ProblemCode
from saleor_loyalty_plugin.services.programs.part_discounts import (
    check_digits,
    checked_products,
    replaced_discounts,
)
from saleor_loyalty_plugin.services.programs.parts import (
    PartKind,
    check_window,
    checked_name,
    checked_time,
    create_part,
    delete_part,
    invalid,
    reorder_parts,
    reward_names,
    update_part,
)
from saleor_loyalty_plugin.services.programs.programs import locked_program

TIERS_MAX = 50
SEASONS_MAX = 20
PERKS_MAX = 20
PERK_MAX = 255
POINTS_MAX = 1_000_000
DESCRIPTION_MAX = 10_000
MULTIPLIER_MAX = Decimal(100)
AMOUNT_MAX = Decimal(1_000_000)
THRESHOLD_MAX = Decimal(1_000_000_000)

_ONE_DISCOUNT = gettext_noop("A tier has one discount: discountPercentage or discountAmount.")
# A donation is nothing for the customer to have.
ARRIVAL_KINDS = AT_CHECKOUT | {
    RewardKind.GIFT_CARD,
    RewardKind.EXPERIENCE,
    RewardKind.MERCHANDISE,
}


def create_tier(
    *, program_id: int | None, settings: Mapping[str, Any], author: str, now: datetime
) -> Tier:
    """Add a tier; `settings` maps fields of `Tier` to values, and `seasons` to mappings of those of
    `TierSeason`. None: the default program. Its seasons are at hand in the answer.

    Raises `LoyaltyProblem`: NOT_FOUND (program, reward, customer type), REQUIRED (name,
    threshold), INVALID.
    """
    tier = create_part(TIERS, program_id=program_id, settings=settings, author=author, now=now)
    prefetch_related_objects([tier], "seasons")
    return tier


def update_tier(*, tier_id: int, settings: Mapping[str, Any], author: str, now: datetime) -> Tier:
    """Change what is given; `seasons` replaces all. Naming one discount replaces the other.

    Raises `LoyaltyProblem`: NOT_FOUND, REQUIRED, INVALID.
    """
    tier = update_part(TIERS, part_id=tier_id, settings=settings, author=author, now=now)
    prefetch_related_objects([tier], "seasons")
    return tier


def delete_tier(*, tier_id: int, author: str, now: datetime) -> Tier:
    """Delete a tier; whoever holds it moves to another one when the sweep comes.

    Returns it as it was, seasons and translations at hand.
    Raises `LoyaltyProblem`: NOT_FOUND, IN_USE (rewards are for those who have it).
    """
    using = current_host().writer_alias()
    with transaction.atomic(using=using):
        rows = Tier.objects.using(using).filter(pk=tier_id)
        for program_id in rows.values_list("program_id", flat=True):
            # From here on nobody changes it.
            locked_program(program_id, using=using)
        kept = rows.prefetch_related("seasons", "translations").first()
        deleted = delete_part(TIERS, part_id=tier_id, author=author, now=now)
        limited = Reward.objects.using(using).filter(
            program_id=deleted.program_id, tier_ids__contains=[tier_id], archived_at=None
        )
        if names := reward_names(limited):
            raise LoyaltyProblem(
                ProblemCode.IN_USE,
                "Rewards are for those who have this tier: %(names)s. Change or archive them"
                " first.",
                values={"names": names},
                field="id",
            )
    return kept if kept is not None else deleted


def reorder_tiers(*, tier_ids: Sequence[int], author: str, now: datetime) -> list[Tier]:
    """Show the tiers of a program in this order; of equal thresholds the last one is the highest.

    Those that are not named follow as they stood. Returns all of the program, seasons at hand.
    Raises `LoyaltyProblem`: REQUIRED (no ids), NOT_FOUND (also for one of another program).
    """
    ordered = reorder_parts(TIERS, part_ids=tier_ids, author=author, now=now)
    prefetch_related_objects(ordered, "seasons")
    return ordered


def translate_tier(*, tier_id: int, language_code: str, texts: Mapping[str, Any]) -> Tier:
    """Keep texts in another language; `texts` maps `name`, `description` and `perks` to words.

    What is left out stays; an empty text, or no perks, falls back to the tier's own. Seasons are at
    hand in the answer. Raises `LoyaltyProblem`: NOT_FOUND, INVALID.
    """
    values: dict[str, Any] = {}
    if "name" in texts:
        values["name"] = checked_name(texts["name"]) if str(texts["name"] or "").strip() else ""
    for name in ("description", "perks"):
        if name in texts:
            values[name] = _checked(name, texts[name])
    using = current_host().writer_alias()
    with transaction.atomic(using=using):
        tier = Tier.objects.using(using).select_for_update().filter(pk=tier_id).first()
        if tier is None:
            raise LoyaltyProblem(ProblemCode.NOT_FOUND, _NOT_FOUND, field="id")
        TierTranslation.objects.using(using).update_or_create(
            tier=tier, language_code=language_code, defaults=values
        )
    prefetch_related_objects([tier], "seasons")
    return tier


def program_id_of_tier(tier_id: int) -> int:
    """The program that a tier belongs to. Raises `LoyaltyProblem`: NOT_FOUND."""
    rows = Tier.objects.using(current_host().writer_alias()).filter(pk=tier_id)
    program_id = rows.values_list("program_id", flat=True).first()
    if program_id is None:
        raise LoyaltyProblem(ProblemCode.NOT_FOUND, _NOT_FOUND, field="tier_id")
    return program_id


def translations_of_tiers(
    *, tier_ids: Collection[int], using: str
) -> dict[int, list[TierTranslation]]:
    """The translations of tiers, by language; one query."""
    found: defaultdict[int, list[TierTranslation]] = defaultdict(list)
    rows = TierTranslation.objects.using(using).filter(tier_id__in=tier_ids)
    for row in rows.order_by("language_code"):
        found[row.tier_id].append(row)
    return dict(found)


def _assign(tier: Tier, settings: Mapping[str, Any]) -> None:
    """Check settings and put them on a tier, new or old."""
    if tier.pk is None:
        _check_complete(settings)
        tier.rank = _last_rank(tier.program)
    for name in replaced_discounts(settings, _ONE_DISCOUNT):
        setattr(tier, name, None)
    basis = TierBasis(tier.program.tier_basis)
    for name, value in settings.items():
        if name == "threshold":
            tier.threshold = _checked_threshold(name, value, basis)
        elif name == "seasons":
            _checked_seasons(value, basis)
        else:
            setattr(tier, name, _checked(name, value))
    check_window(tier.starts_at, tier.ends_at)
    if settings.get("discount_amount") is not None:
        check_digits(tier.program, settings["discount_amount"])
    if settings.get("arrival_reward_id") is not None:
        _check_reward(tier.program_id, settings["arrival_reward_id"])
    if settings.get("customer_type_id") is not None:
        _check_customer_type(settings["customer_type_id"])


def _check_complete(settings: Mapping[str, Any]) -> None:
    """What a new tier must say."""
    for name, message in (
        ("name", gettext_noop("Give the tier a name; shoppers read it.")),
        ("threshold", gettext_noop("Say from which sum on customers have it: 0 for all.")),
    ):
        if settings.get(name) is None:
            raise LoyaltyProblem(ProblemCode.REQUIRED, message, field=name)


def _write_seasons(tier: Tier, settings: Mapping[str, Any], using: str) -> None:
    if "seasons" not in settings:
        return
    basis = TierBasis(tier.program.tier_basis)
    rows = TierSeason.objects.using(using)
    rows.filter(tier=tier).delete()
    rows.bulk_create(
        TierSeason(tier=tier, **values) for values in _checked_seasons(settings["seasons"], basis)
    )


def _last_rank(program: Program) -> int:
    """The place of a new tier: by its threshold, but behind the others once staff have put them in
    order."""
    rows = Tier.objects.using(current_host().writer_alias()).filter(program=program)
    last = rows.aggregate(last=Max("rank"))["last"]
    return last + 1 if last else 0


def _checked_threshold(name: str, value: Any, basis: TierBasis) -> Decimal:
    is_points = basis is TierBasis.POINTS
    if value is None or not (0 <= value <= THRESHOLD_MAX and value == round(value, 3)):
        raise invalid(
            name,
            gettext_noop("Give a sum from 0 to %(maximum)s with at most three decimals."),
            maximum=THRESHOLD_MAX,
        )
    if is_points and value != int(value):
        raise invalid(
            name, gettext_noop("Tiers of this program go by points. Give a whole number of them.")
        )
    return Decimal(value)


def _checked_seasons(given: Sequence[Mapping[str, Any]], basis: TierBasis) -> list[dict[str, Any]]:
    """Seasons as they are stored, earliest first."""
    if len(given) > SEASONS_MAX:
        raise invalid(
            "seasons",
            gettext_noop("A tier has at most %(maximum)s seasons."),
            maximum=SEASONS_MAX,
        )
    found = sorted((_season(item, basis) for item in given), key=lambda item: item["starts_at"])
    for season, following in pairwise(found):
        if following["starts_at"] < season["ends_at"]:
            raise invalid(
                "seasons.starts_at",
                gettext_noop(
                    "Seasons of a tier can't overlap. Let one end before the next begins."
                ),
            )
    return found


def _season(given: Mapping[str, Any], basis: TierBasis) -> dict[str, Any]:
    for name in ("threshold", "starts_at", "ends_at"):
        if given.get(name) is None:
            raise LoyaltyProblem(
                ProblemCode.REQUIRED,
                "Give a season a threshold, a start and an end.",
                field=f"seasons.{name}",
            )
    try:
        values = {
            "name": checked_name(given["name"]) if str(given.get("name") or "").strip() else "",
            "description": _checked("description", given.get("description")),
            "threshold": _checked_threshold("threshold", given["threshold"], basis),
            "starts_at": checked_time("starts_at", given["starts_at"]),
            "ends_at": checked_time("ends_at", given["ends_at"]),
        }
        check_window(values["starts_at"], values["ends_at"])
    except LoyaltyProblem as problem:
        raise LoyaltyProblem(
            problem.code, problem.text, field=f"seasons.{problem.field}", values=problem.values
        ) from None
    return values


def _check_reward(program_id: int, reward_id: int) -> None:
    rows = Reward.objects.using(current_host().writer_alias())
    reward = rows.filter(pk=reward_id, program_id=program_id).first()
    if reward is None:
        raise LoyaltyProblem(
            ProblemCode.NOT_FOUND,
            "No reward of this program has this ID.",
            field="arrival_reward_id",
        )
    if reward.archived_at is not None:
        raise invalid(
            "arrival_reward_id",
            gettext_noop("This reward is archived. Name another one, or unarchive it."),
        )
    if RewardKind(reward.kind) not in ARRIVAL_KINDS:
        raise invalid(
            "arrival_reward_id",
            gettext_noop("Rewards of the kind %(kind)s can't be given. Name another one."),
            kind=reward.kind,
        )


def _check_customer_type(customer_type_id: int) -> None:
    exists = current_host().customer_type_exists(customer_type_id)
    if exists is None:
        raise invalid(
            "customer_type_id",
            gettext_noop(
                "This version of the shop has no customer types. Leave it out, or use the program's"
                " tierMetadataKey."
            ),
        )
    if not exists:
        raise LoyaltyProblem(
            ProblemCode.NOT_FOUND, "No customer type has this ID.", field="customer_type_id"
        )


def _checked(name: str, value: Any) -> Any:
    """One setting, as it is stored."""
    if name == "name":
        return checked_name(value)
    if name in ("starts_at", "ends_at"):
        return checked_time(name, value)
    if name == "description":
        return _checked_description(str(value or "").strip())
    if name == "perks":
        return _checked_perks(value or ())
    if name == "product_ids":
        return checked_products(value or ())
    if name in _DECIMALS:
        allows, text, maximum = _DECIMALS[name]
        if value is not None and not allows(value):
            raise invalid(name, text, maximum=maximum)
        return value
    if name == "arrival_points" and value not in range(POINTS_MAX + 1):
        raise invalid(name, gettext_noop("Give 0 to %(maximum)s points."), maximum=POINTS_MAX)
    return value


_DECIMALS: Mapping[str, tuple[Callable[[Decimal], bool], str, Decimal | None]] = {
    "discount_percentage": (
        lambda value: 0 < value <= 100 and value == round(value, 2),
        gettext_noop("Give a percentage above 0, at most 100, with at most two decimals."),
        None,
    ),
    "discount_amount": (
        lambda value: 0 < value <= AMOUNT_MAX and value == round(value, 3),
        gettext_noop("Give an amount above 0 to %(maximum)s with at most three decimals."),
        AMOUNT_MAX,
    ),
    "earning_multiplier": (
        lambda value: 0 <= value <= MULTIPLIER_MAX and value == round(value, 2),
        gettext_noop("Give 0 to %(maximum)s with at most two decimals."),
        MULTIPLIER_MAX,
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


def _checked_perks(lines: Sequence[str]) -> list[str]:
    found = [str(line).strip() for line in lines]
    if len(found) > PERKS_MAX or not all(0 < len(line) <= PERK_MAX for line in found):
        raise invalid(
            "perks",
            gettext_noop("Give at most %(lines)s lines of 1 to %(maximum)s characters each."),
            lines=PERKS_MAX,
            maximum=PERK_MAX,
        )
    return found


_NOT_FOUND = gettext_noop("No tier has this ID.")
TIERS: PartKind[Tier] = PartKind(
    model=Tier,
    assign=_assign,
    write_rest=_write_seasons,
    order=("rank", "threshold", "pk"),
    count_max=TIERS_MAX,
    too_many=gettext_noop("A program has at most %(maximum)s tiers. Delete one first."),
    not_found=_NOT_FOUND,
)
