import { useEffect, useState } from "react";

import { LoyaltyEarningRuleCreateDocument } from "../../api/operations/LoyaltyEarningRuleCreate";
import { LoyaltyEarningRuleDeleteDocument } from "../../api/operations/LoyaltyEarningRuleDelete";
import { LoyaltyEarningRuleReorderDocument } from "../../api/operations/LoyaltyEarningRuleReorder";
import { LoyaltyEarningRuleUpdateDocument } from "../../api/operations/LoyaltyEarningRuleUpdate";
import { FormProblems, SelectField } from "../../ui/form/fields";
import { SortableList } from "../../ui/form/SortableList";
import { phaseOf, type Phase } from "../../ui/rules/words";
import type { Undoable } from "../../ui/Undo";
import { useOpen, type Opener } from "../../ui/useOpen";
import { useSave } from "../../ui/useSave";
import { useNames, type Names } from "./names";
import { RuleForm } from "./RuleForm";
import type { Program } from "./RulesPage";
import { NAMED, ruleInWords } from "./sentences";
import { text } from "./texts";

export type Rule = Program["earningRules"][number];

interface Props {
  program: Program;
  again: () => void;
  onDone: (done: Undoable) => void;
}

const NEW = "new";
// So many are seen at a glance.
const FEW = 6;
const PHASES = ["all", "now", "later", "over", "off"] as const;

/** The rules of a program in their order, each edited where it stands. */
export function Rules({ program, again, onDone }: Props) {
  // What was saved shows at once; the shop's own answer follows.
  const [rules, setRules] = useState(program.earningRules);
  useEffect(() => setRules(program.earningRules), [program.earningRules]);
  const { open: edited, close, opener } = useOpen<string>();
  const [words, setWords] = useState("");
  const [phase, setPhase] = useState<Phase | "all">("all");
  const names = useNames(rules, NAMED);
  const creation = useSave(LoyaltyEarningRuleCreateDocument, (data) => data.loyaltyEarningRuleCreate);
  const deletion = useSave(LoyaltyEarningRuleDeleteDocument, (data) => data.loyaltyEarningRuleDelete);
  const change = useSave(LoyaltyEarningRuleUpdateDocument, (data) => data.loyaltyEarningRuleUpdate);
  const order = useSave(LoyaltyEarningRuleReorderDocument, (data) => data.loyaltyEarningRuleReorder);
  const now = new Date();
  const shown = rules.filter(
    (rule) =>
      (phase === "all" || phaseOf(rule, now) === phase) &&
      `${rule.name} ${ruleInWords(rule, names)}`.toLowerCase().includes(words.toLowerCase()),
  );

  function saved(rule: Rule, before: Rule | null) {
    setRules((all) =>
      before ? all.map((other) => (other.id === rule.id ? rule : other)) : [...all, rule],
    );
    close();
    onDone({
      message: text("ruleSaved", { name: rule.name }),
      undo: () => takeBack(rule.id, before),
    });
    again();
  }

  /** What was new goes again; what was changed becomes what it was. */
  async function takeBack(id: string, before: Rule | null): Promise<string> {
    let isBack: unknown;
    if (before) {
      const { id: _same, rank: _stays, ...input } = before;
      isBack = await change.save({ id, input });
    } else {
      isBack = await deletion.save({ id });
    }
    again();
    return isBack ? "" : text("failure_broken");
  }

  async function reorder(ids: string[]): Promise<boolean> {
    const before = rules;
    setRules(ids.flatMap((id) => before.find((rule) => rule.id === id) ?? []));
    const isSaved = Boolean(await order.save({ ids }));
    if (!isSaved) setRules(before);
    again();
    return isSaved;
  }

  async function move(ids: string[]) {
    const before = rules.map((rule) => rule.id);
    if (!(await reorder(ids))) return;
    onDone({
      message: text("reordered"),
      undo: async () => ((await reorder(before)) ? "" : text("failure_broken")),
    });
  }

  async function remove(rule: Rule) {
    if (!(await deletion.save({ id: rule.id }))) return;
    const before = rules.map(({ id }) => id);
    setRules((all) => all.filter((other) => other.id !== rule.id));
    again();
    onDone({
      message: text("ruleDeleted", { name: rule.name }),
      undo: async () => {
        const { id: _gone, ...input } = rule;
        const made = await creation.save({ programId: program.id, input });
        // Where it stood, among those of the same rank too.
        const newId = made?.earningRule?.id;
        if (!newId) return text("failure_broken");
        await order.save({ ids: before.map((id) => (id === rule.id ? newId : id)) });
        again();
        return "";
      },
    });
  }

  const row = (rule: Rule) =>
    edited === rule.id ? (
      <RuleForm
        program={program}
        rule={rule}
        onSaved={(changed) => saved(changed, rule)}
        onClose={close}
      />
    ) : (
      <RuleRow
        rule={rule}
        names={names}
        now={now}
        isBusy={deletion.isSaving}
        edit={opener(rule.id)}
        onDelete={() => void remove(rule)}
      />
    );
  const isPart = shown.length < rules.length;
  return (
    <section className="rules-section" aria-labelledby="rules-head">
      <div className="rules-head">
        <h2 id="rules-head">{text("rulesHead")}</h2>
        {edited === null && (
          <button type="button" className="primary" {...opener(NEW)}>
            {text("addRule")}
          </button>
        )}
      </div>
      {edited === NEW && (
        <RuleForm
          program={program}
          rule={null}
          rank={Math.max(0, ...rules.map((rule) => rule.rank))}
          onSaved={(made) => saved(made, null)}
          onClose={close}
        />
      )}
      <FormProblems messages={[...deletion.others, ...order.others]} />
      {rules.length === 0 ? (
        edited === null && (
          <div className="empty">
            <h3>{text("noRules")}</h3>
            <p>{text("noRulesWhy")}</p>
          </div>
        )
      ) : (
        <p className="soft">{text("rulesHelp")}</p>
      )}
      {rules.length > FEW && (
        <div className="search">
          <input
            type="search"
            aria-label={text("searchRules")}
            placeholder={text("searchRules")}
            value={words}
            onChange={(event) => setWords(event.target.value)}
          />
          <SelectField
            label={text("phase")}
            isBare
            value={phase}
            onChange={setPhase}
            choices={PHASES.map((value) => ({ value, label: text(`phase_${value}`) }))}
          />
        </div>
      )}
      {rules.length > 0 && shown.length === 0 && <p role="status">{text("nothingLikeThat")}</p>}
      {isPart && shown.length > 0 && <p className="soft">{text("noReorder")}</p>}
      {edited !== null || isPart ? (
        <ul className="sortable" aria-label={text("rulesHead")}>
          {shown.map((rule) => (
            <li key={rule.id} className={edited === rule.id ? "editing" : "row"}>
              {edited === rule.id ? row(rule) : <div className="content">{row(rule)}</div>}
            </li>
          ))}
        </ul>
      ) : (
        rules.length > 0 && (
          <SortableList
            label={text("rulesHead")}
            rows={rules}
            onReorder={(ids) => void move(ids)}
            isDisabled={order.isSaving}
          >
            {row}
          </SortableList>
        )
      )}
    </section>
  );
}

interface RowProps {
  rule: Rule;
  names: Names;
  now: Date;
  isBusy: boolean;
  edit: Opener;
  onDelete: () => void;
}

function RuleRow({ rule, names, now, isBusy, edit, onDelete }: RowProps) {
  const phase = phaseOf(rule, now);
  return (
    <div className="rule-row">
      <div className="says">
        <p>
          <strong>{rule.name}</strong>
          {phase !== "now" && <span className="phase">{text(`phase_${phase}`)}</span>}
        </p>
        <p className="soft">{ruleInWords(rule, names)}</p>
      </div>
      <p className="actions">
        <button type="button" aria-label={text("editNamed", { name: rule.name })} {...edit}>
          {text("edit")}
        </button>
        <button
          type="button"
          className="plain"
          disabled={isBusy}
          aria-label={text("deleteNamed", { name: rule.name })}
          onClick={onDelete}
        >
          {text("deleteIt")}
        </button>
      </p>
    </div>
  );
}
