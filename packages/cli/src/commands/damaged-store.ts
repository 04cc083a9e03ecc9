import { existsSync, renameSync } from "node:fs";
import path from "node:path";
import { CocoError } from "@coco/connectorkit";
import { type Answer, confirm } from "../output/confirm.ts";
import { noteLine } from "../output/print.ts";

/** Whether an error says that a store is damaged, or is none. */
export function isDamaged(error: unknown): error is CocoError {
  return CocoError.isInstance(error) && error.code === "STORE_CORRUPT";
}

/**
 * Moves a damaged store out of the way, after asking: what the app has written cannot be told from it any more, so it
 * cannot be dropped.
 */
export async function setAside(store: string, error: CocoError, options: { readonly yes?: boolean }): Promise<Answer> {
  const aside = freeName(store);
  const name = path.relative("", aside);
  noteLine(`${error.message}\nIt can be moved to ${name}. What was written with it stays in the targets.`);
  const answer = options.yes === true ? "yes" : await confirm("Move it, and begin anew?", "Moving the store");
  if (answer !== "yes") return answer;
  for (const ending of ["", "-wal", "-shm"]) {
    if (existsSync(store + ending)) renameSync(store + ending, aside + ending);
  }
  return "yes";
}

function freeName(store: string): string {
  for (let number = 1; ; number++) {
    const name = `${store}.damaged-${number}`;
    if (!existsSync(name)) return name;
  }
}
