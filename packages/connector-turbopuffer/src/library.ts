import type * as Turbopuffer from "@turbopuffer/turbopuffer";
import { TurbopufferError } from "./turbopuffer-error.ts";

/** Loads the client when it is first needed. */
export async function loadTurbopuffer(): Promise<typeof Turbopuffer> {
  try {
    return await import("@turbopuffer/turbopuffer");
  } catch (error) {
    throw new TurbopufferError("The package @turbopuffer/turbopuffer is not installed.", {
      code: "TURBOPUFFER_NOT_INSTALLED",
      hint: "Add it to your project: npm install @turbopuffer/turbopuffer",
      cause: error,
    });
  }
}
