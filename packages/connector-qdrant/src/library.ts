import type * as Qdrant from "@qdrant/js-client-rest";
import { QdrantError } from "./qdrant-error.ts";

/** Loads the client when it is first needed. */
export async function loadQdrant(): Promise<typeof Qdrant> {
  try {
    return await import("@qdrant/js-client-rest");
  } catch (error) {
    throw new QdrantError("The package @qdrant/js-client-rest is not installed.", {
      code: "QDRANT_NOT_INSTALLED",
      hint: "Add it to your project: npm install @qdrant/js-client-rest",
      cause: error,
    });
  }
}
