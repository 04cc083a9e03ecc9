import type { MemoStateSource } from "../memo/memo-state.ts";
import type { CanonicalEncoder } from "./canonical-encoder.ts";
import type { CanonicalWriter } from "./canonical-writer.ts";
import { canonicalVersion } from "./canonical-tags.ts";
import { fingerprintLength } from "./fingerprint-bytes.ts";
import { giveBackEncoder, takeEncoder, withEncoder } from "./idle-encoder.ts";
import { sha256 } from "./native-hash.ts";

/** What else a {@link CallFingerprinter} is told. */
export interface CallFingerprintOptions {
  /** Names an argument in errors, counted from 1; 0 is what is called. Default "argument 1" and so on. */
  readonly where?: (position: number) => string;
}

/** The fingerprints of a call. */
export interface CallFingerprint {
  /** 16 bytes for the whole call, the number and order of arguments included: as text, one character a byte. */
  readonly whole: string;
  /** For what is called and for each argument an unsigned 32-bit number, enough to say which of them changed. */
  readonly parts: readonly number[];
  /** The objects with a memo state among what is called and the arguments, in the order of the canonical form. */
  readonly stated: readonly MemoStateSource[];
  /** Whether a rule of `registerMemoKey` took part in the first argument. */
  readonly isRuled: boolean;
}

/**
 * Fingerprints calls that differ in their first argument alone, such as those for the items of a source: what they have
 * in common is looked at once.
 */
export class CallFingerprinter {
  readonly #where: (position: number) => string;
  readonly #common: string;
  /** What the canonical form of every call with arguments begins with. */
  readonly #beginning: Uint8Array;
  readonly #calledPart: number;
  readonly #restParts: readonly number[];
  readonly #stated: readonly MemoStateSource[];

  /**
   * @param called - what is called: its identity, with the object where it is a method.
   * @param rest - the arguments after the first.
   * @throws FingerprintError for one that has no fingerprint.
   */
  constructor(called: unknown, rest: readonly unknown[], options: CallFingerprintOptions = {}) {
    this.#where = options.where ?? defaultName;
    const parts: number[] = [];
    const { digest, stated } = withEncoder((encoder) => {
      parts.push(this.#part(encoder, called, 0));
      for (let index = 0; index < rest.length; index++) parts.push(this.#part(encoder, rest[index], index + 2));
      return { digest: sha256(encoder.writer.view()), stated: encoder.stated };
    });
    this.#common = digest;
    this.#beginning = withEncoder(({ writer }) => {
      writeBeginning(writer, rest.length + 1, digest);
      return writer.copy(0);
    });
    this.#stated = stated;
    this.#calledPart = parts[0] as number;
    this.#restParts = parts.slice(1);
  }

  /**
   * The fingerprint of the call with `first` as its first argument; of the call without arguments, where there is none.
   * @throws FingerprintError for one that has no fingerprint.
   */
  of(...first: readonly [unknown?]): CallFingerprint {
    const encoder = takeEncoder();
    try {
      const { writer } = encoder;
      if (first.length === 0) writeBeginning(writer, 0, this.#common);
      else writer.bytes(this.#beginning);
      const part = first.length === 0 ? undefined : this.#part(encoder, first[0], 1);
      const whole = sha256(writer.view()).slice(0, fingerprintLength);
      const stated = this.#stated.length === 0 ? encoder.stated : [...this.#stated, ...encoder.stated];
      return new Fingerprinted(whole, stated, encoder.isRuled, this.#calledPart, part, this.#restParts);
    } finally {
      giveBackEncoder(encoder);
    }
  }

  #part(encoder: CanonicalEncoder, value: unknown, position: number): number {
    const start = encoder.writer.length;
    encoder.encode(value, this.#where(position));
    return encoder.writer.checksum(start);
  }
}

function writeBeginning(writer: CanonicalWriter, count: number, common: string): void {
  writer.byte(canonicalVersion);
  writer.count(count);
  writer.latin1(common);
}

/** The parts are put together when they are asked for: a call that is known needs none. */
class Fingerprinted implements CallFingerprint {
  readonly whole: string;
  readonly stated: readonly MemoStateSource[];
  readonly isRuled: boolean;
  readonly #called: number;
  readonly #first: number | undefined;
  readonly #rest: readonly number[];

  constructor(
    whole: string,
    stated: readonly MemoStateSource[],
    isRuled: boolean,
    called: number,
    first: number | undefined,
    rest: readonly number[],
  ) {
    this.whole = whole;
    this.stated = stated;
    this.isRuled = isRuled;
    this.#called = called;
    this.#first = first;
    this.#rest = rest;
  }

  get parts(): readonly number[] {
    return this.#first === undefined ? [this.#called] : [this.#called, this.#first, ...this.#rest];
  }
}

function defaultName(position: number): string {
  return position === 0 ? "what is called" : `argument ${position}`;
}
