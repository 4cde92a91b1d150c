import { useMemo, useRef, useState } from "react";
import { Link, useLocation } from "wouter";

import { variants } from "../../api/catalogue";
import { LoyaltyRewardCreateDocument } from "../../api/operations/LoyaltyRewardCreate";
import {
  LoyaltyRewardTranslateDocument,
  type LanguageCodeEnum,
} from "../../api/operations/LoyaltyRewardTranslate";
import { LoyaltyRewardUpdateDocument } from "../../api/operations/LoyaltyRewardUpdate";
import { REWARDS } from "../../bridge/routes";
import { notify } from "../../bridge/session";
import { number } from "../../texts";
import {
  DateTimeField,
  FormProblems,
  NumberField,
  SelectField,
  Switch,
  TextField,
} from "../../ui/form/fields";
import { Picker, type Source } from "../../ui/form/Picker";
import { ProgramChoice } from "../../ui/ProgramChoice";
import { send } from "../../ui/send";
import { useSave } from "../../ui/useSave";
import { Title } from "../Title";
import { ChannelField } from "./ChannelField";
import { Cost } from "./Cost";
import { changedLanguages, inputOf, type Draft, type Reward } from "./draft";
import { FIELDS } from "./kinds";
import { Preview } from "./Preview";
import { channelsOf, type Program } from "./programs";
import { text } from "./texts";
import { Translations } from "./Translations";
import type { Channel } from "./useChannels";
import { useCost } from "./useCost";

interface Props {
  programs: readonly Program[];
  /** Whose reward it is, and whose channels these are. */
  program: Program | null;
  channels: readonly Channel[];
  allChannels: readonly Channel[];
  channel: Channel;
  onChannel: (slug: string) => void;
  reward: Reward | null;
  start: Draft;
}

// Those that have a place of their own for what is wrong with them.
const PLACES = [
  "name",
  "description",
  "imageUrl",
  "imageAlt",
  "rank",
  "points",
  "variantId",
  "moneyAmount",
  "percentage",
  "amount",
  "currency",
  "stock",
  "perCustomerLimit",
  "claimDays",
  "tierIds",
  "badgeIds",
  "startsAt",
  "endsAt",
];

/** The fields of a reward's kind, and beside them what a shopper will see. */
export function RewardForm(props: Props) {
  const { channels, channel, onChannel, program, reward, start } = props;
  const [draft, setDraft] = useState(start);
  const { isSaving, problemOf, others, save } = useReward(reward, program, start);
  const cost = useCost(draft, channel);
  const change = (values: Partial<Draft>) => setDraft((before) => ({ ...before, ...values }));
  const shared = { draft, change, problemOf };
  return (
    <>
      <Link href={REWARDS}>{text("backToRewards")}</Link>
      <Title>{reward ? reward.name : text("newOfKind", { kind: text(`kind_${draft.kind}`) })}</Title>
      {!program && <p className="warning">{text("noProgram")}</p>}
      <div className="beside">
        <form
          className="reward-form"
          onSubmit={(event) => {
            event.preventDefault();
            void save(draft);
          }}
        >
          <Belonging {...props} draft={draft} change={change} />
          <Gift {...shared} channels={channels} />
          <section className="panel" aria-labelledby="reward-cost">
            <h2 id="reward-cost">{text("whatItCosts")}</h2>
            <ChannelField channels={channels} channel={channel} onChange={onChannel} />
            <Cost {...shared} cost={cost} />
          </section>
          <Limits {...shared} reward={reward} program={program} />
          <section className="panel" aria-labelledby="reward-languages">
            <h2 id="reward-languages">{text("otherLanguages")}</h2>
            <Translations
              own={draft}
              translations={draft.translations}
              onChange={(translations) => change({ translations })}
            />
          </section>
          <FormProblems messages={others} />
          {others.length === 0 && PLACES.some((place) => problemOf(place)) && (
            <p role="alert" className="warning">
              {text("notSaved")}
            </p>
          )}
          <div className="actions">
            <button type="submit" className="primary" disabled={isSaving || !program}>
              {text(isSaving ? "saving" : "save")}
            </button>
            <Link href={REWARDS} className="button">
              {text("cancel")}
            </Link>
          </div>
        </form>
        <Preview draft={draft} cost={cost} program={program} />
      </div>
    </>
  );
}

/** Saves the reward, and then what changed of its other languages. */
function useReward(reward: Reward | null, program: Program | null, start: Draft) {
  const [, navigate] = useLocation();
  const create = useSave(
    LoyaltyRewardCreateDocument,
    (data) => data.loyaltyRewardCreate,
    PLACES,
  );
  const update = useSave(
    LoyaltyRewardUpdateDocument,
    (data) => data.loyaltyRewardUpdate,
    PLACES,
  );
  const [untranslated, setUntranslated] = useState<string[]>([]);
  const [isTranslating, setTranslating] = useState(false);
  // A new one whose texts were refused is there: saving again changes it.
  const savedId = useRef(reward?.id ?? null);
  const { save: saveNew, problemOf: problemOfNew } = create;

  async function saved(draft: Draft): Promise<string | null> {
    const input = inputOf(draft);
    if (savedId.current) {
      const payload = await update.save({ id: savedId.current, input });
      return payload && savedId.current;
    }
    const payload = await saveNew({ programId: program?.id ?? null, input });
    savedId.current = payload?.reward?.id ?? null;
    return savedId.current;
  }

  async function save(draft: Draft) {
    setUntranslated([]);
    const id = await saved(draft);
    if (!id) return;
    setTranslating(true);
    const problems: string[] = [];
    for (const [code, input] of changedLanguages(start.translations, draft.translations)) {
      const problem = await send(
        LoyaltyRewardTranslateDocument,
        { id, languageCode: code as LanguageCodeEnum, input },
        (data) => data.loyaltyRewardTranslate,
      );
      if (problem) problems.push(`${code}: ${problem}`);
    }
    setTranslating(false);
    setUntranslated(problems);
    if (problems.length > 0) return;
    notify({ status: "success", title: text("saved") });
    navigate(REWARDS);
  }

  return {
    save,
    isSaving: create.isSaving || update.isSaving || isTranslating,
    problemOf: (field: string) => problemOfNew(field) ?? update.problemOf(field),
    others: [
      ...create.others,
      // What is sent again may then be there twice.
      ...(create.isUnanswered ? [text("maybeMade")] : []),
      ...update.others,
      ...untranslated,
    ],
  };
}

interface BelongingProps extends Props {
  draft: Draft;
  change: (values: Partial<Draft>) => void;
}

/** Whose reward it is, where there are several programs; it stays what it was made in. */
function Belonging({ programs, program, reward, draft, change, ...place }: BelongingProps) {
  if (programs.length < 2 || !program) return null;
  if (reward) return <p className="soft">{text("ofProgram", { name: program.name })}</p>;
  const channelsIn = (item: Program) => channelsOf(item, place.allChannels);

  function choose(id: string) {
    const chosen = programs.find((item) => item.id === id);
    const own = chosen ? channelsIn(chosen) : [];
    const [first] = own;
    if (!first) return;
    const isKnown = own.some(({ currencyCode }) => currencyCode === draft.currency);
    // Tiers and badges are those of one program.
    change({ tierIds: [], badgeIds: [], ...(!isKnown && { currency: first.currencyCode }) });
    place.onChannel(first.slug);
  }

  return (
    <ProgramChoice
      programs={programs.filter((item) => channelsIn(item).length > 0)}
      value={program.id}
      onChange={choose}
    />
  );
}

interface PartProps {
  draft: Draft;
  change: (values: Partial<Draft>) => void;
  problemOf: (field: string) => string | undefined;
}

/** What the customer gets. */
function Gift({ draft, change, problemOf, channels }: PartProps & { channels: readonly Channel[] }) {
  const { product, percentage, amount } = FIELDS[draft.kind];
  return (
    <section className="panel" aria-labelledby="reward-gift">
      <h2 id="reward-gift">{text(`kind_${draft.kind}`)}</h2>
      <p className="soft">{text(`kindIs_${draft.kind}`)}</p>
      {product && (
        <Picker
          label={text("product")}
          source={variants}
          ids={draft.variantId ? [draft.variantId] : []}
          onChange={([id]) => change({ variantId: id ?? null })}
          isSingle
          error={problemOf("variantId")}
        />
      )}
      <TextField
        label={text("name")}
        value={draft.name}
        onChange={(name) => change({ name })}
        maxLength={255}
        error={problemOf("name")}
        hint={text("nameHint")}
      />
      <TextField
        label={`${text("description")} (${text("optional")})`}
        value={draft.description}
        onChange={(description) => change({ description })}
        rows={3}
        maxLength={10000}
        error={problemOf("description")}
        hint={text("descriptionHint")}
      />
      <div className="fields">
        {percentage && (
          <NumberField
            label={text("percentage")}
            value={draft.percentage}
            onChange={(value) => change({ percentage: value })}
            max={100}
            decimals={2}
            isPercentage
            error={problemOf("percentage")}
          />
        )}
        {amount && (
          <>
            <NumberField
              label={amount === "optional" ? `${text("worthField")} (${text("optional")})` : text("amount")}
              value={draft.amount}
              onChange={(value) => change({ amount: value })}
              decimals={2}
              error={problemOf("amount")}
              {...(amount === "optional" && { hint: text("worthHint") })}
            />
            <CurrencyField {...{ draft, change, problemOf, channels }} />
          </>
        )}
        {product && (
          <>
            <NumberField
              label={`${text("moneyAmount")} (${text("optional")})`}
              value={draft.moneyAmount}
              onChange={(value) => change({ moneyAmount: value })}
              decimals={2}
              error={problemOf("moneyAmount")}
              hint={text("moneyAmountHint")}
            />
            {draft.moneyAmount !== null && (
              <CurrencyField {...{ draft, change, problemOf, channels }} />
            )}
          </>
        )}
      </div>
      <div className="fields">
        <TextField
          label={`${text("imageUrl")} (${text("optional")})`}
          value={draft.imageUrl}
          onChange={(imageUrl) => change({ imageUrl })}
          type="url"
          maxLength={2048}
          error={problemOf("imageUrl")}
          hint={text("imageUrlHint")}
        />
        <TextField
          label={`${text("imageAlt")} (${text("optional")})`}
          value={draft.imageAlt}
          onChange={(imageAlt) => change({ imageAlt })}
          maxLength={255}
          error={problemOf("imageAlt")}
          hint={text("imageAltHint")}
        />
      </div>
    </section>
  );
}

function CurrencyField({
  draft,
  change,
  problemOf,
  channels,
}: PartProps & { channels: readonly Channel[] }) {
  const codes = new Set([draft.currency, ...channels.map(({ currencyCode }) => currencyCode)]);
  return (
    <SelectField
      label={text("currency")}
      value={draft.currency}
      onChange={(currency) => change({ currency })}
      choices={[...codes].map((code) => ({ value: code, label: code }))}
      error={problemOf("currency")}
      hint={text("currencyHint")}
    />
  );
}

interface LimitsProps extends PartProps {
  reward: Reward | null;
  program: Program | null;
}

/** Who can have it, when, and how often. */
function Limits({ draft, change, problemOf, reward, program }: LimitsProps) {
  const { product, claimDays } = FIELDS[draft.kind];
  const tiers = useSource(program?.tiers);
  const badges = useSource(
    useMemo(() => program?.badges.map(({ id, title }) => ({ id, name: title })), [program]),
  );
  return (
    <section className="panel" aria-labelledby="reward-limits">
      <h2 id="reward-limits">{text("whoCanHaveIt")}</h2>
      <Switch
        label={text("isActive")}
        value={draft.isActive}
        onChange={(isActive) => change({ isActive })}
        hint={text("isActiveHint")}
      />
      {program && program.tiers.length > 0 && (
        <Picker
          label={text("onlyTiers")}
          source={tiers}
          ids={draft.tierIds}
          onChange={(tierIds) => change({ tierIds })}
          error={problemOf("tierIds")}
          hint={text("onlyTiersHint")}
        />
      )}
      {program && program.badges.length > 0 && (
        <Picker
          label={text("onlyBadges")}
          source={badges}
          ids={draft.badgeIds}
          onChange={(badgeIds) => change({ badgeIds })}
          error={problemOf("badgeIds")}
          hint={text("onlyBadgesHint")}
        />
      )}
      {product && (
        <Switch
          label={text("firstTimeOnly")}
          value={draft.firstTimeOnly}
          onChange={(firstTimeOnly) => change({ firstTimeOnly })}
          hint={text("firstTimeOnlyHint")}
        />
      )}
      <div className="fields">
        <NumberField
          label={`${text("stock")} (${text("optional")})`}
          value={draft.stock}
          onChange={(stock) => change({ stock })}
          error={problemOf("stock")}
          hint={
            reward
              ? text("stockHintClaimed", { number: number(reward.claimsCount) })
              : text("stockHint")
          }
        />
        <NumberField
          label={`${text("perCustomerLimit")} (${text("optional")})`}
          value={draft.perCustomerLimit}
          onChange={(perCustomerLimit) => change({ perCustomerLimit })}
          error={problemOf("perCustomerLimit")}
          hint={text("perCustomerHint")}
        />
        {claimDays && (
          <NumberField
            label={`${text("claimDays")} (${text("optional")})`}
            value={draft.claimDays}
            onChange={(value) => change({ claimDays: value })}
            error={problemOf("claimDays")}
            hint={text("claimDaysHint")}
          />
        )}
        <NumberField
          label={text("rank")}
          value={draft.rank}
          onChange={(rank) => change({ rank })}
          min={-1_000_000}
          error={problemOf("rank")}
          hint={text("rankHint")}
        />
        <DateTimeField
          label={`${text("startsAt")} (${text("optional")})`}
          value={draft.startsAt}
          onChange={(startsAt) => change({ startsAt })}
          error={problemOf("startsAt")}
        />
        <DateTimeField
          label={`${text("endsAt")} (${text("optional")})`}
          value={draft.endsAt}
          onChange={(endsAt) => change({ endsAt })}
          error={problemOf("endsAt")}
        />
      </div>
    </section>
  );
}

/** Few enough to be searched here. */
function useSource(items: readonly { id: string; name: string }[] | undefined): Source {
  return useMemo(
    () => ({
      search: (words) =>
        Promise.resolve(
          (items ?? []).filter(({ name }) => name.toLowerCase().includes(words.toLowerCase())),
        ),
      named: (ids) => Promise.resolve((items ?? []).filter(({ id }) => ids.includes(id))),
    }),
    [items],
  );
}
