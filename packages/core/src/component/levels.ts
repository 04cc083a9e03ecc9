import { decodeKeyPath, encodeKeyPath } from "@coco/connectorkit";
import type { CallSite } from "../internal/call-site.ts";
import { byteText } from "../internal/byte-text.ts";
import { type ComponentPath, levelPrefix } from "./component-path.ts";
import type { HandlerChain } from "./exception-handlers.ts";

/** One level on which a component mounts children: those whose paths are `path` and one part more. */
export class Level {
  readonly path: ComponentPath;
  readonly prefix: Uint8Array;
  /** Keys, as text, of the children mounted one by one; a level that was merged with the store has none. */
  readonly present: Set<string> = new Set();
  /** Keys of stored children that a complete scan did not come to; `undefined` where children are mounted one by one. */
  absent: Uint8Array[] | undefined;
  /** False while a scan goes on, and after one that failed: then nothing of the level is known to be gone. */
  complete = true;
  /** Where the level was first mounted on, and how. */
  site: CallSite | undefined;
  scanned = false;
  /** The keys of others that the store says to have it, once it is asked. */
  holders: Promise<readonly Uint8Array[]> | undefined;
  /** The exception handlers of the place from which it was first mounted on. */
  handlers: HandlerChain | undefined;

  constructor(path: ComponentPath) {
    this.path = path;
    this.prefix = levelPrefix(path);
  }
}

const NONE: ReadonlyMap<string, never> = new Map<string, never>();

/** The levels of one component: those that it mounted on before, and those of this run. */
export class Levels {
  readonly #own: ComponentPath;
  // Most components mount nothing.
  #open: Map<string, Level> | undefined;
  #stored: ReadonlyMap<string, Uint8Array>;
  #ahead: Level[] = [];

  constructor(own: ComponentPath, stored: readonly Uint8Array[]) {
    this.#own = own;
    this.#stored = stored.length === 0 ? NONE : new Map(stored.map((relative) => [byteText(relative), relative]));
  }

  /** Whether it mounts nothing, and did not before. */
  get isEmpty(): boolean {
    return this.#open === undefined && this.#stored.size === 0;
  }

  /** The level at `relative` to the component. `isNew` when no earlier run is known to have mounted there. */
  open(relative: ComponentPath): { readonly level: Level; readonly isNew: boolean; readonly isFirst: boolean } {
    const text = byteText(encodeKeyPath(relative));
    const open = (this.#open ??= new Map());
    const known = open.get(text);
    if (known !== undefined) return { level: known, isNew: false, isFirst: false };
    const level = new Level([...this.#own, ...relative]);
    open.set(text, level);
    return { level, isNew: !this.#stored.has(text), isFirst: true };
  }

  /** Takes note that these of the stored levels, by prefix, are those of others by now. */
  leave(prefixes: readonly Uint8Array[]): void {
    if (prefixes.length === 0) return;
    const left = new Set(prefixes.map(byteText));
    const isOwn = ([, relative]: [string, Uint8Array]): boolean =>
      !left.has(byteText(storedLevelPrefix(this.#own, relative)));
    this.#stored = new Map([...this.#stored].filter(isOwn));
  }

  /** Notes a level that must be stored before what is mounted on it. True for the first since `takeAhead`. */
  noteAhead(level: Level): boolean {
    return this.#ahead.push(level) === 1;
  }

  takeAhead(): Level[] {
    return this.#ahead.splice(0);
  }

  /** The levels on which no earlier run is known to have mounted. */
  *added(): Iterable<Level> {
    for (const [text, level] of this.#open ?? NONE) if (!this.#stored.has(text)) yield level;
  }

  /** The paths of the levels on which earlier runs mounted. */
  *stored(): Iterable<ComponentPath> {
    for (const relative of this.#stored.values()) yield [...this.#own, ...decodeKeyPath(relative)];
  }

  opened(): Iterable<Level> {
    return (this.#open ?? NONE).values();
  }

  /** Prefixes of the levels on which only earlier runs mounted. */
  *abandoned(): Iterable<Uint8Array> {
    for (const [text, relative] of this.#stored) {
      if (!this.#open?.has(text)) yield storedLevelPrefix(this.#own, relative);
    }
  }

  /** The encoded relative paths of this run's levels. */
  encoded(): Uint8Array[] {
    if (this.#open === undefined) return [];
    return [...this.#open.keys()].sort().map((text) => Buffer.from(text, "latin1"));
  }

  /** Those of this run and of earlier ones. */
  encodedWithStored(): Uint8Array[] {
    if (this.isEmpty) return [];
    return [...new Set([...this.#stored.keys(), ...(this.#open ?? NONE).keys()])]
      .sort()
      .map((text) => Buffer.from(text, "latin1"));
  }
}

/** The prefix of the level stored as `relative` to the component at `own`. */
export function storedLevelPrefix(own: ComponentPath, relative: Uint8Array): Uint8Array {
  return levelPrefix([...own, ...decodeKeyPath(relative)]);
}
