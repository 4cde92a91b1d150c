import { language } from "../../texts";
import { NumberField, SelectField, TextField } from "../../ui/form/fields";
import type { Draft } from "./draft";
import type { Form } from "./form";
import { ChoiceIn, NumberIn, SwitchIn, TextIn } from "./inputs";
import { Sentence } from "../../ui/form/Sentence";
import { text } from "./texts";

export function ExpiryCard({ form }: { form: Form }) {
  const { expiry } = form.draft;
  const change = (values: Partial<Draft["expiry"]>) =>
    form.set({ expiry: { ...expiry, ...values } });
  return (
    <section className="settings" aria-labelledby="expiry">
      <h2 id="expiry">{text("expiry")}</h2>
      <Sentence
        words={text("waiting")}
        fields={{ days: <NumberIn form={form} name="pendingDays" label={text("pendingDays")} /> }}
      />
      <SwitchIn form={form} name="pendingUntilFulfilled" label={text("pendingUntilFulfilled")} />
      <div className="fields">
        <ChoiceIn
          label={text("runOut")}
          texts="policy"
          value={expiry.policy}
          values={["NEVER", "AFTER_DAYS", "AFTER_MONTHS", "AFTER_INACTIVITY", "YEARLY"]}
          onChange={(policy) => change({ policy })}
        />
        {expiry.policy === "AFTER_DAYS" && (
          <NumberField
            label={text("expiryDays")}
            value={expiry.days}
            error={form.problemOf("expiry.days")}
            onChange={(days) => change({ days })}
          />
        )}
        {(expiry.policy === "AFTER_MONTHS" || expiry.policy === "AFTER_INACTIVITY") && (
          <NumberField
            label={text("expiryMonths")}
            value={expiry.months}
            error={form.problemOf("expiry.months")}
            onChange={(months) => change({ months })}
          />
        )}
        {expiry.policy === "YEARLY" && (
          <>
            <NumberField
              label={text("expiryDay")}
              value={expiry.day}
              error={form.problemOf("expiry.day")}
              onChange={(day) => change({ day })}
            />
            <SelectField
              label={text("expiryMonth")}
              value={String(expiry.month)}
              choices={months()}
              onChange={(month) => change({ month: Number(month) })}
            />
          </>
        )}
      </div>
      <details>
        <summary>{text("more")}</summary>
        <div className="fields">
          <ChoiceIn
            label={text("roundTo")}
            texts="roundTo"
            value={expiry.roundTo}
            values={["NONE", "MONTH", "QUARTER", "YEAR"]}
            onChange={(roundTo) => change({ roundTo })}
          />
          <TextField
            label={text("timeZone")}
            value={expiry.timeZone}
            error={form.problemOf("expiry.timeZone")}
            onChange={(timeZone) => change({ timeZone })}
          />
        </div>
      </details>
    </section>
  );
}

function months() {
  const name = new Intl.DateTimeFormat(language(), { month: "long", timeZone: "UTC" });
  return Array.from({ length: 12 }, (_, index) => ({
    value: String(index + 1),
    label: name.format(new Date(Date.UTC(2026, index, 1))),
  }));
}

export function PeopleCard({ form }: { form: Form }) {
  return (
    <section className="settings" aria-labelledby="people">
      <h2 id="people">{text("people")}</h2>
      <ChoiceIn
        isBare
        label={text("people")}
        texts="eligibility"
        value={form.draft.eligibility}
        values={["EVERYONE", "OPTED_IN", "CARD_HOLDERS"]}
        error={form.problemOf("eligibility")}
        onChange={(eligibility) => form.set({ eligibility })}
      />
    </section>
  );
}

export function WordsCard({ form }: { form: Form }) {
  const names = form.draft.pointsName;
  return (
    <section className="settings" aria-labelledby="words">
      <h2 id="words">{text("words")}</h2>
      <div className="fields">
        <TextIn form={form} name="name" label={text("name")} />
        <TextField
          label={text("singular")}
          value={names.singular}
          error={form.problemOf("pointsName.singular")}
          onChange={(singular) => form.set({ pointsName: { ...names, singular } })}
        />
        <TextField
          label={text("plural")}
          value={names.plural}
          error={form.problemOf("pointsName.plural")}
          onChange={(plural) => form.set({ pointsName: { ...names, plural } })}
        />
      </div>
      <TextIn
        form={form}
        name="introduction"
        label={text("introduction")}
        hint={text("introductionWhy")}
        rows={4}
      />
    </section>
  );
}

export function TiersCard({ form }: { form: Form }) {
  const { draft, set } = form;
  return (
    <section className="settings" aria-labelledby="tiersAndBadges">
      <h2 id="tiersAndBadges">{text("tiersAndBadges")}</h2>
      <SwitchIn form={form} name="badgesActive" label={text("badgesActive")} />
      <details>
        <summary>{text("more")}</summary>
        <div className="fields">
          <ChoiceIn
            label={text("badgeDiscounts")}
            texts="badgeDiscounts"
            value={draft.badgeDiscounts}
            values={["BEST", "ALL"]}
            onChange={(badgeDiscounts) => set({ badgeDiscounts })}
          />
          <ChoiceIn
            label={text("tierBasis")}
            texts="tierBasis"
            value={draft.tierBasis}
            values={["LIFETIME", "CALENDAR_YEAR", "ROLLING_YEAR", "POINTS"]}
            onChange={(tierBasis) => set({ tierBasis })}
          />
          <ChoiceIn
            label={text("tierDemotion")}
            texts="tierDemotion"
            value={draft.tierDemotion}
            values={["IMMEDIATE", "GRACE", "NEVER"]}
            onChange={(tierDemotion) => set({ tierDemotion })}
          />
          {draft.tierDemotion === "GRACE" && (
            <NumberField
              label={text("tierGraceDays")}
              value={draft.tierGraceDays}
              error={form.problemOf("tierGraceDays")}
              onChange={(tierGraceDays) => set({ tierGraceDays })}
            />
          )}
          <TextIn
            form={form}
            name="tierCurrency"
            label={text("tierCurrency")}
            hint={text("tierCurrencyHint")}
          />
          <TextIn form={form} name="tierMetadataKey" label={text("tierKey")} hint={text("keyHint")} />
        </div>
      </details>
    </section>
  );
}
