import type * as LanceDb from "@lancedb/lancedb";
import { LanceDbError } from "./lancedb-error.ts";

let loading: Promise<typeof LanceDb> | undefined;

/** Loads LanceDB when it is first needed: its native library is large, and `coco ls` needs none of it. */
export function loadLanceDb(): Promise<typeof LanceDb> {
  loading ??= import("@lancedb/lancedb").catch((error: unknown) => {
    loading = undefined;
    throw loadError(error);
  });
  return loading;
}

function loadError(error: unknown): LanceDbError {
  const text = error instanceof Error ? error.message : String(error);
  const notInstalled = /cannot find (?:package|module) '@lancedb\/lancedb'/i.test(text);
  const platform = `${process.platform}-${process.arch}`;
  return new LanceDbError(
    notInstalled
      ? "The package @lancedb/lancedb is not installed."
      : `The native library of @lancedb/lancedb for ${platform} could not be loaded.`,
    {
      code: "LANCEDB_NOT_INSTALLED",
      hint: notInstalled
        ? "Add it to your project: npm install @lancedb/lancedb apache-arrow@18"
        : "It is an optional dependency of @lancedb/lancedb: install again without --omit=optional, on a platform that LanceDB supports.",
      cause: error,
    },
  );
}
