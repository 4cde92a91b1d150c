import { useState } from "react";

import { LoyaltyMessageTemplateTestDocument } from "../../api/operations/LoyaltyMessageTemplateTest";
import { ownAddress } from "../../bridge/session";
import { FormProblems, TextField } from "../../ui/form/fields";
import type { Undoable } from "../../ui/Undo";
import { useSave } from "../../ui/useSave";
import type { Which } from "./TemplatePage";
import { text } from "./texts";
import type { Texts } from "./useTemplateDraft";

interface Props {
  which: Which;
  texts: Texts;
  accountId: string | undefined;
  onDone: (done: Undoable) => void;
}

/** Sends the texts as they stand in the editor to an address, and to nobody else. */
export function TestSend({ which, texts, accountId, onDone }: Props) {
  const [address, setAddress] = useState(ownAddress);
  const { save, isSaving, problemOf, others, clearField } = useSave(
    LoyaltyMessageTemplateTestDocument,
    (data) => data.loyaltyMessageTemplateTest,
    ["address"],
  );
  return (
    <form
      className="part"
      aria-label={text("test")}
      onSubmit={(event) => {
        event.preventDefault();
        void save({ ...which, input: texts, accountId: accountId ?? null, address }).then(
          (payload) => payload && onDone({ message: text("testSent", { address }) }),
        );
      }}
    >
      <TextField
        label={text("testAddress")}
        hint={text("testHint")}
        type="email"
        value={address}
        onChange={(value) => {
          clearField("address");
          setAddress(value);
        }}
        error={problemOf("address")}
        isRequired
      />
      <FormProblems messages={others} />
      <div className="actions">
        <button type="submit" disabled={isSaving}>
          {text("sendTest")}
        </button>
      </div>
    </form>
  );
}
