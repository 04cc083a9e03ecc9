import type { Activity } from "../component/activity.ts";
import { isPromise } from "../internal/chain.ts";
import type { Turns } from "../internal/turns.ts";
import type { AppState, Change, Durability } from "../store/index.ts";
import type { ActionRunner, PlannedAction } from "./sink-runner.ts";

/** What one member of a group wants written, decided when the group closes. */
export interface Plan {
  readonly actions: readonly PlannedAction[];
  /**
   * Adds what is to be durable before any sink is called: old and new states, owners, identifiers. Asked for when all
   * are planned, unless no member of the group has actions.
   */
  before(changes: Change[]): void;
  /** Adds what is to be written when all actions of the member have succeeded. `failed`: owners of which one has not. */
  after(changes: Change[], failed: ReadonlyMap<object, unknown>): void;
}

/** Something that is written in a group: a component, or the deletions of one. */
export interface GroupMember {
  /** Members are planned in this order. */
  readonly sortKey: Uint8Array;
  /** How much it adds to the group, in bytes. */
  readonly weight: number;
  plan(): Plan;
  /** Called when it is written, or has failed. */
  committed?(): void;
}

/** Makes changes that nobody waits for. `written`: what is written with them, so far. */
type LooseChanges = (written: readonly Change[]) => readonly Change[] | PromiseLike<readonly Change[]>;

class Waiting {
  readonly member: GroupMember;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;

  constructor(member: GroupMember, resolve: () => void, reject: (error: unknown) => void) {
    this.member = member;
    this.resolve = resolve;
    this.reject = reject;
  }
}

const MAX_MEMBERS = 256;
const MAX_BYTES = 4 * 1024 * 1024;
const MAX_WAIT_MS = 20;
/** How much of the next group may be begun before the sinks of this one are called: both waits are made use of. */
const EARLY_SHARE = 0.5;

export interface GroupCommitOptions {
  readonly state: AppState;
  readonly sinks: Pick<ActionRunner, "apply">;
  /** Changes that go with every transaction: interned dependencies, the sequence. */
  readonly companions: () => readonly Change[];
  /** Called before the members of a group are planned. */
  readonly prepare: (members: readonly GroupMember[]) => Promise<void>;
  /** Whose groups follow one another. */
  readonly turns: Turns;
}

/**
 * Writes components in groups (rule T3): one durable transaction with every state that a target may be in, the sinks,
 * one transaction with what became true, durable a little later. Groups follow one another; while one is applied the next one collects.
 */
export class GroupCommit {
  readonly #options: GroupCommitOptions;
  readonly #activity: () => Activity;
  #waiting: Waiting[] = [];
  #bytes = 0;
  #loose: LooseChanges[] = [];
  #timer: NodeJS.Timeout | undefined;
  #working = false;
  #closing = false;
  /** How much of a whole group may wait before nothing more is to be begun. */
  #share = 1;
  #outside: (() => void)[] = [];

  constructor(options: GroupCommitOptions, activity: () => Activity) {
    this.#options = options;
    this.#activity = activity;
  }

  /** Writes a member with its group; resolves when it is applied and noted, which is durable soon, and when the run ends. */
  submit(member: GroupMember): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push(new Waiting(member, resolve, reject));
      this.#bytes += member.weight;
      if (this.#isWhole() || this.#activity().idle) this.closeSoon();
      else this.#closeInTime();
    });
  }

  #isWhole(): boolean {
    return this.#waiting.length >= MAX_MEMBERS || this.#bytes >= MAX_BYTES;
  }

  /** Whether enough waits already: who can wait begins nothing more until there is `room`. */
  get crowded(): boolean {
    return this.#waiting.length >= MAX_MEMBERS * this.#share || this.#bytes >= MAX_BYTES * this.#share;
  }

  /** Resolves when less waits: at most a whole group. */
  room(): Promise<void> {
    return new Promise((resolve) => this.#outside.push(resolve));
  }

  #letIn(share: number): void {
    this.#share = share;
    if (!this.crowded) for (const resolve of this.#outside.splice(0)) resolve();
  }

  /** Adds changes to the next transaction: nobody waits for them. They are made when it is written, after all others. */
  enqueue(changes: LooseChanges): void {
    this.#loose.push(changes);
  }

  /** Closes the group in this turn of the event loop, when what is about to be submitted has been. */
  closeSoon(): void {
    if (this.#closing || this.#working || this.#waiting.length === 0) return;
    this.#closing = true;
    setImmediate(() => {
      this.#closing = false;
      void this.#work();
    });
  }

  /** Closes the group when it has waited so long. One that is due while another is written is due again after that. */
  #closeInTime(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.closeSoon();
    }, MAX_WAIT_MS);
  }

  /** Writes what nobody waits for; when it resolves everything is durable. */
  async flush(): Promise<void> {
    await this.#options.turns.take(async () => {
      await this.#write(() => undefined);
      await this.#options.state.persist();
    });
  }

  async #write(collect: (changes: Change[]) => void, durability?: Durability): Promise<void> {
    const changes: Change[] = [];
    collect(changes);
    for (const make of this.#loose.splice(0)) {
      const made = make(changes);
      changes.push(...(isPromise(made) ? await made : made));
    }
    changes.push(...this.#options.companions());
    if (changes.length > 0) await this.#options.state.commit(changes, durability);
  }

  async #work(): Promise<void> {
    if (this.#working) return;
    this.#working = true;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    try {
      while (this.#waiting.length > 0) {
        const group = this.#waiting.splice(0, MAX_MEMBERS);
        for (const { member } of group) this.#bytes -= member.weight;
        this.#letIn(EARLY_SHARE);
        await this.#commit(group);
        this.#letIn(1);
        if (!this.#isWhole() && !this.#activity().idle) break;
      }
    } finally {
      this.#working = false;
    }
    if (this.#waiting.length > 0) this.#closeInTime();
    // A failure is noted by the state, which takes nothing more then.
    else void this.#options.state.persist().catch(() => undefined);
  }

  async #commit(group: readonly Waiting[]): Promise<void> {
    try {
      await this.#options.turns.take(() => this.#commitOrThrow(group));
    } catch (error) {
      // The store could not be written: nothing of the group counts as done.
      for (const waiting of group) waiting.reject(error);
    }
  }

  async #commitOrThrow(group: readonly Waiting[]): Promise<void> {
    const ordered = [...group].sort((a, b) => Buffer.compare(a.member.sortKey, b.member.sortKey));
    await this.#options.prepare(ordered.map((waiting) => waiting.member));
    const planned: { waiting: Waiting; plan: Plan }[] = [];
    for (const waiting of ordered) {
      try {
        planned.push({ waiting, plan: waiting.member.plan() });
      } catch (error) {
        waiting.reject(error);
      }
    }
    const actions = planned.flatMap(({ plan }) => plan.actions);
    let failed: ReadonlyMap<object, unknown> = new Map();
    if (actions.length > 0) {
      await this.#write((changes) => {
        for (const { plan } of planned) plan.before(changes);
      });
      const applied = this.#options.sinks.apply(actions);
      this.#letIn(1);
      failed = await applied;
    }
    const done = planned.filter(({ waiting }) => !failed.has(waiting.member));
    // What is lost of it in a power cut was recorded before the sinks were called: it is reconciled again. So nobody waits
    // until it is durable: the next group sees to that before it calls a sink, and where none comes, `#work`.
    await this.#write((changes) => {
      for (const { plan } of done) plan.after(changes, failed);
    }, "later");
    for (const { waiting } of done) {
      waiting.member.committed?.();
      waiting.resolve();
    }
    for (const { waiting } of planned) {
      if (failed.has(waiting.member)) waiting.reject(failed.get(waiting.member));
    }
  }
}
