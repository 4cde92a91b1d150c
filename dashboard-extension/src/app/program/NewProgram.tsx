import { useState } from "react";

import { LoyaltyProgramCreateDocument } from "../../api/operations/LoyaltyProgramCreate";
import { text as common } from "../../texts";
import { FormProblems, SelectField, TextField } from "../../ui/form/fields";
import { useSave } from "../../ui/useSave";
import type { ChannelDraft } from "./draft";
import { text } from "./texts";

interface Props {
  free: readonly ChannelDraft[];
  onClose: () => void;
  onCreated: (id: string, name: string) => void;
}

/** A program needs a name and a channel; the rest is set on its page. */
export function NewProgram({ free, onClose, onCreated }: Props) {
  const [name, setName] = useState("");
  const [channelId, setChannelId] = useState(free[0]?.channelId ?? "");
  const { save, isSaving, problemOf, others } = useSave(
    LoyaltyProgramCreateDocument,
    (data) => data.loyaltyProgramCreate,
    ["name", "channels.channelId"],
  );

  async function create() {
    const payload = await save({ input: { name, channels: [{ channelId }] } });
    if (payload?.program) onCreated(payload.program.id, payload.program.name);
  }

  return (
    <form
      className="settings"
      aria-label={text("newProgram")}
      onSubmit={(event) => {
        event.preventDefault();
        void create();
      }}
    >
      <p>{text(free.length > 0 ? "newProgramWhy" : "noFreeChannel")}</p>
      {free.length > 0 && (
        <div className="fields">
          <TextField
            label={text("name")}
            value={name}
            isRequired
            maxLength={255}
            error={problemOf("name")}
            onChange={setName}
          />
          <SelectField
            label={text("channelField")}
            value={channelId}
            choices={free.map((channel) => ({ value: channel.channelId, label: channel.name }))}
            error={problemOf("channels.channelId")}
            onChange={setChannelId}
          />
        </div>
      )}
      <FormProblems messages={others} />
      <div className="actions">
        {free.length > 0 && (
          <button type="submit" className="primary" disabled={isSaving}>
            {common(isSaving ? "saving" : "add")}
          </button>
        )}
        <button type="button" onClick={onClose}>
          {common("cancel")}
        </button>
      </div>
    </form>
  );
}
