import { afterAll, describe, expect, it } from "vitest";
import { app } from "../index.ts";
import { TestApp } from "../testing/test-app.ts";

const test = new TestApp();
afterAll(() => test.dispose());

const loose = app as unknown as (...args: unknown[]) => unknown;
const main = (): number => 1;
const defined = test.define(main);

describe("an app", () => {
  it.each([
    [[""], "APP_NAME"],
    [[3, main], "APP_NAME"],
    [[undefined, main], "APP_NAME"],
    [["A"], "APP_MAIN"],
    [["A", main, null], "APP_PARAMS"],
    [["A", main, ["dir"]], "APP_PARAMS"],
    [[{ name: "A", maxInflight: 3 }, main], "OPTIONS"],
    [[{ name: "A", maxInFlight: 0 }, main], "OPTIONS"],
    [[{ name: "A", environment: { name: "x" } }, main], "NO_ENVIRONMENT"],
  ])("that cannot work is refused where it is defined: %j", (args, code) => {
    expect(() => loose(...args)).toThrow(expect.objectContaining({ code, hint: expect.any(String) }));
  });
});

describe("the options of an update", () => {
  it.each([
    [{ fullreprocess: true }, 'update: unknown option "fullreprocess".'],
    [{ failures: "ignore" }, 'update: failures cannot be the string "ignore".'],
    [{ signal: {} }, "update: signal cannot be an object."],
    [{ signal: new AbortController() }, "update: signal cannot be an object of class AbortController."],
    [{ params: 3 }, "update: params cannot be the number 3."],
    [{ live: "yes" }, 'update({ live }): options are an object, not the string "yes".'],
    [3, "update: options are an object, not the number 3."],
    [null, "update: options are an object, not null."],
  ])("are checked before anything runs: %j", (options, message) => {
    expect(() => defined.update(options as never)).toThrow(expect.objectContaining({ code: "OPTIONS", message }));
  });

  it("may be undefined one by one", async () => {
    expect(await defined.update({ live: undefined, signal: undefined } as never)).toBe(1);
  });

  it("are those of a preview and a drop, too", async () => {
    await expect(defined.preview({ dry: true } as never)).rejects.toThrow('preview: unknown option "dry"');
    await expect(defined.drop({ force: true } as never)).rejects.toThrow('drop: unknown option "force"');
  });
});
