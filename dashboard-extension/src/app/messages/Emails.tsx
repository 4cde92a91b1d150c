import { useEffect, useRef, useState } from "react";
import { Link } from "wouter";

import {
  LoyaltyMessagesPageDocument,
  type LoyaltyMessagesPageQuery,
} from "../../api/operations/LoyaltyMessagesPage";
import {
  LoyaltyMessageSettingsUpdateDocument,
  type LoyaltyMessageKindInput,
  type LoyaltyMessageSettingsInput,
} from "../../api/operations/LoyaltyMessageSettingsUpdate";
import { templateRoute } from "../../bridge/routes";
import { Failed } from "../../ui/Failed";
import { Switch } from "../../ui/form/fields";
import { languages } from "../../ui/form/languages";
import { Picker } from "../../ui/form/Picker";
import { languageName } from "../../ui/languageName";
import { kindName, text as words } from "../../ui/messages/words";
import { ProgramChoice } from "../../ui/ProgramChoice";
import { send } from "../../ui/send";
import { Undo, type Undoable } from "../../ui/Undo";
import { useAnswer } from "../../ui/useAnswer";
import { Loading } from "../Loading";
import { SettingsForm } from "./SettingsForm";
import { text } from "./texts";
import { isUnsaved } from "./useTemplateDraft";

type Programs = NonNullable<LoyaltyMessagesPageQuery["loyaltyPrograms"]>["edges"];
export type Program = Programs[number]["node"];
export type Settings = Program["messages"];
type KindSetting = Settings["kinds"][number];

const PROGRAMS_MAX = 100;

// Who comes back from a template finds the program whose it is.
let lastProgram = "";

/** Which e-mails a program sends, when, and from whom. */
export function Emails() {
  const { answer, again } = useAnswer(LoyaltyMessagesPageDocument, { first: PROGRAMS_MAX });
  const [chosen, setChosen] = useState(lastProgram);
  if (answer.state === "loading") return <Loading />;
  if (answer.state === "failed") {
    return <Failed failure={answer.failure} again={again} denied="failure_deniedDiscounts" />;
  }
  const programs = answer.data.loyaltyPrograms?.edges.map(({ node }) => node) ?? [];
  const program =
    programs.find(({ id }) => id === chosen) ??
    programs.find(({ isDefault }) => isDefault) ??
    programs[0];
  if (!program) return <Failed failure="broken" again={again} />;
  return (
    <>
      <ProgramChoice
        programs={programs}
        value={program.id}
        onChange={(id) => {
          lastProgram = id;
          setChosen(id);
        }}
      />
      <ProgramEmails key={program.id} program={program} again={again} />
    </>
  );
}

function ProgramEmails({ program, again }: { program: Program; again: () => void }) {
  const [done, setDone] = useState<Undoable | null>(null);
  // Languages to write texts in; one that has some stands there anyway.
  const [more, setMore] = useState<readonly string[]>([]);
  const { messages, change } = useSwitches(program, again, setDone);

  return (
    <>
      <section className="part" aria-labelledby="kinds-heading">
        <h2 id="kinds-heading">{text("kinds")}</h2>
        <Switch
          label={text("isActive")}
          hint={messages.isActive ? undefined : text("isOff")}
          value={messages.isActive}
          onChange={(isActive) => change(text("isActive"), { isActive }, { isActive: messages.isActive })}
        />
        <ul className="rows">
          {messages.kinds.map((setting) => (
            <KindRow
              key={setting.kind}
              setting={setting}
              programId={program.id}
              messages={messages}
              more={more}
              onChange={(isActive) => {
                const { kind } = setting;
                change(
                  kindName(kind),
                  { kinds: [{ kind, isActive }] },
                  { kinds: [{ kind, isActive: setting.isActive }] },
                );
              }}
            />
          ))}
        </ul>
        <AddLanguage onAdd={(code) => setMore([...more, code])} />
      </section>
      <SettingsForm program={program} onSaved={again} onDone={setDone} />
      <section className="part" aria-labelledby="mirror-heading">
        <h2 id="mirror-heading">{text("mirror")}</h2>
        <Switch
          label={text("mirrorActive")}
          hint={text("mirrorHint")}
          value={messages.mirrorActive}
          onChange={(mirrorActive) =>
            change(
              text("mirrorActive"),
              { mirrorActive },
              { mirrorActive: messages.mirrorActive },
            )
          }
        />
      </section>
      <Undo done={done} onGone={() => setDone(null)} />
    </>
  );
}

type Switched = Pick<LoyaltyMessageSettingsInput, "isActive" | "mirrorActive"> & {
  kinds?: LoyaltyMessageKindInput[];
};

/**
 * Switches are saved as they are moved, one after the other, and stand as they were moved: whoever
 * moves a second one before the shop has answered doesn't take the first back.
 */
function useSwitches(program: Program, again: () => void, onDone: (done: Undoable) => void) {
  const [moved, setMoved] = useState<Switched>({});
  const saved = useRef<Switched>({});
  const line = useRef<Promise<unknown>>(Promise.resolve());
  const waiting = useRef(0);

  useEffect(() => {
    // What the shop answers holds, whoever has switched meanwhile.
    if (waiting.current > 0) return;
    saved.current = {};
    setMoved({});
  }, [program.messages]);

  function save(input: Switched): Promise<string> {
    setMoved((before) => alsoSwitched(before, input));
    waiting.current += 1;
    const turn = line.current.then(async () => {
      const problem = await send(
        LoyaltyMessageSettingsUpdateDocument,
        { programId: program.id, input },
        (data) => data.loyaltyMessageSettingsUpdate,
      );
      waiting.current -= 1;
      if (!problem) saved.current = alsoSwitched(saved.current, input);
      if (waiting.current === 0) {
        setMoved(saved.current);
        again();
      }
      return problem;
    });
    line.current = turn;
    return turn;
  }

  return {
    messages: withSwitched(program.messages, moved),
    change(name: string, input: Switched, before: Switched) {
      const isOn = input.isActive ?? input.mirrorActive ?? input.kinds?.[0]?.isActive;
      const message = text(isOn ? "isNowOn" : "isNowOff", { name });
      void save(input).then((problem) =>
        onDone(problem ? { message: problem } : { message, undo: () => save(before) }),
      );
    },
  };
}

function alsoSwitched(before: Switched, input: Switched): Switched {
  return { ...before, ...input, kinds: [...(before.kinds ?? []), ...(input.kinds ?? [])] };
}

function withSwitched(
  settings: Settings,
  { isActive, kinds = [], mirrorActive }: Switched,
): Settings {
  const latest = new Map(kinds.map((item) => [item.kind, item.isActive]));
  return {
    ...settings,
    isActive: isActive ?? settings.isActive,
    mirrorActive: mirrorActive ?? settings.mirrorActive,
    kinds: settings.kinds.map((setting) => ({
      ...setting,
      isActive: latest.get(setting.kind) ?? setting.isActive,
    })),
  };
}

interface RowProps {
  setting: KindSetting;
  programId: string;
  messages: Settings;
  more: readonly string[];
  onChange: (isActive: boolean) => void;
}

function KindRow({ setting, programId, messages, more, onChange }: RowProps) {
  const { kind, isActive, templates } = setting;
  const hint = [words(`trigger_${kind}`), missing(setting, messages)]
    .filter(Boolean)
    .join(" ");
  return (
    <li>
      <div className="what">
        {kind === "STATEMENT" ? (
          // Its schedule below says whether it is sent.
          <div className="field">
            <strong>{kindName(kind)}</strong>
            <p className="soft about">{hint}</p>
          </div>
        ) : (
          <Switch label={kindName(kind)} hint={hint} value={isActive} onChange={onChange} />
        )}
      </div>
      <ul className="languages" aria-label={text("languagesOf", { kind: kindName(kind) })}>
        {[...templates, ...without(more, templates)].map((template) => (
          <li key={template.languageCode}>
            <Link
              href={templateRoute(programId, kind, template.languageCode)}
              aria-label={text("editIn", {
                kind: kindName(kind),
                language: languageName(template.languageCode),
              })}
            >
              {languageName(template.languageCode)}
            </Link>
            <Mark template={template} />
            {isUnsaved({ programId, kind, languageCode: template.languageCode }) && (
              <span className="mark warning">{text("isUnsaved")}</span>
            )}
          </li>
        ))}
      </ul>
    </li>
  );
}

type Language = KindSetting["templates"][number];
/** One that nothing is written in yet. */
type NewLanguage = { languageCode: string; isNew: true };

function without(codes: readonly string[], templates: readonly Language[]): NewLanguage[] {
  return codes
    .filter((code) => !templates.some(({ languageCode }) => languageCode === code))
    .map((languageCode) => ({ languageCode, isNew: true }));
}

function Mark({ template }: { template: Language | NewLanguage }) {
  if ("isNew" in template) return <span className="mark">{text("isNew")}</span>;
  if (template.failedAt) return <span className="mark warning">{text("isBroken")}</span>;
  return template.isShipped ? null : <span className="mark">{text("isEdited")}</span>;
}

function AddLanguage({ onAdd }: { onAdd: (code: string) => void }) {
  const [isAdding, setAdding] = useState(false);
  if (!isAdding) {
    return (
      <p>
        <button type="button" onClick={() => setAdding(true)}>
          {text("addLanguage")}
        </button>
      </p>
    );
  }
  return (
    <Picker
      label={text("newLanguage")}
      hint={text("addLanguageHint")}
      source={languages}
      ids={[]}
      onChange={([code]) => {
        setAdding(false);
        // Templates have languages as customers' mail programs write them.
        if (code) onAdd(code.toLowerCase().replaceAll("_", "-"));
      }}
      isSingle
    />
  );
}

/** What has to be set, too, before such an e-mail is sent by itself. */
function missing({ kind, isActive }: KindSetting, settings: Settings): string {
  if (kind === "STATEMENT") return settings.statements === "NEVER" ? text("missing_STATEMENT") : "";
  if (!isActive) return "";
  const isMissing =
    (kind === "BALANCE_REACHED" && settings.balanceThresholds.length === 0) ||
    (kind === "POINTS_EXPIRING" && settings.expiryReminderDays.length === 0);
  return isMissing ? text(`missing_${kind}`) : "";
}
