import type { ComponentRecord } from "../component/component-record.ts";
import { encodeRecord, readRecord } from "../component/record-codec.ts";
import { keysAbove, pathOfKey, pathOrder } from "../component/component-path.ts";
import { noteStoredLevels } from "../component/deep-levels.ts";
import { mountersOf } from "../component/mounters-of.ts";
import type { Run } from "../app/run.ts";
import type { OwnershipError } from "../errors/ownership-error.ts";
import { byteText, bytesOfText } from "../internal/byte-text.ts";
import type { Change } from "../store/index.ts";
import type { ComponentSubmission } from "./component-submission.ts";
import { declaredByTwo, ownedElsewhere } from "./declared-by-two.ts";
import { FreedValues, type HeldState } from "./freed-values.ts";
import type { GroupMember } from "./group-commit.ts";
import { type Takeover, takenOver } from "./takeovers.ts";
import { ownerHash } from "./target-path.ts";
import { findTracked, type FoundState } from "./tracked-state.ts";

/** What a claim on a state of another component leads to. */
interface Taken {
  /** Set where the state is taken from a component that is not planned in this group. */
  readonly takeover?: Takeover;
  /** Set where the former owner declared it in this run too, and loses. */
  readonly conflict?: OwnershipError;
  readonly undo?: () => void;
}

/** One state that a member of the group makes its own. */
export class Claim {
  /** The path as text. */
  readonly path: string;
  readonly hash: Uint8Array;
  /** The key, as text, of the component that stands in the owner table. */
  readonly former: string | undefined;
  /** The key, as text, of the component that it is taken from. */
  readonly from: string | undefined;
  readonly taken: Taken | undefined;

  constructor(
    path: string,
    hash: Uint8Array,
    former: string | undefined,
    from: string | undefined,
    taken: Taken | undefined,
  ) {
    this.path = path;
    this.hash = hash;
    this.former = former;
    this.from = from;
    this.taken = taken;
  }
}

/** Who owns what, for the components of one group (rule T4). Members are planned one after another, in path order. */
export class Claims {
  readonly #run: Run;
  #owners = new Map<string, string>();
  /** Of the owners and of the components above them, by key as text. */
  #records = new Map<string, ComponentRecord>();
  #members = new Map<string, ComponentSubmission>();
  /** Those of them that are to be deleted. */
  #gone: ReadonlySet<string> = new Set();
  /** By the path as text. */
  #claimants = new Map<string, ComponentSubmission>();
  readonly #freedValues: FreedValues;
  /** States of others, or its own, that give way to what a submission declares. */
  #freed = new Map<ComponentSubmission, readonly HeldState[]>();

  constructor(run: Run) {
    this.#run = run;
    this.#freedValues = new FreedValues(run);
  }

  /** Reads the owners of everything that the group declares anew, with the records that the group may change. */
  async prepare(submissions: readonly ComponentSubmission[]): Promise<void> {
    this.#forget();
    for (const submission of submissions) this.#members.set(submission.component.keyText, submission);
    this.#findFreed(submissions);
    const hashes: Uint8Array[] = [];
    for (const submission of submissions) {
      submission.claims(hashes);
      for (const held of this.#freed.get(submission) ?? []) hashes.push(ownerHash(bytesOfText(held.path)));
    }
    const concerned = new Set(
      submissions.flatMap(({ absence }) => absence.handedOver.map(({ from }) => byteText(from))),
    );
    const owners = hashes.length === 0 ? [] : await this.#run.state.read("owner", hashes);
    for (const [index, owner] of owners.entries()) {
      if (owner === undefined) continue;
      this.#owners.set(byteText(hashes[index] as Uint8Array), byteText(owner));
      concerned.add(byteText(owner));
      for (const above of keysAbove(owner)) concerned.add(byteText(above));
    }
    if (concerned.size === 0) return;
    const keys = [...concerned];
    const { leftovers, live, state } = this.#run;
    if (live !== undefined) this.#gone = await leftovers.refresh(state, keys.map(bytesOfText));
    const records = await this.#run.state.read("component", keys.map(bytesOfText));
    for (const [index, bytes] of records.entries()) {
      // Of one that cannot be read nothing is known that could be taken over.
      const record = bytes === undefined ? undefined : readRecord(bytes);
      if (record !== undefined) this.#records.set(keys[index] as string, record);
    }
    for (const [text, { levels }] of this.#records)
      if (levels.length > 0) await noteStoredLevels(this.#run, bytesOfText(text), levels);
  }

  /**
   * Maps of its own for each group: the tables of a map that is cleared lead from one to the next, so that an old one,
   * once the garbage collector takes it for long-lived, would keep all later groups in memory.
   */
  #forget(): void {
    this.#owners = new Map();
    this.#records = new Map();
    this.#members = new Map();
    this.#gone = new Set();
    this.#claimants = new Map();
    this.#freed = new Map();
  }

  /** The states that are deleted before what `submission` declares is written, since they hold a unique value of it. */
  freedBy(submission: ComponentSubmission): HeldState[] {
    const own = byteText(submission.component.key);
    return (this.#freed.get(submission) ?? []).filter(
      ({ owner, path }) => owner === own || this.#owners.get(byteText(ownerHash(bytesOfText(path)))) === owner,
    );
  }

  #findFreed(submissions: readonly ComponentSubmission[]): void {
    for (const { component } of submissions) this.#freedValues.hold(component);
    for (const submission of submissions) {
      const held = this.#freedValues
        .neededBy(submission.component)
        .filter(({ path }) => !submissions.some(({ component }) => component.declarations.has(path)));
      if (held.length > 0) this.#freed.set(submission, held);
    }
  }

  /**
   * Makes `submission` the owner of the state at `path`. Gives what is known of the state, if somebody had it.
   * Throws when a component whose path comes first declares it in this run too.
   */
  claim(
    submission: ComponentSubmission,
    path: Uint8Array,
    hash: Uint8Array,
    text: string = byteText(path),
  ): FoundState | undefined {
    const own = submission.component.keyText;
    const former = this.#owners.size === 0 ? undefined : this.#owners.get(byteText(hash));
    const claimant = this.#claimants.get(text);
    const owner = claimant === undefined ? former : claimant.component.keyText;
    const taken = owner === undefined || owner === own ? undefined : this.#take(submission, owner, path);
    submission.claimed.push(new Claim(text, hash, former, taken === undefined ? undefined : owner, taken?.claim));
    this.#claimants.set(text, submission);
    return taken?.found;
  }

  /** What `submission` claims is its own from now on, and those lose who declared it too. */
  confirm(submission: ComponentSubmission): void {
    for (const level of submission.absence.handedOver) this.#run.takeovers.noteLevel(level);
    const { emit } = this.#run;
    for (const { from, path, taken } of submission.claimed) {
      if (taken === undefined) continue;
      const { conflict, takeover } = taken;
      if (from !== undefined) emit?.(takenOver(bytesOfText(path), bytesOfText(from), submission.displayPath));
      if (conflict !== undefined && takeover !== undefined)
        this.#run.failAfterwards(pathOfKey(bytesOfText(takeover.owner)), conflict);
    }
  }

  /** Gives back what `submission` claimed: it cannot be written after all. */
  release(submission: ComponentSubmission): void {
    for (const { path, taken } of submission.claimed.splice(0)) {
      taken?.undo?.();
      this.#claimants.delete(path);
    }
    this.#members.delete(byteText(submission.component.key));
  }

  /** Adds the changes that move what `submission` takes: owner entries, and records of components outside of the group. */
  changes(submission: ComponentSubmission, changes: Change[]): void {
    const { key } = submission.component;
    const own = submission.component.keyText;
    for (const { former, hash, taken } of submission.claimed) {
      if (former !== own) changes.push({ kind: "put", table: "owner", key: hash, value: key });
      const takeover = taken?.takeover;
      if (takeover === undefined) continue;
      this.#push(changes, takeover.owner);
      if (takeover.effect === "none") continue;
      for (const above of takeover.above) this.#push(changes, byteText(above));
    }
    for (const { from } of submission.absence.handedOver) this.#push(changes, byteText(from));
  }

  #take(
    submission: ComponentSubmission,
    owner: string,
    path: Uint8Array,
  ): { found: FoundState; claim: Taken } | undefined {
    const text = byteText(path);
    const planned = this.#members.get(owner)?.plannedState(text);
    if (planned !== undefined) {
      if (planned.declared) throw declaredByTwo(path, submission.component.path, pathOfKey(bytesOfText(owner)));
      planned.lost = true;
      const { key, before, container, generation } = planned;
      const undo = (): void => {
        planned.lost = false;
      };
      return { found: { state: { key, ...before, declared: true, container }, generation }, claim: { undo } };
    }
    const record = this.#records.get(owner);
    const found = record === undefined ? undefined : findTracked(record.targets, path);
    if (found === undefined) return undefined;
    const conflict = this.#conflict(submission, owner, path, found);
    const effect = conflict !== undefined ? "lost" : found.state.declared ? "must run" : "none";
    const above = this.#relying(bytesOfText(owner), effect);
    const takeover: Takeover = { owner, path: text, by: byteText(submission.component.key), effect, above };
    const undo = this.#run.takeovers.note(takeover);
    const { leftovers } = this.#run;
    const ownerKey = bytesOfText(owner);
    const mayBeMissing =
      found.state.mayBeMissing ||
      leftovers.mayBeGone(ownerKey) ||
      (!found.state.declared && leftovers.undeclaredMayBeGone(ownerKey));
    return {
      found: { state: { ...found.state, mayBeMissing }, generation: found.generation },
      claim: { takeover, undo, ...(conflict === undefined ? {} : { conflict }) },
    };
  }

  /**
   * Those above an owner whose results rely on it. One that ran without coming to it, in this run or in an earlier one
   * that marked what it did not come to, and those above that, do not.
   */
  #relying(owner: Uint8Array, effect: Takeover["effect"]): Uint8Array[] {
    if (effect === "lost") return [...keysAbove(owner)];
    const { leftovers, presence } = this.#run;
    const mounters = mountersOf(owner, this.#records);
    const isGone = (key: Uint8Array): boolean =>
      leftovers.of(key)?.what === "component" && presence.of(key) === "unseen";
    const without = mounters.findIndex(
      (key, index) => presence.of(key) === "ran" || isGone(mounters[index - 1] ?? owner),
    );
    return without === -1 ? mounters : mounters.slice(0, without);
  }

  /** Two components that declare one state in a run: the one whose path comes first has it, whichever was here first. */
  #conflict(
    submission: ComponentSubmission,
    owner: string,
    path: Uint8Array,
    found: FoundState,
  ): OwnershipError | undefined {
    const key = bytesOfText(owner);
    const mine = submission.component;
    const seen = this.#run.presence.of(key);
    const replayed = this.#run.carrying.get(owner)?.carried.has(byteText(path)) ?? false;
    const isBusy = this.#run.isBusyElsewhere(key); // then what it will declare is not known yet
    const isElsewhere = seen === "elsewhere" && !this.#isGone(key);
    const isPresent = seen === "ran" || seen === "hit" || isElsewhere;
    const declared = replayed || (found.state.declared && isPresent);
    if (!declared && !isBusy) return undefined;
    const error = declaredByTwo(path, mine.path, pathOfKey(key));
    if (isBusy || isElsewhere) throw ownedElsewhere(error, key);
    if (Buffer.compare(pathOrder(key), pathOrder(mine.key)) < 0) throw error;
    return replayed ? undefined : error; // one that is still running finds out when it is planned
  }

  /** Whether a component, or one of those that it was mounted through, was gone and could not be deleted so far. */
  #isGone(key: Uint8Array): boolean {
    if (this.#gone.size === 0) return false;
    const isMarked = (one: Uint8Array): boolean => this.#gone.has(byteText(one));
    return isMarked(key) || mountersOf(key, this.#records).some(isMarked);
  }

  /** A record that is written by no member of this group: without what any member took from it, and what that voids. */
  #push(changes: Change[], text: string): void {
    const record = this.#records.get(text);
    if (record === undefined || this.#members.has(text)) return;
    const key = bytesOfText(text);
    const { takeovers } = this.#run;
    const memo = takeovers.mustRun(key) ? undefined : record.memo;
    changes.push({
      kind: "put",
      table: "component",
      key,
      value: encodeRecord(takeovers.withoutTaken(key, { ...record, memo })),
    });
  }
}

export function submissionsIn(members: readonly GroupMember[]): ComponentSubmission[] {
  return members.filter((member): member is ComponentSubmission => "claims" in member);
}
