import { textsOf } from "../../texts";
import de from "./de.json";
import en from "./en.json";

export const text = textsOf("messages-in-words", { en, de });

/** `TIER_RAISED`, or the event `tier_raised`, in the reader's own words. */
export function kindName(kind: string): string {
  const key = `kind_${kind.toUpperCase()}`;
  // Whatever a later version of the shop sends is shown by its own name.
  return key in en ? text(key) : kind;
}

export interface AttemptShown {
  number: number;
  isSuccess: boolean;
  statusCode?: number | null;
  durationMs: number;
  error: string;
  response: string;
  startedAt: string;
}

/** An e-mail or a request, as far as lists show it. */
export interface DeliveryShown {
  id: string;
  kind: string;
  status: "PENDING" | "DELIVERED" | "SKIPPED" | "FAILED";
  recipient: string;
  subject: string;
  errorCode: string;
  error: string;
  createdAt: string;
  dueAt?: string | null;
  finishedAt?: string | null;
  attempts: readonly AttemptShown[];
}

/** Why it didn't go out, in plain words where there are some. */
export function reasonOf(
  { status, errorCode, error }: DeliveryShown,
  isRequest: boolean,
): string {
  if (status === "DELIVERED") return "";
  const key = [isRequest && `code_${errorCode}_request`, `code_${errorCode}`].find(
    (name) => name && name in en,
  );
  return key ? text(key) : error;
}
