/** An error for people: what happened and what to do next; the stack only where it is nobody's doing but ours. */
export function showError(error: unknown): string {
  if (!(error instanceof Error)) return `error: ${String(error)}`;
  const { code, hint } = error as { readonly code?: unknown; readonly hint?: unknown };
  if (typeof code !== "string") return `error: ${error.stack ?? error.message}`;
  return [`error: ${error.message}`, ...(typeof hint === "string" ? [hint] : [])].join("\n");
}
