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
  /** The deadline: what is left of it, and what was given, in milliseconds. */
  readonly deadline: { readonly remaining: number; readonly given: number } | undefined;
}

/** Nobody waits for the call that is running any more. */
export interface StopMessage {
  readonly kind: "stop";
}

/** A function that ran beneath a call: its number in this thread, how often it ran, whether the result depends on it. */
export type RanEntry = readonly [number: number, times: number, counts: boolean];

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

/** The buffers that can change threads without a copy: those that hold nothing but these bytes. */
export function transferable(bytes: Uint8Array): ArrayBuffer[] {
  const { buffer } = bytes;
  return buffer instanceof ArrayBuffer && buffer.byteLength === bytes.byteLength && bytes.byteLength > 0 ? [buffer] : [];
}
