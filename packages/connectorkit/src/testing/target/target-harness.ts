import type { ContractEnvironment } from "../contract-engine.ts";
import type { SpecialVectorType } from "../../record/column-type.ts";
import type { StableKey } from "../../key/stable-key.ts";
import type { AnyRecord } from "../../record/record.ts";
import type { TargetDeclaration } from "../../target/target-declaration.ts";
import type { Capabilities, KnownGaps } from "../scenario.ts";

/**
 * What targets may or may not be able to do:
 * - `columns`: rows have typed columns, keys of several columns, and a schema that may change;
 * - `additiveInPlace`: a new column that takes nulls leaves the rows as they are;
 * - `attachments`: something stands beside the rows (indexes, statements);
 * - `managedByUser`: `managedBy: "user"`;
 * - `foundContainers`: `onExisting`, for a container that is there and is not tracked;
 * - `lostContainers`: a container that was removed outside of the app is made anew by a full run;
 * - `badRow`: a row can be valid by its schema and refused by the system;
 * - `fatal`, `retryable`, `connectionLost`: the harness can arrange these.
 */
export type TargetCapability =
  | "additiveInPlace"
  | "attachments"
  | "badRow"
  | "columns"
  | "connectionLost"
  | "fatal"
  | "foundContainers"
  | "lostContainers"
  | "managedByUser"
  | "retryable";

/** A row as it is declared and listed, by column. Every row of the suite has at least `id` and `text`, both strings. */
export type ContractRow = Readonly<Record<string, unknown>>;

export interface ContainerOptions {
  readonly schema: AnyRecord;
  readonly managedBy?: "system" | "user";
  readonly onExisting?: "adopt" | "error" | "replace";
}

/** A container that was mounted in a running component. */
export interface ContractContainer {
  declareRow(row: ContractRow): unknown;
  /** Declares the attachment of that kind; another `variant` is the same one with other options. */
  declareAttachment?(kind: string, variant: number): unknown;
}

/** How writes can be made to fail. Each resolves with what puts things in order again. */
export type Fault = "connectionLost" | "fatal" | "retryable";

/** A running system, and how to look at it past the connector. */
export interface TargetSystem {
  /** Provides what the connector needs; called at the beginning of each run, which is to find the system as it is. */
  provide(environment: ContractEnvironment): unknown;
  /** Mounts a container in the component that is running. */
  mount(name: string, options: ContainerOptions): Promise<ContractContainer>;
  /** All rows, with values as `declareRow` took them; `undefined` if there is no such container. */
  list(name: string, schema: AnyRecord): Promise<readonly ContractRow[] | undefined>;
  /** How many rows there are. */
  count(name: string): Promise<number>;
  /** Makes a container as somebody else would, with these rows. */
  makeOutside?(name: string, schema: AnyRecord, rows: readonly ContractRow[]): Promise<void>;
  /** Removes a container as somebody else would. */
  removeOutside?(name: string): Promise<void>;
  /** The kinds of attachments that a container has now, and of which variant, as `declareAttachment` named them. */
  attachments?(name: string): Promise<Readonly<Record<string, number>>>;
  /**
   * Makes the system refuse the row with the id `bad` of a container that the app has made, whose other rows it takes.
   */
  refuseRow?(name: string): Promise<void>;
  /**
   * Makes writes into a container fail until what it gives is called: at once (`fatal`, `retryable`), or by losing the
   * connection in the middle of the next batch (`connectionLost`), which may also mend itself.
   */
  fail?(fault: Fault, name: string): Promise<() => Promise<void>>;
  /** Ends it and removes all it made. */
  stop(): Promise<void>;
}

/** A tracking record as a version of the connector stored it, written into the test once and never changed. */
export interface StoredRecord {
  /** Which version of the connector wrote it, for the test's title. */
  readonly version: string;
  readonly level: "attachment" | "container" | "row";
  /** Finds the handler of that level and what is wanted now: the same as was stored. */
  readonly state: { readonly handler: unknown; readonly key: unknown; readonly desired: unknown };
  readonly tracking: unknown;
}

/** A connector's target, as the contract suite sees it. */
export interface TargetHarness {
  /** For titles: "SQLite tables". */
  readonly name: string;
  /** The names with which the connector calls `registerRootTargets`. */
  readonly roots: readonly string[];
  readonly capabilities: Capabilities<TargetCapability>;
  readonly knownGaps?: KnownGaps;
  /** Of every version that ever was released, also the present one. */
  readonly storedRecords: () => readonly StoredRecord[] | Promise<readonly StoredRecord[]>;
  /** What the connector says of this target, which the suite compares with all the rest that is said here. */
  readonly declares?: TargetDeclaration;
  /** Kinds of attachments, as `declareAttachment` takes them. */
  readonly attachmentKinds?: readonly string[];
  /** Kinds of columns that the system cannot hold, each with the reason; `mountTable` must refuse them. */
  readonly unsupportedKinds?: Readonly<Record<string, string>>;
  /** Kinds of vectors that the target holds besides the usual one. Default: none; `mountTable` must refuse them. */
  readonly specialVectors?: readonly SpecialVectorType["kind"][];
  /** What of the key of a row's target state is its `id`, where that is not the whole key. */
  rowKey?(key: StableKey): StableKey;
  /** How many rows the scenario of many rows declares. Default 100,000. */
  readonly manyRows?: number;
  /** Which of the suite's keys of unusual text the system can hold; the others must be refused. Default: all. */
  takesKey?(key: string): boolean;
  /** Starts a system. Containers of all scenarios are made in it, each under a name of its own. */
  start(): Promise<TargetSystem>;
}
