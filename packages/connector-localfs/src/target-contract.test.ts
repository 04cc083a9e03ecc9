import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  mkdirSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type AnyTargetHandler, rootHandler } from "@coco/connectorkit";
import { type StoredRecord, type TargetSystem, testTarget } from "@coco/connectorkit/testing";
import * as engine from "@coco/core";
import { afterAll, beforeAll, describe, it } from "vitest";
import { declaration } from "./declaration.ts";
import type { DirectoryValue } from "./target/directory-handler.ts";
import type { FileValue } from "./target/entry-state.ts";
import { contentOf } from "./target/file-content.ts";
import { mountDirectory } from "./target/mount-directory.ts";

/** A slash in an id would be a folder. */
const nameOf = (id: string): string => id.replaceAll("/", "\u2215");
const idOf = (name: string): string => name.replaceAll("\u2215", "/");

async function start(): Promise<TargetSystem> {
  const base = mkdtempSync(join(tmpdir(), "coco-target-contract-"));
  const folderOf = (name: string): string => join(base, nameOf(name));
  const names = (name: string): string[] =>
    readdirSync(folderOf(name)).filter((file) => statSync(join(folderOf(name), file)).isFile());
  return {
    provide: () => undefined,
    async mount(name, { managedBy, onExisting }) {
      const folder = await mountDirectory(folderOf(name), {
        ...(managedBy === undefined ? {} : { managedBy }),
        ...(onExisting === undefined ? {} : { onExisting }),
      });
      return { declareRow: (row) => folder.declareFile(nameOf(String(row["id"])), String(row["text"])) };
    },
    async list(name) {
      if (!existsSync(folderOf(name))) return undefined;
      return names(name).map((file) => ({ id: idOf(file), text: readFileSync(join(folderOf(name), file), "utf8") }));
    },
    count: async (name) => names(name).length,
    async makeOutside(name, _schema, rows) {
      mkdirSync(folderOf(name));
      for (const row of rows) writeFileSync(join(folderOf(name), nameOf(String(row["id"]))), String(row["text"]));
    },
    removeOutside: async (name) => rmSync(folderOf(name), { recursive: true }),
    // A folder stands where the file is to be.
    refuseRow: async (name) => void mkdirSync(join(folderOf(name), "bad", "theirs"), { recursive: true }),
    stop: async () => rmSync(base, { recursive: true, force: true }),
  };
}

/** Written down when version 1 was made: what it stored, which is never to change. */
function storedRecords(): StoredRecord[] {
  const seen = { exists: true, folders: 1 };
  const folder: DirectoryValue = { managedBy: "system", seen, folder: undefined };
  const folders = rootHandler("coco.localfs.directory") as AnyTargetHandler;
  const entries = folders.child?.("key:out", { declared: folder });
  const file: FileValue = {
    kind: "file",
    content: contentOf("1", "a"),
    mode: undefined,
    onExisting: "error",
    seen: { exists: true, folders: 0 },
    undeclaredFolders: 0,
  };
  const one = { version: "1", level: "row" } as const;
  return [
    {
      version: "1",
      level: "container",
      state: { handler: folders, key: "key:out", desired: folder },
      tracking: { version: 1, folders: 1 },
    },
    {
      ...one,
      state: { handler: entries, key: "a", desired: file },
      tracking: { version: 1, hash: "a4ayc_80_OGda4BO_1o_V0", size: 1, folders: 0 },
    },
    {
      ...one,
      state: { handler: entries, key: "b", desired: { kind: "folder", seen, keeps: false } },
      tracking: { version: 1, folders: 1 },
    },
  ];
}

testTarget(
  {
    name: "folders of files",
    roots: ["coco.localfs.directory"],
    declares: declaration,
    capabilities: {
      columns: "a file has a name and a content",
      additiveInPlace: "a file has no columns",
      attachments: "nothing stands beside the files of a folder",
      managedByUser: true,
      foundContainers: "a folder may be there before; found-files.test.ts has the files that are found in it",
      lostContainers: true,
      badRow: true,
      fatal: "permissions stop no administrator; way-out.test.ts has what else stops all writes",
      retryable: "a file system does not ask for patience",
      connectionLost: "there is no connection",
    },
    takesKey: (key) => key !== "" && key !== ".." && !key.includes("\0"),
    knownGaps: {
      "crashes: a container whose making died and that is not wanted any more leaves nothing":
        "an empty folder stays: it goes with the last file in it, and none was written",
    },
    // Each is a file that is synced: 100,000 of them take four minutes.
    manyRows: 4000,
    storedRecords,
    start,
  },
  { engine, runner: { describe, it, beforeAll, afterAll } },
);
