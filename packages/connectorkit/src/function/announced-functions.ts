import type { FunctionDefinition } from "./function-definition.ts";

const slot: unique symbol = Symbol.for("coco.announced-functions") as never;
type Announced = { references: WeakRef<FunctionDefinition>[]; pruneAt: number; count?: number };
type Holder = { [slot]?: Announced };

const FIRST_PRUNING = 1024;

function announced(): Announced {
  const holder = globalThis as Holder;
  holder[slot] ??= { references: [], pruneAt: FIRST_PRUNING };
  return holder[slot];
}

/**
 * Makes a wrapped function known to every engine: a stored result may depend on one that was not called yet in this
 * process. Functions that nobody holds any more are forgotten.
 */
export function announceFunction(definition: FunctionDefinition): void {
  const all = announced();
  all.references.push(new WeakRef(definition));
  all.count = announcementCount() + 1;
  if (all.references.length < all.pruneAt) return;
  all.references = all.references.filter((reference) => reference.deref() !== undefined);
  all.pruneAt = Math.max(FIRST_PRUNING, all.references.length * 2);
}

/** All wrapped functions of this process that are still held by somebody, in the order of wrapping. */
export function announcedFunctions(): readonly FunctionDefinition[] {
  return announced().references.flatMap((reference) => reference.deref() ?? []);
}

/** How many functions were ever wrapped in this process: tells whether there are new ones, without looking at all. */
export function announcementCount(): number {
  return announced().count ?? 0;
}
