import type {
  LoyaltyMessageSettingsInput,
  LoyaltyStatementScheduleEnum,
} from "../../api/operations/LoyaltyMessageSettingsUpdate";
import type { Settings } from "./Emails";

type Sender = Settings["senders"][number];

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

/** What differs, as the API takes it. Only for a draft whose numbers are some. */
export function inputOf(before: Draft, after: Draft): LoyaltyMessageSettingsInput {
  const senders = after.senders.filter(
    (sender, place) => JSON.stringify(sender) !== JSON.stringify(before.senders[place]),
  );
  return {
    ...(after.languageCode !== before.languageCode && { languageCode: after.languageCode }),
    ...(after.reminders !== before.reminders && {
      expiryReminderDays: numbersOf(after.reminders) ?? [],
    }),
    ...(after.thresholds !== before.thresholds && {
      balanceThresholds: numbersOf(after.thresholds) ?? [],
    }),
    ...(after.statements !== before.statements && { statements: after.statements }),
    ...(senders.length > 0 && {
      senders: senders.map(({ channelName: _name, ...sender }) => sender),
    }),
  };
}
