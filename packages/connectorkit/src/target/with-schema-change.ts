import type { SchemaDiff } from "./schema-diff.ts";
import type { Reconciliation } from "./target-handler.ts";

/** A container's answer, completed by what a change of its schema means for what it holds. */
export function withSchemaChange<Action, Tracking>(
  answer: Reconciliation<Action, Tracking>,
  { change, reasons }: Pick<SchemaDiff, "change" | "reasons">,
): Reconciliation<Action, Tracking> {
  const explained = reasons.length === 0 ? answer : { ...answer, details: reasons };
  return change === "destructive" || change === "lossy" ? { ...explained, invalidates: change } : explained;
}
