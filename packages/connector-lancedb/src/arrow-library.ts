import { createRequire } from "node:module";
import type * as Arrow from "apache-arrow";
import { LanceDbError } from "./lancedb-error.ts";

let loaded: typeof Arrow | undefined;

/**
 * Loads Apache Arrow when it is first needed. It is the very copy that LanceDB uses: LanceDB takes new columns only as
 * instances of its own copy's classes, and the package has two copies of them, one for `import` and one for `require`.
 */
export async function loadArrow(): Promise<typeof Arrow> {
  if (loaded !== undefined) return loaded;
  const ownRequire = createRequire(import.meta.url);
  try {
    loaded = createRequire(ownRequire.resolve("@lancedb/lancedb"))("apache-arrow") as typeof Arrow;
    return loaded;
  } catch (error) {
    throw new LanceDbError("The package apache-arrow, which @lancedb/lancedb needs, could not be loaded.", {
      code: "LANCEDB_NOT_INSTALLED",
      hint: "Add it to your project: npm install apache-arrow@18",
      cause: error,
    });
  }
}
