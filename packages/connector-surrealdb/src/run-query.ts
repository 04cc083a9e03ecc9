import type { StatementResponse, SurrealClient } from "./client.ts";

/** Says only that another statement of the transaction failed. */
const ELSEWHERE = /not executed due to a (?:failed|cancelled) transaction/;

/**
 * Runs statements and gives what each came to.
 * @throws what the statement that failed was answered with, not what others were for its sake.
 */
export async function runQuery(
  client: SurrealClient,
  text: string,
  bindings: Record<string, unknown> = {},
): Promise<readonly unknown[]> {
  const responses = (await client.query(text, bindings).responses()) as readonly StatementResponse[];
  const failures = responses.flatMap((one) => (one.success ? [] : [one.error]));
  const cause = failures.find(({ message }) => !ELSEWHERE.test(message)) ?? failures[0];
  if (cause !== undefined) throw cause;
  return responses.map((one) => (one.success ? one.result : undefined));
}

/** Runs statements as one transaction: all of them or none. */
export async function runTransaction(
  client: SurrealClient,
  statements: readonly string[],
  bindings: Record<string, unknown> = {},
): Promise<void> {
  if (statements.length === 0) return;
  await runQuery(client, ["BEGIN", ...statements, "COMMIT"].join(";\n"), bindings);
}
