import type { AnyFunction } from "@coco/connectorkit";
import { mount, mountEach } from "../index.ts";

/** A way to reach a memoized function, and how the event log names what becomes of it there. */
export interface MemoWay {
  readonly way: string;
  /** The option `memo` of the function. */
  readonly memo: true | "app";
  readonly mounted: boolean;
  /** An app's function that reaches `work` with these arguments. */
  readonly reach: (work: AnyFunction, ...args: readonly unknown[]) => () => Promise<void>;
  readonly ran: (name: string, reason?: string) => string;
  readonly reused: (name: string) => string;
  /** The same, with a memo state that was found changed and still valid. */
  readonly revalidated: (name: string) => string;
  /** The path of the component in which the function `name` runs. */
  readonly place: (name: string) => string;
  /** The component in which functions beneath `name` run, as a line about them ends: nothing where several share it. */
  readonly beneath: (name: string) => string;
}

/** The line with which each run begins. */
export const ROOT_RAN = "/ ran: runs every time (not memoized)";

const called: MemoWay = {
  way: "called in a component",
  memo: true,
  mounted: false,
  reach:
    (work, ...args) =>
    async () =>
      void (await work(...args)),
  ran: (name, reason = "new") => `${name}() in / ran: ${reason}`,
  reused: (name) => `${name}() in / reused`,
  revalidated: (name) => `${name}() in / reused, looked at anew`,
  place: () => "/",
  beneath: () => " in /",
};

const shared: MemoWay = {
  ...called,
  way: "shared by the app",
  memo: "app",
  ran: (name, reason = "new") => `${name}() ran: ${reason}`,
  reused: (name) => `${name}() reused`,
  revalidated: (name) => `${name}() reused, looked at anew`,
  beneath: () => "",
};

function mountedAt(way: string, place: (name: string) => string, reach: MemoWay["reach"]): MemoWay {
  return {
    way,
    memo: true,
    mounted: true,
    reach,
    ran: (name, reason = "new") => `${place(name)} ran: ${reason}`,
    reused: (name) => `${place(name)} is unchanged`,
    revalidated: (name) => `${place(name)} is unchanged, looked at anew`,
    place,
    beneath: (name) => ` in ${place(name)}`,
  };
}

const mounted: MemoWay = mountedAt(
  "mounted",
  (name) => `@${name}`,
  (work, ...args) =>
    async () =>
      void (await mount(work, ...args)),
);

const item: MemoWay = mountedAt(
  "mounted for an item",
  (name) => `@${name}/k`,
  (work, first, ...more) =>
    async () =>
      void (await mountEach([["k", first]], work, ...more)),
);

/** All of them. */
export const MEMO_WAYS: readonly MemoWay[] = [called, shared, mounted, item];
/** Those in which the function is called, not mounted. */
export const CALLED_WAYS: readonly MemoWay[] = [called, shared];
export const MOUNTED_WAYS: readonly MemoWay[] = [mounted, item];
/** Those in which the function may declare target states. */
export const DECLARING_WAYS: readonly MemoWay[] = [called, mounted, item];

/** Each of the first with each of the second, for `it.for`. */
export function eachOf<A extends object, B extends object>(
  first: readonly A[],
  second: readonly B[],
): readonly (A & B)[] {
  return first.flatMap((a) => second.map((b) => ({ ...a, ...b })));
}
