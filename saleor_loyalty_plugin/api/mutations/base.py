"""What every mutation does: writer, permission, service, refusals as values."""

from collections.abc import Callable, Mapping
from datetime import UTC
from typing import Any, ClassVar

import graphene
from django.utils import timezone

from saleor_loyalty_plugin.api.access import (
    requestor_of,
    require,
    require_all,
    requires,
    requires_all,
)
from saleor_loyalty_plugin.api.errors import LoyaltyError, error_of
from saleor_loyalty_plugin.api.language import words
from saleor_loyalty_plugin.api.request import forget
from saleor_loyalty_plugin.api.texts import refuse_unstorable
from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.hosts.port import Permission
from saleor_loyalty_plugin.services.errors import LoyaltyProblem, ProblemCode
from saleor_loyalty_plugin.services.progress.follow import following_progress
from saleor_loyalty_plugin.tasks import tell_soon


class LoyaltyMutation(graphene.Mutation):
    """Base class. Subclasses implement `perform`, which returns the payload.

    `permissions` in Meta: the requestor needs one of them, else the shop's own error is raised;
    each of them with `needs_all`.
    A `LoyaltyProblem` becomes the payload's `errors`; the service has written nothing then.
    """

    class Meta:
        abstract = True

    # A class method: perform(info, requestor, now, **arguments of the mutation).
    perform: ClassVar[Callable[..., Any]]

    @classmethod
    def __init_subclass_with_meta__(
        cls,
        permissions: tuple[Permission, ...] = (),
        needs_all: bool = False,
        description: str = "",
        **options: Any,
    ) -> None:
        cls.permissions, cls.needs_all = permissions, needs_all
        says = requires_all if needs_all else requires
        text = description + says(*permissions) if permissions else description
        super().__init_subclass_with_meta__(description=text, **options)
        cls._meta.fields["errors"] = graphene.Field(
            graphene.NonNull(graphene.List(graphene.NonNull(LoyaltyError))),
            description="Why it was refused; empty when it was carried out.",
        )

    @classmethod
    def mutate(cls, _root: Any, info: Any, **arguments: Any) -> Any:
        host = current_host()
        forget(info.context)
        host.start_mutation(info.context)
        with host.writer_access():
            requestor = requestor_of(info)
            if cls.permissions:
                (require_all if cls.needs_all else require)(info, *cls.permissions)
            # Refusals may hold sentences that were made on the way. What is stored are codes.
            with words(info):
                try:
                    refuse_unstorable(arguments)
                    now = timezone.now()
                    with following_progress(now=now) as followed:
                        payload = cls.perform(info, requestor, now, **arguments)
                except LoyaltyProblem as problem:
                    return cls(errors=[error_of(problem)])
            tell_soon()
            account = getattr(payload, "account", None)
            if followed and account is not None:
                # A tier that was just reached may have brought points.
                account.refresh_from_db(using=host.writer_alias())
        payload.errors = []
        return payload


def refuse_nulls(
    values: Mapping[str, Any], *, nullable: frozenset[str] = frozenset(), prefix: str = ""
) -> None:
    """Raises `LoyaltyProblem`: REQUIRED, for a setting that is null where null is no value."""
    for name, value in values.items():
        if value is None and name not in nullable:
            raise LoyaltyProblem(
                ProblemCode.REQUIRED,
                "This setting can't be null. Leave it out to keep its value.",
                field=prefix + name,
            )


def zoned(values: Mapping[str, Any], *names: str) -> dict[str, Any]:
    """The times that are given under some names; one without a zone is taken for UTC."""
    return {
        name: moment.replace(tzinfo=UTC) if moment is not None and moment.tzinfo is None else moment
        for name in names
        if name in values
        for moment in (values[name],)
    }
