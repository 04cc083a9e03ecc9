import { describeCounts } from "../progress/describe-counts.ts";
import { printable } from "../search/show-chunks.ts";
import type { UpdateOutcome } from "./document-index.ts";
import { note, say, seconds } from "./say.ts";

/** The most documents that are named when they could not be read. */
const NAMED = 5;

/** What an update did, in a line, and what it left out. */
export function sayOutcome({ counts, failures }: UpdateOutcome, embeds: boolean): void {
  say(describeCounts(counts, embeds), seconds(counts.seconds));
  for (const { error } of failures.slice(0, NAMED)) {
    say(`left out: ${printable(error instanceof Error ? error.message : String(error))}`);
  }
  if (failures.length > NAMED) note(`… and ${failures.length - NAMED} more`);
}
