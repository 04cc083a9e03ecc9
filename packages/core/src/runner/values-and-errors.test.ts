import { CocoError } from "@coco/connectorkit";
import { afterAll, describe, expect, it } from "vitest";
import { RunnerError } from "./runner-error.ts";
import { registerCodec } from "../codec/index.ts";
import { failureOf } from "../deadline/testing/failure-of.ts";
import * as functions from "./testing/pool-functions.ts";
import { pool } from "./testing/pools.ts";

afterAll(() => pool.close());

describe("values that cross to a worker", () => {
  it("come back as the memo's codec gives them", async () => {
    const value = {
      map: new Map<unknown, unknown>([[1n, new Set([undefined, Number.NaN, -0])]]),
      date: new Date(5),
      url: new URL("https://example.com/a?b"),
      vector: new Float32Array([1.5, 2.5]).subarray(1),
      bytes: Buffer.from("abc"),
      nothing: undefined,
      lone: "\uD800",
    };
    expect(await functions.echo(value)).toEqual(value);
    const cyclic: { self?: unknown } = {};
    cyclic.self = cyclic;
    const back = (await functions.echo(cyclic)) as { self?: unknown };
    expect(back.self).toBe(back);
  });

  it("leave what was given as it was, also large buffers", async () => {
    const large = new Float64Array(200_000).fill(1.5);
    const back = (await functions.echo(large)) as Float64Array;
    expect(large.length).toBe(200_000);
    expect(back).toEqual(large);
    expect(back.buffer).not.toBe(large.buffer);
  });

  it("are those at the moment of the call", async () => {
    const list = [1];
    const call = functions.echo(list);
    list.push(2);
    expect(await call).toEqual([1]);
  });

  it("may be of classes with a codec", async () => {
    const sum = await functions.addCents(new functions.Money(5), 7);
    expect(sum).toBeInstanceOf(functions.Money);
    expect(sum.cents).toBe(12);
  });

  it("are refused with their place where they cannot cross", async () => {
    class File {
      read = (): string => "";
    }
    const error = await failureOf(functions.echo({ rows: [1, new File()] }));
    expect(error).toMatchObject({ name: "RunnerError", code: "RUNNER_VALUE" });
    expect(String(error)).toMatch(/"test pool".*arguments\[0\]\.rows\[1\].*File/);
    const result = await failureOf(functions.returnsFunction());
    expect(result).toMatchObject({ name: "RunnerError", code: "RUNNER_VALUE" });
    expect(String(result)).toMatch(/result of returnsFunction .*rows\[1\]/);
    expect(await functions.double(1)).toBe(2);
  });

  it("need their codec in both threads: the error says so", async () => {
    expect(await failureOf(functions.forbidden("codec"))).toMatchObject({
      code: "RUNNER_VALUE",
      message: expect.stringContaining("Local"),
    });
    const codec = { name: "runner.test/Here", version: 1, encode: () => 1 };
    class Here {}
    registerCodec({ ...codec, type: Here, decode: () => new Here() });
    expect(await failureOf(functions.echo(new Here()))).toMatchObject({
      code: "RUNNER_VALUE",
      message: expect.stringContaining("Here"),
    });
  });

  it("do not include an object that merely holds the function", async () => {
    expect(await functions.api.double(4)).toBe(8);
    class Holder {
      double = functions.double;
      unsendable = (): number => 1;
    }
    expect(String(await failureOf(new Holder().double(1)))).toMatch(/this cannot be sent/);
  });
});

describe("errors of a body in a worker", () => {
  it("keep their kind, text, stack and causes", async () => {
    const error = await failureOf(functions.throwing("range"));
    expect(error).toBeInstanceOf(RangeError);
    expect(error).toMatchObject({ message: "too far", cause: expect.any(TypeError) });
    expect((error as Error).stack).toContain("pool-functions");
  });

  it("of a class of the user's own keep name, text and properties", async () => {
    const error = await failureOf(functions.throwing("own"));
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({ name: "OwnError", message: "mine", status: 418 });
    expect(String(error)).toBe("OwnError: mine");
  });

  it("that are CocoErrors stay so, with code and hint", async () => {
    const error = await failureOf(functions.throwing("coco"));
    expect(CocoError.isInstance(error)).toBe(true);
    expect(RunnerError.isInstance(error)).toBe(false);
    expect(error).toMatchObject({
      name: "CocoError",
      code: "MY_CODE",
      hint: "do this",
      cause: { name: "OwnError", message: "deep" },
    });
  });

  it("may hold others, be no errors, or go round in a circle", async () => {
    const several = await failureOf(functions.throwing("several"));
    expect(several).toBeInstanceOf(AggregateError);
    expect((several as AggregateError).errors).toEqual([expect.any(RangeError), "b"]);
    expect(await failureOf(functions.throwing("text"))).toBe("just text");
    expect(await failureOf(functions.throwing("function"))).toMatch(/Function/);
    expect(await failureOf(functions.throwing("nothing"))).toBeUndefined();
    expect(await failureOf(functions.throwing("cycle"))).toMatchObject({ message: "round" });
  });
});
