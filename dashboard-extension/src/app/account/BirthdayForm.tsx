import { useState, type FormEvent } from "react";

import { LoyaltyBirthdaySetDocument } from "../../api/operations/LoyaltyBirthdaySet";
import { language } from "../../texts";
import { FormProblems, NumberField, SelectField, TextField } from "../../ui/form/fields";
import { useSave } from "../../ui/useSave";
import { text } from "./texts";

interface Props {
  customerId: string;
  /** Such as `1990-05-31`, or `--05-31` without the year. */
  birthday: string | null;
  onSaved: () => void;
}

const MONTHS = ["01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12"];

/** The day, with or without the year: not everybody tells it. */
export function BirthdayForm({ customerId, birthday, onSaved }: Props) {
  const parts = /^(\d{4}|-)-(\d\d)-(\d\d)$/.exec(birthday ?? "");
  const [day, setDay] = useState<number | null>(parts ? Number(parts[3]) : null);
  const [month, setMonth] = useState(parts?.[2] ?? "01");
  const [year, setYear] = useState(parts && parts[1] !== "-" ? (parts[1] ?? "") : "");
  const { save, isSaving, problemOf, others } = useSave(
    LoyaltyBirthdaySetDocument,
    (data) => data.loyaltyBirthdaySet,
    ["birthday"],
  );
  const said =
    day === null
      ? null
      : `${year.trim() || "-"}-${month}-${String(day).padStart(2, "0")}`;

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (said && (await save({ customerId, birthday: said }))) onSaved();
  }

  return (
    <section className="part" aria-labelledby="birthday-heading">
      <h2 id="birthday-heading">{text("birthday")}</h2>
      <form className="birthday" onSubmit={(event) => void submit(event)}>
        <NumberField label={text("day")} value={day} onChange={setDay} min={1} max={31} />
        <SelectField
          label={text("month")}
          value={month}
          onChange={setMonth}
          choices={MONTHS.map((value) => ({ value, label: monthName(value) }))}
        />
        <TextField
          label={`${text("year")} (${text("optional")})`}
          value={year}
          onChange={setYear}
          maxLength={4}
        />
        <button type="submit" disabled={isSaving || !said || said === birthday}>
          {text("save")}
        </button>
      </form>
      <FormProblems messages={[problemOf("birthday") ?? "", ...others].filter(Boolean)} />
    </section>
  );
}

function monthName(month: string): string {
  return new Intl.DateTimeFormat(language(), { month: "long", timeZone: "UTC" }).format(
    new Date(`2000-${month}-15T00:00:00Z`),
  );
}
