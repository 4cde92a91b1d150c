"""A mail backend as those that speak HTTP to a provider: it raises errors of its own."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend


class ProviderError(Exception):
    """Neither an `OSError` nor one of `smtplib`."""


class Backend(BaseEmailBackend):
    """`refuses` are words in addresses that the provider takes nothing for; `sent` what it took.

    `says` is what it answers for a number: backends that queue say None, or 0.
    """

    refuses: ClassVar[tuple[str, ...]] = ()
    is_misconfigured: ClassVar[bool] = False
    sent: ClassVar[list[EmailMessage]] = []
    says: ClassVar[int | None] = 1

    def open(self) -> bool:
        if self.is_misconfigured:
            raise ProviderError("No API key is set.")
        return False

    def send_messages(self, email_messages: Sequence[Any]) -> int | None:
        for message in email_messages:
            if any(word in message.to[0] for word in self.refuses):
                raise ProviderError("403: the account is suspended")
            self.sent.append(message)
        return self.says
