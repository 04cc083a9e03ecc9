import type * as Arrow from "apache-arrow";
import { LanceDbError } from "./lancedb-error.ts";

let loading: Promise<typeof Arrow> | undefined;

/** Loads Apache Arrow when the first row is written: it takes 0.1 s, and declaring tables needs none of it. */
export function loadArrow(): Promise<typeof Arrow> {
  loading ??= import("apache-arrow").catch((error: unknown) => {
    loading = undefined;
    throw new LanceDbError("The package apache-arrow is not installed.", {
      code: "LANCEDB_NOT_INSTALLED",
      hint: "Add it to your project: npm install apache-arrow@18 (@lancedb/lancedb cannot work with later ones).",
      cause: error,
    });
  });
  return loading;
}
