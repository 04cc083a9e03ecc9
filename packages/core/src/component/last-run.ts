import type { ByteReader } from "../internal/byte-reader.ts";
import type { ByteWriter } from "../internal/byte-writer.ts";
import type { DependencyKind, RunReason } from "./run-reason.ts";

/** The run in which a stored result was made, and why it was made anew. */
export interface LastRun {
  /** See `PastRun.number`. */
  readonly run: number;
  readonly reason: RunReason;
}

/** A kind is stored by its place in this list. */
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
  "schema",
  "value",
];

const DEPENDENCIES: readonly DependencyKind[] = ["function", "removedFunction", "context", "target", "other"];

export function writeLastRun(writer: ByteWriter, { reason, run }: LastRun): void {
  writer.count(run);
  writer.byte(KINDS.indexOf(reason.kind));
  if (reason.kind === "argument") writer.count(reason.position);
  if (reason.kind !== "dependency") return;
  writer.byte(DEPENDENCIES.indexOf(reason.on));
  writer.text(reason.name);
}

export function readLastRun(reader: ByteReader): LastRun {
  const run = reader.count();
  const kind = KINDS[reader.byte()];
  if (kind === undefined) throw new RangeError("a record has a reason of an unknown kind");
  if (kind === "argument") return { run, reason: { kind, position: reader.count() } };
  if (kind === "dependency") {
    const on = DEPENDENCIES[reader.byte()] ?? "other";
    return { run, reason: { kind, on, name: reader.text() } };
  }
  return { run, reason: { kind } };
}
