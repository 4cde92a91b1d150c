import { useEffect, useId, useRef, useState } from "react";

import { TextField } from "../../ui/form/fields";
import { BadgePicture } from "./BadgePicture";
import { text } from "./texts";

// Those that fonts have; others can be typed.
const SYMBOLS = [..."★✿♥◆●▲⌂✎✓☀☾♪⚑⚡❄☕"];
const KINDS = "image/png,image/jpeg,image/webp,image/gif";

interface Props {
  symbol: string;
  onSymbol: (symbol: string) => void;
  icon: File | null;
  iconUrl: string | null;
  onIcon: (icon: File | null, iconUrl: string | null) => void;
  problemOf: (field: string) => string | undefined;
}

/** A badge's picture: a file of staff's, or a symbol. */
export function IconField({ symbol, onSymbol, icon, iconUrl, onIcon, problemOf }: Props) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const shown = useAddress(icon) ?? iconUrl;
  const problem = problemOf("icon");
  return (
    <fieldset className="icon-field wide">
      <legend>{text("picture")}</legend>
      <div className="icon-now">
        <BadgePicture iconUrl={shown} symbol={symbol} />
        <div className="field">
          <label htmlFor={id}>{text("icon")}</label>
          <input
            ref={input}
            id={id}
            type="file"
            accept={KINDS}
            aria-describedby={`${id}-about`}
            aria-invalid={problem ? true : undefined}
            onChange={(event) => {
              const [file] = event.target.files ?? [];
              if (file) onIcon(file, iconUrl);
            }}
          />
          <p id={`${id}-about`} className={problem ? "warning about" : "soft about"}>
            {problem || text("iconHint")}
          </p>
        </div>
        {shown && (
          <button
            type="button"
            onClick={() => {
              // The same file can be chosen again.
              if (input.current) input.current.value = "";
              onIcon(null, null);
            }}
          >
            {text("removeIcon")}
          </button>
        )}
      </div>
      <div className="symbols" role="group" aria-label={text("symbols")}>
        {SYMBOLS.map((item) => (
          <button
            key={item}
            type="button"
            aria-pressed={symbol === item}
            onClick={() => onSymbol(symbol === item ? "" : item)}
          >
            {item}
          </button>
        ))}
      </div>
      <TextField
        label={text("symbol")}
        value={symbol}
        onChange={onSymbol}
        maxLength={8}
        error={problemOf("symbol")}
        hint={text("symbolHint")}
      />
    </fieldset>
  );
}

/** Where a file that was chosen can be seen before it is sent. */
function useAddress(file: File | null): string | null {
  const [address, setAddress] = useState<string | null>(null);
  useEffect(() => {
    if (!file) return;
    const made = URL.createObjectURL(file);
    setAddress(made);
    return () => {
      URL.revokeObjectURL(made);
      setAddress(null);
    };
  }, [file]);
  return address;
}

export function useIcon(icon: File | null, iconUrl: string | null): string | null {
  return useAddress(icon) ?? iconUrl;
}
