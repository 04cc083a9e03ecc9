import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, it } from "vitest";
import { describeSite, describeSites } from "./call-site.ts";

const path = resolve("some where", "pipeline (new).ts");
const address = pathToFileURL(path).href;

it("a place is a plain path with line and column, whatever module system the file has", () => {
  const at = (frame: string): string => describeSite({ stack: `Error\n    at ${frame}` });
  expect(at(`${address}:3:7`)).toBe(`${path}:3:7`);
  expect(at(`main (${address}:3:7)`)).toBe(`main (${path}:3:7)`);
  expect(at(`main (${path}:3:7)`)).toBe(`main (${path}:3:7)`);
  expect(at("file://%zz:1:2")).toBe("file://%zz:1:2");
});

it("so are two places that differ", () => {
  const sites = describeSites({ stack: `E\n at ${address}:1:2` }, { stack: `E\n at ${address}:2:2` });
  expect(sites).toEqual([`${path}:1:2`, `${path}:2:2`]);
});
