"""What points are worth in the shop's channels."""

from decimal import Decimal
from typing import Any

from promise import Promise

from saleor_loyalty_plugin.api.loaders import TermsOfProgram, is_rated, shop_channels
from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.rules.facts import ChannelFacts
from saleor_loyalty_plugin.rules.redemption import value_of_points
from saleor_loyalty_plugin.rules.terms import ProgramTerms


def worth_in(
    channel: ChannelFacts, points: int, terms: ProgramTerms | None, info: Any
) -> Decimal | None:
    """What points are worth in a channel; None where they can't be used."""
    here = terms.for_channel(channel.channel_id) if terms is not None else None
    if terms is None or here is None or here.redeem_points <= 0:
        return None
    if not is_rated(info.context, terms, channel):
        return None
    return value_of_points(max(points, 0), here, channel.currency_digits)


def worths_of(points: int, program_id: int, info: Any) -> Promise:
    """A promise of what points are worth in the channels of a program, each sum once."""

    def worths(terms: ProgramTerms | None) -> list[Any]:
        found = {
            (channel.currency, amount)
            for channel in shop_channels(info.context).values()
            if (amount := worth_in(channel, points, terms, info)) is not None
        }
        return [current_host().money(amount, currency) for currency, amount in sorted(found)]

    return TermsOfProgram.of(info.context).load(program_id).then(worths)
