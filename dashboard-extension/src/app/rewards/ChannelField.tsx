import { SelectField } from "../../ui/form/fields";
import { text } from "./texts";
import type { Channel } from "./useChannels";

interface Props {
  channels: readonly Channel[];
  channel: Channel;
  onChange: (slug: string) => void;
}

/** Where costs are looked at. A shop with one channel has nothing to choose. */
export function ChannelField({ channels, channel, onChange }: Props) {
  if (channels.length < 2) return null;
  return (
    <SelectField
      label={text("channel")}
      value={channel.slug}
      onChange={onChange}
      choices={channels.map(({ slug, name, currencyCode }) => ({
        value: slug,
        label: `${name} (${currencyCode})`,
      }))}
    />
  );
}
