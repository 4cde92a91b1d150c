import { LoyaltyTierCreateDocument } from "../../api/operations/LoyaltyTierCreate";
import { LoyaltyTierDeleteDocument } from "../../api/operations/LoyaltyTierDelete";
import { LoyaltyTierTranslateDocument } from "../../api/operations/LoyaltyTierTranslate";
import { LoyaltyTierUpdateDocument } from "../../api/operations/LoyaltyTierUpdate";
import { changedTexts, type Texts } from "../../ui/form/Translations";
import { sent, type Problem } from "../../ui/useSave";
import { inputOf, linesOf, type TierDraft, type TierText } from "./draft";

export interface Saved {
  /** The tier's, where it is there now. */
  id: string | null;
  problems: readonly Problem[];
}

interface Change {
  programId: string;
  /** The tier to change; null for a new one. */
  id: string | null;
  before: Texts<TierText>;
  draft: TierDraft;
}

/** Writes a tier and then its texts in other languages; problems of these are `<language>.<field>`. */
export async function saveTier({ programId, id, before, draft }: Change): Promise<Saved> {
  const input = inputOf(draft);
  const { payload, problems } = id
    ? await sent(LoyaltyTierUpdateDocument, { id, input }, (data) => data.loyaltyTierUpdate)
    : await sent(
        LoyaltyTierCreateDocument,
        { programId, input },
        (data) => data.loyaltyTierCreate,
      );
  const savedId = payload?.tier?.id ?? id;
  if (!payload || !savedId) return { id, problems };
  for (const { languageCode, input: texts } of changedTexts(before, draft.translations)) {
    const { perks, ...rest } = texts;
    const translated = await sent(
      LoyaltyTierTranslateDocument,
      {
        id: savedId,
        languageCode,
        input: { ...rest, ...(perks !== undefined && { perks: linesOf(perks) }) },
      },
      (data) => data.loyaltyTierTranslate,
    );
    if (!translated.payload) {
      const of = (field: string) => `${languageCode}.${field}`;
      return {
        id: savedId,
        problems: translated.problems.map(({ field, message }) => ({
          field: field ? of(field) : null,
          message,
        })),
      };
    }
  }
  return { id: savedId, problems: [] };
}

/** What went wrong; "" where it is gone. */
export async function deleteTier(id: string): Promise<string> {
  const { problems } = await sent(
    LoyaltyTierDeleteDocument,
    { id },
    (data) => data.loyaltyTierDelete,
  );
  return problems[0]?.message ?? "";
}

/** Texts that take back what `after` says in languages that `before` says nothing in. */
export function restored(before: Texts<TierText>, after: Texts<TierText>): Texts<TierText> {
  const none = { name: "", description: "", perks: "" };
  return Object.fromEntries(Object.keys({ ...after, ...before }).map((code) => [code, before[code] ?? none]));
}
