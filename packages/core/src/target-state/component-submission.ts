import type { AnyTargetHandler } from "@coco/connectorkit";
import type { Absence } from "../component/absence.ts";
import type { Component } from "../component/component.ts";
import type { ComponentMemo, ComponentRecord } from "../component/component-record.ts";
import { encodeRecord } from "../component/record-codec.ts";
import { pathOfKey, pathOrder } from "../component/component-path.ts";
import { bytesOfText, sameBytes } from "../internal/byte-text.ts";
import { joinedHashes } from "../function/app-memos.ts";
import type { Change } from "../store/index.ts";
import { causeOf } from "./cause-of.ts";
import type { Claims } from "./claims.ts";
import { declaredByTwo } from "./declared-by-two.ts";
import { type Declaration, orderOf } from "./declaration.ts";
import type { GroupMember, Plan } from "./group-commit.ts";
import { disowned, type EarlierState, earlierStates } from "./disowned.ts";
import type { HeldState } from "./freed-values.ts";
import { planFreed } from "./plan-freed.ts";
import { nextGeneration } from "./next-generation.ts";
import { groupsOf, NextState } from "./next-states.ts";
import { neverWritten, type PossibleStates, type Reconciled, reconcile, seenFrom } from "./reconcile.ts";
import { removalChange } from "./removal.ts";
import type { ActionOwner, PlannedAction } from "./sink-runner.ts";
import { ownerHash } from "./target-path.ts";
import {
  type FoundState,
  type Generation,
  rootGeneration,
  type TrackedGroup,
  type TrackedState,
} from "./tracked-state.ts";

const STATE_WEIGHT = 1024;

/** A component whose function has returned, on its way into the targets and the store. */
export class ComponentSubmission implements GroupMember, ActionOwner {
  readonly component: Component;
  readonly absence: Absence;
  readonly #claims: Claims;
  readonly #memo: ComponentMemo | undefined;
  readonly #earlier: ReadonlyMap<string, EarlierState>;
  readonly #next = new Map<string, NextState>();
  #acts = false;
  /** Whether the first transaction of the group holds its states, old and new. */
  #wroteAhead = false;
  #made: { path: Uint8Array; handler: AnyTargetHandler | undefined; generation: Generation }[] | undefined;

  constructor(component: Component, claims: Claims, memo: ComponentMemo | undefined, absence: Absence) {
    this.component = component;
    this.#claims = claims;
    this.#memo = memo;
    this.absence = absence;
    this.#earlier = earlierStates(component.stored.record.targets);
  }

  get displayPath(): string {
    return this.component.displayPath;
  }

  get sortKey(): Uint8Array {
    return pathOrder(this.component.key);
  }

  get weight(): number {
    return (this.component.declarations.size + 1) * STATE_WEIGHT;
  }

  /** Short hashes of the declared states whose owner is not known to be this component. */
  claims(): Uint8Array[] {
    const taken = this.#taken();
    const hashes: Uint8Array[] = [];
    for (const [path, declaration] of this.component.declarations) {
      if (!this.#earlier.has(path) || taken?.has(path)) hashes.push(declaration.hash);
    }
    return hashes;
  }

  /** What this component will have at `path`, once planned. */
  plannedState(path: string): NextState | undefined {
    const state = this.#next.get(path);
    return state?.lost ? undefined : state;
  }

  plan(): Plan {
    try {
      const plan = this.#plan();
      this.component.submitted = true;
      this.#claims.confirm(this);
      return plan;
    } catch (error) {
      this.#claims.release(this);
      throw error;
    }
  }

  #plan(): Plan {
    const { carried, declarations, path: own } = this.component;
    const actions: PlannedAction[] = [];
    for (const [path, declaration] of declarations)
      this.#planDeclared(path, declaration, this.#taken()?.has(path) ?? false, actions);
    for (const held of this.#claims.freedBy(this)) this.#planFreed(held, actions);
    for (const [path, { group, state }] of this.#earlier) {
      if (this.#next.has(path)) continue;
      const taker = this.#taken()?.get(path);
      if (taker === undefined) this.#keep(path, group, state, carried.has(path));
      else if (carried.has(path)) throw declaredByTwo(bytesOfText(path), pathOfKey(bytesOfText(taker)), own);
    }
    this.#acts = actions.length > 0;
    return {
      actions,
      before: () => this.#before(),
      after: () => this.#after(),
    };
  }

  committed(): void {
    const { component } = this;
    for (const { path, handler, generation } of this.#made ?? [])
      component.run.providers.submitted(path, handler, generation);
    component.run.appMemos.stored(component.recorder.appMemos);
    component.run.takeovers.stored(component.key);
  }

  #planDeclared(path: string, declaration: Declaration, taken: boolean, actions: PlannedAction[]): void {
    const { providers, reprocessing, sequence } = this.component.run;
    const handler = providers.handler(declaration.provider) as AnyTargetHandler;
    const generation = providers.generationOf(declaration.provider) ?? rootGeneration;
    const earlier = taken ? undefined : this.#earlier.get(path);
    const known: FoundState | undefined =
      earlier === undefined
        ? this.#claims.claim(this, declaration.path, declaration.hash, path)
        : { state: earlier.state, generation: earlier.group.generation };
    const seen = known === undefined ? neverWritten : this.#seen(generation, known);
    const previous = reprocessing && seen.possible.length > 0 ? { ...seen, mayBeMissing: true } : seen;
    const result = reconcile(handler, declaration.key, declaration.value, previous, declaration.path);
    const container = declaration.container
      ? nextGeneration(sequence, known?.state.container, seen, result)
      : undefined;
    const next = new NextState({
      provider: declaration.provider,
      generation,
      key: declaration.encodedKey,
      path,
      before: result.before,
      after: result.after,
      declared: true,
      container,
    });
    this.#next.set(path, next);
    this.#act(declaration, result, previous, actions);
    if (container !== undefined) {
      const child = handler.child?.(declaration.key, { declared: declaration.value });
      (this.#made ??= []).push({ path: declaration.path, handler: child, generation: container });
    }
  }

  #act(declaration: Declaration, { action }: Reconciled, previous: PossibleStates, actions: PlannedAction[]): void {
    if (action === undefined) return;
    actions.push({
      sink: action.sink,
      payload: action.payload,
      order: orderOf(declaration),
      change: previous.possible.length === 0 ? "create" : "update",
      path: declaration.path,
      owner: this,
      reason: this.component.reason,
      ...causeOf(this.component, declaration.container, previous.possible.length === 0),
    });
  }

  /** Deletes a state that holds a value which this component declares: its own, or one of a former owner. */
  #planFreed(held: HeldState, actions: PlannedAction[]): void {
    const { path, provider } = held;
    const { providers } = this.component.run;
    const earlier = this.#taken()?.has(path) ? undefined : this.#earlier.get(path);
    const encodedPath = bytesOfText(path);
    const known: FoundState | undefined =
      earlier === undefined
        ? this.#claims.claim(this, encodedPath, ownerHash(encodedPath))
        : { state: earlier.state, generation: earlier.group.generation };
    if (known === undefined) return;
    const generation = providers.generationOf(provider) ?? rootGeneration;
    const { action, state } = planFreed(held, generation, this.#seen(generation, known), providers.handler(provider));
    this.#next.set(path, state);
    if (action !== undefined) actions.push({ ...action, owner: this });
  }

  /** What may be there of a state, with what is known of deletions that broke off. */
  #seen(generation: Generation | undefined, { generation: written, state }: FoundState): PossibleStates {
    const { key, previousMayBeMissing, run } = this.component;
    const seen = seenFrom(generation, written, state);
    const deleted = previousMayBeMissing || (!state.declared && run.leftovers.undeclaredMayBeGone(key));
    return deleted && seen.possible.length > 0 ? { possible: seen.possible, mayBeMissing: true } : seen;
  }

  /** States that others took over in this run. */
  #taken(): ReadonlyMap<string, string> | undefined {
    return this.component.run.takeovers.from(this.component.key);
  }

  /** Keeps an earlier state: as it is when a replayed result declared it, else until the run settles. */
  #keep(path: string, group: TrackedGroup, state: TrackedState, declared: boolean): void {
    const present = this.component.run.providers.generationOf(group.provider);
    const { possible, mayBeMissing } = this.#seen(present, { generation: group.generation, state });
    if (possible.length === 0) return; // its container was made anew: nothing is left of it
    const kept: PossibleStates = { possible, mayBeMissing };
    const next = new NextState({
      provider: group.provider,
      generation: present ?? group.generation,
      key: state.key,
      path,
      before: kept,
      after: kept,
      declared,
      container: state.container,
    });
    this.#next.set(path, next);
  }

  #before(): Change[] {
    const claims = this.#claims.has(this);
    if (!this.#acts && !claims && !this.#isTakenFrom() && !this.#hasLost()) return [];
    this.#wroteAhead = true;
    return [
      this.#put("before"),
      ...disowned(this.#earlier, this.#next, this.#taken(), "before"),
      ...this.#claims.changes(this),
      ...this.#removals(),
    ];
  }

  #after(): Change[] {
    const { component } = this;
    const record = this.#put("after");
    // Literals, never `push(...)`: a component may have more changes than a call takes arguments.
    const changes: Change[] = [
      ...(this.#wroteAhead || !this.#isStored(record.value) ? [record] : []),
      ...(this.#wroteAhead ? [] : [...this.#claims.changes(this), ...this.#removals()]),
      ...component.run.appMemos.changes(component.stored.record.appMemos, component.recorder.appMemos),
    ];
    for (const change of component.states.changes(component.key, component.stored.record.hasStates))
      changes.push(change);
    const memos = component.memos.size === 0 ? undefined : component.memos.encodeIfChanged();
    if (memos !== undefined) changes.push({ kind: "put", table: "functionMemo", key: component.key, value: memos });
    else if (component.memos.size === 0 && component.stored.record.hasFunctionMemos) {
      changes.push({ kind: "delete", table: "functionMemo", key: component.key });
    }
    return [...changes, ...disowned(this.#earlier, this.#next, this.#taken(), "after")];
  }

  /** Whether the store holds these bytes as the component's record: what it held as the run began, if nobody changed that. */
  #isStored(value: Uint8Array): boolean {
    const { stored } = this.component;
    return !this.#isTakenFrom() && stored.bytes !== undefined && sameBytes(stored.bytes, value);
  }

  /** Whether takeovers of this run change its record: then it moves with them, in the same transaction. */
  #isTakenFrom(): boolean {
    const { key, run } = this.component;
    return this.#taken() !== undefined || run.takeovers.mustRun(key);
  }

  /** Whether a member of its group that was planned after it took a state over. */
  #hasLost(): boolean {
    for (const state of this.#next.values()) if (state.lost) return true;
    return false;
  }

  #hasUndeclared(): boolean {
    for (const state of this.#next.values()) if (!state.declared && !state.lost) return true;
    return false;
  }

  #put(phase: "before" | "after"): Extract<Change, { kind: "put" }> {
    const { component } = this;
    const record: ComponentRecord = {
      memo: phase === "before" || component.run.takeovers.lost(component.key) ? undefined : this.#memo,
      targets: groupsOf(this.#next.values(), phase),
      identifiers: component.identifiers.issued(),
      appMemos: phase === "after" ? joinedHashes(component.recorder.appMemos) : component.stored.record.appMemos,
      // Until the states are certain, earlier levels are kept too: their components may still be there.
      levels: phase === "before" ? component.levels.encodedWithStored() : component.levels.encoded(),
      hasFunctionMemos: phase === "after" ? component.memos.size > 0 : component.stored.record.hasFunctionMemos,
      hasStates: phase === "after" ? component.states.isStored : component.stored.record.hasStates,
    };
    return { kind: "put", table: "component", key: component.key, value: encodeRecord(record) };
  }

  /** What the run has to delete when it settles: components that are gone, and states of this one. */
  #removals(): Change[] {
    const { component } = this;
    const changes: Change[] = this.absence.gone.map((key) => removalChange(key, "component"));
    if (this.#hasUndeclared()) {
      changes.push(removalChange(component.key, "states"));
      component.run.deletionHandlers.note(component.key, component.handlers);
    } else if (component.run.leftovers.of(component.key) !== undefined)
      changes.push({ kind: "delete", table: "removal", key: component.key });
    return changes;
  }
}
