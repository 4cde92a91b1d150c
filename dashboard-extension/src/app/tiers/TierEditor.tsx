import { useEffect, useRef, useState, type FormEvent } from "react";

import { products } from "../../api/catalogue";
import { DateTimeField, FormProblems, NumberField, SelectField, Switch, TextField } from "../../ui/form/fields";
import { focusInvalid } from "../../ui/form/focusInvalid";
import { Picker, type Item, type Source } from "../../ui/form/Picker";
import { Translations } from "../../ui/form/Translations";
import type { Problem } from "../../ui/useSave";
import {
  byThreshold,
  draftOf,
  EMPTY,
  missing,
  type Discount,
  type Program,
  type Tier,
  type TierDraft,
} from "./draft";
import { saveTier } from "./save";
import { Seasons } from "./Seasons";
import { customerTypes } from "./sources";
import { text } from "./texts";
import { TierBar, type Step } from "./TierBar";
import { TierPreview } from "./TierPreview";

interface Props {
  program: Program;
  /** Null for a new one. */
  tier: Tier | null;
  rewards: Source;
  onSaved: (id: string, before: TierDraft, after: TierDraft) => void;
  onClose: () => void;
}

const DISCOUNTS: Discount[] = ["NONE", "PERCENTAGE", "AMOUNT"];
const HERE = new Set([
  ...["name", "description", "threshold", "discountPercentage", "discountAmount", "productIds"],
  ...["earningMultiplier", "arrivalPoints", "arrivalRewardId", "customerTypeId", "perks"],
  ...["startsAt", "endsAt"],
]);

/** All about one tier, with the bar and the preview as they will be. */
export function TierEditor({ program, tier, rewards, onSaved, onClose }: Props) {
  const [draft, setDraft] = useState<TierDraft>(() => (tier ? draftOf(tier) : EMPTY));
  const [before] = useState(draft);
  // A new one that was saved, though not in all languages.
  const [id, setId] = useState(tier?.id ?? null);
  const [isSaving, setSaving] = useState(false);
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const form = useRef<HTMLFormElement>(null);
  const rewardName = useRewardName(rewards, draft.arrivalRewardId, tier);
  const currency = program.tierBasis === "POINTS" ? null : (program.amountsCurrency ?? "");
  const amountsCurrency = program.amountsCurrency ?? "";
  const set = (values: Partial<TierDraft>) => setDraft((now) => ({ ...now, ...values }));
  const problemOf = (field: string) => problems.find((item) => item.field === field)?.message;
  const others = problems.filter(({ field }) => !field || !isHere(field));

  useEffect(() => {
    form.current?.querySelector<HTMLElement>("input")?.focus();
  }, []);
  useEffect(() => {
    if (problems.length > 0) focusInvalid(form.current);
  }, [problems]);

  async function save(event: FormEvent) {
    event.preventDefault();
    if (isSaving) return;
    const empty = missing(draft);
    if (empty.size > 0) {
      setProblems([...empty].map(([field, message]) => ({ field, message })));
      return;
    }
    setSaving(true);
    const saved = await saveTier({ programId: program.id, id, before: before.translations, draft });
    setSaving(false);
    setId(saved.id);
    setProblems(saved.problems);
    if (saved.id && saved.problems.length === 0) onSaved(saved.id, before, draft);
  }

  return (
    <form ref={form} className="fields tier-editor" onSubmit={(event) => void save(event)} noValidate>
      <h2 className="wide">{tier ? text("editTier", { name: tier.usualName }) : text("newTier")}</h2>
      <Basics {...{ draft, set, problemOf, currency }} />
      <div className="wide">
        <TierBar
          steps={stepsWith(program.tiers, draft, tier?.id ?? id)}
          currency={currency}
        />
      </div>
      <Benefits {...{ draft, set, problemOf, rewards }} currency={amountsCurrency} />
      <details className="wide" open={isLimited(draft)}>
        <summary>{text("times")}</summary>
        <div className="fields">
          <DateTimeField
            label={text("startsAt")}
            value={draft.startsAt}
            onChange={(startsAt) => set({ startsAt })}
            error={problemOf("startsAt")}
            hint={text("startsAtHint")}
          />
          <DateTimeField
            label={text("endsAt")}
            value={draft.endsAt}
            onChange={(endsAt) => set({ endsAt })}
            error={problemOf("endsAt")}
            hint={text("endsAtHint")}
          />
          <div className="wide">
            <Seasons
              seasons={draft.seasons}
              onChange={(seasons) => set({ seasons })}
              currency={currency}
              problemOf={problemOf}
            />
          </div>
        </div>
      </details>
      <div className="wide">
        <Translations
          fields={[
            { name: "name", label: text("name"), maxLength: 255 },
            { name: "description", label: text("description"), rows: 2 },
            { name: "perks", label: text("perks"), rows: 3 },
          ]}
          texts={draft.translations}
          onChange={(translations) => set({ translations })}
          problemOf={problemOf}
        />
      </div>
      <div className="wide">
        <TierPreview
          draft={draft}
          currency={currency}
          amountsCurrency={amountsCurrency}
          rewardName={rewardName}
          next={nextOf(program.tiers, draft, tier?.id ?? id)}
        />
      </div>
      <div className="wide">
        <FormProblems messages={others.map(({ message }) => message)} />
        <p className="actions">
          <button type="submit" className="primary" disabled={isSaving}>
            {text(isSaving ? "saving" : "save")}
          </button>
          <button type="button" onClick={onClose}>
            {text("cancel")}
          </button>
        </p>
      </div>
    </form>
  );
}

interface PartProps {
  draft: TierDraft;
  set: (values: Partial<TierDraft>) => void;
  problemOf: (field: string) => string | undefined;
}

function Basics({ draft, set, problemOf, currency }: PartProps & { currency: string | null }) {
  return (
    <div className="fields wide">
      <TextField
        label={text("name")}
        value={draft.name}
        onChange={(name) => set({ name })}
        error={problemOf("name")}
        maxLength={255}
        isRequired
      />
      <NumberField
        label={text("threshold")}
        value={draft.threshold}
        onChange={(threshold) => set({ threshold })}
        {...(currency && { currency })}
        error={problemOf("threshold")}
        hint={text("thresholdHint")}
        isRequired
      />
      <div className="wide">
        <TextField
          label={text("description")}
          value={draft.description}
          onChange={(description) => set({ description })}
          error={problemOf("description")}
          rows={2}
        />
      </div>
    </div>
  );
}

function Benefits({
  draft,
  set,
  problemOf,
  currency,
  rewards,
}: PartProps & { currency: string; rewards: Source }) {
  const types = useCustomerTypes();
  return (
    <fieldset className="part wide">
      <legend>{text("benefits")}</legend>
      <div className="fields">
        <SelectField
          label={text("discount")}
          value={draft.discount}
          onChange={(discount) => set({ discount })}
          choices={DISCOUNTS.map((value) => ({ value, label: text(`discount_${value}`) }))}
        />
        {draft.discount === "PERCENTAGE" && (
          <NumberField
            label={text("percentage")}
            value={draft.discountPercentage}
            onChange={(discountPercentage) => set({ discountPercentage })}
            max={100}
            decimals={2}
            isPercentage
            error={problemOf("discountPercentage")}
            isRequired
          />
        )}
        {draft.discount === "AMOUNT" && (
          <NumberField
            label={text("amount")}
            value={draft.discountAmount}
            onChange={(discountAmount) => set({ discountAmount })}
            currency={currency}
            error={problemOf("discountAmount")}
            isRequired
          />
        )}
        {draft.discount !== "NONE" && (
          <Picker
            label={text("goods")}
            source={products}
            ids={draft.productIds}
            onChange={(productIds) => set({ productIds })}
            error={problemOf("productIds")}
            hint={text("goodsHint")}
          />
        )}
        <Switch
          label={text("shippingFree")}
          value={draft.freeShipping}
          onChange={(freeShipping) => set({ freeShipping })}
        />
        <NumberField
          label={text("multiplier")}
          value={draft.earningMultiplier}
          onChange={(earningMultiplier) => set({ earningMultiplier })}
          max={100}
          decimals={2}
          error={problemOf("earningMultiplier")}
          hint={text("multiplierHint")}
        />
        <NumberField
          label={text("arrivalPoints")}
          value={draft.arrivalPoints}
          onChange={(arrivalPoints) => set({ arrivalPoints })}
          error={problemOf("arrivalPoints")}
          hint={text("arrivalHint")}
        />
        <Picker
          label={text("arrivalReward")}
          source={rewards}
          ids={draft.arrivalRewardId ? [draft.arrivalRewardId] : []}
          onChange={([arrivalRewardId]) => set({ arrivalRewardId: arrivalRewardId ?? null })}
          isSingle
          error={problemOf("arrivalRewardId")}
        />
        {(types || draft.customerTypeId) && (
          <SelectField
            label={text("customerType")}
            value={draft.customerTypeId ?? ""}
            onChange={(customerTypeId) => set({ customerTypeId: customerTypeId || null })}
            choices={typeChoices(types ?? [], draft.customerTypeId)}
            error={problemOf("customerTypeId")}
            hint={text("customerTypeHint")}
          />
        )}
        <div className="wide">
          <TextField
            label={text("perks")}
            value={draft.perks}
            onChange={(perks) => set({ perks })}
            rows={3}
            error={problemOf("perks")}
            hint={text("perksHint")}
          />
        </div>
      </div>
    </fieldset>
  );
}

function isHere(field: string): boolean {
  return HERE.has(field) || /^(seasons|season\.|[A-Z_]+\.)/.test(field);
}

function isLimited(draft: TierDraft): boolean {
  return draft.startsAt !== null || draft.endsAt !== null || draft.seasons.length > 0;
}

function typeChoices(types: readonly Item[], chosen: string | null) {
  const choices = [
    { value: "", label: text("noCustomerType") },
    ...types.map(({ id, name }) => ({ value: id, label: name })),
  ];
  const isKnown = !chosen || types.some(({ id }) => id === chosen);
  return isKnown ? choices : [...choices, { value: chosen, label: text("unknownItem") }];
}

function stepsWith(tiers: readonly Tier[], draft: TierDraft, id: string | null): Step[] {
  const own: Step = {
    id: id ?? "new",
    name: draft.name || text("unnamed"),
    threshold: draft.threshold ?? 0,
    isCurrent: true,
  };
  const steps: Step[] = tiers.map((tier) =>
    tier.id === id
      ? own
      : {
          id: tier.id,
          name: tier.usualName,
          threshold: tier.usualThreshold,
          isOff: !tier.isInForce,
        },
  );
  const all = steps.includes(own) ? steps : [...steps, own];
  return all.sort((a, b) => a.threshold - b.threshold);
}

function nextOf(tiers: readonly Tier[], draft: TierDraft, id: string | null) {
  const above = byThreshold(tiers).find(
    (other) => other.id !== id && other.usualThreshold > (draft.threshold ?? 0),
  );
  return above && { name: above.usualName, threshold: above.usualThreshold };
}

function useRewardName(rewards: Source, id: string | null, tier: Tier | null): string | undefined {
  const [names, setNames] = useState<ReadonlyMap<string, string>>(() =>
    tier?.arrivalReward ? new Map([[tier.arrivalReward.id, tier.arrivalReward.name]]) : new Map(),
  );
  const isKnown = !id || names.has(id);
  useEffect(() => {
    if (isKnown) return;
    let isCurrent = true;
    rewards.named([id]).then(
      ([item]) => isCurrent && item && setNames((now) => new Map(now).set(id, item.name)),
      () => undefined,
    );
    return () => {
      isCurrent = false;
    };
  }, [rewards, id, isKnown]);
  return id ? names.get(id) : undefined;
}

function useCustomerTypes(): readonly Item[] | null {
  const [types, setTypes] = useState<readonly Item[] | null>(null);
  useEffect(() => {
    let isCurrent = true;
    customerTypes().then(
      (found) => isCurrent && setTypes(found),
      () => undefined,
    );
    return () => {
      isCurrent = false;
    };
  }, []);
  return types;
}
