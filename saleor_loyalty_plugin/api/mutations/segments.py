"""Staff and apps save conditions on accounts."""

from datetime import datetime
from typing import Any, Self

import graphene

from saleor_loyalty_plugin.api.conditions import segment_conditions
from saleor_loyalty_plugin.api.filters import LoyaltySegmentConditionsInput
from saleor_loyalty_plugin.api.ids import key_of, program_key_of
from saleor_loyalty_plugin.api.mutations.base import LoyaltyMutation, refuse_nulls
from saleor_loyalty_plugin.api.types.segment import LoyaltySegment
from saleor_loyalty_plugin.hosts.port import Permission, Requestor
from saleor_loyalty_plugin.services.segments.segments import (
    create_segment,
    delete_segment,
    update_segment,
)

STAFF = (Permission.MANAGE_USERS,)


class LoyaltySegmentInput(graphene.InputObjectType):
    """Conditions and the name under which to keep them. What is left out keeps its value."""

    name = graphene.String(
        description=(
            "What to call it, 1 to 255 characters, once in a program. Required for a new one."
        )
    )
    description = graphene.String(
        description="What it is for; at most 10000 characters. Empty by default."
    )
    conditions = graphene.InputField(
        LoyaltySegmentConditionsInput,
        description=(
            "What an account has to be like. They take the place of all that were there. Without"
            " any, the default, every account of the program is in it."
        ),
    )


class _SegmentPayload(LoyaltyMutation):
    """Base of the payloads that show a segment."""

    class Meta:
        abstract = True

    segment = graphene.Field(
        LoyaltySegment, description="The segment as it is now; a deleted one as it was."
    )


class LoyaltySegmentCreate(_SegmentPayload):
    class Meta:
        description = "Save conditions on a program's accounts."
        permissions = STAFF

    class Arguments:
        program_id = graphene.ID(
            description="The ID of the program; without it the default program."
        )
        input = LoyaltySegmentInput(required=True, description="The segment.")

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
        segment = create_segment(
            program_id=program_key_of(program_id),
            settings=_settings(input),
            author=requestor.actor,
            now=now,
        )
        return cls(segment=segment)


class LoyaltySegmentUpdate(_SegmentPayload):
    class Meta:
        description = "Change a segment. What is left out stays."
        permissions = STAFF

    class Arguments:
        id = graphene.ID(required=True, description="The ID of the segment.")
        input = LoyaltySegmentInput(required=True, description="What to change.")

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
        segment = update_segment(
            segment_id=key_of(id, "LoyaltySegment", field="id"),
            settings=_settings(input),
            author=requestor.actor,
            now=now,
        )
        return cls(segment=segment)


class LoyaltySegmentDelete(_SegmentPayload):
    class Meta:
        description = "Delete a segment. Its accounts stay as they are."
        permissions = STAFF

    class Arguments:
        id = graphene.ID(required=True, description="The ID of the segment.")

    @classmethod
    def perform(cls, _info: Any, _requestor: Requestor, _now: datetime, /, *, id: str) -> Self:
        key = key_of(id, "LoyaltySegment", field="id")
        return cls(segment=delete_segment(segment_id=key))


def _settings(given: dict[str, Any]) -> dict[str, Any]:
    """The input by the names of the table. Raises `LoyaltyProblem` for nulls and wrong IDs."""
    refuse_nulls(given)
    settings = dict(given)
    if "conditions" in given:
        settings["conditions"] = segment_conditions(given["conditions"])
    return settings
