/** A moment as a field for date and time takes it, in the reader's own time zone; "" for none. */
export function localMinute(iso: string | null | undefined): string {
  if (!iso) return "";
  const moment = new Date(iso);
  return new Date(moment.getTime() - moment.getTimezoneOffset() * 60_000)
    .toISOString()
    .slice(0, 16);
}
