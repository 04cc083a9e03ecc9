import type { Component } from "../component/component.ts";
import { Activity } from "../component/activity.ts";
import { type ComponentPath, componentKey, formatPath } from "../component/component-path.ts";
import { DeletionHandlers } from "../component/deletion-handlers.ts";
import { Leftovers } from "../component/leftovers.ts";
import type { SettledCall } from "../component/on-settled.ts";
import { Presence } from "../component/presence.ts";
import type { Slots } from "../component/slots.ts";
import { Waits } from "../component/waits.ts";
import type { AppMemos } from "../function/app-memos.ts";
import type { Batchers } from "../function/batch-call.ts";
import type { DependencySets } from "../function/dependency-sets.ts";
import { DeadLetters } from "../dead-letter/dead-letters.ts";
import type { EventListener } from "../event/run-event.ts";
import type { FunctionRegistry } from "../function/function-registry.ts";
import type { LogicHistory } from "../function/logic-history.ts";
import type { Sequence } from "../identifiers/sequence.ts";
import { byteText } from "../internal/byte-text.ts";
import type { LiveSession } from "../live/live-session.ts";
import type { RunStats } from "../progress/run-stats.ts";
import type { AppState } from "../store/index.ts";
import { Claims, submissionsIn } from "../target-state/claims.ts";
import { endOf } from "../telemetry/run-end.ts";
import type { RunTracing, UpdateTracing } from "../telemetry/tracing.ts";
import { DeclaringSites } from "../target-state/declaring-sites.ts";
import { GroupCommit } from "../target-state/group-commit.ts";
import { LostOwners } from "../target-state/lost-owners.ts";
import type { Providers } from "../target-state/providers.ts";
import { Takeovers } from "../target-state/takeovers.ts";
import type { ActionRunner } from "../target-state/sink-runner.ts";
import type { ContextValues } from "../environment/context-values.ts";
import type { Failures } from "./failures.ts";
import type { PlanRecorder } from "./plan-recorder.ts";
import { type NoteUnreadable, unreadableLine } from "./unreadable.ts";
import type { RunHistory } from "./run-history.ts";
import { RunShared } from "./run-shared.ts";

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
  /** What follows sources beside the runs of the update. None in a preview and where the app is dropped. */
  readonly live?: LiveSession | undefined;
  /** Where the run is not the first one of the update: what it has in common with the others. */
  readonly shared?: RunShared | undefined;
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
  /** Whether `COCO_VERIFY_MEMO=1` is in the environment: asked once, for asking takes as long as encoding a number. */
  readonly verifiesMemos: boolean = process.env["COCO_VERIFY_MEMO"] === "1";
  readonly stats: RunStats;
  readonly slots: Slots;
  readonly activity: Activity;
  readonly leftovers: Leftovers = new Leftovers();
  readonly waits: Waits = new Waits();
  readonly deletionHandlers: DeletionHandlers;
  /** What components asked for by `onSettled`. */
  readonly settledCalls: SettledCall[] = [];
  readonly presence: Presence;
  readonly takeovers: Takeovers = new Takeovers();
  /** The running components that keep earlier states without declaring them, by key as text. */
  readonly carrying: Map<string, Component> = new Map();
  readonly lostOwners: LostOwners = new LostOwners(this);
  /** Where target states are declared. */
  readonly sites: DeclaringSites = new DeclaringSites();
  readonly sequence: Sequence;
  readonly history: RunHistory;
  readonly batchers: Batchers;
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
  /** What follows sources beside the runs of the update. */
  readonly live: LiveSession | undefined;
  /** What this run has in common with others of the update. */
  readonly shared: RunShared;
  readonly #isFirst: boolean;
  readonly #levels = new Map<string, ComponentPath>();

  constructor(options: RunOptions) {
    this.appName = options.appName;
    this.appFile = options.appFile;
    this.functions = options.functions;
    this.values = options.values;
    this.failures = options.failures;
    this.deletionHandlers = new DeletionHandlers(options.failures.environmentHandlers);
    this.signal = options.signal;
    this.reprocessing = options.reprocessing;
    this.live = options.live;
    this.plan = options.plan;
    this.#isFirst = options.shared === undefined;
    this.shared = options.shared ?? new RunShared(options);
    const { shared } = this;
    this.state = shared.state;
    this.stats = shared.stats;
    this.slots = shared.slots;
    this.sequence = shared.sequence;
    this.history = shared.history;
    this.batchers = shared.batchers;
    this.providers = shared.providers;
    this.dependencySets = shared.dependencySets;
    this.logicHistory = shared.logicHistory;
    this.appMemos = shared.appMemos;
    this.sinks = shared.sinks;
    this.emit = shared.emit;
    this.presence = new Presence(this.leftovers, options.shared === undefined ? "all" : "some");
    this.activity = new Activity(() => this.commits.closeSoon());
    this.claims = new Claims(this);
    this.commits = new GroupCommit(
      {
        state: this.state,
        sinks: { apply: (actions) => this.#inRun(() => this.sinks.apply(actions)) },
        companions: () => shared.companions(),
        prepare: (members) => this.claims.prepare(submissionsIn(members)),
        turns: shared.writing,
      },
      () => this.activity,
    );
    this.deadLetters = new DeadLetters((changes) => this.commits.enqueue(changes), shared.letters);
    this.failures.onNoted = (failure, noted) => {
      this.deadLetters.add(failure);
      this.live?.failing.noteFailure(failure, noted);
    };
    this.failures.onFailing = (work) => this.live?.failing.tryAgain(this, work);
  }

  /** Reads what every run needs to know first; without `functions` where none of the app's is called. */
  async load(needs: "functions" | "no functions" = "functions"): Promise<void> {
    if (this.#isFirst) {
      await this.shared.loadNumbers(this.unreadable);
      if (needs === "functions") {
        const changes = await this.shared.loadLogic(this.unreadable);
        this.commits.enqueue(() => changes);
      }
      await this.deadLetters.load(this.state);
    }
    await this.leftovers.load(this.state, this.unreadable);
  }

  /** Writes what belongs to no component: what was learned of modules. */
  async finish(): Promise<void> {
    this.functions.resolveAnnounced(); // what was wrapped in this run and not called: else the next one would write it
    for (const line of this.functions.takeUnresolved()) this.failures.log(`${this.appName}: ${line}`);
    this.commits.enqueue(() => this.shared.takeModules());
    const outdated = await this.logicHistory.outdated(this.state).catch(() => []); // the failure is noted by the store
    if (outdated.length > 0) this.commits.enqueue(() => outdated);
    await this.commits.flush().catch((error: unknown) => {
      if (this.storeFailure === undefined) throw error; // else it is reported as what failed first
    });
    if (this.live?.follows) this.telemetry?.end(endOf(this)); // what comes after it is told as runs of their own
  }

  /** The first failure of the store, whoever came across it: from then on the run does not know everything. */
  get storeFailure(): { readonly error: unknown } | undefined {
    return this.shared.storeFailure;
  }

  /** Whether another run of the update works on the component of this key just now. */
  isBusyElsewhere(key: Uint8Array): boolean {
    return this.live?.isBusyElsewhere(key, this) ?? false;
  }

  /** Says that something stored cannot be read, and what then happens. */
  readonly unreadable: NoteUnreadable = (kind, path) => this.logOnce(`unreadable ${kind}`, unreadableLine(kind, path));

  /** Says something that would otherwise be said for every component. */
  logOnce(key: string, line: string): void {
    this.shared.logOnce(key, line);
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
    this.presence.noteLost(key);
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
}
