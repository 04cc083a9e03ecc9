import { afterAll, describe, expect, it } from "vitest";
import { contextKey, environment, type EnvironmentBuilder, lifespan, start, useContext } from "../index.ts";
import { TestApp } from "../testing/test-app.ts";

const test = new TestApp();
afterAll(() => test.dispose());

const KEY = contextKey<number>("wrong-lifespans/key");

describe("the options of an environment", () => {
  it.each([
    [{ name: "e", storePth: "x" }, 'unknown option "storePth"', "storePath"],
    [{ name: "e", storePath: 3 }, "storePath cannot be the number 3", "a string"],
    [{ name: "" }, 'name cannot be the string ""', "not empty"],
    [{ name: "e", maxInFlight: 0 }, "maxInFlight cannot be the number 0", "above 0"],
    [{ name: "e", maxInFlight: Number.NaN }, "maxInFlight cannot be the number NaN", "whole number"],
    [{ name: "e", packageTracking: "all" }, 'packageTracking cannot be the string "all"', "major"],
    [{ name: "e", log: true }, "log cannot be the boolean true", "a function"],
  ])("are checked when it is made: %j", (options, problem, hint) => {
    expect(() => environment(options as never)).toThrow(
      expect.objectContaining({
        code: "OPTIONS",
        message: `environment: ${problem}.`,
        hint: expect.stringContaining(hint),
      }),
    );
  });

  it("include a name, which only the default environment lacks", () => {
    expect(() => environment({} as never)).toThrow(expect.objectContaining({ code: "ENVIRONMENT_NAME" }));
    expect(() => environment(undefined as never)).toThrow("needs a name");
  });
});

describe("a lifespan that is written wrong", () => {
  it("is refused where it is given: no function, no environment", async () => {
    expect(() => lifespan(3 as never)).toThrow("lifespan needs a function, not the number 3");
    await expect(start("staging" as never)).rejects.toThrow('start(environment) was given the string "staging"');
  });

  it.each([
    ["provide", (env: EnvironmentBuilder) => env.provide("key" as never, 1), "needs a context key"],
    [
      "defer",
      (env: EnvironmentBuilder) => env.defer(Promise.resolve() as never),
      "env.defer needs a function, not a promise",
    ],
    ["onException", (env: EnvironmentBuilder) => env.onException("log" as never), "env.onException needs a function"],
  ])("fails the start: %s", async (_name, setUp, message) => {
    await expect(test.run(() => 1, { lifespan: setUp })).rejects.toThrow(message);
  });

  it("cannot provide anything once apps may have read it", async () => {
    let late: EnvironmentBuilder | undefined;
    const { failures } = await test.run(() => late?.provide(KEY, 1), { lifespan: (env) => void (late = env) });
    expect(failures[0]?.error).toMatchObject({
      code: "LIFESPAN_OVER",
      message: 'env.provide was called after the lifespan of environment "test" had ended.',
      hint: expect.stringContaining("Await in the lifespan"),
    });
  });

  it("may still defer what is opened later", async () => {
    const closed: string[] = [];
    let env: EnvironmentBuilder | undefined;
    await test.succeed(() => env?.defer(() => closed.push("late")), {
      lifespan: (builder) => {
        env = builder;
        builder.defer(() => closed.push("early"));
      },
    });
    expect(closed).toEqual(["late", "early"]);
  });
});

describe("two context keys of one name", () => {
  it("that differ in detectChange are an error, not a change that nobody sees", async () => {
    const tracked = contextKey<number>(KEY.name, { detectChange: true });
    const { failures } = await test.run(() => useContext(KEY), { lifespan: (env) => env.provide(tracked, 1) });
    expect(failures[0]?.error).toMatchObject({
      code: "CONTEXT_KEYS_DIFFER",
      message: `There are two context keys "${KEY.name}", one with detectChange and one without.`,
    });
  });

  it("that are alike are one: a module that was loaded twice still reads its value", async () => {
    const again = contextKey<number>(KEY.name);
    const { result } = await test.succeed(() => useContext(again), { lifespan: (env) => env.provide(KEY, 7) });
    expect(result).toBe(7);
  });
});
