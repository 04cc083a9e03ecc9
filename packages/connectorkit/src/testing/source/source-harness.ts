import type { Source } from "../../source/items.ts";
import type { ContractEnvironment } from "../contract-engine.ts";
import type { Capabilities, KnownGaps } from "../scenario.ts";

/**
 * What sources may or may not be able to do:
 * - `freshness`: an item that was written again with the same content is known to be the same (a memo state);
 * - `failing`: the harness can make a scan fail;
 * - `live`: the source reports changes as they come;
 * - `missedEvents`: the harness can keep events of a live source from coming, as a lost connection does.
 */
export type SourceCapability = "failing" | "freshness" | "live" | "missedEvents";

/** A running system with nothing in it, and how to change it past the connector. */
export interface SourceSystem {
  /** Provides what the connector needs; called at the beginning of each run. */
  provide(environment: ContractEnvironment): unknown;
  /** The source of everything that is there. With `live` it is a `LiveMapView`. Called in a running component. */
  open(options: { readonly live: boolean }): Source<unknown>;
  /** Under which id an item was put. */
  idOf(item: unknown): string;
  /** Reads what an item holds. */
  read(item: unknown): Promise<string> | string;
  /** Makes an item or changes it. */
  put(id: string, text: string): Promise<void>;
  /** Writes an item again, with the content that it has. */
  touch?(id: string): Promise<void>;
  remove(id: string): Promise<void>;
  /** Makes scans fail, half way if that can be, until what it gives is called. */
  fail?(): Promise<() => Promise<void>>;
  /** Does something of which a source that is being watched is not told, and then lets it find out that it missed something. */
  miss?(work: () => Promise<void>): Promise<void>;
  /** Ends it and removes all it made. */
  stop(): Promise<void>;
}

/** A connector's source, as the contract suite sees it. */
export interface SourceHarness {
  /** For titles: "local files". */
  readonly name: string;
  readonly capabilities: Capabilities<SourceCapability>;
  readonly knownGaps?: KnownGaps;
  /** How many items the scenarios of many put. Default 3,000. */
  readonly manyItems?: number;
  /** Which of the suite's ids of unusual text can be put. Default: all. */
  takesId?(id: string): boolean;
  /** Starts a system for one scenario. */
  start(): Promise<SourceSystem>;
}
