import type { AnyFunction, Fn, FunctionOptions } from "@coco/connectorkit";
import { expect } from "vitest";
import type { EngineFixtures } from "./engine-test.ts";
import { eachOf, type MemoWay, ROOT_RAN } from "./memo-ways.ts";
import type { RunOptions } from "./test-app.ts";
import { wrap } from "./wrap.ts";

export type WorkOptions = Omit<FunctionOptions<never>, "name" | "memoKey"> & { readonly memoKey?: readonly unknown[] };

/** `wrap` for functions of any arguments, as tables of cases make them. */
export function work(name: string, options: WorkOptions, body: AnyFunction = async () => 1): Fn<AnyFunction> {
  return wrap(name, options as never, body);
}

/** What one run does: reaches `work` with `args` (default: `"a"`). */
export interface Step {
  readonly work: AnyFunction;
  readonly args?: readonly unknown[];
  readonly options?: RunOptions;
}

/** Two runs that differ in one thing, and what the second one says for it. */
export interface MemoChange {
  /** What is not as it was. */
  readonly change: string;
  /** Made anew for each way, in this order: of one name, the last function that is wrapped is the program's. */
  readonly before: (way: MemoWay) => Step;
  readonly after: (way: MemoWay) => Step;
  /** The log of the second run after its first line, the app's own. */
  readonly expected: (way: MemoWay) => readonly string[];
}

type Steps = Pick<MemoChange, "before" | "after">;

/** Both runs take the same function, with other arguments or other options of the run. */
export function sameWork(
  made: (way: MemoWay) => AnyFunction,
  before: Omit<Step, "work">,
  after: Omit<Step, "work">,
): Steps {
  return {
    before: (way) => ({ work: made(way), ...before }),
    after: (way) => ({ work: made(way), ...after }),
  };
}

/** The second run takes another function. */
export function otherWork(before: (way: MemoWay) => AnyFunction, after: (way: MemoWay) => AnyFunction): Steps {
  return {
    before: (way) => ({ work: before(way) }),
    after: (way) => ({ work: after(way) }),
  };
}

export type MemoChangeCase = MemoChange & MemoWay;

/** A case for each change and each way to reach the function. */
export function changeCases(changes: readonly MemoChange[], ways: readonly MemoWay[]): readonly MemoChangeCase[] {
  return eachOf(changes, ways);
}

/** Runs both steps and compares the second one's log. */
export async function expectChange(
  { after, before, expected, ...way }: MemoChangeCase,
  { logOf }: Pick<EngineFixtures, "logOf">,
): Promise<void> {
  const taken = async ({ args = ["a"], options, work: reached }: Step): Promise<readonly string[]> =>
    logOf(way.reach(reached, ...args), options);
  expect((await taken(before(way)))[0]).toBe(ROOT_RAN);
  expect(await taken(after(way))).toEqual([ROOT_RAN, ...expected(way)]);
}

/** The function `f` was answered from memory. */
export function hit(way: MemoWay): readonly string[] {
  return [way.reused("f")];
}

/** It ran, for this reason. */
export function miss(reason: string): (way: MemoWay) => readonly string[] {
  return (way) => [way.ran("f", reason)];
}

/** It ran with other arguments: a call with others is another call, a component stays the same one. */
export function otherCall(reason: string): (way: MemoWay) => readonly string[] {
  return (way) => [way.ran("f", way.mounted ? reason : "new")];
}
