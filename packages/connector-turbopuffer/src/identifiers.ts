import { TurbopufferError } from "./turbopuffer-error.ts";

export function checkNamespaceName(name: string): void {
  if (typeof name === "string" && /^[A-Za-z0-9\-_.]{1,128}$/.test(name) && name !== "." && name !== "..") return;
  throw new TurbopufferError(`${JSON.stringify(name)} cannot be the name of a Turbopuffer namespace.`, {
    code: "TURBOPUFFER_NAMESPACE_NAME",
    hint: "Use 1 to 128 ASCII letters, digits, _, - and .",
  });
}

/** What the names of attributes begin with that mark a namespace as an app's. */
export const MARK_PREFIX = "coco_owner_";

export function checkColumnName(name: string, namespace: string): void {
  const problem = columnProblem(name);
  if (problem === undefined) return;
  throw new TurbopufferError(`Namespace ${namespace}: the column name ${JSON.stringify(name)} ${problem}.`, {
    code: "TURBOPUFFER_COLUMN_NAME",
    hint: "Rename the column in the record.",
  });
}

function columnProblem(name: string): string | undefined {
  if (name.startsWith("$")) return "begins with $, as Turbopuffer's own do";
  if (name.startsWith(MARK_PREFIX)) return `begins with ${MARK_PREFIX}, as the marks of apps do`;
  if (name === "_id") return "is the one under which a column called id is kept";
  return Buffer.byteLength(name) > 128 ? "has more than 128 bytes" : undefined;
}
