import type { ChannelDraft, Draft } from "./draft";

/** What each card shows and changes. */
export interface Form {
  draft: Draft;
  set: (values: Partial<Draft>) => void;
  /** The channel whose rates are shown; absent where the program has none. */
  channel: ChannelDraft | undefined;
  setChannel: (values: Partial<ChannelDraft>) => void;
  /** What is wrong with an input, by its name in the API. */
  problemOf: (field: string) => string | undefined;
}
