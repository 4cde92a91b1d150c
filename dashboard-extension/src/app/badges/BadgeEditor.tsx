import { useEffect, useRef, useState, type FormEvent } from "react";

import { products } from "../../api/catalogue";
import {
  FormProblems,
  NumberField,
  SelectField,
  Switch,
  TextField,
} from "../../ui/form/fields";
import { focusInvalid } from "../../ui/form/focusInvalid";
import { Picker } from "../../ui/form/Picker";
import { Translations } from "../../ui/form/Translations";
import type { Problem } from "../../ui/useSave";
import { BadgePreview } from "./BadgePreview";
import { BadgeRanges } from "./BadgeRanges";
import {
  BASES,
  boundsOf,
  draftOf,
  missing,
  rangeFields,
  UNITS,
  type Badge,
  type BadgeDraft,
  type Discount,
  type Program,
} from "./draft";
import { IconField, useIcon } from "./IconField";
import { saveBadge } from "./save";
import { text } from "./texts";

interface Props {
  program: Program;
  /** Null for a new one. */
  badge: Badge | null;
  /** What a new one begins with. */
  proposal: BadgeDraft;
  onSaved: (id: string, before: BadgeDraft, after: BadgeDraft) => void;
  onClose: () => void;
}

const DISCOUNTS: Discount[] = ["NONE", "PERCENTAGE", "AMOUNT"];
const HERE = new Set([
  ...["title", "description", "symbol", "icon", "basis", "eventType", "pointsFrom", "pointsTo"],
  ...["countFrom", "countTo", "amountFrom", "amountTo"],
  ...["discountPercentage", "discountAmount", "productIds"],
]);

/** All about one badge, with its range among the others and the preview as they will be. */
export function BadgeEditor({ program, badge, proposal, onSaved, onClose }: Props) {
  const [draft, setDraft] = useState<BadgeDraft>(() => (badge ? draftOf(badge) : proposal));
  const [before] = useState(draft);
  // A new one that was saved, though not in all languages.
  const [id, setId] = useState(badge?.id ?? null);
  const [isSaving, setSaving] = useState(false);
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const form = useRef<HTMLFormElement>(null);
  const picture = useIcon(draft.icon, draft.iconUrl);
  const currency = program.amountsCurrency ?? "";
  const set = (values: Partial<BadgeDraft>) => setDraft((now) => ({ ...now, ...values }));
  const problemOf = (field: string) => problems.find((item) => item.field === field)?.message;
  const others = problems.filter(
    ({ field }) => !field || (!HERE.has(field) && !/^[A-Z_]+\./.test(field)),
  );

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
    const saved = await saveBadge({
      programId: program.id,
      id,
      before: badge ? before : null,
      draft,
    });
    setSaving(false);
    setId(saved.id);
    setProblems(saved.problems);
    if (saved.id && saved.problems.length === 0) onSaved(saved.id, before, draft);
  }

  const part = { draft, set, problemOf, currency };
  return (
    <form
      ref={form}
      className="fields badge-editor"
      onSubmit={(event) => void save(event)}
      noValidate
    >
      <h2 className="wide">{badge ? text("editBadge", { name: badge.title }) : text("newBadge")}</h2>
      <TextField
        label={text("title")}
        value={draft.title}
        onChange={(title) => set({ title })}
        error={problemOf("title")}
        maxLength={255}
        isRequired
      />
      <TextField
        label={text("description")}
        value={draft.description}
        onChange={(description) => set({ description })}
        error={problemOf("description")}
        rows={2}
      />
      <IconField
        symbol={draft.symbol}
        onSymbol={(symbol) => set({ symbol })}
        icon={draft.icon}
        iconUrl={draft.iconUrl}
        onIcon={(icon, iconUrl) => set({ icon, iconUrl })}
        problemOf={problemOf}
      />
      <Range {...part} isNew={!badge && !id} />
      {UNITS[draft.basis] && (
        <div className="wide">
          <BadgeRanges
            basis={draft.basis}
            currency={currency}
            ranges={rangesWith(program.badges, draft, id)}
          />
        </div>
      )}
      {draft.basis !== "MANUAL" && (
        <Switch
          label={text("keepOnceWon")}
          value={draft.keepOnceWon}
          onChange={(keepOnceWon) => set({ keepOnceWon })}
          hint={text(draft.keepOnceWon ? "keepHint" : "followHint")}
        />
      )}
      <Reduction {...part} />
      <div className="wide">
        <Translations
          fields={[
            { name: "title", label: text("title"), maxLength: 255 },
            { name: "description", label: text("description"), rows: 2 },
          ]}
          texts={draft.translations}
          onChange={(translations) => set({ translations })}
          problemOf={problemOf}
        />
      </div>
      <BadgePreview draft={draft} picture={picture} currency={currency} />
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
  draft: BadgeDraft;
  set: (values: Partial<BadgeDraft>) => void;
  problemOf: (field: string) => string | undefined;
  currency: string;
}

function Range({ draft, set, problemOf, currency, isNew }: PartProps & { isNew: boolean }) {
  const range = rangeFields(draft.basis);
  const isMoney = UNITS[draft.basis] === "amount" && currency !== "";
  return (
    <>
      <SelectField
        label={text("basis")}
        value={draft.basis}
        onChange={(basis) => set({ basis })}
        choices={BASES.map((value) => ({ value, label: text(`basis_${value}`) }))}
        error={problemOf("basis")}
        hint={isNew ? undefined : text("basisStays")}
        isDisabled={!isNew}
      />
      {range && (
        <>
          <NumberField
            label={text("from")}
            value={draft.from}
            onChange={(from) => set({ from })}
            {...(isMoney && { currency })}
            error={problemOf(range.from)}
          />
          <NumberField
            label={text("to")}
            value={draft.to}
            onChange={(to) => set({ to })}
            {...(isMoney && { currency })}
            error={problemOf(range.to)}
            hint={text("toHint")}
          />
        </>
      )}
      {draft.basis === "ACTIVITY" && (
        <TextField
          label={text("eventType")}
          value={draft.eventType}
          onChange={(eventType) => set({ eventType })}
          error={problemOf("eventType")}
          hint={text("eventTypeHint")}
        />
      )}
    </>
  );
}

function Reduction({ draft, set, problemOf, currency }: PartProps) {
  return (
    <>
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
    </>
  );
}

/** The ranges of all badges that are compared with the same value. */
function rangesWith(badges: readonly Badge[], draft: BadgeDraft, id: string | null) {
  const others = badges.filter(
    (badge) =>
      badge.id !== id && badge.basis === draft.basis && badge.eventType === draft.eventType.trim(),
  );
  return [
    ...others.map((badge) => {
      const { from, to } = boundsOf(badge);
      return { id: badge.id, name: badge.title, from: from ?? 0, to, isOff: !badge.isActive };
    }),
    {
      id: id ?? "new",
      name: draft.title || text("unnamed"),
      from: draft.from ?? 0,
      to: draft.to,
      isCurrent: true,
    },
  ];
}
