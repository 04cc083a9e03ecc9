import { byteText } from "../internal/byte-text.ts";
import { componentKey, type ComponentPath, keysAbove, levelPrefix, pathOfKey } from "./component-path.ts";
import type { Leftovers } from "./leftovers.ts";

/** What a run knows of a component so far. */
export type Seen =
  | "begun"
  | "ran"
  | "failed"
  | "hit"
  | "unseen"
  /** It belongs to what another run of the same update looks after. It counts as present. */
  | "elsewhere";

/**
 * What is noted of a component: `"gone"` where its source said that it is not there any more, `"lost"` where it was hit,
 * with all beneath it, and failed afterwards.
 */
type Noted = Exclude<Seen, "unseen"> | "gone" | "lost";

/** How far the scan of a level has come: every stored component up to `last` was seen or is absent. */
export interface ScanProgress {
  last: Uint8Array | undefined;
  /** Keys, as text, of those passed over. */
  readonly absent: Set<string>;
  /** What the items are mounted with. */
  readonly functionName: string | undefined;
}

/** `"all"`: the run comes to everything there is. `"some"`: what it is not told to visit is another run's. */
export type Reach = "all" | "some";

/** Which components a run has come across. Hits of ordered scans cost no entry: the scan's progress tells of them. */
export class Presence {
  readonly #leftovers: Leftovers;
  readonly #reach: Reach;
  readonly #seen = new Map<string, Noted>();
  /** Prefixes, as text, of levels that other runs follow. */
  readonly #followed = new Set<string>();
  readonly #scans = new Map<string, ScanProgress>();
  /** By prefix as text: how long the path of the component is that has the level, where others may stand in between. */
  readonly #owners = new Map<string, number>();

  constructor(leftovers: Leftovers, reach: Reach = "all") {
    this.#leftovers = leftovers;
    this.#reach = reach;
  }

  note(key: Uint8Array, seen: Noted): void {
    this.#seen.set(byteText(key), seen);
  }

  /** Notes that other runs of the same update look after what is on a level. */
  noteFollowed(prefix: Uint8Array): void {
    this.#followed.add(byteText(prefix));
  }

  /** Notes that a component which was done turned out to have failed. */
  noteLost(key: Uint8Array): void {
    this.note(key, this.of(key) === "hit" ? "lost" : "failed");
  }

  /**
   * Notes that a component without children is done. What the scan that came to it tells anyway is not kept: so the
   * items of a scan, new or not, cost no memory.
   */
  noteLeaf(key: Uint8Array, scan: ScanProgress | undefined): void {
    const text = byteText(key);
    const told = scan?.last !== undefined && Buffer.compare(key, scan.last) <= 0 && !scan.absent.has(text);
    if (told) this.#seen.delete(text);
    else this.#seen.set(text, "ran");
  }

  /** Whether something was noted of exactly this component. */
  isNoted(key: Uint8Array): boolean {
    return this.#seen.has(byteText(key));
  }

  /** Whether there are levels that other runs follow. */
  get followsOthers(): boolean {
    return this.#followed.size > 0;
  }

  beginScan(prefix: Uint8Array, functionName: string | undefined): ScanProgress {
    const progress: ScanProgress = { last: undefined, absent: new Set(), functionName };
    this.#scans.set(byteText(prefix), progress);
    return progress;
  }

  /** The function that the items of a level are mounted with, where the level was scanned. */
  functionAt(level: Uint8Array): string | undefined {
    return this.#scans.get(byteText(level))?.functionName;
  }

  /** Notes that the level at `level` is that of the component of `path`, and of none between the two. */
  noteLevel(path: ComponentPath, level: ComponentPath): void {
    this.#owners.set(byteText(levelPrefix(level)), path.length);
  }

  /** Whether one that failed stands above, with none in between that ran or was hit: what it was about to mount is not known. */
  isBeneathFailure(key: Uint8Array): boolean {
    for (const above of keysAbove(key)) {
      const seen = this.of(above);
      if (seen !== "unseen" && seen !== "begun") return seen === "failed";
    }
    return false;
  }

  /**
   * What became of the component of this key. One beneath a hit was hit with it, unless it is one that was not present
   * any more when the component above ran, and could not be deleted so far.
   */
  of(key: Uint8Array): Seen {
    const own = this.#seen.get(byteText(key));
    if (own !== undefined) return own === "gone" ? "unseen" : own === "lost" ? "failed" : own;
    const rest = this.#reach === "all" ? "unseen" : "elsewhere";
    if (this.#seen.size === 0 && this.#scans.size === 0) return rest; // nothing ran at all: the app is dropped
    const path = pathOfKey(key);
    /** What is left over of an earlier run is gone, unless the one above it that decides is another run's. */
    let isLeft = false;
    let above: number;
    for (let length = path.length; length > 0; length = above) {
      const at = componentKey(path.slice(0, length));
      const seen = this.#seen.get(byteText(at));
      if (seen === "elsewhere") return seen;
      if ((seen === "hit" || seen === "lost") && !isLeft) return "hit";
      if (seen !== undefined) return "unseen"; // it ran, and has not come to this one
      const level = byteText(levelPrefix(path.slice(0, length - 1)));
      above = this.#owners.get(level) ?? length - 1;
      if (this.#followed.has(level)) return "elsewhere";
      const scan = this.#scans.get(level);
      if (scan?.last !== undefined && Buffer.compare(at, scan.last) <= 0 && !scan.absent.has(byteText(at)))
        return isLeft ? "unseen" : "hit";
      isLeft ||= this.#leftovers.of(at)?.what === "component";
      if (isLeft && this.#reach === "all" && this.#followed.size === 0) return "unseen";
      if (scan !== undefined) return "unseen"; // it may come to it yet
    }
    return rest;
  }
}
