import { CocoError } from "@coco/connectorkit";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { exceptionHandler, mount, subpath } from "../index.ts";
import { TestApp } from "../testing/test-app.ts";

let test: TestApp;

beforeEach(() => {
  test = new TestApp();
});
afterEach(() => test.dispose());

describe("onFailure", () => {
  it("is told of each failure as it comes, with what a handler made of it, and may fail itself", async () => {
    const told: string[] = [];
    const bad = (): never => {
      throw new Error("bad");
    };
    const report = await test
      .define(async () => {
        await mount(bad);
        await exceptionHandler(
          () => undefined,
          () => mount(subpath("handled"), bad),
        );
      })
      .update({
        failures: "report",
        logFailures: false,
        onFailure: ({ handled, path }) => {
          told.push(`${path} ${String(handled)}`);
          throw new Error("listener");
        },
      });
    expect(told.sort()).toEqual(["@bad false", "handled true"]);
    expect(report.failures).toHaveLength(2);
    expect(test.log).toEqual([
      "Test: the listener for failures failed: listener",
      "Test: the listener for failures failed: listener",
    ]);
  });
});

describe("the log of a failure that nobody handled", () => {
  it("names the component, says what happened and what to do next", async () => {
    await test.run(async () => {
      await mount(async function bad() {
        throw new CocoError("The disk is full.", { code: "FULL", hint: "Make room." });
      });
    });
    expect(test.log).toEqual(["Test: @bad failed: The disk is full.\n  Make room."]);
  });

  it("says of any other error or value what it says itself", async () => {
    await test.run(async () => {
      await mount(async function plain() {
        throw new Error("plain");
      });
    });
    expect(test.log).toEqual(["Test: @plain failed: plain"]);
  });
});
