import { Link } from "wouter";

import "./rewards.css";
import { LoyaltyRewardDetailsDocument } from "../../api/operations/LoyaltyRewardDetails";
import { LoyaltyRewardSettingsDocument } from "../../api/operations/LoyaltyRewardSettings";
import { REWARDS } from "../../bridge/routes";
import { Failed } from "../../ui/Failed";
import { useAnswer } from "../../ui/useAnswer";
import { Loading } from "../Loading";
import { Title } from "../Title";
import { draftOf, newDraft } from "./draft";
import { kindOf, KINDS, type Kind } from "./kinds";
import { channelsOf, programOf, type Program } from "./programs";
import { RewardForm } from "./RewardForm";
import { text } from "./texts";
import { useChannels, type Channel } from "./useChannels";

const PROGRAMS_MAX = 100;

interface Props {
  /** Null for a new one. */
  rewardId: string | null;
  /** What a new one gives, as the address names it. */
  kind?: string | undefined;
}

/** One reward: written anew, or changed. */
export default function RewardPage({ rewardId, kind }: Props) {
  const { answer, again, channels, channel, choose } = useChannels();
  const chosen = kindOf(kind);
  if (answer.state === "loading") return <Loading />;
  if (answer.state === "failed") return <Failed failure={answer.failure} again={again} />;
  if (!channel) return <p className="empty">{text("noChannel")}</p>;
  const place = { channels, channel, onChannel: choose };
  if (rewardId) return <Existing key={rewardId} rewardId={rewardId} {...place} />;
  return chosen ? <New key={chosen} kind={chosen} {...place} /> : <KindChoice />;
}

interface PlaceProps {
  channels: readonly Channel[];
  channel: Channel;
  onChannel: (slug: string) => void;
}

function KindChoice() {
  return (
    <>
      <Link href={REWARDS}>{text("backToRewards")}</Link>
      <Title>{text("newReward")}</Title>
      <p>{text("whichKind")}</p>
      <ul className="proposals">
        {KINDS.map((kind) => (
          <li key={kind}>
            <Link href={`${REWARDS}/new/${kind}`}>{text(`kind_${kind}`)}</Link>
            <span className="soft about">{text(`kindIs_${kind}`)}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

function New({ kind, ...place }: PlaceProps & { kind: Kind }) {
  const { answer, again } = useSettings();
  if (answer.state === "loading") return <Loading />;
  if (answer.state === "failed") return <Denied failure={answer.failure} again={again} />;
  const programs = answer.data.loyaltyPrograms?.edges.map(({ node }) => node) ?? [];
  return (
    <RewardForm
      {...within(programOf(programs, place.channel), place)}
      programs={programs}
      reward={null}
      start={newDraft(kind, place.channel.currencyCode)}
    />
  );
}

function Existing({ rewardId, ...place }: PlaceProps & { rewardId: string }) {
  const settings = useSettings();
  const { answer, again } = useAnswer(LoyaltyRewardDetailsDocument, { id: rewardId });
  const failed = [answer, settings.answer].find((item) => item.state === "failed");
  if (failed?.state === "failed") {
    return (
      <Denied
        failure={failed.failure}
        again={() => {
          again();
          settings.again();
        }}
      />
    );
  }
  if (answer.state !== "there" || settings.answer.state !== "there") return <Loading />;
  const reward = answer.data.loyaltyReward;
  if (!reward) {
    return (
      <div className="empty">
        <Title>{text("noSuchReward")}</Title>
        <Link href={REWARDS}>{text("backToRewards")}</Link>
      </div>
    );
  }
  const programs = settings.answer.data.loyaltyPrograms?.edges.map(({ node }) => node) ?? [];
  const program = programs.find(({ id }) => id === reward.program?.id) ?? null;
  const inProgram = within(program, place);
  return (
    <RewardForm
      {...inProgram}
      programs={programs}
      reward={reward}
      start={draftOf(reward, inProgram.channel.currencyCode)}
    />
  );
}

/** A reward is given in the channels of its program alone: of those it says what it costs. */
function within(program: Program | null, { channel, onChannel, channels }: PlaceProps) {
  const own = program ? channelsOf(program, channels) : [channel];
  const shown = own.find(({ id }) => id === channel.id) ?? own[0] ?? channel;
  return { program, channels: own, channel: shown, allChannels: channels, onChannel };
}

function useSettings() {
  return useAnswer(LoyaltyRewardSettingsDocument, { first: PROGRAMS_MAX });
}

function Denied(props: Omit<Parameters<typeof Failed>[0], "denied">) {
  return <Failed {...props} denied="failure_deniedDiscounts" />;
}
