import { expect } from "vitest";
import type { ProvidedApp } from "./provided-app.ts";

/** An app that is pointed at a place where somebody's container of the same name stands. */
export interface ForeignPlace<Value> {
  readonly app: ProvidedApp<Value>;
  /** What the app is pointed at, which holds 1, 2 and 9, each "theirs". */
  readonly elsewhere: Value;
  /** The app's function: declares these numbers as rows, each "ours", and an index if it is asked for. */
  items(ids: readonly number[], indexed?: boolean): () => unknown;
  /** The rows of a place, "1 ours", in the order of their numbers. */
  rows(place: Value): Promise<readonly string[]>;
  /** Whether there is an index. */
  isIndexed(place: Value): Promise<boolean>;
  /** Of the error that is expected. */
  readonly code: string;
}

const THEIRS = ["1 theirs", "2 theirs", "9 theirs"];

/** Nothing of a container that the app did not make is written, deleted or indexed; and pointed back, the app goes on. */
export async function expectForeignLeftAlone<Value>(foreign: ForeignPlace<Value>): Promise<void> {
  const { app, code, elsewhere, isIndexed, items, rows } = foreign;
  const home = app.provided;
  await app.succeed(items([1, 2, 3]));
  expect(await rows(elsewhere)).toEqual(THEIRS);
  app.provided = elsewhere;
  // 2 and 3 go, 9 comes; then there is only something to be deleted; then an index comes.
  for (const [ids, indexed] of [[[1, 9]], [[1, 2]], [[1, 2, 3], true]] as const) {
    const failures = await app.failures(items(ids, indexed));
    expect(failures.length).toBeGreaterThan(0);
    for (const error of failures) {
      expect(error).toMatchObject({
        code,
        message: expect.stringMatching(/not made by this app.*Nothing in it was changed/) as string,
        hint: expect.stringMatching(/Point.*fullReprocess.*adopt/s) as string,
      });
    }
    expect([await rows(elsewhere), await isIndexed(elsewhere)]).toEqual([THEIRS, false]);
  }
  app.provided = home;
  await app.succeed(items([1, 9], true));
  expect([await rows(home), await isIndexed(home)]).toEqual([["1 ours", "9 ours"], true]);
}

/** The same, where another app made the container: it goes on there as if nothing had been. */
export async function expectOtherAppsLeftAlone<Value>(
  { app, code, elsewhere, items, rows }: Omit<ForeignPlace<Value>, "isIndexed">,
  other: ProvidedApp<Value>,
): Promise<void> {
  await other.succeed(items([1, 2, 9]));
  await app.succeed(items([1, 2]));
  app.provided = elsewhere;
  const failures = await app.failures(items([2, 3]));
  expect(failures[0]).toMatchObject({ code, message: expect.stringContaining("made by another app") as string });
  expect(await rows(elsewhere)).toEqual(["1 ours", "2 ours", "9 ours"]);
  expect(await other.failures(items([1, 2]))).toEqual([]);
  expect(await rows(elsewhere)).toEqual(["1 ours", "2 ours"]);
}
