import { useMemo, useState } from "react";

import "./tiers.css";
import { LoyaltyTierReorderDocument } from "../../api/operations/LoyaltyTierReorder";
import { LoyaltyTiersPageDocument, type LoyaltyTiersPageQuery } from "../../api/operations/LoyaltyTiersPage";
import { date, number } from "../../texts";
import { Failed } from "../../ui/Failed";
import { ProgramChoice } from "../../ui/ProgramChoice";
import { Undo, type Undoable } from "../../ui/Undo";
import { useAnswer } from "../../ui/useAnswer";
import { useOpen, type Opener } from "../../ui/useOpen";
import { sent } from "../../ui/useSave";
import { Loading } from "../Loading";
import { Title } from "../Title";
import { benefitsOf, sum } from "./benefits";
import { byThreshold, draftOf, type Program, type Tier, type TierDraft } from "./draft";
import { Proposal } from "./Proposal";
import { deleteTier, restored, saveTier } from "./save";
import { Settings } from "./Settings";
import { rewardsOf } from "./sources";
import { text } from "./texts";
import { TierBar, type Step } from "./TierBar";
import { TierEditor } from "./TierEditor";

const PROGRAMS_MAX = 100;
const NEW = "new";

type Channels = LoyaltyTiersPageQuery["channels"];

/** From which sum on customers have what. */
export default function TiersPage() {
  const { answer, again } = useAnswer(LoyaltyTiersPageDocument, { first: PROGRAMS_MAX });
  const [chosen, setChosen] = useState("");
  const programs =
    answer.state === "there"
      ? (answer.data.loyaltyPrograms?.edges.map(({ node }) => node) ?? [])
      : [];
  const program =
    programs.find(({ id }) => id === chosen) ??
    programs.find(({ isDefault }) => isDefault) ??
    programs[0];
  return (
    <>
      <Title>{text("tiersTitle")}</Title>
      {answer.state === "loading" && <Loading />}
      {answer.state === "failed" && (
        <Failed failure={answer.failure} again={again} denied="failure_deniedDiscounts" />
      )}
      {answer.state === "there" && program && (
        <>
          <ProgramChoice programs={programs} value={program.id} onChange={setChosen} />
          <Tiers
            key={program.id}
            program={program}
            programs={programs}
            channels={answer.data.channels}
            again={again}
          />
        </>
      )}
    </>
  );
}

interface TiersProps {
  program: Program;
  programs: readonly Program[];
  channels: Channels;
  again: () => void;
}

function Tiers({ program, programs, channels, again }: TiersProps) {
  const { open: editing, close, opener } = useOpen<string>();
  const [done, setDone] = useState<Undoable | null>(null);
  const slug = slugOf(program, programs, channels);
  const rewards = useMemo(() => rewardsOf(slug), [slug]);
  const tiers = byThreshold(program.tiers);
  const currencies = (channels ?? []).map(({ currencyCode }) => currencyCode);

  function finished(undoable: Undoable) {
    const { undo } = undoable;
    setDone({
      ...undoable,
      ...(undo && {
        undo: async () => {
          const problem = await undo();
          again();
          return problem;
        },
      }),
    });
    again();
  }

  const editor = (tier: Tier | null) => (
    <TierEditor
      key={tier?.id ?? NEW}
      program={program}
      tier={tier}
      rewards={rewards}
      onSaved={(id, before, after) => {
        finished(savedTier(program, tier, id, before, after));
        close();
      }}
      onClose={close}
    />
  );
  const isEmpty = tiers.length === 0 && editing !== NEW;
  return (
    <>
      {isEmpty && (
        <Proposal
          program={program}
          onSaved={(ids) =>
            finished({ message: text("ladderSaved"), undo: () => deleteAll(ids) })
          }
          onOwn={opener(NEW).onClick}
        />
      )}
      {tiers.length > 0 && (
        <>
          <TierBar
            steps={tiers.map(stepOf)}
            currency={tiers[0]?.currency ?? null}
            onRaise={(lower, higher) =>
              void reorder(swapped(program.tiers, lower, higher)).then(finished)
            }
          />
          <Order tiers={program.tiers} onSorted={finished} />
          <ul className="rows" aria-label={text("tiersTitle")}>
            {tiers.map((tier) => (
              <li key={tier.id}>
                {editing === tier.id ? (
                  editor(tier)
                ) : (
                  <TierRow
                    tier={tier}
                    program={program}
                    edit={opener(tier.id)}
                    onDeleted={finished}
                  />
                )}
              </li>
            ))}
          </ul>
        </>
      )}
      {editing === NEW
        ? editor(null)
        : !isEmpty && (
            <p>
              <button
                type="button"
                className={editing ? undefined : "primary"}
                {...opener(NEW)}
              >
                {text("addTier")}
              </button>
            </p>
          )}
      <h2>{text("settings")}</h2>
      <Settings
        key={settingsKey(program)}
        program={program}
        currencies={currencies}
        onSaved={finished}
      />
      <Undo done={done} onGone={() => setDone(null)} />
    </>
  );
}

interface RowProps {
  tier: Tier;
  program: Program;
  edit: Opener;
  onDeleted: (done: Undoable) => void;
}

function TierRow({ tier, program, edit, onDeleted }: RowProps) {
  const { open: isAsking, close, opener } = useOpen<"delete">();
  const [refusal, setRefusal] = useState("");
  const [isBusy, setBusy] = useState(false);
  const draft = draftOf(tier);
  const benefits = benefitsOf(draft, program.amountsCurrency ?? "", tier.arrivalReward?.name);

  async function remove() {
    setBusy(true);
    const problem = await deleteTier(tier.id);
    setBusy(false);
    close();
    setRefusal(problem);
    if (!problem) onDeleted(deletedTier(program, tier));
  }

  return (
    <div className="tier-row">
      <div className="what">
        <strong>{tier.usualName}</strong>{" "}
        <span>{text("fromSum", { sum: sum(tier.usualThreshold, tier.currency) })}</span>
        <p className="soft">{benefits.join(" · ") || text("givesNothing")}</p>
        <Times tier={tier} />
        {refusal && (
          <p className="warning" role="alert">
            {refusal}
          </p>
        )}
      </div>
      <span className="count">
        {text("members", { count: tier.holdersCount, number: number(tier.holdersCount) })}
      </span>
      {isAsking ? (
        <div className="asking actions" role="group" aria-label={text("deleteIt")}>
          <span>
            {text("deleteAsk", { count: tier.holdersCount, number: number(tier.holdersCount) })}
          </span>
          <button type="button" disabled={isBusy} autoFocus onClick={() => void remove()}>
            {text("deleteIt")}
          </button>
          <button type="button" className="plain" onClick={close}>
            {text("cancel")}
          </button>
        </div>
      ) : (
        <div className="actions">
          <button
            type="button"
            aria-label={text("editTier", { name: tier.usualName })}
            {...edit}
          >
            {text("edit")}
          </button>
          <button
            type="button"
            className="plain"
            aria-label={text("deleteTier", { name: tier.usualName })}
            disabled={isBusy}
            // Who has members asks first; what nobody has can be undone without a loss.
            {...(tier.holdersCount > 0 ? opener("delete") : { onClick: () => void remove() })}
          >
            {text("deleteIt")}
          </button>
        </div>
      )}
    </div>
  );
}

function Times({ tier }: { tier: Tier }) {
  const season = tier.seasons.find(({ endsAt }) => new Date(endsAt) > new Date());
  return (
    <>
      {!tier.isInForce && <p className="warning">{text("notInForce")}</p>}
      {tier.startsAt && <p className="soft">{text("existsFrom", { date: date(tier.startsAt) })}</p>}
      {tier.endsAt && <p className="soft">{text("existsUntil", { date: date(tier.endsAt) })}</p>}
      {season && (
        <p className="soft">
          {text("seasonFromTo", {
            sum: sum(season.threshold, tier.currency),
            from: date(season.startsAt),
            to: date(season.endsAt),
          })}
        </p>
      )}
    </>
  );
}

interface OrderProps {
  tiers: readonly Tier[];
  onSorted: (done: Undoable) => void;
}

/** Where shoppers see the tiers in another order than that of the thresholds. */
function Order({ tiers, onSorted }: OrderProps) {
  const sorted = byThreshold(tiers);
  if (sorted.every((tier, at) => tier.usualThreshold === tiers[at]?.usualThreshold)) return null;
  return (
    <p className="warning">
      {text("otherOrder", { names: tiers.map(({ usualName }) => usualName).join(", ") })}{" "}
      <button
        type="button"
        onClick={() =>
          void reorder([tiers.map(({ id }) => id), sorted.map(({ id }) => id)]).then(onSorted)
        }
      >
        {text("sortByThreshold")}
      </button>
    </p>
  );
}

/** Their ids as they stand, and as they will. */
type Reordering = [before: string[], after: string[]];

async function reorder([before, after]: Reordering): Promise<Undoable> {
  const problem = await ordered(after);
  return problem
    ? { message: problem }
    : { message: text("reordered"), undo: () => ordered(before) };
}

async function ordered(ids: string[]): Promise<string> {
  const { problems } = await sent(
    LoyaltyTierReorderDocument,
    { ids },
    (data) => data.loyaltyTierReorder,
  );
  return problems[0]?.message ?? "";
}

function swapped(tiers: readonly Tier[], lower: Step, higher: Step): Reordering {
  const before = tiers.map(({ id }) => id);
  const rest = before.filter((id) => id !== lower.id);
  const place = rest.indexOf(higher.id) + 1;
  return [before, [...rest.slice(0, place), lower.id, ...rest.slice(place)]];
}

function savedTier(
  program: Program,
  tier: Tier | null,
  id: string,
  before: TierDraft,
  after: TierDraft,
): Undoable {
  if (!tier) return { message: text("created"), undo: () => deleteTier(id) };
  return {
    message: text("saved"),
    undo: async () => {
      const { problems } = await saveTier({
        programId: program.id,
        id,
        before: after.translations,
        draft: {
          ...before,
          translations: restored(before.translations, after.translations),
        },
      });
      return problems[0]?.message ?? "";
    },
  };
}

function deletedTier(program: Program, tier: Tier): Undoable {
  return {
    message: text("deleted", { name: tier.usualName }),
    undo: async () => {
      const draft = draftOf(tier);
      const { problems } = await saveTier({
        programId: program.id,
        id: null,
        before: {},
        draft,
      });
      return problems[0]?.message ?? "";
    },
  };
}

async function deleteAll(ids: readonly string[]): Promise<string> {
  for (const id of ids) {
    const problem = await deleteTier(id);
    if (problem) return problem;
  }
  return "";
}

function stepOf(tier: Tier): Step {
  return {
    id: tier.id,
    name: tier.usualName,
    threshold: tier.usualThreshold,
    isOff: !tier.isInForce,
  };
}

/** Settings as they are stored: others begin anew. */
function settingsKey(program: Program): string {
  const { tierBasis, tierCurrency, tierDemotion, tierGraceDays, tierMetadataKey } = program;
  return [tierBasis, tierCurrency, tierDemotion, tierGraceDays, tierMetadataKey].join(" ");
}

/** A channel of the program; of the default one, any that no other program has. */
function slugOf(program: Program, programs: readonly Program[], channels: Channels): string {
  const taken = programs.flatMap((other) => other.channels.map(({ channelSlug }) => channelSlug));
  const free = (channels ?? []).find(({ slug }) => !taken.includes(slug));
  return program.channels[0]?.channelSlug ?? free?.slug ?? "";
}
