import { useEffect, useState } from "react";

import { LoyaltyBonusDeleteDocument } from "../../api/operations/LoyaltyBonusDelete";
import { number, relativeDay } from "../../texts";
import { FormProblems } from "../../ui/form/fields";
import { phaseOf } from "../../ui/rules/words";
import type { Undoable } from "../../ui/Undo";
import { useOpen, type Opener } from "../../ui/useOpen";
import { useSave } from "../../ui/useSave";
import { BonusForm } from "./BonusForm";
import type { Program } from "./RulesPage";
import { bonusInWords } from "./sentences";
import { text } from "./texts";

export type Bonus = Program["bonuses"][number];
export type SavedBonus = Omit<Bonus, "lastRun">;

interface Props {
  program: Program;
  again: () => void;
  onDone: (done: Undoable) => void;
}

const NEW = "new";

/** Points for something other than an order's goods; each is edited where it stands. */
export function Bonuses({ program, again, onDone }: Props) {
  // What was saved shows at once; the shop's own answer follows.
  const [bonuses, setBonuses] = useState<Bonus[]>(program.bonuses);
  useEffect(() => setBonuses(program.bonuses), [program.bonuses]);
  const { open: edited, close, opener } = useOpen<string>();
  const asking = useOpen<string>();
  const asked = asking.open;
  const deletion = useSave(LoyaltyBonusDeleteDocument, (data) => data.loyaltyBonusDelete);

  function saved(bonus: SavedBonus) {
    setBonuses((before) =>
      before.some(({ id }) => id === bonus.id)
        ? before.map((other) => (other.id === bonus.id ? { ...other, ...bonus } : other))
        : [...before, { ...bonus, lastRun: null }],
    );
    close();
    onDone({ message: text("bonusSaved", { name: bonus.name }) });
    again();
  }

  async function remove(bonus: Bonus) {
    if (!(await deletion.save({ id: bonus.id }))) return;
    setBonuses((before) => before.filter(({ id }) => id !== bonus.id));
    asking.close();
    onDone({ message: text("bonusDeleted", { name: bonus.name }) });
    again();
  }

  return (
    <section className="rules-section" aria-labelledby="bonuses-head">
      <div className="rules-head">
        <h2 id="bonuses-head">{text("giftsHead")}</h2>
        {edited === null && (
          <button type="button" {...opener(NEW)}>
            {text("addBonus")}
          </button>
        )}
      </div>
      {edited === NEW && (
        <BonusForm
          program={program}
          bonus={null}
          onSaved={saved}
          onClose={close}
        />
      )}
      <FormProblems messages={deletion.others} />
      {bonuses.length === 0 ? (
        edited === null && (
          <div className="empty">
            <h3>{text("noBonuses")}</h3>
            <p>{text("noBonusesWhy")}</p>
          </div>
        )
      ) : (
        <p className="soft">{text("giftsHelp")}</p>
      )}
      <ul className="sortable" aria-label={text("giftsHead")}>
        {bonuses.map((bonus) => (
          <li key={bonus.id} className={edited === bonus.id ? "editing" : "row"}>
            {edited === bonus.id ? (
              <BonusForm
                program={program}
                bonus={bonus}
                onSaved={saved}
                onClose={close}
              />
            ) : asked === bonus.id ? (
              <DeleteAsk
                name={bonus.name}
                isBusy={deletion.isSaving}
                onDelete={() => void remove(bonus)}
                onKeep={asking.close}
              />
            ) : (
              <BonusRow
                bonus={bonus}
                edit={opener(bonus.id)}
                remove={asking.opener(bonus.id)}
              />
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

interface AskProps {
  name: string;
  isBusy: boolean;
  onDelete: () => void;
  onKeep: () => void;
}

/** A bonus that is made anew would give again what it has given: so deleting asks first. */
function DeleteAsk({ name, isBusy, onDelete, onKeep }: AskProps) {
  return (
    <div className="content rule-row asks" role="alert">
      <p className="says">{text("bonusDeleteAsk", { name })}</p>
      <p className="actions">
        <button type="button" disabled={isBusy} onClick={onDelete}>
          {text("deleteIt")}
        </button>
        <button type="button" className="plain" autoFocus onClick={onKeep}>
          {text("keep")}
        </button>
      </p>
    </div>
  );
}

interface RowProps {
  bonus: Bonus;
  edit: Opener;
  remove: Opener;
}

function BonusRow({ bonus, edit, remove }: RowProps) {
  const phase = phaseOf(bonus, new Date());
  const { lastRun } = bonus;
  const about = [bonusInWords(bonus)];
  if (lastRun) {
    const { accountsCount } = lastRun;
    about.push(
      text("lastRun", {
        day: relativeDay(lastRun.dueAt, new Date()),
        accounts: text("accounts", { count: accountsCount, number: number(accountsCount) }),
      }),
    );
  }
  return (
    <div className="content rule-row">
      <div className="says">
        <p>
          <strong>{bonus.name}</strong>
          {phase !== "now" && <span className="phase">{text(`phase_${phase}`)}</span>}
        </p>
        <p className="soft">{about.join(" · ")}</p>
      </div>
      <p className="actions">
        <button type="button" aria-label={text("editNamed", { name: bonus.name })} {...edit}>
          {text("edit")}
        </button>
        <button
          type="button"
          className="plain"
          aria-label={text("deleteNamed", { name: bonus.name })}
          {...remove}
        >
          {text("deleteIt")}
        </button>
      </p>
    </div>
  );
}
