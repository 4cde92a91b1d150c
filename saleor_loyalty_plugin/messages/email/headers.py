"""Values of headers, out of which nothing that is put in can break."""

from email.utils import quote

SUBJECT_MAX = 250
# Joins emojis to one, as in a family; not printable by itself.
_JOINER = "\N{ZERO WIDTH JOINER}"


def one_line(text: str) -> str:
    """Without line breaks and characters that control anything."""
    kept = (item if item.isprintable() or item == _JOINER else " " for item in text)
    return " ".join("".join(kept).split())


def subject_line(text: str) -> str:
    """One line that isn't endless."""
    line = one_line(text)
    return line if len(line) <= SUBJECT_MAX else f"{line[: SUBJECT_MAX - 1]}…"


def mailbox(name: str, address: str) -> str:
    """`"Name" <address>`, or the address alone."""
    local, at, domain = "".join(address.split()).rpartition("@")
    spelt = f"{local}{at}{host_name(domain)}"
    return f'"{quote(one_line(name))}" <{spelt}>' if one_line(name) else spelt


def host_name(domain: str) -> str:
    """As mail servers spell it; what can't be spelt, as it is."""
    try:
        return domain.encode("idna").decode()
    except UnicodeError:
        return domain
