import { css } from "lit";

/** What all components look like; each value is a variable that a storefront may set. */
export const base = css`
  /* Names of their own: a storefront may well say --loyalty-accent: var(--accent). */
  :host {
    --_text: var(--loyalty-text, light-dark(#22262a, #eceae6));
    --_muted: var(--loyalty-muted, light-dark(#5c6166, #a9adb1));
    --_surface: var(--loyalty-surface, light-dark(#fff, #1f2326));
    --_tint: var(--loyalty-tint, light-dark(#eef3f1, #2a3236));
    --_line: var(--loyalty-border, light-dark(#d9dcdf, #3d4348));
    --_accent: var(--loyalty-accent, light-dark(#1f5f4a, #5fc3a0));
    --_on-accent: var(--loyalty-on-accent, light-dark(#fff, #0d1a15));
    --_gain: var(--loyalty-gain, light-dark(#146c43, #6fd8a5));
    --_warning: var(--loyalty-warning, light-dark(#9a3a06, #ffb27d));
    --_radius: var(--loyalty-radius, 12px);
    --_space: var(--loyalty-space, 1rem);
    display: block;
    container-type: inline-size;
    color: var(--_text);
    font: var(--loyalty-font, inherit);
    text-align: start;
  }
  :host([hidden]) {
    display: none;
  }
  :host([theme="light"]) {
    color-scheme: light;
  }
  :host([theme="dark"]) {
    color-scheme: dark;
  }
  :host([theme="auto"]) {
    color-scheme: light dark;
  }
  * {
    box-sizing: border-box;
  }
  h2,
  h3,
  p,
  ul,
  dl,
  dd {
    margin: 0;
    padding: 0;
  }
  ul {
    list-style: none;
  }
  h2 {
    font-size: 1.15em;
    line-height: 1.25;
  }
  h3 {
    font-size: 1em;
    line-height: 1.3;
  }
  button,
  .button {
    font: inherit;
    font-weight: 600;
    color: var(--_on-accent);
    background: var(--_accent);
    border: 1px solid transparent;
    border-radius: var(--loyalty-button-radius, 999px);
    min-height: 2.4em;
    padding: 0.3em 1em;
    cursor: pointer;
    display: inline-flex;
    align-items: center;
    text-decoration: none;
  }
  button.plain {
    color: var(--_text);
    background: transparent;
    border-color: var(--_line);
    font-weight: 500;
  }
  button:disabled {
    opacity: 0.5;
    cursor: default;
  }
  :focus-visible {
    outline: 3px solid var(--_accent);
    outline-offset: 2px;
    border-radius: 6px;
  }
  .soft {
    color: var(--_muted);
    font-size: 0.9em;
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    gap: 0.4em 0.8em;
    align-items: center;
    justify-content: space-between;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5em;
    align-items: center;
  }
  .notice {
    display: grid;
    gap: 0.7em;
    justify-items: start;
    background: var(--_tint);
    border-radius: var(--_radius);
    padding: var(--_space);
  }
  .complaint,
  .warning {
    color: var(--_warning);
  }
  .said:empty {
    position: absolute;
  }
  .said {
    color: var(--_gain);
    font-weight: 600;
  }
  .hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  progress,
  .skeleton {
    background: var(--_tint);
    border-radius: 999px;
  }
  progress {
    appearance: none;
    width: 100%;
    height: 0.6em;
    border: 0;
    overflow: hidden;
    display: block;
  }
  progress::-webkit-progress-bar {
    background: var(--_tint);
  }
  progress::-webkit-progress-value {
    background: var(--_accent);
  }
  progress::-moz-progress-bar {
    background: var(--_accent);
  }
  .skeleton {
    height: 1.2em;
    border-radius: 8px;
    animation: breathe 1.6s ease-in-out infinite;
  }
  @keyframes breathe {
    50% {
      opacity: 0.45;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .skeleton {
      animation: none;
    }
  }
`;
