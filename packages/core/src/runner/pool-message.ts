/** A call, as the main thread sends it. */
export interface CallMessage {
  readonly kind: "call";
  readonly identity: string;
  readonly name: string;
  /** The fingerprint of the function's own logic, where it is known. */
  readonly logic: Uint8Array | undefined;
  /** The URL of the module that wraps the function. */
  readonly module: string;
  /** Encoded `[receiver, args]`. */
  readonly values: Uint8Array;
  /** The deadline: what is left of it and what was given, in milliseconds, and whether it is the update's. */
  readonly deadline: { readonly remaining: number; readonly given: number; readonly ofUpdate: boolean } | undefined;
}

/** Nobody waits for the call that is running any more. */
export interface StopMessage {
  readonly kind: "stop";
}

/** A function that ran beneath a call: its number in this thread, how often it ran, whether the result depends on it. */
type RanEntry = readonly [number: number, times: number, counts: boolean];

/** The end of a call, as the thread sends it. */
export interface AnswerMessage {
  readonly kind: "value" | "error";
  /** The encoded value, or the encoded error. */
  readonly content: Uint8Array;
  /** Functions met for the first time in this thread, in the order of their numbers. */
  readonly learned: readonly (readonly [identity: string, logic: Uint8Array | undefined])[];
  readonly ran: readonly RanEntry[];
  readonly counts: readonly (readonly [string, number])[];
  readonly volatile: boolean;
  /** Whether the thread cannot be used any more. */
  readonly broken: boolean;
}

/** Up to this size a copy costs less than handing a buffer over. */
const WORTH_MOVING = 16_384;

/** The bytes in a buffer of their own: a message copies the whole buffer that lies behind. */
export function ownBytes(bytes: Uint8Array): Uint8Array {
  return bytes.buffer.byteLength === bytes.byteLength ? bytes : new Uint8Array(bytes);
}

/** The buffers of a message that change threads without a copy. */
export function transferList({ buffer, byteLength }: Uint8Array): ArrayBuffer[] {
  return byteLength >= WORTH_MOVING && buffer instanceof ArrayBuffer ? [buffer] : [];
}
