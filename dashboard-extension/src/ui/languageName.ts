import { language } from "../texts";

/** `PT_BR` or `pt-br` in the reader's own words. */
export function languageName(code: string): string {
  try {
    const names = new Intl.DisplayNames([language()], { type: "language" });
    return names.of(code.replaceAll("_", "-")) ?? code;
  } catch {
    return code;
  }
}
