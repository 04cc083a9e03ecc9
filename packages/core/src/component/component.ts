import { ComponentStates } from "../component-state/component-states.ts";
import { FunctionMemos } from "../function/function-memos.ts";
import type { FunctionMemo } from "../function/function-memos.ts";
import { Recorder } from "../function/recorder.ts";
import { replayedCall } from "../function/replayed-call.ts";
import { ComponentIdentifiers } from "../identifiers/component-identifiers.ts";
import { Occurrences } from "../identifiers/occurrences.ts";
import { byteText } from "../internal/byte-text.ts";
import { captureSite } from "../internal/call-site.ts";
import type { Run } from "../app/run.ts";
import type { StoppedAtMiss } from "../app/stopped-at-miss.ts";
import { TargetStateError } from "../errors/target-state-error.ts";
import type { Declaration } from "../target-state/declaration.ts";
import type { DeclaringPlace, ReplayedCall } from "../target-state/declaring-sites.ts";
import { childTargetPath, formatTargetPath, ownerHash } from "../target-state/target-path.ts";
import { isSettled } from "../target-state/tracked-state.ts";
import { type ComponentPath, formatPath } from "./component-path.ts";
import type { ComponentRecord } from "./component-record.ts";
import { Levels } from "./levels.ts";
import { PendingChildren } from "./pending-children.ts";
import type { HandlerChain } from "./exception-handlers.ts";
import type { RunReason } from "./run-reason.ts";

/** What is stored of a component when its run begins. */
export interface StoredComponent {
  readonly bytes: Uint8Array | undefined;
  readonly record: ComponentRecord;
  readonly functionMemos: ReadonlyMap<string, FunctionMemo>;
  /** Its states, encoded. */
  readonly states: Uint8Array | undefined;
}

export interface ComponentOptions {
  readonly handlers: HandlerChain | undefined;
  readonly run: Run;
  readonly parent: Component | undefined;
  readonly path: ComponentPath;
  readonly key: Uint8Array;
  readonly functionName: string | undefined;
  readonly stored: StoredComponent;
  /** Whether its results depend on everything beneath: it is memoized, or something above it is. */
  readonly wantsDependencies: boolean;
  /** Whether deletions that may have happened were begun beneath it. */
  readonly previousMayBeMissing: boolean;
  /** Why it runs. */
  readonly reason: RunReason;
}

const NONE: ReadonlySet<string> = new Set();
/** Enough to pass the engine's own and those of a connector. */
const FRAMES_OF_SECOND = 9;

/** A processing component while it runs: what it declares, mounts and remembers until it is submitted. */
export class Component {
  readonly run: Run;
  readonly parent: Component | undefined;
  readonly path: ComponentPath;
  readonly key: Uint8Array;
  readonly functionName: string | undefined;
  /** Those that failures of what it leaves behind go to. */
  readonly handlers: HandlerChain | undefined;
  readonly stored: StoredComponent;
  readonly wantsDependencies: boolean;
  readonly previousMayBeMissing: boolean;
  readonly reason: RunReason;
  readonly recorder: Recorder = new Recorder();
  readonly memos: FunctionMemos;
  readonly identifiers: ComponentIdentifiers;
  readonly states: ComponentStates;
  readonly occurrences: Occurrences = new Occurrences();
  readonly levels: Levels;
  readonly children: PendingChildren = new PendingChildren();
  #unawaited: Set<Promise<unknown>> | undefined;
  /** For how many other components its function waits. */
  waits = 0;
  /** By the path's text. */
  readonly declarations: Map<string, Declaration> = new Map();
  // Most components carry nothing.
  #carried: Set<string> | undefined;
  /** The name of its function, where that is memoized. */
  memoizedAs: string | undefined;
  /** Set when its function has returned or thrown. */
  returned = false;
  holdsSlot = false;
  /** Whether it is one of those of its depth that are begun and unfinished, as the slots see it. */
  countsAsBegun = false;
  /** Set when it is planned for writing: from then on the store gets more than `stored`. */
  submitted = false;
  /** Set when something beneath it runs: its stored result is forgotten before that is written. */
  resultForgotten = false;
  /** Why the first memoized call in it ran whose stored result did not stand. */
  callReason: RunReason | undefined;
  /** Set where a preview stopped at a call in it. */
  stoppedAtMiss: StoppedAtMiss | undefined;
  /** Set when it is written. It may still turn out to have failed: when another has what it declared (rule T4). */
  succeeded = false;
  /** Set when it, or one beneath it, follows a source: a stored result would keep the next run from looking there. */
  followsSource = false;
  /** Set when something beneath it failed: then its own result is not stored. */
  descendantFailed = false;
  #carryable: Map<string, string> | undefined;
  #keyText: string | undefined;

  constructor(options: ComponentOptions) {
    this.run = options.run;
    this.parent = options.parent;
    this.path = options.path;
    this.key = options.key;
    this.functionName = options.functionName;
    this.handlers = options.handlers;
    this.stored = options.stored;
    this.wantsDependencies = options.wantsDependencies;
    this.previousMayBeMissing = options.previousMayBeMissing;
    this.reason = options.reason;
    this.memos = new FunctionMemos(options.stored.functionMemos);
    this.identifiers = new ComponentIdentifiers(options.stored.record.identifiers, options.run.sequence);
    this.states = new ComponentStates(this, options.stored.states);
    this.levels = new Levels(options.path, options.stored.record.levels);
  }

  /** Calls of mount that nobody has awaited yet. */
  get unawaited(): Set<Promise<unknown>> {
    return (this.#unawaited ??= new Set());
  }

  get hasUnawaited(): boolean {
    return this.#unawaited !== undefined && this.#unawaited.size > 0;
  }

  /** Paths, as text, of earlier target states that replayed results declared. */
  get carried(): ReadonlySet<string> {
    return this.#carried ?? NONE;
  }

  /** Its key as text. */
  get keyText(): string {
    return (this.#keyText ??= byteText(this.key));
  }

  get displayPath(): string {
    return formatPath(this.path);
  }

  declare(declaration: Declaration): void {
    const text = byteText(declaration.path);
    const first = this.declarations.get(text);
    if (first !== undefined || this.carried.has(text)) {
      const site = declaration.site ?? captureSite(this.declare, FRAMES_OF_SECOND);
      throw this.#declaredTwice(declaration, first === undefined ? this.#replayed(declaration) : first.site, site);
    }
    this.declarations.set(text, declaration);
  }

  /** Whether a target state of the earlier run (by short hash, as text) can stay as it is. */
  isCarryable(hash: string): boolean {
    if (this.previousMayBeMissing) return false;
    const path = this.#settled().get(hash);
    return path !== undefined && !this.declarations.has(path) && !this.run.takeovers.from(this.key)?.has(path);
  }

  /** Takes back a `carry`: what declared the state runs again. */
  release(hash: string): void {
    const path = this.#settled().get(hash);
    if (path !== undefined) this.#carried?.delete(path);
  }

  /** Keeps a target state of the earlier run as it is. */
  carry(hash: string): void {
    const path = this.#settled().get(hash);
    if (path === undefined || this.carried.has(path)) return;
    const declared = this.declarations.get(path);
    if (declared !== undefined) throw this.#declaredTwice(declared, declared.site, this.#replayed(declared));
    this.run.carrying.set(this.keyText, this);
    (this.#carried ??= new Set()).add(path);
  }

  #replayed({ hash }: Declaration): ReplayedCall {
    return replayedCall(this, byteText(hash));
  }

  #declaredTwice(declaration: Declaration, first: DeclaringPlace, second: DeclaringPlace): TargetStateError {
    return new TargetStateError(
      `${formatTargetPath(declaration.path)} is declared twice in component ${this.displayPath}: ${this.run.sites.describe(first, second)}.`,
      { code: "DECLARED_TWICE", hint: "Give the two different keys, or declare it once." },
    );
  }

  /** Notes that it mounts what may change by itself, for itself and everything above. */
  noteFollowing(): void {
    for (let current: Component | undefined = this; current !== undefined; current = current.parent)
      current.followsSource = true;
  }

  /** Notes a failure beneath, for itself and everything above. */
  noteDescendantFailure(): void {
    for (let current: Component | undefined = this; current !== undefined; current = current.parent) {
      current.descendantFailed = true;
    }
  }

  /** The paths of the settled states of the earlier run, by short hash; both as text. */
  #settled(): Map<string, string> {
    if (this.#carryable !== undefined) return this.#carryable;
    const found = new Map<string, string>();
    for (const group of this.stored.record.targets) {
      for (const state of group.states) {
        const path = childTargetPath(group.provider, state.key);
        if (isSettled(state)) found.set(byteText(ownerHash(path)), byteText(path));
      }
    }
    this.#carryable = found;
    return found;
  }
}
