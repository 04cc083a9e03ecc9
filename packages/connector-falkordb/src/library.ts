import type * as Client from "falkordb";
import { FalkordbError } from "./falkordb-error.ts";

/** The official client, loaded when it is first used. */
export async function loadLibrary(): Promise<typeof Client> {
  try {
    return await import("falkordb");
  } catch (cause) {
    throw new FalkordbError("The package falkordb cannot be loaded.", {
      code: "FALKORDB_NOT_INSTALLED",
      hint: "Install it beside @coco/connector-falkordb: npm install falkordb.",
      cause,
    });
  }
}
