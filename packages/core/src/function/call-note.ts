import { type LastRun, readLastRun, writeLastRun } from "../component/last-run.ts";
import { NEW, type RunReason } from "../component/run-reason.ts";
import type { ByteReader } from "../internal/byte-reader.ts";
import { byteText, bytesOfText } from "../internal/byte-text.ts";
import { ByteWriter } from "../internal/byte-writer.ts";
import { sha256 } from "../internal/native-hash.ts";
import type { CallKey } from "./call-key.ts";

const PART_BYTES = 4;

/** What is kept of a memoized call for those who ask why it ran. */
export interface CallNote {
  /** Four bytes that stand for the function, then four for each argument. */
  readonly parts: Uint8Array;
  readonly lastRun: LastRun;
}

const markers = new Map<string, Uint8Array>();

/** Four bytes that stand for a function in a note. */
export function functionMarker(identity: string): Uint8Array {
  let marker = markers.get(identity);
  if (marker === undefined) {
    marker = Buffer.from(sha256(identity, "hex").slice(0, PART_BYTES * 2), "hex");
    markers.set(identity, marker);
  }
  return marker;
}

/** The note's parts of a call. */
export function notedParts(identity: string, key: CallKey): Uint8Array {
  const { parts } = key; // begins with four bytes for the function and the object that it was called on
  parts.set(functionMarker(identity));
  return parts;
}

/** The part of the argument at `position`, from 0; of the function at -1. */
export function partOf({ parts }: Pick<CallNote, "parts">, position: number): string {
  return byteText(parts.subarray((position + 1) * PART_BYTES, (position + 2) * PART_BYTES));
}

/** The arguments that earlier calls of a component had, to tell what is new about another call. */
export class EarlierArguments {
  /** By function: for each position the parts that were there. */
  readonly #known = new Map<string, Set<string>[]>();

  add(note: CallNote): void {
    const functionPart = partOf(note, -1);
    const known = this.#known.get(functionPart) ?? [];
    this.#known.set(functionPart, known);
    for (let position = 0; position < countOf(note); position++)
      (known[position] ??= new Set()).add(partOf(note, position));
  }

  /** Why a call ran of which nothing is stored: for an argument that no earlier call had, if there were such calls. */
  reasonOf(parts: Uint8Array): RunReason {
    const note = { parts };
    const known = this.#known.get(partOf(note, -1));
    if (known === undefined) return NEW;
    for (let position = 0; position < countOf(note); position++)
      if (known[position]?.has(partOf(note, position)) !== true) return { kind: "argument", position };
    return NEW;
  }
}

function countOf({ parts }: Pick<CallNote, "parts">): number {
  return parts.length / PART_BYTES - 1;
}

const writer = new ByteWriter();

/** The runs and reasons in the notes of one component: most calls of a component have them in common. */
export class NotedRuns {
  readonly #numbers = new Map<string, number>();
  #last: { readonly lastRun: LastRun; readonly number: number } | undefined;

  /** The number of a run and reason in the list. */
  number(lastRun: LastRun): number {
    const last = this.#last;
    if (last !== undefined && last.lastRun.run === lastRun.run && last.lastRun.reason === lastRun.reason)
      return last.number;
    writer.start();
    writeLastRun(writer, lastRun);
    const text = byteText(writer.finish());
    const known = this.#numbers.get(text) ?? this.#numbers.size;
    this.#numbers.set(text, known);
    this.#last = { lastRun, number: known };
    return known;
  }

  write(to: ByteWriter): void {
    to.count(this.#numbers.size);
    for (const text of this.#numbers.keys()) to.raw(bytesOfText(text));
  }
}

/** The list that `NotedRuns` wrote. */
export function readNotedRuns(reader: ByteReader): readonly LastRun[] {
  return reader.list(() => readLastRun(reader));
}
