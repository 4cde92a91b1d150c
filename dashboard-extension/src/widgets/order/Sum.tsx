interface Props {
  name: string;
  value: string;
  isGain?: boolean;
  children?: string | false;
}

/** A row of sums: what, a note in between, how much. */
export function Sum({ name, value, isGain = false, children }: Props) {
  return (
    <div>
      <dt>{name}</dt>
      <dd className="soft">{children}</dd>
      <dd className={isGain ? "sum gain" : "sum"}>{value}</dd>
    </div>
  );
}
