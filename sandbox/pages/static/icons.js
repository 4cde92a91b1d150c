// Line drawings that stand for pictures, so that the shop needs nothing from elsewhere.

const PATHS = {
  beans: "M9 4c-4 1-6 5-5 9s5 5 7 3 3-6 2-9-2-4-4-3z M7 7c0 4 4 4 3 9 M16 9c3 0 5 3 4.500 6s-3.500 5-6 4 M17.500 11c-.5 3-3 3-2.500 7",
  leaf: "M5 19c0-9 5-14 14-14 0 9-4 14-11 14-2 0-3 0-3 0z M5 19c3-6 6-8 9-9",
  teapot: "M6 10h10v5a5 4 0 0 1-10 0z M16 11c4-1 5 1 3 3l-3 2 M6 11L2.500 9 M8 10a3 2.500 0 0 1 6 0 M11 7V6",
  dripper: "M5 5h14l-5 8h-4z M10 13v2h4v-2 M7 20a5 4 0 0 1 10 0z M12 15v1.500",
  grinder: "M8 9h8l1 11H7z M12 9V5 M12 5h6 M18 5v2 M8 14h8",
  kettle: "M5 19h11l-1.500-9h-8z M6.500 10a4.500 3.500 0 0 1 8 0 M16 17c4-1 1-9 6-9 M5.500 14C2 13 2 9 5 8",
  pan: "M3 12h12a0 0 0 0 1 0 0c0 4-2 6-6 6s-6-2-6-6z M15 13h7",
  pot: "M5 10h14v6a3 3 0 0 1-3 3H8a3 3 0 0 1-3-3z M3 12h2 M19 12h2 M4.500 10h15 M9 7h6 M12 7V5.500",
  knife: "M3 16L15 4c2 3 1 6-2 8l-3 2z M10 14l-5 6-2-2 4-4",
  board: "M6 8h12v12H6z M10 8V4h4v4 M12 5.500v.2",
  bowl: "M3 11h18c0 5-4 8-9 8s-9-3-9-8z M9 19v1.500h6V19",
  plate: "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16z M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8z",
  glass: "M7 4h10l-1.500 16h-7z M7.500 10h9",
  mug: "M5 7h11v10a3 3 0 0 1-3 3H8a3 3 0 0 1-3-3z M16 9h2a2.500 2.500 0 0 1 0 7h-2",
  textile: "M5 5h14v14H5z M5 9h14 M5 15h14 M9 5v14 M15 5v14",
  candle: "M9 11h6v9H9z M12 11V9 M12 3c2 2.500 2 5 0 5s-2-2.500 0-5z",
  lamp: "M12 3v3 M12 6c5 0 7 4 7 8H5c0-4 2-8 7-8z M10 17a2 2 0 0 0 4 0",
  scissors: "M7 5l10 11 M17 5L7 16 M6 16a2 2 0 1 0 0 4 2 2 0 0 0 0-4z M18 16a2 2 0 1 0 0 4 2 2 0 0 0 0-4z",
  flowerpot: "M6 13h12l-1.500 7h-9z M12 13V8 M12 9c-4 0-5-3-5-5 4 0 5 2 5 5z M12 8c0-3 2-4 5-4 0 3-2 4-5 4z",
  can: "M6 10h9v9H6z M15 13l5-5 M18.500 6.500l3 3 M6 12c-5-1-3-8 3-7l3 5",
  gift: "M4 9h16v4H4z M6 13v7h12v-7 M12 9v11 M12 9c-5 0-5-5-2-5 2 0 2 3 2 5zm0 0c5 0 5-5 2-5-2 0-2 3-2 5z",
  tools: "M5 19l8-8 M13 11a4 4 0 0 1 5-5l-2.500 2.500 1 2 2 1L21 9a4 4 0 0 1-5 5",
};

/** A drawing by name; a bag where there is none. */
export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  for (const [key, value] of Object.entries({ viewBox: "0 0 24 24", fill: "none", stroke: "currentColor", "stroke-width": 1.2, "stroke-linecap": "round", "stroke-linejoin": "round", class: "icon", "aria-hidden": "true" }))
    svg.setAttribute(key, value);
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", PATHS[name] ?? "M5 8h14l-1 12H6z M9 10V6a3 3 0 0 1 6 0v4");
  svg.append(path);
  return svg;
}
