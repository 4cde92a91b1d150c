import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { stripIgnoredCharacters } from "graphql";
import { expect, test } from "vitest";

import * as operations from "../src/api/operations";

const BUILD = "../saleor_loyalty_plugin/storefront/build";
const GZIP_BYTES_MAX = 30_000;

test("all that a storefront loads is one file of at most 30 kB", () => {
  const files = readdirSync(BUILD).filter((name) => !/\.(gz|br)$/.test(name));
  expect(files).toEqual(["loyalty.js"]);
  const built = readFileSync(join(BUILD, "loyalty.js"));

  expect(gzipSync(built).length).toBeLessThanOrEqual(GZIP_BYTES_MAX);});

test("documents are those of the API but for comments and white space", () => {
  const folder = "../graphql/operations/storefront";
  const texts = Object.values(operations).map(({ text }) => text);
  const files = readdirSync(folder).map((name) => readFileSync(join(folder, name), "utf8"));
  const known = new Set(files.map(stripIgnoredCharacters));

  expect(texts.filter((text) => !known.has(text))).toEqual([]);
  const built = readFileSync(join(BUILD, "loyalty.js"), "utf8");
  expect(texts.filter((text) => !built.includes(text))).toEqual([]);
});
