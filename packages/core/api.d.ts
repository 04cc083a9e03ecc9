// The public declarations of this package, as built. Not written by hand: `pnpm api:update` writes it.

// index.d.mts

import { AnyFunction, CocoError, CocoErrorOptions, ContextKey, FunctionDefinition, Items, KeyedItem, LiveMapView, Readiness, Runner, RunnerCall, StableKey, TargetPath, Uuid } from "@coco/connectorkit";
export * from "@coco/connectorkit";
/** A length of time: milliseconds, or units that are added up: `{ minutes: 1, seconds: 30 }`. */
type Duration = number | {
  readonly milliseconds?: number;
  readonly seconds?: number;
  readonly minutes?: number;
  readonly hours?: number;
};
/** Where a component stands: stable keys from the root. The root's own path is empty. */
type ComponentPath = readonly StableKey[];
export declare function formatPath(path: ComponentPath): string;
/**
 * How the work that failed was started: `"settled"` by `onSettled`, `"root"` by the app itself, `"live"` what follows a
 * source: a feed, or the loop of a live component.
 */
type FailureKind = "mount" | "mountEach" | "delete" | "settled" | "root" | "live";
/** What a handler learns besides the error. */
interface ExceptionContext {
  readonly environment: string;
  readonly app: string;
  readonly path: ComponentPath;
  /** The path as `coco show` prints it. */
  readonly displayPath: string;
  /** The name of the function that failed, where it is known. */
  readonly functionName: string | undefined;
  readonly kind: FailureKind;
  /** `"component"`: the failure itself; `"handler"`: a handler further in threw. */
  readonly source: "component" | "handler";
  /** The failure that the handler further in was given. */
  readonly original?: unknown;
}
/** Takes a failure. Returning means that it is handled; throwing passes it on to the next handler outwards. */
type ExceptionHandler = (error: unknown, context: ExceptionContext) => void | Promise<void>;
/** Handlers from the innermost outwards. */
interface HandlerChain {
  readonly handler: ExceptionHandler;
  readonly outer: HandlerChain | undefined;
}
/**
 * How much of a package's version counts: `"major"` (below 1.0: the minor) unless it declares a `coco.logicVersion`;
 * `"exact"`: the whole version; `"none"`: the name alone.
 */
type PackageTracking = "major" | "exact" | "none";
/** What is traced besides runs, batches and sinks. Metrics do not depend on it. */
interface TelemetryOptions {
  /** A span for each component that runs. Default true; a first run over a million files makes a million. */
  readonly components?: boolean;
  /** A span for each call of a wrapped function whose body runs. Default true. */
  readonly functions?: boolean;
}
/**
 * The kinds of data that a store keeps apart, so that reading one never passes over another:
 *
 * - `component`: key of a component path → its compact record
 * - `functionMemo`: key of a component path → all its function memos in one value
 * - `componentState`: key of a component path → the values that it keeps from run to run, in one value
 * - `appMemo`: fingerprint → a memo shared by the whole app, with the count of components that use it
 * - `owner`: short hash of a target state's path → key of the component that owns it
 * - `removal`: what is to be deleted, or could not be deleted yet
 * - `dependencySet`: an interned set of dependencies
 * - `moduleDeclarations`: hash of a module's bytes → its declarations
 * - `deadLetter`: failures that nobody has seen to
 * - `rangeDigest`: where a range of components of one level begins, which is the key before the first → the key of the
 *   last, and what all of them were. A commit that puts or deletes a component takes the digest of its range with it
 * - `setting`: the rest, such as the high-water mark of the identifiers
 */
type StoreTable = "component" | "functionMemo" | "componentState" | "appMemo" | "owner" | "removal" | "dependencySet" | "moduleDeclarations" | "deadLetter" | "rangeDigest" | "setting";
/** Writes a value, new or in place of the one that stands there. The user count of an app memo is kept. */
interface PutChange {
  readonly kind: "put";
  readonly table: StoreTable;
  readonly key: Uint8Array;
  readonly value: Uint8Array;
}
/** Removes an entry; one that is not there is no error. The user count of an app memo goes with it. */
interface DeleteChange {
  readonly kind: "delete";
  readonly table: StoreTable;
  readonly key: Uint8Array;
}
/**
 * Adds `by`, a positive or negative integer, to the count of components that use an app memo. The
 * counts of one commit are added up and applied after its puts and deletions, wherever they stand in
 * the list; a count for a memo that is not there is forgotten. A new memo starts at 0.
 */
interface UseChange {
  readonly kind: "use";
  readonly key: Uint8Array;
  readonly by: number;
}
/** One change of a commit. */
type Change = PutChange | DeleteChange | UseChange;
/** A key with its value. */
interface Entry {
  readonly key: Uint8Array;
  readonly value: Uint8Array;
}
/**
 * When a commit survives a power cut: once it has resolved, or with the next one that does so (or `persist`). The death
 * of the process it survives either way, and never does a later commit survive without an earlier one.
 */
type Durability = "at once" | "later";
/** Which entries a page holds. */
interface PageRange {
  /** Only keys that start with these bytes; no bytes: all keys. */
  readonly prefix: Uint8Array;
  /** Only keys after this one in byte order: the last key of the page before. */
  readonly after?: Uint8Array;
  /** The most entries to give: a positive integer. Fewer than this means that the range ends here. */
  readonly limit: number;
}
/**
 * The state of one app inside a store. Keys and values are bytes whose meaning is the engine's; an
 * empty key and an empty value are allowed. The caller must leave the bytes that it passes unchanged
 * until the promise is settled; the bytes that it gets are its own.
 *
 * What a commit wrote is seen by every page and read asked for after it.
 */
interface AppState {
  readonly name: string;
  /** Rises with every commit that puts or deletes components, of any app: what was read before may not stand any more. */
  readonly revision: number;
  /** The entries of a range in byte order of their keys. */
  page(table: StoreTable, range: PageRange): Promise<readonly Entry[]>;
  /** How many entries a table holds. */
  count(table: StoreTable): Promise<number>;
  /**
   * The values of these keys, in their order; `undefined` where there is none. Calls made closely
   * together are answered together, so one call for each component is no waste.
   */
  read(table: StoreTable, keys: readonly Uint8Array[]): Promise<readonly (Uint8Array | undefined)[]>;
  /**
   * Applies all changes or none, and is durable when it resolves, unless that is to be so `"later"`. Of several puts and
   * deletions of one key the last counts. No change at all costs nothing.
   *
   * @param atRevision - nothing is done where `revision` is another by then.
   */
  commit(changes: readonly Change[], durability?: Durability, atRevision?: number): Promise<void>;
  /** Makes durable what was to be so later. */
  persist(): Promise<void>;
  /** Deletes the app memos that no component uses; gives their number. */
  deleteUnusedAppMemos(): Promise<number>;
  /** Deletes everything of this app, and nothing of another. The app leaves the list of apps. */
  clear(): Promise<void>;
}
/** What one table holds of one app. */
interface TableSummary {
  readonly entries: number;
  /** Keys and values together, without what the backend adds. */
  readonly bytes: number;
}
/** What one app holds in a store. */
interface AppSummary {
  readonly name: string;
  /** All tables together: keys and values, without what the backend adds. */
  readonly bytes: number;
  readonly tables: Readonly<Record<StoreTable, TableSummary>>;
}
/** What a {@link StoreError} says. */
interface StoreErrorOptions extends CocoErrorOptions {
  readonly message: string;
  /** The store's location: the path of its file. */
  readonly location: string;
}
/** The base of all errors of a state store. */
export declare class StoreError extends CocoError {
  static override readonly errorName: string;
  /** The store's location: the path of its file. */
  readonly location: string;
  constructor(options: StoreErrorOptions);
}
/** Another program holds the store's file itself; writers of coco never meet this, because they take the lock first. */
export declare class StoreBusyError extends StoreError {
  static override readonly errorName: string;
  constructor(location: string, cause: unknown);
}
/** A store was used after it had been closed. */
export declare class StoreClosedError extends StoreError {
  static override readonly errorName: string;
  constructor(location: string);
}
/** The file is no state store, or its content is damaged. */
export declare class StoreCorruptError extends StoreError {
  static override readonly errorName: string;
  constructor(location: string, problem: string, cause?: unknown);
}
/** There was no room left for a change. */
export declare class StoreFullError extends StoreError {
  static override readonly errorName: string;
  constructor(location: string, cause: unknown);
}
/** Who holds the lock of a store, for the message to the one who does not get it. */
interface LockHolder {
  readonly pid: number;
  readonly host: string;
  /** The command line, shortened. */
  readonly command: string;
  /** ISO 8601, UTC. */
  readonly since: string;
}
/** Another writer has the store. */
export declare class StoreLockedError extends StoreError {
  static override readonly errorName: string;
  /** The process that has it; `undefined` when it has not said who it is, or that cannot be read. */
  readonly holder: LockHolder | undefined;
  constructor(location: string, holder: LockHolder | undefined, cause?: unknown);
}
/** A store was to be read, and there is none. */
export declare class StoreNotFoundError extends StoreError {
  static override readonly errorName: string;
  /** @param cause - why the file that is there is none: the process that made it was killed before it was one. */
  constructor(location: string, cause?: unknown);
}
/** The store cannot be made or written at its place. */
export declare class StoreNotWritableError extends StoreError {
  static override readonly errorName: string;
  /** @param hint - where it is something else than rights that is wanting. */
  constructor(location: string, problem: string, cause?: unknown, hint?: string);
}
/** The database reported a failure that has no class of its own, such as a disk that cannot be read. */
export declare class StoreOperationError extends StoreError {
  static override readonly errorName: string;
  constructor(location: string, cause: Error);
}
/** The store was written by a version of coco whose layout this one cannot use as it stands. */
export declare class StoreVersionError extends StoreError {
  static override readonly errorName: string;
  /** The layout version that the file has. */
  readonly found: number;
  /** The layout version that this coco writes. */
  readonly known: number;
  constructor(location: string, found: number, known: number);
}
/** The right to write to a store. */
interface StoreLock {
  /** Gives the right back. Releasing twice is allowed. */
  release(): Promise<void>;
}
/**
 * Where the state of apps is kept: one store holds several apps. Nothing here tells which backend
 * answers, and everything is asynchronous, so that a store on another host fits behind it.
 */
interface StateStore {
  /** What a person would look for: the path of the file, or ":memory:". */
  readonly location: string;
  /** True when the store was opened for reading only; then every change is refused. */
  readonly readOnly: boolean;
  /**
   * The state of the app of this name. Asking for it writes nothing: an app stands in the store
   * from its first commit on. The same name gives the same object.
   */
  app(name: string): Promise<AppState>;
  /** The names of the apps that stand in the store, in their order. */
  appNames(): Promise<readonly string[]>;
  /** The apps that stand in the store, by name, with what they hold. Reads all keys: for inspection, not for runs. */
  apps(): Promise<readonly AppSummary[]>;
  /**
   * Takes the right to write, for this process alone, until released or until the process ends in
   * whatever way. Does not wait.
   *
   * @throws StoreLockedError when another writer has it; the error names that process.
   */
  lock(): Promise<StoreLock>;
  /** Verifies that the store is whole: one sentence for each problem found, none when there is no problem. */
  check(): Promise<readonly string[]>;
  /** Gives space that nothing uses any more back to the system. Needs the lock; nothing that is stored changes. */
  compact(): Promise<void>;
  /** Closes the store and gives back a lock that is still held. Closing twice is allowed. */
  close(): Promise<void>;
}
/** What the change-detected values are for one run. */
interface ContextFingerprints {
  readonly byName: ReadonlyMap<string, Uint8Array>;
  /** What stores it. */
  readonly changes: readonly Change[];
}
/** The values that an environment provides, by the names of their keys. */
declare class ContextValues {
  #private;
  provide<T>(key: ContextKey<T>, value: T): void;
  get<T>(key: ContextKey<T> | string): T;
  clear(): void;
  /**
   * Fingerprints the change-detected values for a run of an app. A value that has states counts as unchanged while
   * they say so: its fingerprint then carries the same revision, which each app counts for itself.
   */
  fingerprintFor(state: AppState): Promise<ContextFingerprints>;
}
/** A store that is open and locked. */
interface StoreInUse {
  readonly store: StateStore;
  /** Closes the store when nobody else uses it. */
  readonly release: () => Promise<void>;
}
/** What a lifespan function is given to set an environment up. */
interface EnvironmentBuilder {
  /** Provides the value of a context key to all apps of the environment. */
  provide<T>(key: ContextKey<T>, value: NoInfer<T>): void;
  /** Runs `f` when the environment stops, the last one first. */
  defer(f: () => unknown): void;
  /** Takes failures that no handler further in took. Of several the last one set is asked first. */
  onException(handler: ExceptionHandler): void;
}
/** Sets an environment up; what it returns is called when the environment stops. */
type Lifespan = (environment: EnvironmentBuilder) => unknown;
interface EnvironmentOptions {
  /** Default "default". */
  readonly name?: string;
  /** The file of the state store. Default: `COCO_DB` (default environment only), else `.coco/state.db` in the package of the app's file. */
  readonly storePath?: string;
  /** The most components in flight at once. Default: `COCO_MAX_IN_FLIGHT`, else 1024. */
  readonly maxInFlight?: number;
  /**
   * The most time for one call of a sink, which applies a batch of writes. A call that takes longer is told to stop and
   * fails its batch; the next update tries it again. Default: 5 minutes.
   */
  readonly sinkTimeout?: Duration;
  /**
   * What of a package under `node_modules` counts as the logic of functions that use it: its `coco.logicVersion` or
   * major version ("major", the default), its exact version, or nothing.
   */
  readonly packageTracking?: PackageTracking;
  /**
   * What of the updates is told where the process has an OpenTelemetry SDK: all (`true`, the default), nothing, or all but the
   * spans of single components or calls. Without an SDK it does nothing.
   */
  readonly telemetry?: boolean | TelemetryOptions;
  /** Takes lines for the log. Default: standard error. */
  readonly log?: (line: string) => void;
}
/** Settings, a lifespan and provided values that several apps share. */
export declare class Environment {
  #private;
  readonly name: string;
  readonly options: EnvironmentOptions;
  readonly values: ContextValues;
  /** @throws AppError (`OPTIONS`) for an option that is unknown or cannot work. */
  constructor(options?: EnvironmentOptions);
  get handlers(): HandlerChain | undefined;
  get log(): (line: string) => void;
  addLifespan(lifespan: Lifespan): void;
  /** Starts the environment if it is not; it stays until everybody who did so has called `release`. */
  acquire(): Promise<void>;
  release(): Promise<void>;
  /** Opens the store at `path`, locked. `release` when done. */
  openStore(path: string): Promise<StoreInUse>;
}
/**
 * What a changed dependency is: a wrapped function, by its identity, whose code changed or that is not there any more; a
 * change-detected context key; a container, by its path as `coco show` prints it, that was rebuilt or may have lost data;
 * or something else, in words.
 */
type DependencyKind = "function" | "removedFunction" | "context" | "target" | "other";
/** What makes a stored result void. */
interface ChangedDependency {
  readonly on: DependencyKind;
  readonly name: string;
}
/** Why a component or a function ran, or why what it declared is deleted. */
type RunReason = {
  readonly kind: "new";
} | {
  readonly kind: "unfinished";
} | {
  readonly kind: "notMemoized";
} | {
  readonly kind: "fullReprocess";
} | {
  readonly kind: "argument";
  readonly position: number;
} | {
  readonly kind: "content";
} | {
  readonly kind: "takenOver";
} | {
  readonly kind: "unreadable";
} | {
  readonly kind: "dependency";
  readonly on: DependencyKind;
  readonly name: string;
} | {
  readonly kind: "schema";
} | {
  readonly kind: "value";
} | {
  readonly kind: "gone";
} | {
  readonly kind: "undeclared";
};
/** A reason in a few words. */
export declare function describeReason(reason: RunReason): string;
/** The run in which a stored result was made, and why it was made anew. */
interface LastRun {
  /** See `PastRun.number`. */
  readonly run: number;
  readonly reason: RunReason;
}
/**
 * What a change takes from what a container holds:
 * - `"none"`: nothing;
 * - `"lossy"`: the container stays, and values may get lost, those of a column, say: what it holds is written again;
 * - `"destructive"`: all: the container is dropped, or made anew and what is declared of it written again.
 */
type TargetLoss = "destructive" | "lossy" | "none";
/** One of the things that a logic fingerprint is made of: a declaration, or what counts by a word, such as a package. */
interface LogicPart {
  /** What it is called: the function itself, a declaration, or "version", "deps", "package", "reference". */
  readonly name: string;
  /** The module, as a path inside its package; "" where there is none. */
  readonly file: string;
  /** Where its text begins, from 1; 0 where there is none. */
  readonly line: number;
  /** Tells whether it changed. Not of the text itself: comments and layout do not count. */
  readonly hash: string;
  /** The source text, or the word. */
  readonly text: string;
}
/** What the engine knows of a wrapped function. */
interface FunctionState {
  /** A small number, unique in this process. */
  readonly id: number;
  readonly definition: FunctionDefinition;
  /** The name under which it is known across runs. */
  readonly identity: string;
  /** Earlier identities, whose memos it takes over. */
  readonly formerIdentities: readonly string[];
  /** The name for people. */
  readonly name: string;
  /** The name that stands in component paths: the first that it ever had, so that they outlive a renaming. */
  readonly pathName: string;
  /** The fingerprint of its own logic; `undefined` with `logicTracking: "none"`. */
  readonly logic: Uint8Array | undefined;
  /** What its logic is made of, for people. */
  readonly logicParts: () => readonly LogicPart[];
  readonly tracking: "full" | "self" | "none";
  readonly memo: false | "component" | "app";
}
/** What became of the components of one function. */
interface ComponentCounts {
  /** Begun and not finished. */
  readonly running: number;
  /** Items that a source with a known size is still to give. */
  readonly waiting: number;
  /** Ran and were submitted: those added and those reprocessed. */
  readonly ran: number;
  /** Ran, and nothing was stored of them before. */
  readonly added: number;
  /** Ran again. */
  readonly reprocessed: number;
  /** Were as they had been, and did not run. */
  readonly unchanged: number;
  readonly failed: number;
  readonly deleted: number;
  /** The bytes of the items of those that ran, where the source tells them: file sizes, say. */
  readonly bytes: number;
}
/** How often a wrapped function ran and was answered from memory. */
interface FunctionCounts {
  readonly ran: number;
  readonly hits: number;
}
/** What was done to the states of one target. */
interface TargetCounts {
  readonly written: number;
  readonly deleted: number;
}
/** How much is done in a second now: in about the last ten seconds, as far as somebody watched. */
interface WorkRate {
  /** Components that ran, were found unchanged, failed or were deleted. */
  readonly components: number;
  readonly bytes: number;
}
/** What is known to be left. */
interface WorkRemaining {
  /** Components that run, and items that are still to come. What those will mount themselves is not known. */
  readonly components: number;
  /** How long it takes at the present rate; missing while nothing gets done. */
  readonly milliseconds?: number;
}
/** A snapshot of a run's counters, or of those of one `statsGroup`. */
interface UpdateStats {
  /** By function. */
  readonly components: Readonly<Record<string, ComponentCounts>>;
  readonly functions: Readonly<Record<string, FunctionCounts>>;
  /** Writes of a whole run; a group has none of its own. */
  readonly targets: Readonly<Record<string, TargetCounts>>;
  /** Counters of connectors and ops packages. */
  readonly counters: Readonly<Record<string, number>>;
  /** All components, also those that are gone and of which the function is not known. */
  readonly total: ComponentCounts;
  readonly rate: WorkRate;
  /** What is left. Missing where that is not known: while a source is read that does not tell its size. */
  readonly remaining?: WorkRemaining;
  /** The part of it that was counted in each `statsGroup`, by title. */
  readonly groups: Readonly<Record<string, UpdateStats>>;
  /** Until now, or until the work was over. */
  readonly elapsedMilliseconds: number;
}
/** Counts what becomes of the components of one function. Who watches is told by `changed`. */
declare class ComponentCounter {
  #private;
  constructor(changed: () => void);
  /** A scan knows that so many items are still to come. */
  expect(items: number): void;
  /** One of those that were expected is here. Told with the next change. */
  arrived(): void;
  begin(): void;
  /** One that had begun is done. `isNew`: nothing was stored of it. */
  ran(isNew: boolean, bytes: number | undefined): void;
  unchanged(items?: number): void;
  failed(): void;
  deleted(components?: number): void;
  /** One that had begun is over, whatever came of it. */
  end(): void;
  snapshot(): ComponentCounts;
}
/** A scan of a source whose items become components of one function, as far as its progress is concerned. */
declare class RunningScan {
  #private;
  constructor(counter: ComponentCounter, items: number | undefined, onEnd: (restIsKnown: boolean) => void);
  /** Items are here. Costs nothing to speak of where the size is not known; a source that gives more than it told is let be. */
  arrived(items?: number): void;
  /** The source has given all, or has failed. `keepsRest`: what it did not give is still to be done. */
  end(keepsRest: boolean): void;
}
interface Mutable {
  functions: {
    ran: number;
    hits: number;
  };
  targets: {
    written: number;
    deleted: number;
  };
}
/**
 * The counters of a run, or of one group of it (`statsGroup`). What is counted while the code of a group runs is counted
 * there, and nowhere else; the counters of the whole add it up. Counting costs the same whether somebody watches or not.
 */
declare class RunStats {
  #private;
  /** `around`: what this is a group of. */
  constructor(around?: RunStats);
  /** Rises with every change. */
  get version(): number;
  /** How many components were deleted. */
  get deleted(): number;
  /** Whether work of the group goes on. */
  get open(): boolean;
  component(functionName: string | undefined): ComponentCounter;
  /** Components are gone. `functionName`: as far as their place tells. */
  componentDeleted(functionName: string | undefined, components?: number): void;
  deletionFailed(functionName: string | undefined): void;
  functionRan(state: FunctionState, times: number): void;
  functionHit(state: FunctionState): void;
  /** Writes serve many components at once, so they are those of the run. */
  target(sinkName: string): Mutable["targets"];
  count(name: string, by: number): void;
  /**
   * A scan begins whose items become components of this function. `items`: how many it will give, where that is known; else what
   * is left is not known until `end` is called.
   */
  beginScan(functionName: string | undefined, items: number | undefined): RunningScan;
  /** The group of this title, one for all who ask for it. */
  group(title: string): RunStats;
  /** Work that belongs to a group begins: until it ends, the group and those around it are not done. */
  enter(): void;
  leave(): void;
  /** The clock stops: all is done. */
  end(): void;
  /** Has `f` called at each change, until what this gives is called. */
  onChange(f: () => void): () => void;
  snapshot(): UpdateStats;
}
/** A value that a component keeps from run to run. */
export declare class ComponentState<T> {
  #private;
  /** What the last run that succeeded left, or the initial value; then what this run has set. */
  get value(): T;
  /** @throws ComponentError (`COMPONENT_RETURNED`) when the component's function has returned. */
  set value(value: T);
  /** Whether its value was read, and so may have been changed in place, or set. */
  get isTouched(): boolean;
}
/** Where time comes from, so that what waits can be tested without waiting. */
interface Clock {
  /** Milliseconds from an arbitrary start; they never go back. */
  now(): number;
  /** Calls `f` once, `milliseconds` from now. Gives a function that calls it off. */
  after(milliseconds: number, f: () => void): () => void;
}
/**
 * A `timeout` had passed before the work in it was done. A component that fails with it writes nothing and stores
 * nothing; the next update tries it again.
 */
export declare class TimeoutError extends CocoError {
  static override readonly errorName: string;
}
/** A moment by which something must be done. */
declare class Deadline {
  #private;
  /**
   * @param given - for messages, where the time began to run earlier.
   * @param ofUpdate - whether it is the time of a whole update.
   */
  constructor(milliseconds: number, clock?: Clock, given?: number, ofUpdate?: boolean);
  /** The time that was given for it, in milliseconds. */
  get milliseconds(): number;
  /** What tells the time for it. */
  get clock(): Clock;
  /** Whether it is the time of a whole update: what was done before it passes is kept. */
  get ofUpdate(): boolean;
  /** Whether it may move: see `SharedDeadline`. */
  get moves(): boolean;
  /** Milliseconds that are left; 0 when it has passed. */
  get remaining(): number;
  get passed(): boolean;
  /** The one that passes first. */
  sooner(other: Deadline | undefined): Deadline;
  /** The one that passes first, of a later one and this. */
  protected narrowedBy(inner: Deadline): Deadline;
  /** Throws when it has passed. `what` was not done in time. */
  check(what: string): void;
  error(what: string, cause?: unknown): TimeoutError;
  /** Calls `f` once when it passes. Gives a function that calls it off. */
  onPassed(f: () => void): () => void;
}
/** Gives a function that runs `f` at the place where `boundContext` was called, for callbacks that lose it. */
export declare function boundContext<A extends readonly unknown[], R>(f: (...args: A) => R): (...args: A) => R;
/** What is to be deleted when the run settles: a component with all beneath it, or states that one stopped declaring. */
interface Removal {
  readonly what: "component" | "states";
  /** Whether deletions may have been applied: then nothing of it is certain to be there. */
  readonly begun: boolean;
}
/**
 * Calls `f` once the run has settled: when everything is written, and what is gone is deleted. To acknowledge what was
 * read from a queue, say, or to tell somebody. The calls come one after another, in the order in which they were asked for.
 *
 * `f` is not called where the component fails, nor in a run that is stopped, and not in a preview; a component that is
 * skipped because nothing changed asks for nothing. What `f` throws is a failure of the component, of kind `"settled"`.
 */
export declare function onSettled(f: () => unknown): void;
/** An error as it can be kept: in words. */
interface ErrorText {
  readonly name: string;
  readonly message: string;
  readonly code: string | undefined;
  /** What to do next. */
  readonly hint: string | undefined;
  readonly stack: string | undefined;
  readonly cause: ErrorText | undefined;
}
/** Work that failed, and has not succeeded since. */
interface DeadLetter {
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
/** One component that failed, or one deletion. */
interface ComponentFailure {
  /** The path as `coco show` prints it. */
  readonly path: string;
  readonly functionName: string | undefined;
  readonly kind: FailureKind;
  readonly error: unknown;
  /** Whether a handler of the user's took it. */
  readonly handled: boolean;
  /** What the user's handlers threw in the end, where that is not the failure itself. */
  readonly handlerError?: unknown;
}
/** What a run did. */
interface UpdateReport<R = unknown> {
  readonly app: string;
  /** `"failed"` when something failed that no handler took; `"stopped"` when the run was asked to stop. */
  readonly status: "done" | "failed" | "stopped";
  /** What the app's function returned; nothing when it failed. */
  readonly result: R | undefined;
  readonly failures: readonly ComponentFailure[];
  readonly stats: UpdateStats;
}
/** One run that stored something. */
interface PastRun {
  /** Counts the runs of the app that stored something, from 1. */
  readonly number: number;
  readonly startedAt: Date;
}
/** How a live update goes on. */
interface LiveOptions {
  /** How long to wait before what failed is tried again. */
  readonly retry?: {
    /** Before the first new attempt; each further pause is twice as long. Default 1 s. */
    readonly first?: Duration;
    /** The longest pause. Default 5 min. */
    readonly longest?: Duration;
  };
  /**
   * How often a source that can be enumerated is looked through again, so that a change of which it did not tell is
   * found all the same. `false`: never. Default: every 10 min.
   */
  readonly rescan?: {
    readonly every: Duration;
  } | false;
}
/** Parts of a component path, relative to the component that mounts. */
export declare class Subpath {
  readonly parts: readonly StableKey[];
  constructor(parts: readonly StableKey[]);
}
/**
 * Names the place of a mount: `mount(subpath("setup"), f)`, `mount(subpath("files", name), f, file)`.
 *
 * @throws KeyError (`KEY_INVALID`) for a part that is no stable key.
 */
export declare function subpath(...parts: readonly [StableKey, ...StableKey[]]): Subpath;
/** Runs `f` so that the mounts in it stand beneath `place`: `within(subpath("setup"), async () => { … })`. */
export declare function within<R>(place: Subpath, f: () => R): R;
/**
 * A component that owns its update loop: a class whose constructor is given what `mount` is. Its target states are those
 * that `process` declares and mounts.
 */
interface LiveComponent {
  /** Declares and mounts everything, as the function of a component does. Called by `operator.updateFull()`. */
  process(): unknown;
  /**
   * Follows what changes, and has it carried through by the operator; outside of components, so it mounts nothing
   * itself. It should end soon after `operator.signal` is aborted. In a catch-up run `operator.markReady()` ends it: that throws.
   */
  processLive(operator: LiveComponentOperator): Promise<void>;
}
type LiveComponentClass<A extends readonly unknown[] = readonly never[]> = new (...args: A) => LiveComponent;
/** What a live component has done. Failures go to the exception handlers of the place where it was mounted. */
interface LiveComponentOperator {
  /** Aborted when the component is not followed any more. */
  readonly signal: AbortSignal;
  /** Runs `process()`; what it does not mount any more is deleted. Resolves when everything is written, or has failed. */
  updateFull(): Promise<void>;
  /** Mounts one component beneath this one, again if it is there. Of several calls that wait for one place the last counts. */
  update<F extends AnyFunction>(place: Subpath, f: F, ...args: Parameters<F>): Promise<Readiness>;
  update<A extends readonly unknown[]>(place: Subpath, f: LiveComponentClass<A>, ...args: A): Promise<Readiness>;
  /** Deletes one component beneath this one. */
  delete(place: Subpath): Promise<Readiness>;
  /** Everything that had happened when `processLive` was called is carried through, once what was asked for so far is done. */
  markReady(): Promise<void>;
  /** Reports a failure of the loop itself, such as an event that cannot be read; it goes on. */
  reportException(error: unknown): Promise<void>;
}
/** Two components declared one target state in one run. */
export declare class OwnershipError extends CocoError {
  static override readonly errorName: string;
}
/** One change that an update would make. */
interface PlanEntry {
  /** The target state, in the notation of `coco show`: the connector, the container, the key. */
  readonly target: string;
  /** The same in parts: the name that the connector registered, then keys; the last one is the state's own. */
  readonly path: TargetPath;
  readonly change: TargetChange;
  /** The component that declares, or declared, it. */
  readonly component: string;
  readonly reason: RunReason;
  /** What the change takes from what a container holds. `"none"` for what is no container. */
  readonly loss: TargetLoss;
  /** Of a container: what changes, each in a few words, as far as its connector says it: "column text: bytes, was text". */
  readonly details: readonly string[];
}
/** What an update would run, and a preview without running left alone: a component, or a memoized call in one. */
interface PlannedRun {
  readonly what: "component" | "call";
  /** Missing where several share the call: it comes from a function with `memo: "app"`. */
  readonly component: string | undefined;
  /** Of the component, or that is called. */
  readonly functionName: string | undefined;
  readonly reason: RunReason;
}
type TargetChange = "create" | "update" | "delete";
/**
 * One thing that a run did, or found not to be necessary. Events come in the order in which things happen; nothing
 * is told of what had no reason to be looked at, as of everything beneath a component that is unchanged. Paths are
 * written as `coco show` prints them.
 */
type RunEvent = {
  readonly kind: "componentRan";
  readonly component: string;
  readonly functionName: string | undefined;
  readonly reason: RunReason;
} | {
  readonly kind: "componentUnchanged";
  readonly component: string;
  readonly functionName: string | undefined;
  readonly revalidated: boolean;
} | {
  readonly kind: "componentFailed";
  readonly component: string;
  readonly functionName: string | undefined;
  readonly error: unknown;
} | {
  readonly kind: "componentDeleted";
  readonly component: string;
} | {
  readonly kind: "deletionFailed";
  readonly component: string;
  readonly error: unknown;
} | {
  readonly kind: "functionRan";
  readonly functionName: string;
  readonly component: string | undefined;
  readonly reason: RunReason;
} | {
  readonly kind: "batchRan";
  readonly functionName: string;
  readonly calls: number;
} | {
  readonly kind: "functionReused";
  readonly functionName: string;
  readonly component: string | undefined;
  readonly revalidated: boolean;
} | {
  readonly kind: "functionShared";
  readonly functionName: string;
  readonly component: string | undefined;
} | {
  readonly kind: "targetChanged";
  readonly change: TargetChange;
  readonly target: string;
  /** The component that declares, or declared, it. */
  readonly component: string;
  readonly reason: RunReason;
} | {
  readonly kind: "targetTakenOver";
  readonly target: string;
  readonly from: string;
  readonly to: string;
} | {
  readonly kind: "sinkRetried";
  readonly sink: string;
  readonly attempt: number;
  readonly error: unknown;
};
/** Takes the events of a run, one by one. What it throws is logged, and changes nothing. */
type EventListener = (event: RunEvent) => void;
interface PreviewOptions<P extends object = object> {
  /** `false`: memoized components whose results are stale are listed and not run. Default true. */
  readonly run?: boolean;
  readonly fullReprocess?: boolean;
  readonly params?: Partial<P>;
  readonly signal?: AbortSignal;
}
/** What an update would do. */
interface UpdatePlan {
  readonly app: string;
  /** In the order in which they would be made. */
  readonly changes: readonly PlanEntry[];
  /** Components that would run; only with `run: false`, for otherwise they did, and `stats` counts them. */
  readonly wouldRun: readonly PlannedRun[];
  readonly failures: readonly ComponentFailure[];
  /** What ran to find out, by function: stale functions do run, and may cost. */
  readonly stats: UpdateStats;
}
/** The run was asked to stop before this was done. */
export declare class CancelledError extends CocoError {
  static override readonly errorName: string;
}
/** Told how far an update has come. */
interface UpdateWatcher {
  readonly onRun: (stats: RunStats) => void;
  /** Everything is up to date; a live update goes on. */
  readonly onReady: () => void;
}
/** A moment of a run, for those who show progress. */
interface UpdateSnapshot {
  /** `"following"`: a live update has brought everything up to date, and goes on. */
  readonly status: "starting" | "running" | "following" | UpdateReport["status"];
  readonly stats: UpdateStats;
}
interface WatchOptions {
  /** The least time between two snapshots, in milliseconds. Default 100. */
  readonly interval?: number;
}
type Start<T> = (watcher: UpdateWatcher, deadline: Deadline | undefined) => Promise<T>;
/**
 * An update that was asked for: awaited for its result, watched for its progress. It begins with the first of these, and
 * keeps to the deadline that held where it was asked for.
 */
export declare class UpdateHandle<T> implements Promise<T> {
  #private;
  readonly [Symbol.toStringTag] = "UpdateHandle";
  /** `statusOf` judges what the update resolved with. Default: it is done. */
  constructor(start: Start<T>, statusOf?: (value: unknown) => UpdateReport["status"]);
  then<A = T, B = never>(onFulfilled?: ((value: T) => A | PromiseLike<A>) | null, onRejected?: ((reason: unknown) => B | PromiseLike<B>) | null): Promise<A | B>;
  catch<B = never>(onRejected?: ((reason: unknown) => B | PromiseLike<B>) | null): Promise<T | B>;
  finally(onSettled?: (() => void) | null): Promise<T>;
  /** Begins the update if it has not begun; resolves as the update does. */
  result(): Promise<T>;
  /**
   * Begins the update if it has not begun; resolves when everything is up to date and the sources that are followed have
   * told of all that had happened. A live update then goes on. Rejects where the update does so before.
   */
  ready(): Promise<void>;
  /** The counters so far. */
  stats(): UpdateStats;
  /**
   * Snapshots while the update goes on, each time that something changed; the last one says how it ended.
   * Rejects as the update does. Several may watch at once.
   */
  watch(options?: WatchOptions): AsyncGenerator<UpdateSnapshot>;
}
interface AppOptions {
  /** The identity of the app in its store. */
  readonly name: string;
  /** Default: the default environment. */
  readonly environment?: Environment;
  /** The most components in flight at once. Default: the environment's. */
  readonly maxInFlight?: number;
  /**
   * The most time for one call of a sink, which applies a batch of writes. A call that takes longer is told to stop and
   * fails its batch; the next update tries it again. Default: the environment's.
   */
  readonly sinkTimeout?: Duration;
  /** What is told to an OpenTelemetry SDK. Default: as the environment says. */
  readonly telemetry?: boolean | TelemetryOptions;
}
interface UpdateOptions<P extends object = object> {
  /**
   * Keep following the sources that tell of changes, once everything is up to date, until the `signal` ends it. Default
   * false: sources are looked through once.
   */
  readonly live?: boolean | LiveOptions;
  /** Ignore all memos and write every target state again. Default false. */
  readonly fullReprocess?: boolean;
  /** `"throw"` (default): reject when something failed that no handler took; `"report"`: resolve with the report. */
  readonly failures?: "throw" | "report";
  /** Whether failures that no handler took are logged as they come, besides standing in the report. Default true. */
  readonly logFailures?: boolean;
  /** Told of each failure as it comes, also of one that a handler took: what stands in the report at the end. */
  readonly onFailure?: (failure: ComponentFailure) => void;
  /** Stops the run: no new work is begun, writes in progress finish. */
  readonly signal?: AbortSignal;
  /** Told of all that the run does and of what it finds unchanged, with reasons, as it happens. */
  readonly onEvent?: EventListener;
  /**
   * The most time for the update, from its start. When it has passed, the run is stopped as by the `signal`, and the
   * update rejects with a `TimeoutError`; the next update goes on from there. Default: none, or that of the `timeout()`
   * around.
   */
  readonly timeout?: Duration;
  /**
   * The most time for one call of a sink, which applies a batch of writes. A call that takes longer is told to stop and
   * fails its batch; the next update tries it again. Default: the app's.
   */
  readonly sinkTimeout?: Duration;
  /** In place of the app's own parameters, one by one. */
  readonly params?: Partial<P>;
}
interface DropOptions {
  /** As for `update`. Default true. */
  readonly logFailures?: boolean;
  readonly signal?: AbortSignal;
  /** As for `update`. */
  readonly onEvent?: EventListener;
}
/** A deployable unit: a function that declares what targets should hold, under a name that identifies its state. */
export declare class App<P extends object, R> {
  readonly name: string;
  readonly environment: Environment;
  readonly params: P;
  readonly main: (params: P) => R | Promise<R>;
  readonly options: AppOptions;
  /** The file that called `app(...)`, where that can be told. */
  readonly file: string | undefined;
  constructor(options: AppOptions, main: (params: P) => R | Promise<R>, params: P, file: string | undefined);
  /** Brings the targets up to date. Starts when it is awaited or watched. */
  update(options: UpdateOptions<P> & {
    readonly failures: "report";
  }): UpdateHandle<UpdateReport<R>>;
  update(options?: UpdateOptions<P>): UpdateHandle<R>;
  /** What an update would change, and why. Writes nothing; functions whose results are stale do run, unless told not to. */
  preview(options?: PreviewOptions<P>): Promise<UpdatePlan>;
  /**
   * Deletes everything that the app ever wrote and all that is stored of it. Never calls the app's function. An update
   * that is going on in this process is stopped first. A `timeout()` around does not end it.
   */
  drop(options?: DropOptions): Promise<UpdateReport<undefined>>;
}
/**
 * Defines an app. `main` receives `params`; `update({ params })` and the command line can replace single ones.
 */
declare function app$1<P extends object, R>(nameOrOptions: string | AppOptions, main: (params: P) => R | Promise<R>, params: NoInfer<P>): App<P, Awaited<R>>;
declare function app$1<R>(nameOrOptions: string | AppOptions, main: () => R | Promise<R>): App<object, Awaited<R>>;
/** All apps that this process has defined, in the order of definition. */
export declare function registeredApps(): readonly App<object, unknown>[];
/** Stored bytes do not hold a value that can be read here. For a memo that is a miss, never a failure (rule M6). */
export declare class UndecodableValueError extends CocoError {
  static override readonly errorName: string;
  constructor(problem: string, cause?: unknown);
}
/** A stored value does not come back as it was given. */
export declare class ValueChangedError extends CocoError {
  static override readonly errorName: string;
  constructor(where: string, difference: string);
}
/** How the values of one class are stored. */
interface ValueCodec<Value extends object, Payload> {
  /** Stands in the stored bytes; choose one that no other package will, such as "my-package/Money". */
  readonly name: string;
  /** A whole number from 0. Raise it when what `encode` gives changes: values of another version are computed again. */
  readonly version: number;
  /** The class. Instances of its subclasses are not meant: they need codecs of their own. */
  readonly type: {
    readonly prototype: Value;
    readonly name: string;
  };
  /** Gives plain data, or values of other classes that can be stored; the value itself must not be part of it. */
  readonly encode: (value: Value) => Payload;
  readonly decode: (payload: Payload) => Value;
}
/**
 * Makes the instances of a class storable. Registering the same class again under the same name replaces its codec.
 *
 * @throws CocoError (`CODEC_INVALID`) for an empty name, a version that is no whole number, a name or class that is taken.
 */
export declare function registerCodec<Value extends object, Payload>(codec: ValueCodec<Value, Payload>): void;
/** A value cannot be stored, because it would not come back as it is. */
export declare class ValueNotStorableError extends CocoError {
  static override readonly errorName: string;
  /** The part of the value at fault, for example `result.rows[3].parser`. */
  readonly path: string;
  constructor(where: string, path: string, problem: string, hint: string, cause?: unknown);
}
/**
 * A value that the current component keeps from run to run: where it left off in a feed, what it has seen. `value` is
 * what the last run that succeeded left, `initial` in the first one; setting it, or changing it in place, stores it
 * when the component is written. A run that fails leaves it as it was. It goes with the component.
 *
 * ```ts
 * const cursor = useState("cursor", 0);
 * const { entries, next } = await readFrom(cursor.value);
 * cursor.value = next;
 * ```
 *
 * Values are stored as memoized results are: classes need a codec. A value that cannot be read any more is `initial`.
 *
 * @param key - tells the states of one component apart; each is used once in a run.
 * @throws MemoError (`STATE_IN_MEMO`) in a memoized function: a reused result would not see the state.
 * @throws ComponentError when no component is running here, and for a key that was used already in this run.
 */
export declare function useState<T>(key: StableKey, initial: T): ComponentState<T>;
export declare function useState<T>(key: StableKey): ComponentState<T | undefined>;
/** Throws when the run is to stop, or when the time of a `timeout` is over: for long loops in user code. */
export declare function checkCancelled(): void;
/** What a mount gives: a way to wait until everything beneath is written. */
interface ComponentHandle {
  /**
   * Resolves when the component, and all that it mounted, has been applied to its targets, or has failed and the
   * failure was taken note of. Rejects when exception handlers were there and the failure passed all of them, and
   * when the caller's time is over or the run is stopped before; the component then goes on.
   */
  ready(): Promise<void>;
}
/** Runs `f` so that failures of what it mounts in the background go to `handler` first. */
export declare function exceptionHandler<R>(handler: ExceptionHandler, f: () => R): R;
/**
 * Calls `f` for every item, all at once, inside the current component; gives the results in the order of the items.
 * All calls are waited for, also past a deadline; if some fail, the first failure in the order of the items is thrown.
 */
export declare function map<T, A extends readonly unknown[], R>(items: Iterable<T> | AsyncIterable<T>, f: (item: T, ...args: A) => R | Promise<R>, ...args: A): Promise<Awaited<R>[]>;
type ArgumentsOf<F extends AnyFunction> = Parameters<F>;
/**
 * Mounts a function as a component of its own. Resolves when it was scheduled, not when it is done: a failure there
 * goes to the exception handlers and siblings go on. Without a subpath the function's name is the path.
 */
export declare function mount<F extends AnyFunction>(f: F, ...args: ArgumentsOf<F>): Promise<ComponentHandle>;
export declare function mount<F extends AnyFunction>(place: Subpath, f: F, ...args: ArgumentsOf<F>): Promise<ComponentHandle>;
export declare function mount<A extends readonly unknown[]>(f: LiveComponentClass<A>, ...args: A): Promise<ComponentHandle>;
export declare function mount<A extends readonly unknown[]>(place: Subpath, f: LiveComponentClass<A>, ...args: A): Promise<ComponentHandle>;
/** Mounts a function and waits until it is done and written. Gives its value, throws its error. */
export declare function useMount<F extends AnyFunction>(f: F, ...args: ArgumentsOf<F>): Promise<Awaited<ReturnType<F>>>;
export declare function useMount<F extends AnyFunction>(place: Subpath, f: F, ...args: ArgumentsOf<F>): Promise<Awaited<ReturnType<F>>>;
/**
 * Mounts one component for each item of a keyed source: `f(item, ...args)` at the path of the function's name and the
 * item's key. Items that are not there any more lose their components when the run settles. Resolves when all items
 * of the scan are scheduled; a source that fails half way fails the call, and nothing is deleted.
 */
export declare function mountEach<V, A extends readonly unknown[]>(items: Items<V>, f: (item: NoInfer<V>, ...args: A) => unknown, ...args: NoInfer<A>): Promise<ComponentHandle>;
export declare function mountEach<V, A extends readonly unknown[]>(place: Subpath, items: Items<V>, f: (item: NoInfer<V>, ...args: A) => unknown, ...args: NoInfer<A>): Promise<ComponentHandle>;
export declare function mountEach<V, A extends readonly unknown[]>(items: Items<V>, f: LiveComponentClass<readonly [NoInfer<V>, ...A]>, ...args: NoInfer<A>): Promise<ComponentHandle>;
/**
 * Gives the work in `f` so much time. It is cooperative: when the time has passed, the next thing that asks the engine
 * (`checkCancelled`, a call of a wrapped function, a mount, a retry, the end of `f`) throws a `TimeoutError`; what `f`
 * awaits itself is not interrupted, unless it takes the `signal`. Inside another `timeout` the shorter of the two holds.
 *
 * It holds for what the caller waits for: calls, `useMount`, `map`. It does not hold for background children (`mount`,
 * `mountEach`), for work that several callers share (batches, `memo: "app"`), nor for writing to targets.
 *
 * @param f - gets a signal that is aborted when the time has passed or the run is stopped: `fetch(url, { signal })`.
 * @throws TimeoutError when the time has passed before `f` was done; a result that comes later does not count.
 */
declare function timeout$1<R>(duration: Duration, f: (signal: AbortSignal) => R | PromiseLike<R>): Promise<Awaited<R>>;
/** Sets up the default environment: provides connections and models, and says how to close them. */
export declare function lifespan(setUp: Lifespan): void;
/** Makes an environment of its own, for apps that need other values or another store. */
export declare function environment(options: EnvironmentOptions & {
  readonly name: string;
}, setUp?: Lifespan): Environment;
/** A started environment: what query code reads provided values from. */
interface Runtime {
  /** The provided value of a context key. */
  get<T>(key: ContextKey<T>): T;
  /** Stops what `start` started: runs what was deferred, unless an update is still going on; then after it. */
  stop(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}
/** Starts an environment and keeps it until `stop()`. Updates start and stop it by themselves. */
export declare function start(of?: Environment): Promise<Runtime>;
/** An event in one line of text. */
export declare function describeEvent(event: RunEvent): string;
/** An app or an environment was set up or used in a way that cannot work. */
export declare class AppError extends CocoError {
  static override readonly errorName: string;
}
/** A component was mounted, or something was declared in it, in a way that cannot work. */
export declare class ComponentError extends CocoError {
  static override readonly errorName: string;
}
/** A context value was read that nobody provides, or provided twice. */
export declare class ContextError extends CocoError {
  static override readonly errorName: string;
}
/** A memoized function was used in a way that memoization does not allow. */
export declare class MemoError extends CocoError {
  static override readonly errorName: string;
}
/** A target state was declared or is stored in a way that cannot be applied. */
export declare class TargetStateError extends CocoError {
  static override readonly errorName: string;
}
/** Something failed in a run and no handler took it. All other work was done; `report` has the whole list. */
export declare class UpdateFailedError extends CocoError {
  static override readonly errorName: string;
  readonly report: UpdateReport;
  constructor(report: UpdateReport);
}
/** Called inside a memoized function: the result of this call is not kept, nor those of its callers. */
export declare function volatile(): void;
/**
 * Gives integers that stay the same from run to run: a distinct one at each call, the same for the same dependency at
 * the same occurrence within a component. They come from one sequence of the app, start at 1 and are never reused.
 */
export declare class IdGenerator {
  #private;
  /** `deps` tells the generators of one component apart. */
  constructor(deps?: unknown);
  /** The next identifier for `dependency`, e.g. the text of the chunk that it is for. */
  next(dependency?: unknown): Promise<number>;
}
/** The integer of `dependency` within the current component: the same at every call and in every run. */
export declare function generateId(dependency?: unknown): Promise<number>;
/**
 * Gives UUIDs that stay the same from run to run, and equal those of a run from scratch: a distinct one at each call,
 * derived from the app, the component's path, the dependency and its occurrence.
 */
export declare class UuidGenerator {
  #private;
  /** `deps` tells the generators of one component apart. */
  constructor(deps?: unknown);
  next(dependency?: unknown): Promise<Uuid>;
}
/** The UUID of `dependency` within the current component: the same at every call and in every run. */
export declare function generateUuid(dependency?: unknown): Promise<Uuid>;
/** Two functions of one module would be taken for one another. */
export declare class DuplicateIdentityError extends CocoError {
  static override readonly errorName: string;
  constructor(identity: string, first: string, second: string);
}
/** A memoized function uses names of a function around it, so that its text does not say what it does. */
export declare class UntrackedClosureError extends CocoError {
  static override readonly errorName: string;
  constructor(functionName: string, captured: readonly string[], place: string);
}
/** Something in a store that contradicts the rest of it, or that a run left undone. */
interface Finding {
  /**
   * - `"file"`: the file itself is damaged;
   * - `"unreadable"`: an entry cannot be read: it is damaged, or another version of coco wrote it;
   * - `"unreachable"`: a component is stored, and no component is known to have mounted it;
   * - `"owner"`: a tracked target state does not belong to the component that tracks it, or what is noted of owners
   *   belongs to no tracked target state;
   * - `"memos"`: results of functions are stored with a component that knows of none;
   * - `"identifier"`: a number was handed out twice, or could be;
   * - `"range"`: what is noted of a range of unchanged components is not what is stored: an update could pass over changes;
   * - `"missing"`: a target state is tracked as written, and is not in its target;
   * - `"foreign"`: something stands in a target that no component has declared;
   * - `"unfinished"`: no damage: something that the next run will do. Given only when asked for.
   */
  readonly kind: "file" | "foreign" | "identifier" | "memos" | "missing" | "range" | "owner" | "unfinished" | "unreachable" | "unreadable";
  /** The component or the target state, in the notation of `formatKeyPath`; the file where it is all of it. */
  readonly path: string;
  /** One sentence that says what is wrong. */
  readonly message: string;
  /** What to do next, or why nothing needs to be done. */
  readonly hint: string;
}
/** What to look for. */
interface CheckOptions {
  /** Also gives what is not settled: right after a run that went well there must be none. Default: false. */
  readonly unfinished?: boolean;
}
/** A function as a stored result knows it. */
interface FunctionVersion {
  /** `my-app:steps/index-file#indexFile`. */
  readonly identity: string;
  /** The declared part of the identity. */
  readonly name: string;
  /** The module, as a path inside its package; `undefined` where it is not known. */
  readonly file: string | undefined;
  /** Where it began in the file when this version was new, from 1; 0 where that is not known. */
  readonly line: number;
  /** The first digits of the fingerprint of its logic, which stand for the version. */
  readonly version: string;
  /** The run in which results began to depend on this version; `undefined` where that is too long ago. */
  readonly since: PastRun | undefined;
}
/** What a stored result depends on besides its arguments. */
interface Dependencies {
  readonly functions: readonly FunctionVersion[];
  /** The names of context keys whose values count. */
  readonly contexts: readonly string[];
  /** The containers that it declares into, as `coco show` prints them. */
  readonly containers: readonly string[];
}
/** A target state as it is tracked. */
interface InspectedTargetState {
  readonly path: TargetPath;
  /** The path in the notation of `formatKeyPath`. */
  readonly displayPath: string;
  /**
   * `"settled"`: written, and known to be as tracked. `"pending"`: a write did not end well; the next run makes it good.
   * `"leaving"`: no longer declared; deleted when a run settles.
   */
  readonly status: "settled" | "pending" | "leaving";
  /** Whether it contains others: a table, a folder. */
  readonly isContainer: boolean;
}
/** What is stored of one component. */
interface InspectedComponent {
  readonly path: ComponentPath;
  /** The path in the notation of `formatKeyPath`; "/" for the root. */
  readonly displayPath: string;
  /** When and why the stored result of the mounted function was made; nothing where none is stored. */
  readonly lastRun: LastRun | undefined;
  /** Whether the result of the mounted function is stored, so that the whole subtree can be skipped. */
  readonly hasMemo: boolean;
  /** Whether results of memoized functions that it called are stored. */
  readonly hasFunctionMemos: boolean;
  /** How many app memos it uses. */
  readonly appMemos: number;
  /** How many identifiers were handed out to it. */
  readonly identifiers: number;
  readonly targetStates: readonly InspectedTargetState[];
  /** Whether it mounted children. */
  readonly hasChildren: boolean;
  /** False when another version of coco wrote the record: it then shows nothing but the path. */
  readonly readable: boolean;
}
/** Where a target state comes from. */
interface Explanation {
  readonly target: InspectedTargetState;
  /** What contains it, as `coco show` prints it; for the outermost level the name that its package registered. */
  readonly container: string;
  /** The component that declared it. */
  readonly component: ComponentPath;
  /** The same in the notation of `formatKeyPath`. */
  readonly displayComponent: string;
  /** The function of that component, as its path names it. */
  readonly functionName: string | undefined;
  /** The key of the source's item that the component works on; `undefined` for one that was mounted by itself. */
  readonly sourceItem: StableKey | undefined;
  /** The components above, outermost first: the root is the first. */
  readonly above: readonly string[];
  /** In which run it was made, and why; `undefined` where the component runs every time. */
  readonly lastRun: (LastRun & {
    readonly startedAt: Date | undefined;
  }) | undefined;
  /** The functions that ran to make it, with their versions, and what else it depends on. */
  readonly dependencies: Dependencies;
  /** What the component declared besides it. */
  readonly siblings: number;
}
/** A target state with the component that declared it. */
interface ProducedState extends InspectedTargetState {
  /** The component, as `coco show` prints it. */
  readonly component: string;
}
/** A line that one of two texts has and the other has not. */
interface ChangedLine {
  readonly kind: "added" | "removed";
  /** Its number in the file that has it, from 1. */
  readonly line: number;
  readonly text: string;
}
/** Something that a function is made of, and that is not what it was. */
interface LogicChange {
  readonly kind: "changed" | "added" | "removed";
  /** The function itself, a declaration that it refers to, or "version", "deps", "package", "reference". */
  readonly name: string;
  /** The module, as a path inside its package; "" where the change is in no module. */
  readonly file: string;
  /** Where it begins in the file, from 1; 0 where the change is in no module. */
  readonly line: number;
  /** The lines that differ. None where the text is not known: of "deps", or of a very long declaration. */
  readonly lines: readonly ChangedLine[];
}
/** Calls of one memoized function in a component whose stored results were made in one run, for one reason. */
interface NotedCalls {
  /** The declared name of the function; `undefined` where it is not known any more. */
  readonly functionName: string | undefined;
  readonly count: number;
  /** In which run they ran, and why. `"argument"`: no call before had this value there. */
  readonly lastRun: LastRun & {
    readonly startedAt: Date | undefined;
  };
  /** The parameter whose argument is new, where that is the reason and its name is known. */
  readonly parameter: string | undefined;
  /** What differs in the code of the function that changed, where that is the reason. */
  readonly changes: readonly LogicChange[];
}
/** What the store knows of why a component ran, or did not have to. */
interface Why {
  /** The path in the notation of `formatKeyPath`; "/" for the root. */
  readonly component: string;
  /**
   * - `"ran"`: in the last run that stored something, for `lastRun.reason`;
   * - `"unchanged"`: its result of an earlier run, `lastRun`, stood;
   * - `"always"`: it runs in every update: no result of it is stored;
   * - `"failed"`: its last run failed (`failure`), so it runs again;
   * - `"repeats"`: one beneath it failed (`failure`), so it runs again;
   * - `"leaving"`: it is to be deleted;
   * - `"unreadable"`: another version of coco wrote what is stored of it, so it runs again.
   */
  readonly outcome: "ran" | "unchanged" | "always" | "failed" | "repeats" | "leaving" | "unreadable";
  /** The last run of the app that stored something; `undefined` before the first. */
  readonly latest: PastRun | undefined;
  /** In which run its stored result was made, and why. */
  readonly lastRun: (LastRun & {
    readonly startedAt: Date | undefined;
  }) | undefined;
  /** The parameter whose argument changed, where that is the reason and its name is known. */
  readonly parameter: string | undefined;
  /** What differs in the code of the function that changed, where that is the reason. */
  readonly changes: readonly LogicChange[];
  readonly failure: DeadLetter | undefined;
  /** The nearest component above whose result is stored: while that stands, nothing is looked at beneath. */
  readonly skippedWith: string | undefined;
  /** What its stored result, or those of the calls in it, depend on besides the arguments. */
  readonly dependencies: Dependencies;
  /** How many results of memoized functions are stored with it. */
  readonly functionMemos: number;
  /** When the calls ran whose results those are, and why; the latest first. */
  readonly calls: readonly NotedCalls[];
}
/** Which children to give. */
interface ChildrenOptions {
  /** Only those after this one: the last child of the page before. */
  readonly after?: ComponentPath;
  /** The most to give. Default 100. */
  readonly limit?: number;
}
/** Some children of a component, in the order of their keys. */
interface ChildrenPage {
  readonly children: readonly InspectedComponent[];
  /** Whether there are more after the last one. */
  readonly more: boolean;
}
/** How many target states of one provider are tracked. */
interface ProviderCounts {
  /** The path of what contains them; for the outermost level the name that its package registered. */
  readonly provider: string;
  readonly states: number;
  /** Of these, how many are not settled: see `InspectedTargetState.status`. */
  readonly unsettled: number;
}
/** What a component and everything beneath it hold together. */
interface SubtreeCounts {
  readonly components: number;
  readonly targetStates: number;
  /** Of these, how many are not settled: see `InspectedTargetState.status`. */
  readonly unsettled: number;
  /** The same by provider, in the order of their paths. */
  readonly providers: readonly ProviderCounts[];
}
/** A deletion that is still to be done. */
interface InspectedRemoval {
  /** The path of the component that is deleted, or that stopped declaring target states. */
  readonly displayPath: string;
  /** `"component"`: it goes with all beneath it; `"states"`: only states that it stopped declaring. */
  readonly what: Removal["what"];
  /** Whether a run began with it and did not finish. */
  readonly begun: boolean;
}
/** What a store holds of one app. */
export declare class AppInspection {
  #private;
  readonly name: string;
  /** The component at a path; `undefined` when none is stored. The root's path is `[]`. */
  component(path: ComponentPath): Promise<InspectedComponent | undefined>;
  /** How many results of memoized functions are stored with a component. */
  functionMemos(path: ComponentPath): Promise<number>;
  /** The components that the one at `path` mounted, a page at a time, in the order of their keys. */
  children(path: ComponentPath, options?: ChildrenOptions): Promise<ChildrenPage>;
  /** How many components the one at `path` mounted; with `after`, how many after that one. */
  countChildren(path: ComponentPath, after?: ComponentPath): Promise<number>;
  /** Counts a component and everything beneath it: `[]` for the whole app. Reads all of it. */
  countBeneath(path: ComponentPath): Promise<SubtreeCounts>;
  /**
   * Why a component ran in the last run that stored something, or did not have to; `undefined` when nothing is stored
   * of it. A run that found everything as it was leaves no trace.
   */
  why(path: ComponentPath): Promise<Why | undefined>;
  /** Where a target state comes from: source item, component, functions; `undefined` when none is tracked at this path. */
  explain(path: TargetPath): Promise<Explanation | undefined>;
  /** The target states of a component and of all beneath it, outer ones first: what came of an item of a source. */
  producedBy(path: ComponentPath): AsyncGenerator<ProducedState>;
  /** The components that work on the item of this key, of whatever source. Reads the keys of all components. */
  componentsOf(item: StableKey): AsyncGenerator<ComponentPath>;
  /** Deletions that no run has finished yet. */
  removals(): Promise<readonly InspectedRemoval[]>;
  /** The last runs that stored something, at most 100, oldest first. */
  runs(): Promise<readonly PastRun[]>;
  /** What failed and has not succeeded since, in the order of the components' keys. */
  deadLetters(): AsyncGenerator<DeadLetter>;
  /**
   * Looks for what contradicts itself in all that is stored of the app: what is found is given as it is found, and nothing
   * in a store that is in order. Its memory does not grow with the components.
   */
  check(options?: CheckOptions): AsyncGenerator<Finding>;
}
/** What was found of one container. */
interface ComparedContainer {
  /** As `coco show` prints it; for the outermost level the name that its package registered. */
  readonly container: string;
  /** `"compared"`; `"not listed"`: its connector cannot list it; `"failed"`: listing it failed (`error`). */
  readonly outcome: "compared" | "not listed" | "failed";
  /** How many target states are tracked in it. */
  readonly tracked: number;
  /** Tracked as written, and not there. */
  readonly missing: readonly Finding[];
  /** There, and declared by nobody. */
  readonly foreign: readonly Finding[];
  readonly error: unknown;
}
/**
 * Compares what the targets of an app hold with what is tracked of them. Starts the environment,
 * for its connections; reads, and changes nothing. Only connectors whose handlers can list take part.
 */
export declare function compareTargets<P extends object, R>(app: App<P, R>, { signal }?: {
  readonly signal?: AbortSignal;
}): Promise<readonly ComparedContainer[]>;
/** What is written again by the next update. */
interface NotedMissing {
  readonly targetStates: number;
  /** The components that declare them, as `coco show` prints them. */
  readonly components: readonly string[];
}
/**
 * Takes note of what `compareTargets` found missing: in the next update the components that declare it run again, and write
 * it. Everything else that is remembered stays. Of a container in which nothing is left, the container itself is
 * written again too, with all beneath it and beside it.
 *
 * @throws StoreLockedError while an update runs.
 */
export declare function noteMissing<P extends object, R>(app: App<P, R>, compared: readonly ComparedContainer[]): Promise<NotedMissing>;
/** The size of a store's files before and after, in bytes. */
interface VacuumReport {
  readonly location: string;
  readonly before: number;
  readonly after: number;
}
/**
 * Gives the space in a state store that nothing uses any more back to the file system. Nothing that is stored changes.
 *
 * @throws StoreNotFoundError when there is no store; StoreLockedError while an update runs.
 */
export declare function vacuum<P extends object, R>(of: string | App<P, R>): Promise<VacuumReport>;
/** The size of a store's file and of those beside it, in bytes; 0 where there is none. */
export declare function storeSize(path: string): number;
/** A state store that was opened for looking at it. Close it when done. */
export declare class Inspection {
  #private;
  /** The store's file. */
  readonly location: string;
  /** The names of the apps that stand in the store, in their order. */
  appNames(): Promise<readonly string[]>;
  /** The apps that stand in the store, by name, with entries and bytes of each kind of data. Reads all keys. */
  apps(): Promise<readonly AppSummary[]>;
  /** What is stored of the app of this name: of an app that is not in the store, nothing. */
  app(name: string): Promise<AppInspection>;
  /** Whether the file is whole, as SQLite sees it: nothing is found where it is. Reads all of it. */
  checkFile(): Promise<readonly Finding[]>;
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}
/**
 * Opens a state store for looking at it: by the path of its file, with no code at hand, or by an app that keeps its
 * state there. It shows the store as it is now until it is closed, changes nothing and takes no lock, so it works
 * beside a running update.
 *
 * @throws StoreNotFoundError when there is no store; StoreVersionError when it is of another layout.
 */
export declare function inspect<P extends object, R>(of: string | App<P, R>): Promise<Inspection>;
/** The file in which an app's state is kept, or will be. */
export declare function storePathOf<P extends object, R>(app: App<P, R>): string;
/**
 * Makes of a function a component that is run again in a live update, `every` so often after it was done:
 * `mount(autoRefresh(readPrices, { every: { minutes: 5 } }), table)`. For a source that tells nothing of its changes. In a
 * catch-up run it runs once.
 */
export declare function autoRefresh<A extends readonly unknown[]>(f: (...args: A) => unknown, options: {
  readonly every: Duration;
}): LiveComponentClass<A>;
/**
 * A map in memory that stands between two parts of an app: components declare its entries, as they declare rows of a
 * table, and `mountEach` mounts a component for each entry. Made by {@link mountLiveMap}.
 */
interface LiveMapTarget<V> extends LiveMapView<V>, Iterable<KeyedItem<V>> {
  /** How many entries it holds just now: of those that are declared, the ones that are written. */
  readonly size: number;
  /** Declares an entry: it is there, with this value, as long as the current component declares it. */
  declareEntry(key: StableKey, value: V): void;
  get(key: StableKey): V | undefined;
  has(key: StableKey): boolean;
  /** The entries as they are now, in the order of their keys. */
  [Symbol.iterator](): Iterator<KeyedItem<V>>;
}
/**
 * Mounts a map whose entries are declared by components and mounted by `mountEach`, in the same app. It lives in the
 * memory of this process and is filled anew in each update: what declares its entries runs, whatever is stored of it.
 *
 * @param name - tells the maps of an app apart.
 */
export declare function mountLiveMap<V>(name: string): Promise<LiveMapTarget<V>>;
/**
 * A call of a sink took longer than `sinkTimeout` allows. What it was to write is not certain to be there or not to be;
 * the next update writes it again.
 */
export declare class SinkTimeoutError extends CocoError {
  static override readonly errorName: string;
  /** To be tried again as a whole: no single action is to blame. */
  readonly isRetryable: boolean;
}
/** The progress of one part of a run. It can be asked as long as one likes, also when the part is done. */
export declare class StatsGroup {
  #private;
  readonly title: string;
  constructor(title: string, stats: RunStats);
  /** The counters so far. */
  stats(): UpdateStats;
  /**
   * Snapshots, each time that something changed, until everything that was mounted in the group is ready; the last one
   * says `"done"`, also where some of it failed: its counters tell.
   */
  watch(options?: WatchOptions): AsyncGenerator<UpdateSnapshot>;
}
/**
 * Runs `f` so that what is mounted and called in it is counted as a group of its own, beneath the whole:
 * `statsGroup("Indexing docs", () => mountEach(files, indexFile, table))`. Groups may lie in one another; the innermost
 * counts. Nothing else changes: neither paths nor what is computed again, nor what waits for what.
 *
 * @param title - names the group in `stats.groups`; groups of one title are one.
 */
export declare function statsGroup<R>(title: string, f: (group: StatsGroup) => R): R;
interface RateLimiterOptions {
  /** Calls in a second; fractions are fine. Give this, or `callsPerMinute`, or neither. */
  readonly callsPerSecond?: number;
  readonly callsPerMinute?: number;
  /** Tokens, or any other unit that `acquire` counts, in a second. Give this, or `tokensPerMinute`, or neither. */
  readonly tokensPerSecond?: number;
  readonly tokensPerMinute?: number;
  /** How much of an idle time may be made up for at once. 0: calls are spaced evenly. Default 1 s. */
  readonly burst?: Duration;
  /** For tests. Default: the machine's. */
  readonly clock?: Clock;
}
interface AcquireOptions {
  /** Ends the wait with its reason; nothing is taken. */
  readonly signal?: AbortSignal;
}
/**
 * Keeps what is called through it within a number of calls, of tokens, or both, in a time. Everybody who uses the same
 * limiter shares one budget; callers are served in the order in which they came, so none starves. Provide one under a
 * context key to share it across an app.
 *
 * As an argument of a memoized function it does not count: it has no part in the result.
 */
export declare class RateLimiter {
  #private;
  /** @throws CocoError (`RATE_LIMIT`, `DURATION`) for options that cannot work, and where no rate is given. */
  constructor(options: RateLimiterOptions);
  /**
   * Waits until one call with so many tokens may be made. A call of more tokens than ever gather is let through when
   * the limiter has fully rested, and those behind it wait the longer. Where tokens are not limited they do not count.
   *
   * @param tokens - at least 0. Default 1.
   * @throws TimeoutError, CancelledError when the current deadline passes or the run is stopped; nothing is taken then.
   */
  acquire(tokens?: number, options?: AcquireOptions): Promise<void>;
}
/** How the pauses between attempts grow. */
interface BackoffOptions {
  /** The first pause. Default 500 ms. */
  readonly initialDelay?: Duration;
  /** No pause is longer. Default 30 s. */
  readonly maxDelay?: Duration;
  /** Each pause is so many times the one before. Default 2. */
  readonly factor?: number;
  /** The part of a pause that is left to chance, from 0 to 1, so that callers do not return all at once. Default 0.5. */
  readonly jitter?: number;
}
interface RetryOptions extends BackoffOptions {
  /** The most attempts, the first one included. `Infinity`: as many as the time allows. Default 5. */
  readonly attempts?: number;
  /** The most time for all of it, like a `timeout` around the call: the shorter of the two holds. Default: none. */
  readonly timeout?: Duration;
  /** Which errors are worth another attempt. Default: `isTransientError`. */
  readonly isTransient?: (error: unknown) => boolean;
  /** The pause that an error asks for, as a server's `Retry-After` does, in place of the usual one. */
  readonly delayFor?: (error: unknown) => Duration | undefined;
  /** Ends the attempts with its reason. */
  readonly signal?: AbortSignal;
  /** For tests. Default: the machine's. */
  readonly clock?: Clock;
  /** For tests. Default: `Math.random`. */
  readonly random?: () => number;
}
/** What an attempt is told. */
interface Attempt {
  /** From 1. */
  readonly number: number;
  /** Aborted when the time has passed or the run is stopped: pass it on to `fetch` and the like. */
  readonly signal: AbortSignal;
}
/**
 * Calls `f` until it succeeds, fails for good, or has failed `attempts` times: then its last error is thrown. No
 * attempt and no pause goes past the current deadline (`timeout`) or the end of the run: at that moment the wait ends,
 * the attempt's signal is aborted, and what it comes to is dropped. More time never means fewer attempts.
 *
 * @throws TimeoutError when the deadline passes, or would pass during the next pause; its cause is the last error.
 */
export declare function retryTransient<R>(f: (attempt: Attempt) => R | PromiseLike<R>, options?: RetryOptions): Promise<Awaited<R>>;
/**
 * Whether an error is likely to go away by itself: one that says so (`isRetryable: true`; with `false` it is not), a
 * connection that broke or could not be made, an answer of a server that is busy (408, 425, 429, 500, 502, 503, 504,
 * 529, as `status`, `statusCode` or `response.status`); also as the cause of another error.
 */
export declare function isTransientError(error: unknown): boolean;
/** A function could not run where its `runner` says, or did there what it cannot do there. */
export declare class RunnerError extends CocoError {
  static override readonly errorName: string;
}
interface SerialRunnerOptions {
  /** For messages. Default "serial runner". */
  readonly name?: string;
}
/**
 * Makes a runner that runs one body at a time, in the order of the calls, for all functions that share it: for a GPU, or
 * a client that takes no calls side by side. Bodies run in the thread that calls them; `workerPool({ size: 1 })` gives
 * them a thread of their own.
 */
export declare function serialRunner(options?: SerialRunnerOptions): SerialRunner;
/** A runner that lets bodies run one after the other. */
export declare class SerialRunner implements Runner {
  #private;
  readonly name: string;
  constructor(options?: SerialRunnerOptions);
  /**
   * A body that calls or mounts a function of the same runner runs it at once: it would wait for itself. What it began in
   * the background and left running keeps the turn.
   */
  run(call: RunnerCall): Promise<unknown>;
  /** Whether the running code has this runner's turn. */
  get hasTurn(): boolean;
}
/** The `setup` of a pool failed in one of its threads. The thread is given up, and the next one tries again. */
export declare class SetupError extends RunnerError {
  static override readonly errorName: string;
}
interface WorkerPoolOptions {
  /** For messages. Default "worker pool". */
  readonly name?: string;
  /** The most threads, each of which runs one call at a time. Default: one less than the machine runs at once, at least 1. */
  readonly size?: number;
  /** Done once in each thread before its first call: to load a model, for example. */
  readonly setup?: () => unknown;
  /** Megabytes that the heap of one thread may take. Default: Node's. */
  readonly memoryLimit?: number;
  /** How long a call may go on after its run was stopped or its time was over, before its thread is ended. Default 5 s. */
  readonly stopTimeout?: Duration;
}
/**
 * Makes a pool of worker threads for functions that keep a processor busy: `fn({ runner: pool }, f)`.
 *
 * A thread imports the module that wraps the function, so both the pool and the functions are made at the top level of
 * modules. Arguments and results are copied, as memoized results are. Threads start when they are needed and do not
 * keep the process alive.
 */
export declare function workerPool(options?: WorkerPoolOptions): WorkerPool;
/** A runner that moves bodies to worker threads. */
export declare class WorkerPool implements Runner {
  #private;
  readonly name: string;
  readonly setup: (() => unknown) | undefined;
  /** @throws CocoError (`WORKER_POOL`, `DURATION`) for options that cannot work. */
  constructor(options?: WorkerPoolOptions);
  /** How many threads there are now. */
  get threads(): number;
  run(call: RunnerCall): Promise<unknown>;
  /** Ends all threads. Calls that are running or waiting fail, and so does every later one. */
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}
export { type AcquireOptions, type AppOptions, type AppSummary, type Attempt, type BackoffOptions, type ChangedDependency, type ChangedLine, type CheckOptions, type ChildrenOptions, type ChildrenPage, type ComparedContainer, type ComponentCounts, type ComponentFailure, type ComponentHandle, type ComponentPath, type DeadLetter, type Dependencies, type DependencyKind, type DropOptions, type Duration, type EnvironmentBuilder, type EnvironmentOptions, type ErrorText, type EventListener, type ExceptionContext, type ExceptionHandler, type Explanation, type FailureKind, type Finding, type FunctionCounts, type FunctionVersion, type InspectedComponent, type InspectedRemoval, type InspectedTargetState, type LastRun, type Lifespan, type LiveComponent, type LiveComponentClass, type LiveComponentOperator, type LiveMapTarget, type LiveOptions, type LogicChange, type NotedCalls, type NotedMissing, type PackageTracking, type PastRun, type PlanEntry, type PlannedRun, type PreviewOptions, type ProducedState, type ProviderCounts, type RateLimiterOptions, type RetryOptions, type RunEvent, type RunReason, type Runtime, type SerialRunnerOptions, type StoreErrorOptions, type StoreTable, type SubtreeCounts, type TableSummary, type TargetChange, type TargetCounts, type TargetLoss, type TelemetryOptions, type UpdateOptions, type UpdatePlan, type UpdateReport, type UpdateSnapshot, type UpdateStats, type VacuumReport, type ValueCodec, type WatchOptions, type Why, type WorkRate, type WorkRemaining, type WorkerPoolOptions, app$1 as app, timeout$1 as timeout };
