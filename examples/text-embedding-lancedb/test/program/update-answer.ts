import type { FunctionCounts } from "@coco/core";
import type { UpdateCounts } from "../../progress/counts-of.ts";

/** What a test asks of its program. */
export interface UpdateRequest {
  /** Default: the app's own. */
  readonly dir?: string;
  /** As a user who has no rights, where the tests run as root. */
  readonly asNobody?: boolean;
}

/** What an update did, as it crosses from one process to the other. */
export interface UpdateAnswer {
  readonly status: "done" | "failed" | "stopped";
  readonly counts: UpdateCounts;
  readonly functions: Readonly<Record<string, FunctionCounts>>;
  readonly failures: readonly SaidFailure[];
}

interface SaidFailure {
  readonly path: string;
  readonly message: string;
  readonly code?: string | undefined;
  readonly hint?: string | undefined;
}
