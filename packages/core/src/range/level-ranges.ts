import { classesWithMemoRules, type ItemVersion, type KeyedItem } from "@coco/connectorkit";
import type { MountScope } from "../component/begin-mount.ts";
import type { ItemHits } from "../component/item-hits.ts";
import type { MountedFunction } from "../component/mounted-function.ts";
import { sameBytes } from "../internal/byte-text.ts";
import type { RangeDigest } from "./range-digest.ts";
import { RangeHash } from "./range-hash.ts";
import { RangeRecorder } from "./range-recorder.ts";
import { StoredRanges } from "./stored-ranges.ts";

/** Of what a scan is about to pass over; used up before anything is waited for. */
const hash = new RangeHash();

type VersionOf = (value: unknown) => ItemVersion | undefined;

/** The ranges of one level whose components are as they were: those of earlier runs, and those that this one finds. */
export class LevelRanges {
  readonly #hits: ItemHits;
  readonly #versionOf: VersionOf;
  readonly #stored: StoredRanges;
  readonly #recorder: RangeRecorder;
  /** Another rule may take part in what items are known by. */
  readonly #rules: string = JSON.stringify(classesWithMemoRules());

  private constructor({ run }: MountScope, prefix: Uint8Array, hits: ItemHits, versionOf: VersionOf) {
    this.#hits = hits;
    this.#versionOf = versionOf;
    this.#stored = new StoredRanges(run.state, prefix);
    this.#recorder = new RangeRecorder(run.state, prefix);
  }

  /** `undefined` where versions do not tell all that a hit hangs on, or nothing may be stored. */
  static for(
    scope: MountScope,
    prefix: Uint8Array,
    { state }: MountedFunction,
    hits: ItemHits | undefined,
    versionOf: VersionOf | undefined,
  ): LevelRanges | undefined {
    if (hits === undefined || versionOf === undefined || scope.run.plan !== undefined) return undefined;
    if (state?.definition.options.memoKey?.[0] !== undefined || hits.restIsStated) return undefined;
    return new LevelRanges(scope, prefix, hits, versionOf);
  }

  /** The first range of an earlier run that begins at this key or later. */
  from(position: Uint8Array): Promise<RangeDigest | undefined> {
    return this.#stored.from(position);
  }

  /** The range that `from` gave last is not as it was. */
  leave(): void {
    this.#stored.leave();
  }

  /** Whether these items, as many as the range has, are what it has, and all of them hits. */
  async isUnchanged({ dependencySets, digest }: RangeDigest, items: readonly KeyedItem<unknown>[]): Promise<boolean> {
    if (!this.#hits.hold(dependencySets)) return false;
    const first = this.#callOf((items[0] as KeyedItem<unknown>)[1]);
    if (first === undefined) return false;
    if (!this.#sumUp(first, items)) return false;
    return sameBytes(hash.digest(), digest) && this.#stored.stands();
  }

  /** Whether that is so still, now that nothing is waited for any more. */
  isUnchangedStill({ dependencySets }: RangeDigest): boolean {
    return this.#stored.standsNow && this.#hits.hold(dependencySets);
  }

  /** Takes the items of the range that `from` gave last for hits. */
  pass({ count, dependencySets, last }: RangeDigest): void {
    this.#stored.leave();
    this.#hits.pass(count, dependencySets);
    this.#recorder.passed(last);
  }

  /**
   * The next component was a hit. A promise where something is written.
   * @param revision - of the store, at which its record was read.
   */
  found(key: Uint8Array, [part, value]: KeyedItem<unknown>, revision: number): Promise<void> | undefined {
    const recorder = this.#recorder;
    const version = this.#versionOf(value);
    const known = version !== undefined && !this.#hits.isRuled;
    if (known && (recorder.goesOn(key, revision) || this.#begin(value, revision)))
      recorder.add(key, part, version, this.#hits.dependencySet);
    else recorder.other(key);
    return recorder.isFull ? recorder.write() : undefined;
  }

  /** The next component was no hit. */
  other(key: Uint8Array): void {
    this.#recorder.other(key);
  }

  /** Some that are stored come before the next component. */
  gap(): void {
    this.#recorder.gap();
  }

  finish(): Promise<void> {
    return this.#recorder.finish();
  }

  /** False where one of the items is not known by a version, or not well formed: whoever looks at it then says so. */
  #sumUp(call: string, items: readonly KeyedItem<unknown>[]): boolean {
    try {
      hash.start(call);
      for (let index = 0; index < items.length; index++) {
        const [part, value] = items[index] as KeyedItem<unknown>;
        const version = this.#versionOf(value);
        if (version === undefined) return false;
        hash.add(part, version);
      }
      return true;
    } catch {
      return false;
    }
  }

  #begin(value: unknown, revision: number): boolean {
    if (!this.#recorder.mayBegin(revision)) return false;
    const call = this.#callOf(value);
    if (call === undefined) return false;
    this.#recorder.begin(revision, call);
    return true;
  }

  #callOf(item: unknown): string | undefined {
    try {
      return this.#hits.callOf(item).text + this.#rules;
    } catch {
      return undefined;
    }
  }
}
