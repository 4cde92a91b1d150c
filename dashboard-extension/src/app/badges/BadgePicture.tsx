interface Props {
  iconUrl: string | null;
  symbol: string;
}

/** A badge's icon, else its symbol. */
export function BadgePicture({ iconUrl, symbol }: Props) {
  return (
    <span className="badge-picture" aria-hidden="true">
      {iconUrl ? <img src={iconUrl} alt="" width={40} height={40} /> : symbol || "○"}
    </span>
  );
}
