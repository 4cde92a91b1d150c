import { SelectField } from "../../ui/form/fields";
import type { ChannelDraft, Draft } from "./draft";
import { text } from "./texts";

interface Props {
  draft: Draft;
  /** What is saved. */
  base: Draft;
  free: readonly ChannelDraft[];
  isDefault: boolean;
  chosen: ChannelDraft | undefined;
  onChoose: (channelId: string) => void;
  onChange: (draft: Draft) => void;
}

/** The channels of a program: only rates and limits differ between them. */
export function ChannelTabs({
  draft,
  base,
  free,
  isDefault,
  chosen,
  onChoose,
  onChange,
}: Props) {
  const isSaved = base.channels.some(
    ({ channelId, isListed }) => isListed && channelId === chosen?.channelId,
  );
  const addable = free.filter(
    ({ channelId }) => !draft.channels.some((item) => item.channelId === channelId),
  );

  function unlist(channel: ChannelDraft) {
    const rest = draft.channels.filter(({ channelId }) => channelId !== channel.channelId);
    const former = base.channels.find(({ channelId }) => channelId === channel.channelId);
    const isSettled = former && !former.isListed;
    onChange({
      ...draft,
      channels: isDefault
        ? draft.channels.map((item) =>
            item === channel ? (isSettled ? former : { ...item, isListed: false }) : item,
          )
        : rest,
    });
  }

  function add(channelId: string) {
    const channel = addable.find((item) => item.channelId === channelId);
    if (!channel) return;
    onChange({ ...draft, channels: [...draft.channels, { ...channel, isListed: true }] });
    onChoose(channelId);
  }

  return (
    <section aria-label={text("channels")} className="channels">
      {(draft.channels.length > 1 || !isDefault) && (
        <div className="tabs">
          {draft.channels.map((channel) => (
            <button
              key={channel.channelId}
              type="button"
              aria-pressed={channel === chosen}
              onClick={() => onChoose(channel.channelId)}
            >
              {channel.name} <span className="soft">{channel.currency}</span>
              {isDefault && (
                <span className="soft about">
                  {text(channel.isListed ? "ownRates" : "defaultRates")}
                </span>
              )}
            </button>
          ))}
        </div>
      )}
      {!chosen && <p className="warning">{text("noChannels")}</p>}
      {chosen && isDefault && !chosen.isListed && (
        <p className="soft">
          {text(isSaved ? "usesDefaultRates" : "changeHere", { channel: chosen.name })}
        </p>
      )}
      <div className="actions">
        {chosen?.isListed && (
          <button type="button" className="plain" onClick={() => unlist(chosen)}>
            {isDefault
              ? text("useDefaultRates")
              : text("removeChannel", { channel: chosen.name })}
          </button>
        )}
        {!isDefault && addable.length > 0 && (
          <SelectField
            isBare
            label={text("addChannel")}
            value=""
            choices={[
              { value: "", label: text("addChannel") },
              ...addable.map(({ channelId, name }) => ({ value: channelId, label: name })),
            ]}
            onChange={add}
          />
        )}
      </div>
    </section>
  );
}
