"""What all mutations share: permissions, `errors`, and how both are told."""

from typing import Any

import graphene
from django.core.exceptions import ValidationError

from sandbox.graphql_api.errors import typed_errors


class ShopMutation(graphene.Mutation):
    """A mutation with `errors`. Its Meta names the error type, the permissions (any will do),
    and the older name that Saleor still offers `errors` under."""

    class Meta:
        abstract = True

    @classmethod
    def __init_subclass_with_meta__(
        cls,
        *,
        error_type: type[graphene.ObjectType],
        older_errors: str | None = None,
        permissions: tuple[str, ...] = (),
        description: str = "",
        **options: Any,
    ) -> None:
        cls.error_type = error_type
        cls.older_errors = older_errors
        cls.permissions = permissions
        if permissions:
            listed = ", ".join(permissions)
            description += f"\n\nRequires one of the following permissions: {listed}."
        super().__init_subclass_with_meta__(description=description, **options)
        errors = graphene.NonNull(graphene.List(graphene.NonNull(error_type)))
        cls._meta.fields["errors"] = graphene.Field(errors)
        if older_errors:
            cls._meta.fields[older_errors] = graphene.Field(
                errors, deprecation_reason="Use `errors` field instead."
            )

    @classmethod
    def mutate(cls, _root: Any, info: Any, **data: Any) -> Any:
        if cls.permissions:
            info.context.require_one_of(*cls.permissions)
        # What an earlier mutation of the same document has read may change now.
        info.context.loaders.clear()
        try:
            answer = cls.perform(info, **data)
            return cls._with_errors(answer, [])
        except ValidationError as error:
            return cls._with_errors(cls(), typed_errors(error, cls.error_type))

    @classmethod
    def _with_errors(cls, answer: Any, errors: list[Any]) -> Any:
        answer.errors = errors
        if cls.older_errors:
            setattr(answer, cls.older_errors, errors)
        return answer

    @classmethod
    def perform(cls, info: Any, **data: Any) -> Any:
        """Do the work and answer. Raises ValidationError."""
        raise NotImplementedError
