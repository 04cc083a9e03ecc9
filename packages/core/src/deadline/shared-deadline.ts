import type { Clock } from "./clock.ts";
import { Deadline } from "./deadline.ts";

/**
 * The deadline of work that several callers wait for: the latest of theirs, and none where one of them has none. It only
 * ever moves back.
 */
export class SharedDeadline extends Deadline {
  #latest: Deadline | undefined;

  constructor(first: Deadline) {
    super(first.remaining, first.clock, first.milliseconds);
    this.#latest = first;
  }

  override get milliseconds(): number {
    return this.#latest?.milliseconds ?? Number.POSITIVE_INFINITY;
  }

  override get ofUpdate(): boolean {
    return this.#latest?.ofUpdate ?? false;
  }

  override get moves(): boolean {
    return true;
  }

  override get remaining(): number {
    return this.#latest?.remaining ?? Number.POSITIVE_INFINITY;
  }

  override get passed(): boolean {
    return this.#latest?.passed ?? false;
  }

  /** Somebody else waits too: until `other`, or for ever. */
  extend(other: Deadline | undefined): void {
    if (this.#latest === undefined) return;
    if (other === undefined || other.remaining > this.#latest.remaining) this.#latest = other;
  }

  protected override narrowedBy(inner: Deadline): Deadline {
    return new NarrowedDeadline(inner, this);
  }
}

/** A deadline inside of one that may move: passes with whichever passes first. */
class NarrowedDeadline extends Deadline {
  readonly #inner: Deadline;
  readonly #outer: Deadline;

  constructor(inner: Deadline, outer: Deadline) {
    super(inner.remaining, inner.clock, inner.milliseconds);
    this.#inner = inner;
    this.#outer = outer;
  }

  override get milliseconds(): number {
    return this.#sooner.milliseconds;
  }

  override get ofUpdate(): boolean {
    return this.#sooner.ofUpdate;
  }

  override get clock(): Clock {
    return this.#sooner.clock;
  }

  override get moves(): boolean {
    return true;
  }

  override get remaining(): number {
    return this.#sooner.remaining;
  }

  override get passed(): boolean {
    return this.#inner.passed || this.#outer.passed;
  }

  protected override narrowedBy(inner: Deadline): Deadline {
    return new NarrowedDeadline(inner, this);
  }

  get #sooner(): Deadline {
    return this.#outer.remaining < this.#inner.remaining ? this.#outer : this.#inner;
  }
}
