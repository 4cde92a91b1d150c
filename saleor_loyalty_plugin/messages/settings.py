"""What a program sends of its own accord, in which language, and from whom."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final
from urllib.parse import quote, urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator, URLValidator
from django.db import transaction
from django.utils.translation import gettext_noop

from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.messages.email.contents import checked_language
from saleor_loyalty_plugin.messages.email.headers import one_line
from saleor_loyalty_plugin.models import ChannelSender, MessageSettings
from saleor_loyalty_plugin.rules.messages import (
    MessageKind,
    SenderSource,
    StatementSchedule,
    kinds_sent,
)
from saleor_loyalty_plugin.services.errors import LoyaltyProblem, ProblemCode
from saleor_loyalty_plugin.services.programs.parts import invalid, locked_program_of_input

REMINDER_DAYS: Final = range(1, 366)
REMINDERS_MAX: Final = 5
THRESHOLDS: Final = range(1, 1_000_000_001)
THRESHOLDS_MAX: Final = 20
NAME_LENGTH_MAX: Final = 255
ADDRESS_LENGTH_MAX: Final = 254
URL_LENGTH_MAX: Final = 2_000
SENDERS_MAX: Final = 100
SLUG: Final = "{slug}"

_is_address = EmailValidator()
# `localhost` and ports are allowed: shops are set up on one's own machine first.
_is_url = URLValidator(schemes=["http", "https"])


def settings_of(program_ids: Collection[int], *, using: str) -> dict[int, MessageSettings]:
    """The settings of programs, the defaults where nobody has set anything. One query."""
    rows = MessageSettings.objects.using(using).in_bulk(program_ids)
    return {
        program_id: rows.get(program_id) or MessageSettings(program_id=program_id)
        for program_id in program_ids
    }


def sent_kinds(settings: MessageSettings) -> frozenset[MessageKind]:
    """The kinds that are switched on; whether any e-mails go out is `is_active`."""
    return kinds_sent(settings.active_kinds, settings.statements)


def senders_of(program_ids: Iterable[int], *, using: str) -> dict[int, dict[int, ChannelSender]]:
    """Who e-mails come from, by program and channel; what isn't there has the defaults.

    One query.
    """
    found: defaultdict[int, dict[int, ChannelSender]] = defaultdict(dict)
    for row in ChannelSender.objects.using(using).filter(program__in=list(program_ids)):
        found[row.program_id][row.channel_id] = row
    return dict(found)


def update_settings(
    *,
    program_id: int | None,
    settings: Mapping[str, Any],
    kinds: Mapping[MessageKind, bool] | None = None,
    senders: Sequence[Mapping[str, Any]] = (),
    now: datetime,
) -> MessageSettings:
    """Change what is given; None: of the default program.

    `settings` maps fields of `MessageSettings` to values, each of `senders` those of
    `ChannelSender`, with its `channel_id`. `kinds` switches those that it names, so that two who
    switch different ones at once both have their way.
    Raises `LoyaltyProblem`: NOT_FOUND (program, channel), INVALID; with the place of the sender
    that is to blame, from 0: `senders.1.from_address`.
    """
    using = current_host().writer_alias()
    checked = {name: _CHECKS[name](value) for name, value in settings.items()}
    switched = _checked_kinds(kinds or {})
    rows = _checked_senders(senders)
    with transaction.atomic(using=using):
        program = locked_program_of_input(program_id, using)
        if switched:
            known = settings_of([program.pk], using=using)[program.pk]
            checked["active_kinds"] = _switched(known.active_kinds, switched)
        row, _ = MessageSettings.objects.using(using).update_or_create(
            program=program, defaults={**checked, "updated_at": now}
        )
        for channel_id, values in rows.items():
            ChannelSender.objects.using(using).update_or_create(
                program=program, channel_id=channel_id, defaults=values
            )
    return row


def _checked_kinds(kinds: Mapping[MessageKind, bool]) -> Mapping[MessageKind, bool]:
    if MessageKind.STATEMENT in kinds:
        raise invalid(
            "kinds", gettext_noop("Whether statements are sent is said by their schedule.")
        )
    return kinds


def _switched(active: Collection[str], kinds: Mapping[MessageKind, bool]) -> list[str]:
    """Those that are on, once the named ones are switched."""
    return [kind.value for kind in MessageKind if kinds.get(kind, kind.value in active)]


def _reminder_days(values: Sequence[int]) -> list[int]:
    days = sorted(set(values), reverse=True)
    if len(days) > REMINDERS_MAX or not all(day in REMINDER_DAYS for day in days):
        raise invalid(
            "expiry_reminder_days",
            gettext_noop("Give up to %(count)s numbers of days, each from 1 to %(maximum)s."),
            count=REMINDERS_MAX,
            maximum=REMINDER_DAYS[-1],
        )
    return days


def _thresholds(values: Sequence[int]) -> list[int]:
    points = sorted(set(values))
    if len(points) > THRESHOLDS_MAX or not all(item in THRESHOLDS for item in points):
        raise invalid(
            "balance_thresholds",
            gettext_noop("Give up to %(count)s numbers of points, each from 1 to %(maximum)s."),
            count=THRESHOLDS_MAX,
            maximum=THRESHOLDS[-1],
        )
    return points


_CHECKS: Final[Mapping[str, Any]] = {
    "is_active": bool,
    "language_code": checked_language,
    "expiry_reminder_days": _reminder_days,
    "balance_thresholds": _thresholds,
    "statements": lambda value: StatementSchedule(value).value,
    "mirror_active": bool,
}


def _checked_senders(senders: Sequence[Mapping[str, Any]]) -> dict[int, dict[str, Any]]:
    if len(senders) > SENDERS_MAX:
        raise invalid(
            "senders", gettext_noop("Give at most %(maximum)s senders."), maximum=SENDERS_MAX
        )
    known = {channel.channel_id for channel in current_host().channels()} if senders else set()
    rows: dict[int, dict[str, Any]] = {}
    for place, sender in enumerate(senders):
        values = dict(sender)
        channel_id = values.pop("channel_id")
        field = f"senders.{place}."
        if channel_id not in known:
            raise LoyaltyProblem(
                ProblemCode.NOT_FOUND, "No channel has this ID.", field=f"{field}channel_id"
            )
        if channel_id in rows:
            raise invalid(f"{field}channel_id", gettext_noop("Name each channel once."))
        rows[channel_id] = {
            name: _checked_sender(name, value, field=f"{field}{name}")
            for name, value in values.items()
        }
    return rows


def _checked_sender(name: str, value: Any, *, field: str) -> str:
    if name == "source":
        return SenderSource(value).value
    text = str(value).strip()
    if name == "from_name":
        if len(text) > NAME_LENGTH_MAX or one_line(text) != text:
            raise invalid(
                field,
                gettext_noop("Give a name of up to %(maximum)s characters in one line."),
                maximum=NAME_LENGTH_MAX,
            )
        return text
    if name in ("from_address", "reply_to"):
        return checked_address(field, text)
    if name == "product_url":
        return _checked_product_url(field, text)
    return _checked_url(field, text)


def _checked_product_url(field: str, text: str) -> str:
    """An address with just one place for a slug, and no other braces."""
    filled_in = product_address(text, slug="slug")
    if text and (text.count(SLUG) != 1 or "{" in filled_in or "}" in filled_in):
        raise invalid(
            field,
            gettext_noop("Give an address with {slug} in it, such as https://shop.com/p/{slug}."),
        )
    _checked_url(field, filled_in)
    return text


def checked_address(field: str, text: str) -> str:
    """One address, or nothing. Raises `LoyaltyProblem`: INVALID."""
    text = text.strip()
    try:
        if text:
            _is_address(text)
        is_wrong = len(text) > ADDRESS_LENGTH_MAX
    except ValidationError:
        is_wrong = True
    if is_wrong:
        raise invalid(field, gettext_noop("Give one e-mail address, such as points@example.com."))
    return text


def product_address(pattern: str, *, slug: str) -> str:
    """The page of a product; empty without a pattern."""
    return pattern.replace(SLUG, quote(slug, safe=""))


def _checked_url(field: str, text: str) -> str:
    try:
        if text:
            _is_url(text)
        is_wrong = "@" in urlsplit(text).netloc or len(text) > URL_LENGTH_MAX
    except (ValidationError, ValueError):
        is_wrong = True
    if is_wrong:
        raise invalid(
            field,
            gettext_noop("Give a whole address, such as https://shop.example.com/account."),
        )
    return text
