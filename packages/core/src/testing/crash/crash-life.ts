import { firstWorld, movedWorld, nextWorld } from "./crash-edits.ts";
import type { CrashWorld } from "./crash-world.ts";
import { Random } from "./random.ts";

/** One run of the program in a life, which does not come to its end. */
export interface LifeStep {
  readonly world: CrashWorld;
  /** Killed at an instant that the program passes, or from outside after so many milliseconds. */
  readonly kill: { readonly kind: number; readonly at: number } | { readonly afterMs: number };
  /** What was not synced is lost too: decides how. */
  readonly powerCut: number | undefined;
  /** Whether a run in peace follows, after which everything is checked. Else the next process is killed in its turn. */
  readonly recovers: boolean;
}

/** A program that is changed and killed again and again; all of it follows from the seed. */
export interface Life {
  readonly seed: number;
  readonly steps: readonly LifeStep[];
}

/** Two worlds, one after the other: the run between them is killed at each instant that it passes. */
export interface Sweep {
  readonly first: CrashWorld;
  /** Run between the two, and killed: what the last one takes over is then pending. The numbers choose the instant. */
  readonly broken: { readonly world: CrashWorld; readonly kind: number; readonly at: number } | undefined;
  readonly last: CrashWorld;
}

const STEPS = 8;
const LONGEST_MS = 60;

export function lifeOf(seed: number): Life {
  const random = new Random(seed);
  const steps: LifeStep[] = [];
  let world = firstWorld(random);
  for (let count = 0; count < STEPS; count++) {
    steps.push({
      world,
      kill: random.chance(0.2) ? { afterMs: random.below(LONGEST_MS) } : { kind: random.next(), at: random.next() },
      powerCut: random.chance(0.3) ? random.below(1_000_000) : undefined,
      recovers: random.chance(0.65),
    });
    world = nextWorld(world, random);
  }
  return { seed, steps };
}

/** Odd seeds take over what is pending. */
export function sweepOf(seed: number): Sweep {
  const random = new Random(seed);
  const first = firstWorld(random);
  const next = nextWorld(nextWorld(first, random), random);
  if (seed % 2 === 0) return { first, broken: undefined, last: next };
  return { first, broken: { world: next, kind: random.next(), at: random.next() }, last: movedWorld(next) };
}
