import { text } from "../texts";
import { SelectField } from "./form/fields";

interface Program {
  id: string;
  name: string;
}

interface Props {
  programs: readonly Program[];
  value: string;
  onChange: (id: string) => void;
}

/** Which program a page is about; a shop with one of them is asked nothing. */
export function ProgramChoice({ programs, value, onChange }: Props) {
  if (programs.length < 2) return null;
  return (
    <div className="program-choice">
      <SelectField
        label={text("program")}
        value={value}
        onChange={onChange}
        choices={programs.map(({ id, name }) => ({ value: id, label: name }))}
      />
    </div>
  );
}
