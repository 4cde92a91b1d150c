import { Link } from "wouter";

import "./messages.css";
import {
  LoyaltyMessageTemplateDocument,
  type LoyaltyMessageKindEnum,
  type LoyaltyMessageTemplateQuery,
} from "../../api/operations/LoyaltyMessageTemplate";
import { MESSAGES } from "../../bridge/routes";
import { Failed } from "../../ui/Failed";
import { languageName } from "../../ui/languageName";
import { kindName, text as words } from "../../ui/messages/words";
import { useAnswer } from "../../ui/useAnswer";
import { Loading } from "../Loading";
import { Title } from "../Title";
import { TemplateEditor } from "./TemplateEditor";
import { text } from "./texts";

export type Template = NonNullable<LoyaltyMessageTemplateQuery["loyaltyMessageTemplate"]>;

/** Which template: whatever is asked about one says so. */
export interface Which {
  programId: string;
  kind: LoyaltyMessageKindEnum;
  languageCode: string;
}

interface Props {
  programId: string;
  kind: string;
  languageCode: string;
}

/** What one kind of e-mail says in one language. */
export default function TemplatePage({ programId, kind, languageCode }: Props) {
  // An address with another kind is answered by the shop, like one with another program.
  const which: Which = { programId, kind: kind as LoyaltyMessageKindEnum, languageCode };
  const { answer, again } = useAnswer(LoyaltyMessageTemplateDocument, { ...which });
  const template = answer.state === "there" ? answer.data.loyaltyMessageTemplate : undefined;
  return (
    <>
      <p>
        <Link href={MESSAGES}>← {text("messagesTitle")}</Link>
      </p>
      {answer.state === "loading" && <Loading />}
      {answer.state === "failed" && (
        <Failed failure={answer.failure} again={again} denied="failure_deniedDiscounts" />
      )}
      {template === null && (
        <div className="empty">
          <Title>{text("noSuchTemplate")}</Title>
        </div>
      )}
      {template && (
        <>
          <header>
            <Title>
              {text("templateTitle", {
                kind: kindName(template.kind),
                language: languageName(template.languageCode),
              })}
            </Title>
            <p className="soft">{words(`trigger_${template.kind}`)}</p>
          </header>
          <TemplateEditor which={which} template={template} again={again} />
        </>
      )}
    </>
  );
}
