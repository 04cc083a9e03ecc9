import type { UpdateReport } from "../app/update-report.ts";

/** What the errors of a run say, in the order of the failures. */
export function messagesOf(report: Pick<UpdateReport, "failures">): string[] {
  return report.failures.map(({ error }) => (error instanceof Error ? error.message : String(error)));
}
