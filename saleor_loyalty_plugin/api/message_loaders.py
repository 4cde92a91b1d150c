"""Batched reads of what programs say to customers."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from saleor_loyalty_plugin.api.loaders import Loader, shop_channels
from saleor_loyalty_plugin.messages.email.templates import Templates
from saleor_loyalty_plugin.messages.settings import senders_of, settings_of
from saleor_loyalty_plugin.models import ChannelSender, MessageSettings, Program, ProgramChannel
from saleor_loyalty_plugin.rules.facts import ChannelFacts


@dataclass(frozen=True, slots=True)
class ProgramMessages:
    """A program's settings, its templates, and the sender of each channel that it covers."""

    program_id: int
    settings: MessageSettings
    senders: Mapping[int, ChannelSender]
    channels: list[ChannelFacts]
    templates: Templates


class MessagesOfProgram(Loader):
    """In six queries, whatever many programs there are."""

    def read(self, keys: list[int], *, using: str) -> dict[int, ProgramMessages]:
        settings = settings_of(keys, using=using)
        senders = senders_of(keys, using=using)
        templates = Templates(keys, using=using)
        places = shop_channels(self.context)
        listed: defaultdict[int, set[int]] = defaultdict(set)
        rows = ProgramChannel.objects.using(using).values_list("program_id", "channel_id")
        for program_id, channel_id in rows:
            listed[program_id].add(channel_id)
        elsewhere = set().union(*listed.values())
        programs = Program.objects.using(using).filter(pk__in=keys)
        default = set(programs.filter(is_default=True).values_list("pk", flat=True))
        return {
            key: ProgramMessages(
                program_id=key,
                settings=settings[key],
                senders=senders.get(key, {}),
                channels=[
                    place
                    for channel_id, place in places.items()
                    if channel_id in listed[key] or (key in default and channel_id not in elsewhere)
                ],
                templates=templates,
            )
            for key in keys
        }
