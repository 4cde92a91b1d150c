/**
 * Pages of this app that stand side by side in the dashboard, such as a popup over a customer and
 * the widget beneath it, tell each other whose points have changed: no dashboard does it for them.
 */

const CHANNEL = "loyalty.points";

export function tellPointsChanged(customerId: string): void {
  const channel = channelOf();
  channel?.postMessage(customerId);
  channel?.close();
}

/** Calls back when another page has changed this customer's points; returns how to stop. */
export function onPointsChanged(customerId: string, changed: () => void): () => void {
  const channel = channelOf();
  if (!channel) return () => undefined;
  channel.onmessage = ({ data }) => {
    if (data === customerId) changed();
  };
  return () => channel.close();
}

function channelOf(): BroadcastChannel | null {
  try {
    return new BroadcastChannel(CHANNEL);
  } catch {
    // Browsers may keep it from frames of other sites: then the page is as fresh as it was loaded.
    return null;
  }
}
