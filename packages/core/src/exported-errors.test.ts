import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import * as coco from "./index.ts";

it("every class of error that a program may meet can be imported", () => {
  const files = readdirSync(import.meta.dirname, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && !file.includes("test"))
    .map((file) => readFileSync(join(import.meta.dirname, file), "utf8"));
  const names = files.flatMap((text) =>
    [...text.matchAll(/^export class (\w+Error) extends/gm)].map(([, name]) => name),
  );
  expect(names.length).toBeGreaterThan(20);
  expect(names.filter((name) => !Object.hasOwn(coco, name ?? ""))).toEqual([]);
});
