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
import { RewardForm } from "./RewardForm";
import { text } from "./texts";
import { useChannels, type Channel } from "./useChannels";

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
  const { answer, again } = useSettings(place.channel);
  if (answer.state === "loading") return <Loading />;
  if (answer.state === "failed") return <Denied failure={answer.failure} again={again} />;
  return (
    <RewardForm
      {...place}
      program={answer.data.loyaltyProgram ?? null}
      reward={null}
      start={newDraft(kind, place.channel.currencyCode)}
    />
  );
}

function Existing({ rewardId, ...place }: PlaceProps & { rewardId: string }) {
  const settings = useSettings(place.channel);
  const { answer, again } = useAnswer(LoyaltyRewardDetailsDocument, {
    id: rewardId,
    channel: place.channel.slug,
  });
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
  return (
    <RewardForm
      {...place}
      program={settings.answer.data.loyaltyProgram ?? null}
      reward={reward}
      start={draftOf(reward, place.channel.currencyCode)}
    />
  );
}

function useSettings(channel: Channel) {
  return useAnswer(LoyaltyRewardSettingsDocument, { channel: channel.slug });
}

function Denied(props: Omit<Parameters<typeof Failed>[0], "denied">) {
  return <Failed {...props} denied="failure_deniedDiscounts" />;
}
