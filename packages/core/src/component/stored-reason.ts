import type { RunReason } from "./run-reason.ts";

/** The run in which a stored result was made, and why it was made anew. */
export interface LastRun {
  /** See `PastRun.number`. */
  readonly run: number;
  readonly reason: RunReason;
}

/** A kind by its place in the list below, and what belongs to it. */
export type PackedReason = [run: number, kind: number, detail: number | string | null];

const KINDS: readonly RunReason["kind"][] = [
  "new",
  "unfinished",
  "notMemoized",
  "fullReprocess",
  "argument",
  "content",
  "takenOver",
  "unreadable",
  "dependency",
  "gone",
  "undeclared",
];

export function packLastRun({ run, reason }: LastRun): PackedReason {
  return [run, KINDS.indexOf(reason.kind), detailOf(reason)];
}

export function unpackLastRun([run, number, detail]: PackedReason): LastRun {
  const kind = KINDS[number] ?? "unfinished";
  if (kind === "argument") return { run, reason: { kind, position: Number(detail) } };
  if (kind === "dependency") return { run, reason: { kind, what: String(detail) } };
  return { run, reason: { kind } };
}

function detailOf(reason: RunReason): number | string | null {
  if (reason.kind === "argument") return reason.position;
  return reason.kind === "dependency" ? reason.what : null;
}
