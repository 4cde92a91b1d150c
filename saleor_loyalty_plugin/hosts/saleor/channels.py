"""Channels as facts."""

from babel.numbers import get_currency_precision
from saleor.channel.models import Channel

from saleor_loyalty_plugin.hosts.saleor.databases import WRITER, allow_writer
from saleor_loyalty_plugin.rules.facts import ChannelFacts


@allow_writer()
def all_channels() -> list[ChannelFacts]:
    return [channel_facts(row) for row in Channel.objects.using(WRITER).order_by("slug")]


@allow_writer()
def one_channel(*, slug: str | None, channel_id: int | None) -> ChannelFacts | None:
    wanted = {"slug": slug, "pk": channel_id}
    filters = {key: value for key, value in wanted.items() if value is not None}
    if not filters:
        return None
    row = Channel.objects.using(WRITER).filter(**filters).first()
    return channel_facts(row) if row is not None else None


def channel_facts(channel: Channel) -> ChannelFacts:
    return ChannelFacts(
        channel_id=channel.pk,
        slug=channel.slug,
        name=channel.name,
        currency=channel.currency_code,
        # What Saleor itself rounds prices with.
        currency_digits=get_currency_precision(channel.currency_code),
    )
