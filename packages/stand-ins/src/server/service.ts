/** A request as a stand-in sees it. */
export interface ServiceRequest {
  readonly method: string;
  /** Parts of the path, decoded. */
  readonly path: readonly string[];
  readonly query: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** One API. It keeps what it was given in memory; what is asked of it again, in order, leads to the same state. */
export interface Service {
  /** The name under which it is started: "qdrant". */
  readonly name: string;
  /** The largest body that it takes, in bytes. */
  readonly maxRequestBytes: number;
  /** Whether a request changes what is held: these are kept, and subject to faults of writing. */
  isWrite(request: ServiceRequest): boolean;
  /** Whether the key that was presented opens the door. `undefined`: there was none. */
  refuseKey(presented: string | undefined): { readonly status: number; readonly message: string };
  /** The key of a request, from its headers. */
  keyOf(headers: Readonly<Record<string, string | readonly string[] | undefined>>): string | undefined;
  /** Does what is asked and gives the body of the answer; throws a Refusal otherwise. */
  answer(request: ServiceRequest): unknown;
  /** The body of an error. */
  describe(status: number, message: string): unknown;
  /** The first half of a write, for servers that are found to have done only so much. */
  firstHalf?(request: ServiceRequest): ServiceRequest;
  /** The records of a write, whatever its form: to refuse those that a test wants refused. */
  recordsOf(request: ServiceRequest): readonly Readonly<Record<string, unknown>>[];
}
