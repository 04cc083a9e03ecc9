import { decodeKeyPath } from "@coco/connectorkit";
import { type ComponentRecord, decodeRecord, encodeRecord } from "../component/component-record.ts";
import { formatPath } from "../component/component-path.ts";
import type { Run } from "../app/run.ts";
import { OwnershipError } from "../errors/ownership-error.ts";
import { byteText, bytesOfText } from "../internal/byte-text.ts";
import type { Change } from "../store/index.ts";
import type { ComponentSubmission } from "./component-submission.ts";
import type { GroupMember } from "./group-commit.ts";
import { formatTargetPath } from "./target-path.ts";
import type { Generation, TrackedState } from "./tracked-state.ts";

/** A state that a component claims from whoever has it, or had it. */
export interface Claimed {
  readonly state: TrackedState;
  readonly generation: Generation;
}

/** Who owns what, for the components of one group (rule T4). */
export class Claims {
  readonly #run: Run;
  readonly #owners = new Map<string, string>();
  readonly #records = new Map<string, ComponentRecord>();
  readonly #members = new Map<string, ComponentSubmission>();
  readonly #claimed = new Map<string, string>();
  /** What each member of this group claimed: path as text → the state's key in the owner table. */
  readonly #bySubmission = new Map<ComponentSubmission, Map<string, Uint8Array>>();
  /** By owner: the paths that members of this group took over from it. */
  readonly #moved = new Map<string, Set<string>>();

  constructor(run: Run) {
    this.#run = run;
  }

  /** Reads the owners of everything that the group declares anew, and the records of other components that own some. */
  async prepare(submissions: readonly ComponentSubmission[]): Promise<void> {
    this.#owners.clear();
    this.#records.clear();
    this.#members.clear();
    this.#claimed.clear();
    this.#bySubmission.clear();
    this.#moved.clear();
    for (const submission of submissions) this.#members.set(byteText(submission.component.key), submission);
    const hashes = submissions.flatMap((submission) => submission.claims());
    if (hashes.length === 0) return;
    const owners = await this.#run.state.read("owner", hashes);
    const others = new Set<string>();
    for (const [index, owner] of owners.entries()) {
      if (owner === undefined) continue;
      const text = byteText(owner);
      this.#owners.set(byteText(hashes[index] as Uint8Array), text);
      others.add(text);
    }
    const keys = [...others];
    const records = await this.#run.state.read("component", keys.map(bytesOfText));
    for (const [index, bytes] of records.entries()) {
      if (bytes !== undefined) this.#records.set(keys[index] as string, decodeRecord(bytes));
    }
  }

  /**
   * Makes `submission` the owner of the state at `path`. Gives what is known of the state, if somebody had it.
   * Throws when a component whose path comes first declares it in this run too.
   */
  claim(submission: ComponentSubmission, path: Uint8Array, hash: Uint8Array): Claimed | undefined {
    const text = byteText(path);
    const own = byteText(submission.component.key);
    const owner = this.#claimed.get(text) ?? this.#owners.get(byteText(hash));
    this.#claimed.set(text, own);
    const claims = this.#bySubmission.get(submission) ?? new Map<string, Uint8Array>();
    this.#bySubmission.set(submission, claims.set(text, hash));
    if (owner === undefined || owner === own) return undefined;
    const member = this.#members.get(owner);
    const planned = member?.plannedState(text);
    if (planned !== undefined && member !== undefined) {
      if (planned.declared) this.#resolveConflict(submission, owner, path);
      planned.lost = true;
      const { possible, mayBeMissing } = planned.before;
      const state: TrackedState = { key: planned.key, possible, mayBeMissing, declared: true, container: planned.container };
      return { state, generation: planned.generation };
    }
    const record = this.#records.get(owner);
    const found = record === undefined ? undefined : findState(record, path);
    if (record === undefined || found === undefined) return undefined;
    if (found.state.declared && this.#declaresInThisRun(owner)) this.#resolveConflict(submission, owner, path);
    const moved = this.#moved.get(owner) ?? new Set();
    this.#moved.set(owner, moved.add(text));
    this.#run.noteTaken(owner, text, submission.component.key);
    return this.#run.isBeingDeleted(bytesOfText(owner)) ? { ...found, state: { ...found.state, mayBeMissing: true } } : found;
  }

  /** Gives back what `submission` claimed: it cannot be written after all. */
  release(submission: ComponentSubmission): void {
    for (const path of this.#bySubmission.get(submission)?.keys() ?? []) {
      this.#claimed.delete(path);
      for (const [owner, moved] of this.#moved) {
        if (moved.delete(path)) this.#run.forgetTaken(owner, path);
      }
    }
  }

  /** The changes that move what `submission` claimed. */
  changes(submission: ComponentSubmission): Change[] {
    const changes: Change[] = [];
    const own = byteText(submission.component.key);
    for (const [path, hash] of this.#bySubmission.get(submission) ?? []) {
      if (this.#claimed.get(path) !== own) continue;
      const former = this.#owners.get(byteText(hash));
      if (former !== own) changes.push({ kind: "put", table: "owner", key: hash, value: submission.component.key });
      if (former === undefined || former === own || this.#members.has(former)) continue;
      const record = this.#records.get(former);
      if (record === undefined) continue;
      const rest = [...(this.#moved.get(former) ?? [])].map(bytesOfText).reduce(withoutState, record);
      changes.push({ kind: "put", table: "component", key: bytesOfText(former), value: encodeRecord(rest) });
    }
    return changes;
  }

  #declaresInThisRun(owner: string): boolean {
    const seen = this.#run.presence.of(bytesOfText(owner));
    return seen === "ran" || seen === "hit";
  }

  /** Two components declare one state: the one whose path comes first keeps it, whichever was here first. */
  #resolveConflict(submission: ComponentSubmission, owner: string, path: Uint8Array): void {
    const ownerKey = bytesOfText(owner);
    const ownerPath = decodeKeyPath(ownerKey.subarray(2));
    const mine = submission.component;
    const error = new OwnershipError(
      `Two components declare ${formatTargetPath(path)} in one run: ${mine.displayPath} and ${formatPath(ownerPath)}.`,
      {
        code: "DECLARED_BY_TWO",
        hint: "A target state has one owner: give the two different keys, or declare it in one place.",
      },
    );
    if (Buffer.compare(ownerKey.subarray(2), mine.key.subarray(2)) < 0) throw error;
    this.#run.failAfterwards(ownerPath, error);
  }
}

export function submissionsIn(members: readonly GroupMember[]): ComponentSubmission[] {
  return members.filter((member): member is ComponentSubmission => "claims" in member);
}

function findState(record: ComponentRecord, path: Uint8Array): Claimed | undefined {
  for (const group of record.targets) {
    if (!startsWith(path, group.provider)) continue;
    const key = path.subarray(group.provider.length);
    const state = group.states.find((candidate) => Buffer.compare(candidate.key, key) === 0);
    if (state !== undefined) return { state, generation: group.generation };
  }
  return undefined;
}

/** The record without a state that another component took over: its own result cannot stand for it any more. */
function withoutState(record: ComponentRecord, path: Uint8Array): ComponentRecord {
  const targets = record.targets.map((group) =>
    startsWith(path, group.provider)
      ? { ...group, states: group.states.filter((state) => Buffer.compare(state.key, path.subarray(group.provider.length)) !== 0) }
      : group,
  );
  return {
    memo: undefined,
    targets: targets.filter((group) => group.states.length > 0),
    identifiers: record.identifiers,
    appMemos: record.appMemos,
    levels: record.levels,
    hasFunctionMemos: record.hasFunctionMemos,
  };
}

function startsWith(path: Uint8Array, prefix: Uint8Array): boolean {
  return path.length > prefix.length && Buffer.compare(path.subarray(0, prefix.length), prefix) === 0;
}
