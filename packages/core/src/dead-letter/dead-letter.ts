import { formatPath, pathOfKey } from "../component/component-path.ts";
import type { FailureKind } from "../component/exception-handlers.ts";
import { pack, unpack } from "../internal/packing.ts";
import { type ErrorText, packError, type PackedError, unpackError } from "./error-text.ts";

/** Work that failed, and has not succeeded since. */
export interface DeadLetter {
  /** The path of the component, as `coco show` prints it. */
  readonly component: string;
  readonly functionName: string | undefined;
  /** How the work was started: `"delete"` where target states could not be deleted. */
  readonly kind: FailureKind;
  /** When it failed first, in the row of failures that has not ended. */
  readonly since: Date;
  /** When it failed last. */
  readonly last: Date;
  /** How many runs it failed in since then. */
  readonly count: number;
  /** Whether an exception handler of the user's took the last failure. */
  readonly handled: boolean;
  /** When a live update that goes on tries it again. `undefined`: with the next run that comes to it. */
  readonly nextAttempt: Date | undefined;
  readonly error: ErrorText;
}

/** What is kept in memory of a dead letter of earlier runs. */
export interface FailureRow {
  readonly since: number;
  readonly count: number;
}

type PackedLetter = [
  functionName: string | null,
  kind: FailureKind,
  since: number,
  last: number,
  count: number,
  handled: boolean,
  error: PackedError,
  nextAttempt?: number | null,
];

/** Work and deletions of one component fail apart from one another. */
const WORK = 0;
const DELETION = 1;

/** The key of what failed: the component's, behind one byte that tells deletions from the rest. */
export function deadLetterKey(component: Uint8Array, kind: FailureKind): Uint8Array {
  return Buffer.concat([Buffer.of(kind === "delete" ? DELETION : WORK), component]);
}

export function isDeletionKey(key: Uint8Array): boolean {
  return key[0] === DELETION;
}

/** The key of the component that failed. */
export function componentOfKey(key: Uint8Array): Uint8Array {
  return key.subarray(1);
}

export function packLetter(letter: Omit<DeadLetter, "component" | "error">, error: unknown): Uint8Array {
  const packed: PackedLetter = [
    letter.functionName ?? null,
    letter.kind,
    letter.since.getTime(),
    letter.last.getTime(),
    letter.count,
    letter.handled,
    packError(error),
    letter.nextAttempt?.getTime() ?? null,
  ];
  return pack(packed);
}

export function unpackLetter(key: Uint8Array, value: Uint8Array): DeadLetter {
  const [functionName, kind, since, last, count, handled, error, nextAttempt] = unpack(value) as PackedLetter;
  return {
    component: formatPath(pathOfKey(componentOfKey(key))),
    functionName: functionName ?? undefined,
    kind,
    since: new Date(since),
    last: new Date(last),
    count,
    handled,
    nextAttempt: typeof nextAttempt === "number" ? new Date(nextAttempt) : undefined,
    error: unpackError(error),
  };
}

export function failureRow(value: Uint8Array): FailureRow {
  const packed = unpack(value) as PackedLetter;
  return { since: packed[2], count: packed[4] };
}
