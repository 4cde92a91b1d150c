"""Which language a reader gets: the field's argument, else the request's header, else the shop's.

Nothing sets a language for a whole request: each place that makes words does so for itself.
"""

from contextlib import AbstractContextManager
from typing import Any

import graphene

from saleor_loyalty_plugin.api.shop import shop_type
from saleor_loyalty_plugin.services.languages import accepted_language, speaking


def language_argument() -> graphene.Argument:
    """The argument `languageCode` of a field that gives words."""
    return graphene.Argument(
        shop_type("LanguageCodeEnum"),
        description=(
            "The language of the words; without it the one of the header Accept-Language. English"
            " where there are no words in that language."
        ),
    )


def words(info: Any, language_code: str | None = None) -> AbstractContextManager[None]:
    """A context in which words are made for the reader of this request."""
    return speaking(language_code or request_language(info))


def request_language(info: Any) -> str:
    """The language that the request's header asks for."""
    headers = getattr(info.context, "META", None) or {}
    return accepted_language(headers.get("HTTP_ACCEPT_LANGUAGE", ""))
