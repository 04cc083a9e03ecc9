import { CocoError } from "@coco/connectorkit";
import type { UpdateReport } from "../app/update-report.ts";

const NAMED = 5;

/** Something failed in a run and no handler took it. All other work was done; `report` has the whole list. */
export class UpdateFailedError extends CocoError {
  static override readonly errorName: string = "UpdateFailedError";
  readonly report: UpdateReport;

  constructor(report: UpdateReport) {
    const failures = report.failures.filter((failure) => !failure.handled);
    const named = failures.slice(0, NAMED).map((failure) => `\n  ${failure.path}: ${describe(failure.error)}`);
    const more = failures.length > NAMED ? `\n  … and ${failures.length - NAMED} more` : "";
    const count = failures.length === 1 ? "1 component failed" : `${failures.length} components failed`;
    super(`${report.app}: ${count}; everything else was done.${named.join("")}${more}`, {
      code: "UPDATE_FAILED",
      hint: "What failed is tried again by the next update.",
      cause: failures[0]?.error,
    });
    this.report = report;
  }
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
