import { useState } from "react";

import "./rules.css";
import {
  LoyaltyRulesPageDocument,
  type LoyaltyRulesPageQuery,
} from "../../api/operations/LoyaltyRulesPage";
import { Failed } from "../../ui/Failed";
import { ProgramChoice } from "../../ui/ProgramChoice";
import { Undo, type Undoable } from "../../ui/Undo";
import { useAnswer } from "../../ui/useAnswer";
import { Loading } from "../Loading";
import { Title } from "../Title";
import { Bonuses } from "./Bonuses";
import { Rules } from "./Rules";
import { text } from "./texts";

type Programs = NonNullable<LoyaltyRulesPageQuery["loyaltyPrograms"]>["edges"];
export type Program = Programs[number]["node"];

/** What goods, orders and times earn instead of the general rate, and points for other things. */
export default function RulesPage() {
  const { answer, again } = useAnswer(LoyaltyRulesPageDocument, {});
  const [chosen, setChosen] = useState("");
  const [done, setDone] = useState<Undoable | null>(null);
  if (answer.state === "loading") return <Loading />;
  if (answer.state === "failed") {
    return <Failed failure={answer.failure} again={again} denied="failure_deniedDiscounts" />;
  }
  const programs = answer.data.loyaltyPrograms?.edges.map((edge) => edge.node) ?? [];
  const program =
    programs.find(({ id }) => id === chosen) ??
    programs.find(({ isDefault }) => isDefault) ??
    programs[0];
  if (!program) return <Failed failure="broken" again={again} />;
  return (
    <>
      <Title>{text("rulesTitle")}</Title>
      <ProgramChoice programs={programs} value={program.id} onChange={setChosen} />
      {!(program.isActive && program.earningActive) && (
        <p className="warning">{text("programOff")}</p>
      )}
      <Rules key={`rules ${program.id}`} program={program} again={again} onDone={setDone} />
      <Bonuses key={`bonuses ${program.id}`} program={program} again={again} onDone={setDone} />
      <Undo done={done} onGone={() => setDone(null)} />
    </>
  );
}
