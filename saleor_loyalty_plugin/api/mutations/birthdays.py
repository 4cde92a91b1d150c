"""Birthdays: shoppers tell theirs once, staff correct them."""

from datetime import datetime
from typing import Any, Self

import graphene

from saleor_loyalty_plugin.api.access import requires
from saleor_loyalty_plugin.api.mutations.base import LoyaltyMutation
from saleor_loyalty_plugin.api.mutations.membership import CUSTOMER, customer_meant
from saleor_loyalty_plugin.api.mutations.points import STAFF
from saleor_loyalty_plugin.hosts.port import Permission, Requestor
from saleor_loyalty_plugin.rules.occasions import birthday_text
from saleor_loyalty_plugin.services.members.profiles import set_birthday


class LoyaltyBirthdaySet(LoyaltyMutation):
    class Meta:
        description = (
            "Keep a customer's birthday, for all programs. Shoppers say theirs once; staff can"
            " correct it." + requires(*STAFF, "OWNER")
        )

    class Arguments:
        birthday = graphene.String(
            required=True,
            description="Such as `1990-05-31`, or `--05-31` for whoever keeps the year.",
        )
        customer_id = graphene.ID(description=CUSTOMER)

    birthday = graphene.String(description="The birthday that is kept now.")

    @classmethod
    def perform(
        cls,
        info: Any,
        requestor: Requestor,
        now: datetime,
        /,
        *,
        birthday: str,
        customer_id: str | None = None,
    ) -> Self:
        day = set_birthday(
            customer_id=customer_meant(info, requestor, customer_id),
            birthday=birthday,
            replaces=requestor.may(Permission.MANAGE_USERS),
            now=now,
        )
        return cls(birthday=birthday_text(day))
