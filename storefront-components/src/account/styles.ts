import { css } from "lit";

export const accountStyles = css`
  .page {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: calc(var(--_space) * 1.5);
  }
  section {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.8em;
    justify-items: stretch;
  }
  section > button {
    justify-self: start;
  }
  section.row {
    display: flex;
  }
  .head {
    grid-template-columns: auto minmax(0, 1fr);
    align-items: end;
    gap: var(--_space) calc(var(--_space) * 2.5);
    padding: calc(var(--_space) * 1.5);
    border-radius: var(--_radius);
    background: var(--_accent);
    color: var(--_on-accent);
  }
  .balance {
    font-size: clamp(2.4em, 9cqi, 3.6em);
    font-weight: 750;
    line-height: 1.1;
    font-variant-numeric: tabular-nums;
  }
  .head h2 {
    font-size: 1em;
    font-weight: 500;
  }
  .worth {
    font-weight: 600;
  }
  .facts {
    display: flex;
    flex-wrap: wrap;
    gap: 0.4em 1.6em;
  }
  .facts div {
    display: flex;
    gap: 0.5em;
  }
  .facts dd {
    font-weight: 650;
    font-variant-numeric: tabular-nums;
  }
  .now {
    display: grid;
    gap: 0.25em;
  }
  .switches {
    display: grid;
    padding: 0;
    margin: 0;
    list-style: none;
  }
  .switches label {
    display: flex;
    align-items: center;
    gap: 0.7em;
    min-height: 2.75em;
  }
  .switches input {
    width: 1.25em;
    height: 1.25em;
    margin: 0;
    accent-color: var(--_accent);
  }
  .card {
    background: var(--_surface);
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    padding: var(--_space);
  }
  .stack {
    display: grid;
    gap: 0.5em;
    justify-items: start;
    align-content: start;
  }
  .fill {
    flex: 1;
    min-width: 0;
    display: grid;
    gap: 0.3em;
    overflow-wrap: anywhere;
  }
  .perks {
    list-style: disc;
    padding-inline-start: 1.2em;
  }
  .tiles {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(100%, 15rem), 1fr));
    gap: 0.8em;
  }
  .tile {
    display: flex;
    gap: 0.8em;
    align-items: flex-start;
  }
  .locked {
    background: none;
    border-style: dashed;
  }
  .symbol {
    flex: none;
    width: 2.2rem;
    text-align: center;
    font-size: 1.8rem;
    line-height: 1.1;
    color: var(--_accent);
  }
  .symbol img {
    width: 2rem;
    height: 2rem;
    object-fit: contain;
  }
  .locked .symbol {
    filter: grayscale(1);
    opacity: 0.55;
  }
  .picture {
    width: 4.5rem;
    height: 4.5rem;
    object-fit: cover;
    border-radius: 8px;
    flex: none;
  }
  .price {
    font-weight: 650;
    font-variant-numeric: tabular-nums;
  }
  .gain {
    color: var(--_gain);
  }
  .small {
    font-size: 0.9em;
  }
  .list {
    padding-block: 0;
  }
  .list > li {
    padding-block: 0.7em;
    border-bottom: 1px solid var(--_line);
  }
  .list > li:last-child {
    border-bottom: 0;
  }
  .list .row > div {
    flex: 1 1 10rem;
    min-width: 0;
    overflow-wrap: anywhere;
  }
  .movement .row {
    flex-wrap: nowrap;
    align-items: start;
  }
  .amount {
    font-weight: 650;
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
  details > summary {
    cursor: pointer;
  }
  code {
    font-size: 1.05em;
    overflow-wrap: anywhere;
  }
  .number {
    font-size: 1.1em;
    font-variant-numeric: tabular-nums;
    letter-spacing: 0.04em;
  }
  .qr {
    width: 9rem;
    height: 9rem;
    padding: 0.4rem;
    border-radius: 8px;
    background: #fff;
  }
  .introduction {
    white-space: pre-line;
  }
  @container (max-width: 30rem) {
    .head {
      grid-template-columns: minmax(0, 1fr);
      padding: var(--_space);
    }
  }
`;
