import { useLayoutEffect, useRef, useState, type CSSProperties } from "react";

import { LoyaltyAccountsDocument } from "../../api/operations/LoyaltyAccounts";
import {
  LoyaltyMessageTemplatePreviewDocument,
  type LoyaltyMessageTemplatePreviewQuery,
} from "../../api/operations/LoyaltyMessageTemplatePreview";
import { mayProbably } from "../../bridge/session";
import { languageCode } from "../../texts/languageCode";
import { Failed } from "../../ui/Failed";
import { Switch } from "../../ui/form/fields";
import { Picker, type Source } from "../../ui/form/Picker";
import { client, useAnswer, type Answer } from "../../ui/useAnswer";
import { useLate } from "../../ui/useLate";
import { nameOf } from "../nameOf";
import type { Which } from "./TemplatePage";
import { text } from "./texts";
import { FIELDS, isSame, type Texts } from "./useTemplateDraft";

type Rendered = LoyaltyMessageTemplatePreviewQuery["loyaltyMessageTemplatePreview"];

const ASK_AFTER = 500;
const SHOWN = 20;
const VIEWS = ["desktop", "phone", "text"] as const;
// As wide as mail programs on computers show one at least, in px: e-mails have a narrow form, too.
const WIDE = 640;

export interface Previewed {
  answer: Answer<LoyaltyMessageTemplatePreviewQuery>;
  /** What came of the texts when nothing was wrong with them last. */
  good: Rendered | null;
  problems: Rendered["errors"];
  isBusy: boolean;
  again: () => void;
  problemOf: (field: string) => string | undefined;
}

/** What becomes of these texts, asked when typing pauses. */
export function usePreview(which: Which, texts: Texts, accountId: string | undefined): Previewed {
  const asked = useLate(texts, ASK_AFTER);
  const { answer, isBusy, again } = useAnswer(LoyaltyMessageTemplatePreviewDocument, {
    ...which,
    input: asked,
    accountId: accountId ?? null,
  });
  const [good, setGood] = useState<Rendered | null>(null);
  const rendered = answer.state === "there" ? answer.data.loyaltyMessageTemplatePreview : null;
  const problems = rendered?.errors ?? [];
  if (rendered && problems.length === 0 && rendered !== good) setGood(rendered);
  return {
    answer,
    good,
    problems,
    isBusy: isBusy || !isSame(asked, texts),
    again,
    problemOf: (field) => problems.find((problem) => problem.field === field)?.message,
  };
}

interface Props {
  preview: Previewed;
  accountIds: readonly string[];
  onAccount: (ids: readonly string[]) => void;
}

/** The e-mail as a customer would get it, on a wide and a narrow screen, by day and by night. */
export function Preview({ preview, accountIds, onAccount }: Props) {
  const [view, setView] = useState<(typeof VIEWS)[number]>("desktop");
  const [isDark, setDark] = useState(false);
  const { answer, good, problems } = preview;
  return (
    <>
      <h2>{text("preview")}</h2>
      {mayProbably("MANAGE_USERS") && (
        <Picker
          label={text("forCustomer")}
          hint={text("forCustomerHint")}
          source={members}
          ids={accountIds}
          onChange={onAccount}
          isSingle
        />
      )}
      <div className="tabs" role="group" aria-label={text("view")}>
        {VIEWS.map((name) => (
          <button
            key={name}
            type="button"
            aria-pressed={view === name}
            onClick={() => setView(name)}
          >
            {text(`view_${name}`)}
          </button>
        ))}
      </div>
      <Switch label={text("dark")} value={isDark} onChange={setDark} />
      {answer.state === "loading" && <div className="skeleton mail" aria-busy="true" />}
      {answer.state === "failed" && <Failed failure={answer.failure} again={preview.again} />}
      {problems.length > 0 && <Problems problems={problems} isBelow={good !== null} />}
      {answer.state === "there" && good && (
        <Mail
          rendered={good}
          isOld={problems.length > 0}
          isBusy={preview.isBusy}
          view={view}
          isDark={isDark}
        />
      )}
    </>
  );
}

interface ProblemsProps {
  problems: Rendered["errors"];
  /** The e-mail as it was before stands below. */
  isBelow: boolean;
}

function Problems({ problems, isBelow }: ProblemsProps) {
  const messages = problems.map(({ field, message }) =>
    FIELDS.some((name) => name === field) ? `${text(`field_${field}`)}: ${message}` : message,
  );
  return (
    <div role="alert" className="warning">
      <p>{text(isBelow ? "cantBeShownBelow" : "cantBeShown")}</p>
      <ul>
        {messages.map((message) => (
          <li key={message}>{message}</li>
        ))}
      </ul>
    </div>
  );
}

interface MailProps {
  rendered: Rendered;
  /** The texts have changed since and can't be shown. */
  isOld: boolean;
  isBusy: boolean;
  view: (typeof VIEWS)[number];
  isDark: boolean;
}

function Mail({ rendered, isOld, isBusy, view, isDark }: MailProps) {
  const { subject, html, text: plain, warnings } = rendered;
  const scheme = { colorScheme: isDark ? "dark" : "light" };
  return (
    <div aria-busy={isBusy} className={isOld ? "old" : undefined}>
      <p>
        <span className="soft">{text("field_subject")}:</span> <strong>{subject}</strong>
      </p>
      {view === "text" ? (
        <pre className="mail plain-text" tabIndex={0} style={scheme}>
          {plain}
        </pre>
      ) : (
        <Screen isWide={view === "desktop"} html={inScheme(html ?? "", isDark)} style={scheme} />
      )}
      {!isOld && warnings.length > 0 && (
        <ul className="warning" aria-label={text("warnings")}>
          {warnings.map((warning) => (
            <li key={warning}>{warning}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

interface ScreenProps {
  isWide: boolean;
  html: string;
  style: CSSProperties;
}

/** The e-mail on a phone, or on a computer: then made smaller where there is less room for it. */
function Screen({ isWide, html, style }: ScreenProps) {
  const place = useRef<HTMLDivElement>(null);
  const [room, setRoom] = useState(WIDE);
  useLayoutEffect(() => {
    const measure = () => setRoom(place.current?.clientWidth || WIDE);
    measure();
    const observer = new ResizeObserver(measure);
    if (place.current) observer.observe(place.current);
    return () => observer.disconnect();
  }, []);
  const scale = room / WIDE;
  const smaller = {
    width: WIDE,
    height: `${100 / scale}%`,
    transform: `scale(${scale})`,
  };
  return (
    <div ref={place} className={isWide ? "mail" : "mail phone"}>
      {/* Without any permission: whatever stands in the template runs nothing and sees nothing. */}
      <iframe
        title={text("preview")}
        sandbox=""
        srcDoc={html}
        style={isWide && scale < 1 ? { ...style, ...smaller } : style}
      />
    </div>
  );
}

/**
 * Browsers ask the reader's own system what colours it wants; here it is what was chosen. One of
 * the conditions always holds, the other one never.
 */
export function inScheme(html: string, isDark: boolean): string {
  return html.replaceAll(
    /\(\s*prefers-color-scheme\s*:\s*(dark|light)\s*\)/gi,
    (_, scheme: string) =>
      (scheme.toLowerCase() === "dark") === isDark ? "(min-width: 0)" : "(max-width: 0)",
  );
}

const members: Source = {
  search: async (words) => {
    const { data, error } = await client
      .query(LoyaltyAccountsDocument, {
        search: words || null,
        first: SHOWN,
        languageCode: languageCode(),
      })
      .toPromise();
    if (!data?.loyaltyAccounts) throw error ?? new Error("The shop answered nothing.");
    return data.loyaltyAccounts.edges.map(({ node }) => ({
      id: node.id,
      name: nameOf(node.customer),
      about: node.customer?.email,
    }));
  },
  // Whoever is chosen was found just before, so the name is known.
  named: async () => [],
};
