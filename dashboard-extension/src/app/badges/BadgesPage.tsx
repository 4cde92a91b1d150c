import { useEffect, useState } from "react";

import "./badges.css";
import { LoyaltyBadgesPageDocument } from "../../api/operations/LoyaltyBadgesPage";
import {
  LoyaltyProgramUpdateDocument,
  type LoyaltyBadgeDiscountsEnum,
  type LoyaltyProgramInput,
} from "../../api/operations/LoyaltyProgramUpdate";
import { Failed } from "../../ui/Failed";
import { SelectField, Switch } from "../../ui/form/fields";
import { Sentence } from "../../ui/form/Sentence";
import { SortableList } from "../../ui/form/SortableList";
import type { Texts } from "../../ui/form/Translations";
import { ProgramChoice } from "../../ui/ProgramChoice";
import { Undo, type Undoable } from "../../ui/Undo";
import { useAnswer } from "../../ui/useAnswer";
import { useOpen, type Opener } from "../../ui/useOpen";
import { sent } from "../../ui/useSave";
import { Loading } from "../Loading";
import { Title } from "../Title";
import { howToWin } from "./amounts";
import { BadgeEditor } from "./BadgeEditor";
import { BadgePicture } from "./BadgePicture";
import { discountOf } from "./BadgePreview";
import {
  boundsOf,
  draftOf,
  EMPTY,
  type Badge,
  type BadgeDraft,
  type BadgeText,
  type Program,
} from "./draft";
import { deleteBadge, reorderBadges, saveBadge, showBadge } from "./save";
import { text } from "./texts";

const PROGRAMS_MAX = 100;
const DISCOUNTS: LoyaltyBadgeDiscountsEnum[] = ["BEST", "ALL"];

/** What customers can win. */
export default function BadgesPage() {
  const { answer, again } = useAnswer(LoyaltyBadgesPageDocument, { first: PROGRAMS_MAX });
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
      <Title>{text("badgesTitle")}</Title>
      {answer.state === "loading" && <Loading />}
      {answer.state === "failed" && (
        <Failed failure={answer.failure} again={again} denied="failure_deniedDiscounts" />
      )}
      {program && (
        <>
          <ProgramChoice programs={programs} value={program.id} onChange={setChosen} />
          <Badges key={program.id} program={program} again={again} />
        </>
      )}
    </>
  );
}

const NEW = "new";

function Badges({ program, again }: { program: Program; again: () => void }) {
  const { open: editing, show, close, opener } = useOpen<string>();
  const [proposal, setProposal] = useState(EMPTY);
  const [done, setDone] = useState<Undoable | null>(null);
  const [badges, setBadges] = useState(program.badges);
  useEffect(() => setBadges(program.badges), [program.badges]);

  function finished(undoable: Undoable) {
    const { undo } = undoable;
    setDone({
      message: undoable.message,
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

  async function reorder(ids: string[]) {
    const before = badges.map(({ id }) => id);
    // Where it was dropped it stays, until the shop says otherwise.
    setBadges(ids.flatMap((id) => badges.find((badge) => badge.id === id) ?? []));
    const problem = await reorderBadges(ids);
    finished(
      problem
        ? { message: problem }
        : { message: text("reordered"), undo: () => reorderBadges(before) },
    );
  }

  const edited = badges.find(({ id }) => id === editing) ?? null;
  return (
    <>
      {badges.length === 0 && !editing && (
        <NoBadges
          onStart={(start) => {
            setProposal(start);
            show(NEW);
          }}
        />
      )}
      {badges.length > 0 && (
        <>
          <ProgramSettings program={program} onSaved={finished} />
          <SortableList
            label={text("badgesTitle")}
            rows={badges.map((badge) => ({ id: badge.id, name: badge.title, badge }))}
            onReorder={(ids) => void reorder(ids)}
          >
            {({ badge }) => (
              <BadgeRow
                badge={badge}
                program={program}
                edit={opener(badge.id)}
                onDone={(undoable) => {
                  if (editing === badge.id) close();
                  finished(undoable);
                }}
              />
            )}
          </SortableList>
        </>
      )}
      {editing === NEW || edited ? (
        <BadgeEditor
          key={editing}
          program={program}
          badge={edited}
          proposal={edited ? EMPTY : proposal}
          onSaved={(id, before, after) => {
            finished(savedBadge(program, edited, id, before, after));
            close();
            setProposal(EMPTY);
          }}
          onClose={() => {
            close();
            setProposal(EMPTY);
          }}
        />
      ) : (
        badges.length > 0 && (
          <p>
            <button type="button" className="primary" {...opener(NEW)}>
              {text("addBadge")}
            </button>
          </p>
        )
      )}
      <Undo done={done} onGone={() => setDone(null)} />
    </>
  );
}

function NoBadges({ onStart }: { onStart: (proposal: BadgeDraft) => void }) {
  return (
    <div className="empty">
      <h2>{text("noBadgesYet")}</h2>
      <p>{text("noBadgesWhy")}</p>
      <p className="actions">
        <button
          type="button"
          className="primary"
          onClick={() =>
            onStart({
              ...EMPTY,
              title: text("firstOrder"),
              description: text("firstOrderAbout"),
              symbol: "✿",
            })
          }
        >
          {text("startWith", { name: text("firstOrder") })}
        </button>
        <button type="button" onClick={() => onStart(EMPTY)}>
          {text("startOwn")}
        </button>
      </p>
    </div>
  );
}

interface SettingsProps {
  program: Program;
  onSaved: (done: Undoable) => void;
}

/** What holds for all badges; saved at once. */
function ProgramSettings({ program, onSaved }: SettingsProps) {
  const { id, badgesActive, badgeDiscounts } = program;

  async function change(input: LoyaltyProgramInput, before: LoyaltyProgramInput) {
    const problem = await update(id, input);
    onSaved(
      problem ? { message: problem } : { message: text("saved"), undo: () => update(id, before) },
    );
  }

  return (
    <div className="badge-settings">
      <Switch
        label={text("badgesActive")}
        value={badgesActive}
        onChange={(active) => void change({ badgesActive: active }, { badgesActive })}
        hint={badgesActive ? undefined : text("badgesOff")}
      />
      <Sentence
        words={text("discountsSentence")}
        fields={{
          which: (
            <SelectField
              label={text("badgeDiscounts")}
              value={badgeDiscounts}
              onChange={(which) => void change({ badgeDiscounts: which }, { badgeDiscounts })}
              choices={DISCOUNTS.map((value) => ({ value, label: text(`discounts_${value}`) }))}
              isBare
            />
          ),
        }}
      />
    </div>
  );
}

async function update(id: string, input: LoyaltyProgramInput): Promise<string> {
  const { problems } = await sent(
    LoyaltyProgramUpdateDocument,
    { id, input },
    (data) => data.loyaltyProgramUpdate,
  );
  return problems[0]?.message ?? "";
}

interface RowProps {
  badge: Badge;
  program: Program;
  edit: Opener;
  onDone: (done: Undoable) => void;
}

function BadgeRow({ badge, program, edit, onDone }: RowProps) {
  const { open: isAsking, close, opener } = useOpen<"delete">();
  const [isBusy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState("");
  const name = badge.title;
  const currency = program.amountsCurrency ?? "";
  const about = [
    howToWin(badge.basis, boundsOf(badge), badge.eventType, currency),
    discountOf(draftOf(badge), currency),
  ];

  async function act(doIt: () => Promise<string>, undoable: Undoable) {
    setBusy(true);
    const problem = await doIt();
    setBusy(false);
    close();
    setRefusal(problem);
    if (!problem) onDone(undoable);
  }

  const show = (isActive: boolean) =>
    act(() => showBadge(badge.id, isActive), {
      message: text(isActive ? "isShown" : "isHidden", { name }),
      undo: () => showBadge(badge.id, !isActive),
    });

  return (
    <div className="badge-row">
      <BadgePicture iconUrl={badge.iconUrl} symbol={badge.symbol} />
      <div className="what">
        <strong>{name}</strong>
        <p className="soft">{about.filter(Boolean).join(" · ")}</p>
        {refusal && (
          <p className="warning" role="alert">
            {refusal}
          </p>
        )}
      </div>
      {isAsking ? (
        <div className="asking actions" role="group" aria-label={text("deleteBadge", { name })}>
          <span>{text("deleteAsk")}</span>
          <button
            type="button"
            autoFocus
            disabled={isBusy}
            onClick={() =>
              void act(() => deleteBadge(badge.id), { message: text("deleted", { name }) })
            }
          >
            {text("deleteIt")}
          </button>
          {badge.isActive && (
            <button type="button" disabled={isBusy} onClick={() => void show(false)}>
              {text("hideInstead")}
            </button>
          )}
          <button type="button" className="plain" onClick={close}>
            {text("cancel")}
          </button>
        </div>
      ) : (
        <div className="actions">
          <Switch
            label={text("shown")}
            value={badge.isActive}
            onChange={(isActive) => void show(isActive)}
            isDisabled={isBusy}
          />
          <button type="button" aria-label={text("editBadge", { name })} {...edit}>
            {text("edit")}
          </button>
          <button
            type="button"
            className="plain"
            aria-label={text("deleteBadge", { name })}
            {...opener("delete")}
          >
            {text("deleteIt")}
          </button>
        </div>
      )}
    </div>
  );
}

function savedBadge(
  program: Program,
  badge: Badge | null,
  id: string,
  before: BadgeDraft,
  after: BadgeDraft,
): Undoable {
  if (!badge) return { message: text("created"), undo: () => deleteBadge(id) };
  // The picture that was there is gone.
  if (after.icon || after.iconUrl !== before.iconUrl) return { message: text("saved") };
  return {
    message: text("saved"),
    undo: async () => {
      const { problems } = await saveBadge({
        programId: program.id,
        id,
        before: after,
        draft: { ...before, translations: restored(before.translations, after.translations) },
      });
      return problems[0]?.message ?? "";
    },
  };
}

/** Texts that take back what `after` says in languages that `before` says nothing in. */
function restored(before: Texts<BadgeText>, after: Texts<BadgeText>): Texts<BadgeText> {
  const none = { title: "", description: "" };
  return Object.fromEntries(
    Object.keys({ ...after, ...before }).map((code) => [code, before[code] ?? none]),
  );
}
