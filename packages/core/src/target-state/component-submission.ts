import type { AnyTargetHandler } from "@coco/connectorkit";
import type { Absence } from "../component/absence.ts";
import type { Component } from "../component/component.ts";
import type { ComponentMemo } from "../component/component-record.ts";
import { encodeRecordWith } from "../component/record-codec.ts";
import { pathOfKey, pathOrder } from "../component/component-path.ts";
import { bytesOfText, sameBytes } from "../internal/byte-text.ts";
import { joinedHashes } from "../function/app-memos.ts";
import type { Change } from "../store/index.ts";
import { causeOf, type DeclaredState } from "./cause-of.ts";
import type { Claim, Claims } from "./claims.ts";
import { effectOf } from "./container-effect.ts";
import { declaredByTwo } from "./declared-by-two.ts";
import { type Declaration, orderOf } from "./declaration.ts";
import type { GroupMember, Plan } from "./group-commit.ts";
import { disowned, type EarlierState, earlierStates } from "./disowned.ts";
import type { HeldState } from "./freed-values.ts";
import { planFreed } from "./plan-freed.ts";
import { nextGeneration } from "./next-generation.ts";
import { NextState, type Phase } from "./next-states.ts";
import { PlannedStates } from "./planned-states.ts";
import { neverWritten, type PossibleStates, type Reconciled, reconcile, seenFrom } from "./reconcile.ts";
import { removalChange, removalOfGone } from "./removal.ts";
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
  readonly #planned: PlannedStates;
  /** What it makes its own. */
  readonly claimed: Claim[] = [];
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
    this.#planned = new PlannedStates(component.declarations);
  }

  get displayPath(): string {
    return this.component.displayPath;
  }

  get sortKey(): Uint8Array {
    return pathOrder(this.component.key);
  }

  get weight(): number {
    const { declarations, memos } = this.component;
    return (declarations.size + 1) * STATE_WEIGHT + memos.newBytes + (this.#memo?.value?.length ?? 0);
  }

  /** Adds the short hashes of the declared states whose owner is not known to be this component. */
  claims(into: Uint8Array[]): void {
    const taken = this.#taken();
    const { declarations } = this.component;
    if (this.#earlier.size === 0) {
      for (const { hash } of declarations.values()) into.push(hash);
      return;
    }
    for (const [path, { hash }] of declarations) if (!this.#earlier.has(path) || taken?.has(path)) into.push(hash);
  }

  /** What this component will have at `path`, once planned. */
  plannedState(path: string): NextState | undefined {
    const state = this.#planned.get(path);
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
    const takenFrom = this.#taken();
    for (const [path, declaration] of declarations)
      this.#planDeclared(path, declaration, takenFrom?.has(path) ?? false, actions);
    for (const held of this.#claims.freedBy(this)) this.#planFreed(held, actions);
    for (const [path, { group, state }] of this.#earlier) {
      if (this.#planned.get(path) !== undefined) continue;
      const taker = this.#taken()?.get(path);
      if (taker === undefined) this.#keep(path, group, state, carried.has(path));
      else if (carried.has(path)) throw declaredByTwo(bytesOfText(path), pathOfKey(bytesOfText(taker)), own);
    }
    this.#acts = actions.length > 0;
    return {
      actions,
      before: (changes) => this.#before(changes),
      after: (changes) => this.#after(changes),
    };
  }

  committed(): void {
    const { key, recorder, run } = this.component;
    for (const { path, handler, generation } of this.#made ?? []) run.providers.submitted(path, handler, generation);
    run.appMemos.stored(recorder.appMemos);
    run.takeovers.stored(key);
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
    const result = reconcile(handler, declaration.key, declaration.value, previous, declaration);
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
    this.#planned.addDeclared(declaration, next);
    if (result.action !== undefined)
      actions.push(this.#actionOf({ declaration, generation, known, previous }, result.action, handler));
    if (container !== undefined) {
      const child = handler.child?.(declaration.key, { declared: declaration.value });
      (this.#made ??= []).push({ path: declaration.path, handler: child, generation: container });
    }
  }

  #actionOf(
    declared: DeclaredState,
    { payload, sink }: NonNullable<Reconciled["action"]>,
    handler: AnyTargetHandler,
  ): PlannedAction {
    const { component } = this;
    const { declaration, previous } = declared;
    const { emit, plan } = component.run;
    return {
      sink,
      payload,
      order: orderOf(declaration),
      change: previous.possible.length === 0 ? "create" : "update",
      path: declaration.path,
      owner: this,
      reason: component.reason,
      cause: emit === undefined && plan === undefined ? undefined : causeOf(component, declared),
      effect: plan === undefined ? undefined : effectOf(handler, declaration, previous),
    };
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
    this.#planned.addOther(state);
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
    this.#planned.addOther(next);
  }

  #before(changes: Change[]): void {
    if (!this.#acts && this.claimed.length === 0 && !this.#isTakenFrom() && !this.#planned.hasLost) return;
    this.#wroteAhead = true;
    changes.push(this.#put("before"));
    disowned(this.#earlier, this.#planned, this.#taken(), "before", changes);
    this.#claims.changes(this, changes);
    this.#removals(changes);
  }

  #after(changes: Change[]): void {
    const { key, memos, recorder, run, states, stored } = this.component;
    const record = this.#put("after");
    if (this.#wroteAhead || !this.#isStored(record.value)) changes.push(record);
    if (!this.#wroteAhead) {
      this.#claims.changes(this, changes);
      this.#removals(changes);
    }
    for (const change of run.appMemos.changes(stored.record.appMemos, recorder.appMemos)) changes.push(change);
    for (const change of states.changes(key, stored.record.hasStates)) changes.push(change);
    const encoded = memos.size === 0 ? undefined : memos.encodeIfChanged();
    if (encoded !== undefined) changes.push({ kind: "put", table: "functionMemo", key, value: encoded });
    else if (memos.size === 0 && stored.record.hasFunctionMemos)
      changes.push({ kind: "delete", table: "functionMemo", key });
    disowned(this.#earlier, this.#planned, this.#taken(), "after", changes);
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

  #put(phase: Phase): Extract<Change, { kind: "put" }> {
    const { component } = this;
    const record = {
      memo: phase === "before" || component.run.takeovers.lost(component.key) ? undefined : this.#memo,
      identifiers: component.identifiers.issued(),
      appMemos: phase === "after" ? joinedHashes(component.recorder.appMemos) : component.stored.record.appMemos,
      // Until the states are certain, earlier levels are kept too: their components may still be there.
      levels: phase === "before" ? component.levels.encodedWithStored() : component.levels.encoded(),
      hasFunctionMemos: phase === "after" ? component.memos.size > 0 : component.stored.record.hasFunctionMemos,
      hasStates: phase === "after" ? component.states.isStored : component.stored.record.hasStates,
    };
    return {
      kind: "put",
      table: "component",
      key: component.key,
      value: encodeRecordWith(record, this.#planned.in(phase)),
    };
  }

  /** What the run has to delete when it settles: components that are gone, and states of this one. */
  #removals(changes: Change[]): void {
    const { handlers, key, run } = this.component;
    for (const gone of this.absence.gone) changes.push(removalOfGone(gone, run.leftovers));
    if (this.#planned.hasUndeclared) {
      changes.push(removalChange(key, "states"));
      run.deletionHandlers.note(key, handlers);
    } else if (run.leftovers.of(key) !== undefined) changes.push({ kind: "delete", table: "removal", key });
  }
}
