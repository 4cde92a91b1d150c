import { text } from "../texts";

/** Whether the customer gets an e-mail about points; null: as the program is set. */
export type Told = boolean | null;

const CHOICES: readonly { name: string; told: Told }[] = [
  { name: "program", told: null },
  { name: "yes", told: true },
  { name: "no", told: false },
];

interface Props {
  value: Told;
  onChange: (told: Told) => void;
}

/** What staff leave alone is left to the program, which may send such e-mails by itself. */
export function ToldField({ value, onChange }: Props) {
  const chosen = CHOICES.find(({ told }) => told === value);
  return (
    <label className="field">
      {text("told")}
      <select
        value={chosen?.name}
        onChange={({ target }) =>
          onChange(CHOICES.find(({ name }) => name === target.value)?.told ?? null)
        }
      >
        {CHOICES.map(({ name }) => (
          <option key={name} value={name}>
            {text(`told_${name}`)}
          </option>
        ))}
      </select>
    </label>
  );
}
