import type { ContextKey } from "@coco/connectorkit";
import type { Component } from "../component/component.ts";
import { Activity } from "../component/activity.ts";
import { type ComponentPath, componentKey, formatPath } from "../component/component-path.ts";
import { DeletionHandlers } from "../component/deletion-handlers.ts";
import { Leftovers } from "../component/leftovers.ts";
import type { SettledCall } from "../component/on-settled.ts";
import { Presence } from "../component/presence.ts";
import { Slots } from "../component/slots.ts";
import { Waits } from "../component/waits.ts";
import { AppMemos } from "../function/app-memos.ts";
import { Batchers } from "../function/batch-call.ts";
import { DependencySets } from "../function/dependency-sets.ts";
import { DeadLetters } from "../dead-letter/dead-letters.ts";
import type { EventListener } from "../event/run-event.ts";
import type { FunctionRegistry } from "../function/function-registry.ts";
import { LogicHistory } from "../function/logic-history.ts";
import { Sequence } from "../identifiers/sequence.ts";
import { byteText, bytesOfText } from "../internal/byte-text.ts";
import { RunStats } from "../progress/run-stats.ts";
import { type AppState, type Change, notingFailures } from "../store/index.ts";
import { Claims, submissionsIn } from "../target-state/claims.ts";
import type { RunTracing, UpdateTracing } from "../telemetry/tracing.ts";
import { GroupCommit } from "../target-state/group-commit.ts";
import { LostOwners } from "../target-state/lost-owners.ts";
import { Providers } from "../target-state/providers.ts";
import { Takeovers } from "../target-state/takeovers.ts";
import { type ActionRunner, SinkRunner } from "../target-state/sink-runner.ts";
import type { ContextValues } from "../environment/context-values.ts";
import type { Failures } from "./failures.ts";
import type { PlanRecorder } from "./plan-recorder.ts";
import { type NoteUnreadable, unreadableLine } from "./unreadable.ts";
import { RunHistory } from "./run-history.ts";

export interface RunOptions {
  readonly appName: string;
  /** The file that defines the app, for what is found relative to it. */
  readonly appFile: string | undefined;
  readonly state: AppState;
  readonly functions: FunctionRegistry;
  readonly values: ContextValues;
  readonly failures: Failures;
  readonly signal: AbortSignal;
  readonly maxInFlight: number;
  /** How long one call of a sink may take, in milliseconds. */
  readonly sinkTimeout: number;
  readonly reprocessing: boolean;
  /** In place of the sinks: takes note of what would be written. */
  readonly plan?: PlanRecorder;
  readonly onEvent?: EventListener | undefined;
  /** Where the update is traced. */
  readonly telemetry?: UpdateTracing | undefined;
}

/** Everything that the components of one update share. */
export class Run {
  readonly appName: string;
  readonly appFile: string | undefined;
  readonly state: AppState;
  readonly functions: FunctionRegistry;
  readonly values: ContextValues;
  readonly failures: Failures;
  readonly signal: AbortSignal;
  /** Whether memos and unchanged target states are ignored. */
  readonly reprocessing: boolean;
  readonly stats: RunStats = new RunStats();
  readonly slots: Slots;
  readonly activity: Activity;
  readonly leftovers: Leftovers = new Leftovers();
  readonly waits: Waits = new Waits();
  readonly deletionHandlers: DeletionHandlers;
  /** What components asked for by `onSettled`. */
  readonly settledCalls: SettledCall[] = [];
  readonly presence: Presence = new Presence(this.leftovers);
  readonly takeovers: Takeovers = new Takeovers();
  /** The running components that keep earlier states without declaring them, by key as text. */
  readonly carrying: Map<string, Component> = new Map();
  readonly lostOwners: LostOwners = new LostOwners(this);
  readonly sequence: Sequence = new Sequence();
  readonly history: RunHistory = new RunHistory();
  readonly batchers: Batchers = new Batchers();
  readonly deadLetters: DeadLetters;
  readonly providers: Providers;
  readonly dependencySets: DependencySets;
  readonly logicHistory: LogicHistory;
  readonly appMemos: AppMemos;
  readonly sinks: ActionRunner;
  /** Set when nothing is to be written (rule T9). */
  readonly plan: PlanRecorder | undefined;
  /** Told of everything that happens, where somebody wants to know. */
  readonly emit: EventListener | undefined;
  /** Where the run is traced, once it has begun. */
  telemetry: RunTracing | undefined;
  readonly claims: Claims;
  readonly commits: GroupCommit;
  /** The first failure of the store, whoever came across it: from then on the run does not know everything. */
  storeFailure: { readonly error: unknown } | undefined;
  readonly #levels = new Map<string, ComponentPath>();
  readonly #said = new Set<string>();
  #storedModules: ReadonlySet<string> = new Set();
  #contextFingerprints: ReadonlyMap<string, Uint8Array> = new Map();

  constructor(options: RunOptions) {
    this.appName = options.appName;
    this.appFile = options.appFile;
    this.state = notingFailures(options.state, (error) => {
      this.storeFailure ??= { error };
    });
    this.functions = options.functions;
    this.values = options.values;
    this.failures = options.failures;
    this.deletionHandlers = new DeletionHandlers(options.failures.environmentHandlers);
    this.signal = options.signal;
    this.reprocessing = options.reprocessing;
    this.slots = new Slots(options.maxInFlight);
    this.activity = new Activity(() => this.commits.closeSoon());
    this.providers = new Providers(this.state);
    this.appMemos = new AppMemos(this.state, options.reprocessing);
    const { functions, providers, values } = this;
    this.logicHistory = new LogicHistory(functions);
    this.dependencySets = new DependencySets(
      {
        functions,
        contextFingerprint: (name) => this.#contextFingerprints.get(name),
        generationOf: (path) => providers.generationOf(bytesOfText(path)),
        get generationEpoch() {
          return providers.epoch;
        },
      },
      (identity, logic) => this.logicHistory.note(identity, logic),
    );
    const context = <T>(key: ContextKey<T> | string): T => values.get(key);
    this.plan = options.plan;
    this.emit = options.onEvent === undefined ? undefined : this.#guarded(options.onEvent);
    const { plan, signal, sinkTimeout, telemetry } = options;
    const { log } = options.failures;
    this.sinks =
      plan ?? new SinkRunner({ context, signal, sinkTimeout, log, stats: this.stats, emit: this.emit, telemetry });
    this.claims = new Claims(this);
    this.commits = new GroupCommit(
      {
        state: this.state,
        sinks: { apply: (actions) => this.#inRun(() => this.sinks.apply(actions)) },
        companions: () => this.#companions(),
        prepare: (members) => this.claims.prepare(submissionsIn(members)),
      },
      () => this.activity,
    );
    this.deadLetters = new DeadLetters((changes) => this.commits.enqueue(changes));
    this.failures.onNoted = (failure) => this.deadLetters.add(failure);
  }

  /** Reads what every run needs to know first. */
  async load(): Promise<void> {
    this.#storedModules = await this.functions.modules.load(this.state);
    this.functions.resolveAnnounced();
    await this.dependencySets.load(this.state, this.unreadable);
    await this.sequence.load(this.state, this.unreadable);
    await this.history.load(this.state, this.unreadable);
    await this.deadLetters.load(this.state);
    await this.leftovers.load(this.state, this.unreadable);
    const { byName, changes } = await this.values.fingerprintFor(this.state);
    this.#contextFingerprints = byName;
    this.commits.enqueue(() => changes);
  }

  /** Writes what belongs to no component: what was learned of modules. */
  async finish(): Promise<void> {
    this.functions.resolveAnnounced(); // what was wrapped in this run and not called: else the next one would write it
    for (const line of this.functions.takeUnresolved()) this.failures.log(`${this.appName}: ${line}`);
    this.commits.enqueue(() => this.functions.modules.changesBeyond(this.#storedModules));
    const outdated = await this.logicHistory.outdated(this.state).catch(() => []); // the failure is noted by the store
    if (outdated.length > 0) this.commits.enqueue(() => outdated);
    await this.commits.flush().catch((error: unknown) => {
      if (this.storeFailure === undefined) throw error; // else it is reported as what failed first
    });
  }

  /** Says that something stored cannot be read, and what then happens. */
  readonly unreadable: NoteUnreadable = (kind, path) => this.logOnce(`unreadable ${kind}`, unreadableLine(kind, path));

  /** Says something that would otherwise be said for every component. */
  logOnce(key: string, line: string): void {
    if (this.#said.has(key)) return;
    this.#said.add(key);
    this.failures.log(`${this.appName}: ${line}`);
  }

  /** Notes that a component mounts on a level; gives another one that does so too. */
  claimLevel(prefix: Uint8Array, by: ComponentPath): ComponentPath | undefined {
    const text = byteText(prefix);
    const other = this.#levels.get(text);
    if (other === undefined) this.#levels.set(text, by);
    return other;
  }

  /** A component that was already done turns out to have failed: what it declared belongs to another. */
  failAfterwards(path: ComponentPath, error: unknown): void {
    const key = componentKey(path);
    if (this.presence.of(key) === "failed") return; // it lost several: one failure
    this.presence.note(key, "failed");
    this.stats.component(undefined).failed();
    this.emit?.({ kind: "componentFailed", component: formatPath(path), functionName: undefined, error });
    void this.failures.report({
      error,
      path,
      functionName: undefined,
      kind: "mount",
      handlers: this.failures.environmentHandlers,
    });
  }

  /** Writes belong to the run, whichever component came last. */
  #inRun<R>(f: () => R): R {
    return this.telemetry === undefined ? f() : this.telemetry.within(f);
  }

  #guarded(listener: EventListener): EventListener {
    return (event) => {
      try {
        listener(event);
      } catch (error) {
        this.logOnce(
          "onEvent",
          `the listener for events failed: ${error instanceof Error ? error.message : String(error)}`,
        );
      }
    };
  }

  #companions(): readonly Change[] {
    return [
      ...this.dependencySets.takeUnsaved(),
      ...this.logicHistory.takeChanges(() => this.history.use()),
      ...this.sequence.takeChanges(),
      ...this.history.takeChanges(),
    ];
  }
}
