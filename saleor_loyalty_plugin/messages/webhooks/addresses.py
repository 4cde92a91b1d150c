"""Which addresses a target may have.

Two settings decide, by Saleor's names and with its defaults: HTTP_IP_FILTER_ENABLED (True) keeps
requests away from private addresses, HTTP_IP_FILTER_ALLOW_LOOPBACK_IPS (False) makes an exception
for this very machine. Where a private address may be reached, it may be without TLS.
"""

import ipaddress
import socket
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

import requests
from django.conf import settings
from django.utils.translation import gettext_noop
from requests_hardened.ip_filter import InvalidIPAddress, filter_host

from saleor_loyalty_plugin.services.programs.parts import invalid

URL_MAX = 2000
# Private ones that the library lets pass: site-local, and IPv4 inside of IPv6 in two old ways.
_PRIVATE_TOO = tuple(
    ipaddress.ip_network(text) for text in ("fec0::/10", "::/96", "::ffff:0:0:0/96")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressPolicy:
    """What the shop's settings allow."""

    is_filtered: bool
    allows_loopback: bool

    @classmethod
    def of_settings(cls) -> "AddressPolicy":
        return cls(
            is_filtered=getattr(settings, "HTTP_IP_FILTER_ENABLED", True),
            allows_loopback=getattr(settings, "HTTP_IP_FILTER_ALLOW_LOOPBACK_IPS", False),
        )

    def allows_plain_http(self, hostname: str) -> bool:
        return not self.is_filtered or (self.allows_loopback and _is_loopback(hostname))


def checked_url(url: str, *, policy: AddressPolicy) -> str:
    """The address, without blanks around it.

    Looks no name up: what a name stands for is checked with each request, which goes to the very
    address that was checked. Raises `LoyaltyProblem`: INVALID.
    """
    url = url.strip()
    if len(url) > URL_MAX:
        raise invalid(
            "url",
            gettext_noop("Give an address of at most %(maximum)s characters."),
            maximum=URL_MAX,
        )
    parts = _parts(url)
    hostname = parts.hostname if parts is not None else None
    if parts is None or not hostname or parts.scheme not in ("http", "https"):
        raise invalid(
            "url", gettext_noop("Give a whole address, such as https://app.example.com/loyalty.")
        )
    if parts.username is not None or parts.password is not None:
        raise invalid(
            "url",
            gettext_noop(
                "Leave name and password out of the address: requests are signed with the secret."
            ),
        )
    if parts.fragment:
        raise invalid(
            "url", gettext_noop("Leave the part behind # out of the address: it is never sent.")
        )
    if parts.scheme == "http" and not policy.allows_plain_http(hostname):
        raise invalid("url", gettext_noop("Give an address that begins with https://."))
    if _is_refused(hostname, policy):
        raise invalid(
            "url",
            gettext_noop(
                "This address is a private one. The shop's settings keep requests away from those."
            ),
        )
    return url


def _parts(url: str) -> SplitResult | None:
    """None for what is no address, or what two readers could understand in two ways."""
    if not url.isascii() or not url.isprintable() or any(mark in url for mark in ' \\"<>^`{|}'):
        return None
    try:
        parts = urlsplit(url)
        # Reading the port checks it.
        return parts if parts.port != 0 else None
    except ValueError:
        return None


def _is_loopback(hostname: str) -> bool:
    if hostname == "localhost":
        return True
    try:
        return ipaddress.ip_address(hostname).is_loopback
    except ValueError:
        return False


def _is_refused(hostname: str, policy: AddressPolicy) -> bool:
    """Whether this is an address of numbers, in whatever notation, that is never sent to."""
    if not policy.is_filtered:
        return False
    if hostname == "localhost" or hostname.endswith(".localhost"):
        return not policy.allows_loopback
    try:
        (found, *_) = socket.getaddrinfo(
            hostname, 443, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST
        )
    except (OSError, UnicodeError):
        return False
    try:
        refuse_private(filter_host(str(found[4][0]), 443, allow_loopback=policy.allows_loopback))
    except InvalidIPAddress:
        return True
    except requests.RequestException:
        return False
    return False


def refuse_private(address: str) -> None:
    """Look once more at what `filter_host` lets pass. Raises `InvalidIPAddress`."""
    found = ipaddress.ip_address(address.strip("[]"))
    if not found.is_loopback and any(found in network for network in _PRIVATE_TOO):
        raise InvalidIPAddress(found)
