import { LoyaltyBadgeCreateDocument } from "../../api/operations/LoyaltyBadgeCreate";
import { LoyaltyBadgeDeleteDocument } from "../../api/operations/LoyaltyBadgeDelete";
import { LoyaltyBadgeReorderDocument } from "../../api/operations/LoyaltyBadgeReorder";
import { LoyaltyBadgeTranslateDocument } from "../../api/operations/LoyaltyBadgeTranslate";
import { LoyaltyBadgeUpdateDocument } from "../../api/operations/LoyaltyBadgeUpdate";
import { changedTexts } from "../../ui/form/Translations";
import { sent, type Problem } from "../../ui/useSave";
import { inputOf, type BadgeDraft } from "./draft";

export interface Saved {
  /** The badge's, where it is there now. */
  id: string | null;
  problems: readonly Problem[];
}

interface Change {
  programId: string;
  /** The badge to change; null for a new one. */
  id: string | null;
  /** As it was when it was last saved; null for a new one. */
  before: BadgeDraft | null;
  draft: BadgeDraft;
}

/**
 * Writes a badge, with its picture in a multipart request, and then its texts in other languages;
 * problems of these are `<language>.<field>`.
 */
export async function saveBadge({ programId, id, before, draft }: Change): Promise<Saved> {
  const input = inputOf(draft, id ? (before ?? draft) : null);
  const { payload, problems } = id
    ? await sent(LoyaltyBadgeUpdateDocument, { id, input }, (data) => data.loyaltyBadgeUpdate)
    : await sent(
        LoyaltyBadgeCreateDocument,
        { programId, input },
        (data) => data.loyaltyBadgeCreate,
      );
  const savedId = payload?.badge?.id ?? id;
  if (!payload || !savedId) return { id, problems };
  for (const { languageCode, input: texts } of changedTexts(
    before?.translations ?? {},
    draft.translations,
  )) {
    const translated = await sent(
      LoyaltyBadgeTranslateDocument,
      { id: savedId, languageCode, input: texts },
      (data) => data.loyaltyBadgeTranslate,
    );
    if (!translated.payload) {
      return {
        id: savedId,
        problems: translated.problems.map(({ field, message }) => ({
          field: field ? `${languageCode}.${field}` : null,
          message,
        })),
      };
    }
  }
  return { id: savedId, problems: [] };
}

/** What went wrong; "" where it is gone. */
export async function deleteBadge(id: string): Promise<string> {
  const { problems } = await sent(
    LoyaltyBadgeDeleteDocument,
    { id },
    (data) => data.loyaltyBadgeDelete,
  );
  return problems[0]?.message ?? "";
}

/** What went wrong; "" where it is shown, or hidden. */
export async function showBadge(id: string, isActive: boolean): Promise<string> {
  const variables = { id, input: { isActive } };
  const { problems } = await sent(
    LoyaltyBadgeUpdateDocument,
    variables,
    (data) => data.loyaltyBadgeUpdate,
  );
  return problems[0]?.message ?? "";
}

/** What went wrong; "" where they are in this order. */
export async function reorderBadges(ids: string[]): Promise<string> {
  const { problems } = await sent(
    LoyaltyBadgeReorderDocument,
    { ids },
    (data) => data.loyaltyBadgeReorder,
  );
  return problems[0]?.message ?? "";
}
