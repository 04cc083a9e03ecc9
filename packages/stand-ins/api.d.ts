// The public declarations of this package, as built. Not written by hand: `pnpm api:update` writes it.

// command.d.mts

export {}

// index.d.mts

/** What another folder keeps, served in the process of a stand-in: it does not end with the process that asked for it. */
interface OpenedFolder {
  readonly url: string;
  close(): Promise<void>;
}
/**
 * Has the stand-in at `url` serve what a folder keeps, at an address of its own. Where it was served already, this ends:
 * so a folder may be copied and exchanged between.
 */
export declare function openFolder(url: string, folder: string): Promise<OpenedFolder>;
interface ServeOptions {
  /** Default: any that is free. */
  readonly port?: number;
  /** Where what was written is kept, so that a server that is started again has it. Default: nowhere. */
  readonly folder?: string;
  /** What clients have to present. Default: nothing. */
  readonly apiKey?: string;
  /** Serves what another folder keeps, where that is asked for. Default: it cannot be. */
  readonly serveFolder?: (folder: string) => Promise<Serving>;
}
interface Serving {
  readonly url: string;
  close(): Promise<void>;
}
interface ServiceOptions {
  readonly maxRequestBytes?: number;
}
type ServeHereOptions = ServeOptions & ServiceOptions;
/** Serves what stands in for Qdrant in this process: it ends with it, and cannot be killed alone. */
export declare function serveQdrant(options?: ServeHereOptions): Promise<Serving>;
/** Serves what stands in for Turbopuffer in this process. */
export declare function serveTurbopuffer(options?: ServeHereOptions): Promise<Serving>;
/** What goes wrong, until it is taken back or has happened `times` times. */
type Fault = {
  /** Requests are answered with an HTTP status: 429, 500, 503, 403, … */
  readonly kind: "status";
  readonly status: number;
  /** Which requests. Default: `"writes"`. */
  readonly on?: "all" | "writes";
  /** Seconds that the answer asks to wait. */
  readonly retryAfter?: number;
  readonly times?: number;
} | {
  /** The connection is cut in the middle of a write, of which nothing, the first half or all has been done. */
  readonly kind: "cut";
  readonly done: "all" | "half" | "nothing";
  readonly times?: number;
} | {
  /** Answers take so long. */
  readonly kind: "slow";
  readonly milliseconds: number;
  readonly times?: number;
} | {
  /** A write that holds a record with this value in this field is refused as a whole, as one with a wrong value is. */
  readonly kind: "refuse";
  readonly field: string;
  readonly value: string;
  readonly times?: number;
};
interface StandInOptions {
  /** What clients have to present. Default: nothing. */
  readonly apiKey?: string;
  /** The largest body of a request, in bytes. Default: the service's own limit. */
  readonly maxRequestBytes?: number;
  /** Keep what is written in a file, so that it survives `kill`. Default: true. */
  readonly durable?: boolean;
}
/** A server in a process of its own, which ends with this one. */
interface StandIn {
  /** Where it listens; the same after a restart. */
  readonly url: string;
  /** Orders a fault, and gives what takes it back. One that has happened `times` times is over by itself. */
  fail(fault: Fault): Promise<() => Promise<void>>;
  /** Ends the process at once, as a power cut would. What it answered for is kept. */
  kill(): Promise<void>;
  /** Starts it again after `kill`, at the same address, with what it held. */
  restart(): Promise<void>;
  /** Ends it and removes what it kept. */
  stop(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}
/** Starts a server that stands in for Qdrant. */
export declare function startQdrant(options?: StandInOptions): Promise<StandIn>;
/** Starts a server that stands in for Turbopuffer. Clients take its address as `baseURL`. */
export declare function startTurbopuffer(options?: StandInOptions): Promise<StandIn>;
export type { Fault, OpenedFolder, ServeHereOptions, ServeOptions, ServiceOptions, Serving, StandIn, StandInOptions };
