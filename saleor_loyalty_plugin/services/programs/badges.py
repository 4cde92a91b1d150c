"""Badges: create, change, delete, reorder, translate. What decides makes new terms of the program.

Who holds a badge is looked at again by the sweep, which sees that the program's badges are others.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_noop

from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.models import Badge, BadgeTranslation, Program, Reward
from saleor_loyalty_plugin.rules.badges import BadgeBasis
from saleor_loyalty_plugin.rules.events import EVENT_TYPE
from saleor_loyalty_plugin.services.errors import LoyaltyProblem, ProblemCode
from saleor_loyalty_plugin.services.programs.badge_icons import (
    delete_icon_after_commit,
    stored_icon,
)
from saleor_loyalty_plugin.services.programs.part_discounts import (
    check_digits,
    checked_products,
    replaced_discounts,
)
from saleor_loyalty_plugin.services.programs.parts import (
    NAME_MAX,
    PartKind,
    create_part,
    delete_part,
    invalid,
    reorder_parts,
    reward_names,
    update_part,
)

BADGES_MAX = 200
POINTS_MAX = 1_000_000_000
COUNT_MAX = 1_000_000
RANK_MAX = 1_000_000
AMOUNT_MAX = Decimal(1_000_000_000)
DISCOUNT_AMOUNT_MAX = Decimal(1_000_000)
SYMBOL_MAX = 8
DESCRIPTION_MAX = 10_000

# A range has other names for each unit, so that nobody takes points for money.
_RANGE_OF: Mapping[BadgeBasis, tuple[str, str] | None] = {
    BadgeBasis.BALANCE: ("points_from", "points_to"),
    BadgeBasis.LIFETIME: ("points_from", "points_to"),
    BadgeBasis.ORDERS: ("count_from", "count_to"),
    BadgeBasis.ACTIVITY: ("count_from", "count_to"),
    BadgeBasis.SPEND: ("amount_from", "amount_to"),
    BadgeBasis.MANUAL: None,
}
_RANGES = frozenset(name for names in _RANGE_OF.values() if names is not None for name in names)
_NO_RANGE: Mapping[str, str] = {
    "points_from": gettext_noop("Say from how many points on it is unlocked, or up to how many."),
    "count_from": gettext_noop("Say from how many times on it is unlocked, or up to how many."),
    "amount_from": gettext_noop("Say from which amount on it is unlocked, or up to which."),
}
_ONE_DISCOUNT = gettext_noop("A badge has one discount: discountPercentage or discountAmount.")


def create_badge(
    *,
    program_id: int | None,
    settings: Mapping[str, Any],
    icon: "UploadedFile[Any] | None" = None,
    author: str,
    now: datetime,
) -> Badge:
    """Add a badge; `settings` maps fields of `Badge` to values. None: the default program.

    What `value_from` and `value_to` are to the table is `points_from` and `points_to`, `count_from`
    and `count_to`, or `amount_from` and `amount_to`, as the basis has it.
    Raises `LoyaltyProblem`: NOT_FOUND (program), REQUIRED (title, basis, a range), INVALID.
    """
    with stored_icon(icon) as name:
        return create_part(
            BADGES,
            program_id=program_id,
            settings=_with_icon(settings, name),
            author=author,
            now=now,
        )


def update_badge(
    *,
    badge_id: int,
    settings: Mapping[str, Any],
    icon: "UploadedFile[Any] | None" = None,
    author: str,
    now: datetime,
) -> Badge:
    """Change what is given; never the basis. Naming one discount replaces the other.

    `settings` as for `create_badge`; `remove_icon` takes the picture away.
    Raises `LoyaltyProblem`: NOT_FOUND, REQUIRED, INVALID.
    """
    with stored_icon(icon) as name:
        return update_part(
            BADGES,
            part_id=badge_id,
            settings=_with_icon(settings, name),
            author=author,
            now=now,
        )


def delete_badge(*, badge_id: int, author: str, now: datetime) -> Badge:
    """Delete a badge, with its picture and with who holds it. Returns what it was.

    Raises `LoyaltyProblem`: NOT_FOUND, IN_USE (rewards are for its holders).
    """
    using = current_host().writer_alias()
    with transaction.atomic(using=using):
        deleted = delete_part(BADGES, part_id=badge_id, author=author, now=now)
        limited = Reward.objects.using(using).filter(
            program_id=deleted.program_id, badge_ids__contains=[badge_id], archived_at=None
        )
        if names := reward_names(limited):
            raise LoyaltyProblem(
                ProblemCode.IN_USE,
                "Rewards are for those who have this badge: %(names)s. Change or archive them"
                " first, or switch the badge off.",
                values={"names": names},
                field="id",
            )
        delete_icon_after_commit(deleted.icon, using=using)
    # It has no picture to show any more.
    deleted.icon = ""
    return deleted


def reorder_badges(*, badge_ids: Sequence[int], author: str, now: datetime) -> list[Badge]:
    """Show the badges of a program in this order.

    Those that are not named follow as they stood. Returns all of the program.
    Raises `LoyaltyProblem`: REQUIRED (no ids), NOT_FOUND (also for one of another program).
    """
    return reorder_parts(BADGES, part_ids=badge_ids, author=author, now=now)


def translate_badge(*, badge_id: int, language_code: str, texts: Mapping[str, Any]) -> Badge:
    """Keep texts in another language; `texts` maps `title` and `description` to words.

    What is left out stays; an empty text falls back to the badge's own.
    Raises `LoyaltyProblem`: NOT_FOUND, INVALID.
    """
    values: dict[str, Any] = {}
    if "title" in texts:
        text = str(texts["title"] or "").strip()
        values["title"] = _checked_title(text) if text else ""
    if "description" in texts:
        values["description"] = _checked_description(str(texts["description"] or "").strip())
    using = current_host().writer_alias()
    with transaction.atomic(using=using):
        badge = Badge.objects.using(using).select_for_update().filter(pk=badge_id).first()
        if badge is None:
            raise LoyaltyProblem(ProblemCode.NOT_FOUND, NOT_FOUND, field="id")
        BadgeTranslation.objects.using(using).update_or_create(
            badge=badge, language_code=language_code, defaults=values
        )
    return badge


def translations_of_badges(
    *, badge_ids: Collection[int], using: str
) -> dict[int, list[BadgeTranslation]]:
    """The translations of badges, by language; one query."""
    found: defaultdict[int, list[BadgeTranslation]] = defaultdict(list)
    rows = BadgeTranslation.objects.using(using).filter(badge_id__in=badge_ids)
    for row in rows.order_by("language_code"):
        found[row.badge_id].append(row)
    return dict(found)


def _with_icon(settings: Mapping[str, Any], name: str) -> dict[str, Any]:
    """The settings with the picture that they give or take away."""
    found = dict(settings)
    if not found.pop("remove_icon", False):
        return {**found, "icon": name} if name else found
    if name:
        raise invalid("remove_icon", gettext_noop("Give an icon or remove it, not both."))
    return {**found, "icon": ""}


def _assign(badge: Badge, settings: Mapping[str, Any]) -> None:
    """Check settings and put them on a badge, new or old."""
    if badge.pk is None:
        _check_complete(settings)
        badge.rank = _last_rank(badge.program)
    elif settings.get("basis", badge.basis) != badge.basis:
        raise invalid(
            "basis", gettext_noop("The basis of a badge can't be changed. Create another badge.")
        )
    basis = BadgeBasis(settings.get("basis", badge.basis))
    for name in replaced_discounts(settings, _ONE_DISCOUNT):
        setattr(badge, name, None)
    for name, value in settings.items():
        if name == "icon":
            delete_icon_after_commit(badge.icon, using=current_host().writer_alias())
        if name not in _RANGES and name != "event_type":
            setattr(badge, name, _checked(name, value))
    _assign_basis(badge, basis, settings)
    if settings.get("discount_amount") is not None:
        check_digits(badge.program, settings["discount_amount"])


def _assign_basis(badge: Badge, basis: BadgeBasis, settings: Mapping[str, Any]) -> None:
    """What unlocks it. Raises `LoyaltyProblem`: for settings of another basis, and for a range that
    is missing or upside down."""
    names = _RANGE_OF[basis]
    for name in (*_RANGES, "event_type"):
        belongs = name in (names or ()) or (name == "event_type" and basis is BadgeBasis.ACTIVITY)
        if not belongs and settings.get(name) not in (None, ""):
            raise invalid(
                name,
                gettext_noop(
                    "This belongs to badges with another basis than %(basis)s. Leave it out."
                ),
                basis=str(basis),
            )
    if basis is BadgeBasis.ACTIVITY and "event_type" in settings:
        badge.event_type = _checked_event_type(str(settings["event_type"] or "").strip().lower())
    if names is None:
        return
    start, end = names
    if badge.pk is None and settings.get(start) is None and settings.get(end) is None:
        raise LoyaltyProblem(ProblemCode.REQUIRED, _NO_RANGE[start], field=start)
    if settings.get(start) is not None:
        badge.value_from = _checked_value(start, settings[start])
    if end in settings:
        value = settings[end]
        badge.value_to = _checked_value(end, value) if value is not None else None
    if badge.value_to is not None and badge.value_to < badge.value_from:
        raise invalid(end, gettext_noop("The end of the range has to reach its beginning."))


def _check_complete(settings: Mapping[str, Any]) -> None:
    """What a new badge of any basis must say."""
    for name, message in (
        ("title", gettext_noop("Give the badge a title; shoppers read it.")),
        ("basis", gettext_noop("Say what unlocks the badge.")),
    ):
        if settings.get(name) is None:
            raise LoyaltyProblem(ProblemCode.REQUIRED, message, field=name)


def _last_rank(program: Program) -> int:
    """The place of a new badge: behind the others."""
    rows = Badge.objects.using(current_host().writer_alias()).filter(program=program)
    last = rows.aggregate(last=Max("rank"))["last"]
    return last + 1 if last is not None else 0


def _checked(name: str, value: Any) -> Any:
    """One setting that any basis has, as it is stored."""
    if name == "title":
        return _checked_title(str(value or "").strip())
    if name == "description":
        return _checked_description(str(value or "").strip())
    if name == "symbol":
        return _checked_symbol(str(value or "").strip())
    if name == "basis":
        return BadgeBasis(value).value
    if name == "rank" and not -RANK_MAX <= value <= RANK_MAX:
        raise invalid(
            name,
            gettext_noop("Give a number from %(least)s to %(most)s."),
            least=-RANK_MAX,
            most=RANK_MAX,
        )
    if name == "product_ids":
        return checked_products(value or ())
    if name == "discount_percentage" and value is not None:
        return _checked_percentage(value)
    if name == "discount_amount" and value is not None:
        return _checked_discount_amount(value)
    return value


def _checked_value(name: str, value: Any) -> Decimal:
    """One end of a range."""
    if name.startswith("amount"):
        if not (0 <= value <= AMOUNT_MAX and value == round(value, 3)):
            raise invalid(
                name,
                gettext_noop("Give an amount from 0 to %(maximum)s with at most three decimals."),
                maximum=AMOUNT_MAX,
            )
        return Decimal(value)
    maximum = POINTS_MAX if name.startswith("points") else COUNT_MAX
    if not 0 <= value <= maximum:
        raise invalid(name, gettext_noop("Give a number from 0 to %(maximum)s."), maximum=maximum)
    return Decimal(value)


def _checked_title(text: str) -> str:
    if not 0 < len(text) <= NAME_MAX:
        raise invalid(
            "title", gettext_noop("Give a title of 1 to %(maximum)s characters."), maximum=NAME_MAX
        )
    return text


def _checked_description(text: str) -> str:
    if len(text) > DESCRIPTION_MAX:
        raise invalid(
            "description",
            gettext_noop("Give a description of at most %(maximum)s characters."),
            maximum=DESCRIPTION_MAX,
        )
    return text


def _checked_symbol(text: str) -> str:
    """A character or a few; one that people see, such as a flag, may be several in Unicode."""
    if len(text) > SYMBOL_MAX or any(unicodedata.category(sign) == "Cc" for sign in text):
        raise invalid(
            "symbol",
            gettext_noop("Give a symbol of at most %(maximum)s characters, such as an emoji."),
            maximum=SYMBOL_MAX,
        )
    return text


def _checked_event_type(text: str) -> str:
    if text and EVENT_TYPE.fullmatch(text) is None:
        raise invalid(
            "event_type",
            gettext_noop("Give a type of 1 to 64 letters a to z, digits, - and _, such as survey."),
        )
    return text


def _checked_percentage(value: Decimal) -> Decimal:
    if not (0 < value <= 100 and value == round(value, 2)):
        raise invalid(
            "discount_percentage",
            gettext_noop("Give a percentage above 0, at most 100, with at most two decimals."),
        )
    return value


def _checked_discount_amount(value: Decimal) -> Decimal:
    if not (0 < value <= DISCOUNT_AMOUNT_MAX and value == round(value, 3)):
        raise invalid(
            "discount_amount",
            gettext_noop("Give an amount above 0 to %(maximum)s with at most three decimals."),
            maximum=DISCOUNT_AMOUNT_MAX,
        )
    return value


NOT_FOUND = gettext_noop("No badge has this ID.")
BADGES: PartKind[Badge] = PartKind(
    model=Badge,
    assign=_assign,
    count_max=BADGES_MAX,
    too_many=gettext_noop("A program has at most %(maximum)s badges. Delete one first."),
    not_found=NOT_FOUND,
)
