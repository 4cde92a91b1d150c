"""Which class a shop's customer ends up in, for any host."""

from collections.abc import Collection

from saleor_loyalty_plugin.hosts.port import CustomerMirror


def type_after(
    mirror: CustomerMirror, *, present: int | None, default: int | None, known: Collection[int]
) -> tuple[int | None, int | None]:
    """The class that a customer has from now on, and the same again where the mirror asked for it.

    `present` is the one before, `default` the shop's own for everybody, `known` those that exist.
    A class that somebody else has given for a reason of their own stays.
    """
    wanted = mirror.customer_type_id if mirror.customer_type_id in known else None
    if wanted is None:
        is_ours = present in mirror.replaces
        return (default if is_ours else present), None
    if present in (None, default, wanted) or present in mirror.replaces:
        return wanted, wanted
    return present, None
