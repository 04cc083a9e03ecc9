import { afterAll, beforeEach, describe, expect, it } from "vitest";
import {
  absent,
  declareTargetState,
  mountTarget,
  registerRootTargets,
  type Sink,
  type TargetHandler,
  type TargetProvider,
} from "../index.ts";
import { TestApp } from "../testing/test-app.ts";

const log: string[] = [];
let test = new TestApp();
beforeEach(() => {
  test.dispose();
  test = new TestApp();
  log.splice(0);
});
afterAll(() => test.dispose());

/** States whose writes are logged under `kind`. */
function logged(kind: string): TargetHandler<string, string, string> {
  const sink: Sink<string> = { name: kind, apply: async (actions) => void log.push(...actions) };
  return {
    reconcile: (key, desired, { mayBeMissing, possible }) => {
      const name = `${kind} ${String(key)}`;
      if (desired === absent) return { tracking: absent, action: { sink, payload: `-${name}` } };
      if (possible.length === 1 && possible[0] === desired && !mayBeMissing) return undefined;
      return { tracking: desired, action: { sink, payload: `${name}=${desired}` } };
    },
  };
}

const attachments = { vectorIndex: logged("vector index"), statement: logged("statement") };
const rows: TargetHandler<string, string, string> = { ...logged("row"), attachments: () => attachments };
const tables = registerRootTargets("test.attachment-kinds", { ...logged("table"), child: () => rows });

const main = (vectorIndex: string | undefined, statement: string | undefined) => async (): Promise<void> => {
  const table: TargetProvider<string> = await mountTarget<string, string>(tables.state("t", "v1"));
  declareTargetState(table.state("same", "1"));
  // One key for all: each kind has names of its own.
  if (vectorIndex !== undefined) declareTargetState(table.attachment<string>("vectorIndex").state("same", vectorIndex));
  if (statement !== undefined) declareTargetState(table.attachment<string>("statement").state("same", statement));
};

describe("attachments of several kinds (T7)", () => {
  it("are apart from one another and from the rows, also under one key", async () => {
    await test.succeed(main("a", "x"));
    expect(log.splice(0).sort()).toEqual(["row same=1", "statement same=x", "table t=v1", "vector index same=a"]);
    await test.succeed(main("b", "x"));
    expect(log.splice(0)).toEqual(["vector index same=b"]);
    await test.succeed(main(undefined, "x"));
    expect(log.splice(0)).toEqual(["-vector index same"]);
    await test.succeed(main("b", "x"));
    expect(log.splice(0)).toEqual(["vector index same=b"]);
    await test.succeed(main(undefined, undefined));
    expect(log.splice(0).sort()).toEqual(["-statement same", "-vector index same"]);
    await test.succeed(main(undefined, undefined));
    expect(log).toEqual([]);
  });
});
