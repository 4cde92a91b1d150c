import { useState } from "react";

import {
  CatalogueChannelsDocument,
  type CatalogueChannelsQuery,
} from "../../api/operations/CatalogueChannels";
import { useAnswer } from "../../ui/useAnswer";

export type Channel = NonNullable<CatalogueChannelsQuery["channels"]>[number];

// What Saleor calls the channel that each shop begins with.
const SALEORS_OWN = "default-channel";

// Who comes back from a reward finds the channel that they looked at.
let lastSlug: string | null = null;

/** The shop's channels, and the one whose catalogue is shown; `channel` is null without any. */
export function useChannels() {
  const { answer, again } = useAnswer(CatalogueChannelsDocument, {});
  const [slug, setSlug] = useState(lastSlug);
  const channels = answer.state === "there" ? (answer.data.channels ?? []) : [];
  const channel =
    channels.find((item) => item.slug === slug) ??
    channels.find((item) => item.slug === SALEORS_OWN) ??
    channels.find((item) => item.isActive) ??
    channels[0] ??
    null;
  function choose(next: string) {
    lastSlug = next;
    setSlug(next);
  }
  return { answer, again, channels, channel, choose };
}
