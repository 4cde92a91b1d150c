import { useState, type FormEvent } from "react";

import { LoyaltyEarningRuleCreateDocument } from "../../api/operations/LoyaltyEarningRuleCreate";
import { LoyaltyEarningRuleUpdateDocument } from "../../api/operations/LoyaltyEarningRuleUpdate";
import {
  DateTimeField,
  FormProblems,
  NumberField,
  SelectField,
  Switch,
  TextField,
} from "../../ui/form/fields";
import { Picker } from "../../ui/form/Picker";
import { amountOf, givesOf, text as words, wayOf, WAYS, type Way } from "../../ui/rules/words";
import { useSave } from "../../ui/useSave";
import { GOODS, SOURCES, useNames, type Kind } from "./names";
import type { Rule } from "./Rules";
import type { Program } from "./RulesPage";
import { NAMED, ruleInWords } from "./sentences";
import { text } from "./texts";

interface Props {
  program: Program;
  /** The rule that is changed; null for a new one. */
  rule: Rule | null;
  /** Where a new one stands. */
  rank?: number;
  onSaved: (rule: Rule) => void;
  onClose: () => void;
}

const FIELDS = [
  "name",
  "fixedPoints",
  "percentage",
  "multiplier",
  ...GOODS,
  "channelIds",
  "orderValueFrom",
  "startsAt",
  "endsAt",
];
const SETTING = { fixed: "fixedPoints", percentage: "percentage", multiplier: "multiplier" };

/** What a rule is for, what it gives and when; in words below. */
export function RuleForm({ program, rule, rank = 0, onSaved, onClose }: Props) {
  const [values, setValues] = useState(() => ({
    name: rule?.name ?? "",
    isActive: rule?.isActive ?? true,
    variantIds: rule?.variantIds ?? [],
    productIds: rule?.productIds ?? [],
    collectionIds: rule?.collectionIds ?? [],
    categoryIds: rule?.categoryIds ?? [],
    productTypeIds: rule?.productTypeIds ?? [],
    channelIds: rule?.channelIds ?? [],
    orderValueFrom: rule?.orderValueFrom ?? 0,
    startsAt: rule?.startsAt ?? null,
    endsAt: rule?.endsAt ?? null,
  }));
  const [way, setWay] = useState<Way>(rule ? wayOf(rule) : "multiplier");
  const [amount, setAmount] = useState<number | null>(rule ? amountOf(rule) : 2);
  const [isAmountMissing, setAmountMissing] = useState(false);
  const [open, setOpen] = useState<readonly Kind[]>([]);
  const names = useNames([values], NAMED);
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
  const used = rule ? change : creation;
  const gives = givesOf(way, amount);
  const shown = GOODS.filter((kind) => values[kind].length > 0 || open.includes(kind));
  const set = (changed: Partial<typeof values>) =>
    setValues((before) => ({ ...before, ...changed }));

  async function save(event: FormEvent) {
    event.preventDefault();
    // The API takes nothing given as what it gave before.
    const isMissing = way !== "nothing" && amount === null;
    setAmountMissing(isMissing);
    if (isMissing) return;
    const input = { ...values, ...gives };
    const saved = rule
      ? await change.save({ id: rule.id, input })
      : await creation.save({ programId: program.id, input: { ...input, rank } });
    if (saved?.earningRule) onSaved(saved.earningRule);
  }

  return (
    <form
      className="rule-form"
      aria-label={rule ? text("editNamed", { name: rule.name }) : text("newRule")}
      noValidate
      onSubmit={(event) => void save(event)}
    >
      <div className="fields">
        <TextField
          label={text("nameField")}
          value={values.name}
          onChange={(name) => set({ name })}
          error={used.problemOf("name")}
          hint={text("nameHint")}
          maxLength={255}
          isRequired
        />
        <SelectField
          label={words("givesField")}
          value={way}
          onChange={setWay}
          choices={WAYS.map((value) => ({ value, label: words(`${value}Field`) }))}
        />
        {way !== "nothing" && (
          <NumberField
            label={text("howMuch")}
            value={amount}
            onChange={setAmount}
            decimals={way === "fixed" ? 0 : 2}
            error={isAmountMissing ? text("required") : used.problemOf(SETTING[way])}
            isRequired
          />
        )}
      </div>
      <fieldset>
        <legend>{text("goods")}</legend>
        <p className="soft">{text("goodsHint")}</p>
        {shown.length > 0 && (
          <div className="fields">
            {shown.map((kind) => (
              <Picker
                key={kind}
                label={text(kind)}
                source={SOURCES[kind]}
                ids={values[kind]}
                onChange={(ids) => set({ [kind]: ids })}
                error={used.problemOf(kind)}
              />
            ))}
          </div>
        )}
        <p className="actions">
          <span className="soft">{text("alsoFor")}</span>
          {GOODS.filter((kind) => !shown.includes(kind)).map((kind) => (
            <button key={kind} type="button" onClick={() => setOpen([...open, kind])}>
              {text(kind)}
            </button>
          ))}
        </p>
      </fieldset>
      <div className="fields">
        <Picker
          label={text("channelIds")}
          source={SOURCES.channelIds}
          ids={values.channelIds}
          onChange={(channelIds) => set({ channelIds })}
          error={used.problemOf("channelIds")}
          hint={text("channelsHint")}
        />
        <NumberField
          label={text("orderValueField")}
          value={values.orderValueFrom}
          onChange={(orderValueFrom) => set({ orderValueFrom: orderValueFrom ?? 0 })}
          decimals={3}
          error={used.problemOf("orderValueFrom")}
          hint={text("orderValueHint")}
        />
        <DateTimeField
          label={words("fromField")}
          value={values.startsAt}
          onChange={(startsAt) => set({ startsAt })}
          error={used.problemOf("startsAt")}
          hint={text("optional")}
        />
        <DateTimeField
          label={words("untilField")}
          value={values.endsAt}
          onChange={(endsAt) => set({ endsAt })}
          error={used.problemOf("endsAt")}
          hint={text("optional")}
        />
        <Switch
          label={text("active")}
          value={values.isActive}
          onChange={(isActive) => set({ isActive })}
        />
      </div>
      <p className="preview" role="status" aria-label={text("previewOf")}>
        {ruleInWords({ ...values, ...gives }, names)}
      </p>
      <FormProblems messages={used.others} />
      <p className="actions">
        <button type="submit" className="primary" disabled={used.isSaving}>
          {text(used.isSaving ? "saving" : "save")}
        </button>
        <button type="button" className="plain" onClick={onClose}>
          {text("cancel")}
        </button>
      </p>
    </form>
  );
}
