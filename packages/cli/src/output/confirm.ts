import { exitCode } from "../exit-code.ts";
import { UsageError } from "../usage-error.ts";

/** What the person at the terminal answered. */
export type Answer = "yes" | "no" | "interrupted";

/**
 * Asks a question that only "y" or "yes" answers with yes.
 * @throws UsageError where nobody can be asked.
 */
export async function confirm(question: string, what: string): Promise<Answer> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) {
    throw new UsageError(`${what} needs a yes, and there is no terminal to ask on.`, "Say it with --yes (-y).");
  }
  const { createInterface } = await import("node:readline");
  const dialogue = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await new Promise<Answer>((resolve) => {
      dialogue.once("SIGINT", () => resolve("interrupted"));
      dialogue.once("close", () => resolve("no"));
      dialogue.question(`${question} [y/N] `, (text) => resolve(/^\s*y(?:es)?\s*$/i.test(text) ? "yes" : "no"));
    });
  } finally {
    dialogue.close();
  }
}

/** The exit code of a command that was not allowed to go on. */
export function refusalCode(answer: Exclude<Answer, "yes">): number {
  return answer === "interrupted" ? exitCode.interrupted : exitCode.failed;
}
