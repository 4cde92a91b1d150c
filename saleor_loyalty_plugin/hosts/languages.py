"""What a host can tell of a customer's language."""

from django.conf import settings


def chosen_language(code: str | None) -> str:
    """A customer's language such as `de`; empty where nobody need have chosen it.

    Shops give every customer the project's own language until somebody says otherwise, so that one
    says nothing: a program's own language comes before it.
    """
    return "" if code is None or code == settings.LANGUAGE_CODE else code
