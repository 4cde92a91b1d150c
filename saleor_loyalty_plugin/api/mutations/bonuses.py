"""Staff and apps change bonuses."""

from datetime import datetime
from typing import Any, Self

import graphene

from saleor_loyalty_plugin.api.enums import (
    LoyaltyBonusTriggerEnum,
    LoyaltyFrequencyEnum,
    LoyaltyLimitPeriodEnum,
)
from saleor_loyalty_plugin.api.ids import key_of, program_key_of
from saleor_loyalty_plugin.api.mutations.base import LoyaltyMutation, refuse_nulls, zoned
from saleor_loyalty_plugin.api.shop import shop_type
from saleor_loyalty_plugin.api.types.bonus import LoyaltyBonus
from saleor_loyalty_plugin.api.types.program import LoyaltyProgram
from saleor_loyalty_plugin.hosts.port import Permission, Requestor
from saleor_loyalty_plugin.models import Bonus
from saleor_loyalty_plugin.services.bonuses.bonuses import create_bonus, delete_bonus, update_bonus

STAFF = (Permission.MANAGE_DISCOUNTS,)
# Null takes a limit or a time away.
_NULLABLE = frozenset({"limit", "starts_at", "ends_at"})


class LoyaltyBonusInput(graphene.InputObjectType):
    """What a bonus is given for and how much. What is left out keeps its value.

    `eventType`, `limit` and `limitPeriod` belong to EVENT, `orderCount` to ORDER_COUNT,
    `amountSpent` and `currency` to AMOUNT_SPENT, `frequency` to SCHEDULE.
    """

    name = graphene.String(description="What to call it; shoppers read it. Required for a new one.")
    description = graphene.String(
        description="What to do for it, for shoppers; at most 2000 characters. Empty by default."
    )
    trigger = graphene.InputField(
        LoyaltyBonusTriggerEnum,
        description="What it is given for. Required for a new one; can't be changed later.",
    )
    points = graphene.Int(description="Points each time, 1 to 1000000. Required for a new one.")
    event_type = graphene.String(
        description=(
            "The type of events, as an app names it in `loyaltyEventRecord`: 1 to 64 letters a to"
            " z, digits, - and _. Capital letters become small ones."
        )
    )
    limit = graphene.Int(
        description=(
            "How many times a customer gets it in a `limitPeriod`, 1 to 1000000. Null, the"
            " default, for no limit."
        )
    )
    limit_period = graphene.InputField(
        LoyaltyLimitPeriodEnum,
        description="The period that `limit` counts in, in the program's time zone. EVER by"
        " default.",
    )
    order_count = graphene.Int(description="For which order: 10 for the tenth. 1 to 1000000.")
    amount_spent = graphene.InputField(
        shop_type("PositiveDecimal"), description="From which sum of all orders on."
    )
    currency = graphene.String(
        description="The currency of `amountSpent`, one that a channel has, such as EUR."
    )
    frequency = graphene.InputField(
        LoyaltyFrequencyEnum, description="How often, counted from `startsAt`."
    )
    starts_at = graphene.InputField(
        shop_type("DateTime"),
        description="From when on. Null, the default, for no start; SCHEDULE needs one.",
    )
    ends_at = graphene.InputField(
        shop_type("DateTime"), description="Until before when. Null, the default, for no end."
    )
    is_active = graphene.Boolean(description="Whether it is given at all. True by default.")


class _BonusPayload(LoyaltyMutation):
    """Base of the payloads that show a bonus and its program."""

    class Meta:
        abstract = True

    bonus = graphene.Field(
        LoyaltyBonus, description="The bonus as it is now; a deleted one as it was."
    )
    program = graphene.Field(LoyaltyProgram, description="The program that the bonus belongs to.")

    @classmethod
    def of(cls, bonus: Bonus) -> Self:
        return cls(bonus=bonus, program=bonus.program)


class LoyaltyBonusCreate(_BonusPayload):
    class Meta:
        description = "Add a bonus to a program. It holds for what happens from now on."
        permissions = STAFF

    class Arguments:
        program_id = graphene.ID(
            description="The ID of the program; without it the default program."
        )
        input = LoyaltyBonusInput(required=True, description="The bonus.")

    @classmethod
    def perform(
        cls,
        _info: Any,
        requestor: Requestor,
        now: datetime,
        /,
        *,
        input: dict[str, Any],
        program_id: str | None = None,
    ) -> Self:
        bonus = create_bonus(
            program_id=program_key_of(program_id),
            settings=_settings(input),
            author=requestor.actor,
            now=now,
        )
        return cls.of(bonus)


class LoyaltyBonusUpdate(_BonusPayload):
    class Meta:
        description = (
            "Change a bonus. What is left out stays. What happened before keeps the terms of its"
            " time."
        )
        permissions = STAFF

    class Arguments:
        id = graphene.ID(required=True, description="The ID of the bonus.")
        input = LoyaltyBonusInput(required=True, description="What to change.")

    @classmethod
    def perform(
        cls,
        _info: Any,
        requestor: Requestor,
        now: datetime,
        /,
        *,
        id: str,
        input: dict[str, Any],
    ) -> Self:
        bonus = update_bonus(
            bonus_id=key_of(id, "LoyaltyBonus", field="id"),
            settings=_settings(input),
            author=requestor.actor,
            now=now,
        )
        return cls.of(bonus)


class LoyaltyBonusDelete(_BonusPayload):
    class Meta:
        description = "Delete a bonus. Whoever got its points keeps them."
        permissions = STAFF

    class Arguments:
        id = graphene.ID(required=True, description="The ID of the bonus.")

    @classmethod
    def perform(cls, _info: Any, requestor: Requestor, now: datetime, /, *, id: str) -> Self:
        bonus = delete_bonus(
            bonus_id=key_of(id, "LoyaltyBonus", field="id"), author=requestor.actor, now=now
        )
        return cls.of(bonus)


def _settings(given: dict[str, Any]) -> dict[str, Any]:
    """The input by the names of the table. Raises `LoyaltyProblem` for nulls."""
    refuse_nulls(given, nullable=_NULLABLE)
    return {**given, **zoned(given, "starts_at", "ends_at")}
