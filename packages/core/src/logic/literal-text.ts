import type { SyntaxNode } from "./syntax-node.ts";

/** A literal by its value, however it was written. */
export function literalText(node: SyntaxNode): string {
  const regex = node["regex"] as { pattern: string; flags: string } | undefined;
  if (regex !== undefined && regex !== null) return `/${regex.pattern}/${regex.flags} `;
  if (typeof node["bigint"] === "string") return `${node["bigint"]}n `;
  return typeof node["value"] === "string" ? JSON.stringify(node["value"]) : `${String(node["value"])} `;
}
