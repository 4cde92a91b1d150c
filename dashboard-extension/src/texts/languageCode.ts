import type { LanguageCodeEnum } from "../api/operations/DraftOrderLoyalty";
import { session } from "../bridge/session";

/** The dashboard's language as Saleor names it: `pt-BR` is `PT_BR`. */
export function languageCode(): LanguageCodeEnum {
  return session().locale.toUpperCase().replaceAll("-", "_") as LanguageCodeEnum;
}
