import { useId, useState, type FormEvent } from "react";

import "../../ui/AdjustForm.css";
import { LoyaltyEarningRuleCreateDocument } from "../../api/operations/LoyaltyEarningRuleCreate";
import { LoyaltyEarningRuleUpdateDocument } from "../../api/operations/LoyaltyEarningRuleUpdate";
import type { LoyaltyProductWidgetQuery } from "../../api/operations/LoyaltyProductWidget";
import { localMinute } from "../../ui/localMinute";
import { amountOf, givesInWords, givesOf, text as words, wayOf, WAYS } from "../../ui/rules/words";
import type { Way } from "../../ui/rules/words";
import { useSave } from "../../ui/useSave";
import { text } from "./texts";

type Product = NonNullable<LoyaltyProductWidgetQuery["product"]>;
type RuleOfProduct = Product["loyaltyRules"][number];

interface Props {
  product: Product;
  /** The rule that is changed; null for a new one. */
  item: RuleOfProduct | null;
  /** Told the rule's ID, what it gives in words, and whether it is switched on. */
  onSaved: (ruleId: string, gives: string, isOn: boolean) => void;
  onClose: () => void;
}

const FIELDS = ["fixedPoints", "percentage", "multiplier", "endsAt"];

/** Points for one product: what it gives, and until when. */
export function OwnRuleForm({ product, item, onSaved, onClose }: Props) {
  const programs = programsOf(product);
  const [way, setWay] = useState<Way>(item ? wayOf(item.rule) : "fixed");
  const [amount, setAmount] = useState(item && way !== "nothing" ? `${amountOf(item.rule)}` : "");
  const [until, setUntil] = useState(localMinute(item?.rule.endsAt));
  // One that is off stays off until somebody wants it on.
  const wasOff = item?.rule.isActive === false;
  const [isOn, setOn] = useState(!wasOff);
  const [programId, setProgramId] = useState(programs[0]?.id);
  const creation = useSave(
    LoyaltyEarningRuleCreateDocument,
    (data) => data.loyaltyEarningRuleCreate,
    FIELDS,
  );
  const change = useSave(
    LoyaltyEarningRuleUpdateDocument,
    (data) => data.loyaltyEarningRuleUpdate,
    FIELDS,
  );
  const about = useId();
  const used = item ? change : creation;
  const problems = [...FIELDS.map(used.problemOf), ...used.others].filter(Boolean);

  async function save(event: FormEvent) {
    event.preventDefault();
    const gives = givesOf(way, Number(amount));
    const input = { ...gives, endsAt: until ? new Date(until).toISOString() : null };
    const saved = item
      ? await change.save({ id: item.rule.id, input: { ...input, ...(wasOff && isOn && { isActive: true }) } })
      : await creation.save({
          // Shoppers read the name where the rule decided.
          input: { ...input, name: product.name, productIds: [product.id] },
          ...(programId && { programId }),
        });
    if (saved?.earningRule) onSaved(saved.earningRule.id, givesInWords(gives), isOn);
  }

  return (
    <form className="adjust" onSubmit={(event) => void save(event)}>
      <label>
        {words("givesField")}
        <select value={way} onChange={(event) => setWay(event.target.value as Way)}>
          {WAYS.map((name) => (
            <option key={name} value={name}>
              {words(`${name}Field`)}
            </option>
          ))}
        </select>
      </label>
      {way !== "nothing" && (
        <label>
          {text("amountField")}
          <input
            type="number"
            inputMode="decimal"
            min={0}
            step={way === "fixed" ? 1 : 0.01}
            required
            autoFocus
            value={amount}
            aria-describedby={about}
            onChange={(event) => setAmount(event.target.value)}
          />
        </label>
      )}
      <label>
        {words("untilField")} ({text("optional")})
        <input
          type="datetime-local"
          value={until}
          onChange={(event) => setUntil(event.target.value)}
        />
      </label>
      {wasOff && (
        <label className="told">
          <input type="checkbox" checked={isOn} onChange={(event) => setOn(event.target.checked)} />
          {text("switchOn")}
        </label>
      )}
      {!item && programs.length > 1 && (
        <label>
          {text("program")}
          <select value={programId} onChange={(event) => setProgramId(event.target.value)}>
            {programs.map((program) => (
              <option key={program.id} value={program.id}>
                {program.name}
              </option>
            ))}
          </select>
        </label>
      )}
      <div id={about} aria-live="polite">
        {problems.map((message) => (
          <p key={message} className="warning">
            {message}
          </p>
        ))}
      </div>
      <p className="actions">
        <button type="submit" className="primary" disabled={used.isSaving}>
          {text("save")}
        </button>
        <button type="button" className="plain" onClick={onClose}>
          {text("cancel")}
        </button>
      </p>
    </form>
  );
}

/** The programs of the channels that list it, each once. */
function programsOf({ loyaltyInChannels }: Product): { id: string; name: string }[] {
  const found = loyaltyInChannels.flatMap(({ program }) => (program ? [program] : []));
  return found.filter((program, place) => found.findIndex(({ id }) => id === program.id) === place);
}
