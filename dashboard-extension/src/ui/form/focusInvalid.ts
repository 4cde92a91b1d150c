/** Brings the reader to the first field that is wrong. A group around it may say so, too. */
export function focusInvalid(form: HTMLElement | null): void {
  form
    ?.querySelector<HTMLElement>(':is(input, select, textarea)[aria-invalid="true"]')
    ?.focus();
}
