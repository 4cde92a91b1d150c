import type {
  LoyaltyMessageSettingsInput,
  LoyaltyStatementScheduleEnum,
} from "../../api/operations/LoyaltyMessageSettingsUpdate";
import type { Settings } from "./Emails";

export type Sender = Settings["senders"][number];

/** Settings as they are typed: lists of numbers are texts until they are saved. */
export interface Draft {
  languageCode: string;
  reminders: string;
  thresholds: string;
  statements: LoyaltyStatementScheduleEnum;
  senders: readonly Sender[];
}

export function draftOf(settings: Settings): Draft {
  return {
    languageCode: settings.languageCode,
    reminders: settings.expiryReminderDays.join(", "),
    thresholds: settings.balanceThresholds.join(", "),
    statements: settings.statements,
    senders: settings.senders,
  };
}

/** Whole numbers between commas; null where something else is among them. */
export function numbersOf(typed: string): number[] | null {
  const parts = typed.split(/[\s,;]+/).filter(Boolean);
  return parts.every((part) => /^\d{1,12}$/.test(part)) ? parts.map(Number) : null;
}

/** What somebody has changed, and nothing else: what others save meanwhile stays as they left it. */
export interface Changes extends Partial<Omit<Draft, "senders">> {
  /** By the ID of the channel. */
  senders?: Readonly<Record<string, Partial<Sender>>>;
}

export function withChanges(draft: Draft, { senders, ...changes }: Changes): Draft {
  return {
    ...draft,
    ...changes,
    senders: draft.senders.map((sender) => ({ ...sender, ...senders?.[sender.channelId] })),
  };
}

export function changesOf(before: Draft, after: Draft): Changes {
  const { senders: sendersBefore, ...restBefore } = before;
  const { senders: sendersAfter, ...restAfter } = after;
  const senders = sendersAfter.flatMap((sender) => {
    const old = sendersBefore.find(({ channelId }) => channelId === sender.channelId);
    const changed = old ? differing(old, sender) : {};
    return Object.keys(changed).length > 0 ? [[sender.channelId, changed] as const] : [];
  });
  return {
    ...differing(restBefore, restAfter),
    ...(senders.length > 0 && { senders: Object.fromEntries(senders) }),
  };
}

/** The fields of `after` that are not as before. */
function differing<Fields extends object>(before: Fields, after: Fields): Partial<Fields> {
  const names = Object.keys(after) as (keyof Fields)[];
  return Object.fromEntries(
    names.filter((name) => after[name] !== before[name]).map((name) => [name, after[name]]),
  ) as Partial<Fields>;
}

/** As the API takes them. Only for changes whose numbers are some. */
export function inputOf(changes: Changes): LoyaltyMessageSettingsInput {
  const { reminders, thresholds, senders, ...others } = changes;
  return {
    ...others,
    ...(reminders !== undefined && { expiryReminderDays: numbersOf(reminders) ?? [] }),
    ...(thresholds !== undefined && { balanceThresholds: numbersOf(thresholds) ?? [] }),
    ...(senders && {
      senders: Object.entries(senders).map(([channelId, changed]) => ({ channelId, ...changed })),
    }),
  };
}
