import { cpSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type SourceSystem, testSource } from "@coco/connectorkit/testing";
import * as engine from "@coco/core";
import { afterAll, beforeAll, describe, it } from "vitest";
import type { File } from "./file/file.ts";
import { walk } from "./walk/walk.ts";

const FILES = engine.contextKey<string>("files");

async function start(): Promise<SourceSystem> {
  const folder = mkdtempSync(join(tmpdir(), "coco-source-contract-"));
  const files = join(folder, "files");
  mkdirSync(files);
  let place = files;
  const put = async (id: string, text: string): Promise<void> => writeFileSync(join(place, id), text);
  return {
    provide: (environment) => environment.provide(FILES, files),
    open: ({ live }) => (live ? walk(FILES, { live }) : walk(FILES)),
    idOf: (item) => (item as File).path.relative,
    read: (item) => (item as File).text(),
    put,
    touch: (id) => put(id, readFileSync(join(files, id), "utf8")),
    remove: async (id) => rmSync(join(place, id)),
    async fail() {
      // Also for a user whom no permission stops: a folder that is none.
      renameSync(files, `${files}.away`);
      writeFileSync(files, "no folder");
      return async () => {
        rmSync(files);
        renameSync(`${files}.away`, files);
      };
    },
    async miss(work) {
      // Another folder takes the place of this one.
      cpSync(files, `${files}.other`, { recursive: true });
      place = `${files}.other`;
      await work();
      place = files;
      renameSync(files, `${files}.old`);
      renameSync(`${files}.other`, files);
    },
    stop: async () => rmSync(folder, { recursive: true, force: true }),
  };
}

testSource(
  {
    name: "local files",
    capabilities: { failing: true, freshness: true, live: true, missedEvents: true },
    takesId: (id) => id !== "" && id !== ".." && !/[/\0]/.test(id),
    start,
  },
  { engine, runner: { describe, it, beforeAll, afterAll } },
);
