import { checkKey, type KeyedItem, type StableKey } from "@coco/connectorkit";
import { byteText, sameBytes } from "../internal/byte-text.ts";
import { isPromise } from "../internal/chain.ts";
import type { RunningScan } from "../progress/running-scan.ts";
import type { MountScope } from "./begin-mount.ts";
import { cancelled } from "./cancelled.ts";
import { formatPath, keyInLevel } from "./component-path.ts";
import { duplicateItem } from "./duplicate-item.ts";
import type { HandlingOutcome } from "./exception-handlers.ts";
import { type Asked, ItemHits } from "./item-hits.ts";
import type { Level } from "./levels.ts";
import { ItemRequest } from "./item-request.ts";
import { ItemRuns } from "./item-runs.ts";
import type { MountedFunction } from "./mounted-function.ts";
import type { ScanProgress } from "./presence.ts";
import type { LeftToOthers } from "./left-to-others.ts";
import type { ScannedItems } from "./scanned-items.ts";
import type { RangeDigest } from "../range/range-digest.ts";
import { LevelRanges } from "../range/level-ranges.ts";
import { acceptHit, type ComponentRequest, type Prepared, prepareComponent } from "./run-component.ts";
import { StoredLevel } from "./stored-level.ts";

/**
 * One pass over the items of a level. While their keys rise, they are merged with the stored level page by page, and
 * what the source does not have any more shows by itself. From the first key on that does not rise, keys are
 * remembered and looked up instead.
 */
export class LevelScan {
  readonly #scope: MountScope;
  readonly #level: Level;
  readonly #mounted: MountedFunction;
  readonly #args: readonly unknown[];
  readonly #progress: ScanProgress;
  /** Whether keys have risen so far: then everything up to the last one is known without being remembered. */
  #merging: boolean;
  /** The last key before the order broke. */
  #mergedTo: Uint8Array | undefined;
  readonly #stored: StoredLevel;
  readonly #hits: ItemHits | undefined;
  /** Of components that are as they were; while keys rise. */
  ranges: LevelRanges | undefined;
  readonly #skips: LeftToOthers["skips"];
  readonly #absent: Uint8Array[] = [];
  readonly #bytesOf: ScannedItems["bytesOf"];
  readonly #counted: RunningScan;
  readonly #runs: ItemRuns;

  constructor(
    scope: MountScope,
    level: Level,
    mounted: MountedFunction,
    args: readonly unknown[],
    { bytesOf, ordered, size, versionOf }: ScannedItems,
    { handsOver, skips }: LeftToOthers = {},
  ) {
    this.#skips = skips;
    this.#scope = scope;
    this.#runs = new ItemRuns(scope, handsOver);
    this.#level = level;
    this.#mounted = mounted;
    this.#args = args;
    this.#merging = ordered;
    this.#progress = scope.run.presence.beginScan(level.prefix, mounted.name);
    this.#stored = new StoredLevel(scope.run.state, level.prefix, (key) => this.#pass(key));
    this.#hits = ItemHits.for(scope, mounted, args);
    if (ordered && skips === undefined && handsOver === undefined)
      this.ranges = LevelRanges.for(scope, level.prefix, mounted, this.#hits, versionOf);
    this.#bytesOf = bytesOf;
    this.#counted = scope.run.stats.beginScan(mounted.name, size);
  }

  get isMerging(): boolean {
    return this.#merging;
  }

  /** The key of the last component that it came to while keys rose; at first what all keys of the level begin with. */
  get position(): Uint8Array {
    return this.#progress.last ?? this.#level.prefix;
  }

  /** @throws where the run was stopped. */
  beginPage(): void {
    const { component, run } = this.#scope;
    if (run.signal.aborted) throw cancelled(component.path);
    this.#hits?.count(); // of the page before
  }

  /** Passes over components that are as they were. */
  passOver({ count, last }: RangeDigest): void {
    this.#stored.skipTo(last);
    this.#progress.last = last;
    this.#counted.arrived(count);
  }

  /**
   * Hits, or starts, the components of a page of items, from one of them on; gives up to which one.
   * @param until - it stops behind the component of this key.
   */
  async take(items: readonly KeyedItem<unknown>[], from: number, until?: Uint8Array): Promise<number> {
    const { run } = this.#scope;
    const looked = this.#merging ? undefined : await this.#lookUp(items);
    for (let index = from; index < items.length; index++) {
      if (until !== undefined && index > from && this.#merging && sameBytes(this.position, until)) return index;
      const [part, value] = items[index] as KeyedItem<unknown>;
      const key = this.#keyOf(part);
      let bytes: Uint8Array | undefined;
      if (looked !== undefined) {
        bytes = looked[index];
      } else if (this.#merging && this.#rises(key, part)) {
        while (!this.#stored.advanceTo(key)) await this.#stored.readPage();
        bytes = this.#stored.takeMet();
      } else {
        this.#stopMerging();
        [bytes] = await run.state.read("component", [key]);
      }
      if (this.#merging) this.#progress.last = key;
      else this.#remember(key, part, bytes !== undefined);
      if (this.#skips?.(key, () => this.#request(part, key, value))) {
        this.#counted.arrived();
        continue;
      }
      const asked = bytes === undefined ? this.#hits?.ask(value) : this.#hits?.judge(value, bytes);
      if (asked === true) {
        if (!this.#merging) run.presence.note(key, "hit");
        this.#counted.arrived();
        const written = this.ranges?.found(key, items[index] as KeyedItem<unknown>, this.#stored.revision);
        if (written !== undefined) await written;
        continue;
      }
      this.ranges?.other(key);
      const started = this.#item(this.#request(part, key, value), bytes, asked);
      if (started !== undefined) await started;
      this.#counted.arrived();
      const pause = this.#runs.pause();
      if (pause !== undefined) await pause;
    }
    return items.length;
  }

  /** Ends the scan; gives the keys of the stored components that it did not come to. */
  async finish(): Promise<Uint8Array[]> {
    await this.ranges?.finish();
    await this.#stored.finish();
    this.#runs.end();
    const { present } = this.#level;
    return present.size === 0 ? this.#absent : this.#absent.filter((key) => !present.has(byteText(key)));
  }

  /** To be called when the source has given all, or has failed: what it did not give is to be done, and a live update begins anew. */
  ended(complete: boolean): void {
    this.#hits?.count();
    const { live, signal } = this.#scope.run;
    this.#counted.end(!complete && (signal.aborted || !live?.follows));
  }

  /** Resolves when every component of the scan is done. */
  done(): Promise<HandlingOutcome | undefined> {
    return this.#runs.done();
  }

  #keyOf(part: StableKey): Uint8Array {
    try {
      return keyInLevel(this.#level.prefix, part);
    } catch (error) {
      checkKey(part, `The key of an item of mountEach(${this.#mounted.name ?? formatPath(this.#level.path)})`);
      throw error;
    }
  }

  #request(part: StableKey, key: Uint8Array, value: unknown): ComponentRequest {
    return new ItemRequest(this.#scope, this.#mounted, {
      path: this.#level.path.concat([part]),
      key,
      args: [value, ...this.#args],
      bytes: this.#bytesOf?.(value),
      scan: this.#merging ? this.#progress : undefined,
    });
  }

  /** Synchronous for a hit whose states need no waiting. */
  #item(request: ComponentRequest, bytes: Uint8Array | undefined, asked: Asked | undefined): Promise<void> | undefined {
    let prepared: Prepared | Promise<Prepared>;
    try {
      prepared = prepareComponent(request, bytes, asked);
    } catch (error) {
      prepared = Promise.reject(error);
    }
    if (isPromise(prepared)) {
      prepared.catch(() => undefined); // it is awaited later, once there is a slot
    } else if (prepared.judgement.hit && acceptHit(request, prepared) !== undefined) {
      if (!this.#merging) this.#scope.run.presence.note(request.key, "hit");
      return undefined;
    }
    return this.#runs.start(request, prepared);
  }

  #rises(key: Uint8Array, part: StableKey): boolean {
    const { last } = this.#progress;
    if (last === undefined) return true;
    const order = Buffer.compare(key, last);
    if (order === 0) throw duplicateItem(this.#mounted.name, part);
    return order > 0;
  }

  #stopMerging(): void {
    if (this.#merging) this.#mergedTo = this.#progress.last;
    this.#merging = false;
    this.ranges = undefined;
  }

  #pass(key: Uint8Array): void {
    this.ranges?.gap();
    const text = byteText(key);
    if (this.#level.present.has(text)) return;
    this.#absent.push(new Uint8Array(key)); // a copy, not a view, which would keep a whole page in memory
    this.#progress.absent.add(text);
  }

  #lookUp(items: readonly KeyedItem<unknown>[]): Promise<readonly (Uint8Array | undefined)[]> {
    return this.#scope.run.state.read(
      "component",
      items.map(([part]) => this.#keyOf(part)),
    );
  }

  #remember(key: Uint8Array, part: StableKey, isStored: boolean): void {
    const text = byteText(key);
    if (this.#level.present.has(text) || this.#wasMerged(key, isStored)) throw duplicateItem(this.#mounted.name, part);
    this.#level.present.add(text);
    this.#progress.absent.delete(text);
  }

  /** Whether the merge came across the key: it was started then, or found as it was, or else it is among the absent. */
  #wasMerged(key: Uint8Array, isStored: boolean): boolean {
    if (this.#mergedTo === undefined || Buffer.compare(key, this.#mergedTo) > 0) return false;
    return this.#scope.run.presence.isNoted(key) || (isStored && !this.#progress.absent.has(byteText(key)));
  }
}
