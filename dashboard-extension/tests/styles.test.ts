import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const PAGES = "src/app";

const styles = readdirSync(PAGES, { recursive: true, encoding: "utf8" })
  .map((path) => path.replaceAll("\\", "/"))
  .filter((path) => path.endsWith(".css") && path.includes("/"));

test.each(styles)("%s holds for its own page alone", (path) => {
  // Styles stay when readers go on to another page, which may use the same names.
  const [first, ...rest] = readFileSync(`${PAGES}/${path}`, "utf8").trimEnd().split("\n");
  expect(first).toBe(`[data-page="${path.split("/")[0]}"] {`);
  expect(rest.pop()).toBe("}");
  expect(rest.filter((line) => /^\S/.test(line))).toEqual([]);
});
