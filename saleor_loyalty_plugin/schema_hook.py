"""Joining Saleor's GraphQL schema.

Saleor builds its schema once, when `saleor.graphql.api` is first imported: long after the apps are
ready, in whichever process needs it. So `ready()` only leaves a note with the import system; a
management command that never loads the schema pays nothing.
"""

import sys
from typing import Any

import wrapt
from django.core.exceptions import ImproperlyConfigured

_BUILDER_MODULE = "saleor.graphql.core.federation.schema"
_SCHEMA_MODULE = "saleor.graphql.api"


def join_schema() -> None:
    """Have our fields added when Saleor builds its schema.

    Raises `ImproperlyConfigured` when the schema was built already, without our fields.
    """
    if _SCHEMA_MODULE in sys.modules:
        raise ImproperlyConfigured(
            f"{_SCHEMA_MODULE} was imported before the apps were ready, so saleor_loyalty_plugin"
            " can't add its fields to the GraphQL schema. Import it later."
        )
    wrapt.register_post_import_hook(_extend_builder, _BUILDER_MODULE)


def _extend_builder(module: Any) -> None:
    module.build_federated_schema = _with_our_fields(module.build_federated_schema)


def _with_our_fields(build: Any) -> Any:
    def build_federated_schema(query: Any, mutation: Any, *args: Any, **kwargs: Any) -> Any:
        # Loads our types over Saleor's, which are complete only now. An error here must stop the
        # server: a shop without its loyalty fields would fail its customers one by one.
        from saleor_loyalty_plugin.api.schema import extend

        query, mutation = extend(query=query, mutation=mutation)
        return build(query, mutation, *args, **kwargs)

    return build_federated_schema
