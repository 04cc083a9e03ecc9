import type { ContextKey } from "@coco/connectorkit";
import { Slots } from "../component/slots.ts";
import type { FailureRow } from "../dead-letter/dead-letter.ts";
import type { EventListener } from "../event/run-event.ts";
import { AppMemos } from "../function/app-memos.ts";
import { Batchers } from "../function/batch-call.ts";
import { DependencySets } from "../function/dependency-sets.ts";
import { LogicHistory } from "../function/logic-history.ts";
import { Sequence } from "../identifiers/sequence.ts";
import { bytesOfText } from "../internal/byte-text.ts";
import { Turns } from "../internal/turns.ts";
import { RunStats } from "../progress/run-stats.ts";
import { type AppState, type Change, notingFailures } from "../store/index.ts";
import { Providers } from "../target-state/providers.ts";
import { type ActionRunner, SinkRunner } from "../target-state/sink-runner.ts";
import { RunHistory } from "./run-history.ts";
import type { RunOptions } from "./run.ts";
import type { NoteUnreadable } from "./unreadable.ts";

/**
 * What the runs of one update have in common: a live update has many, after and beside one another. Nothing of it
 * grows with what a run comes to.
 */
export class RunShared {
  readonly state: AppState;
  readonly stats: RunStats = new RunStats();
  readonly slots: Slots;
  readonly sequence: Sequence = new Sequence();
  readonly history: RunHistory = new RunHistory();
  readonly batchers: Batchers = new Batchers();
  readonly providers: Providers;
  readonly dependencySets: DependencySets;
  readonly logicHistory: LogicHistory;
  readonly appMemos: AppMemos;
  readonly sinks: ActionRunner;
  readonly emit: EventListener | undefined;
  /** Writing to the targets and to the store: one group at a time. */
  readonly writing: Turns = new Turns();
  /** What failed and has not succeeded since, by the dead letter's key as text. */
  readonly letters: Map<string, FailureRow> = new Map();
  /** The first failure of the store, whoever came across it: from then on nobody knows everything. */
  storeFailure: { readonly error: unknown } | undefined;
  readonly #said = new Set<string>();
  readonly #options: Pick<RunOptions, "appName" | "functions" | "values"> & { log: (line: string) => void };
  #contexts: ReadonlyMap<string, Uint8Array> = new Map();
  /** Hashes of the modules whose declarations are stored. */
  #modules = new Set<string>();

  constructor({ appName, failures, functions, maxInFlight, onEvent, values, ...options }: RunOptions) {
    const { log } = failures;
    this.#options = { appName, functions, values, log };
    this.state = notingFailures(options.state, (error) => {
      this.storeFailure ??= { error };
    });
    this.slots = new Slots(maxInFlight);
    const providers = new Providers(this.state);
    this.providers = providers;
    this.appMemos = new AppMemos(this.state, options.reprocessing);
    this.logicHistory = new LogicHistory(functions);
    this.dependencySets = new DependencySets(
      {
        functions,
        contextFingerprint: (name) => this.#contexts.get(name),
        generationOf: (path) => providers.generationOf(bytesOfText(path)),
        get generationEpoch() {
          return providers.epoch;
        },
      },
      (identity, logic) => this.logicHistory.note(identity, logic),
    );
    const context = <T>(key: ContextKey<T> | string): T => values.get(key);
    this.emit = onEvent === undefined ? undefined : this.#guarded(onEvent);
    const { plan, signal, sinkTimeout, telemetry } = options;
    const { emit, stats } = this;
    this.sinks = plan ?? new SinkRunner({ context, signal, sinkTimeout, log, stats, emit, telemetry });
  }

  /** Reads how far the numbers of identifiers, containers and runs went. */
  async loadNumbers(unreadable: NoteUnreadable): Promise<void> {
    await this.sequence.load(this.state, unreadable);
    await this.history.load(this.state, unreadable);
  }

  /** Reads what has to be known before a function is called. Gives what is to be stored of the context. */
  async loadLogic(unreadable: NoteUnreadable): Promise<readonly Change[]> {
    const { functions, values } = this.#options;
    this.#modules = await functions.modules.load(this.state);
    functions.resolveAnnounced();
    await this.dependencySets.load(this.state, unreadable);
    const { byName, changes } = await values.fingerprintFor(this.state);
    this.#contexts = byName;
    return changes;
  }

  /** The changes that store what was learned of modules. */
  takeModules(): Change[] {
    const changes = this.#options.functions.modules.changesBeyond(this.#modules);
    for (const { key, kind } of changes) {
      const hash = Buffer.from(key).toString("utf8");
      if (kind === "put") this.#modules.add(hash);
      else this.#modules.delete(hash);
    }
    return changes;
  }

  /** The changes that go with every transaction. */
  companions(): readonly Change[] {
    return [
      ...this.dependencySets.takeUnsaved(),
      ...this.logicHistory.takeChanges(() => this.history.use()),
      ...this.sequence.takeChanges(),
      ...this.history.takeChanges(),
    ];
  }

  /** Says something that would otherwise be said for every component. */
  logOnce(key: string, line: string): void {
    if (this.#said.has(key)) return;
    this.#said.add(key);
    this.#options.log(`${this.#options.appName}: ${line}`);
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
}
