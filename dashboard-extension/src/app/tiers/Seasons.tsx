import { DateTimeField, NumberField, TextField } from "../../ui/form/fields";
import { newSeason, type SeasonDraft } from "./draft";
import { text } from "./texts";

interface Props {
  seasons: readonly SeasonDraft[];
  onChange: (seasons: SeasonDraft[]) => void;
  currency: string | null;
  problemOf: (field: string) => string | undefined;
}

/** What is different in a tier for a time. */
export function Seasons({ seasons, onChange, currency, problemOf }: Props) {
  function set(key: number, values: Partial<SeasonDraft>) {
    onChange(seasons.map((season) => (season.key === key ? { ...season, ...values } : season)));
  }
  // The API says what is wrong with a season, not with which: so it stands above them.
  const wrong = ["seasons", "seasons.name", "seasons.description", "seasons.threshold"]
    .concat("seasons.startsAt", "seasons.endsAt")
    .map(problemOf)
    .find(Boolean);
  return (
    <fieldset className="part">
      <legend>{text("seasons")}</legend>
      <p className="soft">{text("seasonsHint")}</p>
      {wrong && (
        <p className="warning" role="alert">
          {wrong}
        </p>
      )}
      {seasons.map((season, at) => {
        const problem = (field: string) => problemOf(`season.${season.key}.${field}`);
        return (
          <div key={season.key} className="fields season" role="group" aria-label={text("seasonNumber", { number: at + 1 })}>
            <NumberField
              label={text("threshold")}
              value={season.threshold}
              onChange={(threshold) => set(season.key, { threshold })}
              {...(currency && { currency })}
              error={problem("threshold")}
              isRequired
            />
            <DateTimeField
              label={text("startsAt")}
              value={season.startsAt}
              onChange={(startsAt) => set(season.key, { startsAt })}
              error={problem("startsAt")}
              isRequired
            />
            <DateTimeField
              label={text("endsAt")}
              value={season.endsAt}
              onChange={(endsAt) => set(season.key, { endsAt })}
              error={problem("endsAt")}
              isRequired
            />
            <TextField
              label={text("nameThen")}
              value={season.name}
              onChange={(name) => set(season.key, { name })}
              maxLength={255}
              hint={text("asUsual")}
            />
            <TextField
              label={text("descriptionThen")}
              value={season.description}
              onChange={(description) => set(season.key, { description })}
              hint={text("asUsual")}
            />
            <div className="actions wide">
              <button
                type="button"
                onClick={() => onChange(seasons.filter(({ key }) => key !== season.key))}
              >
                {text("removeSeason", { number: at + 1 })}
              </button>
            </div>
          </div>
        );
      })}
      <button type="button" onClick={() => onChange([...seasons, newSeason()])}>
        {text("addSeason")}
      </button>
    </fieldset>
  );
}
