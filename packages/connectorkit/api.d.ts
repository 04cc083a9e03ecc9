// The public declarations of this package, as built. Not written by hand: `pnpm api:update` writes it.

// index.d.mts

import { A as ScalarKind, B as ContextKeyOptions, C as record, D as ColumnOutput, E as ColumnInput, F as vectorSchema, H as useContext, I as StableKey, L as StableKeyPath, M as HasVectorSchema, N as VectorElement, O as ColumnType, P as VectorSchema, R as Uuid, S as RowInput, T as Column, V as contextKey, _ as AnyRecord, a as Items, b as RecordSchema, c as isLiveFeed, d as LiveMapFeed, f as LiveMapSubscriber, g as Readiness, h as LiveStreamSubscriber, i as ItemVersion, j as SpecialVectorType, k as ResolvedColumnType, l as isSource, m as LiveStream, n as TargetDeclaration, o as KeyedItem, p as LiveMapView, r as ItemScan, s as Source, t as DeclaredCapability, u as sourceItems, v as Columns, w as AnyColumn, x as Row, y as RecordOptions, z as ContextKey } from "./target-declaration.mjs";
/** What a {@link CocoError} says besides its message. */
interface CocoErrorOptions {
  /** Stable, machine-readable name of the mistake, in upper snake case. */
  readonly code: string;
  /** What to do next, in one or two sentences. */
  readonly hint?: string | undefined;
  /** The error, or other value, that led to this one. */
  readonly cause?: unknown;
}
/** The shape of a class that `isInstance` is called on. */
interface ErrorClass<E> {
  readonly errorName: string;
  readonly prototype: E;
}
/**
 * The base of every error that coco raises on purpose.
 *
 * The message says what happened and to what; `hint` says what to do next. A subclass sets its own static `errorName`
 * and gets `name`, and an `isInstance` that also recognises errors made by another copy of this package.
 */
export declare class CocoError extends Error {
  /** The `name` of the instances; written out, because a bundler may rename the class. */
  static readonly errorName: string;
  /** Stable, machine-readable name of the mistake. */
  readonly code: string;
  /** What to do next. */
  readonly hint?: string;
  constructor(message: string, options: CocoErrorOptions);
  /**
   * Whether `value` is an error of the class that this is called on, or of a subclass, whichever copy of the package
   * made it (unlike `instanceof`).
   */
  static isInstance<E extends CocoError>(this: ErrorClass<E>, value: unknown): value is E;
}
/** A value has no canonical fingerprint, so change in it cannot be detected. */
export declare class FingerprintError extends CocoError {
  static override readonly errorName: string;
  /** Where inside the fingerprinted value, for example `options[1].parser`. */
  readonly path: string;
  constructor(message: string, options: CocoErrorOptions & {
    readonly path: string;
  });
}
/** A value is not a stable key, or bytes or text do not hold one. */
export declare class KeyError extends CocoError {
  static override readonly errorName: string;
}
/** A path pattern is not well formed. */
export declare class PatternError extends CocoError {
  static override readonly errorName: string;
}
/** A row schema is not well formed, or cannot be resolved. */
export declare class RecordError extends CocoError {
  static override readonly errorName: string;
}
/** A row does not fit its schema. */
export declare class RowError extends CocoError {
  static override readonly errorName: string;
  /** The column at fault, where it is one. */
  readonly column?: string;
  constructor(message: string, options: CocoErrorOptions & {
    readonly column?: string | undefined;
  });
}
/**
 * Name of the method that says whether an object is still what it was: a file's time, size and hash, an object's etag.
 * The object has a memo key too.
 */
export declare const memoState: unique symbol;
/** What a memo state method found. */
interface MemoStateOutcome<S = unknown> {
  /** What is stored, and given as `previous` next time: a value that can be stored (rule M10). */
  readonly state: S;
  /** Whether results computed under `previous` still hold. Ignored when there was no previous state. */
  readonly valid: boolean;
  /** Completes the state after the function ran, where reading the item completes it (a file's hash of the bytes read). */
  readonly afterRun?: () => S;
}
/** An object whose freshness is checked on every run. */
interface MemoStated<S = unknown> {
  /** @param previous - the state stored with the result; `undefined` when there is none. Taken before the item is read. */
  [memoState](previous: S | undefined): MemoStateOutcome<S> | Promise<MemoStateOutcome<S>>;
}
/** One stateful object found among the arguments of a call. */
interface MemoStateSource {
  /** The name of the object's class, for messages. */
  readonly name?: string;
  /** Asks the object for its present state. */
  validate(previous: unknown): MemoStateOutcome | Promise<MemoStateOutcome>;
}
/** What else a {@link CallFingerprinter} is told. */
interface CallFingerprintOptions {
  /** Names an argument in errors, counted from 1; 0 is what is called. Default "argument 1" and so on. */
  readonly where?: (position: number) => string;
}
/** The fingerprints of a call. */
interface CallFingerprint {
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
export declare class CallFingerprinter {
  #private;
  /**
   * @param called - what is called: its identity, with the object where it is a method.
   * @param rest - the arguments after the first.
   * @throws FingerprintError for one that has no fingerprint.
   */
  constructor(called: unknown, rest: readonly unknown[], options?: CallFingerprintOptions);
  /**
   * The fingerprint of the call with `first` as its first argument; of the call without arguments, where there is none.
   * @throws FingerprintError for one that has no fingerprint.
   */
  of(...first: readonly [unknown?]): CallFingerprint;
}
/** What else {@link fingerprint} is told. */
interface FingerprintOptions {
  /** Names the value in errors; default "the value". */
  readonly where?: string;
  /** Called, after all went well, with each object that has a memo state, in the order of the canonical form. */
  readonly onStated?: (source: MemoStateSource) => void;
}
/**
 * The canonical fingerprint of a value: 16 bytes that are the same in every process and on every platform for values
 * that are equal by content, and different otherwise.
 *
 * Not counted: the order of properties and of the entries of a Map or Set, a property that is `undefined`, whether an
 * object has a prototype, the trace of an error, whether equal objects are one object (except in values with cycles).
 * Told apart: `-0` and `0`, `1` and `1n`, kinds of typed arrays (a Buffer is a Uint8Array), holes and `undefined`.
 * Objects with a memo key, by method or registered, count by the name of their class and by that key.
 *
 * @throws FingerprintError (`FINGERPRINT_…`) for functions that are not wrapped, promises, instances of classes without
 * a memo key and everything else that has no content to go by; it names the place inside the value and the ways to fix it.
 */
export declare function fingerprint(value: unknown, options?: FingerprintOptions): Uint8Array;
/** The number of bytes of a fingerprint. */
export declare const fingerprintLength = 16;
/** The fingerprint of bytes alone, for contents of files: the first 16 bytes of their SHA-256. */
export declare function fingerprintBytes(bytes: Uint8Array): Uint8Array;
/** The fingerprint of a well-formed text's UTF-8 bytes. Lone surrogates count as U+FFFD; `fingerprint` tells them apart. */
export declare function fingerprintText(text: string): Uint8Array;
/** Bytes as lower-case hexadecimal digits. */
export declare function toHex(bytes: Uint8Array): string;
/** Whether two byte arrays hold the same. */
export declare function equalBytes(a: Uint8Array, b: Uint8Array): boolean;
/**
 * Runs the bodies of functions elsewhere than in the caller's turn: in worker threads, one after the other, on another
 * machine. Memoization, change detection, retries and batching stay with the caller.
 */
interface Runner {
  /** For messages. */
  readonly name: string;
  /** Whether the running code holds what this runner hands out one at a time: it must not wait for another call then. */
  readonly hasTurn?: boolean;
  /** Runs one call to its end. Called in the place of the caller, so that its deadline and its signal can be had. */
  run(call: RunnerCall): Promise<unknown>;
}
/** One call of a function whose options name a runner; of a batched one its first argument is the whole batch. */
interface RunnerCall {
  readonly definition: FunctionDefinition;
  /** Under which the function is known in every process and thread. */
  readonly identity: string;
  /** The name for people. */
  readonly name: string;
  /** The fingerprint of the function's own logic, where it counts and a run has looked at it. */
  readonly logic: Uint8Array | undefined;
  readonly receiver: unknown;
  readonly args: readonly unknown[];
  /** Runs the body here and now. */
  runHere(): unknown;
  /** Takes what a body that ran elsewhere depended on and counted, also where it failed. */
  report(report: RunnerReport): void;
}
/** What happened beneath a body that ran elsewhere. */
interface RunnerReport {
  readonly functions: readonly RanFunction[];
  /** Counters of the run's report, each with what is added to it. */
  readonly counts: readonly (readonly [name: string, by: number])[];
  /** Whether `volatile()` was called: the result is not to be kept. */
  readonly volatile: boolean;
}
/** A wrapped function that ran beneath a body. */
interface RanFunction {
  readonly identity: string;
  /** The fingerprint of its logic there; `undefined` where it does not count. */
  readonly logic: Uint8Array | undefined;
  readonly times: number;
  /** Whether the caller's result depends on it. */
  readonly counts: boolean;
}
/** Where `fn` was called: 1-based line and column, as `util.getCallSites` reports them. */
interface WrapSite {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}
type AnyFunction = (...args: any[]) => unknown;
/** Per argument, by position: a function that gives what to fingerprint instead, `null` to leave it out, or nothing. */
type MemoKeyByPosition<Args extends readonly unknown[]> = { readonly [K in keyof Args]?: ((value: Args[K]) => unknown) | null | undefined; };
interface FunctionOptions<Args extends readonly unknown[] = readonly unknown[]> {
  /** `true`: results are kept for the component that calls; `"app"`: shared by all components of the app. Default false. */
  readonly memo?: boolean | "app";
  /** Stands in place of the function's own source in change detection; raise it to run again. */
  readonly version?: number | string;
  /** Values that the function depends on and that its text does not show; fingerprinted once, when it is wrapped. */
  readonly deps?: unknown;
  /** `"full"` (default): the function and all beneath it; `"self"`: the function alone; `"none"`: no logic at all. */
  readonly logicTracking?: "full" | "self" | "none";
  readonly memoKey?: MemoKeyByPosition<Args>;
  /** The identity across runs, in place of package, module path and declared name. */
  readonly name?: string;
  /**
   * Earlier names, the oldest first, whose memos and component paths this function takes over: an earlier `name`, a
   * name that it was declared with in this module, or a whole identity ("my-app:steps/index-file#indexFile").
   */
  readonly formerly?: readonly string[];
  /** Where the body runs: `workerPool(…)`, `serialRunner()`. Callers then get a promise. Default: where it is called. */
  readonly runner?: Runner;
}
interface BatchOptions<Args extends readonly unknown[] = readonly unknown[]> extends FunctionOptions<Args> {
  /** The function takes an array of items and gives their results in order; callers pass one item. */
  readonly batching: true;
  /** The largest number of items in one call. Default 1024. */
  readonly maxBatchSize?: number;
}
/** What `fn` records about a function. The engine keeps what it works out about it by this object's identity. */
interface FunctionDefinition {
  readonly body: AnyFunction;
  readonly options: FunctionOptions & {
    readonly batching?: boolean;
    readonly maxBatchSize?: number;
  };
  /** `undefined` where the caller's position cannot be had. */
  readonly site: WrapSite | undefined;
}
/** The key under which a wrapped function carries its definition. */
declare const functionDefinition: unique symbol;
/** The definition behind a function wrapped by `fn`, if it is one. */
export declare function definitionOf(value: unknown): FunctionDefinition | undefined;
/** All wrapped functions of this process that are still held by somebody, in the order of wrapping. */
export declare function announcedFunctions(): readonly FunctionDefinition[];
/** How many functions were ever wrapped in this process: tells whether there are new ones, without looking at all. */
export declare function announcementCount(): number;
/** A function wrapped by `fn`: the same signature, with change detection. */
type Fn<F extends AnyFunction> = F & {
  readonly [functionDefinition]: FunctionDefinition;
};
/**
 * Wraps a function so that its logic takes part in change detection and, with `memo`, its results are kept. It stays a
 * function of the same signature, sync or async as before; with `runner` it gives a promise. Where no engine is loaded,
 * it simply runs its body.
 */
export declare function fn<F extends AnyFunction>(f: F): Fn<F>;
export declare function fn<T, R, X extends readonly unknown[]>(options: BatchOptions<readonly [T, ...X]>, f: (items: T[], ...extra: X) => readonly R[] | Promise<readonly R[]>): Fn<(item: T, ...extra: X) => Promise<R>>;
export declare function fn<A extends readonly unknown[], R>(options: FunctionOptions<A> & {
  readonly batching?: never;
  readonly runner: Runner;
}, f: (...args: A) => R): Fn<(...args: A) => Promise<Awaited<R>>>;
export declare function fn<F extends AnyFunction>(options: FunctionOptions<Parameters<F>> & {
  readonly batching?: never;
}, f: F): Fn<F>;
/** What a wrapped function was bound to by `bind`. */
interface FunctionBinding {
  readonly receiver: unknown;
  readonly args: readonly unknown[];
}
/** What a wrapped function was bound to, if it was. */
export declare function bindingOf(value: unknown): FunctionBinding | undefined;
/** The options given to `fn` contradict each other or are not known. */
export declare class FunctionOptionsError extends CocoError {
  static override readonly errorName: string;
}
/**
 * Thrown by a batched function that could not work on so many items at once, or on one of them: the batch is halved
 * until what fails is an item on its own. That item's caller then gets `cause`, or this error where there is none.
 */
export declare class RetryWithSmallerBatch extends CocoError {
  static override readonly errorName: string;
  constructor(message?: string, options?: {
    readonly cause?: unknown;
  });
}
/** Compares two encoded keys or paths: negative, zero or positive, as `Array.prototype.sort` wants. */
export declare function compareEncodedKeys(a: Uint8Array, b: Uint8Array): number;
/**
 * Compares two keys in the order of their kinds, then by value (strings by UTF-8 bytes, bytes and tuples item by item,
 * the shorter first).
 * @throws KeyError (`KEY_INVALID`) when one of them is not a key.
 */
export declare function compareKeys(a: StableKey, b: StableKey): number;
/**
 * Whether two values are the same key: `1` and `1n` are, and so are two arrays of equal bytes or parts.
 * @throws KeyError (`KEY_INVALID`) when one of them is not a key.
 */
export declare function equalKeys(a: StableKey, b: StableKey): boolean;
/**
 * Reads back what `encodeKey` wrote, which stands from `start` (default 0) to before `end` (default: that of the bytes). Integers come
 * back as numbers where a number holds them exactly, else as bigints.
 * @throws KeyError (`KEY_MALFORMED`) when the bytes are not the encoding of one key.
 */
export declare function decodeKey(bytes: Uint8Array, start?: number, end?: number): StableKey;
/**
 * Reads back what `encodeKeyPath` wrote.
 * @throws KeyError (`KEY_MALFORMED`) when the bytes are not the encoding of a path.
 */
export declare function decodeKeyPath(bytes: Uint8Array): StableKeyPath;
/**
 * Encodes a key as bytes that sort as the keys do and that tell where they end: the encoding of a path is that of its
 * parts one after another, and one path starts with another exactly if its bytes do.
 *
 * @throws KeyError (`KEY_INVALID`) that says what is wrong and where.
 */
export declare function encodeKey(key: StableKey): Uint8Array;
/**
 * Encodes a key behind bytes that stand in front of it, in one piece.
 *
 * @throws KeyError (`KEY_INVALID`) that says what is wrong and where.
 */
export declare function encodeKeyAfter(prefix: Uint8Array, key: StableKey): Uint8Array;
/**
 * Encodes the parts of a path one after another; the root path has no bytes.
 * @throws KeyError (`KEY_INVALID`) that says what is wrong and in which part.
 */
export declare function encodeKeyPath(parts: StableKeyPath): Uint8Array;
/**
 * The text of a key for people, which `parseKey` reads back: strings bare where that is unambiguous, else as JSON;
 * symbols as `@name`, bytes as `0x` and hexadecimal digits, a UUID as its 36 characters, a tuple as `[a,1]`.
 *
 * @throws KeyError (`KEY_INVALID`) when the value is not a key.
 */
export declare function formatKey(key: StableKey): string;
/**
 * The text of a path for people: its parts joined by `/`, the root path `/` itself. `parseKeyPath` reads it back.
 * @throws KeyError (`KEY_INVALID`) when a part is not a key.
 */
export declare function formatKeyPath(parts: StableKeyPath): string;
/** What keeps `value` from being a stable key, in words; `undefined` when nothing does. */
export declare function describeKeyProblem(value: unknown): string | undefined;
/**
 * Checks a value that came from outside.
 * @param what - names the value in the message; default "The key".
 * @throws KeyError (`KEY_INVALID`) that says what is wrong and where.
 */
export declare function checkKey(value: unknown, what?: string): void;
/**
 * Reads one key in the notation of `formatKey`.
 * @throws KeyError (`KEY_SYNTAX`) that names the position.
 */
export declare function parseKey(text: string): StableKey;
/**
 * Reads a path in the notation of `formatKeyPath`; `""` and `"/"` are the root path.
 * @throws KeyError (`KEY_SYNTAX`) that names the position.
 */
export declare function parseKeyPath(text: string): StableKeyPath;
/**
 * Reads keys separated by commas, as in the KEY of `TARGETNAME:PART[,PART]`.
 * @throws KeyError (`KEY_SYNTAX`) that names the position.
 */
export declare function parseKeyList(text: string): readonly StableKey[];
/**
 * A key that no user data can collide with, for the fixed parts of a path: `symbol("process_file")`. The same name gives
 * the same symbol in every process and in every copy of this package.
 *
 * @param name - not empty, well formed; printed as `@name`.
 */
export declare function symbol(name: string): symbol;
/** The name that a symbol was made with by {@link symbol}; `undefined` for any other symbol. */
export declare function symbolName(key: symbol): string | undefined;
/**
 * Name of the method that gives an object's identity as an argument of a memoized function. The result is fingerprinted
 * in the object's place, tagged with the name of its class; it must not change while the object means the same.
 */
export declare const memoKey: unique symbol;
/** An object that says what identifies it. */
interface MemoKeyed {
  /** Any value that can be fingerprinted; synchronous. */
  [memoKey](): unknown;
}
/** A class, also an abstract one or one with a private constructor. */
type AnyClass<T = object> = abstract new (...args: never) => T;
/** The names of the classes with a rule, sorted: of `registerMemoKey` and `notMemoKeyable`. */
export declare function classesWithMemoRules(): readonly string[];
/**
 * Says what identifies the instances of a class that has no memo key method: usually one of somebody else's.
 *
 * The rule also holds for subclasses, unless one has a rule or a method of its own: the most specific wins. Registering
 * a class again replaces its rule.
 *
 * @param keyFunction - gives a value that can be fingerprinted in the instance's place; synchronous.
 * @param stateFunction - where instances change while their key stays the same; see `memoState`.
 * @throws CocoError (`MEMO_KEY_CLASS`) for `Object`, `Array` and `Function`, and for what is no class.
 */
export declare function registerMemoKey<T extends object, S = unknown>(type: AnyClass<T>, keyFunction: (value: T) => unknown, stateFunction?: (value: T, previous: S | undefined) => MemoStateOutcome<S> | Promise<MemoStateOutcome<S>>): void;
/**
 * Forbids the instances of a class, and of its subclasses, as arguments of memoized functions: for objects that carry
 * changing state, such as a generator of identifiers.
 *
 * @param reason - said in the error, after the class's name: `"hands out numbers in order"`.
 * @throws CocoError (`MEMO_KEY_CLASS`) for `Object`, `Array` and `Function`, and for what is no class.
 */
export declare function notMemoKeyable(type: AnyClass, reason?: string): void;
/** Stands for "this should not exist" in `reconcile`, and for "nothing to remember" in its answer. */
export declare const absent: unique symbol;
type Absent = typeof absent;
/** What may be used to read what a target holds. */
interface ListContext {
  /** The provided value of a context key, by key or by name. A key that is not provided is an error that names it. */
  context<T>(key: ContextKey<T> | string): T;
  /**
   * In `apply` it is aborted when the call has taken longer than `sinkTimeout` allows: pass it on to the client. A run that
   * is stopped lets a batch in progress finish. No other call of the sink is made until this one has ended. In `settle`
   * it is aborted when the run is stopped.
   */
  readonly signal: AbortSignal;
}
/** What a sink may use while it works. */
interface SinkContext extends ListContext {
  /** Adds to a counter of the report of the run that this work belongs to, e.g. "requests of docs". */
  count(name: string, by: number): void;
}
/**
 * Applies actions to one external system. The engine collects actions of many components and calls `apply` with them
 * in batches; one sink object is never called twice at once.
 */
interface Sink<Action> {
  /** For messages and reports: the system and what is written ("lancedb rows of docs_db/doc_chunks"). */
  readonly name: string;
  /** The largest number of actions in one call. Default 10,000. */
  readonly maxBatchCount?: number;
  /** An estimate of an action's size; batches are cut at 16 MB. Default: 0. */
  bytesOf?(action: Action): number;
  /**
   * Applies all actions; calling it again with the same actions must give the same end. To fail single actions, answer
   * with an array that holds an error at their positions and `undefined` elsewhere; to fail the whole batch, throw.
   * An error with `isRetryable: true` makes the engine try the batch again, after a pause; any other is bisected.
   */
  apply(actions: readonly Action[], context: SinkContext): Promise<readonly unknown[] | undefined | void>;
  /** Called once when a run in which `apply` was called has settled: compaction, index upkeep. */
  settle?(context: SinkContext): Promise<void>;
}
/** What the engine knows of a target state's past. */
interface PreviousStates<Tracking> {
  /**
   * Tracking records of every state that it may be in. One after an undisturbed run; several after a crash or a failed
   * batch; none for a state that was never written.
   */
  readonly possible: readonly Tracking[];
  /** Whether it may be missing although `possible` is not empty: after a crash, a lossy change, a full reprocess. */
  readonly mayBeMissing: boolean;
}
/** What `reconcile` wants done. */
interface Reconciliation<Action, Tracking> {
  /** The work for `sink`. Without one, only the tracking record is kept. */
  readonly action?: {
    readonly sink: Sink<Action>;
    readonly payload: Action;
  };
  /** The minimum to remember: enough to see a change next time, and to delete the state later. */
  readonly tracking: Tracking | Absent;
  /**
   * For containers. `"destructive"`: all children are lost; `"lossy"`: children may have lost data and are written again.
   */
  readonly invalidates?: "destructive" | "lossy";
  /**
   * For containers: what changes, each in a few words, for the plan of an update: `column text: bytes, was text`. The
   * `reasons` of `diffSchemas` are such. Default: none.
   */
  readonly details?: readonly string[];
}
/** A container as its children's handler is made from it: the declared value, or what was tracked of it. */
type ContainerState<Value, Tracking> = {
  readonly declared: Value;
} | {
  readonly tracked: Tracking;
};
/** Something that a container holds. */
interface ListedState {
  readonly key: StableKey;
  /** It may well be there without being declared: a folder around files. Default: false. */
  readonly incidental?: boolean;
}
type AnyTargetHandler = TargetHandler<any, any, any>;
/**
 * One level of a target: rows of a table, tables of a database. Every method is pure and synchronous: the engine calls
 * them for previews, for deletions after the declaring code is gone, and in any order.
 */
interface TargetHandler<Value, Tracking, Action = unknown> {
  /**
   * Compares what is wanted with what may be there. `undefined` means that nothing is to be done and nothing new to
   * remember. With `absent` wanted, answer with an action that deletes and `tracking: absent`; a container that the
   * user manages answers `{ tracking: absent }` without action, and its children are then deleted one by one.
   */
  reconcile(key: StableKey, desired: Value | Absent, previous: PreviousStates<Tracking>): Reconciliation<Action, Tracking> | undefined;
  /**
   * For states that hold values which no other state of this level may hold at the same time, besides the key: those
   * of a table's unique indexes. Gives them, each a key of its own: `[["email", row.email]]`. A state that is not
   * declared any more is deleted when the run settles; one that holds a value which another is to get goes before that.
   * (Two that both stay and exchange their values stand in one batch: to order these is the sink's task.)
   */
  uniqueValues?(state: ContainerState<Value, Tracking>): readonly StableKey[];
  /**
   * For states that can only be deleted when others of the run have been, such as a folder that must be empty: a rank.
   * They are deleted when the run has deleted everything else, in rising order. `undefined`: with all others.
   */
  deletedLate?(key: StableKey, tracking: Tracking): number | undefined;
  /** For containers: the handler of the children of `key`. */
  child?(key: StableKey, state: ContainerState<Value, Tracking>): AnyTargetHandler;
  /**
   * For `coco inspect --check`: what this level's container really holds, in any order. Reads, and changes nothing; called
   * outside of runs. A container that is not there holds nothing.
   */
  list?(context: ListContext): AsyncIterable<ListedState>;
  /** Handlers of what stands beside the children of this level's container (indexes, statements), by kind. */
  attachments?(): Readonly<Record<string, AnyTargetHandler>>;
}
/** Makes target states of one level: the tables of a connector, the rows of a table. It holds a path and no state. */
export declare class TargetProvider<Value = unknown> {
  readonly path: TargetPath;
  constructor(path: TargetPath);
  /** The target state at `key` that should look like `value`. Nothing is declared yet. */
  state(key: StableKey, value: Value): TargetState<Value>;
  /** The provider of what stands beside this container's children, e.g. `attachment("vector_index")`. */
  attachment<AttachmentValue>(kind: string): TargetProvider<AttachmentValue>;
}
/** A container that was declared and not yet submitted. It becomes usable in components that start after that. */
export declare class PendingTargetProvider<ChildValue = unknown> {
  readonly path: TargetPath;
  readonly childValue: ChildValue;
  constructor(path: TargetPath);
}
/**
 * Registers the outermost level of a connector's targets. `name` is stored with every target state: prefix it with
 * the package's name and never change it.
 *
 * @throws TargetError when another module has registered another handler under that name.
 */
export declare function registerRootTargets<Value, Tracking, Action>(name: string, handler: TargetHandler<Value, Tracking, Action>): TargetProvider<Value>;
/** Declares that a target state should exist. The component that declares it owns it. */
export declare function declareTargetState<Value>(state: TargetState<Value>): void;
/** Declares a container in the current component. Its children can be declared after that component was submitted. */
export declare function declareTargetStateWithChildren<ChildValue>(state: TargetState<unknown> | TargetState<never>): PendingTargetProvider<ChildValue>;
/** Submits a container in a component of its own; resolves with the provider of its children when it exists. */
export declare function mountTarget<ChildValue, Value = unknown>(state: TargetState<Value>): Promise<TargetProvider<ChildValue>>;
/** One thing that should exist in a target: made by a provider, declared by a component. */
interface TargetState<Value = unknown> {
  readonly provider: TargetProvider<Value>;
  readonly key: StableKey;
  readonly value: Value;
}
/** The root's registered name, then the keys from the outermost container inwards. */
type TargetPath = readonly [root: string, ...keys: StableKey[]];
/** Rises only when a member of the port changes its meaning. */
export declare const ENGINE_PORT_VERSION = 1;
/**
 * What a connector or an ops package may ask of a running engine. `@coco/core` installs it; everything that packages
 * call (`fn`, `useContext`, `declareTargetState`, …) is a thin typed function over it.
 */
interface EnginePort {
  readonly version: number;
  /** Where this copy of the engine was loaded from, for the message when there are two. */
  readonly location: string;
  /** Runs a wrapped function with memoization, batching and change detection. */
  callFunction(definition: FunctionDefinition, receiver: unknown, args: readonly unknown[]): unknown;
  /** The identity under which a wrapped function is known across runs. */
  functionIdentity(definition: FunctionDefinition): string;
  useContext<T>(key: ContextKey<T>): T;
  declareTargetState(state: TargetState): void;
  /** Declares a container in the current component; its children can be declared once that component was submitted. */
  declareContainer(state: TargetState): void;
  /** Submits a container in a component of its own and resolves when it exists. */
  mountTarget(state: TargetState): Promise<void>;
  /** Aborted when the current run is to stop. */
  signal(): AbortSignal;
  /** Adds to a counter of the current run's report, e.g. "texts embedded". */
  count(name: string, by: number): void;
}
/** The installed engine, if there is one in this process. One that this copy of the kit does not fit is an error. */
export declare function installedEngine(): EnginePort | undefined;
/** Installs the engine of this process. A second one, or one of another port version, is an error that names both. */
export declare function installEngine(port: EnginePort): void;
/** The installed engine, or an error that says what was tried without one. */
export declare function requireEngine(what: string): EnginePort;
/** There is no engine in this process, or there are two. */
export declare class EngineError extends CocoError {
  static override readonly errorName: string;
}
/** Any type of a resolved column: those of every target, and the vectors that few can hold. */
type AnyResolvedColumnType = ResolvedColumnType | SpecialVectorType;
/** A column of a {@link ResolvedRecord}. */
interface ResolvedColumn<Type extends AnyResolvedColumnType = ResolvedColumnType> {
  readonly name: string;
  readonly type: Type;
  readonly isNullable: boolean;
}
/** A row schema in which the shape of every vector is known. */
interface ResolvedRecord<R extends AnyRecord = AnyRecord, Type extends AnyResolvedColumnType = ResolvedColumnType> {
  readonly schema: R;
  /** In the order of the schema. */
  readonly columns: readonly ResolvedColumn<Type>[];
  readonly primaryKey: readonly string[];
}
/** What else {@link resolveRecord} is told. */
interface ResolveOptions {
  /** Kinds of vectors that the target holds besides the usual one. */
  readonly vectors: readonly SpecialVectorType["kind"][];
}
/**
 * Looks up the shapes of vectors that a schema takes from context values.
 *
 * @param lookup - gives the value of a context key, for example `useContext`; called in the order of the columns.
 * @throws RecordError (`RECORD_VECTOR_SOURCE`) that names column and context key when the value says no valid shape, or
 * (`RECORD_COLUMN_KIND`) the column whose kind the target does not hold.
 */
export declare function resolveRecord<R extends AnyRecord>(schema: R, lookup: <T>(key: ContextKey<T>) => T): Promise<ResolvedRecord<R>>;
/** The same for a target that holds further kinds of vectors. */
export declare function resolveRecord<R extends AnyRecord>(schema: R, lookup: <T>(key: ContextKey<T>) => T, options: ResolveOptions): Promise<ResolvedRecord<R, AnyResolvedColumnType>>;
/**
 * Checks a row against its schema and gives it in the form in which it is stored: columns in the order of the schema,
 * nullable ones that were left out as `null`, vectors as `Float32Array`, UUIDs as `Uuid`; bytes, vectors and dates are
 * copies. Nothing else is converted.
 *
 * @param what - names what the row belongs to in errors, for example `Row of table "docs"`; default "Row".
 * @throws RowError (`ROW_INVALID`) that names the row's key, the column, what was given and what is wanted.
 */
export declare function checkRow<R extends AnyRecord>(resolved: ResolvedRecord<R, AnyResolvedColumnType>, input: RowInput<R>, what?: string): Row<R>;
/** What JSON can hold. */
type JsonValue = null | boolean | number | string | readonly JsonValue[] | {
  readonly [name: string]: JsonValue;
};
/**
 * A schema as plain JSON, equal for equal schemas: what a connector keeps in its tracking record and compares with.
 * Columns stand in their order, each as `{ name, type, nullable? }`, where `type` has `kind`, and `item`, `dims`, `dtype`.
 */
interface RecordDescription {
  readonly [name: string]: JsonValue;
  readonly columns: readonly ColumnDescription[];
  readonly primaryKey: readonly string[];
}
/** One column of a {@link RecordDescription}. */
interface ColumnDescription {
  readonly [name: string]: JsonValue;
  readonly name: string;
  readonly type: {
    readonly kind: string;
  } & {
    readonly [name: string]: JsonValue;
  };
  readonly nullable: boolean;
}
/** Describes a schema as plain JSON. */
export declare function describeRecord(resolved: ResolvedRecord<AnyRecord, AnyResolvedColumnType>): RecordDescription;
/** The key of a checked row: the value of its key column, or a tuple where the primary key has several. */
export declare function primaryKeyOf<R extends AnyRecord>(schema: R, row: Row<R>): StableKey;
/**
 * The key columns and their values, of a key that {@link primaryKeyOf} gave, also after it was stored: for deletions.
 * @throws RecordError (`RECORD_PRIMARY_KEY`) when the key is not one of this schema.
 */
export declare function primaryKeyColumns(schema: AnyRecord, key: StableKey): Readonly<Record<string, StableKey>>;
/** A vector of very many dimensions, almost all of them 0: the others, in rising order. */
interface SparseVector {
  /** Which dimensions: whole numbers from 0 to 4,294,967,295, each once. */
  readonly indices: Uint32Array;
  /** The number at each of them. */
  readonly values: Float32Array;
}
/** A sparse vector as it is declared: in any order. */
interface SparseVectorInput {
  readonly indices: Uint32Array | readonly number[];
  readonly values: Float32Array | readonly number[];
}
/** Makes the columns of a row schema. Every value is checked when a row is declared; nothing is converted but as said here. */
interface ColumnBuilders {
  /** Text; well formed (no lone surrogates). */
  string(): Column<string>;
  /** An integer that a number holds exactly (at most 2^53 - 1 in size). */
  int(): Column<number>;
  /** A signed integer of 64 bits. */
  bigint(): Column<bigint>;
  /** A number of 64 bits; finite: no NaN and no infinity, which most targets cannot tell from an error. */
  float(): Column<number>;
  boolean(): Column<boolean>;
  /** Bytes; copied when declared. */
  bytes(): Column<Uint8Array>;
  /** A point in time in milliseconds; an invalid Date is refused. */
  timestamp(): Column<Date>;
  /** A day of the calendar, without time and zone, as `YYYY-MM-DD`. */
  date(): Column<string>;
  /** A UUID, given as a `Uuid` or in its 36-character form. */
  uuid(): Column<Uuid, Uuid | string>;
  /** Anything that JSON can hold; a property that is `undefined` counts as left out. `null` alone needs `nullable()`. */
  json<T = JsonValue>(): Column<T>;
  /** A list of single values, which are not nullable; may be empty. */
  list<C extends AnyColumn>(item: C): Column<readonly ColumnOutput<C>[], readonly ColumnInput<C>[]>;
  /** A vector of so many dimensions; finite numbers, rounded to 32 bits. */
  vector(dims: number): Column<Float32Array, Float32Array | readonly number[]>;
  /** A vector of the shape that the provided value says, usually an embedder; looked up when the target is mounted. */
  vector<E extends HasVectorSchema>(from: ContextKey<E>): Column<Float32Array, Float32Array | readonly number[]>;
  /** One or more vectors of so many dimensions, as late-interaction models make them for a text. For stores that hold such. */
  multiVector(dims: number): Column<readonly Float32Array[], readonly (Float32Array | readonly number[])[]>;
  /** The same, of the shape that the provided value says. */
  multiVector<E extends HasVectorSchema>(from: ContextKey<E>): Column<readonly Float32Array[], readonly (Float32Array | readonly number[])[]>;
  /** A vector of very many dimensions that is 0 almost everywhere: words and their weights. For stores that hold such. */
  sparseVector(): Column<SparseVector, SparseVectorInput>;
}
/** Makes the columns of a row schema: `record({ id: t.int(), text: t.string() }, { primaryKey: ["id"] })`. */
export declare const t: ColumnBuilders;
/** A place in a text. */
interface Position {
  /** Bytes of UTF-8 before it. */
  readonly byteOffset: number;
  /** UTF-16 units before it, as `String.prototype.slice` counts them. */
  readonly charOffset: number;
  /** Line, from 1; `\n`, `\r\n` and a lone `\r` end a line. */
  readonly line: number;
  /** Column in UTF-16 units, from 1. */
  readonly column: number;
}
/** A piece of a text and where it stands there. */
interface Chunk {
  /** The text from `start` to `end`. */
  readonly text: string;
  readonly start: Position;
  /** The place after the last character. */
  readonly end: Position;
}
/**
 * Turns text into vectors. One that is provided under a context key with `detectChange` has a memo key, which says which
 * model it is (name, element type, hash of the weights): a change of it re-runs what embedded with it.
 */
interface Embedder {
  /** The vector of one text; of the length that {@link vectorSchema} says. */
  embed(text: string): Promise<Float32Array>;
  /** The shape of the vectors; a promise where the model has to be loaded to know. */
  readonly vectorSchema: VectorSchema | Promise<VectorSchema>;
}
/** Where a file lies: a root that is the same on every machine, and the path from it. */
interface FilePath {
  /** Names the root across runs: a context key's name, or a folder relative to the package; not where it lies now. */
  readonly root: string;
  /** From the root, with `/` between the parts. In a name that is not UTF-8, U+FFFD stands for what is not. */
  readonly relative: string;
  /** Identifies the file in its root: the relative path, as bytes where it is not UTF-8. */
  readonly key: string | Uint8Array;
  /** The last part of the path. */
  readonly name: string;
  /** The name's ending, with its dot and as it is written: ".md"; "" where there is none, as in ".env". */
  readonly extension: string;
  /** The path for people. */
  toString(): string;
}
/**
 * Makes a path, for a source of its own kind of files (a bucket, an archive).
 * @param key - default: `relative`.
 */
export declare function filePath(root: string, relative: string, key?: string | Uint8Array): FilePath;
/**
 * A file of any source. As an argument of a memoized function it is identified by the root and key of its path; its memo
 * state (time, size, hash; an etag) says whether it is still the same. Size and time are those of the listing; the
 * content is read when asked for.
 */
interface FileLike extends MemoKeyed, Partial<MemoStated> {
  readonly path: FilePath;
  /** In bytes. */
  readonly size: number;
  /** When the content was last changed. */
  readonly modifiedAt: Date;
  /** The whole content. */
  bytes(): Promise<Uint8Array>;
  /** The whole content as text, without a byte order mark; content that is not UTF-8 is an error, never repaired. */
  text(): Promise<string>;
}
/** Which paths {@link patternMatcher} takes. Patterns are in .gitignore syntax; see there. */
interface PatternMatcherOptions {
  /**
   * Only what one of these patterns matches, or lies in a directory that one matches. Default: everything; an empty list
   * includes nothing.
   */
  readonly include?: readonly string[] | undefined;
  /** Nothing that one of these matches, nor what lies in a directory that one matches. Default: nothing. */
  readonly exclude?: readonly string[] | undefined;
  /**
   * `"cocoindex"` reads patterns as CocoIndex 1.0 does: `*` and `?` match slashes too, every pattern is about the whole
   * path, and a `!` in `exclude` takes back whatever its place. For lists of patterns that are brought along from there.
   */
  readonly compatibility?: "cocoindex" | undefined;
}
/** Chooses paths. They are relative to a root, with `/` between the parts and none at either end. */
interface PathMatcher {
  /** Whether the path is chosen. */
  matches(path: string, isDirectory?: boolean): boolean;
  /** Whether a directory could hold a chosen path; where false, a walk need not enter. The root is `""`. */
  mayContain(directory: string): boolean;
}
/** A {@link PathMatcher} made of patterns; as an argument of a memoized function it counts by them. */
interface PatternMatcher extends PathMatcher, MemoKeyed {}
/**
 * Chooses paths by patterns in .gitignore syntax: `*` and `?` do not cross `/`, `**` between slashes does; a pattern
 * without a slash (other than at its end) is about names at any depth, any other about the path from the root; a slash at
 * the end means directories alone; `[a-z]`, `[!a-z]`; `!` takes back what an earlier pattern of the list matched; a
 * backslash quotes. `{a,b}` is added. Upper and lower case differ.
 *
 * Within a list the last pattern that matches decides, and what is said of an entry goes before what is said of the
 * directories around it. So, unlike git, `["**\/.*", "!**\/.github/**"]` keeps the files in `.github`.
 *
 * @throws PatternError (`PATTERN_SYNTAX`) that names the pattern.
 */
export declare function patternMatcher(options: PatternMatcherOptions): PatternMatcher;
/**
 * A map in memory whose entries are the items of a live source: what is set and deleted while an update follows it is
 * carried through to the targets. It is filled anew in each process.
 */
export declare class LiveMap<V> implements LiveMapFeed<V>, Iterable<KeyedItem<V>> {
  #private;
  readonly name: string;
  /** `name`: for messages. `entries`: what it holds at first. */
  constructor(name: string, entries?: Iterable<KeyedItem<V>>);
  get size(): number;
  get(key: StableKey): V | undefined;
  has(key: StableKey): boolean;
  /** Adds or replaces an entry. What it resolves to tells when that is written. */
  set(key: StableKey, value: V): Promise<Readiness>;
  /** Removes an entry, if there is one. */
  delete(key: StableKey): Promise<Readiness>;
  watch(subscriber: LiveMapSubscriber<V>, signal: AbortSignal): Promise<void>;
  /** The entries as they are now. */
  [Symbol.iterator](): Iterator<KeyedItem<V>>;
}
/**
 * For a live source that owns something of which there is one (a subscription, a file watch): lets one `watch` go on at a
 * time, and refuses a second.
 */
export declare class SingleWatcher {
  #private;
  /** `what`: whose watcher it is, for the message: "The walk of docs". */
  constructor(what: string);
  /** @throws CocoError (`WATCHED_TWICE`) while another one goes on. */
  during<T>(watch: () => Promise<T>): Promise<T>;
}
/** Whose a container is that actions go into. */
type ContainerOwner = "user" | {
  readonly mark: string | undefined;
};
/** An action on what a container holds. */
interface OwnedAction {
  readonly owner: ContainerOwner;
}
/** How a container is looked at. */
interface ContainerGuard {
  /** The client that actions go to. What was seen is remembered for it. */
  client(context: SinkContext): object;
  /** The container that is there, with the mark of an app that it carries; `undefined`: there is none. */
  find(context: SinkContext): Promise<{
    readonly mark: string | undefined;
  } | undefined>;
  /** Why nothing is done: the container carries another app's mark, or none (`isMarked` false). */
  refusal(isMarked: boolean): unknown;
}
/**
 * A sink of what one container holds that does nothing to a container that is not the one that was tracked. What was tracked
 * says nothing of the place that a context key stands for now: there may be somebody's container of the same name. So it is
 * looked at before the first actions of a run; what was refused is looked at again. One that is missing is the sink's own matter.
 */
export declare function guardedSink<Action extends OwnedAction>(sink: Sink<Action>, guard: ContainerGuard): Sink<Action>;
/** The handler registered under `name`, if its package is loaded. */
export declare function rootHandler(name: string): AnyTargetHandler | undefined;
/** The columns of a table: a `RecordDescription`, or the columns as a target stores them, with its own type names. */
interface StoredSchema {
  readonly columns: readonly StoredSchemaColumn[];
  /** In order: it decides the rows' keys. */
  readonly primaryKey: readonly string[];
}
interface StoredSchemaColumn {
  readonly name: string;
  /** Two columns have the same type if these are equal, the order of properties aside. */
  readonly type: JsonValue;
  readonly nullable: boolean;
}
/**
 * How a schema differs from those that a table may have:
 * - `"none"`: it is the same;
 * - `"additive"`: only columns that take nulls were added, or columns began to take nulls: rows stay as they are;
 * - `"lossy"`: columns went, or values are wanted where rows may have none: the table stays, its rows are written again;
 * - `"destructive"`: the primary key or the type of a column changed: the table is made anew.
 */
type SchemaChange = "additive" | "destructive" | "lossy" | "none";
interface SchemaDiff {
  readonly change: SchemaChange;
  /** Columns that some previous schema lacks. */
  readonly added: readonly string[];
  /** Columns of previous schemas that are not wanted any more. */
  readonly dropped: readonly string[];
  /** What changed, for a plan: "column text: bigint, was text". */
  readonly reasons: readonly string[];
}
/**
 * Compares a wanted schema with every schema that the table may have: one after an undisturbed run, several after a
 * crash. The answer is the gravest of all, so that it is right whichever of them is the actual one.
 */
export declare function diffSchemas(desired: StoredSchema, previous: readonly StoredSchema[]): SchemaDiff;
/** A target was registered or used in a way that cannot work. */
export declare class TargetError extends CocoError {
  static override readonly errorName: string;
}
/** A container's answer, completed by what a change of its schema means for what it holds. */
export declare function withSchemaChange<Action, Tracking>(answer: Reconciliation<Action, Tracking>, { change, reasons }: Pick<SchemaDiff, "change" | "reasons">): Reconciliation<Action, Tracking>;
export { type Absent, type AnyClass, type AnyColumn, type AnyFunction, type AnyRecord, type AnyResolvedColumnType, type AnyTargetHandler, type BatchOptions, type CallFingerprint, type CallFingerprintOptions, type Chunk, type CocoErrorOptions, type Column, type ColumnBuilders, type ColumnDescription, type ColumnInput, type ColumnOutput, type ColumnType, type Columns, type ContainerGuard, type ContainerOwner, type ContainerState, type ContextKey, type ContextKeyOptions, type DeclaredCapability, type Embedder, type EnginePort, type FileLike, type FilePath, type FingerprintOptions, type Fn, type FunctionBinding, type FunctionDefinition, type FunctionOptions, type HasVectorSchema, type ItemScan, type ItemVersion, type Items, type JsonValue, type KeyedItem, type ListContext, type ListedState, type LiveMapFeed, type LiveMapSubscriber, type LiveMapView, type LiveStream, type LiveStreamSubscriber, type MemoKeyByPosition, type MemoKeyed, type MemoStateOutcome, type MemoStateSource, type MemoStated, type OwnedAction, type PathMatcher, type PatternMatcher, type PatternMatcherOptions, type Position, type PreviousStates, type RanFunction, type Readiness, type Reconciliation, type RecordDescription, type RecordOptions, type RecordSchema, type ResolveOptions, type ResolvedColumn, type ResolvedColumnType, type ResolvedRecord, type Row, type RowInput, type Runner, type RunnerCall, type RunnerReport, type ScalarKind, type SchemaChange, type SchemaDiff, type Sink, type SinkContext, type Source, type SparseVector, type SparseVectorInput, type SpecialVectorType, type StableKey, type StableKeyPath, type StoredSchema, type StoredSchemaColumn, type TargetDeclaration, type TargetHandler, type TargetPath, type TargetState, Uuid, type VectorElement, type VectorSchema, type WrapSite, contextKey, isLiveFeed, isSource, record, sourceItems, useContext, vectorSchema };

// target-declaration.d.mts

declare const valueType: unique symbol;
/**
 * Names a value that the environment provides: a connection, a model, a setting. The name is what is stored, so it
 * stays the same when the address or the password behind it changes. `T` is invariant: providing another type is a
 * compile error.
 */
interface ContextKey<T> {
  readonly name: string;
  /** Whether another value makes the memoized functions that read the key run again. Default false. */
  readonly detectChange: boolean;
  readonly [valueType]: (value: T) => T;
}
interface ContextKeyOptions {
  /** Default false. */
  readonly detectChange?: boolean;
}
/** Makes a context key. `name` is its identity across runs: choose the role ("docs_db"), not the address. */
declare function contextKey<T>(name: string, options?: ContextKeyOptions): ContextKey<T>;
/** Reads a provided value inside a running component. A key that nobody provided is an error that names it. */
declare function useContext<T>(key: ContextKey<T>): T;
/** A UUID as a value of its own: unlike a string it takes 16 bytes in keys and becomes a native `uuid` in targets. */
declare class Uuid {
  #private;
  private constructor();
  /**
   * Reads the 36-character form; upper-case digits are accepted.
   * @throws KeyError (`UUID_MALFORMED`) for any other text.
   */
  static parse(text: string): Uuid;
  /**
   * Makes a UUID of its 16 bytes, in network order.
   * @throws KeyError (`UUID_MALFORMED`) for another number of bytes.
   */
  static fromBytes(bytes: Uint8Array): Uuid;
  /** Whether `value` is a `Uuid`, also of another copy of this package. */
  static isInstance(value: unknown): value is Uuid;
  /** The 16 bytes in network order; a new array each time. */
  get bytes(): Uint8Array;
  /** Whether `other` is the same UUID. */
  equals(other: Uuid): boolean;
  /** The 36-character form in lower case. */
  toString(): string;
  /** The 36-character form, for `JSON.stringify`. */
  toJSON(): string;
}
/**
 * A value that identifies something across runs, processes and machines: a component, a target state, an item of a
 * source.
 *
 * Integers only: `1` and `1n` are one key, and `-0` is `0`; fractions, NaN, infinities and integers that a number cannot
 * hold exactly are refused. Strings must be well formed, and are compared as they are (no Unicode normalisation).
 * Symbols are those made by {@link symbol}. Keys are ordered by kind, in the order of this list, and then by value.
 */
type StableKey = null | boolean | number | bigint | string | Uint8Array | Uuid | symbol | readonly StableKey[];
/** A tuple of keys from the root: the identity of a component, or of a target state inside its containers. */
type StableKeyPath = readonly StableKey[];
/** How the numbers of a vector are stored. Rows hold a `Float32Array` either way. */
type VectorElement = "float32" | "float16";
/** The shape of the vectors that an embedder makes and a column holds. */
interface VectorSchema {
  /** Number of dimensions, a positive integer. */
  readonly dims: number;
  /** How each number is stored. */
  readonly dtype: VectorElement;
}
/** What tells the shape of its vectors: at once, when asked, or once a model is loaded. */
interface HasVectorSchema {
  readonly vectorSchema: VectorSchema | Promise<VectorSchema> | (() => VectorSchema | Promise<VectorSchema>);
}
/**
 * Makes the schema of a vector.
 * @param dtype - default `"float32"`.
 * @throws RecordError (`VECTOR_SCHEMA`) when `dims` is no integer from 1 to 65,536, or `dtype` is unknown.
 */
declare function vectorSchema(dims: number, dtype?: VectorElement): VectorSchema;
/** Kinds of columns that hold one plain value. */
type ScalarKind = "string" | "int" | "bigint" | "float" | "boolean" | "bytes" | "timestamp" | "date" | "uuid";
/** What a column holds, as data: what a connector maps to a type of its target. */
type ColumnType = {
  readonly kind: ScalarKind | "json";
} | {
  readonly kind: "list";
  readonly item: ScalarKind;
} | {
  readonly kind: "multiVector" | "vector";
  readonly from: number | ContextKey<HasVectorSchema>;
} | {
  readonly kind: "sparseVector";
};
/** As {@link ColumnType}, after the shapes of vectors have been looked up. */
type ResolvedColumnType = {
  readonly kind: ScalarKind | "json";
} | {
  readonly kind: "list";
  readonly item: ScalarKind;
} | {
  readonly kind: "vector";
  readonly dims: number;
  readonly dtype: VectorElement;
};
/**
 * Vectors that only stores made for search hold: several to a row, and sparse ones. A connector that can hold them says so
 * when it resolves a record; for all others they are an error.
 */
type SpecialVectorType = {
  readonly kind: "multiVector";
  readonly dims: number;
  readonly dtype: VectorElement;
} | {
  readonly kind: "sparseVector";
};
declare const valueTypes: unique symbol;
/**
 * A column of a row schema, made by `t`.
 *
 * @typeParam Out - what is read back.
 * @typeParam In - what a declared row may hold.
 * @typeParam Null - whether the column may be empty.
 */
interface Column<Out, In = Out, Null extends boolean = false> {
  readonly type: ColumnType;
  /** Whether the column may be `null`; it may then also be left out. */
  readonly isNullable: Null;
  /** The same column, which may be empty. */
  nullable(): Column<Out | null, In | null, true>;
  /** Only in the type. */
  readonly [valueTypes]?: {
    readonly out: Out;
    readonly in: In;
  };
}
/** Any column. */
type AnyColumn = Column<unknown, unknown, boolean>;
/** What is read back from a column. */
type ColumnOutput<C extends AnyColumn> = C extends Column<infer Out, infer _In, infer _Null> ? Out : never;
/** What a declared row may hold in a column. */
type ColumnInput<C extends AnyColumn> = C extends Column<infer _Out, infer In, infer _Null> ? In : never;
/** The columns of a row schema by name; their order is that of the table. */
type Columns = Readonly<Record<string, AnyColumn>>;
/** The schema of a row: columns and primary key. Shapes of vectors may still have to be looked up (`resolveRecord`). */
interface RecordSchema<C extends Columns = Columns, PK extends readonly string[] = readonly string[]> {
  readonly columns: C;
  /** Names of the columns that identify a row, in order; not nullable. */
  readonly primaryKey: PK;
}
/** Any row schema. */
type AnyRecord = RecordSchema;
type Flat<T> = { [K in keyof T]: T[K]; };
type NullableNames<C extends Columns> = { [K in keyof C]: C[K]["isNullable"] extends true ? K : never; }[keyof C];
/** A row as it is read back. */
type Row<R extends AnyRecord> = Flat<{ -readonly [K in keyof R["columns"]]: ColumnOutput<R["columns"][K]>; }>;
/** A row as it is declared: nullable columns may be left out, a vector may be an array of numbers. */
type RowInput<R extends AnyRecord> = Flat<{ readonly [K in Exclude<keyof R["columns"], NullableNames<R["columns"]>>]: ColumnInput<R["columns"][K]>; } & { readonly [K in NullableNames<R["columns"]>]?: ColumnInput<R["columns"][K]> | undefined; }>;
/** What else {@link record} is told. */
interface RecordOptions<PK extends readonly string[]> {
  /** Names of the columns that identify a row: one or more, not nullable, of kinds that are stable keys. */
  readonly primaryKey: PK;
}
/**
 * Defines the schema of a table's rows; `Row<typeof X>` and `RowInput<typeof X>` are its types.
 * @throws RecordError (`RECORD_COLUMN`, `RECORD_PRIMARY_KEY`) that names the column.
 */
declare function record<const C extends Columns, const PK extends readonly (keyof C & string)[]>(columns: C, options: RecordOptions<PK>): RecordSchema<C, PK>;
/** Tells the producer when what it sent has been processed and written. */
interface Readiness {
  ready(): Promise<void>;
}
/** What a live map reports to. Calls for one key are kept in order; of several waiting ones only the newest counts. */
interface LiveMapSubscriber<V> {
  /** Scan everything again; what is not found any more is deleted. Only for feeds that are also sources. */
  updateAll(): Promise<void>;
  update(key: StableKey, value: V): Promise<Readiness>;
  delete(key: StableKey): Promise<Readiness>;
  /** Everything that had happened when watching began has been reported. A catch-up run ends here. */
  markReady(): Promise<void>;
  /** Reports a failure of the feed itself, such as an event that cannot be read; watching goes on. */
  reportException(error: unknown): Promise<void>;
}
/** A keyed collection that reports changes and cannot be enumerated (a topic). One watcher at a time. */
interface LiveMapFeed<V> {
  /**
   * Whether what it holds comes from components of the same run. `mountEach` then waits until everything is ready that its
   * component has mounted before. Default: false.
   */
  readonly filledByComponents?: boolean;
  watch(subscriber: LiveMapSubscriber<V>, signal: AbortSignal): Promise<void>;
}
/** A keyed collection that can be enumerated and reports changes (a folder, a table). */
interface LiveMapView<V> extends Source<V>, LiveMapFeed<V> {}
/** What a live stream reports to. */
interface LiveStreamSubscriber<M> {
  send(message: M): Promise<Readiness>;
  markReady(): Promise<void>;
}
/** Messages without keys, for a connector that translates them into keyed changes. */
interface LiveStream<M> {
  watch(subscriber: LiveStreamSubscriber<M>, signal: AbortSignal): Promise<void>;
}
/** The key under which a source offers its items to `mountEach`. */
declare const sourceItems: unique symbol;
/** One item of a source: its key across runs, and the value that the mounted function receives. */
type KeyedItem<V> = readonly [key: StableKey, value: V];
/** What tells an item from all others that have had, or will have, its key: the etag of an object, size and time of a file. */
type ItemVersion = string | number | bigint | readonly (string | number | bigint)[];
/** One scan of a source, page by page: an await a page, never one an item. */
interface ItemScan<V> {
  /** Whether keys rise in the order of their encoding. The engine then merges them with what is stored, in one pass. */
  readonly ordered: boolean;
  /** How many items there are, where that costs nothing to tell: progress then says how many are left. */
  readonly size?: number;
  /** The size of an item in bytes, for progress; synchronous, and without a look at the content. */
  bytesOf?(value: V): number;
  /**
   * The version of an item, synchronous, and without a look at the content. While it stays the same, the item's memo key does,
   * and its memo state, once found to be the stored one, would be so again: the engine then does not ask for either, nor
   * for what it stored of the item, if keys rise. Who joins several sources to one makes it tell which one an item is of.
   * `undefined`: not known.
   */
  versionOf?(value: V): ItemVersion | undefined;
  pages(signal: AbortSignal): AsyncIterable<readonly KeyedItem<V>[]>;
}
/** A source that can be enumerated. A scan that cannot be completed must throw: a short list would delete rows. */
interface Source<V> {
  /** For messages: what is enumerated ("files of docs"). */
  readonly name: string;
  [sourceItems](): ItemScan<V>;
}
/** What `mountEach` takes: a source, any iterable of keys and values, or what tells of changes. */
type Items<V> = Source<V> | Iterable<KeyedItem<V>> | AsyncIterable<KeyedItem<V>> | LiveMapFeed<V>;
declare function isSource<V>(items: Items<V>): items is Source<V>;
/** Whether something tells of changes, whether or not it can be enumerated too. */
declare function isLiveFeed(items: unknown): items is LiveMapFeed<unknown>;
/** What the contract suite asks a target for: see `TargetCapability` of the suite. */
type DeclaredCapability = "additiveInPlace" | "columns" | "foundContainers" | "lostContainers" | "managedByUser";
/**
 * What a target says of itself, once and in one place: the contract suite holds it to that, and the page on choosing a
 * store is made of it.
 */
interface TargetDeclaration {
  /** "PostgreSQL". */
  readonly system: string;
  /** In the app's own process, as a server that somebody runs, as a service that is paid for: any of these. */
  readonly runs: readonly ("embedded" | "server" | "service")[];
  /** What containers and their children are: "tables of rows". */
  readonly holds: string;
  /** Kinds of vectors that columns hold. */
  readonly vectors: readonly ("vector" | SpecialVectorType["kind"])[];
  /** How vectors can be compared, in the words of the connector's options. */
  readonly distances: readonly string[];
  /** How text is searched by its words, in few words; empty: not at all. */
  readonly fullText: string;
  /** What stands beside the rows, by the kind of attachment, each in few words. */
  readonly attachments: Readonly<Record<string, string>>;
  /** Kinds of columns that it refuses, each with the reason. */
  readonly refusedKinds: Readonly<Record<string, string>>;
  /** What it does of what the contract suite asks for: true, or why not. */
  readonly keeps: Readonly<Record<DeclaredCapability, true | string>>;
  /** What of a batch is there when it breaks off: "all of it, or nothing". */
  readonly batch: string;
  /** Whether its tests ran against the system itself, or against one that stands in for it. */
  readonly testedAgainst: "itself" | "stand-in";
}
export { ScalarKind as A, ContextKeyOptions as B, record as C, ColumnOutput as D, ColumnInput as E, vectorSchema as F, useContext as H, StableKey as I, StableKeyPath as L, HasVectorSchema as M, VectorElement as N, ColumnType as O, VectorSchema as P, Uuid as R, RowInput as S, Column as T, contextKey as V, AnyRecord as _, Items as a, RecordSchema as b, isLiveFeed as c, LiveMapFeed as d, LiveMapSubscriber as f, Readiness as g, LiveStreamSubscriber as h, ItemVersion as i, SpecialVectorType as j, ResolvedColumnType as k, isSource as l, LiveStream as m, TargetDeclaration as n, KeyedItem as o, LiveMapView as p, ItemScan as r, Source as s, DeclaredCapability as t, sourceItems as u, Columns as v, AnyColumn as w, Row as x, RecordOptions as y, ContextKey as z };

// testing/index.d.mts

import { I as StableKey, _ as AnyRecord, a as Items, j as SpecialVectorType, n as TargetDeclaration, s as Source, z as ContextKey } from "../target-declaration.mjs";
/** Names that SQL, paths and shells trip over. */
export declare const AWKWARD_NAMES: readonly string[];
/** The same for keys, many of them nearly equal to another one. */
export declare const AWKWARD_KEYS: readonly string[];
/**
 * What the contract suites need of an engine. The module `@coco/core` fits as it is: hand it in with
 * `import * as engine from "@coco/core"`.
 */
interface ContractEngine {
  environment(options: {
    readonly name: string;
    readonly storePath: string;
    readonly log: (line: string) => void;
    readonly maxInFlight: number;
  }, lifespan: (builder: ContractEnvironment) => unknown): object;
  app(options: {
    readonly name: string;
    readonly environment: never;
  }, main: () => unknown): ContractApp;
  subpath(...parts: readonly [string, ...string[]]): object;
  mount(place: object, f: (...args: never[]) => unknown, ...args: unknown[]): Promise<{
    ready(): Promise<void>;
  }>;
  mountEach<V>(items: Items<V>, f: (item: V) => unknown): Promise<{
    ready(): Promise<void>;
  }>;
}
/** What a lifespan may do: provide what a connector looks up by context key. */
interface ContractEnvironment {
  provide<T>(key: ContextKey<T>, value: NoInfer<T>): void;
  defer(f: () => unknown): void;
}
interface ContractApp {
  update(options: {
    readonly failures: "report";
    readonly fullReprocess?: boolean;
    readonly live?: boolean;
    readonly signal?: AbortSignal;
  }): PromiseLike<ContractReport>;
  preview(): Promise<ContractPlan>;
  drop(): Promise<ContractReport>;
}
interface ContractReport {
  readonly status: string;
  readonly failures: readonly {
    readonly path: string;
    readonly error: unknown;
  }[];
}
interface ContractPlan {
  readonly changes: readonly {
    readonly target: string;
    readonly change: string;
    readonly loss: string;
    readonly details: readonly string[];
  }[];
  readonly failures: readonly {
    readonly path: string;
    readonly error: unknown;
  }[];
}
/** For each capability: true, or why the connector does without it. */
type Capabilities<Capability extends string> = Readonly<Record<Capability, true | string>>;
/** Scenarios that fail so far, by name, each with the reason. One that passes is an error: it is a gap no more. */
type KnownGaps = Readonly<Record<string, string>>;
/** What the suites need of a test runner: those of `vitest` fit as they are, those of `node:test` with `before` and `after`. */
interface TestRunner {
  describe(title: string, body: () => void): unknown;
  it(title: string, options: {
    readonly timeout: number;
  }, body: () => Promise<void>): unknown;
  beforeAll(body: () => Promise<void>): unknown;
  afterAll(body: () => Promise<void>): unknown;
}
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
type TargetCapability = "additiveInPlace" | "attachments" | "badRow" | "columns" | "connectionLost" | "fatal" | "foundContainers" | "lostContainers" | "managedByUser" | "retryable";
/** A row as it is declared and listed, by column. Every row of the suite has at least `id` and `text`, both strings. */
type ContractRow = Readonly<Record<string, unknown>>;
interface ContainerOptions {
  readonly schema: AnyRecord;
  readonly managedBy?: "system" | "user";
  readonly onExisting?: "adopt" | "error" | "replace";
}
/** A container that was mounted in a running component. */
interface ContractContainer {
  declareRow(row: ContractRow): unknown;
  /** Declares the attachment of that kind; another `variant` is the same one with other options. */
  declareAttachment?(kind: string, variant: number): unknown;
}
/** How writes can be made to fail. Each resolves with what puts things in order again. */
type Fault = "connectionLost" | "fatal" | "retryable";
/** A running system, and how to look at it past the connector. */
interface TargetSystem {
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
interface StoredRecord {
  /** Which version of the connector wrote it, for the test's title. */
  readonly version: string;
  readonly level: "attachment" | "container" | "row";
  /** Finds the handler of that level and what is wanted now: the same as was stored. */
  readonly state: {
    readonly handler: unknown;
    readonly key: unknown;
    readonly desired: unknown;
  };
  readonly tracking: unknown;
}
/** A connector's target, as the contract suite sees it. */
interface TargetHarness {
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
/** What a contract suite runs with. */
interface ContractTools {
  /** `import * as engine from "@coco/core"`. */
  readonly engine: ContractEngine;
  /** `import { afterAll, beforeAll, describe, it } from "vitest"`. */
  readonly runner: TestRunner;
}
/**
 * Registers a test for everything that a target of coco has to keep, on a real system that the harness starts. Call it in a
 * test file of the connector.
 */
export declare function testTarget(harness: TargetHarness, { engine, runner }: ContractTools): void;
/**
 * What sources may or may not be able to do:
 * - `freshness`: an item that was written again with the same content is known to be the same (a memo state);
 * - `failing`: the harness can make a scan fail;
 * - `live`: the source reports changes as they come;
 * - `missedEvents`: the harness can keep events of a live source from coming, as a lost connection does.
 */
type SourceCapability = "failing" | "freshness" | "live" | "missedEvents";
/** A running system with nothing in it, and how to change it past the connector. */
interface SourceSystem {
  /** Provides what the connector needs; called at the beginning of each run. */
  provide(environment: ContractEnvironment): unknown;
  /** The source of everything that is there. With `live` it is a `LiveMapView`. Called in a running component. */
  open(options: {
    readonly live: boolean;
  }): Source<unknown>;
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
interface SourceHarness {
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
/**
 * Registers a test for everything that a source of coco has to keep, on real systems that the harness starts. Call it in a
 * test file of the connector.
 */
export declare function testSource(harness: SourceHarness, { engine, runner }: ContractTools): void;
type Level = "attachment" | "container" | "row";
/** One action, as a sink got it. */
interface SeenAction {
  readonly level: Level;
  /** As `coco show` prints it. */
  readonly key: string;
  readonly deletes: boolean;
}
/** One call of a sink. */
interface SeenCall {
  readonly sink: string;
  readonly actions: readonly SeenAction[];
  failed?: unknown;
}
/** What happens to a call of a sink: nothing, or the process seems to die before or after it. */
type CallFault = (call: SeenCall) => "after" | "before" | undefined;
/** Stands for the death of a process in the middle of a run: no sink can tell it from one. */
export declare class SeemingCrash extends Error {}
/**
 * Sees what passes between the engine and a connector: every call of a sink, with what it is to do. It stands in the
 * place of the connector's root handlers until `restore` is called.
 */
export declare class ObservedRoots {
  #private;
  calls: SeenCall[];
  /** The largest tracking record of a row, in bytes. */
  largestRowTracking: number;
  /** Decides the fate of each call. */
  fault: CallFault | undefined;
  /** Told of each call when it has ended, also with an error. */
  onCall: ((call: SeenCall) => unknown) | undefined;
  /** Keep no list of calls; for very many rows. */
  forgetful: boolean;
  /** `rowKey`: what of the key of a row is noted. Default: all of it. */
  constructor(roots: readonly string[], rowKey?: (key: StableKey) => StableKey);
  restore(): void;
  /** Forgets what was seen. */
  clear(): void;
  /** All actions on one level, in order. */
  actions(level?: Level): SeenAction[];
}
export type { CallFault, Capabilities, ContainerOptions, ContractApp, ContractContainer, ContractEngine, ContractEnvironment, ContractPlan, ContractReport, ContractRow, ContractTools, Fault, KnownGaps, Level, SeenAction, SeenCall, SourceCapability, SourceHarness, SourceSystem, StoredRecord, TargetCapability, TargetHarness, TargetSystem, TestRunner };
